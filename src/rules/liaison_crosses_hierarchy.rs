//! `liaison-crosses-hierarchy`: see [`META`] for its documentation.

use crate::facts::Portfolio;
use crate::graph::cover::Cover;
use crate::lint::words::{count, list};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, LiaisonId, Subject, TeamId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

declare_rule! {
    /// ## What it does
    /// Compares everything that one person covers for one home team with the tree of units. Where the
    /// targets lie in several units, covering no more than a part of some of them, the person cuts
    /// across the hierarchy: a warning. Where they are several whole units beside each other,
    /// listed team by team, it is a note. Targets that are all siblings, or all roots of a
    /// federation, have no hierarchy above them to follow and are passed over.
    ///
    /// ## Why it matters
    /// A liaison for a unit can use what the unit has: its head, its meeting, its name. A liaison for
    /// a handful of teams from everywhere must be looked up, and every reorganization breaks it.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,team
    /// ben,support
    /// == teams.csv
    /// id,parent
    /// company,
    /// support,company
    /// growth,company
    /// web,growth
    /// mobile,growth
    /// platform,company
    /// infra,platform
    /// data,platform
    /// == liaisons.csv
    /// person,home,targets
    /// ben,support,web;infra
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,team
    /// ben,support
    /// == teams.csv
    /// id,parent
    /// company,
    /// support,company
    /// growth,company
    /// web,growth
    /// mobile,growth
    /// platform,company
    /// infra,platform
    /// data,platform
    /// == liaisons.csv
    /// person,home,targets
    /// ben,support,growth
    /// ```
    ///
    /// ## How to fix
    /// Share the teams out anew so that each liaison has one unit, or a few whole ones.
    pub(super) static META = {
        name: "liaison-crosses-hierarchy",
        summary: "the targets of a liaison cut across the hierarchy of units",
        smell: Smell::Mapping,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::Liaisons, Needs::TeamTree],
        sources: &[
            "Rubick: The liaison model (use the existing hierarchy)",
            "our own choice (the grading)",
        ],
    }
}

/// Options of `liaison-crosses-hierarchy`: none.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct LiaisonCrossesHierarchy {}

/// The targets of all liaisons of a home by place in tree order, each with its portfolio.
type Others = BTreeMap<TeamId, Vec<(u32, usize)>>;

impl Rule for LiaisonCrossesHierarchy {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let others = others(cx);
        for (index, portfolio) in cx.facts.assignments().portfolios().iter().enumerate() {
            if is_flat(cx, portfolio) {
                continue;
            }
            let targets: Vec<u32> = portfolio.targets.iter().map(|(team, _)| team.0).collect();
            let cover = Cover::of(cx.facts.tree().units(), &targets);
            if cover.crosses() {
                let help = help(cx, index, &cover, &others);
                report_crossing(cx, sink, portfolio, &cover, help);
            } else if cover.fragments.len() > 1 {
                report_union(cx, sink, portfolio, &cover);
            }
        }
    }
}

/// Whether there is no hierarchy above the targets that they could follow.
fn is_flat(cx: Context<'_>, portfolio: &Portfolio) -> bool {
    let units = cx.facts.tree().units();
    let mut parents = portfolio
        .targets
        .iter()
        .map(|(target, _)| units.parent(target.0));
    let first = parents.next();
    parents.all(|parent| Some(parent) == first)
}

fn report_crossing(
    cx: Context<'_>,
    sink: &mut Sink,
    portfolio: &Portfolio,
    cover: &Cover,
    help: String,
) {
    let units = lowest(cx, &cover.crossed);
    let names = portfolio
        .targets
        .iter()
        .map(|(id, _)| cx.org.team(*id).label());
    let message = format!(
        "{} covers {}, which cut across {}: {}",
        cx.org.person(portfolio.person).label(),
        list(names, 4),
        count(units.len(), "unit", "units"),
        list(
            units.iter().map(|unit| cx.org.team(TeamId(*unit)).label()),
            4
        )
    );
    let mappings = cx.facts.mappings();
    let diverging = portfolio
        .home
        .and_then(|home| mappings.of_home(home))
        .filter(|index| {
            let divergence = mappings.divergence(cx.facts, *index);
            divergence.is_some_and(crate::facts::Divergence::diverges)
        })
        .and_then(|index| mappings.all().get(index));
    let Some(first) = first_row(portfolio) else {
        return;
    };
    let draft = sink
        .report(cx.org.liaison(first).cell(Column::Targets), message)
        .subjects(subjects(cx, portfolio))
        .measure(
            cover.fragments.len() as f64,
            1.0,
            "separate parts of the tree",
        )
        .evidence(further_rows(cx, portfolio, first))
        .help(help);
    if let Some(mapping) = diverging {
        draft.cause(format!("mapping {}", mapping.name));
    }
}

