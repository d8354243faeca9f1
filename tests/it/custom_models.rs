//! Models of one's own from configuration to every output, and the page about them: `BLESS=1 cargo
//! test` writes the page, plain `cargo test` fails where it has drifted.

use crate::support::{blessed, root};
use orglint::config::Config;
use orglint::emit;
use orglint::engine;
use orglint::facts::Facts;
use orglint::ingest::{self, files};
use orglint::model::Org;
use orglint::models::checks::{self, GROUPS};
use orglint::models::condition::{Feature, Kind, Match};
use orglint::report::Report;
use std::fmt::Write;

const FILES: [&str; 6] = [
    "people.csv",
    "teams.csv",
    "dependencies.csv",
    "meetings.csv",
    "coordination.csv",
    "orglint.toml",
];

fn example(file: &str) -> String {
    let path = root().join("fixtures/custom-models").join(file);
    std::fs::read_to_string(path).unwrap().replace("\r\n", "\n")
}

fn read(config: &Config) -> Org {
    let mut inputs = files::open(&[root().join("fixtures/custom-models")]).unwrap();
    for input in &mut inputs {
        input.name = input.name.rsplit(['/', '\\']).next().unwrap().to_owned();
    }
    let options = ingest::Options {
        as_of: config.as_of,
        keep_leavers: config.keep_leavers,
        models: config.model_words(),
        ..ingest::Options::default()
    };
    ingest::read(inputs, &options).unwrap()
}

