//! The organization as plain data: people, teams, dependencies, meetings, liaisons, coordination
//! rows, mappings. Built once by `ingest`, never changed afterwards. Knows no file formats, no
//! rules and no charts.

mod declared;
mod ids;
mod issue;
mod org;
mod pseudonyms;
mod records;
mod schema;
mod subject;
mod terms;
mod text;
mod views;

pub use ids::{
    AttendanceId, CoordinationId, DependencyId, GoalId, LiaisonId, MappingId, MeetingId, PersonId,
    ProjectId, SeriesId, TeamId,
};
pub use issue::{Issue, IssueKind};
pub use org::{Lists, Notes, Org, Snapshot, TableRead, TeamOrigin};
pub use pseudonyms::{Pseudonyms, SMALLEST_GROUP, Veil};
pub use records::{
    Attendance, Coordination, Dependency, EndedLiaison, Goal, Liaison, Link, Mapping, Meeting,
    Membership, Person, Project, Team,
};
pub use schema::{Column, Table};
pub use subject::Subject;
pub use terms::{
    AttendeeRole, Context, CoordinationModel, Duration, Frequency, Need, Purpose, Status, Strength,
    Term, is_month, same_word,
};
pub use text::{Arena, Text};
pub use views::{
    AttendanceRef, CoordinationRef, DependencyRef, LiaisonRef, MeetingRef, PersonRef, TeamRef,
};
