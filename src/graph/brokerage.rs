//! Gould and Fernandez' brokerage: who stands between whom across classes, and how much of it chance explains.
//!
//! Gould and Fernandez, Structures of mediation, Sociological Methodology 19 (1989) 89-126. Knows graphs and class
//! numbers; the class of each node is given as one number a node.

use super::csr::Csr;
use super::seeded::Seeded;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// One value for each of the five roles of `v` in a path `a → v → c` without `a → c`, and for their sum.
#[derive(Debug, Clone, Copy, Default, PartialEq, PartialOrd)]
pub struct Roles<T> {
    /// `w_I`: all three of one class.
    pub coordinator: T,
    /// `w_O`: `a` and `c` of one class, `v` of another. Also called consultant.
    pub itinerant: T,
    /// `b_IO`: `a` and `v` of one class, `c` of another.
    pub representative: T,
    /// `b_OI`: `v` and `c` of one class, `a` of another.
    pub gatekeeper: T,
    /// `b_O`: three classes.
    pub liaison: T,
    /// `t`: any of the five.
    pub total: T,
}

impl<T> Roles<T> {
    /// The same computation for each role.
    pub fn map<U>(self, mut f: impl FnMut(T) -> U) -> Roles<U> {
        Roles {
            coordinator: f(self.coordinator),
            itinerant: f(self.itinerant),
            representative: f(self.representative),
            gatekeeper: f(self.gatekeeper),
            liaison: f(self.liaison),
            total: f(self.total),
        }
    }

    /// Role by role with another.
    pub fn zip<U>(self, other: Roles<U>) -> Roles<(T, U)> {
        Roles {
            coordinator: (self.coordinator, other.coordinator),
            itinerant: (self.itinerant, other.itinerant),
            representative: (self.representative, other.representative),
            gatekeeper: (self.gatekeeper, other.gatekeeper),
            liaison: (self.liaison, other.liaison),
            total: (self.total, other.total),
        }
    }
}

/// Expectation and variance of a count in a random graph whose edges are independent and equally likely.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Moments {
    /// Expected count.
    pub mean: f64,
    /// Variance of the count.
    pub variance: f64,
}

impl Moments {
    /// `(count - mean) / standard deviation`; `None` if the variance is zero. Not always near normal: for small
    /// graphs prefer [`Brokerage::permutation_p`].
    pub fn z(self, count: u32) -> Option<f64> {
        (self.variance > 0.0).then(|| (f64::from(count) - self.mean) / self.variance.sqrt())
    }
}

/// Brokerage of every node of a graph.
#[derive(Debug, Clone)]
pub struct Brokerage {
    graph: Csr,
    classes: Vec<u32>,
    counts: Vec<Roles<u32>>,
    sizes: BTreeMap<u32, f64>,
}

impl Brokerage {
    /// Counts all brokered pairs in `O(Σ in-degree · out-degree)`. `classes` has one entry a node. Loops and
    /// parallel edges are ignored.
    pub fn of(graph: &Csr, classes: &[u32]) -> Self {
        let graph = graph.simple();
        let classes: Vec<u32> = classes.iter().copied().take(graph.node_count()).collect();
        let counts = count(&graph, &classes);
        let mut sizes = BTreeMap::new();
        for &class in &classes {
            *sizes.entry(class).or_insert(0.0) += 1.0;
        }
        Self {
            graph,
            classes,
            counts,
            sizes,
        }
    }

    /// Brokered pairs of `node`, by role.
    pub fn node(&self, node: u32) -> Roles<u32> {
        self.counts[node as usize]
    }

    /// Brokered pairs of all nodes together, by role.
    pub fn all(&self) -> Roles<u32> {
        self.counts.iter().fold(Roles::default(), |sum, &node| {
            sum.zip(node).map(|(a, b)| a + b)
        })
    }

