//! `uncovered-product-line`: see [`META`] for its documentation.

use crate::facts::Edge;
use crate::graph::cover::Cover;
use crate::lint::words::{count, list};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{self, Column, PersonId, Table, TeamId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

declare_rule! {
    /// ## What it does
    /// Looks at every home that works through liaisons, that is, has two or more of them: flags
    /// teams in other parts of the organization with which the home shares a dependency of medium
    /// or high context and which none of its liaisons covers. A dependency that a coordination row,
    /// any liaison or a shared meeting covers is passed over. What is missing is named as units and
    /// product lines where it is all of one.
    ///
    /// ## Why it matters
    /// A team that sends one liaison for each product line has promised that every line hears from
    /// it. A new line without a new seat finds out at its first launch.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,team
    /// ana,marketing
    /// bo,marketing
    /// == teams.csv
    /// id,parent
    /// marketing,
    /// web,
    /// mobile,
    /// payments,
    /// == dependencies.csv
    /// from,to,context
    /// marketing,web,medium
    /// marketing,mobile,medium
    /// marketing,payments,medium
    /// == liaisons.csv
    /// person,targets
    /// ana,web
    /// bo,mobile
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,team
    /// ana,marketing
    /// bo,marketing
    /// == teams.csv
    /// id,parent
    /// marketing,
    /// web,
    /// mobile,
    /// payments,
    /// == dependencies.csv
    /// from,to,context
    /// marketing,web,medium
    /// marketing,mobile,medium
    /// marketing,payments,low
    /// == liaisons.csv
    /// person,targets
    /// ana,web
    /// bo,mobile
    /// ```
    ///
    /// ## How to fix
    /// Add the unit to the liaison whose other targets lie nearest to it, or give the new line a
    /// person of its own.
    ///
    /// ## Options
    /// - `min-liaisons` (default 2): so many liaisons make a home that works through them; our own
    ///   choice.
    pub(super) static META = {
        name: "uncovered-product-line",
        summary: "a team with liaisons sends none where it has a need",
        smell: Smell::Liaison,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::Liaisons, Needs::Column(Table::Dependencies, Column::Context)],
        implements: &["LM20", "LM21"],
        sources: &["Rubick: The liaison model"],
    }
}

/// Options of `uncovered-product-line`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct UncoveredProductLine {
    min_liaisons: usize,
}

impl Default for UncoveredProductLine {
    fn default() -> Self {
        Self { min_liaisons: 2 }
    }
}

impl Rule for UncoveredProductLine {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let mut homes: BTreeMap<TeamId, Vec<(PersonId, TeamId)>> = BTreeMap::new();
        for portfolio in cx.facts.assignments().portfolios() {
            if let Some(home) = portfolio.home {
                let targets = portfolio
                    .targets
                    .iter()
                    .map(|(id, _)| (portfolio.person, *id));
                homes.entry(home).or_default().extend(targets);
            }
        }
        for (home, seats) in homes {
            let people: BTreeSet<PersonId> = seats.iter().map(|(person, _)| *person).collect();
            let needs = uncovered(cx, home, &seats);
            if people.len() >= self.min_liaisons && !needs.is_empty() {
                report(cx, home, &seats, &needs, sink);
            }
        }
    }
}

/// Teams that the home needs and nothing covers, with the dependency that says so.
fn uncovered<'a>(
    cx: Context<'a>,
    home: TeamId,
    seats: &[(PersonId, TeamId)],
) -> BTreeMap<TeamId, &'a Edge> {
    let (tree, dependencies) = (cx.facts.tree(), cx.facts.dependencies());
    let graph = dependencies.graph();
    let mut found = BTreeMap::new();
    for unit in tree.units().subtree(home.0) {
        for (other, number) in graph.out_edges(*unit).chain(graph.in_edges(*unit)) {
            let other = TeamId(other);
            let edge = &dependencies.edges()[number as usize];
            let deep = edge.rows.iter().any(|row| {
                cx.org.dependencies[row.index()].context >= Some(model::Context::Medium)
            });
            let covered = dependencies.coverage(number as usize).is_some()
                || seats.iter().any(|(_, target)| tree.nested(*target, other));
            if deep && !covered && tree.crosses_boundary(home, other) {
                found.entry(other).or_insert(edge);
            }
        }
    }
    found
}

