//! The exact convex repair of one piece: dynamic programming over label sets.
//!
//! At a branch `u` every label below is either *crossing* (the one label that the edge above `u` may carry),
//! or *inside* (all its leaves lie below `u`). Let `cost(u, c, X)` be the fewest moves below `u` if the edge
//! above carries `c` and the inside labels are within `X`. At `u` itself a set `D` containing `c` meets; the
//! labels of `X` outside `D` are dealt out among the children, each of which carries some `d` in `D` upwards.
//! A label without a leaf below `u` is never needed inside it (its leaves there moved, so they could as well
//! move to a neighbour's label), so each table spans only the labels below its branch, plus one place,
//! *foreign*, for a label that comes from above.

use super::labelling::Labelling;
use super::pieces::{Branch, Pieces};
use super::recolor::EXACT_LABELS;
use super::subset::{IMPOSSIBLE, deal, submasks, undo};

/// About how many elementary steps [`repair`] takes; more than any limit if there are too many labels.
pub(crate) fn steps(pieces: &Pieces, top: u32) -> u64 {
    let work = |branch: &Branch| match branch.labels.len() {
        labels if labels > EXACT_LABELS => u64::MAX,
        labels => (branch.children.len() as u64 + 1) << (2 * labels),
    };
    let branches = pieces.below(top);
    branches
        .iter()
        .map(|&b| work(&pieces.branches[b as usize]))
        .fold(0, u64::saturating_add)
}

/// The costs of one branch; labels are places in `branch.labels`, sets are masks of them.
#[derive(Debug, Clone, Default)]
struct Table {
    labels: usize,
    /// By crossing label (the last place is foreign) and inside set.
    cost: Vec<u32>,
    /// The set `D` that reached the cost; the highest bit is foreign.
    meet: Vec<u16>,
}

impl Table {
    fn at(&self, crossing: usize, inside: usize) -> usize {
        crossing << self.labels | inside
    }
}

/// A child seen from its parent.
struct Child<'a> {
    number: u32,
    table: &'a Table,
    /// Parent's mask of the labels below the child.
    mask: usize,
    /// Parent's set of labels → the child's set of the same labels.
    renamed: Vec<u16>,
    /// Parent's label (or foreign) → the child's label (or foreign).
    place: Vec<usize>,
    /// How many leaves below the child carry the parent's label.
    count: Vec<u32>,
}

/// A branch with what is needed to evaluate a meeting set `D`.
struct Meeting<'a> {
    labels: usize,
    /// Distinct label masks of the leaves here, with their number.
    leaves: Vec<(usize, u32)>,
    children: Vec<Child<'a>>,
}

impl Meeting<'_> {
    /// Moves among the leaves here that carry no label of `meet`.
    fn leaf_cost(&self, meet: usize) -> u32 {
        self.leaves
            .iter()
            .filter(|(mask, _)| mask & meet == 0)
            .map(|(_, count)| count)
            .sum()
    }

    /// The stages of dealing labels out among the children when `meet` meets here: before the first
    /// child, after it, and so on; by the set dealt out.
    fn stages(&self, meet: usize) -> Vec<Vec<u32>> {
        let mut first = vec![IMPOSSIBLE; 1 << self.labels];
        first[0] = self.leaf_cost(meet);
        let mut stages = vec![first];
        let mut used = 0;
        for child in &self.children {
            let offered = child.mask & !meet;
            let part = child.part(meet, self.labels);
            if let Some(before) = stages.last() {
                let after = deal(before, used, &part, offered);
                stages.push(after);
            }
            used |= offered;
        }
        stages
    }
}

