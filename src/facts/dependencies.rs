//! The team graph: distinct dependencies, who depends hard on whom, and what covers each pair.

use super::Facts;
use crate::graph::csr::Csr;
use crate::model::{
    CoordinationId, DependencyId, DependencyRef, LiaisonId, MeetingId, Org, Strength, Table, TeamId,
};
use std::collections::BTreeMap;

/// One ordered pair of teams with all rows that state it.
#[derive(Clone, Debug)]
pub struct Edge {
    /// The team that depends.
    pub from: TeamId,
    /// The team depended on.
    pub to: TeamId,
    /// Rows in reading order; never empty.
    pub rows: Vec<DependencyId>,
    /// Whether any row is hard.
    pub hard: bool,
    /// Whether any row says that it is hard, and is not merely taken for it.
    pub stated_hard: bool,
}

impl Edge {
    /// Sum of the weights of its rows; a row without weight counts one.
    pub fn weight(&self, org: &Org) -> f64 {
        let weight = |row: &DependencyId| org.dependencies[row.index()].weight.unwrap_or(1.0);
        self.rows.iter().map(weight).sum()
    }

    /// Its first hard row without a word on what is done when the other team does not deliver.
    pub fn without_fallback<'a>(&self, org: &'a Org) -> Option<DependencyRef<'a>> {
        let mut rows = self.rows.iter().map(|row| org.dependency(*row));
        rows.find(|row| row.is_hard() && is_blank(org.text(row.record().fallback)))
    }
}

/// Whether a text says nothing, or that there is nothing.
fn is_blank(text: &str) -> bool {
    const NOTHING: &[&str] = &["", "-", "no", "none", "n/a", "tbd"];
    NOTHING
        .iter()
        .any(|word| text.trim().eq_ignore_ascii_case(word))
}

/// What connects the two teams of a dependency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coverage {
    /// A coordination row.
    Coordination(CoordinationId),
    /// A liaison.
    Liaison(LiaisonId),
    /// A recurring meeting that people of both attend.
    Meeting(MeetingId),
}

/// The team graph.
#[derive(Debug)]
pub struct DependencyFacts {
    edges: Vec<Edge>,
    all: Csr,
    hard: Csr,
    hard_edges: Vec<u32>,
    coverage: Vec<Option<Coverage>>,
    stated: bool,
}

impl DependencyFacts {
    pub(super) fn new(facts: &Facts<'_>) -> Self {
        let org = facts.org();
        let edges = edges(org);
        let hard_edges: Vec<u32> = (0..edges.len() as u32)
            .filter(|edge| edges[*edge as usize].hard)
            .collect();
        let pair = |edge: &Edge| (edge.from.0, edge.to.0);
        let all: Vec<(u32, u32)> = edges.iter().map(pair).collect();
        let hard: Vec<(u32, u32)> = edges.iter().filter(|edge| edge.hard).map(pair).collect();
        Self {
            all: Csr::from_edges(org.teams.len(), &all),
            hard: Csr::from_edges(org.teams.len(), &hard),
            coverage: coverages(facts, &edges),
            stated: org.dependencies.iter().any(|row| row.strength.is_some()),
            hard_edges,
            edges,
        }
    }

    /// Distinct dependencies by pair of team numbers.
    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// The graph of all edges; its edge numbers index [`edges`](Self::edges).
    pub fn graph(&self) -> &Csr {
        &self.all
    }

    /// The graph of hard edges; translate its edge numbers with [`hard_edge`](Self::hard_edge).
    pub fn hard(&self) -> &Csr {
        &self.hard
    }

    /// The edge behind an edge number of the hard graph.
    pub fn hard_edge(&self, number: u32) -> &Edge {
        &self.edges[self.hard_edges[number as usize] as usize]
    }

    /// The edge of a pair.
    pub fn find(&self, from: TeamId, to: TeamId) -> Option<&Edge> {
        let number = self.all.find_edge(from.0, to.0)?;
        self.edges.get(number as usize)
    }

    /// The ways to connect two teams that the tables could show: `coordination row, liaison or shared
    /// meeting`.
    pub fn ways(org: &Org) -> String {
        let ways: Vec<&str> = [
            (org.has_table(Table::Coordination), "coordination row"),
            (!org.liaisons.is_empty(), "liaison"),
            (!org.attendance.is_empty(), "shared meeting"),
        ]
        .into_iter()
        .filter_map(|(given, way)| given.then_some(way))
        .collect();
        match ways.split_last() {
            Some((last, [])) => (*last).to_owned(),
            Some((last, others)) => format!("{} or {last}", others.join(", ")),
            None => String::new(),
        }
    }

    /// Whether any row says that a dependency is hard or soft. Where none does, all count as hard,
    /// but nobody has said that work stops.
    pub fn strength_is_stated(&self) -> bool {
        self.stated
    }

    /// What connects the teams of the edge with this number.
    pub fn coverage(&self, edge: usize) -> Option<Coverage> {
        self.coverage.get(edge).copied().flatten()
    }
}

