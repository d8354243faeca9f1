//! Does a relation follow a tree? The correlation of a sparse symmetric relation with nearness in a forest, and
//! its test by relabelling. Knows forests, numbers and pairs only.
//!
//! The QAP test is Krackhardt's (Social Networks 10, 1988, 359-381), Mantel's (Cancer Research 27, 1967) for
//! distances. The sums over all pairs come from one sweep of the forest, so that only the ties are visited.

use super::forest::Forest;
use super::permutation::{Tails, tails};

/// A correlation with its test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TreeCorrelation {
    /// Product-moment correlation over all pairs of actors, of tie and nearness (minus distance); in -1..=1.
    pub value: f64,
    /// Shares of the relabellings with a correlation as low or as high.
    pub tails: Tails,
}

/// Edges between two nodes of a forest; roots are regarded as children of one node above them.
pub fn distance(forest: &Forest, a: u32, b: u32) -> u32 {
    let across = || forest.depth(a) + forest.depth(b) + 2;
    forest.distance(a, b).unwrap_or_else(across)
}

/// Correlates `ties` (pairs of actors with a strength, each pair at most once, zero for all others) with nearness
/// of the nodes `places`, one for each actor; several actors may share a node.
///
/// `None` if ties or distances are all alike. `O(nodes + rounds · ties · log nodes)`.
pub fn tree_correlation(
    forest: &Forest,
    places: &[u32],
    ties: &[(u32, u32, f64)],
    rounds: u32,
    seed: u64,
) -> Option<TreeCorrelation> {
    let n = places.len() as f64;
    let pairs = n * (n - 1.0) / 2.0;
    let (sum, squares) = distances(forest, places);
    let nearness = |a: u32, b: u32| -f64::from(distance(forest, a, b));
    let products = |places: &[u32]| -> f64 {
        ties.iter()
            .map(|&(a, b, strength)| strength * nearness(places[a as usize], places[b as usize]))
            .sum()
    };
    let strength: f64 = ties.iter().map(|tie| tie.2).sum();
    let strengths: f64 = ties.iter().map(|tie| tie.2 * tie.2).sum();
    let spread = (pairs * strengths - strength * strength) * (pairs * squares - sum * sum);
    // Whole numbers below 2^53 cancel exactly; strengths may leave a trace.
    if spread <= 1e-9 * pairs * strengths * pairs * squares {
        return None;
    }
    Some(TreeCorrelation {
        value: (pairs * products(places) + strength * sum) / spread.sqrt(),
        tails: tails(places, rounds, seed, products),
    })
}

/// Sum of the distances of all pairs of places, and of their squares.
fn distances(forest: &Forest, places: &[u32]) -> (f64, f64) {
    let mut at = vec![Reach::default(); forest.len()];
    let mut total = (0.0, 0.0);
    for &place in places {
        let here = &mut at[place as usize];
        here.count += 1.0;
    }
    let mut top = Reach::default();
    for &node in forest.preorder().iter().rev() {
        let below = at[node as usize].further();
        let above = forest.parent(node).map(|parent| parent as usize);
        let joint = above.map_or(&mut top, |parent| &mut at[parent]);
        total.0 += joint.sum * below.count + below.sum * joint.count;
        total.1 +=
            joint.squares * below.count + 2.0 * joint.sum * below.sum + below.squares * joint.count;
        joint.count += below.count;
        joint.sum += below.sum;
        joint.squares += below.squares;
    }
    total
}

/// Places seen from one node: how many, the sum of their distances, the sum of the squares.
#[derive(Debug, Clone, Copy, Default)]
struct Reach {
    count: f64,
    sum: f64,
    squares: f64,
}

impl Reach {
    /// The same seen from one step away.
    fn further(self) -> Self {
        Self {
            count: self.count,
            sum: self.sum + self.count,
            squares: self.squares + 2.0 * self.sum + self.count,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::permutation::Rounds;
    use crate::graph::qap::qap;
    use proptest::prelude::*;

    fn forest() -> impl Strategy<Value = Forest> {
        prop::collection::vec(prop::option::weighted(0.8, 0..12_u32), 2..12).prop_map(|raw| {
            let parents: Vec<Option<u32>> = raw
                .iter()
                .enumerate()
                .map(|(node, parent)| parent.filter(|p| (*p as usize) < node))
                .collect();
            Forest::from_parents(&parents)
        })
    }

    proptest! {
        #[test]
        fn the_sweep_adds_up_all_pairs(forest in forest(), seats in prop::collection::vec(0..12_u32, 2..9)) {
            let places: Vec<u32> = seats.iter().map(|s| s % forest.len() as u32).collect();
            let (mut sum, mut squares) = (0.0, 0.0);
            for (i, &a) in places.iter().enumerate() {
                for &b in &places[..i] {
                    let d = f64::from(distance(&forest, a, b));
                    sum += d;
                    squares += d * d;
                }
            }
            prop_assert_eq!(distances(&forest, &places), (sum, squares));
        }

        #[test]
        fn it_is_the_correlation_of_the_full_matrices(
            forest in forest(),
            raw in prop::collection::btree_map((0..12_u32, 0..12_u32), 1..5_u32, 1..9),
        ) {
            let n = forest.len() as u32;
            let places: Vec<u32> = (0..n).collect();
            let ties: Vec<(u32, u32, f64)> = raw.iter().filter(|((a, b), _)| a < b && *b < n)
                .map(|((a, b), w)| (*a, *b, f64::from(*w))).collect();
            let both: Vec<(u32, u32, f64)> = ties.iter().flat_map(|&(a, b, w)| [(a, b, w), (b, a, w)]).collect();
            let naive = qap(n as usize, &both, |a, b| -f64::from(distance(&forest, a, b)), 0, 1);
            let found = tree_correlation(&forest, &places, &ties, 5, 1);
            prop_assert_eq!(naive.is_some(), found.is_some());
            if let (Some(naive), Some(found)) = (naive, found) {
                prop_assert!((naive.correlation - found.value).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn siblings_who_meet_follow_the_tree() {
        // A root, two managers, two reports each; only the reports of one manager meet.
        let parents = [None, Some(0), Some(0), Some(1), Some(1), Some(2), Some(2)];
        let forest = Forest::from_parents(&parents);
        let places = [3, 4, 5, 6];
        let found =
            tree_correlation(&forest, &places, &[(0, 1, 1.0), (2, 3, 1.0)], 100, 1).unwrap();
        assert!((found.value - 1.0).abs() < 1e-12);
        assert_eq!(found.tails.rounds, Rounds::All(24));
        // Of the 24 relabellings 8 keep both pairs of siblings together.
        assert!((found.tails.at_least - 8.0 / 24.0).abs() < 1e-12);
        let across =
            tree_correlation(&forest, &places, &[(0, 2, 1.0), (1, 3, 1.0)], 100, 1).unwrap();
        assert!((across.value + 0.5).abs() < 1e-12);
        assert!(tree_correlation(&forest, &places, &[], 100, 1).is_none());
    }
}
