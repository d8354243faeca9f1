//! What keeps reporting lines from being one tree, as small trees with the lines that do not belong: the heads of
//! further tops, circles, second solid lines.
//!
//! Knows people, managers and the forest; knows no pixels.

use crate::facts::Facts;
use crate::model::PersonId;
use std::collections::{BTreeMap, BTreeSet};

/// Most further tops, circles and second lines that are drawn.
const TOPS: usize = 8;
const CIRCLES: usize = 3;
const SECOND: usize = 8;
/// People of a circle that are drawn at most.
const ROUND: usize = 6;
/// Levels above a person that are drawn at most.
const UP: usize = 3;

/// A line that does not belong into a tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Wrong {
    /// Who it leads down from.
    pub(super) manager: PersonId,
    /// Whom it leads to.
    pub(super) report: PersonId,
    /// Whether it closes a circle; else it is a second solid line.
    pub(super) closes: bool,
}

/// All that is wrong, and as much of it as is drawn.
#[derive(Debug)]
pub(super) struct Defects {
    /// How many tops there are.
    pub(super) tops: usize,
    /// How many circles.
    pub(super) circles: usize,
    /// How many second solid lines.
    pub(super) second: usize,
    /// Lines that are drawn.
    pub(super) wrong: Vec<Wrong>,
    /// Tops that are drawn, the largest first, each with how many people stand below.
    pub(super) heads: Vec<(PersonId, usize)>,
    /// People that are drawn beside the tops, in tree order, each with the index of the one above.
    pub(super) people: Vec<(PersonId, Option<usize>)>,
}

impl Defects {
    /// Looks at all reporting lines; `None` where they are one tree.
    pub(super) fn of(facts: &Facts<'_>) -> Option<Self> {
        let (org, forest) = (facts.org(), facts.tree().people());
        let mut heads: Vec<(PersonId, usize)> = org
            .people()
            .filter(|person| person.record().manager.is_none())
            .map(|person| (person.id, forest.subtree_size(person.id.0) - 1))
            .collect();
        heads.sort_by_key(|(person, below)| (std::cmp::Reverse(*below), *person));
        let tops = heads.len();
        heads.truncate(if tops > 1 { TOPS } else { 0 });
        let (circles, second) = (forest.cycles().len(), org.further_managers.len());
        if tops <= 1 && circles == 0 && second == 0 {
            return None;
        }
        let wrong = wrong(facts);
        Some(Self {
            tops,
            circles,
            second,
            people: around(facts, &wrong),
            wrong,
            heads,
        })
    }

    /// How many second lines and circles are drawn.
    pub(super) fn drawn(&self) -> (usize, usize) {
        let circles = self.wrong.iter().filter(|wrong| wrong.closes).count();
        (self.wrong.len() - circles, circles)
    }
}

fn wrong(facts: &Facts<'_>) -> Vec<Wrong> {
    let (org, forest) = (facts.org(), facts.tree().people());
    // A circle is cut at its one link that the forest does not have.
    let closing = forest.cycles().iter().take(CIRCLES).filter_map(|circle| {
        circle.iter().find_map(|node| {
            let manager = org.people[*node as usize].manager?;
            let cut = forest.parent(*node) != Some(manager.0);
            cut.then_some(Wrong {
                manager,
                report: PersonId(*node),
                closes: true,
            })
        })
    });
    let second = org.further_managers.iter().take(SECOND).map(|link| Wrong {
        manager: link.manager,
        report: link.person,
        closes: false,
    });
    closing.chain(second).collect()
}

/// The ends of the lines with the people above them, up to whom both ends report or three levels.
fn around(facts: &Facts<'_>, wrong: &[Wrong]) -> Vec<(PersonId, Option<usize>)> {
    let forest = facts.tree().people();
    let mut kept: BTreeSet<u32> = BTreeSet::new();
    for line in wrong {
        let ends = [line.manager.0, line.report.0];
        let top = forest.lca(ends[0], ends[1]);
        let most = if line.closes { ROUND } else { UP };
        for end in ends {
            let path: Vec<u32> = forest.ancestors(end).take(most + 1).collect();
            let stop = path.iter().position(|node| Some(*node) == top);
            kept.extend(&path[..stop.map_or(path.len().min(2), |at| at + 1)]);
        }
    }
    let mut order: Vec<u32> = kept.iter().copied().collect();
    order.sort_by_key(|node| forest.position(*node));
    let places: BTreeMap<u32, usize> = order.iter().copied().zip(0..).collect();
    let parent = |node: u32| {
        forest
            .parent(node)
            .and_then(|above| places.get(&above).copied())
    };
    order
        .iter()
        .map(|node| (PersonId(*node), parent(*node)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::FactOptions;
    use crate::testing::org;

    fn defects(people: &str) -> Option<Defects> {
        let org = org(&format!("== people.csv\nid,manager\n{people}"));
        let facts = Facts::new(&org, FactOptions::default());
        Defects::of(&facts)
    }

    #[test]
    fn a_tree_has_none() {
        assert!(defects("a,\nb,a\nc,a\nd,b\n").is_none());
    }

    #[test]
    fn tops_circles_and_second_lines_are_found_with_those_around_them() {
        let found = defects("a,\nb,a\nc,a\nd,b;c\ne,\nf,g\ng,h\nh,f\n").unwrap();
        assert_eq!((found.tops, found.circles, found.second), (2, 1, 1));
        assert_eq!(found.heads[0], (PersonId(0), 3));
        assert_eq!(found.drawn(), (1, 1));
        let shown: Vec<u32> = found.people.iter().map(|(person, _)| person.0).collect();
        // Both ends of the second line up to the boss of both, and the whole circle.
        assert_eq!(shown.len(), 4 + 3, "{shown:?}");
    }
}
