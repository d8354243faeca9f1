//! Compressed adjacency of a directed graph, both ways, remembering which input edge each entry came from.
//!
//! Knows only node numbers and edge numbers: no weights, no names. petgraph's algorithms run on it through
//! the `visit` traits implemented at the end.

use petgraph::Direction;
use petgraph::visit::{
    GraphBase, IntoNeighbors, IntoNeighborsDirected, IntoNodeIdentifiers, NodeCount, NodeIndexable,
    VisitMap, Visitable,
};

/// A directed multigraph on the nodes `0..n`, fixed once built.
///
/// The neighbours of a node are sorted ascending; parallel edges appear once each, in input order.
/// Memory: sixteen bytes an edge and eight a node.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Csr {
    forward: Side,
    backward: Side,
}

/// One direction: entries `start[u]..start[u + 1]` belong to node `u`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Side {
    start: Vec<u32>,
    node: Vec<u32>,
    edge: Vec<u32>,
}

impl Side {
    fn range(&self, node: u32) -> std::ops::Range<usize> {
        self.start[node as usize] as usize..self.start[node as usize + 1] as usize
    }
}

/// Stable counting sort of the edge numbers in `order` by `key`; answers the starts and the new order.
fn sort_by_key(
    nodes: usize,
    order: impl Iterator<Item = u32> + Clone,
    key: impl Fn(u32) -> u32,
) -> (Vec<u32>, Vec<u32>) {
    let mut start = vec![0_u32; nodes + 1];
    let mut count = 0;
    for edge in order.clone() {
        start[key(edge) as usize + 1] += 1;
        count += 1;
    }
    for i in 0..nodes {
        start[i + 1] += start[i];
    }
    let mut next = start.clone();
    let mut sorted = vec![0_u32; count];
    for edge in order {
        let slot = &mut next[key(edge) as usize];
        sorted[*slot as usize] = edge;
        *slot += 1;
    }
    (start, sorted)
}

impl Csr {
    /// Builds both adjacencies in `O(nodes + edges)` by three passes of counting sort.
    ///
    /// An edge with an end outside `0..nodes` is left out; the others keep their index in `edges`.
    pub fn from_edges(nodes: usize, edges: &[(u32, u32)]) -> Self {
        let inside = (0..edges.len() as u32).filter(|&e| {
            let (from, to) = edges[e as usize];
            (from as usize) < nodes && (to as usize) < nodes
        });
        let from = |e: u32| edges[e as usize].0;
        let to = |e: u32| edges[e as usize].1;
        // Each pass is stable, so sorting by target first leaves the lists of each source sorted by target.
        let (_, by_target) = sort_by_key(nodes, inside, to);
        let (out_start, out_edge) = sort_by_key(nodes, by_target.into_iter(), from);
        let (in_start, in_edge) = sort_by_key(nodes, out_edge.iter().copied(), to);
        Self {
            forward: Side {
                node: out_edge.iter().map(|&e| to(e)).collect(),
                start: out_start,
                edge: out_edge,
            },
            backward: Side {
                node: in_edge.iter().map(|&e| from(e)).collect(),
                start: in_start,
                edge: in_edge,
            },
        }
    }

    /// Number of nodes.
    pub fn node_count(&self) -> usize {
        self.forward.start.len().saturating_sub(1)
    }

    /// Number of edges kept, parallel edges and loops included.
    pub fn edge_count(&self) -> usize {
        self.forward.node.len()
    }

    /// Targets of the edges leaving `node`, ascending.
    pub fn out(&self, node: u32) -> &[u32] {
        &self.forward.node[self.forward.range(node)]
    }

    /// Sources of the edges entering `node`, ascending.
    pub fn inn(&self, node: u32) -> &[u32] {
        &self.backward.node[self.backward.range(node)]
    }