impl<'a> Child<'a> {
    fn new(branch: &Branch, below: &Branch, number: u32, table: &'a Table) -> Self {
        let labels = branch.labels.len();
        let foreign = below.labels.len();
        let mut place = vec![foreign; labels + 1];
        let mut count = vec![0; labels + 1];
        let mut mask = 0;
        for (here, (rank, _)) in branch.labels.iter().enumerate() {
            if let Ok(there) = below.labels.binary_search_by_key(rank, |entry| entry.0) {
                place[here] = there;
                count[here] = below.labels[there].1;
                mask |= 1 << here;
            }
        }
        let mut renamed = vec![0_u16; 1 << labels];
        for set in 1..renamed.len() {
            let lowest = set.trailing_zeros() as usize;
            let bit = if mask & (1 << lowest) == 0 {
                0
            } else {
                1 << place[lowest]
            };
            renamed[set] = renamed[set & (set - 1)] | bit;
        }
        Self {
            number,
            table,
            mask,
            renamed,
            place,
            count,
        }
    }

    /// Cost below the child by the set given to it, the edge above it carrying the best of `meet`.
    fn part(&self, meet: usize, labels: usize) -> Vec<u32> {
        let mut part = vec![IMPOSSIBLE; 1 << labels];
        let mut carried: Vec<usize> = bits(meet).map(|label| self.place[label]).collect();
        carried.sort_unstable();
        carried.dedup();
        for set in submasks(self.mask & !meet) {
            let inside = self.renamed[set] as usize;
            part[set] = carried
                .iter()
                .map(|&label| self.table.cost[self.table.at(label, inside)])
                .fold(IMPOSSIBLE, u32::min);
        }
        part
    }

    /// The label of `meet` that the edge above carries at least cost; of equal ones the most frequent
    /// below, then the first.
    fn carried(&self, meet: usize, given: usize) -> usize {
        let inside = self.renamed[given] as usize;
        bits(meet)
            .min_by_key(|&label| {
                let cost = self.table.cost[self.table.at(self.place[label], inside)];
                (cost, std::cmp::Reverse(self.count[label]))
            })
            .unwrap_or(0)
    }
}

fn bits(mask: usize) -> impl Iterator<Item = usize> {
    (0..usize::BITS as usize).filter(move |bit| mask & (1 << bit) != 0)
}

/// Appends (leaf, rank) for each leaf of the piece below `top` that must change its label.
pub(crate) fn repair(
    pieces: &Pieces,
    top: u32,
    labelling: &Labelling,
    moves: &mut Vec<(u32, u32)>,
) {
    let piece = Piece {
        pieces,
        labelling,
        numbers: pieces.below(top),
    };
    let mut tables = Vec::with_capacity(piece.numbers.len());
    for &number in &piece.numbers {
        let table = fill(&piece.meeting(&tables, number));
        tables.push(table);
    }
    piece.trace(&tables, top, moves);
}

fn fill(meeting: &Meeting<'_>) -> Table {
    let labels = meeting.labels;
    let full = (1_usize << labels) - 1;
    let entries = (labels + 1) << labels;
    let mut table = Table {
        labels,
        cost: vec![IMPOSSIBLE; entries],
        meet: vec![0; entries],
    };
    for meet in 1..2 << labels {
        let stages = meeting.stages(meet);
        let Some(dealt) = stages.last() else { continue };
        let own = meet & full;
        // A foreign label comes from above, so it is then the crossing one.
        let crossing = if own == meet { meet } else { 1 << labels };
        for rest in submasks(full & !meet) {
            let cost = dealt[rest];
            for label in bits(crossing) {
                let at = table.at(label, (own & !(1 << label)) | rest);
                if cost < table.cost[at] {
                    table.cost[at] = cost;
                    table.meet[at] = meet as u16;
                }
            }
        }
    }
    table
}

/// The branches of one piece; tables are kept in the order of `numbers`, which is ascending.
struct Piece<'a> {
    pieces: &'a Pieces,
    labelling: &'a Labelling,
    numbers: Vec<u32>,
}

/// A branch to be walked: what its table was asked for, and the rank its foreign label stands for.
struct Visit {
    number: u32,
    crossing: usize,
    inside: usize,
    outer: u32,
}

