//! `shadowed-decision-body`: see [`META`] for its documentation.

use crate::facts::Series;
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, MeetingId, Purpose, SeriesId, Table};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

declare_rule! {
    /// ## What it does
    /// Flags a meeting that decides with more than `max-people` when all of another deciding
    /// meeting, of at least `min-people`, sit in it. Of a series of sessions the last one listed
    /// stands for all. Where the larger meeting is flagged for its size, this becomes part of that
    /// finding.
    ///
    /// ## Why it matters
    /// When the executives meet inside the leadership meeting, one of the two is for show. Things
    /// are decided in the small body, and the large one learns to wait for it.
    ///
    /// ## Example
    /// ```toml
    /// max-people = 4
    /// ```
    ///
    /// ```org fires
    /// == people.csv
    /// id
    /// a
    /// b
    /// c
    /// d
    /// e
    /// == meetings.csv
    /// id,purpose,attendees
    /// executives,decision,a;b;c
    /// leadership,decision,a;b;c;d;e
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id
    /// a
    /// b
    /// c
    /// d
    /// e
    /// == meetings.csv
    /// id,purpose,attendees
    /// executives,decision,a;b;c
    /// leadership,status,a;b;c;d;e
    /// ```
    ///
    /// ## How to fix
    /// Make the larger one a status meeting, or cut both anew by area of business so that each
    /// decides about something of its own.
    ///
    /// ## Options
    /// - `max-people` (default 8): larger bodies are looked at; the rule of eight.
    /// - `min-people` (default 3): smaller meetings shadow nothing; our own choice.
    pub(super) static META = {
        name: "shadowed-decision-body",
        summary: "a smaller deciding meeting sits complete inside a large one",
        smell: Smell::Meeting,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::Attendees, Needs::Column(Table::Meetings, Column::Purpose)],
        sources: &["Rubick: The rule of eight, 2021 (executives within leadership)"],
    }
}

/// Options of `shadowed-decision-body`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ShadowedDecisionBody {
    max_people: usize,
    min_people: usize,
}

impl Default for ShadowedDecisionBody {
    fn default() -> Self {
        Self {
            max_people: 8,
            min_people: 3,
        }
    }
}

impl Rule for ShadowedDecisionBody {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let meetings = cx.facts.meetings();
        // Of every deciding series the last session with a list of attendees.
        let bodies: BTreeMap<MeetingId, &Series> = meetings
            .series()
            .iter()
            .filter(|series| series.purpose.is_some_and(Purpose::decides))
            .filter_map(|series| {
                let listed = |meeting: &&MeetingId| meetings.attendees(**meeting).len() > 0;
                let last = series.sessions.iter().rev().find(listed)?;
                Some((*last, series))
            })
            .collect();
        for (large, series) in &bodies {
            let size = meetings.attendees(*large).len();
            if size <= self.max_people {
                continue;
            }
            let inside = self.inside(cx, *large, &bodies);
            if let Some((small, shadow)) = inside {
                report(cx, (*large, series), (small, shadow), self.max_people, sink);
            }
        }
    }
}

impl ShadowedDecisionBody {
    /// The largest other body of which everybody sits in this one.
    fn inside<'a>(
        &self,
        cx: Context<'_>,
        large: MeetingId,
        bodies: &BTreeMap<MeetingId, &'a Series>,
    ) -> Option<(MeetingId, &'a Series)> {
        let meetings = cx.facts.meetings();
        let own: SeriesId = bodies.get(&large)?.id;
        let mut shared: BTreeMap<MeetingId, usize> = BTreeMap::new();
        for person in meetings.attendees(large) {
            for meeting in meetings.of(person).filter(|m| bodies.contains_key(m)) {
                *shared.entry(meeting).or_default() += 1;
            }
        }
        let whole = meetings.attendees(large).len();
        shared
            .into_iter()
            .filter(|(meeting, together)| {
                let size = meetings.attendees(*meeting).len();
                size == *together && (self.min_people..whole).contains(&size)
            })
            .filter_map(|(meeting, size)| Some((size, meeting, *bodies.get(&meeting)?)))
            .filter(|(_, _, series)| series.id != own)
            .max_by_key(|(size, meeting, _)| (*size, std::cmp::Reverse(*meeting)))
            .map(|(_, meeting, series)| (meeting, series))
    }
}

fn report(
    cx: Context<'_>,
    (large, series): (MeetingId, &Series),
    (small, shadow): (MeetingId, &Series),
    limit: usize,
    sink: &mut Sink,
) {
    let meetings = cx.facts.meetings();
    let (size, inner) = (
        meetings.attendees(large).len(),
        meetings.attendees(small).len(),
    );
    let (name, shadow_name) = (series.label(cx.org), shadow.label(cx.org));
    let message = format!(
        "{name} decides with {size} people, and all {inner} of {shadow_name}, which decides too, sit in it"
    );
    sink.report(cx.org.meeting(large).cell(Column::Id), message)
        .subject(cx.org.meeting(large).subject())
        .subject(cx.org.meeting(small).subject())
        .identity(format!("{} in {}", shadow.identity(cx.org), series.identity(cx.org)))
        .cause(format!("size of {}", series.identity(cx.org)))
        .measure(size as f64, limit as f64, "people")
        .related(
            cx.org.meeting(small).cell(Column::Id),
            format!("{shadow_name}, {inner} people"),
        )
        .help(format!(
            "make {name} a status meeting and decide in {shadow_name}, or cut both anew by area of business"
        ));
}

#[cfg(test)]
mod tests {
    use super::ShadowedDecisionBody;
    use crate::testing::check;

    fn org(rows: &str) -> String {
        format!(
            "== people.csv\nid\na\nb\nc\nd\ne\nf\n\
             == meetings.csv\nid,name,purpose,attendees\n{rows}"
        )
    }

    fn rule() -> ShadowedDecisionBody {
        ShadowedDecisionBody {
            max_people: 4,
            ..ShadowedDecisionBody::default()
        }
    }

    #[test]
    fn a_body_within_a_body_is_told_at_the_larger() {
        check(
            &rule(),
            &org("m1,Executives,decision,a;b;c\n\
                  m2,Leadership,decision,a;b;c;d;e #~ warning: Leadership decides with 5 people, and all 3 of Executives, which decides too, sit in it\n"),
        );
    }

    #[test]
    fn one_seat_outside_makes_it_another_body() {
        check(
            &rule(),
            &org("m1,Executives,decision,a;b;f\nm2,Leadership,decision,a;b;c;d;e\n"),
        );
    }

    #[test]
    fn a_body_at_the_limit_may_hold_another() {
        check(
            &rule(),
            &org("m1,Executives,decision,a;b;c\nm2,Leadership,decision,a;b;c;d\n"),
        );
    }

    #[test]
    fn two_people_and_the_same_people_are_no_shadow() {
        check(
            &rule(),
            &org("m1,Pair,decision,a;b\nm2,One,decision,a;b;c;d;e\nm3,Other,decision,a;b;c;d;e\n"),
        );
    }
}
