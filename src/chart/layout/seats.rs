//! What the liaison heat map shows: rows of liaisons, the state of each cell, needs left open.
//!
//! Knows assignments, dependencies and findings; knows no pixels.

use super::columns::Columns;
use super::{View, flags};
use crate::facts::{Assignment, Facts, Support};
use crate::lint::Level;
use crate::model::{Context, PersonId, Subject, TeamId};
use std::collections::{BTreeMap, BTreeSet};

/// What an assignment is worth where it covers a team, the better the later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum State {
    /// Neither side depends on the other.
    NoNeed,
    /// Every dependency between them takes little context.
    Minimal,
    /// The liaison is in no meeting with anybody there.
    Absent,
    /// Nothing comes back to the home.
    OneWay,
    /// Covered.
    Covered,
}

impl State {
    /// All, the best last.
    pub(super) const ALL: [Self; 5] = [
        Self::NoNeed,
        Self::Minimal,
        Self::Absent,
        Self::OneWay,
        Self::Covered,
    ];

    /// What it says, in few words.
    pub(super) fn told(self) -> &'static str {
        match self {
            Self::NoNeed => "neither side depends on the other",
            Self::Minimal => "little context, notes would do",
            Self::Absent => "in no meeting there",
            Self::OneWay => "nothing comes back",
            Self::Covered => "covers",
        }
    }
}

/// One liaison of one home, or the needs of a home that none of its liaisons covers.
#[derive(Debug)]
pub(super) struct Seat {
    /// The home.
    pub(super) home: Option<TeamId>,
    /// The liaison; `None` for the row of open needs.
    pub(super) person: Option<PersonId>,
    /// Units named by the assignments.
    targets: Vec<(TeamId, State)>,
    /// Teams that are needed and not covered.
    open: BTreeSet<TeamId>,
    /// Distinct targets of the person, all homes together.
    pub(super) load: usize,
}

impl Seat {
    /// The columns it covers, each with the best state.
    pub(super) fn cells(&self, facts: &Facts<'_>, columns: &Columns) -> BTreeMap<usize, State> {
        let mut cells: BTreeMap<usize, State> = BTreeMap::new();
        for (target, state) in &self.targets {
            for column in columns_of(facts, columns, *target) {
                let cell = cells.entry(column).or_insert(*state);
                *cell = (*cell).max(*state);
            }
        }
        cells
    }

    /// The columns with an open need.
    pub(super) fn open(&self, columns: &Columns) -> BTreeSet<usize> {
        let open = self.open.iter();
        open.filter_map(|team| columns.of(team.0)).collect()
    }

    /// Whether some assignment has this state.
    pub(super) fn has(&self, state: State) -> bool {
        self.targets.iter().any(|(_, known)| *known == state)
    }

    /// Leaf teams that it covers or leaves open.
    pub(super) fn leaves<'a>(&'a self, facts: &'a Facts<'_>) -> impl Iterator<Item = u32> + 'a {
        let forest = facts.tree().units();
        let targets = self.targets.iter().map(|(unit, _)| *unit);
        targets
            .chain(self.open.iter().copied())
            .flat_map(|unit| forest.leaves(unit.0).iter().copied())
    }
}

/// The columns below a unit, or the one that holds it.
pub(super) fn columns_of(facts: &Facts<'_>, columns: &Columns, unit: TeamId) -> BTreeSet<usize> {
    if let Some(column) = columns.of(unit.0) {
        return BTreeSet::from([column]);
    }
    let leaves = facts.tree().units().leaves(unit.0).iter();
    leaves.filter_map(|leaf| columns.of(*leaf)).collect()
}

/// What the rules found about assignments, by subject.
struct Troubles<'a> {
    absent: BTreeMap<&'a str, Level>,
    one_way: BTreeMap<&'a str, Level>,
}

