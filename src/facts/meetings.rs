//! Sizes of meetings, their series, and who meets whom.

use super::members::MemberFacts;
use crate::model::{AttendeeRole, Lists, MeetingId, Org, PersonId, Purpose, SeriesId, TeamId};

/// Dated sessions of one recurring meeting, or a single undated meeting.
#[derive(Clone, Debug)]
pub struct Series {
    /// Its number.
    pub id: SeriesId,
    /// Sessions in reading order.
    pub sessions: Vec<MeetingId>,
    /// What it is for: the purpose of its first session that states one.
    pub purpose: Option<Purpose>,
}

/// Sizes and encounters.
#[derive(Debug)]
pub struct MeetingFacts {
    sizes: Vec<Option<u32>>,
    attendees: Lists,
    meetings: Lists,
    series: Vec<Series>,
}

impl MeetingFacts {
    pub(super) fn new(org: &Org) -> Self {
        let mut pairs: Vec<(u32, u32)> = org
            .attendance
            .iter()
            .filter(|row| row.role != Some(AttendeeRole::Fyi))
            .map(|row| (row.meeting.0, row.person.0))
            .collect();
        pairs.sort_unstable();
        pairs.dedup();
        let attendees = Lists::group(org.meetings.len(), &pairs);
        let swapped: Vec<(u32, u32)> = pairs.iter().map(|(m, p)| (*p, *m)).collect();
        let sizes = org
            .meetings
            .iter()
            .enumerate()
            .map(|(index, meeting)| match attendees.of(index as u32).len() {
                0 if meeting.guests == 0 => meeting.headcount,
                listed => Some(listed as u32 + meeting.guests),
            })
            .collect();
        let series = org
            .series_ids()
            .map(|id| {
                let sessions: Vec<MeetingId> = org
                    .sessions
                    .of(id.0)
                    .iter()
                    .map(|m| MeetingId(*m))
                    .collect();
                let purpose = sessions
                    .iter()
                    .find_map(|session| org.meetings[session.index()].purpose);
                Series {
                    id,
                    sessions,
                    purpose,
                }
            })
            .collect();
        Self {
            sizes,
            meetings: Lists::group(org.people.len(), &swapped),
            attendees,
            series,
        }
    }

    /// Number of people who attend: the distinct attendees who are not merely informed and guests
    /// from outside, else the stated headcount; `None` where neither is known.
    pub fn size(&self, meeting: MeetingId) -> Option<u32> {
        self.sizes[meeting.index()]
    }

    /// Distinct people who attend, by person number.
    pub fn attendees(&self, meeting: MeetingId) -> impl ExactSizeIterator<Item = PersonId> + '_ {
        self.attendees.of(meeting.0).iter().map(|id| PersonId(*id))
    }

    /// Whether a person attends a meeting.
    pub fn attends(&self, person: PersonId, meeting: MeetingId) -> bool {
        self.attendees
            .of(meeting.0)
            .binary_search(&person.0)
            .is_ok()
    }

    /// Meetings that a person attends, by meeting number.
    pub fn of(&self, person: PersonId) -> impl ExactSizeIterator<Item = MeetingId> + '_ {
        self.meetings.of(person.0).iter().map(|id| MeetingId(*id))
    }

    /// All series, by the row of their first session.
    pub fn series(&self) -> &[Series] {
        &self.series
    }

    /// Teams present in a meeting: of every attendee all teams they belong to or lead, each once, by
    /// team number.
    pub fn teams_in(&self, members: &MemberFacts, meeting: MeetingId) -> Vec<TeamId> {
        let mut teams: Vec<TeamId> = self
            .attendees(meeting)
            .flat_map(|person| members.teams_of(person).chain(members.led_by(person)))
            .collect();
        teams.sort_unstable();
        teams.dedup();
        teams
    }
}
