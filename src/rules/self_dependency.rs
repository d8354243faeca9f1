//! `self-dependency`: see [`META`] for its documentation.

use crate::lint::{
    Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule, report_issues,
};
use crate::model::{IssueKind, Table};
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags dependency rows whose two ends are the same team. The row is left out.
    ///
    /// ## Why it matters
    /// Work inside a team needs no coordination, so the row says nothing; often it is a slip of the pen, and
    /// the dependency that was meant is missing.
    ///
    /// ## Example
    /// ```org fires
    /// == teams.csv
    /// id
    /// web
    /// api
    /// == dependencies.csv
    /// from,to
    /// web,web
    /// ```
    ///
    /// ```org quiet
    /// == teams.csv
    /// id
    /// web
    /// api
    /// == dependencies.csv
    /// from,to
    /// web,api
    /// ```
    ///
    /// ## How to fix
    /// Name the team that was meant, or delete the row.
    pub(super) static META = {
        name: "self-dependency",
        summary: "a team depends on itself",
        smell: Smell::Data,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::Table(Table::Dependencies)],
        sources: &["our own choice"],
    }
}

/// `self-dependency` has no options.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct SelfDependency {}

impl Rule for SelfDependency {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        report_issues(cx, sink, IssueKind::SelfDependency);
    }
}

#[cfg(test)]
mod tests {
    use super::SelfDependency;
    use crate::testing::check;

    #[test]
    fn a_team_that_depends_on_itself_is_told() {
        check(
            &SelfDependency {},
            "== teams.csv\n\
             id\n\
             web\n\
             api\n\
             == dependencies.csv\n\
             from,to\n\
             web,api\n\
             web,web    #~ warning: team `web` depends on itself; the row is not counted\n",
        );
    }

    #[test]
    fn two_teams_that_depend_on_each_other_are_fine() {
        check(
            &SelfDependency {},
            "== teams.csv\nid\nweb\napi\n== dependencies.csv\nfrom,to\nweb,api\napi,web\n",
        );
    }
}
