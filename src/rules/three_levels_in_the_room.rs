//! `three-levels-in-the-room`: see [`META`] for its documentation.

use crate::facts::CONNECTING;
use crate::lint::words::list;
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, MeetingId, PersonId, Purpose, Table, TeamId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

declare_rule! {
    /// ## What it does
    /// Notes recurring meetings of at most eighteen people that decide or solve problems, in which
    /// `min-levels` or more levels of one part of the organization sit: the people that it sends
    /// have so many different entries in the `level` column. A series speaks once, through the
    /// session with most levels. Liaisons do not count.
    ///
    /// ## Why it matters
    /// When a manager sits there with the manager's manager and the team, one of them would do. The
    /// higher levels come to hear, the lower ones stop speaking.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,team,level
    /// ana,web,director
    /// bo,web,manager
    /// cy,web,engineer
    /// == meetings.csv
    /// id,purpose,attendees
    /// m1,decision,ana;bo;cy
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,team,level
    /// ana,web,director
    /// bo,web,manager
    /// cy,web,engineer
    /// == meetings.csv
    /// id,purpose,attendees
    /// m1,decision,bo;cy
    /// m2,status,ana;bo;cy
    /// ```
    ///
    /// ## How to fix
    /// Let the part send one level and delegate the decision to it.
    ///
    /// ## Options
    /// - `min-levels` (default 3): different levels of one part.
    pub(super) static META = {
        name: "three-levels-in-the-room",
        summary: "three levels of one part of the organization sit in one meeting",
        smell: Smell::Meeting,
        level: Level::Note,
        recommended: false,
        since: "0.1.0",
        needs: &[
            Needs::Attendees,
            Needs::Column(Table::People, Column::Level),
            Needs::Column(Table::Meetings, Column::Purpose),
        ],
        sources: &["Microsoft Workplace Analytics: redundant meeting hours (three or more levels)"],
    }
}

/// Options of `three-levels-in-the-room`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ThreeLevelsInTheRoom {
    min_levels: usize,
}

impl Default for ThreeLevelsInTheRoom {
    fn default() -> Self {
        Self { min_levels: 3 }
    }
}

/// Of each level in lower case the people who have it.
type Levels = BTreeMap<String, Vec<PersonId>>;

impl Rule for ThreeLevelsInTheRoom {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        for series in cx.facts.meetings().series() {
            if !series.purpose.is_some_and(Purpose::decides) {
                continue;
            }
            let worst = series
                .sessions
                .iter()
                .filter_map(|meeting| Some((*meeting, deepest(cx, *meeting)?)))
                .max_by_key(|(meeting, (_, levels))| (levels.len(), std::cmp::Reverse(*meeting)));
            let Some((meeting, (part, levels))) = worst else {
                continue;
            };
            if levels.len() < self.min_levels {
                continue;
            }
            let (label, part) = (series.label(cx.org), cx.org.team(part).label());
            let one_each = levels.values().filter_map(|people| {
                let person = cx.org.person(*people.first()?);
                let level = cx.org.text(person.record().level);
                Some(format!("{} ({level})", person.short()))
            });
            let message = format!(
                "{} levels of {part} sit in {label}: {}",
                levels.len(),
                list(one_each, 5)
            );
            sink.report(cx.org.meeting(meeting).cell(Column::Id), message)
                .subject(cx.org.meeting(meeting).subject())
                .identity(series.identity(cx.org))
                .cause(format!("levels in {}", series.identity(cx.org)))
                .measure(levels.len() as f64, (self.min_levels - 1) as f64, "levels")
                .help(format!(
                    "let {part} send one level to {label} and leave the decision to it"
                ));
        }
    }
}

/// The part of the organization that sends most levels to a recurring meeting, and these.
fn deepest(cx: Context<'_>, meeting: MeetingId) -> Option<(TeamId, Levels)> {
    let meetings = cx.facts.meetings();
    if !cx.org.meeting(meeting).recurs() || meetings.attendees(meeting).len() > CONNECTING {
        return None;
    }
    let liaisons: BTreeSet<PersonId> = cx
        .facts
        .liaison_seats(meeting)
        .into_iter()
        .map(|seat| seat.person)
        .collect();
    let mut parts: BTreeMap<TeamId, Levels> = BTreeMap::new();
    for person in meetings
        .attendees(meeting)
        .filter(|id| !liaisons.contains(id))
    {
        let record = &cx.org.people[person.index()];
        let level = cx.org.text(record.level).to_lowercase();
        if let Some(team) = record.team.filter(|_| !level.is_empty()) {
            let levels = parts.entry(cx.facts.tree().boundary(team)).or_default();
            levels.entry(level).or_default().push(person);
        }
    }
    parts
        .into_iter()
        .max_by_key(|(part, levels)| (levels.len(), std::cmp::Reverse(*part)))
}

#[cfg(test)]
mod tests {
    use super::ThreeLevelsInTheRoom;
    use crate::testing::check;

    fn org(meetings: &str) -> String {
        format!(
            "== people.csv\nid,name,team,level\n\
             ana,Ana,web,director\nbo,Bo,web,Manager\ncy,Cy,web,engineer\ndee,Dee,ops,executive\neli,Eli,web,manager\n\
             == teams.csv\nid,name,parent\nco,,\neng,Engineering,co\nweb,Web,eng\nops,Operations,co\n\
             == meetings.csv\nid,name,purpose,recurring,attendees\n{meetings}"
        )
    }

    #[test]
    fn levels_of_one_part_are_counted() {
        check(
            &ThreeLevelsInTheRoom::default(),
            &org(
                "m1,Planning,decision,yes,ana;bo;cy;eli #~ note: 3 levels of Engineering sit in Planning: Ana (director), Cy (engineer) and Bo (Manager)\n",
            ),
        );
    }

    #[test]
    fn two_levels_and_a_guest_of_another_part_are_fine() {
        check(
            &ThreeLevelsInTheRoom::default(),
            &org("m1,Planning,decision,yes,bo;cy;eli;dee\n"),
        );
    }

    #[test]
    fn meetings_that_inform_or_happen_once_are_fine() {
        check(
            &ThreeLevelsInTheRoom::default(),
            &org("m1,Demo,status,yes,ana;bo;cy\nm2,Kick-off,decision,no,ana;bo;cy\n"),
        );
    }
}
