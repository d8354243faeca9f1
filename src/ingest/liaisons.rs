//! Liaison assignments and declared coordination models.

use super::cells::{Dates, Words};
use super::reader::{Cell, Reader};
use super::sheet::Sheet;
use super::values;
use crate::model::{
    Column as C, Context, Coordination, EndedLiaison, Liaison, PersonId, Status, Table, TeamId,
};
use jiff::civil::Date;

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
            if self.is_foreign(number, sheet, C::Person) {
                continue;
            }
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
            self.keep_ended(sheet, record, columns.targets, (start, end));
            return false;
        }
        let mut people = Vec::new();
        for part in self.people_in(cell(C::Person).text) {
            people.extend(self.person(cell(C::Person).part(part)));
        }
        let targets = self.team_list(cell(columns.targets));
        let (Some(person), false) = (people.first().copied(), targets.is_empty()) else {
            self.reject_blank(number, sheet, record, &[C::Person, columns.targets]);
            return true;
        };
        let home = if columns.targets == C::To {
            C::From
        } else {
            C::Home
        };
        let stated = self.team(cell(home));
        let home = stated.or(self.org.people[person.index()].team);
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
        for person in people.split_off(1) {
            self.org.liaisons.push(Liaison {
                person,
                home: stated.or(self.org.people[person.index()].team),
                ..liaison.clone()
            });
        }
        self.org.liaisons.push(liaison);
        true
    }

    /// Keeps an assignment that is over for the history of its seat. Nobody has to mend what is over,
    /// so what it names and nobody knows is no issue.
    fn keep_ended(
        &mut self,
        sheet: &'s Sheet,
        record: usize,
        targets: C,
        (start, end): (Option<Date>, Option<Date>),
    ) {
        let cell = |column| Cell::of(sheet, record, column);
        let written = cell(C::Person).text;
        let person = self.people.find(&self.org.arena, written).id();
        let left = || self.left.find(&self.org.arena, written).id();
        let key = match (person, left()) {
            (Some(id), _) => self.people.key(id),
            (None, Some(id)) => self.left.key(id),
            (None, None) => self.org.arena.push(written),
        };
        let home = if targets == C::To { C::From } else { C::Home };
        let team =
            |reader: &Self, text: &str| reader.teams.find(&reader.org.arena, text).id().map(TeamId);
        let home = team(self, cell(home).text).or_else(|| self.org.people[person? as usize].team);
        let whole = team(self, cell(targets).text);
        let mut found: Vec<TeamId> = match whole {
            Some(whole) => vec![whole],
            None => values::list(cell(targets).text)
                .filter_map(|part| team(self, part))
                .collect(),
        };
        found.sort_unstable();
        found.dedup();
        self.org.ended_liaisons.push(EndedLiaison {
            person: key,
            home,
            targets: found,
            start,
            end,
            row: sheet.row(record),
        });
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
            self.check_models(sheet);
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
            for part in self.people_in(cell.text) {
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

#[cfg(test)]
mod tests {
    use super::super::Options;
    use super::super::testing::{issues, notes, org, org_with};
    use crate::model::{Org, TeamRef};

    const BASE: [(&str, &str); 2] = [
        ("people.csv", "id,name,team\np1,Ana,pmm\np2,Bo,web\n"),
        ("teams.csv", "id,name\npmm,Marketing\nweb,Web\napp,App\n"),
    ];

    fn with(name: &str, text: &str) -> Org {
        org(&[BASE[0], BASE[1], (name, text)])
    }

    fn shown(org: &Org) -> String {
        let lines = org.liaisons().map(|liaison| {
            let targets: Vec<&str> = liaison.targets().map(TeamRef::key).collect();
            let home = liaison.home().map_or("-", |team| team.key());
            format!("{} {home}>{}", liaison.person().key(), targets.join("+"))
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn targets_are_one_per_row_or_a_list() {
        let text = "person,home,targets\np1,,web;app\nAna,web,App\np1,,\"web, app\"\n";
        assert_eq!(
            shown(&with("liaisons.csv", text)),
            "p1 pmm>web+app\np1 web>app\np1 pmm>web+app"
        );
        assert_eq!(
            shown(&with("liaisons.csv", "person,team\np1,web\n")),
            "p1 pmm>web"
        );
    }

    #[test]
    fn unknown_people_and_targets_are_told_and_the_rest_is_kept() {
        let org = with("liaisons.csv", "person,targets\np1,web;ap\np9,web\np2,\n");
        assert_eq!(shown(&org), "p1 pmm>web");
        assert_eq!(org.reads[2].rejected, 2);
        let kinds: Vec<String> = issues(&org)
            .lines()
            .map(|l| l.split(' ').take(4).collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(
            kinds,
            [
                "liaisons.csv:2:4 UnknownReference unknown team",
                "liaisons.csv:3:1 UnknownReference unknown person",
                "liaisons.csv:4:4 BadValue a row",
            ]
        );
    }

    #[test]
    fn ended_assignments_are_left_out() {
        let text =
            "person,targets,status,end\np1,web,ended,\np1,app,active,2024-01-01\np2,app,planned,\n";
        let files = [BASE[0], BASE[1], ("liaisons.csv", text)];
        let options = Options {
            as_of: Some(jiff::civil::date(2024, 6, 1)),
            ..Options::default()
        };
        let org = org_with(&files, &options);
        assert_eq!(shown(&org), "p2 web>app");
        let ended: Vec<(&str, usize)> = org
            .ended_liaisons
            .iter()
            .map(|ended| (org.text(ended.person), ended.targets.len()))
            .collect();
        assert_eq!(ended, [("p1", 1), ("p1", 1)]);
        assert!(
            notes(&org).contains("2 liaison assignments have ended"),
            "{}",
            notes(&org)
        );
    }

    #[test]
    fn coordination_rows_of_the_liaison_model_stand_in() {
        let text = "model,from,to,person,artifact,start,end\nliaison,pmm,web;app,p1,,2024-02-01,2024-01-01\nembedded,pmm,app,p1;p2,board,,\n";
        let org = with("coordination.csv", text);
        assert_eq!(shown(&org), "p1 pmm>web+app");
        assert_eq!(org.coordination.len(), 2);
        assert_eq!(org.coordination[1].people.len(), 2);
        assert_eq!(
            org.coordination()
                .nth(1)
                .map(|row| row.text(crate::model::Column::Artifact).to_owned()),
            Some("board".to_owned())
        );
        assert_eq!(
            issues(&org),
            "coordination.csv:2:36 BadInterval Marketing ends on 2024-01-01, before it starts on 2024-02-01"
        );
    }
}
