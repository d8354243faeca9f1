//! `meeting-at-eight`: see [`META`] for its documentation.

use crate::facts::SeriesSizes;
use crate::lint::words::count;
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, Purpose, Table};
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Notes meetings that decide or solve problems with exactly `max-people` people: the next
    /// person is one too many. A series is noted when its largest session has that size.
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
    pub(super) static META = {
        name: "meeting-at-eight",
        summary: "a meeting that decides has exactly eight people",
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
}

impl Default for MeetingAtEight {
    fn default() -> Self {
        Self { max_people: 8 }
    }
}

impl Rule for MeetingAtEight {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let (org, meetings, limit) = (cx.org, cx.facts.meetings(), self.max_people);
        let deciding = |purpose: Option<Purpose>| purpose.is_some_and(Purpose::decides);
        for series in meetings.series().iter().filter(|s| deciding(s.purpose)) {
            let sizes = SeriesSizes::of(meetings, series);
            let Some((_, worst)) = sizes.largest().filter(|(size, _)| *size == limit) else {
                continue;
            };
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
    fn without_a_purpose_nothing_is_said() {
        check(
            &MeetingAtEight::default(),
            "== people.csv\nid\nana\n\
             == meetings.csv\nid,name,purpose,headcount\nm1,Board,,8\nm2,Demo,status,8\n",
        );
    }
}
