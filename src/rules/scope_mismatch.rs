//! `scope-mismatch`: see [`META`] for its documentation.

use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, CoordinationModel, CoordinationRef, Table};
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags centralized models (strategy, standards, tenets, goals, metrics, prioritization) that
    /// are declared from one team for one other, and models between particular teams whose `scope`
    /// is the whole organization. Models that one team offers to everybody, such as self-service,
    /// consultants or objective experts, may be for everybody.
    ///
    /// ## Why it matters
    /// A centralized model pays because it spares many conversations; between two teams the
    /// conversation itself is cheaper. And what is declared for everybody is kept with nobody.
    ///
    /// ## Example
    /// ```org fires
    /// == teams.csv
    /// id
    /// web
    /// app
    /// == coordination.csv
    /// model,from,to
    /// tenets,web,app
    /// ```
    ///
    /// ```org quiet
    /// == teams.csv
    /// id
    /// web
    /// app
    /// pay
    /// == coordination.csv
    /// model,from,to
    /// tenets,web,app;pay
    /// ```
    ///
    /// ## How to fix
    /// Between two teams choose a team model; for everybody name the units that are meant.
    pub(super) static META = {
        name: "scope-mismatch",
        summary: "a model for everybody is declared for a pair, or one for a pair for everybody",
        smell: Smell::Coordination,
        level: Level::Warning,
        recommended: true,
        since: "0.2.0",
        needs: &[Needs::Table(Table::Coordination)],
        implements: &["CM1"],
        sources: &[
            "Rubick: Coordination models",
        ],
    }
}

/// Options of `scope-mismatch`: none.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ScopeMismatch {}

impl Rule for ScopeMismatch {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let ids = cx.facts.coordination().rows();
        for row in ids.iter().map(|id| cx.org.coordination_row(*id)) {
            let Some(kind) = row.kind() else {
                continue;
            };
            let centralized = CENTRALIZED.contains(&kind);
            if centralized && let Some((from, to)) = pair(cx, row) {
                let message = format!(
                    "{} is declared for two teams alone, {from} and {to}",
                    row.model()
                );
                sink.report(row.cell(Column::To), message)
                    .subject(row.subject())
                    .subjects(row.from().map(crate::model::TeamRef::subject))
                    .help(format!(
                        "let {from} and {to} agree directly, or choose a model between teams"
                    ));
            }
            if !centralized && !FOR_ANYBODY.contains(&kind) && everybody(row.text(Column::Scope)) {
                let message = format!(
                    "{} is declared for the whole organization, but is a model between particular teams",
                    row.model()
                );
                sink.report(row.cell(Column::Scope), message)
                    .subject(row.subject())
                    .help("name the units that are meant in `to`, or choose a centralized model");
            }
        }
    }
}

use CoordinationModel as M;

/// Models of the whole organization (coordination-models post).
const CENTRALIZED: &[M] = &[
    M::ProductStrategy,
    M::Standards,
    M::Tenets,
    M::GoalFrameworks,
    M::Metrics,
    M::Prioritization,
];

/// Models that one side may offer to everybody, and roles, whose arena may be the organization.
const FOR_ANYBODY: &[M] = &[
    M::ProgramManager,
    M::Integrator,
    M::Controller,
    M::StandardDefiner,
    M::ServiceProvider,
    M::Consultant,
    M::SelfService,
    M::ObjectiveExpert,
    M::WorkDemander,
    M::CentralizedLiaison,
    M::CommunityOfPractice,
    M::TigerTeam,
];

/// Names of the two teams where a row is for a single pair without units below.
fn pair<'a>(cx: Context<'a>, row: CoordinationRef<'a>) -> Option<(&'a str, &'a str)> {
    let (from, to) = (row.from()?, row.to().next()?);
    let units = cx.facts.tree().units();
    let single = row.to().len() == 1 && units.is_leaf(from.id.0) && units.is_leaf(to.id.0);
    (single && from.id != to.id).then_some((from.label(), to.label()))
}

fn everybody(scope: &str) -> bool {
    let words = [
        "company",
        "global",
        "organization",
        "organisation",
        "everybody",
        "everyone",
        "all",
    ];
    words
        .iter()
        .any(|word| word.eq_ignore_ascii_case(scope.trim()))
}

#[cfg(test)]
mod tests {
    use super::ScopeMismatch;
    use crate::testing::check;

    const ORG: &str = "== teams.csv\nid,parent\nco,\neng,co\nweb,eng\napp,eng\nops,co\n== coordination.csv\nmodel,from,to,scope\n";

    #[test]
    fn both_ways_are_told() {
        check(
            &ScopeMismatch::default(),
            &format!(
                "{ORG}standards,web,app,messages #~ warning: standards is declared for two teams alone, web and app\n\
                 embedded,ops,,Company #~ warning: embedded is declared for the whole organization, but is a model between particular teams\n"
            ),
        );
    }

    #[test]
    fn units_and_offers_to_all_are_fine() {
        check(
            &ScopeMismatch::default(),
            &format!(
                "{ORG}standards,ops,eng,\nmetrics,web,,company\nself-service,ops,,company\nembedded,ops,web,tests\n"
            ),
        );
    }
}
