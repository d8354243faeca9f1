//! `dependency-cycle`: see [`META`] for its documentation.

use crate::facts::{DependencyFacts, Edge};
use crate::graph::breaking::{Break, break_cycles, release};
use crate::graph::csr::Csr;
use crate::graph::scc::{shortest_cycle, strong_components};
use crate::lint::words::{count, list};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, Org, Table, TeamId};
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags groups of teams in which every team depends hard on every other, directly or through
    /// others (strongly connected components, in the language of graphs). Each group is one finding, with a shortest circle inside it as evidence and the dependencies that would open
    /// it. Those are found by taking out, up to `max-breaks` times, the one dependency after which
    /// the fewest teams are left in a circle; there may be a smaller choice. Where that does not open
    /// the group, the team is named that holds most of it together by what it depends on. A
    /// dependency whose strength is not stated counts as hard.
    ///
    /// ## Why it matters
    /// Nobody in a circle can plan alone: each waits for somebody who waits in turn. Two teams that
    /// pass work to and fro are often one team that was cut in two.
    ///
    /// ## Example
    /// ```org fires
    /// == teams.csv
    /// id
    /// web
    /// api
    /// data
    /// == dependencies.csv
    /// from,to,kind
    /// web,api,hard
    /// api,data,hard
    /// data,web,hard
    /// ```
    ///
    /// ```org quiet
    /// == teams.csv
    /// id
    /// web
    /// api
    /// data
    /// == dependencies.csv
    /// from,to,kind
    /// web,api,hard
    /// api,data,hard
    /// data,web,soft
    /// ```
    ///
    /// ## How to fix
    /// Two teams: merge them, or put both under one director who plans for both. A larger circle:
    /// open it where one dependency holds much of it together, by a fallback that makes it soft, by
    /// self-service, or by moving the work to the team that needs it.
    ///
    /// ## Options
    /// - `max-breaks` (default 3, our own choice): how many dependencies to propose at most.
    pub(super) static META = {
        name: "dependency-cycle",
        summary: "teams wait for each other in a circle",
        smell: Smell::Dependency,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::Table(Table::Dependencies)],
        implements: &["CM17"],
        sources: &[
            "Tarjan: Depth-first search and linear graph algorithms, 1972 (strong components)",
            "Rubick: Coordination models (merged group; cousin team)",
        ],
    }
}

/// Options of `dependency-cycle`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct DependencyCycle {
    max_breaks: usize,
}

impl Default for DependencyCycle {
    fn default() -> Self {
        Self { max_breaks: 3 }
    }
}

impl Rule for DependencyCycle {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let dependencies = cx.facts.dependencies();
        let hard = dependencies.hard();
        for members in strong_components(hard).cyclic(hard) {
            let knot = Knot::new(cx.org, dependencies, members);
            self.report(&knot, sink);
        }
    }
}

/// A component with its teams in the order of their keys, so that circle and proposal do not depend
/// on the order of rows.
struct Knot<'a> {
    org: &'a Org,
    dependencies: &'a DependencyFacts,
    teams: Vec<TeamId>,
    graph: Csr,
    /// Whether every dependency in it is stated to be hard.
    stated_hard: bool,
}

impl<'a> Knot<'a> {
    fn new(org: &'a Org, dependencies: &'a DependencyFacts, members: &[u32]) -> Self {
        let mut teams: Vec<TeamId> = members.iter().map(|id| TeamId(*id)).collect();
        teams.sort_by_key(|team| org.team(*team).key());
        let mut number = vec![0_u32; members.len()];
        for (at, team) in (0..).zip(&teams) {
            if let Ok(place) = members.binary_search(&team.0) {
                number[place] = at;
            }
        }
        let hard = dependencies.hard();
        let mut edges = Vec::new();
        for (place, from) in members.iter().enumerate() {
            for to in hard.out(*from) {
                if let Ok(other) = members.binary_search(to) {
                    edges.push((number[place], number[other]));
                }
            }
        }
        let stated_hard = members.iter().all(|from| {
            hard.out_edges(*from)
                .filter(|(to, _)| members.binary_search(to).is_ok())
                .all(|(_, edge)| dependencies.hard_edge(edge).stated_hard)
        });
        Self {
            org,
            dependencies,
            stated_hard,
            graph: Csr::from_edges(teams.len(), &edges),
            teams,
        }
    }

