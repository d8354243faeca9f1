//! Which table a file is: by its name, else by its headers. Knows nothing of records.

use super::aliases;
use super::grid::Grid;
use super::header::plain;
use super::sheet::{Assigned, assign, stem};
use crate::model::{Column as C, Table};

/// Records among which the headers are looked for; exports may begin with a title.
const PREAMBLE: usize = 20;

/// What a file was taken for.
#[derive(Debug)]
pub(super) struct Recognized {
    /// The table.
    pub table: Table,
    /// Number of the record that holds the headers.
    pub header: usize,
    /// What the headers mean.
    pub assigned: Assigned,
    /// Why, where the file's name does not say so.
    pub why: Option<String>,
}

/// Recognises a file; `given` is the table that the user says it is.
pub(super) fn recognize(name: &str, grid: &Grid, given: Option<Table>) -> Option<Recognized> {
    if grid.records() == 0 {
        return None;
    }
    let named = given.or_else(|| table_by_name(name));
    let header = header_record(grid, named);
    let of = |table: Table, why: Option<String>| Recognized {
        table,
        header,
        assigned: assign(table, grid, header),
        why,
    };
    if let Some(table) = named {
        let found = of(table, None);
        if given.is_some() || fits(table, &found.assigned) || is_own_name(name, table) {
            return Some(found);
        }
    }
    let best = by_content(grid, header);
    match (best, named) {
        (Some(table), _) => {
            let found = of(table, None);
            let why = format!(
                "its headers are those of {}: {}",
                table.name(),
                understood(grid, header, &found.assigned)
            );
            Some(Recognized {
                why: Some(why),
                ..found
            })
        }
        (None, Some(table)) => Some(of(table, None)),
        (None, None) => None,
    }
}

/// The first few headers that were understood, as evidence.
fn understood(grid: &Grid, header: usize, assigned: &Assigned) -> String {
    let words: Vec<&str> = grid
        .cells(header)
        .zip(&assigned.columns)
        .filter(|(_, column)| column.is_some())
        .map(|(cell, _)| cell)
        .take(4)
        .collect();
    words.join(", ")
}

/// Whether the file has the table's canonical name, which binds.
fn is_own_name(name: &str, table: Table) -> bool {
    plain(stem(name)) == table.name()
}

/// The table that the words of a file name tell; none where they tell two.
pub fn table_by_name(name: &str) -> Option<Table> {
    let stem = stem(name);
    let known = |word: &str| {
        aliases::FILES
            .iter()
            .find(|(_, words)| words.split_whitespace().any(|known| known == word))
            .map(|(table, _)| *table)
    };
    let letters = |part: &str| -> String {
        let word = plain(part);
        word.chars().filter(|c| !c.is_ascii_digit()).collect()
    };
    if let Some(table) = known(&letters(stem)) {
        return Some(table);
    }
    let mut tables: Vec<Table> = stem
        .split(|c: char| !c.is_alphanumeric())
        .filter_map(|part| known(&letters(part)))
        .collect();
    tables.sort_unstable();
    tables.dedup();
    match tables.as_slice() {
        [table] => Some(*table),
        _ => None,
    }
}

/// The first record that reads most like headers; the very first where none does.
fn header_record(grid: &Grid, named: Option<Table>) -> usize {
    let tables = named.as_slice();
    let tables = if tables.is_empty() {
        Table::ALL
    } else {
        tables
    };
    let score = |record: usize| {
        let counts = tables
            .iter()
            .map(|table| assign(*table, grid, record).count());
        counts.max().unwrap_or(0)
    };
    let limit = grid.records().min(PREAMBLE);
    (0..limit)
        .rev()
        .max_by_key(|record| score(*record))
        .filter(|record| score(*record) >= 2)
        .unwrap_or(0)
}

/// Tables in the order in which a tie is decided: the special before the general.
const ORDER: [Table; 11] = [
    Table::Attendance,
    Table::Liaisons,
    Table::Memberships,
    Table::Coordination,
    Table::Mappings,
    Table::Dependencies,
    Table::Goals,
    Table::Projects,
    Table::Meetings,
    Table::People,
    Table::Teams,
];

