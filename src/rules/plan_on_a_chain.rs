//! `plan-on-a-chain`: see [`META`] for its documentation.

use crate::facts::{DependencyFacts, Edge};
use crate::graph::csr::Csr;
use crate::graph::scc::strong_components;
use crate::lint::words::{count, list, percent};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, DependencyId, DependencyRef, Org, Project, Table, TeamId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

declare_rule! {
    /// ## What it does
    /// Flags plans that hold only if several other teams deliver. Two forms of it: a chain in which
    /// a team waits for another, which waits for the next, over `max-chain` links or more; and a
    /// project whose hard dependencies, each with a chance of `risk` to be late or refused, hold all
    /// together with odds below `min-odds`. Dependencies with a fallback do not count, nor do those
    /// of which no row says that they are hard. Teams in a circle are left to `dependency-cycle`.
    ///
    /// A project's dependencies are the rows that name it, and those between its teams. Of several
    /// chains that end alike only the longest is told, from the team where it begins.
    ///
    /// ## Why it matters
    /// Every dependency is another team that may change its mind. Odds multiply: three that hold nine
    /// times of ten hold together seven times of ten, and better tracking does not change that.
    ///
    /// ## Example
    /// ```toml
    /// max-chain = 3
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
    /// from,to,kind
    /// shop,web,hard
    /// web,api,hard
    /// api,infra,hard
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
    /// from,to,kind,fallback
    /// shop,web,hard,
    /// web,api,hard,last month's prices
    /// api,infra,hard,
    /// ```
    ///
    /// ## How to fix
    /// Write down for one link what is done when it does not come, best in the middle of the chain.
    /// For a project that must not slip, bring the people together in a task force.
    ///
    /// ## Options
    /// - `max-chain` (default 3, our own choice): so many links in a row are too many.
    /// - `risk` (default 0.1, our own choice): the chance that one dependency does not hold.
    /// - `min-odds` (default 0.75, our own choice): lower odds for a project are told.
    pub(super) static META = {
        name: "plan-on-a-chain",
        summary: "a plan holds only if several teams in a row deliver",
        smell: Smell::Dependency,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::Column(Table::Dependencies, Column::Kind)],
        sources: &["Rubick: The independent executor model, 2021 (odds multiply)", "our own choice"],
    }
}

/// Options of `plan-on-a-chain`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct PlanOnAChain {
    max_chain: u32,
    risk: f64,
    min_odds: f64,
}

impl Default for PlanOnAChain {
    fn default() -> Self {
        Self {
            max_chain: 3,
            risk: 0.1,
            min_odds: 0.75,
        }
    }
}

impl Rule for PlanOnAChain {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let firm = Firm::new(cx.org, cx.facts.dependencies());
        self.chains(cx.org, &firm, sink);
        for project in &cx.org.projects {
            self.project(cx.org, &firm, project, sink);
        }
    }
}

/// The dependencies of which a row says that they are hard and what is done without is not said.
struct Firm<'a> {
    edges: Vec<(&'a Edge, DependencyRef<'a>)>,
    graph: Csr,
    /// Longest chain that begins at each team, in links.
    height: Vec<u32>,
}

impl<'a> Firm<'a> {
    fn new(org: &'a Org, dependencies: &'a DependencyFacts) -> Self {
        let edges: Vec<(&Edge, DependencyRef<'_>)> = dependencies
            .edges()
            .iter()
            .filter(|edge| edge.stated_hard)
            .filter_map(|edge| Some((edge, edge.without_fallback(org)?)))
            .collect();
        let circles = Csr::from_edges(
            org.teams.len(),
            &edges
                .iter()
                .map(|(edge, _)| (edge.from.0, edge.to.0))
                .collect::<Vec<_>>(),
        );
        let components = strong_components(&circles);
        let in_circle = |team: TeamId| components.members(components.of(team.0)).len() > 1;
        let edges: Vec<_> = edges
            .into_iter()
            .filter(|(edge, _)| !in_circle(edge.from) && !in_circle(edge.to))
            .collect();
        let pairs: Vec<(u32, u32)> = edges
            .iter()
            .map(|(edge, _)| (edge.from.0, edge.to.0))
            .collect();
        let graph = Csr::from_edges(org.teams.len(), &pairs);
        let mut height = vec![0; org.teams.len()];
        // Without circles every component is one team, and those reached come first.
        let order = strong_components(&graph);
        for component in order.sinks_first() {
            for team in order.members(*component) {
                let below = graph.out(*team).iter().map(|to| height[*to as usize] + 1);
                height[*team as usize] = below.max().unwrap_or(0);
            }
        }
        Self {
            edges,
            graph,
            height,
        }
    }

    /// The longest chain from a team; at each fork the first of the longest.
    fn chain(&self, start: u32) -> Vec<DependencyRef<'a>> {
        let mut chain = Vec::new();
        let mut at = start;
        while let Some((to, edge)) = self
            .graph
            .out_edges(at)
            .find(|(to, _)| self.height[*to as usize] + 1 == self.height[at as usize])
        {
            chain.push(self.edges[edge as usize].1);
            at = to;
        }
        chain
    }
}

impl PlanOnAChain {
    fn chains(&self, org: &Org, firm: &Firm<'_>, sink: &mut Sink) {
        // By the last team of the chain the longest, of several the first.
        let mut longest: BTreeMap<TeamId, Vec<DependencyRef<'_>>> = BTreeMap::new();
        for team in org.team_ids() {
            if firm.height[team.index()] < self.max_chain.max(2) {
                continue;
            }
            let chain = firm.chain(team.0);
            let Some(last) = chain.last().map(|row| row.record().to) else {
                continue;
            };
            let known = longest.entry(last).or_default();
            if chain.len() > known.len() {
                *known = chain;
            }
        }
        for chain in longest.into_values() {
            self.report_chain(&chain, sink);
        }
    }

