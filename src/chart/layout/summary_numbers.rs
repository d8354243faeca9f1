//! The six numbers of the summary: how each is counted, in words, and its verdict.
//!
//! Knows facts and findings; knows no pixels.

use super::View;
use super::limits::limit;
use crate::chart::theme::percent;
use crate::facts::{DependencyFacts, Facts, SeriesSizes, arrangements};
use crate::lint::words::{count, list, thousands};
use crate::lint::{Finding, Level};
use crate::model::{Purpose, Subject};
use std::collections::BTreeSet;

/// One number.
#[derive(Debug)]
pub(super) struct Number {
    /// What it counts.
    pub(super) name: &'static str,
    /// The same in the title.
    pub(super) short: &'static str,
    /// The number as written.
    pub(super) value: String,
    /// One line of explanation.
    pub(super) told: String,
    /// The worst level of what was found about it.
    pub(super) level: Option<Level>,
    /// Whether it is known and as it should be.
    pub(super) good: bool,
    /// Whether the files tell.
    pub(super) known: bool,
    /// Where the page has more.
    pub(super) subject: String,
}

/// Share of the teams that a mapping must label and distance within which mappings are alike: the
/// defaults of `too-many-mappings`.
const COVERAGE: f64 = 0.3;
const ALIKE: f64 = 0.1;

/// All six, in the order of the page.
pub(super) fn numbers(view: &View<'_>) -> Vec<Number> {
    vec![
        findings(view),
        meetings(view),
        mappings(view),
        retention(view),
        uncovered(view),
        liaisons(view),
    ]
}

/// A number with the verdict of one rule.
fn number(
    view: &View<'_>,
    (name, short): (&'static str, &'static str),
    rule: &str,
    (value, told): (String, String),
) -> Number {
    let level = of(view.findings, rule).map(|finding| finding.level).max();
    Number {
        name,
        short,
        value,
        told,
        good: level.is_none(),
        level,
        known: true,
        subject: format!("rule:{rule}"),
    }
}

/// A number that the files do not give, and why.
fn unknown((name, short): (&'static str, &'static str), told: &str) -> Number {
    Number {
        name,
        short,
        value: "–".to_owned(),
        told: told.to_owned(),
        level: None,
        good: false,
        known: false,
        subject: String::new(),
    }
}

fn of<'a>(findings: &'a [Finding], rule: &str) -> impl Iterator<Item = &'a Finding> {
    findings.iter().filter(move |f| f.rule.name == rule)
}

/// The finding of a rule that is furthest past its limit, the first of several.
fn worst<'a>(findings: &'a [Finding], rule: &str) -> Option<&'a Finding> {
    of(findings, rule).reduce(|a, b| if b.severity() > a.severity() { b } else { a })
}

fn findings(view: &View<'_>) -> Number {
    let at = |level: Level| view.findings.iter().filter(|f| f.level == level).count();
    let (errors, warnings, notes) = (at(Level::Error), at(Level::Warning), at(Level::Note));
    let rules: BTreeSet<&str> = view.findings.iter().map(|f| f.rule.name).collect();
    let told = if view.findings.is_empty() {
        "no rule found anything that ought to be changed".to_owned()
    } else {
        format!(
            "{}, {} and {} by {}",
            count(errors, "error", "errors"),
            count(warnings, "warning", "warnings"),
            count(notes, "note", "notes"),
            count(rules.len(), "rule", "rules")
        )
    };
    Number {
        name: "Findings",
        short: "findings",
        value: thousands(view.findings.len()),
        told,
        level: view.findings.iter().map(|finding| finding.level).max(),
        good: view.findings.is_empty(),
        known: true,
        subject: String::new(),
    }
}

fn meetings(view: &View<'_>) -> Number {
    const RULE: &str = "decision-meeting-over-eight";
    const NAME: (&str, &str) = ("Deciding meetings of more than eight", "deciding meetings");
    const OTHER: (&str, &str) = ("Deciding meetings that are too large", "deciding meetings");
    let meetings = view.facts.meetings();
    let deciding = meetings
        .series()
        .iter()
        .filter(|series| series.purpose.is_some_and(Purpose::decides))
        .filter(|series| SeriesSizes::of(meetings, series).known() > 0)
        .count();
    let people = limit(view.findings, RULE, 8.0).round() as usize;
    let name = if people == 8 { NAME } else { OTHER };
    if deciding == 0 {
        return unknown(
            name,
            "no meeting says that it decides and how many people sit in it",
        );
    }
    let over = of(view.findings, RULE).count();
    let told = match worst(view.findings, RULE) {
        Some(worst) => worst.message.clone(),
        None => format!("all stay within {people} people"),
    };
    let value = format!("{} of {}", thousands(over), thousands(deciding));
    number(view, name, RULE, (value, told))
}

