//! `--anonymize`: no name from the files is in any output, of any format, and the same person is called the
//! same everywhere.

use crate::program::{files_below, organisation, orglint, text};
use crate::support::{fixture_orgs, root};
use orglint::ingest::{self, Input, files};
use std::collections::BTreeSet;
use std::path::Path;

/// Everything that people of a fixture are called in their table: ids that are no numbers, names, addresses.
fn names(folder: &Path) -> BTreeSet<String> {
    let options = ingest::Options {
        keep_leavers: true,
        ..ingest::Options::default()
    };
    let inputs: Vec<Input> = files::open([folder]).unwrap();
    let org = ingest::read(inputs, &options).unwrap();
    let mut names = BTreeSet::new();
    for person in &org.people {
        for called in [person.key, person.name, person.email] {
            let called = org.text(called);
            // `people:3` is made of file and row and stands for nobody's name.
            let made = called.contains(':');
            if called.chars().any(char::is_alphabetic) && called.chars().count() > 3 && !made {
                names.insert(called.to_owned());
            }
        }
    }
    names
}

/// The name that a text holds as whole words, if it holds one.
fn found<'a>(said: &str, names: &'a BTreeSet<String>) -> Vec<&'a String> {
    let inner = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    names
        .iter()
        .filter(|name| {
            said.match_indices(name.as_str()).any(|(at, _)| {
                !inner(said[..at].chars().next_back())
                    && !inner(said[at + name.len()..].chars().next())
            })
        })
        .collect()
}

fn run(args: &[&str], folder: &Path) -> String {
    let output = orglint().args(args).arg(folder).output().unwrap();
    assert_ne!(
        output.status.code(),
        Some(2),
        "{args:?}: {}",
        text(&output.stderr)
    );
    text(&output.stdout) + &text(&output.stderr)
}

#[test]
fn no_name_of_acme_is_in_any_output() {
    let folder = root().join("fixtures/orgs/acme");
    let names = names(&folder);
    assert!(names.len() > 200, "{}", names.len());
    let open = run(&["check", "--format", "json"], &folder);
    assert!(
        !found(&open, &names).is_empty(),
        "names are there without it"
    );
    for what in ["--anonymize", "--anonymize=all"] {
        for format in [
            "human",
            "concise",
            "json",
            "sarif",
            "github",
            "markdown",
            "csv",
            "gitlab",
            "junit",
            "checkstyle",
        ] {
            let args = [
                "check",
                "--all-rules",
                "--show-all",
                "--verbose",
                what,
                "--format",
                format,
            ];
            assert_eq!(
                found(&run(&args, &folder), &names),
                Vec::<&String>::new(),
                "{what} {format}"
            );
        }
        assert!(found(&run(&["models", what], &folder), &names).is_empty());
        for format in ["human", "json", "csv"] {
            let args = ["metrics", what, "--with-people", "--format", format];
            assert_eq!(
                found(&run(&args, &folder), &names),
                Vec::<&String>::new(),
                "{what} {format}"
            );
        }
        let out = tempfile::tempdir().unwrap();
        let to = out.path().to_str().unwrap();
        run(&["report", what, "--out", to], &folder);
        run(&["report", what, "--format", "md", "--out", to], &folder);
        let mut texts = 0;
        for file in files_below(out.path()).iter().filter(|file| {
            Path::new(file)
                .extension()
                .is_none_or(|ending| ending != "png")
        }) {
            let said = std::fs::read_to_string(out.path().join(file)).unwrap();
            assert_eq!(found(&said, &names), Vec::<&String>::new(), "{what} {file}");
            texts += 1;
        }
        assert!(texts > 8);
    }
}

#[test]
fn teams_stay_unless_all_is_hidden() {
    let folder = root().join("fixtures/orgs/acme");
    let people = run(&["check", "--anonymize", "--format", "json"], &folder);
    assert!(people.contains("Web Console") && people.contains("Names are hidden"));
    let all = run(&["check", "--anonymize=all", "--format", "json"], &folder);
    for name in [
        "Web Console",
        "Release readiness",
        "Portfolio council",
        "Acme Controls",
    ] {
        assert!(!all.contains(name), "{name}");
    }
}

