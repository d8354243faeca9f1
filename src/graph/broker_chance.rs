//! How likely chance gives one node of a graph as much brokerage as it has: random reassignments of
//! the classes, looked at from that node alone. Knows graphs and class numbers.
//!
//! Only the classes of a node and its neighbours decide what it brokers, so a round draws these alone,
//! without replacement: the same distribution as one over all nodes at a fraction of the cost. The
//! order in which they are drawn follows from the shape of the neighbourhood and the sizes of the
//! classes, not from the numbers of nodes and classes.

use super::csr::Csr;
use super::seeded::Seeded;
use std::collections::BTreeMap;

/// What is brokered between classes. In a symmetric graph gatekeeper and representative are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Between {
    /// Pairs of neighbours not joined to each other, exactly one of them of the node's own class.
    OwnAndOther,
    /// Such pairs of two different classes, neither of them the node's own.
    TwoOthers,
}

/// One node of a symmetric graph with its neighbours.
#[derive(Debug, Clone)]
pub struct Broker {
    /// Neighbours in the order of their place in the neighbourhood.
    near: Vec<u32>,
    pairs: Pairs,
}

/// Pairs of neighbours by position: those that are joined to each other or those that are not,
/// whichever are fewer.
#[derive(Debug, Clone)]
enum Pairs {
    Joined(Vec<(u32, u32)>),
    Open(Vec<(u32, u32)>),
}

/// Random classes for nodes.
#[derive(Debug, Clone)]
pub struct Classes {
    /// The class of each node, numbered by size, the largest first.
    labels: Vec<u32>,
}

impl Classes {
    /// One class a node. Classes of one size are alike, so that it does not matter which comes first.
    pub fn new(classes: &[u32]) -> Self {
        let mut sizes: BTreeMap<u32, usize> = BTreeMap::new();
        for class in classes {
            *sizes.entry(*class).or_default() += 1;
        }
        let mut sizes: Vec<usize> = sizes.into_values().collect();
        sizes.sort_unstable_by(|a, b| b.cmp(a));
        let labels = sizes
            .into_iter()
            .zip(0..)
            .flat_map(|(size, label)| std::iter::repeat_n(label, size));
        Self {
            labels: labels.collect(),
        }
    }
}

impl Broker {
    /// Looks at a node of a simple symmetric graph in `O(Σ degree of its neighbours)`, and, where more
    /// than half of them are joined to each other, the square of their number.
    pub fn new(graph: &Csr, node: u32) -> Self {
        let near = graph.out(node);
        let mut joined: Vec<(u32, u32)> = Vec::new();
        for (at, other) in near.iter().zip(0_u32..).map(|(node, at)| (at, *node)) {
            for next in graph.out(other).iter().filter(|next| **next > other) {
                if let Ok(to) = near.binary_search(next) {
                    joined.push((at, to as u32));
                }
            }
        }
        let order = places(near.len(), &joined);
        let mut rank = vec![0; near.len()];
        for (place, at) in order.iter().enumerate() {
            rank[*at as usize] = place as u32;
        }
        for (a, b) in &mut joined {
            let (first, second) = (rank[*a as usize], rank[*b as usize]);
            (*a, *b) = (first.min(second), first.max(second));
        }
        joined.sort_unstable();
        let all = near.len() * near.len().saturating_sub(1) / 2;
        let pairs = if joined.len() * 2 <= all {
            Pairs::Joined(joined)
        } else {
            Pairs::Open(rest(near.len() as u32, &joined))
        };
        Self {
            near: order.iter().map(|at| near[*at as usize]).collect(),
            pairs,
        }
    }

    /// Steps that one reassignment takes.
    pub fn steps(&self) -> usize {
        let (Pairs::Joined(pairs) | Pairs::Open(pairs)) = &self.pairs;
        self.near.len() + pairs.len()
    }

    /// What the node brokers with these classes of all nodes.
    pub fn count(&self, node: u32, classes: &[u32], what: Between) -> u32 {
        let near: Vec<u32> = self
            .near
            .iter()
            .map(|other| classes[*other as usize])
            .collect();
        self.brokered(classes[node as usize], &near, what)
    }

