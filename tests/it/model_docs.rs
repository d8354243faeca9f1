//! Generated pages of the coordination models: `BLESS=1 cargo test` writes them, plain `cargo test`
//! fails where they have drifted.

use crate::support::{blessed_pages, root};
use orglint::engine;
use orglint::models::{self, Category, Entry, checks};
use std::fmt::Write;

/// One page per coordination model and an index.
#[test]
fn model_pages_are_those_of_the_models() {
    let folder = root().join("docs/models");
    let pages = models::ALL.iter();
    let pages = pages.map(|entry| (entry.model.name, model_page(entry)));
    blessed_pages(&folder, &model_index(), pages);
}

#[test]
fn rules_that_a_model_names_exist() {
    for entry in models::ALL {
        for also in entry.model.also {
            assert!(
                engine::all_rules().any(|rule| rule.name == *also),
                "{}: no rule {also}",
                entry.model.name
            );
        }
    }
}

fn model_index() -> String {
    let mut text = String::from(
        "# Coordination models\n\nGenerated from the models; `orglint explain NAME` prints a page, `orglint models PATH` says how those\nof an organization stand. Models that no catalogue has can be described in `orglint.toml`:\n[models of your own](../custom-models.md).\n",
    );
    for category in Category::ALL {
        let _ = write!(
            text,
            "\n## {}\n\n| model | what it is | when it is the right choice |\n|---|---|---|\n",
            category.heading()
        );
        let entries = models::ALL.iter();
        for entry in entries.filter(|entry| entry.model.category == *category) {
            let model = entry.model;
            let _ = writeln!(
                text,
                "| [`{0}`]({0}.md) | {1} | {2} |",
                model.name, model.meaning, model.recommend_when
            );
        }
    }
    text.push_str(
        "\n## Invariants\n\nThe building blocks of the models. What the files do not say is not held against a row. Their parameters are\nlisted under [models of your own](../custom-models.md).\n\n| invariant | what holds |\n|---|---|\n",
    );
    for invariant in checks::ALL {
        let _ = writeln!(text, "| `{}` | {} |", invariant.name, invariant.sentence);
    }
    text
}

fn model_page(entry: &Entry) -> String {
    let model = entry.model;
    let columns: Vec<String> = model
        .columns
        .iter()
        .map(|column| format!("`{}`", column.name()))
        .collect();
    let mut text = String::new();
    let _ = write!(
        text,
        "# {}\n\n{}. {}\n\nDeclared in the coordination table by `model`, {}. Checked by the rule [`{rule}`](../rules/{rule}.md).\n",
        model.name,
        model.category.heading(),
        model.meaning,
        columns.join(", "),
        rule = entry.rule.meta.name,
    );
    text.push_str("\n## What must hold\n\n");
    for invariant in model.invariants {
        let _ = writeln!(
            text,
            "- `{}` ({}): {}.",
            invariant.name, invariant.level, invariant.sentence
        );
        if let Some(number) = invariant.number {
            let _ = writeln!(
                text,
                "  `{}` is {} unless configured: {}.",
                number.key, number.default, number.says
            );
        }
    }
    if !model.also.is_empty() {
        let rules = model.also.iter();
        let rules: Vec<String> = rules
            .map(|also| format!("[`{also}`](../rules/{also}.md)"))
            .collect();
        let _ = writeln!(
            text,
            "\nFurther rules speak of declared rows: {}.",
            rules.join(", ")
        );
    }
    let _ = write!(
        text,
        "\n## When it is the right choice\n\n{}\n\n## Sources\n\n",
        model.recommend_when
    );
    for source in model.sources {
        let _ = writeln!(text, "- {source}");
    }
    text
}
