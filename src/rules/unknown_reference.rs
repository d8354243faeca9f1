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
    /// - `group-above` (default 20, our own choice): where more cells of one column than this lead
    ///   nowhere, to more than three different names, one finding about the file gives their number
    ///   and the most frequent names.
    pub(super) static META = {
        name: "unknown-reference",
        summary: "a cell names something that no table defines",
        smell: Smell::Data,
        level: Level::Error,
        recommended: true,
        since: "0.1.0",
        needs: &[],
        implements: &["LM1", "LM8"],
        sources: &["our own choice"],
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

#[cfg(test)]
mod tests {
    use super::META;
    use super::UnknownReference;
    use crate::testing::{check, org, run};

    #[test]
    fn equal_references_are_one_finding_with_the_nearest_name() {
        check(
            &UnknownReference::default(),
            "== people.csv\n\
             id,manager\n\
             ada,\n\
             bob,adda   #~ error: unknown person `adda` in column manager of people.csv: none of the 4 people has this id, e-mail or name; did you mean `ada`?; the same in 1 more row\n\
             cyd,adda\n\
             dee,ada\n",
        );
    }

    fn people(missing: usize) -> String {
        let rows = (0..missing).fold(String::new(), |text, n| {
            text + &format!("p{n},x{n}{n}{n}\n")
        });
        format!("== people.csv\nid,manager\nada,\nbob,ada\n{rows}")
    }

    #[test]
    fn a_column_that_leads_nowhere_is_one_finding_about_the_file() {
        let org = org(&people(21));
        let found = run(&UnknownReference::default(), &META, &org);
        let [finding] = found.as_slice() else {
            panic!("{found:#?}");
        };
        assert_eq!(
            finding.message,
            "21 of 22 `manager` cells in people.csv name nothing that any table defines: `x000`, `x111`, `x222` and 18 more"
        );
        assert_eq!(finding.subjects[0].as_str(), "file:people.csv");
        assert_eq!(org.sources.locate(finding.place).line, 4);
    }

    #[test]
    fn up_to_the_limit_each_speaks_for_itself() {
        let found = run(&UnknownReference::default(), &META, &org(&people(20)));
        assert_eq!(found.len(), 20);
    }

    #[test]
    fn a_name_of_ones_own_team_or_of_nobody_is_no_reference() {
        check(
            &UnknownReference::default(),
            "== people.csv\nid,name,manager,team\np1,Ana Lind,N/A,web\np2,Bo Ek,Ana Lind,web\n",
        );
    }
}
