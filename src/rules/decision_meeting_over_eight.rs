//! `decision-meeting-over-eight`: see [`META`] for its documentation.

use crate::facts::{Facts, Series, SeriesSizes};
use crate::lint::words::{count, list};
use crate::lint::{Context, Crowd, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{AttendeeRole, Column, MeetingId, Purpose, Table, TeamId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

declare_rule! {
    /// ## What it does
    /// Flags meetings that decide or solve problems with more than `max-people` people. Attendees
    /// who are merely informed do not count. Where attendees are not listed, the stated headcount
    /// does. The dated sessions of a series are one finding, which says how many of them are over.
    ///
    /// ## Why it matters
    /// Above about eight people a group stops deciding: not everybody can speak, and the real
    /// decision moves to a smaller circle that nobody chose. Other research draws the line in the
    /// same place. Against it: a study of meeting design found that size lowers involvement but
    /// did not find a direct effect on how effective people call the meeting.
    ///
    /// ## Example
    /// ```toml
    /// max-people = 2
    /// ```
    ///
    /// ```org fires
    /// == people.csv
    /// id,team
    /// ana,web
    /// bo,web
    /// cy,ops
    /// == meetings.csv
    /// id,name,purpose,host,attendees
    /// m1,Web planning,decision,web,ana;bo;cy
    /// ```
    ///
    /// ```toml
    /// max-people = 2
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,team
    /// ana,web
    /// bo,web
    /// cy,ops
    /// == meetings.csv
    /// id,name,purpose,host,attendees
    /// m1,Web planning,decision,web,ana;bo
    /// m2,Web demo,status,web,ana;bo;cy
    /// ```
    ///
    /// ## How to fix
    /// Send notes to those who need no say, and ask for one person of a team that sends several. If
    /// that is not enough, let several bodies of at most eight decide, each for an area, with
    /// somebody who carries what was decided from one to the other. Or call it a status meeting and
    /// decide elsewhere. A circle of chiefs inside the same large meeting is no split.
    ///
    /// ## Options
    /// - `max-people` (default 8): more people than this do not decide; the rule of eight.
    pub(super) static META = {
        name: "decision-meeting-over-eight",
        summary: "a meeting that decides has more than eight people",
        smell: Smell::Meeting,
        level: Level::Error,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::MeetingSizes, Needs::Column(Table::Meetings, Column::Purpose)],
        implements: &["LM12", "LM14"],
        sources: &[
            "Rubick: The rule of eight, 2021",
            "Microsoft Workplace Analytics: a large meeting has more than eight attendees; decide with at most 8, inform up to 18",
            "Blenko, Mankins, Rogers: Decide and Deliver, 2010 (seven, each further person costs a tenth)",
            "Leach, Rogelberg, Warr, Burnfield: Perceived meeting effectiveness, 2009 (counter-evidence)",
        ],
    }
}

/// Options of `decision-meeting-over-eight`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct DecisionMeetingOverEight {
    max_people: u32,
}

impl Default for DecisionMeetingOverEight {
    fn default() -> Self {
        Self { max_people: 8 }
    }
}

impl Rule for DecisionMeetingOverEight {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let meetings = cx.facts.meetings();
        for series in meetings.series() {
            let sizes = SeriesSizes::of(meetings, series);
            if series.purpose.is_some_and(Purpose::decides) {
                self.judge(cx, series, &sizes, sink);
            }
        }
    }
}

impl DecisionMeetingOverEight {
    fn judge(&self, cx: Context<'_>, series: &Series, sizes: &SeriesSizes, sink: &mut Sink) {
        let (limit, org) = (self.max_people, cx.org);
        let Some(crowd) = Crowd::over(cx, series, sizes, limit) else {
            return;
        };
        let (label, largest) = (series.label(org), crowd.largest);
        let message = if series.repeats() {
            format!(
                "{label}: {} decide with more than {limit} people, median {}, largest {largest}",
                crowd.share(),
                sizes.median(),
            )
        } else {
            format!(
                "{label} decides with {largest} people, {} more than {limit}",
                largest - limit
            )
        };
        let help = advice(cx.facts, crowd.worst, (largest - limit) as usize);
        let place = org.meeting(crowd.worst).cell(Column::Id);
        crowd.report(sink, place, message).help(help);
    }
}

/// Whose seat could be spared, by name, and what to do when that is not enough.
fn advice(facts: &Facts<'_>, meeting: MeetingId, surplus: usize) -> String {
    let mut ways = Vec::new();
    if let Some(lookers_on) = lookers_on(facts, meeting) {
        ways.push(format!("send notes instead to {lookers_on}"));
    }
    if let Some(teams) = crowded_teams(facts, meeting) {
        ways.push(format!("ask for one person each from {teams}"));
    }
    let split = "split it by area into bodies of at most eight with somebody who sits in both, or make it a status meeting and decide elsewhere";
    if ways.is_empty() {
        return split.to_owned();
    }
    format!(
        "to free {}, {}; if that is not enough, {split}",
        count(surplus, "seat", "seats"),
        ways.join(" and ")
    )
}

