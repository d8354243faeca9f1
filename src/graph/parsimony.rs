//! How well a labelling of leaves follows a tree: parsimony score with soft polytomies, consistency and
//! retention index. Knows forests and labels, not what they stand for.

use super::forest::Forest;
use super::hitting::HittingSets;
use super::labelling::Labelling;

/// The parsimony of a labelling on a forest whose polytomies are *soft*: the children of one node may be
/// grouped in any way, because their order of splitting is unknown (Maddison 1989 has the term).
///
/// Consistency index: Kluge and Farris 1969. Retention index: Farris 1989. The recursion is Hartigan's
/// (1973) with the vote at a node replaced by a smallest hitting set; it is our own and is tested against
/// every binary resolution of small trees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parsimony {
    /// Fewest label changes along the tree over all ways to resolve its polytomies (an upper bound if not
    /// `exact`).
    pub score: usize,
    /// Distinct labels in use.
    pub labels: usize,
    /// Labelled leaves.
    pub leaves: usize,
    /// Most changes any tree could need: leaves outside the largest block.
    pub most: usize,
    /// False if some node needed a greedy hitting set (more than
    /// [`EXACT_LABELS`](super::hitting::EXACT_LABELS) undecided labels).
    pub exact: bool,
}

impl Parsimony {
    /// Scores `labelling` on `forest`, in time linear in the nodes times the labels met at a node.
    ///
    /// Unlabelled leaves are pruned. A leaf with several labels counts as any one of them. A labelled
    /// node that has children counts as one more leaf below itself. The roots of several trees are
    /// regarded as children of one node above them.
    pub fn of(forest: &Forest, labelling: &Labelling) -> Self {
        let mut sweep = Sweep {
            hitting: HittingSets::new(labelling.distinct()),
            optimal: vec![Vec::new(); forest.len()],
            score: 0,
            exact: true,
        };
        for &node in forest.preorder().iter().rev() {
            if !forest.is_leaf(node) {
                sweep.optimal[node as usize] = sweep.join(labelling, forest.children(node), node);
            }
        }
        sweep.join(labelling, forest.roots(), u32::MAX);
        let blocks = labelling.block_sizes();
        let leaves = labelling.labelled().count();
        Self {
            score: sweep.score,
            labels: labelling.distinct(),
            leaves,
            most: leaves - blocks.iter().max().copied().unwrap_or(0),
            exact: sweep.exact,
        }
    }

    /// Fewest changes any tree needs for this many labels.
    pub fn least(&self) -> usize {
        self.labels.saturating_sub(1)
    }

    /// Does the labelling follow the tree, every label one connected region? If leaves carry several
    /// labels this is necessary, not sufficient.
    pub fn is_convex(&self) -> bool {
        self.score <= self.least()
    }

    /// Consistency index `(labels - 1) / score`, in (0, 1]; 1 if the labelling is convex.
    pub fn consistency(&self) -> f64 {
        if self.is_convex() {
            1.0
        } else {
            self.least() as f64 / self.score as f64
        }
    }

    /// Retention index `(most - score) / (most - (labels - 1))`, in 0..=1; 1 if the labelling is convex.
    pub fn retention(&self) -> f64 {
        if self.is_convex() {
            return 1.0;
        }
        let range = self.most as f64 - self.least() as f64;
        ((self.most as f64 - self.score as f64) / range).clamp(0.0, 1.0)
    }
}

struct Sweep {
    hitting: HittingSets,
    /// For each inner node done: the ranks its top may have at the least cost. Emptied when used.
    optimal: Vec<Vec<u32>>,
    score: usize,
    exact: bool,
}

