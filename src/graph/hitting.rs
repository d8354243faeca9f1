//! Smallest hitting sets: the fewest labels such that every given set contains one of them.
//!
//! The problem is NP-hard; here it is solved exactly for the small families that a tree's nodes give and
//! greedily, with a warning, for the rest. Knows only small numbers.

/// Families whose undecided, connected part has at most this many labels are solved exactly.
pub const EXACT_LABELS: usize = 12;

/// What [`HittingSets::solve`] found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hitting {
    /// Size of the hitting set.
    pub(crate) size: usize,
    /// Labels that lie in at least one smallest hitting set (in the one found, if not exact), ascending.
    pub(crate) useful: Vec<u32>,
    /// Is `size` the least possible and `useful` complete?
    pub(crate) exact: bool,
}

/// Reusable counters for labels `0..labels`.
#[derive(Debug, Clone)]
pub(crate) struct HittingSets {
    count: Vec<u32>,
}

impl HittingSets {
    pub(crate) fn new(labels: usize) -> Self {
        Self {
            count: vec![0; labels],
        }
    }

    /// Solves the family `sets`, each non-empty, sorted and free of repeats. Linear in its size apart from
    /// the undecided part: `O(2^l · l)` for each connected part of `l <= EXACT_LABELS` labels.
    pub(crate) fn solve(&mut self, sets: &[&[u32]]) -> Hitting {
        let common = self.common(sets);
        if !common.is_empty() || sets.is_empty() {
            return Hitting {
                size: sets.len().min(1),
                useful: common,
                exact: true,
            };
        }
        // A set of one label decides that label, and with it every set that contains it.
        let mut useful: Vec<u32> = sets.iter().filter_map(|set| only(set)).collect();
        useful.sort_unstable();
        useful.dedup();
        let mut open: Vec<&[u32]> = sets
            .iter()
            .copied()
            .filter(|set| set.iter().all(|label| useful.binary_search(label).is_err()))
            .collect();
        open.sort_unstable();
        open.dedup();
        let mut found = Hitting {
            size: useful.len(),
            useful,
            exact: true,
        };
        for part in connected(&open) {
            let labels = labels_of(&part);
            let solved = if labels.len() <= EXACT_LABELS {
                enumerate(&part, &labels)
            } else {
                greedy(&part, &labels)
            };
            found.size += solved.size;
            found.useful.extend(solved.useful);
            found.exact &= solved.exact;
        }
        found.useful.sort_unstable();
        found
    }

    /// The labels in every set, ascending.
    fn common(&mut self, sets: &[&[u32]]) -> Vec<u32> {
        for label in sets.iter().copied().flatten() {
            self.count[*label as usize] += 1;
        }
        let all = sets.len() as u32;
        let first = sets.first().copied().unwrap_or_default();
        let common = first
            .iter()
            .copied()
            .filter(|&l| self.count[l as usize] == all)
            .collect();
        for label in sets.iter().copied().flatten() {
            self.count[*label as usize] = 0;
        }
        common
    }
}

fn only(set: &[u32]) -> Option<u32> {
    match set {
        [label] => Some(*label),
        _ => None,
    }
}

fn labels_of(sets: &[&[u32]]) -> Vec<u32> {
    let mut labels: Vec<u32> = sets.iter().copied().flatten().copied().collect();
    labels.sort_unstable();
    labels.dedup();
    labels
}

