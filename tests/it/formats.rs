//! Every format over whole organisations: valid by its schema, pointing at the right lines, the same
//! on any number of threads.

use crate::program::{orglint, text};
use crate::support::{blessed, fixture_orgs, root};
use boon::{Compiler, Schemas};
use serde_json::Value;
use std::collections::BTreeMap;

const FORMATS: [&str; 10] = [
    "human",
    "concise",
    "json",
    "sarif",
    "github",
    "gitlab",
    "junit",
    "checkstyle",
    "markdown",
    "csv",
];

/// Validates documents against a schema.
struct Validator {
    schemas: Schemas,
    index: boon::SchemaIndex,
}

impl Validator {
    fn new(schema: &str) -> Self {
        let mut compiler = Compiler::new();
        compiler.enable_format_assertions();
        let schema: Value = serde_json::from_str(schema).unwrap();
        compiler.add_resource("mem:///schema", schema).unwrap();
        let mut schemas = Schemas::new();
        let index = compiler.compile("mem:///schema", &mut schemas).unwrap();
        Self { schemas, index }
    }

    #[track_caller]
    fn check(&self, document: &Value, what: &str) {
        if let Err(error) = self.schemas.validate(document, self.index) {
            panic!("{what}: {error}");
        }
    }
}

fn run(format: &str, folder: &std::path::Path) -> String {
    let output = orglint()
        .args(["check", "--all-rules", "--format", format])
        .arg(folder)
        .output()
        .unwrap();
    assert_ne!(
        output.status.code(),
        Some(2),
        "{}: {}",
        folder.display(),
        text(&output.stderr)
    );
    text(&output.stdout)
}

#[test]
fn the_schema_on_file_is_that_of_the_structs() {
    blessed(
        &root().join("schema/report-v1.json"),
        &orglint::emit::json::schema(),
    );
}

#[test]
fn json_and_sarif_of_every_fixture_are_valid() {
    let json = Validator::new(&orglint::emit::json::schema());
    let sarif = Validator::new(include_str!("../schemas/sarif-2.1.0.json"));
    for folder in fixture_orgs() {
        let name = folder.display().to_string();
        json.check(&serde_json::from_str(&run("json", &folder)).unwrap(), &name);
        sarif.check(
            &serde_json::from_str(&run("sarif", &folder)).unwrap(),
            &name,
        );
    }
}

#[test]
fn the_schema_of_the_advice_on_file_is_that_of_the_structs() {
    let schema = orglint::emit::advice::json::schema();
    blessed(&root().join("schema/advice-v1.json"), &schema);
}

#[test]
fn advice_about_every_fixture_is_valid() {
    let json = Validator::new(&orglint::emit::advice::json::schema());
    for folder in fixture_orgs() {
        let output = orglint()
            .args(["advise", "--format", "json"])
            .arg(&folder)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        let document: Value = serde_json::from_str(&text(&output.stdout)).unwrap();
        json.check(&document, &folder.display().to_string());
        let pairs = document["pairs"].as_array().unwrap().len();
        let verdicts = document["summary"]["verdicts"].as_object().unwrap();
        let compared: u64 = verdicts.values().filter_map(Value::as_u64).sum();
        assert_eq!(compared, pairs as u64, "every pair is compared once");
    }
}

#[test]
fn the_schema_refuses_what_the_contract_does_not_know() {
    let json = Validator::new(&orglint::emit::json::schema());
    let document: Value =
        serde_json::from_str(&run("json", &root().join("fixtures/orgs/acme"))).unwrap();
    json.check(&document, "acme");
    for (pointer, wrong) in [
        ("/schema_version", Value::from(2)),
        ("/findings/0/level", Value::from("loud")),
        ("/findings/0/location/line", Value::from("one")),
        ("/skipped", Value::Null),
    ] {
        let mut broken = document.clone();
        *broken.pointer_mut(pointer).unwrap() = wrong;
        assert!(
            json.schemas.validate(&broken, json.index).is_err(),
            "{pointer}"
        );
    }
}

#[test]
fn all_formats_tell_the_same_findings() {
    for name in ["acme", "healthy"] {
        let folder = root().join("fixtures/orgs").join(name);
        let json: Value = serde_json::from_str(&run("json", &folder)).unwrap();
        let many = json["findings"].as_array().unwrap().len();
        assert_eq!(many > 0, name == "acme");
        let sarif: Value = serde_json::from_str(&run("sarif", &folder)).unwrap();
        assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), many);
        assert_eq!(run("concise", &folder).lines().count(), many);
        assert_eq!(run("github", &folder).lines().count(), many + 1);
        let gitlab: Value = serde_json::from_str(&run("gitlab", &folder)).unwrap();
        assert_eq!(gitlab.as_array().unwrap().len(), many);
        assert_eq!(run("checkstyle", &folder).matches("<error ").count(), many);
        let junit = run("junit", &folder);
        let told = junit.matches("<failure ").count() + junit.matches("<system-out>").count();
        assert_eq!(told, many);
        let csv = run("csv", &folder);
        assert_eq!(
            csv::Reader::from_reader(csv.as_bytes()).records().count(),
            many
        );
    }
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let folder = root().join("fixtures/orgs/acme");
    for format in FORMATS {
        let with = |threads: &str| {
            let output = orglint()
                .args(["check", "--all-rules", "--format", format])
                .arg(&folder)
                .env("RAYON_NUM_THREADS", threads)
                .output()
                .unwrap();
            output.stdout
        };
        let alone = with("1");
        assert!(!alone.is_empty());
        assert_eq!(alone, with("8"), "{format}");
    }
}

