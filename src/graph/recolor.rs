//! The fewest leaves to relabel so that a labelling follows the tree (convex) or crosses no node.
//!
//! Knows forests and labels only. Convexity with soft polytomies: the labelling is convex exactly if no
//! edge of the tree is crossed by two labels, a label crossing the edge above `u` if it occurs both below
//! `u` and elsewhere. (At a node the edges that one label crosses can be grouped apart from those of the
//! others, since siblings may be grouped freely.)

use super::forest::Forest;
use super::labelling::Labelling;
use super::parsimony::Parsimony;
use super::pieces::Pieces;
use super::{crossing, recolor_exact, recolor_greedy};

/// Pieces with at most this many labels are repaired exactly.
pub const EXACT_LABELS: usize = 12;

/// An exact repair is tried only if it takes at most about this many elementary steps (a second or two).
pub const EXACT_STEPS: u64 = 1 << 24;

/// One reassignment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Move {
    /// The leaf (any labelled node).
    pub leaf: u32,
    /// Its label so far; the smallest if it had several.
    pub from: u32,
    /// Its label from now on.
    pub to: u32,
}

/// A repair of a labelling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// The reassignments, by leaf.
    pub moves: Vec<Move>,
    /// Parsimony score of the repaired labelling.
    pub score: usize,
    /// True if no fewer moves suffice; false if the moves come from the heuristic.
    pub exact: bool,
}

/// The fewest moves that make `labelling` convex on `forest` (parsimony score = labels left - 1).
///
/// A label may vanish; a leaf with several labels may keep any one of them free of charge. Finding the
/// fewest moves is NP-hard in the number of labels (Moran and Snir 2008). Subtrees whose labels occur
/// nowhere else are repaired by themselves; of what remains, a piece with at most [`EXACT_LABELS`] labels and
/// [`EXACT_STEPS`] steps gets the optimum by a dynamic programme over label sets, a larger one a
/// heuristic: each edge goes to the label that would lose most without it, each label keeps its largest
/// connected part, and the other leaves join what is nearest. The answer is always convex.
pub fn fewest_moves_to_convex(forest: &Forest, labelling: &Labelling) -> Repair {
    let pieces = Pieces::of(forest, labelling, true);
    let mut assigned = Vec::new();
    let mut exact = true;
    for &top in &pieces.tops {
        if recolor_exact::steps(&pieces, top) <= EXACT_STEPS {
            recolor_exact::repair(&pieces, top, labelling, &mut assigned);
        } else {
            exact &= recolor_greedy::repair(&pieces, top, labelling, &mut assigned) == 0;
        }
    }
    repaired(forest, labelling, assigned, exact)
}

/// The fewest moves after which no label crosses a node: for every node `u` the leaves of each label lie
/// all below `u`, all elsewhere, or comprise all leaves below `u`.
///
/// Exact, by dynamic programming over label sets in `O(nodes · 4^labels)`; `None` if there are more than
/// [`EXACT_LABELS`] labels or it would take more than [`EXACT_STEPS`] steps. Labels that vanish may be
/// used elsewhere.
pub fn fewest_moves_to_no_crossing(forest: &Forest, labelling: &Labelling) -> Option<Repair> {
    let pieces = Pieces::of(forest, labelling, false);
    if crossing::steps(&pieces, labelling) > EXACT_STEPS {
        return None;
    }
    let mut assigned = Vec::new();
    if let Some(&top) = pieces.tops.first() {
        crossing::repair(&pieces, top, labelling, &mut assigned);
    }
    Some(repaired(forest, labelling, assigned, true))
}

/// Turns (leaf, rank) pairs of the leaves that change into a checked answer.
fn repaired(
    forest: &Forest,
    labelling: &Labelling,
    changes: Vec<(u32, u32)>,
    exact: bool,
) -> Repair {
    let name = |rank: u32| labelling.names()[rank as usize];
    let mut moves: Vec<Move> = changes
        .into_iter()
        .filter_map(|(leaf, rank)| {
            let from = *labelling.ranks(leaf).first()?;
            Some(Move {
                leaf,
                from: name(from),
                to: name(rank),
            })
        })
        .collect();
    moves.sort_unstable();
    let score = Parsimony::of(forest, &apply(labelling, &moves)).score;
    Repair {
        moves,
        score,
        exact,
    }
}