/// Several whole units, listed team by team.
fn report_union(cx: Context<'_>, sink: &mut Sink, portfolio: &Portfolio, cover: &Cover) {
    let Some(first) = first_row(portfolio) else {
        return;
    };
    let parts = cover
        .fragments
        .iter()
        .map(|unit| cx.org.team(TeamId(*unit)).label());
    let parts = list(parts, 4);
    let above = cover.lca.map_or_else(
        || "the organization".to_owned(),
        |unit| cx.org.team(TeamId(unit)).label().to_owned(),
    );
    let message = format!(
        "{} covers {} but not all of {above}: {parts}",
        cx.org.person(portfolio.person).label(),
        count(cover.fragments.len(), "whole part of it", "whole units"),
    );
    sink.report(cx.org.liaison(first).cell(Column::Targets), message)
        .level(Level::Note)
        .subjects(subjects(cx, portfolio))
        .measure(
            cover.fragments.len() as f64,
            1.0,
            "separate parts of the tree",
        )
        .evidence(further_rows(cx, portfolio, first))
        .help(format!(
            "fine where it is meant; write {parts} as the targets, or take all of {above}"
        ));
}

/// The lowest of the crossed units (given in tree order): those with no crossed unit below.
fn lowest(cx: Context<'_>, crossed: &[u32]) -> Vec<u32> {
    let units = cx.facts.tree().units();
    let next = crossed.iter().skip(1).map(Some).chain([None]);
    crossed
        .iter()
        .zip(next)
        .filter(|(unit, next)| next.is_none_or(|next| !units.is_ancestor(**unit, *next)))
        .map(|(unit, _)| *unit)
        .collect()
}

fn others(cx: Context<'_>) -> Others {
    let units = cx.facts.tree().units();
    let mut others = Others::new();
    for (index, portfolio) in cx.facts.assignments().portfolios().iter().enumerate() {
        if let Some(home) = portfolio.home {
            let places = portfolio.targets.iter();
            let places = places.map(|(target, _)| (units.position(target.0), index));
            others.entry(home).or_default().extend(places);
        }
    }
    for places in others.values_mut() {
        places.sort_unstable();
    }
    others
}

/// Keep the unit of which most is covered and hand the rest to those who cover its neighbours.
fn help(cx: Context<'_>, index: usize, cover: &Cover, others: &Others) -> String {
    let units = cx.facts.tree().units();
    let mut parts: BTreeMap<Option<u32>, Vec<u32>> = BTreeMap::new();
    for fragment in &cover.fragments {
        let unit = units
            .parent(*fragment)
            .filter(|unit| cover.crossed.contains(unit));
        parts.entry(unit).or_default().push(*fragment);
    }
    let weight = |fragments: &[u32]| {
        fragments
            .iter()
            .map(|f| units.leaf_count(*f))
            .sum::<usize>()
    };
    let kept = parts
        .iter()
        .max_by_key(|(unit, fragments)| (weight(fragments), std::cmp::Reverse(**unit)))
        .map(|(unit, _)| *unit);
    let names = |fragments: &[u32]| {
        let names = fragments.iter().map(|f| cx.org.team(TeamId(*f)).label());
        list(names, 4)
    };
    let kept_names = kept.and_then(|unit| parts.get(&unit)).map(|f| names(f));
    let handed = parts
        .iter()
        .filter(|(unit, _)| Some(**unit) != kept)
        .map(
            |(unit, fragments)| match neighbour(cx, index, *unit, others) {
                Some(person) => format!("{} to {person}", names(fragments)),
                None => format!("{} to somebody else", names(fragments)),
            },
        );
    let handed: Vec<String> = handed.collect();
    match kept_names {
        Some(kept) if !handed.is_empty() => {
            format!("for instance keep {kept} and hand {}", list(handed, 4))
        }
        _ => "cover the whole unit, or leave it to somebody else".to_owned(),
    }
}

