//! `unlabelled-large-meeting`: see [`META`] for its documentation.

use crate::facts::{Series, SeriesSizes};
use crate::lint::{Context, Crowd, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, MeetingRef, Table};
use crate::source::Place;
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags meetings with more than `max-people` people that do not say what they are for. The
    /// dated sessions of a series are one finding.
    ///
    /// ## Why it matters
    /// A large meeting can inform, but hardly decide. Which of the two it is meant to do is often
    /// left open, so that some people come for a decision and others to listen.
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
    /// m1,Leadership,,3
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
    /// m1,Leadership,status,3
    /// m2,Standup,,2
    /// ```
    ///
    /// ## How to fix
    /// State the purpose. A status meeting or announcement may be as large as it is; a meeting that
    /// decides has to become smaller.
    ///
    /// ## Options
    /// - `max-people` (default 8): more people than this call for a purpose.
    pub(super) static META = {
        name: "unlabelled-large-meeting",
        summary: "a meeting of more than eight does not say what it is for",
        smell: Smell::Meeting,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::Table(Table::Meetings), Needs::MeetingSizes],
        sources: &["Rubick: The rule of eight, 2021"],
    }
}

/// Options of `unlabelled-large-meeting`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct UnlabelledLargeMeeting {
    max_people: u32,
}

impl Default for UnlabelledLargeMeeting {
    fn default() -> Self {
        Self { max_people: 8 }
    }
}

impl Rule for UnlabelledLargeMeeting {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let meetings = cx.facts.meetings();
        for series in meetings.series() {
            if series.purpose.is_none() {
                let sizes = SeriesSizes::of(meetings, series);
                self.judge(cx, series, &sizes, sink);
            }
        }
    }
}

impl UnlabelledLargeMeeting {
    fn judge(&self, cx: Context<'_>, series: &Series, sizes: &SeriesSizes, sink: &mut Sink) {
        let (limit, org) = (self.max_people, cx.org);
        let Some(crowd) = Crowd::over(cx, series, sizes, limit) else {
            return;
        };
        let (label, largest) = (series.label(org), crowd.largest);
        let message = if series.repeats() {
            format!(
                "{label}: {} over {limit} people, median {}, largest {largest}, and nothing says what they are for",
                crowd.share(),
                sizes.median(),
            )
        } else {
            format!("{label} brings {largest} people together and does not say what it is for")
        };
        let help = format!(
            "state the purpose: as a status meeting {label} may be as large as it is; if it decides, name at most {limit} people who do and give the others notes"
        );
        let place = purpose_cell(org.meeting(crowd.worst));
        crowd.report(sink, place, message).help(help);
    }
}

/// The blank purpose; the meeting itself where the file has no such column.
fn purpose_cell(meeting: MeetingRef<'_>) -> Place {
    let row = meeting.record().row;
    match meeting.org.column(row.file, Column::Purpose) {
        Some(column) => row.cell(Some(column)),
        None => meeting.cell(Column::Id),
    }
}

#[cfg(test)]
mod tests {
    use super::UnlabelledLargeMeeting;
    use crate::testing::check;

    #[test]
    fn asks_what_a_large_meeting_is_for() {
        check(
            &UnlabelledLargeMeeting::default(),
            "== people.csv\nid,team\nana,ops\n\
             == meetings.csv\n\
             id,name,host,headcount\n\
             m1,Leads weekly,ops,9  #~ warning: Leads weekly of ops brings 9 people together and does not say what it is for\n\
             m2,Ops weekly,ops,8\n",
        );
    }

    #[test]
    fn sessions_of_a_series_are_one_finding() {
        check(
            &UnlabelledLargeMeeting::default(),
            "== people.csv\nid\nana\n\
             == meetings.csv\n\
             id,name,date,headcount\n\
             m1,Council 2024-01-09,2024-01-09,9\n\
             m2,Council 2024-02-13,2024-02-13,10  #~ warning: Council: 2 of 3 sessions over 8 people, median 9, largest 10, and nothing says what they are for\n\
             m3,Council 2024-03-12,2024-03-12,3\n",
        );
    }

    #[test]
    fn any_known_purpose_will_do() {
        check(
            &UnlabelledLargeMeeting::default(),
            "== people.csv\nid\nana\n\
             == meetings.csv\n\
             id,name,purpose,headcount\n\
             m1,All hands,announcement,300\n\
             m2,Board,decision,12\n",
        );
    }

    #[test]
    fn one_session_that_states_a_purpose_speaks_for_its_series() {
        check(
            &UnlabelledLargeMeeting::default(),
            "== people.csv\nid\nana\n\
             == meetings.csv\n\
             id,name,purpose,date,headcount\n\
             m1,Council 2024-01-09,status,2024-01-09,9\n\
             m2,Council 2024-02-13,,2024-02-13,10\n",
        );
    }
}
