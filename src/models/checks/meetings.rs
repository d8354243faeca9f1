//! Invariants about the meetings that a model works through.

use crate::lint::words::{count, list};
use crate::model::{Column, MeetingRef, PersonRef, Subject, TeamId, TeamRef};
use crate::models::Invariant;
use crate::models::row::{Breaks, Row};

/// Cause shared with the rules about the size of meetings.
fn size_cause(row: &Row<'_>, meeting: MeetingRef<'_>) -> Option<String> {
    let facts = row.cx.facts;
    let series = facts
        .meetings()
        .series()
        .iter()
        .find(|series| series.id == meeting.record().series)?;
    Some(format!("size of {}", series.identity(row.org())))
}

fn too_large(row: &Row<'_>, out: &mut Breaks, help: &str) {
    let Some(meeting) = row.meeting() else {
        return;
    };
    let most = row.number("max-people");
    let size = row.cx.facts.meetings().size(meeting.id).unwrap_or(0) as usize;
    if size > most {
        let what = format!(
            "meets with {} in {}, more than {most}",
            count(size, "person", "people"),
            meeting.label()
        );
        let cause = size_cause(row, meeting);
        let found = out
            .add(row.place(Column::Meeting), what, help)
            .subject(meeting.subject())
            .measure(size, most, "people")
            .related([(meeting.place(), "the meeting".to_owned())]);
        if let Some(cause) = cause {
            found.cause(cause);
        }
    }
}

/// The meeting is small enough to decide.
pub const MEETING_AT_MOST_EIGHT: Invariant = Invariant::new(
    "meeting-at-most-eight",
    "its meeting has at most `max-people` people, so that it can decide",
    |row, out| {
        let help = "keep one voice for each part of the organization and send notes to the rest";
        too_large(row, out, help);
    },
)
.number(
    "max-people",
    8,
    "people in a meeting that decides; the rule of eight",
);

/// A large circle does not decide.
pub const DECIDES_ONLY_IF_SMALL: Invariant = Invariant::new(
    "decides-only-if-small",
    "where its meeting has more than `max-people` people, it is not meant to decide",
    |row, out| {
        let decides = |meeting: MeetingRef<'_>| {
            meeting
                .record()
                .purpose
                .is_some_and(crate::model::Purpose::decides)
        };
        if row.meeting().is_some_and(decides) {
            let help = "let the large circle share, and a few of it decide";
            too_large(row, out, help);
        }
    },
)
.number(
    "max-people",
    8,
    "people in a meeting that decides; the rule of eight",
);

/// It is looked at regularly.
pub const REVIEWED_IN_A_MEETING: Invariant = Invariant::new(
    "reviewed-in-a-meeting",
    "it is looked at in a recurring meeting (`meeting`)",
    |row, out| {
        let help = "put it on the agenda of a recurring meeting of those who can act on it";
        match row.meeting() {
            None if row.has(Column::Meeting) => {
                out.add(
                    row.place(Column::Meeting),
                    "is looked at in no meeting",
                    help,
                );
            }
            Some(meeting) if !meeting.recurs() => {
                let what = format!("was looked at once, in {}", meeting.label());
                out.add(row.place(Column::Meeting), what, help);
            }
            _ => {}
        }
    },
);

/// The leads of the units hear of it.
pub const AUDIENCE_HAS_THE_LEADS: Invariant = Invariant::new(
    "audience-has-the-leads",
    "the lead of each unit served, or somebody of that unit, is in its meeting",
    |row, out| {
        let attendees = row.attendees();
        if attendees.is_empty() {
            return;
        }
        let absent = absent(row, &attendees);
        if !absent.is_empty() {
            let what = format!(
                "is seen by nobody of {}",
                list(absent.iter().map(|t| t.label()), 3)
            );
            let help = "invite the lead, or send the numbers and have them answered";
            out.add(row.place(Column::To), what, help).related(
                absent
                    .iter()
                    .map(|team| (team.place(), "not in the room".to_owned())),
            );
        }
    },
);

