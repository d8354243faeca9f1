//! `objective-expert-overuse`: see [`META`] for its documentation.

use crate::lint::words::list;
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, CoordinationModel, Table, TeamRef};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

declare_rule! {
    /// ## What it does
    /// Flags an organization in which more than `max-units` units work as objective experts.
    ///
    /// ## Why it matters
    /// A report moves work because it is read. Each further one competes with the others for the
    /// same hour of the same leads, and soon none of them is read.
    ///
    /// ## Example
    /// ```toml
    /// max-units = 1
    /// ```
    ///
    /// ```org fires
    /// == teams.csv
    /// id
    /// sec
    /// sre
    /// web
    /// == coordination.csv
    /// model,from,to
    /// objective-expert,sec,web
    /// objective-expert,sre,web
    /// ```
    ///
    /// ```org quiet
    /// == teams.csv
    /// id
    /// sec
    /// sre
    /// web
    /// == coordination.csv
    /// model,from,to
    /// objective-expert,sec,web
    /// objective-expert,sre,web
    /// ```
    ///
    /// ## How to fix
    /// Merge the reports into one list by severity, or embed the expert where the work is.
    ///
    /// ## Options
    /// - `max-units` (default 2): the post thinks twice about more than a couple.
    pub(super) static META = {
        name: "objective-expert-overuse",
        summary: "many units measure the others",
        smell: Smell::Coordination,
        level: Level::Warning,
        recommended: true,
        since: "0.2.0",
        needs: &[Needs::Table(Table::Coordination)],
        implements: &["CM21"],
        sources: &[
            "Rubick: Coordination models",
            "Rubick: The objective expert model, 2022",
        ],
    }
}

/// Options of `objective-expert-overuse`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ObjectiveExpertOveruse {
    max_units: usize,
}

impl Default for ObjectiveExpertOveruse {
    fn default() -> Self {
        Self { max_units: 2 }
    }
}

impl Rule for ObjectiveExpertOveruse {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let ids = cx
            .facts
            .coordination()
            .of(CoordinationModel::ObjectiveExpert);
        let rows = ids.iter().map(|id| cx.org.coordination_row(*id));
        let mut units: BTreeMap<_, _> = BTreeMap::new();
        for row in rows {
            if let Some(unit) = row.from() {
                units.entry(unit.id).or_insert(row);
            }
        }
        let Some(row) = units
            .values()
            .max_by_key(|row| row.id)
            .filter(|_| units.len() > self.max_units)
        else {
            return;
        };
        let experts: Vec<TeamRef<'_>> = units.keys().map(|id| cx.org.team(*id)).collect();
        let names = list(experts.iter().map(|unit| unit.label()), 5);
        let message = format!(
            "{} units work as objective experts, more than {}: {names}",
            experts.len(),
            self.max_units
        );
        sink.report(row.cell(Column::From), message)
            .subjects(experts.iter().map(|unit| unit.subject()))
            .measure(experts.len() as f64, self.max_units as f64, "units")
            .cause("objective experts")
            .evidence(
                units
                    .values()
                    .map(|row| (row.place(), "reports to other teams".to_owned())),
            )
            .help(format!(
                "merge the reports of {names} into one, or embed one of the experts"
            ));
    }
}

#[cfg(test)]
mod tests {
    use super::ObjectiveExpertOveruse;
    use crate::testing::check;

    const ORG: &str = "== teams.csv\nid\nsec\nsre\nux\nweb\n== coordination.csv\nmodel,from,to\n";

    #[test]
    fn more_than_a_couple_is_told_once() {
        check(
            &ObjectiveExpertOveruse::default(),
            &format!(
                "{ORG}objective-expert,sec,web\nobjective-expert,sre,web\n\
                 objective-expert,ux,web #~ warning: 3 units work as objective experts, more than 2: sec, sre and ux\n"
            ),
        );
    }

    #[test]
    fn one_expert_for_many_teams_is_one() {
        check(
            &ObjectiveExpertOveruse::default(),
            &format!(
                "{ORG}objective-expert,sec,web\nobjective-expert,sec,ux\nobjective-expert,sec,sre\nobjective-expert,sre,web\n"
            ),
        );
    }
}
