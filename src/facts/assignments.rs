//! Liaison assignments without repetition, what stands behind each, and who meets whom at the
//! target. Knows no rule and no limit.

use super::Facts;
use super::rooms::Rooms;
use crate::model::{Context, LiaisonId, PersonId, Status, Subject, TeamId};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Rows that send one person from one home to the same targets.
#[derive(Clone, Debug)]
pub struct Assignment {
    /// The liaison.
    pub person: PersonId,
    /// Home team, where known.
    pub home: Option<TeamId>,
    /// Teams or units, ascending.
    pub targets: Vec<TeamId>,
    /// The rows in reading order; never empty.
    pub rows: Vec<LiaisonId>,
}

impl Assignment {
    /// Whether it is in force: some row is neither planned nor begins after today.
    pub fn in_force(&self, facts: &Facts<'_>) -> bool {
        let org = facts.org();
        self.rows.iter().any(|row| {
            let row = &org.liaisons[row.index()];
            let begun = match (row.start, org.as_of) {
                (Some(start), Some(today)) => start <= today,
                _ => true,
            };
            row.status != Some(Status::Planned) && begun
        })
    }

    /// Names of the targets in the order of the tree's records.
    pub fn target_names<'a>(&self, facts: &Facts<'a>) -> Vec<&'a str> {
        let org = facts.org();
        self.targets
            .iter()
            .map(|id| org.team(*id).label())
            .collect()
    }

    /// Subject keys, one per target.
    pub fn subjects(&self, facts: &Facts<'_>) -> Vec<Subject> {
        let org = facts.org();
        let person = org.person(self.person).key();
        self.targets
            .iter()
            .map(|id| Subject::liaison(person, org.team(*id).key()))
            .collect()
    }

    /// What the assignment is, as `ana>data,web`: the same for all rows that send one person to
    /// these targets, whatever their home.
    pub fn key(&self, facts: &Facts<'_>) -> String {
        let org = facts.org();
        let targets: Vec<&str> = self.targets.iter().map(|id| org.team(*id).key()).collect();
        format!("{}>{}", org.person(self.person).key(), targets.join(","))
    }

    /// Whether one of the targets contains the team.
    pub fn covers(&self, facts: &Facts<'_>, team: TeamId) -> bool {
        let tree = facts.tree();
        self.targets.iter().any(|unit| tree.contains(*unit, team))
    }
}

/// Everything that one person covers for one home.
#[derive(Clone, Debug)]
pub struct Portfolio {
    /// The liaison.
    pub person: PersonId,
    /// Home team, where known.
    pub home: Option<TeamId>,
    /// Distinct targets with the first row that names each, ascending by target.
    pub targets: Vec<(TeamId, LiaisonId)>,
    /// Indices into [`AssignmentFacts::all`].
    pub assignments: Vec<usize>,
}

/// What the dependencies table says about the need for an assignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Support {
    /// Nothing: there is no such table, the home is unknown, or the table never mentions the home.
    Unknown,
    /// Neither side depends on the other.
    Missing,
    /// Every dependency between the two takes low context at most.
    Minimal,
    /// Some dependency takes more, or does not say how much.
    Enough,
}

/// Assignments and portfolios.
#[derive(Debug)]
pub struct AssignmentFacts {
    all: Vec<Assignment>,
    portfolios: Vec<Portfolio>,
    supporting: OnceLock<Vec<Vec<u32>>>,
    rooms: OnceLock<Rooms>,
}

impl AssignmentFacts {
    pub(super) fn new(facts: &Facts<'_>) -> Self {
        let all = assignments(facts);
        Self {
            portfolios: portfolios(facts, &all),
            all,
            supporting: OnceLock::new(),
            rooms: OnceLock::new(),
        }
    }

    /// Distinct assignments, by first row.
    pub fn all(&self) -> &[Assignment] {
        &self.all
    }

    /// What each person covers for each home, by first row.
    pub fn portfolios(&self) -> &[Portfolio] {
        &self.portfolios
    }