/// The labelling after `moves` (sorted by leaf): each moved leaf carries its new label only.
pub fn apply(labelling: &Labelling, moves: &[Move]) -> Labelling {
    let changed = |leaf: u32| moves.binary_search_by_key(&leaf, |m| m.leaf).is_ok();
    let mut pairs: Vec<(u32, u32)> = labelling.pairs().filter(|pair| !changed(pair.0)).collect();
    pairs.extend(moves.iter().map(|m| (m.leaf, m.to)));
    Labelling::from_pairs(labelling.node_count(), &pairs)
}

#[cfg(test)]
mod tests {
    use super::super::forest::tests::forest;
    use super::super::labelling::tests::labelling;
    use super::*;
    use proptest::prelude::*;

    fn example() -> (Forest, Labelling) {
        (
            forest("- 0 0 0 1 1 1 2 2 3 3"),
            labelling("- - - - A A A B C B C"),
        )
    }

    #[test]
    fn the_published_example_needs_one_move_to_convex_and_two_to_no_crossing() {
        let (tree, labels) = example();
        let convex = fewest_moves_to_convex(&tree, &labels);
        assert_eq!(
            convex.moves,
            [Move {
                leaf: 8,
                from: 'C' as u32,
                to: 'B' as u32
            }]
        );
        assert_eq!((convex.score, convex.exact), (2, true));
        let uncrossed = fewest_moves_to_no_crossing(&tree, &labels).unwrap();
        assert_eq!((uncrossed.moves.len(), uncrossed.score), (2, 2));
    }

    #[test]
    fn a_flat_tree_and_an_empty_one_need_no_move() {
        let flat = forest("- 0 0 0 0");
        assert_eq!(
            fewest_moves_to_convex(&flat, &labelling("- A B A B")).moves,
            []
        );
        assert_eq!(
            fewest_moves_to_no_crossing(&flat, &labelling("- A B A B"))
                .unwrap()
                .moves,
            []
        );
        let none = fewest_moves_to_convex(&forest(""), &labelling(""));
        assert_eq!((none.moves.len(), none.score, none.exact), (0, 0, true));
    }

    #[test]
    fn many_labels_are_exact_where_only_a_few_interact_and_heuristic_where_all_do() {
        // Forty units of two leaves with a label each; one leaf of unit 1 strays to the label of unit 0.
        let parents: Vec<_> = (0..121_u32)
            .map(|i| match i {
                0 => None,
                1..=40 => Some(0),
                _ => Some((i - 41) / 2 + 1),
            })
            .collect();
        let tree = Forest::from_parents(&parents);
        let label = |leaf: u32| if leaf == 43 { 0 } else { (leaf - 41) / 2 };
        let pairs: Vec<_> = (41..121).map(|leaf| (leaf, label(leaf))).collect();
        let near = fewest_moves_to_convex(&tree, &Labelling::from_pairs(121, &pairs));
        // Unit 1 is left with one leaf of its own label, so nothing needs to move at all.
        assert_eq!((near.moves.len(), near.exact), (0, true));
        // Every label in two distant units: no two edges agree.
        let pairs: Vec<_> = (41..121).map(|leaf| (leaf, (leaf - 41) % 40)).collect();
        let labels = Labelling::from_pairs(121, &pairs);
        let far = fewest_moves_to_convex(&tree, &labels);
        assert!(!far.exact && !far.moves.is_empty());
        assert!(Parsimony::of(&tree, &apply(&labels, &far.moves)).is_convex());
        assert_eq!(fewest_moves_to_no_crossing(&tree, &labels), None);
    }

