//! The advice of the advisor in each format. Computes nothing about the organization but the order
//! and the bundles in which people read it.

mod bundle;
pub mod human;
pub mod json;
pub mod markdown;

pub use human::Options;

use crate::advise::{Advice, Advised, Answer, GroupAdvice, Verdict};
use crate::lint::words::count;
use crate::source::{Location, Place};
use std::collections::BTreeMap;

/// How often each answer is given, the most frequent first.
pub(crate) fn counts(advised: &Advised<'_>) -> Vec<(Answer, usize)> {
    let mut counts: Vec<(Answer, usize)> = advised.answers().into_iter().collect();
    counts.sort_by_key(|(answer, number)| (std::cmp::Reverse(*number), *answer));
    counts
}

/// How many pairs compare in each way.
pub(crate) fn verdicts(advised: &Advised<'_>) -> Vec<(Verdict, usize)> {
    let of = |verdict: &Verdict| {
        advised
            .pairs
            .iter()
            .filter(|pair| pair.verdict == *verdict)
            .count()
    };
    Verdict::ALL
        .iter()
        .map(|verdict| (*verdict, of(verdict)))
        .collect()
}

/// `12 pairs and 2 groups`.
fn totals(advised: &Advised<'_>) -> String {
    let pairs = count(advised.pairs.len(), "pair of teams", "pairs of teams");
    match advised.groups.len() {
        0 => pairs,
        groups => format!("{pairs} and {}", count(groups, "group", "groups")),
    }
}

/// `12 liaison, 3 nothing`.
fn answers(advised: &Advised<'_>) -> String {
    let parts: Vec<String> = counts(advised)
        .into_iter()
        .map(|(answer, number)| format!("{number} {}", answer.title()))
        .collect();
    if parts.is_empty() {
        "nothing to say".to_owned()
    } else {
        parts.join(", ")
    }
}

/// What is declared between the teams of a bundle, in words: of one pair by name, of several by model.
fn declared(pairs: &[&Advice]) -> String {
    let Some(first) = pairs.first() else {
        return String::new();
    };
    let named = |one: &crate::advise::Declared| match (pairs.len(), one.model) {
        (1, _) => one.title.clone(),
        (_, Some(model)) => Answer::Model(model).title().to_owned(),
        (_, None) => "a meeting of their own".to_owned(),
    };
    let mut titles: Vec<String> = first.declared.iter().map(named).collect();
    titles.dedup();
    crate::lint::words::list(titles, 3)
}

/// Every place that the advice speaks of, with line and column: one scan of each file.
fn locations(advised: &Advised<'_>) -> BTreeMap<Place, Location> {
    use crate::advise::feature::Origin;
    let used = advised.pairs.iter().flat_map(|pair| &pair.used);
    let stated = used.filter_map(|used| match &used.origin {
        Origin::Stated(place) => Some(*place),
        _ => None,
    });
    let declared = advised
        .pairs
        .iter()
        .flat_map(|pair| pair.declared.iter().map(|one| one.place));
    let groups = advised
        .groups
        .iter()
        .flat_map(|group| group.evidence.iter().copied());
    advised
        .org
        .sources
        .locate_all(stated.chain(declared).chain(groups))
}

/// `dependencies.csv:3:5`.
fn at(advised: &Advised<'_>, locations: &BTreeMap<Place, Location>, place: Place) -> String {
    let source = advised.org.sources.get(place.file);
    match locations.get(&place) {
        Some(found) => format!("{}:{}:{}", source.short_name(), found.line, found.column),
        None => source.short_name().to_owned(),
    }
}

/// Whom a group is about: `Web, App and 3 more`.
fn teams_of(advised: &Advised<'_>, group: &GroupAdvice) -> String {
    crate::lint::words::list(
        group
            .teams
            .iter()
            .map(|team| advised.org.team(*team).label()),
        6,
    )
}