impl Troubles<'_> {
    fn of(&self, facts: &Facts<'_>, assignment: &Assignment, target: TeamId) -> State {
        let org = facts.org();
        let (person, team) = (org.person(assignment.person), org.team(target));
        let subject = Subject::liaison(person.key(), team.key());
        if self.absent.contains_key(subject.as_str()) {
            State::Absent
        } else if self.one_way.contains_key(subject.as_str()) {
            State::OneWay
        } else {
            State::Covered
        }
    }
}

/// Every liaison by home in tree order, after each home the needs that none of them covers.
pub(super) fn seats(view: &View<'_>) -> Vec<Seat> {
    let facts = view.facts;
    let troubles = Troubles {
        absent: flags::levels(view.findings, &["absent-liaison"]),
        one_way: flags::levels(view.findings, &["one-way-liaison"]),
    };
    let assignments = facts.assignments();
    let forest = facts.tree().units();
    let mut seats: Vec<Seat> = Vec::new();
    for portfolio in assignments.portfolios() {
        let mut targets = Vec::new();
        for index in &portfolio.assignments {
            let Some(assignment) = assignments.all().get(*index) else {
                continue;
            };
            let state = match assignments.support(facts, *index) {
                Support::Missing => Some(State::NoNeed),
                Support::Minimal => Some(State::Minimal),
                Support::Unknown | Support::Enough => None,
            };
            let of = |target| state.unwrap_or_else(|| troubles.of(facts, assignment, target));
            targets.extend(
                assignment
                    .targets
                    .iter()
                    .map(|target| (*target, of(*target))),
            );
        }
        seats.push(Seat {
            home: portfolio.home,
            person: Some(portfolio.person),
            targets,
            open: BTreeSet::new(),
            load: facts.liaisons().targets_of(portfolio.person).len(),
        });
    }
    let homes: BTreeSet<TeamId> = seats.iter().filter_map(|seat| seat.home).collect();
    for home in homes {
        let open = open_needs(facts, home, &seats);
        if !open.is_empty() {
            seats.push(Seat {
                home: Some(home),
                person: None,
                targets: Vec::new(),
                open,
                load: 0,
            });
        }
    }
    seats.sort_by_key(|seat| {
        let first = seat.targets.iter().map(|(unit, _)| forest.position(unit.0));
        (
            seat.home.map_or(u32::MAX, |home| forest.position(home.0)),
            seat.person.is_none(),
            first.min(),
        )
    });
    seats
}

/// Teams in another part of the organization that a home shares more than a little context with, that
/// none of its liaisons covers and that nothing else connects with it either.
fn open_needs(facts: &Facts<'_>, home: TeamId, seats: &[Seat]) -> BTreeSet<TeamId> {
    let (tree, dependencies) = (facts.tree(), facts.dependencies());
    let own: Vec<TeamId> = seats
        .iter()
        .filter(|seat| seat.home == Some(home))
        .flat_map(|seat| seat.targets.iter().map(|(unit, _)| *unit))
        .collect();
    let graph = dependencies.graph();
    let mut open = BTreeSet::new();
    for team in tree.units().subtree(home.0) {
        for (other, edge) in graph.out_edges(*team).chain(graph.in_edges(*team)) {
            let other = TeamId(other);
            let covered = own.iter().any(|unit| tree.contains(*unit, other));
            let far = tree.crosses_boundary(home, other) && !tree.nested(home, other);
            if far && !covered && matters(facts, edge) {
                open.insert(other);
            }
        }
    }
    open
}

/// Whether a dependency takes more than a little context and nothing connects its ends.
fn matters(facts: &Facts<'_>, edge: u32) -> bool {
    let dependencies = facts.dependencies();
    let Some(found) = dependencies.edges().get(edge as usize) else {
        return false;
    };
    let rows = found.rows.iter();
    let context = rows.filter_map(|row| facts.org().dependencies[row.index()].context);
    let enough = match context.max() {
        Some(context) => context >= Context::Medium,
        None => found.hard,
    };
    enough && dependencies.coverage(edge as usize).is_none()
}
