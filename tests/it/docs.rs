//! Generated documentation: `BLESS=1 cargo test` writes it, plain `cargo test` fails where it has drifted.

use crate::support::{blessed, blessed_pages, root};
use orglint::config::Config;
use orglint::engine;
use orglint::lint::{RuleMeta, Smell, sentence};
use orglint::model::Column;
use orglint::models;
use std::fmt::Write;

/// One page per rule and an index.
#[test]
fn rule_pages_are_those_of_the_rules() {
    let folder = root().join("docs/rules");
    let pages = engine::all_rules().map(|rule| (rule.name, page(rule)));
    blessed_pages(&folder, &index(), pages);
}

/// The page of all metrics.
#[test]
fn the_page_of_metrics_is_that_of_the_metrics() {
    blessed(
        &root().join("docs/metrics.md"),
        &orglint::emit::metrics::markdown(),
    );
}

/// What the README shows can be typed: its configuration is valid, its columns exist and its links
/// lead somewhere.
#[test]
fn the_readme_tells_the_truth() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let (_, rest) = readme.split_once("```toml\n").unwrap();
    let (toml, _) = rest.split_once("```").unwrap();
    Config::parse("README.md", toml).unwrap();

    for link in readme.split("](").skip(1) {
        let target = link.split(')').next().unwrap();
        if !target.contains("://") {
            assert!(root().join(target).exists(), "README links to {target}");
        }
    }

    let (_, rest) = readme
        .split_once("| table | one row is | columns |")
        .unwrap();
    let mut columns = 0;
    for row in rest
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'))
    {
        let cell = row.split('|').nth(3).unwrap();
        let plain = cell
            .split(" (")
            .map(|part| part.split_once(')').map_or(part, |(_, rest)| rest));
        let plain: String = plain.collect();
        for word in plain
            .split([',', ';', '…'])
            .map(str::trim)
            .filter(|word| !word.is_empty())
        {
            columns += 1;
            assert!(
                Column::from_name(word).is_some(),
                "README names a column {word}"
            );
        }
    }
    assert!(columns > 40, "{columns} columns in the README");
}

fn index() -> String {
    let mut text = String::from(
        "# Rules\n\nGenerated from the rules; `orglint explain NAME` prints a page.\n",
    );
    for smell in Smell::ALL {
        let _ = write!(
            text,
            "\n## {}\n\n| rule | level | what it flags |\n|---|---|---|\n",
            smell.heading()
        );
        for rule in engine::all_rules().filter(|rule| rule.smell == *smell) {
            let opt_in = if rule.recommended { "" } else { " (opt-in)" };
            let _ = writeln!(
                text,
                "| [`{0}`]({0}.md) | {1}{opt_in} | {2} |",
                rule.name, rule.level, rule.summary
            );
        }
    }
    text
}

fn page(rule: &RuleMeta) -> String {
    let on = if rule.recommended {
        "on by default"
    } else {
        "opt-in"
    };
    let mut text = format!(
        "# {}\n\n{}. {}, {}, {on}, since {}.\n\n{}",
        rule.name,
        capital(rule.summary),
        rule.smell.heading(),
        rule.level,
        rule.since,
        linked(&fences(&rule.markdown()), rule)
    );
    text.push_str(&related(rule));
    if !rule.sources.is_empty() {
        text.push_str("\n## Sources\n\n");
        for source in rule.sources {
            let _ = writeln!(text, "- {source}");
        }
        for sentence in rule.implements.iter().filter_map(|id| sentence(id)) {
            let _ = writeln!(
                text,
                "- [{}](../sources.md): {}",
                sentence.id, sentence.says
            );
        }
    }
    text
}

/// Names of other rules in backticks become links; tables in fences stay as they are.
fn linked(markdown: &str, rule: &RuleMeta) -> String {
    let mut text = String::new();
    let mut fenced = false;
    for line in markdown.lines() {
        fenced ^= line.starts_with("```");
        let parts = line.split('`').enumerate().map(|(at, part)| {
            let other = engine::all_rules().find(|other| other.name == part);
            match other.filter(|other| at % 2 == 1 && !fenced && other.name != rule.name) {
                Some(other) => format!("[`{0}`]({0}.md)", other.name),
                None if at % 2 == 1 => format!("`{part}`"),
                None => part.to_owned(),
            }
        });
        let whole = line.matches('`').count() % 2 == 0 && !line.starts_with("```");
        if whole {
            text.extend(parts);
        } else {
            text.push_str(line);
        }
        text.push('\n');
    }
    text
}

/// What else to read.
fn related(rule: &RuleMeta) -> String {
    let mut links: Vec<String> = engine::related(rule)
        .into_iter()
        .map(|other| format!("- [`{0}`]({0}.md): {1}", other.name, other.summary))
        .collect();
    let model = rule.name.strip_prefix("model-").and_then(models::find);
    links.extend(model.map(|model| format!("- The model [{0}](../models/{0}.md)", model.name)));
    if links.is_empty() {
        return String::new();
    }
    format!("\n## Related\n\n{}\n", links.join("\n"))
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// Examples are tagged for the test that runs them; on a page they are plain tables with a caption.
fn fences(markdown: &str) -> String {
    markdown
        .replace("```org fires\n", "Fires:\n\n```text\n")
        .replace("```org quiet\n", "Quiet:\n\n```text\n")
}

/// The page of the advisor is its decision table.
#[test]
fn the_page_of_the_advisor_is_its_table() {
    let page = orglint::advise::page(&orglint::advise::Options::default());
    blessed(&root().join("docs/advisor.md"), &page);
}
