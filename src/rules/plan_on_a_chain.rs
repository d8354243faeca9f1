//! `plan-on-a-chain`: see [`META`] for its documentation.

use crate::facts::FirmDependencies;
use crate::lint::words::{count, list, percent};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, Org, Project, Table, TeamId};
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags plans that hold only if several other teams deliver. Two forms of it: a chain in which
    /// a team waits for another, which waits for the next, over `max-chain` links or more; and a
    /// project whose hard dependencies, each with a chance of `risk` to be late or refused, hold all
    /// together with odds below `min-odds`. Dependencies with a fallback do not count, nor do those
    /// of which no row says that they are hard. Teams in a circle are left to `dependency-cycle`.
    ///
    /// A project's dependencies are the rows that name it, and those between its teams. Of several
    /// chains that end alike only the longest is told, from the team where it begins; where several
    /// are equally long they are one finding, which names one of them.
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
        let firm = FirmDependencies::of(cx.org, cx.facts.dependencies());
        self.chains(cx.org, &firm, sink);
        for project in &cx.org.projects {
            self.project(cx.org, &firm, project, sink);
        }
    }
}

impl PlanOnAChain {
    fn chains(&self, org: &Org, firm: &FirmDependencies<'_>, sink: &mut Sink) {
        for starts in firm.longest(org, self.max_chain.max(2)) {
            self.report_chain(org, firm, &starts, sink);
        }
    }

    /// Tells the first of several chains that are equally long and end alike, and counts the others'
    /// teams as subjects.
    fn report_chain(
        &self,
        org: &Org,
        firm: &FirmDependencies<'_>,
        starts: &[u32],
        sink: &mut Sink,
    ) {
        let chain = starts
            .first()
            .map_or(Vec::new(), |start| firm.chain(*start));
        let Some((first, rest)) = chain.split_first() else {
            return;
        };
        let steps: Vec<&str> = std::iter::once(first.from().label())
            .chain(chain.iter().map(|row| row.to().label()))
            .collect();
        let teams = firm.teams_on(starts);
        let others = match teams.len() - steps.len() {
            0 => String::new(),
            more => format!(
                "; by {} the chain is as long",
                count(more, "other team", "other teams")
            ),
        };
        let middle = chain[chain.len() / 2];
        let message = format!(
            "{} waits for a chain of {} teams, each of which waits for the next, with no fallback anywhere: {}{others}",
            first.from().label(),
            chain.len(),
            steps.join(" → ")
        );
        sink.report(first.cell(Column::To), message)
            .subjects(teams.iter().map(|team| org.team(TeamId(*team)).subject()))
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

    fn project(&self, org: &Org, firm: &FirmDependencies<'_>, project: &Project, sink: &mut Sink) {
        let key = org.text(project.key);
        let needed = firm.of_project(org, project);
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
    use super::{META, PlanOnAChain};
    use crate::testing::{check, org, run};
    use std::collections::BTreeSet;

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
    fn chains_of_one_length_that_end_alike_are_one_finding() {
        let rows = ["shop,web", "ops,web", "web,api", "api,infra", "api,base"];
        let teams = format!("{TEAMS}base\n== dependencies.csv\nfrom,to,kind\n");
        let told = |order: &[usize]| {
            let rows: Vec<String> = order
                .iter()
                .map(|n| format!("{},hard\n", rows[*n]))
                .collect();
            let found = run(&rule(), &META, &org(&format!("{teams}{}", rows.concat())));
            let told = found.into_iter().map(|found| {
                let subjects: BTreeSet<_> = found.subjects.into_iter().collect();
                (found.message, subjects.len())
            });
            told.collect::<Vec<_>>()
        };
        let message = "ops waits for a chain of 3 teams, each of which waits for the next, with no fallback anywhere: ops → web → api → base; by 2 other teams the chain is as long";
        assert_eq!(told(&[0, 1, 2, 3, 4]), [(message.to_owned(), 6)]);
        assert_eq!(told(&[4, 2, 1, 3, 0]), told(&[0, 1, 2, 3, 4]));
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
