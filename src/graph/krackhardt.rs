//! Krackhardt's four dimensions of how tree-like a directed graph is. Knows only graphs.
//!
//! Krackhardt, Graph theoretical dimensions of informal organizations, in Carley and Prietula (1994). Edges run
//! from the upper to the lower node. An out-tree scores one on all four.

use super::bits::BitRows;
use super::csr::Csr;
use super::propagation::reach_counts;
use super::scc::strong_components;
use super::weak::WeakComponents;

/// Least upper boundedness is computed for graphs of at most this many nodes.
pub const LUB_LIMIT: usize = 2_000;

/// How many edges all searches for superiors together may follow before the closure is taken instead.
pub const STEP_LIMIT: usize = 50_000_000;

/// The closure is taken for graphs of at most this many nodes; above, hierarchy is given up.
pub const CLOSURE_LIMIT: usize = 20_000;

/// The four indices, each in 0..=1 (efficiency and least upper boundedness can fall below on odd graphs).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dimensions {
    /// Share of pairs joined by a path when directions are ignored.
    pub connectedness: f64,
    /// One minus the share of mutually reachable pairs among those with any reachability; `None` where the
    /// graph is both too large and too dense to count them ([`STEP_LIMIT`], [`CLOSURE_LIMIT`]).
    pub hierarchy: Option<f64>,
    /// One minus the superfluous edges as a share of the most there could be.
    pub efficiency: f64,
    /// One minus the pairs without a least upper bound as a share of the most there could be; `None` above
    /// [`LUB_LIMIT`] nodes.
    pub least_upper_bound: Option<f64>,
}

/// All four dimensions. Loops and parallel edges are ignored. A ratio without cases is 1: nothing contradicts
/// a tree.
///
/// Hierarchy follows every edge above every node, which is near-linear on anything like a tree and stops at
/// [`STEP_LIMIT`]; least upper boundedness costs `O(n³/64)` up to [`LUB_LIMIT`] nodes. So the cost is bounded
/// whatever the graph.
pub fn dimensions(graph: &Csr) -> Dimensions {
    let graph = graph.simple();
    let weak = WeakComponents::of(&graph);
    Dimensions {
        connectedness: connectedness(&weak),
        hierarchy: hierarchy(&graph),
        efficiency: efficiency(&graph, &weak),
        least_upper_bound: (graph.node_count() <= LUB_LIMIT)
            .then(|| least_upper_boundedness(&graph, &weak)),
    }
}

fn pairs(n: u32) -> f64 {
    f64::from(n) * (f64::from(n) - 1.0) / 2.0
}

/// `part / whole`, or `empty` if there is no case at all.
fn share(part: f64, whole: f64, empty: f64) -> f64 {
    if whole > 0.0 { part / whole } else { empty }
}

fn connectedness(weak: &WeakComponents) -> f64 {
    let joined: f64 = weak.sizes().iter().map(|&n| pairs(n)).sum();
    share(joined, pairs(weak.sizes().iter().sum()), 1.0)
}

fn hierarchy(graph: &Csr) -> Option<f64> {
    let components = strong_components(graph);
    let mutual: f64 = (0..components.len() as u32)
        .map(|c| pairs(components.members(c).len() as u32))
        .sum();
    // A mutually reachable pair is counted from both ends.
    let ordered = ordered_pairs(graph, STEP_LIMIT, CLOSURE_LIMIT)?;
    Some(1.0 - share(mutual, ordered - mutual, 0.0))
}

/// Ordered pairs of different nodes joined by a path: by a search from each node, and where these take more
/// than `steps`, by the closure of a graph of at most `nodes` nodes.
fn ordered_pairs(graph: &Csr, steps: usize, nodes: usize) -> Option<f64> {
    if let Some(found) = searched_pairs(graph, steps) {
        return Some(found as f64);
    }
    let closed = |counts: Vec<u32>| counts.into_iter().map(|n| f64::from(n) - 1.0).sum();
    (graph.node_count() <= nodes).then(|| closed(reach_counts(graph)))
}

fn searched_pairs(graph: &Csr, steps: usize) -> Option<usize> {
    let (mut found, mut left) = (0, steps);
    let mut seen = vec![u32::MAX; graph.node_count()];
    let mut open = Vec::new();
    for node in graph.nodes() {
        seen[node as usize] = node;
        open.push(node);
        while let Some(at) = open.pop() {
            left = left.checked_sub(graph.in_degree(at))?;
            for above in graph.inn(at) {
                if seen[*above as usize] != node {
                    seen[*above as usize] = node;
                    open.push(*above);
                    found += 1;
                }
            }
        }
    }
    Some(found)
}