    fn name(&self, node: u32) -> &'a str {
        self.org.team(self.teams[node as usize]).label()
    }

    fn edge(&self, from: u32, to: u32) -> Option<&'a Edge> {
        self.dependencies
            .find(self.teams[from as usize], self.teams[to as usize])
    }

    /// A shortest circle, its first team repeated at the end.
    fn circle(&self) -> Vec<u32> {
        let all: Vec<u32> = self.graph.nodes().collect();
        let mut nodes = shortest_cycle(&self.graph, &all).map_or(Vec::new(), |cycle| cycle.nodes);
        nodes.extend(nodes.first().copied());
        nodes
    }

    /// `wait for` where strengths are stated, else `depend on`.
    fn verb(&self) -> &'static str {
        if self.stated_hard {
            "wait for"
        } else {
            "depend on"
        }
    }

    fn message(&self, circle: &[u32]) -> String {
        let (teams, verb) = (self.teams.len(), self.verb());
        let names: Vec<&str> = circle.iter().map(|node| self.name(*node)).collect();
        if teams == 2 {
            return format!("{} and {} {verb} each other", self.name(0), self.name(1));
        }
        if circle.len() == teams + 1 && self.graph.edge_count() == teams && teams <= 8 {
            return format!(
                "{teams} teams {verb} each other in a circle: {}",
                names.join(" → ")
            );
        }
        let path = if names.len() <= 9 {
            format!("the shortest is {}", names.join(" → "))
        } else {
            format!("the shortest runs through {} teams", names.len() - 1)
        };
        format!(
            "{teams} teams {verb} each other in circles made of {}; {path}",
            count(self.graph.edge_count(), "dependency", "dependencies")
        )
    }

    fn advice(&self, breaks: &[Break]) -> String {
        let all: Vec<String> = breaks.iter().map(|b| self.arrow(b.edge)).collect();
        let (Some(first), Some(last)) = (breaks.first(), breaks.last()) else {
            return "move the work to the team that needs it, or agree on fallbacks".to_owned();
        };
        let how = "by a fallback, by self-service or by moving the work to the team that needs it";
        if self.teams.len() == 2 {
            return format!(
                "merge {} and {}, or give both one director who plans for both; if they stay apart, make {} soft {how}",
                self.name(0),
                self.name(1),
                all[0]
            );
        }
        match (first.left, last.left) {
            (0, _) => format!("open the circle at {} {how}", all[0]),
            (_, 0) => format!("open {} {how}: no circle is left then", list(&all, 8)),
            _ => self
                .advice_on_a_hub(how)
                .unwrap_or_else(|| format!("open {} {how}, and look again", list(&all, 8))),
        }
    }

    /// Where no few dependencies do: the team that should depend on fewer of the others.
    fn advice_on_a_hub(&self, how: &str) -> Option<String> {
        let hub = release(&self.graph)?;
        let name = self.name(hub.node);
        let others: Vec<&str> = self
            .graph
            .out(hub.node)
            .iter()
            .map(|to| self.name(*to))
            .collect();
        let left = match hub.left {
            0 => "no circle would be left".to_owned(),
            left => format!(
                "{left} of the {} teams would be left in circles",
                self.teams.len()
            ),
        };
        Some(format!(
            "no few dependencies hold it together; start with {name}, which depends on {} of the others: {}. Without these {left}; open them {how}",
            others.len(),
            list(&others, 6)
        ))
    }

    fn arrow(&self, (from, to): (u32, u32)) -> String {
        format!("{} → {}", self.name(from), self.name(to))
    }
}

impl DependencyCycle {
    fn report(&self, knot: &Knot<'_>, sink: &mut Sink) {
        let (org, circle) = (knot.org, knot.circle());
        let rows: Vec<_> = circle
            .windows(2)
            .filter_map(|pair| {
                let edge = knot.edge(pair[0], pair[1])?;
                let row = edge
                    .rows
                    .iter()
                    .find(|row| org.dependency(**row).is_hard())?;
                Some((org.dependency(*row), pair))
            })
            .collect();
        let Some((first, _)) = rows.first() else {
            return;
        };
        let breaks = break_cycles(&knot.graph, self.max_breaks);
        let mut draft = sink
            .report(first.cell(Column::To), knot.message(&circle))
            .subjects(knot.teams.iter().map(|team| org.team(*team).subject()))
            .measure(knot.teams.len() as f64, 1.0, "teams in a circle")
            .help(knot.advice(&breaks));
        if let [one, other] = knot.teams.as_slice() {
            let mut keys = [org.team(*one).key(), org.team(*other).key()];
            keys.sort_unstable();
            draft = draft.cause(format!("circle of {}", keys.join(" ")));
        }
        for (row, pair) in rows.iter().take(8) {
            let step = format!(
                "{} {} {}",
                knot.name(pair[0]),
                verb_of_one(knot),
                knot.name(pair[1])
            );
            draft = draft.related(row.cell(Column::To), step);
        }
    }
}

