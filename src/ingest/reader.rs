//! The organization while it is being read: records so far, how they are found, and the trouble met
//! on the way. The tables themselves are read in the modules beside this one.

use super::keys::{Directory, Found};
use super::sheet::Sheet;
use super::{Options, values};
use crate::model::{
    Column, Issue, IssueKind, MeetingId, Org, PersonId, Subject, Table, TeamId, Term, Text,
};
use crate::source::Place;
use foldhash::fast::FixedState;
use hashbrown::HashMap;
use jiff::civil::Date;

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
    /// Its column.
    pub column: Column,
    /// What it says; part of the cell where that holds a list.
    pub text: &'s str,
}

impl<'s> Cell<'s> {
    /// The cell of a column.
    pub(super) fn of(sheet: &'s Sheet, record: usize, column: Column) -> Self {
        let text = sheet.cell(record, column);
        Self {
            sheet,
            record,
            column,
            text,
        }
    }

    /// A part of the same cell.
    pub(super) fn part(self, text: &'s str) -> Self {
        Self { text, ..self }
    }

    /// Where it is.
    pub(super) fn place(self) -> Place {
        let index = self.sheet.index_of(self.column);
        self.sheet.row(self.record).cell(index)
    }

    /// The header above it, else the column's own name.
    pub(super) fn header(self) -> &'s str {
        self.sheet
            .index_of(self.column)
            .map_or(self.column.name(), |index| self.sheet.header_at(index))
    }
}

/// The words of a vocabulary column as far as they were understood.
pub(super) type Words<'s, T> = HashMap<&'s str, Option<T>, FixedState>;

/// How the dates of a column are to be read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dates {
    order: values::Order,
    any: bool,
}