impl Sweep {
    /// Adds what it costs to join `children` (and the own labels of `node`), and answers the ranks the
    /// joint may have at that cost.
    ///
    /// Any child may have a rank outside its optimal set for one change more, which is what a new group
    /// costs too, so the optimal sets carry all that matters: groups are a hitting set, and all but the
    /// one that goes on upwards cost a change.
    fn join(&mut self, labelling: &Labelling, children: &[u32], node: u32) -> Vec<u32> {
        let taken: Vec<Vec<u32>> = children
            .iter()
            .map(|&c| std::mem::take(&mut self.optimal[c as usize]))
            .collect();
        let own = if node == u32::MAX {
            &[]
        } else {
            labelling.ranks(node)
        };
        let mut sets: Vec<&[u32]> = Vec::with_capacity(children.len() + 1);
        for (&child, optimal) in children.iter().zip(&taken) {
            // A leaf keeps nothing in `optimal`: its labels are read where they are.
            sets.push(if optimal.is_empty() {
                labelling.ranks(child)
            } else {
                optimal
            });
        }
        sets.push(own);
        sets.retain(|set| !set.is_empty());
        let found = self.hitting.solve(&sets);
        self.score += found.size.saturating_sub(1);
        self.exact &= found.exact;
        found.useful
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::forest::tests::forest;
    use super::super::labelling::tests::labelling;
    use super::*;
    use proptest::prelude::*;

    fn score(tree: &str, labels: &str) -> Parsimony {
        Parsimony::of(&forest(tree), &labelling(labels))
    }

    #[test]
    fn the_published_values_are_met() {
        // Core, Growth, Platform with Ana on Core and Ben and Cy each across the other two.
        let example = score("- 0 0 0 1 1 1 2 2 3 3", "- - - - A A A B C B C");
        assert_eq!(
            (example.score, example.labels, example.most, example.leaves),
            (3, 3, 4, 7)
        );
        assert!((example.consistency() - 2.0 / 3.0).abs() < 1e-12);
        assert!((example.retention() - 0.5).abs() < 1e-12);
        assert!(!example.is_convex() && example.exact);
        let flat = score("- 0 0 0 0 0 0 0", "- A A A B B C C");
        assert_eq!((flat.score, flat.is_convex()), (2, true));
        // ((a,b,c,d),(e,f)) labelled AABBCC.
        let two = score("- 0 0 1 1 1 1 2 2", "- - - A A B B C C");
        assert_eq!((two.score, two.is_convex()), (2, true));
        assert!((two.retention() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn unlabelled_leaves_are_pruned_and_labels_may_be_several() {
        assert_eq!(score("- 0 0 1 1 2 2", "- - - A - - B").score, 1);
        assert_eq!(score("- 0 0 1 1 2 2", "- - - A AB B B").score, 1);
        let none = score("- 0 0", "- - -");
        assert_eq!((none.score, none.labels, none.is_convex()), (0, 0, true));
        assert!((none.retention() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_labelled_inner_node_counts_as_a_leaf_below_itself() {
        // Node 1 carries B among two As: convex only because siblings may be grouped.
        assert_eq!(score("- 0 0 1 1", "- B A A A").score, 1);
        assert_eq!(score("- 0 0 1 1 2", "B B A A A B").score, 2);
    }

    #[test]
    fn a_chain_of_two_hundred_thousand_is_scored_without_recursion() {
        let n = 200_000_u32;
        let parents: Vec<_> = (0..n).map(|i| i.checked_sub(1)).collect();
        let pairs: Vec<_> = (0..n).map(|i| (i, i % 2)).collect();
        let chain = Forest::from_parents(&parents);
        let scored = Parsimony::of(&chain, &Labelling::from_pairs(n as usize, &pairs));
        assert_eq!(scored.score, n as usize / 2);
    }

    /// Least cost for each label at the top, over every binary resolution: all splits of all sets of
    /// children. Works on a forest of up to about eight children a node.
    pub(crate) fn oracle(forest: &Forest, labelling: &Labelling) -> usize {
        let k = labelling.distinct();
        let mut top: Vec<Option<Vec<usize>>> = vec![None; forest.len()];
        let leaf = |node: u32| {
            let own = labelling.ranks(node);
            (!own.is_empty()).then(|| {
                (0..k as u32)
                    .map(|c| if own.contains(&c) { 0 } else { 1_000 })
                    .collect::<Vec<usize>>()
            })
        };
        for &node in forest.preorder().iter().rev() {
            let mut parts: Vec<_> = forest
                .children(node)
                .iter()
                .filter_map(|&c| top[c as usize].clone())
                .collect();
            parts.extend(leaf(node));
            top[node as usize] = resolve(&parts);
        }
        let parts: Vec<_> = forest
            .roots()
            .iter()
            .filter_map(|&r| top[r as usize].clone())
            .collect();
        resolve(&parts)
            .and_then(|costs| costs.into_iter().min())
            .unwrap_or(0)
    }

    fn resolve(parts: &[Vec<usize>]) -> Option<Vec<usize>> {
        let full = (1_usize << parts.len()) - 1;
        let mut best: Vec<Option<Vec<usize>>> = vec![None; full + 1];
        for mask in 1..=full {
            if mask.is_power_of_two() {
                best[mask] = Some(parts[mask.trailing_zeros() as usize].clone());
                continue;
            }
            let k = parts[0].len();
            let mut least = vec![usize::MAX; k];
            let mut left = (mask - 1) & mask;
            while left > 0 {
                let (x, y) = (
                    best[left].clone().unwrap(),
                    best[mask ^ left].clone().unwrap(),
                );
                for (c, cost) in least.iter_mut().enumerate() {
                    let via =
                        |v: &[usize]| (0..k).map(|d| v[d] + usize::from(d != c)).min().unwrap();
                    *cost = (*cost).min(via(&x) + via(&y));
                }
                left = (left - 1) & mask;
            }
            best[mask] = Some(least);
        }
        best[full].clone()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(600))]
        #[test]
        fn the_score_is_the_least_over_all_binary_resolutions(
            parents in prop::collection::vec(0..13_u32, 2..13),
            labels in prop::collection::vec(prop_oneof![4 => (0..5_u32).prop_map(|b| 1 << b), 1 => 0..32_u32], 13)
        ) {
            // Node i hangs from an earlier node; labels are sets of five bits, mostly one bit.
            let parents: Vec<_> = parents.iter().zip(0..).map(|(&p, i)| (i > 0).then(|| p % i.max(1))).collect();
            let forest = Forest::from_parents(&parents);
            let pairs: Vec<_> = (0..parents.len() as u32)
                .filter(|n| n % 5 != 4)
                .flat_map(|n| (0..5).map(move |b| (n, b)))
                .filter(|&(n, b)| labels[n as usize] & (1 << b) != 0)
                .collect();
            let labelling = Labelling::from_pairs(parents.len(), &pairs);
            let scored = Parsimony::of(&forest, &labelling);
            prop_assert!(scored.exact);
            prop_assert_eq!(scored.score, oracle(&forest, &labelling));
        }
    }
}
