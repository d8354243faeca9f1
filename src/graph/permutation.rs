//! Permutation tests of any number that depends on labels: by every arrangement where these are few, else by
//! arrangements drawn at random. Knows labels only.
//!
//! Good, Permutation Tests (1994), has the method; the drawn test counts the observed arrangement among its
//! own, so that no share is zero (Phipson and Smyth, Statistical Applications in Genetics 9, 2010).

use super::seeded::Seeded;
use rayon::prelude::*;

/// Which arrangements were looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rounds {
    /// Every different one; the shares are exact.
    All(u32),
    /// So many drawn at random, the observed one beside them.
    Drawn(u32),
}

/// Shares of the arrangements whose number is at least as extreme as the observed one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tails {
    /// With at most the observed number.
    pub at_most: f64,
    /// With at least the observed number.
    pub at_least: f64,
    /// Which arrangements these are.
    pub rounds: Rounds,
}

impl Tails {
    /// How often chance is as far out on either side: twice the smaller share, at most 1.
    pub fn two_sided(&self) -> f64 {
        (2.0 * self.at_most.min(self.at_least)).min(1.0)
    }
}

/// Number of different arrangements of `labels`, `None` above `most`.
pub fn arrangements(labels: &[u32], most: u32) -> Option<u32> {
    let mut sorted = labels.to_vec();
    sorted.sort_unstable();
    // The product of binomial coefficients, each a whole number on the way.
    let (mut count, mut placed) = (1_u64, 0_u64);
    for run in sorted.chunk_by(|a, b| a == b) {
        for chosen in 1..=run.len() as u64 {
            placed += 1;
            count = count.checked_mul(placed)? / chosen;
            if count > u64::from(most) {
                return None;
            }
        }
    }
    u32::try_from(count).ok()
}

/// Puts `labels` into their next arrangement in ascending order; `false` after the last.
fn advance(labels: &mut [u32]) -> bool {
    let Some(at) = labels.windows(2).rposition(|pair| pair[0] < pair[1]) else {
        return false;
    };
    let above = labels.iter().rposition(|label| *label > labels[at]);
    labels.swap(at, above.unwrap_or(at));
    labels[at + 1..].reverse();
    true
}

/// Compares `number` of the labels as they are with that of other arrangements: of all, where there are no more
/// than `rounds`, else of `rounds` drawn with `seed`. Drawn rounds run in parallel; equal seeds give equal
/// answers. Costs at most `rounds` evaluations.
pub fn tails(
    labels: &[u32],
    rounds: u32,
    seed: u64,
    number: impl Fn(&[u32]) -> f64 + Sync,
) -> Tails {
    let observed = number(labels);
    // Equal sums may differ in their last bits, since they were added up in another order.
    let slack = 1e-9 * observed.abs().max(1e-9);
    let compare = |found: f64| {
        (
            u32::from(found <= observed + slack),
            u32::from(found >= observed - slack),
        )
    };
    if let Some(count) = arrangements(labels, rounds) {
        let mut arranged = labels.to_vec();
        arranged.sort_unstable();
        let (mut low, mut high) = compare(number(&arranged));
        while advance(&mut arranged) {
            let (lower, higher) = compare(number(&arranged));
            (low, high) = (low + lower, high + higher);
        }
        return Tails {
            at_most: f64::from(low) / f64::from(count),
            at_least: f64::from(high) / f64::from(count),
            rounds: Rounds::All(count),
        };
    }
    let (low, high) = (0..rounds)
        .into_par_iter()
        .map(|round| {
            let mut drawn = labels.to_vec();
            Seeded::new(seed, u64::from(round)).shuffle(&mut drawn);
            compare(number(&drawn))
        })
        .reduce(|| (0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
    let share = |hits: u32| (f64::from(hits) + 1.0) / (f64::from(rounds) + 1.0);
    Tails {
        at_most: share(low),
        at_least: share(high),
        rounds: Rounds::Drawn(rounds),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn arrangements_are_counted_and_all_visited() {
        for (labels, count) in [
            (vec![], 1),
            (vec![7], 1),
            (vec![1, 0, 1, 0], 6),
            (vec![0, 1, 2, 3, 4], 120),
            (vec![2, 2, 1, 0, 0, 0], 60),
        ] {
            assert_eq!(arrangements(&labels, 1_000), Some(count), "{labels:?}");
            let mut arranged = labels.clone();
            arranged.sort_unstable();
            let mut seen = BTreeSet::from([arranged.clone()]);
            while advance(&mut arranged) {
                assert!(seen.insert(arranged.clone()));
            }
            assert_eq!(seen.len(), count as usize);
        }
        assert_eq!(arrangements(&[0, 1, 2, 3, 4], 119), None);
        let many: Vec<u32> = (0..1_000).collect();
        assert_eq!(arrangements(&many, u32::MAX), None);
    }

    /// Positions of the ones among five: 0 + 1 = 1 is the least sum, 3 + 4 = 7 the most, 4 the middle.
    fn positions(labels: &[u32]) -> f64 {
        let ones = labels.iter().enumerate().filter(|(_, label)| **label == 1);
        ones.map(|(at, _)| at as f64).sum()
    }

    #[test]
    fn shares_are_exact_where_arrangements_are_few() {
        let found = tails(&[1, 1, 0, 0, 0], 10, 1, positions);
        assert_eq!(found.rounds, Rounds::All(10));
        assert!((found.at_most - 0.1).abs() < 1e-12 && (found.at_least - 1.0).abs() < 1e-12);
        assert!((found.two_sided() - 0.2).abs() < 1e-12);
        let middle = tails(&[1, 0, 0, 0, 1], 10, 1, positions);
        assert!((middle.at_most - 0.6).abs() < 1e-12 && (middle.at_least - 0.6).abs() < 1e-12);
    }

    #[test]
    fn drawn_shares_come_near_the_exact_ones_and_repeat() {
        let labels = [1, 1, 0, 1, 0, 0, 0, 0];
        let exact = tails(&labels, 1_000, 1, positions);
        let drawn = tails(&labels, 55, 1, positions);
        assert_eq!(exact.rounds, Rounds::All(56));
        assert_eq!(drawn.rounds, Rounds::Drawn(55));
        assert_eq!(drawn, tails(&labels, 55, 1, positions));
        assert!((exact.at_most - drawn.at_most).abs() < 0.1);
        assert!(drawn.at_least > 0.9);
    }
}