/// Splits a family into parts that share no label; a smallest hitting set is the union of theirs.
fn connected<'a>(sets: &[&'a [u32]]) -> Vec<Vec<&'a [u32]>> {
    let labels = labels_of(sets);
    let place = |label: u32| labels.partition_point(|&l| l < label);
    let mut leader: Vec<usize> = (0..labels.len()).collect();
    let find = |leader: &mut Vec<usize>, mut at: usize| {
        while leader[at] != at {
            leader[at] = leader[leader[at]];
            at = leader[at];
        }
        at
    };
    for set in sets {
        let first = find(&mut leader, place(set[0]));
        for &label in &set[1..] {
            let other = find(&mut leader, place(label));
            leader[other] = first;
        }
    }
    let mut parts: Vec<Vec<&[u32]>> = vec![Vec::new(); labels.len()];
    for &set in sets {
        parts[find(&mut leader, place(set[0]))].push(set);
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// All label subsets: `X` hits the family unless some set lies in the complement of `X`.
fn enumerate(sets: &[&[u32]], labels: &[u32]) -> Hitting {
    let bits = labels.len();
    let full = (1_usize << bits) - 1;
    let mut contains = vec![false; full + 1];
    for set in sets {
        let mask = set
            .iter()
            .fold(0, |mask, &l| mask | 1 << labels.partition_point(|&x| x < l));
        contains[mask] = true;
    }
    // After this sweep contains[X] says whether some set is a subset of X.
    for bit in 0..bits {
        for mask in 0..=full {
            if mask & (1 << bit) != 0 {
                contains[mask] |= contains[mask ^ (1 << bit)];
            }
        }
    }
    let hits = |mask: usize| !contains[full ^ mask];
    let size = (0..=full)
        .filter(|&m| hits(m))
        .map(usize::count_ones)
        .min()
        .unwrap_or(0);
    let union = (0..=full)
        .filter(|&m| m.count_ones() == size && hits(m))
        .fold(0, |all, m| all | m);
    let useful = (0..bits)
        .filter(|bit| union & (1 << bit) != 0)
        .map(|bit| labels[bit])
        .collect();
    Hitting {
        size: size as usize,
        useful,
        exact: true,
    }
}

/// Takes the label that hits most of what is left, the smallest on a tie.
fn greedy(sets: &[&[u32]], labels: &[u32]) -> Hitting {
    let mut left = sets.to_vec();
    let mut useful = Vec::new();
    while !left.is_empty() {
        let mut count = vec![0_usize; labels.len()];
        for label in left.iter().copied().flatten() {
            count[labels.partition_point(|l| l < label)] += 1;
        }
        let best = (0..labels.len())
            .rev()
            .max_by_key(|&i| count[i])
            .unwrap_or(0);
        useful.push(labels[best]);
        left.retain(|set| !set.contains(&labels[best]));
    }
    useful.sort_unstable();
    Hitting {
        size: useful.len(),
        useful,
        exact: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn solve(sets: &[Vec<u32>]) -> Hitting {
        let sets: Vec<&[u32]> = sets.iter().map(Vec::as_slice).collect();
        HittingSets::new(64).solve(&sets)
    }

    #[test]
    fn common_labels_then_forced_ones_then_the_rest() {
        let found = solve(&[vec![1, 2], vec![2, 3], vec![2]]);
        assert_eq!(
            found,
            Hitting {
                size: 1,
                useful: vec![2],
                exact: true
            }
        );
        let found = solve(&[vec![1], vec![1, 5], vec![7, 8], vec![8, 9]]);
        assert_eq!(
            found,
            Hitting {
                size: 2,
                useful: vec![1, 8],
                exact: true
            }
        );
        assert_eq!(solve(&[]).size, 0);
    }

    #[test]
    fn beyond_the_limit_the_answer_says_that_it_is_greedy() {
        // A path of sets over thirty labels in one piece.
        let path: Vec<_> = (0..29).map(|i| vec![i, i + 1]).collect();
        let found = solve(&path);
        assert!(!found.exact);
        assert!(
            path.iter()
                .all(|set| set.iter().any(|l| found.useful.contains(l)))
        );
        // The same thirty labels in parts of two stay exact.
        let pairs: Vec<_> = (0..15).map(|i| vec![2 * i, 2 * i + 1]).collect();
        assert_eq!(
            solve(&pairs),
            Hitting {
                size: 15,
                useful: (0..30).collect(),
                exact: true
            }
        );
    }

    proptest! {
        #[test]
        fn agrees_with_trying_every_subset(masks in prop::collection::vec(1..128_u32, 1..8)) {
            let sets: Vec<Vec<u32>> =
                masks.iter().map(|m| (0..7).filter(|b| m & (1 << b) != 0).collect()).collect();
            let hits = |x: u32| masks.iter().all(|m| m & x != 0);
            let size = (0..128_u32).filter(|&x| hits(x)).map(u32::count_ones).min().unwrap();
            let union = (0..128_u32).filter(|&x| x.count_ones() == size && hits(x)).fold(0, |a, x| a | x);
            let found = solve(&sets);
            prop_assert_eq!(found.size as u32, size);
            prop_assert_eq!(found.useful.iter().fold(0, |a, l| a | 1 << l), union);
            prop_assert!(found.exact);
        }
    }
}
