//! Cells that refer to people, teams and meetings: what they mean, and an issue with the nearest
//! known key where they mean nothing.

use super::column::References;
use super::keys::{Directory, Found};
use super::managers::means_nobody;
use super::reader::{Cell, Reader, row_subject};
use super::sheet::Sheet;
use super::values::{self, shown};
use crate::model::{Column as C, IssueKind, MeetingId, PersonId, Subject, Table, TeamId, Text};

impl<'s> Reader<'s> {
    /// The person a cell names; an issue where there is none.
    pub(super) fn person(&mut self, cell: Cell<'s>) -> Option<PersonId> {
        if cell.text.is_empty() {
            return None;
        }
        let found = self.people.find(&self.org.arena, cell.text);
        match found {
            Found::Here(id) => return Some(PersonId(id)),
            Found::Near(id) => self.near(cell, self.people.key(id)),
            Found::Many => self.ambiguous(cell, "people"),
            Found::Missing if means_nobody(cell.text) => return None,
            Found::Missing => {
                if let Some(id) = self.left.find(&self.org.arena, cell.text).id() {
                    self.departed(cell, id);
                } else {
                    let nearest = self.people.nearest(&self.org.arena, cell.text);
                    let nearest = nearest.map(|id| self.people.called(&self.org.arena, id));
                    let known = self.people.len();
                    self.unknown(cell, Kind::Person, known, nearest);
                }
            }
        }
        found.id().map(PersonId)
    }

    /// The team or unit a cell names; an issue where there is none.
    pub(super) fn team(&mut self, cell: Cell<'s>) -> Option<TeamId> {
        if cell.text.is_empty() {
            return None;
        }
        let found = self.teams.find(&self.org.arena, cell.text);
        match found {
            Found::Here(id) => return Some(TeamId(id)),
            Found::Near(id) => self.near(cell, self.teams.key(id)),
            Found::Many => self.ambiguous(cell, "teams"),
            Found::Missing if means_nobody(cell.text) => return None,
            Found::Missing => {
                let nearest = self.teams.nearest(&self.org.arena, cell.text);
                let nearest = nearest.map(|id| self.teams.called(&self.org.arena, id));
                let known = self.teams.len();
                self.unknown(cell, Kind::Team, known, nearest);
            }
        }
        found.id().map(TeamId)
    }

    /// The team a cell names, where its column was looked up before.
    pub(super) fn team_of(&mut self, column: &References, cell: Cell<'s>) -> Option<TeamId> {
        let known = column.get(cell.record).map(TeamId);
        known.or_else(|| self.team(cell))
    }

    /// The meeting a cell names, where its column was looked up before.
    pub(super) fn meeting_of(&mut self, column: &References, cell: Cell<'s>) -> Option<MeetingId> {
        let known = column.get(cell.record).map(MeetingId);
        known.or_else(|| self.meeting(cell))
    }

    /// Looks a column that names teams up.
    pub(super) fn teams_in(&self, sheet: &Sheet, column: C) -> References {
        References::new(&self.teams, &self.org.arena, sheet, sheet.index_of(column))
    }

    /// Looks a column that names people up.
    pub(super) fn people_at(&self, sheet: &Sheet, index: Option<u16>) -> References {
        References::new(&self.people, &self.org.arena, sheet, index)
    }

    /// The meeting a cell names; an issue where there is none.
    pub(super) fn meeting(&mut self, cell: Cell<'s>) -> Option<MeetingId> {
        if cell.text.is_empty() {
            return None;
        }
        let found = self.meetings.find(&self.org.arena, cell.text);
        match found {
            Found::Here(id) => return Some(MeetingId(id)),
            Found::Near(id) => self.near(cell, self.meetings.key(id)),
            Found::Many => self.ambiguous(cell, "meetings"),
            Found::Missing => {
                let nearest = self.meetings.nearest(&self.org.arena, cell.text);
                let nearest = nearest.map(|id| self.meetings.called(&self.org.arena, id));
                let known = self.meetings.len();
                self.unknown(cell, Kind::Meeting, known, nearest);
            }
        }
        found.id().map(MeetingId)
    }

