//! Three of Krackhardt's four measures of how far a directed graph is from an out-tree (Krackhardt
//! 1994, Graph theoretical dimensions of informal organizations): connectedness, hierarchy and
//! efficiency. Each is 1 for an out-tree.
//!
//! The fourth, least upper boundedness, costs more than the others together and is not here.

use super::csr::Csr;
use super::scc::strong_components;

/// How many nodes all searches together may visit before hierarchy is given up.
pub const REACH_LIMIT: usize = 50_000_000;

/// The three measures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Indices {
    /// Share of pairs that are in one weak component.
    pub connectedness: f64,
    /// Share of the pairs joined by a path that are joined in one direction only; `None` where the
    /// graph is too dense to count within [`REACH_LIMIT`].
    pub hierarchy: Option<f64>,
    /// One minus the share of edges that the components have beyond a tree among those they could
    /// have: `1 − (E − Σ(n−1)) / Σ(n(n−1) − (n−1))` over weak components of n nodes.
    pub efficiency: f64,
}

/// Measures a graph whose edges lead from a superior to a subordinate; loops and parallel edges do
/// not count. Linear but for hierarchy, which visits every ancestor of every node: near-linear on
/// anything like a tree.
pub fn indices(graph: &Csr) -> Indices {
    let graph = graph.simple();
    let sizes = weak_sizes(&graph);
    let pairs = |n: usize| n as f64 * (n.saturating_sub(1)) as f64;
    let share = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
    let nodes = graph.node_count();
    let connected: f64 = sizes.iter().map(|n| pairs(*n)).sum();
    let needed: usize = sizes.iter().map(|n| n - 1).sum();
    let beyond_trees = connected - needed as f64;
    let surplus = graph.edge_count() as f64 - needed as f64;
    Indices {
        connectedness: if nodes < 2 {
            1.0
        } else {
            share(connected, pairs(nodes))
        },
        hierarchy: hierarchy(&graph),
        efficiency: 1.0 - share(surplus, beyond_trees),
    }
}

/// Number of nodes of each weak component.
fn weak_sizes(graph: &Csr) -> Vec<usize> {
    let both = graph.symmetric();
    let components = strong_components(&both);
    (0..components.len() as u32)
        .map(|component| components.members(component).len())
        .collect()
}

fn hierarchy(graph: &Csr) -> Option<f64> {
    let components = strong_components(graph);
    let mutual: f64 = components
        .cyclic(graph)
        .map(|members| members.len() as f64 * (members.len() - 1) as f64 / 2.0)
        .sum();
    // Ordered pairs (above, below) count a mutual pair twice.
    let mut ordered = 0_usize;
    let mut seen = vec![u32::MAX; graph.node_count()];
    let mut open = Vec::new();
    for node in graph.nodes() {
        seen[node as usize] = node;
        open.push(node);
        while let Some(at) = open.pop() {
            for above in graph.inn(at) {
                if seen[*above as usize] != node {
                    seen[*above as usize] = node;
                    open.push(*above);
                    ordered += 1;
                }
            }
        }
        if ordered > REACH_LIMIT {
            return None;
        }
    }
    let joined = ordered as f64 - mutual;
    Some(if joined > 0.0 {
        1.0 - mutual / joined
    } else {
        1.0
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Seven nodes: 0 above 1 and 2, 1 above 3 and 4, 2 above 5 and 6.
    const TREE: &[(u32, u32)] = &[(0, 1), (0, 2), (1, 3), (1, 4), (2, 5), (2, 6)];

    fn with(edges: &[(u32, u32)]) -> Indices {
        let all: Vec<_> = TREE.iter().chain(edges).copied().collect();
        indices(&Csr::from_edges(7, &all))
    }

    #[test]
    fn a_tree_has_all_three() {
        let found = with(&[]);
        assert_eq!(
            (found.connectedness, found.hierarchy, found.efficiency),
            (1.0, Some(1.0), 1.0)
        );
    }

    #[test]
    fn agrees_with_published_values() {
        // Reference values as computed by the R package sna.
        let close = |a: f64, b: f64| assert!((a - b).abs() < 1e-6, "{a} is not {b}");
        close(with(&[(3, 0)]).hierarchy.unwrap(), 0.823_529);
        close(with(&[(2, 4)]).efficiency, 0.972_222);
        let two_roots = Csr::from_edges(7, &[(1, 3), (1, 4), (2, 5), (2, 6), (0, 1)]);
        close(indices(&two_roots).connectedness, 3.0 / 7.0);
    }

    #[test]
    fn small_graphs_are_trees() {
        for nodes in 0..2 {
            let found = indices(&Csr::from_edges(nodes, &[]));
            assert_eq!((found.connectedness, found.efficiency), (1.0, 1.0));
        }
    }

    proptest! {
        #[test]
        fn hierarchy_counts_pairs(edges in prop::collection::vec((0_u32..6, 0_u32..6), 0..12)) {
            let mut reach = [[false; 6]; 6];
            for (from, to) in &edges {
                reach[*from as usize][*to as usize] = true;
            }
            for k in 0..6 {
                for i in 0..6 {
                    for j in 0..6 {
                        reach[i][j] |= reach[i][k] && reach[k][j];
                    }
                }
            }
            let pairs: Vec<(bool, bool)> = (0..6_usize)
                .flat_map(|i| (0..i).map(move |j| (i, j)))
                .map(|(i, j)| (reach[i][j], reach[j][i]))
                .collect();
            let mutual = pairs.iter().filter(|(to, back)| *to && *back).count() as f64;
            let joined = pairs.iter().filter(|(to, back)| *to || *back).count() as f64;
            let expected = if joined > 0.0 { 1.0 - mutual / joined } else { 1.0 };
            let found = indices(&Csr::from_edges(6, &edges)).hierarchy.unwrap();
            prop_assert!((found - expected).abs() < 1e-12);
        }
    }
}