    /// Share of reassignments, the observed one included, that give at least `least`; at least this
    /// share where it is clear before the end that it is more than `enough`.
    pub fn chance(
        &self,
        classes: &Classes,
        what: Between,
        least: u32,
        (rounds, seed, enough): (u32, u64, f64),
    ) -> f64 {
        let share = |hits: u32| (f64::from(hits) + 1.0) / (f64::from(rounds) + 1.0);
        let mut random = Seeded::new(seed, 0);
        let mut labels = classes.labels.clone();
        let drawn = (self.near.len() + 1).min(labels.len());
        let mut hits = 0;
        for _ in 0..rounds {
            // The first steps of a shuffle; going on from the last order is as good as any.
            for at in 0..drawn {
                let other = at + random.below((labels.len() - at) as u32) as usize;
                labels.swap(at, other);
            }
            if let Some((own, near)) = labels[..drawn].split_first()
                && self.brokered(*own, near, what) >= least
            {
                hits += 1;
                if share(hits) > enough {
                    break;
                }
            }
        }
        share(hits)
    }

    fn brokered(&self, own: u32, near: &[u32], what: Between) -> u32 {
        let counts = |(a, b): &(u32, u32)| {
            let (a, b) = (near[*a as usize], near[*b as usize]);
            match what {
                Between::OwnAndOther => (a == own) != (b == own),
                Between::TwoOthers => a != own && b != own && a != b,
            }
        };
        let number = |pairs: &[(u32, u32)]| pairs.iter().filter(|pair| counts(pair)).count() as u32;
        match &self.pairs {
            Pairs::Open(pairs) => number(pairs),
            Pairs::Joined(pairs) => all_pairs(own, near, what) - number(pairs),
        }
    }
}

/// Pairs of neighbours between classes, whether they are joined or not.
fn all_pairs(own: u32, near: &[u32], what: Between) -> u32 {
    let same = near.iter().filter(|class| **class == own).count() as u32;
    let others = near.len() as u32 - same;
    match what {
        Between::OwnAndOther => same * others,
        Between::TwoOthers => {
            let two = |n: u32| n * n.saturating_sub(1) / 2;
            let mut classes: Vec<u32> = near.iter().copied().filter(|c| *c != own).collect();
            classes.sort_unstable();
            let alike: u32 = classes
                .chunk_by(|a, b| a == b)
                .map(|block| two(block.len() as u32))
                .sum();
            two(others) - alike
        }
    }
}

/// Steps that the search for an order may take; what is alike after them comes by position.
const SEARCH: usize = 5_000_000;

/// Positions in an order that follows from who is joined to whom: by colours that are refined with
/// those of the neighbours (Weisfeiler and Leman 1968); where some are alike one of them is set
/// apart and the others are refined again.
fn places(nodes: usize, joined: &[(u32, u32)]) -> Vec<u32> {
    let mut colours = vec![0_u64; nodes];
    let mut left = SEARCH;
    for apart in 1..=nodes as u64 {
        refine(&mut colours, joined, &mut left);
        let order = by_colour(&colours);
        let alike = order
            .windows(2)
            .find(|pair| colours[pair[0] as usize] == colours[pair[1] as usize]);
        match alike {
            Some(pair) if left > 0 => colours[pair[0] as usize] = mix(apart),
            _ => return order,
        }
    }
    by_colour(&colours)
}

fn by_colour(colours: &[u64]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..colours.len() as u32).collect();
    order.sort_by_key(|at| colours[*at as usize]);
    order
}

fn mix(number: u64) -> u64 {
    Seeded::new(number, 0).next_u64()
}