/// Units served of which none of some people is a member or lead.
fn absent<'a>(row: &Row<'a>, people: &[PersonRef<'_>]) -> Vec<TeamRef<'a>> {
    let mut units = row.to();
    units.retain(|unit| {
        let known = !row.people_of(unit.id).is_empty();
        known && !people.iter().any(|person| row.belongs(person.id, unit.id))
    });
    units
}

/// The person meets every team.
pub const MEETS_EVERY_TEAM: Invariant = Invariant::new(
    "meets-every-team",
    "the person is in a recurring meeting with each of the teams served",
    |row, out| {
        let facts = row.cx.facts;
        if row.org().attendance.is_empty() {
            return;
        }
        let rooms = facts.assignments().rooms(facts);
        for person in row.people() {
            let strange: Vec<TeamRef<'_>> = row
                .to()
                .into_iter()
                .filter(|team| rooms.recorded(facts, team.id, person.id))
                .filter(|team| rooms.shared(facts, person.id, team.id).is_empty())
                .collect();
            if !strange.is_empty() {
                let who = person.short();
                let teams = list(strange.iter().map(|team| team.label()), 3);
                let what = format!("works through {who}, who is in no meeting with {teams}");
                let help =
                    format!("add {who} to one recurring meeting with each, or to a common one");
                out.add(row.place(Column::Person), what, help)
                    .subject(person.subject())
                    .measure(strange.len(), 0, "teams not met");
            }
        }
    },
);

/// One voice for each unit.
pub const ONE_REPRESENTATIVE: Invariant = Invariant::new(
    "one-representative",
    "each unit served sends exactly one person",
    |row, out| {
        let members = row.members();
        if members.is_empty() {
            return;
        }
        for unit in row.to() {
            let sent: Vec<&str> = members
                .iter()
                .filter(|person| row.belongs(person.id, unit.id))
                .map(|person| person.short())
                .collect();
            if sent.len() == 1 || row.people_of(unit.id).is_empty() {
                continue;
            }
            let what = match sent.len() {
                0 => format!("has nobody of {}", unit.label()),
                number => format!("has {number} people of {}: {}", unit.label(), list(sent, 4)),
            };
            let help = format!("let {} choose one person to represent it", unit.label());
            out.add(row.place(Column::To), what, help)
                .subject(unit.subject());
        }
    },
);

/// Nobody but representatives.
pub const REPRESENTATIVES_ONLY: Invariant = Invariant::new(
    "representatives-only",
    "everyone in it belongs to a unit served or to the unit that runs it",
    |row, out| {
        let mut units: Vec<TeamId> = row.to().iter().map(|unit| unit.id).collect();
        units.extend(row.from().map(|unit| unit.id));
        let mut strange = row.members();
        strange.retain(|person| {
            let homeless = row.cx.facts.members().teams_of(person.id).len() == 0;
            !homeless && !units.iter().any(|unit| row.belongs(person.id, *unit))
        });
        if !strange.is_empty() && !units.is_empty() {
            let who = list(strange.iter().map(|person| person.short()), 3);
            let what = format!("has members of no unit it serves: {who}");
            let help = "add the unit to `to`, or send them the notes";
            out.add(row.place(Column::To), what, help)
                .measure(strange.len(), 0, "people");
        }
    },
);

/// Use needs no meeting.
pub const NO_REQUIRED_MEETING: Invariant = Invariant::new(
    "no-required-meeting",
    "no recurring meeting of just the two teams is needed to use it",
    |row, out| {
        let Some(provider) = row.provider() else {
            return;
        };
        let facts = row.cx.facts;
        let served = row.to();
        let pair = |meeting: &MeetingRef<'_>| {
            let teams = facts.meetings().teams_in(facts.members(), meeting.id);
            meeting.recurs()
                && teams.len() == 2
                && teams.contains(&provider.id)
                && served
                    .iter()
                    .any(|unit| teams.contains(&unit.id) && unit.id != provider.id)
        };
        let own = row.meeting().filter(|meeting| meeting.recurs());
        let Some(meeting) = own.or_else(|| row.org().meetings().find(pair)) else {
            return;
        };
        let what = format!("still takes a meeting, {}", meeting.label());
        let help = "write down what is asked there, and end the meeting when nobody asks";
        out.add(row.place(Column::Model), what, help)
            .subject(Subject::meeting(meeting.key()))
            .related([(meeting.place(), "the meeting".to_owned())]);
    },
);

/// The home team still meets.
pub const HOME_STILL_MEETS: Invariant = Invariant::new(
    "home-still-meets",
    "the person is still in a recurring meeting with people of the home team",
    |row, out| {
        let facts = row.cx.facts;
        let Some(home) = row.from().filter(|_| !row.org().attendance.is_empty()) else {
            return;
        };
        let rooms = facts.assignments().rooms(facts);
        for person in row.people() {
            let recorded = rooms.recorded(facts, home.id, person.id);
            if recorded && rooms.shared(facts, person.id, home.id).is_empty() {
                let what = format!("no longer brings {} together with home", person.short());
                let help = "keep one regular meeting of the home team, so that the craft does not \
                    fall apart";
                out.add(row.place(Column::Person), what, help)
                    .subject(person.subject());
            }
        }
    },
);
