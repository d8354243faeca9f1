//! The decision table as a page, for `orglint explain advisor` and `docs/advisor.md`.

use super::answer::Answer;
use super::feature::Feature;
use super::options::Options;
use super::table::{Row, Scope, TABLE};
use std::fmt::Write;

const INTRO: &str = "\
`orglint advise PATH` looks at every pair of teams that has to do with each other, by a dependency, a
liaison, a meeting or a declared model, and recommends the cheapest coordination model that carries what
one needs of the other. The first row that holds is the answer; later rows that hold are named as worth a
thought. Before an answer is given it is checked against what the rules look at: an answer that would make
a rule speak is refused, with the reason, and the next one in the column `else` is tried.

What the files do not say is assumed, named as assumed, and lowers the confidence: the share of the features
asked for that the files state. What would change the answer is computed by trying other values, assumed
features first.
";

const CLOSING: &str = "\
Tenets are recommended by no row: no table shows that people argue about one trade-off again and again.

The table orders models by cost (a ladder after Galbraith, the order is our own), so that what is declared
can be compared: *agrees*, *a cheaper model suffices* (over-coordinated), *a stronger one is needed*
(under-coordinated).
";

/// The page as Markdown.
pub fn page(options: &Options) -> String {
    let mut text = format!("# The advisor\n\n{INTRO}\n## Pairs of teams\n\n");
    text.push_str("`a` needs something of `b`.\n\n");
    rows(&mut text, options, |row| row.scope == Scope::Pair);
    text.push_str("\n## Groups and the whole organization\n\n");
    rows(&mut text, options, |row| row.scope != Scope::Pair);
    let _ = write!(text, "\n{CLOSING}\n## Ladder\n\n");
    let mut rungs: Vec<(u8, &str)> = Answer::all()
        .filter_map(|answer| Some((answer.cost()?, answer.title())))
        .collect();
    rungs.sort_unstable();
    for rung in rungs.chunk_by(|a, b| a.0 == b.0) {
        let titles: Vec<&str> = rung.iter().map(|(_, title)| *title).collect();
        let _ = writeln!(text, "1. {}", titles.join(", "));
    }
    text.push_str("\n## Features\n\n| feature | values |\n|---|---|\n");
    for feature in Feature::ALL {
        let words = match feature.words() {
            [] => "a number".to_owned(),
            words => words.join(", "),
        };
        let _ = writeln!(text, "| {} | {words} |", feature.name());
    }
    text.push_str("\n## Options\n\n`[advise]` in `orglint.toml`; the numbers are our own choice where no source gives one.\n\n| option | default |\n|---|---|\n");
    if let Ok(serde_json::Value::Object(all)) = serde_json::to_value(options) {
        for (key, value) in all {
            let _ = writeln!(text, "| `{key}` | {value} |");
        }
    }
    text
}

fn rows(text: &mut String, options: &Options, wanted: impl Fn(&Row) -> bool) {
    text.push_str("| row | when | recommend | else | why | source |\n|---|---|---|---|---|---|\n");
    for row in TABLE.iter().filter(|row| wanted(row)) {
        let otherwise: Vec<&str> = row.otherwise.iter().map(|answer| answer.title()).collect();
        let reason = row.reason.replace(['{', '}'], "`");
        let _ = writeln!(
            text,
            "| {} | {} | **{}** | {} | {reason} | {} |",
            row.id,
            row.condition(options),
            row.answer.title(),
            otherwise.join(", "),
            row.source
        );
    }
}

#[cfg(test)]
mod tests {
    use super::{Options, Row, Scope, TABLE, page};

    #[test]
    fn every_row_is_on_the_page_with_reason_and_source() {
        let page = page(&Options::default());
        for row in TABLE {
            assert!(page.contains(&format!("\n| {} |", row.id)), "{}", row.id);
            assert!(!row.source.is_empty(), "{}", row.id);
            assert!(!row.reason.is_empty(), "{}", row.id);
        }
    }

    #[test]
    fn rows_have_names_of_their_own_and_the_last_holds_always() {
        let of_pairs: Vec<&Row> = TABLE
            .iter()
            .filter(|row| row.scope == Scope::Pair)
            .collect();
        let mut ids: Vec<&str> = of_pairs.iter().map(|row| row.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), of_pairs.len());
        let empty: Vec<&str> = of_pairs
            .iter()
            .filter(|row| row.tests.is_empty())
            .map(|row| row.id)
            .collect();
        assert_eq!(empty, ["13"]);
        assert_eq!(of_pairs.last().map(|row| row.id), Some("13"));
    }
}
