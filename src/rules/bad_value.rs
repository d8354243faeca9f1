//! `bad-value`: see [`META`] for its documentation.

use crate::lint::{Context, GroupIssues, Level, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, Issue, IssueKind, Org, Table};
use crate::source::{At, Place};
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags cells that hold something else than their column takes: a word that is none of its words, text
    /// where a number belongs, a date in no known form. Rows with the same text in the same column are one
    /// finding. A column of which not a single word is known holds labels of the company's own; that is
    /// said once among the assumptions and is no finding.
    ///
    /// It is an error where the cell says which row is which or who reports to whom (id, e-mail, manager,
    /// parent, lead, and the columns that a table cannot do without), or where more than
    /// `group-above` cells of one column cannot be read; any other cell is a warning.
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
        let level = |issue: &Issue| (!is_vital(cx.org, issue.place)).then_some(Level::Warning);
        self.0
            .report_graded(cx, sink, IssueKind::BadValue, "cannot be read", level);
    }
}

/// Whether a cell says which row is which or who reports to whom, or is one without which its row says
/// nothing.
fn is_vital(org: &Org, place: Place) -> bool {
    let Some(read) = org.reads.iter().find(|read| read.file == place.file) else {
        return false;
    };
    match place.at {
        At::Cell(_, column) => {
            let column = read.columns.get(usize::from(column));
            column.and_then(|(_, known)| *known).is_some_and(|known| {
                VITAL.contains(&known) || read.table.required().contains(&known)
            })
        }
        // A row without id and name.
        At::Row(_) => read.table == Table::Teams,
        At::File | At::Bytes(..) => false,
    }
}

const VITAL: &[Column] = &[
    Column::Id,
    Column::Email,
    Column::Manager,
    Column::Parent,
    Column::Lead,
];

#[cfg(test)]
mod tests {
    use super::BadValue;
    use crate::lint::Level;
    use crate::testing::{check, org, run};

    const TEAMS: &str = "== teams.csv\nid\nweb\napi\nops\n";

    #[test]
    fn a_word_that_is_none_of_the_words_is_told() {
        check(
            &BadValue::default(),
            &format!(
                "{TEAMS}== dependencies.csv\n\
                 from,to,context\n\
                 web,api,hihg  #~ warning: `hihg` in column context of dependencies.csv is not one of none, low, medium, high; did you mean `high`?\n\
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
             bob,soon      #~ warning: `soon` in column start of people.csv is not a date such as 2024-03-01; the same in 1 more row\n\
             cyd,soon\n",
        );
    }

    #[test]
    fn what_tells_rows_apart_and_what_fails_often_is_an_error() {
        check(
            &BadValue::default(),
            "== people.csv\n\
             id,name,start\n\
             ada,Ada,2024-01-31\n\
             ,Bob,soon    #~ error: a row of people.csv has a blank id, so nothing can refer to this person, here called `people:2` #~ warning: `soon` in column start of people.csv is not a date such as 2024-03-01\n",
        );
        let rows = |number: usize| {
            let rows: Vec<String> = (0..number).map(|n| format!("p{n},soon\n")).collect();
            rows.concat()
        };
        let levels = |number: usize| {
            let text = format!("== people.csv\nid,start\nada,2024-01-31\n{}", rows(number));
            let found = run(&BadValue::default(), &super::META, &org(&text));
            found
                .into_iter()
                .map(|found| found.level)
                .collect::<Vec<_>>()
        };
        assert_eq!(levels(20), [Level::Warning]);
        assert_eq!(levels(21), [Level::Error]);
    }
}
