//! Borrowed views of records: what rules, charts and emitters hold instead of ids and arenas.

use super::ids::{
    AttendanceId, CoordinationId, DependencyId, LiaisonId, MeetingId, PersonId, TeamId,
};
use super::org::Org;
use super::records::{Attendance, Coordination, Dependency, Liaison, Meeting, Person, Team};
use super::schema::Column;
use super::subject::Subject;
use super::terms::{AttendeeRole, Strength};
use crate::source::Place;
use std::borrow::Cow;

macro_rules! views {
    ($($(#[doc = $doc:literal])+ $view:ident($id:ident, $record:ident, $arena:ident)),+ $(,)?) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug)]
        pub struct $view<'a> {
            /// The organization.
            pub org: &'a Org,
            /// The record's id.
            pub id: $id,
        }

        impl<'a> $view<'a> {
            /// The record itself.
            pub fn record(self) -> &'a $record {
                &self.org.$arena[self.id.index()]
            }

            /// The row it was read from.
            pub fn place(self) -> Place {
                self.record().row.place()
            }

            /// One cell of that row; the row itself where the file lacks the column.
            pub fn cell(self, column: Column) -> Place {
                let row = self.record().row;
                row.cell(self.org.column(row.file, column))
            }
        }
    )+};
}

views! {
    /// A person.
    PersonRef(PersonId, Person, people),
    /// A team or unit.
    TeamRef(TeamId, Team, teams),
    /// A dependency row.
    DependencyRef(DependencyId, Dependency, dependencies),
    /// A meeting or session.
    MeetingRef(MeetingId, Meeting, meetings),
    /// An attendance row.
    AttendanceRef(AttendanceId, Attendance, attendance),
    /// A liaison assignment.
    LiaisonRef(LiaisonId, Liaison, liaisons),
    /// A coordination row.
    CoordinationRef(CoordinationId, Coordination, coordination),
}

impl Org {
    /// One person.
    pub fn person(&self, id: PersonId) -> PersonRef<'_> {
        PersonRef { org: self, id }
    }

    /// One team or unit.
    pub fn team(&self, id: TeamId) -> TeamRef<'_> {
        TeamRef { org: self, id }
    }

    /// One meeting.
    pub fn meeting(&self, id: MeetingId) -> MeetingRef<'_> {
        MeetingRef { org: self, id }
    }

    /// One dependency row.
    pub fn dependency(&self, id: DependencyId) -> DependencyRef<'_> {
        DependencyRef { org: self, id }
    }

    /// All people.
    pub fn people(&self) -> impl Iterator<Item = PersonRef<'_>> {
        self.person_ids().map(|id| self.person(id))
    }

    /// All teams and units.
    pub fn teams(&self) -> impl Iterator<Item = TeamRef<'_>> {
        self.team_ids().map(|id| self.team(id))
    }

    /// All meetings and sessions.
    pub fn meetings(&self) -> impl Iterator<Item = MeetingRef<'_>> {
        self.meeting_ids().map(|id| self.meeting(id))
    }

    /// All dependency rows.
    pub fn dependencies(&self) -> impl Iterator<Item = DependencyRef<'_>> {
        (0..self.dependencies.len()).map(|index| self.dependency(DependencyId::at(index)))
    }

    /// One liaison assignment.
    pub fn liaison(&self, id: LiaisonId) -> LiaisonRef<'_> {
        LiaisonRef { org: self, id }
    }

    /// All liaison assignments.
    pub fn liaisons(&self) -> impl Iterator<Item = LiaisonRef<'_>> {
        (0..self.liaisons.len()).map(|index| LiaisonRef {
            org: self,
            id: LiaisonId::at(index),
        })
    }

    /// One coordination row.
    pub fn coordination_row(&self, id: CoordinationId) -> CoordinationRef<'_> {
        CoordinationRef { org: self, id }
    }

    /// All coordination rows.
    pub fn coordination(&self) -> impl Iterator<Item = CoordinationRef<'_>> {
        (0..self.coordination.len()).map(|index| CoordinationRef {
            org: self,
            id: CoordinationId::at(index),
        })
    }
}

impl<'a> PersonRef<'a> {
    /// Key.
    pub fn key(self) -> &'a str {
        self.org.text(self.record().key)
    }

    /// How messages call the person: `Ana Lind (p7)`, without a name `p7 (Head of Sales)`, with neither
    /// name nor title the key alone.
    pub fn label(self) -> Cow<'a, str> {
        let (name, key) = (self.org.text(self.record().name), self.key());
        let title = self.org.text(self.record().title);
        match (name.is_empty() || name == key, title.is_empty()) {
            (true, true) => Cow::Borrowed(key),
            (true, false) => Cow::Owned(format!("{key} ({})", shortened(title))),
            (false, _) => Cow::Owned(format!("{name} ({key})")),
        }
    }

    /// Short form for charts and lists: the name, else the key.
    pub fn short(self) -> &'a str {
        named(self.org.text(self.record().name), self.key())
    }

    /// The first solid-line manager.
    pub fn manager(self) -> Option<PersonRef<'a>> {
        self.record().manager.map(|id| self.org.person(id))
    }

    /// Direct reports by first solid line.
    pub fn reports(self) -> impl ExactSizeIterator<Item = PersonRef<'a>> {
        let org = self.org;
        org.reports
            .of(self.id.0)
            .iter()
            .map(move |id| org.person(PersonId(*id)))
    }

    /// Home team.
    pub fn team(self) -> Option<TeamRef<'a>> {
        self.record().team.map(|id| self.org.team(id))
    }

    /// Subject key.
    pub fn subject(self) -> Subject {
        Subject::person(self.key())
    }
}

