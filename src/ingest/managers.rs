//! Who reports to whom: solid lines, further solid lines, dotted lines.

use super::reader::{Cell, Reader};
use super::values;
use crate::model::{Column as C, Link, PersonId};

/// Words of a manager cell that mean nobody, unless somebody has such an id.
const NOBODY: [&str; 20] = [
    "na", "n/a", "n/d", "xx", "x", "*", "-", "--", "–", "—", "none", "null", "nil", "nan", "self",
    "#n/a", "n.a.", "root", "top", "keiner",
];

impl<'s> Reader<'s> {
    /// Finds the managers of all people.
    pub(super) fn read_managers(&mut self) {
        for index in 0..self.origins.len() {
            let (sheet, record) = self.origins[index];
            let person = PersonId::at(index);
            self.solid(person, sheet, record);
            self.dotted(person, sheet, record);
        }
        for (person, sheet, record) in std::mem::take(&mut self.matrix_rows) {
            self.solid(person, sheet, record);
        }
        self.org.has_managers = self
            .org
            .people
            .iter()
            .any(|person| person.manager.is_some());
    }

    fn solid(&mut self, person: PersonId, sheet: u32, record: u32) {
        let cell = Cell::of(&self.sheets[sheet as usize], record as usize, C::Manager);
        let mut managers = self.managers(person, cell).into_iter();
        let mut further = None;
        if self.org.people[person.index()].manager.is_none() {
            self.org.people[person.index()].manager = managers.next();
        } else {
            further = managers.next();
        }
        let row = cell.sheet.row(cell.record);
        let known = self.org.people[person.index()].manager;
        let links = further.into_iter().chain(managers);
        let links = links.filter(|manager| Some(*manager) != known);
        self.org.further_managers.extend(links.map(|manager| Link {
            person,
            manager,
            row,
        }));
    }

    fn dotted(&mut self, person: PersonId, sheet: u32, record: u32) {
        let cell = Cell::of(
            &self.sheets[sheet as usize],
            record as usize,
            C::DottedManagers,
        );
        let row = cell.sheet.row(cell.record);
        for manager in self.managers(person, cell) {
            self.org.dotted.push(Link {
                person,
                manager,
                row,
            });
        }
    }

    /// The people a cell names, without the person and without repetition.
    fn managers(&mut self, person: PersonId, cell: Cell<'s>) -> Vec<PersonId> {
        let mut managers = Vec::new();
        for part in values::list(cell.text) {
            if self.is_nobody(part) {
                continue;
            }
            if let Some(manager) = self.person(cell.part(part))
                && !self.is_self(person, manager)
                && !managers.contains(&manager)
            {
                managers.push(manager);
            }
        }
        managers
    }

    fn is_nobody(&self, cell: &str) -> bool {
        NOBODY.iter().any(|word| cell.eq_ignore_ascii_case(word))
            && self.people.exact(&self.org.arena, cell).is_none()
    }

    /// Whether the manager is the person, or the first row of the same id.
    fn is_self(&self, person: PersonId, manager: PersonId) -> bool {
        let key = |id: PersonId| self.org.arena.get(self.org.people[id.index()].key);
        person == manager || key(person) == key(manager)
    }
}