/// Rows by ordered pair of teams.
fn edges(org: &Org) -> Vec<Edge> {
    let mut rows: Vec<(TeamId, TeamId, DependencyId)> = org
        .dependencies()
        .map(|row| (row.record().from, row.record().to, row.id))
        .collect();
    rows.sort_unstable();
    rows.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1))
        .filter_map(|run| {
            let (from, to, _) = *run.first()?;
            let rows: Vec<DependencyId> = run.iter().map(|(.., row)| *row).collect();
            let stated =
                |row: &DependencyId| org.dependencies[row.index()].strength == Some(Strength::Hard);
            Some(Edge {
                from,
                to,
                hard: rows.iter().any(|row| org.dependency(*row).is_hard()),
                stated_hard: rows.iter().any(stated),
                rows,
            })
        })
        .collect()
}

/// For each edge the strongest thing that connects its teams: a coordination row, else a liaison,
/// else a shared recurring meeting.
fn coverages(facts: &Facts<'_>, edges: &[Edge]) -> Vec<Option<Coverage>> {
    let meetings = Encounters::new(facts, edges);
    let rows = CoordinationPairs::new(facts);
    edges
        .iter()
        .map(|edge| {
            rows.find(facts, edge)
                .map(Coverage::Coordination)
                .or_else(|| liaison_between(facts, edge).map(Coverage::Liaison))
                .or_else(|| meetings.find(edge).map(Coverage::Meeting))
        })
        .collect()
}

/// Coordination rows by the unit that offers the model.
struct CoordinationPairs {
    by_from: BTreeMap<TeamId, Vec<CoordinationId>>,
}

impl CoordinationPairs {
    fn new(facts: &Facts<'_>) -> Self {
        let mut by_from: BTreeMap<TeamId, Vec<CoordinationId>> = BTreeMap::new();
        for row in facts.org().coordination() {
            if let Some(from) = row.record().from {
                by_from.entry(from).or_default().push(row.id);
            }
        }
        Self { by_from }
    }

    /// A row between the two teams or units above them, in either direction.
    fn find(&self, facts: &Facts<'_>, edge: &Edge) -> Option<CoordinationId> {
        if self.by_from.is_empty() {
            return None;
        }
        self.directed(facts, edge.from, edge.to)
            .or_else(|| self.directed(facts, edge.to, edge.from))
    }

    fn directed(&self, facts: &Facts<'_>, a: TeamId, b: TeamId) -> Option<CoordinationId> {
        let (org, tree) = (facts.org(), facts.tree());
        let units = tree.units();
        units
            .ancestors(a.0)
            .filter_map(|unit| self.by_from.get(&TeamId(unit)))
            .flatten()
            .copied()
            .find(|id| {
                org.coordination[id.index()]
                    .to
                    .iter()
                    .any(|to| tree.contains(*to, b) && !tree.contains(*to, a))
            })
    }
}

/// A liaison whose home lies on one side and one of whose targets covers the other.
fn liaison_between(facts: &Facts<'_>, edge: &Edge) -> Option<LiaisonId> {
    let (org, tree, liaisons) = (facts.org(), facts.tree(), facts.liaisons());
    let at_home = |id: LiaisonId, side: TeamId, other: TeamId| {
        org.liaisons[id.index()]
            .home
            .is_some_and(|home| tree.nested(home, side) && !tree.contains(home, other))
    };
    let (from, to) = (edge.from, edge.to);
    let there = liaisons.first_covering(tree, to, |id| at_home(id, from, to));
    there.or_else(|| liaisons.first_covering(tree, from, |id| at_home(id, to, from)))
}

/// For each pair of teams that matters, the first recurring meeting that people of both attend.
/// Meetings of more than eighteen people connect nobody (8-18-1800 rule) and are passed over.
struct Encounters {
    /// Ascending by pair.
    first: Vec<(TeamId, TeamId, MeetingId)>,
}

impl Encounters {
    fn new(facts: &Facts<'_>, edges: &[Edge]) -> Self {
        const CONNECTING: u32 = 18;
        let (org, meetings) = (facts.org(), facts.meetings());
        let mut first = Vec::new();
        if edges.is_empty() {
            return Self { first };
        }
        for meeting in org.meetings().filter(|meeting| meeting.recurs()) {
            if meetings.size(meeting.id).is_none_or(|n| n > CONNECTING) {
                continue;
            }
            let mut teams = meetings.teams_in(facts.members(), meeting.id);
            teams.extend(
                meeting
                    .host()
                    .map(|host| host.id)
                    .filter(|host| !teams.contains(host)),
            );
            for (index, a) in teams.iter().enumerate() {
                for b in &teams[index + 1..] {
                    let (a, b) = ordered(*a, *b);
                    first.push((a, b, meeting.id));
                }
            }
        }
        first.sort_unstable();
        first.dedup_by_key(|(a, b, _)| (*a, *b));
        Self { first }
    }

    fn find(&self, edge: &Edge) -> Option<MeetingId> {
        let pair = ordered(edge.from, edge.to);
        let found = self.first.binary_search_by_key(&pair, |(a, b, _)| (*a, *b));
        found.ok().map(|at| self.first[at].2)
    }
}

fn ordered(a: TeamId, b: TeamId) -> (TeamId, TeamId) {
    if a <= b { (a, b) } else { (b, a) }
}
