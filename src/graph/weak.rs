//! Weakly connected components: who hangs together when directions are ignored. Knows node numbers only.

use super::csr::Csr;

/// Weakly connected components, numbered by their smallest node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeakComponents {
    of: Vec<u32>,
    sizes: Vec<u32>,
}

impl WeakComponents {
    /// Finds the components in near-linear time.
    pub fn of(graph: &Csr) -> Self {
        let mut leader: Vec<u32> = graph.nodes().collect();
        for (from, to) in graph.edges() {
            let (from, to) = (find(&mut leader, from), find(&mut leader, to));
            // The smallest node leads, so numbering in node order is by smallest node.
            leader[from.max(to) as usize] = from.min(to);
        }
        let mut of = vec![0; leader.len()];
        let mut sizes = Vec::new();
        for node in graph.nodes() {
            let head = find(&mut leader, node);
            if head == node {
                of[node as usize] = sizes.len() as u32;
                sizes.push(0);
            }
            of[node as usize] = of[head as usize];
            sizes[of[node as usize] as usize] += 1;
        }
        Self { of, sizes }
    }

    /// The component of `node`.
    pub fn component(&self, node: u32) -> u32 {
        self.of[node as usize]
    }

    /// Number of nodes of each component.
    pub fn sizes(&self) -> &[u32] {
        &self.sizes
    }
}

fn find(leader: &mut [u32], mut node: u32) -> u32 {
    while leader[node as usize] != node {
        leader[node as usize] = leader[leader[node as usize] as usize];
        node = leader[node as usize];
    }
    node
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components_are_numbered_by_their_smallest_node() {
        let graph = Csr::from_edges(7, &[(5, 1), (6, 5), (3, 2), (0, 0)]);
        let weak = WeakComponents::of(&graph);
        let of: Vec<_> = graph.nodes().map(|n| weak.component(n)).collect();
        assert_eq!(of, [0, 1, 2, 2, 3, 1, 1]);
        assert_eq!(weak.sizes(), [1, 3, 2, 1]);
    }

    #[test]
    fn a_long_path_from_behind_is_one_component() {
        let edges: Vec<_> = (1..300_000_u32).rev().map(|i| (i, i - 1)).collect();
        let weak = WeakComponents::of(&Csr::from_edges(300_000, &edges));
        assert_eq!(weak.sizes(), [300_000]);
    }
}
