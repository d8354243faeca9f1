//! A tidy layout of a forest of labelled rows: siblings in order, parents in the middle of their
//! children, no two rows of one level closer than asked, subtrees moved together as far as their
//! outlines allow.
//!
//! The aims are those of Reingold and Tilford (1981), the outlines by level those of Buchheim, Jünger
//! and Leipert (2002) and of van der Ploeg (2014). Here an outline is an array with an offset and the
//! shorter of two is merged into the longer, so that the whole is linear without threads and without
//! recursion. Knows numbers only.

/// A row: its parent in the list, and how far its text reaches below its middle line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    /// Index of the parent, always smaller than the own; `None` for a root.
    pub(super) parent: Option<usize>,
    /// Pixels taken below the first line.
    pub(super) depth_below: i32,
}

/// Distances between rows of one level.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pitch {
    /// Between siblings, in pixels.
    pub(super) siblings: i32,
    /// Between rows of different parents.
    pub(super) cousins: i32,
}

/// Upper and lower edge of a subtree on each level, the deepest level first.
#[derive(Debug, Default)]
struct Outline {
    offset: i32,
    edges: Vec<(i32, i32)>,
}

impl Outline {
    fn at(&self, level: usize) -> (i32, i32) {
        let (top, bottom) = self.edges[self.edges.len() - 1 - level];
        (top + self.offset, bottom + self.offset)
    }

    /// How far a later sibling must move down to stay clear of this outline.
    fn clearance(&self, later: &Self, pitch: Pitch) -> i32 {
        let levels = self.edges.len().min(later.edges.len());
        let needed = (0..levels).map(|level| {
            let gap = if level == 0 {
                pitch.siblings
            } else {
                pitch.cousins
            };
            self.at(level).1 + gap - later.at(level).0
        });
        needed.max().unwrap_or(0)
    }

    /// The outline of both, the later one already moved.
    fn joined(mut self, mut later: Self) -> Self {
        let common = self.edges.len().min(later.edges.len());
        if self.edges.len() >= later.edges.len() {
            for level in 0..common {
                let slot = self.edges.len() - 1 - level;
                self.edges[slot].1 = later.at(level).1 - self.offset;
            }
            self
        } else {
            for level in 0..common {
                let slot = later.edges.len() - 1 - level;
                later.edges[slot].0 = self.at(level).0 - later.offset;
            }
            later
        }
    }
}

/// The middle line of each row's first line of text, from 0 down, and the height of the whole.
/// `nodes` is in preorder.
pub(super) fn layout(nodes: &[Node], pitch: Pitch) -> (Vec<i32>, i32) {
    let mut outlines: Vec<Option<Outline>> = nodes.iter().map(|_| None).collect();
    let mut shifts = vec![0_i32; nodes.len()];
    let mut children: Vec<Vec<usize>> = nodes.iter().map(|_| Vec::new()).collect();
    let mut roots = Vec::new();
    for (at, node) in nodes.iter().enumerate() {
        match node.parent {
            Some(parent) => children[parent].push(at),
            None => roots.push(at),
        }
    }
    for at in (0..nodes.len()).rev() {
        let mut outline = stack(&children[at], &mut outlines, &mut shifts, pitch);
        if let (Some(first), Some(last)) = (children[at].first(), children[at].last()) {
            let middle = i32::midpoint(shifts[*first], shifts[*last]);
            outline.offset -= middle;
            for child in &children[at] {
                shifts[*child] -= middle;
            }
        }
        let top = -outline.offset;
        outline.edges.push((top, top + nodes[at].depth_below));
        outlines[at] = Some(outline);
    }
    let whole = stack(&roots, &mut outlines, &mut shifts, pitch);
    let mut places = vec![0_i32; nodes.len()];
    for (at, node) in nodes.iter().enumerate() {
        places[at] = shifts[at] + node.parent.map_or(0, |parent| places[parent]);
    }
    let top = (0..whole.edges.len()).map(|level| whole.at(level).0).min();
    let bottom = (0..whole.edges.len()).map(|level| whole.at(level).1).max();
    let (top, bottom) = (top.unwrap_or(0), bottom.unwrap_or(0));
    for place in &mut places {
        *place -= top;
    }
    (places, bottom - top)
}

