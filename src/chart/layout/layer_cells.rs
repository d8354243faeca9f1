//! The cells of the reporting tree as an icicle: who stands over whom, as wide as there are people below.
//!
//! Knows a forest and pixels; knows no people.

use crate::graph::forest::Forest;

/// A node narrower than this is drawn with its neighbours.
const NARROW: f64 = 4.0;

/// One person, or several narrow ones of one layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell {
    /// The person, where it is one.
    pub(super) node: Option<u32>,
    /// How many people it stands for.
    pub(super) people: usize,
    /// Layers above it.
    pub(super) layer: usize,
    /// First pixel.
    pub(super) x: i32,
    /// Pixels.
    pub(super) width: i32,
}

/// Lays out `roots` and all below them down to `layers` layers over `width` pixels, siblings by size. Near-linear.
pub(super) fn cells(forest: &Forest, roots: &[u32], layers: usize, width: i32) -> Vec<Cell> {
    let people: usize = roots.iter().map(|root| forest.subtree_size(*root)).sum();
    let unit = f64::from(width) / people.max(1) as f64;
    let mut cells = Vec::new();
    let mut open: Vec<(Vec<u32>, f64, usize)> = vec![(roots.to_vec(), 0.0, 0)];
    while let Some((mut siblings, mut x, layer)) = open.pop() {
        if layer >= layers {
            continue;
        }
        siblings.sort_by_key(|node| (std::cmp::Reverse(forest.subtree_size(*node)), *node));
        let wide = |node: &u32| forest.subtree_size(*node) as f64 * unit;
        let split = siblings.partition_point(|node| wide(node) >= NARROW);
        for node in &siblings[..split] {
            let to = x + wide(node);
            cells.push(Cell {
                node: Some(*node),
                people: 1,
                layer,
                x: x.round() as i32,
                width: to.round() as i32 - x.round() as i32,
            });
            open.push((forest.children(*node).to_vec(), x, layer + 1));
            x = to;
        }
        narrow(
            forest,
            &siblings[split..],
            (layer, layers),
            (x, unit),
            &mut cells,
        );
    }
    cells
}

/// Narrow siblings with all below them: a block for each layer, the first as wide as all of them.
fn narrow(
    forest: &Forest,
    nodes: &[u32],
    (first, layers): (usize, usize),
    (x, unit): (f64, f64),
    cells: &mut Vec<Cell>,
) {
    let Some(node) = nodes.first() else {
        return;
    };
    let top = forest.depth(*node);
    let mut at: Vec<usize> = Vec::new();
    for below in nodes.iter().flat_map(|node| forest.subtree(*node)) {
        let layer = (forest.depth(*below) - top) as usize;
        if at.len() <= layer {
            at.resize(layer + 1, 0);
        }
        at[layer] += 1;
    }
    let people: usize = at.iter().sum();
    let whole = people as f64 * unit;
    for (layer, people) in at.iter().enumerate().take(layers.saturating_sub(first)) {
        // Below the first layer as wide as its share of the first, so that it stands under its managers.
        let share = (*people as f64 / nodes.len() as f64).min(1.0);
        let right = (x + whole * share).round() as i32;
        cells.push(Cell {
            node: None,
            people: *people,
            layer: first + layer,
            x: x.round() as i32,
            width: (right - x.round() as i32).max(1),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::forest::tests::forest;

    #[test]
    fn children_lie_under_their_parent_and_as_wide_as_what_is_below_them() {
        let tree = forest("- 0 0 1 1");
        let found = cells(&tree, &[0], 9, 100);
        let told: Vec<_> = found
            .iter()
            .map(|c| (c.node, c.layer, c.x, c.width))
            .collect();
        assert_eq!(told.len(), 5);
        assert!(told.contains(&(Some(0), 0, 0, 100)) && told.contains(&(Some(1), 1, 0, 60)));
        assert!(told.contains(&(Some(2), 1, 60, 20)) && told.contains(&(Some(4), 2, 20, 20)));
    }

    #[test]
    fn narrow_people_are_one_block() {
        let tree = Forest::from_parents(
            &std::iter::once(None)
                .chain((0..99).map(|_| Some(0)))
                .collect::<Vec<_>>(),
        );
        let found = cells(&tree, &[0], 9, 200);
        assert_eq!(found.len(), 2);
        assert_eq!(
            (found[1].node, found[1].people, found[1].width),
            (None, 99, 198)
        );
        assert_eq!(cells(&tree, &[0], 1, 200).len(), 1);
    }
}
