//! `span-too-narrow`: see [`META`] for its documentation.

use crate::facts::Spans;
use crate::lint::words::{count, list};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, PersonRef};
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags managers with fewer than `min-reports` direct reports. A row that stands for several
    /// posts counts as so many, and a further solid line as a report.
    ///
    /// It is off by default: small groups have many good reasons, a new team among them.
    ///
    /// ## Why it matters
    /// A manager of one or two people is a layer that every decision passes on its way up and down.
    /// Where there are many of them, a company is taller than its size needs.
    ///
    /// ## Example
    /// ```toml
    /// min-reports = 2
    /// ```
    ///
    /// ```org fires
    /// == people.csv
    /// id,manager
    /// ada,
    /// bob,ada
    /// cyd,ada
    /// dee,bob
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,manager
    /// ada,
    /// bob,ada
    /// cyd,ada
    /// dee,ada
    /// ```
    ///
    /// ## How to fix
    /// Let the reports join the manager's own manager or a neighbouring group, where that does not
    /// make these too wide. The finding says which of them has room.
    ///
    /// ## Options
    /// - `min-reports` (default 3, the lower end of the narrowest archetype): fewer are told.
    /// - `room` (default 8): up to so many reports a group that takes others in stays fine.
    pub(super) static META = {
        name: "span-too-narrow",
        summary: "a manager has very few direct reports",
        smell: Smell::Structure,
        level: Level::Note,
        recommended: false,
        since: "0.1.0",
        needs: &[Needs::Managers],
        sources: &[
            "Acharya, Lieber, Seem, Welchman: How to identify the right 'spans of control' for your organization, McKinsey 2017",
        ],
    }
}

/// Options of `span-too-narrow`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct SpanTooNarrow {
    min_reports: usize,
    room: usize,
}

impl Default for SpanTooNarrow {
    fn default() -> Self {
        Self {
            min_reports: 3,
            room: 8,
        }
    }
}

impl Rule for SpanTooNarrow {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let spans = Spans::of(cx.org);
        for manager in cx.org.people() {
            let span = spans.posts(manager.id);
            // Someone whose only reports are further lines leads no group.
            if span == 0 || span >= self.min_reports || manager.reports().len() == 0 {
                continue;
            }
            let names: Vec<_> = manager.reports().map(PersonRef::label).collect();
            let message = format!(
                "{} has only {}: {}",
                manager.label(),
                count(span, "direct report", "direct reports"),
                list(&names, 3)
            );
            sink.report(manager.cell(Column::Id), message)
                .subject(manager.subject())
                .measure(span as f64, self.min_reports as f64, "direct reports")
                .cause(format!("reports of {}", manager.key()))
                .help(self.advice(&spans, manager, span, &list(&names, 3)));
        }
    }
}

impl SpanTooNarrow {
    /// Where the reports could go: to the manager's manager, else to the smallest group beside.
    fn advice(&self, spans: &Spans, manager: PersonRef<'_>, span: usize, names: &str) -> String {
        let Some(above) = manager.manager() else {
            return format!("ask whether {names} need a layer between them and the top");
        };
        let room = |person: PersonRef<'_>| spans.posts(person.id) + span <= self.room;
        if room(above) {
            return format!(
                "let {names} report to {}, who would then have {} direct reports",
                above.label(),
                spans.posts(above.id) + span
            );
        }
        let beside = above
            .reports()
            .filter(|other| other.id != manager.id && other.reports().len() > 0 && room(*other))
            .min_by_key(|other| (spans.posts(other.id), other.id));
        match beside {
            Some(other) => format!(
                "bring the group together with that of {}, which has {}",
                other.label(),
                count(spans.posts(other.id), "person", "people")
            ),
            None => format!(
                "let the group of {} grow before another manager is named",
                manager.label()
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{META, SpanTooNarrow};
    use crate::testing::{check, org, run};

    const PEOPLE: &str =
        "== people.csv\nid,name,manager\nada,Ada,\nbob,Bob,ada\ncyd,Cyd,ada\ndee,Dee,ada\n";

    #[test]
    fn few_reports_are_a_note() {
        check(
            &SpanTooNarrow::default(),
            "== people.csv\n\
             id,name,manager\n\
             ada,Ada,\n\
             bob,Bob,ada      #~ note: Bob (bob) has only 2 direct reports: Eli (eli) and fay\n\
             cyd,Cyd,ada      #~ note: Cyd (cyd) has only 1 direct report: gus\n\
             dee,Dee,ada\n\
             eli,Eli,bob\nfay,,bob\ngus,,cyd\n",
        );
    }

    #[test]
    fn is_quiet_at_the_threshold_and_for_posts_in_one_row() {
        check(&SpanTooNarrow::default(), PEOPLE);
        check(
            &SpanTooNarrow::default(),
            "== people.csv\nid,manager,posts\nada,,1\nbob,ada,3\n",
        );
    }

    #[test]
    fn the_help_knows_who_has_room() {
        let help = |room| {
            let text = format!("{PEOPLE}eli,Eli,bob\nfay,Fay,cyd\n");
            let rule = SpanTooNarrow {
                min_reports: 2,
                room,
            };
            run(&rule, &META, &org(&text)).remove(0).help.unwrap()
        };
        assert_eq!(
            help(4),
            "let Eli (eli) report to Ada (ada), who would then have 4 direct reports"
        );
        assert_eq!(
            help(3),
            "bring the group together with that of Cyd (cyd), which has 1 person"
        );
        assert_eq!(
            help(1),
            "let the group of Bob (bob) grow before another manager is named"
        );
    }
}
