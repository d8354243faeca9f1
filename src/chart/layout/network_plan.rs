//! What the team network shows: boxes, teams that wait for each other in one box, and edges between
//! boxes. Knows dependencies and the unit tree; knows no pixels.

use super::matrix::{groups, rows};
use crate::facts::Facts;
use crate::graph::csr::Csr;
use crate::graph::scc::strong_components;
use crate::model::TeamId;
use std::collections::BTreeMap;

/// A team, a unit, or teams that wait for each other.
#[derive(Debug)]
pub(super) struct Node {
    /// Its teams or units, in tree order; several only where they wait for each other.
    pub(super) teams: Vec<TeamId>,
    /// Teams that each stands for, where units are shown.
    pub(super) stands_for: usize,
    /// Boxes that depend on it hard.
    pub(super) direct: usize,
    /// Teams in boxes that depend on it hard, directly or through others.
    pub(super) all: usize,
}

/// Dependencies between two boxes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    pub(super) from: usize,
    pub(super) to: usize,
    /// Pairs of teams.
    pub(super) pairs: usize,
    /// Whether some pair is hard.
    pub(super) hard: bool,
}

/// The network.
#[derive(Debug)]
pub(super) struct Network {
    pub(super) nodes: Vec<Node>,
    pub(super) links: Vec<Link>,
    /// Whether boxes are units.
    pub(super) folded: bool,
    /// Units or teams left out because there are too many.
    pub(super) left_out: usize,
    /// Links left out because there are too many.
    pub(super) weak: usize,
    /// Teams or units in boxes, those without a drawn link too.
    pub(super) boxed: usize,
    /// Teams with dependencies, and distinct dependencies.
    pub(super) teams: usize,
    pub(super) edges: usize,
}

impl Network {
    /// At most `most` boxes and `links` links; `None` where no team depends on another.
    pub(super) fn of(facts: &Facts<'_>, most: usize, links: usize) -> Option<Self> {
        let edges = facts.dependencies().edges();
        let mut involved: Vec<u32> = edges
            .iter()
            .filter(|edge| edge.from != edge.to)
            .flat_map(|edge| [edge.from.0, edge.to.0])
            .collect();
        involved.sort_unstable();
        involved.dedup();
        if involved.is_empty() {
            return None;
        }
        let group = groups(facts, &involved, most);
        let (shown, left_out) = rows(facts, &group, most);
        let folded = group.iter().any(|(team, unit)| team != unit);
        let row_of: BTreeMap<u32, usize> = shown.iter().copied().zip(0..).collect();
        let place = |team: TeamId| row_of.get(group.get(&team.0)?).copied();
        let mut between: BTreeMap<(usize, usize), (usize, bool)> = BTreeMap::new();
        for edge in edges {
            let ends = place(edge.from).zip(place(edge.to));
            if let Some((from, to)) = ends.filter(|(from, to)| from != to) {
                let link = between.entry((from, to)).or_default();
                link.0 += 1;
                link.1 |= edge.hard;
            }
        }
        let mut stands_for = vec![0; shown.len()];
        for team in &involved {
            if let Some(at) = place(TeamId(*team)) {
                stands_for[at] += 1;
            }
        }
        let owner = condense(shown.len(), &between, folded);
        let mut network = Self {
            nodes: Vec::new(),
            links: Vec::new(),
            folded,
            left_out,
            weak: 0,
            boxed: 0,
            teams: involved.len(),
            edges: edges.iter().filter(|edge| edge.from != edge.to).count(),
        };
        for (row, unit) in shown.iter().enumerate() {
            if owner[row] == network.nodes.len() {
                network.nodes.push(Node {
                    teams: Vec::new(),
                    stands_for: 0,
                    direct: 0,
                    all: 0,
                });
            }
            let node = &mut network.nodes[owner[row]];
            node.teams.push(TeamId(*unit));
            node.stands_for += stands_for[row];
        }
        // Units need each other in more ways than a picture can hold.
        let links = if folded { links / 2 } else { links };
        network.link(&between, &owner, links);
        network.boxed = network.nodes.iter().map(|node| node.teams.len()).sum();
        network.leave_out_loners();
        Some(network)
    }

