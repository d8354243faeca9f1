//! `meeting-at-eight`: see [`META`] for its documentation.

use crate::facts::{Facts, Series, SeriesSizes};
use crate::lint::words::count;
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, MeetingId, Org, Purpose, Table};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

declare_rule! {
    /// ## What it does
    /// Notes meetings that decide or solve problems with exactly `max-people` people: the next
    /// person is one too many. A series is noted when its largest session has that size. Where
    /// earlier states lie beside the tables, meetings that have `growing-from` people or more and
    /// had fewer in the newest of these states are noted, too.
    ///
    /// ## Why it matters
    /// A split is easier to agree on before the meeting is too large. It is also the moment to find
    /// another way for the next liaison or stakeholder who would like to come.
    ///
    /// ## Example
    /// ```toml
    /// max-people = 2
    /// ```
    ///
    /// ```org fires
    /// == people.csv
    /// id
    /// ana
    /// == meetings.csv
    /// id,name,purpose,headcount
    /// m1,Leadership,decision,2
    /// ```
    ///
    /// ```toml
    /// max-people = 2
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id
    /// ana
    /// == meetings.csv
    /// id,name,purpose,headcount
    /// m1,Leadership,decision,1
    /// m2,Standup,status,2
    /// ```
    ///
    /// ## How to fix
    /// Decide now how the meeting would be split by area, and offer notes to whoever asks for a
    /// seat.
    ///
    /// ## Options
    /// - `max-people` (default 8): the most people that decide together; the rule of eight.
    /// - `growing-from` (default 7, our own choice): so many people are near the limit for a meeting
    ///   that grows.
    pub(super) static META = {
        name: "meeting-at-eight",
        summary: "a meeting that decides has exactly eight people, or grows towards it",
        smell: Smell::Meeting,
        level: Level::Note,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::MeetingSizes, Needs::Column(Table::Meetings, Column::Purpose)],
        implements: &["LM12"],
        sources: &["Rubick: The rule of eight, 2021 (anticipate the split)"],
    }
}

/// Options of `meeting-at-eight`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct MeetingAtEight {
    max_people: u32,
    growing_from: u32,
}

impl Default for MeetingAtEight {
    fn default() -> Self {
        Self {
            max_people: 8,
            growing_from: 7,
        }
    }
}

impl Rule for MeetingAtEight {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let meetings = cx.facts.meetings();
        let deciding = |purpose: Option<Purpose>| purpose.is_some_and(Purpose::decides);
        let before = Before::of(cx.facts);
        for series in meetings.series().iter().filter(|s| deciding(s.purpose)) {
            let sizes = SeriesSizes::of(meetings, series);
            match sizes.largest() {
                Some((size, worst)) if size == self.max_people => {
                    self.full(cx, series, &sizes, worst, sink);
                }
                Some((size, worst)) if (self.growing_from..self.max_people).contains(&size) => {
                    if let Some(grown) = before
                        .as_ref()
                        .and_then(|b| b.size(cx.org, series))
                        .filter(|(_, then)| *then < size)
                    {
                        self.growing(cx, series, (size, worst), grown, sink);
                    }
                }
                _ => {}
            }
        }
    }
}

/// How large meetings were in the newest earlier state that had any.
struct Before {
    day: Date,
    sizes: BTreeMap<String, u32>,
}

impl Before {
    fn of(facts: &Facts<'_>) -> Option<Self> {
        let (day, then) = facts.last_with(Table::Meetings)?;
        let meetings = then.meetings();
        let sizes = meetings.series().iter().filter_map(|series| {
            let (size, _) = SeriesSizes::of(meetings, series).largest()?;
            Some((series.identity(then.org()), size))
        });
        Some(Self {
            day,
            sizes: sizes.collect(),
        })
    }

    /// The size of a series then.
    fn size(&self, org: &Org, series: &Series) -> Option<(Date, u32)> {
        let size = self.sizes.get(&series.identity(org))?;
        Some((self.day, *size))
    }
}

