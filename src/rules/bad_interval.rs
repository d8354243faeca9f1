//! `bad-interval`: see [`META`] for its documentation.

use crate::lint::{Context, GroupIssues, Level, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::IssueKind;
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags rows whose last day is before their first day: people, teams, assignments and coordination
    /// rows.
    ///
    /// ## Why it matters
    /// Such a row is never in force, so it drops out of every count by date; mostly day and month or the two
    /// columns are swapped.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,start,end
    /// ada,2024-05-01,2024-02-01
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,start,end
    /// ada,2024-02-01,2024-02-01
    /// ```
    ///
    /// ## How to fix
    /// Correct the two dates. Dates as 2024-05-31 cannot be misread.
    ///
    /// ## Options
    /// - `group-above` (default 20, our own choice): where more rows of one file than this end before
    ///   they start, one finding about the file gives their number. Then two columns are probably
    ///   swapped.
    pub(super) static META = {
        name: "bad-interval",
        summary: "an end comes before its start",
        smell: Smell::Data,
        level: Level::Error,
        recommended: true,
        since: "0.1.0",
        needs: &[],
        sources: &["our own choice"],
    }
}

/// Options of `bad-interval`.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct BadInterval(GroupIssues);

impl Rule for BadInterval {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        self.0.report(
            cx,
            sink,
            IssueKind::BadInterval,
            "are before the start of their row",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::BadInterval;
    use crate::testing::check;

    #[test]
    fn an_end_before_its_start_is_told_at_the_end() {
        check(
            &BadInterval::default(),
            "== people.csv\n\
             id,start,end\n\
             ada,2024-05-01,2024-02-01  #~ error: ada ends on 2024-02-01, before it starts on 2024-05-01\n\
             bob,2024-02-01,2024-05-01\n",
        );
    }

    #[test]
    fn one_day_and_an_open_end_are_fine() {
        check(
            &BadInterval::default(),
            "== people.csv\nid,start,end\nada,2024-02-01,2024-02-01\nbob,2024-02-01,\ncyd,,2024-02-01\n",
        );
    }
}
