//! `absent-liaison`: see [`META`] for its documentation.

use crate::facts::Assignment;
use crate::lint::words::list;
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, MeetingId, TeamId};
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags a liaison who is in no recurring meeting with anybody of the targets. A meeting of
    /// more than `largest-room` people counts only where a target hosts it. Assignments that have
    /// not begun, and targets whose people appear in no recurring meeting at all, are passed over:
    /// there nothing can be known.
    ///
    /// ## Why it matters
    /// A liaison works by being in the room. Without a common meeting the assignment is a name in a
    /// table: the target believes it is heard, the home believes it is informed.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,team
    /// ana,marketing
    /// dan,data
    /// eve,data
    /// == teams.csv
    /// id,parent
    /// marketing,
    /// data,
    /// == meetings.csv
    /// id,name,host
    /// m1,Data weekly,data
    /// == attendance.csv
    /// meeting,person
    /// m1,dan
    /// m1,eve
    /// == liaisons.csv
    /// person,home,targets
    /// ana,marketing,data
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,team
    /// ana,marketing
    /// dan,data
    /// eve,data
    /// == teams.csv
    /// id,parent
    /// marketing,
    /// data,
    /// == meetings.csv
    /// id,name,host
    /// m1,Data weekly,data
    /// == attendance.csv
    /// meeting,person
    /// m1,dan
    /// m1,ana
    /// == liaisons.csv
    /// person,home,targets
    /// ana,marketing,data
    /// ```
    ///
    /// ## How to fix
    /// Invite the liaison to one meeting that still has room, or end the assignment.
    ///
    /// ## Options
    /// - `largest-room` (default 18): in a larger meeting nobody meets anybody. Eighteen is the
    ///   upper end for exchange in the 8-18-1800 rule.
    pub(super) static META = {
        name: "absent-liaison",
        summary: "a liaison never meets the team they are sent to",
        smell: Smell::Liaison,
        level: Level::Error,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::Liaisons, Needs::Attendees],
        implements: &["LM2"],
        sources: &[
            "Rubick: The liaison model",
            "Microsoft: 8-18-1800 rule of meeting sizes",
        ],
    }
}

/// Options of `absent-liaison`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct AbsentLiaison {
    largest_room: u32,
}

impl Default for AbsentLiaison {
    fn default() -> Self {
        Self { largest_room: 18 }
    }
}

impl Rule for AbsentLiaison {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        for assignment in cx.facts.assignments().all() {
            if !assignment.in_force(cx.facts) || self.is_present(cx, assignment) {
                continue;
            }
            let person = cx.org.person(assignment.person);
            let targets = list(assignment.target_names(cx.facts), 4);
            let message = format!(
                "{} is a liaison to {targets} but is in no recurring meeting with anyone from there",
                person.label()
            );
            let help = match door(cx, assignment) {
                Some((meeting, size)) => format!(
                    "invite {} to {}, which has {size} people, or end the assignment",
                    person.label(),
                    cx.org.meeting(meeting).label()
                ),
                None => "invite the liaison to one of their meetings, or end the assignment".into(),
            };
            let row = cx.org.liaison(assignment.rows[0]);
            sink.report(row.cell(Column::Targets), message)
                .subjects(assignment.subjects(cx.facts))
                .cause(format!("assignment {}", assignment.key(cx.facts)))
                .help(help);
        }
    }
}

impl AbsentLiaison {
    /// Whether the liaison meets any target, or nothing is known of the meetings of all of them.
    fn is_present(&self, cx: Context<'_>, assignment: &Assignment) -> bool {
        let rooms = cx.facts.assignments().rooms(cx.facts);
        let person = assignment.person;
        let meets = |target: &TeamId| {
            let small = rooms
                .shared(cx.facts, person, *target)
                .into_iter()
                .any(|m| cx.facts.meetings().size(m) <= Some(self.largest_room));
            small
                || rooms
                    .hosted_in(cx.facts, *target)
                    .into_iter()
                    .any(|m| cx.facts.meetings().attends(person, m))
        };
        let recorded = |target: &TeamId| rooms.recorded(cx.facts, *target, person);
        assignment.targets.iter().any(meets) || !assignment.targets.iter().any(recorded)
    }
}

/// The smallest meeting hosted by a target that a ninth person would not spoil.
fn door(cx: Context<'_>, assignment: &Assignment) -> Option<(MeetingId, u32)> {
    let rooms = cx.facts.assignments().rooms(cx.facts);
    assignment
        .targets
        .iter()
        .flat_map(|target| rooms.hosted_in(cx.facts, *target))
        .filter_map(|meeting| Some((meeting, cx.facts.meetings().size(meeting)?)))
        .filter(|(_, size)| (3..8).contains(size))
        .min_by_key(|(meeting, size)| (*size, *meeting))
}

#[cfg(test)]
mod tests {
    use super::AbsentLiaison;
    use crate::testing::{check, check_as_of};

    fn org(liaison: &str, attendance: &str) -> String {
        format!(
            "== people.csv\n\
             id,name,team\n\
             ana,Ana,pmm\n\
             dan,Dan,data\n\
             eve,Eve,data\n\
             fay,Fay,data\n\
             == teams.csv\n\
             id,name,parent\n\
             pmm,,\n\
             data,Data,\n\
             == meetings.csv\n\
             id,name,host\n\
             m1,Data weekly,data\n\
             m2,Lunch,\n\
             == attendance.csv\n\
             meeting,person\n\
             {attendance}\
             == liaisons.csv\n\
             person,home,targets,start\n\
             {liaison}"
        )
    }

    #[test]
    fn a_liaison_who_never_comes() {
        let row = "ana,pmm,data,2024-05-01   #~ error: Ana (ana) is a liaison to Data but is in no recurring meeting with anyone from there\n";
        check(
            &AbsentLiaison::default(),
            &org(row, "m1,dan\nm1,eve\nm1,fay\n"),
        );
    }

    #[test]
    fn any_common_room_counts_unless_it_is_too_large() {
        let rule = AbsentLiaison { largest_room: 2 };
        let row = "ana,pmm,data,\n";
        check(&rule, &org(row, "m2,dan\nm2,ana\n"));
        let absent = "ana,pmm,data,   #~ error: Ana (ana) is a liaison to Data but is in no recurring meeting with anyone from there\n";
        check(&rule, &org(absent, "m2,dan\nm2,eve\nm2,ana\n"));
        check(&rule, &org(row, "m1,dan\nm1,eve\nm1,ana\n"));
    }

    #[test]
    fn what_is_not_recorded_or_not_begun_is_passed_over() {
        check(
            &AbsentLiaison::default(),
            &org("ana,pmm,data,\n", "m2,ana\n"),
        );
        check_as_of(
            &AbsentLiaison::default(),
            &org("ana,pmm,data,2025-05-01\n", "m1,dan\nm1,eve\n"),
            Some("2025-04-01"),
        );
    }
}
