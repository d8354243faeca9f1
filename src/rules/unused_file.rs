//! `unused-file`: see [`META`] for its documentation.

use crate::lint::{Context, Level, Rule, RuleMeta, Sink, Smell, declare_rule, report_issues};
use crate::model::IssueKind;
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags files that were given but left out: their name and headers fit none of the tables, or they have
    /// no row below the header.
    ///
    /// ## Why it matters
    /// What is in the file is missing from the analysis, and a report that says nothing about meetings looks
    /// just like one that found nothing wrong with them.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,manager
    /// ada,
    /// bob,ada
    /// == parking.csv
    /// plate,floor
    /// X1,2
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
    /// Name the file after the table it holds, say so in `orglint.toml`, or take it out of the folder.
    pub(super) static META = {
        name: "unused-file",
        summary: "a file could not be put to use",
        smell: Smell::Data,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[],
        sources: &["our own choice"],
    }
}

/// `unused-file` has no options.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct UnusedFile {}

impl Rule for UnusedFile {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        report_issues(cx, sink, IssueKind::UnusedFile);
    }
}

#[cfg(test)]
mod tests {
    use super::UnusedFile;
    use crate::testing::check;

    #[test]
    fn a_file_that_is_no_table_of_ours_is_told() {
        check(
            &UnusedFile {},
            "== people.csv\n\
             id,manager\n\
             ada,\n\
             bob,ada\n\
             == parking.csv\n\
             plate,floor    #~ warning: parking.csv is not used: its name and headers fit no table\n\
             X1,2\n",
        );
    }

    #[test]
    fn a_table_under_another_name_is_fine() {
        check(
            &UnusedFile {},
            "== staff.csv\nEmployee ID,Manager ID\nada,\nbob,ada\n",
        );
    }
}
