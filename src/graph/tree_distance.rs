//! How far two hierarchies of the same things are apart: triplets, cophenetic correlation, clades. Knows forests only.

use super::forest::Forest;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// One hierarchy of things: where each thing sits in a forest. Several trees are joined above their roots; a thing
/// at an inner node counts as a leaf below it.
#[derive(Debug, Clone, Copy)]
pub struct Placed<'a> {
    /// The forest.
    pub forest: &'a Forest,
    /// The node of each thing; the same thing has the same place in both lists that are compared.
    pub nodes: &'a [u32],
}

impl Placed<'_> {
    /// How deep two things part; one more than the depth of their lowest common ancestor, zero across trees.
    fn join(&self, a: usize, b: usize) -> u32 {
        let (a, b) = (self.nodes[a], self.nodes[b]);
        self.forest
            .lca(a, b)
            .map_or(0, |node| self.forest.depth(node) + 1)
    }
}

/// Result of [`triplets`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Triplets {
    /// Sets of three things that the hierarchies group differently: another pair is closest, or only one of
    /// them has a closest pair.
    pub differing: u64,
    /// All sets of three things.
    pub all: u64,
}

/// Counts of pairs seen from one thing, added up over all things.
#[derive(Debug, Clone, Copy, Default)]
struct Views {
    /// Pairs of others of which both hierarchies put the same one closer.
    agreeing: u64,
    /// Pairs equally close in both, in the first, in the second.
    equal: [u64; 3],
}

impl Views {
    fn add(self, other: Self) -> Self {
        Self {
            agreeing: self.agreeing + other.agreeing,
            equal: std::array::from_fn(|i| self.equal[i] + other.equal[i]),
        }
    }
}

/// Triplet disagreement of two hierarchies of the same things, counting an unresolved three as a grouping of its own.
///
/// `O(n² log n)` for `n` things, in parallel: a three that both resolve alike is seen as agreeing from the two near
/// things and as equal from the third; counting what is equal in each hierarchy gives the unresolved ones.
pub fn triplets(a: Placed<'_>, b: Placed<'_>) -> Triplets {
    let n = a.nodes.len().min(b.nodes.len());
    let all = (n as u64) * (n as u64).saturating_sub(1) * (n as u64).saturating_sub(2) / 6;
    let views = (0..n)
        .into_par_iter()
        .map(|thing| view(a, b, n, thing))
        .reduce(Views::default, Views::add);
    let [equal, equal_a, equal_b] = views.equal;
    // From an unresolved three all are equal three times, from a resolved one once.
    let (star_a, star_b) = ((equal_a - all) / 2, (equal_b - all) / 2);
    let alike = views.agreeing / 2;
    let star_both = equal - alike - star_a - star_b;
    Triplets {
        differing: all - alike - star_both,
        all,
    }
}

fn view(a: Placed<'_>, b: Placed<'_>, n: usize, thing: usize) -> Views {
    let mut joins: Vec<(u32, u32)> = (0..n)
        .filter(|&other| other != thing)
        .map(|other| (a.join(thing, other), b.join(thing, other)))
        .collect();
    joins.sort_unstable();
    let pairs = |count: usize| (count as u64) * (count as u64).saturating_sub(1) / 2;
    let sum = |sizes: &mut dyn Iterator<Item = usize>| sizes.map(pairs).sum::<u64>();
    let mut second: Vec<u32> = joins.iter().map(|join| join.1).collect();
    second.sort_unstable();
    let equal = [
        sum(&mut joins.chunk_by(|x, y| x == y).map(<[_]>::len)),
        sum(&mut joins.chunk_by(|x, y| x.0 == y.0).map(<[_]>::len)),
        sum(&mut second.chunk_by(|x, y| x == y).map(<[_]>::len)),
    ];
    // Pairs in the same strict order in both: sweep by the first, count smaller seconds.
    let mut seen = Counter::new(second.last().map_or(0, |&deepest| deepest as usize + 1));
    let mut agreeing = 0;
    for run in joins.chunk_by(|x, y| x.0 == y.0) {
        agreeing += run.iter().map(|join| seen.below(join.1)).sum::<u64>();
        for join in run {
            seen.add(join.1);
        }
    }
    Views { agreeing, equal }
}

/// A binary indexed tree: how many of the numbers added lie below a bound.
struct Counter(Vec<u64>);

impl Counter {
    fn new(values: usize) -> Self {
        Self(vec![0; values + 1])
    }

