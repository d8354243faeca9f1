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
}
