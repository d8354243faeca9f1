//! The last step: the lists that views need, how each file was read, and issues in file order.

use super::reader::Reader;
use crate::model::{Lists, Org};
use crate::source::{At, Place};

impl Reader<'_> {
    /// Completes the organization.
    pub(super) fn finish(self) -> Org {
        let mut org = self.org;
        mark_repeated(&mut org, self.people.repeats());
        // What found the records is large and not needed any more.
        drop((self.people, self.left, self.teams, self.meetings));
        let pairs = |owner: Option<u32>, item: usize| owner.map(|owner| (owner, item as u32));
        let people = || {
            let rows = org.people.iter().enumerate();
            rows.filter(|(_, person)| !person.repeated)
        };
        let reports: Vec<_> = people()
            .filter_map(|(index, person)| pairs(person.manager.map(|id| id.0), index))
            .collect();
        let residents: Vec<_> = people()
            .filter_map(|(index, person)| pairs(person.team.map(|id| id.0), index))
            .collect();
        let teams = org.teams.iter().enumerate();
        let children: Vec<_> = teams
            .filter_map(|(index, team)| pairs(team.parent.map(|id| id.0), index))
            .collect();
        let meetings = org.meetings.iter().enumerate();
        let sessions: Vec<_> = meetings
            .map(|(index, meeting)| (meeting.series.0, index as u32))
            .collect();
        let rows = org.attendance.iter().enumerate();
        let attendance: Vec<_> = rows
            .map(|(index, row)| (row.meeting.0, index as u32))
            .collect();
        org.reports = Lists::group(org.people.len(), &reports);
        org.residents = Lists::group(org.teams.len(), &residents);
        org.children = Lists::group(org.teams.len(), &children);
        org.sessions = Lists::group(org.series as usize, &sessions);
        org.attendance_of = Lists::group(org.meetings.len(), &attendance);
        let reads = self.sheets.iter().zip(&self.rejected);
        org.reads = reads
            .map(|(sheet, rejected)| sheet.read(*rejected))
            .collect();
        org.issues.sort_by_key(|issue| order(issue.place));
        org.issues
            .dedup_by(|b, a| a.kind == b.kind && a.place == b.place && a.message == b.message);
        org
    }
}

/// File, then row, then column; what is about the whole file comes first.
fn order(place: Place) -> (u32, u32, u32) {
    let (row, column) = match place.at {
        At::File => (0, 0),
        At::Bytes(start, _) => (0, start),
        At::Row(row) => (row, 0),
        At::Cell(row, column) => (row, u32::from(column) + 1),
    };
    (place.file.0, row, column)
}

/// Marks every further row of an id. Where the name serves as the id two rows may well be two people,
/// and none is marked.
fn mark_repeated(org: &mut Org, repeats: &[u32]) {
    for index in repeats {
        let person = &org.people[*index as usize];
        let repeated = org.arena.get(person.key) != org.arena.get(person.name);
        org.people[*index as usize].repeated = repeated;
    }
}
