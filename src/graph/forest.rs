//! A rooted forest from a parent vector: cycles cut and reported, preorder intervals, ancestors, lowest common ancestors.
//!
//! Knows nothing of what the nodes are. Cut cycles are only reported; what they mean is the caller's business.

/// Stands for "no parent" inside the arrays.
const NONE: u32 = u32::MAX;

/// A rooted forest on the nodes `0..n`.
///
/// The preorder takes roots and children ascending, so every subtree is one slice of it. Memory: about
/// fifty bytes a node.
#[derive(Debug, Clone, Default)]
pub struct Forest {
    parent: Vec<u32>,
    cycles: Vec<Vec<u32>>,
    roots: Vec<u32>,
    child_start: Vec<u32>,
    children: Vec<u32>,
    order: Vec<u32>,
    position: Vec<u32>,
    size: Vec<u32>,
    depth: Vec<u32>,
    height: Vec<u32>,
    jump: Vec<u32>,
    leaves: Vec<u32>,
    leaves_before: Vec<u32>,
}

impl Forest {
    /// Builds the forest in linear time from the parent of each node.
    ///
    /// The vector may hold cycles and self loops. Each cycle is reported by [`Forest::cycles`] and cut at
    /// its smallest node, whose link to its parent is dropped so that it becomes a root. A parent outside
    /// the vector counts as none.
    pub fn from_parents(parents: &[Option<u32>]) -> Self {
        let nodes = parents.len();
        let mut parent: Vec<u32> = parents
            .iter()
            .map(|p| p.filter(|&p| (p as usize) < nodes).unwrap_or(NONE))
            .collect();
        let cycles = cycles_of(&parent);
        for first in cycles.iter().filter_map(|cycle| cycle.first()) {
            parent[*first as usize] = NONE;
        }
        let mut forest = Self {
            parent,
            cycles,
            ..Self::default()
        };
        forest.link_children();
        forest.number();
        forest.measure();
        forest
    }

    fn link_children(&mut self) {
        let nodes = self.parent.len();
        let mut start = vec![0_u32; nodes + 1];
        for &parent in self.parent.iter().filter(|&&p| p != NONE) {
            start[parent as usize + 1] += 1;
        }
        for i in 0..nodes {
            start[i + 1] += start[i];
        }
        let mut next = start.clone();
        let mut children = vec![0_u32; start[nodes] as usize];
        for (node, &parent) in (0..).zip(&self.parent) {
            if parent == NONE {
                self.roots.push(node);
            } else {
                let slot = &mut next[parent as usize];
                children[*slot as usize] = node;
                *slot += 1;
            }
        }
        self.child_start = start;
        self.children = children;
    }

    /// Preorder, depth and jump links, by an explicit stack.
    fn number(&mut self) {
        let nodes = self.parent.len();
        let mut order = Vec::with_capacity(nodes);
        let mut position = vec![0_u32; nodes];
        let mut depth = vec![0_u32; nodes];
        let mut jump = vec![0_u32; nodes];
        let mut stack: Vec<u32> = self.roots.iter().rev().copied().collect();
        while let Some(node) = stack.pop() {
            let at = node as usize;
            position[at] = order.len() as u32;
            order.push(node);
            let parent = self.parent[at] as usize;
            if self.parent[at] == NONE {
                jump[at] = node;
            } else {
                depth[at] = depth[parent] + 1;
                // Myers' skew-binary jump links (1983): one link a node, any ancestor in O(log n) steps.
                let first = jump[parent] as usize;
                let second = jump[first] as usize;
                let equal = depth[parent] - depth[first] == depth[first] - depth[second];
                jump[at] = if equal { second as u32 } else { parent as u32 };
            }
            stack.extend(self.children(node).iter().rev());
        }
        self.order = order;
        self.position = position;
        self.depth = depth;
        self.jump = jump;
    }