    /// How messages call what a row is about: by names where they are known.
    pub(super) fn row_called(&self, sheet: &Sheet, record: usize) -> String {
        let arena = &self.org.arena;
        let named = |directory: &Directory, column: C| {
            let cell = sheet.cell(record, column);
            let id = directory.find(arena, cell).id();
            let name = id.map_or("", |id| directory.name(arena, id));
            if name.is_empty() { cell } else { name }.to_owned()
        };
        let own = |first: C, other: C| {
            let name = sheet.cell(record, first);
            let name = if name.is_empty() {
                sheet.cell(record, other)
            } else {
                name
            };
            name.to_owned()
        };
        let called = match sheet.table {
            Table::Liaisons => {
                let targets = values::list(sheet.cell(record, C::Targets)).map(|cell| {
                    let id = self.teams.find(arena, cell).id();
                    let name = id.map_or("", |id| self.teams.name(arena, id));
                    if name.is_empty() { cell } else { name }
                });
                let targets: Vec<&str> = targets.collect();
                let person = named(&self.people, C::Person);
                format!("the assignment of {person} to {}", targets.join(", "))
            }
            Table::People | Table::Teams | Table::Meetings => own(C::Name, C::Id),
            Table::Coordination => match named(&self.teams, C::From) {
                from if from.is_empty() => named(&self.teams, C::To),
                from => from,
            },
            _ => row_subject(sheet, record)
                .map_or(String::new(), |subject| subject.parts().1.to_owned()),
        };
        if called.is_empty() {
            "this row".to_owned()
        } else {
            called
        }
    }

    fn near(&mut self, cell: Cell<'s>, key: Text) {
        let key = self.org.arena.get(key).to_owned();
        let message = format!(
            "`{}` in column {} is read as `{key}`, which is spelt differently",
            shown(cell.text),
            cell.header()
        );
        let issue = self.issue(IssueKind::NearDuplicateId, cell.place(), message);
        issue.help = Some(format!("write `{key}`"));
        issue.subjects = row_subject(cell.sheet, cell.record).into_iter().collect();
    }

    fn ambiguous(&mut self, cell: Cell<'s>, what: &str) {
        let message = format!(
            "`{}` in column {} is the name of several {what}, so it names none of them",
            shown(cell.text),
            cell.header()
        );
        let issue = self.issue(IssueKind::UnknownReference, cell.place(), message);
        issue.help = Some("write the id instead of the name".to_owned());
        issue.subjects = row_subject(cell.sheet, cell.record).into_iter().collect();
    }

    fn departed(&mut self, cell: Cell<'s>, id: u32) {
        let key = self.org.arena.get(self.left.key(id)).to_owned();
        let name = self.left.name(&self.org.arena, id);
        let name = match name {
            "" => String::new(),
            name if name == cell.text || name == key => String::new(),
            name => format!(" ({name})"),
        };
        let message = format!(
            "`{}`{name} in column {} has left the organization",
            shown(cell.text),
            cell.header()
        );
        let subjects = row_subject(cell.sheet, cell.record);
        let issue = self.issue(IssueKind::DepartedPerson, cell.place(), message);
        issue.help = Some("name a successor, or keep leavers in the analysis".to_owned());
        issue.subjects = subjects
            .into_iter()
            .chain([Subject::person(&key)])
            .collect();
    }

    fn unknown(&mut self, cell: Cell<'s>, kind: Kind, known: usize, nearest: Option<String>) {
        let (one, many) = kind.words();
        let guess = nearest
            .as_ref()
            .map_or(String::new(), |known| format!("; did you mean {known}?"));
        let none = match known {
            0 => format!("no {many} are known at all"),
            _ => format!("none of the {known} {many} has this {}", kind.keys()),
        };
        let message = format!(
            "unknown {one} `{}` in column {} of {}: {none}{guess}",
            shown(cell.text),
            cell.header(),
            cell.sheet.short(),
        );
        let help = nearest.map_or_else(
            || {
                format!(
                    "add `{}` to the {many}, or correct the cell",
                    shown(cell.text)
                )
            },
            |known| format!("write {known}, or add `{}` to the {many}", shown(cell.text)),
        );
        let subjects = row_subject(cell.sheet, cell.record);
        let issue = self.issue(IssueKind::UnknownReference, cell.place(), message);
        issue.help = Some(help);
        let missing = kind.subject(cell.text);
        issue.subjects = subjects.into_iter().filter(|row| *row != missing).collect();
        issue.subjects.push(missing);
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Person,
    Team,
    Meeting,
}

impl Kind {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Person => ("person", "people"),
            Self::Team => ("team", "teams"),
            Self::Meeting => ("meeting", "meetings"),
        }
    }

    /// What a cell may call such a record.
    fn keys(self) -> &'static str {
        match self {
            Self::Person => "id, e-mail or name",
            Self::Team | Self::Meeting => "id or name",
        }
    }

    fn subject(self, key: &str) -> Subject {
        match self {
            Self::Person => Subject::person(key),
            Self::Team => Subject::team(key),
            Self::Meeting => Subject::meeting(key),
        }
    }
}
