//! The JSON contract, version 1. Its schema is `schema/report-v1.json`; fields are only ever added.

use crate::lint::{Finding, Label, Level};
use crate::model::{Subject, Table};
use crate::report::{Delta, Report};
use crate::source::Place;
use rayon::prelude::*;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{Formatter, PrettyFormatter};
use std::io::{self, Write};

/// A report.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Document<'r> {
    /// Version of this contract.
    #[schemars(range(min = 1, max = 1))]
    pub schema_version: u32,
    /// What made the report.
    pub tool: Tool,
    /// The files that were read.
    pub inputs: Vec<Input>,
    /// What was read and found, in numbers.
    pub summary: Summary,
    /// Findings by file, line, column, rule and message.
    pub findings: Vec<WireFinding<'r>>,
    /// Findings that the configuration accepts.
    pub accepted: Vec<WireAccepted<'r>>,
    /// How the findings compare with a baseline, where one was given; `findings` are the new ones.
    pub baseline: Option<WireBaseline<'r>>,
    /// Rules that had nothing to look at.
    pub skipped: Vec<WireSkip>,
    /// Assumptions made while reading.
    pub notes: Vec<String>,
}

/// What made the report.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Tool {
    /// Always `orglint`.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
}

/// How a file was read.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Input {
    /// Path with `/` between its parts.
    pub file: String,
    /// Table that it fills.
    pub table: &'static str,
    /// Records read.
    pub rows: u32,
    /// Records that could not be put to use.
    pub rejected: u32,
    /// Why the file was taken for this table, where its name does not say it.
    pub why: Option<String>,
    /// Headers and what they were taken to mean.
    pub columns: Vec<WireColumn>,
}

/// How a column was read.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WireColumn {
    /// Header in the file.
    pub header: String,
    /// Column of the table, or `null`.
    pub meaning: Option<&'static str>,
}

/// What was read and found, in numbers.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Summary {
    /// People: one per row.
    pub people: usize,
    /// Teams and units.
    pub teams: usize,
    /// Dependency rows.
    pub dependencies: usize,
    /// Meetings and sessions.
    pub meetings: usize,
    /// Liaison rows.
    pub liaisons: usize,
    /// Findings by level.
    pub findings: Counts,
}

/// Findings by level.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Counts {
    /// Must be mended.
    pub error: usize,
    /// Should be mended.
    pub warning: usize,
    /// Worth knowing.
    pub note: usize,
}

/// One finding.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WireFinding<'r> {
    /// Rule.
    pub rule: &'static str,
    /// `error`, `warning` or `note`.
    #[schemars(extend("enum" = ["error", "warning", "note"]))]
    pub level: &'static str,
    /// One line that stands alone.
    pub message: &'r str,
    /// The place to open.
    pub location: WireLocation<'r>,
    /// Further places.
    pub related: Vec<WireRelated<'r>>,
    /// What it is about: `team:web`, `liaison:ana>web` …
    pub subjects: Vec<&'r str>,
    /// What to do about it.
    pub help: Option<&'r str>,
    /// The number behind it.
    pub measure: Option<WireMeasure>,
    /// Stays the same while the finding is the same; no line numbers in it.
    pub fingerprint: String,
}

/// A place in a file. Lines and columns count from 1, columns in characters.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WireLocation<'r> {
    /// Path with `/` between its parts.
    pub file: &'r str,
    /// Line.
    pub line: u32,
    /// First column.
    pub column: u32,
    /// Column after the last.
    pub end_column: u32,
}

/// A further place.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WireRelated<'r> {
    /// Where.
    pub location: WireLocation<'r>,
    /// What.
    pub message: &'r str,
}

/// The number behind a finding.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WireMeasure {
    /// What was measured.
    pub value: f64,
    /// What is still fine.
    pub limit: Option<f64>,
    /// Of what.
    pub unit: &'static str,
}

/// A finding that the configuration accepts.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WireAccepted<'r> {
    /// The finding.
    pub finding: WireFinding<'r>,
    /// Why it is accepted.
    pub reason: String,
}

/// How the findings compare with a baseline.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WireBaseline<'r> {
    /// Findings of the baseline that are still there.
    pub known: Vec<WireFinding<'r>>,
    /// Findings of the baseline that are gone.
    pub fixed: Vec<WireFixed<'r>>,
}

/// A finding of the baseline that is gone.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WireFixed<'r> {
    /// Rule.
    pub rule: &'r str,
    /// Fingerprint.
    pub fingerprint: &'r str,
    /// How many of its occurrences are gone.
    pub count: u32,
}

/// A rule that had nothing to look at.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WireSkip {
    /// Rule.
    pub rule: &'static str,
    /// Why.
    pub reason: String,
}

/// Writes the document, indented, with a line end.
///
/// # Errors
/// If the writer fails.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let frame = serde_json::to_string_pretty(&document(report))?;
    // Inside a string the quotes would be escaped, so this is the list itself.
    match frame.split_once(FINDINGS) {
        Some((head, tail)) if !report.findings.is_empty() => {
            writeln!(out, "{head}\"findings\": [")?;
            write_findings(report, out)?;
            write!(out, "\n  ]{tail}\n")
        }
        _ => writeln!(out, "{frame}"),
    }
}

