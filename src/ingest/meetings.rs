//! Meetings, who attends them, and which dated meetings are sessions of one series.

use super::keys::{Clash, fold};
use super::reader::{Cell, Dates, Reader, Words};
use super::sheet::Sheet;
use super::values;
use crate::model::{
    Attendance, AttendeeRole, Column as C, IssueKind, Meeting, MeetingId, PersonId, Purpose,
    SeriesId, Subject, Table, TeamId, Text,
};
use foldhash::fast::FixedState;
use hashbrown::HashMap;

/// Longest meeting believed, in minutes: a week.
const MOST_MINUTES: f64 = 7.0 * 24.0 * 60.0;

/// Most attendees believed.
const MOST_ATTENDEES: f64 = 100_000.0;

/// Attendance rows by meeting and person.
type Present = HashMap<(MeetingId, PersonId), usize, FixedState>;

struct Columns<'s> {
    purpose: Words<'s, Purpose>,
    date: Dates,
    /// Minutes in one unit of the length column.
    scale: f64,
    /// Whether any recurrence could be read.
    recurrence: bool,
    /// Whether the attendees are listed rather than counted.
    listed: bool,
}

impl<'s> Reader<'s> {
    /// Reads meetings and attendance, and finds the series.
    pub(super) fn read_meetings(&mut self) {
        let mut present = Present::default();
        for (number, sheet) in self.of(Table::Meetings) {
            let columns = self.meeting_columns(sheet);
            let mut strangers: Vec<&str> = Vec::new();
            for record in sheet.records() {
                self.read_meeting(
                    number,
                    sheet,
                    record,
                    &columns,
                    &mut present,
                    &mut strangers,
                );
            }
            self.note_strangers(sheet, &mut strangers);
        }
        if !self.has(Table::Meetings) {
            self.meetings_of_attendance();
        }
        self.read_attendance(&mut present);
        self.find_series();
    }

