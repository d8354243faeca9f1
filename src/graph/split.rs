//! Splitting a small set of nodes into groups of limited size with little weight between them. Knows only numbers.
//!
//! Two groups of at most [`EXACT`] nodes are found by trying all; more by putting each node where it is drawn most and
//! then moving and swapping while that helps (Kernighan and Lin, An efficient heuristic procedure for partitioning
//! graphs, Bell System Technical Journal 49, 1970, without their look-ahead).

/// Up to so many nodes two groups are found by trying all.
pub const EXACT: usize = 18;

/// Symmetric weights between `n` nodes.
#[derive(Debug, Clone)]
pub struct Weights {
    n: usize,
    cells: Vec<u32>,
}

impl Weights {
    /// All zero.
    pub fn new(n: usize) -> Self {
        Self {
            n,
            cells: vec![0; n * n],
        }
    }

    /// Adds to the weight between two different nodes.
    pub fn add(&mut self, a: usize, b: usize, weight: u32) {
        if a != b && a < self.n && b < self.n {
            self.cells[a * self.n + b] += weight;
            self.cells[b * self.n + a] += weight;
        }
    }

    /// The weight between two nodes.
    pub fn get(&self, a: usize, b: usize) -> u32 {
        self.cells.get(a * self.n + b).copied().unwrap_or(0)
    }

    /// Number of nodes.
    pub fn len(&self) -> usize {
        self.n
    }

    /// Is there no node?
    pub fn is_empty(&self) -> bool {
        self.n == 0
    }

    /// The weight between a node and all others in a group.
    pub fn towards(&self, node: usize, group: usize, groups: &[usize]) -> u32 {
        let there = groups.iter().enumerate().filter(|(_, at)| **at == group);
        there.map(|(other, _)| self.get(node, other)).sum()
    }

    /// The weight between different groups.
    pub fn cut(&self, groups: &[usize]) -> u32 {
        let pairs = (0..self.n).flat_map(|a| (0..a).map(move |b| (a, b)));
        let apart = pairs.filter(|(a, b)| groups.get(*a) != groups.get(*b));
        apart.map(|(a, b)| self.get(a, b)).sum()
    }
}

/// The group of each node, group `i` with at most `caps[i]` nodes; `None` where they do not fit.
///
/// Of equal cuts the more even one is taken. `O(2ⁿ)` for two groups of at most [`EXACT`] nodes, else `O(n³)` a step.
pub fn split(weights: &Weights, caps: &[usize]) -> Option<Vec<usize>> {
    let n = weights.len();
    if caps.iter().sum::<usize>() < n {
        return None;
    }
    match caps {
        [first, second] if n <= EXACT => exact(weights, *first, *second),
        _ => Some(improved(weights, caps, greedy(weights, caps)?)),
    }
}

/// Walks all splits in Gray code, so that one node changes sides at a time.
fn exact(weights: &Weights, first: usize, second: usize) -> Option<Vec<usize>> {
    let n = weights.len();
    let (mut side, mut ones, mut cut) = (vec![0_usize; n], 0_usize, 0_i64);
    let mut best: Option<((i64, usize), Vec<usize>)> = None;
    for step in 0..1_u32 << n {
        if step > 0 {
            let node = step.trailing_zeros() as usize;
            let from = side[node];
            let pull = |group| i64::from(weights.towards(node, group, &side));
            cut += pull(from) - pull(1 - from);
            side[node] = 1 - from;
            ones = ones + side[node] - from;
        }
        if n - ones <= first && ones <= second {
            let value = (cut, (n - ones).abs_diff(ones));
            if best.as_ref().is_none_or(|(least, _)| value < *least) {
                best = Some((value, side.clone()));
            }
        }
    }
    best.map(|(_, side)| side)
}

