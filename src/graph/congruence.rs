//! Socio-technical congruence: how many pairs that their work makes depend on each other are in touch.
//!
//! Cataldo, Wagstrom, Herbsleb and Carley, CSCW 2006. Knows actors, items and pairs of numbers only.

use super::csr::Csr;

/// Why two actors need each other: one cell of the coordination requirements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Requirement {
    /// The actor whose item depends on another.
    pub actor: u32,
    /// The actor who has that other item.
    pub needs: u32,
    /// Over how many (item, item) dependencies.
    pub count: u32,
}

/// The coordination requirements `T_A · T_D · T_Aᵀ`, the non-zero cells by row and column, the diagonal included.
///
/// `assigned` holds (actor, item) pairs, `depends` (item, item) pairs exactly as given: list an item as depending on
/// itself if sharing it counts. Repeated pairs add up. Sparse: the cost is the number of elementary products.
pub fn requirements(
    actors: usize,
    items: usize,
    assigned: &[(u32, u32)],
    depends: &[(u32, u32)],
) -> Vec<Requirement> {
    let inside =
        |&&(actor, item): &&(u32, u32)| (actor as usize) < actors && (item as usize) < items;
    let has: Vec<(u32, u32)> = assigned.iter().filter(inside).copied().collect();
    let had: Vec<(u32, u32)> = has.iter().map(|&(actor, item)| (item, actor)).collect();
    let wide = actors.max(items);
    let (has, had) = (Csr::from_edges(wide, &has), Csr::from_edges(wide, &had));
    let depends = Csr::from_edges(items, depends);
    let mut found = Vec::new();
    let mut count = vec![0_u32; actors];
    let mut touched = Vec::new();
    for actor in 0..actors as u32 {
        for &item in has.out(actor) {
            for &other in depends.out(item) {
                for &needs in had.out(other) {
                    if count[needs as usize] == 0 {
                        touched.push(needs);
                    }
                    count[needs as usize] += 1;
                }
            }
        }
        touched.sort_unstable();
        for needs in touched.drain(..) {
            let count = std::mem::take(&mut count[needs as usize]);
            found.push(Requirement {
                actor,
                needs,
                count,
            });
        }
    }
    found
}

/// How far coordination requirements are met.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Congruence {
    /// Pairs of different actors that need each other, in either direction.
    pub required: usize,
    /// Required pairs without contact, each as (smaller, larger), sorted.
    pub gaps: Vec<(u32, u32)>,
}

impl Congruence {
    /// Share of the required pairs that are in contact, in 0..=1; `None` if none is required.
    pub fn share(&self) -> Option<f64> {
        let met = self.required - self.gaps.len();
        (self.required > 0).then(|| met as f64 / self.required as f64)
    }
}

/// Compares requirements with `contact`, an edge in either direction being contact.
pub fn congruence(requirements: &[Requirement], contact: &Csr) -> Congruence {
    let mut pairs: Vec<(u32, u32)> = requirements
        .iter()
        .filter(|r| r.actor != r.needs)
        .map(|r| (r.actor.min(r.needs), r.actor.max(r.needs)))
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    let required = pairs.len();
    pairs.retain(|&(a, b)| !contact.has_edge(a, b) && !contact.has_edge(b, a));
    Congruence {
        required,
        gaps: pairs,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn dense(n: usize, cells: &[Requirement]) -> Vec<Vec<u32>> {
        let mut matrix = vec![vec![0; n]; n];
        for cell in cells {
            matrix[cell.actor as usize][cell.needs as usize] = cell.count;
        }
        matrix
    }

    const ASSIGNED: [(u32, u32); 5] = [(0, 1), (1, 1), (1, 2), (2, 0), (2, 1)];
    const DEPENDS: [(u32, u32); 7] = [(0, 0), (0, 1), (1, 0), (1, 1), (1, 2), (2, 1), (2, 2)];

    #[test]
    fn the_published_requirements_are_met() {
        let cells = requirements(3, 3, &ASSIGNED, &DEPENDS);
        assert_eq!(dense(3, &cells), [[1, 2, 2], [2, 4, 3], [2, 3, 4]]);
    }

    #[test]
    fn contact_in_either_direction_closes_a_gap() {
        let cells = requirements(3, 3, &ASSIGNED, &DEPENDS);
        let found = congruence(&cells, &Csr::from_edges(3, &[(1, 0), (2, 0)]));
        assert_eq!(
            found,
            Congruence {
                required: 3,
                gaps: vec![(1, 2)]
            }
        );
        assert!((found.share().unwrap() - 2.0 / 3.0).abs() < 1e-12);
        assert_eq!(Congruence::default().share(), None);
    }

    proptest! {
        #[test]
        fn agrees_with_the_product_of_dense_matrices(
            assigned in prop::collection::vec((0..5_u32, 0..4_u32), 0..12),
            depends in prop::collection::vec((0..4_u32, 0..4_u32), 0..10)
        ) {
            let mut naive = vec![vec![0; 5]; 5];
            for &(a, x) in &assigned {
                for &(y, z) in depends.iter().filter(|d| d.0 == x) {
                    prop_assert_eq!(x, y);
                    for &(b, _) in assigned.iter().filter(|other| other.1 == z) {
                        naive[a as usize][b as usize] += 1;
                    }
                }
            }
            prop_assert_eq!(dense(5, &requirements(5, 4, &assigned, &depends)), naive);
        }
    }
}