    fn density(&self) -> f64 {
        let n = self.graph.node_count() as f64;
        if n > 1.0 {
            self.graph.edge_count() as f64 / (n * (n - 1.0))
        } else {
            0.0
        }
    }

    /// What chance gives to a node of `class`: Gould and Fernandez' expectations and variances for a random graph
    /// of this density. The path of one broker shares an edge with another of his only as the same half of
    /// both.
    pub fn node_moments(&self, class: u32) -> Roles<Moments> {
        let n = self.graph.node_count() as f64;
        let own = self.sizes.get(&class).copied().unwrap_or(0.0);
        let others = || {
            self.sizes
                .iter()
                .filter(|(c, _)| **c != class)
                .map(|(_, &size)| size)
        };
        let two = |x: f64| x * (x - 1.0) / 2.0;
        let rest = n - own;
        let squares: f64 = others().map(|size| size * size).sum();
        let across = rest * (own - 1.0);
        let across_shared = (own - 1.0) * two(rest) + rest * two(own - 1.0);
        let moments = |triples: f64, shared: f64| self.moments(triples, 2.0 * shared, 0.0, 0.0);
        Roles {
            coordinator: moments(
                (own - 1.0) * (own - 2.0),
                (own - 1.0) * (own - 2.0) * (own - 3.0),
            ),
            itinerant: moments(
                others().map(|m| m * (m - 1.0)).sum(),
                others().map(|m| m * (m - 1.0) * (m - 2.0)).sum(),
            ),
            representative: moments(across, across_shared),
            gatekeeper: moments(across, across_shared),
            liaison: moments(
                rest * rest - squares,
                others().map(|m| 2.0 * m * two(rest - m)).sum(),
            ),
            total: moments((n - 1.0) * (n - 2.0), (n - 1.0) * (n - 2.0) * (n - 3.0)),
        }
    }

    /// What chance gives to all nodes together, exactly, in `O(classes²)`.
    ///
    /// The printed formulas (as R's `sna` has them) leave out some pairs of paths that exclude each other: those
    /// on the same three nodes for `coordinator` and `total`, and all of them for `representative` and
    /// `gatekeeper`. Their variances are therefore larger; `itinerant` and `liaison` agree.
    pub fn all_moments(&self) -> Roles<Moments> {
        self.shared()
            .map(|s| self.moments(s.triples, s.present, s.absent, s.mixed - s.twice))
    }

    /// Mean and variance of the number of paths among `triples`, if so many ordered pairs of them share an edge
    /// that both need (`present`), that both need absent, or that one needs and the other needs absent.
    fn moments(&self, triples: f64, present: f64, absent: f64, mixed: f64) -> Moments {
        let d = self.density();
        let path = d * d * (1.0 - d);
        let covariance = present * (d * (1.0 - d)).powi(3) + absent * d.powi(5) * (1.0 - d)
            - mixed * d.powi(4) * (1.0 - d).powi(2);
        Moments {
            mean: triples * path,
            variance: triples * path * (1.0 - path) + covariance,
        }
    }

    /// How the possible paths of each role overlap.
    fn shared(&self) -> Roles<Shared> {
        let n = self.graph.node_count() as f64;
        let sizes: Vec<f64> = self.sizes.values().copied().collect();
        let mut sum: Roles<Shared> = Roles::default();
        for (i, &from) in sizes.iter().enumerate() {
            for (j, &to) in sizes.iter().enumerate() {
                let same = i == j;
                let edges = if same { from * (from - 1.0) } else { from * to };
                let place = if same {
                    places_within(from, n)
                } else {
                    places_across(from, to, n)
                };
                sum = sum.zip(place).map(|(sum, place)| sum.add(edges, place));
            }
        }
        // Paths on the same three nodes that share two edges: a → c → v and v → a → c beside a → v → c.
        sum.coordinator.twice = 2.0 * sum.coordinator.triples;
        sum.representative.twice = sum.representative.triples;
        sum.gatekeeper.twice = sum.gatekeeper.triples;
        sum.liaison.twice = 2.0 * sum.liaison.triples;
        sum.total.twice = 2.0 * sum.total.triples;
        sum
    }

