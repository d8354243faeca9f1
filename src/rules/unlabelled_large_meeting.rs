//! `unlabelled-large-meeting`: see [`META`] for its documentation.

use crate::facts::{Series, SeriesSizes};
use crate::lint::words::thousands;
use crate::lint::{Context, Crowd, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, MeetingRef, Org, Subject, Table};
use crate::source::{Place, Row};
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags meetings with more than `max-people` people that do not say what they are for. The
    /// dated sessions of a series are one finding. Where no meeting at all states a purpose and more
    /// than `group-above` are that large, the file as a whole has one finding.
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
    /// - `max-people` (default 8): more people than this call for a purpose; the rule of eight.
    /// - `group-above` (default 10, our own choice): where no meeting states a purpose, more large
    ///   meetings than this are one finding.
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
    group_above: usize,
}

impl Default for UnlabelledLargeMeeting {
    fn default() -> Self {
        Self {
            max_people: 8,
            group_above: 10,
        }
    }
}

impl Rule for UnlabelledLargeMeeting {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let meetings = cx.facts.meetings();
        let silent = meetings.series().iter().all(|s| s.purpose.is_none());
        let large: Vec<(&Series, SeriesSizes)> = meetings
            .series()
            .iter()
            .filter(|series| series.purpose.is_none())
            .map(|series| (series, SeriesSizes::of(meetings, series)))
            .filter(|(_, sizes)| !sizes.over(self.max_people).is_empty())
            .collect();
        if silent && large.len() > self.group_above {
            self.report_file(cx.org, meetings.series(), &large, sink);
            return;
        }
        for (series, sizes) in large {
            self.judge(cx, series, &sizes, sink);
        }
    }
}

impl UnlabelledLargeMeeting {
    /// One finding for a meetings table in which the purpose is never stated.
    fn report_file(
        &self,
        org: &Org,
        all: &[Series],
        large: &[(&Series, SeriesSizes)],
        sink: &mut Sink,
    ) {
        let mut largest: Vec<(u32, MeetingRef<'_>)> = large
            .iter()
            .filter_map(|(_, sizes)| sizes.over(self.max_people).first())
            .map(|(size, id)| (*size, org.meeting(*id)))
            .collect();
        largest.sort_by_key(|(size, meeting)| (std::cmp::Reverse(*size), meeting.id));
        let Some((most, first)) = largest.first() else {
            return;
        };
        let whole = if all.iter().any(Series::repeats) {
            format!("{} series of meetings", thousands(all.len()))
        } else {
            thousands(all.len())
        };
        let message = format!(
            "no meeting states a purpose, and {} of {whole} have more than {} people, the largest {most}",
            thousands(large.len()),
            self.max_people
        );
        let file = first.record().row.file;
        let header = Row { file, number: 0 }.cell(org.column(file, Column::Purpose));
        let evidence = largest.iter().take(NAMED).map(|(size, meeting)| {
            let text = format!("{size} people in {}", meeting.label());
            (meeting.cell(Column::Id), text)
        });
        sink.report(header, message)
            .subject(Subject::file(org.sources.get(file).short_name()))
            .measure(f64::from(*most), f64::from(self.max_people), "people")
            .evidence(evidence)
            .help("add a `purpose` column to the meetings table (status, announcement, decision and so on) and fill it for the largest meetings first: which of them inform, and which are to decide");
    }

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

/// As many of the largest meetings are shown.
const NAMED: usize = 5;

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
    use super::{META, UnlabelledLargeMeeting};
    use crate::testing::{check, org, run};

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

    #[test]
    fn where_nobody_states_a_purpose_the_file_has_one_finding() {
        let rule = UnlabelledLargeMeeting {
            max_people: 8,
            group_above: 1,
        };
        check(
            &rule,
            "== people.csv\nid\nana\n\
             == meetings.csv\n\
             id,name,headcount  #~ warning: no meeting states a purpose, and 2 of 3 have more than 8 people, the largest 24\n\
             m1,Board,9\n\
             m2,Forum,24\n\
             m3,Standup,5\n",
        );
        check(
            &rule,
            "== people.csv\nid\nana\n\
             == meetings.csv\n\
             id,name,purpose,headcount\n\
             m1,Board,,9      #~ warning: Board brings 9 people together and does not say what it is for\n\
             m2,Forum,,24     #~ warning: Forum brings 24 people together and does not say what it is for\n\
             m3,Standup,status,5\n",
        );
    }

    #[test]
    fn the_finding_for_a_file_is_about_the_file_and_shows_the_largest() {
        let rule = UnlabelledLargeMeeting {
            max_people: 8,
            group_above: 1,
        };
        let org = org("== people.csv\nid\nana\n\
             == meetings.csv\n\
             id,name,headcount\nm1,Board,9\nm2,Forum,24\n");
        let found = run(&rule, &META, &org);
        let subjects: Vec<&str> = found[0]
            .subjects
            .iter()
            .map(crate::model::Subject::as_str)
            .collect();
        let related: Vec<&str> = found[0].related.iter().map(|r| r.text.as_str()).collect();
        assert_eq!(subjects, ["file:meetings.csv"]);
        assert_eq!(related, ["24 people in Forum", "9 people in Board"]);
    }
}
