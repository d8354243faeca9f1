//! Teams of which nearly all pairs are joined: whatever joins them, they are one group. Knows no rule
//! and no model.

use crate::model::TeamId;
use std::collections::{BTreeMap, BTreeSet};

type Neighbours = BTreeMap<TeamId, BTreeSet<TeamId>>;

/// A dense group of teams.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mesh {
    /// The teams, by number.
    pub teams: Vec<TeamId>,
    /// Pairs among them that are joined.
    pub joined: usize,
}

/// Groups of at least `least` teams that are dense, in order of finding: what hangs together is peeled
/// to its 2-core, then its 3-core …, until `dense` holds of joined and possible pairs. Two sides that are
/// joined only across are functions that serve teams, and no mesh. Near-linear in the pairs for each core.
pub fn meshes(
    pairs: impl IntoIterator<Item = (TeamId, TeamId)>,
    least: usize,
    dense: impl Fn(usize, usize) -> bool,
) -> Vec<Mesh> {
    let mut neighbours = Neighbours::new();
    for (a, b) in pairs {
        neighbours.entry(a).or_default().insert(b);
        neighbours.entry(b).or_default().insert(a);
    }
    let mut found = Vec::new();
    let mut degree = 2;
    while !neighbours.is_empty() {
        peel(&mut neighbours, degree);
        for teams in groups(&neighbours) {
            let ends: usize = teams.iter().map(|team| neighbours[team].len()).sum();
            let (joined, possible) = (ends / 2, teams.len() * (teams.len() - 1) / 2);
            if !dense(joined, possible) {
                continue;
            }
            // What is dense or small enough has been judged as a whole.
            let is_mesh = teams.len() >= least && !is_two_sided(&teams, &neighbours);
            for team in &teams {
                neighbours.remove(team);
            }
            if is_mesh {
                found.push(Mesh { teams, joined });
            }
        }
        degree += 1;
    }
    found
}

/// Takes away teams with fewer joined neighbours than `degree` until there are none.
fn peel(neighbours: &mut Neighbours, degree: usize) {
    let few = |set: &BTreeSet<TeamId>| set.len() < degree;
    let mut gone: Vec<TeamId> = neighbours
        .iter()
        .filter(|(_, set)| few(set))
        .map(|(team, _)| *team)
        .collect();
    while let Some(team) = gone.pop() {
        for other in neighbours.remove(&team).unwrap_or_default() {
            if let Some(set) = neighbours.get_mut(&other)
                && set.remove(&team)
                && few(set)
            {
                gone.push(other);
            }
        }
    }
}

/// Teams that hang together.
fn groups(neighbours: &Neighbours) -> Vec<Vec<TeamId>> {
    let mut seen: BTreeSet<TeamId> = BTreeSet::new();
    let mut groups = Vec::new();
    for start in neighbours.keys() {
        if !seen.insert(*start) {
            continue;
        }
        let (mut group, mut next) = (Vec::new(), vec![*start]);
        while let Some(team) = next.pop() {
            group.push(team);
            let others = neighbours.get(&team).into_iter().flatten();
            next.extend(others.filter(|other| seen.insert(**other)));
        }
        group.sort_unstable();
        groups.push(group);
    }
    groups
}

/// Whether the teams fall into two sides with no pair inside either: functions that serve teams, which is
/// what liaisons are for, and no mesh however many pairs they join.
fn is_two_sided(group: &[TeamId], neighbours: &Neighbours) -> bool {
    let mut side: BTreeMap<TeamId, bool> = BTreeMap::new();
    let mut next: Vec<TeamId> = group.first().copied().into_iter().collect();
    side.extend(next.iter().map(|team| (*team, false)));
    while let Some(team) = next.pop() {
        let here = side[&team];
        for other in neighbours.get(&team).into_iter().flatten() {
            match side.get(other) {
                Some(there) if *there == here => return false,
                Some(_) => {}
                None => {
                    side.insert(*other, !here);
                    next.push(*other);
                }
            }
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::meshes;
    use crate::model::TeamId;

    fn found(pairs: &[(u32, u32)], least: usize) -> Vec<(Vec<u32>, usize)> {
        let pairs = pairs.iter().map(|(a, b)| (TeamId(*a), TeamId(*b)));
        let half = |joined: usize, possible: usize| 2 * joined >= possible;
        meshes(pairs, least, half)
            .into_iter()
            .map(|mesh| (mesh.teams.iter().map(|team| team.0).collect(), mesh.joined))
            .collect()
    }

    #[test]
    fn a_dense_group_is_found_behind_its_tail() {
        let four = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)];
        let tail = [&four[..], &[(3, 4), (4, 5)]].concat();
        assert_eq!(found(&tail, 4), [(vec![0, 1, 2, 3], 6)]);
        assert_eq!(found(&tail, 5), []);
    }

    #[test]
    fn two_sides_are_no_mesh() {
        assert_eq!(found(&[(0, 2), (0, 3), (1, 2), (1, 3)], 4), []);
        assert_eq!(found(&[(0, 2), (0, 3), (1, 2), (1, 3), (0, 1)], 4).len(), 1);
    }
}
