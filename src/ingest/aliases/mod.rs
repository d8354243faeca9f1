//! Headers by which the columns of each table are known, as data: words of HR products, org chart
//! tools and our own files. Pure tables; `header` and `recognize` use them.
//!
//! Each word is in the form that [`super::header::plain`] gives: small letters and digits only.
//! Within a column the words stand in order of preference.

mod others;
mod people;

use crate::model::{Column, Table};

/// Words of one column, separated by blanks.
pub(super) type Words = (Column, &'static str);

pub(super) use people::UNITS;

/// The words of a table's columns.
pub(super) const fn of(table: Table) -> &'static [Words] {
    match table {
        Table::People => people::PEOPLE,
        Table::Teams => others::TEAMS,
        Table::Memberships => others::MEMBERSHIPS,
        Table::Dependencies => others::DEPENDENCIES,
        Table::Meetings => others::MEETINGS,
        Table::Attendance => others::ATTENDANCE,
        Table::Liaisons => others::LIAISONS,
        Table::Coordination => others::COORDINATION,
        Table::Mappings => others::MAPPINGS,
        Table::Projects => others::PROJECTS,
        Table::Goals => others::GOALS,
    }
}

/// Words in file names, per table; the first is the table's own name.
pub(super) const FILES: &[(Table, &str)] = &[
    (
        Table::People,
        "people persons person employees employee staff workers worker users user headcount roster \
         directory senior junior personnel workforce associates hris mitarbeiter personal angestellte \
         employes salaries collaborateurs empleados plantilla medewerkers dipendenti funcionarios",
    ),
    (
        Table::Teams,
        "teams team units unit departments department groups group squads orgunits orgunit \
         abteilungen equipes equipos afdelingen",
    ),
    (
        Table::Memberships,
        "memberships membership teammembers teammember groupmembers groupmember assignments",
    ),
    (
        Table::Dependencies,
        "dependencies dependency deps dependson teamdependencies abhangigkeiten",
    ),
    (
        Table::Meetings,
        "meetings meeting calendar events event sessions besprechungen reunions",
    ),
    (
        Table::Attendance,
        "attendance attendances attendees attendee participants participant invitees",
    ),
    (
        Table::Liaisons,
        "liaisons liaison counterparts ambassadors champions",
    ),
    (
        Table::Coordination,
        "coordination coordinations coordinationmodels models agreements",
    ),
    (Table::Mappings, "mappings mapping"),
    (Table::Projects, "projects project initiatives programs"),
    (Table::Goals, "goals goal okrs okr objectives"),
];

#[cfg(test)]
mod tests {
    use super::super::header::plain;
    use super::*;

    #[test]
    fn every_word_is_plain_and_means_one_column_of_its_table() {
        for table in Table::ALL {
            let mut seen = std::collections::BTreeMap::new();
            for (column, words) in of(*table) {
                for word in words.split_whitespace() {
                    assert_eq!(plain(word), word, "{table:?}");
                    let before = seen.insert(word, *column);
                    assert_eq!(before, None, "{word} twice in {table:?}");
                }
            }
        }
    }

    #[test]
    fn every_file_word_means_one_table() {
        let mut words: Vec<&str> = FILES
            .iter()
            .flat_map(|(_, w)| w.split_whitespace())
            .collect();
        let all = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), all);
    }

    #[test]
    fn required_columns_have_words() {
        for table in Table::ALL {
            for column in table.required() {
                assert!(
                    of(*table).iter().any(|(c, _)| c == column),
                    "{table:?} {column:?}"
                );
            }
        }
    }
}
