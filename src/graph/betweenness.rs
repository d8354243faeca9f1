//! Betweenness: how many shortest paths lead through each node. Freeman (1977) defined it, Brandes (Journal of
//! Mathematical Sociology 25, 2001) gave the algorithm. Knows graphs only.

use super::csr::Csr;
use super::seeded::Seeded;
use rayon::prelude::*;

/// Start nodes are dealt out to this many tasks whatever the number of threads, and the tasks' sums are added in
/// their order: equal input gives equal bits on every machine.
const TASKS: usize = 32;

/// From which nodes shortest paths are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sources {
    /// From every node: exact, `O(nodes · edges)`.
    All,
    /// From that many nodes drawn with `seed`, scaled up by `nodes / count`: an unbiased estimate.
    Sample {
        /// Number of start nodes; all of them if there are fewer.
        count: usize,
        /// Equal seeds draw equal nodes.
        seed: u64,
    },
}

/// Betweenness along directed edges: for each node the sum over ordered pairs of other nodes of the share of
/// their shortest paths that lead through it, not normalised. Loops and parallel edges are ignored.
pub fn betweenness(graph: &Csr, sources: Sources) -> Vec<f64> {
    sum(&graph.simple(), sources)
}

/// Betweenness with directions ignored: as [`betweenness`], over unordered pairs.
pub fn undirected_betweenness(graph: &Csr, sources: Sources) -> Vec<f64> {
    let mut sums = sum(&graph.symmetric(), sources);
    for value in &mut sums {
        *value /= 2.0;
    }
    sums
}

fn sum(graph: &Csr, sources: Sources) -> Vec<f64> {
    let n = graph.node_count();
    let starts: Vec<u32> = match sources {
        Sources::Sample { count, seed } if count < n => {
            let mut drawn = Seeded::new(seed, 0).permutation(n);
            drawn.truncate(count);
            drawn
        }
        _ => graph.nodes().collect(),
    };
    let size = starts.len().div_ceil(TASKS).max(1);
    let parts: Vec<Vec<f64>> = starts
        .par_chunks(size)
        .map(|starts| {
            let mut search = Search::new(n);
            let mut sums = vec![0.0; n];
            for &start in starts {
                search.run(graph, start, &mut sums);
            }
            sums
        })
        .collect();
    let scale = n as f64 / starts.len().max(1) as f64;
    let mut sums = vec![0.0; n];
    for part in parts {
        for (total, value) in sums.iter_mut().zip(part) {
            *total += value * scale;
        }
    }
    sums
}

/// What one search needs, cleaned by the list of reached nodes.
struct Search {
    distance: Vec<u32>,
    paths: Vec<f64>,
    dependency: Vec<f64>,
    reached: Vec<u32>,
}

impl Search {
    fn new(n: usize) -> Self {
        Self {
            distance: vec![u32::MAX; n],
            paths: vec![0.0; n],
            dependency: vec![0.0; n],
            reached: Vec::new(),
        }
    }

    /// Adds the dependencies of all pairs that start at `start`.
    fn run(&mut self, graph: &Csr, start: u32, sums: &mut [f64]) {
        self.reached.push(start);
        self.distance[start as usize] = 0;
        self.paths[start as usize] = 1.0;
        let mut next = 0;
        while let Some(&node) = self.reached.get(next) {
            next += 1;
            let beyond = self.distance[node as usize] + 1;
            for &to in graph.out(node) {
                if self.distance[to as usize] == u32::MAX {
                    self.distance[to as usize] = beyond;
                    self.reached.push(to);
                }
                if self.distance[to as usize] == beyond {
                    self.paths[to as usize] += self.paths[node as usize];
                }
            }
        }
        for &node in self.reached.iter().rev() {
            let beyond = self.distance[node as usize] + 1;
            let mut dependency = 0.0;
            for &to in graph.out(node) {
                if self.distance[to as usize] == beyond {
                    dependency += (1.0 + self.dependency[to as usize]) / self.paths[to as usize];
                }
            }
            self.dependency[node as usize] = dependency * self.paths[node as usize];
            if node != start {
                sums[node as usize] += self.dependency[node as usize];
            }
        }
        for node in self.reached.drain(..) {
            self.distance[node as usize] = u32::MAX;
            self.paths[node as usize] = 0.0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::published::{ADVICE, KITE, managers};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn published_values_are_met() {
        let advice = betweenness(&managers(&ADVICE), Sources::All);
        for (node, value) in [(17, 88.917), (20, 60.127), (6, 27.625)] {
            assert!((advice[node] - value).abs() < 5e-4, "{}", advice[node]);
        }
        let kite = undirected_betweenness(&Csr::from_edges(10, &KITE), Sources::All);
        assert!((kite[7] - 14.0).abs() < 1e-12);
    }

    #[test]
    fn equal_bits_for_any_number_of_threads() {
        let mut random = Seeded::new(3, 0);
        let edges: Vec<_> = (0..1_500)
            .map(|_| (random.below(300), random.below(300)))
            .collect();
        let graph = Csr::from_edges(300, &edges);
        let with = |threads| {
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()
                .unwrap();
            pool.install(|| betweenness(&graph, Sources::All))
        };
        let bits = |values: Vec<f64>| values.into_iter().map(f64::to_bits).collect::<Vec<_>>();
        assert_eq!(bits(with(1)), bits(with(5)));
    }

    #[test]
    fn a_full_sample_is_exact_and_a_half_one_near() {
        let path: Vec<_> = (1..200_u32).map(|i| (i - 1, i)).collect();
        let graph = Csr::from_edges(200, &path);
        let exact = undirected_betweenness(&graph, Sources::All);
        assert!((exact[100] - 100.0 * 99.0).abs() < 1e-9);
        let full = undirected_betweenness(
            &graph,
            Sources::Sample {
                count: 200,
                seed: 1,
            },
        );
        assert_eq!(full, exact);
        let half = undirected_betweenness(
            &graph,
            Sources::Sample {
                count: 100,
                seed: 1,
            },
        );
        assert!((half[100] / exact[100] - 1.0).abs() < 0.2, "{}", half[100]);
    }

    proptest! {
        #[test]
        fn agrees_with_counting_paths_between_all_pairs(
            edges in prop::collection::vec((0..8_u32, 0..8_u32), 0..24)
        ) {
            let graph = Csr::from_edges(8, &edges).simple();
            // Length and number of shortest paths by walks of growing length.
            let mut far = vec![vec![(usize::MAX, 0.0_f64); 8]; 8];
            for (start, row) in far.iter_mut().enumerate() {
                let mut walks = [0.0; 8];
                walks[start] = 1.0;
                for length in 0..8 {
                    for node in 0..8 {
                        if walks[node] > 0.0 && row[node].0 == usize::MAX {
                            row[node] = (length, walks[node]);
                        }
                    }
                    let mut next = [0.0; 8];
                    for (from, to) in graph.edges() {
                        next[to as usize] += walks[from as usize];
                    }
                    walks = next;
                }
            }
            let found = betweenness(&graph, Sources::All);
            for v in 0..8 {
                let mut naive = 0.0;
                for (s, t) in (0..64).map(|i| (i / 8, i % 8)).filter(|&(s, t)| s != v && t != v && s != t) {
                    let ((a, x), (b, y), (c, z)) = (far[s][v], far[v][t], far[s][t]);
                    if a < usize::MAX && b < usize::MAX && a + b == c {
                        naive += x * y / z;
                    }
                }
                prop_assert!((found[v] - naive).abs() < 1e-9);
            }
        }
    }
}