    /// Subtree sizes, heights and the leaves in preorder.
    fn measure(&mut self) {
        let nodes = self.parent.len();
        self.size = vec![1; nodes];
        self.height = vec![0; nodes];
        for &node in self.order.iter().rev() {
            let parent = self.parent[node as usize];
            if parent != NONE {
                self.size[parent as usize] += self.size[node as usize];
                let least = self.height[node as usize] + 1;
                let height = &mut self.height[parent as usize];
                *height = (*height).max(least);
            }
        }
        self.leaves_before = Vec::with_capacity(nodes + 1);
        for &node in &self.order {
            self.leaves_before.push(self.leaves.len() as u32);
            if self.children(node).is_empty() {
                self.leaves.push(node);
            }
        }
        self.leaves_before.push(self.leaves.len() as u32);
    }

    /// Number of nodes.
    pub fn len(&self) -> usize {
        self.parent.len()
    }

    /// Has the forest no node?
    pub fn is_empty(&self) -> bool {
        self.parent.is_empty()
    }

    /// The cycles of the parent vector, each along the parent links from its smallest node; sorted.
    /// A node that is its own parent is a cycle of one.
    pub fn cycles(&self) -> &[Vec<u32>] {
        &self.cycles
    }

    /// Nodes without a parent, ascending, including those made roots by cutting a cycle.
    pub fn roots(&self) -> &[u32] {
        &self.roots
    }

    /// The parent of `node` after cutting.
    pub fn parent(&self, node: u32) -> Option<u32> {
        Some(self.parent[node as usize]).filter(|&p| p != NONE)
    }

    /// The children of `node`, ascending.
    pub fn children(&self, node: u32) -> &[u32] {
        let at = node as usize;
        &self.children[self.child_start[at] as usize..self.child_start[at + 1] as usize]
    }

    /// Has `node` no children?
    pub fn is_leaf(&self, node: u32) -> bool {
        self.children(node).is_empty()
    }

    /// Edges between `node` and its root.
    pub fn depth(&self, node: u32) -> u32 {
        self.depth[node as usize]
    }

    /// Edges between `node` and the deepest node below it; 0 for a leaf.
    pub fn height(&self, node: u32) -> u32 {
        self.height[node as usize]
    }

    /// All nodes in preorder, roots and children ascending.
    pub fn preorder(&self) -> &[u32] {
        &self.order
    }

    /// Place of `node` in the preorder.
    pub fn position(&self, node: u32) -> u32 {
        self.position[node as usize]
    }

    /// `node` and everything below it, in preorder.
    pub fn subtree(&self, node: u32) -> &[u32] {
        let from = self.position(node) as usize;
        &self.order[from..from + self.subtree_size(node)]
    }

    /// Number of nodes in the subtree of `node`, itself included.
    pub fn subtree_size(&self, node: u32) -> usize {
        self.size[node as usize] as usize
    }

    /// All leaves in preorder.
    pub fn all_leaves(&self) -> &[u32] {
        &self.leaves
    }

    /// The leaves of the subtree of `node`, in preorder; a leaf is its own.
    pub fn leaves(&self, node: u32) -> &[u32] {
        let from = self.position(node) as usize;
        let to = from + self.subtree_size(node);
        &self.leaves[self.leaves_before[from] as usize..self.leaves_before[to] as usize]
    }

    /// Number of leaves of the subtree of `node`.
    pub fn leaf_count(&self, node: u32) -> usize {
        self.leaves(node).len()
    }

    /// Is `ancestor` equal to `node` or above it? `O(1)`.
    pub fn is_ancestor(&self, ancestor: u32, node: u32) -> bool {
        let from = self.position(ancestor);
        let at = self.position(node);
        from <= at && at < from + self.size[ancestor as usize]
    }