    fn add(&mut self, value: u32) {
        let mut at = value as usize + 1;
        while at < self.0.len() {
            self.0[at] += 1;
            at += at & at.wrapping_neg();
        }
    }

    fn below(&self, bound: u32) -> u64 {
        let mut at = bound as usize;
        let mut sum = 0;
        while at > 0 {
            sum += self.0[at];
            at &= at - 1;
        }
        sum
    }
}

/// Cophenetic correlation (Sokal and Rohlf 1962): over all pairs of things, the product-moment correlation of the
/// depths at which the two hierarchies part them. `None` if one of them parts all pairs at one depth. `O(n² log n)`.
pub fn cophenetic_correlation(a: Placed<'_>, b: Placed<'_>) -> Option<f64> {
    let n = a.nodes.len().min(b.nodes.len());
    // Whole numbers up to the last step, so the order of addition does not matter.
    // In turn: sum of the one, of the other, of their squares, of their products.
    let sums = (0..n)
        .into_par_iter()
        .map(|first| {
            let mut sums = [0_i128; 5];
            for second in 0..first {
                let [left, right] = [a, b].map(|placed| i128::from(placed.join(first, second)));
                for (sum, term) in
                    sums.iter_mut()
                        .zip([left, right, left * left, right * right, left * right])
                {
                    *sum += term;
                }
            }
            sums
        })
        .reduce(
            || [0; 5],
            |left, right| std::array::from_fn(|i| left[i] + right[i]),
        );
    let pairs = (n * n.saturating_sub(1) / 2) as i128;
    let spread = |sum: usize| pairs * sums[sum + 2] - sums[sum] * sums[sum];
    let common = pairs * sums[4] - sums[0] * sums[1];
    (spread(0) > 0 && spread(1) > 0)
        .then(|| common as f64 / (spread(0) as f64 * spread(1) as f64).sqrt())
}

/// Robinson-Foulds distance for rooted trees with clades as sets: clades of at least two things, but not of all,
/// that only one of the two hierarchies has. Returns (only in the first, only in the second). `O(n log n)`.
pub fn clades_apart(a: Placed<'_>, b: Placed<'_>) -> (usize, usize) {
    let n = a.nodes.len().min(b.nodes.len());
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by_key(|&thing| (a.forest.position(a.nodes[thing]), thing));
    let mut place = vec![0_u32; n];
    for (at, &thing) in (0..).zip(&order) {
        place[thing] = at;
    }
    let first = clades(a, &place);
    let second = clades(b, &place);
    let (count_a, count_b) = (first.len(), second.len());
    // Numbered along the first hierarchy its clades are runs; a clade of the second equals one of them only if it
    // is a run too, so comparing (least, greatest, number) compares sets.
    let first: BTreeSet<Clade> = first.into_iter().collect();
    let common = second
        .iter()
        .filter(|clade| clade.is_run() && first.contains(clade))
        .count();
    (count_a - common, count_b - common)
}

/// A set of things by its least and greatest place and its size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Clade {
    least: u32,
    greatest: u32,
    size: u32,
}

impl Clade {
    fn is_run(self) -> bool {
        self.greatest - self.least + 1 == self.size
    }
}