    fn meeting_columns(&mut self, sheet: &'s Sheet) -> Columns<'s> {
        let cells = |column| {
            let all = sheet
                .records()
                .map(move |record| sheet.cell(record, column));
            all.filter(|cell| !cell.is_empty())
        };
        let recurrence = cells(C::PerWeek).any(|cell| values::per_week(cell).is_some());
        if !recurrence && let Some(first) = cells(C::PerWeek).next() {
            self.note(format!(
                "{}: no recurrence could be read (the first is `{first}`); write times per week, or words such as weekly.",
                sheet.short()
            ));
        }
        let header = |column| {
            sheet
                .index_of(column)
                .map_or("", |index| sheet.header_at(index))
        };
        let is_count = |cell: &str| {
            cell.parse::<u32>().is_ok() && self.people.exact(&self.org.arena, cell).is_none()
        };
        let counted = !sheet.has(C::Headcount)
            && cells(C::Attendees).next().is_some()
            && cells(C::Attendees).all(is_count);
        Columns {
            purpose: self.words(sheet, C::Purpose),
            date: self.dates(sheet, C::Date),
            scale: if header(C::Minutes).to_lowercase().contains("hour") {
                60.0
            } else {
                1.0
            },
            recurrence,
            listed: !counted,
        }
    }

    fn read_meeting(
        &mut self,
        number: usize,
        sheet: &'s Sheet,
        record: usize,
        columns: &Columns<'s>,
        present: &mut Present,
        strangers: &mut Vec<&'s str>,
    ) {
        let cell = |column| Cell::of(sheet, record, column);
        let id = if cell(C::Id).text.is_empty() {
            cell(C::Name)
        } else {
            cell(C::Id)
        };
        if id.text.is_empty() {
            self.reject_blank(number, sheet, record, &[C::Id, C::Name]);
            return;
        }
        if self.is_repeated_meeting(id) {
            self.reject(number);
            return;
        }
        let counted = if columns.listed {
            C::Headcount
        } else {
            C::Attendees
        };
        let headcount = self.number(cell(counted), MOST_ATTENDEES);
        let host = self.host(cell(C::Host), strangers);
        let meeting = Meeting {
            key: self.org.arena.push(id.text),
            name: self.text(sheet, record, C::Name),
            purpose: columns
                .purpose
                .get(cell(C::Purpose).text)
                .copied()
                .flatten(),
            per_week: self.per_week(cell(C::PerWeek), columns.recurrence),
            minutes: self.minutes(cell(C::Minutes), columns.scale),
            host,
            decider: self.person(cell(C::Decider)),
            publishes_to: self.text(sheet, record, C::PublishesTo),
            recurring: self.truth(cell(C::Recurring)),
            headcount: headcount.map(|count| count as u32),
            day: self.text(sheet, record, C::Date),
            date: self.date(cell(C::Date), columns.date),
            series: SeriesId(0),
            row: sheet.row(record),
        };
        let id = self.add_meeting(meeting);
        if columns.listed {
            for part in values::list(cell(C::Attendees).text) {
                if let Some(person) = self.person(cell(C::Attendees).part(part)) {
                    self.attend(number, id, person, None, cell(C::Attendees), present);
                }
            }
        }
    }

    fn add_meeting(&mut self, meeting: Meeting) -> MeetingId {
        let texts = (meeting.key, meeting.name);
        let clash = self
            .meetings
            .add(&self.org.arena, texts.0, texts.1, Text::default());
        if let Some(Clash::Near(other)) = clash {
            let known = &self.org.meetings[other as usize];
            let place = known.row.place();
            let [old, new] = [known.key, meeting.key].map(|key| self.org.arena.get(key).to_owned());
            let message = format!(
                "meetings `{old}` and `{new}` differ only in case, white space or Unicode form"
            );
            let issue = self.issue(IssueKind::NearDuplicateId, meeting.row.place(), message);
            issue.related.push((place, format!("`{old}` is here")));
            issue.subjects = vec![Subject::meeting(&old), Subject::meeting(&new)];
        }
        self.org.meetings.push(meeting);
        MeetingId::at(self.org.meetings.len() - 1)
    }

    /// The same id on another day is another session; on the same day it is a duplicate.
    fn is_repeated_meeting(&mut self, id: Cell<'s>) -> bool {
        let Some(first) = self.meetings.exact(&self.org.arena, id.text) else {
            return false;
        };
        let known = &self.org.meetings[first as usize];
        let day = id.sheet.cell(id.record, C::Date);
        if !day.is_empty() && self.org.arena.get(known.day) != day {
            return false;
        }
        let place = known.row.place();
        let message = format!(
            "meeting id `{}` is given twice; only its first row is used",
            id.text
        );
        let issue = self.issue(IssueKind::DuplicateId, id.place(), message);
        issue.help = Some("give each meeting an id of its own, or a date of its own".to_owned());
        issue.related.push((place, "first given here".to_owned()));
        issue.subjects = vec![Subject::meeting(id.text)];
        true
    }

    /// The hosting team: named as such, or the home of the person who hosts. Without a teams table a
    /// host that resembles nothing is a name that says no more, and is only noted.
    fn host(&mut self, cell: Cell<'s>, strangers: &mut Vec<&'s str>) -> Option<TeamId> {
        if cell.text.is_empty() || self.teams.find(&self.org.arena, cell.text).id().is_some() {
            return self.team(cell);
        }
        if let Some(person) = self.people.find(&self.org.arena, cell.text).id() {
            return self.org.people[person as usize].team;
        }
        if self.has(Table::Teams) || self.teams.nearest(&self.org.arena, cell.text).is_some() {
            return self.team(cell);
        }
        strangers.push(cell.text);
        None
    }

    fn note_strangers(&mut self, sheet: &Sheet, strangers: &mut Vec<&str>) {
        let rows = strangers.len();
        strangers.sort_unstable();
        strangers.dedup();
        if rows > 0 {
            self.note(format!(
                "{}: {rows} meetings are hosted by {}, where nobody belongs according to the other files; they have no host team.",
                sheet.short(),
                strangers.join(", ")
            ));
        }
    }

    fn per_week(&mut self, cell: Cell<'s>, readable: bool) -> Option<f64> {
        if cell.text.is_empty() {
            return None;
        }
        let per_week = values::per_week(cell.text);
        if per_week.is_none() && readable {
            self.bad_value(
                cell,
                "a number of times per week or words such as weekly, biweekly, monthly",
            );
        }
        per_week
    }

    fn minutes(&mut self, cell: Cell<'s>, scale: f64) -> Option<f64> {
        if cell.text.is_empty() {
            return None;
        }
        let minutes =
            values::minutes(cell.text, scale).filter(|m| (0.0..=MOST_MINUTES).contains(m));
        if minutes.is_none() {
            self.bad_value(cell, "a length in minutes");
        }
        minutes
    }

    /// Where no meetings table defines them, the meetings are those that attendance names.
    fn meetings_of_attendance(&mut self) {
        for (_, sheet) in self.of(Table::Attendance) {
            for record in sheet.records() {
                let cell = Cell::of(sheet, record, C::Meeting);
                let known = self
                    .meetings
                    .find(&self.org.arena, cell.text)
                    .id()
                    .is_some();
                if cell.text.is_empty() || known {
                    continue;
                }
                let key = self.org.arena.push(cell.text);
                let day = self.text(sheet, record, C::Date);
                self.add_meeting(Meeting {
                    key,
                    name: key,
                    purpose: None,
                    per_week: None,
                    minutes: None,
                    host: None,
                    decider: None,
                    publishes_to: Text::default(),
                    recurring: None,
                    headcount: None,
                    day,
                    date: None,
                    series: SeriesId(0),
                    row: sheet.row(record),
                });
            }
        }
    }

    fn read_attendance(&mut self, present: &mut Present) {
        for (number, sheet) in self.of(Table::Attendance) {
            let roles: Words<'s, AttendeeRole> = self.words(sheet, C::Role);
            for record in sheet.records() {
                let meeting = self.meeting(Cell::of(sheet, record, C::Meeting));
                let person = self.person(Cell::of(sheet, record, C::Person));
                let role = roles.get(sheet.cell(record, C::Role)).copied().flatten();
                if let (Some(meeting), Some(person)) = (meeting, person) {
                    let cell = Cell::of(sheet, record, C::Person);
                    self.attend(number, meeting, person, role, cell, present);
                } else {
                    self.reject_blank(number, sheet, record, &[C::Meeting, C::Person]);
                }
            }
        }
    }

    /// Adds one person to one meeting; a repetition counts once, and is an issue only where it
    /// contradicts the role.
    fn attend(
        &mut self,
        number: usize,
        meeting: MeetingId,
        person: PersonId,
        role: Option<AttendeeRole>,
        cell: Cell<'s>,
        present: &mut Present,
    ) {
        let row = cell.sheet.row(cell.record);
        let Some(known) = present.get(&(meeting, person)).copied() else {
            present.insert((meeting, person), self.org.attendance.len());
            self.org.attendance.push(Attendance {
                meeting,
                person,
                role,
                row,
            });
            return;
        };
        self.reject(number);
        let before = &mut self.org.attendance[known];
        let (Some(old), Some(new)) = (before.role, role) else {
            before.role = before.role.or(role);
            return;
        };
        if old != new {
            let place = before.row.place();
            let [who, what] = [
                self.org.people[person.index()].key,
                self.org.meetings[meeting.index()].key,
            ]
            .map(|key| self.org.arena.get(key).to_owned());
            let message = format!(
                "`{who}` attends meeting `{what}` both as {} and as {}; the first counts",
                old.name(),
                new.name()
            );
            let issue = self.issue(IssueKind::BadValue, row.place(), message);
            issue
                .related
                .push((place, format!("as {} here", old.name())));
            issue.subjects = vec![Subject::person(&who), Subject::meeting(&what)];
        }
    }

    /// Dated meetings with one host and one name, apart from what differs between sessions, are a
    /// series; so are those with one id. Every other meeting is a series of its own.
    fn find_series(&mut self) {
        let mut known: HashMap<(bool, String), u32, FixedState> = HashMap::default();
        for index in 0..self.org.meetings.len() {
            let meeting = &self.org.meetings[index];
            let key = self.org.arena.get(meeting.key);
            let form = if meeting.day.is_empty() {
                (true, format!("{key}\n{index}"))
            } else if self.meetings.exact(&self.org.arena, key) != Some(index as u32) {
                // A further session of an id: the series of the first.
                let first = self.meetings.exact(&self.org.arena, key).unwrap_or(0);
                self.org.meetings[index].series = self.org.meetings[first as usize].series;
                continue;
            } else {
                let name = if meeting.name.is_empty() {
                    meeting.key
                } else {
                    meeting.name
                };
                let stem = values::series_stem(self.org.arena.get(name));
                let host = self.sheet_host(meeting);
                (false, format!("{host}\n{stem}"))
            };
            let next = known.len() as u32;
            let series = *known.entry(form).or_insert(next);
            self.org.meetings[index].series = SeriesId(series);
        }
        self.org.series = known.len() as u32;
    }

    /// The host as written, so that hosts without a team keep their series apart.
    fn sheet_host(&self, meeting: &Meeting) -> String {
        let sheet = self
            .sheets
            .iter()
            .find(|sheet| sheet.file == meeting.row.file);
        sheet.map_or(String::new(), |sheet| {
            fold(sheet.cell(meeting.row.number as usize, C::Host))
        })
    }
}
