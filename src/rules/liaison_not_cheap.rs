//! `liaison-not-cheap`: see [`META`] for its documentation.

use crate::facts::Portfolio;
use crate::lint::words::list;
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, MeetingId, Subject, Table};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

declare_rule! {
    /// ## What it does
    /// Flags a liaison who spends more than `max-meetings` meetings or `max-hours` hours a week in
    /// the recurring meetings that the targets host; twice as much is an error. What one person
    /// covers for one home is counted together.
    ///
    /// ## Why it matters
    /// A liaison is meant to be the inexpensive way to connect two teams: one person who sits in a few
    /// of their meetings. Beyond that it is half a job in the other team, without belonging to it.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,team
    /// ana,support
    /// == teams.csv
    /// id,parent
    /// support,
    /// web,
    /// == meetings.csv
    /// id,host,per_week,minutes,attendees
    /// standup,web,5,15,ana
    /// == liaisons.csv
    /// person,targets
    /// ana,web
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,team
    /// ana,support
    /// == teams.csv
    /// id,parent
    /// support,
    /// web,
    /// == meetings.csv
    /// id,host,per_week,minutes,attendees
    /// planning,web,3,60,ana
    /// == liaisons.csv
    /// person,targets
    /// ana,web
    /// ```
    ///
    /// ## How to fix
    /// Keep the meeting in which things are planned and the one in which they are shown, and read
    /// the notes of the rest. Where that is not enough, embed the person, or let somebody else take
    /// some of the targets.
    ///
    /// ## Options
    /// - `max-meetings` (default 3): meetings a week; our own reading of "a few".
    /// - `max-hours` (default 4): hours a week; our own choice.
    pub(super) static META = {
        name: "liaison-not-cheap",
        summary: "a liaison spends too much time in the meetings of the targets",
        smell: Smell::Liaison,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[
            Needs::Liaisons,
            Needs::Attendees,
            Needs::Any(&[
                Needs::Column(Table::Meetings, Column::PerWeek),
                Needs::Column(Table::Meetings, Column::Date),
            ]),
        ],
        implements: &["LM19"],
        sources: &[
            "Rubick: The liaison model",
            "our own choice (3 meetings, 4 hours)",
        ],
    }
}

/// Options of `liaison-not-cheap`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct LiaisonNotCheap {
    max_meetings: f64,
    max_hours: f64,
}

impl Default for LiaisonNotCheap {
    fn default() -> Self {
        Self {
            max_meetings: 3.0,
            max_hours: 4.0,
        }
    }
}

/// Sums of many small shares are compared with a little slack, so that three thirds are one.
const SLACK: f64 = 1e-9;

impl Rule for LiaisonNotCheap {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let all = cx.facts.assignments().all();
        for portfolio in cx.facts.assignments().portfolios() {
            let in_force = |index: &usize| all[*index].in_force(cx.facts);
            if portfolio.assignments.iter().any(in_force) {
                self.judge(cx, portfolio, sink);
            }
        }
    }
}

