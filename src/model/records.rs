//! The records. References are dense ids, strings are in the arena, and each record knows the row
//! it came from. Unknown is `None` or the empty text, never a made-up default.

use super::ids::{MeetingId, PersonId, SeriesId, TeamId};
use super::schema::Column;
use super::terms::{AttendeeRole, Context, Duration, Frequency, Need, Purpose, Status, Strength};
use super::text::Text;
use crate::source::Row;
use jiff::civil::Date;

/// A person, or a group of like posts where the row counts several.
#[derive(Clone, Debug)]
pub struct Person {
    /// Key; made from file and row where the table has none.
    pub key: Text,
    /// Display name, may be empty.
    pub name: Text,
    /// E-mail address, may be empty.
    pub email: Text,
    /// Job title, may be empty.
    pub title: Text,
    /// Grade or level, may be empty.
    pub level: Text,
    /// Discipline, may be empty.
    pub function: Text,
    /// Archetype of a manager, may be empty.
    pub archetype: Text,
    /// Home team.
    pub team: Option<TeamId>,
    /// First solid-line manager.
    pub manager: Option<PersonId>,
    /// Number of posts the row stands for.
    pub posts: f32,
    /// First day.
    pub start: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
    /// Whether an earlier row has the same id. Such a row counts as a person, but neither as a report
    /// of its manager nor as a resident of its team, so that a placeholder id makes no false span.
    pub repeated: bool,
    /// Where it was read.
    pub row: Row,
}

/// A link between two people beside the first solid line, with the row that states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// The report.
    pub person: PersonId,
    /// The manager.
    pub manager: PersonId,
    /// Row that states it.
    pub row: Row,
}

/// A team, or a unit above teams.
#[derive(Clone, Debug)]
pub struct Team {
    /// Key.
    pub key: Text,
    /// Display name, may be empty.
    pub name: Text,
    /// Unit above.
    pub parent: Option<TeamId>,
    /// Who leads it.
    pub lead: Option<PersonId>,
    /// Kind: product, platform, functional … as written.
    pub kind: Text,
    /// Discipline.
    pub function: Text,
    /// Product line.
    pub product_line: Text,
    /// First day.
    pub open: Option<Date>,
    /// Last day.
    pub close: Option<Date>,
    /// Where it was first named.
    pub row: Row,
    /// Column that names it in that row.
    pub column: Option<u16>,
}

/// A person in a further team.
#[derive(Clone, Debug)]
pub struct Membership {
    /// The person.
    pub person: PersonId,
    /// The team.
    pub team: TeamId,
    /// Role as written.
    pub role: Text,
    /// Where it was read.
    pub row: Row,
}

/// Team `from` depends on team `to`.
#[derive(Clone, Debug)]
pub struct Dependency {
    /// The team that depends.
    pub from: TeamId,
    /// The team depended on.
    pub to: TeamId,
    /// Hard or soft, where stated.
    pub strength: Option<Strength>,
    /// Kind as written.
    pub kind: Text,
    /// What is needed.
    pub need: Option<Need>,
    /// How much context it takes.
    pub context: Option<Context>,
    /// How often.
    pub frequency: Option<Frequency>,
    /// How long.
    pub duration: Option<Duration>,
    /// What is done when the provider does not deliver; empty for nothing.
    pub fallback: Text,
    /// Project it belongs to.
    pub project: Text,
    /// Weight, where stated.
    pub weight: Option<f64>,
    /// Whether `from` can do the work in `to`'s area.
    pub can_do_there: Option<bool>,
    /// Where it was read.
    pub row: Row,
}