/// Moves siblings below each other and answers their common outline.
fn stack(
    siblings: &[usize],
    outlines: &mut [Option<Outline>],
    shifts: &mut [i32],
    pitch: Pitch,
) -> Outline {
    let mut all: Option<Outline> = None;
    for sibling in siblings {
        let Some(mut next) = outlines[*sibling].take() else {
            continue;
        };
        all = Some(match all {
            None => next,
            Some(above) => {
                let shift = above.clearance(&next, pitch);
                shifts[*sibling] = shift;
                next.offset += shift;
                above.joined(next)
            }
        });
    }
    all.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PITCH: Pitch = Pitch {
        siblings: 10,
        cousins: 12,
    };

    fn nodes(parents: &[Option<usize>]) -> Vec<Node> {
        let node = |parent: &Option<usize>| Node {
            parent: *parent,
            depth_below: 0,
        };
        parents.iter().map(node).collect()
    }

    #[test]
    fn parents_stand_in_the_middle_and_leaves_fill_gaps() {
        // Root with children a (two leaves), b (leaf), c (two leaves).
        let tree = nodes(&[
            None,
            Some(0),
            Some(1),
            Some(1),
            Some(0),
            Some(0),
            Some(5),
            Some(5),
        ]);
        let (places, height) = layout(&tree, PITCH);
        assert_eq!(
            places,
            [13, 5, 0, 10, 15, 27, 22, 32].map(|y| if y == 13 { 16 } else { y })
        );
        assert_eq!(height, 32);
    }

    #[test]
    fn a_long_chain_neither_overflows_nor_bends() {
        let chain: Vec<_> = (0..100_000).map(|at: usize| at.checked_sub(1)).collect();
        let (places, height) = layout(&nodes(&chain), PITCH);
        assert!(places.iter().all(|place| *place == 0));
        assert_eq!(height, 0);
    }

    proptest! {
        #[test]
        fn rows_of_a_level_keep_their_distance_and_order(picks in prop::collection::vec(0usize..99, 1..60), below in 0i32..9) {
            // Each node hangs on the path to the one before it, so that the list is in preorder.
            let mut parents: Vec<Option<usize>> = vec![None];
            for pick in &picks {
                let mut path = vec![None];
                let mut at = Some(parents.len() - 1);
                while let Some(node) = at {
                    path.push(Some(node));
                    at = parents[node];
                }
                parents.push(path[pick % path.len()]);
            }
            let mut tree = nodes(&parents);
            for (at, node) in tree.iter_mut().enumerate() {
                node.depth_below = if at % 3 == 0 { below } else { 0 };
            }
            let (places, height) = layout(&tree, PITCH);
            let depth = |mut at: usize| { let mut d = 0; while let Some(p) = parents[at] { at = p; d += 1; } d };
            for a in 0..tree.len() {
                prop_assert!(places[a] >= 0 && places[a] + tree[a].depth_below <= height);
                if let Some(b) = (a + 1..tree.len()).find(|b| depth(*b) == depth(a)) {
                    let gap = if parents[a] == parents[b] { PITCH.siblings } else { PITCH.cousins };
                    // Roots are siblings of each other.
                    prop_assert!(places[b] - places[a] - tree[a].depth_below >= gap.min(PITCH.siblings));
                }
                let below: Vec<usize> = (0..tree.len()).filter(|b| parents[*b] == Some(a)).collect();
                if let (Some(first), Some(last)) = (below.first(), below.last()) {
                    let middle = i32::midpoint(places[*first], places[*last]);
                    prop_assert!((middle - places[a]).abs() <= 1);
                }
            }
        }
    }
}
