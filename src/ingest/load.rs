//! Inputs to sheets: decoding, delimiter, quotes, records, and which table each file is. Trouble of
//! whole files is reported here.

use super::grid::{self, Grid};
use super::recognize::recognize;
use super::sheet::Sheet;
use super::{IngestError, Input, TableSpec, decode, footers, shape};
use crate::model::{Issue, IssueKind, Org, Subject, Table};
use crate::source::{At, FileId, MARKED, Place, Source, short_name};
use rayon::prelude::*;
use std::sync::Arc;

/// Turns the inputs into sheets. The texts go into the organization's sources, notes and issues
/// beside them.
pub(super) fn load(inputs: Vec<Input>, org: &mut Org) -> Result<Vec<Sheet>, IngestError> {
    let mut sheets = Vec::new();
    let split: Vec<Result<CutFile, IngestError>> = inputs.into_par_iter().map(cells).collect();
    for file in split {
        sheets.extend(load_one(file?, org)?);
    }
    Ok(sheets)
}

/// A file cut into cells.
struct CutFile {
    name: String,
    spec: TableSpec,
    encoding: Option<&'static str>,
    nuls: Option<(usize, usize)>,
    delimiter: u8,
    text: Arc<String>,
    grid: Grid,
    mended: Vec<usize>,
}

fn cells(input: Input) -> Result<CutFile, IngestError> {
    let Input { name, bytes, spec } = input;
    let decoded = decode::decode(bytes).map_err(|what| IngestError::NotText {
        path: name.clone(),
        what,
    })?;
    let given = spec.delimiter.filter(|byte| grid::can_delimit(*byte));
    let delimiter = given.unwrap_or_else(|| grid::delimiter(&decoded.text));
    let (text, grid, mended) = grid::read(decoded.text, delimiter);
    Ok(CutFile {
        name,
        spec,
        encoding: decoded.encoding,
        nuls: decoded.nuls,
        delimiter,
        text,
        grid,
        mended,
    })
}

fn load_one(file: CutFile, org: &mut Org) -> Result<Option<Sheet>, IngestError> {
    let CutFile {
        name, spec, grid, ..
    } = file;
    if let Some(encoding) = file.encoding {
        org.notes
            .push(format!("{}: read as {encoding}.", short_name(&name)));
    }
    org.arena.share(&file.text);
    let (mended, nuls) = (file.mended, file.nuls);
    let file = org.sources.add(Source {
        name: name.clone(),
        text: file.text,
        delimiter: file.delimiter,
    });
    org.sources.mark(file, grid.marks(MARKED));
    report_bytes(file, short_name(&name), nuls, &mended, org);
    if (0..grid.records()).all(|record| grid.is_blank(record)) {
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
    org.notes.extend(footers::leave_out(&mut sheet));
    shape::report(&sheet, org);
    let mut required = sheet.table.required().iter();
    sheet.unusable = !required.all(|column| sheet.has(*column));
    Ok(Some(sheet))
}

/// An issue about a file.
pub(super) fn issue(
    kind: IssueKind,
    place: Place,
    message: String,
    help: &str,
    file: &str,
) -> Issue {
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
    let name = short_name(name);
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

#[cfg(test)]
mod tests {
    use super::super::testing::{issues, notes, org, people};
    use super::super::{Input, Options, TableSpec, read};
    use crate::model::Column;

    fn error(files: Vec<Input>) -> String {
        read(files, &Options::default()).unwrap_err().to_string()
    }

    #[test]
    fn ragged_rows_are_told_and_used_as_far_as_they_go() {
        let org = org(&[(
            "people.csv",
            "id,manager,name\na\nb,a,Bo,x,y\nc,a,Cy,,\n,,\n",
        )]);
        assert_eq!(people(&org), "a\nBo (b) <a\nCy (c) <a");
        assert_eq!(
            issues(&org),
            "people.csv:2:1 RaggedRow row has 1 cells where the header of people.csv has 3; the missing ones are read as blank\n\
             people.csv:3:1 RaggedRow row has 5 cells where the header of people.csv has 3; left aside: x | y\n\
             people.csv:4:1 RaggedRow row has 5 cells where the header of people.csv has 3; the further ones are blank"
        );
    }

    #[test]
    fn a_quote_without_end_and_nul_bytes_are_told() {
        let org = org(&[("people.csv", "id,name\na,\"Ana\nb,Bo\0\n")]);
        assert_eq!(people(&org), "Ana (a)\nBo (b)");
        assert_eq!(
            issues(&org),
            "people.csv:2:3 RaggedRow a quotation mark in people.csv opens a cell that is never closed; it is read as a blank\n\
             people.csv:3:5 BadValue people.csv holds 1 NUL bytes, which are read as blanks"
        );
    }

    #[test]
    fn empty_and_foreign_files_are_told() {
        let org = org(&[
            ("people.csv", "id\na\n"),
            ("empty.csv", ""),
            ("colours.csv", "colour,shape\nred,round\n"),
            ("liaisons.csv", "person,targets\n"),
            ("dependencies.csv", "form,to\nweb,app\n"),
        ]);
        assert_eq!(
            issues(&org),
            "empty.csv:1:1 UnusedFile empty.csv is not used: it is empty\n\
             colours.csv:1:1 UnusedFile colours.csv is not used: its name and headers fit no table\n\
             dependencies.csv:1:1 MissingColumn dependencies.csv has no column from for dependencies; its headers are form, to"
        );
        let help = org.issues[2].help.clone().unwrap_or_default();
        assert!(help.starts_with("is it \"form\"?"), "{help}");
        assert!(
            notes(&org).contains("liaisons.csv: has headers but no row"),
            "{}",
            notes(&org)
        );
    }

    #[test]
    fn what_makes_an_analysis_impossible_says_what_to_do() {
        let nothing = error(vec![Input::new("x.csv", "colour\nred\n")]);
        assert!(
            nothing.contains("no table of people or teams among x.csv"),
            "{nothing}"
        );
        let binary = error(vec![Input::new("people.csv", b"PK\x03\x04".to_vec())]);
        assert!(binary.contains("save it as CSV"), "{binary}");
        let spec = TableSpec {
            columns: vec![(Column::Manager, vec!["Reports too".to_owned()])],
            ..TableSpec::default()
        };
        let mut file = Input::new("people.csv", "id,Reports to\na,\n");
        file.spec = spec;
        let header = error(vec![file]);
        assert!(header.contains("did you mean \"Reports to\"?"), "{header}");
    }

    #[test]
    fn a_specification_names_table_and_columns() {
        let mut file = Input::new("x.csv", "Kennung;Chef;Haus;Raum\n1;;H;R\n2;1;H;S\n");
        let columns = [
            (Column::Id, vec!["Kennung"]),
            (Column::Manager, vec!["chef"]),
            (Column::Team, vec!["Haus", "Raum"]),
        ];
        file.spec = TableSpec {
            table: Some(crate::model::Table::People),
            columns: columns
                .into_iter()
                .map(|(column, headers)| (column, headers.into_iter().map(str::to_owned).collect()))
                .collect(),
            ..TableSpec::default()
        };
        let org = read(vec![file], &Options::default()).unwrap();
        assert_eq!(people(&org), "1 @R\n2 @S <1");
        assert_eq!(super::super::testing::teams(&org), "H\nR <H\nS <H");
    }
}
