//! `external-heavy-unit`: see [`META`] for its documentation.

use crate::facts::{DependencyFacts, Edge, Facts};
use crate::graph::ei::{ClassOpenness, ei_class_test};
use crate::lint::words::thousands;
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, DependencyId, Table, TeamId, TeamRef};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

declare_rule! {
    /// ## What it does
    /// Flags parts of the organization whose dependencies lead out more than they stay inside, and
    /// more so than chance would have it. Measured by the E-I index of the part: external minus
    /// internal dependencies over both, each by its weight (1 where none is stated), in either
    /// direction. The comparison deals the same teams out to parts of the same sizes `rounds` times
    /// at random, from a fixed seed; the part is told where at most a share `alpha` of the deals is
    /// as open. Teams without any dependency stay out of the deal. What a part is follows the
    /// boundary depth of the configuration.
    ///
    /// It is off by default: the test needs a reader who knows what it compares.
    ///
    /// ## Why it matters
    /// Units are drawn so that people who need each other are in one. A unit that needs others more
    /// than itself is drawn along something else, and pays with coordination.
    ///
    /// ## Example
    /// ```toml
    /// min-dependencies = 4
    /// alpha = 0.1
    /// ```
    ///
    /// ```org fires
    /// == teams.csv
    /// id,parent
    /// all,
    /// sales,all
    /// works,all
    /// s1,sales
    /// s2,sales
    /// s3,sales
    /// s4,sales
    /// w1,works
    /// w2,works
    /// w3,works
    /// w4,works
    /// == dependencies.csv
    /// from,to
    /// s1,w1
    /// s2,w2
    /// s3,w3
    /// s4,w4
    /// s1,w2
    /// s2,w3
    /// s3,w4
    /// s4,w1
    /// ```
    ///
    /// ```org quiet
    /// == teams.csv
    /// id,parent
    /// all,
    /// sales,all
    /// works,all
    /// s1,sales
    /// s2,sales
    /// w1,works
    /// w2,works
    /// == dependencies.csv
    /// from,to
    /// s1,s2
    /// s2,s1
    /// w1,w2
    /// w2,w1
    /// s1,w1
    /// ```
    ///
    /// ## How to fix
    /// Move the team that belongs elsewhere by its dependencies; the finding names it where one move
    /// helps. Otherwise look at what the unit was drawn along.
    ///
    /// ## Options
    /// - `alpha` (default 0.05, our own choice): the share of random deals that may be as open.
    /// - `min-dependencies` (default 5, our own choice): a part with fewer is not tested.
    /// - `rounds` (default 999): random deals.
    pub(super) static META = {
        name: "external-heavy-unit",
        summary: "a part of the organization needs others more than itself",
        smell: Smell::Dependency,
        level: Level::Warning,
        recommended: false,
        since: "0.1.0",
        needs: &[Needs::Table(Table::Dependencies), Needs::TeamTree],
        implements: &["LM18"],
        sources: &[
            "Krackhardt and Stern: Informal networks and organizational crises, 1988 (E-I index)",
            "our own choice (alpha, use for dependencies)",
        ],
    }
}

/// Options of `external-heavy-unit`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ExternalHeavyUnit {
    alpha: f64,
    min_dependencies: usize,
    rounds: u32,
}

impl Default for ExternalHeavyUnit {
    fn default() -> Self {
        Self {
            alpha: 0.05,
            min_dependencies: 5,
            rounds: 999,
        }
    }
}

/// Any fixed number does; equal input gives equal findings.
const SEED: u64 = 0x0E1;

impl Rule for ExternalHeavyUnit {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let (tree, dependencies) = (cx.facts.tree(), cx.facts.dependencies());
        let graph = dependencies.graph();
        let nodes: Vec<u32> = graph
            .nodes()
            .filter(|team| graph.degree(*team) > 0)
            .collect();
        let place = |team: TeamId| nodes.partition_point(|node| *node < team.0) as u32;
        let classes: Vec<u32> = nodes
            .iter()
            .map(|team| tree.boundary(TeamId(*team)).0)
            .collect();
        let edges: Vec<(u32, u32, f64)> = dependencies
            .edges()
            .iter()
            .map(|edge| (place(edge.from), place(edge.to), edge.weight(cx.org)))
            .collect();
        for (unit, openness) in ei_class_test(&edges, &classes, self.rounds, SEED) {
            let unit = cx.org.team(TeamId(unit));
            let index = openness.index().unwrap_or(0.0);
            if index > 0.0 && openness.at_least <= self.alpha {
                self.report(cx.facts, unit, openness, sink);
            }
        }
    }
}

