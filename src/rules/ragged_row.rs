//! `ragged-row`: see [`META`] for its documentation.

use crate::lint::{Context, GroupIssues, Level, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::IssueKind;
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags rows with more or fewer cells than the header has columns, and quotation marks that are
    /// never closed. The cells that are there are read from the left, missing ones as blank; blank
    /// ones beyond the header are nothing to tell.
    ///
    /// ## Why it matters
    /// A delimiter inside an unquoted name shifts everything after it by one column: the title becomes the
    /// team, the team becomes the manager, and all of it may still look plausible.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,name,manager
    /// ada,Ada,
    /// bob,Lind, Bob,ada
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,name,manager
    /// ada,Ada,
    /// bob,"Lind, Bob",ada
    /// ```
    ///
    /// ## How to fix
    /// Put quotes around cells that contain the delimiter, or export once more as CSV with quotes.
    ///
    /// ## Options
    /// - `group-above` (default 20, our own choice): where a file has more such rows than this, one
    ///   finding about the file gives their number.
    pub(super) static META = {
        name: "ragged-row",
        summary: "a row has more or fewer cells than the header",
        smell: Smell::Data,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[],
        sources: &["our own choice"],
    }
}

/// Options of `ragged-row`.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct RaggedRow(GroupIssues);

impl Rule for RaggedRow {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        self.0.report(
            cx,
            sink,
            IssueKind::RaggedRow,
            "have more or fewer cells than the header",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RaggedRow;
    use crate::testing::check;

    #[test]
    fn a_row_with_too_many_cells_is_told() {
        check(
            &RaggedRow::default(),
            "== people.csv\n\
             id,name,manager\n\
             ada,Ada,\n\
             bob,Lind, Bob,ada    #~ warning: row has 4 cells where the header of people.csv has 3; left aside: ada\n",
        );
    }

    #[test]
    fn a_quoted_delimiter_is_fine() {
        check(
            &RaggedRow::default(),
            "== people.csv\nid,name,manager\nada,Ada,\nbob,\"Lind, Bob\",ada\n",
        );
    }
}
