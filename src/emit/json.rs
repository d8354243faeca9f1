//! The JSON contract, version 1. Its schema is `schema/report-v1.json`; fields are only ever added.

use crate::lint::{Finding, Label, Level};
use crate::model::Table;
use crate::report::{Delta, Report};
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;
use std::io::{self, Write};

/// A report.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Document {
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
    pub findings: Vec<WireFinding>,
    /// Findings that the configuration accepts.
    pub accepted: Vec<WireAccepted>,
    /// How the findings compare with a baseline, where one was given; `findings` are the new ones.
    pub baseline: Option<WireBaseline>,
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
pub struct WireFinding {
    /// Rule.
    pub rule: &'static str,
    /// `error`, `warning` or `note`.
    #[schemars(extend("enum" = ["error", "warning", "note"]))]
    pub level: &'static str,
    /// One line that stands alone.
    pub message: String,
    /// The place to open.
    pub location: WireLocation,
    /// Further places.
    pub related: Vec<WireRelated>,
    /// What it is about: `team:web`, `liaison:ana>web` …
    pub subjects: Vec<String>,
    /// What to do about it.
    pub help: Option<String>,
    /// The number behind it.
    pub measure: Option<WireMeasure>,
    /// Stays the same while the finding is the same; no line numbers in it.
    pub fingerprint: String,
}

/// A place in a file. Lines and columns count from 1, columns in characters.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WireLocation {
    /// Path with `/` between its parts.
    pub file: String,
    /// Line.
    pub line: u32,
    /// First column.
    pub column: u32,
    /// Column after the last.
    pub end_column: u32,
}

/// A further place.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WireRelated {
    /// Where.
    pub location: WireLocation,
    /// What.
    pub message: String,
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
pub struct WireAccepted {
    /// The finding.
    pub finding: WireFinding,
    /// Why it is accepted.
    pub reason: String,
}

/// How the findings compare with a baseline.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WireBaseline {
    /// Findings of the baseline that are still there.
    pub known: Vec<WireFinding>,
    /// Findings of the baseline that are gone.
    pub fixed: Vec<WireFixed>,
}

/// A finding of the baseline that is gone.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WireFixed {
    /// Rule.
    pub rule: String,
    /// Fingerprint.
    pub fingerprint: String,
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
    serde_json::to_writer_pretty(&mut *out, &document(report))?;
    out.write_all(b"\n")
}

/// The JSON Schema of [`Document`], indented.
pub fn schema() -> String {
    // The schema of what is written, in which every field is present, `null` or not.
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let schema = settings.into_generator().into_root_schema_for::<Document>();
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}

/// The report as wire structs.
pub fn document(report: &Report<'_>) -> Document {
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
        findings: report.findings.iter().map(|f| wire(report, f)).collect(),
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

fn wire(report: &Report<'_>, finding: &Finding) -> WireFinding {
    WireFinding {
        rule: finding.rule.name,
        level: finding.level.name(),
        message: finding.message.clone(),
        location: location(report, finding.place),
        related: finding.related.iter().map(|l| related(report, l)).collect(),
        subjects: finding
            .subjects
            .iter()
            .map(|subject| subject.as_str().to_owned())
            .collect(),
        help: finding.help.clone(),
        measure: finding.measure.map(|measure| WireMeasure {
            value: measure.value,
            limit: measure.limit,
            unit: measure.unit,
        }),
        fingerprint: finding.fingerprint(),
    }
}

fn baseline(report: &Report<'_>, delta: &Delta) -> WireBaseline {
    let fixed = delta.fixed.iter().map(|fixed| WireFixed {
        rule: fixed.rule.clone(),
        fingerprint: fixed.fingerprint.clone(),
        count: fixed.count,
    });
    WireBaseline {
        known: delta.known.iter().map(|f| wire(report, f)).collect(),
        fixed: fixed.collect(),
    }
}

fn related(report: &Report<'_>, label: &Label) -> WireRelated {
    WireRelated {
        location: location(report, label.place),
        message: label.text.clone(),
    }
}

fn location(report: &Report<'_>, place: crate::source::Place) -> WireLocation {
    let (source, at) = report.locate(place);
    WireLocation {
        file: source.name.clone(),
        line: at.line,
        column: at.column,
        end_column: at.end_column,
    }
}
