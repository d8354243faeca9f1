//! How often meetings take place, which of them connect the people in them, and whom somebody meets in
//! those. Knows no rule and no limit of a rule.

use super::{MeetingFacts, Series};
use crate::model::{MeetingId, Org, PersonId};

/// Meetings of more people connect nobody (Microsoft Workplace Analytics: above eighteen a meeting
/// informs).
pub const CONNECTING: usize = 18;

/// The rhythm of meetings.
#[derive(Debug)]
pub struct RhythmFacts {
    per_week: Vec<Option<f64>>,
    connects: Vec<bool>,
}

impl RhythmFacts {
    pub(super) fn new(org: &Org, meetings: &MeetingFacts) -> Self {
        let connects = org.meetings().map(|meeting| {
            meeting.recurs() && (2..=CONNECTING).contains(&meetings.attendees(meeting.id).len())
        });
        Self {
            per_week: rhythm(org, meetings),
            connects: connects.collect(),
        }
    }

    /// Times per week: as stated; of a session its share in the rhythm of its series, taken from
    /// the days of the sessions. `None` where nothing is known.
    pub fn per_week(&self, meeting: MeetingId) -> Option<f64> {
        self.per_week.get(meeting.index()).copied().flatten()
    }

    /// Hours per week, where rhythm and length are known.
    pub fn hours(&self, org: &Org, meeting: MeetingId) -> Option<f64> {
        let minutes = org.meetings.get(meeting.index())?.minutes?;
        Some(self.per_week(meeting)? * minutes / 60.0)
    }

    /// Whether a meeting recurs and has two to [`CONNECTING`] people.
    pub fn connects(&self, meeting: MeetingId) -> bool {
        self.connects.get(meeting.index()) == Some(&true)
    }

    /// Everybody whom a person meets in meetings that connect, by person number: the neighbours in the
    /// graph of encounters.
    pub fn met_by(&self, meetings: &MeetingFacts, person: PersonId) -> Vec<PersonId> {
        let shared = meetings
            .of(person)
            .filter(|meeting| self.connects(*meeting));
        let people = shared.flat_map(|meeting| meetings.attendees(meeting));
        let mut met: Vec<PersonId> = people.filter(|other| *other != person).collect();
        met.sort_unstable();
        met.dedup();
        met
    }
}

/// Times per week of every meeting.
fn rhythm(org: &Org, meetings: &MeetingFacts) -> Vec<Option<f64>> {
    let mut per_week: Vec<Option<f64>> = org.meetings.iter().map(|m| m.per_week).collect();
    for series in meetings.series().iter().filter(|s| s.sessions.len() > 1) {
        let share = share(org, series);
        for session in &series.sessions {
            per_week[session.index()] = share;
        }
    }
    per_week
}

/// What one session adds to a week: all sessions together are as frequent as the days between the
/// first and the last say, else as stated.
fn share(org: &Org, series: &Series) -> Option<f64> {
    let records = || series.sessions.iter().map(|id| &org.meetings[id.index()]);
    let sessions = series.sessions.len() as f64;
    let first = records().filter_map(|record| record.date).min();
    let last = records().filter_map(|record| record.date).max();
    let days = first
        .zip(last)
        .and_then(|(first, last)| (last - first).get_days().try_into().ok())
        .map_or(0.0, |days: i16| f64::from(days));
    if days > 0.0 {
        return Some((sessions - 1.0) * 7.0 / days / sessions);
    }
    let stated = records().find_map(|record| record.per_week)?;
    Some(stated / sessions)
}

#[cfg(test)]
mod tests {
    use crate::facts::{FactOptions, Facts};
    use crate::model::{MeetingId, PersonId};
    use crate::testing::org;

    #[test]
    fn whom_somebody_meets_is_what_the_graph_says() {
        let org = org("== people.csv\nid,team\na,web\nb,web\nc,ops\nd,ops\n\
            == teams.csv\nid\nweb\nops\n\
            == meetings.csv\nid,per_week,minutes,recurring,attendees\n\
            m1,2,30,yes,a;b;c\nm2,1,60,yes,a;b\nm3,1,60,no,b;d\nm4,1,60,yes,d\n");
        let facts = Facts::new(&org, FactOptions::default());
        for person in org.person_ids() {
            let met = facts.rhythm().met_by(facts.meetings(), person);
            let graph = facts.encounters().graph().out(person.0);
            assert_eq!(
                met,
                graph.iter().map(|id| PersonId(*id)).collect::<Vec<_>>()
            );
        }
        assert_eq!(facts.rhythm().hours(&org, MeetingId(0)), Some(1.0));
    }

    #[test]
    fn a_session_adds_its_share_of_the_series() {
        let org = org("== people.csv\nid\na\nb\n\
            == meetings.csv\nid,name,date\n\
            m1,Council 2024-01-01,2024-01-01\n\
            m2,Council 2024-01-08,2024-01-08\n\
            m3,Council 2024-01-15,2024-01-15\n\
            == attendance.csv\nmeeting,person\nm1,a\nm1,b\n");
        let facts = Facts::new(&org, FactOptions::default());
        let share = facts.rhythm().per_week(MeetingId(1)).unwrap();
        assert!((share - 1.0 / 3.0).abs() < 1e-12, "{share}");
    }
}
