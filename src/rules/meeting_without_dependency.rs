//! `meeting-without-dependency`: see [`META`] for its documentation.

use crate::facts::{CONNECTING, Series};
use crate::lint::words::list;
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, PersonId, Purpose, Table, TeamId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

declare_rule! {
    /// ## What it does
    /// Notes recurring meetings of at most eighteen people from two or more parts of the
    /// organization between no two of which there is a dependency. Only parts count that the
    /// dependencies table mentions at all. Announcements, social meetings and one-on-ones, meetings
    /// hosted by a unit above the parts, and seats of declared liaisons are left out. A series makes
    /// one finding.
    ///
    /// ## Why it matters
    /// Each meeting between parts that need nothing from each other costs the time of both, and
    /// tends to make the dependency that it was meant to serve.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,team
    /// ana,web
    /// bo,hr
    /// == teams.csv
    /// id,parent
    /// web,
    /// hr,
    /// ops,
    /// == dependencies.csv
    /// from,to
    /// web,ops
    /// hr,ops
    /// == meetings.csv
    /// id,attendees
    /// m1,ana;bo
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,team
    /// ana,web
    /// bo,ops
    /// == teams.csv
    /// id,parent
    /// web,
    /// hr,
    /// ops,
    /// == dependencies.csv
    /// from,to
    /// web,ops
    /// hr,ops
    /// == meetings.csv
    /// id,attendees
    /// m1,ana;bo
    /// ```
    ///
    /// ## How to fix
    /// Cancel it, or record what the parts need from each other.
    pub(super) static META = {
        name: "meeting-without-dependency",
        summary: "parts of the organization meet that need nothing from each other",
        smell: Smell::Meeting,
        level: Level::Note,
        recommended: false,
        since: "0.1.0",
        needs: &[
            Needs::Attendees,
            Needs::Teams,
            Needs::Table(Table::Dependencies),
        ],
        sources: &["Rubick: How to build silos, 2021 (most work together happens inside a team)"],
    }
}

/// Options of `meeting-without-dependency`: none.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct MeetingWithoutDependency {}

/// Parts of the organization between which there are dependencies, and all that have any.
struct Needed {
    pairs: BTreeSet<(TeamId, TeamId)>,
    mentioned: BTreeSet<TeamId>,
}

impl Rule for MeetingWithoutDependency {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let needed = needed(cx);
        for series in cx.facts.meetings().series() {
            let apart = matches!(
                series.purpose,
                Some(Purpose::Announcement | Purpose::Social | Purpose::OneOnOne)
            );
            if !apart && let Some(parts) = idle_parts(cx, series, &needed) {
                report(cx, series, &parts, sink);
            }
        }
    }
}

fn needed(cx: Context<'_>) -> Needed {
    let tree = cx.facts.tree();
    let mut needed = Needed {
        pairs: BTreeSet::new(),
        mentioned: BTreeSet::new(),
    };
    for edge in cx.facts.dependencies().edges() {
        let (a, b) = (tree.boundary(edge.from), tree.boundary(edge.to));
        needed.mentioned.extend([a, b]);
        needed.pairs.insert((a.min(b), a.max(b)));
    }
    needed
}

