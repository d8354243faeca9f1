//! The examples do what they say. A plain `cargo test` has built them already.

use crate::program::text;
use crate::support::root;
use std::process::Command;

#[track_caller]
fn run(name: &str, args: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .current_dir(root())
        .args(["run", "--quiet", "--example", name, "--"])
        .args(args)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout)
}

#[test]
fn loading_checking_and_printing_takes_twenty_lines() {
    let found = run("check", &["fixtures/orgs/acme"]);
    assert!(
        found.contains("fixtures/orgs/acme/people.csv:2:1: warning[span-too-wide]"),
        "{found}"
    );
}

#[test]
fn a_rule_from_outside_runs_like_our_own() {
    let found = run("own_rule", &["fixtures/orgs/acme"]);
    assert!(found.contains("note[hardly-a-manager]"), "{found}");
    assert!(found.contains("found   1 note"), "{found}");
}

#[test]
fn one_chart_becomes_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("load.svg");
    run(
        "draw_chart",
        &["liaison-load", "fixtures/orgs/acme", file.to_str().unwrap()],
    );
    assert!(std::fs::read_to_string(file).unwrap().starts_with("<svg "));
}
