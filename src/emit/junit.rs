//! The XML of `JUnit`, which build servers show as tests: a rule is a suite. A rule without findings is a
//! test that passes, an error or warning a test that fails, a note a test that passes and says what it
//! saw, a rule with nothing to look at a skipped test.

use super::xml::Xml;
use crate::lint::{Finding, Level, RuleMeta};
use crate::report::{Report, Skip};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Writes one suite per rule, in the order of the registry, skipped rules last.
///
/// # Errors
/// If the writer fails.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut by_rule: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in &report.findings {
        by_rule.entry(finding.rule.name).or_default().push(finding);
    }
    let mut xml = Xml::new(out)?;
    xml.open("testsuites", &[("name", "orglint")])?;
    for rule in &report.rules {
        let findings = by_rule.remove(rule.name).unwrap_or_default();
        suite(report, rule, &findings, &mut xml)?;
    }
    // Findings of the engine itself, such as suppressions that accept nothing.
    for findings in by_rule.values() {
        if let Some(first) = findings.first() {
            suite(report, first.rule, findings, &mut xml)?;
        }
    }
    for skip in &report.skipped {
        skipped(skip, &mut xml)?;
    }
    xml.end()
}

fn fails(finding: &Finding) -> bool {
    finding.level >= Level::Warning
}

fn suite(
    report: &Report<'_>,
    rule: &RuleMeta,
    findings: &[&Finding],
    xml: &mut Xml<'_>,
) -> io::Result<()> {
    let failures = findings.iter().filter(|finding| fails(finding)).count();
    open_suite(rule, findings.len().max(1), failures, 0, xml)?;
    if findings.is_empty() {
        case(rule, rule.summary, xml)?;
        xml.close()?;
    }
    for finding in findings {
        case(rule, &finding.message, xml)?;
        let (source, at) = report.locate(finding.place);
        let mut told = format!("{}:{}:{}", source.name, at.line, at.column);
        if let Some(help) = &finding.help {
            told.push_str(" help: ");
            told.push_str(help);
        }
        if fails(finding) {
            let level = finding.level.name();
            xml.text(
                "failure",
                &[("message", &finding.message), ("type", level)],
                &told,
            )?;
        } else {
            xml.text("system-out", &[], &told)?;
        }
        xml.close()?;
    }
    xml.close()
}

fn skipped(skip: &Skip, xml: &mut Xml<'_>) -> io::Result<()> {
    open_suite(skip.rule, 1, 0, 1, xml)?;
    case(skip.rule, skip.rule.summary, xml)?;
    xml.empty("skipped", &[("message", &skip.reason)])?;
    xml.close()?;
    xml.close()
}

fn open_suite(
    rule: &RuleMeta,
    tests: usize,
    failures: usize,
    skipped: usize,
    xml: &mut Xml<'_>,
) -> io::Result<()> {
    xml.open(
        "testsuite",
        &[
            ("name", rule.name),
            ("tests", &tests.to_string()),
            ("failures", &failures.to_string()),
            ("errors", "0"),
            ("skipped", &skipped.to_string()),
        ],
    )
}

fn case(rule: &RuleMeta, name: &str, xml: &mut Xml<'_>) -> io::Result<()> {
    let class = format!("orglint.{}", rule.name);
    xml.open("testcase", &[("classname", &class), ("name", name)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::sample;

    #[test]
    fn errors_fail_notes_pass_and_skipped_rules_are_skipped() {
        let org = sample::org();
        let mut report = sample::report(&org, 2);
        for (finding, message) in report.findings.iter_mut().zip(["loud", "quiet"]) {
            finding.message = message.to_owned();
            finding.help = Some("shorten".to_owned());
        }
        let mut out = Vec::new();
        write(&report, &mut out).unwrap();
        insta::assert_snapshot!(String::from_utf8(out).unwrap(), @r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="orglint">
          <testsuite name="long-name" tests="2" failures="1" errors="0" skipped="0">
            <testcase classname="orglint.long-name" name="loud">
              <failure message="loud" type="error">data/my people.csv:2:3 help: shorten</failure>
            </testcase>
            <testcase classname="orglint.long-name" name="quiet">
              <system-out>data/my people.csv:2:3 help: shorten</system-out>
            </testcase>
          </testsuite>
          <testsuite name="any-meeting" tests="1" failures="0" errors="0" skipped="1">
            <testcase classname="orglint.any-meeting" name="there is a meeting">
              <skipped message="no &lt;meetings&gt; table"/>
            </testcase>
          </testsuite>
        </testsuites>
        "#);
    }

    #[test]
    fn a_rule_without_findings_is_a_test_that_passes() {
        let org = sample::org();
        let report = sample::report(&org, 0);
        let mut out = Vec::new();
        write(&report, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(
            text.contains("<testsuite name=\"long-name\" tests=\"1\" failures=\"0\""),
            "{text}"
        );
    }
}
