//! Liaison assignments and declared coordination models.

use super::reader::{Cell, Dates, Reader, Words};
use super::sheet::Sheet;
use super::values;
use crate::model::{Column as C, Context, Coordination, Liaison, PersonId, Status, Table};

struct Columns<'s> {
    context: Words<'s, Context>,
    status: Words<'s, Status>,
    dates: [(C, Dates); 2],
    /// Column that names the teams.
    targets: C,
}

impl<'s> Reader<'s> {
    /// Reads liaisons: from their own table, else from coordination rows of that model.
    pub(super) fn read_liaisons(&mut self) {
        let own = self.has(Table::Liaisons);
        let table = if own {
            Table::Liaisons
        } else {
            Table::Coordination
        };
        for (number, sheet) in self.of(table) {
            let columns = Columns {
                context: self.words(sheet, C::Context),
                status: self.words(sheet, C::Status),
                dates: [C::Start, C::End].map(|column| (column, self.dates(sheet, column))),
                targets: if own { C::Targets } else { C::To },
            };
            let mut over = 0;
            for record in sheet.records() {
                if own || is_liaison(sheet.cell(record, C::Model)) {
                    over += u32::from(!self.read_liaison(number, sheet, record, &columns));
                }
            }
            self.note_over(over, "liaison assignments", sheet);
        }
    }

    /// Reads one row; false where the assignment has ended.
    fn read_liaison(
        &mut self,
        number: usize,
        sheet: &'s Sheet,
        record: usize,
        columns: &Columns<'s>,
    ) -> bool {
        let cell = |column| Cell::of(sheet, record, column);
        let (start, end) = self.interval(sheet, record, columns.dates);
        let status = columns.status.get(cell(C::Status).text).copied().flatten();
        let past = matches!((end, self.options.as_of), (Some(end), Some(day)) if end < day);
        if past || status == Some(Status::Ended) {
            return false;
        }
        let person = self.person(cell(C::Person));
        let targets = self.team_list(cell(columns.targets));
        let (Some(person), false) = (person, targets.is_empty()) else {
            self.reject_blank(number, sheet, record, &[C::Person, columns.targets]);
            return true;
        };
        let home = if columns.targets == C::To {
            C::From
        } else {
            C::Home
        };
        let home = self
            .team(cell(home))
            .or(self.org.people[person.index()].team);
        let liaison = Liaison {
            person,
            home,
            targets,
            context: columns
                .context
                .get(cell(C::Context).text)
                .copied()
                .flatten(),
            needs: self.text(sheet, record, C::Needs),
            purpose: self.text(sheet, record, C::Purpose),
            function: self.text(sheet, record, C::Function),
            introduced: self.truth(cell(C::Introduced)),
            share_back: self.text(sheet, record, C::ShareBack),
            backup: self.text(sheet, record, C::Backup),
            start,
            end,
            status,
            row: sheet.row(record),
        };
        self.org.liaisons.push(liaison);
        true
    }

    /// Reads coordination rows.
    pub(super) fn read_coordination(&mut self) {
        const TAKEN: [C; 8] = [
            C::Model,
            C::From,
            C::To,
            C::Person,
            C::Members,
            C::Meeting,
            C::Start,
            C::End,
        ];
        for (number, sheet) in self.of(Table::Coordination) {
            let dates = [C::Start, C::End].map(|column| (column, self.dates(sheet, column)));
            for record in sheet.records() {
                if sheet.cell(record, C::Model).is_empty() {
                    self.reject_blank(number, sheet, record, &[C::Model]);
                    continue;
                }
                let (start, end) = self.interval(sheet, record, dates);
                let row = Coordination {
                    model: self.text(sheet, record, C::Model),
                    from: self.team(Cell::of(sheet, record, C::From)),
                    to: self.team_list(Cell::of(sheet, record, C::To)),
                    people: self.person_lists(sheet, record, &[C::Person, C::Members]),
                    meeting: self.meeting(Cell::of(sheet, record, C::Meeting)),
                    start,
                    end,
                    cells: self.other_cells(sheet, record, &TAKEN),
                    row: sheet.row(record),
                };
                self.org.coordination.push(row);
            }
        }
    }

    /// The people that some cells list, without repetition.
    fn person_lists(&mut self, sheet: &'s Sheet, record: usize, columns: &[C]) -> Vec<PersonId> {
        let mut people = Vec::new();
        for column in columns {
            let cell = Cell::of(sheet, record, *column);
            for part in values::list(cell.text) {
                let person = self.person(cell.part(part));
                people.extend(person.filter(|person| !people.contains(person)));
            }
        }
        people
    }
}

fn is_liaison(model: &str) -> bool {
    matches!(model.to_lowercase().as_str(), "liaison" | "liaisons")
}
