//! What every rule must keep: its documentation runs, its file is registered, its options are told.

use super::{ALL, OWN};
use crate::testing::{org, org_as_of, run};

const HEADINGS: &[&str] = &[
    "## What it does",
    "## Why it matters",
    "## Example",
    "## How to fix",
];

/// Fenced blocks of a Markdown text: what stands behind the opening fence, and the body.
fn fences(docs: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in docs.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(info)) => open = Some((info.to_owned(), String::new())),
            (Some(_), Some(_)) => out.extend(open.take()),
            (Some((_, body)), None) => {
                body.push_str(line);
                body.push('\n');
            }
            (None, None) => {}
        }
    }
    out
}

#[test]
fn documentation_examples_do_what_they_say() {
    for entry in ALL {
        let name = entry.meta.name;
        let (mut fires, mut quiet) = (0, 0);
        let mut options = toml::Table::new();
        for (info, body) in fences(&entry.meta.markdown()) {
            // A fence may end in the day that counts as today: `org fires as-of 2024-12-31`.
            let (what, as_of) = match info.split_once(" as-of ") {
                Some((what, day)) => (what, Some(day)),
                None => (info.as_str(), None),
            };
            let mut found = || {
                let options = serde_json::to_value(std::mem::take(&mut options)).unwrap();
                let rule = (entry.build)(options).unwrap();
                let org = org_as_of(&body, as_of);
                for need in entry.meta.needs {
                    assert_eq!(need.missing(&org), None, "{name}: example lacks a need");
                }
                run(&*rule, entry.meta, &org)
            };
            match what {
                "toml" => options = body.parse().unwrap(),
                "org fires" => {
                    fires += 1;
                    assert!(!found().is_empty(), "{name}: the example does not fire");
                }
                "org quiet" => {
                    quiet += 1;
                    let found = found();
                    assert!(found.is_empty(), "{name}: the example fires: {found:#?}");
                }
                other => panic!("{name}: a fence says `{other}`"),
            }
        }
        assert!(fires > 0 && quiet > 0, "{name}: needs both examples");
    }
}

#[test]
fn documentation_is_complete() {
    for entry in ALL {
        let (name, docs) = (entry.meta.name, entry.meta.markdown());
        for heading in HEADINGS {
            assert!(docs.contains(heading), "{name} lacks {heading}");
        }
        let defaults = (entry.defaults)();
        for option in defaults.as_object().unwrap().keys() {
            assert!(
                docs.contains(&format!("- `{option}`")),
                "{name}: option {option} is not documented"
            );
        }
    }
}

#[test]
fn every_rule_file_is_registered_under_its_name() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/rules");
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|file| file != "mod.rs" && file != "contract_tests.rs")
        .map(|file| file.trim_end_matches(".rs").replace('_', "-"))
        .collect();
    files.sort();
    let mut names: Vec<String> = OWN.iter().map(|entry| entry.meta.name.to_owned()).collect();
    names.sort();
    assert_eq!(files, names);
    for entry in OWN {
        let stem = entry.meta.file.rsplit(['/', '\\']).next().unwrap();
        assert_eq!(
            stem.trim_end_matches(".rs").replace('_', "-"),
            entry.meta.name
        );
    }
}

#[test]
fn a_configured_level_binds_all_findings() {
    use crate::facts::{FactOptions, Facts};
    use crate::lint::{Context, Level, Sink};
    let entry = super::find("span-too-wide").unwrap();
    let people = (0..20).fold(String::new(), |text, n| text + &format!("p{n},boss\n"));
    let org = org(&format!("== people.csv\nid,manager\nboss,\n{people}"));
    let facts = Facts::new(&org, FactOptions::default());
    let rule = (entry.build)(serde_json::json!({})).unwrap();
    let mut sink = Sink::new(entry.meta, Some(Level::Note));
    rule.run(
        Context {
            org: &org,
            facts: &facts,
        },
        &mut sink,
    );
    let levels: Vec<Level> = sink.into_findings().iter().map(|f| f.level).collect();
    assert_eq!(levels, [Level::Note]);
}

#[test]
fn rules_about_one_assignment_share_its_cause() {
    let org = org("== people.csv\n\
         id,team\n\
         ana,support\nsue,support\nsid,success\nsam,success\n\
         == teams.csv\n\
         id,parent\n\
         company,\n\
         customers,company\nsupport,customers\nsuccess,customers\n\
         product,company\nweb,product\n\
         == dependencies.csv\n\
         from,to\n\
         support,web\n\
         == meetings.csv\n\
         id,name,purpose,host\n\
         m1,Pair,one-on-one,success\n\
         m2,Pair,one-on-one,support\n\
         == attendance.csv\n\
         meeting,person\n\
         m1,sid\nm1,sam\nm2,sue\n\
         == liaisons.csv\n\
         person,home,targets\n\
         ana,support,success\n");
    for name in [
        "liaison-without-need",
        "liaison-inside-own-org",
        "absent-liaison",
        "no-natural-fit",
    ] {
        let entry = super::find(name).unwrap();
        let rule = (entry.build)(serde_json::json!({})).unwrap();
        let causes: Vec<_> = run(&*rule, entry.meta, &org)
            .into_iter()
            .map(|finding| finding.cause)
            .collect();
        assert_eq!(causes, [Some("assignment ana>success".into())], "{name}");
    }
}
