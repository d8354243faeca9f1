//! How a function divides teams among its managers, and which teams it would hand over to divide
//! them as another function does. Knows no limit.

use super::Facts;
use crate::model::{PersonId, TeamId};
use std::collections::BTreeMap;

/// The manager of a function in a team, and a person of the team who answers to that manager.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// To whom most people of the function in the team answer outside of it.
    pub manager: PersonId,
    /// One of them.
    pub report: PersonId,
}

/// The teams of a function with their heads.
pub type Division = BTreeMap<TeamId, Head>;

/// The fewest rows whose block must change so that every block lies within one block of the other
/// division: all but the largest overlap of each block; of equal overlaps the first is kept.
pub fn to_move(blocks: &[u32], other: &[u32]) -> Vec<usize> {
    let mut overlap: BTreeMap<(u32, u32), usize> = BTreeMap::new();
    for pair in blocks.iter().zip(other) {
        *overlap.entry((*pair.0, *pair.1)).or_default() += 1;
    }
    let mut best: BTreeMap<u32, (u32, usize)> = BTreeMap::new();
    for ((block, there), number) in overlap {
        let kept = best.entry(block).or_insert((there, number));
        if number > kept.1 {
            *kept = (there, number);
        }
    }
    let moves = |row: &usize| {
        best.get(&blocks[*row])
            .is_some_and(|kept| kept.0 != other[*row])
    };
    (0..blocks.len()).filter(moves).collect()
}

/// How each function divides the teams without units below.
pub fn divisions(facts: &Facts<'_>) -> BTreeMap<String, Division> {
    let org = facts.org();
    let mut votes: BTreeMap<(String, TeamId), BTreeMap<PersonId, (usize, PersonId)>> =
        BTreeMap::new();
    for (person, team) in placements(facts) {
        let function = org
            .text(org.people[person.index()].function)
            .trim()
            .to_lowercase();
        if function.is_empty() || !facts.tree().units().is_leaf(team.0) {
            continue;
        }
        if let Some(head) = head_of(facts, person, team) {
            let vote = votes.entry((function, team)).or_default();
            vote.entry(head.manager).or_insert((0, head.report)).0 += 1;
        }
    }
    let mut found: BTreeMap<String, Division> = BTreeMap::new();
    for ((function, team), managers) in votes {
        // The manager of most of them; of several the first in the table.
        let head = managers
            .into_iter()
            .rev()
            .max_by_key(|(_, (number, _))| *number);
        if let Some((manager, (_, report))) = head {
            found
                .entry(function)
                .or_default()
                .insert(team, Head { manager, report });
        }
    }
    found
}

/// Everyone with the team they work in: those in which they are embedded, else their home.
fn placements(facts: &Facts<'_>) -> Vec<(PersonId, TeamId)> {
    let org = facts.org();
    let mut lent: Vec<(PersonId, TeamId)> = Vec::new();
    for row in org
        .coordination()
        .filter(|row| row.is_model("embedded") && row.in_force())
    {
        let record = row.record();
        let teams = || record.to.iter().copied();
        lent.extend(
            record
                .people
                .iter()
                .flat_map(|person| teams().map(|team| (*person, team))),
        );
    }
    lent.sort_unstable();
    lent.dedup();
    let is_lent = |id: PersonId| lent.binary_search_by_key(&id, |pair| pair.0).is_ok();
    let home = |id: PersonId| Some((id, org.people[id.index()].team?));
    let at_home: Vec<_> = org
        .person_ids()
        .filter(|id| !is_lent(*id))
        .filter_map(home)
        .collect();
    lent.into_iter().chain(at_home).collect()
}

/// Climbs from a person to the first manager who neither belongs to the team nor leads it alone.
fn head_of(facts: &Facts<'_>, person: PersonId, team: TeamId) -> Option<Head> {
    let (org, members) = (facts.org(), facts.members());
    let inside = |id: PersonId| {
        org.people[id.index()].team == Some(team) || members.led_by(id).eq(std::iter::once(team))
    };
    let mut report = person;
    for manager in facts.tree().people().ancestors(person.0).skip(1) {
        let manager = PersonId(manager);
        if !inside(manager) {
            return Some(Head { manager, report });
        }
        report = manager;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{divisions, to_move};
    use crate::facts::{FactOptions, Facts};
    use crate::testing::org;

    #[test]
    fn a_function_in_a_team_answers_to_the_first_manager_outside() {
        let org = org("== people.csv\nid,manager,team,function\n\
             eve,,,engineering\nlea,eve,web,engineering\ndev,lea,web,Engineering\npat,,,product\npm,pat,web,product\n");
        let facts = Facts::new(&org, FactOptions::default());
        let found = divisions(&facts);
        let heads: Vec<(&str, Vec<u32>)> = found
            .iter()
            .map(|(function, teams)| {
                let managers = teams.values().map(|head| head.manager.0);
                (function.as_str(), managers.collect())
            })
            .collect();
        assert_eq!(heads, [("engineering", vec![0]), ("product", vec![3])]);
    }

    #[test]
    fn all_but_the_largest_overlap_moves() {
        assert_eq!(to_move(&[1, 1, 1, 2], &[7, 7, 8, 8]), [2]);
        assert_eq!(to_move(&[1, 2], &[7, 7]), Vec::<usize>::new());
    }
}
