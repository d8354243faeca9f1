//! `fan-out-imposition`: see [`META`] for its documentation.

use crate::facts::Facts;
use crate::lint::words::{count, list};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, DependencyRef, Need, Table, TeamId, TeamRef};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

declare_rule! {
    /// ## What it does
    /// Flags teams that impose work on many others without anything that entitles them to it or pays
    /// for it. Counted are the teams that a team's dependencies of need `mandate` reach; a unit stands
    /// for the teams below it. Those that a row of the coordination table covers do not count: a
    /// controller, work demander or objective expert of the imposing team, or a standard of its that
    /// is funded. A row without targets covers everybody.
    ///
    /// ## Why it matters
    /// A migration or a new requirement that costs one team a week costs ten teams a quarter of
    /// planning. The team that asks sees one ticket; each of the others has to give up something.
    ///
    /// ## Example
    /// ```toml
    /// min-teams = 3
    /// ```
    ///
    /// ```org fires
    /// == teams.csv
    /// id
    /// platform
    /// web
    /// shop
    /// ads
    /// == dependencies.csv
    /// from,to,need
    /// platform,web,mandate
    /// platform,shop,mandate
    /// platform,ads,mandate
    /// ```
    ///
    /// ```org quiet
    /// == teams.csv
    /// id
    /// platform
    /// web
    /// shop
    /// ads
    /// == dependencies.csv
    /// from,to,need
    /// platform,web,mandate
    /// platform,shop,mandate
    /// platform,ads,mandate
    /// == coordination.csv
    /// model,from,to,sla_days
    /// objective-expert,platform,web;shop;ads,90
    /// ```
    ///
    /// ## How to fix
    /// Do the migration oneself in the code of the others. Where that cannot be, fund it, or become
    /// an objective expert: measure, publish how each team stands, and give a date.
    ///
    /// ## Options
    /// - `min-teams` (default 5, our own choice): so many teams without cover are told.
    pub(super) static META = {
        name: "fan-out-imposition",
        summary: "a team imposes work on many others without authority or funding",
        smell: Smell::Dependency,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::Column(Table::Dependencies, Column::Need)],
        implements: &["CM22"],
        sources: &[
            "Rubick: Deprecation (one change, work for many)",
            "Rubick: Technical standards (work imposed without means)",
        ],
    }
}

/// Options of `fan-out-imposition`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct FanOutImposition {
    min_teams: usize,
}

impl Default for FanOutImposition {
    fn default() -> Self {
        Self { min_teams: 5 }
    }
}

impl Rule for FanOutImposition {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let mut by_source: BTreeMap<TeamId, Vec<DependencyRef<'_>>> = BTreeMap::new();
        let imposes = |row: &DependencyRef<'_>| row.record().need == Some(Need::Mandate);
        for row in cx.org.dependencies().filter(imposes) {
            by_source.entry(row.record().from).or_default().push(row);
        }
        for (source, rows) in by_source {
            self.judge(cx.facts, cx.org.team(source), &rows, sink);
        }
    }
}

impl FanOutImposition {
    fn judge(
        &self,
        facts: &Facts<'_>,
        source: TeamRef<'_>,
        rows: &[DependencyRef<'_>],
        sink: &mut Sink,
    ) {
        let (org, tree) = (facts.org(), facts.tree());
        let covers = covers(facts, source.id);
        let bare = |team: &u32| {
            !tree.contains(source.id, TeamId(*team))
                && !covers
                    .iter()
                    .any(|unit| unit.is_none_or(|u| tree.contains(u, TeamId(*team))))
        };
        let reached = |row: &DependencyRef<'_>| -> Vec<u32> {
            tree.units()
                .leaves(row.record().to.0)
                .iter()
                .copied()
                .filter(bare)
                .collect()
        };
        let teams: BTreeSet<u32> = rows.iter().flat_map(reached).collect();
        let mut bare_rows = rows.iter().filter(|row| !reached(row).is_empty());
        let Some(first) = bare_rows
            .next()
            .filter(|_| teams.len() >= self.min_teams.max(1))
        else {
            return;
        };
        let names = teams.iter().map(|team| org.team(TeamId(*team)).label());
        let message = format!(
            "{} imposes work on {} and nothing entitles it to that or pays for it: {}",
            source.label(),
            count(teams.len(), "team", "teams"),
            list(names, 6)
        );
        sink.report(first.cell(Column::To), message)
            .subject(source.subject())
            .measure(
                teams.len() as f64,
                (self.min_teams.max(1) - 1) as f64,
                "teams that it imposes work on",
            )
            .evidence(bare_rows.map(|row| {
                (row.cell(Column::To), format!("and on {}", row.to().label()))
            }))
            .help(format!(
                "let {} do the work in their area; else fund it, or declare it an objective expert that measures, publishes and gives a date",
                source.label()
            ));
    }
}

/// Units on which the coordination table lets a team impose work; `None` stands for all.
fn covers(facts: &Facts<'_>, source: TeamId) -> Vec<Option<TeamId>> {
    const ENTITLED: &[&str] = &["controller", "work-demander", "objective-expert"];
    let mut found = Vec::new();
    for row in facts.org().coordination().filter(|row| row.in_force()) {
        let entitled = ENTITLED.iter().any(|model| row.is_model(model));
        let funded = matches!(
            row.text(Column::Funded)
                .trim()
                .to_ascii_lowercase()
                .as_str(),
            "yes" | "true" | "y" | "1"
        );
        let funds = funded && row.is_model("standards");
        let own = row
            .from()
            .is_some_and(|from| facts.tree().contains(from.id, source));
        if !own || !(entitled || funds) {
            continue;
        }
        if row.record().to.is_empty() {
            found.push(None);
        }
        found.extend(row.record().to.iter().copied().map(Some));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::FanOutImposition;
    use crate::testing::check;

    const TEAMS: &str = "== teams.csv\n\
         id,name,parent\nplat,Platform,\nprod,Product,\nweb,,prod\nshop,,prod\nads,,prod\nops,,\n\
         == dependencies.csv\n\
         from,to,need\n";

    fn rule() -> FanOutImposition {
        FanOutImposition { min_teams: 4 }
    }

    #[test]
    fn a_unit_stands_for_its_teams() {
        check(
            &rule(),
            &format!(
                "{TEAMS}plat,ops,mandate  #~ warning: Platform imposes work on 4 teams and nothing entitles it to that or pays for it: web, shop, ads and ops\n\
                 plat,web,mandate\n\
                 plat,prod,compliance\n"
            ),
        );
    }

    #[test]
    fn fewer_teams_and_other_needs_are_fine() {
        check(
            &rule(),
            &format!("{TEAMS}plat,prod,mandate\nplat,ops,work\n"),
        );
    }

    #[test]
    fn authority_and_funding_cover() {
        for row in [
            "Work Demander,plat,,",
            "objective-expert,plat,web;ops,",
            "standards,plat,prod,yes",
        ] {
            check(
                &rule(),
                &format!(
                    "{TEAMS}plat,prod,mandate\nplat,ops,mandate\n\
                     == coordination.csv\nmodel,from,to,funded\n{row}\n"
                ),
            );
        }
    }

    #[test]
    fn an_unfunded_standard_covers_nothing() {
        check(
            &rule(),
            &format!(
                "{TEAMS}plat,prod,mandate  #~ warning: Platform imposes work on 4 teams and nothing entitles it to that or pays for it: web, shop, ads and ops\n\
                 plat,ops,mandate\n\
                 == coordination.csv\nmodel,from,to,funded\nstandards,plat,prod,no\n"
            ),
        );
    }
}
