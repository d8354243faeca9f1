//! The Code Quality report of GitLab: a JSON array that a merge request shows beside the lines that it
//! changes. Only the fields that GitLab reads.

use super::plain;
use crate::lint::{Finding, Level};
use crate::report::Report;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

/// Writes one element per finding.
///
/// # Errors
/// If the writer fails.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut seen = BTreeMap::new();
    let issues: Vec<_> = report
        .findings
        .iter()
        .map(|finding| issue(report, finding, &mut seen))
        .collect();
    serde_json::to_writer_pretty(&mut *out, &issues)?;
    out.write_all(b"\n")
}

/// GitLab shows one issue per fingerprint, so a finding that is told twice gets a number.
fn issue<'a>(
    report: &'a Report<'_>,
    finding: &'a Finding,
    seen: &mut BTreeMap<String, usize>,
) -> Issue<'a> {
    let (source, at) = report.locate(finding.place);
    let fingerprint = finding.fingerprint();
    let times = seen.entry(fingerprint.clone()).or_default();
    *times += 1;
    Issue {
        description: plain(&finding.message).into_owned(),
        check_name: finding.rule.name,
        fingerprint: match times {
            1 => fingerprint,
            times => format!("{fingerprint}-{times}"),
        },
        severity: match finding.level {
            Level::Error => "critical",
            Level::Warning => "major",
            Level::Note | Level::Allow => "info",
        },
        location: Location {
            path: source.name.strip_prefix("./").unwrap_or(&source.name),
            lines: Lines {
                begin: at.line,
                end: at.line,
            },
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::sample;
    use serde_json::Value;

    #[test]
    fn every_finding_is_an_issue_with_a_fingerprint_of_its_own() {
        let org = sample::org();
        let report = sample::report(&org, 3);
        let mut out = Vec::new();
        write(&report, &mut out).unwrap();
        let issues: Value = serde_json::from_slice(&out).unwrap();
        let issues = issues.as_array().unwrap();
        let print = report.findings[0].fingerprint();
        let prints: Vec<_> = issues.iter().map(|i| i["fingerprint"].clone()).collect();
        assert_eq!(
            prints,
            [print.clone(), format!("{print}-2"), format!("{print}-3")]
        );
        assert_eq!(issues[0]["severity"], "critical");
        assert_eq!(issues[1]["severity"], "info");
        assert_eq!(issues[0]["check_name"], "long-name");
        assert_eq!(issues[0]["location"]["path"], "data/my people.csv");
        assert_eq!(issues[0]["location"]["lines"]["begin"], 2);
        assert!(
            issues[0]["description"]
                .as_str()
                .unwrap()
                .contains("\\u{202e}")
        );
    }
}