/// Attendees who need not decide, with the role that says so.
fn lookers_on(facts: &Facts<'_>, meeting: MeetingId) -> Option<String> {
    let with_role = |role: AttendeeRole| -> Vec<&str> {
        facts
            .org()
            .meeting(meeting)
            .attendance()
            .filter(|row| row.record().role == Some(role))
            .map(|row| row.person().short())
            .collect()
    };
    let groups: Vec<String> = [AttendeeRole::Optional, AttendeeRole::Stakeholder]
        .into_iter()
        .filter_map(|role| {
            let names = with_role(role);
            (!names.is_empty()).then(|| format!("{} ({})", list(&names, 4), role.name()))
        })
        .collect();
    (!groups.is_empty()).then(|| list(&groups, 2))
}

/// Teams other than the host whose people take several seats, the most first.
fn crowded_teams(facts: &Facts<'_>, meeting: MeetingId) -> Option<String> {
    let org = facts.org();
    let host = org.meeting(meeting).host().map(|host| host.id);
    let mut seats: BTreeMap<TeamId, usize> = BTreeMap::new();
    for person in facts.meetings().attendees(meeting) {
        let home = org.people[person.index()].team;
        let guest = |home| host.is_none_or(|host| !facts.tree().contains(host, home));
        if let Some(home) = home.filter(|home| guest(*home)) {
            *seats.entry(home).or_default() += 1;
        }
    }
    let mut teams: Vec<(usize, TeamId)> = seats
        .into_iter()
        .filter(|(_, seats)| *seats > 1)
        .map(|(team, seats)| (seats, team))
        .collect();
    teams.sort_by_key(|(seats, team)| (std::cmp::Reverse(*seats), *team));
    let names: Vec<String> = teams
        .iter()
        .map(|(seats, team)| format!("{} (now {seats})", org.team(*team).label()))
        .collect();
    (!names.is_empty()).then(|| list(&names, 4))
}

#[cfg(test)]
mod tests {
    use super::DecisionMeetingOverEight;
    use crate::testing::{check, org, run};

    fn rule(max_people: u32) -> DecisionMeetingOverEight {
        DecisionMeetingOverEight { max_people }
    }

    #[test]
    fn says_how_many_people_decide_and_who_could_leave() {
        let text = "== people.csv\n\
             id,name,team\n\
             ana,Ana,web\nbo,Bo,web\ncy,Cy,ops\ndee,Dee,ops\neli,Eli,law\n\
             == meetings.csv\n\
             id,name,purpose,host\n\
             m1,Planning,decision,web  #~ error: Planning of web decides with 5 people, 2 more than 3\n\
             == attendance.csv\n\
             meeting,person,role\n\
             m1,ana,\nm1,bo,\nm1,cy,\nm1,dee,\nm1,eli,stakeholder\n";
        check(&rule(3), text);
        let org = org(&text
            .replace("  #~ error: ", "\n")
            .replace("Planning of web decides with 5 people, 2 more than 3\n", ""));
        let found = run(&rule(3), &super::META, &org);
        assert_eq!(
            found[0].help.as_deref(),
            Some(
                "to free 2 seats, send notes instead to Eli (stakeholder) and ask for one person \
                 each from ops (now 2); if that is not enough, split it by area into bodies of at \
                 most eight with somebody who sits in both, or make it a status meeting and decide \
                 elsewhere"
            )
        );
    }

    #[test]
    fn sessions_of_a_series_are_one_finding() {
        check(
            &rule(8),
            "== people.csv\nid\nana\n\
             == meetings.csv\n\
             id,name,purpose,date,headcount\n\
             m1,Council 2024-01-09,decision,2024-01-09,9\n\
             m2,Council 2024-02-13,decision,2024-02-13,8\n\
             m3,Council 2024-03-12,decision,2024-03-12,12  #~ error: Council: 2 of 3 sessions decide with more than 8 people, median 9, largest 12\n",
        );
    }

    #[test]
    fn eight_may_decide() {
        check(
            &rule(8),
            "== people.csv\nid\nana\n\
             == meetings.csv\nid,name,purpose,headcount\nm1,Board,decision,8\n",
        );
    }

    #[test]
    fn informed_people_and_meetings_that_do_not_decide_are_fine() {
        check(
            &rule(2),
            "== people.csv\nid,team\nana,web\nbo,web\ncy,web\n\
             == meetings.csv\nid,name,purpose\nm1,Board,decision\nm2,Demo,status\n\
             == attendance.csv\nmeeting,person,role\n\
             m1,ana,\nm1,bo,\nm1,cy,fyi\nm2,ana,\nm2,bo,\nm2,cy,\n",
        );
    }
}