    /// Share of random reassignments of the classes to the nodes in which `node` has at least its count, the
    /// observed one included, by role. Rounds run in parallel; equal seeds give equal answers. Costs `rounds`
    /// times a count.
    pub fn permutation_p(&self, rounds: u32, seed: u64) -> Vec<Roles<f64>> {
        let hits: Vec<Roles<u32>> = (0..rounds)
            .into_par_iter()
            .map(|round| {
                let mut classes = self.classes.clone();
                Seeded::new(seed, u64::from(round)).shuffle(&mut classes);
                let found = count(&self.graph, &classes);
                found
                    .into_iter()
                    .zip(&self.counts)
                    .map(|(found, &own)| found.zip(own).map(|(found, own)| u32::from(found >= own)))
                    .collect()
            })
            .reduce(
                || vec![Roles::default(); self.counts.len()],
                |a: Vec<Roles<u32>>, b| {
                    a.into_iter()
                        .zip(b)
                        .map(|(a, b)| a.zip(b).map(|(a, b)| a + b))
                        .collect()
                },
            );
        let share = |hits: u32| (f64::from(hits) + 1.0) / (f64::from(rounds) + 1.0);
        hits.into_iter().map(|roles| roles.map(share)).collect()
    }
}

/// How many possible paths use one edge as their first half, second half, or as the edge that must be absent.
#[derive(Debug, Clone, Copy, Default)]
struct Places {
    first: f64,
    second: f64,
    closing: f64,
}

fn places(first: f64, second: f64, closing: f64) -> Places {
    Places {
        first,
        second,
        closing,
    }
}

/// For an edge within a class of `own` nodes among `n`.
fn places_within(own: f64, n: f64) -> Roles<Places> {
    Roles {
        coordinator: places(own - 2.0, own - 2.0, own - 2.0),
        itinerant: places(0.0, 0.0, n - own),
        representative: places(n - own, 0.0, 0.0),
        gatekeeper: places(0.0, n - own, 0.0),
        liaison: places(0.0, 0.0, 0.0),
        total: places(n - 2.0, n - 2.0, n - 2.0),
    }
}

/// For an edge from a class of `from` nodes to one of `to` nodes among `n`.
fn places_across(from: f64, to: f64, n: f64) -> Roles<Places> {
    let rest = n - from - to;
    Roles {
        coordinator: places(0.0, 0.0, 0.0),
        itinerant: places(from - 1.0, to - 1.0, 0.0),
        representative: places(0.0, from - 1.0, from - 1.0),
        gatekeeper: places(to - 1.0, 0.0, to - 1.0),
        liaison: places(rest, rest, rest),
        total: places(n - 2.0, n - 2.0, n - 2.0),
    }
}

/// Numbers of possible paths, and of ordered pairs of them that share an edge.
#[derive(Debug, Clone, Copy, Default)]
struct Shared {
    triples: f64,
    present: f64,
    absent: f64,
    mixed: f64,
    /// Pairs counted twice in `mixed` because they share two edges.
    twice: f64,
}

impl Shared {
    fn add(self, edges: f64, place: Places) -> Self {
        let needed = place.first + place.second;
        Self {
            triples: self.triples + edges * place.closing,
            present: self.present + edges * needed * (needed - 1.0),
            absent: self.absent + edges * place.closing * (place.closing - 1.0),
            mixed: self.mixed + edges * 2.0 * needed * place.closing,
            twice: self.twice,
        }
    }
}

