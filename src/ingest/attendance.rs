//! Who attends which meeting: lists in the cells of meetings, and the attendance tables. Guests from
//! outside, whose e-mail domain nobody of the organization has, take a seat and are no fault.

use super::cells::Words;
use super::column::References;
use super::keys::{Found, fold};
use super::reader::{Cell, Reader};
use super::sheet::Sheet;
use super::values;
use crate::model::{Attendance, AttendeeRole, Column as C, IssueKind, MeetingId, PersonId, Table};
use foldhash::fast::FixedState;
use hashbrown::{HashSet, HashTable};
use std::hash::BuildHasher;

/// Who was found to attend.
#[derive(Default)]
pub(super) struct Present {
    /// Numbers of attendance rows by meeting and person.
    rows: HashTable<u32>,
    /// Addresses from outside, by meeting.
    guests: HashSet<(MeetingId, String), FixedState>,
    /// Domains of the organization's own addresses, once somebody had to be judged by them.
    domains: Option<HashSet<String, FixedState>>,
}

impl<'s> Reader<'s> {
    /// Reads the people whom the cells of one meeting list.
    pub(super) fn read_attendees(
        &mut self,
        number: usize,
        sheet: &'s Sheet,
        record: usize,
        id: MeetingId,
        present: &mut Present,
    ) {
        for index in sheet.all_of(C::Attendees) {
            let cell = Cell::at(sheet, record, C::Attendees, index);
            let optional = cell.header().to_lowercase().starts_with("optional");
            let role = optional.then_some(AttendeeRole::Optional);
            for part in self.people_in(cell.text) {
                let cell = cell.part(part);
                if self.is_guest(cell, id, present) {
                    continue;
                }
                if let Some(person) = self.person(cell) {
                    self.attend(number, id, person, role, cell, present);
                }
            }
        }
    }

    /// Reads the attendance tables.
    pub(super) fn read_attendance(&mut self, present: &mut Present) {
        for (number, sheet) in self.of(Table::Attendance) {
            if self.is_foreign(number, sheet, C::Person) {
                continue;
            }
            let roles: Words<'s, AttendeeRole> = self.words(sheet, C::Role);
            let (meetings, arena) = (&self.meetings, &self.org.arena);
            let meetings = References::new(meetings, arena, sheet, sheet.index_of(C::Meeting));
            let people = self.people_at(sheet, sheet.index_of(C::Person));
            self.org.attendance.reserve(sheet.grid.records());
            for record in sheet.records() {
                let meeting = self.meeting_of(&meetings, Cell::of(sheet, record, C::Meeting));
                let role = roles.get(sheet.cell(record, C::Role)).copied().flatten();
                let cell = Cell::of(sheet, record, C::Person);
                if let (Some(meeting), Some(person)) = (meeting, people.get(record)) {
                    self.attend(number, meeting, PersonId(person), role, cell, present);
                    continue;
                }
                let mut used = false;
                for part in self.people_in(cell.text) {
                    let cell = cell.part(part);
                    if let Some(meeting) = meeting
                        && self.is_guest(cell, meeting, present)
                    {
                        used = true;
                    } else if let (Some(person), Some(meeting)) = (self.person(cell), meeting) {
                        self.attend(number, meeting, person, role, cell, present);
                        used = true;
                    }
                }
                if !used {
                    self.reject_blank(number, sheet, record, &[C::Meeting, C::Person]);
                }
            }
        }
    }

