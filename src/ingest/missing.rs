//! People tables from which less was read than they may hold: no manager column, no row.

use super::header::plain;
use super::reader::Reader;
use super::sheet::Sheet;
use super::values::shown;
use crate::model::{Column as C, IssueKind, Subject, Table};
use crate::source::Place;

/// Rows from which on a people table without managers is suspicious.
const TELLING: usize = 10;

impl Reader<'_> {
    /// Directory exports have no managers; without this word their absence looks like a fault here.
    pub(super) fn note_missing_managers(&mut self) {
        let sheets = self.sheets;
        let people = || sheets.iter().filter(|sheet| sheet.table == Table::People);
        let reporting = [C::Manager, C::SupervisoryOrg];
        if people().any(|sheet| reporting.iter().any(|column| sheet.has(*column))) {
            return;
        }
        if let Some(sheet) = people().next() {
            self.note(format!(
                "{} has no column for managers, so reporting lines are unknown; add a column, or a second file with id and manager.",
                sheet.short()
            ));
        }
        for sheet in people().filter(|sheet| sheet.records().count() >= TELLING) {
            let headers = sheet.grid.cells(sheet.header).enumerate();
            let mut open = headers.filter(|(index, _)| sheet.columns[*index].is_none());
            if let Some((index, header)) = open.find(|(_, header)| may_be_manager(header)) {
                self.unread_manager(sheet, index, header);
            }
        }
    }

    fn unread_manager(&mut self, sheet: &Sheet, index: usize, header: &str) {
        let header = shown(header);
        self.note(format!(
            "{}: column {header} may name the managers but was not understood, so no rule looked at reporting lines.",
            sheet.short()
        ));
        let message = format!(
            "{} has no column manager for people that is understood; is it \"{header}\"?",
            sheet.short()
        );
        let place = sheet.row(sheet.header).cell(u16::try_from(index).ok());
        let help = format!(
            "call the column manager, or map it in orglint.toml: columns = {{ manager = \"{header}\" }}"
        );
        let issue = self.issue(IssueKind::MissingColumn, place, message);
        issue.help = Some(help);
        issue.subjects = vec![Subject::file(sheet.short())];
    }

    /// A people table without people: an export that went wrong, which must not pass for clean.
    pub(super) fn report_empty(&mut self) {
        for (_, sheet) in self.of(Table::People) {
            if sheet.records().next().is_none() {
                let message = format!(
                    "{} is not used: it has headers but no row, so nobody is known from it",
                    sheet.short()
                );
                let issue = self.issue(IssueKind::UnusedFile, Place::file(sheet.file), message);
                issue.help = Some("export the file again".to_owned());
                issue.subjects = vec![Subject::file(sheet.short())];
            }
        }
    }
}

/// Whether a header that is not understood speaks of managers.
fn may_be_manager(header: &str) -> bool {
    const PARTS: [&str; 8] = [
        "manager",
        "mgr",
        "supervisor",
        "boss",
        "reports",
        "vorgesetzt",
        "responsable",
        "superior",
    ];
    let header = plain(header);
    PARTS.iter().any(|part| header.contains(part))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{issues, notes, org};

    #[test]
    fn a_column_that_may_name_managers_is_told() {
        use std::fmt::Write as _;
        let mut text = "id,name,Manager of record\n".to_owned();
        for number in 0..10 {
            writeln!(text, "{number},P,0").unwrap();
        }
        let read = org(&[("people.csv", &text)]);
        assert_eq!(
            issues(&read),
            "people.csv:1:9 MissingColumn people.csv has no column manager for people that is understood; is it \"Manager of record\"?"
        );
        assert!(
            notes(&read).contains("column Manager of record may name"),
            "{}",
            notes(&read)
        );
    }

    #[test]
    fn a_people_table_without_rows_is_told() {
        let read = org(&[("people.csv", "id,name,manager\n")]);
        assert!(
            issues(&read).contains("UnusedFile people.csv is not used"),
            "{}",
            issues(&read)
        );
    }
}
