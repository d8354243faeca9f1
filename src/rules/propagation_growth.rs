//! `propagation-growth`: see [`META`] for its documentation.

use crate::facts::{Edge, Facts};
use crate::graph::csr::Csr;
use crate::graph::propagation::reach_counts;
use crate::lint::words::{count, list, percent};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, Org, Subject, Table};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BTreeSet;

declare_rule! {
    /// ## What it does
    /// Compares how far a change travels along dependencies with the newest earlier state that had
    /// them. The measure is propagation cost: the share of ordered pairs of teams, each with itself
    /// included, in which the first depends on the second directly or through others. A rise of more
    /// than `min-growth` of the earlier value is noted, with the new dependency that added most.
    /// Teams are those without units below, and units that a dependency names. Fewer than
    /// `min-teams` teams are not measured: there every new dependency is a rise.
    ///
    /// Values are compared with the own past only; between companies they say nothing.
    ///
    /// ## Why it matters
    /// Dependencies are added one at a time, each for a good reason. What they do together is seen
    /// only from above: work that used to be local waits for teams that nobody here has met.
    ///
    /// ## Example
    /// ```toml
    /// min-teams = 4
    /// ```
    ///
    /// ```org fires
    /// == teams.csv
    /// id
    /// shop
    /// web
    /// api
    /// infra
    /// == dependencies.csv
    /// from,to
    /// shop,web
    /// web,api
    /// api,infra
    /// == snapshots/2024-03-31/teams.csv
    /// id
    /// shop
    /// web
    /// api
    /// infra
    /// == snapshots/2024-03-31/dependencies.csv
    /// from,to
    /// shop,web
    /// api,infra
    /// ```
    ///
    /// ```toml
    /// min-teams = 4
    /// ```
    ///
    /// ```org quiet
    /// == teams.csv
    /// id
    /// shop
    /// web
    /// api
    /// infra
    /// == dependencies.csv
    /// from,to
    /// shop,web
    /// api,infra
    /// == snapshots/2024-03-31/teams.csv
    /// id
    /// shop
    /// web
    /// api
    /// infra
    /// == snapshots/2024-03-31/dependencies.csv
    /// from,to
    /// shop,web
    /// web,api
    /// ```
    ///
    /// ## How to fix
    /// Look at the dependency that the finding names: can it go through an interface that needs no
    /// people (self-service), or have a fallback?
    ///
    /// ## Options
    /// - `min-growth` (default 0.1): rise, as a share of the earlier value, from which on it is noted;
    ///   our own choice.
    /// - `min-teams` (default 6): fewer teams are not measured; our own choice.
    pub(super) static META = {
        name: "propagation-growth",
        summary: "a change travels further along dependencies than it did",
        smell: Smell::Dependency,
        level: Level::Note,
        recommended: false,
        since: "0.2.0",
        needs: &[Needs::Snapshots, Needs::Table(Table::Dependencies)],
        sources: &[
            "MacCormack, Rusnak and Baldwin: Exploring the structure of complex software designs, 2006",
            "our own choice (limits)",
        ],
    }
}

/// Options of `propagation-growth`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct PropagationGrowth {
    min_growth: f64,
    min_teams: usize,
}

impl Default for PropagationGrowth {
    fn default() -> Self {
        Self {
            min_growth: 0.1,
            min_teams: 6,
        }
    }
}

/// New dependencies whose own part is computed exactly: those that can matter most.
const WEIGHED: usize = 32;

impl Rule for PropagationGrowth {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let Some((day, then)) = cx.facts.last_with(Table::Dependencies) else {
            return;
        };
        let (now, before) = (Reach::of(cx.facts), Reach::of(then));
        if now.teams.min(before.teams) < self.min_teams {
            return;
        }
        let (share, earlier) = (now.share(), before.share());
        let limit = earlier * (1.0 + self.min_growth);
        // Sums of whole numbers: equal organizations give equal shares.
        if share <= limit + 1e-9 {
            return;
        }
        let added = added(cx.facts, then, &now);
        let places = || added.iter().filter_map(|edge| edge.rows.first());
        let Some(row) = places().map(|row| cx.org.dependency(*row)).next() else {
            return;
        };
        let names = added.iter().map(|edge| named(cx.org, edge));
        let message = format!(
            "along dependencies a change in a team reaches {} of the {} on average, {} on {day}; the new dependency that adds most is {}",
            percent(share),
            count(now.teams, "team", "teams"),
            percent(earlier),
            list(names, 3)
        );
        sink.report(row.cell(Column::To), capital(&message))
            .subjects(added.iter().map(|edge| {
                let [from, to] = [edge.from, edge.to].map(|team| cx.org.team(team).key());
                Subject::dependency(from, to)
            }))
            .identity("propagation cost")
            .measure(share, limit, "share of pairs that reach each other")
            .evidence(places().skip(1).map(|row| {
                let row = cx.org.dependency(*row);
                (row.cell(Column::To), "adds as much".to_owned())
            }))
            .help(format!(
                "see whether {} can offer this without people, or what {} does when it does not come",
                row.to().label(),
                row.from().label()
            ));
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

fn named(org: &Org, edge: &Edge) -> String {
    let [from, to] = [edge.from, edge.to].map(|team| org.team(team).label());
    format!("{from} on {to}")
}

/// How much the teams of one state reach.
struct Reach {
    teams: usize,
    pairs: u64,
    /// Units that are not counted: they have units below and no dependency.
    left_out: u64,
}

impl Reach {
    fn of(facts: &Facts<'_>) -> Self {
        let (units, graph) = (facts.tree().units(), facts.dependencies().graph());
        let counted = |team: &u32| units.is_leaf(*team) || graph.degree(*team) > 0;
        let teams = graph.nodes().filter(counted).count();
        let left_out = (graph.node_count() - teams) as u64;
        Self {
            teams,
            pairs: pairs(graph) - left_out,
            left_out,
        }
    }

