//! `skip-level-stack`: see [`META`] for its documentation.

use crate::facts::CONNECTING;
use crate::lint::words::{count, list};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, MeetingId, PersonId, Purpose, Table};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

declare_rule! {
    /// ## What it does
    /// Notes recurring meetings of at most eighteen people that decide or solve problems, in which
    /// somebody sits with their manager and their manager's manager. Liaisons do not count as the
    /// lowest of the three, and a meeting is one finding, as is a series.
    ///
    /// ## Why it matters
    /// Three steps of one line in one room are there for one opinion. Who sits between their own
    /// boss and their own report speaks for neither.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,manager
    /// ana,
    /// bo,ana
    /// cy,bo
    /// == meetings.csv
    /// id,purpose,attendees
    /// m1,decision,ana;bo;cy
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,manager
    /// ana,
    /// bo,ana
    /// cy,bo
    /// == meetings.csv
    /// id,purpose,attendees
    /// m1,decision,ana;cy
    /// m2,decision,bo;cy
    /// ```
    ///
    /// ## How to fix
    /// Drop the lowest or the highest of the line, and let the one in the middle speak for it.
    ///
    /// ## Options
    /// - `max-stacks` (default 0): lines of three that are fine; our own choice.
    pub(super) static META = {
        name: "skip-level-stack",
        summary: "somebody sits in a meeting with two levels of their own managers",
        smell: Smell::Meeting,
        level: Level::Note,
        recommended: false,
        since: "0.1.0",
        needs: &[
            Needs::Attendees,
            Needs::Managers,
            Needs::Column(Table::Meetings, Column::Purpose),
        ],
        sources: &["Microsoft Workplace Analytics: redundant meeting hours (lower level)"],
    }
}

/// Options of `skip-level-stack`.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct SkipLevelStack {
    max_stacks: usize,
}

impl Rule for SkipLevelStack {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        for series in cx.facts.meetings().series() {
            if !series.purpose.is_some_and(Purpose::decides) {
                continue;
            }
            let worst = series
                .sessions
                .iter()
                .map(|meeting| (*meeting, stacks(cx, *meeting)))
                .max_by_key(|(meeting, stacks)| (stacks.len(), std::cmp::Reverse(*meeting)));
            let Some((meeting, stacks)) = worst else {
                continue;
            };
            let Some([low, middle, high]) =
                stacks.first().filter(|_| stacks.len() > self.max_stacks)
            else {
                continue;
            };
            let name = |id: PersonId| cx.org.person(id).short();
            let label = series.label(cx.org);
            let further = match stacks.len() - 1 {
                0 => String::new(),
                more => format!(
                    ", and {}",
                    count(more, "more line like it", "more lines like it")
                ),
            };
            let message = format!(
                "{} sits in {label} with their manager {} and that manager's manager {}{further}",
                name(*low),
                name(*middle),
                name(*high)
            );
            let lowest = list(stacks.iter().map(|[low, _, _]| name(*low)), 4);
            let evidence = stacks.iter().map(|[low, _, _]| {
                let place = cx.org.person(*low).cell(Column::Manager);
                (
                    place,
                    format!("{} reports to {}", name(*low), manager_name(cx, *low)),
                )
            });
            sink.report(cx.org.meeting(meeting).cell(Column::Id), message)
                .subject(cx.org.meeting(meeting).subject())
                .identity(series.identity(cx.org))
                .cause(format!("levels in {}", series.identity(cx.org)))
                .measure(
                    stacks.len() as f64,
                    self.max_stacks as f64,
                    "lines of three",
                )
                .evidence(evidence)
                .help(format!(
                    "let {} stay away from {label} or send notes to {lowest}",
                    name(*high)
                ));
        }
    }
}

fn manager_name(cx: Context<'_>, person: PersonId) -> &str {
    cx.org
        .person(person)
        .manager()
        .map_or("nobody", |manager| manager.short())
}

/// Attendees with their manager and that manager's manager, where all three attend.
fn stacks(cx: Context<'_>, meeting: MeetingId) -> Vec<[PersonId; 3]> {
    let meetings = cx.facts.meetings();
    if !cx.org.meeting(meeting).recurs() || meetings.attendees(meeting).len() > CONNECTING {
        return Vec::new();
    }
    let liaisons: BTreeSet<PersonId> = cx
        .facts
        .liaison_seats(meeting)
        .into_iter()
        .map(|seat| seat.person)
        .collect();
    let boss = |person: PersonId| {
        let manager = cx.org.people[person.index()].manager?;
        (manager != person && meetings.attends(manager, meeting)).then_some(manager)
    };
    meetings
        .attendees(meeting)
        .filter(|low| !liaisons.contains(low))
        .filter_map(|low| {
            let middle = boss(low)?;
            let high = boss(middle)?;
            (high != low).then_some([low, middle, high])
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::SkipLevelStack;
    use crate::testing::check;

    fn org(meetings: &str) -> String {
        format!(
            "== people.csv\nid,name,manager\nana,Ana,\nbo,Bo,ana\ncy,Cy,bo\ndee,Dee,bo\neli,Eli,cy\n\
             == meetings.csv\nid,name,purpose,recurring,attendees\n{meetings}"
        )
    }

    #[test]
    fn a_line_of_three_is_told_once_for_a_meeting() {
        check(
            &SkipLevelStack::default(),
            &org(
                "m1,Board,decision,yes,ana;bo;cy;dee #~ note: Cy sits in Board with their manager Bo and that manager's manager Ana, and 1 more line like it\n",
            ),
        );
    }

    #[test]
    fn a_gap_in_the_line_is_fine() {
        check(
            &SkipLevelStack::default(),
            &org("m1,Board,decision,yes,ana;cy;eli\n"),
        );
    }

    #[test]
    fn meetings_that_inform_or_happen_once_are_fine() {
        check(
            &SkipLevelStack::default(),
            &org("m1,Demo,status,yes,ana;bo;cy\nm2,Kick-off,decision,no,ana;bo;cy\n"),
        );
    }

    #[test]
    fn as_many_lines_as_allowed_are_fine() {
        check(
            &SkipLevelStack { max_stacks: 2 },
            &org("m1,Board,decision,yes,ana;bo;cy;dee\n"),
        );
    }
}