    /// Edges leaving `node` as (target, index of the edge in the input), by target and then by index.
    pub fn out_edges(&self, node: u32) -> impl ExactSizeIterator<Item = (u32, u32)> + '_ {
        self.forward
            .range(node)
            .map(|i| (self.forward.node[i], self.forward.edge[i]))
    }

    /// Edges entering `node` as (source, index of the edge in the input), by source and then by index.
    pub fn in_edges(&self, node: u32) -> impl ExactSizeIterator<Item = (u32, u32)> + '_ {
        self.backward
            .range(node)
            .map(|i| (self.backward.node[i], self.backward.edge[i]))
    }

    /// The `i`-th edge at `node`, leaving ones first, as (other end, index of the edge in the input). For walks that
    /// ignore directions and must stop and go on; a loop is met twice.
    pub fn incident(&self, node: u32, i: usize) -> Option<(u32, u32)> {
        let (out, inn) = (self.forward.range(node), self.backward.range(node));
        let at = |side: &Side, at: usize| (side.node[at], side.edge[at]);
        if i < out.len() {
            return Some(at(&self.forward, out.start + i));
        }
        let place = inn.start + (i - out.len());
        (place < inn.end).then(|| at(&self.backward, place))
    }

    /// Index in the input of the first edge `from → to`, by binary search.
    pub fn find_edge(&self, from: u32, to: u32) -> Option<u32> {
        let range = self.forward.range(from);
        let list = &self.forward.node[range.clone()];
        let at = list.partition_point(|&node| node < to);
        (list.get(at) == Some(&to)).then(|| self.forward.edge[range.start + at])
    }

    /// Is there an edge `from → to`? By binary search.
    pub fn has_edge(&self, from: u32, to: u32) -> bool {
        self.find_edge(from, to).is_some()
    }

    /// Number of edges leaving `node`.
    pub fn out_degree(&self, node: u32) -> usize {
        self.forward.range(node).len()
    }

    /// Number of edges entering `node`.
    pub fn in_degree(&self, node: u32) -> usize {
        self.backward.range(node).len()
    }

    /// Edges entering and leaving `node`; a loop counts twice.
    pub fn degree(&self, node: u32) -> usize {
        self.out_degree(node) + self.in_degree(node)
    }

    /// All nodes, ascending.
    pub fn nodes(&self) -> std::ops::Range<u32> {
        0..self.node_count() as u32
    }

    /// All edges as (source, target), by source and then by target.
    pub fn edges(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.nodes()
            .flat_map(move |from| self.out(from).iter().map(move |&to| (from, to)))
    }

    /// The simple graph below: parallel edges once, loops dropped. Edge indices are then its own.
    #[must_use]
    pub fn simple(&self) -> Self {
        let mut edges: Vec<_> = self.edges().filter(|(from, to)| from != to).collect();
        edges.dedup();
        Self::from_edges(self.node_count(), &edges)
    }

    /// The simple symmetric graph below: every edge in both directions once, loops dropped.
    #[must_use]
    pub fn symmetric(&self) -> Self {
        let edges: Vec<_> = self
            .edges()
            .flat_map(|(from, to)| [(from, to), (to, from)])
            .collect();
        Self::from_edges(self.node_count(), &edges).simple()
    }

    /// The same graph with every edge turned round, keeping the edge indices. Copies the arrays.
    #[must_use]
    pub fn reversed(&self) -> Self {
        Self {
            forward: self.backward.clone(),
            backward: self.forward.clone(),
        }
    }
}

/// Visited marks of petgraph's traversals.
#[derive(Debug, Clone, Default)]
pub struct Marks(Vec<bool>);

impl VisitMap<u32> for Marks {
    fn visit(&mut self, node: u32) -> bool {
        !std::mem::replace(&mut self.0[node as usize], true)
    }

    fn is_visited(&self, node: &u32) -> bool {
        self.0[*node as usize]
    }

    fn unvisit(&mut self, node: u32) -> bool {
        std::mem::replace(&mut self.0[node as usize], false)
    }
}

impl GraphBase for Csr {
    type NodeId = u32;
    type EdgeId = u32;
}

impl Visitable for Csr {
    type Map = Marks;

    fn visit_map(&self) -> Marks {
        Marks(vec![false; self.node_count()])
    }

    fn reset_map(&self, map: &mut Marks) {
        map.0.clear();
        map.0.resize(self.node_count(), false);
    }
}

impl<'a> IntoNeighbors for &'a Csr {
    type Neighbors = std::iter::Copied<std::slice::Iter<'a, u32>>;

