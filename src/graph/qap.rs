//! Correlation of two relations on the same nodes, and the QAP test of it by relabelling nodes. Knows graphs only.
//!
//! Krackhardt, Predicting with networks, Social Networks 10 (1988) 359-381; Mantel, Cancer Research 27 (1967)
//! 209-220, is the same test for distances.

use super::csr::Csr;
use super::seeded::Seeded;
use rayon::prelude::*;

/// Product-moment correlation of two adjacency matrices over ordered pairs of different nodes; loops and parallel
/// edges are ignored. `None` if one graph has no edge or all of them, or the node counts differ.
pub fn graph_correlation(a: &Csr, b: &Csr) -> Option<f64> {
    let (a, b) = (a.simple(), b.simple());
    let n = a.node_count() as f64;
    if a.node_count() != b.node_count() {
        return None;
    }
    let both = a.edges().filter(|&(from, to)| b.has_edge(from, to)).count() as f64;
    let (m_a, m_b) = (a.edge_count() as f64, b.edge_count() as f64);
    let margins = Margins {
        cells: n * (n - 1.0),
        x: m_a,
        x_squares: m_a,
        y: m_b,
        y_squares: m_b,
    };
    margins.correlation(both)
}

/// What relabelling nodes does not change.
struct Margins {
    cells: f64,
    x: f64,
    x_squares: f64,
    y: f64,
    y_squares: f64,
}

impl Margins {
    fn correlation(&self, products: f64) -> Option<f64> {
        let n = self.cells;
        let spread =
            (n * self.x_squares - self.x * self.x) * (n * self.y_squares - self.y * self.y);
        (spread > 0.0).then(|| (n * products - self.x * self.y) / spread.sqrt())
    }
}

/// A correlation with its permutation test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Qap {
    /// The correlation over ordered pairs of different nodes.
    pub correlation: f64,
    /// Share of relabellings, the observed one included, with at least this correlation.
    pub at_least: f64,
    /// Share with at most this correlation.
    pub at_most: f64,
}

/// Correlates a sparse relation `x`, given as (from, to, value) with zero everywhere else, with a full one `y`, and
/// tests it by relabelling the nodes of `y` `rounds` times.
///
/// Each pair may occur once in `x`; entries with equal ends or an end outside `0..nodes` are ignored. `None` if
/// either relation is constant. `O(nodes² + rounds · entries)` evaluations of `y`; rounds run in parallel and
/// equal seeds give equal answers.
pub fn qap(
    nodes: usize,
    x: &[(u32, u32, f64)],
    y: impl Fn(u32, u32) -> f64 + Sync,
    rounds: u32,
    seed: u64,
) -> Option<Qap> {
    let inside = |&&(from, to, _): &&(u32, u32, f64)| {
        from != to && (from as usize) < nodes && (to as usize) < nodes
    };
    let x: Vec<(u32, u32, f64)> = x.iter().filter(inside).copied().collect();
    let mut margins = Margins {
        cells: 0.0,
        x: 0.0,
        x_squares: 0.0,
        y: 0.0,
        y_squares: 0.0,
    };
    for &(_, _, value) in &x {
        margins.x += value;
        margins.x_squares += value * value;
    }
    for from in 0..nodes as u32 {
        for to in (0..nodes as u32).filter(|&to| to != from) {
            let value = y(from, to);
            margins.cells += 1.0;
            margins.y += value;
            margins.y_squares += value * value;
        }
    }
    let identity: Vec<u32> = (0..nodes as u32).collect();
    let products = |order: &[u32]| -> f64 {
        x.iter()
            .map(|&(from, to, value)| value * y(order[from as usize], order[to as usize]))
            .sum()
    };
    let observed = products(&identity);
    let correlation = margins.correlation(observed)?;
    // Equal correlations may differ in the last bits, since other values were added up.
    let slack = 1e-9 * (margins.x_squares * margins.y_squares).sqrt();
    let (high, low) = (0..rounds)
        .into_par_iter()
        .map(|round| {
            let found = products(&Seeded::new(seed, u64::from(round)).permutation(nodes));
            (
                u32::from(found >= observed - slack),
                u32::from(found <= observed + slack),
            )
        })
        .reduce(|| (0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
    let share = |hits: u32| (f64::from(hits) + 1.0) / (f64::from(rounds) + 1.0);
    Some(Qap {
        correlation,
        at_least: share(high),
        at_most: share(low),
    })
}

#[cfg(test)]
mod tests {
    use super::super::published::{ADVICE, FRIENDS, REPORTS, managers};
    use super::*;

    #[test]
    fn the_managers_relations_correlate_as_published() {
        let [advice, friends, reports] =
            [managers(&ADVICE), managers(&FRIENDS), managers(&REPORTS)];
        for (a, b, expected) in [
            (&advice, &friends, 0.154_585_5),
            (&advice, &reports, 0.223_558_2),
            (&friends, &reports, 0.186_235_6),
        ] {
            assert!((graph_correlation(a, b).unwrap() - expected).abs() < 5e-8);
            let x: Vec<_> = a.edges().map(|(from, to)| (from, to, 1.0)).collect();
            let y = |from, to| f64::from(u8::from(b.has_edge(from, to)));
            let test = qap(21, &x, y, 200, 5).unwrap();
            assert!((test.correlation - expected).abs() < 5e-8);
            assert_eq!(Some(test), qap(21, &x, y, 200, 5));
            assert!(test.at_least < 0.05 && test.at_most > 0.9, "{test:?}");
        }
    }

    #[test]
    fn a_constant_relation_has_no_correlation() {
        assert_eq!(qap(3, &[], |_, _| 1.0, 10, 0), None);
        assert_eq!(graph_correlation(&managers(&[]), &managers(&ADVICE)), None);
        assert_eq!(
            graph_correlation(&Csr::from_edges(2, &[(0, 1)]), &managers(&ADVICE)),
            None
        );
    }

    #[test]
    fn a_relation_with_its_negative_is_minus_one_and_in_the_lower_tail() {
        let advice = managers(&ADVICE);
        let x: Vec<_> = advice.edges().map(|(from, to)| (from, to, 2.5)).collect();
        let test = qap(
            21,
            &x,
            |a, b| if advice.has_edge(a, b) { -0.3 } else { 0.1 },
            99,
            1,
        )
        .unwrap();
        assert!((test.correlation + 1.0).abs() < 1e-9);
        assert!((test.at_most - 0.01).abs() < 1e-9 && (test.at_least - 1.0).abs() < 1e-9);
    }
}