impl Piece<'_> {
    fn branch(&self, number: u32) -> &Branch {
        &self.pieces.branches[number as usize]
    }

    fn place(&self, number: u32) -> usize {
        self.numbers.partition_point(|&n| n < number)
    }

    fn meeting<'t>(&self, tables: &'t [Table], number: u32) -> Meeting<'t> {
        let branch = self.branch(number);
        let mut masks: Vec<usize> = branch
            .leaves
            .iter()
            .map(|&leaf| self.mask(branch, leaf))
            .collect();
        masks.sort_unstable();
        let leaves = masks
            .chunk_by(|a, b| a == b)
            .map(|run| (run[0], run.len() as u32))
            .collect();
        let children = branch
            .children
            .iter()
            .map(|&child| {
                Child::new(
                    branch,
                    self.branch(child),
                    child,
                    &tables[self.place(child)],
                )
            })
            .collect();
        Meeting {
            labels: branch.labels.len(),
            leaves,
            children,
        }
    }

    /// The labels of `leaf` as places in `branch.labels`.
    fn mask(&self, branch: &Branch, leaf: u32) -> usize {
        self.labelling
            .ranks(leaf)
            .iter()
            .filter_map(|rank| {
                branch
                    .labels
                    .binary_search_by_key(rank, |entry| entry.0)
                    .ok()
            })
            .fold(0, |mask, place| mask | 1 << place)
    }

    /// Walks the choices down from the top.
    fn trace(&self, tables: &[Table], top: u32, moves: &mut Vec<(u32, u32)>) {
        let table = &tables[self.place(top)];
        let full = (1_usize << table.labels) - 1;
        let crossing = (0..table.labels)
            .min_by_key(|&label| table.cost[table.at(label, full & !(1 << label))])
            .unwrap_or(0);
        let inside = full & !(1 << crossing);
        let mut stack = vec![Visit {
            number: top,
            crossing,
            inside,
            outer: u32::MAX,
        }];
        while let Some(visit) = stack.pop() {
            let table = &tables[self.place(visit.number)];
            let meet = table.meet[table.at(visit.crossing, visit.inside)] as usize;
            let meeting = self.meeting(tables, visit.number);
            self.descend(&visit, meet, &meeting, &mut stack);
            self.move_leaves(&visit, meet, &meeting, moves);
        }
    }

    fn rank(&self, visit: &Visit, label: usize) -> u32 {
        self.branch(visit.number)
            .labels
            .get(label)
            .map_or(visit.outer, |entry| entry.0)
    }

    fn descend(&self, visit: &Visit, meet: usize, meeting: &Meeting<'_>, stack: &mut Vec<Visit>) {
        let stages = meeting.stages(meet);
        let mut set = visit.inside & !meet;
        for (i, child) in meeting.children.iter().enumerate().rev() {
            let used = meeting.children[..i]
                .iter()
                .fold(0, |used, c| used | (c.mask & !meet));
            let part = child.part(meet, meeting.labels);
            let cost = stages[i + 1][set];
            let given = undo(&stages[i], used, &part, child.mask & !meet, set, cost);
            set &= !given;
            let carried = child.carried(meet, given);
            stack.push(Visit {
                number: child.number,
                crossing: child.place[carried],
                inside: child.renamed[given] as usize,
                outer: self.rank(visit, carried),
            });
        }
    }

    /// Leaves that must move join the label most frequent here, then below, then the first.
    fn move_leaves(
        &self,
        visit: &Visit,
        meet: usize,
        meeting: &Meeting<'_>,
        moves: &mut Vec<(u32, u32)>,
    ) {
        let branch = self.branch(visit.number);
        let here = |label: usize| -> u32 {
            meeting
                .leaves
                .iter()
                .filter(|(mask, _)| mask & (1 << label) != 0)
                .map(|(_, n)| n)
                .sum()
        };
        let under = |label: usize| branch.labels.get(label).map_or(u32::MAX, |entry| entry.1);
        let target = bits(meet).min_by_key(|&label| std::cmp::Reverse((here(label), under(label))));
        for &leaf in &branch.leaves {
            if self.mask(branch, leaf) & meet == 0 {
                moves.push((
                    leaf,
                    target.map_or(visit.outer, |label| self.rank(visit, label)),
                ));
            }
        }
    }
}