    fn share(&self) -> f64 {
        let teams = self.teams as f64;
        self.pairs as f64 / (teams * teams).max(1.0)
    }
}

fn pairs(graph: &Csr) -> u64 {
    reach_counts(graph).into_iter().map(u64::from).sum()
}

/// The dependencies that the earlier state did not have and without which the reach of today would
/// be smallest; several only where they add alike. By key.
fn added<'f>(now: &'f Facts<'_>, then: &Facts<'_>, reach: &Reach) -> Vec<&'f Edge> {
    let keys = |facts: &Facts<'_>, edge: &Edge| {
        let key = |team| facts.org().team(team).key().to_owned();
        (key(edge.from), key(edge.to))
    };
    let old: BTreeSet<(String, String)> = then
        .dependencies()
        .edges()
        .iter()
        .map(|e| keys(then, e))
        .collect();
    let graph = now.dependencies().graph();
    let (below, above) = (reach_counts(graph), reach_counts(&graph.reversed()));
    let mut new: Vec<(u64, (String, String), &Edge)> = now
        .dependencies()
        .edges()
        .iter()
        .map(|edge| (keys(now, edge), edge))
        .filter(|(key, _)| !old.contains(key))
        .map(|(key, edge)| {
            let most = u64::from(above[edge.from.index()]) * u64::from(below[edge.to.index()]);
            (most, key, edge)
        })
        .collect();
    new.sort_by(|a, b| (Reverse(a.0), &a.1).cmp(&(Reverse(b.0), &b.1)));
    let all: Vec<(u32, u32)> = graph.edges().collect();
    let without = |edge: &Edge| {
        let pair = (edge.from.0, edge.to.0);
        let rest: Vec<(u32, u32)> = all.iter().copied().filter(|other| *other != pair).collect();
        pairs(&Csr::from_edges(graph.node_count(), &rest)) - reach.left_out
    };
    let weighed: Vec<(u64, &Edge)> = new
        .into_iter()
        .take(WEIGHED)
        .map(|(_, _, edge)| (without(edge), edge))
        .collect();
    let least = weighed.iter().map(|(pairs, _)| *pairs).min();
    let best = weighed
        .into_iter()
        .filter(|(pairs, _)| Some(*pairs) == least);
    best.map(|(_, edge)| edge).collect()
}

#[cfg(test)]
mod tests {
    use super::PropagationGrowth;
    use crate::testing::check;

    const TEAMS: &str =
        "teams.csv\nid,name,parent\nco,,\na,A,co\nb,B,co\nc,C,co\nd,D,co\ne,E,co\nf,F,co\n";

    fn checked(now: &str, then: &str) {
        let text = format!(
            "== {TEAMS}== dependencies.csv\nfrom,to\n{now}\
             == snapshots/2024-03-31/{TEAMS}== snapshots/2024-03-31/dependencies.csv\nfrom,to\n{then}"
        );
        check(&PropagationGrowth::default(), &text);
    }

    #[test]
    fn the_dependency_that_adds_most_is_named() {
        // The published example, 15 of 36 pairs, before it was whole.
        checked(
            "a,b\na,c  #~ note: Along dependencies a change in a team reaches 42 % of the 6 teams on average, 33 % on 2024-03-31; the new dependency that adds most is A on C\nb,d\nc,e\ne,f\n",
            "a,b\nb,d\nc,e\ne,f\n",
        );
    }

    #[test]
    fn equal_parts_are_all_named() {
        checked(
            "a,b  #~ note: Along dependencies a change in a team reaches 22 % of the 6 teams on average, 17 % on 2024-03-31; the new dependency that adds most is A on B and C on D\nc,d\n",
            "d,d\n",
        );
    }

    #[test]
    fn a_rise_of_a_tenth_and_a_fall_are_fine() {
        // From 10 to 11 pairs is a tenth.
        checked("a,b\na,c\na,d\ne,f\nb,d\n", "a,b\na,c\na,d\ne,f\n");
        checked("a,b\n", "a,b\nb,c\n");
        checked("a,b\na,c\nb,c\n", "a,b\nb,c\n");
    }
}