/// Somebody else of the same home who covers a team of the unit.
fn neighbour<'a>(
    cx: Context<'a>,
    index: usize,
    unit: Option<u32>,
    others: &Others,
) -> Option<&'a str> {
    let units = cx.facts.tree().units();
    let portfolios = cx.facts.assignments().portfolios();
    let (unit, home) = (unit?, portfolios.get(index)?.home?);
    let places = others.get(&home)?;
    let from = units.position(unit);
    let to = from + units.subtree_size(unit) as u32;
    let first = places.partition_point(|(place, _)| *place < from);
    places
        .get(first..)?
        .iter()
        .take_while(|(place, _)| *place < to)
        .find(|(_, other)| *other != index)
        .and_then(|(_, other)| portfolios.get(*other))
        .map(|other| cx.org.person(other.person).short())
}

fn first_row(portfolio: &Portfolio) -> Option<LiaisonId> {
    portfolio.targets.iter().map(|(_, row)| *row).min()
}

fn further_rows<'a>(
    cx: Context<'a>,
    portfolio: &'a Portfolio,
    first: LiaisonId,
) -> impl Iterator<Item = (crate::source::Place, String)> + 'a {
    let further = portfolio
        .targets
        .iter()
        .filter(move |(_, row)| *row != first);
    further.map(move |(target, row)| {
        let text = format!("also {}", cx.org.team(*target).label());
        (cx.org.liaison(*row).cell(Column::Targets), text)
    })
}

fn subjects(cx: Context<'_>, portfolio: &Portfolio) -> Vec<Subject> {
    let person = cx.org.person(portfolio.person).key();
    let targets = portfolio.targets.iter();
    targets
        .map(|(target, _)| Subject::liaison(person, cx.org.team(*target).key()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::LiaisonCrossesHierarchy;
    use crate::testing::check;

    fn org(liaisons: &str) -> String {
        format!(
            "== people.csv\n\
             id,name,team\n\
             ana,Ana,support\nben,Ben,support\n\
             == teams.csv\n\
             id,name,parent\n\
             co,,\n\
             support,,co\n\
             eng,Engineering,co\n\
             core,Core,eng\nbilling,Billing,core\naccounts,Accounts,core\n\
             growth,Growth,eng\nweb,Web,growth\nmobile,Mobile,growth\n\
             platform,Platform,eng\ninfra,Infra,platform\ndata,Data,platform\n\
             == liaisons.csv\n\
             person,home,targets\n\
             {liaisons}"
        )
    }

    #[test]
    fn teams_from_two_units_cut_across_both() {
        check(
            &LiaisonCrossesHierarchy {},
            &org(
                "ben,support,web   #~ warning: Ben (ben) covers Web and Infra, which cut across 2 units: Growth and Platform\n\
                  ben,support,infra\n",
            ),
        );
    }

    #[test]
    fn whole_units_listed_team_by_team_are_worth_a_note() {
        check(
            &LiaisonCrossesHierarchy {},
            &org(
                "ana,support,billing;accounts;web;mobile   #~ note: Ana (ana) covers 2 whole units but not all of Engineering: Core and Growth\n",
            ),
        );
    }

    #[test]
    fn siblings_a_whole_unit_and_roots_are_fine() {
        let rule = LiaisonCrossesHierarchy {};
        check(
            &rule,
            &org("ben,support,core;growth\nana,support,web;mobile\n"),
        );
        check(&rule, &org("ana,support,platform;infra\n"));
        check(
            &rule,
            "== people.csv\n\
             id,team\n\
             ana,a\n\
             == teams.csv\n\
             id,parent\n\
             a,\nb,\nc,\nd,c\n\
             == liaisons.csv\n\
             person,targets\n\
             ana,b;c\n",
        );
    }
}