impl MeetingAtEight {
    /// The next person is one too many.
    fn full(
        &self,
        cx: Context<'_>,
        series: &Series,
        sizes: &SeriesSizes,
        worst: MeetingId,
        sink: &mut Sink,
    ) {
        let (org, limit) = (cx.org, self.max_people);
        let at_limit = sizes.over(limit.saturating_sub(1));
        let label = series.label(org);
        let message = if series.repeats() {
            format!(
                "{label}: {} of {} decide with exactly {limit} people; one more is too many",
                at_limit.len(),
                count(sizes.known(), "session", "sessions"),
            )
        } else {
            format!("{label} decides with exactly {limit} people; one more is too many")
        };
        sink.report(org.meeting(worst).cell(Column::Id), message)
            .subjects(at_limit.iter().map(|(_, id)| org.meeting(*id).subject()))
            .identity(series.identity(org))
            .cause(format!("size of {}", series.identity(org)))
            .measure(f64::from(limit), f64::from(limit), "people")
            .help(format!(
                "agree now on how {label} would be split, and offer notes to the next person who asks for a seat"
            ));
    }

    /// The meeting goes where it will be full.
    fn growing(
        &self,
        cx: Context<'_>,
        series: &Series,
        (size, worst): (u32, MeetingId),
        (day, then): (Date, u32),
        sink: &mut Sink,
    ) {
        let (org, limit) = (cx.org, self.max_people);
        let label = series.label(org);
        let message = format!(
            "{label} decides with {size} people, {} more than on {day}; more than {limit} are too many",
            size - then
        );
        sink.report(org.meeting(worst).cell(Column::Id), message)
            .subject(org.meeting(worst).subject())
            .identity(series.identity(org))
            .cause(format!("size of {}", series.identity(org)))
            .measure(f64::from(size), f64::from(limit), "people")
            .help(format!(
                "agree on who else needs a seat in {label} before it is full, and offer notes to the others"
            ));
    }
}

#[cfg(test)]
mod tests {
    use super::MeetingAtEight;
    use crate::testing::check;

    #[test]
    fn notes_the_meeting_that_is_full() {
        check(
            &MeetingAtEight::default(),
            "== people.csv\nid\nana\n\
             == meetings.csv\n\
             id,name,purpose,headcount\n\
             m1,Board,decision,8    #~ note: Board decides with exactly 8 people; one more is too many\n\
             m2,Council,decision,7\n\
             m3,Circle,decision,9\n\
             m4,Demo,demo,8\n",
        );
    }

    #[test]
    fn a_series_is_judged_by_its_largest_session() {
        check(
            &MeetingAtEight::default(),
            "== people.csv\nid\nana\n\
             == meetings.csv\n\
             id,name,purpose,date,headcount\n\
             m1,Council 2024-01-09,decision,2024-01-09,8\n\
             m2,Council 2024-02-13,decision,2024-02-13,8  #~ note: Council: 2 of 3 sessions decide with exactly 8 people; one more is too many\n\
             m3,Council 2024-03-12,decision,2024-03-12,5\n\
             m4,Board 2024-01-09,decision,2024-01-09,8\n\
             m5,Board 2024-02-13,decision,2024-02-13,11\n",
        );
    }

    #[test]
    fn a_meeting_that_grew_to_seven_is_noted() {
        check(
            &MeetingAtEight::default(),
            "== people.csv\nid\nana\n\
             == meetings.csv\n\
             id,name,purpose,headcount\n\
             m1,Board,decision,7    #~ note: Board decides with 7 people, 2 more than on 2024-06-30; more than 8 are too many\n\
             m2,Council,decision,7\n\
             m3,Circle,decision,6\n\
             m4,New,decision,7\n\
             m5,Demo,demo,7\n\
             == snapshots/2024-03-31/people.csv\nid\nana\n\
             == snapshots/2024-03-31/meetings.csv\n\
             id,name,purpose,headcount\nm1,Board,decision,7\nm2,Council,decision,5\n\
             == snapshots/2024-06-30/people.csv\nid\nana\n\
             == snapshots/2024-06-30/meetings.csv\n\
             id,name,purpose,headcount\nm1,Board,decision,5\nm2,Council,decision,7\nm3,Circle,decision,4\nm5,Demo,demo,4\n\
             == snapshots/2024-07-31/people.csv\nid\nana\n",
        );
    }

    #[test]
    fn without_a_purpose_nothing_is_said() {
        check(
            &MeetingAtEight::default(),
            "== people.csv\nid\nana\n\
             == meetings.csv\nid,name,purpose,headcount\nm1,Board,,8\nm2,Demo,status,8\n",
        );
    }
}
