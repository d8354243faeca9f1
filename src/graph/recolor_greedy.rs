//! A convex repair of one piece that is too large for the exact one: near-linear, not always the fewest.
//!
//! Rests on one fact: if the edges joining the kept leaves of each label are disjoint from those of every
//! other label, the kept leaves are convex (siblings may be grouped freely), and a leaf that joins whatever
//! is nearest keeps it so.

use super::labelling::Labelling;
use super::pieces::Pieces;

/// Stands for "no label".
const NOBODY: u32 = u32::MAX;

/// Appends (leaf, rank) for each leaf of the piece below `top` that changes its label, and answers how many.
///
/// Tries three orders of serving the labels and takes the best; `O(branches · labels)` at worst for each.
pub(crate) fn repair(
    pieces: &Pieces,
    top: u32,
    labelling: &Labelling,
    moves: &mut Vec<(u32, u32)>,
) -> usize {
    let piece = Piece::new(pieces, top, labelling);
    let mut sizes: Vec<(u32, u32)> = pieces.branches[top as usize]
        .labels
        .iter()
        .map(|&(rank, count)| (count, rank))
        .collect();
    sizes.sort_unstable();
    let small_first: Vec<u32> = sizes.iter().map(|entry| entry.1).collect();
    let large_first: Vec<u32> = sizes.iter().rev().map(|entry| entry.1).collect();
    let mut best: Option<Vec<(u32, u32)>> = None;
    for (auction, order) in [
        (true, &large_first),
        (false, &small_first),
        (false, &large_first),
    ] {
        let found = piece.attempt(auction, order);
        if best.as_ref().is_none_or(|best| found.len() < best.len()) {
            best = Some(found);
        }
    }
    let best = best.unwrap_or_default();
    moves.extend(&best);
    best.len()
}

/// A piece with its branches renumbered `0..n`, parents after children, and its leaves.
struct Piece<'a> {
    labelling: &'a Labelling,
    /// The parent of each branch; the top is its own.
    parent: Vec<u32>,
    /// The label that would lose most if the edge above the branch were closed to it.
    bidder: Vec<u32>,
    /// Leaf and the branch it hangs from, in preorder of branches.
    leaves: Vec<(u32, u32)>,
    /// Places in `leaves` by rank, sorted.
    holders: Vec<(u32, u32)>,
}

/// Who holds what while an attempt runs.
struct State {
    /// The label that the edge above each branch belongs to.
    owner: Vec<u32>,
    /// Some label whose kept leaves or edges touch the branch.
    touch: Vec<u32>,
    /// The label each leaf ends with.
    kept: Vec<u32>,
}

impl<'a> Piece<'a> {
    fn new(pieces: &Pieces, top: u32, labelling: &'a Labelling) -> Self {
        let numbers = pieces.below(top);
        let totals = &pieces.branches[top as usize].labels;
        let place = |number: u32| numbers.partition_point(|&n| n < number) as u32;
        let mut parent: Vec<u32> = (0..numbers.len() as u32).collect();
        let mut bidder = vec![NOBODY; numbers.len()];
        let mut leaves = Vec::new();
        for (here, &number) in (0_u32..).zip(&numbers) {
            let branch = &pieces.branches[number as usize];
            for &child in &branch.children {
                parent[place(child) as usize] = here;
            }
            leaves.extend(branch.leaves.iter().map(|&leaf| (leaf, here)));
            let loss = |&(rank, inside): &(u32, u32)| {
                let at = totals.partition_point(|entry| entry.0 < rank);
                (inside.min(totals[at].1 - inside), std::cmp::Reverse(rank))
            };
            let best = branch.labels.iter().max_by_key(|entry| loss(entry));
            bidder[here as usize] = best.filter(|b| loss(b).0 > 0).map_or(NOBODY, |b| b.0);
        }
        let mut holders: Vec<(u32, u32)> = Vec::new();
        for (at, &(leaf, _)) in (0..).zip(&leaves) {
            holders.extend(labelling.ranks(leaf).iter().map(|&rank| (rank, at)));
        }
        holders.sort_unstable();
        Self {
            labelling,
            parent,
            bidder,
            leaves,
            holders,
        }
    }

    /// One whole repair: labels served in `order`, after an auction of the edges if wanted.
    fn attempt(&self, auction: bool, order: &[u32]) -> Vec<(u32, u32)> {
        let n = self.parent.len();
        let mut state = State {
            owner: vec![NOBODY; n],
            touch: vec![NOBODY; n],
            kept: vec![NOBODY; self.leaves.len()],
        };
        let mut memo = vec![(NOBODY, 0); n];
        if auction {
            for &rank in order {
                self.keep(rank, &mut state, &mut memo, |_, branch| {
                    self.bidder[branch as usize] == rank
                });
            }
            memo.fill((NOBODY, 0));
        }
        for &rank in order {
            self.keep(rank, &mut state, &mut memo, |owner, branch| {
                let owner = owner[branch as usize];
                owner == NOBODY || owner == rank
            });
        }
        self.place_the_rest(&mut state);
        self.leaves
            .iter()
            .zip(&state.kept)
            .filter(|((leaf, _), rank)| !self.labelling.ranks(*leaf).contains(rank))
            .map(|(&(leaf, _), &rank)| (leaf, rank))
            .collect()
    }

