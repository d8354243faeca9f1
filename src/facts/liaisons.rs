//! Who is a liaison to whom. A load counts distinct targets, never rows.

use super::tree::TreeFacts;
use crate::model::{LiaisonId, Lists, Org, PersonId, TeamId};

/// Assignments by person and by target.
#[derive(Debug)]
pub struct LiaisonFacts {
    people: Vec<PersonId>,
    by_person: Lists,
    targets: Lists,
    direct: Lists,
}

impl LiaisonFacts {
    pub(super) fn new(org: &Org) -> Self {
        let rows = || org.liaisons.iter().enumerate();
        let by_person: Vec<(u32, u32)> = rows()
            .map(|(index, row)| (row.person.0, index as u32))
            .collect();
        let mut targets: Vec<(u32, u32)> = rows()
            .flat_map(|(_, row)| row.targets.iter().map(|target| (row.person.0, target.0)))
            .collect();
        targets.sort_unstable();
        targets.dedup();
        let mut people: Vec<PersonId> = targets.iter().map(|pair| PersonId(pair.0)).collect();
        people.dedup();
        let direct: Vec<(u32, u32)> = rows()
            .flat_map(|(index, row)| row.targets.iter().map(move |t| (t.0, index as u32)))
            .collect();
        Self {
            people,
            by_person: Lists::group(org.people.len(), &by_person),
            targets: Lists::group(org.people.len(), &targets),
            direct: Lists::group(org.teams.len(), &direct),
        }
    }

    /// Everyone with at least one assignment, by person number.
    pub fn people(&self) -> &[PersonId] {
        &self.people
    }

    /// A person's assignments.
    pub fn of(&self, person: PersonId) -> impl ExactSizeIterator<Item = LiaisonId> + '_ {
        self.by_person.of(person.0).iter().map(|id| LiaisonId(*id))
    }

    /// A person's distinct targets as declared, by team number.
    pub fn targets_of(&self, person: PersonId) -> impl ExactSizeIterator<Item = TeamId> + '_ {
        self.targets.of(person.0).iter().map(|id| TeamId(*id))
    }

    /// Assignments that name this very unit.
    pub fn naming(&self, unit: TeamId) -> impl ExactSizeIterator<Item = LiaisonId> + '_ {
        self.direct.of(unit.0).iter().map(|id| LiaisonId(*id))
    }

    /// Assignments that cover a team: they name it or a unit above it. In row order.
    pub fn covering(&self, tree: &TreeFacts, team: TeamId) -> Vec<LiaisonId> {
        let units = tree.units();
        let mut found: Vec<LiaisonId> = units
            .ancestors(team.0)
            .flat_map(|unit| self.direct.of(unit).iter().map(|id| LiaisonId(*id)))
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The first assignment that covers a team and fulfils a condition.
    pub fn first_covering(
        &self,
        tree: &TreeFacts,
        team: TeamId,
        is: impl Fn(LiaisonId) -> bool,
    ) -> Option<LiaisonId> {
        let above = tree.units().ancestors(team.0);
        let all = above.flat_map(|unit| self.direct.of(unit));
        all.map(|id| LiaisonId(*id)).filter(|id| is(*id)).min()
    }

    /// Whether an assignment covers a team.
    pub fn covers(&self, org: &Org, tree: &TreeFacts, liaison: LiaisonId, team: TeamId) -> bool {
        org.liaisons[liaison.index()]
            .targets
            .iter()
            .any(|target| tree.contains(*target, team))
    }
}