fn count(graph: &Csr, classes: &[u32]) -> Vec<Roles<u32>> {
    let mut counts = vec![Roles::default(); graph.node_count()];
    let mut near = vec![u32::MAX; graph.node_count()];
    for a in graph.nodes() {
        near[a as usize] = a;
        for &c in graph.out(a) {
            near[c as usize] = a;
        }
        for &v in graph.out(a) {
            let roles: &mut Roles<u32> = &mut counts[v as usize];
            for &c in graph.out(v) {
                if near[c as usize] == a {
                    continue;
                }
                let [a, v, c] = [a, v, c].map(|node| classes[node as usize]);
                let role = match (a == v, v == c, a == c) {
                    (true, true, _) => &mut roles.coordinator,
                    (true, false, _) => &mut roles.representative,
                    (false, true, _) => &mut roles.gatekeeper,
                    (false, false, true) => &mut roles.itinerant,
                    (false, false, false) => &mut roles.liaison,
                };
                *role += 1;
                roles.total += 1;
            }
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::super::published::{ADVICE, DEPARTMENT, FRIENDS, managers};
    use super::*;
    use proptest::prelude::*;

    fn array<T>(roles: Roles<T>) -> [T; 6] {
        let Roles {
            coordinator,
            itinerant,
            representative,
            gatekeeper,
            liaison,
            total,
        } = roles;
        [
            coordinator,
            itinerant,
            representative,
            gatekeeper,
            liaison,
            total,
        ]
    }

    fn close(left: [f64; 6], right: [f64; 6], digits: f64) {
        for (l, r) in left.iter().zip(right) {
            assert!((l - r).abs() <= digits, "{left:?} is not {right:?}");
        }
    }

    fn advice() -> Brokerage {
        Brokerage::of(&managers(&ADVICE), &DEPARTMENT)
    }

    #[test]
    fn the_managers_broker_as_published() {
        let advice = advice();
        assert_eq!(array(advice.all()), [28, 69, 95, 62, 246, 500]);
        assert_eq!(array(advice.node(17)), [0, 32, 4, 11, 74, 121]);
        assert_eq!(array(advice.node(20)), [11, 7, 20, 15, 19, 72]);
        let friends = Brokerage::of(&managers(&FRIENDS), &DEPARTMENT);
        assert_eq!(array(friends.all()), [26, 27, 80, 55, 68, 256]);
        assert_eq!(array(friends.node(16)), [5, 4, 36, 7, 19, 71]);
    }

    #[test]
    fn the_moments_and_z_of_nodes_are_as_published() {
        let advice = advice();
        let four = advice.node_moments(4);
        close(
            array(four.map(|m| m.mean)),
            [0.6724, 9.1897, 5.7155, 5.7155, 21.2932, 42.5864],
            5e-5,
        );
        close(
            array(four.map(|m| m.variance.sqrt())),
            [0.8829, 4.5148, 4.3626, 4.3626, 8.9661, 15.678],
            5e-5,
        );
        let one = advice.node_moments(1);
        close(
            array(one.map(|m| m.mean)),
            [1.3448, 8.2931, 7.1724, 7.1724, 18.6035, 42.5864],
            6e-5,
        );
        close(
            array(one.map(|m| m.variance.sqrt())),
            [1.387, 4.3003, 4.8871, 4.8871, 8.1739, 15.678],
            5e-5,
        );
        let z = |node: u32| {
            let moments = advice.node_moments(DEPARTMENT[node as usize]);
            array(
                advice
                    .node(node)
                    .zip(moments)
                    .map(|(count, m)| m.z(count).unwrap()),
            )
        };
        close(z(17), [-0.502, 4.771, -0.009, 1.9, 5.015, 5.002], 5e-4);
        close(z(20), [6.961, -0.301, 2.625, 1.602, 0.049, 1.876], 5e-4);
        // Department 0 has one member: no coordinator among fewer than three.
        assert_eq!(advice.node_moments(0).coordinator.z(0), None);
    }

    #[test]
    fn with_the_printed_omissions_the_z_of_all_are_as_published() {
        let advice = advice();
        let shared = advice.shared();
        let omit = |s: Shared, mixed: f64| advice.moments(s.triples, s.present, s.absent, mixed);
        let apart = |s: Shared| omit(s, s.mixed - 2.0 * s.twice);
        let printed = Roles {
            coordinator: apart(shared.coordinator),
            total: apart(shared.total),
            representative: omit(shared.representative, 0.0),
            gatekeeper: omit(shared.gatekeeper, 0.0),
            ..advice.all_moments()
        };
        let z = array(
            advice
                .all()
                .zip(printed)
                .map(|(count, m)| m.z(count).unwrap()),
        );
        close(
            z,
            [-2.041, -3.2418, -2.4087, -3.7932, -4.3062, -6.1989],
            5e-5,
        );
    }

    #[test]
    fn the_exact_moments_are_those_of_all_graphs_of_four_nodes() {
        // Every graph on four nodes, weighted by its probability at the density of the one asked.
        for classes in [[0, 0, 0, 1], [0, 0, 1, 1], [0, 1, 2, 1], [0, 0, 0, 0]] {
            let arcs: Vec<(u32, u32)> = (0..16)
                .map(|i| (i / 4, i % 4))
                .filter(|(a, b)| a != b)
                .collect();
            let asked = Brokerage::of(&Csr::from_edges(4, &arcs[..5]), &classes);
            let d: f64 = 5.0 / 12.0;
            let (mut mean, mut square) = ([0.0; 6], [0.0; 6]);
            for mask in 0..1_u32 << 12 {
                let edges: Vec<_> = (0..12)
                    .filter(|b| mask & (1 << b) != 0)
                    .map(|b| arcs[b])
                    .collect();
                let m = edges.len() as i32;
                let weight = d.powi(m) * (1.0 - d).powi(12 - m);
                let counts = array(Brokerage::of(&Csr::from_edges(4, &edges), &classes).all());
                for (i, count) in counts.into_iter().enumerate() {
                    mean[i] += weight * f64::from(count);
                    square[i] += weight * f64::from(count * count);
                }
            }
            let exact = asked.all_moments();
            close(array(exact.map(|m| m.mean)), mean, 1e-9);
            let variance: Vec<_> = (0..6).map(|i| square[i] - mean[i] * mean[i]).collect();
            close(
                array(exact.map(|m| m.variance)),
                variance.try_into().unwrap(),
                1e-9,
            );
        }
    }

    #[test]
    fn permutations_repeat_and_rank_the_strong_liaison_high() {
        let advice = advice();
        let p = advice.permutation_p(199, 7);
        assert_eq!(p, advice.permutation_p(199, 7));
        assert!(
            p[17].liaison < 0.2 && p[17].coordinator > 0.9,
            "{:?}",
            p[17]
        );
        // The total does not depend on the classes.
        assert!((p[17].total - 1.0).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn counts_agree_with_looking_at_every_triple(
            edges in prop::collection::vec((0..7_u32, 0..7_u32), 0..30),
            classes in prop::collection::vec(0..3_u32, 7)
        ) {
            let found = Brokerage::of(&Csr::from_edges(7, &edges), &classes);
            for v in 0..7_u32 {
                let mut naive = [0; 6];
                for (a, c) in (0..49).map(|i| (i / 7, i % 7)) {
                    let distinct = a != v && v != c && a != c;
                    if distinct && edges.contains(&(a, v)) && edges.contains(&(v, c)) && !edges.contains(&(a, c)) {
                        let [a, v, c] = [a, v, c].map(|x: u32| classes[x as usize]);
                        let role = if a == v && v == c { 0 } else if a == c { 1 } else if a == v { 2 }
                            else if v == c { 3 } else { 4 };
                        naive[role] += 1;
                        naive[5] += 1;
                    }
                }
                prop_assert_eq!(array(found.node(v)), naive);
            }
        }
    }
}