fn efficiency(graph: &Csr, weak: &WeakComponents) -> f64 {
    let needed: f64 = weak.sizes().iter().map(|&n| f64::from(n) - 1.0).sum();
    let possible: f64 = weak.sizes().iter().map(|&n| 2.0 * pairs(n)).sum();
    1.0 - share(graph.edge_count() as f64 - needed, possible - needed, 0.0)
}

/// By the definition: `k` is an upper bound of `i` and `j` if it reaches both (every node reaches itself);
/// a least one is reached by every upper bound. R's `sna` 2.7 tests for a greatest one instead.
fn least_upper_boundedness(graph: &Csr, weak: &WeakComponents) -> f64 {
    let above = Above::new(graph);
    let mut missing = 0_u32;
    for i in graph.nodes() {
        for j in 0..i {
            let component = weak.component(i);
            let counted = component == weak.component(j) && weak.sizes()[component as usize] > 2;
            if counted && !above.has_least(i as usize, j as usize) {
                missing += 1;
            }
        }
    }
    let most: f64 = weak
        .sizes()
        .iter()
        .filter(|&&n| n > 2)
        .map(|&n| (f64::from(n) - 1.0) * (f64::from(n) - 2.0) / 2.0)
        .sum();
    1.0 - share(f64::from(missing), most, 0.0)
}

/// For each node the set of nodes that reach it, columns ordered by how many reach *them*, most first.
struct Above {
    rows: BitRows,
    /// How many nodes reach the node of each column.
    sizes: Vec<u32>,
}

impl Above {
    fn new(graph: &Csr) -> Self {
        let upwards = graph.reversed();
        let counts = reach_counts(&upwards);
        let mut order: Vec<u32> = graph.nodes().collect();
        order.sort_by_key(|&node| std::cmp::Reverse(counts[node as usize]));
        let n = graph.node_count();
        let mut column = vec![0; n];
        for (place, &node) in order.iter().enumerate() {
            column[node as usize] = place;
        }
        let components = strong_components(&upwards);
        let mut rows = BitRows::new(n, n);
        for &component in components.sinks_first() {
            let members = components.members(component);
            let first = members[0] as usize;
            for &node in members {
                rows.set(first, column[node as usize]);
                for &up in upwards.out(node) {
                    rows.or_into(first, up as usize);
                }
            }
            for &node in &members[1..] {
                rows.or_into(node as usize, first);
            }
        }
        Self {
            rows,
            sizes: order.iter().map(|&node| counts[node as usize]).collect(),
        }
    }

    /// The common upper bounds contain all that reaches any of them. So a least one exists exactly if the one
    /// that most nodes reach is reached by as many as there are common bounds.
    fn has_least(&self, i: usize, j: usize) -> bool {
        let mut total = 0;
        let mut best = None;
        for (word, (a, b)) in self.rows.row(i).iter().zip(self.rows.row(j)).enumerate() {
            let common = a & b;
            if common != 0 && best.is_none() {
                best = Some(word * 64 + common.trailing_zeros() as usize);
            }
            total += common.count_ones();
        }
        best.is_some_and(|column| self.sizes[column] == total)
    }
}

#[cfg(test)]
mod tests {
    use super::super::published::{ADVICE, FRIENDS, REPORTS, managers};
    use super::*;
    use proptest::prelude::*;

    fn check(graph: &Csr, expected: [f64; 4]) {
        let found = dimensions(graph);
        let (hierarchy, lub) = (found.hierarchy.unwrap(), found.least_upper_bound.unwrap());
        let found = [found.connectedness, hierarchy, found.efficiency, lub];
        for (left, right) in found.iter().zip(expected) {
            assert!((left - right).abs() < 1e-6, "{found:?} is not {expected:?}");
        }
    }

    #[test]
    fn the_managers_have_their_published_dimensions() {
        // Least upper boundedness by the definition; the rest as R's sna 2.7.
        let down: Vec<_> = REPORTS.iter().map(|&(a, b)| (b, a)).collect();
        check(&managers(&down), [1.0, 1.0, 1.0, 1.0]);
        check(&managers(&REPORTS), [1.0, 1.0, 1.0, 0.084_211]);
        check(&managers(&ADVICE), [1.0, 0.0, 0.575, 1.0]);
        check(&managers(&FRIENDS), [1.0, 0.181_818, 0.795, 1.0]);
        check(
            &managers(&FRIENDS).reversed(),
            [1.0, 0.181_818, 0.795, 0.994_737],
        );
    }

