//! Which few nodes should change group so that less weight crosses between groups.
//!
//! The step that takes most weight away comes first, then the next on top of it: one node, or two
//! linked nodes of a group together, where a pair gives more for each. Greedy in the manner of Kernighan
//! and Lin (1970) and Fiduccia and Mattheyses (1982) without their locked passes: every step improves,
//! so that a reader may stop after any of them. Knows nothing but numbers.

use std::collections::{BTreeMap, BTreeSet};

/// A node that changes group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The node.
    pub node: u32,
    /// The group that it leaves.
    pub from: u32,
    /// The group that it joins.
    pub to: u32,
}

/// Changes made together, and the weight that crosses afterwards.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// One change or two.
    pub changes: Vec<Change>,
    /// Weight between groups after this step and all before it.
    pub crossing: f64,
}

/// Groups of nodes and weighted links between nodes.
#[derive(Debug)]
pub struct Regrouping<'a> {
    group: Vec<u32>,
    movable: &'a [bool],
    links: Vec<Vec<(u32, f64)>>,
    size: BTreeMap<u32, usize>,
    /// Least and most nodes of each group.
    bounds: BTreeMap<u32, (usize, usize)>,
    moved: BTreeSet<u32>,
}

/// Groups that a node of a pair is tried in at most, those it is linked to most.
const TRIED: usize = 3;
/// Links of a group looked at for pairs at most in each step.
const PAIRS: usize = 200_000;

impl<'a> Regrouping<'a> {
    /// Nodes with their groups, which of them may change, and links `(a, b, weight)`; a group keeps at
    /// least half of its nodes and grows by half at most, by one at least.
    pub fn new(group: &[u32], movable: &'a [bool], links: &[(u32, u32, f64)]) -> Self {
        let mut size: BTreeMap<u32, usize> = BTreeMap::new();
        for group in group {
            *size.entry(*group).or_default() += 1;
        }
        let bounds = size
            .iter()
            .map(|(group, n)| (*group, (n.div_ceil(2), n + (n / 2).max(1))))
            .collect();
        // Links there and back are one: a pair that moves together keeps all that is between it.
        let mut sums: BTreeMap<(u32, u32), f64> = BTreeMap::new();
        for &(a, b, weight) in links.iter().filter(|link| link.0 != link.1) {
            *sums.entry((a.min(b), a.max(b))).or_insert(0.0) += weight;
        }
        let mut near = vec![Vec::new(); group.len()];
        for ((a, b), weight) in sums {
            near[a as usize].push((b, weight));
            near[b as usize].push((a, weight));
        }
        Self {
            group: group.to_vec(),
            movable,
            links: near,
            size,
            bounds,
            moved: BTreeSet::new(),
        }
    }

    /// Weight of links between groups.
    pub fn crossing(&self) -> f64 {
        let mut sum = 0.0;
        for (a, links) in self.links.iter().enumerate() {
            for (b, weight) in links {
                if a < *b as usize && self.group[a] != self.group[*b as usize] {
                    sum += weight;
                }
            }
        }
        sum
    }

    /// At most `most` changes in steps that each take more than `least` of weight per change away.
    /// `O(nodes + links)` for each step.
    pub fn steps(&mut self, most: usize, least: f64) -> Vec<Step> {
        let mut steps = Vec::new();
        let (mut crossing, mut left) = (self.crossing(), most);
        while left > 0 {
            let Some((gain, changes)) = self.best(left > 1) else {
                break;
            };
            if gain / changes.len() as f64 <= least {
                break;
            }
            for change in &changes {
                self.apply(*change);
            }
            left -= changes.len();
            crossing -= gain;
            steps.push(Step { changes, crossing });
        }
        steps
    }

    fn apply(&mut self, change: Change) {
        self.group[change.node as usize] = change.to;
        *self.size.entry(change.from).or_default() -= 1;
        *self.size.entry(change.to).or_default() += 1;
        self.moved.insert(change.node);
    }

    /// Weight of a node's links by group.
    fn pull(&self, node: u32) -> BTreeMap<u32, f64> {
        let mut pull = BTreeMap::new();
        for (other, weight) in &self.links[node as usize] {
            *pull.entry(self.group[*other as usize]).or_insert(0.0) += weight;
        }
        pull
    }

    fn may_move(&self, node: u32) -> bool {
        self.movable[node as usize] && !self.moved.contains(&node)
    }

    fn room(&self, from: u32, to: u32, nodes: usize) -> bool {
        let size = |group| self.size.get(&group).copied().unwrap_or(0);
        let bound = |group| self.bounds.get(&group).copied().unwrap_or((0, usize::MAX));
        size(from) >= bound(from).0 + nodes && size(to) + nodes <= bound(to).1
    }