/// The verb for one team.
fn verb_of_one(knot: &Knot<'_>) -> &'static str {
    if knot.stated_hard {
        "waits for"
    } else {
        "depends on"
    }
}

#[cfg(test)]
mod tests {
    use super::DependencyCycle;
    use crate::testing::{check, org, run};

    fn rule() -> DependencyCycle {
        DependencyCycle::default()
    }

    #[test]
    fn two_teams_wait_for_each_other() {
        check(
            &rule(),
            "== teams.csv\nid\nweb\napi\nops\ndata\na\nb\nc\nd\n\
             == dependencies.csv\n\
             from,to,kind\n\
             web,api,hard\n\
             api,web,blocking  #~ warning: api and web wait for each other\n\
             web,ops,hard\n",
        );
    }

    #[test]
    fn a_ring_is_told_whole_and_from_its_first_team() {
        check(
            &rule(),
            "== teams.csv\nid\nweb\napi\nops\ndata\na\nb\nc\nd\n\
             == dependencies.csv\n\
             from,to\n\
             web,data\n\
             data,api\n\
             api,web  #~ warning: 3 teams depend on each other in a circle: api → web → data → api\n",
        );
    }

    #[test]
    fn a_knot_says_which_dependency_holds_it_together() {
        let text = "== teams.csv\nid\nweb\napi\nops\ndata\na\nb\nc\nd\n\
             == dependencies.csv\n\
             from,to,kind\n\
             a,b,hard\nb,c,hard\nc,a,hard\nb,d,hard\nd,a,hard\n";
        let found = run(&rule(), &super::META, &org(text));
        assert_eq!(
            found[0].message,
            "4 teams wait for each other in circles made of 5 dependencies; the shortest is a → b → c → a"
        );
        assert_eq!(
            found[0].help.as_deref(),
            Some(
                "open the circle at a → b by a fallback, by self-service or by moving the work to the team that needs it"
            )
        );
        assert_eq!(found[0].related.len(), 3);
    }

    #[test]
    fn a_dense_knot_names_the_team_in_its_middle() {
        let rule = DependencyCycle { max_breaks: 1 };
        let text = "== teams.csv\nid\na\nb\nc\nd\n\
             == dependencies.csv\n\
             from,to,kind\n\
             b,a,hard\nc,a,hard\nd,a,hard\na,b,hard\na,c,hard\nc,d,hard\nd,c,hard\n";
        let found = run(&rule, &super::META, &org(text));
        assert_eq!(
            found[0].help.as_deref(),
            Some(
                "no few dependencies hold it together; start with a, which depends on 2 of the \
                 others: b and c. Without these 2 of the 4 teams would be left in \
                 circles; open them by a fallback, by self-service or by moving the work to the \
                 team that needs it"
            )
        );
    }

    #[test]
    fn the_order_of_rows_changes_nothing_but_the_place() {
        let rows = ["b,c", "c,b", "c,d", "d,c", "d,b"];
        let told = |rows: &[&str]| {
            let text = format!(
                "== teams.csv\nid\nweb\napi\nops\ndata\na\nb\nc\nd\n\
             == dependencies.csv\nfrom,to\n{}\n",
                rows.join("\n")
            );
            let found = run(&rule(), &super::META, &org(&text)).remove(0);
            (
                found.message.clone(),
                found.help.clone(),
                found.fingerprint(),
            )
        };
        let back: Vec<&str> = rows.iter().rev().copied().collect();
        assert_eq!(told(&rows), told(&back));
    }

    #[test]
    fn a_soft_dependency_closes_no_circle() {
        check(
            &rule(),
            "== teams.csv\nid\nweb\napi\nops\ndata\na\nb\nc\nd\n\
             == dependencies.csv\nfrom,to,kind\nweb,api,hard\napi,web,soft\napi,ops,hard\n",
        );
    }
}
