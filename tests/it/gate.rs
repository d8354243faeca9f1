//! `check` as a gate: baseline, budget of warnings, and what must have been looked at.

use crate::program::{files_below, organisation, orglint, text};
use crate::support::root;
use std::fs;
use std::path::Path;
use std::process::Output;

fn run(args: &[&str], folder: &Path) -> Output {
    orglint().args(args).arg(folder).output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

/// A copy of the bundled organisation.
fn acme() -> tempfile::TempDir {
    let source = root().join("fixtures/orgs/acme");
    let names = files_below(&source);
    let texts: Vec<String> = names
        .iter()
        .map(|name| fs::read_to_string(source.join(name)).unwrap())
        .collect();
    let files: Vec<(&str, &str)> = names
        .iter()
        .zip(&texts)
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    organisation(&files)
}

#[test]
fn only_what_is_new_fails() {
    let acme = acme();
    let known = acme.path().join("known.toml");
    let known = known.to_str().unwrap();
    let written = run(&["baseline", "-o", known], acme.path());
    assert_eq!(code(&written), 0, "{}", text(&written.stderr));
    let check = [
        "check",
        "--baseline",
        known,
        "--fail-on",
        "note",
        "-f",
        "concise",
    ];
    let same = run(&check, acme.path());
    assert_eq!((code(&same), text(&same.stdout)), (0, String::new()));

    // Rows above move the known findings to other lines; a new person makes one finding.
    let people = acme.path().join("people.csv");
    let before = fs::read_to_string(&people).unwrap();
    let (header, rows) = before.split_once('\n').unwrap();
    let blanks = ",".repeat(header.matches(',').count() - 2);
    fs::write(
        &people,
        format!("{header}\nnew,New Person,nobody-here{blanks}\n{rows}"),
    )
    .unwrap();
    let more = run(&check, acme.path());
    let shown = text(&more.stdout);
    assert_eq!((code(&more), shown.lines().count()), (1, 1), "{shown}");
    assert!(shown.contains("nobody-here"), "{shown}");
}

#[test]
fn a_baseline_shrinks_and_a_strict_gate_wants_it_shrunk() {
    let acme = acme();
    let file = acme.path().join("known.toml");
    let known = file.to_str().unwrap();
    run(&["baseline", "-o", known], acme.path());
    let before = fs::read_to_string(&file).unwrap();
    fs::remove_file(acme.path().join("liaisons.csv")).unwrap();
    let check = ["check", "--baseline", known, "--fail-on", "note"];
    let easy = run(&check, acme.path());
    assert_eq!(code(&easy), 0, "{}", text(&easy.stdout));
    assert!(text(&easy.stdout).contains("known from the baseline, "));
    let strict = run(&[&check[..], &["--strict-baseline"]].concat(), acme.path());
    assert_eq!(code(&strict), 1);
    assert!(
        text(&strict.stderr).contains("--shrink"),
        "{}",
        text(&strict.stderr)
    );
    run(&["baseline", "--shrink", "-o", known], acme.path());
    let after = fs::read_to_string(&file).unwrap();
    assert!(after.len() < before.len());
    let entry = |line: &str| line.split('#').next().unwrap_or_default().to_owned();
    let added = |line: &&str| !before.contains(&entry(line));
    assert_eq!(after.lines().find(added), None, "only removals");
    let strict = run(&[&check[..], &["--strict-baseline"]].concat(), acme.path());
    assert_eq!(code(&strict), 0, "{}", text(&strict.stderr));
}

#[test]
fn every_format_knows_of_the_baseline() {
    let acme = acme();
    let file = acme.path().join("known.toml");
    let known = file.to_str().unwrap();
    run(&["baseline", "-o", known], acme.path());
    let told =
        |format| text(&run(&["check", "--baseline", known, "-f", format], acme.path()).stdout);
    let json: serde_json::Value = serde_json::from_str(&told("json")).unwrap();
    assert_eq!(json["findings"].as_array().unwrap().len(), 0);
    let many = json["baseline"]["known"].as_array().unwrap().len();
    assert!(many > 5);
    let sarif: serde_json::Value = serde_json::from_str(&told("sarif")).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), many);
    assert!(
        results
            .iter()
            .all(|result| result["baselineState"] == "unchanged")
    );
    for format in ["human", "github", "markdown"] {
        assert!(
            told(format).contains(&format!("{many} known from the baseline")),
            "{format}"
        );
    }
}

#[test]
fn a_wrong_baseline_is_an_error_with_its_line() {
    let acme = acme();
    let file = acme.path().join("known.toml");
    fs::write(&file, "version = 1\n[known.a]\nb = true\n").unwrap();
    let output = run(
        &["check", "--baseline", file.to_str().unwrap()],
        acme.path(),
    );
    assert_eq!(code(&output), 2);
    assert!(
        text(&output.stderr).contains("line 3"),
        "{}",
        text(&output.stderr)
    );
}

#[test]
fn warnings_have_a_budget() {
    let folder = root().join("fixtures/orgs/acme");
    let base = ["check", "--fail-on", "never", "--max-warnings"];
    assert_eq!(code(&run(&[&base[..], &["1000"]].concat(), &folder)), 0);
    let over = run(&[&base[..], &["0"]].concat(), &folder);
    assert_eq!(code(&over), 1);
    assert!(text(&over.stderr).contains("--max-warnings allows 0"));
}

#[test]
fn what_is_required_must_have_been_looked_at() {
    let org = organisation(&[("people.csv", "id,name,manager\n1,Ann,\n2,Bo,1\n")]);
    let require = |names: &str| run(&["check", "--require", names], org.path());
    assert_eq!(code(&require("people,span-too-wide")), 0);
    for (name, reason) in [
        ("meetings", "no meetings table"),
        ("decision-meeting-over-eight", "nothing to look at"),
        ("brokerage-concentration", "is off"),
    ] {
        let output = require(name);
        assert_eq!(code(&output), 1, "{name}");
        assert!(
            text(&output.stderr).contains(reason),
            "{}",
            text(&output.stderr)
        );
    }
    let slip = require("meeting");
    assert_eq!(code(&slip), 2);
    assert!(
        text(&slip.stderr).contains("did you mean `meetings`?"),
        "{}",
        text(&slip.stderr)
    );
}
