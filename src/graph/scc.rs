//! Strongly connected components in a canonical order, and a shortest cycle inside one.
//!
//! Uses petgraph's Kosaraju (two iterative passes); its Tarjan recurses and overflows on a long chain.

use super::csr::Csr;
use std::collections::VecDeque;

/// How many adjacency entries [`shortest_cycle`] scans before it stops trying further start nodes.
pub const CYCLE_SEARCH_LIMIT: usize = 4_000_000;

/// The strongly connected components of a graph.
///
/// Components are numbered by their smallest node; the members of each are sorted ascending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Components {
    of: Vec<u32>,
    start: Vec<u32>,
    members: Vec<u32>,
    sinks_first: Vec<u32>,
}

impl Components {
    /// Number of components.
    pub fn len(&self) -> usize {
        self.start.len() - 1
    }

    /// Is the graph empty?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The component of `node`.
    pub fn of(&self, node: u32) -> u32 {
        self.of[node as usize]
    }

    /// The nodes of `component`, ascending.
    pub fn members(&self, component: u32) -> &[u32] {
        let at = component as usize;
        &self.members[self.start[at] as usize..self.start[at + 1] as usize]
    }

    /// Components in reverse topological order: an edge between two components leads to an earlier one.
    pub fn sinks_first(&self) -> &[u32] {
        &self.sinks_first
    }

    /// The components that contain a cycle: more than one node, or one node with a loop.
    pub fn cyclic<'a>(&'a self, graph: &'a Csr) -> impl Iterator<Item = &'a [u32]> + 'a {
        (0..self.len() as u32)
            .map(|c| self.members(c))
            .filter(|members| match members {
                [only] => graph.has_edge(*only, *only),
                _ => true,
            })
    }
}

/// Strongly connected components in `O(nodes + edges)`.
pub fn strong_components(graph: &Csr) -> Components {
    let found = petgraph::algo::kosaraju_scc(graph);
    let nodes = graph.node_count();
    // First by petgraph's number, then renumbered in the order in which a scan over the nodes meets them.
    let mut of = vec![0_u32; nodes];
    for (number, members) in (0..).zip(&found) {
        for &node in members {
            of[node as usize] = number;
        }
    }
    let mut renumbered = vec![u32::MAX; found.len()];
    let mut next = 0;
    for number in &mut of {
        let slot = &mut renumbered[*number as usize];
        if *slot == u32::MAX {
            *slot = next;
            next += 1;
        }
        *number = *slot;
    }
    let mut start = vec![0_u32; found.len() + 1];
    for &component in &of {
        start[component as usize + 1] += 1;
    }
    for i in 0..found.len() {
        start[i + 1] += start[i];
    }
    let mut fill = start.clone();
    let mut members = vec![0_u32; nodes];
    for (node, &component) in (0..).zip(&of) {
        let slot = &mut fill[component as usize];
        members[*slot as usize] = node;
        *slot += 1;
    }
    Components {
        of,
        start,
        members,
        sinks_first: renumbered,
    }
}

/// A cycle found by [`shortest_cycle`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cycle {
    /// The nodes in the order of the edges, the smallest first; the last has an edge to the first.
    pub nodes: Vec<u32>,
    /// True if no shorter cycle exists in the component; false if the search was cut off (see there).
    pub shortest: bool,
}

/// A shortest cycle through nodes of `component` (sorted ascending, as [`Components::members`] gives it).
///
/// Breadth-first search from each node in ascending order, cut at the length already found. Exact costs
/// `O(nodes · edges)` of the component at worst, so no further start node is tried once
/// [`CYCLE_SEARCH_LIMIT`] adjacency entries have been scanned; the first start node is always finished.
/// Of several shortest cycles the one through the smallest node is answered, and of those the one found
/// first when neighbours are taken ascending. `None` if the component has no cycle.
pub fn shortest_cycle(graph: &Csr, component: &[u32]) -> Option<Cycle> {
    if let Some(&node) = component.iter().find(|&&node| graph.has_edge(node, node)) {
        return Some(Cycle {
            nodes: vec![node],
            shortest: true,
        });
    }
    let inner = within(graph, component);
    let mut search = Search {
        before: vec![u32::MAX; component.len()],
        ..Search::default()
    };
    let mut best: Option<Vec<u32>> = None;
    let mut shortest = true;
    for source in inner.nodes() {
        if search.scanned > CYCLE_SEARCH_LIMIT {
            shortest = false;
            break;
        }
        let longest = best.as_ref().map_or(usize::MAX, |cycle| cycle.len() - 1);
        if let Some(cycle) = search.through(&inner, source, longest) {
            // Two is the least without loops.
            let least = cycle.len() == 2;
            best = Some(cycle);
            if least {
                break;
            }
        }
    }
    let mut nodes: Vec<u32> = best?
        .into_iter()
        .map(|local| component[local as usize])
        .collect();
    let least = (0..nodes.len()).min_by_key(|&i| nodes[i])?;
    nodes.rotate_left(least);
    Some(Cycle { nodes, shortest })
}

/// The graph induced by `component`, nodes renumbered by their place in it.
fn within(graph: &Csr, component: &[u32]) -> Csr {
    let mut edges = Vec::new();
    for (from, &node) in (0..).zip(component) {
        for to in graph.out(node) {
            if let Ok(to) = component.binary_search(to) {
                edges.push((from, to as u32));
            }
        }
    }
    edges.dedup();
    Csr::from_edges(component.len(), &edges)
}

