//! Meetings, who attends them, and which dated meetings are sessions of one series.

use super::attendance::Present;
use super::cells::{Dates, Words};
use super::column::References;
use super::keys::Clash;
use super::reader::{Cell, Reader};
use super::sheet::Sheet;
use super::values;
use crate::model::{
    Column as C, IssueKind, Meeting, MeetingId, Purpose, SeriesId, Subject, Table, TeamId, Text,
};

/// Longest meeting believed, in minutes: a week.
const MOST_MINUTES: f64 = 7.0 * 24.0 * 60.0;

/// Most attendees believed.
const MOST_ATTENDEES: f64 = 100_000.0;

struct Columns<'s> {
    purpose: Words<'s, Purpose>,
    date: Dates,
    /// Minutes in one unit of the length column.
    scale: f64,
    /// Whether any recurrence could be read.
    recurrence: bool,
    /// Whether the attendees are listed rather than counted.
    listed: bool,
    /// Hosting teams.
    hosts: References,
}

impl<'s> Reader<'s> {
    /// Reads meetings and attendance, and finds the series.
    pub(super) fn read_meetings(&mut self) {
        let mut present = Present::default();
        for (number, sheet) in self.of(Table::Meetings) {
            let columns = self.meeting_columns(sheet);
            let mut strangers: Vec<&str> = Vec::new();
            self.org.meetings.reserve(sheet.grid.records());
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
        self.note_guests(&present);
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
                "{}: no recurrence could be read (the first is `{}`); write times per week, or words such as weekly.",
                sheet.short(),
                values::shown(first)
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
            hosts: self.teams_in(sheet, C::Host),
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
        let known = columns.hosts.get(record).map(TeamId);
        let host = known.or_else(|| self.host(cell(C::Host), strangers));
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
            guests: 0,
            day: self.text(sheet, record, C::Date),
            date: self.date(cell(C::Date), columns.date),
            series: SeriesId(0),
            row: sheet.row(record),
        };
        let id = self.add_meeting(meeting);
        if columns.listed {
            self.read_attendees(number, sheet, record, id, present);
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
                    guests: 0,
                    day,
                    date: None,
                    series: SeriesId(0),
                    row: sheet.row(record),
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{issues, notes, org};
    use crate::model::Org;

    const PEOPLE: (&str, &str) = ("people.csv", "id,name,team\np1,Ana,web\np2,Bo,app\n");

    fn shown(org: &Org) -> String {
        let lines = org.meetings().map(|meeting| {
            let record = meeting.record();
            let who: Vec<&str> = meeting.attendance().map(|row| row.person().key()).collect();
            format!(
                "{} s{} host={} week={:?} min={:?} heads={:?} who={}",
                meeting.key(),
                record.series.0,
                meeting.host().map_or("-", |team| team.key()),
                record.per_week,
                record.minutes,
                record.headcount,
                who.join("+")
            )
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn meetings_have_attendees_from_either_table() {
        let org = org(&[
            PEOPLE,
            (
                "meetings.csv",
                "id,name,per_week,minutes,host,attendees\nm1,Plan,weekly,60,web,p1;p2\nm2,Demo,0.5,1:30,Ana,\n",
            ),
            (
                "attendance.csv",
                "meeting,person,role\nm2,p2,required\nDemo,p2,optional\nm1,p1,\nm9,p1,\n",
            ),
        ]);
        assert_eq!(
            shown(&org),
            "m1 s0 host=web week=Some(1.0) min=Some(60.0) heads=None who=p1+p2\n\
             m2 s1 host=web week=Some(0.5) min=Some(90.0) heads=None who=p2"
        );
        assert_eq!(
            issues(&org),
            "attendance.csv:3:1 BadValue Bo (p2) attends Demo both as required and as optional; the first counts\n\
             attendance.csv:5:1 UnknownReference unknown meeting `m9` in column meeting of attendance.csv: none of the 2 meetings has this id or name"
        );
    }

    #[test]
    fn dated_meetings_of_one_host_and_name_are_a_series() {
        let org = org(&[
            PEOPLE,
            (
                "meetings.csv",
                "id,title,date,host,attendees\na,Plan 1 March,2024-03-01,web,9\nb,Plan 8 March,2024-03-08,web,10\nc,Plan,2024-03-08,app,4\nd,Plan,,web,\nr,Sync,2024-01-01,web,\nr,Sync,2024-01-08,web,\n",
            ),
        ]);
        let series: Vec<u32> = org.meetings.iter().map(|m| m.series.0).collect();
        assert_eq!(series, [0, 0, 1, 2, 3, 3]);
        assert_eq!(org.series, 4);
        assert_eq!(org.meetings[1].headcount, Some(10));
        assert_eq!(issues(&org), "");
    }

    #[test]
    fn without_a_meetings_table_attendance_names_the_meetings() {
        let org = org(&[
            PEOPLE,
            ("attendees.csv", "meeting,email\nDaily,p1\nDaily,p2\n"),
        ]);
        assert_eq!(
            shown(&org),
            "Daily s0 host=- week=None min=None heads=None who=p1+p2"
        );
    }

    #[test]
    fn hosts_that_are_no_team_are_noted_or_told() {
        let meetings = (
            "meetings.csv",
            "id,name,host,minutes\nm1,Plan,committee,30\nm2,Plan,wbe,30\n",
        );
        let org = org(&[PEOPLE, meetings]);
        assert!(
            notes(&org).contains("hosted by committee"),
            "{}",
            notes(&org)
        );
        assert!(
            issues(&org).contains("did you mean `web`"),
            "{}",
            issues(&org)
        );
    }

    #[test]
    fn a_repeated_meeting_without_a_day_of_its_own_counts_once() {
        let org = org(&[
            PEOPLE,
            ("meetings.csv", "id,name,minutes\nm1,Plan,30\nm1,Plan,45\n"),
        ]);
        assert_eq!(org.meetings.len(), 1);
        assert!(
            issues(&org).contains("DuplicateId meeting id `m1`"),
            "{}",
            issues(&org)
        );
    }
}
