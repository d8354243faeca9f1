//! Rows that give an id again: one person with two managers, a second file with more columns, the same
//! row twice, or another person whose key is wrong. Knows nothing of how people are read.

use super::people::key_column;
use super::reader::Reader;
use super::sheet::Sheet;
use crate::model::{Column as C, IssueKind, Person, Subject};
use std::collections::BTreeMap;

/// Places of one duplicate that are told.
const RELATED: usize = 7;

/// Rows of one id after its first, with the record and whether it equals the first.
pub(super) type Repeats = BTreeMap<u32, Vec<(usize, usize, bool)>>;

impl Reader<'_> {
    /// Whether a row repeats another of the same sheet in all but its manager: one person with two
    /// solid lines, as matrix exports write it.
    pub(super) fn is_matrix_row(
        &self,
        first: u32,
        number: usize,
        sheet: &Sheet,
        record: usize,
    ) -> bool {
        let (other_sheet, other) = self.origins[first as usize];
        if other_sheet as usize != number || !sheet.has(C::Manager) {
            return false;
        }
        let managers = sheet.offers_of(C::Manager);
        let mut differs = false;
        for (index, cell) in sheet.grid.cells(record).enumerate() {
            if cell != sheet.grid.cell(other as usize, index) {
                if !managers.contains(&(index as u16)) {
                    return false;
                }
                differs = true;
            }
        }
        differs
    }

    /// Whether a row of another file adds the manager that the person's own file has no column for,
    /// as directories export it.
    pub(super) fn is_supplement(&self, first: u32, number: usize, sheet: &Sheet) -> bool {
        let (other, _) = self.origins[first as usize];
        other as usize != number
            && sheet.has(C::Manager)
            && !self.sheets[other as usize].has(C::Manager)
    }

    pub(super) fn same_cells(&self, first: u32, (number, record): (usize, usize)) -> bool {
        let (sheet, other) = self.origins[first as usize];
        let (one, two) = (&self.sheets[sheet as usize], &self.sheets[number]);
        if sheet as usize == number {
            return two.grid.cells(record).eq(one.grid.cells(other as usize));
        }
        // Files may order their columns differently.
        let same = |column: &C| one.cell(other as usize, *column) == two.cell(record, *column);
        C::ALL.iter().all(same)
    }

    pub(super) fn near_people(&mut self, person: &Person, other: u32) {
        let key = self.org.arena.get(person.key).to_owned();
        let known = &self.org.people[other as usize];
        let known_key = self.org.arena.get(known.key).to_owned();
        let related = known.row.place();
        let column = self.org_column(person.row.file, C::Id);
        let named = |name| match self.org.arena.get(name) {
            name if name.is_empty() || name == key || name == known_key => String::new(),
            name => format!(" ({name})"),
        };
        let message = format!(
            "person ids `{known_key}`{} and `{key}`{} differ only in case, white space or Unicode form",
            named(known.name),
            named(person.name)
        );
        let issue = self.issue(IssueKind::NearDuplicateId, person.row.cell(column), message);
        issue.help = Some("if both mean one person, keep one spelling and one row".to_owned());
        issue
            .related
            .push((related, format!("`{known_key}` is here")));
        issue.subjects = vec![Subject::person(&known_key), Subject::person(&key)];
    }

    pub(super) fn report_repeats(&mut self, repeats: &Repeats) {
        for (first, rows) in repeats {
            let key = self.org.people[*first as usize].key;
            let key = self.org.arena.get(key).to_owned();
            let cell = |number: usize, record: usize| {
                let sheet = &self.sheets[number];
                let column = key_column(sheet).unwrap_or(C::Name);
                (column, sheet.row(record).cell(sheet.index_of(column)))
            };
            let (sheet, record) = self.origins[*first as usize];
            let (column, home) = cell(sheet as usize, record as usize);
            let places: Vec<_> = rows.iter().map(|(n, at, _)| cell(*n, *at).1).collect();
            let Some((place, others)) = places.split_first() else {
                continue;
            };
            let equal = rows.iter().all(|(.., same)| *same);
            let message = format!(
                "person {} `{key}` is given {} times, in {} rows; references to it go to the first",
                column.name(),
                rows.len() + 1,
                if equal { "identical" } else { "different" }
            );
            let issue = self.issue(IssueKind::DuplicateId, *place, message);
            issue.help = Some(if equal {
                "delete all but one of the rows".to_owned()
            } else {
                "give each person an id of their own, or merge the rows".to_owned()
            });
            issue.related.push((home, "first given here".to_owned()));
            let shown = others.iter().take(RELATED);
            issue
                .related
                .extend(shown.map(|at| (*at, "and here".to_owned())));
            if let (Some(more), Some((_, last))) = (
                others.len().checked_sub(RELATED).filter(|more| *more > 0),
                issue.related.last_mut(),
            ) {
                *last = format!("and here, and {more} more");
            }
            issue.subjects = vec![Subject::person(&key)];
        }
    }
}
