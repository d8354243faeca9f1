//! Burt's structural holes: constraint and effective size of every node. Knows graphs only.
//!
//! Burt, Structural Holes (1992); the short form of effective size is Borgatti's, Connections 20 (1997) 35-38.

use super::csr::Csr;

/// For each node with its neighbours in either direction and the share of its ties that each takes; loops left
/// out, parallel edges counted.
fn shares(graph: &Csr) -> Vec<Vec<(u32, f64)>> {
    graph
        .nodes()
        .map(|node| {
            let mut ends: Vec<u32> = graph
                .out(node)
                .iter()
                .chain(graph.inn(node))
                .copied()
                .filter(|&end| end != node)
                .collect();
            ends.sort_unstable();
            let all = ends.len() as f64;
            ends.chunk_by(|a, b| a == b)
                .map(|run| (run[0], run.len() as f64 / all))
                .collect()
        })
        .collect()
}

/// Burt's constraint of every node: `Σ_j (p_ij + Σ_q p_iq p_qj)²` over its neighbours `j`, where `p_ij` is the share
/// of `i`'s ties, in both directions, that go to `j`. High where the neighbours know each other. `None` for a node
/// without neighbours.
///
/// Only neighbours are summed over, as in `networkx`; some programs add nodes two steps away. Parallel edges make
/// a tie stronger. `O(Σ degree²)`.
pub fn constraint(graph: &Csr) -> Vec<Option<f64>> {
    let shares = shares(graph);
    let mut indirect = vec![0.0_f64; shares.len()];
    let mut found = Vec::with_capacity(shares.len());
    for own in &shares {
        for &(between, share) in own {
            for &(end, onward) in &shares[between as usize] {
                indirect[end as usize] += share * onward;
            }
        }
        let sum = own
            .iter()
            .map(|&(end, share)| (share + indirect[end as usize]).powi(2))
            .sum();
        found.push((!own.is_empty()).then_some(sum));
        for &(between, _) in own {
            for &(end, _) in &shares[between as usize] {
                indirect[end as usize] = 0.0;
            }
        }
    }
    found
}

/// Effective size of every node: its neighbours less the mean number of ties that each has with the others,
/// `n - 2t/n` for `t` ties among `n` neighbours, directions and parallel edges ignored. `None` for a node without
/// neighbours. `O(Σ degree²)`.
pub fn effective_size(graph: &Csr) -> Vec<Option<f64>> {
    let graph = graph.symmetric();
    let mut near = vec![u32::MAX; graph.node_count()];
    graph
        .nodes()
        .map(|node| {
            let neighbours = graph.out(node);
            for &end in neighbours {
                near[end as usize] = node;
            }
            // Each tie among neighbours is met from both ends.
            let twice: usize = neighbours
                .iter()
                .map(|&end| {
                    graph
                        .out(end)
                        .iter()
                        .filter(|&&far| near[far as usize] == node)
                        .count()
                })
                .sum();
            let n = neighbours.len() as f64;
            (n > 0.0).then(|| n - twice as f64 / n)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_graph_of_seven_has_its_published_values() {
        // AB AF AG AE EG FG BG BD DG GC, nodes A to G.
        let edges = [
            (0, 1),
            (0, 5),
            (0, 6),
            (0, 4),
            (4, 6),
            (5, 6),
            (1, 6),
            (1, 3),
            (3, 6),
            (6, 2),
        ];
        let graph = Csr::from_edges(8, &edges);
        let (constraint, size) = (constraint(&graph), effective_size(&graph));
        for (node, c, s) in [(6, 0.400, 4.67), (0, 0.595, 2.5), (2, 1.0, 1.0)] {
            assert!(
                (constraint[node].unwrap() - c).abs() < 1e-3,
                "{constraint:?}"
            );
            assert!((size[node].unwrap() - s).abs() < 5e-3, "{size:?}");
        }
        assert_eq!((constraint[7], size[7]), (None, None));
    }

    proptest! {
        #[test]
        fn constraint_agrees_with_the_dense_formula(
            edges in prop::collection::vec((0..7_usize, 0..7_usize), 0..20)
        ) {
            let mut a = [[0.0_f64; 7]; 7];
            for &(from, to) in edges.iter().filter(|(from, to)| from != to) {
                a[from][to] += 1.0;
                a[to][from] += 1.0;
            }
            let p = |i: usize, j: usize| a[i][j] / a[i].iter().sum::<f64>();
            let list: Vec<_> = edges.iter().map(|&(x, y)| (x as u32, y as u32)).collect();
            let found = constraint(&Csr::from_edges(7, &list));
            for i in 0..7 {
                if a[i].iter().sum::<f64>() == 0.0 {
                    prop_assert_eq!(found[i], None);
                    continue;
                }
                let naive: f64 = (0..7).filter(|&j| a[i][j] > 0.0).map(|j| {
                    let around: f64 = (0..7).filter(|&q| q != i && q != j && a[i][q] > 0.0)
                        .map(|q| p(i, q) * p(q, j)).sum();
                    (p(i, j) + around).powi(2)
                }).sum();
                prop_assert!((found[i].unwrap() - naive).abs() < 1e-9);
            }
        }
    }
}
