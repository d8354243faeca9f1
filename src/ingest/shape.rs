//! Trouble with the shape of a table: ragged rows, blank rows, repeated headers, missing columns.
//! Knows nothing of what the cells mean.

use super::header::{accepted, nearest_column, plain};
use super::load::issue;
use super::reader::row_subject;
use super::sheet::Sheet;
use super::values::shown;
use crate::model::{Column, Issue, IssueKind, Org, Subject, Table};

/// Reports everything about the shape of a sheet.
pub(super) fn report(sheet: &Sheet, org: &mut Org) {
    report_rows(sheet, org);
    report_missing(sheet, org);
    report_repeated(sheet, org);
    let blank = sheet.blank;
    if blank > 0 {
        org.notes.push(format!(
            "{}: {blank} rows without any value are skipped.",
            sheet.short()
        ));
    }
    if sheet.records().next().is_none() {
        org.notes.push(format!(
            "{}: has headers but no row, so {} is empty.",
            sheet.short(),
            sheet.table.name()
        ));
    }
}

/// How a row differs from the header.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Misfit {
    /// Fewer cells.
    Short,
    /// More cells, all of the further ones blank.
    Blank,
    /// More cells with values.
    Long,
}

fn misfit(sheet: &Sheet, record: usize) -> Option<Misfit> {
    let (width, found) = (sheet.grid.width(sheet.header), sheet.grid.width(record));
    match found.cmp(&width) {
        std::cmp::Ordering::Equal => None,
        std::cmp::Ordering::Less => Some(Misfit::Short),
        std::cmp::Ordering::Greater => {
            let blank = (width..found).all(|column| sheet.grid.cell(record, column).is_empty());
            Some(if blank { Misfit::Blank } else { Misfit::Long })
        }
    }
}

/// Rows with more or fewer cells than the header. What most rows of a file do, for no loss, is the way
/// it was written and only noted.
fn report_rows(sheet: &Sheet, org: &mut Org) {
    if sheet.grid.is_even() {
        return;
    }
    let width = sheet.grid.width(sheet.header);
    let (mut rows, mut short, mut blank) = (0, 0, 0);
    for record in sheet.records() {
        rows += 1;
        match misfit(sheet, record) {
            Some(Misfit::Short) => short += 1,
            Some(Misfit::Blank) => blank += 1,
            Some(Misfit::Long) | None => {}
        }
    }
    let habit = |count: usize| count > 10 && count * 2 > rows;
    if habit(short) {
        org.notes.push(format!(
            "{}: {short} of {rows} rows have fewer than the {width} cells of the header; the missing ones are read as blank.",
            sheet.short()
        ));
    }
    for record in sheet.records() {
        match misfit(sheet, record) {
            None => {}
            Some(Misfit::Short) if habit(short) => {}
            Some(Misfit::Blank) if habit(blank) => {}
            Some(misfit) => org.issues.push(ragged(sheet, record, misfit)),
        }
    }
}

fn ragged(sheet: &Sheet, record: usize, misfit: Misfit) -> Issue {
    let grid = &sheet.grid;
    let (width, found) = (grid.width(sheet.header), grid.width(record));
    let what = match misfit {
        Misfit::Short => "the missing ones are read as blank".to_owned(),
        Misfit::Blank => "the further ones are blank".to_owned(),
        Misfit::Long => {
            let further = (width..found).map(|column| grid.cell(record, column));
            let cells: Vec<String> = further
                .filter(|cell| !cell.is_empty())
                .map(|cell| shown(cell).into_owned())
                .collect();
            format!("left aside: {}", cells.join(" | "))
        }
    };
    let broken = grid.cells(record).any(|cell| cell.contains('\n'));
    let quote = if broken {
        "; a cell spans several lines, so a quotation mark may be missing"
    } else {
        ""
    };
    let message = format!(
        "row has {found} cells where the header of {} has {width}; {what}{quote}",
        sheet.short()
    );
    let subject = row_subject(sheet, record).unwrap_or_else(|| Subject::file(sheet.short()));
    Issue {
        kind: IssueKind::RaggedRow,
        place: sheet.row(record).place(),
        message,
        help: Some("quote cells that hold the delimiter, or complete the row".to_owned()),
        related: Vec::new(),
        subjects: vec![subject],
    }
}

