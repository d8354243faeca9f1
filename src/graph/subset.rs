//! Dealing out a set of labels among the parts of something at least cost: one step of min-plus subset
//! convolution, and how to undo it. Sets are bit masks; nothing else is known here.

/// A cost that stands for "impossible"; two of them still add up without overflow.
pub(crate) const IMPOSSIBLE: u32 = u32::MAX / 2;

/// The submasks of `mask`, from itself down to the empty set.
pub(crate) fn submasks(mask: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(mask), move |&sub| (sub > 0).then(|| (sub - 1) & mask))
}

/// Adds one part: for every set `Z` within `used | offered`, the least of `before[Z \ Y] + part[Y]` over
/// the ways to give `Y ⊆ offered` to the part and `Z \ Y ⊆ used` to the parts before.
/// `O(3^common · 2^rest)`.
pub(crate) fn deal(before: &[u32], used: usize, part: &[u32], offered: usize) -> Vec<u32> {
    let mut after = vec![IMPOSSIBLE; before.len()];
    for set in submasks(used | offered) {
        let must = set & !used;
        after[set] = submasks(set & used & offered)
            .map(|may| before[set & !(must | may)] + part[must | may])
            .fold(IMPOSSIBLE, u32::min);
    }
    after
}

/// The `Y` that [`deal`] gave to the part when it reached `cost` for `set`; the first in its order.
pub(crate) fn undo(
    before: &[u32],
    used: usize,
    part: &[u32],
    offered: usize,
    set: usize,
    cost: u32,
) -> usize {
    let must = set & !used;
    submasks(set & used & offered)
        .map(|may| must | may)
        .find(|&given| before[set & !given] + part[given] == cost)
        .unwrap_or(must)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn submasks_come_downwards_and_end_with_the_empty_set() {
        assert_eq!(
            submasks(0b101).collect::<Vec<_>>(),
            [0b101, 0b100, 0b001, 0]
        );
        assert_eq!(submasks(0).collect::<Vec<_>>(), [0]);
    }

    proptest! {
        #[test]
        fn dealing_equals_trying_all_splits(
            before in prop::collection::vec(0..50_u32, 16),
            part in prop::collection::vec(0..50_u32, 16),
            used in 0..16_usize, offered in 0..16_usize
        ) {
            let after = deal(&before, used, &part, offered);
            for set in 0..16_usize {
                let naive = (0..16_usize)
                    .filter(|given| given & !(set & offered) == 0 && set & !given & !used == 0)
                    .map(|given| before[set & !given] + part[given])
                    .min();
                prop_assert_eq!(after[set], naive.unwrap_or(IMPOSSIBLE));
                if let Some(cost) = naive {
                    let given = undo(&before, used, &part, offered, set, cost);
                    prop_assert_eq!(before[set & !given] + part[given], cost);
                }
            }
        }
    }
}
