//! Units side by side in tree order: the leaf teams, or where they are too many the units of the
//! deepest level that fits. Knows trees and numbers of units; knows no chart.

use crate::graph::forest::Forest;

/// Stands for "no column".
const NONE: u32 = u32::MAX;

/// Disjoint units in tree order, each standing for all leaves below it.
#[derive(Debug)]
pub(super) struct Columns {
    /// The subtrees that are shown.
    pub(super) tops: Vec<u32>,
    /// The units that make the columns, from left to right.
    pub(super) units: Vec<u32>,
    /// How many leaves the columns stand for.
    pub(super) leaves: usize,
    /// Columns that were left out because not even the tops fit.
    pub(super) left_out: usize,
    owner: Vec<u32>,
}

impl Columns {
    /// The leaves below `tops` (disjoint subtrees) when there are at most `most`, else the units of
    /// the deepest level at which there are at most `most`, else the largest tops. Siblings stand in
    /// ascending order of `key`, ties and tops in the order of the tree. `O(n log n)`.
    pub(super) fn new<K: Ord>(
        forest: &Forest,
        tops: Vec<u32>,
        most: usize,
        key: impl Fn(u32) -> K,
    ) -> Self {
        let deepest = deepest_level(forest, &tops, most);
        let mut units = Vec::new();
        let mut stack = tops.clone();
        stack.sort_by_cached_key(|top| (key(*top), forest.position(*top)));
        stack.reverse();
        while let Some(unit) = stack.pop() {
            if forest.depth(unit) >= deepest || forest.is_leaf(unit) {
                units.push(unit);
            } else {
                let mut below = forest.children(unit).to_vec();
                below.sort_by_cached_key(|child| key(*child));
                stack.extend(below.into_iter().rev());
            }
        }
        let left_out = units.len().saturating_sub(most);
        if left_out > 0 {
            let mut sizes: Vec<usize> = units.iter().map(|unit| forest.leaf_count(*unit)).collect();
            let (_, least, _) = sizes.select_nth_unstable(left_out);
            let least = *least;
            let mut spare = most
                - units
                    .iter()
                    .filter(|u| forest.leaf_count(**u) > least)
                    .count();
            units.retain(|unit| {
                let size = forest.leaf_count(*unit);
                let kept = size > least || (size == least && spare > 0);
                spare -= usize::from(kept && size == least);
                kept
            });
        }
        let mut owner = vec![NONE; forest.len()];
        for (at, unit) in (0..).zip(&units) {
            for below in forest.subtree(*unit) {
                owner[*below as usize] = at;
            }
        }
        Self {
            leaves: units.iter().map(|unit| forest.leaf_count(*unit)).sum(),
            tops,
            units,
            left_out,
            owner,
        }
    }

    /// The units of `tops` that lie in no other of them, each once, in tree order.
    pub(super) fn disjoint(forest: &Forest, mut tops: Vec<u32>) -> Vec<u32> {
        tops.sort_unstable_by_key(|unit| forest.position(*unit));
        let mut last: Option<u32> = None;
        tops.retain(|top| {
            let inside = last.is_some_and(|last| forest.is_ancestor(last, *top));
            if !inside {
                last = Some(*top);
            }
            !inside
        });
        tops
    }

    /// Whether some column stands for several leaves.
    pub(super) fn folded(&self) -> bool {
        self.leaves > self.units.len()
    }

    /// The column that holds a unit; `None` above the columns and outside them.
    pub(super) fn of(&self, unit: u32) -> Option<usize> {
        let at = *self.owner.get(unit as usize)?;
        (at != NONE).then_some(at as usize)
    }
}

/// The deepest level that gives at most `most` columns, or the uppermost there is. A top that lies
/// below the level is a column of its own.
fn deepest_level(forest: &Forest, tops: &[u32], most: usize) -> u32 {
    let units = || tops.iter().flat_map(|top| forest.subtree(*top)).copied();
    let Some(levels) = units().map(|unit| forest.depth(unit)).max() else {
        return 0;
    };
    let levels = levels as usize + 1;
    let (mut units_at, mut leaves_at, mut tops_at) =
        (vec![0; levels], vec![0; levels], vec![0; levels]);
    for unit in units() {
        let depth = forest.depth(unit) as usize;
        units_at[depth] += 1;
        leaves_at[depth] += usize::from(forest.is_leaf(unit));
    }
    for top in tops {
        tops_at[forest.depth(*top) as usize] += 1;
    }
    let uppermost = tops_at.iter().position(|tops| *tops > 0).unwrap_or(0);
    let (mut found, mut leaves_above, mut tops_below) = (uppermost, 0_usize, tops.len());
    for level in 0..levels {
        tops_below -= tops_at[level];
        if level >= uppermost && leaves_above + units_at[level] + tops_below <= most {
            found = level;
        }
        leaves_above += leaves_at[level];
    }
    found as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::forest::tests::forest;

    fn columns(tops: &[u32], most: usize) -> Columns {
        //     0          7
        //   1    2       8
        //  3 4  5 6
        Columns::new(&forest("- 0 0 1 1 2 2 - 7"), tops.to_vec(), most, |_| 0)
    }

    #[test]
    fn leaves_where_they_fit_else_the_deepest_level_that_does() {
        assert_eq!(columns(&[0, 7], 5).units, [3, 4, 5, 6, 8]);
        assert_eq!(columns(&[0, 7], 4).units, [1, 2, 8]);
        assert_eq!(columns(&[0, 7], 2).units, [0, 7]);
        assert!(columns(&[0, 7], 4).folded() && !columns(&[0, 7], 5).folded());
        let one = columns(&[0, 7], 1);
        assert_eq!((one.units, one.left_out, one.leaves), (vec![0], 1, 4));
    }

    #[test]
    fn finds_the_column_of_a_unit() {
        let columns = columns(&[0, 7], 4);
        assert_eq!(columns.of(6), Some(1));
        assert_eq!(columns.of(2), Some(1));
        assert_eq!(columns.of(0), None);
    }

    #[test]
    fn tops_may_lie_at_different_depths() {
        assert_eq!(columns(&[1, 7], 2).units, [1, 8]);
        assert_eq!(columns(&[1, 7], 9).units, [3, 4, 8]);
    }

    #[test]
    fn siblings_follow_the_key() {
        let tree = forest("- 0 0 1 1 2 2 - 7");
        let columns = Columns::new(&tree, vec![0, 7], 9, |unit| {
            u32::from(unit != 6 && unit != 2)
        });
        assert_eq!(columns.units, [6, 5, 3, 4, 8]);
    }
}
