//! Who belongs to which team: residents (home team) and members by a membership row.

use crate::model::{Lists, Org, PersonId, TeamId};

/// Members of teams and teams of people.
#[derive(Debug)]
pub struct MemberFacts {
    members: Lists,
    teams: Lists,
    leads: Lists,
}

impl MemberFacts {
    pub(super) fn new(org: &Org) -> Self {
        let mut pairs: Vec<(u32, u32)> = org
            .people
            .iter()
            .enumerate()
            .filter(|(_, person)| !person.repeated)
            .filter_map(|(index, person)| Some((person.team?.0, index as u32)))
            .collect();
        pairs.extend(
            org.memberships
                .iter()
                .filter(|row| works_there(org, row.person, row.team, org.text(row.role)))
                .map(|row| (row.team.0, row.person.0)),
        );
        pairs.sort_unstable();
        pairs.dedup();
        let swapped: Vec<(u32, u32)> = pairs
            .iter()
            .map(|(team, person)| (*person, *team))
            .collect();
        let leads: Vec<(u32, u32)> = org
            .teams
            .iter()
            .enumerate()
            .filter_map(|(index, team)| Some((team.lead?.0, index as u32)))
            .collect();
        Self {
            members: Lists::group(org.teams.len(), &pairs),
            teams: Lists::group(org.people.len(), &swapped),
            leads: Lists::group(org.people.len(), &leads),
        }
    }

    /// Distinct people of a team itself, units below excluded, by person number. A further row of one
    /// id makes nobody a member, as in [`Org::residents`].
    pub fn of(&self, team: TeamId) -> impl ExactSizeIterator<Item = PersonId> + '_ {
        self.members.of(team.0).iter().map(|id| PersonId(*id))
    }

    /// Number of distinct people of a team itself.
    pub fn size(&self, team: TeamId) -> usize {
        self.members.of(team.0).len()
    }

    /// Whether a person belongs to a team itself.
    pub fn is_member(&self, person: PersonId, team: TeamId) -> bool {
        self.members.of(team.0).binary_search(&person.0).is_ok()
    }

    /// Teams of a person, by team number.
    pub fn teams_of(&self, person: PersonId) -> impl ExactSizeIterator<Item = TeamId> + '_ {
        self.teams.of(person.0).iter().map(|id| TeamId(*id))
    }

    /// Teams that a person leads, by team number.
    pub fn led_by(&self, person: PersonId) -> impl ExactSizeIterator<Item = TeamId> + '_ {
        self.leads.of(person.0).iter().map(|id| TeamId(*id))
    }
}

/// A lead whose home is elsewhere runs the team without filling a seat in it.
fn works_there(org: &Org, person: PersonId, team: TeamId, role: &str) -> bool {
    let leads = role.eq_ignore_ascii_case("lead") || role.eq_ignore_ascii_case("manager");
    let home = org.people[person.index()].team;
    !leads || home.is_none() || home == Some(team)
}
