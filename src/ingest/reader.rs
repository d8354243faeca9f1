//! The organization while it is being read: records so far, how they are found, and the trouble met
//! on the way. The tables themselves are read in the modules beside this one.

use super::Options;
use super::keys::Directory;
use super::sheet::Sheet;
use crate::model::{Column, Issue, IssueKind, Org, PersonId, Subject, Table, TeamId, Text};
use crate::source::Place;

/// Everything known so far.
#[derive(Debug)]
pub(super) struct Reader<'s> {
    /// The files as tables.
    pub sheets: &'s [Sheet],
    /// What the caller wants.
    pub options: &'s Options,
    /// The records.
    pub org: Org,
    /// People by key, e-mail and name.
    pub people: Directory,
    /// People who have left and are not part of the organization.
    pub left: Directory,
    /// Teams by key and name.
    pub teams: Directory,
    /// Meetings by key and name.
    pub meetings: Directory,
    /// Sheet and record of each person, by person.
    pub origins: Vec<(u32, u32)>,
    /// Further rows of a person that differ only in manager.
    pub matrix_rows: Vec<(PersonId, u32, u32)>,
    /// Sheet and record of each team of the table, until its lead is known.
    pub team_rows: Vec<(TeamId, usize, usize)>,
    /// Records that could not be used, by sheet.
    pub rejected: Vec<u32>,
}

/// A cell that refers to something.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell<'s> {
    /// Its file.
    pub sheet: &'s Sheet,
    /// Its record.
    pub record: usize,
    /// What its column means.
    pub column: Column,
    /// Index of its column, where the file has it.
    pub index: Option<u16>,
    /// What it says; part of the cell where that holds a list.
    pub text: &'s str,
}

impl<'s> Cell<'s> {
    /// The cell of a column.
    pub(super) fn of(sheet: &'s Sheet, record: usize, column: Column) -> Self {
        Self {
            sheet,
            record,
            column,
            index: sheet.index_of(column),
            text: sheet.cell(record, column),
        }
    }

    /// The cell of a column given by its index.
    pub(super) fn at(sheet: &'s Sheet, record: usize, column: Column, index: u16) -> Self {
        Self {
            sheet,
            record,
            column,
            index: Some(index),
            text: sheet.at(record, index),
        }
    }

    /// A part of the same cell.
    pub(super) fn part(self, text: &'s str) -> Self {
        Self { text, ..self }
    }

    /// Where it is.
    pub(super) fn place(self) -> Place {
        self.sheet.row(self.record).cell(self.index)
    }

    /// The header above it, else the column's own name.
    pub(super) fn header(self) -> &'s str {
        self.index
            .map_or(self.column.name(), |index| self.sheet.header_at(index))
    }
}

impl<'s> Reader<'s> {
    /// The sheets of a table with their numbers.
    pub(super) fn of(&self, table: Table) -> impl Iterator<Item = (usize, &'s Sheet)> + use<'s> {
        let sheets = self.sheets;
        sheets
            .iter()
            .enumerate()
            .filter(move |(_, sheet)| sheet.table == table && !sheet.unusable)
    }

    /// Whether a table was given.
    pub(super) fn has(&self, table: Table) -> bool {
        self.of(table).next().is_some()
    }

    /// Copies a cell into the arena.
    pub(super) fn text(&mut self, sheet: &Sheet, record: usize, column: Column) -> Text {
        self.org.arena.push(sheet.cell(record, column))
    }

    /// Adds an issue and gives it back for more detail.
    pub(super) fn issue(&mut self, kind: IssueKind, place: Place, message: String) -> &mut Issue {
        self.org.issues.push(Issue {
            kind,
            place,
            message,
            help: None,
            related: Vec::new(),
            subjects: Vec::new(),
        });
        let last = self.org.issues.len() - 1;
        &mut self.org.issues[last]
    }

    /// Adds a note for the reader of the report.
    pub(super) fn note(&mut self, note: String) {
        if !self.org.notes.contains(&note) {
            self.org.notes.push(note);
        }
    }

    /// Whether a file was only taken for its table because of its headers, and names nobody and
    /// nothing that is known: then it is about something else and is not used.
    pub(super) fn is_foreign(&mut self, number: usize, sheet: &'s Sheet, column: Column) -> bool {
        if sheet.why.is_none() {
            return false;
        }
        let arena = &self.org.arena;
        let (people, teams) = (&self.people, &self.teams);
        let known = |cell: &str| {
            let team = matches!(column, Column::From | Column::Team);
            let directory = if team { teams } else { people };
            directory.find(arena, cell).id().is_some()
        };
        let mut cells = sheet.records().map(|record| sheet.cell(record, column));
        if cells.any(known) {
            return false;
        }
        let rows = sheet.records().count();
        self.rejected[number] = rows as u32;
        let message = format!(
            "{} is not used: its headers are those of {}, but none of its {rows} rows names a known {}",
            sheet.short(),
            sheet.table.name(),
            if matches!(column, Column::From | Column::Team) {
                "team"
            } else {
                "person"
            },
        );
        let short = sheet.short().to_owned();
        let issue = self.issue(IssueKind::UnusedFile, Place::file(sheet.file), message);
        issue.help = Some(format!(
            "name it {}.csv if it belongs here, or leave it out",
            sheet.table.name()
        ));
        issue.subjects = vec![Subject::file(&short)];
        true
    }

    /// Counts a record that could not be used.
    pub(super) fn reject(&mut self, sheet: usize) {
        self.rejected[sheet] += 1;
    }
}

/// What a row is about, as far as its own cells tell.
pub(super) fn row_subject(sheet: &Sheet, record: usize) -> Option<Subject> {
    use Column as C;
    let first = |columns: &[C]| {
        let cells = columns.iter().map(|column| sheet.cell(record, *column));
        cells.into_iter().find(|cell| !cell.is_empty())
    };
    match sheet.table {
        Table::People => first(&[C::Id, C::Email, C::Name]).map(Subject::person),
        Table::Teams => first(&[C::Id, C::Name]).map(Subject::team),
        Table::Meetings => first(&[C::Id, C::Name]).map(Subject::meeting),
        Table::Memberships | Table::Attendance => first(&[C::Person]).map(Subject::person),
        Table::Liaisons => Some(Subject::liaison(
            first(&[C::Person])?,
            first(&[C::Targets])?,
        )),
        Table::Dependencies => Some(Subject::dependency(first(&[C::From])?, first(&[C::To])?)),
        Table::Mappings => first(&[C::Mapping]).map(Subject::mapping),
        Table::Coordination => first(&[C::From, C::To]).map(Subject::team),
        Table::Projects => first(&[C::Owner]).map(Subject::person),
        Table::Goals => first(&[C::Unit]).map(Subject::team),
    }
}