    /// Numbers of the dependencies, in either direction, that join the home of an assignment with
    /// one of its targets; empty where the home is unknown.
    pub fn supporting(&self, facts: &Facts<'_>, index: usize) -> &[u32] {
        let supporting = self.supporting.get_or_init(|| {
            self.all
                .iter()
                .map(|assignment| supporting(facts, assignment))
                .collect()
        });
        supporting.get(index).map_or(&[], Vec::as_slice)
    }

    /// What the dependencies table says about the need for an assignment.
    pub fn support(&self, facts: &Facts<'_>, index: usize) -> Support {
        let dependencies = facts.dependencies();
        let home = self.all.get(index).and_then(|assignment| assignment.home);
        let edges = self.supporting(facts, index);
        let context = |edge: &u32| {
            let rows = &dependencies.edges()[*edge as usize].rows;
            rows.iter()
                .map(|row| facts.org().dependencies[row.index()].context)
                .map(|context| context.unwrap_or(Context::High))
                .max()
        };
        match home {
            Some(home) if edges.is_empty() && mentions(facts, home) => Support::Missing,
            Some(_) if edges.is_empty() => Support::Unknown,
            Some(_) if edges.iter().all(|e| context(e) <= Some(Context::Low)) => Support::Minimal,
            Some(_) => Support::Enough,
            None => Support::Unknown,
        }
    }

    /// Who is in which room.
    pub fn rooms(&self, facts: &Facts<'_>) -> &Rooms {
        self.rooms.get_or_init(|| Rooms::new(facts))
    }
}

fn assignments(facts: &Facts<'_>) -> Vec<Assignment> {
    let org = facts.org();
    let mut known: BTreeMap<(PersonId, Option<TeamId>, Vec<TeamId>), usize> = BTreeMap::new();
    let mut all: Vec<Assignment> = Vec::new();
    for liaison in org.liaisons() {
        let record = liaison.record();
        let mut targets = record.targets.clone();
        targets.sort_unstable();
        let key = (record.person, record.home, targets.clone());
        let at = *known.entry(key).or_insert_with(|| {
            all.push(Assignment {
                person: record.person,
                home: record.home,
                targets,
                rows: Vec::new(),
            });
            all.len() - 1
        });
        all[at].rows.push(liaison.id);
    }
    all
}

fn portfolios(facts: &Facts<'_>, all: &[Assignment]) -> Vec<Portfolio> {
    let org = facts.org();
    let mut known: BTreeMap<(PersonId, Option<TeamId>), usize> = BTreeMap::new();
    let mut found: Vec<Portfolio> = Vec::new();
    for (index, assignment) in all.iter().enumerate() {
        let key = (assignment.person, assignment.home);
        let at = *known.entry(key).or_insert_with(|| {
            found.push(Portfolio {
                person: assignment.person,
                home: assignment.home,
                targets: Vec::new(),
                assignments: Vec::new(),
            });
            found.len() - 1
        });
        let rows = assignment.rows.iter().flat_map(|row| {
            let targets = &org.liaisons[row.index()].targets;
            targets.iter().map(move |target| (*target, *row))
        });
        found[at].targets.extend(rows);
        found[at].assignments.push(index);
    }
    for portfolio in &mut found {
        portfolio.targets.sort_unstable();
        portfolio.targets.dedup_by_key(|(target, _)| *target);
    }
    found
}

/// Whether any dependency mentions a home, a unit below it, or one above it in its own part of the
/// organization.
fn mentions(facts: &Facts<'_>, home: TeamId) -> bool {
    let (tree, graph) = (facts.tree(), facts.dependencies().graph());
    let units = tree.units();
    let part = tree.boundary(home);
    let above = units
        .ancestors(home.0)
        .skip(1)
        .filter(|unit| tree.contains(part, TeamId(*unit)));
    let mut around = units.subtree(home.0).iter().copied().chain(above);
    around.any(|unit| graph.degree(unit) > 0)
}