    /// The best step now; of equal ones the first by node and group.
    fn best(&self, pairs: bool) -> Option<(f64, Vec<Change>)> {
        let mut best: Option<(f64, Vec<Change>)> = None;
        let mut offer = |gain: f64, changes: Vec<Change>| {
            let each = gain / changes.len() as f64;
            let known = best.as_ref().map(|(gain, known)| gain / known.len() as f64);
            if known.is_none_or(|known| each > known + 1e-9) {
                best = Some((gain, changes));
            }
        };
        let mut looked = 0;
        for node in 0..self.group.len() as u32 {
            if !self.may_move(node) || self.links[node as usize].is_empty() {
                continue;
            }
            let from = self.group[node as usize];
            let pull = self.pull(node);
            let own = pull.get(&from).copied().unwrap_or(0.0);
            for (&to, &weight) in &pull {
                if to != from && self.room(from, to, 1) {
                    offer(weight - own, vec![Change { node, from, to }]);
                }
            }
            if !pairs || looked > PAIRS {
                continue;
            }
            for &(other, weight) in &self.links[node as usize] {
                looked += 1;
                if other > node && self.group[other as usize] == from && self.may_move(other) {
                    looked += self.links[other as usize].len();
                    self.pair((node, other, weight), &pull, &mut offer);
                }
            }
        }
        best
    }

    /// Two linked nodes of one group, together to a group that either is linked to.
    fn pair(
        &self,
        (a, b, between): (u32, u32, f64),
        pull: &BTreeMap<u32, f64>,
        offer: &mut impl FnMut(f64, Vec<Change>),
    ) {
        let from = self.group[a as usize];
        let other = self.pull(b);
        let at = |pull: &BTreeMap<u32, f64>, group: u32| pull.get(&group).copied().unwrap_or(0.0);
        let mut targets: BTreeSet<u32> = strongest(pull, from);
        targets.extend(strongest(&other, from));
        // The link between the two stays within the group wherever they go.
        let own = at(pull, from) + at(&other, from) - 2.0 * between;
        for to in targets {
            if self.room(from, to, 2) {
                let change = |node| Change { node, from, to };
                let gain = at(pull, to) + at(&other, to) - own;
                offer(gain, vec![change(a), change(b)]);
            }
        }
    }
}

/// The groups with most weight but one's own.
fn strongest(pull: &BTreeMap<u32, f64>, own: u32) -> BTreeSet<u32> {
    let mut groups: Vec<(u32, f64)> = pull
        .iter()
        .map(|(group, weight)| (*group, *weight))
        .filter(|(group, _)| *group != own)
        .collect();
    groups.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    groups
        .into_iter()
        .take(TRIED)
        .map(|(group, _)| group)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_misplaced_node_goes_home_first() {
        // 0 1 2 | 3 4 5, where 2 works with the others only.
        let links = [
            (0, 1, 5.0),
            (2, 3, 2.0),
            (2, 4, 2.0),
            (3, 4, 5.0),
            (4, 5, 5.0),
        ];
        let mut groups = Regrouping::new(&[0, 0, 0, 1, 1, 1], &[true; 6], &links);
        let steps = groups.steps(3, 0.0);
        let change = Change {
            node: 2,
            from: 0,
            to: 1,
        };
        assert_eq!(
            steps,
            [Step {
                changes: vec![change],
                crossing: 0.0
            }]
        );
    }

    #[test]
    fn two_that_cannot_be_parted_go_together() {
        // 2 and 3 hold each other back: alone either breaks their link.
        let links = [
            (0, 1, 5.0),
            (2, 3, 6.0),
            (2, 4, 3.0),
            (3, 5, 3.0),
            (4, 5, 5.0),
        ];
        let mut groups = Regrouping::new(&[0, 0, 0, 0, 1, 1, 1, 1], &[true; 8], &links);
        let steps = groups.steps(4, 0.0);
        assert_eq!(steps.len(), 1);
        assert_eq!((steps[0].changes.len(), steps[0].crossing), (2, 0.0));
    }

    #[test]
    fn groups_are_not_emptied() {
        let links = [(0, 2, 9.0), (1, 2, 9.0)];
        let mut groups = Regrouping::new(&[0, 0, 1, 1], &[true, true, false, false], &links);
        assert_eq!(groups.steps(5, 0.0).len(), 1);
    }

    proptest! {
        #[test]
        fn what_is_said_to_cross_crosses_and_every_step_improves(
            group in proptest::collection::vec(0u32..3, 9),
            links in proptest::collection::vec((0u32..9, 0u32..9, 1u32..9), 0..24)
        ) {
            let links: Vec<(u32, u32, f64)> =
                links.into_iter().map(|(a, b, w)| (a, b, f64::from(w))).collect();
            let cut = |group: &[u32]| -> f64 {
                let crosses = |l: &&(u32, u32, f64)| group[l.0 as usize] != group[l.1 as usize];
                links.iter().filter(crosses).map(|link| link.2).sum()
            };
            let mut regrouping = Regrouping::new(&group, &[true; 9], &links);
            let mut now = group.clone();
            let mut before = cut(&now);
            // The first step is no worse than any single change that bounds allow.
            let mut single = 0.0_f64;
            for node in 0..9 {
                for to in 0..3 {
                    if to != now[node] && regrouping.room(now[node], to, 1) {
                        let mut then = now.clone();
                        then[node] = to;
                        single = single.max(before - cut(&then));
                    }
                }
            }
            let steps = regrouping.steps(4, 0.0);
            let first = steps.first().map_or(0.0, |step| (before - step.crossing) / step.changes.len() as f64);
            prop_assert!(first >= single - 1e-9, "{first} < {single}");
            for step in steps {
                for change in &step.changes {
                    prop_assert_eq!(now[change.node as usize], change.from);
                    now[change.node as usize] = change.to;
                }
                prop_assert!((cut(&now) - step.crossing).abs() < 1e-9);
                prop_assert!(step.crossing < before);
                before = step.crossing;
            }
        }
    }
}
