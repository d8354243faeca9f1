//! `liaison-would-tip`: see [`META`] for its documentation.

use crate::facts::Assignment;
use crate::lint::words::list;
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, MeetingId, Purpose};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

declare_rule! {
    /// ## What it does
    /// Looks at liaisons who are planned or begin after today: flags one for whom every recurring
    /// meeting that the targets host and that decides or solves problems would have more than
    /// `max-people` with the liaison in it, while the targets hold no other recurring meeting to
    /// sit in (one-on-ones, announcements and social meetings are none). A size or purpose that is
    /// not known counts as room.
    ///
    /// ## Why it matters
    /// Every liaison is one more person in the room. It is easier to say so before the seat
    /// is promised than to take it away when the meeting has stopped deciding.
    ///
    /// ## Example
    /// ```toml
    /// max-people = 2
    /// ```
    ///
    /// ```org fires
    /// == people.csv
    /// id,team
    /// ana,marketing
    /// wes,web
    /// wyn,web
    /// == teams.csv
    /// id,parent
    /// marketing,
    /// web,
    /// == meetings.csv
    /// id,name,purpose,host,attendees
    /// m1,Planning,decision,web,wes;wyn
    /// == liaisons.csv
    /// person,targets,status
    /// ana,web,planned
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,team
    /// ana,marketing
    /// wes,web
    /// wyn,web
    /// == teams.csv
    /// id,parent
    /// marketing,
    /// web,
    /// == meetings.csv
    /// id,name,purpose,host,attendees
    /// m1,Planning,decision,web,wes;wyn
    /// m2,Demo,status,web,wes;wyn
    /// == liaisons.csv
    /// person,targets,status
    /// ana,web,planned
    /// ```
    ///
    /// ## How to fix
    /// Send notes instead, share one liaison with another team, or make room in the meeting first.
    ///
    /// ## Options
    /// - `max-people` (default 8): people in a meeting that decides; the rule of eight.
    pub(super) static META = {
        name: "liaison-would-tip",
        summary: "a planned liaison would take the target's meetings past eight people",
        smell: Smell::Meeting,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::Liaisons, Needs::MeetingSizes],
        implements: &["LM12"],
        sources: &[
            "Rubick: The liaison model",
            "Rubick: The rule of eight, 2021",
        ],
    }
}

/// Options of `liaison-would-tip`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct LiaisonWouldTip {
    max_people: u32,
}

impl Default for LiaisonWouldTip {
    fn default() -> Self {
        Self { max_people: 8 }
    }
}

impl Rule for LiaisonWouldTip {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let planned = |a: &&Assignment| !a.in_force(cx.facts);
        for assignment in cx.facts.assignments().all().iter().filter(planned) {
            let meetings = hosted(cx, assignment);
            let tipped = |meeting: &MeetingId| {
                let deciding = cx
                    .org
                    .meeting(*meeting)
                    .record()
                    .purpose
                    .is_some_and(Purpose::decides);
                let known = cx.facts.meetings();
                let seat = u32::from(!known.attends(assignment.person, *meeting));
                deciding
                    && known
                        .size(*meeting)
                        .is_some_and(|n| n + seat > self.max_people)
            };
            if !meetings.is_empty() && meetings.iter().all(tipped) {
                self.report(cx, assignment, &meetings, sink);
            }
        }
    }
}

/// Meetings of the targets in which a guest could sit.
fn hosted(cx: Context<'_>, assignment: &Assignment) -> BTreeSet<MeetingId> {
    let rooms = cx.facts.assignments().rooms(cx.facts);
    assignment
        .targets
        .iter()
        .flat_map(|target| rooms.hosted_in(cx.facts, *target))
        .filter(|meeting| {
            let purpose = cx.org.meeting(*meeting).record().purpose;
            !matches!(
                purpose,
                Some(Purpose::OneOnOne | Purpose::Announcement | Purpose::Social)
            )
        })
        .collect()
}

impl LiaisonWouldTip {
    fn report(
        &self,
        cx: Context<'_>,
        assignment: &Assignment,
        meetings: &BTreeSet<MeetingId>,
        sink: &mut Sink,
    ) {
        let size = |meeting: &MeetingId| cx.facts.meetings().size(*meeting).unwrap_or(0);
        let Some(smallest) = meetings.iter().min_by_key(|meeting| size(meeting)) else {
            return;
        };
        let person = cx.org.person(assignment.person);
        let targets = list(assignment.target_names(cx.facts), 4);
        let after =
            size(smallest) + u32::from(!cx.facts.meetings().attends(assignment.person, *smallest));
        let name = cx.org.meeting(*smallest).label();
        let message = format!(
            "The planned liaison {} has no room at {targets}: {name} would decide with {after} people, more than {}{}",
            person.label(),
            self.max_people,
            match meetings.len() {
                1 => "",
                _ => ", and it is the smallest",
            }
        );
        let evidence = meetings.iter().map(|meeting| {
            let text = format!(
                "{}, {} people now",
                cx.org.meeting(*meeting).label(),
                size(meeting)
            );
            (cx.org.meeting(*meeting).cell(Column::Id), text)
        });
        let row = cx.org.liaison(assignment.rows[0]);
        sink.report(row.cell(Column::Targets), message)
            .subjects(assignment.subjects(cx.facts))
            .measure(f64::from(after), f64::from(self.max_people), "people")
            .evidence(evidence)
            .help(format!(
                "free a seat in {name} first, let {targets} send notes to {}, or share a liaison who already sits there",
                person.short()
            ));
    }
}

#[cfg(test)]
mod tests {
    use super::LiaisonWouldTip;
    use crate::testing::{check, check_as_of};

    fn org(planning: u32, further: &str, liaison: &str) -> String {
        format!(
            "== people.csv\nid,name,team\nana,Ana,pmm\n\
             == teams.csv\nid,name,parent\npmm,Marketing,\nweb,Web,\n\
             == meetings.csv\nid,name,purpose,host,headcount\nm1,Planning,decision,web,{planning}\n{further}\
             == liaisons.csv\nperson,targets,status,start\n{liaison}\n"
        )
    }

    #[test]
    fn a_ninth_seat_is_told_before_it_is_taken() {
        check(
            &LiaisonWouldTip::default(),
            &org(
                8,
                "m2,Triage,problem-solving,web,12\n",
                "ana,web,planned, #~ warning: The planned liaison Ana (ana) has no room at Web: Planning would decide with 9 people, more than 8, and it is the smallest",
            ),
        );
    }

    #[test]
    fn a_first_day_ahead_is_a_plan_too() {
        check_as_of(
            &LiaisonWouldTip::default(),
            &org(
                8,
                "m2,All hands,announcement,web,4\n",
                "ana,web,,2026-01-01 #~ warning: The planned liaison Ana (ana) has no room at Web: Planning would decide with 9 people, more than 8",
            ),
            Some("2025-10-01"),
        );
    }

    #[test]
    fn the_eighth_seat_and_a_demo_are_room() {
        let rule = LiaisonWouldTip::default();
        check(&rule, &org(7, "", "ana,web,planned,"));
        check(
            &rule,
            &org(8, "m2,Demo,status,web,20\n", "ana,web,planned,"),
        );
    }

    #[test]
    fn who_is_a_liaison_already_is_not_planned() {
        check(&LiaisonWouldTip::default(), &org(8, "", "ana,web,active,"));
    }
}
