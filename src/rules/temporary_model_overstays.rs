//! `temporary-model-overstays`: see [`META`] for its documentation.

use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, CoordinationModel, CoordinationRef, Org, Table};
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags task forces, away teams and rotations in force that have no last day, or whose last
    /// day has passed while their `status` is still active. A rotation that states its `cadence`
    /// ends every stint by itself, and an away team ends with its project.
    ///
    /// ## Why it matters
    /// The three models take people from their teams, which is right for a time. Without an end
    /// nobody decides that the time is over, and what began as an exception becomes a team that
    /// nobody planned.
    ///
    /// ## Example
    /// ```org fires
    /// == teams.csv
    /// id
    /// web
    /// ops
    /// == coordination.csv
    /// model,from,to,end
    /// task-force,web,ops,
    /// ```
    ///
    /// ```org quiet
    /// == teams.csv
    /// id
    /// web
    /// ops
    /// == coordination.csv
    /// model,from,to,end
    /// task-force,web,ops,2026-03-31
    /// ```
    ///
    /// ## How to fix
    /// Close it, set an end, or give what goes on a lasting form: a merged group, a tiger team, a
    /// move.
    pub(super) static META = {
        name: "temporary-model-overstays",
        summary: "what was meant for a time has no end or is past it",
        smell: Smell::Coordination,
        level: Level::Warning,
        recommended: true,
        since: "0.2.0",
        needs: &[Needs::Table(Table::Coordination)],
        implements: &["CM16", "CM18", "CM19"],
        sources: &[
            "Rubick: Coordination models",
        ],
    }
}

/// Options of `temporary-model-overstays`: none.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct TemporaryModelOverstays {}

impl Rule for TemporaryModelOverstays {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        use CoordinationModel as M;
        for model in [M::TaskForce, M::AwayTeam, M::Rotation] {
            let ids = cx.facts.coordination().of(model);
            for row in ids.iter().map(|id| cx.org.coordination_row(*id)) {
                let Some(what) = overstay(cx.org, row) else {
                    continue;
                };
                let name = name(row);
                sink.report(row.cell(Column::End), format!("the {} {name}{what}", row.model()))
                    .subject(row.subject())
                    .subjects(row.from().map(crate::model::TeamRef::subject))
                    .cause(format!("term of {}", row.subject()))
                    .help("close it, set the day on which it is over, or make what goes on a team of its own");
            }
        }
    }
}

fn overstay(org: &Org, row: CoordinationRef<'_>) -> Option<String> {
    let record = row.record();
    let has_end = org.column(record.row.file, Column::End).is_some();
    match (record.end, org.as_of) {
        (Some(end), Some(today)) if end < today => {
            Some(format!(" should have ended on {end} and is still active"))
        }
        (None, _) if has_end && !ends_by_itself(org, row) => Some(" has no end".to_owned()),
        _ => None,
    }
}

fn ends_by_itself(org: &Org, row: CoordinationRef<'_>) -> bool {
    let project = row.text(Column::Project);
    let ends = |cells: &[(Column, crate::model::Text)]| {
        cells.iter().any(|(column, _)| *column == Column::End)
    };
    match row.kind() {
        Some(CoordinationModel::Rotation) => !row.text(Column::Cadence).is_empty(),
        Some(CoordinationModel::AwayTeam) => org
            .projects
            .iter()
            .any(|each| org.text(each.key) == project && ends(&each.cells)),
        _ => false,
    }
}

/// What a row is called by: its unit and the units it serves, else its people or outcome.
fn name(row: CoordinationRef<'_>) -> String {
    let to = crate::lint::words::list(row.to().map(crate::model::TeamRef::label), 3);
    let people = crate::lint::words::list(row.people().map(crate::model::PersonRef::short), 3);
    let outcome = row.text(Column::Outcome);
    match (row.from(), to.as_str()) {
        (Some(unit), "") => format!("of {}", unit.label()),
        (Some(unit), to) => format!("of {} for {to}", unit.label()),
        (None, _) if !outcome.is_empty() => format!("for \"{outcome}\""),
        (None, "") => format!("of {people}"),
        (None, to) => format!("for {to}"),
    }
}

#[cfg(test)]
mod tests {
    use super::TemporaryModelOverstays;
    use crate::testing::{check, check_as_of};

    const ORG: &str = "== teams.csv\nid,name\nweb,Web\nops,Ops\n== coordination.csv\nmodel,from,to,cadence,end,status\n";

    #[test]
    fn no_end_and_a_passed_one_are_told() {
        check_as_of(
            &TemporaryModelOverstays::default(),
            &format!(
                "{ORG}task-force,web,ops,,, #~ warning: the task-force of Web for Ops has no end\n\
                 away team,web,ops,,2025-03-31,active #~ warning: the away team of Web for Ops should have ended on 2025-03-31 and is still active\n"
            ),
            Some("2025-06-01"),
        );
    }

    #[test]
    fn rhythms_ends_and_lasting_models_are_fine() {
        check_as_of(
            &TemporaryModelOverstays::default(),
            &format!(
                "{ORG}rotation,web,ops,weekly,,\n\
                 task-force,web,ops,,2025-06-01,\n\
                 task-force,web,ops,,2025-03-31,\n\
                 tiger-team,web,ops,,,\n"
            ),
            Some("2025-06-01"),
        );
    }

    #[test]
    fn a_table_without_the_column_says_nothing() {
        check(
            &TemporaryModelOverstays::default(),
            "== teams.csv\nid\nweb\nops\n== coordination.csv\nmodel,from,to\ntask-force,web,ops\n",
        );
    }
}
