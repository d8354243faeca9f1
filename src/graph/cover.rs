//! How a set of leaves lies in a forest: the whole subtrees it is made of, the nodes it crosses, how precise it is.
//!
//! Depends on [`Forest`] alone. One call touches only the nodes between the set and its lowest common
//! ancestor, so thousands of small sets on a large tree stay fast.

use super::forest::Forest;

/// A set `S` of leaves seen against a forest. `L(u)` below stands for the leaves under the node `u`.
#[derive(Debug, Clone, PartialEq)]
pub struct Cover {
    /// `|S|`: how many leaves the given nodes stand for, each counted once.
    pub leaves: usize,
    /// The fewest whole subtrees whose disjoint union is `S`, in preorder. Where a node has a single
    /// child both have the same leaves, and the lower one is named.
    pub fragments: Vec<u32>,
    /// The nodes `u` that `S` crosses: `S` meets `L(u)`, and neither contains the other. In preorder.
    pub crossed: Vec<u32>,
    /// The lowest node above all of `S`; `None` if `S` is empty or lies in several trees.
    pub lca: Option<u32>,
    /// `|S| / |L(lca S)|`, in (0, 1]; if `S` lies in several trees, its share of all leaves; 0 if `S` is empty.
    pub precision: f64,
}

impl Cover {
    /// Looks at the leaves that `set` stands for: a leaf for itself, any other node for all leaves below it.
    /// Repeated and nested nodes count once.
    ///
    /// `O(s log s + t)` for `s` nodes and `t` nodes on the paths between them and their lowest common
    /// ancestor. If `S` lies in several trees, these are regarded as children of one node above them.
    pub fn of(forest: &Forest, set: &[u32]) -> Self {
        let tops = outermost(forest, set);
        let leaves = tops.iter().map(|&node| forest.leaf_count(node)).sum();
        let lca = forest.lca_of(&tops).map(|node| lowest_alike(forest, node));
        let whole = lca.map_or(forest.all_leaves().len(), |node| forest.leaf_count(node));
        let mut sweep = Sweep {
            forest,
            lca,
            open: Vec::new(),
            fragments: Vec::new(),
            crossed: Vec::new(),
        };
        for &node in &tops {
            sweep.enter(node);
        }
        sweep.close_down_to(None);
        let (mut fragments, mut crossed) = (sweep.fragments, sweep.crossed);
        // A set that is a whole subtree is that one fragment; crossings come out bottom-up.
        if lca.is_some() && leaves == whole {
            fragments = lca.into_iter().collect();
        }
        crossed.sort_unstable_by_key(|&node| forest.position(node));
        let precision = if leaves == 0 {
            0.0
        } else {
            leaves as f64 / whole as f64
        };
        Self {
            leaves,
            fragments,
            crossed,
            lca,
            precision,
        }
    }

    /// Does the set cross some node?
    pub fn crosses(&self) -> bool {
        !self.crossed.is_empty()
    }
}

/// The nodes of `set` that lie below no other, in preorder.
fn outermost(forest: &Forest, set: &[u32]) -> Vec<u32> {
    let mut nodes = set.to_vec();
    nodes.sort_unstable_by_key(|&node| forest.position(node));
    nodes.dedup();
    let mut tops: Vec<u32> = Vec::with_capacity(nodes.len());
    for node in nodes {
        if tops
            .last()
            .is_none_or(|&top| !forest.is_ancestor(top, node))
        {
            tops.push(node);
        }
    }
    tops
}

/// The lowest node with the same leaves as `node`.
fn lowest_alike(forest: &Forest, node: u32) -> u32 {
    let mut node = node;
    while let [only] = forest.children(node) {
        node = *only;
    }
    node
}

/// One pass over the set in preorder, holding open the branching nodes above the last member.
struct Sweep<'a> {
    forest: &'a Forest,
    lca: Option<u32>,
    open: Vec<Open>,
    fragments: Vec<u32>,
    crossed: Vec<u32>,
}

/// A node with leaves of the set below it, not yet finished.
struct Open {
    node: u32,
    covered: usize,
    /// Fragments from here on in the list lie below this node.
    first_fragment: usize,
}

impl Sweep<'_> {
    fn enter(&mut self, node: u32) {
        if let Some(last) = self.open.last() {
            let meet = self.forest.lca(last.node, node);
            self.close_down_to(meet);
        }
        let first_fragment = self.fragments.len();
        self.fragments.push(lowest_alike(self.forest, node));
        let covered = self.forest.leaf_count(node);
        self.open.push(Open {
            node,
            covered,
            first_fragment,
        });
    }

    /// Finishes the open nodes strictly below `meet` (all of them if `None`), passing what they cover on
    /// to `meet`.
    fn close_down_to(&mut self, meet: Option<u32>) {
        while let Some(top) = self.open.pop() {
            if meet == Some(top.node) {
                self.open.push(top);
                return;
            }
            let next = self.open.last().map(|open| open.node);
            // The next open node, or `meet` if that lies between.
            let up = match (next, meet) {
                (Some(next), Some(meet)) if self.forest.depth(next) >= self.forest.depth(meet) => {
                    Some(next)
                }
                (_, Some(meet)) => Some(meet),
                (next, None) => next,
            };
            let whole = self.close(&top, up);
            match up {
                Some(up) if next == Some(up) => {
                    if let Some(open) = self.open.last_mut() {
                        open.covered += whole;
                    }
                }
                Some(up) => {
                    let first_fragment = top.first_fragment;
                    self.open.push(Open {
                        node: up,
                        covered: whole,
                        first_fragment,
                    });
                }
                None => {}
            }
        }
    }

    /// Judges the nodes from `top` up to below `up`, which all hold the same part of the set.
    fn close(&mut self, top: &Open, up: Option<u32>) -> usize {
        if top.covered == self.forest.leaf_count(top.node)
            && self.fragments.len() > top.first_fragment + 1
        {
            self.fragments.truncate(top.first_fragment);
            self.fragments.push(top.node);
        }
        for node in self.forest.ancestors(top.node) {
            // From the lowest common ancestor on upwards everything contains the set.
            let above = self
                .lca
                .is_some_and(|lca| self.forest.is_ancestor(node, lca));
            if above || Some(node) == up {
                break;
            }
            if self.forest.leaf_count(node) > top.covered {
                self.crossed.push(node);
            }
        }
        top.covered
    }
}