impl<'a> TeamRef<'a> {
    /// Key.
    pub fn key(self) -> &'a str {
        self.org.text(self.record().key)
    }

    /// How messages call the team: its name, else its key.
    pub fn label(self) -> &'a str {
        named(self.org.text(self.record().name), self.key())
    }

    /// The unit above.
    pub fn parent(self) -> Option<TeamRef<'a>> {
        self.record().parent.map(|id| self.org.team(id))
    }

    /// Units directly below.
    pub fn children(self) -> impl ExactSizeIterator<Item = TeamRef<'a>> {
        let org = self.org;
        org.children
            .of(self.id.0)
            .iter()
            .map(move |id| org.team(TeamId(*id)))
    }

    /// Who leads it.
    pub fn lead(self) -> Option<PersonRef<'a>> {
        self.record().lead.map(|id| self.org.person(id))
    }

    /// People whose home team this is.
    pub fn residents(self) -> impl ExactSizeIterator<Item = PersonRef<'a>> {
        let org = self.org;
        org.residents
            .of(self.id.0)
            .iter()
            .map(move |id| org.person(PersonId(*id)))
    }

    /// The cell that names the team.
    pub fn naming_cell(self) -> Place {
        let record = self.record();
        record.row.cell(record.column)
    }

    /// Subject key.
    pub fn subject(self) -> Subject {
        Subject::team(self.key())
    }
}

impl<'a> DependencyRef<'a> {
    /// The team that depends.
    pub fn from(self) -> TeamRef<'a> {
        self.org.team(self.record().from)
    }

    /// The team depended on.
    pub fn to(self) -> TeamRef<'a> {
        self.org.team(self.record().to)
    }

    /// Whether it is hard. A row that does not say is hard: the safe reading of "depends on".
    pub fn is_hard(self) -> bool {
        self.record().strength != Some(Strength::Soft)
    }

    /// Subject key.
    pub fn subject(self) -> Subject {
        Subject::dependency(self.from().key(), self.to().key())
    }
}

impl<'a> MeetingRef<'a> {
    /// Key.
    pub fn key(self) -> &'a str {
        self.org.text(self.record().key)
    }

    /// How messages call the meeting: its title, else its key.
    pub fn label(self) -> &'a str {
        named(self.org.text(self.record().name), self.key())
    }

    /// Attendance rows.
    pub fn attendance(self) -> impl ExactSizeIterator<Item = AttendanceRef<'a>> {
        let org = self.org;
        org.attendance_of
            .of(self.id.0)
            .iter()
            .map(move |id| AttendanceRef {
                org,
                id: AttendanceId(*id),
            })
    }

    /// The hosting team.
    pub fn host(self) -> Option<TeamRef<'a>> {
        self.record().host.map(|id| self.org.team(id))
    }

    /// Whether it recurs: as stated, else everything that is not known to happen once does.
    pub fn recurs(self) -> bool {
        self.record()
            .recurring
            .unwrap_or(self.record().per_week != Some(0.0))
    }

    /// Subject key.
    pub fn subject(self) -> Subject {
        Subject::meeting(self.key())
    }
}

impl<'a> AttendanceRef<'a> {
    /// The person.
    pub fn person(self) -> PersonRef<'a> {
        self.org.person(self.record().person)
    }

    /// Whether the person counts as attending; someone who is only informed does not.
    pub fn counts(self) -> bool {
        self.record().role != Some(AttendeeRole::Fyi)
    }
}

impl<'a> LiaisonRef<'a> {
    /// The person.
    pub fn person(self) -> PersonRef<'a> {
        self.org.person(self.record().person)
    }

    /// Home team.
    pub fn home(self) -> Option<TeamRef<'a>> {
        self.record().home.map(|id| self.org.team(id))
    }

    /// Teams or units as declared.
    pub fn targets(self) -> impl ExactSizeIterator<Item = TeamRef<'a>> {
        let org = self.org;
        self.record().targets.iter().map(move |id| org.team(*id))
    }

    /// Subject keys, one per target.
    pub fn subjects(self) -> Vec<Subject> {
        let person = self.person().key();
        self.targets()
            .map(|target| Subject::liaison(person, target.key()))
            .collect()
    }
}

fn named<'a>(name: &'a str, key: &'a str) -> &'a str {
    if name.is_empty() { key } else { name }
}

/// A title short enough to stand in a sentence.
fn shortened(title: &str) -> Cow<'_, str> {
    const MOST: usize = 48;
    match title.char_indices().nth(MOST) {
        None => Cow::Borrowed(title),
        Some((at, _)) => Cow::Owned(format!("{}…", title[..at].trim_end())),
    }
}
