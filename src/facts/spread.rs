//! How liaisons are spread over the organization: shares, joined parts, and the moves of teams that
//! would make them unnecessary. Knows no rule and no limit.

use super::{Facts, Support};
use crate::model::{Table, TeamId};
use std::collections::{BTreeMap, BTreeSet};

/// How liaisons are spread. Counts are pairs of a part and its whole; where nothing is known the
/// whole is 0.
#[derive(Clone, Debug, Default)]
pub struct LiaisonSpread {
    /// People who are liaisons, of all people.
    pub people: (usize, usize),
    /// Teams without units below that host liaisons from two or more functions (the function of the
    /// home team, else its part of the organization), of all such teams.
    pub crowded: (usize, usize),
    /// Assignments without need or with a minimal one, of those about which anything is known.
    pub unneeded: (usize, usize),
    /// Pairs of parts of the organization joined by liaisons, and by dependencies.
    pub pairs: (usize, usize),
    /// The two parts that most liaisons join, and how many, where several pairs are joined.
    pub busiest: Option<(TeamId, TeamId, usize)>,
    /// The move of a team to another part that makes most assignments internal, and how many.
    pub best_move: Option<(TeamId, TeamId, usize)>,
}

impl LiaisonSpread {
    /// Measures the organization. Linear in teams, assignments and dependencies but for sorting.
    pub fn of(facts: &Facts<'_>) -> Self {
        let mut between: BTreeMap<(TeamId, TeamId), usize> = BTreeMap::new();
        for (a, b) in joints(facts) {
            *between.entry((a.min(b), a.max(b))).or_default() += 1;
        }
        let needed: BTreeSet<(TeamId, TeamId)> = facts
            .dependencies()
            .edges()
            .iter()
            .filter_map(|edge| parts(facts, edge.from, edge.to))
            .map(|(a, b)| (a.min(b), a.max(b)))
            .collect();
        Self {
            people: (facts.liaisons().people().len(), facts.org().people.len()),
            crowded: crowded_teams(facts),
            unneeded: unneeded(facts),
            pairs: (between.len(), needed.len()),
            busiest: most(&between).filter(|_| between.len() > 1),
            best_move: most(&moves(facts)).filter(|(_, _, number)| *number > 1),
        }
    }
}

/// The entry with the highest count, the first of several.
fn most(count: &BTreeMap<(TeamId, TeamId), usize>) -> Option<(TeamId, TeamId, usize)> {
    count
        .iter()
        .max_by_key(|(pair, number)| (**number, std::cmp::Reverse(**pair)))
        .map(|((a, b), number)| (*a, *b, *number))
}

/// Parts of the organization of each home and target, where they differ.
fn joints(facts: &Facts<'_>) -> impl Iterator<Item = (TeamId, TeamId)> {
    let assignments = facts.assignments().all().iter();
    assignments
        .filter_map(|assignment| Some((assignment.home?, &assignment.targets)))
        .flat_map(|(home, targets)| targets.iter().map(move |target| (home, *target)))
        .filter_map(move |(home, target)| parts(facts, home, target))
}

fn parts(facts: &Facts<'_>, a: TeamId, b: TeamId) -> Option<(TeamId, TeamId)> {
    let (a, b) = (facts.tree().boundary(a), facts.tree().boundary(b));
    (a != b).then_some((a, b))
}

/// How many of the teams without units below host liaisons from two or more functions.
fn crowded_teams(facts: &Facts<'_>) -> (usize, usize) {
    let (tree, liaisons) = (facts.tree(), facts.liaisons());
    let teams = tree.units().all_leaves();
    let crowded = teams.iter().filter(|team| {
        let functions: BTreeSet<(TeamId, String)> = liaisons
            .covering(tree, TeamId(**team))
            .into_iter()
            .filter_map(|id| facts.org().liaisons[id.index()].home)
            .map(|home| {
                let function = facts.org().text(facts.org().teams[home.index()].function);
                if function.is_empty() {
                    (tree.boundary(home), String::new())
                } else {
                    (TeamId(0), function.to_lowercase())
                }
            })
            .collect();
        functions.len() > 1
    });
    (crowded.count(), teams.len())
}

/// How many of the assignments about which the dependencies table says something have no need.
fn unneeded(facts: &Facts<'_>) -> (usize, usize) {
    let assignments = facts.assignments();
    if !facts.org().has_table(Table::Dependencies) {
        return (0, 0);
    }
    let known: Vec<Support> = (0..assignments.all().len())
        .map(|index| assignments.support(facts, index))
        .filter(|support| *support != Support::Unknown)
        .collect();
    let without = known.iter().filter(|support| **support != Support::Enough);
    (without.count(), known.len())
}

/// How many assignments a move of one team to another part would make internal. A part moves
/// nowhere, and nothing moves below a team.
fn moves(facts: &Facts<'_>) -> BTreeMap<(TeamId, TeamId), usize> {
    let tree = facts.tree();
    let movable = |team: TeamId, part: TeamId| {
        let home = tree.boundary(team);
        home != team && home != part && !tree.units().is_leaf(part.0)
    };
    let mut count = BTreeMap::new();
    for assignment in facts.assignments().all() {
        let Some(home) = assignment.home else {
            continue;
        };
        let parts: BTreeSet<TeamId> = assignment
            .targets
            .iter()
            .map(|t| tree.boundary(*t))
            .collect();
        let mut candidates = Vec::new();
        if let [target] = assignment.targets.as_slice() {
            candidates.push((*target, tree.boundary(home)));
        }
        if parts.len() == 1 {
            candidates.extend(parts.first().map(|part| (home, *part)));
        }
        for (team, part) in candidates {
            if movable(team, part) {
                *count.entry((team, part)).or_default() += 1;
            }
        }
    }
    count
}
