//! Findings as one table for a spreadsheet: UTF-8 with byte order mark, so that Excel reads names
//! right, and CRLF line ends.

use super::plain;
use crate::lint::Finding;
use crate::model::Subject;
use crate::report::Report;
use std::io::{self, Write};

const HEADER: [&str; 13] = [
    "rule",
    "level",
    "message",
    "file",
    "line",
    "column",
    "subjects",
    "value",
    "limit",
    "unit",
    "help",
    "fingerprint",
    "related",
];

/// Writes one record per finding.
///
/// # Errors
/// If the writer fails.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut table = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(out);
    table.write_record(HEADER).map_err(cause)?;
    for finding in &report.findings {
        table.write_record(record(report, finding)).map_err(cause)?;
    }
    table.flush()
}

/// The error of the writer, whose kind tells a closed pipe from a full disk.
pub(super) fn cause(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

fn record(report: &Report<'_>, finding: &Finding) -> [String; 13] {
    let (source, at) = report.locate(finding.place);
    let subjects: Vec<&str> = finding.subjects.iter().map(Subject::as_str).collect();
    let related: Vec<String> = finding
        .related
        .iter()
        .map(|label| {
            let (source, at) = report.locate(label.place);
            format!("{}:{}: {}", source.name, at.line, label.text)
        })
        .collect();
    let measure = finding.measure;
    let number = |value: Option<f64>| value.map(|v| v.to_string()).unwrap_or_default();
    [
        finding.rule.name.to_owned(),
        finding.level.name().to_owned(),
        guard(&finding.message),
        guard(&source.name),
        at.line.to_string(),
        at.column.to_string(),
        guard(&subjects.join("; ")),
        number(measure.map(|m| m.value)),
        number(measure.and_then(|m| m.limit)),
        measure.map(|m| m.unit.to_owned()).unwrap_or_default(),
        guard(finding.help.as_deref().unwrap_or_default()),
        finding.fingerprint(),
        guard(&related.join("; ")),
    ]
}

/// A spreadsheet runs a cell that begins like a formula; an apostrophe makes it text.
pub(super) fn guard(text: &str) -> String {
    let shown = plain(text);
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{shown}")
    } else {
        shown.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::sample;

    #[test]
    fn every_finding_is_one_record_and_no_cell_is_a_formula() {
        let org = sample::org();
        let report = sample::report(&org, 3);
        let mut out = Vec::new();
        write(&report, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let body = text.strip_prefix('\u{feff}').unwrap();
        let mut reader = csv::Reader::from_reader(body.as_bytes());
        let header: Vec<String> = reader
            .headers()
            .unwrap()
            .iter()
            .map(str::to_owned)
            .collect();
        assert_eq!(header, HEADER);
        let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(records.len(), 3);
        assert!(records[0][2].starts_with("'=<script>"));
        assert_eq!(&records[0][3], "data/my people.csv");
        assert_eq!((&records[0][4], &records[0][5]), ("2", "3"));
        assert_eq!((&records[0][7], &records[0][8]), ("80.5", "20"));
        for cell in records.iter().flatten() {
            assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell}");
        }
    }

    #[test]
    fn only_what_looks_like_a_formula_gets_an_apostrophe() {
        for text in ["=1", "+1", "-1", "@a", "\ta", "\ra"] {
            assert!(guard(text).starts_with('\''), "{text:?}");
        }
        assert_eq!(guard("a=1"), "a=1");
    }
}
