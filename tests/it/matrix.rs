//! Every rule over every fixture organisation: one blessed table shows what fires where.

use crate::support::{blessed, fixture_orgs, root};
use orglint::config::{Config, Preset};
use orglint::engine;
use orglint::facts::Facts;
use orglint::ingest::{self, files};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

/// Number of findings by rule; rules that are opt-in carry a `+`.
fn findings(folder: &Path, preset: Preset) -> BTreeMap<String, usize> {
    let toml = folder.join("orglint.toml");
    let mut config = if toml.is_file() {
        Config::parse("orglint.toml", &std::fs::read_to_string(toml).unwrap()).unwrap()
    } else {
        Config::default()
    };
    config.preset = preset;
    let options = ingest::Options {
        as_of: config.as_of,
        keep_leavers: config.keep_leavers,
        models: config.model_words(),
        ..ingest::Options::default()
    };
    let inputs = files::open(&[folder.to_path_buf()]).unwrap();
    let past = files::snapshots(folder).unwrap();
    let org = ingest::read_with_past(inputs, past, &options).unwrap();
    assert_eq!(org.verify(), Vec::<String>::new(), "{}", folder.display());
    let facts = Facts::new(&org, config.facts);
    let report = engine::run(&facts, &config, None);
    let mut counts = BTreeMap::new();
    for finding in &report.findings {
        let mark = if finding.rule.recommended { "" } else { " +" };
        *counts
            .entry(format!("{}{mark}", finding.rule.name))
            .or_default() += 1;
    }
    counts
}

#[test]
fn every_rule_on_every_fixture() {
    let mut table = String::from(
        "Findings by fixture and rule, all rules on; `+` marks rules that are opt-in.\n",
    );
    for folder in fixture_orgs() {
        let name = folder.strip_prefix(root().join("fixtures/orgs")).unwrap();
        let _ = writeln!(table, "\n{}", name.display().to_string().replace('\\', "/"));
        let counts = findings(&folder, Preset::All);
        if counts.is_empty() {
            table.push_str("  silent\n");
        }
        for (rule, count) in counts {
            let _ = writeln!(table, "  {rule}: {count}");
        }
    }
    blessed(&root().join("fixtures/matrix.txt"), &table);
}

#[test]
fn the_healthy_organisation_is_silent() {
    let found = findings(&root().join("fixtures/orgs/healthy"), Preset::Recommended);
    assert_eq!(found, BTreeMap::new());
}
