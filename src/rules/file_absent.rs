//! `file-absent`: see [`META`] for its documentation.

use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Subject, Table};
use crate::source::Place;
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Notes each kind of input that was not given and what therefore is not looked at: reporting
    /// lines, teams, dependencies, meetings, liaisons.
    ///
    /// It is off unless asked for, because every run lists the rules that it skipped with the reason.
    /// Switch it on where the inputs themselves are under review, for instance as an error in a
    /// pipeline that must never run without the meetings.
    ///
    /// ## Why it matters
    /// A report that found nothing wrong with the meetings and one that never saw a meeting look
    /// alike to somebody who reads only its findings.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,manager,team
    /// ada,,web
    /// bob,ada,web
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,manager,team
    /// ada,,web
    /// bob,ada,api
    /// == dependencies.csv
    /// from,to
    /// web,api
    /// == meetings.csv
    /// id,attendees
    /// weekly,ada;bob
    /// == liaisons.csv
    /// person,targets
    /// ada,api
    /// ```
    ///
    /// ## How to fix
    /// Add the table, or leave the rule off.
    pub(super) static META = {
        name: "file-absent",
        summary: "a kind of input was not given, so nothing is said about it",
        smell: Smell::Data,
        level: Level::Note,
        recommended: false,
        since: "0.1.0",
        needs: &[],
        sources: &["our own choice"],
    }
}

/// What may be absent, what is not looked at then, and the file that would bring it.
const PARTS: &[(Needs, &str, Table)] = &[
    (
        Needs::Managers,
        "spans, layers and reporting lines",
        Table::People,
    ),
    (
        Needs::Teams,
        "teams and everything between them",
        Table::Teams,
    ),
    (
        Needs::Table(Table::Dependencies),
        "dependencies and whether anybody needs the liaisons",
        Table::Dependencies,
    ),
    (Needs::MeetingSizes, "sizes of meetings", Table::Meetings),
    (Needs::Liaisons, "liaisons", Table::Liaisons),
];

/// `file-absent` has no options.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct FileAbsent {}

impl Rule for FileAbsent {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let Some((file, _)) = cx.org.sources.iter().next() else {
            return;
        };
        for (need, unseen, table) in PARTS {
            let Some(reason) = need.missing(cx.org) else {
                continue;
            };
            let expected = format!("{}.csv", table.name());
            sink.report(
                Place::file(file),
                format!("{reason}: not looked at are {unseen}"),
            )
            .subject(Subject::file(&expected))
            .identity(format!("{expected} {unseen}"))
            .help(format!("add {expected}, or name the file in orglint.toml"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::FileAbsent;
    use crate::testing::check;

    #[test]
    fn each_absent_part_is_a_note() {
        check(
            &FileAbsent {},
            "== people.csv\n\
             id,manager,team    #~ note: no dependencies table: not looked at are dependencies and whether anybody needs the liaisons #~ note: no meeting has attendees or a headcount: not looked at are sizes of meetings\n\
             ada,,web\n\
             bob,ada,web\n\
             == liaisons.csv\n\
             person,targets\n\
             ada,web\n",
        );
    }

    #[test]
    fn a_headcount_is_enough_for_sizes() {
        check(
            &FileAbsent {},
            "== people.csv\n\
             id,manager,team\n\
             ada,,web\n\
             bob,ada,api\n\
             == dependencies.csv\n\
             from,to\n\
             web,api\n\
             == liaisons.csv\n\
             person,targets\n\
             ada,api\n\
             == meetings.csv\n\
             id,headcount\n\
             weekly,9\n",
        );
    }
}
