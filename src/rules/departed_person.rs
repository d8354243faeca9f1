//! `departed-person`: see [`META`] for its documentation.

use crate::lint::{Context, GroupIssues, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, IssueKind, Table};
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags cells that name a person whose row says that they have left: by their last day, compared with
    /// the day given as `--as-of`, or by their status. It looks at reporting lines, leads of teams, liaison
    /// assignments, attendance and every other place where people are named.
    ///
    /// ## Why it matters
    /// An assignment held by nobody is a gap that looks covered: the other team believes that it has a
    /// liaison, people report to an empty chair, the meeting waits for somebody who will not come.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,manager,status
    /// ada,,active
    /// bob,ada,left
    /// cyd,bob,active
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,manager,status
    /// ada,,active
    /// bob,ada,left
    /// cyd,ada,active
    /// ```
    ///
    /// ## How to fix
    /// Name the successor, or end the assignment.
    ///
    /// ## Options
    /// - `group-above` (default 20, our own choice): where more cells of one column than this name
    ///   people who have left, more than three of them, one finding about the file gives their number
    ///   and the most frequent of them.
    pub(super) static META = {
        name: "departed-person",
        summary: "somebody who has left is still named",
        smell: Smell::Data,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::Any(&[
            Needs::AsOf,
            Needs::Column(Table::People, Column::Status),
        ])],
        sources: &["our own choice"],
    }
}

/// Options of `departed-person`.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct DepartedPerson(GroupIssues);

impl Rule for DepartedPerson {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        self.0.report(
            cx,
            sink,
            IssueKind::DepartedPerson,
            "name people who have left",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::DepartedPerson;
    use crate::testing::{check, check_as_of};

    #[test]
    fn a_leaver_who_is_still_named_is_told_once() {
        check(
            &DepartedPerson::default(),
            "== people.csv\n\
             id,manager,status\n\
             ada,,active\n\
             bob,ada,left\n\
             cyd,bob,active    #~ warning: `bob` in column manager has left the organization; the same in 1 more row\n\
             dee,bob,active\n",
        );
    }

    const ENDING: &str = "== people.csv\n\
        id,end\n\
        ada,\n\
        bob,2024-01-31\n\
        == teams.csv\n\
        id\nweb\n\
        == liaisons.csv\n\
        person,targets\n";

    #[test]
    fn somebody_on_their_last_day_is_still_there() {
        let text = format!("{ENDING}bob,web\n");
        check_as_of(&DepartedPerson::default(), &text, Some("2024-01-31"));
        let text = format!(
            "{ENDING}bob,web  #~ warning: `bob` in column person has left the organization\n"
        );
        check_as_of(&DepartedPerson::default(), &text, Some("2024-02-01"));
    }

    #[test]
    fn somebody_who_was_never_there_is_another_matter() {
        let text = format!("{ENDING}zoe,web\n");
        check_as_of(&DepartedPerson::default(), &text, Some("2024-01-31"));
    }
}
