//! What the liaison arcs show: each assignment from home to target, and those that share both ends as one.
//!
//! Knows assignments, findings and rows; knows no pixels.

use super::fold::Shown;
use super::{View, flags};
use crate::graph::forest::Forest;
use crate::lint::Level;
use crate::model::{PersonId, Subject, TeamId};
use std::collections::{BTreeMap, BTreeSet};

/// One assignment, or all with the same two ends.
#[derive(Debug, Clone)]
pub(super) struct Tie {
    /// Home.
    pub(super) home: TeamId,
    /// Target.
    pub(super) target: TeamId,
    /// Rows of home and target.
    pub(super) rows: (usize, usize),
    /// Whether the target lies in another part of the organization.
    pub(super) crosses: bool,
    /// Of the worst finding that no liaison is needed so near.
    pub(super) level: Option<Level>,
    /// How many assignments.
    pub(super) number: usize,
    /// Subject of the first of them.
    pub(super) subject: String,
}

/// All assignments.
#[derive(Debug)]
pub(super) struct Ties {
    /// One for each person, home and target.
    pub(super) all: Vec<Tie>,
    /// Assignments without a known home.
    pub(super) homeless: usize,
}

impl Ties {
    /// Every person, home and target once, in the order of homes and targets.
    pub(super) fn new(view: &View<'_>) -> Self {
        let facts = view.facts;
        let levels = flags::levels(view.findings, &["liaison-inside-own-org"]);
        let mut known: BTreeSet<(TeamId, TeamId, PersonId)> = BTreeSet::new();
        let mut homeless = 0;
        for assignment in facts.assignments().all() {
            match assignment.home {
                None => homeless += assignment.targets.len(),
                Some(home) => {
                    let ends = assignment.targets.iter().filter(|target| **target != home);
                    known.extend(ends.map(|target| (home, *target, assignment.person)));
                }
            }
        }
        let org = facts.org();
        let tie = |(home, target, person): (TeamId, TeamId, PersonId)| {
            let subject = Subject::liaison(org.person(person).key(), org.team(target).key());
            let far = facts.tree().crosses_boundary(home, target);
            Tie {
                home,
                target,
                rows: (0, 0),
                crosses: far && !facts.tree().nested(home, target),
                level: levels.get(subject.as_str()).copied(),
                number: 1,
                subject: subject.as_str().to_owned(),
            }
        };
        Self {
            all: known.into_iter().map(tie).collect(),
            homeless,
        }
    }

    /// How many ties begin or end at each unit or below it.
    fn weights(&self, forest: &Forest) -> Vec<usize> {
        let mut weights = vec![0; forest.len()];
        for tie in &self.all {
            weights[tie.target.index()] += 1;
            weights[tie.home.index()] += 1;
        }
        for node in forest.preorder().iter().rev() {
            if let Some(parent) = forest.parent(*node) {
                weights[parent as usize] += weights[*node as usize];
            }
        }
        weights
    }

    /// The units with ties at or below them, in tree order: as many levels as fit into `most` rows, of a single level
    /// that does not fit those with most ties. Also the number of levels where deeper ones are left out, and the
    /// number of units left out for want of rows.
    pub(super) fn outline(&self, forest: &Forest, most: usize) -> (Vec<Shown>, Option<u32>, usize) {
        let weights = self.weights(forest);
        let involved: Vec<u32> = forest
            .preorder()
            .iter()
            .copied()
            .filter(|node| weights[*node as usize] > 0)
            .collect();
        let deepest = involved
            .iter()
            .map(|node| forest.depth(*node))
            .max()
            .unwrap_or(0);
        let within = |level: u32| {
            involved
                .iter()
                .filter(move |node| forest.depth(**node) <= level)
        };
        let level = (0..=deepest)
            .rev()
            .find(|level| within(*level).count() <= most);
        let level = level.unwrap_or(0);
        let mut kept: Vec<u32> = within(level).copied().collect();
        let left_out = kept.len().saturating_sub(most);
        if left_out > 0 {
            kept.sort_by_key(|node| (std::cmp::Reverse(weights[*node as usize]), *node));
            kept.truncate(most);
            kept.sort_by_key(|node| forest.position(*node));
        }
        let place = |unit: u32| kept.iter().position(|kept| *kept == unit);
        let shown = kept.iter().map(|node| {
            let below = forest.children(*node).iter();
            let below = below.filter(|child| place(**child).is_some());
            let counted: usize = below.map(|child| forest.subtree_size(*child)).sum();
            Shown {
                node: *node,
                parent: forest.parent(*node).and_then(place),
                hidden: forest.subtree_size(*node) - 1 - counted,
            }
        });
        (
            shown.collect(),
            (level < deepest).then_some(level + 1),
            left_out,
        )
    }

    /// One arc for each pair of rows and kind. Ends in units that are not shown, and loops, have none.
    pub(super) fn arcs(&self, rows: &[Option<usize>]) -> Vec<Tie> {
        let mut arcs: BTreeMap<(usize, usize, bool), Tie> = BTreeMap::new();
        for tie in &self.all {
            let ends = (rows[tie.home.index()], rows[tie.target.index()]);
            let (Some(from), Some(to)) = ends else {
                continue;
            };
            if from == to {
                continue;
            }
            let arc = arcs.entry((from, to, tie.crosses)).or_insert_with(|| Tie {
                rows: (from, to),
                number: 0,
                ..tie.clone()
            });
            arc.number += 1;
            arc.level = arc.level.max(tie.level);
        }
        arcs.into_values().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{FactOptions, Facts};
    use crate::testing::org;

    #[test]
    fn assignments_cross_or_stay_and_join_at_the_rows_that_are_shown() {
        let org = org("== people.csv\nid,team\nana,web\nbo,web\n\
            == teams.csv\nid,parent\nco,\neng,co\nweb,eng\ndata,eng\nsales,co\neast,sales\n\
            == liaisons.csv\nperson,targets\nana,data;east\nbo,east\nbo,east\n");
        let facts = Facts::new(&org, FactOptions::default());
        let view = View {
            facts: &facts,
            findings: &[],
        };
        let ties = Ties::new(&view);
        let crossing = ties.all.iter().filter(|tie| tie.crosses).count();
        assert_eq!((ties.all.len(), crossing), (3, 2));
        let (rows, levels, left_out) = ties.outline(facts.tree().units(), 4);
        let shown: Vec<_> = rows.iter().map(|row| (row.node, row.hidden)).collect();
        assert_eq!(
            (shown, levels, left_out),
            (vec![(0, 0), (1, 2), (4, 1)], Some(2), 0)
        );
        assert_eq!(ties.outline(facts.tree().units(), 6).0.len(), 6);
        // East folded into sales.
        let rows = [Some(0), Some(1), Some(2), Some(3), Some(4), Some(4)];
        let arcs = ties.arcs(&rows);
        let told: Vec<_> = arcs
            .iter()
            .map(|arc| (arc.rows, arc.number, arc.crosses))
            .collect();
        assert_eq!(told, [((2, 3), 1, false), ((2, 4), 2, true)]);
    }
}
