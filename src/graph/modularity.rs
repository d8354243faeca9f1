//! Modularity of given classes: how much more often edges stay within a class than degrees alone would have
//! it. Newman and Girvan, Physical Review E 69 (2004) 026113; directed: Leicht and Newman, Physical Review
//! Letters 100 (2008) 118703. Knows graphs and class numbers; finds no classes of its own.

use super::csr::Csr;
use std::collections::BTreeMap;

/// `Σ_c (e_c / m - out_c · in_c / m²)` over the classes, for `m` directed edges of which `e_c` lie within `c`;
/// parallel edges count as often as they occur. `None` without edges.
pub fn directed_modularity(graph: &Csr, classes: &[u32]) -> Option<f64> {
    let m = graph.edge_count() as f64;
    let mut tally: BTreeMap<u32, [f64; 3]> = BTreeMap::new();
    for (from, to) in graph.edges() {
        let (from, to) = (classes[from as usize], classes[to as usize]);
        let source = tally.entry(from).or_default();
        source[0] += f64::from(u8::from(from == to));
        source[1] += 1.0;
        tally.entry(to).or_default()[2] += 1.0;
    }
    let sum = tally
        .values()
        .map(|[within, out, inn]| within / m - out * inn / (m * m))
        .sum();
    (m > 0.0).then_some(sum)
}

/// `Σ_c (e_c / m - (d_c / 2m)²)` for the simple undirected graph below: directions, loops and parallel edges are
/// ignored. `None` without edges.
pub fn undirected_modularity(graph: &Csr, classes: &[u32]) -> Option<f64> {
    // With both directions of every edge present the directed formula is the undirected one.
    directed_modularity(&graph.symmetric(), classes)
}

#[cfg(test)]
mod tests {
    use super::super::published::{ADVICE, DEPARTMENT, FRIENDS, INSTRUCTOR, KARATE, managers};
    use super::*;

    fn close(found: Option<f64>, expected: f64) {
        assert!(
            (found.unwrap() - expected).abs() < 1e-12,
            "{found:?} is not {expected}"
        );
    }

    #[test]
    fn published_values_are_met() {
        let (advice, friends) = (managers(&ADVICE), managers(&FRIENDS));
        close(
            directed_modularity(&advice, &DEPARTMENT),
            0.018_559_556_786_703_603,
        );
        close(
            undirected_modularity(&advice, &DEPARTMENT),
            -0.023_662_306_777_645_657,
        );
        close(
            directed_modularity(&friends, &DEPARTMENT),
            0.118_704_344_482_891_19,
        );
        close(
            undirected_modularity(&friends, &DEPARTMENT),
            0.081_477_327_351_385_99,
        );
        let classes: Vec<u32> = (0..34)
            .map(|n| u32::from(INSTRUCTOR.contains(&n)))
            .collect();
        close(
            undirected_modularity(&Csr::from_edges(34, &KARATE), &classes),
            0.358_234_714_003_944_8,
        );
    }

    #[test]
    fn one_class_has_none_and_no_edge_is_undefined() {
        close(
            undirected_modularity(&Csr::from_edges(3, &[(0, 1), (1, 2)]), &[4; 3]),
            0.0,
        );
        assert_eq!(
            directed_modularity(&Csr::from_edges(3, &[]), &[0, 1, 2]),
            None
        );
    }
}
