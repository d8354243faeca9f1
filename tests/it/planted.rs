//! Large made-up organizations: what is planted is found at every size, and the output is the same
//! whatever the number of threads.

#[path = "../../examples/generate/organization.rs"]
mod organization;
#[path = "../../examples/generate/words.rs"]
mod words;

use crate::program::text;
use organization::Planted;
use orglint::config::Config;
use orglint::engine;
use orglint::facts::Facts;
use orglint::ingest::{self, Options, files};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// What is planted and not found.
fn missed(folder: &Path, planted: &[Planted]) -> Vec<String> {
    let inputs = files::open([folder]).unwrap();
    let org = ingest::read(inputs, &Options::default()).unwrap();
    assert_eq!(org.verify(), Vec::<String>::new());
    let config = Config::default();
    let facts = Facts::new(&org, config.facts);
    let report = engine::run(&facts, &config, None);
    let found: Vec<(&str, BTreeSet<&str>)> = (report.findings.iter())
        .map(|finding| {
            let subjects = finding.subjects.iter().map(orglint::model::Subject::as_str);
            (finding.rule.name, subjects.collect())
        })
        .collect();
    let is_found = |smell: &&Planted| {
        found.iter().any(|(rule, subjects)| {
            let all = smell.subjects.iter();
            *rule == smell.rule && all.into_iter().all(|key| subjects.contains(key.as_str()))
        })
    };
    let missed = planted.iter().filter(|smell| !is_found(smell));
    missed.map(|smell| format!("{smell:?}")).collect()
}

#[test]
fn what_is_planted_is_found_at_every_size() {
    for (people, seed) in [(1000, 1), (1000, 2), (3000, 3), (12_000, 4)] {
        let folder = tempfile::tempdir().unwrap();
        let planted = organization::write(people, seed, folder.path()).unwrap();
        assert!(planted.len() >= 10);
        assert_eq!(missed(folder.path(), &planted), Vec::<String>::new());
    }
}

#[test]
fn any_number_of_threads_writes_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    // Large enough for several chunks of a file and of the output.
    organization::write(16_000, 5, folder.path()).unwrap();
    let output = |threads: &str| {
        let run = Command::new(env!("CARGO_BIN_EXE_orglint"))
            .args(["check", "--all-rules", "--format", "json"])
            .arg(folder.path())
            .env("RAYON_NUM_THREADS", threads)
            .output()
            .unwrap();
        assert_eq!(text(&run.stderr), "");
        text(&run.stdout)
    };
    let one = output("1");
    assert!(one.len() > 100_000);
    assert!(one == output("2") && one == output("8"));
}