    /// The people a cell lists: parts between `;` or line ends, and between commas where a part names
    /// nobody as a whole but its pieces do. `Lind, Ana` stays one where it is a name.
    pub(super) fn people_in(&self, text: &'s str) -> Vec<&'s str> {
        let known = |piece: &str| self.people.find(&self.org.arena, piece) != Found::Missing;
        let mut parts = Vec::new();
        for part in values::list(text) {
            if !part.contains(',') || known(part) {
                parts.push(part);
                continue;
            }
            let pieces = pieces(part, &known);
            let several = pieces.len() > 2;
            if several
                || pieces
                    .iter()
                    .any(|piece| known(piece) || piece.contains('@'))
            {
                parts.extend(pieces);
            } else {
                parts.push(part);
            }
        }
        parts
    }

    /// Whether a cell is the address of somebody from outside, who then takes a seat.
    fn is_guest(&mut self, cell: Cell<'s>, meeting: MeetingId, present: &mut Present) -> bool {
        let address = values::address(cell.text);
        let Some((_, domain)) = address.split_once('@') else {
            return false;
        };
        let known = |directory: &super::keys::Directory| {
            directory.find(&self.org.arena, cell.text) != Found::Missing
        };
        if known(&self.people) || known(&self.left) {
            return false;
        }
        let domains = present.domains.get_or_insert_with(|| {
            let emails = self.org.people.iter().flat_map(|p| [p.email, p.key]);
            let texts = emails.map(|text| fold(self.org.arena.get(text)));
            texts
                .filter_map(|email| Some(email.split_once('@')?.1.to_owned()))
                .collect()
        });
        if domains.is_empty() || domains.contains(&fold(domain)) {
            return false;
        }
        if present.guests.insert((meeting, fold(address))) {
            self.org.meetings[meeting.index()].guests += 1;
        }
        true
    }

    /// One note for all guests.
    pub(super) fn note_guests(&mut self, present: &Present) {
        let mut domains: Vec<&str> = present
            .guests
            .iter()
            .filter_map(|(_, address)| Some(address.split_once('@')?.1))
            .collect();
        if domains.is_empty() {
            return;
        }
        domains.sort_unstable();
        domains.dedup();
        let shown = domains.iter().take(3).copied().collect::<Vec<_>>();
        self.note(format!(
            "{} seats in meetings are those of guests from outside ({}{}), whose e-mail domain nobody of the people has; they count as seats only.",
            present.guests.len(),
            shown.join(", "),
            if domains.len() > 3 { " …" } else { "" }
        ));
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
        let attendance = &mut self.org.attendance;
        let pair = hash(meeting, person);
        let of = |row: &Attendance| (row.meeting, row.person);
        let same = |known: &u32| of(&attendance[*known as usize]) == (meeting, person);
        let Some(known) = present.rows.find(pair, same).copied() else {
            let again = |known: &u32| {
                let (meeting, person) = of(&attendance[*known as usize]);
                hash(meeting, person)
            };
            let next = attendance.len() as u32;
            present.rows.insert_unique(pair, next, again);
            attendance.push(Attendance {
                meeting,
                person,
                role,
                row,
            });
            return;
        };
        let known = known as usize;
        self.reject(number);
        let before = &mut self.org.attendance[known];
        let (Some(old), Some(new)) = (before.role, role) else {
            before.role = before.role.or(role);
            return;
        };
        if old != new {
            let place = before.row.place();
            let (who, what) = (self.org.person(person), self.org.meeting(meeting));
            let message = format!(
                "{} attends {} both as {} and as {}; the first counts",
                who.label(),
                what.label(),
                old.name(),
                new.name()
            );
            let subjects = vec![who.subject(), what.subject()];
            let issue = self.issue(IssueKind::BadValue, row.place(), message);
            issue
                .related
                .push((place, format!("as {} here", old.name())));
            issue.subjects = subjects;
        }
    }
}

fn hash(meeting: MeetingId, person: PersonId) -> u64 {
    FixedState::default().hash_one((meeting, person))
}

/// The pieces between commas; two neighbours that only together are known stay together.
fn pieces<'s>(part: &'s str, known: &dyn Fn(&str) -> bool) -> Vec<&'s str> {
    let ends = part.match_indices(',').map(|(at, _)| at);
    let ends: Vec<usize> = ends.chain([part.len()]).collect();
    let (mut pieces, mut start, mut at) = (Vec::new(), 0, 0);
    while let Some(end) = ends.get(at).copied() {
        let one = part.get(start..end).unwrap_or("").trim();
        let next = ends.get(at + 1).copied();
        let two = next.and_then(|end| part.get(start..end)).map(str::trim);
        let (piece, last) = match (two, next) {
            (Some(two), Some(last)) if !known(one) && known(two) => {
                at += 1;
                (two, last)
            }
            _ => (one, end),
        };
        if !piece.is_empty() {
            pieces.push(piece);
        }
        start = last + 1;
        at += 1;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::super::testing::{issues, notes, org};
    use crate::model::Org;

    const PEOPLE: (&str, &str) = (
        "people.csv",
        "id,name,email,team\np1,Ana Lind,ana@x.org,web\np2,Bo Ek,bo@x.org,app\np3,\"Day, Cy\",cy@x.org,app\n",
    );

    fn seats(org: &Org) -> String {
        let lines = org.meetings().map(|meeting| {
            let who: Vec<&str> = meeting.attendance().map(|row| row.person().key()).collect();
            let guests = meeting.record().guests;
            format!("{} {} +{guests}", meeting.key(), who.join("+"))
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn people_in_one_cell_are_told_apart() {
        let org = org(&[
            PEOPLE,
            (
                "meetings.csv",
                "id,Required Attendees,Optional Attendees\n\
                 m1,\"Ana Lind, Bo Ek\",cy@x.org\n\
                 m2,\"Day, Cy, Lind, Ana\",\n\
                 m3,\"Ana Lind <ana@x.org>, bo@x.org\",\n",
            ),
        ]);
        assert_eq!(issues(&org), "");
        assert_eq!(seats(&org), "m1 p1+p2+p3 +0\nm2 p3+p1 +0\nm3 p1+p2 +0");
    }

    #[test]
    fn guests_from_outside_take_seats_and_make_one_note() {
        let org = org(&[
            PEOPLE,
            (
                "meetings.csv",
                "id,guests\nm1,\"ana@x.org, joe@y.com, jim@y.com\"\nm2,all@x.org\n",
            ),
            (
                "attendance.csv",
                "meeting,who\nm1,joe@y.com\nm1,Jo <jo@z.com>\n",
            ),
        ]);
        assert_eq!(seats(&org), "m1 p1 +3\nm2  +0");
        assert!(
            notes(&org)
                .contains("3 seats in meetings are those of guests from outside (y.com, z.com)"),
            "{}",
            notes(&org)
        );
        assert_eq!(org.issues.len(), 1, "{}", issues(&org));
    }
}