impl ExternalHeavyUnit {
    fn report(&self, facts: &Facts<'_>, unit: TeamRef<'_>, open: ClassOpenness, sink: &mut Sink) {
        let (org, tree) = (facts.org(), facts.tree());
        let own = |team: TeamId| tree.boundary(team) == unit.id;
        let touching: Vec<&Edge> = facts
            .dependencies()
            .edges()
            .iter()
            .filter(|edge| own(edge.from) || own(edge.to))
            .collect();
        let crossing = |edge: &&&Edge| own(edge.from) != own(edge.to);
        let rows = touching
            .iter()
            .filter(crossing)
            .filter_map(|edge| edge.rows.first());
        let Some(row) = rows.copied().min() else {
            return;
        };
        // A unit of one team has no inside.
        if touching.len() < self.min_dependencies || tree.units().is_leaf(unit.id.0) {
            return;
        }
        let index = open.index().unwrap_or(0.0);
        let message = format!(
            "{} of {} dependencies of {} lead out of it (E-I index {index:.2}); of {} random deals of the teams {:.1} % are as open",
            touching.iter().filter(crossing).count(),
            touching.len(),
            unit.label(),
            thousands(self.rounds as usize),
            open.at_least * 100.0
        );
        sink.report(cell(facts, row), message)
            .subject(unit.subject())
            .measure(index, 0.0, "E-I index")
            .evidence(
                touching
                    .iter()
                    .filter(crossing)
                    .filter_map(|edge| {
                        let row = *edge.rows.first()?;
                        let (from, to) = (org.team(edge.from), org.team(edge.to));
                        Some((
                            cell(facts, row),
                            format!("{} depends on {}", from.label(), to.label()),
                        ))
                    })
                    .skip(1),
            )
            .help(advice(facts, unit));
    }
}

fn cell(facts: &Facts<'_>, row: DependencyId) -> crate::source::Place {
    facts.org().dependency(row).cell(Column::To)
}

/// The team of the unit that has most more to do with one other part than with its own.
fn advice(facts: &Facts<'_>, unit: TeamRef<'_>) -> String {
    match best_move(facts, facts.dependencies(), unit.id) {
        Some((team, part, gain)) => format!(
            "{} has more to do with {} than with the rest of {} (by {gain}); ask whether it belongs there",
            facts.org().team(team).label(),
            facts.org().team(part).label(),
            unit.label()
        ),
        None => format!(
            "no single team of {} belongs elsewhere; ask what the unit was drawn along",
            unit.label()
        ),
    }
}

fn best_move(
    facts: &Facts<'_>,
    dependencies: &DependencyFacts,
    unit: TeamId,
) -> Option<(TeamId, TeamId, f64)> {
    let tree = facts.tree();
    let mut weight: BTreeMap<(TeamId, TeamId), f64> = BTreeMap::new();
    for edge in dependencies.edges() {
        for (own, other) in [(edge.from, edge.to), (edge.to, edge.from)] {
            if tree.boundary(own) == unit && own != unit {
                *weight.entry((own, tree.boundary(other))).or_default() += edge.weight(facts.org());
            }
        }
    }
    let inside = |team: TeamId| weight.get(&(team, unit)).copied().unwrap_or(0.0);
    weight
        .iter()
        .filter(|((_, part), _)| *part != unit && !tree.units().is_leaf(part.0))
        .map(|((team, part), there)| (*team, *part, there - inside(*team)))
        .filter(|(_, _, gain)| *gain > 0.0)
        .rev()
        .max_by(|a, b| a.2.total_cmp(&b.2))
}

#[cfg(test)]
mod tests {
    use super::{ExternalHeavyUnit, META};
    use crate::testing::{check, org, run};

    const TEAMS: &str = "== teams.csv\n\
         id,name,parent\nall,,\nsales,Sales,all\nworks,Works,all\n\
         s1,,sales\ns2,,sales\ns3,,sales\ns4,,sales\nw1,,works\nw2,,works\nw3,,works\nw4,,works\n";
    const CROSSED: &str = "s3,w3\ns4,w4\ns1,w2\ns2,w3\ns3,w4\ns4,w1\n";

    fn rule() -> ExternalHeavyUnit {
        ExternalHeavyUnit {
            alpha: 0.1,
            ..ExternalHeavyUnit::default()
        }
    }

    #[test]
    fn parts_that_deal_only_with_each_other() {
        let found = run(
            &rule(),
            &META,
            &org(&format!(
                "{TEAMS}== dependencies.csv\nfrom,to\ns1,w1\ns2,w2\n{CROSSED}"
            )),
        );
        let messages: Vec<&str> = found.iter().map(|f| f.message.as_str()).collect();
        assert_eq!(messages.len(), 2, "{messages:?}");
        assert!(
            messages[0].starts_with(
                "8 of 8 dependencies of Sales lead out of it (E-I index 1.00); of 999 random deals of the teams "
            ),
            "{messages:?}"
        );
        assert_eq!(
            found[0].help.as_deref(),
            Some(
                "s1 has more to do with Works than with the rest of Sales (by 2); ask whether it belongs there"
            )
        );
    }

    #[test]
    fn too_few_dependencies_are_not_tested() {
        check(
            &ExternalHeavyUnit {
                min_dependencies: 9,
                ..rule()
            },
            &format!("{TEAMS}== dependencies.csv\nfrom,to\ns1,w1\ns2,w2\n{CROSSED}"),
        );
    }

    #[test]
    fn as_much_inside_as_outside_is_fine_by_weight() {
        check(
            &ExternalHeavyUnit {
                alpha: 1.0,
                ..rule()
            },
            &format!(
                "{TEAMS}== dependencies.csv\nfrom,to,weight\n\
                 s1,w1,2\ns2,w2,2\ns3,w3,2\ns1,s2,3\ns2,s3,3\nw1,w2,3\nw2,w3,3\n"
            ),
        );
    }
}
