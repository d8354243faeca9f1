//! `missing-column`: see [`META`] for its documentation.

use crate::lint::{Context, Level, Rule, RuleMeta, Sink, Smell, declare_rule, report_issues};
use crate::model::IssueKind;
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags files in which no header was understood as a column that every row of their table needs, such
    /// as `to` in a table of dependencies. The finding names the headers that would have been understood.
    ///
    /// ## Why it matters
    /// Without it no row of the file says anything, so the whole file is left out.
    ///
    /// ## Example
    /// ```org fires
    /// == teams.csv
    /// id
    /// web
    /// api
    /// == dependencies.csv
    /// from,kind
    /// web,hard
    /// ```
    ///
    /// ```org quiet
    /// == teams.csv
    /// id
    /// web
    /// api
    /// == dependencies.csv
    /// from,to,kind
    /// web,api,hard
    /// ```
    ///
    /// ## How to fix
    /// Rename the header, or say in `orglint.toml` which header holds the column: `[tables.dependencies]`
    /// with `columns = { to = "Needed team" }`.
    pub(super) static META = {
        name: "missing-column",
        summary: "a table lacks a column it cannot do without",
        smell: Smell::Data,
        level: Level::Error,
        recommended: true,
        since: "0.1.0",
        needs: &[],
        sources: &["our own choice"],
    }
}

/// `missing-column` has no options.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct MissingColumn {}

impl Rule for MissingColumn {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        report_issues(cx, sink, IssueKind::MissingColumn);
    }
}

#[cfg(test)]
mod tests {
    use super::MissingColumn;
    use crate::testing::check;

    #[test]
    fn a_table_without_a_column_it_needs_is_told() {
        check(
            &MissingColumn {},
            "== teams.csv\n\
             id\n\
             web\n\
             == dependencies.csv\n\
             from,kind    #~ error: dependencies.csv has no column to for dependencies; its headers are from, kind\n\
             web,hard\n",
        );
    }

    #[test]
    fn another_word_for_the_column_is_fine() {
        check(
            &MissingColumn {},
            "== teams.csv\nid\nweb\napi\n== dependencies.csv\nfrom_team,to_team\nweb,api\n",
        );
    }
}
