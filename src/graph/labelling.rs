//! Labels on the nodes of a forest: which node carries which, several allowed.
//!
//! Knows neither the forest nor what a label means.

/// Labels carried by the nodes `0..n`.
///
/// Labels may be any numbers; inside they are renumbered `0..distinct` in ascending order and called
/// *ranks*. A node without labels is simply unlabelled.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Labelling {
    start: Vec<u32>,
    ranks: Vec<u32>,
    names: Vec<u32>,
}

impl Labelling {
    /// From (node, label) pairs in any order; repeated pairs count once, a node outside `0..nodes` is
    /// left out. `O(p log p)` for `p` pairs.
    pub fn from_pairs(nodes: usize, pairs: &[(u32, u32)]) -> Self {
        let mut pairs: Vec<_> = pairs
            .iter()
            .copied()
            .filter(|&(node, _)| (node as usize) < nodes)
            .collect();
        pairs.sort_unstable();
        pairs.dedup();
        let mut names: Vec<u32> = pairs.iter().map(|pair| pair.1).collect();
        names.sort_unstable();
        names.dedup();
        let mut start = vec![0_u32; nodes + 1];
        for &(node, _) in &pairs {
            start[node as usize + 1] += 1;
        }
        for i in 0..nodes {
            start[i + 1] += start[i];
        }
        let rank = |label: u32| names.partition_point(|&name| name < label) as u32;
        let ranks = pairs.iter().map(|&(_, label)| rank(label)).collect();
        Self {
            start,
            ranks,
            names,
        }
    }

    /// Number of nodes.
    pub fn node_count(&self) -> usize {
        self.start.len().saturating_sub(1)
    }

    /// Ranks of the labels of `node`, ascending; empty if it is unlabelled.
    pub fn ranks(&self, node: u32) -> &[u32] {
        let at = node as usize;
        &self.ranks[self.start[at] as usize..self.start[at + 1] as usize]
    }

    /// The labels in use, ascending; the place of a label is its rank.
    pub fn names(&self) -> &[u32] {
        &self.names
    }

    /// Number of distinct labels in use.
    pub fn distinct(&self) -> usize {
        self.names.len()
    }

    /// The labelled nodes, ascending.
    pub fn labelled(&self) -> impl Iterator<Item = u32> + '_ {
        (0..self.node_count() as u32).filter(|&node| !self.ranks(node).is_empty())
    }

    /// How many nodes carry each label, by rank.
    pub fn block_sizes(&self) -> Vec<usize> {
        let mut sizes = vec![0; self.distinct()];
        for &rank in &self.ranks {
            sizes[rank as usize] += 1;
        }
        sizes
    }

    /// All (node, label) pairs, by node and then by label.
    pub fn pairs(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        (0..self.node_count() as u32).flat_map(move |node| {
            self.ranks(node)
                .iter()
                .map(move |&rank| (node, self.names[rank as usize]))
        })
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// One word a node: `-` unlabelled, otherwise its labels as letters.
    pub(crate) fn labelling(text: &str) -> Labelling {
        let words: Vec<&str> = text.split_whitespace().collect();
        let mut pairs = Vec::new();
        for (node, word) in (0..).zip(&words) {
            pairs.extend(word.chars().filter(|&c| c != '-').map(|c| (node, c as u32)));
        }
        Labelling::from_pairs(words.len(), &pairs)
    }

    #[test]
    fn labels_are_ranked_and_repeats_count_once() {
        let labels = Labelling::from_pairs(3, &[(2, 70), (0, 9), (2, 9), (2, 70), (5, 1)]);
        assert_eq!(labels.names(), [9, 70]);
        assert_eq!((labels.ranks(2), labels.ranks(1)), (&[0, 1][..], &[][..]));
        assert_eq!(labels.block_sizes(), [2, 1]);
        assert_eq!(labels.labelled().collect::<Vec<_>>(), [0, 2]);
        assert_eq!(
            labels.pairs().collect::<Vec<_>>(),
            [(0, 9), (2, 9), (2, 70)]
        );
        assert_eq!(Labelling::default().labelled().count(), 0);
    }
}