    /// Every relabelling of the labelled nodes with the labels in use, with its number of moves.
    fn relabellings(labels: &Labelling) -> Vec<(usize, Labelling)> {
        let leaves: Vec<u32> = labels.labelled().collect();
        let k = labels.distinct();
        (0..k.pow(leaves.len() as u32))
            .map(|code| {
                let mut rest = code;
                let mut moves = 0;
                let pairs: Vec<_> = leaves
                    .iter()
                    .map(|&leaf| {
                        let rank = (rest % k) as u32;
                        rest /= k;
                        moves += usize::from(!labels.ranks(leaf).contains(&rank));
                        (leaf, labels.names()[rank as usize])
                    })
                    .collect();
                (moves, Labelling::from_pairs(labels.node_count(), &pairs))
            })
            .collect()
    }

    /// The leaves below each node, a labelled inner node counting as one of its own.
    fn crosses(tree: &Forest, labels: &Labelling) -> bool {
        (0..labels.distinct() as u32).any(|rank| {
            let carries = |&&n: &&u32| labels.ranks(n).contains(&rank);
            let total = labels.labelled().filter(|n| carries(&n)).count();
            tree.preorder().iter().any(|&u| {
                let below = tree
                    .subtree(u)
                    .iter()
                    .filter(|&&n| !labels.ranks(n).is_empty());
                let inside = below.clone().filter(carries).count();
                inside > 0 && inside < total && inside < below.count()
            })
        })
    }

    fn random() -> impl Strategy<Value = (Forest, Labelling)> {
        (
            prop::collection::vec(0..40_u32, 3..13),
            prop::collection::vec(
                prop_oneof![6 => (0..4_u32).prop_map(|b| 1 << b), 1 => 0..16_u32],
                12,
            ),
            1..3_u32,
        )
            .prop_map(|(parents, labels, roots)| {
                let parents: Vec<_> = parents
                    .iter()
                    .zip(0..)
                    .map(|(&p, i)| (i >= roots).then(|| p % i.clamp(1, 6)))
                    .collect();
                let forest = Forest::from_parents(&parents);
                let leaves = (0..parents.len() as u32)
                    .filter(|&n| forest.is_leaf(n) || n == 2)
                    .take(6);
                let pairs: Vec<_> = leaves
                    .flat_map(|n| (0..4).map(move |b| (n, b)))
                    .filter(|&(n, b)| labels[n as usize] & (1 << b) != 0)
                    .collect();
                let labelling = Labelling::from_pairs(parents.len(), &pairs);
                (forest, labelling)
            })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn convex_repairs_are_optimal_against_every_relabelling((tree, labels) in random()) {
            let least = relabellings(&labels).into_iter()
                .filter(|(_, l)| Parsimony::of(&tree, l).is_convex())
                .map(|(moves, _)| moves).min().unwrap_or(0);
            let repair = fewest_moves_to_convex(&tree, &labels);
            prop_assert!(repair.exact);
            prop_assert_eq!(repair.moves.len(), least);
            prop_assert!(Parsimony::of(&tree, &apply(&labels, &repair.moves)).is_convex());
            // The heuristic is never better and always convex.
            let pieces = Pieces::of(&tree, &labels, true);
            let mut assigned = Vec::new();
            for &top in &pieces.tops {
                recolor_greedy::repair(&pieces, top, &labels, &mut assigned);
            }
            let greedy = repaired(&tree, &labels, assigned, false);
            prop_assert!(greedy.moves.len() >= least);
            prop_assert!(Parsimony::of(&tree, &apply(&labels, &greedy.moves)).is_convex());
        }

        #[test]
        fn uncrossing_repairs_are_optimal_against_every_relabelling((tree, labels) in random()) {
            let least = relabellings(&labels).into_iter()
                .filter(|(_, l)| !crosses(&tree, l))
                .map(|(moves, _)| moves).min().unwrap_or(0);
            let repair = fewest_moves_to_no_crossing(&tree, &labels).unwrap();
            prop_assert_eq!(repair.moves.len(), least);
        }
    }
}
