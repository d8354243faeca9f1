//! The part of a labelled forest that a repair must look at: pruned, contracted, and split where labels
//! do not interact. Shared by the repairs; knows forests and labels only.

use super::forest::Forest;
use super::labelling::Labelling;

/// A node with at least two labelled things below it that do not share a child.
#[derive(Debug, Clone, Default)]
pub(crate) struct Branch {
    /// Labelled nodes directly here.
    pub(crate) leaves: Vec<u32>,
    /// Branches directly below, by number; always smaller than the number of this one.
    pub(crate) children: Vec<u32>,
    /// Ranks of the labels below, ascending, with the number of leaves that carry each.
    pub(crate) labels: Vec<(u32, u32)>,
    /// Labelled leaves below.
    pub(crate) size: u32,
}

/// Branches in an order in which children come before parents, and the tops of independent pieces.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pieces {
    pub(crate) branches: Vec<Branch>,
    pub(crate) tops: Vec<u32>,
}

/// What is left of a subtree after pruning and contraction.
enum Rest {
    Nothing,
    Leaf(u32),
    Branch(u32),
}

impl Pieces {
    /// Prunes unlabelled leaves, contracts nodes with one labelled child, and hangs the labels of an inner
    /// node on a leaf of their own. The roots are joined by one branch above them.
    ///
    /// With `split`, a subtree whose labels occur nowhere else becomes a piece of its own and disappears
    /// from what lies above it. `O(nodes · labels met)`.
    pub(crate) fn of(forest: &Forest, labelling: &Labelling, split: bool) -> Self {
        let mut pieces = Self::default();
        let totals = labelling.block_sizes();
        let whole = |labels: &[(u32, u32)]| {
            split
                && labels
                    .iter()
                    .all(|&(rank, count)| count as usize == totals[rank as usize])
        };
        let mut rest: Vec<Rest> = Vec::new();
        rest.resize_with(forest.len(), || Rest::Nothing);
        for &node in forest.preorder().iter().rev() {
            let own = (!labelling.ranks(node).is_empty()).then_some(node);
            rest[node as usize] =
                pieces.join(&mut rest, forest.children(node), own, labelling, whole);
        }
        if let Rest::Branch(top) = pieces.join(&mut rest, forest.roots(), None, labelling, whole) {
            pieces.tops.push(top);
        }
        pieces
    }

    fn join(
        &mut self,
        rest: &mut [Rest],
        children: &[u32],
        own: Option<u32>,
        labelling: &Labelling,
        whole: impl Fn(&[(u32, u32)]) -> bool,
    ) -> Rest {
        let mut branch = Branch {
            leaves: own.into_iter().collect(),
            ..Branch::default()
        };
        for &child in children {
            match std::mem::replace(&mut rest[child as usize], Rest::Nothing) {
                Rest::Nothing => {}
                Rest::Leaf(leaf) => branch.leaves.push(leaf),
                Rest::Branch(number) => branch.children.push(number),
            }
        }
        match (branch.leaves.as_slice(), branch.children.as_slice()) {
            ([], []) => return Rest::Nothing,
            ([], [only]) => return Rest::Branch(*only),
            ([only], []) => {
                let labels: Vec<_> = labelling.ranks(*only).iter().map(|&r| (r, 1)).collect();
                return if whole(&labels) {
                    Rest::Nothing
                } else {
                    Rest::Leaf(*only)
                };
            }
            _ => {}
        }
        self.count(&mut branch, labelling);
        let number = self.branches.len() as u32;
        let closed = whole(&branch.labels);
        self.branches.push(branch);
        if closed {
            self.tops.push(number);
            return Rest::Nothing;
        }
        Rest::Branch(number)
    }

    fn count(&self, branch: &mut Branch, labelling: &Labelling) {
        let mut all: Vec<(u32, u32)> = branch
            .leaves
            .iter()
            .flat_map(|&leaf| labelling.ranks(leaf))
            .map(|&rank| (rank, 1))
            .collect();
        branch.size = branch.leaves.len() as u32;
        for &child in &branch.children {
            all.extend_from_slice(&self.branches[child as usize].labels);
            branch.size += self.branches[child as usize].size;
        }
        all.sort_unstable();
        branch.labels = all
            .chunk_by(|a, b| a.0 == b.0)
            .map(|run| (run[0].0, run.iter().map(|entry| entry.1).sum()))
            .collect();
    }

    /// The branches of the piece below `top`, children before parents.
    pub(crate) fn below(&self, top: u32) -> Vec<u32> {
        let mut found = vec![top];
        let mut next = 0;
        while let Some(&branch) = found.get(next) {
            found.extend_from_slice(&self.branches[branch as usize].children);
            next += 1;
        }
        found.sort_unstable();
        found
    }
}

#[cfg(test)]
mod tests {
    use super::super::forest::tests::forest;
    use super::super::labelling::tests::labelling;
    use super::*;

    #[test]
    fn a_unit_with_labels_of_its_own_is_a_piece_of_its_own() {
        let tree = forest("- 0 0 0 1 1 1 2 2 3 3");
        let labels = labelling("- - - - A A A B C B C");
        let pieces = Pieces::of(&tree, &labels, true);
        assert_eq!(pieces.tops.len(), 2);
        let sizes: Vec<_> = pieces
            .tops
            .iter()
            .map(|&t| pieces.branches[t as usize].size)
            .collect();
        assert_eq!(sizes, [3, 4]);
        assert_eq!(pieces.below(pieces.tops[1]).len(), 3);
        assert_eq!(Pieces::of(&tree, &labels, false).tops.len(), 1);
    }

    #[test]
    fn chains_are_contracted_and_unlabelled_parts_pruned() {
        let pieces = Pieces::of(&forest("- 0 1 2 2 0 5"), &labelling("- - - A B A -"), false);
        // Branch 2 holds leaves 3 and 4; above it only the root, with leaf 5.
        assert_eq!(pieces.branches.len(), 2);
        assert_eq!(pieces.branches[1].leaves, [5]);
        assert_eq!(pieces.branches[1].labels, [(0, 2), (1, 1)]);
        assert!(
            Pieces::of(&forest("- 0"), &labelling("- A"), false)
                .tops
                .is_empty()
        );
    }
}
