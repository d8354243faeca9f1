//! What each dependency asks for, with what is assumed where its rows do not say, and how many teams
//! ask one team for the same. Knows no row of the decision table.

use super::feature::{Origin, need};
use super::options::Options;
use crate::facts::{Edge, Facts};
use crate::model::{
    Column, Context, Dependency, DependencyId, Duration, Frequency, Need, Org, TeamId,
};
use crate::source::Place;
use std::collections::{BTreeMap, BTreeSet};

/// What one dependency asks for. All rows of the pair count: the strongest need, the deepest context.
#[derive(Clone, Debug)]
pub(super) struct Ask {
    pub(super) need: (i32, Origin),
    pub(super) context: (i32, Origin),
    pub(super) hard: (i32, Origin),
    pub(super) frequency: (i32, Origin),
    pub(super) duration: (i32, Origin),
    pub(super) fallback: (i32, Origin),
    pub(super) can_do_there: (i32, Origin),
}

/// Needs of all dependencies.
#[derive(Debug)]
pub(super) struct Needs {
    asks: Vec<Ask>,
    consumers: BTreeMap<(TeamId, i32), BTreeSet<TeamId>>,
    imposed: BTreeMap<TeamId, BTreeSet<TeamId>>,
    territories: BTreeMap<TeamId, BTreeSet<TeamId>>,
}

/// Needs from the one that asks most to the one that asks least of the other team.
const DEMANDS: [i32; 10] = [
    need::JOINT_WORK,
    need::WORK,
    need::APPROVAL,
    need::MANDATE,
    need::SERVICE,
    need::AVAILABILITY,
    need::MEASUREMENT,
    need::ADVICE,
    need::LEARNING,
    need::INFORMATION,
];

impl Needs {
    pub(super) fn new(facts: &Facts<'_>, options: &Options) -> Self {
        let (org, edges) = (facts.org(), facts.dependencies().edges());
        let mut silent: BTreeMap<TeamId, usize> = BTreeMap::new();
        for edge in edges.iter().filter(|edge| is_silent(org, edge)) {
            *silent.entry(edge.to).or_default() += 1;
        }
        let many = |team: TeamId| {
            silent.get(&team).copied().unwrap_or(0) >= options.many_consumers.max(1) as usize
        };
        let asks: Vec<Ask> = edges
            .iter()
            .map(|edge| ask(org, edge, many(edge.to)))
            .collect();
        let mut needs = Self {
            asks: Vec::new(),
            consumers: BTreeMap::new(),
            imposed: BTreeMap::new(),
            territories: BTreeMap::new(),
        };
        for (edge, ask) in edges.iter().zip(&asks) {
            let key = (edge.to, ask.need.0);
            needs.consumers.entry(key).or_default().insert(edge.from);
            if ask.need.0 == need::MANDATE {
                needs.imposed.entry(edge.from).or_default().insert(edge.to);
            }
            if ask.need.0 == need::WORK && ask.can_do_there.0 == 1 {
                needs
                    .territories
                    .entry(edge.from)
                    .or_default()
                    .insert(edge.to);
            }
        }
        needs.asks = asks;
        needs
    }

    /// What the dependency with this number asks for.
    pub(super) fn of(&self, edge: usize) -> Option<&Ask> {
        self.asks.get(edge)
    }

    /// Teams that need the same of a team.
    pub(super) fn consumers(&self, team: TeamId, need: i32) -> BTreeSet<TeamId> {
        self.consumers
            .get(&(team, need))
            .cloned()
            .unwrap_or_default()
    }

    /// How many they are.
    pub(super) fn count(&self, team: TeamId, need: i32) -> usize {
        self.consumers.get(&(team, need)).map_or(0, BTreeSet::len)
    }

    /// Teams on which a team imposes work.
    pub(super) fn imposed(&self, team: TeamId) -> usize {
        self.imposed.get(&team).map_or(0, BTreeSet::len)
    }

    /// Everybody who imposes work, with those on whom.
    pub(super) fn all_imposed(&self) -> &BTreeMap<TeamId, BTreeSet<TeamId>> {
        &self.imposed
    }

    /// Teams in whose areas a team could do the work itself.
    pub(super) fn territories(&self, team: TeamId) -> usize {
        self.territories.get(&team).map_or(0, BTreeSet::len)
    }
}

/// Whether no row says what is needed, and none says that the dependency is soft.
fn is_silent(org: &Org, edge: &Edge) -> bool {
    let rows = edge.rows.iter().map(|row| &org.dependencies[row.index()]);
    edge.hard
        && rows
            .clone()
            .all(|row| row.need.is_none() && of_kind(org, row).is_none())
}