impl<'s> Reader<'s> {
    /// The sheets of a table with their numbers.
    pub(super) fn of(&self, table: Table) -> impl Iterator<Item = (usize, &'s Sheet)> + use<'s> {
        let sheets = self.sheets;
        sheets
            .iter()
            .enumerate()
            .filter(move |(_, sheet)| sheet.table == table)
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
            Found::Missing => match self.left.find(&self.org.arena, cell.text).id() {
                Some(id) => self.departed(cell, id),
                None => {
                    let nearest = self.people.nearest(&self.org.arena, cell.text);
                    let nearest = nearest.map(|id| self.people.key(id));
                    let known = self.people.len();
                    self.unknown(cell, Kind::Person, known, nearest);
                }
            },
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
            Found::Missing => {
                let nearest = self.teams.nearest(&self.org.arena, cell.text);
                let nearest = nearest.map(|id| self.teams.key(id));
                let known = self.teams.len();
                self.unknown(cell, Kind::Team, known, nearest);
            }
        }
        found.id().map(TeamId)
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
                let nearest = nearest.map(|id| self.meetings.key(id));
                let known = self.meetings.len();
                self.unknown(cell, Kind::Meeting, known, nearest);
            }
        }
        found.id().map(MeetingId)
    }

    fn near(&mut self, cell: Cell<'s>, key: Text) {
        let key = self.org.arena.get(key).to_owned();
        let message = format!(
            "`{}` in column {} is read as `{key}`, which is spelt differently",
            cell.text,
            cell.header()
        );
        let issue = self.issue(IssueKind::NearDuplicateId, cell.place(), message);
        issue.help = Some(format!("write `{key}`"));
        issue.subjects = row_subject(cell.sheet, cell.record).into_iter().collect();
    }

    fn ambiguous(&mut self, cell: Cell<'s>, what: &str) {
        let message = format!(
            "`{}` in column {} is the name of several {what}, so it names none of them",
            cell.text,
            cell.header()
        );
        let issue = self.issue(IssueKind::UnknownReference, cell.place(), message);
        issue.help = Some("write the id instead of the name".to_owned());
        issue.subjects = row_subject(cell.sheet, cell.record).into_iter().collect();
    }

    fn departed(&mut self, cell: Cell<'s>, id: u32) {
        let key = self.org.arena.get(self.left.key(id)).to_owned();
        let message = format!(
            "`{}` in column {} has left the organization",
            cell.text,
            cell.header()
        );
        let subjects = row_subject(cell.sheet, cell.record);
        let issue = self.issue(IssueKind::UnknownReference, cell.place(), message);
        issue.help = Some("name a successor, or keep leavers in the analysis".to_owned());
        issue.subjects = subjects
            .into_iter()
            .chain([Subject::person(&key)])
            .collect();
    }

    fn unknown(&mut self, cell: Cell<'s>, kind: Kind, known: usize, nearest: Option<Text>) {
        let (one, many) = kind.words();
        let nearest = nearest.map(|text| self.org.arena.get(text).to_owned());
        let guess = nearest
            .as_ref()
            .map_or(String::new(), |key| format!("; did you mean `{key}`?"));
        let message = format!(
            "unknown {one} `{}` in column {} of {}: none of the {known} {many} has this id, e-mail or name{guess}",
            cell.text,
            cell.header(),
            cell.sheet.short(),
        );
        let help = nearest.map_or_else(
            || format!("add `{}` to the {many}, or correct the cell", cell.text),
            |key| format!("write `{key}`, or add `{}` to the {many}", cell.text),
        );
        let subjects = row_subject(cell.sheet, cell.record);
        let issue = self.issue(IssueKind::UnknownReference, cell.place(), message);
        issue.help = Some(help);
        let missing = kind.subject(cell.text);
        issue.subjects = subjects.into_iter().filter(|row| *row != missing).collect();
        issue.subjects.push(missing);
    }

    /// A cell whose value cannot be used; `expected` says what would be.
    pub(super) fn bad_value(&mut self, cell: Cell<'s>, expected: &str) {
        let message = format!(
            "`{}` in column {} of {} is not {expected}",
            cell.text,
            cell.header(),
            cell.sheet.short()
        );
        let issue = self.issue(IssueKind::BadValue, cell.place(), message);
        issue.subjects = row_subject(cell.sheet, cell.record).into_iter().collect();
    }

    /// Understands the words of a column. Where none is known the column is a free label and gets
    /// one note; where some are, each other is an issue.
    pub(super) fn words<T: Term>(&mut self, sheet: &'s Sheet, column: Column) -> Words<'s, T> {
        let mut words: Words<'s, T> = HashMap::default();
        if !sheet.has(column) {
            return words;
        }
        let mapped = sheet.values.iter().filter(|(known, _)| *known == column);
        let mapped: Vec<&(String, String)> = mapped.flat_map(|(_, pairs)| pairs).collect();
        for record in sheet.records() {
            let cell = sheet.cell(record, column);
            if !cell.is_empty() && !words.contains_key(cell) {
                let ours = mapped.iter().find(|(theirs, _)| theirs.trim() == cell);
                words.insert(cell, T::parse(ours.map_or(cell, |(_, ours)| ours)));
            }
        }
        if words.is_empty() || words.values().all(Option::is_some) {
            return words;
        }
        if words.values().all(Option::is_none) {
            let mut seen: Vec<&str> = words.keys().copied().collect();
            seen.sort_unstable();
            let shown: Vec<&str> = seen.iter().take(3).copied().collect();
            let header = sheet
                .index_of(column)
                .map_or("", |index| sheet.header_at(index));
            self.note(format!(
                "{}: none of the {} words of column {header} ({}{}) is one of {}; they are kept as labels. Map them in orglint.toml under values to make them count.",
                sheet.short(),
                seen.len(),
                shown.join(", "),
                if seen.len() > 3 { " …" } else { "" },
                values::words::<T>(),
            ));
            return words;
        }
        for record in sheet.records() {
            let cell = Cell::of(sheet, record, column);
            if words.get(cell.text).is_some_and(Option::is_none) {
                let expected = values::nearest_word::<T>(cell.text).map_or_else(
                    || format!("one of {}", values::words::<T>()),
                    |near| format!("one of {}; did you mean `{near}`?", values::words::<T>()),
                );
                self.bad_value(cell, &expected);
            }
        }
        words
    }

    /// Inspects the dates of a column. Where none can be read it gets one note.
    pub(super) fn dates(&mut self, sheet: &'s Sheet, column: Column) -> Dates {
        let cells = || {
            sheet
                .records()
                .map(|record| sheet.cell(record, column))
                .filter(|cell| !cell.is_empty())
        };
        let order = values::order(cells());
        let any = cells().any(|cell| values::date(cell, order).is_some());
        if !any && let Some(first) = cells().next() {
            let header = sheet
                .index_of(column)
                .map_or("", |index| sheet.header_at(index));
            self.note(format!(
                "{}: column {header} holds no date that could be read (the first is `{first}`); it is left aside.",
                sheet.short()
            ));
        }
        Dates { order, any }
    }

    /// The date in a cell; an issue where it cannot be read though others of its column can.
    pub(super) fn date(&mut self, cell: Cell<'s>, dates: Dates) -> Option<Date> {
        if cell.text.is_empty() {
            return None;
        }
        let date = values::date(cell.text, dates.order);
        if date.is_none() && dates.any {
            self.bad_value(cell, "a date such as 2024-03-01");
        }
        date
    }

    /// Both ends of an interval; an issue where the end comes first.
    pub(super) fn interval(
        &mut self,
        sheet: &'s Sheet,
        record: usize,
        columns: [(Column, Dates); 2],
    ) -> (Option<Date>, Option<Date>) {
        let [start, end] =
            columns.map(|(column, dates)| self.date(Cell::of(sheet, record, column), dates));
        if let (Some(first), Some(last)) = (start, end)
            && last < first
        {
            let message = format!("ends on {last}, before it starts on {first}");
            let subjects = row_subject(sheet, record);
            let other = Cell::of(sheet, record, columns[0].0).place();
            let place = Cell::of(sheet, record, columns[1].0).place();
            let what = subjects.as_ref().map_or("this row", Subject::as_str);
            let issue = self.issue(IssueKind::BadInterval, place, format!("{what} {message}"));
            issue.help = Some("exchange or correct the two dates".to_owned());
            issue.related.push((other, "starts here".to_owned()));
            issue.subjects = subjects.into_iter().collect();
        }
        (start, end)
    }

    /// A number from 0 to `most`; an issue where it is none.
    pub(super) fn number(&mut self, cell: Cell<'s>, most: f64) -> Option<f64> {
        if cell.text.is_empty() {
            return None;
        }
        let number = values::number(cell.text).filter(|number| (0.0..=most).contains(number));
        if number.is_none() {
            self.bad_value(cell, &format!("a number from 0 to {most}"));
        }
        number
    }

    /// Yes or no; an issue where it is neither.
    pub(super) fn truth(&mut self, cell: Cell<'s>) -> Option<bool> {
        if cell.text.is_empty() {
            return None;
        }
        let truth = values::truth(cell.text);
        if truth.is_none() {
            self.bad_value(cell, "yes or no");
        }
        truth
    }

    /// Counts a record that could not be used.
    pub(super) fn reject(&mut self, sheet: usize) {
        self.rejected[sheet] += 1;
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

    fn subject(self, key: &str) -> Subject {
        match self {
            Self::Person => Subject::person(key),
            Self::Team => Subject::team(key),
            Self::Meeting => Subject::meeting(key),
        }
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