/// The parts that sit in a series, with the people of each, where no two need anything from each
/// other. Each session must be small enough.
fn idle_parts(
    cx: Context<'_>,
    series: &Series,
    needed: &Needed,
) -> Option<BTreeMap<TeamId, BTreeSet<PersonId>>> {
    let (tree, meetings) = (cx.facts.tree(), cx.facts.meetings());
    let mut parts: BTreeMap<TeamId, BTreeSet<PersonId>> = BTreeMap::new();
    for session in &series.sessions {
        let meeting = cx.org.meeting(*session);
        if !meeting.recurs() || meetings.attendees(*session).len() > CONNECTING {
            return None;
        }
        let seats = cx.facts.liaison_seats(*session);
        for person in meetings.attendees(*session) {
            let home = cx.org.people[person.index()].team;
            let sent = seats.iter().any(|seat| seat.person == person);
            if let Some(home) = home.filter(|_| !sent) {
                parts.entry(tree.boundary(home)).or_default().insert(person);
            }
        }
    }
    let host = cx.org.meeting(*series.sessions.first()?).host();
    let led = host.is_some_and(|host| {
        parts
            .keys()
            .any(|part| *part != host.id && tree.contains(host.id, *part))
    });
    let known: Vec<TeamId> = parts
        .keys()
        .copied()
        .filter(|part| needed.mentioned.contains(part))
        .collect();
    let joined = known.iter().enumerate().any(|(index, a)| {
        known[index + 1..]
            .iter()
            .any(|b| needed.pairs.contains(&(*a, *b)))
    });
    let all_known = known.len() == parts.len();
    (!led && !joined && all_known && parts.len() > 1).then_some(parts)
}

fn report(
    cx: Context<'_>,
    series: &Series,
    parts: &BTreeMap<TeamId, BTreeSet<PersonId>>,
    sink: &mut Sink,
) {
    let Some(first) = series.sessions.first().map(|id| cx.org.meeting(*id)) else {
        return;
    };
    let label = series.label(cx.org);
    let names = list(parts.keys().map(|part| cx.org.team(*part).label()), 4);
    let message =
        format!("{label} brings {names} together, and no dependency joins any two of them");
    let evidence = parts.iter().filter_map(|(part, people)| {
        let place = cx.org.person(*people.first()?).cell(Column::Team);
        let who = list(people.iter().map(|id| cx.org.person(*id).short()), 3);
        Some((place, format!("{who} of {}", cx.org.team(*part).label())))
    });
    sink.report(first.cell(Column::Id), message)
        .subjects(
            series
                .sessions
                .iter()
                .map(|id| cx.org.meeting(*id).subject()),
        )
        .identity(series.identity(cx.org))
        .amount(parts.len() as f64, "parts of the organization")
        .evidence(evidence)
        .help(format!(
            "ask what {names} need from each other: record it as a dependency, or cancel {label}"
        ));
}

#[cfg(test)]
mod tests {
    use super::MeetingWithoutDependency;
    use crate::testing::check;

    fn org(meetings: &str) -> String {
        format!(
            "== people.csv\nid,name,team\nana,Ana,web\nbo,Bo,hr\ncy,Cy,infra\ndee,Dee,law\n\
             == teams.csv\nid,name,parent\nco,,\neng,Engineering,co\nweb,Web,eng\ninfra,Infra,eng\n\
             staff,Staff,co\nhr,People,staff\nops,Operations,co\nlaw,Law,co\n\
             == dependencies.csv\nfrom,to\nweb,ops\nhr,ops\n\
             == meetings.csv\nid,name,host,purpose,recurring,attendees\n{meetings}"
        )
    }

    #[test]
    fn parts_that_need_nothing_need_no_meeting() {
        check(
            &MeetingWithoutDependency::default(),
            &org(
                "m1,Sync,web,status,yes,ana;bo #~ note: Sync of Web brings Engineering and Staff together, and no dependency joins any two of them\n",
            ),
        );
    }

    #[test]
    fn one_part_alone_and_single_occasions_are_fine() {
        check(
            &MeetingWithoutDependency::default(),
            &org(
                "m1,Sync,web,status,yes,ana;cy\nm2,Party,web,social,yes,ana;bo\nm3,Once,web,status,no,ana;bo\n",
            ),
        );
    }

    #[test]
    fn leaders_of_a_common_unit_meet_by_right() {
        check(
            &MeetingWithoutDependency::default(),
            &org("m1,Leads,co,decision,yes,ana;bo\n"),
        );
    }

    #[test]
    fn a_part_that_the_dependencies_do_not_mention_is_not_judged() {
        check(
            &MeetingWithoutDependency::default(),
            &org("m1,Contracts,web,status,yes,ana;dee\n"),
        );
    }
}
