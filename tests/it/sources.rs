//! The page that says which sentence of the posts each rule implements: `BLESS=1 cargo test` writes
//! it, plain `cargo test` fails where it has drifted.

use crate::support::{blessed, root};
use orglint::engine;
use orglint::lint::{Post, RuleMeta, SENTENCES, Sentence, sentence};
use std::collections::BTreeSet;
use std::fmt::Write;

fn implementing(sentence: &Sentence) -> Vec<&'static str> {
    engine::all_rules()
        .filter(|rule| rule.implements.contains(&sentence.id))
        .map(|rule| rule.name)
        .collect()
}

#[test]
fn every_sentence_is_implemented() {
    let lost: Vec<&str> = SENTENCES
        .iter()
        .filter(|sentence| implementing(sentence).is_empty() && sentence.also.is_none())
        .map(|sentence| sentence.id)
        .collect();
    assert!(lost.is_empty(), "no rule implements {lost:?}");
}

/// A rule names sentences that exist, or says where else it comes from.
#[test]
fn every_rule_has_a_source() {
    for rule in engine::all_rules() {
        for id in rule.implements {
            assert!(sentence(id).is_some(), "{}: no sentence {id}", rule.name);
        }
        assert!(!rule.sources.is_empty(), "{} names no source", rule.name);
    }
}

#[test]
fn the_sentences_are_all_there_once() {
    let ids: Vec<&str> = SENTENCES.iter().map(|sentence| sentence.id).collect();
    let liaison = (1..=34).map(|number| format!("LM{number}"));
    let coordination = (1..=24).map(|number| format!("CM{number}"));
    assert_eq!(ids, liaison.chain(coordination).collect::<Vec<_>>());
    let texts: BTreeSet<&str> = SENTENCES.iter().map(|sentence| sentence.says).collect();
    assert_eq!(texts.len(), ids.len());
}

#[test]
fn the_page_is_that_of_the_rules() {
    blessed(&root().join("docs/sources.md"), &page());
}

fn link(name: &str) -> String {
    format!("[`{name}`](rules/{name}.md)")
}

fn page() -> String {
    let mut text = String::from(
        "# Where the rules come from\n\n\
         Generated from the rules; a test fails when a sentence has no rule. Two posts are the seed of orglint. Each\n\
         sentence of theirs that can be checked stands here in our own words, with what acts on it: rules, or a row of\n\
         the advisor's decision table (`orglint advise`). Every page of a rule names its sources; limits that no source\n\
         gives are options of the rule and are called our own choice.\n",
    );
    for post in Post::ALL {
        let _ = write!(
            text,
            "\n## {}\n\n| sentence | what it says | acted on by |\n|---|---|---|\n",
            post.title()
        );
        for sentence in SENTENCES.iter().filter(|each| each.post() == *post) {
            let rules = implementing(sentence).into_iter().map(link);
            let advisor = sentence.also.map(|row| format!("advisor: {row}"));
            let acting: Vec<String> = rules.chain(advisor).collect();
            let _ = writeln!(
                text,
                "| {} | {} | {} |",
                sentence.id,
                sentence.says,
                acting.join(", ")
            );
        }
    }
    text.push_str(
        "\n## Rules and their sentences\n\n| rule | sentences | sources |\n|---|---|---|\n",
    );
    let (from_posts, others): (Vec<&RuleMeta>, Vec<&RuleMeta>) =
        engine::all_rules().partition(|rule| !rule.implements.is_empty());
    for rule in from_posts {
        let _ = writeln!(
            text,
            "| {} | {} | {} |",
            link(rule.name),
            rule.implements.join(", "),
            rule.sources.join("; ")
        );
    }
    text.push_str(
        "\n## Rules from elsewhere\n\nThese implement no sentence of the two posts: they rest on other posts, on the literature, or are our own.\n\n| rule | sources |\n|---|---|\n",
    );
    for rule in others {
        let _ = writeln!(
            text,
            "| {} | {} |",
            link(rule.name),
            rule.sources.join("; ")
        );
    }
    text
}