    fn report_chain(&self, chain: &[DependencyRef<'_>], sink: &mut Sink) {
        let Some((first, rest)) = chain.split_first() else {
            return;
        };
        let steps: Vec<&str> = std::iter::once(first.from().label())
            .chain(chain.iter().map(|row| row.to().label()))
            .collect();
        let middle = chain[chain.len() / 2];
        let message = format!(
            "{} waits for a chain of {} teams, each of which waits for the next, with no fallback anywhere: {}",
            first.from().label(),
            chain.len(),
            steps.join(" → ")
        );
        sink.report(first.cell(Column::To), message)
            .subject(first.from().subject())
            .subjects(chain.iter().map(|row| row.to().subject()))
            .measure(
                chain.len() as f64,
                f64::from(self.max_chain.max(2) - 1),
                "links in a row",
            )
            .evidence(rest.iter().map(|row| {
                let text = format!("{} waits for {}", row.from().label(), row.to().label());
                (row.cell(Column::To), text)
            }))
            .help(format!(
                "write down what {} does when {} does not deliver, and the chain is cut in two",
                middle.from().label(),
                middle.to().label()
            ));
    }

    fn project(&self, org: &Org, firm: &Firm<'_>, project: &Project, sink: &mut Sink) {
        let key = org.text(project.key);
        let inside = |team: TeamId| project.teams.contains(&team);
        let concerns = |row: &DependencyId| {
            org.text(org.dependencies[row.index()].project)
                .eq_ignore_ascii_case(key)
        };
        let needed: Vec<DependencyRef<'_>> = firm
            .edges
            .iter()
            .filter(|(edge, _)| {
                edge.rows.iter().any(concerns) || inside(edge.from) && inside(edge.to)
            })
            .map(|(_, row)| *row)
            .collect();
        let odds = (1.0 - self.risk).powi(i32::try_from(needed.len()).unwrap_or(i32::MAX));
        if needed.len() < 2 || odds >= self.min_odds {
            return;
        }
        let pairs = needed
            .iter()
            .map(|row| format!("{} on {}", row.from().label(), row.to().label()));
        let message = format!(
            "project {key} rests on {} without a fallback ({}); if each fails {} of the time, the odds that all hold are {}",
            count(needed.len(), "hard dependency", "hard dependencies"),
            list(pairs, 4),
            percent(self.risk),
            percent(odds)
        );
        let place = project
            .row
            .cell(org.column(project.row.file, Column::Teams));
        sink.report(place, message)
            .subjects(project.teams.iter().map(|team| org.team(*team).subject()))
            .identity(format!("project {key}"))
            .measure(1.0 - odds, 1.0 - self.min_odds, "odds that the plan fails")
            .evidence(needed.iter().map(|row| {
                let text = format!("{} waits for {}", row.from().label(), row.to().label());
                (row.cell(Column::To), text)
            }))
            .help("write a fallback for each, or bring the people together in a task force if it must not slip");
    }
}

#[cfg(test)]
mod tests {
    use super::PlanOnAChain;
    use crate::testing::check;

    const TEAMS: &str = "== teams.csv\nid\nshop\nweb\napi\ninfra\nops\n";

    fn rule() -> PlanOnAChain {
        PlanOnAChain::default()
    }

    #[test]
    fn the_longest_chain_is_told_once() {
        check(
            &rule(),
            &format!(
                "{TEAMS}== dependencies.csv\n\
                 from,to,kind\n\
                 web,api,hard\n\
                 shop,web,hard   #~ warning: shop waits for a chain of 3 teams, each of which waits for the next, with no fallback anywhere: shop → web → api → infra\n\
                 api,infra,hard\n\
                 shop,infra,hard\n\
                 ops,api,hard\n"
            ),
        );
    }

    #[test]
    fn two_links_a_soft_one_and_a_fallback_are_fine() {
        for rows in [
            "shop,web,hard,\nweb,api,hard,\n",
            "shop,web,hard,\nweb,api,soft,\napi,infra,hard,\n",
            "shop,web,hard,\nweb,api,hard,cached prices\napi,infra,hard,\n",
            "shop,web,hard,\nweb,api,,\napi,infra,hard,\n",
        ] {
            check(
                &rule(),
                &format!("{TEAMS}== dependencies.csv\nfrom,to,kind,fallback\n{rows}"),
            );
        }
    }

    #[test]
    fn a_circle_is_no_chain() {
        check(
            &rule(),
            &format!(
                "{TEAMS}== dependencies.csv\nfrom,to,kind\n\
                 shop,web,hard\nweb,api,hard\napi,web,hard\napi,infra,hard\n"
            ),
        );
    }

    #[test]
    fn odds_of_a_project_multiply() {
        check(
            &rule(),
            &format!(
                "{TEAMS}== dependencies.csv\n\
                 from,to,kind,project,fallback\n\
                 shop,infra,hard,sso,\nweb,infra,hard,,\nshop,api,hard,SSO,\nops,api,hard,other,\n\
                 == projects.csv\n\
                 id,teams\n\
                 sso,shop;web;infra  #~ warning: project sso rests on 3 hard dependencies without a fallback (shop on api, shop on infra and web on infra); if each fails 10 % of the time, the odds that all hold are 73 %\n\
                 other,ops;infra\n"
            ),
        );
        check(
            &PlanOnAChain {
                min_odds: 0.729,
                ..rule()
            },
            &format!(
                "{TEAMS}== dependencies.csv\nfrom,to,kind\nshop,infra,hard\nweb,infra,hard\nshop,api,hard\n\
                 == projects.csv\nid,teams\nx,shop;web;infra;api\n"
            ),
        );
    }
}
