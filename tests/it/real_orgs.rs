//! The release binary over published organisations that are not part of the project. Runs only where
//! `ORGLINT_ORGS` names their folder; each holds `facts.json` with counts made by other tools.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Every folder: `report` ends well, writes its files, and its totals equal the independent ones.
#[test]
#[ignore = "needs the folder of real organisations in ORGLINT_ORGS; run by .ci/run"]
fn real_orgs_are_read_to_the_last_row() {
    let orgs = PathBuf::from(std::env::var("ORGLINT_ORGS").expect("ORGLINT_ORGS is set"));
    let mut folders: Vec<PathBuf> = std::fs::read_dir(&orgs)
        .expect("the folder exists")
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("facts.json").is_file())
        .collect();
    folders.sort();
    assert!(
        folders.len() > 5,
        "too few organisations in {}",
        orgs.display()
    );
    let mut wrong = Vec::new();
    for folder in &folders {
        wrong.extend(differences(folder));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn differences(folder: &Path) -> Vec<String> {
    let name = folder.file_name().unwrap().to_string_lossy().into_owned();
    let out = tempfile::tempdir().unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_orglint"))
        .args(["report".as_ref(), folder.as_os_str(), "--out".as_ref()])
        .arg(out.path())
        .output()
        .unwrap();
    if !run.status.success() {
        let error = String::from_utf8_lossy(&run.stderr);
        return vec![format!("{name}: exit {:?}: {error}", run.status.code())];
    }
    let read = |path: PathBuf| -> Value {
        serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap()
    };
    let facts = read(folder.join("facts.json"));
    let report = read(out.path().join("findings.json"));
    println!("{name}: {}", report["summary"]);
    let mut wrong = compare(&name, &facts, &report);
    for file in ["index.html", "findings.csv", "charts/findings-by-rule.svg"] {
        if !out.path().join(file).is_file() {
            wrong.push(format!("{name}: {file} is missing"));
        }
    }
    wrong
}

/// Pairs of a fact and the total of the report that must equal it.
fn compare(name: &str, facts: &Value, report: &Value) -> Vec<String> {
    let pairs = [
        ("people", "people"),
        ("teams", "teams"),
        ("dependencies", "dependencies"),
        ("meetings", "meetings"),
        ("liaison_rows", "liaisons"),
    ];
    pairs
        .iter()
        .filter(|(fact, _)| facts.get(fact).is_some())
        .filter(|(fact, total)| facts[*fact] != report["summary"][*total])
        .map(|(fact, total)| {
            format!(
                "{name}: {fact} is {} but the report says {}",
                facts[*fact], report["summary"][*total]
            )
        })
        .collect()
}