fn mappings(view: &View<'_>) -> Number {
    const NAME: (&str, &str) = ("Arrangements of the same teams", "arrangements of teams");
    let all = view.facts.mappings().all();
    if all.is_empty() {
        return unknown(
            NAME,
            "no mapping of teams and no home with several liaisons",
        );
    }
    let apart = arrangements(view.facts, COVERAGE, ALIKE);
    let stated = worst(view.findings, "too-many-mappings").and_then(|f| f.measure);
    let ways = stated.map_or(apart.len() + 1, |measure| measure.value as usize);
    let names = apart.iter().filter_map(|each| each.members.first());
    let names: Vec<&str> = names.map(|member| all[*member].name.as_str()).collect();
    let follow = all.len() - apart.iter().map(|each| each.members.len()).sum::<usize>();
    let told = if names.is_empty() {
        format!(
            "the hierarchy alone: none of {} adds another",
            count(all.len(), "mapping", "mappings")
        )
    } else {
        let others = count(follow, "other mapping adds none", "other mappings add none");
        let rest = if follow > 0 {
            format!("; {others}")
        } else {
            String::new()
        };
        format!("the hierarchy, and {}{rest}", list(names, 3))
    };
    number(view, NAME, "too-many-mappings", (ways.to_string(), told))
}

fn retention(view: &View<'_>) -> Number {
    const NAME: (&str, &str) = ("Lowest retention of a mapping", "retention");
    let mappings = view.facts.mappings();
    let scored = (0..mappings.all().len()).filter_map(|index| {
        let divergence = mappings.divergence(view.facts, index)?;
        (divergence.leaves > 1).then_some((index, divergence))
    });
    let lowest = scored.reduce(|a, b| if b.1.retention < a.1.retention { b } else { a });
    let Some((index, divergence)) = lowest else {
        return unknown(NAME, "no mapping to hold against the hierarchy");
    };
    let told = if divergence.diverges() {
        let moves = count(divergence.moves.len(), "move mends it", "moves mend it");
        format!(
            "of {}, on a scale from 0 to 1 on which 1 follows the hierarchy; {moves}",
            mappings.all()[index].name
        )
    } else {
        "1 is the best there is: every mapping follows the hierarchy".to_owned()
    };
    let value = format!("{:.2}", divergence.retention);
    let mut number = number(view, NAME, "mapping-diverges-from-hierarchy", (value, told));
    number.good &= !divergence.diverges();
    number
}

fn uncovered(view: &View<'_>) -> Number {
    const RULE: &str = "uncovered-dependency";
    const NAME: (&str, &str) = (
        "Dependencies that nothing connects",
        "uncovered dependencies",
    );
    let (facts, org) = (view.facts, view.facts.org());
    let edges = facts.dependencies().edges();
    if edges.is_empty() {
        return unknown(NAME, "no table of dependencies");
    }
    let ways = DependencyFacts::ways(org);
    if ways.is_empty() {
        return unknown(NAME, "no table could show what connects two teams");
    }
    let silent: BTreeSet<&str> = of(view.findings, RULE)
        .flat_map(|finding| finding.subjects.iter().map(Subject::as_str))
        .collect();
    let bare = edges.iter().filter(|edge| {
        let key = |id| org.team(id).key();
        silent.contains(Subject::dependency(key(edge.from), key(edge.to)).as_str())
    });
    let bare = bare.count();
    let told = if bare == 0 {
        format!("where one is needed there is a {ways}")
    } else {
        format!(
            "no {ways} joins the teams; {} of all dependencies",
            percent(bare as f64 / edges.len() as f64)
        )
    };
    let value = format!("{} of {}", thousands(bare), thousands(edges.len()));
    number(view, NAME, RULE, (value, told))
}

fn liaisons(view: &View<'_>) -> Number {
    const NAME: (&str, &str) = ("Share of people who are liaisons", "share of liaisons");
    let (facts, people) = (view.facts, view.facts.org().people.len());
    let liaisons = facts.liaisons().people().len();
    if people == 0 || facts.org().liaisons.is_empty() {
        return unknown(NAME, "no table of liaisons");
    }
    let told = format!(
        "{} of {}, with {}",
        thousands(liaisons),
        count(people, "person", "people"),
        assignments(facts)
    );
    let value = percent(liaisons as f64 / people as f64);
    number(view, NAME, "liaison-sprinkle", (value, told))
}

fn assignments(facts: &Facts<'_>) -> String {
    let all = facts.assignments().all();
    let targets: usize = all.iter().map(|each| each.targets.len()).sum();
    format!(
        "{} to another team or unit",
        count(targets, "assignment", "assignments")
    )
}
