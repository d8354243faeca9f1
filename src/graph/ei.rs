//! The E-I index: how many edges leave their class. Krackhardt and Stern, Social Psychology Quarterly 51 (1988)
//! 123-140. Knows graphs and class numbers.

use super::csr::Csr;
use super::seeded::Seeded;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// External and internal edges.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ei {
    /// Edges between nodes of different classes.
    pub external: u32,
    /// Edges between nodes of one class.
    pub internal: u32,
}

impl Ei {
    /// `(E - I) / (E + I)`, from -1 (all internal) to 1 (all external); `None` without edges.
    pub fn index(self) -> Option<f64> {
        let all = f64::from(self.external) + f64::from(self.internal);
        (all > 0.0).then(|| (f64::from(self.external) - f64::from(self.internal)) / all)
    }

    fn add(&mut self, external: bool) {
        if external {
            self.external += 1;
        } else {
            self.internal += 1;
        }
    }
}

/// Edges of the whole graph. Directed edges are counted one by one, loops not at all; for an undirected index
/// pass [`Csr::symmetric`], which doubles both numbers and leaves the index as it is.
pub fn ei(graph: &Csr, classes: &[u32]) -> Ei {
    let mut found = Ei::default();
    for (from, to) in graph.edges().filter(|(from, to)| from != to) {
        found.add(classes[from as usize] != classes[to as usize]);
    }
    found
}

/// Edges at each node, entering and leaving.
pub fn ei_by_node(graph: &Csr, classes: &[u32]) -> Vec<Ei> {
    let mut found = vec![Ei::default(); graph.node_count()];
    for (from, to) in graph.edges().filter(|(from, to)| from != to) {
        let external = classes[from as usize] != classes[to as usize];
        found[from as usize].add(external);
        found[to as usize].add(external);
    }
    found
}

/// Edges of each class, by class: internal ones once, external ones at both classes.
pub fn ei_by_class(graph: &Csr, classes: &[u32]) -> BTreeMap<u32, Ei> {
    let mut found: BTreeMap<u32, Ei> = classes
        .iter()
        .map(|&class| (class, Ei::default()))
        .collect();
    for (from, to) in graph.edges().filter(|(from, to)| from != to) {
        let (from, to) = (classes[from as usize], classes[to as usize]);
        found.entry(from).or_default().add(from != to);
        if from != to {
            found.entry(to).or_default().add(true);
        }
    }
    found
}

/// Shares of random reassignments of the classes to the nodes, the observed one included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EiTest {
    /// With an index at most the observed one; small if the classes keep to themselves.
    pub at_most: f64,
    /// With an index at least the observed one; small if the classes mix more than by chance.
    pub at_least: f64,
}

