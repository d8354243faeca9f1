//! `stakeholder-heavy`: see [`META`] for its documentation.

use crate::facts::Series;
use crate::lint::words::{count, list};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{AttendeeRole, Column, MeetingId, PersonId, Purpose, Table};
use crate::source::Place;
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags a meeting in which `max-stakeholders` or more sit who neither do nor decide, or
    /// `max-ratio` times as many as those who do: the roles `stakeholder` and `optional` against all
    /// others who attend. Whoever is merely informed (`fyi`) gets the notes already and does not
    /// count; announcements, status, social and one-on-one meetings are not looked at. Sessions of a
    /// series make one finding.
    ///
    /// ## Why it matters
    /// Eight stakeholders and two engineers do not solve a problem, they watch it. Those who do the
    /// work explain instead of working, and the crowd is a sign that news travels no other way.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id
    /// a
    /// b
    /// c
    /// d
    /// e
    /// == meetings.csv
    /// id,purpose
    /// m1,decision
    /// == attendance.csv
    /// meeting,person,role
    /// m1,a,doer
    /// m1,b,stakeholder
    /// m1,c,stakeholder
    /// m1,d,stakeholder
    /// m1,e,optional
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
    /// id,purpose
    /// m1,decision
    /// == attendance.csv
    /// meeting,person,role
    /// m1,a,doer
    /// m1,b,stakeholder
    /// m1,c,stakeholder
    /// m1,d,stakeholder
    /// m1,e,fyi
    /// ```
    ///
    /// ## How to fix
    /// Give the stakeholders the notes or a status meeting of their own, and ask why there are so
    /// many.
    ///
    /// ## Options
    /// - `max-ratio` (default 4): onlookers for each person who does or decides; the post's example has
    ///   four.
    /// - `max-stakeholders` (default 8): onlookers, however many others there are; as in that example.
    pub(super) static META = {
        name: "stakeholder-heavy",
        summary: "more people look on in a meeting than work in it",
        smell: Smell::Meeting,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::Column(Table::Attendance, Column::Role)],
        sources: &["Rubick: The rule of eight, 2021 (many who watch, few who do)"],
    }
}

/// Options of `stakeholder-heavy`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct StakeholderHeavy {
    max_ratio: usize,
    max_stakeholders: usize,
}

impl Default for StakeholderHeavy {
    fn default() -> Self {
        Self {
            max_ratio: 4,
            max_stakeholders: 8,
        }
    }
}

/// A session with its onlookers and the number of all others.
struct Crowd {
    meeting: MeetingId,
    onlookers: Vec<(PersonId, Place)>,
    working: usize,
}

impl Rule for StakeholderHeavy {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        for series in cx.facts.meetings().series() {
            let informs = matches!(
                series.purpose,
                Some(Purpose::Announcement | Purpose::Status | Purpose::Social | Purpose::OneOnOne)
            );
            if informs {
                continue;
            }
            let crowds: Vec<Crowd> = series
                .sessions
                .iter()
                .map(|meeting| crowd(cx, *meeting))
                .filter(|crowd| self.is_heavy(crowd))
                .collect();
            report(cx, series, &crowds, sink);
        }
    }
}

fn crowd(cx: Context<'_>, meeting: MeetingId) -> Crowd {
    let mut onlookers = Vec::new();
    let mut working = 0;
    for row in cx.org.meeting(meeting).attendance() {
        match row.record().role {
            Some(AttendeeRole::Stakeholder | AttendeeRole::Optional) => {
                onlookers.push((row.record().person, row.cell(Column::Role)));
            }
            Some(AttendeeRole::Fyi) => {}
            _ => working += 1,
        }
    }
    onlookers.sort_unstable_by_key(|(person, _)| *person);
    onlookers.dedup_by_key(|(person, _)| *person);
    Crowd {
        meeting,
        onlookers,
        working,
    }
}

impl StakeholderHeavy {
    fn is_heavy(&self, crowd: &Crowd) -> bool {
        let onlookers = crowd.onlookers.len();
        onlookers >= self.max_stakeholders || onlookers >= self.max_ratio * crowd.working.max(1)
    }
}

fn report(cx: Context<'_>, series: &Series, crowds: &[Crowd], sink: &mut Sink) {
    let Some(worst) = crowds.iter().max_by_key(|crowd| crowd.onlookers.len()) else {
        return;
    };
    let meeting = cx.org.meeting(worst.meeting);
    let label = series.label(cx.org);
    let sessions = if series.repeats() {
        let all = count(series.sessions.len(), "session", "sessions");
        format!(" in the worst of {} of {all}", crowds.len())
    } else {
        String::new()
    };
    let message = format!(
        "{label} has {} looking on beside {} who do or decide{sessions}",
        count(worst.onlookers.len(), "person", "people"),
        worst.working,
    );
    let names = worst
        .onlookers
        .iter()
        .map(|(id, _)| cx.org.person(*id).short());
    let evidence = worst.onlookers.iter().map(|(person, place)| {
        (
            *place,
            format!("{} looks on", cx.org.person(*person).short()),
        )
    });
    sink.report(meeting.cell(Column::Id), message)
        .subjects(crowds.iter().map(|c| cx.org.meeting(c.meeting).subject()))
        .identity(series.identity(cx.org))
        .amount(worst.onlookers.len() as f64, "people looking on")
        .help(format!(
            "send the notes of {label} to {}, or tell them in a status meeting of their own",
            list(names, 4)
        ))
        .evidence(evidence);
}

#[cfg(test)]
mod tests {
    use super::StakeholderHeavy;
    use crate::testing::check;

    fn org(purpose: &str, roles: &[(&str, usize)], remark: &str) -> String {
        let roles: Vec<&str> = roles
            .iter()
            .flat_map(|(role, number)| std::iter::repeat_n(*role, *number))
            .collect();
        let people: Vec<String> = (0..roles.len()).map(|n| format!("p{n}\n")).collect();
        let rows: Vec<String> = roles
            .iter()
            .enumerate()
            .map(|(n, role)| format!("m1,p{n},{role}\n"))
            .collect();
        let (people, rows) = (people.concat(), rows.concat());
        format!(
            "== people.csv\nid\n{people}== meetings.csv\nid,name,purpose\nm1,Launch,{purpose} {remark}\n\
             == attendance.csv\nmeeting,person,role\n{rows}"
        )
    }

    #[test]
    fn eight_stakeholders_and_two_engineers_are_heavy() {
        check(
            &StakeholderHeavy::default(),
            &org(
                "problem-solving",
                &[("stakeholder", 8), ("doer", 2)],
                "#~ warning: Launch has 8 people looking on beside 2 who do or decide",
            ),
        );
    }

    #[test]
    fn seven_beside_two_are_not() {
        let rule = StakeholderHeavy::default();
        check(
            &rule,
            &org("decision", &[("stakeholder", 7), ("required", 2)], ""),
        );
        check(
            &rule,
            &org("decision", &[("optional", 3), ("decider", 1)], ""),
        );
    }

    #[test]
    fn a_status_meeting_is_for_looking_on() {
        check(
            &StakeholderHeavy::default(),
            &org("status", &[("stakeholder", 9)], ""),
        );
    }

    #[test]
    fn the_informed_do_not_count() {
        check(
            &StakeholderHeavy::default(),
            &org("decision", &[("fyi", 9), ("doer", 1)], ""),
        );
    }
}