/// Breadth-first search with marks that are cleaned by the list of what was reached.
#[derive(Default)]
struct Search {
    before: Vec<u32>,
    reached: Vec<u32>,
    queue: VecDeque<(u32, usize)>,
    scanned: usize,
}

impl Search {
    /// A shortest cycle through `source` of at most `longest` nodes.
    fn through(&mut self, graph: &Csr, source: u32, longest: usize) -> Option<Vec<u32>> {
        for node in self.reached.drain(..) {
            self.before[node as usize] = u32::MAX;
        }
        self.queue.clear();
        self.queue.push_back((source, 1));
        while let Some((node, length)) = self.queue.pop_front() {
            if length > longest {
                return None;
            }
            for &next in graph.out(node) {
                self.scanned += 1;
                if next == source {
                    return Some(self.path(source, node));
                }
                if self.before[next as usize] == u32::MAX {
                    self.before[next as usize] = node;
                    self.reached.push(next);
                    self.queue.push_back((next, length + 1));
                }
            }
        }
        None
    }

    fn path(&self, source: u32, last: u32) -> Vec<u32> {
        let mut path = vec![last];
        let mut node = last;
        while node != source {
            node = self.before[node as usize];
            path.push(node);
        }
        path.reverse();
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn components_come_by_smallest_node() {
        let graph = Csr::from_edges(6, &[(5, 1), (1, 5), (0, 1), (3, 3), (4, 2), (2, 0)]);
        let components = strong_components(&graph);
        let all: Vec<_> = (0..components.len() as u32)
            .map(|c| components.members(c))
            .collect();
        assert_eq!(all, [&[0][..], &[1, 5], &[2], &[3], &[4]]);
        assert_eq!(
            components.cyclic(&graph).collect::<Vec<_>>(),
            [&[1, 5][..], &[3]]
        );
        assert_eq!(components.of(5), 1);
    }

    #[test]
    fn a_cycle_of_three_hundred_thousand_nodes_is_one_component() {
        let n = 300_000;
        let edges: Vec<_> = (0..n).map(|i| (i, (i + 1) % n)).collect();
        let graph = Csr::from_edges(n as usize, &edges);
        let components = strong_components(&graph);
        assert_eq!(components.len(), 1);
        let cycle = shortest_cycle(&graph, components.members(0)).unwrap();
        assert_eq!(cycle.nodes.len(), n as usize);
        // Each start scans the whole ring, so the limit is met.
        assert!(!cycle.shortest);
    }

    #[test]
    fn the_shortest_of_two_cycles_starts_at_its_smallest_node() {
        let graph = Csr::from_edges(
            6,
            &[
                (0, 4),
                (4, 2),
                (2, 5),
                (5, 0),
                (5, 2),
                (2, 4),
                (4, 1),
                (1, 2),
            ],
        );
        let cycle = shortest_cycle(&graph, &[0, 1, 2, 4, 5]).unwrap();
        assert_eq!(
            cycle,
            Cycle {
                nodes: vec![2, 4],
                shortest: true
            }
        );
        assert_eq!(shortest_cycle(&graph, &[0, 1]), None);
    }

    fn reach(n: usize, edges: &[(u32, u32)]) -> Vec<Vec<usize>> {
        let mut far = vec![vec![usize::MAX; n]; n];
        for &(a, b) in edges {
            far[a as usize][b as usize] = 1;
        }
        for k in 0..n {
            for i in 0..n {
                for j in 0..n {
                    far[i][j] = far[i][j].min(far[i][k].saturating_add(far[k][j]));
                }
            }
        }
        far
    }

    proptest! {
        #[test]
        fn components_and_cycles_agree_with_all_pairs_distances(
            edges in prop::collection::vec((0..9_u32, 0..9_u32), 0..24)
        ) {
            let graph = Csr::from_edges(9, &edges);
            let components = strong_components(&graph);
            let far = reach(9, &edges);
            for (a, b) in (0..9_usize).flat_map(|a| (0..9_usize).map(move |b| (a, b))) {
                let same = a == b || (far[a][b] < usize::MAX && far[b][a] < usize::MAX);
                prop_assert_eq!(components.of(a as u32) == components.of(b as u32), same);
            }
            let mut place = vec![0; components.len()];
            for (i, &c) in components.sinks_first().iter().enumerate() {
                // sinks_first lists component numbers.
                place[c as usize] = i;
            }
            for (a, b) in graph.edges() {
                let (a, b) = (components.of(a) as usize, components.of(b) as usize);
                prop_assert!(a == b || place[b] < place[a]);
            }
            for members in components.cyclic(&graph) {
                let cycle = shortest_cycle(&graph, members).unwrap();
                let girth = members.iter().map(|&v| far[v as usize][v as usize]).min().unwrap();
                prop_assert_eq!(cycle.nodes.len(), girth);
                prop_assert!(cycle.shortest);
                prop_assert_eq!(cycle.nodes.iter().min(), cycle.nodes.first());
                for i in 0..girth {
                    prop_assert!(graph.has_edge(cycle.nodes[i], cycle.nodes[(i + 1) % girth]));
                }
            }
        }
    }
}
