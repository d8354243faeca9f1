//! `bad-value`: see [`META`] for its documentation.

use crate::lint::{Context, GroupIssues, Level, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::IssueKind;
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags cells that hold something else than their column takes: a word that is none of its words, text
    /// where a number belongs, a date in no known form. Rows with the same text in the same column are one
    /// finding. A column of which not a single word is known holds labels of the company's own; that is
    /// said once among the assumptions and is no finding.
    ///
    /// ## Why it matters
    /// The cell counts as blank. A dependency whose kind is misspelt then counts as hard, an assignment
    /// whose end cannot be read counts as current.
    ///
    /// ## Example
    /// ```org fires
    /// == teams.csv
    /// id
    /// web
    /// api
    /// == dependencies.csv
    /// from,to,context
    /// web,api,hihg
    /// api,web,low
    /// ```
    ///
    /// ```org quiet
    /// == teams.csv
    /// id
    /// web
    /// api
    /// == dependencies.csv
    /// from,to,context
    /// web,api,High
    /// api,web,low
    /// ```
    ///
    /// ## How to fix
    /// Write one of the words that the finding lists; numbers without unit; dates as 2024-05-31.
    ///
    /// ## Options
    /// - `group-above` (default 20, our own choice): where more cells of one column than this cannot be
    ///   read, with more than three different texts, one finding about the file gives their number
    ///   and the most frequent texts. Then the column usually means something else.
    pub(super) static META = {
        name: "bad-value",
        summary: "a cell holds a word, number or date that cannot be read",
        smell: Smell::Data,
        level: Level::Error,
        recommended: true,
        since: "0.1.0",
        needs: &[],
        sources: &["our own choice"],
    }
}

/// Options of `bad-value`.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct BadValue(GroupIssues);

impl Rule for BadValue {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        self.0
            .report(cx, sink, IssueKind::BadValue, "cannot be read");
    }
}

#[cfg(test)]
mod tests {
    use super::BadValue;
    use crate::testing::check;

    const TEAMS: &str = "== teams.csv\nid\nweb\napi\nops\n";

    #[test]
    fn a_word_that_is_none_of_the_words_is_told() {
        check(
            &BadValue::default(),
            &format!(
                "{TEAMS}== dependencies.csv\n\
                 from,to,context\n\
                 web,api,hihg  #~ error: `hihg` in column context of dependencies.csv is not one of none, low, medium, high; did you mean `high`?\n\
                 api,web,Low\n"
            ),
        );
    }

    #[test]
    fn a_column_of_labels_is_no_mistake() {
        check(
            &BadValue::default(),
            &format!(
                "{TEAMS}== dependencies.csv\nfrom,to,kind\nweb,api,stakeholder\napi,ops,stakeholder\n"
            ),
        );
    }

    #[test]
    fn the_same_text_in_many_rows_is_one_finding() {
        check(
            &BadValue::default(),
            "== people.csv\n\
             id,start\n\
             ada,2024-01-31\n\
             bob,soon      #~ error: `soon` in column start of people.csv is not a date such as 2024-03-01; the same in 1 more row\n\
             cyd,soon\n",
        );
    }
}
