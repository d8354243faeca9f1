//! Which nodes of a large tree are shown: all, or without plain leaves, with fewer levels and with
//! the first few of many siblings. Knows a forest, a budget and which nodes matter.

use crate::graph::forest::Forest;

/// A node that is shown.
#[derive(Debug)]
pub(super) struct Shown {
    /// Its number in the forest.
    pub(super) node: u32,
    /// Index of its parent among the shown; smaller than its own.
    pub(super) parent: Option<usize>,
    /// Nodes below it that are not shown.
    pub(super) hidden: usize,
}

/// The shown nodes in preorder, and by which rules others are not.
#[derive(Debug, Default)]
pub(super) struct Folded {
    /// What is shown.
    pub(super) nodes: Vec<Shown>,
    /// Whether leaves without a finding are folded into their parents.
    pub(super) leaves: bool,
    /// Levels shown, where deeper ones exist.
    pub(super) levels: Option<u32>,
    /// Siblings shown at most, where some have more.
    pub(super) siblings: Option<usize>,
    /// Whole trees that are not shown.
    pub(super) roots: usize,
}

/// Children shown of one node, from generous to strict.
const SIBLINGS: [usize; 4] = [usize::MAX, 24, 12, 6];
/// Trees shown at most when anything is folded.
const ROOTS: usize = 24;

/// Shows at most about `budget` nodes on at most `levels` levels; `weight` is 0 for nodes without
/// a message and larger the more they matter.
pub(super) fn fold(forest: &Forest, budget: usize, levels: u32, weight: &[u32]) -> Folded {
    let height = forest.roots().iter().map(|root| forest.height(*root)).max();
    let height = height.unwrap_or(0);
    if forest.len() <= budget && height < levels {
        return walk(forest, weight, false, height, usize::MAX, usize::MAX);
    }
    let mut best = None;
    for most in SIBLINGS {
        let all = walk(forest, weight, true, levels - 1, most, ROOTS);
        let mut at_level = vec![0_usize; levels as usize];
        for shown in &all.nodes {
            at_level[forest.depth(shown.node) as usize] += 1;
        }
        let mut sum = 0;
        let fits = at_level
            .iter()
            .take_while(|count| {
                sum += **count;
                sum <= budget
            })
            .count() as u32;
        // Two levels below the top say more than a single one with every sibling.
        let enough = fits >= 3.min(height + 1).min(levels);
        best = Some((most, fits.max(1) - 1));
        if enough {
            break;
        }
    }
    let (most, deepest) = best.unwrap_or((usize::MAX, 0));
    walk(forest, weight, true, deepest, most, ROOTS)
}

/// Shows what the rules let pass, with an explicit stack.
fn walk(
    forest: &Forest,
    weight: &[u32],
    fold_leaves: bool,
    deepest: u32,
    most: usize,
    most_roots: usize,
) -> Folded {
    let mut folded = Folded {
        leaves: false,
        ..Folded::default()
    };
    let worst = worst_below(forest, weight);
    let shows_up =
        |node: &u32| !fold_leaves || weight[*node as usize] > 0 || !forest.is_leaf(*node);
    let pick = |nodes: &[u32], most: usize| -> Vec<u32> {
        let mut picked: Vec<u32> = nodes.to_vec();
        if picked.len() > most {
            picked.sort_by_key(|node| {
                let matters = (worst[*node as usize], forest.subtree_size(*node));
                std::cmp::Reverse(matters)
            });
            picked.truncate(most);
            picked.sort_unstable();
        }
        picked
    };
    let roots = pick(forest.roots(), most_roots);
    folded.roots = forest.roots().len() - roots.len();
    let mut stack: Vec<(u32, Option<usize>)> =
        roots.iter().rev().map(|root| (*root, None)).collect();
    while let Some((node, parent)) = stack.pop() {
        let at = folded.nodes.len();
        folded.nodes.push(Shown {
            node,
            parent,
            hidden: 0,
        });
        let children = forest.children(node);
        let mut below: Vec<u32> = Vec::new();
        if forest.depth(node) < deepest {
            let plain: Vec<u32> = children.iter().copied().filter(shows_up).collect();
            below = pick(&plain, most);
            folded.leaves |= plain.len() < children.len();
            if below.len() < plain.len() {
                folded.siblings = Some(most);
            }
        } else if !children.is_empty() {
            folded.levels = Some(deepest + 1);
        }
        let shown: usize = below.iter().map(|child| forest.subtree_size(*child)).sum();
        folded.nodes[at].hidden = forest.subtree_size(node) - 1 - shown;
        stack.extend(below.iter().rev().map(|child| (*child, Some(at))));
    }
    folded
}

/// The largest weight in each subtree.
fn worst_below(forest: &Forest, weight: &[u32]) -> Vec<u32> {
    let mut worst = weight.to_vec();
    for node in forest.preorder().iter().rev() {
        if let Some(parent) = forest.parent(*node) {
            let below = worst[*node as usize];
            let above = &mut worst[parent as usize];
            *above = (*above).max(below);
        }
    }
    worst
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::forest::tests::forest;

    fn shown(folded: &Folded) -> Vec<(u32, usize)> {
        folded.nodes.iter().map(|s| (s.node, s.hidden)).collect()
    }

    #[test]
    fn small_trees_are_shown_whole() {
        let tree = forest("- 0 0 1 1");
        let folded = fold(&tree, 5, 6, &[0; 5]);
        assert_eq!(shown(&folded), [(0, 0), (1, 0), (3, 0), (4, 0), (2, 0)]);
        assert!(!folded.leaves && folded.levels.is_none() && folded.roots == 0);
    }

    #[test]
    fn plain_leaves_go_first_and_those_with_findings_stay() {
        let tree = forest("- 0 0 1 1");
        let folded = fold(&tree, 4, 6, &[0, 0, 0, 7, 0]);
        assert_eq!(shown(&folded), [(0, 1), (1, 1), (3, 0)]);
        assert!(folded.leaves);
    }

    #[test]
    fn a_chain_is_cut_at_the_level_that_fits() {
        let tree = forest("- 0 1 2 3 4 5 6 7 8");
        let folded = fold(&tree, 300, 3, &[0; 10]);
        assert_eq!(shown(&folded), [(0, 0), (1, 0), (2, 7)]);
        assert_eq!(folded.levels, Some(3));
    }

    #[test]
    fn of_many_trees_the_heaviest_are_shown() {
        let tree = Forest::from_parents(&vec![None; 1000]);
        let mut weight = vec![0; 1000];
        weight[777] = 1;
        let folded = fold(&tree, 300, 6, &weight);
        assert_eq!((folded.nodes.len(), folded.roots), (ROOTS, 1000 - ROOTS));
        assert!(folded.nodes.iter().any(|shown| shown.node == 777));
    }
}