    /// Keeps the largest group of leaves of `rank` that hang together over passable edges, and takes the
    /// edges that join them. Leaves with several labels go to the first that keeps them.
    fn keep(
        &self,
        rank: u32,
        state: &mut State,
        memo: &mut [(u32, u32)],
        passable: impl Fn(&[u32], u32) -> bool,
    ) {
        let from = self.holders.partition_point(|holder| holder.0 < rank);
        let to = self.holders.partition_point(|holder| holder.0 <= rank);
        let free = |at: u32| matches!(state.kept[at as usize], holder if holder == NOBODY || holder == rank);
        let mut groups: Vec<(u32, u32)> = self.holders[from..to]
            .iter()
            .filter(|holder| free(holder.1))
            .map(|&(_, at)| {
                let branch = self.leaves[at as usize].1;
                (
                    self.highest(rank, branch, memo, |branch| passable(&state.owner, branch)),
                    at,
                )
            })
            .collect();
        groups.sort_unstable();
        // The largest group, the first of equal ones; but one already kept must stay whole.
        let anchored = groups
            .iter()
            .find(|(_, at)| state.kept[*at as usize] == rank)
            .map(|g| g.0);
        let Some(best) = groups
            .chunk_by(|a, b| a.0 == b.0)
            .rev()
            .max_by_key(|run| (anchored == Some(run[0].0), run.len()))
        else {
            return;
        };
        for &(_, at) in best {
            state.kept[at as usize] = rank;
        }
        let branches: Vec<u32> = best
            .iter()
            .map(|&(_, at)| self.leaves[at as usize].1)
            .collect();
        self.join(rank, branches, state);
    }

    /// The highest branch that `branch` is joined to by passable edges; each branch is asked once a label.
    fn highest(
        &self,
        rank: u32,
        branch: u32,
        memo: &mut [(u32, u32)],
        passable: impl Fn(u32) -> bool,
    ) -> u32 {
        let mut path = Vec::new();
        let mut at = branch;
        let top = loop {
            let (asked, known) = memo[at as usize];
            if asked == rank {
                break known;
            }
            path.push(at);
            if self.parent[at as usize] == at || !passable(at) {
                break at;
            }
            at = self.parent[at as usize];
        };
        for at in path {
            memo[at as usize] = (rank, top);
        }
        top
    }

    /// Takes the edges of the smallest subtree that joins `branches` for `rank`.
    fn join(&self, rank: u32, mut branches: Vec<u32>, state: &mut State) {
        branches.sort_unstable();
        branches.dedup();
        // Children have smaller numbers, so replacing the smallest by its parent climbs to the meeting point.
        let mut open: std::collections::BTreeSet<u32> = branches.into_iter().collect();
        while let Some(branch) = open.pop_first() {
            let touch = &mut state.touch[branch as usize];
            if *touch == NOBODY {
                *touch = rank;
            }
            if open.is_empty() {
                break;
            }
            state.owner[branch as usize] = rank;
            open.insert(self.parent[branch as usize]);
        }
    }

    /// Gives every leaf not kept the label of the nearest branch above it that some label touches.
    fn place_the_rest(&self, state: &mut State) {
        let top = self.parent.len() - 1;
        if state.touch[top] == NOBODY
            && let Some(highest) = (0..top).rev().find(|&branch| state.touch[branch] != NOBODY)
        {
            self.extend(highest as u32, state.touch[highest], state);
        }
        for at in 0..self.leaves.len() {
            if state.kept[at] == NOBODY {
                let mut branch = self.leaves[at].1;
                while state.touch[branch as usize] == NOBODY
                    && self.parent[branch as usize] != branch
                {
                    branch = self.parent[branch as usize];
                }
                let rank = state.touch[branch as usize];
                // The label reaches down to the leaf from there.
                let mut down = self.leaves[at].1;
                while down != branch {
                    state.owner[down as usize] = rank;
                    state.touch[down as usize] = rank;
                    down = self.parent[down as usize];
                }
                state.kept[at] = rank;
            }
        }
    }

    /// Takes the edges from `branch` to the top for `rank`; they are free, since nothing touches what is above.
    fn extend(&self, branch: u32, rank: u32, state: &mut State) {
        let mut at = branch;
        while self.parent[at as usize] != at {
            state.owner[at as usize] = rank;
            at = self.parent[at as usize];
            state.touch[at as usize] = rank;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::forest::Forest;
    use super::super::parsimony::Parsimony;
    use super::super::recolor::{Move, apply};
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]
        #[test]
        fn the_heuristic_always_ends_convex(
            parents in prop::collection::vec(0..1000_u32, 10..70),
            labels in prop::collection::vec(0..15_u32, 70),
            wide in 2..30_u32
        ) {
            let parents: Vec<_> =
                parents.iter().zip(0..).map(|(&p, i)| (i > 0).then(|| p % i.clamp(1, wide))).collect();
            let forest = Forest::from_parents(&parents);
            let pairs: Vec<_> = forest.all_leaves().iter().map(|&l| (l, labels[l as usize])).collect();
            let labelling = Labelling::from_pairs(parents.len(), &pairs);
            let pieces = Pieces::of(&forest, &labelling, true);
            let mut assigned = Vec::new();
            for &top in &pieces.tops {
                repair(&pieces, top, &labelling, &mut assigned);
            }
            let name = |rank: u32| labelling.names()[rank as usize];
            let mut moves: Vec<_> = assigned.iter()
                .map(|&(leaf, rank)| Move { leaf, from: name(labelling.ranks(leaf)[0]), to: name(rank) })
                .collect();
            moves.sort_unstable();
            let after = Parsimony::of(&forest, &apply(&labelling, &moves));
            prop_assert!(after.is_convex());
            // Never worse than giving everything to the largest block.
            let before = Parsimony::of(&forest, &labelling);
            prop_assert!(moves.len() <= before.most);
            if before.is_convex() {
                prop_assert_eq!(moves.len(), 0);
            }
        }
    }
}
