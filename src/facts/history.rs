//! What earlier states tell: which team is which in both, and how long something stayed that the
//! states show or do not show. Knows no rule and no limit.

use super::Facts;
use crate::model::{Org, TeamId};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Teams of the present and of an earlier state that are the same: those with one key.
#[derive(Clone, Debug)]
pub struct Matching {
    then: Vec<Option<TeamId>>,
    now: Vec<Option<TeamId>>,
}

impl Matching {
    /// Matches by key; of several teams with one key the first counts.
    pub fn new(now: &Org, then: &Org) -> Self {
        let (of_now, of_then) = (by_key(now), by_key(then));
        let look_up = |org: &Org, others: &BTreeMap<&str, TeamId>| {
            org.teams()
                .map(|team| others.get(team.key()).copied())
                .collect()
        };
        Self {
            then: look_up(now, &of_then),
            now: look_up(then, &of_now),
        }
    }

    /// What a team of the present was then.
    pub fn then(&self, team: TeamId) -> Option<TeamId> {
        self.then.get(team.index()).copied().flatten()
    }

    /// What a team of the earlier state is now.
    pub fn now(&self, team: TeamId) -> Option<TeamId> {
        self.now.get(team.index()).copied().flatten()
    }

    /// Teams of the present that had another unit above them then, in team order. A unit that goes
    /// by a new key, with the same teams below, is no other unit.
    pub fn moved(&self, now: &Facts<'_>, then: &Facts<'_>) -> Vec<TeamId> {
        let (now, then) = (now.org(), then.org());
        let moved = |team: &TeamId| {
            let Some(past) = self.then(*team) else {
                return false;
            };
            let above = now.teams[team.index()].parent;
            let above_then = then.teams[past.index()].parent;
            match (above, above_then) {
                (None, None) => false,
                (Some(unit), Some(past)) => {
                    self.then(unit) != Some(past) && !self.renamed(now, then, unit, past)
                }
                _ => true,
            }
        };
        now.team_ids().filter(moved).collect()
    }

    /// Whether two units that exist on one side only hold the same of the teams that both sides know.
    fn renamed(&self, now: &Org, then: &Org, unit: TeamId, past: TeamId) -> bool {
        let here: BTreeSet<TeamId> = now
            .team(unit)
            .children()
            .filter(|team| self.then(team.id).is_some())
            .map(|team| team.id)
            .collect();
        let there: BTreeSet<TeamId> = then
            .team(past)
            .children()
            .filter_map(|team| self.now(team.id))
            .collect();
        self.then(unit).is_none() && self.now(past).is_none() && here == there
    }
}

fn by_key(org: &Org) -> BTreeMap<&str, TeamId> {
    let mut keys = BTreeMap::new();
    for team in org.teams() {
        keys.entry(team.key()).or_insert(team.id);
    }
    keys
}

/// How long something was seen in one state after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stay<T> {
    /// What was seen.
    pub what: T,
    /// The first day on which it was seen; it may be older.
    pub first: Date,
    /// The last day on which it was seen.
    pub last: Date,
    /// The first day on which it was not there any more; none while it stays.
    pub gone: Option<Date>,
}

/// Stays in states by day, oldest first; something that goes and comes back has two. By what was
/// seen, then by day.
pub fn stays<T: Ord + Clone>(states: &[(Date, BTreeSet<T>)]) -> Vec<Stay<T>> {
    let mut open: BTreeMap<T, (Date, Date)> = BTreeMap::new();
    let mut found: Vec<Stay<T>> = Vec::new();
    for (day, seen) in states {
        for what in seen {
            let known = open.entry(what.clone()).or_insert((*day, *day));
            known.1 = *day;
        }
        open.retain(|what, (first, last)| {
            let stays = seen.contains(what);
            if !stays {
                found.push(Stay {
                    what: what.clone(),
                    first: *first,
                    last: *last,
                    gone: Some(*day),
                });
            }
            stays
        });
    }
    found.extend(open.into_iter().map(|(what, (first, last))| Stay {
        what,
        first,
        last,
        gone: None,
    }));
    found.sort_by(|a, b| a.what.cmp(&b.what).then(a.first.cmp(&b.first)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::FactOptions;
    use crate::testing::org;

    fn moved(then: &str, now: &str) -> Vec<String> {
        let org = org(&format!(
            "== teams.csv\nid,parent\n{now}== snapshots/2024-01-31/teams.csv\nid,parent\n{then}"
        ));
        let facts = Facts::new(&org, FactOptions::default());
        let (_, past) = facts.past().next().unwrap();
        let moved = Matching::new(&org, past.org()).moved(&facts, past);
        let keys = moved.into_iter().map(|team| org.team(team).key());
        keys.map(str::to_owned).collect()
    }

    #[test]
    fn a_team_below_another_unit_has_moved() {
        let then = "co,\na,co\nb,co\nweb,a\napp,a\nops,b\nold,b\n";
        let now = "b,co\na,co\nco,\napp,a\nweb,b\nnew,b\nops,b\n";
        assert_eq!(moved(then, now), ["web"]);
        assert_eq!(moved(then, then), Vec::<String>::new());
    }

    #[test]
    fn a_unit_that_moves_as_a_whole_is_one_move_and_a_new_name_is_none() {
        let then = "co,\na,co\nb,co\nweb,a\napp,a\n";
        assert_eq!(moved(then, "co,\nb,co\na,b\nweb,a\napp,a\n"), ["a"]);
        assert!(moved(then, "co,\nb,co\nz,co\nweb,z\napp,z\n").is_empty());
        // With one of its teams left elsewhere it is another unit.
        assert_eq!(
            moved(then, "co,\nb,co\nz,co\nweb,z\napp,b\n"),
            ["web", "app"]
        );
    }

    #[test]
    fn stays_end_when_a_state_lacks_them_and_may_begin_again() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let days = ["2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30"].map(day);
        let states: Vec<(Date, BTreeSet<&str>)> = days
            .into_iter()
            .zip(["ab", "a", "ac", "bc"])
            .map(|(day, seen)| (day, seen.split("").filter(|s| !s.is_empty()).collect()))
            .collect();
        let shown: Vec<String> = stays(&states)
            .into_iter()
            .map(|s| {
                let gone = s.gone.map_or("-".to_owned(), |day| day.to_string());
                format!("{} {} {} {gone}", s.what, s.first, s.last)
            })
            .collect();
        assert_eq!(
            shown,
            [
                "a 2024-01-31 2024-03-31 2024-04-30",
                "b 2024-01-31 2024-01-31 2024-02-29",
                "b 2024-04-30 2024-04-30 -",
                "c 2024-03-31 2024-04-30 -"
            ]
        );
    }
}
