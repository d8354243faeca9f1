//! `role-model-overuse`: see [`META`] for its documentation.

use crate::lint::words::count;
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, CoordinationModel, Subject, Table};
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags an organization in which more than `max-share` of the rows in force are program
    /// managers, integrators, controllers or standard definers, from `min-rows` rows on.
    ///
    /// ## Why it matters
    /// A role is one person who has to be there. The post keeps these models for few cases; where
    /// they are the usual answer, the organization depends on a few people who stand between its
    /// teams.
    ///
    /// ## Example
    /// ```toml
    /// min-rows = 2
    /// ```
    ///
    /// ```org fires
    /// == teams.csv
    /// id
    /// web
    /// ops
    /// == coordination.csv
    /// model,from,to
    /// controller,web,ops
    /// consultant,ops,web
    /// ```
    ///
    /// ```org quiet
    /// == teams.csv
    /// id
    /// web
    /// ops
    /// == coordination.csv
    /// model,from,to
    /// controller,web,ops
    /// consultant,ops,web
    /// ```
    ///
    /// ## How to fix
    /// Look at each role in turn: could the teams work by a model between teams, such as self-
    /// service or a liaison?
    ///
    /// ## Options
    /// - `max-share` (default 25): percent of the rows; our own choice.
    /// - `min-rows` (default 8): fewer rows say nothing about the whole; our own choice.
    pub(super) static META = {
        name: "role-model-overuse",
        summary: "many of the declared models are roles of single people",
        smell: Smell::Coordination,
        level: Level::Note,
        recommended: false,
        since: "0.2.0",
        needs: &[Needs::Table(Table::Coordination)],
        implements: &["CM2"],
        sources: &[
            "Rubick: Coordination models",
        ],
    }
}

/// Options of `role-model-overuse`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RoleModelOveruse {
    max_share: usize,
    min_rows: usize,
}

impl Default for RoleModelOveruse {
    fn default() -> Self {
        Self {
            max_share: 25,
            min_rows: 8,
        }
    }
}

impl Rule for RoleModelOveruse {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        use CoordinationModel as M;
        const ROLES: &[M] = &[
            M::ProgramManager,
            M::Integrator,
            M::Controller,
            M::StandardDefiner,
        ];
        let ids = cx.facts.coordination().rows();
        let rows: Vec<_> = ids.iter().map(|id| cx.org.coordination_row(*id)).collect();
        let roles: Vec<_> = rows
            .iter()
            .filter(|row| row.kind().is_some_and(|kind| ROLES.contains(&kind)))
            .collect();
        let Some(first) = roles.first() else {
            return;
        };
        if rows.len() < self.min_rows || roles.len() * 100 <= rows.len() * self.max_share {
            return;
        }
        let message = format!(
            "{} of {} rest on the role of one person, more than {} %",
            roles.len(),
            count(rows.len(), "declared model", "declared models"),
            self.max_share
        );
        let share = roles.len() as f64 * 100.0 / rows.len() as f64;
        sink.report(first.cell(Column::Model), message)
            .subject(Subject::file(cx.org.sources.get(first.record().row.file).short_name()))
            .measure(share, self.max_share as f64, "percent")
            .evidence(roles.iter().map(|row| (row.place(), row.model().to_owned())))
            .help("take a model between teams where one would do, and keep the roles for what is left");
    }
}

#[cfg(test)]
mod tests {
    use super::RoleModelOveruse;
    use crate::testing::check;

    const ORG: &str = "== teams.csv\nid\nweb\nops\n== coordination.csv\nmodel,from,to\n";

    #[test]
    fn counts_roles_among_the_rows() {
        let rule = RoleModelOveruse {
            max_share: 25,
            min_rows: 3,
        };
        check(
            &rule,
            &format!(
                "{ORG}consultant,web,ops\n\
                 controller,web,ops #~ note: 2 of 3 declared models rest on the role of one person, more than 25 %\n\
                 integrator,web,ops\n"
            ),
        );
    }

    #[test]
    fn a_quarter_is_fine_and_few_rows_say_nothing() {
        let rule = RoleModelOveruse {
            max_share: 25,
            min_rows: 3,
        };
        check(
            &rule,
            &format!("{ORG}controller,web,ops\nintegrator,web,ops\n"),
        );
        check(
            &rule,
            &format!(
                "{ORG}consultant,web,ops\ncontroller,web,ops\nrotation,web,ops\nliaison,web,ops\n"
            ),
        );
    }
}