#[test]
fn no_name_of_any_fixture_is_in_the_findings() {
    for folder in fixture_orgs() {
        let names = names(&folder);
        let said = run(
            &["check", "--all-rules", "--anonymize", "--format", "json"],
            &folder,
        );
        let document: serde_json::Value = serde_json::from_str(&said).unwrap();
        // Names of files are those of the files.
        let said = format!("{} {}", document["findings"], document["notes"]);
        assert_eq!(
            found(&said, &names),
            Vec::<&String>::new(),
            "{}",
            folder.display()
        );
    }
}

#[test]
fn rows_are_not_shown_and_places_are_those_of_the_files() {
    let folder = root().join("fixtures/orgs/acme");
    let human = run(&["check", "--anonymize"], &folder);
    assert!(human.contains("--> ") && !human.contains("^^^"), "{human}");
    let places = |args: &[&str]| -> BTreeSet<String> {
        let said = run(args, &folder);
        let document: serde_json::Value = serde_json::from_str(&said).unwrap();
        let findings = document["findings"].as_array().unwrap().iter();
        findings
            .map(|f| format!("{} {}", f["rule"], f["location"]))
            .collect()
    };
    let open = places(&["check", "--format", "json"]);
    let hidden = places(&["check", "--anonymize", "--format", "json"]);
    assert!(
        hidden.len() > 10 && hidden.is_subset(&open),
        "{:?}",
        hidden.difference(&open)
    );
}

#[test]
fn a_key_gives_other_pseudonyms_and_acceptances_still_hold() {
    let people: String = (0..14)
        .map(|n| format!("p{n},Worker {n},boss,web\n"))
        .collect();
    let people = format!("id,name,manager,team\nboss,Ana Lind,,web\n{people}");
    let allow = "[[allow]]\nrule = \"span-too-wide\"\nsubjects = [\"person:boss\"]\nreason = \"Ana Lind asked for it\"\n";
    let folder = organisation(&[
        ("people.csv", &people),
        ("teams.csv", "id,name\nweb,Web\n"),
        ("orglint.toml", allow),
        ("secret.key", "a secret of ours\n"),
    ]);
    let key = folder.path().join("secret.key");
    let table = folder.path().join("people.csv");
    let with = |more: &[&str]| {
        let mut args = vec!["check", "--format", "json", "--anonymize"];
        args.extend(more);
        run(&args, &table)
    };
    let plain = with(&[]);
    let keyed = with(&["--anonymize-key", key.to_str().unwrap()]);
    assert_eq!(plain, with(&[]));
    assert_ne!(plain, keyed);
    for said in [plain, keyed] {
        let document: serde_json::Value = serde_json::from_str(&said).unwrap();
        let accepted = document["accepted"].as_array().unwrap();
        assert_eq!(accepted.len(), 1, "{said}");
        assert!(!said.contains("Ana") && !said.contains("boss"), "{said}");
        assert!(
            accepted[0]["reason"]
                .as_str()
                .unwrap()
                .ends_with("asked for it")
        );
    }
}

#[test]
fn people_of_small_groups_have_no_figures_of_their_own() {
    let folder = organisation(&[
        ("people.csv", "id,manager,team\nb1,,top\na1,b1,few\n"),
        (
            "teams.csv",
            "id,parent\ntop,\nfew,top\nt1,top\nt2,top\nt3,top\nt4,top\nt5,top\nt6,top\nt7,top\n",
        ),
        ("liaisons.csv", "person,targets\na1,t1;t2;t3;t4;t5;t6;t7\n"),
    ]);
    let said = run(
        &["check", "--rule", "overloaded-liaison", "--format", "json"],
        folder.path(),
    );
    assert!(said.contains("\"rule\": \"overloaded-liaison\""), "{said}");
    let args = [
        "check",
        "--rule",
        "overloaded-liaison",
        "--format",
        "json",
        "--anonymize",
    ];
    let said = run(&args, folder.path());
    assert!(!said.contains("\"rule\": \"overloaded-liaison\""), "{said}");
    assert!(
        said.contains("1 finding about people in groups of fewer than 5 is left out"),
        "{said}"
    );
}
