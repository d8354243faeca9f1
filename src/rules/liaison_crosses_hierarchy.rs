//! `liaison-crosses-hierarchy`: see [`META`] for its documentation.

use crate::facts::{Portfolio, TeamMapping};
use crate::graph::cover::Cover;
use crate::lint::words::{count, list};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, LiaisonId, Subject, TeamId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

declare_rule! {
    /// ## What it does
    /// Compares everything that one person covers for one home team with the tree of units. Where the
    /// person covers only a part of several units, the targets cut across the hierarchy: a warning.
    /// A part of one unit beside targets elsewhere is a note, and so are several whole units beside
    /// each other, listed team by team. Targets that are all siblings, or all roots of a
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
        implements: &["LM8", "LM20", "LM23"],
        sources: &[
            "Rubick: The liaison model",
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
            let mut targets: Vec<u32> = portfolio.targets.iter().map(|(team, _)| team.0).collect();
            targets.sort_unstable_by_key(|target| cx.facts.tree().units().position(*target));
            if is_flat(cx, &targets) {
                continue;
            }
            let cover = Cover::of(cx.facts.tree().units(), &targets);
            if cover.crosses() {
                let parts = parts(cx, &cover);
                let help = help(cx, index, &parts, &others);
                report_crossing(cx, sink, portfolio, &parts, help);
            } else if cover.fragments.len() > 1 {
                report_union(cx, sink, portfolio, &cover);
            }
        }
    }
}

/// Whether the outermost targets (given in tree order) are siblings or roots, so that there is no
/// hierarchy above them that they could follow.
fn is_flat(cx: Context<'_>, targets: &[u32]) -> bool {
    let units = cx.facts.tree().units();
    let mut within = 0;
    let mut parents = targets
        .iter()
        .filter(|target| {
            let place = units.position(**target);
            let outermost = place >= within;
            if outermost {
                within = place + units.subtree_size(**target) as u32;
            }
            outermost
        })
        .map(|target| units.parent(*target));
    let first = parents.next();
    parents.all(|parent| Some(parent) == first)
}

/// The separate parts of the tree that are covered, by the crossed unit to which each belongs;
/// `None` holds those that lie in no crossed unit.
type Parts = BTreeMap<Option<u32>, Vec<u32>>;

fn parts(cx: Context<'_>, cover: &Cover) -> Parts {
    let units = cx.facts.tree().units();
    let crossed: BTreeSet<u32> = cover.crossed.iter().copied().collect();
    let mut parts = Parts::new();
    for fragment in &cover.fragments {
        let unit = units
            .parent(*fragment)
            .filter(|unit| crossed.contains(unit));
        parts.entry(unit).or_default().push(*fragment);
    }
    parts
}

fn names(cx: Context<'_>, units: &[u32]) -> String {
    list(
        units.iter().map(|unit| cx.org.team(TeamId(*unit)).label()),
        4,
    )
}

fn report_crossing(
    cx: Context<'_>,
    sink: &mut Sink,
    portfolio: &Portfolio,
    parts: &Parts,
    help: String,
) {
    let Some(first) = first_row(portfolio) else {
        return;
    };
    let person = cx.org.person(portfolio.person).label();
    let partial: Vec<String> = parts
        .iter()
        .filter_map(|(unit, fragments)| {
            let unit = cx.org.team(TeamId((*unit)?)).label();
            Some(format!("{unit} ({})", names(cx, fragments)))
        })
        .collect();
    let elsewhere = parts.get(&None).map_or(0, Vec::len);
    let (level, message) = if let [only] = partial.as_slice() {
        let others = count(elsewhere, "other team or unit", "other teams or units");
        let message = format!("{person} covers only a part of {only}, beside {others}");
        (Level::Note, message)
    } else {
        let number = partial.len();
        let message = format!(
            "{person} covers only parts of {number} units: {}",
            list(partial, 4)
        );
        (Level::Warning, message)
    };
    let pieces: usize = parts.values().map(Vec::len).sum();
    let draft = sink
        .report(cx.org.liaison(first).cell(Column::Targets), message)
        .level(level)
        .subjects(subjects(cx, portfolio))
        .measure(pieces as f64, 1.0, "separate parts of the tree")
        .evidence(further_rows(cx, portfolio, first))
        .help(help);
    if let Some(mapping) = diverging(cx, portfolio) {
        draft.cause(format!("mapping {}", mapping.name));
    }
}

/// The mapping of which the portfolio is a part, where it departs from the hierarchy: then the
/// portfolio is a consequence.
fn diverging<'a>(cx: Context<'a>, portfolio: &Portfolio) -> Option<&'a TeamMapping> {
    let mappings = cx.facts.mappings();
    let index = mappings.of_home(portfolio.home?)?;
    let divergence = mappings.divergence(cx.facts, index)?;
    mappings.all().get(index).filter(|_| divergence.diverges())
}

/// Several whole units, listed team by team.
fn report_union(cx: Context<'_>, sink: &mut Sink, portfolio: &Portfolio, cover: &Cover) {
    let Some(first) = first_row(portfolio) else {
        return;
    };
    let parts = names(cx, &cover.fragments);
    let above = cover.lca.map_or_else(
        || "the organization".to_owned(),
        |unit| cx.org.team(TeamId(unit)).label().to_owned(),
    );
    let message = format!(
        "{} covers {} but not all of {above}: {parts}",
        cx.org.person(portfolio.person).label(),
        count(cover.fragments.len(), "whole unit", "whole units"),
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
        .cause(format!(
            "targets of {}",
            cx.org.person(portfolio.person).key()
        ))
        .help(format!(
            "fine where it is meant; write {parts} as the targets, or take all of {above}"
        ));
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

/// Keep the part that is largest and hand the others to those who cover their neighbours.
fn help(cx: Context<'_>, index: usize, parts: &Parts, others: &Others) -> String {
    let units = cx.facts.tree().units();
    let weight =
        |fragments: &[u32]| -> usize { fragments.iter().map(|f| units.leaf_count(*f)).sum() };
    let kept = parts
        .iter()
        .max_by_key(|(unit, fragments)| (weight(fragments), std::cmp::Reverse(**unit)));
    let Some((kept, fragments)) = kept else {
        return String::new();
    };
    let handed = parts
        .iter()
        .filter(|(unit, _)| *unit != kept)
        .map(|(unit, fragments)| {
            let person = neighbour(cx, index, *unit, others).unwrap_or("somebody else");
            format!("{} to {person}", names(cx, fragments))
        });
    format!(
        "for instance keep {} and hand {}",
        names(cx, fragments),
        list(handed, 4)
    )
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
                "ben,support,web   #~ warning: Ben (ben) covers only parts of 2 units: Growth (Web) and Platform (Infra)\n\
                  ben,support,infra\n",
            ),
        );
    }

    #[test]
    fn a_part_of_one_unit_beside_a_whole_one_is_worth_a_note() {
        check(
            &LiaisonCrossesHierarchy {},
            &org(
                "ben,support,core;web   #~ note: Ben (ben) covers only a part of Growth (Web), beside 1 other team or unit\n",
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
             a,\nb,\nc,\nd,c\ne,c\n\
             == liaisons.csv\n\
             person,targets\n\
             ana,b;c;d\n",
        );
    }
}
