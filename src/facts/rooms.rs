//! Recurring meetings by the teams that sit in them and by their hosts. Knows no rule and no limit.

use super::Facts;
use crate::model::{Lists, MeetingId, PersonId, TeamId};

/// Recurring meetings by the teams that are in them and by their hosts.
#[derive(Debug)]
pub struct Rooms {
    /// Of each meeting the places in tree order of its attendees' teams, ascending, each with the
    /// number of attendees; empty for meetings that happen once.
    teams: Vec<Vec<(u32, u32)>>,
    hosted: Lists,
    /// By place in tree order: how many seats of members and leads before it belong to people who are
    /// seen in some recurring meeting.
    seen: Vec<u32>,
    /// By place in tree order: how many recurring meetings with a list of attendees are hosted before
    /// it.
    listed: Vec<u32>,
}

impl Rooms {
    pub(super) fn new(facts: &Facts<'_>) -> Self {
        let org = facts.org();
        let mut places = Vec::new();
        let teams: Vec<Vec<(u32, u32)>> = org
            .meeting_ids()
            .map(|meeting| teams_in(facts, meeting, &mut places))
            .collect();
        let hosted: Vec<(u32, u32)> = org
            .meetings()
            .filter(|meeting| meeting.recurs())
            .filter_map(|meeting| Some((meeting.record().host?.0, meeting.id.0)))
            .collect();
        let mut rooms = Self {
            teams,
            hosted: Lists::group(org.teams.len(), &hosted),
            seen: vec![0],
            listed: vec![0],
        };
        rooms.add_up(facts);
        rooms
    }

    fn add_up(&mut self, facts: &Facts<'_>) {
        let (members, meetings) = (facts.members(), facts.meetings());
        let (mut seen, mut listed) = (0, 0);
        for team in facts.tree().units().preorder() {
            let lead = facts.org().teams[*team as usize].lead;
            let people = members.of(TeamId(*team)).chain(lead);
            seen += people.filter(|person| self.is_seen(facts, *person)).count() as u32;
            let hosted = self.hosted.of(*team).iter();
            listed += hosted
                .filter(|meeting| meetings.attendees(MeetingId(**meeting)).len() > 0)
                .count() as u32;
            self.seen.push(seen);
            self.listed.push(listed);
        }
    }

    /// Whether a person sits in some recurring meeting.
    fn is_seen(&self, facts: &Facts<'_>, person: PersonId) -> bool {
        let mut meetings = facts.meetings().of(person);
        meetings.any(|meeting| !self.teams[meeting.index()].is_empty())
    }

    /// Recurring meetings that a unit or one below it hosts, in tree order.
    pub fn hosted_in(&self, facts: &Facts<'_>, unit: TeamId) -> Vec<MeetingId> {
        let below = facts.tree().units().subtree(unit.0);
        below
            .iter()
            .flat_map(|team| self.hosted.of(*team))
            .map(|meeting| MeetingId(*meeting))
            .collect()
    }

    /// Recurring meetings in which a person sits with somebody else who belongs to a unit, to one
    /// below it, or leads one of them.
    pub fn shared(&self, facts: &Facts<'_>, person: PersonId, unit: TeamId) -> Vec<MeetingId> {
        let (from, to) = places_below(facts, unit);
        let own = places_of(facts, person)
            .into_iter()
            .filter(|place| (from..to).contains(place))
            .count() as u32;
        facts
            .meetings()
            .of(person)
            .filter(|meeting| {
                let teams = &self.teams[meeting.index()];
                let first = teams.partition_point(|(place, _)| *place < from);
                let there: u32 = teams[first..]
                    .iter()
                    .take_while(|(place, _)| *place < to)
                    .map(|(_, people)| people)
                    .sum();
                there > own
            })
            .collect()
    }

    /// Whether any recurring meeting with a list of attendees shows somebody of a unit beside this
    /// person, or is hosted there.
    pub fn recorded(&self, facts: &Facts<'_>, unit: TeamId, beside: PersonId) -> bool {
        let (from, to) = places_below(facts, unit);
        let within = |sums: &[u32]| sums[to as usize] - sums[from as usize];
        if within(&self.listed) > 0 {
            return true;
        }
        // A member who leads the team fills two seats, here as in the sums.
        let (members, units) = (facts.members(), facts.tree().units());
        let seats = members.teams_of(beside).chain(members.led_by(beside));
        let own = seats
            .filter(|team| (from..to).contains(&units.position(team.0)))
            .count() as u32;
        let own = if self.is_seen(facts, beside) { own } else { 0 };
        within(&self.seen) > own
    }
}

/// Places in tree order of a unit and all below it.
fn places_below(facts: &Facts<'_>, unit: TeamId) -> (u32, u32) {
    let units = facts.tree().units();
    let from = units.position(unit.0);
    (from, from + units.subtree_size(unit.0) as u32)
}

/// The teams in one recurring meeting with the number of their people in it.
fn teams_in(facts: &Facts<'_>, meeting: MeetingId, places: &mut Vec<u32>) -> Vec<(u32, u32)> {
    if !facts.org().meeting(meeting).recurs() {
        return Vec::new();
    }
    places.clear();
    for person in facts.meetings().attendees(meeting) {
        add_places(facts, person, places);
    }
    places.sort_unstable();
    places
        .chunk_by(|a, b| a == b)
        .filter_map(|run| Some((*run.first()?, run.len() as u32)))
        .collect()
}

/// Places in tree order of the teams that a person belongs to or leads, each once.
fn places_of(facts: &Facts<'_>, person: PersonId) -> Vec<u32> {
    let mut places = Vec::new();
    add_places(facts, person, &mut places);
    places
}

/// Adds those places to a list in which places of others may stand.
fn add_places(facts: &Facts<'_>, person: PersonId, places: &mut Vec<u32>) {
    let (members, units) = (facts.members(), facts.tree().units());
    let others = places.len();
    for team in members.teams_of(person).chain(members.led_by(person)) {
        let place = units.position(team.0);
        if !places[others..].contains(&place) {
            places.push(place);
        }
    }
}
