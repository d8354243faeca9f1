//! What the tables do not say, each named once. Knows no pair.

use crate::model::{Column, Org, Table};

/// Columns of the dependencies table that the decision table asks for most.
const ASKED: &[(Column, &str)] = &[
    (Column::Need, "what is needed"),
    (Column::Context, "how much must be known"),
    (Column::Kind, "whether work stops"),
    (Column::Frequency, "how often"),
    (Column::Duration, "how long"),
    (Column::Fallback, "what is done without it"),
];

/// One sentence for each table and each group of columns that is absent.
pub(super) fn unknown(org: &Org) -> Vec<String> {
    let mut found = Vec::new();
    if org.has_table(Table::Dependencies) {
        let strength = org.dependencies.iter().any(|row| row.strength.is_some());
        let absent: Vec<String> = ASKED
            .iter()
            .filter(|(column, _)| match column {
                Column::Kind => !strength,
                column => !org.has_column(Table::Dependencies, *column),
            })
            .map(|(column, says)| format!("`{}` ({says})", column.name()))
            .collect();
        if !absent.is_empty() {
            found.push(format!(
                "the dependencies table does not say {}",
                absent.join(", ")
            ));
        }
    } else {
        found.push("no dependencies table: who needs what of whom is assumed from liaisons and declared models".to_owned());
    }
    if org.attendance.is_empty()
        && org
            .meetings
            .iter()
            .all(|meeting| meeting.headcount.is_none())
    {
        found.push(
            "nobody says who attends which meeting: whether a guest finds a chair is not known"
                .to_owned(),
        );
    }
    if !org.has_team_tree {
        found.push(
            "no units above teams: every team counts as a part of the organization of its own"
                .to_owned(),
        );
    }
    for (table, says) in [
        (
            Table::Coordination,
            "what is declared is known from liaisons and meetings alone",
        ),
        (Table::Projects, "no task force or program can be seen"),
        (Table::Goals, "goals cannot be compared with dependencies"),
    ] {
        if !org.has_table(table) {
            found.push(format!("no {} table: {says}", table.name()));
        }
    }
    if org.people.is_empty()
        || org.people.iter().all(|person| person.team.is_none()) && org.memberships.is_empty()
    {
        found.push("nobody belongs to a team: free seats are not known".to_owned());
    }
    found
}