/// Permutation test of the whole index. Rounds run in parallel; equal seeds give equal answers.
pub fn ei_test(graph: &Csr, classes: &[u32], rounds: u32, seed: u64) -> EiTest {
    // The number of edges is fixed, so comparing external edges compares the index.
    let observed = ei(graph, classes).external;
    let (low, high) = (0..rounds)
        .into_par_iter()
        .map(|round| {
            let mut classes = classes.to_vec();
            Seeded::new(seed, u64::from(round)).shuffle(&mut classes);
            let found = ei(graph, &classes).external;
            (u32::from(found <= observed), u32::from(found >= observed))
        })
        .reduce(|| (0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
    let share = |hits: u32| (f64::from(hits) + 1.0) / (f64::from(rounds) + 1.0);
    EiTest {
        at_most: share(low),
        at_least: share(high),
    }
}

/// How open one class is, and how often chance makes it as open.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct ClassOpenness {
    /// Weight of the edges between this class and others.
    pub external: f64,
    /// Weight of the edges within it.
    pub internal: f64,
    /// Share of random reassignments, the observed one included, in which the index of the class is at least
    /// the observed one. A round that leaves the class without edges counts among them.
    pub at_least: f64,
}

impl ClassOpenness {
    /// `(E - I) / (E + I)`; `None` without edges.
    pub fn index(&self) -> Option<f64> {
        let all = self.external + self.internal;
        (all > 0.0).then(|| (self.external - self.internal) / all)
    }
}

/// Permutation test of the index of each class, by class, over weighted edges (source, target, weight); loops
/// do not count. `O(rounds · edges)`. Rounds run in parallel; equal seeds give equal answers.
pub fn ei_class_test(
    edges: &[(u32, u32, f64)],
    classes: &[u32],
    rounds: u32,
    seed: u64,
) -> BTreeMap<u32, ClassOpenness> {
    let mut names: Vec<u32> = classes.to_vec();
    names.sort_unstable();
    names.dedup();
    let places: Vec<u32> = classes
        .iter()
        .map(|class| names.partition_point(|name| name < class) as u32)
        .collect();
    let observed = weighted(edges, &places, names.len());
    let as_open = |found: &ClassOpenness, observed: &ClassOpenness| {
        // Sums of the same weights in another order may differ in their last bits.
        const SLACK: f64 = 1e-9;
        match (found.index(), observed.index()) {
            (Some(found), Some(observed)) => found >= observed - SLACK,
            (None, _) | (_, None) => true,
        }
    };
    let hits = (0..rounds)
        .into_par_iter()
        .map(|round| {
            let mut places = places.clone();
            Seeded::new(seed, u64::from(round)).shuffle(&mut places);
            let found = weighted(edges, &places, names.len());
            let open = found
                .iter()
                .zip(&observed)
                .map(|(f, o)| u32::from(as_open(f, o)));
            open.collect::<Vec<u32>>()
        })
        .reduce(
            || vec![0; names.len()],
            |a, b| a.iter().zip(&b).map(|(a, b)| a + b).collect(),
        );
    let share = |hits: u32| (f64::from(hits) + 1.0) / (f64::from(rounds) + 1.0);
    names
        .into_iter()
        .zip(observed)
        .zip(hits)
        .map(|((name, class), hits)| {
            (
                name,
                ClassOpenness {
                    at_least: share(hits),
                    ..class
                },
            )
        })
        .collect()
}

fn weighted(edges: &[(u32, u32, f64)], places: &[u32], classes: usize) -> Vec<ClassOpenness> {
    let mut found = vec![ClassOpenness::default(); classes];
    for (from, to, weight) in edges.iter().filter(|(from, to, _)| from != to) {
        let (from, to) = (
            places[*from as usize] as usize,
            places[*to as usize] as usize,
        );
        if from == to {
            found[from].internal += weight;
        } else {
            found[from].external += weight;
            found[to].external += weight;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::published::{ADVICE, DEPARTMENT, FRIENDS, REPORTS, managers};
    use super::*;

    #[test]
    fn the_managers_have_their_published_indices() {
        let check = |found: Ei, external, internal, index: f64| {
            assert_eq!((found.external, found.internal), (external, internal));
            assert!((found.index().unwrap() - index).abs() < 1e-6);
        };
        check(ei(&managers(&REPORTS), &DEPARTMENT), 4, 16, -0.6);
        check(ei(&managers(&ADVICE), &DEPARTMENT), 144, 46, 0.515_789_5);
        check(ei(&managers(&FRIENDS), &DEPARTMENT), 64, 38, 0.254_902);
        check(
            ei(&managers(&ADVICE).symmetric(), &DEPARTMENT),
            2 * 110,
            2 * 35,
            0.517_241_4,
        );
        check(
            ei(&managers(&FRIENDS).symmetric(), &DEPARTMENT),
            2 * 52,
            2 * 27,
            0.316_455_7,
        );
    }

    #[test]
    fn nodes_and_classes_add_up() {
        let graph = Csr::from_edges(4, &[(0, 1), (1, 2), (2, 3), (3, 3)]);
        let classes = [5, 5, 9, 9];
        let nodes: Vec<_> = ei_by_node(&graph, &classes)
            .iter()
            .map(|e| (e.external, e.internal))
            .collect();
        assert_eq!(nodes, [(0, 1), (1, 1), (1, 1), (0, 1)]);
        let by_class: Vec<_> = ei_by_class(&graph, &classes).into_iter().collect();
        let one = Ei {
            external: 1,
            internal: 1,
        };
        assert_eq!(by_class, [(5, one), (9, one)]);
        assert_eq!(Ei::default().index(), None);
    }

    #[test]
    fn reports_keep_to_departments_more_than_chance() {
        let test = ei_test(&managers(&REPORTS), &DEPARTMENT, 499, 1);
        assert_eq!(test, ei_test(&managers(&REPORTS), &DEPARTMENT, 499, 1));
        assert!(test.at_most < 0.01 && test.at_least > 0.99, "{test:?}");
    }

    #[test]
    fn classes_are_tested_one_by_one() {
        let weighted = |edges: &[(u32, u32)]| -> Vec<(u32, u32, f64)> {
            edges.iter().map(|&(a, b)| (a, b, 1.0)).collect()
        };
        let reports = weighted(&REPORTS);
        let found = ei_class_test(&reports, &DEPARTMENT, 499, 1);
        assert_eq!(found, ei_class_test(&reports, &DEPARTMENT, 499, 1));
        // The counts are those of the unweighted index, class by class.
        for (class, plain) in ei_by_class(&managers(&REPORTS), &DEPARTMENT) {
            let class = found[&class];
            assert_eq!(
                (class.external, class.internal),
                (f64::from(plain.external), f64::from(plain.internal))
            );
        }
        // Department 2 has eight people who report to each other: chance is nearly always more open.
        assert!(found[&2].at_least > 0.99, "{found:?}");
        // Two classes that deal only with each other are as open as can be.
        let crossed = weighted(&[
            (0, 4),
            (1, 5),
            (2, 6),
            (3, 7),
            (0, 5),
            (1, 6),
            (2, 7),
            (3, 4),
        ]);
        let found = ei_class_test(&crossed, &[1, 1, 1, 1, 2, 2, 2, 2], 999, 1);
        assert_eq!(found[&1].index(), Some(1.0));
        assert!(found[&1].at_least < 0.1 && found[&1].at_least > 0.0);
        assert!(ei_class_test(&[], &[], 9, 1).is_empty());
    }
}