#[cfg(test)]
mod tests {
    use super::super::forest::tests::forest;
    use super::*;
    use proptest::prelude::*;

    /// Root 0; Core 1, Growth 2, Platform 3; Billing 4, Accounts 5, Ledger 6; Web 7, Mobile 8; Infra 9, Data 10.
    fn example() -> Forest {
        forest("- 0 0 0 1 1 1 2 2 3 3")
    }

    #[test]
    fn the_published_example_has_its_fragments_and_crossings() {
        let tree = example();
        let ana = Cover::of(&tree, &[6, 4, 5]);
        assert_eq!(
            (ana.fragments, ana.crossed, ana.lca),
            (vec![1], vec![], Some(1))
        );
        assert!((ana.precision - 1.0).abs() < 1e-12);
        for set in [[7, 9], [8, 10]] {
            let cover = Cover::of(&tree, &set);
            assert_eq!(cover.fragments, set);
            assert_eq!(cover.crossed, [2, 3]);
            assert!(cover.crosses());
            assert!((cover.precision - 0.285_714).abs() < 1e-6);
        }
    }

    #[test]
    fn nested_and_repeated_nodes_count_once() {
        let cover = Cover::of(&example(), &[4, 1, 1, 2, 8]);
        assert_eq!((cover.leaves, cover.fragments), (5, vec![1, 2]));
        assert!(cover.crossed.is_empty());
    }

    #[test]
    fn a_single_child_names_the_lower_node_and_crosses_nothing() {
        let tree = forest("- 0 1 2 0");
        let cover = Cover::of(&tree, &[1]);
        assert_eq!(
            (cover.fragments, cover.lca, cover.crossed),
            (vec![3], Some(3), vec![])
        );
        assert_eq!(Cover::of(&tree, &[4, 3]).fragments, [0]);
    }

    #[test]
    fn several_trees_meet_above_their_roots() {
        let trees = forest("- - 0 0 1 1");
        let cover = Cover::of(&trees, &[2, 4]);
        assert_eq!((cover.lca, cover.crossed), (None, vec![0, 1]));
        assert!((cover.precision - 0.5).abs() < 1e-12);
        assert_eq!(Cover::of(&trees, &[0, 1]).fragments, [0, 1]);
        let none = Cover::of(&trees, &[]);
        assert_eq!((none.leaves, none.lca, none.fragments), (0, None, vec![]));
    }

    #[test]
    fn a_pair_at_the_bottom_of_a_long_comb_is_found() {
        // 0 - 1 - 2 … each inner node with one leaf beside it.
        let n = 100_000_u32;
        let parents: Vec<_> = (0..2 * n)
            .map(|i| if i < n { i.checked_sub(1) } else { Some(i - n) })
            .collect();
        let comb = Forest::from_parents(&parents);
        let cover = Cover::of(&comb, &[2 * n - 1, n]);
        assert_eq!(cover.fragments.len(), 2);
        assert_eq!(cover.lca, Some(0));
        // Node n-1 holds only its own leaf, so it is no crossing.
        assert_eq!(cover.crossed.len(), n as usize - 2);
    }

    /// Fewest subtrees with disjoint union `S`: the maximal nodes whose leaves all lie in `S`.
    fn naive(forest: &Forest, inside: &[bool]) -> (usize, Vec<u32>) {
        let total = forest
            .all_leaves()
            .iter()
            .filter(|&&l| inside[l as usize])
            .count();
        let full = |u: u32| forest.leaves(u).iter().all(|&l| inside[l as usize]);
        let (mut fragments, mut crossed) = (0, vec![]);
        for &u in forest.preorder() {
            let common = forest
                .leaves(u)
                .iter()
                .filter(|&&l| inside[l as usize])
                .count();
            fragments += usize::from(full(u) && forest.parent(u).is_none_or(|p| !full(p)));
            if common > 0 && common < total && common < forest.leaf_count(u) {
                crossed.push(u);
            }
        }
        (fragments, crossed)
    }

    proptest! {
        #[test]
        fn fragments_and_crossings_agree_with_the_definition(
            parents in prop::collection::vec(prop::option::weighted(0.95, 0..30_u32), 1..30),
            picks in prop::collection::vec(0..30_u32, 0..12)
        ) {
            let forest = Forest::from_parents(&parents);
            let set: Vec<u32> = picks.into_iter().filter(|&p| (p as usize) < parents.len()).collect();
            let mut inside = vec![false; parents.len()];
            for &node in &set {
                for &leaf in forest.leaves(node) {
                    inside[leaf as usize] = true;
                }
            }
            let cover = Cover::of(&forest, &set);
            let (fragments, crossed) = naive(&forest, &inside);
            prop_assert_eq!(cover.fragments.len(), fragments);
            prop_assert_eq!(&cover.crossed, &crossed);
            let mut covered = vec![false; parents.len()];
            for &node in &cover.fragments {
                for &leaf in forest.leaves(node) {
                    prop_assert!(!std::mem::replace(&mut covered[leaf as usize], true));
                }
            }
            prop_assert_eq!(covered, inside);
        }
    }
}
