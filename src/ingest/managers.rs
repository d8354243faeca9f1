//! Who reports to whom: solid lines, further solid lines, dotted lines.

use super::column::References;
use super::reader::{Cell, Reader};
use super::sheet::Sheet;
use super::values;
use crate::model::{Column as C, Link, PersonId, Table};

/// Words of a manager cell that mean nobody, unless somebody has such an id.
const NOBODY: [&str; 32] = [
    "na",
    "n/a",
    "n/d",
    "xx",
    "x",
    "*",
    "-",
    "--",
    "–",
    "—",
    "none",
    "null",
    "nil",
    "nan",
    "self",
    "#n/a",
    "n.a.",
    "root",
    "top",
    "keiner",
    "no_manager",
    "no manager",
    "(blank)",
    "blank",
    "(none)",
    "(null)",
    "(empty)",
    "vacant",
    "vacancy",
    "tbd",
    "tbh",
    "no_hr",
];

/// What the rows of a sheet may say of managers.
struct Columns {
    /// Managers by the only column that names them.
    solid: References,
    /// Whether any column names dotted lines.
    dotted: bool,
}

impl<'s> Reader<'s> {
    /// Finds the managers of all people.
    pub(super) fn read_managers(&mut self) {
        let columns = |sheet: &Sheet| Columns {
            solid: match sheet.all_of(C::Manager).as_slice() {
                [only] if sheet.table == Table::People => self.people_at(sheet, Some(*only)),
                _ => References::default(),
            },
            dotted: !sheet.offers_of(C::DottedManagers).is_empty(),
        };
        let columns: Vec<Columns> = self.sheets.iter().map(columns).collect();
        for index in 0..self.origins.len() {
            let (sheet, record) = self.origins[index];
            let person = PersonId::at(index);
            let known = &columns[sheet as usize];
            match known.solid.get(record as usize).map(PersonId) {
                // Nobody has a manager yet, and no cell names two.
                Some(manager) if !self.names_self(person, manager, sheet, record) => {
                    self.org.people[index].manager = Some(manager);
                }
                _ => self.solid(person, sheet, record),
            }
            if known.dotted {
                self.dotted(person, sheet, record);
            }
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

    /// Whether a cell that is a manager's key names the person of the row. The key need not be looked
    /// up: it is what the cell says.
    fn names_self(&self, person: PersonId, manager: PersonId, sheet: u32, record: u32) -> bool {
        let cell = self.sheets[sheet as usize].cell(record as usize, C::Manager);
        person == manager || self.org.arena.get(self.org.people[person.index()].key) == cell
    }

    fn solid(&mut self, person: PersonId, sheet: u32, record: u32) {
        let (sheet, record) = (&self.sheets[sheet as usize], record as usize);
        let cells = sheet.all_of(C::Manager);
        let mut all: Vec<PersonId> = Vec::new();
        for index in cells {
            let cell = Cell::at(sheet, record, C::Manager, index);
            for manager in self.managers(person, cell) {
                if !all.contains(&manager) {
                    all.push(manager);
                }
            }
        }
        let mut managers = all.into_iter();
        let mut further = None;
        if self.org.people[person.index()].manager.is_none() {
            self.org.people[person.index()].manager = managers.next();
        } else {
            further = managers.next();
        }
        let row = sheet.row(record);
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
        let (sheet, record) = (&self.sheets[sheet as usize], record as usize);
        let row = sheet.row(record);
        let mut known = Vec::new();
        for index in sheet.offers_of(C::DottedManagers) {
            let cell = Cell::at(sheet, record, C::DottedManagers, index);
            for manager in self.managers(person, cell) {
                if !known.contains(&manager) {
                    known.push(manager);
                    self.org.dotted.push(Link {
                        person,
                        manager,
                        row,
                    });
                }
            }
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
        means_nobody(cell) && self.people.exact(&self.org.arena, cell).is_none()
    }

    /// Whether the manager is the person, or the first row of the same id.
    fn is_self(&self, person: PersonId, manager: PersonId) -> bool {
        let key = |id: PersonId| self.org.arena.get(self.org.people[id.index()].key);
        person == manager || key(person) == key(manager)
    }
}

/// Whether a manager cell says that there is none.
pub(super) fn means_nobody(cell: &str) -> bool {
    cell.is_empty() || NOBODY.iter().any(|word| cell.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{issues, notes, org, people};
    use super::super::{Input, Options};
    use crate::model::Column as C;

    fn of(text: &str) -> String {
        people(&org(&[("people.csv", text)]))
    }

    #[test]
    fn numbered_and_configured_manager_columns_all_count() {
        let table = "Emp ID,Name,Manager 1,Manager 2\na,Ana,NO_MANAGER,\nb,Bo,a,\nc,Cy,b,a\n";
        let read = org(&[("people.csv", table)]);
        assert_eq!(people(&read), "Ana (a)\nBo (b) <a\nCy (c) <b +a");
        let headers = ["Manager 1", "Manager 2"].map(str::to_owned).to_vec();
        let mut input = Input::new("people.csv", table);
        input.spec.columns = vec![(C::Manager, headers)];
        let read = super::super::read(vec![input], &Options::default()).unwrap();
        assert_eq!(people(&read), "Ana (a)\nBo (b) <a\nCy (c) <b +a");
    }

    #[test]
    fn managers_are_ids_emails_or_unique_names() {
        let text = "id,name,email,manager\n1,Ana Lind,ana@x.org,\n2,Bo Ek,,1\n3,Cy,,ANA@x.org\n4,Di,,Ana Lind\n5,Ed,,\"Ek, Bo\"\n6,Flo,,Bo Ek (2)";
        assert_eq!(
            of(text),
            "Ana Lind (1)\nBo Ek (2) <1\nCy (3) <1\nDi (4) <1\nEd (5) <2\nFlo (6) <2"
        );
    }

    #[test]
    fn roots_are_marked_in_many_ways() {
        for mark in [
            "", "NA", "N/A", "n/a", "XX", "*", "-", "none", "null", "self", "a", "A ",
        ] {
            let org = org(&[("people.csv", &format!("id,manager\na,{mark}\nb,a"))]);
            assert_eq!(people(&org), "a\nb <a", "{mark}");
        }
        assert_eq!(of("id,manager\nNA,\nb,NA"), "NA\nb <NA");
    }

    #[test]
    fn further_managers_and_dotted_lines() {
        assert_eq!(
            of("id,manager,Dotted Line,Matrix Manager\na,,,\nb,,,\nc,a;b,,\nd,a,b;c,a"),
            "a\nb\nc <a +b\nd <a ~b ~c ~a"
        );
    }

    #[test]
    fn an_unknown_manager_is_told_with_the_nearest() {
        let org = org(&[("people.csv", "id,manager\nboss1,\nb,bos1")]);
        assert_eq!(
            issues(&org),
            "people.csv:3:3 UnknownReference unknown person `bos1` in column manager of people.csv: none of the 2 people has this id, e-mail or name; did you mean `boss1`?"
        );
        assert!(!org.has_managers);
    }

    #[test]
    fn of_several_manager_columns_the_one_that_names_people_counts() {
        let text = "Employee #,Last name, First name,supervisorId,Supervisor\n1,Lind,Ana,,\n2,Ek,Bo,9071,Ana Lind";
        let org = org(&[("report.csv", &text.replace("Employee #", "Employee Number"))]);
        assert_eq!(people(&org), "Ana Lind (1)\nBo Ek (2) <1");
        assert!(
            notes(&org).contains("manager is read from Supervisor"),
            "{}",
            notes(&org)
        );
        let text = "id,employee id,supervisor id\nu1,007,\nu2,008,007";
        assert_eq!(of(text), "007\n008 <007");
    }

    #[test]
    fn a_cycle_stays_for_the_rule_about_it() {
        assert_eq!(of("id,manager\na,b\nb,a"), "a <b\nb <a");
    }
}