    /// The ancestors of `node`, itself first, up to its root.
    pub fn ancestors(&self, node: u32) -> impl Iterator<Item = u32> + '_ {
        std::iter::successors(Some(node), |&node| self.parent(node))
    }

    /// The part of the forest above some nodes, themselves included, and the nodes it is made of,
    /// ascending: node `i` of the part is the `i`th of them. `O(p log p)` for `p` nodes on the paths.
    pub fn above(&self, nodes: &[u32]) -> (Self, Vec<u32>) {
        let paths = nodes.iter().flat_map(|node| self.ancestors(*node));
        let mut kept: Vec<u32> = paths.collect();
        kept.sort_unstable();
        kept.dedup();
        let number = |node: u32| kept.partition_point(|known| *known < node) as u32;
        let above = kept.iter().map(|node| self.parent(*node).map(number));
        let parents: Vec<Option<u32>> = above.collect();
        (Self::from_parents(&parents), kept)
    }

    /// The ancestor of `node` (or itself) at `depth`; `None` if `node` lies higher. `O(log n)`.
    pub fn ancestor_at_depth(&self, node: u32, depth: u32) -> Option<u32> {
        if self.depth(node) < depth {
            return None;
        }
        let mut node = node;
        while self.depth(node) > depth {
            let jump = self.jump[node as usize];
            node = if self.depth(jump) >= depth {
                jump
            } else {
                self.parent[node as usize]
            };
        }
        Some(node)
    }

    /// The root above `node`. `O(log n)`.
    pub fn root_of(&self, node: u32) -> u32 {
        self.ancestor_at_depth(node, 0).unwrap_or(node)
    }

    /// The lowest common ancestor, `None` across trees. `O(log n)`.
    pub fn lca(&self, a: u32, b: u32) -> Option<u32> {
        let depth = self.depth(a).min(self.depth(b));
        let mut a = self.ancestor_at_depth(a, depth)?;
        let mut b = self.ancestor_at_depth(b, depth)?;
        while a != b {
            if self.depth(a) == 0 {
                return None;
            }
            // Jump links of nodes at one depth have one length, so both stay at one depth.
            let (up_a, up_b) = (self.jump[a as usize], self.jump[b as usize]);
            if up_a == up_b {
                (a, b) = (self.parent[a as usize], self.parent[b as usize]);
            } else {
                (a, b) = (up_a, up_b);
            }
        }
        Some(a)
    }

    /// The lowest common ancestor of all `nodes`; `None` if there are none or they lie in several trees.
    pub fn lca_of(&self, nodes: &[u32]) -> Option<u32> {
        // The first and the last in preorder decide.
        let first = nodes.iter().min_by_key(|&&node| self.position(node))?;
        let last = nodes.iter().max_by_key(|&&node| self.position(node))?;
        self.lca(*first, *last)
    }

    /// Edges on the path between `a` and `b`; `None` across trees. `O(log n)`.
    pub fn distance(&self, a: u32, b: u32) -> Option<u32> {
        let top = self.depth(self.lca(a, b)?);
        Some(self.depth(a) - top + self.depth(b) - top)
    }
}