impl LiaisonNotCheap {
    fn judge(&self, cx: Context<'_>, portfolio: &Portfolio, sink: &mut Sink) {
        let rhythm = cx.facts.rhythm();
        let meetings = attended(cx, portfolio);
        let often = |meeting: &MeetingId| rhythm.per_week(*meeting).unwrap_or(0.0);
        let per_week: f64 = meetings.iter().map(often).sum();
        let hours: f64 = meetings
            .iter()
            .filter_map(|meeting| rhythm.hours(cx.org, *meeting))
            .sum();
        let (by_meetings, by_hours) = (per_week / self.max_meetings, hours / self.max_hours);
        let over = by_meetings.max(by_hours);
        if over <= 1.0 + SLACK {
            return;
        }
        let (value, limit, unit) = if by_meetings >= by_hours {
            (per_week, self.max_meetings, "meetings a week")
        } else {
            (hours, self.max_hours, "hours a week")
        };
        let person = cx.org.person(portfolio.person);
        let targets = portfolio
            .targets
            .iter()
            .map(|(id, _)| cx.org.team(*id).label());
        let message = format!(
            "{} spends {} {unit} as a liaison with {}, more than {limit}",
            person.label(),
            (value * 10.0).round() / 10.0,
            list(targets, 4),
        );
        let subjects = portfolio
            .targets
            .iter()
            .map(|(id, _)| Subject::liaison(person.key(), cx.org.team(*id).key()));
        let mut ranked: Vec<&MeetingId> = meetings.iter().collect();
        ranked.sort_by(|a, b| often(b).total_cmp(&often(a)));
        let evidence = ranked.iter().map(|meeting| {
            let text = format!(
                "{}, {} a week",
                cx.org.meeting(**meeting).label(),
                (often(meeting) * 100.0).round() / 100.0
            );
            (cx.org.meeting(**meeting).cell(Column::Id), text)
        });
        let Some((_, row)) = portfolio.targets.first() else {
            return;
        };
        sink.report(cx.org.liaison(*row).cell(Column::Person), message)
            .level(if over >= 2.0 {
                Level::Error
            } else {
                Level::Warning
            })
            .subjects(subjects)
            .measure(value, limit, unit)
            .cause(format!("load of {}", person.key()))
            .evidence(evidence)
            .help(advice(cx, person.short(), &ranked));
    }
}

/// Which meetings to keep, and what else there is.
fn advice(cx: Context<'_>, name: &str, ranked: &[&MeetingId]) -> String {
    let heaviest = ranked
        .first()
        .map_or("the most frequent", |id| cx.org.meeting(**id).label());
    format!(
        "let {name} read the notes of {heaviest} and come only where work is planned or shown; if all of it is needed, embed the person"
    )
}

/// Recurring meetings hosted by the targets or units below them in which the liaison sits.
fn attended(cx: Context<'_>, portfolio: &Portfolio) -> BTreeSet<MeetingId> {
    let covered = |meeting: &MeetingId| {
        let meeting = cx.org.meeting(*meeting);
        meeting.recurs()
            && meeting.host().is_some_and(|host| {
                let tree = cx.facts.tree();
                portfolio
                    .targets
                    .iter()
                    .any(|(target, _)| tree.contains(*target, host.id))
            })
    };
    cx.facts
        .meetings()
        .of(portfolio.person)
        .filter(covered)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::LiaisonNotCheap;
    use crate::testing::check;

    fn org(meetings: &str, remark: &str) -> String {
        format!(
            "== people.csv\nid,name,team\nana,Ana,support\n\
             == teams.csv\nid,name,parent\nsupport,,\neng,Engineering,\nweb,Web,eng\n\
             == meetings.csv\nid,name,host,per_week,minutes,attendees\n{meetings}\
             == liaisons.csv\nperson,targets\nana,eng {remark}\n"
        )
    }

    #[test]
    fn many_meetings_are_not_cheap() {
        check(
            &LiaisonNotCheap::default(),
            &org(
                "m1,Standup,web,5,10,ana\nm2,Planning,web,0.5,60,ana\n",
                "",
            )
            .replace("ana,eng ", "ana,eng #~ warning: Ana (ana) spends 5.5 meetings a week as a liaison with Engineering, more than 3"),
        );
    }

    #[test]
    fn twice_the_hours_are_an_error() {
        check(
            &LiaisonNotCheap::default(),
            &org(
                "m1,Workshop,web,1,480,ana\n",
                "#~ error: Ana (ana) spends 8 hours a week as a liaison with Engineering, more than 4",
            ),
        );
    }

    #[test]
    fn three_meetings_and_four_hours_are_fine() {
        check(
            &LiaisonNotCheap::default(),
            &org("m1,Planning,web,3,80,ana\n", ""),
        );
    }

    #[test]
    fn meetings_of_the_home_team_are_no_cost_of_the_liaison() {
        check(
            &LiaisonNotCheap::default(),
            &org(
                "m1,Standup,support,5,60,ana\nm2,Planning,web,1,60,ana\n",
                "",
            ),
        );
    }
}
