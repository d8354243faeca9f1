//! The exact repair after which no label crosses a node: dynamic programming over label sets.
//!
//! Below a branch `u` either all leaves have one label, shared with siblings (*plain*), or the labels below
//! `u` occur nowhere else (*closed*). Let `cost(u, X)` be the fewest moves that close `u` with labels within
//! `X`. At `u` a set `D ⊆ X` colours the leaves and the plain children, and the rest of `X` is dealt out
//! among the closed children. A label that has no leaf below `u` may be of use there once it has vanished
//! elsewhere, so every table spans all labels.

use super::labelling::Labelling;
use super::pieces::{Branch, Pieces};
use super::recolor::EXACT_LABELS;
use super::subset::{IMPOSSIBLE, deal, submasks, undo};

/// About how many elementary steps [`repair`] takes; more than any limit if there are too many labels.
pub(crate) fn steps(pieces: &Pieces, labelling: &Labelling) -> u64 {
    match labelling.distinct() {
        labels if labels > EXACT_LABELS => u64::MAX,
        labels => (pieces.branches.len() as u64).saturating_mul(1 << (2 * labels)),
    }
}

/// For each set `X`: the fewest moves to close the branch, and the `D` that reached it.
struct Table {
    cost: Vec<u32>,
    plain: Vec<u16>,
}

/// What a branch is asked for on the way down.
enum Wanted {
    Plain(u32),
    Closed(usize),
}

struct Solver<'a> {
    pieces: &'a Pieces,
    labelling: &'a Labelling,
    labels: usize,
    tables: Vec<Table>,
}

/// Appends (leaf, rank) for each leaf below `top` (the last branch) that must change its label.
pub(crate) fn repair(
    pieces: &Pieces,
    top: u32,
    labelling: &Labelling,
    moves: &mut Vec<(u32, u32)>,
) {
    let labels = labelling.distinct();
    let mut solver = Solver {
        pieces,
        labelling,
        labels,
        tables: Vec::new(),
    };
    for branch in &pieces.branches {
        let table = solver.fill(branch);
        solver.tables.push(table);
    }
    let mut stack = vec![(top, Wanted::Closed((1 << labels) - 1))];
    while let Some((number, wanted)) = stack.pop() {
        let branch = &pieces.branches[number as usize];
        match wanted {
            Wanted::Plain(rank) => {
                moves.extend(
                    branch
                        .leaves
                        .iter()
                        .filter(|&&l| !solver.carries(l, rank))
                        .map(|&l| (l, rank)),
                );
                stack.extend(
                    branch
                        .children
                        .iter()
                        .map(|&child| (child, Wanted::Plain(rank))),
                );
            }
            Wanted::Closed(set) => solver.open(number, set, &mut stack, moves),
        }
    }
}

impl Solver<'_> {
    fn carries(&self, leaf: u32, rank: u32) -> bool {
        self.labelling.ranks(leaf).contains(&rank)
    }

    fn fill(&self, branch: &Branch) -> Table {
        let full = (1_usize << self.labels) - 1;
        let mut table = Table {
            cost: vec![IMPOSSIBLE; full + 1],
            plain: vec![0; full + 1],
        };
        for plain in 0..=full {
            let stages = self.stages(branch, plain);
            let Some(dealt) = stages.last() else { continue };
            for rest in submasks(full & !plain) {
                let at = plain | rest;
                if dealt[rest] < table.cost[at] {
                    table.cost[at] = dealt[rest];
                    table.plain[at] = plain as u16;
                }
            }
        }
        table
    }

    /// The stages of dealing labels out among the children when `plain` colours what is not closed.
    fn stages(&self, branch: &Branch, plain: usize) -> Vec<Vec<u32>> {
        let full = (1_usize << self.labels) - 1;
        let mut first = vec![IMPOSSIBLE; full + 1];
        let mismatched = |&&leaf: &&u32| {
            self.labelling
                .ranks(leaf)
                .iter()
                .all(|&r| plain & (1 << r) == 0)
        };
        let moved = branch.leaves.iter().filter(mismatched).count() as u32;
        if plain != 0 || branch.leaves.is_empty() {
            first[0] = moved;
        }
        let mut stages = vec![first];
        let mut used = 0;
        for &child in &branch.children {
            let part = self.part(child, plain);
            if let Some(before) = stages.last() {
                let after = deal(before, used, &part, full & !plain);
                stages.push(after);
            }
            used = full & !plain;
        }
        stages
    }

    /// Cost of a child by the set given to it: plain, or closed within that set.
    fn part(&self, child: u32, plain: usize) -> Vec<u32> {
        let full = (1_usize << self.labels) - 1;
        let as_plain = self
            .best_plain(child, plain)
            .map_or(IMPOSSIBLE, |best| best.0);
        let mut part = vec![IMPOSSIBLE; full + 1];
        for set in submasks(full & !plain) {
            let closed = self.tables[child as usize].cost[set];
            part[set] = if set == 0 {
                as_plain
            } else {
                closed.min(as_plain)
            };
        }
        part
    }

    /// The label of `plain` that colours the whole child with the fewest moves.
    fn best_plain(&self, child: u32, plain: usize) -> Option<(u32, u32)> {
        let branch = &self.pieces.branches[child as usize];
        let count = |rank: u32| {
            let at = branch.labels.binary_search_by_key(&rank, |entry| entry.0);
            at.map_or(0, |at| branch.labels[at].1)
        };
        (0..self.labels as u32)
            .filter(|rank| plain & (1 << rank) != 0)
            .map(|rank| (branch.size - count(rank), rank))
            .min()
    }

    /// Repeats the best choice for a closed branch and asks its children for their share.
    fn open(
        &self,
        number: u32,
        set: usize,
        stack: &mut Vec<(u32, Wanted)>,
        moves: &mut Vec<(u32, u32)>,
    ) {
        let full = (1_usize << self.labels) - 1;
        let branch = &self.pieces.branches[number as usize];
        let plain = self.tables[number as usize].plain[set] as usize;
        let stages = self.stages(branch, plain);
        let mut rest = set & !plain;
        for (i, &child) in branch.children.iter().enumerate().rev() {
            let used = if i == 0 { 0 } else { full & !plain };
            let part = self.part(child, plain);
            let given = undo(
                &stages[i],
                used,
                &part,
                full & !plain,
                rest,
                stages[i + 1][rest],
            );
            rest &= !given;
            let closed = self.tables[child as usize].cost[given];
            let wanted = match self.best_plain(child, plain) {
                Some((cost, rank)) if given == 0 || cost <= closed => Wanted::Plain(rank),
                _ => Wanted::Closed(given),
            };
            stack.push((child, wanted));
        }
        // Leaves that must move join the label most frequent among the leaves here.
        let here = |rank: u32| {
            branch
                .leaves
                .iter()
                .filter(|&&leaf| self.carries(leaf, rank))
                .count()
        };
        let offered = (0..self.labels as u32).filter(|rank| plain & (1 << rank) != 0);
        if let Some(target) = offered.min_by_key(|&rank| std::cmp::Reverse(here(rank))) {
            for &leaf in &branch.leaves {
                if self
                    .labelling
                    .ranks(leaf)
                    .iter()
                    .all(|&rank| plain & (1 << rank) == 0)
                {
                    moves.push((leaf, target));
                }
            }
        }
    }
}