/// The table that explains the most headers of those whose columns are all there.
fn by_content(grid: &Grid, header: usize) -> Option<Table> {
    let mut best: Option<(usize, Table)> = None;
    for table in ORDER {
        let assigned = assign(table, grid, header);
        let count = assigned.count();
        if fits(table, &assigned) && best.is_none_or(|(most, _)| count > most) {
            best = Some((count, table));
        }
    }
    best.map(|(_, table)| table)
}

/// Whether the columns say enough for the table.
fn fits(table: Table, found: &Assigned) -> bool {
    let any = |columns: &[C]| columns.iter().any(|column| found.has(*column));
    let required = table.required().iter().all(|column| found.has(*column));
    required
        && match table {
            Table::People => {
                let identity = any(&[C::Id, C::Email, C::Name, C::FirstName, C::LastName]);
                let place = any(&[
                    C::Team,
                    C::Department,
                    C::Division,
                    C::Company,
                    C::OrgPath,
                    C::SupervisoryOrg,
                    C::Title,
                    C::Level,
                ]);
                let person = any(&[C::Manager, C::DottedManagers, C::Email, C::FirstName]);
                (identity && (person || place)) || (found.has(C::Manager) && place)
            }
            Table::Teams => {
                any(&[C::Id, C::Name]) && any(&[C::Parent, C::Lead, C::Kind, C::ProductLine])
            }
            Table::Meetings => {
                any(&[C::Id, C::Name])
                    && any(&[C::PerWeek, C::Minutes, C::Attendees, C::Headcount, C::Date])
            }
            Table::Projects => found.has(C::Teams) && any(&[C::Priority, C::Owner, C::Host]),
            Table::Goals => found.has(C::Unit) && found.has(C::ParentGoal),
            _ => true,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(name: &str, text: &str) -> String {
        let grid = Grid::parse(text, b',');
        recognize(name, &grid, None).map_or_else(
            || "-".to_owned(),
            |found| {
                let sure = if found.why.is_some() {
                    " by content"
                } else {
                    ""
                };
                format!("{}{sure} @{}", found.table.name(), found.header)
            },
        )
    }

    #[test]
    fn names_tell_the_table() {
        assert_eq!(shown("org/people.csv", "x,y"), "people @0");
        assert_eq!(
            shown("employee_snapshot_20240131.csv", "EMPLOYEE_ID,MANAGER_ID"),
            "people @0"
        );
        assert_eq!(shown("Team Dependencies.csv", "from,to"), "dependencies @0");
        assert_eq!(shown("attendees.csv", "meeting,person"), "attendance @0");
    }

    #[test]
    fn else_the_headers_do() {
        let shows = |text: &str| shown("export.csv", text);
        assert_eq!(shows("Name,Title,Supervisor"), "people by content @0");
        assert_eq!(
            shows("Parent Department,Unit,Reporting Senior Post,Grade"),
            "people by content @0"
        );
        assert_eq!(shows("id,name,parent,kind"), "teams by content @0");
        assert_eq!(shows("person_id,team_id,role"), "memberships by content @0");
        assert_eq!(
            shows("from_team,to_team,kind"),
            "dependencies by content @0"
        );
        assert_eq!(
            shows("meeting_id,person_id,role"),
            "attendance by content @0"
        );
        assert_eq!(
            shows("meeting_id,title,date,owner_team,attendee_count"),
            "meetings by content @0"
        );
        assert_eq!(
            shows("person_id,home_team,target_team,kind"),
            "liaisons by content @0"
        );
        assert_eq!(shows("from_person,to_person,weight"), "-");
        assert_eq!(shows("colour,shape"), "-");
    }

    #[test]
    fn a_title_before_the_headers_is_skipped() {
        let text = "All employees\nprinted,2024\nEmployee ID,Name,Manager\n1,Ana,\n";
        assert_eq!(shown("export.csv", text), "people by content @2");
    }

    #[test]
    fn a_title_with_words_of_headers_is_no_header() {
        let text = "Company,ACME,Status,Active\nReport date,2026\nEmployee ID,Full Name,Supervisor,Dept\n1,Ann,,X\n";
        let grid = Grid::parse(text, b',');
        let found = recognize("export.csv", &grid, None);
        assert_eq!(
            found.map(|found| (found.table, found.header)),
            Some((Table::People, 2))
        );
    }

    #[test]
    fn a_misnamed_file_is_what_its_headers_say() {
        let text = "person_id,home_team,target_team\n";
        assert_eq!(shown("assignments.csv", text), "liaisons by content @0");
    }
}
