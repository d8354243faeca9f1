//! `update-meeting-over-18`: see [`META`] for its documentation.

use crate::facts::SeriesSizes;
use crate::lint::words::count;
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, Purpose, Table};
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Notes meetings that collect ideas or share state (purpose brainstorm or status) with more
    /// than `max-people`. Sessions of a series make one finding.
    ///
    /// ## Why it matters
    /// Up to about eighteen people can still take turns. Beyond that a few speak and the rest
    /// listen, which a written note does at a tenth of the cost.
    ///
    /// ## Example
    /// ```toml
    /// max-people = 20
    /// ```
    ///
    /// ```org fires
    /// == people.csv
    /// id
    /// ana
    /// == meetings.csv
    /// id,name,purpose,headcount
    /// m1,Weekly status,status,21
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id
    /// ana
    /// == meetings.csv
    /// id,name,purpose,headcount
    /// m1,Weekly status,status,18
    /// m2,All hands,announcement,300
    /// ```
    ///
    /// ## How to fix
    /// Write it down and send it, or declare it an announcement with time for questions. For ideas,
    /// work in groups and bring the results together.
    ///
    /// ## Options
    /// - `max-people` (default 18): people in a meeting of this kind; the middle number of the 8-18-1800
    ///   rule.
    pub(super) static META = {
        name: "update-meeting-over-18",
        summary: "a status or brainstorm meeting is too large to take turns",
        smell: Smell::Meeting,
        level: Level::Note,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::MeetingSizes, Needs::Column(Table::Meetings, Column::Purpose)],
        sources: &["Microsoft Workplace Analytics: 8 people decide, 18 brainstorm or update, 1800 are informed"],
    }
}

/// Options of `update-meeting-over-18`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct UpdateMeetingOver18 {
    max_people: u32,
}

impl Default for UpdateMeetingOver18 {
    fn default() -> Self {
        Self { max_people: 18 }
    }
}

impl Rule for UpdateMeetingOver18 {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let (org, meetings, limit) = (cx.org, cx.facts.meetings(), self.max_people);
        for series in meetings.series() {
            let doing = match series.purpose {
                Some(Purpose::Status) => "shares state",
                Some(Purpose::Brainstorm) => "collects ideas",
                _ => continue,
            };
            let sizes = SeriesSizes::of(meetings, series);
            let over = sizes.over(limit);
            let Some((largest, worst)) = over.first() else {
                continue;
            };
            let label = series.label(org);
            let message = if series.repeats() {
                format!(
                    "{label} {doing} with more than {limit} people in {} of {}, median {}, largest {largest}",
                    over.len(),
                    count(sizes.known(), "session", "sessions"),
                    sizes.median()
                )
            } else {
                format!("{label} {doing} with {largest} people, more than {limit}")
            };
            let help = if series.purpose == Some(Purpose::Status) {
                format!("replace {label} by a written update, or declare it an announcement")
            } else {
                format!(
                    "let {label} work in groups of at most eight and bring the results together"
                )
            };
            sink.report(org.meeting(*worst).cell(Column::Id), message)
                .subjects(over.iter().map(|(_, id)| org.meeting(*id).subject()))
                .identity(series.identity(org))
                .cause(format!("size of {}", series.identity(org)))
                .measure(f64::from(*largest), f64::from(limit), "people")
                .help(help);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::UpdateMeetingOver18;
    use crate::testing::check;

    fn org(rows: &str) -> String {
        format!("== people.csv\nid\nana\n== meetings.csv\nid,name,purpose,date,headcount\n{rows}")
    }

    #[test]
    fn nineteen_are_one_too_many() {
        check(
            &UpdateMeetingOver18::default(),
            &org(
                "m1,Demo,status,,19 #~ note: Demo shares state with 19 people, more than 18\n\
                  m2,Ideas,brainstorm,,25 #~ note: Ideas collects ideas with 25 people, more than 18\n",
            ),
        );
    }

    #[test]
    fn sessions_are_told_together() {
        check(
            &UpdateMeetingOver18::default(),
            &org("m1,Sync 2024-01-09,status,2024-01-09,20\n\
                  m2,Sync 2024-02-13,status,2024-02-13,18\n\
                  m3,Sync 2024-03-12,status,2024-03-12,30 #~ note: Sync shares state with more than 18 people in 2 of 3 sessions, median 20, largest 30\n"),
        );
    }

    #[test]
    fn eighteen_are_fine_and_so_are_other_purposes() {
        check(
            &UpdateMeetingOver18::default(),
            &org(
                "m1,Demo,status,,18\nm2,All hands,announcement,,400\nm3,Council,decision,,30\nm4,What,,,30\n",
            ),
        );
    }
}