/// Each node, the most tied first, to the group that draws it most and has room.
fn greedy(weights: &Weights, caps: &[usize]) -> Option<Vec<usize>> {
    let n = weights.len();
    let all = |node: usize| (0..n).map(|other| weights.get(node, other)).sum::<u32>();
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by_key(|node| (std::cmp::Reverse(all(*node)), *node));
    let mut groups = vec![usize::MAX; n];
    let mut sizes = vec![0; caps.len()];
    for node in order {
        let open = (0..caps.len()).filter(|group| sizes[*group] < caps[*group]);
        let best = open.max_by_key(|group| {
            let pull = weights.towards(node, *group, &groups);
            (
                pull,
                caps[*group] - sizes[*group],
                std::cmp::Reverse(*group),
            )
        })?;
        groups[node] = best;
        sizes[best] += 1;
    }
    Some(groups)
}

/// Moves single nodes and swaps pairs, the best change first, until nothing lowers the cut.
fn improved(weights: &Weights, caps: &[usize], mut groups: Vec<usize>) -> Vec<usize> {
    loop {
        let now = weights.cut(&groups);
        let mut best = (now, groups.clone());
        let mut try_out = |next: Vec<usize>| {
            let size = |group| next.iter().filter(|at| **at == group).count();
            if (0..caps.len()).all(|group| size(group) <= caps[group]) {
                let cut = weights.cut(&next);
                if cut < best.0 {
                    best = (cut, next);
                }
            }
        };
        for node in 0..groups.len() {
            for group in 0..caps.len() {
                let mut next = groups.clone();
                next[node] = group;
                try_out(next);
            }
            for other in 0..node {
                let mut next = groups.clone();
                next.swap(node, other);
                try_out(next);
            }
        }
        if best.0 == now {
            return groups;
        }
        groups = best.1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn weights(n: usize, edges: &[(usize, usize, u32)]) -> Weights {
        let mut weights = Weights::new(n);
        for (a, b, weight) in edges {
            weights.add(*a, *b, *weight);
        }
        weights
    }

    #[test]
    fn two_triangles_come_apart_at_the_tie_between_them() {
        let ties = [
            (0, 1, 5),
            (1, 2, 5),
            (0, 2, 5),
            (3, 4, 5),
            (4, 5, 5),
            (3, 5, 5),
            (2, 3, 1),
        ];
        let triangles = weights(6, &ties);
        let groups = split(&triangles, &[3, 3]).unwrap();
        assert_eq!(triangles.cut(&groups), 1);
        assert_eq!(groups[0], groups[2]);
        assert_ne!(groups[2], groups[3]);
        assert_eq!(split(&triangles, &[2, 3]), None);
        // Without ties the halves are even.
        let groups = split(&Weights::new(4), &[4, 4]).unwrap();
        assert_eq!(groups.iter().sum::<usize>(), 2);
    }

    proptest! {
        #[test]
        fn no_split_within_the_limits_is_better(
            n in 2usize..8,
            ties in proptest::collection::vec((0usize..8, 0usize..8, 1u32..6), 0..16),
            spare in 0usize..3,
        ) {
            let weights = weights(n, &ties);
            let caps = [n.div_ceil(2) + spare, n.div_ceil(2)];
            let found = weights.cut(&split(&weights, &caps).unwrap());
            for mask in 0..1_usize << n {
                let groups: Vec<usize> = (0..n).map(|node| mask >> node & 1).collect();
                let ones = groups.iter().sum::<usize>();
                if n - ones <= caps[0] && ones <= caps[1] {
                    prop_assert!(found <= weights.cut(&groups));
                }
            }
        }

        #[test]
        fn three_groups_keep_their_limits(ties in proptest::collection::vec((0usize..20, 0usize..20, 1u32..6), 0..60)) {
            let weights = weights(20, &ties);
            let caps = [6, 8, 8];
            let groups = split(&weights, &caps).unwrap();
            for (group, cap) in caps.iter().enumerate() {
                prop_assert!(groups.iter().filter(|at| **at == group).count() <= *cap);
            }
        }
    }
}
