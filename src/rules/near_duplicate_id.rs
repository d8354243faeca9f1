//! `near-duplicate-id`: see [`META`] for its documentation.

use crate::lint::{Context, Level, Rule, RuleMeta, Sink, Smell, declare_rule, report_issues};
use crate::model::IssueKind;
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags ids of one table that are different texts but the same word: `Web` and `web`, `p 1` and `p1`,
    /// an accented letter written as one character and as two.
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

/// `near-duplicate-id` has no options.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct NearDuplicateId {}

impl Rule for NearDuplicateId {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        report_issues(cx, sink, IssueKind::NearDuplicateId);
    }
}
