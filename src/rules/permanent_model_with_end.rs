//! `permanent-model-with-end`: see [`META`] for its documentation.

use crate::lint::words::count;
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, CoordinationModel, Table};
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags tiger teams, cousin teams and merged groups whose last day comes fewer than `min-days`
    /// after their first, or after today where no first day is stated.
    ///
    /// ## Why it matters
    /// These models change teams and reporting lines, which costs more than a quarter can bring
    /// back. What is meant for a quarter is a task force, and should be planned and ended as one.
    ///
    /// ## Example
    /// ```org fires
    /// == teams.csv
    /// id
    /// tiger
    /// web
    /// == coordination.csv
    /// model,from,to,start,end
    /// tiger-team,tiger,web,2025-01-01,2025-03-31
    /// ```
    ///
    /// ```org quiet
    /// == teams.csv
    /// id
    /// tiger
    /// web
    /// == coordination.csv
    /// model,from,to,start,end
    /// tiger-team,tiger,web,2025-01-01,2026-03-31
    /// ```
    ///
    /// ## How to fix
    /// Declare a task force with an outcome, or drop the end.
    ///
    /// ## Options
    /// - `min-days` (default 365): days that a lasting model should have before it; our own choice.
    pub(super) static META = {
        name: "permanent-model-with-end",
        summary: "what is meant to last has an end within the year",
        smell: Smell::Coordination,
        level: Level::Note,
        recommended: true,
        since: "0.2.0",
        needs: &[Needs::Column(Table::Coordination, Column::End)],
        implements: &["CM20"],
        sources: &[
            "Rubick: Coordination models",
        ],
    }
}

/// Options of `permanent-model-with-end`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct PermanentModelWithEnd {
    min_days: usize,
}

impl Default for PermanentModelWithEnd {
    fn default() -> Self {
        Self { min_days: 365 }
    }
}

impl Rule for PermanentModelWithEnd {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        use CoordinationModel as M;
        for model in [M::TigerTeam, M::CousinTeam, M::MergedGroup] {
            let ids = cx.facts.coordination().of(model);
            for row in ids.iter().map(|id| cx.org.coordination_row(*id)) {
                let record = row.record();
                let (Some(start), Some(end)) = (record.start.or(cx.org.as_of), record.end) else {
                    continue;
                };
                let days = start.duration_until(end).as_hours() / 24;
                if days >= self.min_days as i64 {
                    continue;
                }
                let who = row.from().or_else(|| row.to().next());
                let who = who.map_or("", |unit| unit.label());
                let days = usize::try_from(days).unwrap_or(0);
                let message = format!(
                    "the {} {who} ends on {end}, after {}",
                    row.model(),
                    count(days, "day", "days")
                );
                sink.report(row.cell(Column::End), message)
                    .subject(row.subject())
                    .measure(days as f64, self.min_days as f64, "days")
                    .cause(format!("term of {}", row.subject()))
                    .help("declare a task force with an outcome, or drop the end");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PermanentModelWithEnd;
    use crate::testing::check;

    const ORG: &str =
        "== teams.csv\nid\ntiger\nweb\n== coordination.csv\nmodel,from,to,start,end\n";

    #[test]
    fn a_quarter_is_no_lasting_team() {
        check(
            &PermanentModelWithEnd::default(),
            &format!(
                "{ORG}tiger-team,tiger,web,2025-01-01,2025-04-01 #~ note: the tiger-team tiger ends on 2025-04-01, after 90 days\n\
                 task-force,tiger,web,2025-01-01,2025-04-01\n"
            ),
        );
    }

    #[test]
    fn a_year_is_enough() {
        check(
            &PermanentModelWithEnd::default(),
            &format!(
                "{ORG}tiger-team,tiger,web,2025-01-01,2026-01-01\ncousin-team,tiger,web,2025-01-01,\n"
            ),
        );
    }
}