/// Tells nodes apart by their neighbours until no more can be told apart.
fn refine(colours: &mut [u64], joined: &[(u32, u32)], left: &mut usize) {
    let distinct = |colours: &[u64]| {
        let mut sorted = colours.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        sorted.len()
    };
    let mut known = 0;
    while *left > 0 && known < distinct(colours) {
        known = distinct(colours);
        *left = left.saturating_sub(colours.len() + joined.len());
        let mut seen: Vec<Vec<u64>> = vec![Vec::new(); colours.len()];
        for (a, b) in joined {
            seen[*a as usize].push(colours[*b as usize]);
            seen[*b as usize].push(colours[*a as usize]);
        }
        for (colour, mut seen) in colours.iter_mut().zip(seen) {
            seen.sort_unstable();
            *colour = seen
                .into_iter()
                .fold(mix(*colour), |all, one| mix(all ^ one));
        }
    }
}

/// The pairs of `0..nodes` that are not among these, which are sorted.
fn rest(nodes: u32, pairs: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let all = (0..nodes).flat_map(|a| (a + 1..nodes).map(move |b| (a, b)));
    let mut taken = pairs.iter().copied().peekable();
    all.filter(|pair| taken.next_if_eq(pair).is_none())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::brokerage::Brokerage;
    use proptest::prelude::*;

    fn symmetric(nodes: usize, edges: &[(u32, u32)]) -> Csr {
        Csr::from_edges(nodes, edges).symmetric().simple()
    }

    proptest! {
        #[test]
        fn counts_are_those_of_gould_and_fernandez(
            edges in prop::collection::vec((0..9_u32, 0..9_u32), 0..40),
            classes in prop::collection::vec(0..4_u32, 9)
        ) {
            let graph = symmetric(9, &edges);
            let all = Brokerage::of(&graph, &classes);
            for node in graph.nodes() {
                let broker = Broker::new(&graph, node);
                let roles = all.node(node);
                prop_assert_eq!(broker.count(node, &classes, Between::OwnAndOther), roles.gatekeeper);
                // A pair of two others is counted in both directions.
                prop_assert_eq!(2 * broker.count(node, &classes, Between::TwoOthers), roles.liaison);
            }
        }

        #[test]
        fn numbers_of_nodes_and_classes_say_nothing(
            edges in prop::collection::vec((0..7_u32, 0..7_u32), 0..20),
            classes in prop::collection::vec(0..3_u32, 7),
            turn in 1..7_u32
        ) {
            let moved = |node: u32| (node + turn) % 7;
            let others: Vec<(u32, u32)> = edges.iter().map(|(a, b)| (moved(*a), moved(*b))).collect();
            let mut renamed = vec![0; 7];
            for (node, class) in classes.iter().enumerate() {
                renamed[moved(node as u32) as usize] = 9 - class;
            }
            let chance = |edges: &[(u32, u32)], classes: &[u32], node| {
                let broker = Broker::new(&symmetric(7, edges), node);
                let least = broker.count(node, classes, Between::OwnAndOther);
                broker.chance(&Classes::new(classes), Between::OwnAndOther, least, (99, 5, 1.0))
            };
            for node in 0..7 {
                let (here, there) = (chance(&edges, &classes, node), chance(&others, &renamed, moved(node)));
                prop_assert!((here - there).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn the_chance_is_that_of_reassigning_all_nodes() {
        let edges = [(0, 1), (0, 2), (0, 3), (1, 2), (3, 4), (4, 5), (5, 0)];
        let (graph, classes) = (symmetric(6, &edges), [0, 0, 0, 1, 1, 1]);
        let all = Brokerage::of(&graph, &classes).permutation_p(20_000, 1);
        for node in graph.nodes() {
            let broker = Broker::new(&graph, node);
            let least = broker.count(node, &classes, Between::OwnAndOther);
            let drawn = Classes::new(&classes);
            let own = broker.chance(&drawn, Between::OwnAndOther, least, (20_000, 1, 1.0));
            assert!((own - all[node as usize].gatekeeper).abs() < 0.02, "{node}");
        }
    }

    #[test]
    fn what_is_clear_ends_early() {
        let graph = symmetric(4, &[(0, 1), (0, 2), (0, 3)]);
        let broker = Broker::new(&graph, 0);
        let drawn = Classes::new(&[0, 0, 1, 1]);
        let p = broker.chance(&drawn, Between::OwnAndOther, 0, (999, 1, 0.01));
        assert!((p - 0.011).abs() < 1e-12, "{p}");
    }
}