/// What is found in the example with a configuration.
fn shown(config: &str, show: impl Fn(&Report<'_>, &mut Vec<u8>)) -> String {
    let config = Config::parse("orglint.toml", config).unwrap();
    let org = read(&config);
    let facts = Facts::new(&org, config.facts);
    let mut text = Vec::new();
    show(&engine::run(&facts, &config, None), &mut text);
    String::from_utf8(text).unwrap()
}

fn concise(config: &str) -> String {
    shown(config, |report, out| {
        emit::concise::write(report, out).unwrap();
    })
}

#[test]
fn the_example_does_what_the_page_says() {
    let found = concise(&example("orglint.toml"));
    let lines: Vec<&str> = found.lines().collect();
    assert_eq!(
        lines,
        [
            "coordination.csv:2:28: error[model-buddy-teams]: web, buddy teams for app, meets with 7 people in Pager hand-over, more than 6 (meeting-at-most-eight)",
            "coordination.csv:3:1: error[model-buddy-teams]: search, buddy teams for billing, should keep nobody waiting, but the work of billing waits for it (no-hard-need)",
            "coordination.csv:3:28: warning[model-buddy-teams]: search, buddy teams for billing, has no rhythm (has-cadence)",
        ]
    );
}

#[test]
fn level_and_numbers_are_those_of_the_rule_where_it_has_any() {
    let base = example("orglint.toml");
    let with = |text: &str| concise(&format!("{base}\n[rules.model-buddy-teams]\n{text}\n"));
    let quieter = with("level = \"note\"");
    assert_eq!(
        quieter.matches("note[model-buddy-teams]").count(),
        3,
        "{quieter}"
    );
    assert!(!with("max-people = 7").contains("meeting-at-most-eight"));
    assert_eq!(with("level = \"allow\""), "");
}

#[test]
fn every_format_knows_the_rule() {
    let config = example("orglint.toml");
    let json = shown(&config, |report, out| {
        emit::json::write(report, out).unwrap();
    });
    assert!(json.contains("\"model-buddy-teams\""), "{json}");
    assert!(json.contains("billing is new to the rota"), "{json}");
    let sarif = shown(&config, |report, out| {
        emit::sarif::write(report, out).unwrap();
    });
    let log: serde_json::Value = serde_json::from_str(&sarif).unwrap();
    let rules = log["runs"][0]["tool"]["driver"]["rules"]
        .as_array()
        .unwrap();
    let rule = rules.iter().find(|rule| rule["id"] == "model-buddy-teams");
    let help = rule.unwrap()["help"]["markdown"].as_str().unwrap();
    assert!(help.contains("neither waits for the other"), "{help}");
}

#[test]
fn the_board_shows_the_model() {
    let config = Config::parse("orglint.toml", &example("orglint.toml")).unwrap();
    let org = read(&config);
    let strange = org.notes.iter().any(|note| note.contains("catalogue"));
    assert!(org.issues.is_empty() && !strange, "{:?}", org.notes);
    let facts = Facts::new(&org, config.facts);
    let board = engine::board(&facts, &config);
    let row = board.models.last().unwrap();
    assert_eq!(
        (row.model.name, row.rows, row.broken.len()),
        ("buddy-teams", 3, 3)
    );
    assert!(board.unknown.is_empty());
}

#[test]
fn an_adviser_can_ask() {
    let config = Config::parse("orglint.toml", &example("orglint.toml")).unwrap();
    let known = |feature| match feature {
        Feature::Need => Some(6),
        Feature::Context => Some(0),
        Feature::Mutual => Some(1),
        _ => None,
    };
    assert_eq!(config.models[0].recommended(known), Match::Yes(0));
    let other = |feature| known(feature).filter(|_| feature != Feature::Mutual);
    assert_eq!(
        config.models[0].recommended(other),
        Match::Unknown(vec![Feature::Mutual])
    );
}

#[test]
fn the_page_is_that_of_the_building_blocks() {
    blessed(&root().join("docs/custom-models.md"), &page());
}

fn page() -> String {
    let mut text = INTRODUCTION.to_owned();
    for file in FILES {
        let _ = writeln!(text, "`{file}`\n\n```text\n{}```\n", example(file));
    }
    let _ = write!(
        text,
        "`orglint check --format concise .` finds:\n\n```text\n{}```\n\n{KEYS}",
        concise(&example("orglint.toml"))
    );
    let number = checks::ALL.len();
    let _ = writeln!(
        text,
        "\n## Building blocks\n\nThere are {number}; `orglint explain checks` prints them. A column that the file does not have is unknown and\nbreaks nothing; a blank cell of a column that it has may."
    );
    for group in GROUPS {
        let _ = write!(
            text,
            "\n### {}\n\n| check | what holds | level | parameter |\n|---|---|---|---|\n",
            group.heading
        );
        for block in group.blocks {
            let parameter = block.number.map_or_else(String::new, |own| {
                format!("`{} = {}`: {}", own.key, own.default, own.says)
            });
            let _ = writeln!(
                text,
                "| `{}` | {} | {} | {parameter} |",
                block.name, block.sentence, block.level
            );
        }
    }
    text.push_str(FEATURES);
    for feature in Feature::ALL {
        let name = feature.name();
        let values = match feature.kind() {
            Kind::Truth => "`true` or `false`".to_owned(),
            Kind::Word(words) => quoted(words),
            Kind::Number => format!("a number; `{name}-at-least`, `{name}-at-most`"),
            Kind::Scale(scale) => {
                format!("{}; `{name}-at-least`, `{name}-at-most`", quoted(scale))
            }
        };
        let _ = writeln!(text, "| `{name}` | {} | {values} |", feature.says());
    }
    text
}

fn quoted(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    words.join(", ")
}

const INTRODUCTION: &str = "\
# Coordination models of your own

Generated; the example is run by the tests.

Organizations agree on models that no catalogue has. Describe one in `orglint.toml` and it is treated as the
[27 of the catalogue](models/README.md): rows of the coordination table may declare it, the rule `model-NAME` checks each
declared row, `orglint models PATH` shows how it stands, `orglint explain NAME` prints it, and `[rules.model-NAME]` and
`[[allow]]` work as for every rule.

## Example

Two pairs of teams have agreed to look after each other. One meets in too large a round; in the other pair billing waits
for search, which the model rules out, and nobody said how often they meet. That billing has not reviewed its row for a
year is known and accepted for now.

";

const KEYS: &str = "\
## Keys of `[models.NAME]`

NAME is lower case with hyphens. It must not mean a model of the catalogue, nor may the title.

| key | meaning |
|---|---|
| `meaning` | what the model is, in one sentence; required |
| `invariants` | the building blocks that must hold of every declared row; at least one |
| `title` | how messages call it; NAME with spaces unless given. Rows may use either |
| `category` | `team` (the default), `role-based` or `centralized`: whether messages name the team, the person or the document first |
| `recommend-when` | conditions under which the model is the right choice; a list of tables |

An invariant is the name of a building block, or a table that changes its parameter or its level:
`{ check = \"meeting-at-most-eight\", max-people = 6, level = \"error\" }`. `[rules.model-NAME]` can set the same parameters,
then of every block that has them, and one level for all findings.

In a row `from` is the team that offers the model and `to` the teams it serves; checks about dependencies look at what
`to` needs of `from`. Where both sides are equal, declare a row each way.
";

const FEATURES: &str = "
## Features for `recommend-when`

The model fits a pair of teams when one of the conditions holds; a condition holds when all its comparisons do. A list
means any of its values. `because` gives the reason in one sentence. A feature that is not known neither confirms nor
refutes.

| feature | what it says of the pair | values |
|---|---|---|
";
