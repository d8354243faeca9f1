//! People where there is no people table: those whom the other tables name.

use super::reader::{Cell, Reader};
use super::teams::is_none;
use super::values;
use crate::model::{Column as C, Person, Table, Text};

impl<'s> Reader<'s> {
    /// Adds everybody whom memberships, leads, attendance and liaisons name.
    pub(super) fn read_named_people(&mut self) {
        const NAMING: [(Table, C); 5] = [
            (Table::Teams, C::Lead),
            (Table::Memberships, C::Person),
            (Table::Attendance, C::Person),
            (Table::Liaisons, C::Person),
            (Table::Meetings, C::Attendees),
        ];
        for (table, column) in NAMING {
            for (_, sheet) in self.of(table) {
                for record in sheet.records() {
                    let cell = Cell::of(sheet, record, column);
                    for part in values::list(cell.text) {
                        self.add_named(cell.part(part));
                    }
                }
            }
        }
        if !self.org.people.is_empty() {
            self.note(format!(
                "No people table: the {} people are those whom the other files name.",
                self.org.people.len()
            ));
        }
    }

    fn add_named(&mut self, cell: Cell<'s>) {
        let number = cell.text.parse::<f64>().is_ok() && cell.column == C::Attendees;
        if is_none(cell.text)
            || number
            || self.people.find(&self.org.arena, cell.text).id().is_some()
        {
            return;
        }
        let key = self.org.arena.push(cell.text);
        let email = if cell.text.contains('@') {
            key
        } else {
            Text::default()
        };
        self.people
            .add(&self.org.arena, key, Text::default(), email);
        self.org.people.push(Person {
            key,
            name: Text::default(),
            email,
            title: Text::default(),
            level: Text::default(),
            function: Text::default(),
            archetype: Text::default(),
            team: None,
            manager: None,
            posts: 1.0,
            start: None,
            end: None,
            repeated: false,
            row: cell.sheet.row(cell.record),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{notes, org, people};

    #[test]
    fn without_a_people_table_the_others_name_the_people() {
        let org = org(&[
            ("teams.csv", "id,lead\nweb,ana\napp,\n"),
            ("liaisons.csv", "person,targets\nbo,web\nana,app\n"),
        ]);
        assert_eq!(people(&org), "ana\nbo");
        assert_eq!(org.liaisons.len(), 2);
        assert!(
            notes(&org).contains("the 2 people are those"),
            "{}",
            notes(&org)
        );
    }
}
