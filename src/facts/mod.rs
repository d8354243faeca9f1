//! What follows from the organization, each fact computed once, on first use, for rules and charts
//! alike. Knows no rule and no chart.
//!
//! No fact is computed in parallel: a thread that waits for its helpers takes up other work meanwhile,
//! and if that asks for the same fact it waits for itself. Facts are computed beside each other instead.

mod arrangements;
mod assignments;
mod chains;
mod coordination;
mod dependencies;
mod divisions;
mod encounters;
mod functions;
mod history;
mod liaisons;
mod lines;
mod mappings;
mod meetings;
mod members;
mod meshes;
mod rhythm;
mod rooms;
mod seats;
mod spans;
mod spells;
mod spread;
mod tree;

pub use arrangements::{Arrangement, apart, arrangements};
pub use assignments::{Assignment, AssignmentFacts, Portfolio, Support};
pub use chains::FirmDependencies;
pub use coordination::{CoordinationFacts, Embed};
pub use dependencies::{Coverage, DependencyFacts, Edge};
pub use divisions::{Division, Head, divisions, to_move};
pub use encounters::{EncounterFacts, Joined};
pub use functions::Discipline;
pub use history::{Matching, Stay, stays};
pub use liaisons::LiaisonFacts;
pub use lines::solid_lines;
pub use mappings::{Divergence, MappingFacts, MappingOrigin, Reassignment, TeamMapping};
pub use meetings::{MeetingFacts, Series};
pub use members::MemberFacts;
pub use meshes::{Mesh, meshes};
pub use rhythm::{CONNECTING, RhythmFacts};
pub use rooms::Rooms;
pub use seats::{LiaisonSeat, SeriesSizes, median};
pub use spans::Spans;
pub use spells::{Spell, spells};
pub use spread::{LiaisonSpread, TeamMove};
pub use tree::TreeFacts;

use crate::model::{Org, Table};
use jiff::civil::Date;
use std::sync::OnceLock;

/// Choices that facts depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FactOptions {
    /// How many levels below the top "another part of the organization" begins; at least 1. The top is
    /// the main root, or the end of the chain of single units below it. In a large organization, of
    /// which the first level are divisions of hundreds of people, 2 or 3 fit better.
    pub boundary_depth: u32,
}

impl Default for FactOptions {
    fn default() -> Self {
        Self { boundary_depth: 1 }
    }
}

/// Facts about one organization.
#[derive(Debug)]
pub struct Facts<'a> {
    org: &'a Org,
    options: FactOptions,
    tree: OnceLock<TreeFacts>,
    members: OnceLock<MemberFacts>,
    liaisons: OnceLock<LiaisonFacts>,
    assignments: OnceLock<AssignmentFacts>,
    meetings: OnceLock<MeetingFacts>,
    rhythm: OnceLock<RhythmFacts>,
    encounters: OnceLock<EncounterFacts>,
    dependencies: OnceLock<DependencyFacts>,
    mappings: OnceLock<MappingFacts>,
    coordination: OnceLock<CoordinationFacts>,
    past: Vec<Facts<'a>>,
}

impl<'a> Facts<'a> {
    /// Facts about `org`, none computed yet.
    pub fn new(org: &'a Org, options: FactOptions) -> Self {
        Self {
            org,
            options,
            tree: OnceLock::new(),
            members: OnceLock::new(),
            liaisons: OnceLock::new(),
            assignments: OnceLock::new(),
            meetings: OnceLock::new(),
            rhythm: OnceLock::new(),
            encounters: OnceLock::new(),
            dependencies: OnceLock::new(),
            mappings: OnceLock::new(),
            coordination: OnceLock::new(),
            past: org
                .past
                .iter()
                .map(|state| Self::new(&state.org, options))
                .collect(),
        }
    }

    /// The trees of units and of people, and the boundary units.
    pub fn tree(&self) -> &TreeFacts {
        self.tree
            .get_or_init(|| TreeFacts::new(self.org, self.options.boundary_depth))
    }

    /// Who belongs to which team.
    pub fn members(&self) -> &MemberFacts {
        self.members.get_or_init(|| MemberFacts::new(self.org))
    }

    /// Who is a liaison to whom.
    pub fn liaisons(&self) -> &LiaisonFacts {
        self.liaisons.get_or_init(|| LiaisonFacts::new(self.org))
    }

    /// Liaison assignments without repetition and what stands behind each.
    pub fn assignments(&self) -> &AssignmentFacts {
        self.assignments.get_or_init(|| AssignmentFacts::new(self))
    }

    /// Sizes of meetings, their series, who meets whom.
    pub fn meetings(&self) -> &MeetingFacts {
        self.meetings.get_or_init(|| MeetingFacts::new(self.org))
    }

    /// How often meetings take place, and whom somebody meets in them.
    pub fn rhythm(&self) -> &RhythmFacts {
        self.rhythm
            .get_or_init(|| RhythmFacts::new(self.org, self.meetings()))
    }

    /// Who meets whom in small recurring meetings, as a graph.
    pub fn encounters(&self) -> &EncounterFacts {
        self.encounters
            .get_or_init(|| EncounterFacts::new(self.org, self.meetings(), self.rhythm()))
    }

    /// The team graph.
    pub fn dependencies(&self) -> &DependencyFacts {
        self.dependencies.get_or_init(|| DependencyFacts::new(self))
    }

    /// All mappings of teams to labels, declared or implied by liaisons.
    pub fn mappings(&self) -> &MappingFacts {
        self.mappings.get_or_init(|| MappingFacts::new(self))
    }

    /// Declared coordination models in force.
    pub fn coordination(&self) -> &CoordinationFacts {
        self.coordination
            .get_or_init(|| CoordinationFacts::new(self.org))
    }

    /// Facts about the earlier states, each with its day, oldest first; none computed before it is
    /// asked for.
    pub fn past(&self) -> impl DoubleEndedIterator<Item = (Date, &Facts<'a>)> {
        let days = self.org.past.iter().map(|state| state.day);
        days.zip(&self.past)
    }

    /// The newest earlier state that had a table.
    pub fn last_with(&self, table: Table) -> Option<(Date, &Facts<'a>)> {
        self.past()
            .rev()
            .find(|(_, facts)| facts.org.has_table(table))
    }

    /// The organization.
    pub fn org(&self) -> &'a Org {
        self.org
    }
}
