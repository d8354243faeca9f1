//! Articulation points and bridges: what falls apart when one node or one edge is taken away. Knows graphs only.
//!
//! Hopcroft and Tarjan, Communications of the ACM 16 (1973) 372-378, without recursion.

use super::csr::Csr;

/// Cuts of a graph whose directions are ignored.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cuts {
    /// Nodes whose removal splits their component, ascending.
    pub nodes: Vec<u32>,
    /// For each of these how many other nodes of its component are left outside the largest piece.
    pub separated: Vec<u32>,
    /// Edges whose removal splits their component: indices into the input of [`Csr::from_edges`], ascending.
    pub bridges: Vec<u32>,
}

/// No node or edge.
const NONE: u32 = u32::MAX;

/// Finds all articulation points and bridges in `O(nodes + edges)`.
///
/// Two edges between the same nodes, in whatever directions, make neither a bridge; if a pair of opposite edges is
/// one tie, pass it once. Loops are ignored.
pub fn cuts(graph: &Csr) -> Cuts {
    let mut walk = Walk {
        found: vec![NONE; graph.node_count()],
        low: vec![NONE; graph.node_count()],
        pieces: vec![Pieces::default(); graph.node_count()],
        met: Vec::new(),
        bridges: Vec::new(),
        time: 0,
    };
    for root in graph.nodes() {
        if walk.found[root as usize] == NONE {
            walk.explore(graph, root);
        }
    }
    walk.bridges.sort_unstable();
    let cut = |node: &u32| walk.pieces[*node as usize].number > 1;
    let nodes: Vec<u32> = graph.nodes().filter(cut).collect();
    let separated = |node: &u32| {
        let pieces = &walk.pieces[*node as usize];
        pieces.all - pieces.largest
    };
    Cuts {
        separated: nodes.iter().map(separated).collect(),
        nodes,
        bridges: walk.bridges,
    }
}

struct Walk {
    /// When each node was first met.
    found: Vec<u32>,
    /// The earliest node that its subtree touches by an edge outside the walk's tree.
    low: Vec<u32>,
    pieces: Vec<Pieces>,
    /// Nodes of the component that is being explored.
    met: Vec<u32>,
    bridges: Vec<u32>,
    time: u32,
}

/// What a component falls into without a node: the parts of its subtree that touch nothing above it, and,
/// once the component is explored, the rest.
#[derive(Debug, Clone, Copy, Default)]
struct Pieces {
    /// Nodes of the subtree, the node included.
    subtree: u32,
    number: u32,
    all: u32,
    largest: u32,
}

impl Pieces {
    fn add(&mut self, nodes: u32) {
        self.number += 1;
        self.all += nodes;
        self.largest = self.largest.max(nodes);
    }
}

/// A node being explored: the edge it was met by, and how many of its edges have been looked at.
struct Frame {
    node: u32,
    by: u32,
    next: usize,
}

impl Walk {
    fn meet(&mut self, node: u32) {
        self.found[node as usize] = self.time;
        self.low[node as usize] = self.time;
        self.time += 1;
        self.pieces[node as usize].subtree = 1;
        self.met.push(node);
    }

    fn explore(&mut self, graph: &Csr, root: u32) {
        self.met.clear();
        self.meet(root);
        let mut stack = vec![Frame {
            node: root,
            by: NONE,
            next: 0,
        }];
        while let Some(frame) = stack.last_mut() {
            let node = frame.node;
            if let Some((to, edge)) = graph.incident(node, frame.next) {
                frame.next += 1;
                if edge == frame.by || to == node {
                    continue;
                }
                if self.found[to as usize] == NONE {
                    self.meet(to);
                    stack.push(Frame {
                        node: to,
                        by: edge,
                        next: 0,
                    });
                } else {
                    self.low[node as usize] = self.low[node as usize].min(self.found[to as usize]);
                }
                continue;
            }
            let by = frame.by;
            stack.pop();
            let Some(parent) = stack.last().map(|frame| frame.node) else {
                break;
            };
            let low = self.low[node as usize];
            self.low[parent as usize] = self.low[parent as usize].min(low);
            if low > self.found[parent as usize] {
                self.bridges.push(by);
            }
            let subtree = self.pieces[node as usize].subtree;
            self.pieces[parent as usize].subtree += subtree;
            if low >= self.found[parent as usize] {
                self.pieces[parent as usize].add(subtree);
            }
        }
        let whole = self.pieces[root as usize].subtree;
        for node in &self.met {
            let pieces = &mut self.pieces[*node as usize];
            let rest = whole - 1 - pieces.all;
            if rest > 0 {
                pieces.add(rest);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::published::{REPORTS, managers};
    use super::super::weak::WeakComponents;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_managers_with_reports_are_the_articulation_points() {
        let found = cuts(&managers(&REPORTS));
        // Managers 2, 7, 14, 18 and 21, counted from one.
        assert_eq!(found.nodes, [1, 6, 13, 17, 20]);
        assert_eq!(found.bridges.len(), 20);
    }

    #[test]
    fn parallel_and_opposite_edges_are_no_bridges() {
        let graph = Csr::from_edges(5, &[(0, 1), (0, 1), (1, 2), (3, 2), (2, 3), (3, 4), (4, 4)]);
        assert_eq!(
            cuts(&graph),
            Cuts {
                nodes: vec![1, 2, 3],
                separated: vec![1, 2, 1],
                bridges: vec![2, 5]
            }
        );
    }

    #[test]
    fn a_path_of_three_hundred_thousand_is_walked_without_recursion() {
        let edges: Vec<_> = (1..300_000_u32).map(|i| (i - 1, i)).collect();
        let found = cuts(&Csr::from_edges(300_000, &edges));
        assert_eq!((found.nodes.len(), found.bridges.len()), (299_998, 299_999));
    }

    proptest! {
        #[test]
        fn agrees_with_removing_each_node_and_edge(
            edges in prop::collection::vec((0..9_u32, 0..9_u32), 0..16)
        ) {
            let parts = |edges: &[(u32, u32)]| WeakComponents::of(&Csr::from_edges(9, edges)).sizes().len();
            let found = cuts(&Csr::from_edges(9, &edges));
            let bridges: Vec<u32> = (0..edges.len() as u32).filter(|&i| {
                let mut rest = edges.clone();
                rest.remove(i as usize);
                parts(&rest) > parts(&edges)
            }).collect();
            prop_assert_eq!(found.bridges, bridges);
            let nodes: Vec<u32> = (0..9).filter(|&v| {
                let rest: Vec<_> = edges.iter().copied().filter(|&(a, b)| a != v && b != v).collect();
                let alone = edges.iter().all(|&(a, b)| a == b || (a != v && b != v));
                // Without its edges the node itself is one part more, unless it was alone before.
                parts(&rest) > parts(&edges) + usize::from(!alone)
            }).collect();
            let separated: Vec<u32> = nodes.iter().map(|&v| {
                let rest: Vec<_> = edges.iter().copied().filter(|&(a, b)| a != v && b != v).collect();
                let (before, after) = (WeakComponents::of(&Csr::from_edges(9, &edges)), WeakComponents::of(&Csr::from_edges(9, &rest)));
                let others = (0..9).filter(|&u| u != v && before.component(u) == before.component(v));
                let pieces: Vec<u32> = others.map(|u| after.sizes()[after.component(u) as usize]).collect();
                pieces.len() as u32 - pieces.iter().max().copied().unwrap_or(0)
            }).collect();
            prop_assert_eq!(found.nodes, nodes);
            prop_assert_eq!(found.separated, separated);
        }
    }
}
