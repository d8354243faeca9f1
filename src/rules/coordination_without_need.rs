//! `coordination-without-need`: see [`META`] for its documentation.

use crate::facts::Facts;
use crate::lint::words::list;
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, CoordinationRef, Table, TeamId, TeamRef};
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags coordination rows between two teams of which neither depends on the other, nor units
    /// around them do. It looks at the models that join one team to another: service provider,
    /// consultant, self-service, embedded, rotation, away team, objective expert, work demander,
    /// cousin team and merged group. Liaisons have a rule of their own, `liaison-without-need`.
    ///
    /// A pair of which the dependencies table mentions one side nowhere is passed over: nobody has
    /// written down what that side needs.
    ///
    /// ## Why it matters
    /// Coordination costs both sides time. Where nothing is needed it is either a habit from an old
    /// need, and can go, or the dependency exists and nobody plans for it.
    ///
    /// ## Example
    /// ```org fires
    /// == teams.csv
    /// id
    /// web
    /// api
    /// shop
    /// == dependencies.csv
    /// from,to
    /// web,api
    /// shop,web
    /// == coordination.csv
    /// model,from,to
    /// consultant,api,shop
    /// ```
    ///
    /// ```org quiet
    /// == teams.csv
    /// id
    /// web
    /// api
    /// shop
    /// == dependencies.csv
    /// from,to
    /// web,api
    /// shop,web
    /// == coordination.csv
    /// model,from,to
    /// consultant,api,web
    /// ```
    ///
    /// ## How to fix
    /// End the row, or add the dependency and say what is needed.
    ///
    /// ## Options
    /// There are none.
    pub(super) static META = {
        name: "coordination-without-need",
        summary: "two teams coordinate although neither needs the other",
        smell: Smell::Dependency,
        level: Level::Note,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::Table(Table::Coordination), Needs::Table(Table::Dependencies)],
        sources: &["Rubick: How to build silos, 2021 (most work together happens inside a team)"],
    }
}

/// Options of `coordination-without-need`: none.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct CoordinationWithoutNeed {}

/// Models that join one team to another because one needs the other.
const PAIRS: &[&str] = &[
    "service-provider",
    "consultant",
    "self-service",
    "embedded",
    "rotation",
    "away-team",
    "objective-expert",
    "work-demander",
    "cousin-team",
    "merged-group",
];

impl Rule for CoordinationWithoutNeed {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let joins = |row: &CoordinationRef<'_>| {
            row.in_force() && PAIRS.iter().any(|model| row.is_model(model))
        };
        for row in cx.org.coordination().filter(joins) {
            let Some(from) = row.from() else {
                continue;
            };
            let idle: Vec<TeamRef<'_>> = row
                .to()
                .filter(|to| is_idle(cx.facts, from.id, to.id))
                .collect();
            if !idle.is_empty() {
                report(row, from, &idle, sink);
            }
        }
    }
}

/// Whether the table speaks of both sides and joins neither to the other.
fn is_idle(facts: &Facts<'_>, a: TeamId, b: TeamId) -> bool {
    let (tree, graph) = (facts.tree(), facts.dependencies().graph());
    let units = tree.units();
    let around = |unit: TeamId, other: TeamId| {
        let below = units.subtree(unit.0).iter().copied();
        below
            .chain(units.ancestors(unit.0).filter(move |up| *up != unit.0))
            .filter(move |near| !tree.contains(TeamId(*near), other))
    };
    let mentioned = |unit, other| around(unit, other).any(|near| graph.degree(near) > 0);
    let joined = || {
        around(a, b).any(|near| {
            let others = graph.out(near).iter().chain(graph.inn(near));
            others
                .copied()
                .any(|other| tree.nested(b, TeamId(other)) && !tree.contains(TeamId(other), a))
        })
    };
    !tree.nested(a, b) && mentioned(a, b) && mentioned(b, a) && !joined()
}

fn report(row: CoordinationRef<'_>, from: TeamRef<'_>, idle: &[TeamRef<'_>], sink: &mut Sink) {
    let names = list(idle.iter().map(|team| team.label()), 6);
    let message = format!(
        "{} is declared as {} for {names}, and no dependency joins them in either direction",
        from.label(),
        row.model().trim()
    );
    sink.report(row.cell(Column::To), message)
        .subject(from.subject())
        .subjects(idle.iter().map(|team| team.subject()))
        .amount(idle.len() as f64, "teams without a dependency")
        .help(format!(
            "end it for {names}, or add what is needed of {} to the dependencies",
            from.label()
        ));
}

#[cfg(test)]
mod tests {
    use super::CoordinationWithoutNeed;
    use crate::testing::{check, check_as_of};

    const TEAMS: &str = "== teams.csv\n\
         id,name,parent\nall,,\neng,Engineering,all\nweb,Web,eng\napi,API,eng\n\
         biz,Business,all\nshop,Shop,biz\nads,Ads,biz\nlab,Lab,all\n\
         == dependencies.csv\nfrom,to\nweb,api\nshop,web\nads,shop\n";

    #[test]
    fn a_declared_pair_without_a_dependency() {
        check(
            &CoordinationWithoutNeed {},
            &format!(
                "{TEAMS}== coordination.csv\n\
                 model,from,to\n\
                 Service Provider,api,web;shop;ads  #~ note: API is declared as Service Provider for Shop and Ads, and no dependency joins them in either direction\n"
            ),
        );
    }

    #[test]
    fn units_around_either_side_direction_and_group_models_are_fine() {
        check(
            &CoordinationWithoutNeed {},
            &format!(
                "{TEAMS}== coordination.csv\n\
                 model,from,to\n\
                 rotation,eng,shop\nconsultant,biz,web\nembedded,shop,ads\n\
                 community-of-practice,api,ads\nself-service,web,eng\n"
            ),
        );
    }

    #[test]
    fn a_side_that_the_table_never_mentions_is_unknown() {
        check(
            &CoordinationWithoutNeed {},
            &format!("{TEAMS}== coordination.csv\nmodel,from,to\nconsultant,lab,web\n"),
        );
    }

    #[test]
    fn a_row_that_is_over_needs_nothing() {
        check_as_of(
            &CoordinationWithoutNeed {},
            &format!(
                "{TEAMS}== coordination.csv\nmodel,from,to,end\nrotation,api,ads,2024-01-31\n"
            ),
            Some("2024-02-01"),
        );
    }
}
