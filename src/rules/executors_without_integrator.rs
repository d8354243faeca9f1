//! `executors-without-integrator`: see [`META`] for its documentation.

use crate::lint::words::list;
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, CoordinationModel, CoordinationRef, Table, TeamRef};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

declare_rule! {
    /// ## What it does
    /// Flags an organization in which at least `min-executors` teams are declared independent
    /// executors and no integrator is declared.
    ///
    /// ## Why it matters
    /// Independent teams do not wait for each other, and so nobody notices when their plans do not
    /// fit. The model moves that work to integrators; without them it is not done.
    ///
    /// ## Example
    /// ```toml
    /// min-executors = 2
    /// ```
    ///
    /// ```org fires
    /// == teams.csv
    /// id
    /// web
    /// app
    /// == coordination.csv
    /// model,from
    /// independent-executor,web
    /// independent-executor,app
    /// ```
    ///
    /// ```org quiet
    /// == teams.csv
    /// id
    /// web
    /// app
    /// == coordination.csv
    /// model,from
    /// independent-executor,web
    /// independent-executor,app
    /// ```
    ///
    /// ## How to fix
    /// Name an integrator, often a product manager, who gathers what the teams plan and makes one
    /// picture of it.
    ///
    /// ## Options
    /// - `min-executors` (default 3): teams whose plans no longer fit by themselves; our own
    ///   choice.
    pub(super) static META = {
        name: "executors-without-integrator",
        summary: "several independent executors and nobody who makes one plan of theirs",
        smell: Smell::Coordination,
        level: Level::Warning,
        recommended: true,
        since: "0.2.0",
        needs: &[Needs::Table(Table::Coordination)],
        implements: &["CM8"],
        sources: &[
            "Rubick: Coordination models",
            "Rubick: The independent executor model, 2021",
        ],
    }
}

/// Options of `executors-without-integrator`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ExecutorsWithoutIntegrator {
    min_executors: usize,
}

impl Default for ExecutorsWithoutIntegrator {
    fn default() -> Self {
        Self { min_executors: 3 }
    }
}

impl Rule for ExecutorsWithoutIntegrator {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let rows = cx.facts.coordination();
        let executors = rows.of(CoordinationModel::IndependentExecutor);
        let mut teams: BTreeMap<_, CoordinationRef<'_>> = BTreeMap::new();
        for row in executors.iter().map(|id| cx.org.coordination_row(*id)) {
            if let Some(team) = row.from() {
                teams.entry(team.id).or_insert(row);
            }
        }
        let integrated = !rows.of(CoordinationModel::Integrator).is_empty();
        let Some(first) = teams.values().min_by_key(|row| row.id) else {
            return;
        };
        if integrated || teams.len() < self.min_executors {
            return;
        }
        let units: Vec<TeamRef<'_>> = teams.keys().map(|id| cx.org.team(*id)).collect();
        let names = list(units.iter().map(|unit| unit.label()), 4);
        let message = format!(
            "{names} execute independently, and nobody is declared to integrate their plans"
        );
        sink.report(first.cell(Column::Model), message)
            .subjects(units.iter().map(|unit| unit.subject()))
            .measure(
                units.len() as f64,
                self.min_executors as f64,
                "independent executors",
            )
            .evidence(
                teams
                    .values()
                    .map(|row| (row.place(), "executes independently".to_owned())),
            )
            .help(
                "name an integrator who gathers what these teams plan and makes one picture of it",
            );
    }
}

#[cfg(test)]
mod tests {
    use super::ExecutorsWithoutIntegrator;
    use crate::testing::check;

    const ORG: &str = "== teams.csv\nid\na\nb\nc\n== coordination.csv\nmodel,from\n";

    #[test]
    fn three_are_too_many_to_fit_by_themselves() {
        check(
            &ExecutorsWithoutIntegrator::default(),
            &format!(
                "{ORG}independent-executor,a #~ warning: a, b and c execute independently, and nobody is declared to integrate their plans\n\
                 independent-executor,b\nindependent-executor,c\n"
            ),
        );
    }

    #[test]
    fn two_fit_and_an_integrator_helps() {
        let rule = ExecutorsWithoutIntegrator::default();
        check(
            &rule,
            &format!(
                "{ORG}independent-executor,a\nindependent-executor,b\nindependent-executor,b\n"
            ),
        );
        check(
            &rule,
            &format!(
                "{ORG}independent-executor,a\nindependent-executor,b\nindependent-executor,c\nintegrator,a\n"
            ),
        );
    }
}
