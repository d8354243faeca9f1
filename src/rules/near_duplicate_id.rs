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
    /// - `group-above` (default 20, our own choice): where more cells of one column than this spell
    ///   ids differently, and more than three different ids, one finding about the file gives their
    ///   number and the most frequent of them.
    pub(super) static META = {
        name: "near-duplicate-id",
        summary: "two ids differ only in case, white space or Unicode form",
        smell: Smell::Data,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[],
        sources: &["our own choice"],
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

#[cfg(test)]
mod tests {
    use super::NearDuplicateId;
    use crate::testing::check;

    #[test]
    fn rows_whose_ids_differ_only_in_case_are_told() {
        check(
            &NearDuplicateId::default(),
            "== people.csv\n\
             id,name\n\
             ana-lind,Ana\n\
             Ana-Lind,Ana  #~ warning: person ids `ana-lind` (Ana) and `Ana-Lind` (Ana) differ only in case, white space or Unicode form\n\
             ana-lund,Ana\n",
        );
    }

    #[test]
    fn a_cell_that_spells_an_id_differently_is_understood_and_told_once() {
        check(
            &NearDuplicateId::default(),
            "== people.csv\n\
             id,manager\n\
             ana,\n\
             bo,ANA    #~ warning: `ANA` in column manager is read as `ana`, which is spelt differently; the same in 1 more row\n\
             cy,ANA\n",
        );
    }

    #[test]
    fn an_address_in_capitals_is_an_address() {
        check(
            &NearDuplicateId::default(),
            "== people.csv\nid,email,manager\np1,ana@x.org,\np2,bo@x.org,ANA@X.ORG\n",
        );
    }
}
