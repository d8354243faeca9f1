//! `near-duplicate-id`: see [`META`] for its documentation.

use crate::lint::{Context, GroupIssues, Level, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::IssueKind;
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags ids of one table that are different texts but the same word, `Web` and `web`, or an accented
    /// letter written as one character and as two; and cells that name something in another spelling than
    /// its own row does. Such a cell is still understood.
    ///
    /// ## Why it matters
    /// Such a pair is nearly always one person or team that two systems spell differently. Counted twice,
    /// its span, its meetings and its assignments are split between two rows.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,name
    /// ana-lind,Ana
    /// Ana-Lind,Ana
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,name
    /// ana-lind,Ana
    /// ana-lund,Ana
    /// ```
    ///
    /// ## How to fix
    /// Settle on one spelling in every file, or choose ids that cannot be confused.
    ///
    /// ## Options
    /// - `group-above` (default 20, our own choice): where more different ids than this are
    ///   spelt differently in one column of a file, one finding about the file gives their number and the
    ///   most frequent of them.
    pub(super) static META = {
        name: "near-duplicate-id",
        summary: "two ids differ only in case, white space or Unicode form",
        smell: Smell::Data,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[],
        sources: &[],
    }
}

/// Options of `near-duplicate-id`.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct NearDuplicateId(GroupIssues);

impl Rule for NearDuplicateId {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        self.0.report(
            cx,
            sink,
            IssueKind::NearDuplicateId,
            "spell an id differently than another row",
        );
    }
}
