//! Which few edges to take out so that little is left in cycles.
//!
//! The fewest edges that break all cycles (a minimum feedback arc set) are hard to find, so the answer
//! is greedy and says so: each step takes the one edge after which the fewest nodes are left in cycles.

use super::csr::Csr;
use super::scc::{shortest_cycle, strong_components};

/// How many adjacency entries one step may scan while it tries every edge; a larger graph has only
/// edges of a shortest cycle tried, as many as the limit allows.
pub const STEP_LIMIT: usize = 4_000_000;

/// One edge to take out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Break {
    /// The edge.
    pub edge: (u32, u32),
    /// Number of nodes still in cycles once this edge and those before it are out.
    pub left: usize,
}

/// At most `most` edges whose removal, one after the other, leaves the fewest nodes in cycles; fewer
/// when no cycle is left. Of equal edges the one that leaves the fewest edges in cycles is taken, then
/// the smallest. Parallel edges count as one.
pub fn break_cycles(graph: &Csr, most: usize) -> Vec<Break> {
    let nodes = graph.node_count();
    let mut edges: Vec<(u32, u32)> = graph.edges().collect();
    edges.dedup();
    let mut breaks = Vec::new();
    while breaks.len() < most {
        let candidates = candidates(nodes, &edges);
        let best = candidates
            .into_iter()
            .map(|edge| (caught(nodes, &without(&edges, edge)), edge))
            .min();
        let Some(((left, _), edge)) = best else {
            break;
        };
        edges = without(&edges, edge);
        breaks.push(Break { edge, left });
        if left == 0 {
            break;
        }
    }
    breaks
}

/// A node whose outgoing edges are taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Release {
    /// The node.
    pub node: u32,
    /// Number of its outgoing edges, parallel ones counted once.
    pub edges: usize,
    /// Number of nodes still in cycles.
    pub left: usize,
}

/// The node without whose outgoing edges the fewest nodes are left in cycles; of equal ones that with
/// the fewest edges, then the smallest. Where trying all would pass [`STEP_LIMIT`], those with the most
/// incoming edges are tried.
pub fn release(graph: &Csr) -> Option<Release> {
    let graph = graph.simple();
    let nodes = graph.node_count();
    let edges: Vec<(u32, u32)> = graph.edges().collect();
    let affordable = (STEP_LIMIT / (nodes + edges.len()).max(1)).max(1);
    let mut tried: Vec<u32> = graph.nodes().filter(|n| graph.out_degree(*n) > 0).collect();
    tried.sort_by_key(|node| (std::cmp::Reverse(graph.in_degree(*node)), *node));
    tried.truncate(affordable);
    tried
        .into_iter()
        .map(|node| {
            let rest: Vec<_> = edges.iter().copied().filter(|e| e.0 != node).collect();
            (caught(nodes, &rest).0, graph.out_degree(node), node)
        })
        .min()
        .map(|(left, edges, node)| Release { node, edges, left })
}

/// Edges that may lie on a cycle: all inside components, or those of a shortest cycle.
fn candidates(nodes: usize, edges: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let graph = Csr::from_edges(nodes, edges);
    let components = strong_components(&graph);
    let inside: Vec<(u32, u32)> = edges
        .iter()
        .copied()
        .filter(|(from, to)| components.of(*from) == components.of(*to))
        .collect();
    let affordable = (STEP_LIMIT / (nodes + edges.len()).max(1)).max(1);
    if inside.len() <= affordable {
        return inside;
    }
    let largest = components
        .cyclic(&graph)
        .max_by_key(|members| members.len());
    let Some(cycle) = largest.and_then(|members| shortest_cycle(&graph, members)) else {
        return Vec::new();
    };
    let next = cycle.nodes.iter().cycle().skip(1);
    let around = cycle.nodes.iter().copied().zip(next.copied());
    around.take(affordable).collect()
}

fn without(edges: &[(u32, u32)], edge: (u32, u32)) -> Vec<(u32, u32)> {
    edges.iter().copied().filter(|e| *e != edge).collect()
}

/// Nodes and edges that lie in cycles.
fn caught(nodes: usize, edges: &[(u32, u32)]) -> (usize, usize) {
    let graph = Csr::from_edges(nodes, edges);
    let components = strong_components(&graph);
    let left = components.cyclic(&graph).map(<[u32]>::len).sum();
    let inside = edges
        .iter()
        .filter(|(from, to)| components.of(*from) == components.of(*to))
        .count();
    (left, inside)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_edge_may_break_two_cycles() {
        // 0 → 1 lies on 0 1 2 and on 0 1 3.
        let graph = Csr::from_edges(4, &[(0, 1), (1, 2), (2, 0), (1, 3), (3, 0)]);
        let only = Break {
            edge: (0, 1),
            left: 0,
        };
        assert_eq!(break_cycles(&graph, 3), [only]);
    }

    #[test]
    fn a_hub_that_depends_on_its_users_holds_a_knot_together() {
        // 0 is used by 1 to 4 and uses 1 to 3; 3 and 4 also use each other.
        let uses = [
            (1, 0),
            (2, 0),
            (3, 0),
            (4, 0),
            (0, 1),
            (0, 2),
            (0, 3),
            (3, 4),
            (4, 3),
        ];
        let hub = Release {
            node: 0,
            edges: 3,
            left: 2,
        };
        assert_eq!(release(&Csr::from_edges(5, &uses)), Some(hub));
        assert_eq!(release(&Csr::from_edges(3, &[])), None);
    }

    #[test]
    fn an_acyclic_graph_needs_no_break() {
        assert_eq!(break_cycles(&Csr::from_edges(3, &[(0, 1), (1, 2)]), 3), []);
    }

    #[test]
    fn a_large_ring_is_broken_at_its_first_edge() {
        let n = 3_000;
        let edges: Vec<_> = (0..n).map(|i| (i, (i + 1) % n)).collect();
        let breaks = break_cycles(&Csr::from_edges(n as usize, &edges), 2);
        assert_eq!(breaks.len(), 1);
        assert_eq!(breaks[0].left, 0);
    }

    proptest! {
        #[test]
        fn the_first_break_is_the_best_single_edge(
            edges in prop::collection::vec((0_u32..6, 0_u32..6), 0..18),
        ) {
            let graph = Csr::from_edges(6, &edges).simple();
            let all: Vec<_> = graph.edges().collect();
            // A node is in a cycle if a walk of at most six edges leads back to it.
            let in_cycles = |edges: &[(u32, u32)]| {
                (0..6_u32).filter(|node| {
                    let mut reached = vec![*node];
                    for _ in 0..6 {
                        reached = edges.iter().filter(|e| reached.contains(&e.0)).map(|e| e.1).collect();
                        if reached.contains(node) {
                            return true;
                        }
                    }
                    false
                }).count()
            };
            let best = all.iter().map(|e| in_cycles(&without(&all, *e))).min();
            if let Some(found) = break_cycles(&graph, 1).first() {
                prop_assert_eq!(Some(found.left), best);
                prop_assert_eq!(in_cycles(&without(&all, found.edge)), found.left);
            } else {
                prop_assert_eq!(in_cycles(&all), 0);
            }
        }
    }
}