fn metrics(args: &[&str], folder: &std::path::Path) -> Vec<u8> {
    let output = orglint()
        .arg("metrics")
        .args(args)
        .arg(folder)
        .output()
        .unwrap();
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}: {}",
        folder.display(),
        text(&output.stderr)
    );
    output.stdout
}

#[test]
fn the_schema_of_metrics_on_file_is_that_of_the_structs() {
    blessed(
        &root().join("schema/metrics-v1.json"),
        &orglint::emit::metrics::json::schema(),
    );
}

#[test]
fn metrics_of_every_fixture_are_valid_and_complete() {
    let schema = Validator::new(&orglint::emit::metrics::json::schema());
    for folder in fixture_orgs() {
        let name = folder.display().to_string();
        let out = metrics(&["--format", "json", "--with-people"], &folder);
        let document: Value = serde_json::from_slice(&out).unwrap();
        schema.check(&document, &name);
        let computed = document["metrics"].as_array().unwrap();
        let absent = document["not_computed"].as_array().unwrap();
        assert_eq!(
            computed.len() + absent.len(),
            orglint::metrics::ALL.len(),
            "{name}"
        );
        for metric in computed {
            let words = metric["sentence"].as_str().unwrap();
            assert!(
                !words.is_empty() && !words.contains("NaN"),
                "{name}: {words}"
            );
        }
    }
    let acme = metrics(&["--format", "json"], &root().join("fixtures/orgs/acme"));
    let mut broken: Value = serde_json::from_slice(&acme).unwrap();
    schema.check(&broken, "acme");
    broken["metrics"][0]["method"]["name"] = Value::from("guess");
    assert!(schema.schemas.validate(&broken, schema.index).is_err());
}

#[test]
fn metrics_tell_the_same_in_every_format_and_on_any_number_of_threads() {
    let folder = root().join("fixtures/orgs/acme");
    let json: Value = serde_json::from_slice(&metrics(&["--format", "json"], &folder)).unwrap();
    let there = json["metrics"].as_array().unwrap();
    let values = |metric: &Value| metric["values"].as_array().unwrap().len();
    let many: usize = there.iter().map(values).sum();
    let csv = metrics(&["--format", "csv"], &folder);
    let records = csv::Reader::from_reader(csv.as_slice()).records().count();
    assert_eq!(records, many);
    let human = text(&metrics(&[], &folder));
    for metric in there {
        let title = metric["title"].as_str().unwrap();
        assert!(human.contains(title), "{title}");
    }
    for format in ["human", "json", "csv"] {
        let with = |threads: &str| {
            let mut command = orglint();
            command.args(["metrics", "--with-people", "--format", format]);
            command.arg(&folder).env("RAYON_NUM_THREADS", threads);
            command.output().unwrap().stdout
        };
        let alone = with("1");
        assert!(!alone.is_empty());
        assert!(alone == with("8"), "{format}");
    }
}

/// The lines of a file as a reader of the file sees them, without byte order mark.
fn lines(file: &str) -> Option<Vec<String>> {
    let bytes = std::fs::read(file).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let text = text.trim_start_matches('\u{feff}');
    Some(text.split('\n').map(str::to_owned).collect())
}

/// What the subject is called in a cell: a person, team or meeting by its key; a pair by one of its two.
fn keys(subject: &str) -> Vec<String> {
    let key = subject.split_once(':').unwrap().1;
    key.split('>').map(str::to_lowercase).collect()
}

#[test]
fn every_reported_line_holds_its_subject() {
    let (mut checked, mut missed) = (0, BTreeMap::<String, Vec<String>>::new());
    for name in [
        "acme",
        "dependency-cycle",
        "wide-span",
        "too-many-liaisons",
        "matrix-managers",
    ] {
        let folder = root().join("fixtures/orgs").join(name);
        let document: Value = serde_json::from_str(&run("json", &folder)).unwrap();
        for finding in document["findings"].as_array().unwrap() {
            let location = &finding["location"];
            let file = lines(location["file"].as_str().unwrap()).unwrap();
            let number = usize::try_from(location["line"].as_u64().unwrap()).unwrap();
            let line = file[number - 1].to_lowercase();
            let letters = line.trim_end_matches('\r').chars().count() as u64;
            let (from, to) = (
                location["column"].as_u64().unwrap(),
                location["end_column"].as_u64().unwrap(),
            );
            assert!(1 <= from && from <= to && to <= letters + 1, "{finding:#}");
            // Findings about a file, a mapping or a whole unit point at the first of many rows.
            let subjects = finding["subjects"].as_array().unwrap();
            let subjects: Vec<&str> = subjects.iter().filter_map(Value::as_str).collect();
            if subjects
                .iter()
                .all(|s| s.starts_with("file:") || s.starts_with("mapping:"))
            {
                continue;
            }
            checked += 1;
            if !subjects
                .iter()
                .flat_map(|s| keys(s))
                .any(|key| line.contains(&key))
            {
                missed
                    .entry(finding["rule"].as_str().unwrap().to_owned())
                    .or_default()
                    .push(format!(
                        "{name} {}:{number} {subjects:?} {line}",
                        location["file"]
                    ));
            }
        }
    }
    assert!(checked >= 20, "only {checked} findings were checked");
    assert!(missed.is_empty(), "{missed:#?}");
}
