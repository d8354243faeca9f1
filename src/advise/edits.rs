//! Changes to the tables of an organization as text: rows in files of their own, and cells in place.
//! Knows no model and no advice.

use crate::model::{Column, Org, Table};
use crate::source::{FileId, Place};

/// A cell in a file: quoted where it has to be.
fn quoted(text: &str, delimiter: char) -> String {
    if text.contains(['"', '\n', '\r', delimiter]) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

/// Changes that are not yet written.
#[derive(Debug, Default)]
pub(super) struct Edits {
    cells: Vec<(Place, String)>,
    gone: Vec<Place>,
    rows: Vec<(Table, Vec<(Column, String)>)>,
}

impl Edits {
    /// A further row, in a file of its own so that no other row gets a column that it leaves blank.
    pub(super) fn row(&mut self, table: Table, cells: Vec<(Column, String)>) {
        let filled = cells.into_iter().filter(|(_, text)| !text.is_empty());
        self.rows.push((table, filled.collect()));
    }

    /// Another text in a cell.
    pub(super) fn cell(&mut self, place: Place, text: impl Into<String>) {
        self.cells.push((place, text.into()));
    }

    /// A row that goes.
    pub(super) fn drop_row(&mut self, place: Place) {
        self.gone.push(place);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.cells.is_empty() && self.gone.is_empty() && self.rows.is_empty()
    }

    /// Name and text of every file of the organization afterwards, new ones last.
    pub(super) fn write(&self, org: &Org) -> Vec<(String, String)> {
        let mut read: Vec<FileId> = org.reads.iter().map(|read| read.file).collect();
        read.sort_unstable();
        read.dedup();
        let mut files: Vec<(String, String)> = read
            .into_iter()
            .map(|file| (org.sources.get(file).name.clone(), self.changed(org, file)))
            .collect();
        files.extend(self.new_files());
        files
    }

    fn changed(&self, org: &Org, file: FileId) -> String {
        let source = org.sources.get(file);
        let mut text = source.text.to_string();
        let mut spans: Vec<(usize, usize, String)> = Vec::new();
        for (place, new) in self.cells.iter().filter(|(place, _)| place.file == file) {
            let at = org.sources.locate(*place);
            spans.push((at.start, at.end, quoted(new, char::from(source.delimiter))));
        }
        for place in self.gone.iter().filter(|place| place.file == file) {
            let at = org.sources.locate(*place);
            let start = text
                .get(..at.start)
                .and_then(|t| t.rfind('\n'))
                .map_or(0, |end| end + 1);
            let end = text
                .get(at.end..)
                .and_then(|t| t.find('\n'))
                .map_or(text.len(), |n| at.end + n + 1);
            spans.push((start, end, String::new()));
        }
        // From the end, so that earlier places stay where they are.
        spans.sort_by_key(|span| std::cmp::Reverse(span.0));
        spans.dedup_by_key(|span| span.0);
        for (start, end, new) in spans {
            text.replace_range(start..end, &new);
        }
        text
    }

    fn new_files(&self) -> Vec<(String, String)> {
        let mut files = Vec::new();
        for table in Table::ALL {
            let rows: Vec<&Vec<(Column, String)>> = self
                .rows
                .iter()
                .filter(|(of, _)| of == table)
                .map(|(_, cells)| cells)
                .collect();
            let mut columns: Vec<Column> = rows
                .iter()
                .flat_map(|cells| cells.iter().map(|(c, _)| *c))
                .collect();
            columns.sort_unstable();
            columns.dedup();
            if rows.is_empty() {
                continue;
            }
            let header: Vec<&str> = columns.iter().map(|column| column.name()).collect();
            let mut text = header.join(",") + "\n";
            for cells in rows {
                let line: Vec<String> = columns
                    .iter()
                    .map(|column| {
                        let cell = cells.iter().find(|(own, _)| own == column);
                        cell.map_or_else(String::new, |(_, text)| quoted(text, ','))
                    })
                    .collect();
                text.push_str(&line.join(","));
                text.push('\n');
            }
            files.push((format!("{}-advised.csv", table.name()), text));
        }
        files
    }
}
