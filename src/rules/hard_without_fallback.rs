//! `hard-without-fallback`: see [`META`] for its documentation.

use crate::facts::Facts;
use crate::lint::words::{count, list};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, DependencyRef, Table, TeamRef};
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags teams that depend hard on others and do not say what they do when these do not deliver,
    /// where the team is declared as an independent executor (a warning) or is of kind `product` (a
    /// note). One finding per team lists the dependencies. The rule is skipped where no row has a
    /// fallback: then nobody keeps that column.
    ///
    /// ## Why it matters
    /// Whoever asks another team for work should expect a no. A team that has thought of its second
    /// best way keeps moving; one that has not escalates.
    ///
    /// ## Example
    /// ```org fires
    /// == teams.csv
    /// id,kind
    /// web,product
    /// api,platform
    /// design,functional
    /// == dependencies.csv
    /// from,to,kind,fallback
    /// web,api,hard,cached prices
    /// web,design,hard,
    /// ```
    ///
    /// ```org quiet
    /// == teams.csv
    /// id,kind
    /// web,product
    /// api,platform
    /// design,functional
    /// == dependencies.csv
    /// from,to,kind,fallback
    /// web,api,hard,cached prices
    /// web,design,soft,
    /// api,design,hard,
    /// ```
    ///
    /// ## How to fix
    /// Write the fallback into the row: a cached answer, an older version, doing it oneself. Where it
    /// turns out that work goes on without, call the dependency soft.
    ///
    /// ## Options
    /// There are none.
    pub(super) static META = {
        name: "hard-without-fallback",
        summary: "a team that should stand alone has no plan for when others do not deliver",
        smell: Smell::Dependency,
        level: Level::Warning,
        recommended: false,
        since: "0.1.0",
        needs: &[
            Needs::Column(Table::Dependencies, Column::Fallback),
            Needs::Any(&[
                Needs::Column(Table::Teams, Column::Kind),
                Needs::Table(Table::Coordination),
            ]),
        ],
        implements: &["CM13"],
        sources: &["Rubick: The independent executor model, 2021 (a plan for when it does not come)"],
    }
}

/// Options of `hard-without-fallback`: none.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct HardWithoutFallback {}

impl Rule for HardWithoutFallback {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let dependencies = cx.facts.dependencies();
        for team in cx.org.teams() {
            let Some((what, level)) = standing(cx.facts, team) else {
                continue;
            };
            let rows: Vec<DependencyRef<'_>> = dependencies
                .hard()
                .out_edges(team.id.0)
                .filter_map(|(_, edge)| dependencies.hard_edge(edge).without_fallback(cx.org))
                .collect();
            if !rows.is_empty() {
                report(team, what, level, &rows, sink);
            }
        }
    }
}

/// Why a team should stand alone, and how loudly to say that it does not.
fn standing(facts: &Facts<'_>, team: TeamRef<'_>) -> Option<(&'static str, Level)> {
    let tree = facts.tree();
    let mut executors = facts.org().coordination().filter(|row| {
        row.is_model("independent-executor")
            && row.in_force()
            && row
                .from()
                .into_iter()
                .chain(row.to())
                .any(|unit| tree.contains(unit.id, team.id))
    });
    let kind = team.org.text(team.record().kind).trim();
    if executors.next().is_some() {
        Some(("an independent executor", Level::Warning))
    } else {
        kind.eq_ignore_ascii_case("product")
            .then_some(("a product team", Level::Note))
    }
}

fn report(
    team: TeamRef<'_>,
    what: &str,
    level: Level,
    rows: &[DependencyRef<'_>],
    sink: &mut Sink,
) {
    let Some(first) = rows.iter().min_by_key(|row| row.id) else {
        return;
    };
    let names: Vec<&str> = rows.iter().map(|row| row.to().label()).collect();
    let message = format!(
        "{}, {what}, depends hard on {} without a fallback: {}",
        team.label(),
        count(names.len(), "team", "teams"),
        list(&names, 6)
    );
    sink.report(first.cell(Column::Fallback), message)
        .level(level)
        .subject(team.subject())
        .measure(
            names.len() as f64,
            0.0,
            "hard dependencies without a fallback",
        )
        .evidence(rows.iter().filter(|row| row.id != first.id).map(|row| {
            (
                row.cell(Column::Fallback),
                format!("none for {} either", row.to().label()),
            )
        }))
        .help(format!(
            "write down what {} does when {} does not deliver, or call the dependency soft",
            team.label(),
            first.to().label()
        ));
}

#[cfg(test)]
mod tests {
    use super::HardWithoutFallback;
    use crate::testing::check;

    const TEAMS: &str = "== teams.csv\nid,kind,parent\nweb,Product,\napi,platform,\nlab,,tribe\ntribe,,\ndesign,,\n";

    #[test]
    fn product_teams_and_declared_executors_should_stand_alone() {
        check(
            &HardWithoutFallback {},
            &format!(
                "{TEAMS}== dependencies.csv\n\
                 from,to,kind,fallback\n\
                 web,api,hard,none     #~ note: web, a product team, depends hard on 2 teams without a fallback: api and design\n\
                 web,design,hard,\n\
                 web,lab,hard,last week's numbers\n\
                 lab,design,,          #~ warning: lab, an independent executor, depends hard on 1 team without a fallback: design\n\
                 api,design,hard,\n\
                 == coordination.csv\nmodel,from\nIndependent Executor,tribe\n"
            ),
        );
    }

    #[test]
    fn a_fallback_or_a_soft_dependency_is_fine() {
        check(
            &HardWithoutFallback {},
            &format!(
                "{TEAMS}== dependencies.csv\nfrom,to,kind,fallback\n\
                 web,api,hard,cached prices\nweb,design,soft,\n"
            ),
        );
    }

    #[test]
    fn a_column_that_nobody_keeps_says_nothing() {
        check(
            &HardWithoutFallback {},
            &format!("{TEAMS}== dependencies.csv\nfrom,to,kind,fallback\nweb,api,hard,\n"),
        );
    }
}