/// What the kind of a dependency says of the need, where nothing else does. Code that is used is a
/// product, whoever has an interest wants to know.
fn of_kind(org: &Org, row: &Dependency) -> Option<(i32, &'static str)> {
    const CODE: [&str; 7] = [
        "package", "library", "module", "import", "code", "sdk", "api",
    ];
    const INTEREST: [&str; 3] = ["stakeholder", "interest", "informed"];
    let kind = org.text(row.kind).to_lowercase();
    let said = |words: &[&str]| {
        kind.split(|c: char| !c.is_alphanumeric())
            .any(|part| words.contains(&part))
    };
    if said(&CODE) {
        return Some((need::SERVICE, "code that is used is taken for a service"));
    }
    said(&INTEREST).then_some((
        need::INFORMATION,
        "a stakeholder is taken to want information",
    ))
}

/// The greatest value that any row states, with its cell.
fn most<T: Copy + Ord>(
    org: &Org,
    edge: &Edge,
    column: Column,
    value: impl Fn(&Dependency) -> Option<T>,
) -> Option<(T, Place)> {
    let rows = edge.rows.iter().map(|id| org.dependency(*id));
    let stated = rows.filter_map(|row| Some((value(row.record())?, row.cell(column))));
    // Of equals the first row: places of equal rows differ in nothing else.
    stated.reduce(|best, next| if next.0 > best.0 { next } else { best })
}

fn stated<T: Copy + Ord>(
    found: Option<(T, Place)>,
    number: impl Fn(T) -> i32,
    otherwise: (i32, &'static str),
) -> (i32, Origin) {
    match found {
        Some((value, place)) => (number(value), Origin::Stated(place)),
        None => (otherwise.0, Origin::Assumed(otherwise.1)),
    }
}

/// What is needed: as stated, else as the kind, the strength or the number of those who need it suggest.
fn need_of(org: &Org, edge: &Edge, many: bool, soft: bool) -> (i32, Origin) {
    let rank = |value: Need| {
        let at = DEMANDS.iter().position(|known| *known == value as i32);
        std::cmp::Reverse(at.unwrap_or(DEMANDS.len()))
    };
    let need_row = most(org, edge, Column::Need, |row| row.need.map(rank));
    let kind = edge
        .rows
        .iter()
        .find_map(|id| of_kind(org, &org.dependencies[id.index()]));
    match (need_row, kind) {
        (Some((std::cmp::Reverse(at), place)), _) => (
            DEMANDS.get(at).copied().unwrap_or(need::WORK),
            Origin::Stated(place),
        ),
        (None, Some((value, why))) => (value, Origin::Assumed(why)),
        (None, None) if soft => (
            need::INFORMATION,
            Origin::Assumed("a soft dependency is taken for information"),
        ),
        (None, None) if many => (
            need::SERVICE,
            Origin::Assumed("what several teams need of one is taken for a service"),
        ),
        (None, None) => (
            need::WORK,
            Origin::Assumed("a hard dependency is taken for work"),
        ),
    }
}

fn ask(org: &Org, edge: &Edge, many: bool) -> Ask {
    let strength = most(org, edge, Column::Kind, |row| {
        row.strength.map(|s| s == crate::model::Strength::Hard)
    });
    let soft = strength.is_some_and(|(hard, _)| !hard);
    let need = need_of(org, edge, many, soft);
    let gentle = [
        need::INFORMATION,
        need::ADVICE,
        need::LEARNING,
        need::MEASUREMENT,
    ];
    let hard = stated(
        strength,
        i32::from,
        if gentle.contains(&need.0) {
            (0, "nobody said that work stops without it")
        } else {
            (1, "a dependency is hard unless a row says otherwise")
        },
    );
    let shallow = hard.0 == 0;
    let context = stated(
        most(org, edge, Column::Context, |row| row.context),
        |context: Context| context as i32,
        if shallow {
            (1, "low where work goes on without it")
        } else {
            (2, "medium where work stops without it")
        },
    );
    Ask {
        need,
        hard,
        context,
        frequency: stated(
            most(org, edge, Column::Frequency, |row| row.frequency),
            |value: Frequency| value as i32,
            (1, "monthly"),
        ),
        duration: stated(
            most(org, edge, Column::Duration, |row| row.duration),
            |value: Duration| value as i32,
            (2, "ongoing"),
        ),
        fallback: fallback(org, edge),
        can_do_there: stated(
            most(org, edge, Column::CanDoThere, |row| row.can_do_there),
            i32::from,
            (0, "nobody said that it can"),
        ),
    }
}

/// A column that is there and blank says no; a column that is absent says nothing.
fn fallback(org: &Org, edge: &Edge) -> (i32, Origin) {
    let cell = |id: &DependencyId| org.dependency(*id).cell(Column::Fallback);
    let rows = || edge.rows.iter();
    let written = rows().find(|id| {
        !org.text(org.dependencies[id.index()].fallback)
            .trim()
            .is_empty()
    });
    if let Some(id) = written {
        return (1, Origin::Stated(cell(id)));
    }
    let column =
        |id: &&DependencyId| org.column(org.dependencies[id.index()].row.file, Column::Fallback);
    match rows().find(|id| column(id).is_some()) {
        Some(id) => (0, Origin::Stated(cell(id))),
        None => (0, Origin::Assumed("no fallback is written down")),
    }
}
