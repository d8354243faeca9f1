//! `conflicting-models`: see [`META`] for its documentation.

use crate::facts::TreeFacts;
use crate::lint::words::list;
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, CoordinationModel, CoordinationRef, Table, TeamId, TeamRef};
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags two rows in force that say opposite things of the same two units: a team is both self-
    /// service and service provider, or both consultant and service provider, for one consumer; or
    /// one home sends the same team both a liaison and an embedded person. A row whose `migration`
    /// says yes is on its way from one to the other and is left alone. Whether a model contradicts
    /// the dependencies is told by the rule of the model, such as `model-consultant`.
    ///
    /// ## Why it matters
    /// A consumer who may help himself and also has to file requests does not know which of the two
    /// is meant, and the provider is measured by both. The models are chosen because they differ.
    ///
    /// ## Example
    /// ```org fires
    /// == teams.csv
    /// id
    /// web
    /// infra
    /// == coordination.csv
    /// model,from,to
    /// self-service,infra,web
    /// service-provider,infra,web
    /// ```
    ///
    /// ```org quiet
    /// == teams.csv
    /// id
    /// web
    /// infra
    /// == coordination.csv
    /// model,from,to,migration
    /// self-service,infra,web,yes
    /// service-provider,infra,web,
    /// ```
    ///
    /// ## How to fix
    /// Keep the row that describes how the two work today; say `migration` where one is to follow
    /// the other.
    pub(super) static META = {
        name: "conflicting-models",
        summary: "two declared models contradict each other",
        smell: Smell::Coordination,
        level: Level::Warning,
        recommended: true,
        since: "0.2.0",
        needs: &[Needs::Table(Table::Coordination)],
        implements: &["CM11", "CM12"],
        sources: &[
            "Rubick: Coordination models",
        ],
    }
}

/// Options of `conflicting-models`: none.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ConflictingModels {}

impl Rule for ConflictingModels {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        use CoordinationModel as M;
        const PAIRS: &[(M, M)] = &[
            (M::SelfService, M::ServiceProvider),
            (M::Consultant, M::ServiceProvider),
            (M::Embedded, M::Liaison),
        ];
        let rows = cx.facts.coordination();
        for (one, other) in PAIRS {
            for first in rows.of(*one).iter().map(|id| cx.org.coordination_row(*id)) {
                for second in rows
                    .of(*other)
                    .iter()
                    .map(|id| cx.org.coordination_row(*id))
                {
                    compare(cx, first, second, sink);
                }
            }
        }
    }
}

/// Reports two rows of one home that serve a unit in common.
fn compare(
    cx: Context<'_>,
    first: CoordinationRef<'_>,
    second: CoordinationRef<'_>,
    sink: &mut Sink,
) {
    let Some(home) = bearer(first).filter(|home| bearer(second) == Some(*home)) else {
        return;
    };
    let both = common(cx.facts.tree(), first, second);
    if both.is_empty() || moves(first) || moves(second) {
        return;
    }
    let home = cx.org.team(home);
    let names = list(both.iter().map(|unit| unit.label()), 3);
    let (a, b) = (first.model(), second.model());
    let message = format!("{} is both {a} and {b} for {names}", home.label());
    sink.report(second.cell(Column::Model), message)
            .subject(home.subject())
            .subjects(both.iter().map(|unit| unit.subject()))
            .related(first.cell(Column::Model), format!("declared as {a} here"))
            .identity(format!("{} {}", first.subject(), second.subject()))
            .help(format!("keep the row that describes how {} and {names} work today; where one is to follow the other, say so in `migration`", home.label()));
}

/// The unit that fills a row: `from`, else the team of the first person.
fn bearer(row: CoordinationRef<'_>) -> Option<TeamId> {
    let person = row.people().next();
    row.from().or_else(|| person?.team()).map(|unit| unit.id)
}

/// Units that both rows serve.
fn common<'a>(
    tree: &TreeFacts,
    first: CoordinationRef<'a>,
    second: CoordinationRef<'a>,
) -> Vec<TeamRef<'a>> {
    let mut units: Vec<TeamRef<'a>> = first.to().collect();
    units.retain(|unit| second.to().any(|other| tree.nested(unit.id, other.id)));
    units
}

/// Whether one model is about to take the place of the other.
fn moves(row: CoordinationRef<'_>) -> bool {
    let said = row.text(Column::Migration).trim().to_lowercase();
    !matches!(said.as_str(), "" | "no" | "false" | "0")
}

#[cfg(test)]
mod tests {
    use super::ConflictingModels;
    use crate::testing::check;

    const TEAMS: &str =
        "== teams.csv\nid,parent\nco,\neng,co\nweb,eng\ninfra,co\nqa,co\n== coordination.csv\n";

    #[test]
    fn two_promises_to_one_consumer_are_one_finding() {
        check(
            &ConflictingModels::default(),
            &format!(
                "{TEAMS}model,from,to\n\
                 self-service,infra,eng\n\
                 service provider,infra,web #~ warning: infra is both self-service and service provider for eng\n\
                 embedded,qa,web\n\
                 liaison,qa,web #~ warning: qa is both embedded and liaison for web\n"
            ),
        );
    }

    #[test]
    fn other_consumers_and_migrations_are_fine() {
        check(
            &ConflictingModels::default(),
            &format!(
                "{TEAMS}model,from,to,migration\n\
                 self-service,infra,web,\n\
                 service-provider,infra,qa,\n\
                 consultant,qa,web,yes\n\
                 service-provider,qa,web,\n"
            ),
        );
    }
}
