//! Where the nodes of the org tree stand: one tidy tree, or columns of subtrees below their head.
//!
//! Knows shown nodes and pixels of rows and levels; draws nothing.

use super::fold::{Folded, Shown};
use super::marked::Marks;
use super::tidy::{self, Node, Pitch};
use crate::chart::theme;

/// Height at which another column is opened.
const COLUMN: i32 = 860;
/// Least width of a level.
const LEVEL: i32 = 15 * theme::STEP;
/// Widest a level gets.
pub(super) const WIDE: i32 = 34 * theme::STEP;
/// Between columns of subtrees.
pub(super) const GUTTER: i32 = 3 * theme::STEP;
/// Below a name to the line that tells its finding.
pub(super) const TOLD: i32 = 14;

pub(super) const PITCH: Pitch = Pitch {
    siblings: 18,
    cousins: 23,
};

/// Where everything stands.
#[derive(Debug)]
pub(super) struct Plan {
    /// What is shown.
    pub(super) folded: Folded,
    /// Of each shown node its column, its level in the column and its height in it.
    pub(super) places: Vec<(usize, u32, i32)>,
    /// Levels of each column.
    pub(super) columns: Vec<u32>,
    /// Width of a level.
    pub(super) level: i32,
    /// Height of the whole.
    pub(super) height: i32,
    /// The root above all columns, where a single tree is broken into several.
    pub(super) header: bool,
}

/// Lays the shown nodes out, in as many columns as height and width ask for.
pub(super) fn arrange(mut folded: Folded, marks: &Marks<'_>) -> Plan {
    let header = main_first(&mut folded.nodes);
    let nodes: Vec<Node> = folded
        .nodes
        .iter()
        .map(|shown| Node {
            parent: shown.parent,
            depth_below: if marks.of(shown.node).is_some() {
                TOLD
            } else {
                0
            },
        })
        .collect();
    let levels = depths(&folded);
    let deepest = levels.iter().copied().max().unwrap_or(0) as i32;
    let room = super::WIDTH - 2 * theme::MARGIN;
    let (places, height) = tidy::layout(&nodes, PITCH);
    let inside = if header { deepest } else { deepest + 1 };
    let most = (room / (inside.max(1) * LEVEL)).clamp(1, 5) as usize;
    let wanted = ((height + COLUMN - 1) / COLUMN).max(1) as usize;
    let columns = wanted.min(most);
    if columns == 1 {
        let level = (room / (deepest + 1)).min(WIDE);
        let places = places.into_iter().zip(levels);
        return Plan {
            places: places.map(|(y, level)| (0, level, y)).collect(),
            folded,
            columns: vec![deepest as u32 + 1],
            level,
            height,
            header: false,
        };
    }
    broken(folded, &nodes, &levels, columns, header)
}

/// Puts the tree that holds most of what is shown first; answers whether there is one, with something
/// below its root.
fn main_first(nodes: &mut [Shown]) -> bool {
    let mut starts: Vec<usize> = (0..nodes.len())
        .filter(|at| nodes[*at].parent.is_none())
        .collect();
    starts.push(nodes.len());
    let largest = starts.windows(2).max_by_key(|pair| pair[1] - pair[0]);
    let Some(&[from, to]) = largest.and_then(|pair| <&[usize; 2]>::try_from(pair).ok()) else {
        return false;
    };
    let size = to - from;
    if size < 2 || size * 2 <= nodes.len() {
        return false;
    }
    for (at, shown) in nodes.iter_mut().enumerate() {
        shown.parent = shown.parent.map(|parent| match at {
            at if at < from => parent + size,
            at if at < to => parent - from,
            _ => parent,
        });
    }
    nodes[..to].rotate_left(from);
    true
}

/// Breaks the forest, or what is below its only root, into columns of about equal height.
fn broken(folded: Folded, nodes: &[Node], levels: &[u32], columns: usize, header: bool) -> Plan {
    // A block begins below the head of all columns or at any other root.
    let begins = |at: usize| match folded.nodes[at].parent {
        None => at > 0 || !header,
        Some(parent) => header && parent == 0,
    };
    let starts: Vec<usize> = (0..nodes.len()).filter(|at| begins(*at)).collect();
    let end_of = |block: usize| starts.get(block).copied().unwrap_or(nodes.len());
    let heights: Vec<i32> = (0..starts.len())
        .map(|block| laid(nodes, end_of(block), end_of(block + 1)).1 + PITCH.cousins)
        .collect();
    let cuts = split(&heights, columns);
    let mut places = vec![(0, 0, 0); nodes.len()];
    let head = if header { PITCH.cousins + TOLD * 2 } else { 0 };
    let (mut height, mut from) = (0, 0);
    for (column, to) in cuts.iter().copied().enumerate() {
        let (first, last) = (end_of(from), end_of(to));
        let (rows, tall) = laid(nodes, first, last);
        let mut top = 0;
        for (at, row) in (first..last).zip(rows) {
            top = if begins(at) { levels[at] } else { top };
            places[at] = (column, levels[at] - top, row + head);
        }
        height = height.max(tall + head);
        from = to;
    }
    let mut deep = vec![1; cuts.len()];
    for (column, level, _) in places.iter().skip(usize::from(header)) {
        deep[*column] = (*level + 1).max(deep[*column]);
    }
    let gutters = GUTTER * (deep.len() as i32 - 1);
    let room = super::WIDTH - 2 * theme::MARGIN - gutters;
    Plan {
        folded,
        places,
        level: (room / deep.iter().sum::<u32>().max(1) as i32).min(WIDE),
        columns: deep,
        height,
        header,
    }
}

/// A slice of the nodes as a forest of its own.
fn laid(nodes: &[Node], from: usize, to: usize) -> (Vec<i32>, i32) {
    let part: Vec<Node> = nodes[from..to]
        .iter()
        .map(|node| Node {
            parent: node.parent.and_then(|parent| parent.checked_sub(from)),
            ..*node
        })
        .collect();
    tidy::layout(&part, PITCH)
}

/// The ends of at most `columns` runs of blocks whose highest is as low as can be.
fn split(heights: &[i32], columns: usize) -> Vec<usize> {
    let cuts = |most: i32| -> Vec<usize> {
        let (mut ends, mut sum) = (Vec::new(), 0);
        for (at, height) in heights.iter().enumerate() {
            if sum > 0 && sum + height > most {
                ends.push(at);
                sum = 0;
            }
            sum += height;
        }
        ends.push(heights.len());
        ends
    };
    let (mut low, mut high) = (0, heights.iter().sum());
    while low < high {
        let half = i32::midpoint(low, high);
        let fits = cuts(half).len() <= columns && heights.iter().all(|height| *height <= half);
        if fits {
            high = half;
        } else {
            low = half + 1;
        }
    }
    cuts(low)
}

fn depths(folded: &Folded) -> Vec<u32> {
    let mut depths: Vec<u32> = Vec::with_capacity(folded.nodes.len());
    for shown in &folded.nodes {
        depths.push(shown.parent.map_or(0, |parent| depths[parent] + 1));
    }
    depths
}