/// Headers of which only the first counts. Units, dotted lines, ids and managers are chosen by their
/// cells and told elsewhere.
fn report_repeated(sheet: &Sheet, org: &mut Org) {
    for (column, index) in &sheet.offers {
        let told = matches!(column, Column::Id | Column::Manager) && sheet.table == Table::People;
        let unit = sheet.units.contains(index) || sheet.columns[usize::from(*index)].is_some();
        let Some(used) = sheet.index_of(*column).filter(|used| used != index) else {
            continue;
        };
        if !told && !unit {
            org.notes.push(format!(
                "{}: {} is read from column {} ({}); column {} ({}) is left aside.",
                sheet.short(),
                column.name(),
                used + 1,
                sheet.header_at(used),
                index + 1,
                sheet.header_at(*index)
            ));
        }
    }
}

/// Columns that the table cannot do without.
fn report_missing(sheet: &Sheet, org: &mut Org) {
    let mut missing: Vec<Column> = sheet.table.required().to_vec();
    missing.retain(|column| !sheet.has(*column));
    let identity = [
        Column::Id,
        Column::Email,
        Column::Name,
        Column::FirstName,
        Column::Manager,
    ];
    let named = !matches!(
        sheet.table,
        Table::People | Table::Teams | Table::Meetings | Table::Projects | Table::Goals
    );
    if !named && !identity.iter().any(|column| sheet.has(*column)) {
        missing.push(Column::Id);
    }
    for column in missing {
        let headers: Vec<&str> = sheet.grid.cells(sheet.header).collect();
        let near = sheet
            .grid
            .cells(sheet.header)
            .zip(&sheet.columns)
            .filter(|(_, known)| known.is_none())
            .find(|(header, _)| nearest_column(sheet.table, &plain(header)) == Some(column));
        let message = format!(
            "{} has no column {} for {}; its headers are {}",
            sheet.short(),
            column.name(),
            sheet.table.name(),
            headers.join(", ")
        );
        let words = accepted(sheet.table, column).join(", ");
        let help = near.map_or_else(
            || format!("accepted headers are {words} and more; or map the column in orglint.toml"),
            |(header, _)| format!("is it \"{header}\"? accepted headers are {words} and more"),
        );
        let place = sheet.row(sheet.header).place();
        org.issues.push(issue(
            IssueKind::MissingColumn,
            place,
            message,
            &help,
            sheet.short(),
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{issues, notes, org};

    #[test]
    fn what_most_rows_do_is_noted_once() {
        let rows: String = (0..20)
            .map(|n| ["p", &n.to_string(), "\n"].concat())
            .collect();
        let org = org(&[("people.csv", &format!("id,name,title\n{rows}"))]);
        assert_eq!(issues(&org), "");
        assert!(
            notes(&org).contains("20 of 20 rows have fewer"),
            "{}",
            notes(&org)
        );
    }

    #[test]
    fn blank_rows_and_repeated_headers_are_noted() {
        let org = org(&[(
            "people.csv",
            "id,name,Name ,email,mail\na,Ana,B,a@x,b@x\n,,,,\n",
        )]);
        assert_eq!(
            notes(&org),
            "people.csv: name is read from column 2 (name); column 3 (Name) is left aside.\n\
             people.csv: email is read from column 4 (email); column 5 (mail) is left aside.\n\
             people.csv: 1 rows without any value are skipped.\n\
             people.csv has no column for managers, so reporting lines are unknown; add a column, or a second file with id and manager."
        );
    }
}
