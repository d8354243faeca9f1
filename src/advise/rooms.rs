//! In which meeting of a team a guest could sit without spoiling it, and who could be sent. Knows no
//! row of the decision table.

use super::options::Options;
use crate::facts::Facts;
use crate::model::{MeetingId, PersonId, Purpose, TeamId};

/// The roomiest meeting of a team.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Room {
    pub(super) meeting: MeetingId,
    /// Chairs that are free; `None` where nobody knows who attends.
    pub(super) free: Option<i32>,
}

/// The roomiest meeting of every team and of all below it.
#[derive(Debug)]
pub(super) struct Rooms {
    best: Vec<Option<Room>>,
}

impl Rooms {
    /// Linear in meetings times the depth of their hosts.
    pub(super) fn new(facts: &Facts<'_>, options: &Options) -> Self {
        let org = facts.org();
        let mut best: Vec<Option<Room>> = vec![None; org.teams.len()];
        for meeting in org.meetings().filter(|meeting| meeting.recurs()) {
            let (Some(host), Some(room)) = (meeting.host(), room(facts, options, meeting.id))
            else {
                continue;
            };
            let units = facts.tree().units();
            for unit in units.ancestors(host.id.0) {
                let place = &mut best[unit as usize];
                // An earlier meeting wins among equals.
                if place.is_none_or(|known| known.free.unwrap_or(0) < room.free.unwrap_or(0)) {
                    *place = Some(room);
                }
            }
        }
        Self { best }
    }

    /// The roomiest meeting that a unit or one below it hosts.
    pub(super) fn of(&self, unit: TeamId) -> Option<Room> {
        self.best.get(unit.index()).copied().flatten()
    }
}

/// Chairs that a guest could take. Where people decide, the eighth chair stays free (rule of eight:
/// at eight the split is due); where they are told things, notes do as well and nothing is free.
fn room(facts: &Facts<'_>, options: &Options, meeting: MeetingId) -> Option<Room> {
    let record = facts.org().meeting(meeting).record();
    let most = i32::try_from(options.max_people).unwrap_or(8);
    let chairs = match record.purpose {
        Some(Purpose::OneOnOne | Purpose::Social | Purpose::Announcement | Purpose::Status) => {
            return None;
        }
        Some(purpose) if purpose.decides() => most - 1,
        Some(_) => 17,
        None => most,
    };
    let often = facts.rhythm().per_week(meeting).unwrap_or(1.0);
    let hours = facts.rhythm().hours(facts.org(), meeting).unwrap_or(1.0);
    // A liaison has a few meetings a week, not a daily one (liaison post).
    if often > 3.0 || hours > 4.0 {
        return None;
    }
    let size = facts.meetings().size(meeting);
    Some(Room {
        meeting,
        free: size.map(|size| chairs - i32::try_from(size).unwrap_or(i32::MAX)),
    })
}

/// People of a unit who could be sent elsewhere: members who lead nothing, are nowhere embedded and no
/// liaison, by key.
pub(super) fn candidates(facts: &Facts<'_>, home: TeamId) -> Vec<PersonId> {
    let mut people = spare(facts, home);
    people.retain(|person| facts.liaisons().of(*person).len() == 0);
    people
}

/// The same with those who are liaisons to one unit and to nobody else, and who come first: they know
/// it best.
pub(super) fn candidates_for(facts: &Facts<'_>, home: TeamId, host: TeamId) -> Vec<PersonId> {
    let tree = facts.tree();
    let mut people = spare(facts, home);
    people.retain(|person| {
        let mut targets = facts.liaisons().targets_of(*person);
        targets.all(|target| tree.contains(host, target))
    });
    people.sort_by_key(|person| facts.liaisons().of(*person).len() == 0);
    people
}

fn spare(facts: &Facts<'_>, home: TeamId) -> Vec<PersonId> {
    let (org, members) = (facts.org(), facts.members());
    let embedded = |person: &PersonId| {
        let embeds = facts.coordination().embeds();
        embeds.iter().any(|embed| embed.person == *person)
    };
    let mut people: Vec<PersonId> = members
        .of(home)
        .filter(|person| org.people[person.index()].team == Some(home))
        .filter(|person| members.led_by(*person).len() == 0)
        .filter(|person| members.teams_of(*person).len() == 1 && !embedded(person))
        .collect();
    people.sort_by_key(|person| org.person(*person).key());
    people
}
