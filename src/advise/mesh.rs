//! Teams that nearly all ask each other for the same kind of news. Knows no row of the decision table.

use super::feature::need;
use super::needs::Needs;
use super::options::Options;
use crate::facts::{self, Facts};
use crate::model::TeamId;

/// Groups of at least `mesh-teams` teams of which `mesh-percent` of the pairs exchange information or
/// a liaison.
pub(super) fn meshes(facts: &Facts<'_>, needs: &Needs, options: &Options) -> Vec<Vec<TeamId>> {
    let dense =
        |joined: usize, possible: usize| joined * 100 >= options.mesh_percent as usize * possible;
    let found = facts::meshes(pairs(facts, needs), options.mesh_teams as usize, dense);
    let mut teams: Vec<Vec<TeamId>> = found.into_iter().map(|mesh| mesh.teams).collect();
    teams.sort();
    teams
}

/// Pairs in different branches that exchange information or a liaison.
fn pairs(facts: &Facts<'_>, needs: &Needs) -> Vec<(TeamId, TeamId)> {
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
    pairs.retain(|(a, b)| !tree.nested(*a, *b));
    pairs
}
