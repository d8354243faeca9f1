//! SARIF 2.1.0, the OASIS standard by which code hosts and editors show findings. Only the part of
//! the standard that a linter needs, as wire structs of our own.
//!
//! Columns count Unicode code points and `endColumn` is the column after the last, as the standard
//! says and as [`Location`](crate::source::Location) has them.

mod uri;
mod wire;

use crate::lint::{Finding, Level, RuleMeta};
use crate::report::{Accepted, Report};
use crate::source::Place;
use std::collections::BTreeMap;
use std::io::{self, Write};
use wire::{
    Artifact, ArtifactLocation, Configuration, Descriptor, Driver, Invocation, Log, Message,
    Notification, PhysicalLocation, Place as WirePlace, Properties, Region, RuleProperties,
    RuleReference, Run, SarifResult, Suppression, Text, Tool,
};

/// Writes the log, indented, with a line end.
///
/// # Errors
/// If the writer fails.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &log(report))?;
    out.write_all(b"\n")
}

fn log(report: &Report<'_>) -> Log {
    let rules = enabled(report);
    let index: BTreeMap<&str, usize> = rules
        .iter()
        .enumerate()
        .map(|(at, rule)| (rule.name, at))
        .collect();
    let found = report
        .findings
        .iter()
        .map(|f| result(report, &index, f, None));
    let known = report.baseline.iter().flat_map(|delta| &delta.known);
    let known = known.map(|finding| SarifResult {
        baseline_state: Some("unchanged"),
        ..result(report, &index, finding, None)
    });
    let accepted = report
        .accepted
        .iter()
        .map(|Accepted { finding, reason }| result(report, &index, finding, Some(reason)));
    Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "orglint",
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    rules: rules.iter().map(|rule| descriptor(rule)).collect(),
                },
            },
            invocations: [Invocation {
                execution_successful: true,
                tool_configuration_notifications: skipped(report, &index),
            }],
            artifacts: artifacts(report),
            column_kind: "unicodeCodePoints",
            results: found.chain(known).chain(accepted).collect(),
        }],
    }
}

/// Rules that were on, by name: those that looked, those without anything to look at, and those of
/// the engine that spoke.
fn enabled(report: &Report<'_>) -> Vec<&'static RuleMeta> {
    let looked = report.rules.iter().copied();
    let skipped = report.skipped.iter().map(|skip| skip.rule);
    let spoke = report.findings.iter().map(|finding| finding.rule);
    let accepted = report.accepted.iter().map(|a| a.finding.rule);
    let known = report.baseline.iter().flat_map(|delta| &delta.known);
    let by_name: BTreeMap<&str, &'static RuleMeta> = looked
        .chain(skipped)
        .chain(spoke)
        .chain(accepted)
        .chain(known.map(|finding| finding.rule))
        .map(|rule| (rule.name, rule))
        .collect();
    by_name.into_values().collect()
}

fn descriptor(rule: &RuleMeta) -> Descriptor {
    let markdown = rule.markdown();
    Descriptor {
        id: rule.name,
        short_description: Text {
            text: rule.summary.to_owned(),
        },
        default_configuration: Configuration {
            enabled: rule.recommended,
            level: level(rule.level),
        },
        help: Message {
            text: markdown.clone(),
            markdown: Some(markdown),
        },
        properties: RuleProperties {
            tags: [rule.smell.heading()],
        },
    }
}

/// SARIF's words for levels.
fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
        Level::Allow => "none",
    }
}

/// Why rules had nothing to look at, so that silence is not taken for health.
fn skipped(report: &Report<'_>, index: &BTreeMap<&str, usize>) -> Vec<Notification> {
    report
        .skipped
        .iter()
        .map(|skip| Notification {
            associated_rule: RuleReference {
                id: skip.rule.name,
                index: index.get(skip.rule.name).copied(),
            },
            level: "note",
            message: Text {
                text: format!("skipped: {}", skip.reason),
            },
        })
        .collect()
}

fn artifacts(report: &Report<'_>) -> Vec<Artifact> {
    report
        .org
        .sources
        .iter()
        .map(|(_, source)| Artifact {
            location: ArtifactLocation {
                uri: uri::encode(&source.name),
            },
        })
        .collect()
}