    /// Links between boxes; of too many the hard ones of most pairs.
    fn link(
        &mut self,
        between: &BTreeMap<(usize, usize), (usize, bool)>,
        owner: &[usize],
        most: usize,
    ) {
        let mut sums: BTreeMap<(usize, usize), (usize, bool)> = BTreeMap::new();
        for ((from, to), (pairs, hard)) in between {
            let (from, to) = (owner[*from], owner[*to]);
            if from != to {
                let sum = sums.entry((from, to)).or_default();
                sum.0 += pairs;
                sum.1 |= hard;
            }
        }
        let mut links: Vec<Link> = sums
            .into_iter()
            .map(|((from, to), (pairs, hard))| Link {
                from,
                to,
                pairs,
                hard,
            })
            .collect();
        self.links.clone_from(&links);
        // What is said of boxes counts the links that are left out too.
        self.count();
        self.weak = links.len().saturating_sub(most);
        links.sort_by_key(|link| std::cmp::Reverse((link.hard, link.pairs)));
        links.truncate(most);
        links.sort_by_key(|link| (link.from, link.to));
        self.links = links;
    }

    /// Takes out boxes to which no drawn link leads.
    fn leave_out_loners(&mut self) {
        let mut linked = vec![false; self.nodes.len()];
        for link in &self.links {
            linked[link.from] = true;
            linked[link.to] = true;
        }
        for (at, node) in self.nodes.iter().enumerate() {
            linked[at] |= node.teams.len() > 1;
        }
        let mut number = vec![0; self.nodes.len()];
        let mut next = 0;
        for (at, linked) in linked.iter().enumerate() {
            number[at] = next;
            next += usize::from(*linked);
        }
        self.left_out += linked.iter().filter(|linked| !**linked).count();
        let mut keep = linked.iter();
        self.nodes.retain(|_| keep.next().copied().unwrap_or(false));
        for link in &mut self.links {
            link.from = number[link.from];
            link.to = number[link.to];
        }
    }

    /// Who depends on whom, directly and through others. Quadratic in boxes, of which there are few.
    fn count(&mut self) {
        let mut into: Vec<Vec<usize>> = vec![Vec::new(); self.nodes.len()];
        for link in self.links.iter().filter(|link| link.hard) {
            into[link.to].push(link.from);
        }
        for at in 0..self.nodes.len() {
            let mut seen = vec![false; self.nodes.len()];
            seen[at] = true;
            let mut stack = vec![at];
            let mut all = 0;
            while let Some(node) = stack.pop() {
                for from in &into[node] {
                    if !seen[*from] {
                        seen[*from] = true;
                        all += self.nodes[*from].teams.len();
                        stack.push(*from);
                    }
                }
            }
            self.nodes[at].direct = into[at].len();
            self.nodes[at].all = all;
        }
    }
}

/// The box of each row: its own, or one with all that wait for each other. Units that need each other
/// need not hold teams that do, so units are never put together.
fn condense(
    rows: usize,
    between: &BTreeMap<(usize, usize), (usize, bool)>,
    folded: bool,
) -> Vec<usize> {
    if folded {
        return (0..rows).collect();
    }
    let hard: Vec<(u32, u32)> = between
        .iter()
        .filter(|(_, (_, hard))| *hard)
        .map(|((from, to), _)| (*from as u32, *to as u32))
        .collect();
    let components = strong_components(&Csr::from_edges(rows, &hard));
    // Components are numbered by their first row, so boxes come in the order of rows.
    (0..rows as u32)
        .map(|row| components.of(row) as usize)
        .collect()
}
