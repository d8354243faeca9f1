//! Each model has an organization in which it holds and one in which each invariant is broken once;
//! and what the registry promises.

use super::{ALL, Entry, checks};
use crate::facts::{FactOptions, Facts};
use crate::ingest::{self, files};
use crate::lint::{Context, Finding, Sink};
use crate::model::{CoordinationModel, Term};
use std::collections::BTreeMap;
use std::path::Path;

fn findings(entry: &Entry, case: &str) -> Vec<Finding> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures/orgs/models")
        .join(entry.model.name)
        .join(case);
    let options = ingest::Options {
        as_of: Some(jiff::civil::date(2025, 10, 1)),
        ..ingest::Options::default()
    };
    let inputs = files::open(&[folder]).expect("a folder of tables");
    let org = ingest::read(inputs, &options).expect("readable");
    let facts = Facts::new(&org, FactOptions::default());
    let rule = (entry.rule.build)(serde_json::json!({})).expect("default options");
    let mut sink = Sink::new(entry.rule.meta, None);
    let cx = Context {
        org: &org,
        facts: &facts,
    };
    rule.run(cx, &mut sink);
    sink.into_findings()
}

/// The invariant that a message names at its end.
fn broken(finding: &Finding) -> &str {
    let (_, name) = finding.message.rsplit_once('(').expect("a name at the end");
    name.trim_end_matches(')')
}

#[test]
fn every_model_holds_where_it_should() {
    for entry in ALL {
        let found = findings(entry, "holds");
        let messages: Vec<&String> = found.iter().map(|finding| &finding.message).collect();
        assert!(messages.is_empty(), "{}: {messages:#?}", entry.model.name);
    }
}

#[test]
fn every_invariant_breaks_once() {
    let mut wrong = Vec::new();
    for entry in ALL {
        let found = findings(entry, "broken");
        let mut times: BTreeMap<&str, usize> = BTreeMap::new();
        for finding in &found {
            *times.entry(broken(finding)).or_default() += 1;
        }
        let expected: BTreeMap<&str, usize> = entry
            .model
            .invariants
            .iter()
            .map(|invariant| (invariant.name, 1))
            .collect();
        if times != expected {
            wrong.push(format!("{}: {times:?}\nnot {expected:?}", entry.model.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn breaks_of_one_row_have_fingerprints_of_their_own() {
    for entry in ALL {
        let found = findings(entry, "broken");
        let mut prints: Vec<String> = found.iter().map(Finding::fingerprint).collect();
        prints.sort();
        prints.dedup();
        assert_eq!(prints.len(), found.len(), "{}", entry.model.name);
    }
}

#[test]
fn messages_are_sentences_about_the_row() {
    let service = ALL.iter().find(|e| e.model.name == "service-provider");
    let found = findings(service.expect("registered"), "broken");
    let messages: Vec<&str> = found.iter().map(|f| f.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "Payments, service provider for Sales, serves nobody whose work waits for it (serves-a-hard-need)",
            "Payments, service provider for Sales, promises no turnaround (has-turnaround)",
            "Payments, service provider for Sales, is a product team, whose own work always comes first (not-a-product-team)",
        ]
    );
}

#[test]
fn the_registry_is_the_catalogue() {
    let names: Vec<&str> = ALL.iter().map(|entry| entry.model.name).collect();
    let words: Vec<&str> = CoordinationModel::ALL
        .iter()
        .map(|kind| kind.name())
        .collect();
    assert_eq!(names, words);
    for entry in ALL {
        assert_eq!(entry.rule.meta.name, format!("model-{}", entry.model.name));
        assert_eq!(
            CoordinationModel::parse(entry.model.title),
            entry.model.kind,
            "{}",
            entry.model.title
        );
        for invariant in entry.model.invariants {
            let known = checks::find(invariant.name).expect("in the list of building blocks");
            assert_eq!(known.sentence, invariant.sentence);
        }
    }
}

#[test]
fn names_of_invariants_are_unique() {
    let mut names: Vec<&str> = checks::ALL.iter().map(|invariant| invariant.name).collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all);
}

#[test]
fn a_number_may_be_configured_and_others_are_refused() {
    let entry = ALL
        .iter()
        .find(|e| e.model.name == "tenets")
        .expect("registered");
    assert_eq!(
        (entry.rule.defaults)(),
        serde_json::json!({"max-tenets": 3})
    );
    assert!((entry.rule.build)(serde_json::json!({"max-tenets": 9})).is_ok());
    let error = (entry.rule.build)(serde_json::json!({"most": 9}))
        .err()
        .map(|e| e.to_string());
    assert_eq!(
        error.as_deref(),
        Some("unknown field `most`, expected one of `max-tenets`")
    );
}