/// A meeting, or one dated session of a series.
#[derive(Clone, Debug)]
pub struct Meeting {
    /// Key.
    pub key: Text,
    /// Title, may be empty.
    pub name: Text,
    /// What it is for.
    pub purpose: Option<Purpose>,
    /// Times per week.
    pub per_week: Option<f64>,
    /// Length in minutes.
    pub minutes: Option<f64>,
    /// Hosting team.
    pub host: Option<TeamId>,
    /// Who decides.
    pub decider: Option<PersonId>,
    /// Who gets the notes; empty for nobody.
    pub publishes_to: Text,
    /// Whether it recurs, where stated.
    pub recurring: Option<bool>,
    /// Number of attendees as stated.
    pub headcount: Option<u32>,
    /// Day as written; a meeting with a day is a session of a series.
    pub day: Text,
    /// Day, where it could be read.
    pub date: Option<Date>,
    /// Its series.
    pub series: SeriesId,
    /// Where it was read.
    pub row: Row,
}

/// A person in a meeting.
#[derive(Clone, Debug)]
pub struct Attendance {
    /// The meeting.
    pub meeting: MeetingId,
    /// The person.
    pub person: PersonId,
    /// Role, where stated.
    pub role: Option<AttendeeRole>,
    /// Where it was read.
    pub row: Row,
}

/// A liaison assignment: one row, one person, one or more teams or units.
#[derive(Clone, Debug)]
pub struct Liaison {
    /// The person.
    pub person: PersonId,
    /// Home team: as stated, else the person's own.
    pub home: Option<TeamId>,
    /// Teams or units, without repetition, in the order written.
    pub targets: Vec<TeamId>,
    /// Context the assignment gives.
    pub context: Option<Context>,
    /// What the liaison needs to learn.
    pub needs: Text,
    /// Purpose as written.
    pub purpose: Text,
    /// Discipline or kind as written.
    pub function: Text,
    /// Whether the liaison was introduced.
    pub introduced: Option<bool>,
    /// How the liaison reports back.
    pub share_back: Text,
    /// Who stands in.
    pub backup: Text,
    /// First day.
    pub start: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
    /// State, where stated.
    pub status: Option<Status>,
    /// Where it was read.
    pub row: Row,
}

/// A liaison assignment that is over: what the history of a seat needs, and no more.
#[derive(Clone, Debug)]
pub struct EndedLiaison {
    /// Key of the person, or as written where the person is no longer known.
    pub person: Text,
    /// Home team, where known.
    pub home: Option<TeamId>,
    /// Teams or units that still exist, without repetition; may be empty.
    pub targets: Vec<TeamId>,
    /// First day.
    pub start: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
    /// Where it was read.
    pub row: Row,
}

/// A declared coordination model between units.
#[derive(Clone, Debug)]
pub struct Coordination {
    /// Model as written.
    pub model: Text,
    /// Unit that offers it.
    pub from: Option<TeamId>,
    /// Units it serves.
    pub to: Vec<TeamId>,
    /// People who fill it.
    pub people: Vec<PersonId>,
    /// The meeting it works through.
    pub meeting: Option<MeetingId>,
    /// First day.
    pub start: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
    /// All other cells that are not blank.
    pub cells: Vec<(Column, Text)>,
    /// Where it was read.
    pub row: Row,
}

/// One team's label in a mapping.
#[derive(Clone, Debug)]
pub struct Mapping {
    /// Name of the mapping.
    pub mapping: Text,
    /// The team or unit.
    pub team: TeamId,
    /// Its label.
    pub label: Text,
    /// Where it was read.
    pub row: Row,
}

/// A project over several teams.
#[derive(Clone, Debug)]
pub struct Project {
    /// Key.
    pub key: Text,
    /// Its teams.
    pub teams: Vec<TeamId>,
    /// All other cells that are not blank.
    pub cells: Vec<(Column, Text)>,
    /// Where it was read.
    pub row: Row,
}

/// A goal of a unit.
#[derive(Clone, Debug)]
pub struct Goal {
    /// Key.
    pub key: Text,
    /// Its unit.
    pub unit: Option<TeamId>,
    /// All other cells that are not blank.
    pub cells: Vec<(Column, Text)>,
    /// Where it was read.
    pub row: Row,
}
