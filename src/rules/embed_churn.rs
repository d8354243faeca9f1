//! `embed-churn`: see [`META`] for its documentation.

use crate::lint::words::list;
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, CoordinationModel, CoordinationRef, PersonId, Table, TeamId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

declare_rule! {
    /// ## What it does
    /// Flags people who by embedded rows, ended ones included, began in more than `max-changes`
    /// further teams within the `days` before today. It speaks of persons and is opt-in.
    ///
    /// ## Why it matters
    /// The worth of an embedded person is knowing the team. Whoever moves every few months is
    /// always new, and the teams learn not to count on it.
    ///
    /// ## Example
    /// ```org fires as-of 2025-12-31
    /// == people.csv
    /// id,team
    /// quinn,qa
    /// == teams.csv
    /// id
    /// qa
    /// web
    /// app
    /// pay
    /// == coordination.csv
    /// model,from,to,person,start
    /// embedded,qa,web,quinn,2025-02-01
    /// embedded,qa,app,quinn,2025-06-01
    /// embedded,qa,pay,quinn,2025-10-01
    /// ```
    ///
    /// ```org quiet as-of 2025-12-31
    /// == people.csv
    /// id,team
    /// quinn,qa
    /// == teams.csv
    /// id
    /// qa
    /// web
    /// app
    /// pay
    /// == coordination.csv
    /// model,from,to,person,start
    /// embedded,qa,web,quinn,2025-02-01
    /// embedded,qa,app,quinn,2025-06-01
    /// ```
    ///
    /// ## How to fix
    /// Leave the person where the work is, or offer the skill as a consultant or service provider
    /// where the demand really moves.
    ///
    /// ## Options
    /// - `max-changes` (default 1): changes of team that are fine; our own choice.
    /// - `days` (default 365): days before today that count; our own choice.
    pub(super) static META = {
        name: "embed-churn",
        summary: "an embedded person changes teams often",
        smell: Smell::Coordination,
        level: Level::Warning,
        recommended: false,
        since: "0.2.0",
        needs: &[Needs::Column(Table::Coordination, Column::Start), Needs::AsOf],
        sources: &[
            "Rubick: The embedded model, 2021",
        ],
    }
}

/// Options of `embed-churn`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct EmbedChurn {
    max_changes: usize,
    days: i64,
}

impl Default for EmbedChurn {
    fn default() -> Self {
        Self {
            max_changes: 1,
            days: 365,
        }
    }
}

impl Rule for EmbedChurn {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let Some(today) = cx.org.as_of else {
            return;
        };
        let mut stays: BTreeMap<PersonId, BTreeMap<Vec<TeamId>, CoordinationRef<'_>>> =
            BTreeMap::new();
        for row in cx
            .org
            .coordination()
            .filter(|row| row.kind() == Some(CoordinationModel::Embedded))
        {
            let recent = row.record().start.is_some_and(|start| {
                let age = start.duration_until(today).as_hours() / 24;
                (0..=self.days).contains(&age)
            });
            if recent {
                for person in &row.record().people {
                    let teams = stays.entry(*person).or_default();
                    teams.entry(row.record().to.clone()).or_insert(row);
                }
            }
        }
        for (person, teams) in stays {
            let changes = teams.len() - 1;
            if changes <= self.max_changes {
                continue;
            }
            let person = cx.org.person(person);
            let mut rows: Vec<CoordinationRef<'_>> = teams.into_values().collect();
            rows.sort_by_key(|row| (row.record().start, row.id));
            let name =
                |row: &CoordinationRef<'_>| list(row.to().map(crate::model::TeamRef::label), 2);
            let names = list(rows.iter().map(name), 5);
            let message = format!(
                "{} was embedded in {} places within {} days: {names}",
                person.label(),
                rows.len(),
                self.days
            );
            let Some(last) = rows.last() else {
                continue;
            };
            sink.report(last.cell(Column::To), message)
                .subject(person.subject())
                .measure(changes as f64, self.max_changes as f64, "changes of team")
                .evidence(
                    rows.iter()
                        .map(|row| (row.place(), format!("embedded in {}", name(row)))),
                )
                .help(format!(
                    "leave {} where the work is, or offer the skill as a consultant",
                    person.short()
                ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::EmbedChurn;
    use crate::testing::check_as_of;

    const ORG: &str = "== people.csv\nid,name,team\nq,Quinn,qa\n== teams.csv\nid\nqa\nweb\napp\npay\n\
        == coordination.csv\nmodel,from,to,person,start,end\n";

    #[test]
    fn three_teams_in_a_year_are_two_changes() {
        check_as_of(
            &EmbedChurn::default(),
            &format!(
                "{ORG}embedded,qa,web,q,2025-02-01,2025-05-31\n\
                 embedded,qa,app,q,2025-06-01,2025-09-30\n\
                 embedded,qa,pay,q,2025-10-01, #~ warning: Quinn (q) was embedded in 3 places within 365 days: web, app and pay\n"
            ),
            Some("2025-12-31"),
        );
    }

    #[test]
    fn one_change_and_old_stays_are_fine() {
        check_as_of(
            &EmbedChurn::default(),
            &format!(
                "{ORG}embedded,qa,web,q,2023-02-01,2024-05-31\n\
                 embedded,qa,app,q,2025-06-01,\n\
                 embedded,qa,pay,q,2025-10-01,\n\
                 embedded,qa,pay,q,2025-11-01,\n"
            ),
            Some("2025-12-31"),
        );
    }
}