/// An empty list of findings in the document.
const FINDINGS: &str = "\"findings\": []";

/// Findings that are written by one task.
const TASK: usize = 256;

/// Writes the findings, rendered in parallel, a limited number at a time: all of them as structs and
/// text would take more memory than the organization.
fn write_findings(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut first = true;
    for some in report.findings.chunks(64 * TASK) {
        let texts: Vec<io::Result<Vec<u8>>> = some
            .par_chunks(TASK)
            .map(|findings| rendered(report, findings))
            .collect();
        for text in texts {
            if !std::mem::take(&mut first) {
                out.write_all(b",\n")?;
            }
            out.write_all(&text?)?;
        }
    }
    Ok(())
}

/// Findings as they stand in the document, without the line end after the last.
fn rendered(report: &Report<'_>, findings: &[Finding]) -> io::Result<Vec<u8>> {
    let mut text = Vec::with_capacity(findings.len() * 2048);
    for (index, finding) in findings.iter().enumerate() {
        text.extend_from_slice(if index > 0 { b",\n    " } else { b"    " });
        let mut layout = PrettyFormatter::new();
        // A finding stands inside the document and its list.
        layout.begin_object(&mut io::sink())?;
        layout.begin_array(&mut io::sink())?;
        wire(report, finding).serialize(&mut Serializer::with_formatter(&mut text, layout))?;
    }
    Ok(text)
}

/// The JSON Schema of [`Document`], indented.
pub fn schema() -> String {
    // The schema of what is written, in which every field is present, `null` or not.
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let schema = settings
        .into_generator()
        .into_root_schema_for::<Document<'static>>();
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}

/// The report as wire structs, but for the findings, which are written one by one.
fn document<'r>(report: &'r Report<'_>) -> Document<'r> {
    let org = report.org;
    Document {
        schema_version: 1,
        tool: Tool {
            name: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
        },
        inputs: inputs(report),
        summary: Summary {
            people: org.people.len(),
            teams: org.teams.len(),
            dependencies: org.dependencies.len(),
            meetings: org.meetings.len(),
            liaisons: org.liaisons.len(),
            findings: Counts {
                error: report.count(Level::Error),
                warning: report.count(Level::Warning),
                note: report.count(Level::Note),
            },
        },
        findings: Vec::new(),
        accepted: report
            .accepted
            .iter()
            .map(|accepted| WireAccepted {
                finding: wire(report, &accepted.finding),
                reason: accepted.reason.clone(),
            })
            .collect(),
        baseline: report
            .baseline
            .as_ref()
            .map(|delta| baseline(report, delta)),
        skipped: report
            .skipped
            .iter()
            .map(|skip| WireSkip {
                rule: skip.rule.name,
                reason: skip.reason.clone(),
            })
            .collect(),
        notes: report.notes(),
    }
}

fn inputs(report: &Report<'_>) -> Vec<Input> {
    let table_name = |table: Table| table.name();
    report
        .org
        .reads
        .iter()
        .map(|read| Input {
            file: report.org.sources.get(read.file).name.clone(),
            table: table_name(read.table),
            rows: read.rows,
            rejected: read.rejected,
            why: read.why.clone(),
            columns: read
                .columns
                .iter()
                .map(|(header, meaning)| WireColumn {
                    header: header.clone(),
                    meaning: meaning.map(crate::model::Column::name),
                })
                .collect(),
        })
        .collect()
}

fn wire<'r>(report: &'r Report<'_>, finding: &'r Finding) -> WireFinding<'r> {
    WireFinding {
        rule: finding.rule.name,
        level: finding.level.name(),
        message: &finding.message,
        location: location(report, finding.place),
        related: finding.related.iter().map(|l| related(report, l)).collect(),
        subjects: finding.subjects.iter().map(Subject::as_str).collect(),
        help: finding.help.as_deref(),
        measure: finding.measure.map(|measure| WireMeasure {
            value: measure.value,
            limit: measure.limit,
            unit: measure.unit,
        }),
        fingerprint: finding.fingerprint(),
    }
}

fn baseline<'r>(report: &'r Report<'_>, delta: &'r Delta) -> WireBaseline<'r> {
    let fixed = delta.fixed.iter().map(|fixed| WireFixed {
        rule: &fixed.rule,
        fingerprint: &fixed.fingerprint,
        count: fixed.count,
    });
    WireBaseline {
        known: delta.known.iter().map(|f| wire(report, f)).collect(),
        fixed: fixed.collect(),
    }
}

fn related<'r>(report: &'r Report<'_>, label: &'r Label) -> WireRelated<'r> {
    WireRelated {
        location: location(report, label.place),
        message: &label.text,
    }
}

fn location<'r>(report: &'r Report<'_>, place: Place) -> WireLocation<'r> {
    let (source, at) = report.locate(place);
    WireLocation {
        file: &source.name,
        line: at.line,
        column: at.column,
        end_column: at.end_column,
    }
}
