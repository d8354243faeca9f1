//! `duplicate-id`: see [`META`] for its documentation.

use crate::lint::{Context, GroupIssues, Level, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::IssueKind;
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags rows whose id an earlier row of the same table has already. The first row is analysed.
    ///
    /// ## Why it matters
    /// Nobody can tell which of the two is meant by a reference, and one of them is silently missing from
    /// every count: a person, a report, an attendee.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,name
    /// p1,Ada
    /// p2,Bob
    /// p1,Cyd
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,name
    /// p1,Ada
    /// p2,Bob
    /// P3,Cyd
    /// ```
    ///
    /// ## How to fix
    /// Give the second row its own id where it is somebody else; delete it where it is the same person or
    /// team twice. A person in two teams belongs into the memberships table.
    ///
    /// ## Options
    /// - `group-above` (default 20, our own choice): where more ids of one file than this are repeated,
    ///   one finding about the file gives their number. Then the column is often no key at all.
    pub(super) static META = {
        name: "duplicate-id",
        summary: "two rows have the same id",
        smell: Smell::Data,
        level: Level::Error,
        recommended: true,
        since: "0.1.0",
        needs: &[],
        sources: &["our own choice"],
    }
}

/// Options of `duplicate-id`.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct DuplicateId(GroupIssues);

impl Rule for DuplicateId {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        self.0.report(
            cx,
            sink,
            IssueKind::DuplicateId,
            "repeat the id of an earlier row",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::DuplicateId;
    use super::META;
    use crate::testing::{check, org, run};

    #[test]
    fn the_second_row_is_pointed_at() {
        check(
            &DuplicateId::default(),
            "== people.csv\n\
             id,name\n\
             p1,Ada\n\
             p2,Bob\n\
             p1,Cyd    #~ error: person id `p1` is given 2 times, in different rows; references to it go to the first\n",
        );
    }

    #[test]
    fn one_id_in_two_tables_is_fine() {
        check(
            &DuplicateId::default(),
            "== people.csv\nid,name\nweb,Ada\n== teams.csv\nid\nweb\n",
        );
    }

    #[test]
    fn many_repeated_ids_are_one_finding() {
        let ids = (0..21).fold(String::new(), |text, n| text + &format!("p{n}\np{n}\n"));
        let found = run(
            &DuplicateId::default(),
            &META,
            &org(&format!("== people.csv\nid\n{ids}")),
        );
        let messages: Vec<&str> = found.iter().map(|f| f.message.as_str()).collect();
        assert_eq!(
            messages,
            [
                "21 of 42 `id` cells in people.csv repeat the id of an earlier row: `p0`, `p1`, `p2` and 18 more"
            ]
        );
    }
}