/// The clades of a hierarchy, each once.
fn clades(placed: Placed<'_>, place: &[u32]) -> Vec<Clade> {
    let none = Clade {
        least: u32::MAX,
        greatest: 0,
        size: 0,
    };
    let mut below = vec![none; placed.forest.len()];
    let join = |a: Clade, b: Clade| Clade {
        least: a.least.min(b.least),
        greatest: a.greatest.max(b.greatest),
        size: a.size + b.size,
    };
    for (&at, &node) in place.iter().zip(placed.nodes) {
        let own = Clade {
            least: at,
            greatest: at,
            size: 1,
        };
        below[node as usize] = join(below[node as usize], own);
    }
    let mut found = Vec::new();
    for &node in placed.forest.preorder().iter().rev() {
        let here = below[node as usize];
        let child_alike = placed
            .forest
            .children(node)
            .iter()
            .any(|&c| below[c as usize].size == here.size);
        if here.size > 1 && (here.size as usize) < place.len() && !child_alike {
            found.push(here);
        }
        if let Some(parent) = placed.forest.parent(node) {
            below[parent as usize] = join(below[parent as usize], here);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::forest::tests::forest;
    use super::super::published::REPORTS;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_mapping_example_is_met() {
        // Units of three, two and two leaves; and the same leaves by who covers them.
        let units = forest("- 0 0 0 1 1 1 2 2 3 3");
        let cover = forest("- 0 0 0 1 1 1 2 3 2 3");
        let nodes: Vec<u32> = (4..11).collect();
        let (a, b) = (
            Placed {
                forest: &units,
                nodes: &nodes,
            },
            Placed {
                forest: &cover,
                nodes: &nodes,
            },
        );
        assert_eq!(
            triplets(a, b),
            Triplets {
                differing: 16,
                all: 35
            }
        );
        assert!((cophenetic_correlation(a, b).unwrap() - 0.475).abs() < 1e-9);
        assert_eq!(clades_apart(a, b), (2, 2));
        assert_eq!(triplets(a, a).differing, 0);
        assert_eq!(clades_apart(b, b), (0, 0));
        assert!((cophenetic_correlation(b, b).unwrap() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn the_managers_are_as_far_apart_as_published() {
        let mut parents = vec![None; 21];
        for (from, to) in REPORTS {
            parents[from as usize] = Some(to);
        }
        let tree = Forest::from_parents(&parents);
        let distances: Vec<u32> = (0..21)
            .flat_map(|a| (0..a).map(move |b| (a, b)))
            .map(|(a, b)| tree.distance(a, b).unwrap())
            .collect();
        let mean = f64::from(distances.iter().sum::<u32>()) / distances.len() as f64;
        assert!((mean - 2.980_952).abs() < 5e-7);
        assert_eq!(distances.iter().max(), Some(&4));
    }

    #[test]
    fn fewer_than_three_things_have_no_triplet_and_one_depth_no_correlation() {
        let flat = forest("- 0 0 0");
        let placed = |nodes| Placed {
            forest: &flat,
            nodes,
        };
        assert_eq!(
            triplets(placed(&[1, 2]), placed(&[1, 2])),
            Triplets {
                differing: 0,
                all: 0
            }
        );
        assert_eq!(
            cophenetic_correlation(placed(&[1, 2, 3]), placed(&[1, 2, 3])),
            None
        );
        assert_eq!(cophenetic_correlation(placed(&[]), placed(&[])), None);
    }

    /// Which of three things is the odd one out: 3 if none.
    fn odd(p: Placed<'_>, [x, y, z]: [usize; 3]) -> usize {
        let joins = [p.join(y, z), p.join(x, z), p.join(x, y)];
        (0..3)
            .find(|&i| (0..3).all(|j| j == i || joins[i] > joins[j]))
            .unwrap_or(3)
    }

    fn sets(p: Placed<'_>) -> BTreeSet<Vec<usize>> {
        (0..p.forest.len() as u32)
            .map(|u| {
                (0..p.nodes.len())
                    .filter(|&t| p.forest.is_ancestor(u, p.nodes[t]))
                    .collect::<Vec<_>>()
            })
            .filter(|set| set.len() > 1 && set.len() < p.nodes.len())
            .collect()
    }

    proptest! {
        #[test]
        fn triplets_and_clades_agree_with_the_definitions(
            a in prop::collection::vec(0..50_u32, 2..14), b in prop::collection::vec(0..50_u32, 2..14),
            at in prop::collection::vec((0..50_u32, 0..50_u32), 0..9)
        ) {
            let tree = |raw: &[u32]| Forest::from_parents(
                &raw.iter().zip(0..).map(|(&p, i)| (i > 0 && p % 9 > 0).then(|| p % i.max(1))).collect::<Vec<_>>());
            let (left, right) = (tree(&a), tree(&b));
            let x: Vec<u32> = at.iter().map(|p| p.0 % a.len() as u32).collect();
            let y: Vec<u32> = at.iter().map(|p| p.1 % b.len() as u32).collect();
            let (p, q) = (Placed { forest: &left, nodes: &x }, Placed { forest: &right, nodes: &y });
            let mut naive = Triplets { differing: 0, all: 0 };
            for i in 0..x.len() {
                for j in 0..i {
                    for k in 0..j {
                        naive.all += 1;
                        naive.differing += u64::from(odd(p, [i, j, k]) != odd(q, [i, j, k]));
                    }
                }
            }
            prop_assert_eq!(triplets(p, q), naive);
            let (only_p, only_q) = (sets(p), sets(q));
            let expected = (only_p.difference(&only_q).count(), only_q.difference(&only_p).count());
            prop_assert_eq!(clades_apart(p, q), expected);
        }
    }
}