/// The cycles of a graph in which every node has at most one link.
fn cycles_of(parent: &[u32]) -> Vec<Vec<u32>> {
    let mut walk_of = vec![NONE; parent.len()];
    let mut cycles = Vec::new();
    for start in 0..parent.len() as u32 {
        let mut node = start;
        while node != NONE && walk_of[node as usize] == NONE {
            walk_of[node as usize] = start;
            node = parent[node as usize];
        }
        // Met a node of this very walk: the walk closes there.
        if node != NONE && walk_of[node as usize] == start {
            let mut cycle = vec![node];
            let mut next = parent[node as usize];
            while next != node {
                cycle.push(next);
                next = parent[next as usize];
            }
            let least = (0..cycle.len()).min_by_key(|&i| cycle[i]).unwrap_or(0);
            cycle.rotate_left(least);
            cycles.push(cycle);
        }
    }
    cycles.sort_unstable();
    cycles
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A forest from "child parent" pairs in text: one number a node, `-` for none.
    pub(crate) fn forest(text: &str) -> Forest {
        let parents: Vec<_> = text
            .split_whitespace()
            .map(|word| word.parse().ok())
            .collect();
        Forest::from_parents(&parents)
    }

    #[test]
    fn a_tree_of_seven_is_numbered_in_preorder() {
        let tree = forest("- 0 0 1 1 2 2");
        assert_eq!(tree.preorder(), [0, 1, 3, 4, 2, 5, 6]);
        assert_eq!(tree.subtree(1), [1, 3, 4]);
        assert_eq!(tree.leaves(0), [3, 4, 5, 6]);
        assert_eq!(
            (tree.depth(6), tree.height(0), tree.leaf_count(2)),
            (2, 2, 2)
        );
        assert_eq!(
            (tree.lca(3, 4), tree.lca(3, 6), tree.lca(2, 5)),
            (Some(1), Some(0), Some(2))
        );
        assert_eq!(
            (tree.distance(3, 6), tree.ancestor_at_depth(6, 1)),
            (Some(4), Some(2))
        );
        assert_eq!(tree.ancestor_at_depth(2, 2), None);
        assert_eq!(tree.lca_of(&[4, 3]), Some(1));
        assert_eq!(tree.lca_of(&[]), None);
    }

    #[test]
    fn cycles_are_reported_and_cut_at_their_smallest_node() {
        let forest = forest("0 4 1 9 2 4");
        assert_eq!(forest.cycles(), [vec![0], vec![1, 4, 2]]);
        assert_eq!(forest.roots(), [0, 1, 3]);
        assert_eq!(
            (forest.parent(4), forest.parent(2), forest.parent(1)),
            (Some(2), Some(1), None)
        );
        assert_eq!(forest.subtree(1), [1, 2, 4, 5]);
        assert_eq!(forest.lca(0, 1), None);
    }

    #[test]
    fn a_chain_of_half_a_million_is_walked_without_recursion() {
        let n = 500_000;
        let parents: Vec<_> = (0..n).map(|i: u32| i.checked_sub(1)).collect();
        let chain = Forest::from_parents(&parents);
        assert_eq!((chain.height(0), chain.depth(n - 1)), (n - 1, n - 1));
        assert_eq!(chain.ancestor_at_depth(n - 1, 12_345), Some(12_345));
        assert_eq!(chain.lca(n - 1, 77), Some(77));
        assert_eq!(chain.leaf_count(0), 1);
    }

    #[test]
    fn nothing_is_a_forest_too() {
        let empty = Forest::from_parents(&[]);
        assert!(empty.is_empty() && empty.roots().is_empty() && empty.all_leaves().is_empty());
    }

    proptest! {
        #[test]
        fn ancestors_agree_with_climbing(
            parents in prop::collection::vec(prop::option::weighted(0.9, 0..24_u32), 1..24)
        ) {
            let forest = Forest::from_parents(&parents);
            let n = parents.len() as u32;
            let cut: usize = forest.cycles().len();
            let rootless = parents.iter().filter(|p| p.is_none_or(|p| p >= n)).count();
            prop_assert_eq!(forest.roots().len(), rootless + cut);
            for cycle in forest.cycles() {
                prop_assert_eq!(cycle.iter().min(), cycle.first());
                for (i, &node) in cycle.iter().enumerate() {
                    prop_assert_eq!(parents[node as usize], Some(cycle[(i + 1) % cycle.len()]));
                }
            }
            let picked: Vec<u32> = (0..n).filter(|node| node % 3 == 1).collect();
            let (part, kept) = forest.above(&picked);
            let on_path = |node: u32| picked.iter().any(|&p| forest.is_ancestor(node, p));
            prop_assert_eq!(&kept, &(0..n).filter(|&node| on_path(node)).collect::<Vec<_>>());
            for (at, &node) in (0..).zip(&kept) {
                let parent = part.parent(at).map(|parent| kept[parent as usize]);
                prop_assert_eq!(parent, forest.parent(node));
            }
            for a in 0..n {
                let up: Vec<_> = forest.ancestors(a).collect();
                prop_assert_eq!(up.len() as u32, forest.depth(a) + 1);
                let below: Vec<_> = (0..n).filter(|&b| forest.ancestors(b).any(|x| x == a)).collect();
                let mut subtree = forest.subtree(a).to_vec();
                subtree.sort_unstable();
                prop_assert_eq!(&subtree, &below);
                let deepest = below.iter().map(|&b| forest.depth(b) - forest.depth(a)).max();
                prop_assert_eq!(Some(forest.height(a)), deepest);
                for b in 0..n {
                    let naive = up.iter().copied().find(|&x| forest.ancestors(b).any(|y| y == x));
                    prop_assert_eq!(forest.lca(a, b), naive);
                    prop_assert_eq!(forest.is_ancestor(a, b), below.contains(&b));
                    let at = forest.ancestors(a).find(|&x| forest.depth(x) == b);
                    prop_assert_eq!(forest.ancestor_at_depth(a, b), at);
                }
            }
        }
    }
}
