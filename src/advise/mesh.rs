//! Teams that nearly all ask each other for the same kind of news. Knows no row of the decision table.

use super::feature::need;
use super::needs::Needs;
use super::options::Options;
use crate::facts::Facts;
use crate::model::TeamId;
use std::collections::{BTreeMap, BTreeSet};

type Neighbours = BTreeMap<TeamId, BTreeSet<TeamId>>;

/// Groups of at least `mesh-teams` teams of which `mesh-percent` of the pairs exchange information or
/// a liaison: what hangs together is peeled to its 2-core, then 3-core …, until it is dense. Two
/// sides that only ask each other are functions that serve teams, and no mesh.
pub(super) fn meshes(facts: &Facts<'_>, needs: &Needs, options: &Options) -> Vec<Vec<TeamId>> {
    let mut neighbours = neighbours(facts, needs);
    let mut found = Vec::new();
    let mut degree = 2;
    while !neighbours.is_empty() {
        peel(&mut neighbours, degree);
        for group in groups(&neighbours) {
            let joined = group
                .iter()
                .map(|team| neighbours[team].len())
                .sum::<usize>()
                / 2;
            let possible = group.len() * (group.len() - 1) / 2;
            if joined * 100 < options.mesh_percent as usize * possible {
                continue;
            }
            if group.len() >= options.mesh_teams as usize && !is_two_sided(&group, &neighbours) {
                found.push(group.clone());
            }
            for team in &group {
                neighbours.remove(team);
            }
        }
        degree += 1;
    }
    found.sort();
    found
}

/// Pairs in different branches that exchange information or a liaison.
fn neighbours(facts: &Facts<'_>, needs: &Needs) -> Neighbours {
    let tree = facts.tree();
    let mut pairs: Vec<(TeamId, TeamId)> = Vec::new();
    for (number, edge) in facts.dependencies().edges().iter().enumerate() {
        let wants = needs
            .of(number)
            .is_some_and(|ask| ask.need.0 == need::INFORMATION && ask.context.0 >= 2);
        if wants {
            pairs.push((edge.from, edge.to));
        }
    }
    for assignment in facts.assignments().all() {
        if let Some(home) = assignment.home.filter(|_| assignment.in_force(facts)) {
            pairs.extend(assignment.targets.iter().map(|target| (home, *target)));
        }
    }
    let mut neighbours = Neighbours::new();
    for (a, b) in pairs.into_iter().filter(|(a, b)| !tree.nested(*a, *b)) {
        neighbours.entry(a).or_default().insert(b);
        neighbours.entry(b).or_default().insert(a);
    }
    neighbours
}

/// Takes away teams with fewer neighbours than `degree` until there are none.
fn peel(neighbours: &mut Neighbours, degree: usize) {
    let mut gone: Vec<TeamId> = neighbours
        .iter()
        .filter(|(_, set)| set.len() < degree)
        .map(|(team, _)| *team)
        .collect();
    while let Some(team) = gone.pop() {
        for other in neighbours.remove(&team).unwrap_or_default() {
            if let Some(set) = neighbours.get_mut(&other)
                && set.remove(&team)
                && set.len() < degree
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

fn is_two_sided(group: &[TeamId], neighbours: &Neighbours) -> bool {
    let mut side: BTreeMap<TeamId, bool> = BTreeMap::new();
    let mut next: Vec<TeamId> = group.first().copied().into_iter().collect();
    side.extend(next.iter().map(|team| (*team, false)));
    while let Some(team) = next.pop() {
        let here = side.get(&team).copied().unwrap_or(false);
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
