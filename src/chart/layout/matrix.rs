//! What the dependency matrix shows: its rows, its cells, what is folded and left out.
//!
//! Knows dependencies and the unit tree; knows no pixels.

use crate::facts::Facts;
use crate::graph::csr::Csr;
use crate::graph::scc::strong_components;
use crate::lint::{Finding, Level};
use crate::model::{Subject, TeamId};
use std::collections::{BTreeMap, BTreeSet};

/// One row and column.
#[derive(Debug)]
pub(super) struct Node {
    /// The team, or the unit that stands for those below it.
    pub(super) unit: TeamId,
    /// Teams with dependencies that it stands for.
    pub(super) teams: usize,
    /// How many others it cannot do without.
    pub(super) fan_out: usize,
    /// How many others cannot do without it.
    pub(super) fan_in: usize,
    /// Number of the cycle it is part of.
    pub(super) cycle: Option<usize>,
}

/// Dependencies of one row on one column.
#[derive(Debug, Default)]
pub(super) struct Cell {
    /// Distinct pairs of teams.
    pub(super) edges: usize,
    /// Whether any is hard.
    pub(super) hard: bool,
    /// Pairs that nothing connects.
    pub(super) uncovered: usize,
}

/// The matrix in tree order.
#[derive(Debug)]
pub(super) struct Matrix {
    /// Rows, and columns.
    pub(super) nodes: Vec<Node>,
    /// Cells by row and column; only those with dependencies.
    pub(super) cells: BTreeMap<(usize, usize), Cell>,
    /// Cycles of hard dependencies, each with its rows.
    pub(super) cycles: Vec<Vec<usize>>,
    /// Whether rows stand for several teams.
    pub(super) folded: bool,
    /// Rows left out because there are too many.
    pub(super) left_out: usize,
    /// Teams that take part in dependencies.
    pub(super) teams: usize,
    /// Distinct dependencies.
    pub(super) edges: usize,
    /// Dependencies that nothing connects.
    pub(super) uncovered: usize,
    /// The worst level of the findings about these.
    pub(super) level: Option<Level>,
    /// Whether any row of the table says how strong it is.
    pub(super) stated: bool,
}

impl Matrix {
    /// The matrix of at most `most` rows; `None` without dependencies.
    pub(super) fn new(facts: &Facts<'_>, findings: &[Finding], most: usize) -> Option<Self> {
        let edges = facts.dependencies().edges();
        let mut involved: Vec<u32> = edges.iter().flat_map(|e| [e.from.0, e.to.0]).collect();
        involved.sort_unstable();
        involved.dedup();
        if involved.is_empty() {
            return None;
        }
        let group = groups(facts, &involved, most);
        let (rows, left_out) = rows(facts, &group, most);
        let silent: BTreeSet<&str> = findings
            .iter()
            .filter(|finding| finding.rule.name == "uncovered-dependency")
            .flat_map(|finding| finding.subjects.iter().map(Subject::as_str))
            .collect();
        let mut matrix = Self {
            folded: group.iter().any(|(team, unit)| team != unit),
            nodes: rows
                .iter()
                .map(|unit| Node {
                    unit: TeamId(*unit),
                    teams: 0,
                    fan_out: 0,
                    fan_in: 0,
                    cycle: None,
                })
                .collect(),
            cells: BTreeMap::new(),
            cycles: Vec::new(),
            left_out,
            teams: involved.len(),
            edges: edges.len(),
            uncovered: 0,
            level: findings
                .iter()
                .filter(|finding| finding.rule.name == "uncovered-dependency")
                .map(|finding| finding.level)
                .max(),
            stated: facts.dependencies().strength_is_stated(),
        };
        let row_of: BTreeMap<u32, usize> = rows.iter().copied().zip(0..).collect();
        let place = |team: TeamId| row_of.get(group.get(&team.0)?).copied();
        for team in &involved {
            if let Some(at) = place(TeamId(*team)) {
                matrix.nodes[at].teams += 1;
            }
        }
        for edge in edges {
            let key = |id: TeamId| facts.org().team(id).key();
            let subject = Subject::dependency(key(edge.from), key(edge.to));
            let uncovered = usize::from(silent.contains(subject.as_str()));
            matrix.uncovered += uncovered;
            if let (Some(from), Some(to)) = (place(edge.from), place(edge.to)) {
                let cell = matrix.cells.entry((from, to)).or_default();
                cell.edges += 1;
                cell.hard |= edge.hard;
                cell.uncovered += uncovered;
            }
        }
        matrix.count();
        Some(matrix)
    }

