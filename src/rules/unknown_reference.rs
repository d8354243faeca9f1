//! `unknown-reference`: see [`META`] for its documentation.

use crate::lint::{Context, GroupIssues, Level, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::IssueKind;
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags cells that name a person, team or meeting which none of the tables defines, with the nearest
    /// name that exists. Rows that name the same missing thing in the same column are one finding. Somebody
    /// who is in the people table but has left is the business of `departed-person`.
    ///
    /// ## Why it matters
    /// A reference that leads nowhere cuts its row out of everything that follows: a person without a
    /// manager, a dependency without a provider. Whatever is counted afterwards is too low.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,manager
    /// ada,
    /// bob,adda
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,manager
    /// ada,
    /// bob,ada
    /// ```
    ///
    /// ## How to fix
    /// Correct the spelling, or add the missing row. When a whole column leads nowhere, the files were
    /// probably exported on different days or name people by another key: export them together.
    ///
    /// ## Options
    /// - `group-above` (default 20, our own choice): where more different names than this
    ///   are missing in one column of a file, one finding about the file gives their number and the most
    ///   frequent of them.
    pub(super) static META = {
        name: "unknown-reference",
        summary: "a cell names something that no table defines",
        smell: Smell::Data,
        level: Level::Error,
        recommended: true,
        since: "0.1.0",
        needs: &[],
        sources: &[],
    }
}

/// Options of `unknown-reference`.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct UnknownReference(GroupIssues);

impl Rule for UnknownReference {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        self.0.report(
            cx,
            sink,
            IssueKind::UnknownReference,
            "name nothing that any table defines",
        );
    }
}