    fn neighbors(self, node: u32) -> Self::Neighbors {
        self.out(node).iter().copied()
    }
}

impl<'a> IntoNeighborsDirected for &'a Csr {
    type NeighborsDirected = std::iter::Copied<std::slice::Iter<'a, u32>>;

    fn neighbors_directed(self, node: u32, direction: Direction) -> Self::NeighborsDirected {
        match direction {
            Direction::Outgoing => self.out(node).iter().copied(),
            Direction::Incoming => self.inn(node).iter().copied(),
        }
    }
}

impl IntoNodeIdentifiers for &Csr {
    type NodeIdentifiers = std::ops::Range<u32>;

    fn node_identifiers(self) -> Self::NodeIdentifiers {
        self.nodes()
    }
}

impl NodeCount for Csr {
    fn node_count(&self) -> usize {
        Csr::node_count(self)
    }
}

impl NodeIndexable for Csr {
    fn node_bound(&self) -> usize {
        Csr::node_count(self)
    }

    fn to_index(&self, node: u32) -> usize {
        node as usize
    }

    fn from_index(&self, index: usize) -> u32 {
        index as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn neighbours_are_sorted_and_edges_remember_their_row() {
        let graph = Csr::from_edges(4, &[(0, 3), (2, 1), (0, 1), (0, 3), (9, 0), (3, 3)]);
        assert_eq!(graph.out(0), [1, 3, 3]);
        assert_eq!(
            graph.out_edges(0).collect::<Vec<_>>(),
            [(1, 2), (3, 0), (3, 3)]
        );
        assert_eq!(
            graph.in_edges(3).collect::<Vec<_>>(),
            [(0, 0), (0, 3), (3, 5)]
        );
        let at: Vec<_> = (0..).map_while(|i| graph.incident(3, i)).collect();
        assert_eq!(at, [(3, 5), (0, 0), (0, 3), (3, 5)]);
        assert_eq!(graph.inn(1), [0, 2]);
        assert_eq!(
            (graph.edge_count(), graph.degree(3), graph.out_degree(1)),
            (5, 4, 0)
        );
        assert_eq!(
            (graph.find_edge(0, 3), graph.find_edge(3, 0)),
            (Some(0), None)
        );
        assert_eq!(
            graph.simple().edges().collect::<Vec<_>>(),
            [(0, 1), (0, 3), (2, 1)]
        );
        assert_eq!(graph.symmetric().out(1), [0, 2]);
        assert_eq!(graph.reversed().out(3), [0, 0, 3]);
    }

    #[test]
    fn the_empty_graph_and_the_default_have_no_nodes() {
        assert_eq!(Csr::default().node_count(), 0);
        assert_eq!(Csr::from_edges(0, &[]).edges().count(), 0);
        assert!(Csr::default().nodes().is_empty());
    }

    #[test]
    fn petgraph_sorts_a_long_chain_topologically() {
        let edges: Vec<_> = (1..200_000_u32).map(|i| (i, i - 1)).collect();
        let graph = Csr::from_edges(200_000, &edges);
        let order = petgraph::algo::toposort(&graph, None).unwrap();
        assert_eq!((order[0], order[199_999]), (199_999, 0));
    }

    proptest! {
        #[test]
        fn adjacency_equals_a_filter_over_the_edges(
            edges in prop::collection::vec((0..8_u32, 0..8_u32), 0..40)
        ) {
            let graph = Csr::from_edges(8, &edges);
            for node in 0..8 {
                let mut out: Vec<_> = edges.iter().zip(0..).filter(|(e, _)| e.0 == node)
                    .map(|(e, i)| (e.1, i)).collect();
                out.sort_unstable();
                prop_assert_eq!(graph.out_edges(node).collect::<Vec<_>>(), out);
                let mut inn: Vec<_> = edges.iter().zip(0..).filter(|(e, _)| e.1 == node)
                    .map(|(e, i)| (e.0, i)).collect();
                inn.sort_unstable();
                prop_assert_eq!(graph.in_edges(node).collect::<Vec<_>>(), inn);
            }
        }
    }
}
