//! `span-too-wide`: see [`META`] for its documentation.

use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, PersonRef};
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags managers whose span of control, the number of direct reports, is above `note-above`,
    /// `max-reports` or `error-above`. Where a row states the manager's archetype (player-coach,
    /// coach, supervisor, facilitator, coordinator), the upper end of that archetype's band takes
    /// the place of `max-reports`.
    ///
    /// ## Why it matters
    /// Time for each report shrinks as the span grows: coaching turns into administration, and
    /// decisions queue at one desk. A wide span can be right where work is alike and people are
    /// self-reliant, which is what the archetypes say.
    ///
    /// ## Example
    /// ```toml
    /// note-above = 2
    /// max-reports = 3
    /// error-above = 9
    /// ```
    ///
    /// ```org fires
    /// == people.csv
    /// id,manager
    /// ada,
    /// bob,ada
    /// cyd,ada
    /// dee,ada
    /// eli,ada
    /// ```
    ///
    /// ```toml
    /// note-above = 4
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,manager
    /// ada,
    /// bob,ada
    /// cyd,ada
    /// dee,ada
    /// eli,ada
    /// ```
    ///
    /// ## How to fix
    /// Split the group along the work that belongs together and give each part a lead, or state the
    /// archetype where a wide span is meant.
    ///
    /// ## Options
    /// - `note-above` (default 8): more reports than this are worth a note; six to eight are usual for a
    ///   manager of engineers.
    /// - `max-reports` (default 10): more are a warning; the upper end of the supervisor's band.
    /// - `error-above` (default 15): more are an error; the upper end of the facilitator's band.
    pub(super) static META = {
        name: "span-too-wide",
        summary: "a manager has too many direct reports",
        smell: Smell::Structure,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::Managers],
        sources: &[
            "Acharya, Lieber, Seem, Welchman: How to identify the right 'spans of control' for your organization, McKinsey 2017 (archetypes)",
            "Larson: An Elegant Puzzle, 2019 (six to eight engineers)",
        ],
    }
}

/// Options of `span-too-wide`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct SpanTooWide {
    note_above: usize,
    max_reports: usize,
    error_above: usize,
}

impl Default for SpanTooWide {
    fn default() -> Self {
        Self {
            note_above: 8,
            max_reports: 10,
            error_above: 15,
        }
    }
}

/// Upper ends of the archetypes' bands (McKinsey 2017); a coordinator has no upper end.
const ARCHETYPES: &[(&str, usize)] = &[
    ("player-coach", 5),
    ("coach", 7),
    ("supervisor", 10),
    ("facilitator", 15),
    ("coordinator", usize::MAX),
];

impl Rule for SpanTooWide {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        for manager in cx.org.people() {
            let span = manager.reports().len();
            let Some((limit, level)) = self.judge(manager, span) else {
                continue;
            };
            let message = format!(
                "{} has {span} direct reports, more than {limit}",
                manager.label()
            );
            sink.report(manager.cell(Column::Id), message)
                .level(level)
                .subject(manager.subject())
                .measure(span as f64, limit as f64, "direct reports")
                .cause(format!("reports of {}", manager.key()))
                .help(self.advice(manager));
        }
    }
}

impl SpanTooWide {
    /// What to do, and what the number is worth.
    fn advice(&self, manager: PersonRef<'_>) -> String {
        let span = manager.reports().len();
        let leading = manager
            .reports()
            .filter(|report| report.reports().len() > 0)
            .count();
        let without = span - leading;
        let how = if leading > 0 && without * 2 >= span {
            format!(
                "{without} of the {span} have no reports themselves; they could report to {}",
                match leading {
                    1 => "the one who manages".to_owned(),
                    some => format!("one of the {some} who manage"),
                }
            )
        } else {
            "split the group along the work that belongs together and give each part a lead".into()
        };
        let grades = match band(manager) {
            Some((name, limit)) => format!("above {limit} is a warning for a {name}"),
            None => format!(
                "above {} worth a look, above {} a warning, above {} an error",
                self.note_above, self.max_reports, self.error_above
            ),
        };
        format!("{how} ({grades})")
    }

    /// The limit that a span passes and how loudly to say so.
    fn judge(&self, manager: PersonRef<'_>, span: usize) -> Option<(usize, Level)> {
        match band(manager) {
            Some((_, limit)) => (span > *limit).then_some((*limit, Level::Warning)),
            None if span > self.error_above => Some((self.error_above, Level::Error)),
            None if span > self.max_reports => Some((self.max_reports, Level::Warning)),
            None => (span > self.note_above).then_some((self.note_above, Level::Note)),
        }
    }
}

/// The archetype that a manager's row states, with the upper end of its band.
fn band(manager: PersonRef<'_>) -> Option<&'static (&'static str, usize)> {
    let archetype = manager.org.text(manager.record().archetype);
    ARCHETYPES
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(archetype))
}

#[cfg(test)]
mod tests {
    use super::{META, SpanTooWide};
    use crate::testing::{check, org, run};

    fn rule() -> SpanTooWide {
        SpanTooWide {
            note_above: 1,
            max_reports: 2,
            error_above: 3,
        }
    }

    #[test]
    fn says_more_the_wider_the_span() {
        check(
            &rule(),
            "== people.csv\n\
             id,name,manager\n\
             ada,Ada,        #~ warning: Ada (ada) has 3 direct reports, more than 2\n\
             bob,,ada        #~ note: bob has 2 direct reports, more than 1\n\
             cyd,,ada\n\
             dee,,ada\n\
             eli,,bob\n\
             fay,,bob\n",
        );
    }

    #[test]
    fn is_quiet_at_the_threshold() {
        check(&rule(), "== people.csv\nid,manager\nada,\nbob,ada\n");
    }

    #[test]
    fn an_archetype_sets_the_band() {
        check(
            &rule(),
            "== people.csv\n\
             id,manager,archetype\n\
             ada,,Coach\n\
             bob,ada,\ncyd,ada,\ndee,ada,\neli,ada,\n",
        );
    }

    #[test]
    fn the_help_says_who_could_report_elsewhere_and_what_the_limits_are() {
        let help = |text: &str| -> String {
            let found = run(&rule(), &META, &org(text));
            found[0].help.clone().unwrap()
        };
        let people = "== people.csv\nid,manager,archetype\nada,,\nbob,ada,\ncyd,ada,\ndee,ada,\n";
        let grades = "(above 1 worth a look, above 2 a warning, above 3 an error)";
        let split =
            "split the group along the work that belongs together and give each part a lead";
        assert_eq!(help(people), format!("{split} {grades}"));
        assert_eq!(
            help(&format!("{people}eli,bob,\n")),
            format!(
                "2 of the 3 have no reports themselves; they could report to the one who manages {grades}"
            )
        );
        assert_eq!(
            help(&format!("{people}eli,bob,\nfay,cyd,\n")),
            format!("{split} {grades}")
        );
    }

    #[test]
    fn the_help_speaks_of_the_band_of_an_archetype() {
        let mut text = "== people.csv\nid,manager,archetype\nada,,Player-coach\n".to_owned();
        text.extend((0..6).map(|at| format!("p{at},ada,\n")));
        let found = run(&rule(), &META, &org(&text));
        let help = found[0].help.as_deref().unwrap();
        assert!(help.ends_with("(above 5 is a warning for a player-coach)"));
    }
}
