//! Inputs to sheets: decoding, delimiter, quotes, records, and which table each file is. Trouble of
//! whole files and of the shape of rows is reported here.

use super::grid::{self, Grid};
use super::header::{accepted, nearest_column, plain};
use super::recognize::recognize;
use super::sheet::{Sheet, short};
use super::{IngestError, Input, decode};
use crate::model::{Column, Issue, IssueKind, Org, Subject, Table};
use crate::source::{At, FileId, Place, Source};

/// Turns the inputs into sheets. The texts go into the organization's sources, notes and issues
/// beside them.
pub(super) fn load(inputs: Vec<Input>, org: &mut Org) -> Result<Vec<Sheet>, IngestError> {
    let mut sheets = Vec::new();
    for input in inputs {
        sheets.extend(load_one(input, org)?);
    }
    Ok(sheets)
}

fn load_one(input: Input, org: &mut Org) -> Result<Option<Sheet>, IngestError> {
    let Input { name, bytes, spec } = input;
    let decoded = decode::decode(bytes).map_err(|what| IngestError::NotText {
        path: name.clone(),
        what,
    })?;
    if let Some(encoding) = decoded.encoding {
        org.notes
            .push(format!("{}: read as {encoding}.", short(&name)));
    }
    let mut text = decoded.text;
    let delimiter = spec.delimiter.unwrap_or_else(|| grid::delimiter(&text));
    let mended = grid::mend_quotes(&mut text, delimiter);
    let grid = Grid::parse(&text, delimiter);
    let file = org.sources.add(Source {
        name: name.clone(),
        text,
        delimiter,
    });
    report_bytes(file, short(&name), decoded.nuls, &mended, org);
    if grid.records() == 0 {
        unused(file, &name, "it is empty", org);
        return Ok(None);
    }
    let Some(found) = recognize(&name, &grid, spec.table) else {
        let why = "its name and headers fit no table";
        unused(file, &name, why, org);
        return Ok(None);
    };
    let mut sheet = Sheet::new(file, name, found.table, grid, found.header, found.assigned);
    sheet.why = found.why;
    sheet.configure(spec)?;
    report_rows(&sheet, org);
    report_missing(&sheet, org);
    if sheet.records().next().is_none() {
        org.notes.push(format!(
            "{}: has headers but no row, so {} is empty.",
            sheet.short(),
            sheet.table.name()
        ));
    }
    Ok(Some(sheet))
}

fn issue(kind: IssueKind, place: Place, message: String, help: &str, file: &str) -> Issue {
    Issue {
        kind,
        place,
        message,
        help: Some(help.to_owned()),
        related: Vec::new(),
        subjects: vec![Subject::file(file)],
    }
}

fn report_bytes(
    file: FileId,
    name: &str,
    nuls: Option<(usize, usize)>,
    quotes: &[usize],
    org: &mut Org,
) {
    let at = |byte: usize| Place {
        file,
        at: At::Bytes(byte as u32, byte as u32 + 1),
    };
    if let Some((first, count)) = nuls {
        let message = format!("{name} holds {count} NUL bytes, which are read as blanks");
        let help = "export the file again, as UTF-8";
        org.issues
            .push(issue(IssueKind::BadValue, at(first), message, help, name));
    }
    for quote in quotes {
        let message = format!(
            "a quotation mark in {name} opens a cell that is never closed; it is read as a blank"
        );
        let help = "close the cell with a quotation mark, or double the mark to keep it";
        org.issues
            .push(issue(IssueKind::RaggedRow, at(*quote), message, help, name));
    }
}

fn unused(file: FileId, name: &str, why: &str, org: &mut Org) {
    let name = short(name);
    let tables: Vec<&str> = Table::ALL.iter().map(|table| table.name()).collect();
    let message = format!("{name} is not used: {why}");
    let help = format!(
        "name it after a table ({}) or map it in orglint.toml",
        tables.join(", ")
    );
    org.issues.push(issue(
        IssueKind::UnusedFile,
        Place::file(file),
        message,
        &help,
        name,
    ));
}

/// Rows with more or fewer cells than the header.
fn report_rows(sheet: &Sheet, org: &mut Org) {
    let grid = &sheet.grid;
    let width = grid.width(sheet.header);
    for record in sheet.records() {
        let found = grid.width(record);
        let extra: Vec<&str> = (width..found)
            .map(|column| grid.cell(record, column))
            .filter(|cell| !cell.is_empty())
            .collect();
        if found == width || (found > width && extra.is_empty()) {
            continue;
        }
        let what = if found < width {
            "the missing ones are read as blank".to_owned()
        } else {
            format!("left aside: {}", extra.join(" | "))
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
        let mut ragged = Issue {
            kind: IssueKind::RaggedRow,
            place: sheet.row(record).place(),
            message,
            help: Some("quote cells that hold the delimiter, or complete the row".to_owned()),
            related: Vec::new(),
            subjects: super::reader::row_subject(sheet, record)
                .into_iter()
                .collect(),
        };
        if ragged.subjects.is_empty() {
            ragged.subjects.push(Subject::file(sheet.short()));
        }
        org.issues.push(ragged);
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
