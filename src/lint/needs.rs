//! What a rule needs to look at. A rule whose needs are not met is listed as skipped with the
//! reason, never silently green.

use crate::model::{Column, Org, Table, TeamOrigin};

/// One need of a rule.
#[derive(Clone, Copy, Debug)]
pub enum Needs {
    /// A table.
    Table(Table),
    /// A column with at least one value.
    Column(Table, Column),
    /// At least one reporting line between people.
    Managers,
    /// At least one team.
    Teams,
    /// Teams that a table or a column states, not derived from managers.
    StatedTeams,
    /// Units above teams.
    TeamTree,
    /// Meetings with a known size: attendance, attendee lists or a headcount.
    MeetingSizes,
    /// Meetings with their attendees by name.
    Attendees,
    /// At least one liaison assignment.
    Liaisons,
    /// A day that counts as today.
    AsOf,
    /// At least one earlier state.
    Snapshots,
    /// Any of these.
    Any(&'static [Self]),
}

impl Needs {
    /// Why the need is not met; `None` when it is.
    pub fn missing(self, org: &Org) -> Option<String> {
        let unless = |met: bool, reason: &str| (!met).then(|| reason.to_owned());
        match self {
            Self::Table(table) => {
                (!org.has_table(table)).then(|| format!("no {} table", table.name()))
            }
            Self::Column(table, column) => missing_column(org, table, column),
            Self::Managers => unless(org.has_managers, "nobody names a manager"),
            Self::Teams => unless(!org.teams.is_empty(), "no teams"),
            Self::StatedTeams => unless(
                matches!(org.team_origin, TeamOrigin::Table | TeamOrigin::Columns),
                "no table or column states teams",
            ),
            Self::TeamTree => unless(org.has_team_tree, "no units above teams"),
            Self::MeetingSizes => unless(
                !org.attendance.is_empty() || org.meetings.iter().any(|m| m.headcount.is_some()),
                "no meeting has attendees or a headcount",
            ),
            Self::Attendees => unless(!org.attendance.is_empty(), "no meeting lists attendees"),
            Self::Liaisons => unless(!org.liaisons.is_empty(), "no liaison assignments"),
            Self::AsOf => unless(
                org.as_of.is_some(),
                "no day counts as today; give --as-of DATE",
            ),
            Self::Snapshots => unless(
                !org.past.is_empty(),
                "no earlier state; put one into snapshots/YYYY-MM-DD/ beside the tables",
            ),
            Self::Any(options) => {
                let reasons: Vec<String> =
                    options.iter().map_while(|need| need.missing(org)).collect();
                (reasons.len() == options.len()).then(|| reasons.join("; "))
            }
        }
    }
}

fn missing_column(org: &Org, table: Table, column: Column) -> Option<String> {
    if !org.has_table(table) {
        return Some(format!("no {} table", table.name()));
    }
    (!org.has_column(table, column)).then(|| {
        format!(
            "the {} table has no `{}` values",
            table.name(),
            column.name()
        )
    })
}
