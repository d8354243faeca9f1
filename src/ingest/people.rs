//! The people tables: who there is, who has left, whose id is given twice. Managers and home teams
//! are found later, when everybody is known.

use super::cells::{Dates, Words};
use super::keys::Clash;
use super::reader::{Cell, Reader};
use super::repeats::Repeats;
use super::sheet::{Sheet, stem};
use super::values;
use crate::model::{Column as C, IssueKind, Person, PersonId, Status, Subject, Table, Text};
use jiff::civil::Date;
use std::borrow::Cow;

/// Rows that are drafted at a time.
const BATCH: usize = 1 << 15;

/// Posts of one row above which the number is taken for a slip.
const MOST_POSTS: f64 = 10_000.0;

/// Names that say that there is none.
const NAMELESS: [&str; 9] = [
    "N/D", "N/A", "n/a", "n/d", "-", "--", "?", "none", "unknown",
];

struct Columns<'s> {
    status: Words<'s, Status>,
    start: Dates,
    end: Dates,
    /// Posts are written in percent: 100 is one.
    percent: bool,
}

impl<'s> Reader<'s> {
    /// Reads all people tables.
    pub(super) fn read_people(&mut self) {
        let mut repeats = Repeats::new();
        let (mut left, mut rows, mut ending) = (0, 0, 0);
        // Files without managers first: rows of others may add the manager of somebody known.
        let mut sheets: Vec<(usize, &'s Sheet)> = self.of(Table::People).collect();
        sheets.sort_by_key(|(_, sheet)| sheet.has(C::Manager));
        for (number, sheet) in sheets {
            let columns = Columns {
                status: self.words(sheet, C::Status),
                start: self.dates(sheet, C::Start),
                end: self.dates(sheet, C::End),
                percent: posts_in_percent(sheet),
            };
            self.org.people.reserve(sheet.grid.records());
            self.people.reserve(sheet.grid.records());
            let mut records = sheet.records();
            loop {
                let batch: Vec<usize> = records.by_ref().take(BATCH).collect();
                if batch.is_empty() {
                    break;
                }
                rows += batch.len();
                for (record, draft) in batch
                    .iter()
                    .zip(self.drafts(sheet, &batch, columns.percent))
                {
                    let end = sheet.cell(*record, C::End);
                    ending += usize::from(values::is_date(end));
                    match draft {
                        Some(person) => self.admit(person, (number, *record), sheet, &mut repeats),
                        None => {
                            left +=
                                self.read_person(number, sheet, *record, &columns, &mut repeats);
                        }
                    }
                }
            }
        }
        self.note_missing_managers();
        self.report_empty();
        if left > 0 {
            let by = self.options.as_of.map_or_else(
                || "their status says so".to_owned(),
                |day| format!("their status or last day before {day} says so"),
            );
            self.note(format!(
                "{left} people have left ({by}) and are not counted."
            ));
        }
        if ending > 0 && self.options.as_of.is_none() && !self.options.keep_leavers {
            self.note(format!(
                "{ending} of {rows} rows have a last day; give --as-of DATE to leave out who has left."
            ));
        }
        self.report_repeats(&repeats);
    }

    fn admit(
        &mut self,
        person: Person,
        origin: (usize, usize),
        sheet: &'s Sheet,
        repeats: &mut Repeats,
    ) {
        if !self.is_further_row(person.key, origin, sheet) {
            self.add_person(person, origin, repeats);
        }
    }

    /// Whether a row only adds a manager to somebody known; keeps it for that.
    fn is_further_row(
        &mut self,
        key: Text,
        (number, record): (usize, usize),
        sheet: &'s Sheet,
    ) -> bool {
        let known = self.people.exact(&self.org.arena, self.org.arena.get(key));
        let further = known.filter(|first| {
            self.is_matrix_row(*first, number, sheet, record)
                || self.is_supplement(*first, number, sheet)
        });
        let rows = further.map(|first| (PersonId(first), number as u32, record as u32));
        self.matrix_rows.extend(rows);
        further.is_some()
    }

    /// Reads one row; gives 1 where the person has left.
    fn read_person(
        &mut self,
        number: usize,
        sheet: &'s Sheet,
        record: usize,
        columns: &Columns<'s>,
        repeats: &mut Repeats,
    ) -> u32 {
        let status = columns.status.get(sheet.cell(record, C::Status)).copied();
        let dates = [(C::Start, columns.start), (C::End, columns.end)];
        let (start, end) = self.interval(sheet, record, dates);
        let gone = status.flatten() == Some(Status::Ended) || self.is_past(end);
        let key = self.person_key(sheet, record);
        if gone && !self.options.keep_leavers {
            let (name, email) = (
                self.person_name(sheet, record),
                self.text(sheet, record, C::Email),
            );
            self.left.add(&self.org.arena, key, name, email);
            return 1;
        }
        if self.is_further_row(key, (number, record), sheet) {
            return 0;
        }
        let posts = self.posts(sheet, record, columns.percent);
        let person = Person {
            key,
            name: self.person_name(sheet, record),
            email: self.text(sheet, record, C::Email),
            title: self.text(sheet, record, C::Title),
            level: self.text(sheet, record, C::Level),
            function: self.text(sheet, record, C::Function),
            archetype: self.text(sheet, record, C::Archetype),
            team: None,
            manager: None,
            posts,
            start,
            end,
            repeated: false,
            row: sheet.row(record),
        };
        self.add_person(person, (number, record), repeats);
        0
    }

    fn is_past(&self, end: Option<Date>) -> bool {
        matches!((end, self.options.as_of), (Some(end), Some(day)) if end < day)
    }

    fn add_person(&mut self, person: Person, origin: (usize, usize), repeats: &mut Repeats) {
        let clash = self
            .people
            .add(&self.org.arena, person.key, person.name, person.email);
        match clash {
            Some(Clash::Same(first)) => {
                let same = self.same_cells(first, origin);
                repeats
                    .entry(first)
                    .or_default()
                    .push((origin.0, origin.1, same));
            }
            Some(Clash::Near(other)) => self.near_people(&person, other),
            None => {}
        }
        self.origins.push((origin.0 as u32, origin.1 as u32));
        self.org.people.push(person);
    }

    /// Id, else e-mail, else name where the file has neither column, else file and row.
    fn person_key(&mut self, sheet: &'s Sheet, record: usize) -> Text {
        let arena = &mut self.org.arena;
        for column in [C::Id, C::Email] {
            let cell = sheet.cell(record, column);
            if !cell.is_empty() {
                return arena.push(cell);
            }
        }
        let made = || format!("{}:{record}", stem(&sheet.name));
        let name = full_name(sheet, record);
        if key_column(sheet).is_some() || name.is_empty() || is_vacant(&name) {
            let key = arena.push(&made());
            if let Some(column) = key_column(sheet) {
                self.blank_key(Cell::of(sheet, record, column), key);
            }
            return key;
        }
        arena.push(&name)
    }

    fn blank_key(&mut self, cell: Cell<'s>, key: Text) {
        let key = self.org.arena.get(key).to_owned();
        let message = format!(
            "a row of {} has a blank {}, so nothing can refer to this person, here called `{key}`",
            cell.sheet.short(),
            cell.header()
        );
        let issue = self.issue(IssueKind::BadValue, cell.place(), message);
        issue.help = Some("fill the cell or delete the row".to_owned());
        issue.subjects = vec![Subject::person(&key)];
    }

    fn person_name(&mut self, sheet: &Sheet, record: usize) -> Text {
        let name = full_name(sheet, record);
        self.org.arena.push(&name)
    }

    fn posts(&mut self, sheet: &'s Sheet, record: usize, percent: bool) -> f32 {
        let cell = Cell::of(sheet, record, C::Posts);
        let number = self.number(cell, MOST_POSTS).unwrap_or(1.0);
        (if percent { number / 100.0 } else { number }) as f32
    }

    /// Index of a column in a file while reading.
    pub(super) fn org_column(&self, file: crate::source::FileId, column: C) -> Option<u16> {
        let sheet = self.sheets.iter().find(|sheet| sheet.file == file)?;
        sheet.index_of(column)
    }
}

/// The column whose cells are the keys, unless those are names.
pub(super) fn key_column(sheet: &Sheet) -> Option<C> {
    [C::Id, C::Email]
        .into_iter()
        .find(|column| sheet.has(*column))
}

/// A post that nobody holds; several of them are no repetition.
fn is_vacant(name: &str) -> bool {
    const VACANT: [&str; 7] = ["vacant", "vacancy", "open", "tbd", "tbc", "tbh", "unfilled"];
    VACANT.iter().any(|word| name.eq_ignore_ascii_case(word))
}

/// A column of posts whose numbers are percentages of full time.
fn posts_in_percent(sheet: &Sheet) -> bool {
    let Some(index) = sheet.index_of(C::Posts) else {
        return false;
    };
    if sheet.header_at(index).contains('%') {
        return true;
    }
    let mut full = false;
    for record in sheet.records() {
        match values::number(sheet.at(record, index)) {
            Some(number) if (5.0..=100.0).contains(&number) => full |= number >= 100.0,
            Some(_) => return false,
            None => {}
        }
    }
    full
}

/// The name as one: the full one, else first and last; where only one half has a column of its own
/// the `name` column is the other half.
pub(super) fn full_name(sheet: &Sheet, record: usize) -> Cow<'_, str> {
    let [name, first, last] =
        [C::Name, C::FirstName, C::LastName].map(|column| sheet.cell(record, column));
    let name = if NAMELESS.contains(&name) { "" } else { name };
    let halves = match (sheet.has(C::FirstName), sheet.has(C::LastName)) {
        (true, true) if name.is_empty() => [first, last],
        (true, false) if !name.contains(first) => [first, name],
        (false, true) if !name.contains(last) => [name, last],
        _ => [name, ""],
    };
    match halves {
        [whole, ""] | ["", whole] => Cow::Borrowed(whole),
        halves => Cow::Owned(halves.join(" ")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Options;
    use super::super::testing::{issues, notes, org, org_with, people};

    #[test]
    fn keys_are_ids_else_emails_else_names_else_rows() {
        let of = |text: &str| people(&org(&[("staff.csv", text)]));
        assert_eq!(of("id,name\n007,Ana"), "Ana (007)");
        assert_eq!(of("email,name\na@x.org,Ana"), "Ana (a@x.org)");
        assert_eq!(of("name,level\nAna,1\nVacant,2"), "Ana\nVacant (staff:2)");
        assert_eq!(of("unit,title,reports to\nWeb,CEO,"), "staff:1 (CEO) @Web");
    }

    #[test]
    fn names_are_put_together_from_what_there_is() {
        let of = |text: &str| people(&org(&[("people.csv", text)]));
        assert_eq!(of("id,First Name,Last Name\n1,Ana,Lind"), "Ana Lind (1)");
        assert_eq!(of("id,Vorname,Name\n1,Ana,Lind"), "Ana Lind (1)");
        assert_eq!(of("id,Nombre,Apellidos\n1,Ana,Lind"), "Ana Lind (1)");
        assert_eq!(
            of("id,First Name,Last Name,Name\n1,Ana,Lind,Ana B. Lind"),
            "Ana B. Lind (1)"
        );
        assert_eq!(of("id,name\n1,N/D"), "1");
    }

    #[test]
    fn every_row_of_a_repeated_id_stays_and_references_go_to_the_first() {
        let text = "id,name,manager\na,Ana,\na,Bo,\nc,Cy,a\nd,Di,a\nd,Di,a";
        let org = org(&[("people.csv", text)]);
        assert_eq!(
            people(&org),
            "Ana (a)\nBo (a)\nCy (c) <a\nDi (d) <a\nDi (d) <a"
        );
        assert_eq!(org.reports.of(0), [2, 3]);
        assert_eq!(
            issues(&org),
            "people.csv:3:1 DuplicateId person id `a` is given 2 times, in different rows; references to it go to the first\n\
             people.csv:6:1 DuplicateId person id `d` is given 2 times, in identical rows; references to it go to the first"
        );
    }

    #[test]
    fn a_blank_or_repeated_key_is_told() {
        let told = |text: &str| issues(&org(&[("people.csv", text)]));
        assert_eq!(
            told("id,name\n,Ana\nb,Bo"),
            "people.csv:2:1 BadValue a row of people.csv has a blank id, so nothing can refer to this person, here called `people:1`"
        );
        assert_eq!(
            told("name,title\nAna,Nurse\nAna,Gardener"),
            "people.csv:3:1 DuplicateId person name `Ana` is given 2 times, in different rows; references to it go to the first"
        );
    }

    #[test]
    fn rows_that_differ_only_in_manager_are_one_person_with_two() {
        let text = "Employee ID,Name,Manager ID\na,Ana,\nb,Bo,\nc,Cy,a\nc,Cy,b";
        let org = org(&[("workday.csv", text)]);
        assert_eq!(people(&org), "Ana (a)\nBo (b)\nCy (c) <a +b");
        assert_eq!(issues(&org), "");
    }

    #[test]
    fn who_has_left_is_not_counted_and_missed_as_manager() {
        let text = "id,status,end date,manager\na,active,,\nb,terminated,,a\nc,active,2024-01-31,a\nd,active,,b\ne,,,c";
        let files = [("people.csv", text)];
        let org = org(&files);
        assert_eq!(people(&org), "a\nc <a\nd\ne <c");
        assert!(
            notes(&org).contains("1 people have left"),
            "{}",
            notes(&org)
        );
        assert_eq!(
            issues(&org),
            "people.csv:5:11 DepartedPerson `b` in column manager has left the organization"
        );
        let dated = Options {
            as_of: Some(jiff::civil::date(2024, 6, 1)),
            keep_leavers: false,
            models: Vec::new(),
            ..Options::default()
        };
        assert_eq!(people(&org_with(&files, &dated)), "a\nd\ne");
        let all = Options {
            keep_leavers: true,
            ..dated
        };
        assert_eq!(people(&org_with(&files, &all)), "a\nb <a\nc <a\nd <b\ne <c");
    }

    #[test]
    fn ids_that_differ_in_spelling_are_told() {
        let org = org(&[("people.csv", "id,manager\nAna,\nana,\nbo,ANA")]);
        assert_eq!(people(&org), "Ana\nana\nbo <Ana");
        assert_eq!(
            issues(&org),
            "people.csv:3:1 NearDuplicateId person ids `Ana` and `ana` differ only in case, white space or Unicode form\n\
             people.csv:4:4 NearDuplicateId `ANA` in column manager is read as `Ana`, which is spelt differently"
        );
    }

    #[test]
    fn posts_are_numbers_or_percentages() {
        let posts = |text: &str| {
            let org = org(&[("people.csv", text)]);
            org.people.iter().map(|p| p.posts).collect::<Vec<_>>()
        };
        assert_eq!(posts("id,FTE\na,\"0,5\"\nb,3\nc,"), [0.5, 3.0, 1.0]);
        assert_eq!(posts("id,FTE %\na,100\nb,50"), [1.0, 0.5]);
        assert_eq!(posts("id,FTE\na,100\nb,50"), [1.0, 0.5]);
        assert_eq!(posts("id,FTE\na,-1"), [1.0]);
    }

    #[test]
    fn last_days_ask_for_a_day() {
        let org = org(&[("people.csv", "id,end\na,31.12.9999\nb,2024-03\nc,Present\n")]);
        assert_eq!(org.people.len(), 3);
        assert!(
            notes(&org).contains("1 of 3 rows have a last day"),
            "{}",
            notes(&org)
        );
        assert_eq!(
            org.newest.map(|(day, _)| day.to_string()).as_deref(),
            Some("2024-03-01")
        );
        assert!(org.issues.is_empty());
    }

    #[test]
    fn rows_of_two_files_are_compared_by_column() {
        let rows = "a,Ana\n".repeat(12);
        let org = org(&[
            ("people-1.csv", "name,id\nAna,a\n"),
            ("people-2.csv", &format!("id,name\n{rows}")),
        ]);
        let issue = &org.issues[0];
        assert!(
            issue.message.contains("13 times, in identical rows"),
            "{}",
            issue.message
        );
        assert_eq!(issue.related.len(), 8);
        assert_eq!(issue.related[7].1, "and here, and 4 more");
    }

    #[test]
    fn a_second_file_may_bring_the_managers() {
        let users = "userPrincipalName,displayName,objectId,department\nana@x.org,Ana,1,Eng\nbo@x.org,Bo,2,Eng\n";
        let org = org(&[
            ("managers.csv", "id,managerId\n2,1\n"),
            ("AllUsers.csv", users),
        ]);
        assert_eq!(people(&org), "Ana (1) @Eng\nBo (2) @Eng <1");
    }
}