/// Dependencies between the home (or units around it) and a target (or units around it). A unit
/// that holds both sides says nothing about the two.
fn supporting(facts: &Facts<'_>, assignment: &Assignment) -> Vec<u32> {
    let Some(home) = assignment.home else {
        return Vec::new();
    };
    let size = |unit: TeamId| facts.tree().units().subtree_size(unit.0);
    let mut found = Vec::new();
    for &target in &assignment.targets {
        // The edges are the same from either side; the smaller one has fewer of them.
        if size(home) < size(target) {
            between(facts, home, target, &mut found);
        } else {
            between(facts, target, home, &mut found);
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Edges of units in or above `near`, but not above `far`, with units in or above `far`, but not
/// above `near`.
fn between(facts: &Facts<'_>, near: TeamId, far: TeamId, found: &mut Vec<u32>) {
    let (tree, graph) = (facts.tree(), facts.dependencies().graph());
    let units = tree.units();
    let at_far = |end: u32| tree.nested(far, TeamId(end)) && !tree.contains(TeamId(end), near);
    let around = units
        .subtree(near.0)
        .iter()
        .copied()
        .chain(units.ancestors(near.0).skip(1))
        .filter(|end| !tree.contains(TeamId(*end), far));
    for end in around {
        let edges = graph.out_edges(end).chain(graph.in_edges(end));
        found.extend(
            edges
                .filter(|(other, _)| at_far(*other))
                .map(|(_, edge)| edge),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::Support;
    use crate::facts::{FactOptions, Facts};
    use crate::model::{MeetingId, PersonId, TeamId};
    use crate::testing::org;

    const TEAMS: &str = "== people.csv\nid,team\nana,pmm\nbo,pmm\nwes,web\n\
        == teams.csv\nid,parent\nco,\ngtm,co\npmm,gtm\neng,co\nweb,eng\ninfra,eng\n";

    #[test]
    fn rows_that_repeat_are_one_assignment_and_one_portfolio() {
        let org = org(&format!(
            "{TEAMS}== liaisons.csv\nperson,targets,status\n\
             ana,web;infra,planned\nana,infra;web,active\nana,web,planned\nbo,web,\n"
        ));
        let facts = Facts::new(&org, FactOptions::default());
        let all = facts.assignments().all();
        let rows: Vec<usize> = all.iter().map(|a| a.rows.len()).collect();
        assert_eq!(rows, [2, 1, 1]);
        let in_force: Vec<bool> = all.iter().map(|a| a.in_force(&facts)).collect();
        assert_eq!(in_force, [true, false, true]);
        let portfolios = facts.assignments().portfolios();
        assert_eq!(portfolios.len(), 2);
        assert_eq!(portfolios[0].targets.len(), 2);
        assert_eq!(portfolios[0].assignments, [0, 1]);
    }

    #[test]
    fn support_is_what_lies_between_the_two_sides() {
        let support = |dependencies: &str| {
            let org = org(&format!(
                "{TEAMS}== dependencies.csv\nfrom,to,context\n{dependencies}\
                 == liaisons.csv\nperson,targets\nana,web\n"
            ));
            let facts = Facts::new(&org, FactOptions::default());
            facts.assignments().support(&facts, 0)
        };
        assert_eq!(support("web,infra,low\n"), Support::Unknown);
        assert_eq!(support("infra,pmm,low\n"), Support::Missing);
        assert_eq!(support("co,pmm,high\n"), Support::Missing);
        assert_eq!(support("eng,gtm,low\n"), Support::Minimal);
        assert_eq!(support("web,pmm,low\npmm,web,medium\n"), Support::Enough);
        assert_eq!(support("web,pmm,\n"), Support::Enough);
    }

    #[test]
    fn rooms_are_shared_with_somebody_else() {
        let org = org(&format!(
            "{TEAMS}== meetings.csv\nid,host,recurring\nm,web,yes\nn,,yes\no,,no\n\
             == attendance.csv\nmeeting,person\nm,ana\nn,ana\nn,wes\no,ana\no,bo\n\
             == liaisons.csv\nperson,targets\nana,web\n"
        ));
        let facts = Facts::new(&org, FactOptions::default());
        let rooms = facts.assignments().rooms(&facts);
        let (ana, pmm, eng) = (PersonId(0), TeamId(2), TeamId(3));
        assert_eq!(rooms.shared(&facts, ana, eng), [MeetingId(1)]);
        assert_eq!(rooms.shared(&facts, ana, pmm), []);
        assert_eq!(rooms.hosted_in(&facts, eng), [MeetingId(0)]);
        assert!(rooms.recorded(&facts, eng, ana));
        assert!(!rooms.recorded(&facts, pmm, ana));
    }
}