fn result(
    report: &Report<'_>,
    index: &BTreeMap<&str, usize>,
    finding: &Finding,
    accepted: Option<&String>,
) -> SarifResult {
    let related = finding.related.iter().enumerate();
    SarifResult {
        rule_id: finding.rule.name,
        rule_index: index.get(finding.rule.name).copied(),
        level: level(finding.level),
        message: Text {
            text: message(finding),
        },
        locations: [place(report, finding.place, None, None)],
        related_locations: related
            .map(|(id, label)| place(report, label.place, Some(id), Some(&label.text)))
            .collect(),
        baseline_state: report.baseline.as_ref().map(|_| "new"),
        partial_fingerprints: BTreeMap::from([("orglint/v1", finding.fingerprint())]),
        suppressions: accepted
            .map(|reason| Suppression {
                kind: "external",
                status: "accepted",
                justification: reason.clone(),
            })
            .into_iter()
            .collect(),
        properties: Properties {
            subjects: finding
                .subjects
                .iter()
                .map(|subject| subject.as_str().to_owned())
                .collect(),
            value: finding.measure.map(|measure| measure.value),
            limit: finding.measure.and_then(|measure| measure.limit),
            unit: finding.measure.map(|measure| measure.unit),
        },
    }
}

/// Viewers take the first line as the title and show the rest on demand.
fn message(finding: &Finding) -> String {
    match &finding.help {
        Some(help) => defused(&format!("{}\nhelp: {help}", finding.message)),
        None => defused(&finding.message),
    }
}

/// SARIF messages know links in square brackets; names must not make any.
fn defused(text: &str) -> String {
    text.lines()
        .map(|line| super::plain(line).replace('[', "\\[").replace(']', "\\]"))
        .collect::<Vec<_>>()
        .join("\n")
}

fn place(report: &Report<'_>, place: Place, id: Option<usize>, text: Option<&str>) -> WirePlace {
    let (source, at) = report.locate(place);
    WirePlace {
        id,
        physical_location: PhysicalLocation {
            artifact_location: ArtifactLocation {
                uri: uri::encode(&source.name),
            },
            region: Region {
                start_line: at.line,
                start_column: at.column,
                end_column: at.end_column.max(at.column),
            },
        },
        message: text.map(|text| Text {
            text: defused(text),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::sample;
    use serde_json::Value;

    fn sample_log() -> Value {
        let org = sample::org();
        let mut out = Vec::new();
        write(&sample::report(&org, 2), &mut out).unwrap();
        serde_json::from_slice(&out).unwrap()
    }

    #[test]
    fn places_rules_and_suppressions_are_where_viewers_look() {
        let log = sample_log();
        let run = &log["runs"][0];
        let rules: Vec<&str> = run["tool"]["driver"]["rules"]
            .as_array()
            .unwrap()
            .iter()
            .map(|rule| rule["id"].as_str().unwrap())
            .collect();
        assert_eq!(rules, ["any-meeting", "long-name"]);
        let first = &run["results"][0];
        assert_eq!(first["ruleIndex"], 1);
        assert_eq!(first["level"], "error");
        let physical = &first["locations"][0]["physicalLocation"];
        assert_eq!(physical["artifactLocation"]["uri"], "data/my%20people.csv");
        assert_eq!(physical["region"]["startLine"], 2);
        assert_eq!(physical["region"]["startColumn"], 3);
        assert_eq!(first["suppressions"], serde_json::json!([]));
        assert_eq!(first["relatedLocations"][0]["id"], 0);
        let accepted = &run["results"][2];
        assert_eq!(
            accepted["suppressions"][0]["justification"],
            "agreed with <Bo>"
        );
        let notice = &run["invocations"][0]["toolConfigurationNotifications"][0];
        assert_eq!(notice["message"]["text"], "skipped: no <meetings> table");
    }

    #[test]
    fn names_make_no_links() {
        let log = sample_log();
        let text = log["runs"][0]["results"][0]["message"]["text"]
            .as_str()
            .unwrap();
        assert!(text.contains("\\[a\\](http"), "{text}");
        assert!(!text.contains('\u{202e}'));
    }

    #[test]
    fn the_log_is_valid_by_the_schema_of_the_standard() {
        let schema: Value = serde_json::from_str(include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/schemas/sarif-2.1.0.json"
        )))
        .unwrap();
        let mut compiler = boon::Compiler::new();
        compiler.enable_format_assertions();
        compiler.add_resource("mem:///sarif", schema).unwrap();
        let mut schemas = boon::Schemas::new();
        let index = compiler.compile("mem:///sarif", &mut schemas).unwrap();
        let log = sample_log();
        let checked = schemas.validate(&log, index).map_err(|e| e.to_string());
        assert_eq!(checked, Ok(()));
        let mut broken = log;
        broken["runs"][0]["results"][0]["level"] = "loud".into();
        assert!(schemas.validate(&broken, index).is_err());
    }
}