    #[test]
    fn small_graphs_have_their_published_dimensions() {
        let tree = [(0, 1), (0, 2), (1, 3), (1, 4), (2, 5), (2, 6)];
        let with = |more: &[(u32, u32)]| Csr::from_edges(7, &[&tree[..], more].concat());
        check(&with(&[]), [1.0, 1.0, 1.0, 1.0]);
        check(&with(&[]).reversed(), [1.0, 1.0, 1.0, 0.266_667]);
        check(&with(&[(2, 4)]), [1.0, 1.0, 0.972_222, 1.0]);
        check(&with(&[(6, 0)]), [1.0, 0.823_529, 0.972_222, 1.0]);
        check(&with(&[(3, 4), (4, 3)]), [1.0, 0.909_091, 0.944_444, 1.0]);
        check(&with(&[(2, 4), (2, 3)]), [1.0, 1.0, 0.944_444, 0.933_333]);
        check(
            &Csr::from_edges(7, &[&tree[..1], &tree[2..]].concat()),
            [0.428_571, 1.0, 1.0, 1.0],
        );
        check(
            &Csr::from_edges(4, &[(0, 1), (1, 2), (2, 3), (3, 0)]),
            [1.0, 0.0, 0.888_889, 1.0],
        );
        let all: Vec<_> = (0..16_u32).map(|i| (i / 4, i % 4)).collect();
        check(&Csr::from_edges(4, &all), [1.0, 0.0, 0.0, 1.0]);
        let bosses = [(0, 2), (0, 3), (1, 2), (1, 3)];
        check(
            &Csr::from_edges(4, &bosses),
            [1.0, 1.0, 0.888_889, 0.333_333],
        );
        let ceo = [&bosses[..], &[(4, 0), (4, 1)]].concat();
        check(&Csr::from_edges(5, &ceo), [1.0, 1.0, 0.875, 0.833_333]);
    }

    #[test]
    fn nothing_and_one_node_are_trees_and_a_large_graph_has_no_bound() {
        check(&Csr::from_edges(0, &[]), [1.0; 4]);
        check(&Csr::from_edges(1, &[]), [1.0; 4]);
        let large = dimensions(&Csr::from_edges(LUB_LIMIT + 1, &[(0, 1)]));
        assert_eq!(large.least_upper_bound, None);
        assert_eq!(large.hierarchy, Some(1.0));
    }

    #[test]
    fn searching_and_closing_count_the_same_pairs_and_both_have_bounds() {
        let advice = managers(&ADVICE);
        let searched = ordered_pairs(&advice, STEP_LIMIT, 0);
        assert!(searched.is_some());
        assert_eq!(searched, ordered_pairs(&advice, 0, CLOSURE_LIMIT));
        assert_eq!(ordered_pairs(&advice, 0, 20), None);
    }

    proptest! {
        #[test]
        fn hierarchy_and_bounds_agree_with_the_definitions(
            edges in prop::collection::vec((0..8_usize, 0..8_usize), 0..20)
        ) {
            let list: Vec<_> = edges.iter().map(|&(a, b)| (a as u32, b as u32)).collect();
            let graph = Csr::from_edges(8, &list);
            let mut reach = [[false; 8]; 8];
            let mut near = [[false; 8]; 8];
            for i in 0..8 {
                reach[i][i] = true;
                near[i][i] = true;
            }
            for &(a, b) in &edges {
                reach[a][b] = true;
                near[a][b] = true;
                near[b][a] = true;
            }
            for k in 0..8 {
                for i in 0..8 {
                    for j in 0..8 {
                        reach[i][j] |= reach[i][k] && reach[k][j];
                        near[i][j] |= near[i][k] && near[k][j];
                    }
                }
            }
            let size = |i: usize| near[i].iter().filter(|&&x| x).count();
            let [mut any, mut mutual, mut missing] = [0.0_f64; 3];
            for i in 0..8 {
                for j in 0..i {
                    any += f64::from(u8::from(reach[i][j] || reach[j][i]));
                    mutual += f64::from(u8::from(reach[i][j] && reach[j][i]));
                    let bounds: Vec<_> = (0..8).filter(|&k| reach[k][i] && reach[k][j]).collect();
                    let least = bounds.iter().any(|&l| bounds.iter().all(|&k| reach[k][l]));
                    missing += f64::from(u8::from(near[i][j] && size(i) > 2 && !least));
                }
            }
            // Each component once: weigh every node by one over its component's size.
            let most: f64 = (0..8).map(size).filter(|&n| n > 2)
                .map(|n| (n as f64 - 1.0) * (n as f64 - 2.0) / 2.0 / n as f64).sum();
            let found = dimensions(&graph);
            let hierarchy = if any > 0.0 { 1.0 - mutual / any } else { 1.0 };
            let lub = if most > 0.0 { 1.0 - missing / most } else { 1.0 };
            prop_assert!((found.hierarchy.unwrap() - hierarchy).abs() < 1e-9);
            prop_assert!((found.least_upper_bound.unwrap() - lub).abs() < 1e-9);
        }
    }
}
