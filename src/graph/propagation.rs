//! How far a change can travel: how many nodes each node reaches, and propagation cost. Knows only graphs.

use super::bits::BitRows;
use super::csr::Csr;
use super::scc::{Components, strong_components};
use rayon::prelude::*;

/// Columns handled at a time; keeps memory linear.
const BLOCK: usize = 512;

/// Blocks are dealt out to this many tasks.
const GROUPS: usize = 16;

/// For every node the number of nodes it reaches, itself included.
///
/// Closure of the condensation by bit sets, 512 target nodes at a time: `O((nodes + edges) · nodes / 64)`
/// time (seconds at a hundred thousand nodes, minutes at a million) and sixty-four bytes a node and thread.
pub fn reach_counts(graph: &Csr) -> Vec<u32> {
    let components = strong_components(graph);
    let below = condensed(graph, &components);
    let blocks = graph.node_count().div_ceil(BLOCK);
    // Every group of blocks has rows of its own; whole numbers, so the order of addition does not matter.
    let group_counts = |group: usize| {
        let mut counts = vec![0_u32; components.len()];
        let mut rows = BitRows::new(components.len(), BLOCK);
        for block in (group..blocks).step_by(GROUPS) {
            rows.clear();
            let first = block * BLOCK;
            for node in first..(first + BLOCK).min(graph.node_count()) {
                rows.set(components.of(node as u32) as usize, node - first);
            }
            for &component in components.sinks_first() {
                for &next in below.out(component) {
                    rows.or_into(component as usize, next as usize);
                }
                counts[component as usize] += rows.count(component as usize);
            }
        }
        counts
    };
    let groups: Vec<Vec<u32>> = (0..GROUPS.min(blocks))
        .into_par_iter()
        .map(group_counts)
        .collect();
    let mut by_component = vec![0_u32; components.len()];
    for counts in groups {
        for (total, count) in by_component.iter_mut().zip(counts) {
            *total += count;
        }
    }
    graph
        .nodes()
        .map(|node| by_component[components.of(node) as usize])
        .collect()
}

/// The graph of the components, without loops and parallel edges.
fn condensed(graph: &Csr, components: &Components) -> Csr {
    let mut edges: Vec<(u32, u32)> = graph
        .edges()
        .map(|(from, to)| (components.of(from), components.of(to)))
        .filter(|(from, to)| from != to)
        .collect();
    edges.sort_unstable();
    edges.dedup();
    Csr::from_edges(components.len(), &edges)
}

/// Propagation cost (`MacCormack`, Rusnak and Baldwin 2006): the share of ordered pairs, each node with itself
/// included, in which the first reaches the second; in (0, 1]. 0 for the empty graph.
///
/// Cost as [`reach_counts`].
pub fn propagation_cost(graph: &Csr) -> f64 {
    let n = graph.node_count() as f64;
    if n == 0.0 {
        return 0.0;
    }
    let pairs: u64 = reach_counts(graph).into_iter().map(u64::from).sum();
    pairs as f64 / (n * n)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_published_example_costs_fifteen_of_thirty_six() {
        // A→B A→C B→D C→E E→F
        let graph = Csr::from_edges(6, &[(0, 1), (0, 2), (1, 3), (2, 4), (4, 5)]);
        assert_eq!(reach_counts(&graph), [6, 2, 3, 1, 2, 1]);
        assert!((propagation_cost(&graph) - 15.0 / 36.0).abs() < 1e-12);
        assert!(propagation_cost(&Csr::default()).abs() < 1e-12);
    }

    #[test]
    fn several_blocks_of_columns_add_up() {
        let n = 1_300_u32;
        let edges: Vec<_> = (1..n).map(|i| (i - 1, i)).collect();
        let reach = reach_counts(&Csr::from_edges(n as usize, &edges));
        assert!(reach.iter().zip(0..).all(|(&count, i)| count == n - i));
    }

    proptest! {
        #[test]
        fn reach_agrees_with_a_search_from_every_node(
            edges in prop::collection::vec((0..10_u32, 0..10_u32), 0..25)
        ) {
            let graph = Csr::from_edges(10, &edges);
            let counts = reach_counts(&graph);
            for start in graph.nodes() {
                let mut seen = [false; 10];
                let mut stack = vec![start];
                while let Some(node) = stack.pop() {
                    if !std::mem::replace(&mut seen[node as usize], true) {
                        stack.extend(graph.out(node));
                    }
                }
                prop_assert_eq!(counts[start as usize] as usize, seen.iter().filter(|&&s| s).count());
            }
        }
    }
}
