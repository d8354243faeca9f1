//! Units side by side in tree order: the leaf teams, or where they are too many the units of the
//! deepest level that fits. Knows trees and numbers of units; knows no chart.

use crate::graph::forest::Forest;

/// Disjoint units in tree order, each standing for all leaves below it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Columns {
    /// The subtrees that are shown, in tree order.
    pub(super) tops: Vec<u32>,
    /// The units that make the columns, in tree order.
    pub(super) units: Vec<u32>,
    /// How many leaves the columns stand for.
    pub(super) leaves: usize,
    /// Columns that were left out because not even the tops fit.
    pub(super) left_out: usize,
}

impl Columns {
    /// The leaves below `tops` (disjoint subtrees in tree order) when there are at most `most`, else
    /// the units of the deepest level at which there are at most `most`, else the largest tops. Linear.
    pub(super) fn new(forest: &Forest, tops: Vec<u32>, most: usize) -> Self {
        let deepest = deepest_level(forest, &tops, most);
        let mut units: Vec<u32> = tops
            .iter()
            .flat_map(|top| forest.subtree(*top))
            .copied()
            .filter(|unit| is_column(forest, *unit, deepest))
            .collect();
        // A top above the level that fits has no column of its own; one below it is its own column.
        for top in &tops {
            if forest.depth(*top) > deepest {
                units.push(*top);
            }
        }
        units.sort_unstable_by_key(|unit| forest.position(*unit));
        let left_out = units.len().saturating_sub(most);
        if left_out > 0 {
            units.sort_by_key(|unit| std::cmp::Reverse(forest.leaf_count(*unit)));
            units.truncate(most);
            units.sort_unstable_by_key(|unit| forest.position(*unit));
        }
        Self {
            leaves: units.iter().map(|unit| forest.leaf_count(*unit)).sum(),
            tops,
            units,
            left_out,
        }
    }

    /// Whether some column stands for several leaves.
    pub(super) fn folded(&self) -> bool {
        self.leaves > self.units.len()
    }

    /// The column that holds a unit; `None` above the columns and outside them.
    pub(super) fn of(&self, forest: &Forest, unit: u32) -> Option<usize> {
        let place = forest.position(unit);
        let after = self
            .units
            .partition_point(|column| forest.position(*column) <= place);
        let at = after.checked_sub(1)?;
        forest.is_ancestor(self.units[at], unit).then_some(at)
    }

    /// The columns below a unit, or the one that holds it.
    pub(super) fn below(&self, forest: &Forest, unit: u32) -> std::ops::Range<usize> {
        if let Some(at) = self.of(forest, unit) {
            return at..at + 1;
        }
        let from = forest.position(unit);
        let to = from + forest.subtree_size(unit) as u32;
        let bound = |place| {
            self.units
                .partition_point(|column| forest.position(*column) < place)
        };
        bound(from)..bound(to)
    }
}

fn is_column(forest: &Forest, unit: u32, deepest: u32) -> bool {
    let depth = forest.depth(unit);
    depth == deepest || (depth < deepest && forest.is_leaf(unit))
}

/// The deepest level that gives at most `most` columns, or the uppermost there is.
fn deepest_level(forest: &Forest, tops: &[u32], most: usize) -> u32 {
    let units = || tops.iter().flat_map(|top| forest.subtree(*top)).copied();
    let Some(levels) = units().map(|unit| forest.depth(unit)).max() else {
        return 0;
    };
    let (mut at_level, mut leaves_at) = (vec![0; levels as usize + 1], vec![0; levels as usize + 1]);
    for unit in units() {
        let depth = forest.depth(unit) as usize;
        at_level[depth] += 1;
        leaves_at[depth] += usize::from(forest.is_leaf(unit));
    }
    let (mut found, mut leaves_above) = (None, 0_usize);
    for level in 0..=levels as usize {
        let deeper = tops
            .iter()
            .filter(|top| forest.depth(**top) as usize > level)
            .count();
        if leaves_above + at_level[level] + deeper <= most && at_level[level] > 0 {
            found = Some(level as u32);
        }
        leaves_above += leaves_at[level];
    }
    let uppermost = tops.iter().map(|top| forest.depth(*top)).min();
    found.or(uppermost).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::forest::tests::forest;

    #[test]
    fn leaves_where_they_fit_else_the_deepest_level_that_does() {
        //     0          7
        //   1    2       8
        //  3 4  5 6
        let tree = forest("- 0 0 1 1 2 2 - 7");
        let columns = |most| Columns::new(&tree, vec![0, 7], most);
        assert_eq!(columns(5).units, [3, 4, 5, 6, 8]);
        assert_eq!(columns(4).units, [1, 2, 8]);
        assert_eq!(columns(2).units, [0, 7]);
        assert!(columns(4).folded() && !columns(5).folded());
        let one = columns(1);
        assert_eq!((one.units, one.left_out, one.leaves), (vec![0], 1, 4));
    }

    #[test]
    fn finds_the_columns_of_a_unit() {
        let tree = forest("- 0 0 1 1 2 2 - 7");
        let columns = Columns::new(&tree, vec![0, 7], 4);
        assert_eq!(columns.of(&tree, 6), Some(1));
        assert_eq!(columns.of(&tree, 0), None);
        assert_eq!(columns.below(&tree, 0), 0..2);
        assert_eq!(columns.below(&tree, 4), 0..1);
        assert_eq!(columns.below(&tree, 8), 2..3);
    }

    #[test]
    fn tops_may_lie_at_different_depths() {
        let tree = forest("- 0 0 1 1 2 2 - 7");
        assert_eq!(Columns::new(&tree, vec![1, 7], 2).units, [1, 8]);
        assert_eq!(Columns::new(&tree, vec![1, 7], 9).units, [3, 4, 8]);
    }
}