    /// Whether both ends of a cell lie on one cycle.
    pub(super) fn on_cycle(&self, from: usize, to: usize) -> bool {
        from != to
            && self.nodes[from].cycle.is_some()
            && self.nodes[from].cycle == self.nodes[to].cycle
    }

    /// Sums of hard cells and cycles.
    fn count(&mut self) {
        let mut hard = Vec::new();
        for (&(from, to), cell) in &self.cells {
            if cell.hard && from != to {
                self.nodes[from].fan_out += 1;
                self.nodes[to].fan_in += 1;
                hard.push((from as u32, to as u32));
            }
        }
        // Units that need each other need not hold teams that do: a folded matrix speaks of no circle.
        if self.folded {
            return;
        }
        let graph = Csr::from_edges(self.nodes.len(), &hard);
        let components = strong_components(&graph);
        self.cycles = components
            .cyclic(&graph)
            .map(|members| members.iter().map(|node| *node as usize).collect())
            .collect();
        for (number, cycle) in self.cycles.iter().enumerate() {
            for node in cycle {
                self.nodes[*node].cycle = Some(number);
            }
        }
    }
}

/// For each team the unit that stands for it: itself where all fit, else its ancestor on the deepest
/// level that gives at most `most` units; itself again where no level gives three.
pub(super) fn groups(facts: &Facts<'_>, involved: &[u32], most: usize) -> BTreeMap<u32, u32> {
    let forest = facts.tree().units();
    let at_level = |level: u32| -> BTreeMap<u32, u32> {
        let unit = |team: u32| forest.ancestor_at_depth(team, level).unwrap_or(team);
        involved.iter().map(|team| (*team, unit(*team))).collect()
    };
    let itself = |team: &u32| (*team, *team);
    if involved.len() <= most {
        return involved.iter().map(itself).collect();
    }
    let deepest = involved.iter().map(|team| forest.depth(*team)).max();
    // Deeper levels never have fewer units, so the first that is too many ends the search.
    let mut found = at_level(0);
    for level in 1..=deepest.unwrap_or(0) {
        let next = at_level(level);
        let distinct: BTreeSet<u32> = next.values().copied().collect();
        if distinct.len() > most {
            break;
        }
        found = next;
    }
    // A picture of two units says nothing; better the teams with most dependencies.
    let distinct: BTreeSet<u32> = found.values().copied().collect();
    if distinct.len() < 3 {
        return involved.iter().map(itself).collect();
    }
    found
}

/// The units in tree order; of too many those with most teams in dependencies, and how many others.
pub(super) fn rows(
    facts: &Facts<'_>,
    group: &BTreeMap<u32, u32>,
    most: usize,
) -> (Vec<u32>, usize) {
    let forest = facts.tree().units();
    let mut weight: BTreeMap<u32, usize> = BTreeMap::new();
    for edge in facts.dependencies().edges() {
        for end in [edge.from.0, edge.to.0] {
            if let Some(unit) = group.get(&end) {
                *weight.entry(*unit).or_default() += 1;
            }
        }
    }
    let mut units: Vec<(u32, usize)> = weight.into_iter().collect();
    let left_out = units.len().saturating_sub(most);
    units.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
    units.truncate(most);
    let mut units: Vec<u32> = units.into_iter().map(|(unit, _)| unit).collect();
    units.sort_unstable_by_key(|unit| forest.position(*unit));
    (units, left_out)
}
