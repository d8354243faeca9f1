//! People whose rows hold nothing unusual, read in parallel. All others are left to the careful reading
//! row by row, which tells what is wrong with them. Knows nothing of other people.

use super::column::TASK;
use super::people::full_name;
use super::reader::Reader;
use super::sheet::Sheet;
use crate::model::{Column as C, Person};
use rayon::prelude::*;

impl Reader<'_> {
    /// The people of rows in which nothing is unusual, in parallel.
    pub(super) fn drafts(
        &self,
        sheet: &Sheet,
        records: &[usize],
        percent: bool,
    ) -> Vec<Option<Person>> {
        let rows = records.par_iter().with_min_len(TASK);
        rows.map(|record| self.draft(sheet, *record).filter(|_| !percent))
            .collect()
    }

    /// The person of a row without state, dates and posts, whose cells need no copy.
    fn draft(&self, sheet: &Sheet, record: usize) -> Option<Person> {
        let cell = |column| sheet.cell(record, column);
        let special = [C::Status, C::Start, C::End, C::Posts];
        if special.iter().any(|column| !cell(*column).is_empty()) {
            return None;
        }
        let text = |column| self.org.arena.find(cell(column));
        let keys = [C::Id, C::Email];
        let key = keys.into_iter().find(|column| !cell(*column).is_empty())?;
        Some(Person {
            key: text(key)?,
            name: self.org.arena.find(&full_name(sheet, record))?,
            email: text(C::Email)?,
            title: text(C::Title)?,
            level: text(C::Level)?,
            function: text(C::Function)?,
            archetype: text(C::Archetype)?,
            team: None,
            manager: None,
            posts: 1.0,
            start: None,
            end: None,
            repeated: false,
            row: sheet.row(record),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{org, people};

    #[test]
    fn plain_rows_and_unusual_ones_keep_their_order() {
        let text = "id,name,status\na,Ana,\nb,\"Bo \"\"B\"\" Ek\",\nc,Cy,active\nd,Di,\n,Ed,\n";
        assert_eq!(
            people(&org(&[("people.csv", text)])),
            "Ana (a)\nBo \"B\" Ek (b)\nCy (c)\nDi (d)\nEd (people:5)"
        );
    }

    #[test]
    fn posts_in_percent_are_never_plain() {
        let org = org(&[("people.csv", "id,FTE %\na,100\nb,\n")]);
        let posts: Vec<f32> = org.people.iter().map(|person| person.posts).collect();
        assert_eq!(posts, [1.0, 0.01]);
    }
}
