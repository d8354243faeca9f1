//! Test harness of the rules: several tables in one text, those of earlier states by names such as
//! `snapshots/2024-01-31/teams.csv`, in which a remark `#~ level: message` at
//! the end of a line says which finding is expected on that line.

use crate::facts::{FactOptions, Facts};
use crate::ingest::{self, Input, PastFolder};
use crate::lint::{Context, Finding, Rule, RuleMeta, Runnable, Sink};
use crate::model::Org;
use std::collections::BTreeMap;

/// Splits `== name` sections into files.
pub(crate) fn files(text: &str) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("== ") {
            files.push((name.trim().to_owned(), String::new()));
        } else if let Some((_, body)) = files.last_mut() {
            body.push_str(line);
            body.push('\n');
        }
    }
    files
}

/// Reads the tables of one text.
#[track_caller]
pub(crate) fn org(text: &str) -> Org {
    org_as_of(text, None)
}

/// Reads the tables of one text as of a day.
#[track_caller]
pub(crate) fn org_as_of(text: &str, as_of: Option<&str>) -> Org {
    let mut past: BTreeMap<String, Vec<Input>> = BTreeMap::new();
    let mut inputs = Vec::new();
    for (name, body) in files(text) {
        let day = name.strip_prefix("snapshots/");
        let day = day.and_then(|rest| Some(rest.split_once('/')?.0.to_owned()));
        let input = Input::new(name, body);
        match day {
            Some(day) => past.entry(day).or_default().push(input),
            None => inputs.push(input),
        }
    }
    let past = past
        .into_iter()
        .map(|(day, inputs)| PastFolder::new(day, || Ok(inputs)))
        .collect();
    let options = ingest::Options {
        as_of: as_of.map(|day| day.parse().expect("a date")),
        ..ingest::Options::default()
    };
    let org = ingest::read_with_past(inputs, past, &options).expect("readable");
    assert_eq!(org.verify(), Vec::<String>::new(), "broken organization");
    org
}

/// Runs one rule over one annotated text and compares line by line.
#[track_caller]
pub(crate) fn check<R: Rule>(rule: &R, annotated: &str) {
    check_as_of(rule, annotated, None);
}

/// The same as of a day.
#[track_caller]
pub(crate) fn check_as_of<R: Rule>(rule: &R, annotated: &str, as_of: Option<&str>) {
    let (text, mut expected) = split_remarks(annotated);
    let org = org_as_of(&text, as_of);
    let mut actual = lines(&org, &run(rule, R::META, &org));
    expected.sort();
    actual.sort();
    assert_eq!(actual, expected, "findings differ from the remarks");
}

/// Takes the remarks out of a text and gives them as `file:line: remark`.
fn split_remarks(annotated: &str) -> (String, Vec<String>) {
    let (mut text, mut expected) = (String::new(), Vec::new());
    let (mut file, mut number) = (String::new(), 0);
    for line in annotated.lines() {
        let mut parts = line.split("#~");
        let row = parts.next().unwrap_or("");
        if let Some(name) = row.strip_prefix("== ") {
            (file, number) = (name.trim().to_owned(), 0);
        } else {
            number += 1;
        }
        expected.extend(parts.map(|remark| format!("{file}:{number}: {}", remark.trim())));
        text.push_str(row.trim_end());
        text.push('\n');
    }
    (text, expected)
}

/// Runs one rule.
pub(crate) fn run(rule: &dyn Runnable, meta: &'static RuleMeta, org: &Org) -> Vec<Finding> {
    let facts = Facts::new(org, FactOptions::default());
    let mut sink = Sink::new(meta, None);
    if meta.needs.iter().all(|need| need.missing(org).is_none()) {
        rule.run(Context { org, facts: &facts }, &mut sink);
    }
    sink.into_findings()
}

fn lines(org: &Org, findings: &[Finding]) -> Vec<String> {
    findings
        .iter()
        .map(|finding| {
            let file = &org.sources.get(finding.place.file).name;
            let line = org.sources.locate(finding.place).line;
            format!("{file}:{line}: {}: {}", finding.level, finding.message)
        })
        .collect()
}
