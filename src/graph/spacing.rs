//! Two parts of drawing in layers that stand alone: counting crossings between two layers, and places
//! as near as can be to where they wish to be. Knows numbers only.

/// Pairs of pieces between two layers that cross, ends on one place not counted.
pub(super) fn crossing_pairs(pieces: &[(usize, usize)]) -> usize {
    let mut sorted = pieces.to_vec();
    sorted.sort_unstable();
    let most = sorted
        .iter()
        .map(|piece| piece.1)
        .max()
        .map_or(0, |most| most + 1);
    // A Fenwick tree of the right ends so far: those further down cross what comes.
    let mut tree = vec![0_usize; most + 1];
    let (mut count, mut seen) = (0, 0);
    for (_, right) in sorted {
        let mut at = right + 1;
        let mut up_to = 0;
        while at > 0 {
            up_to += tree[at];
            at &= at - 1;
        }
        count += seen - up_to;
        seen += 1;
        let mut at = right + 1;
        while at <= most {
            tree[at] += 1;
            at += at & at.wrapping_neg();
        }
    }
    count
}

/// Middles of rooms one under the other.
pub(super) fn stacked(rooms: &[f64]) -> Vec<f64> {
    let mut top = 0.0;
    rooms
        .iter()
        .map(|room| {
            top += room;
            top - room / 2.0
        })
        .collect()
}

/// The middles nearest to what is wished (least squares) whose rooms do not overlap.
pub(super) fn spread(wished: &[f64], rooms: &[f64]) -> Vec<f64> {
    let base = stacked(rooms);
    // Blocks of places that touch: sum of wishes less their stack, and how many.
    let mut blocks: Vec<(f64, usize)> = Vec::new();
    for (wish, base) in wished.iter().zip(&base) {
        let mut block = (wish - base, 1);
        while let Some(last) = blocks.last() {
            if last.0 / last.1 as f64 <= block.0 / block.1 as f64 {
                break;
            }
            block = (block.0 + last.0, block.1 + last.1);
            blocks.pop();
        }
        blocks.push(block);
    }
    let shifts = blocks
        .iter()
        .flat_map(|(sum, n)| std::iter::repeat_n(sum / *n as f64, *n));
    base.iter()
        .zip(shifts)
        .map(|(base, shift)| base + shift)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn those_who_wish_the_same_share_it() {
        assert_eq!(spread(&[5.0, 5.0], &[2.0, 2.0]), [4.0, 6.0]);
        assert_eq!(spread(&[0.0, 9.0], &[2.0, 2.0]), [0.0, 9.0]);
    }

    proptest! {
        #[test]
        fn crossings_are_counted_as_by_hand(
            pieces in proptest::collection::vec((0usize..6, 0usize..6), 0..20)
        ) {
            let mut naive = 0;
            for (at, a) in pieces.iter().enumerate() {
                for b in &pieces[at + 1..] {
                    let (first, second) = (a.0.cmp(&b.0), a.1.cmp(&b.1));
                    naive += usize::from(first == second.reverse() && !first.is_eq());
                }
            }
            prop_assert_eq!(crossing_pairs(&pieces), naive);
        }
    }
}