fn report(
    cx: Context<'_>,
    home: TeamId,
    seats: &[(PersonId, TeamId)],
    needs: &BTreeMap<TeamId, &Edge>,
    sink: &mut Sink,
) {
    let org = cx.org;
    let Some((_, first)) = needs.first_key_value() else {
        return;
    };
    let home_name = org.team(home).label();
    let missing = list(names(cx, needs), 4);
    let people: BTreeSet<PersonId> = seats.iter().map(|(person, _)| *person).collect();
    let message = format!(
        "{home_name} works through {}, but none covers {missing}",
        count(people.len(), "liaison", "liaisons")
    );
    let subjects = needs.keys().map(|team| org.team(*team).subject());
    let evidence = needs.values().map(|edge| {
        let row = org.dependency(edge.rows[0]);
        let (from, to) = (row.from().label(), row.to().label());
        (row.cell(Column::Context), format!("{from} depends on {to}"))
    });
    let row = org.dependency(first.rows[0]);
    let draft = sink
        .report(row.cell(Column::To), message)
        .subject(org.team(home).subject())
        .subjects(subjects)
        .evidence(evidence)
        .amount(needs.len() as f64, "uncovered teams")
        .help(advice(cx, home_name, seats, needs, &missing));
    if needs.len() == 1 {
        draft.cause(format!(
            "dependency {}>{}",
            row.from().key(),
            row.to().key()
        ));
    }
}

/// The uncovered teams as whole units where they are all of one, with the product line where all of
/// a name's teams share it.
fn names(cx: Context<'_>, needs: &BTreeMap<TeamId, &Edge>) -> Vec<String> {
    let units = cx.facts.tree().units();
    let set: Vec<u32> = needs.keys().map(|team| team.0).collect();
    let cover = Cover::of(units, &set);
    cover
        .fragments
        .iter()
        .map(|unit| {
            let lines: BTreeSet<&str> = units
                .leaves(*unit)
                .iter()
                .map(|leaf| cx.org.text(cx.org.teams[*leaf as usize].product_line))
                .collect();
            let name = cx.org.team(TeamId(*unit)).label();
            match lines.first() {
                Some(line) if lines.len() == 1 && !line.is_empty() => {
                    format!("{name} (product line {line})")
                }
                _ => name.to_owned(),
            }
        })
        .collect()
}

/// Who could take it: the liaison with a target in the same part of the organization, and among
/// these the one with the fewest targets.
fn advice(
    cx: Context<'_>,
    home: &str,
    seats: &[(PersonId, TeamId)],
    needs: &BTreeMap<TeamId, &Edge>,
    missing: &str,
) -> String {
    let tree = cx.facts.tree();
    let near = seats.iter().filter(|(_, target)| {
        needs
            .keys()
            .any(|need| !tree.crosses_boundary(*target, *need))
    });
    let load = |person: PersonId| cx.facts.liaisons().targets_of(person).len();
    match near.min_by_key(|(person, _)| (load(*person), *person)) {
        Some((person, target)) => format!(
            "let {}, who is with {} already, cover {missing} too, or add a seat",
            cx.org.person(*person).short(),
            cx.org.team(*target).label()
        ),
        None => format!("add a seat of {home} at {missing}, or record why it needs none"),
    }
}

#[cfg(test)]
mod tests {
    use super::UncoveredProductLine;
    use crate::testing::check;

    fn org(dependencies: &str, liaisons: &str) -> String {
        format!(
            "== people.csv\nid,name,team\nana,Ana,pmm\nbo,Bo,pmm\n\
             == teams.csv\nid,name,parent,product_line\n\
             co,,,\ngtm,,co,\npmm,Marketing,gtm,\nsales,Sales,gtm,\n\
             core,Core,co,\nweb,Web,core,shop\nmobile,Mobile,core,shop\n\
             pay,Payments,co,\ncards,Cards,pay,cards\nbank,Banking,pay,cards\n\
             == dependencies.csv\nfrom,to,context\npmm,web,medium\n{dependencies}\
             == liaisons.csv\nperson,targets\n{liaisons}"
        )
    }

    #[test]
    fn a_whole_line_is_named_once() {
        check(
            &UncoveredProductLine::default(),
            &org(
                "bank,pmm,medium\n\
                 pmm,cards,high #~ warning: Marketing works through 2 liaisons, but none covers Payments (product line cards)\n",
                "ana,web\nbo,mobile\n",
            ),
        );
    }

    #[test]
    fn little_context_and_the_own_part_need_no_liaison() {
        check(
            &UncoveredProductLine::default(),
            &org("pmm,cards,low\npmm,sales,high\n", "ana,web\nbo,mobile\n"),
        );
    }

    #[test]
    fn one_liaison_is_no_way_of_working() {
        check(
            &UncoveredProductLine::default(),
            &org("pmm,cards,high\n", "ana,web\n"),
        );
    }

    #[test]
    fn a_liaison_of_the_other_side_covers_too() {
        check(
            &UncoveredProductLine::default(),
            &org("pmm,cards,high\n", "ana,web\nbo,mobile\n")
                .replace("bo,Bo,pmm\n", "bo,Bo,pmm\ncy,Cy,cards\n")
                .replace("bo,mobile\n", "bo,mobile\ncy,pmm\n"),
        );
    }
}
