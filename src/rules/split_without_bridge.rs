//! `split-without-bridge`: see [`META`] for its documentation.

use crate::facts::{Edge, Series, SeriesSizes};
use crate::lint::words::count;
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, MeetingId, PersonId, Purpose, Table, TeamId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

declare_rule! {
    /// ## What it does
    /// Looks at units beside each other (with one unit above both) that each hold a meeting which
    /// decides or solves problems, and between which there are at least `min-dependencies`
    /// dependencies: flags the pair when nothing leads from the one meeting to the other. A person
    /// in both leads there, so do two people who share another recurring meeting of at most
    /// eighteen, notes that one publishes to the other (`publishes-to` names the unit, the meeting
    /// or everybody), and a liaison or coordination row that covers one of the dependencies.
    ///
    /// ## Why it matters
    /// A body that was split because it was too large still has things to decide together. Without
    /// a way for news to cross, each half decides for the other without knowing it.
    ///
    /// ## Example
    /// ```toml
    /// min-dependencies = 1
    /// ```
    ///
    /// ```org fires
    /// == people.csv
    /// id,team
    /// ana,sales
    /// bo,product
    /// == teams.csv
    /// id,parent
    /// co,
    /// sales,co
    /// product,co
    /// == dependencies.csv
    /// from,to
    /// sales,product
    /// == meetings.csv
    /// id,host,purpose,attendees
    /// m1,sales,decision,ana
    /// m2,product,decision,bo
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,team
    /// ana,sales
    /// bo,product
    /// == teams.csv
    /// id,parent
    /// co,
    /// sales,co
    /// product,co
    /// == dependencies.csv
    /// from,to
    /// sales,product
    /// == meetings.csv
    /// id,host,purpose,attendees,publishes_to
    /// m1,sales,decision,ana,product
    /// m2,product,decision,bo,
    /// ```
    ///
    /// ## How to fix
    /// Let one person sit in both, exchange the notes, or hold a short sync between the two.
    ///
    /// ## Options
    /// - `min-dependencies` (default 2): fewer are left to `uncovered-dependency`; our own choice.
    pub(super) static META = {
        name: "split-without-bridge",
        summary: "two bodies decide side by side and nothing leads from one to the other",
        smell: Smell::Meeting,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[
            Needs::Attendees,
            Needs::Column(Table::Meetings, Column::Purpose),
            Needs::Column(Table::Meetings, Column::Host),
            Needs::Table(Table::Dependencies),
            Needs::TeamTree,
        ],
        sources: &["Rubick: The rule of eight, 2021 (a split needs a path for what each side learns)"],
    }
}

/// Options of `split-without-bridge`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct SplitWithoutBridge {
    min_dependencies: usize,
}

impl Default for SplitWithoutBridge {
    fn default() -> Self {
        Self {
            min_dependencies: 2,
        }
    }
}

/// The deciding meetings that a unit hosts itself.
#[derive(Default)]
struct Body<'a> {
    series: Vec<&'a Series>,
    people: BTreeSet<PersonId>,
}

impl Rule for SplitWithoutBridge {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let bodies = bodies(cx);
        for ((a, b), edges) in beside(cx) {
            let (Some(one), Some(other)) = (bodies.get(&a), bodies.get(&b)) else {
                continue;
            };
            let enough = edges.len() >= self.min_dependencies;
            if enough && !bridged(cx, (a, one), (b, other), &edges) {
                report(cx, (a, one), (b, other), &edges, sink);
            }
        }
    }
}

fn bodies<'a>(cx: Context<'a>) -> BTreeMap<TeamId, Body<'a>> {
    let meetings = cx.facts.meetings();
    let mut bodies: BTreeMap<TeamId, Body<'a>> = BTreeMap::new();
    for series in meetings.series() {
        let first = series.sessions.first().map(|id| cx.org.meeting(*id));
        let Some(first) =
            first.filter(|m| m.recurs() && series.purpose.is_some_and(Purpose::decides))
        else {
            continue;
        };
        let people: BTreeSet<PersonId> = series
            .sessions
            .iter()
            .flat_map(|session| meetings.attendees(*session))
            .collect();
        if let Some(host) = first.host().filter(|_| !people.is_empty()) {
            let body = bodies.entry(host.id).or_default();
            body.series.push(series);
            body.people.extend(people);
        }
    }
    bodies
}

/// Dependencies by the two units with one unit above both between which they run.
fn beside<'a>(cx: Context<'a>) -> BTreeMap<(TeamId, TeamId), Vec<(usize, &'a Edge)>> {
    let units = cx.facts.tree().units();
    let mut found: BTreeMap<(TeamId, TeamId), Vec<(usize, &'a Edge)>> = BTreeMap::new();
    for (number, edge) in cx.facts.dependencies().edges().iter().enumerate() {
        let Some(above) = units.lca(edge.from.0, edge.to.0) else {
            continue;
        };
        let depth = units.depth(above) + 1;
        let (Some(a), Some(b)) = (
            units.ancestor_at_depth(edge.from.0, depth),
            units.ancestor_at_depth(edge.to.0, depth),
        ) else {
            continue;
        };
        let pair = (TeamId(a.min(b)), TeamId(a.max(b)));
        found.entry(pair).or_default().push((number, edge));
    }
    found
}

fn bridged(
    cx: Context<'_>,
    (a, one): (TeamId, &Body<'_>),
    (b, other): (TeamId, &Body<'_>),
    edges: &[(usize, &Edge)],
) -> bool {
    let (rhythm, meetings) = (cx.facts.rhythm(), cx.facts.meetings());
    let (few, many) = if one.people.len() <= other.people.len() {
        (one, other)
    } else {
        (other, one)
    };
    let meets = |person: &PersonId| {
        let met = || rhythm.met_by(meetings, *person);
        many.people.contains(person) || met().iter().any(|met| many.people.contains(met))
    };
    few.people.iter().any(meets)
        || publishes(cx, one, b, other)
        || publishes(cx, other, a, one)
        || edges
            .iter()
            .any(|(number, _)| cx.facts.dependencies().coverage(*number).is_some())
}

/// Whether the notes of one body go to the other: to its unit, its meeting, or everybody.
fn publishes(cx: Context<'_>, from: &Body<'_>, unit: TeamId, to: &Body<'_>) -> bool {
    let unit = cx.org.team(unit);
    let meetings = to.series.iter().flat_map(|series| &series.sessions);
    let mut names: BTreeSet<String> = meetings
        .map(|id| cx.org.meeting(*id))
        .flat_map(|meeting| [meeting.key(), meeting.label()])
        .chain([unit.key(), unit.label()])
        .map(str::to_lowercase)
        .collect();
    names.extend(["all", "everybody", "everyone", "company", "public", "yes"].map(str::to_owned));
    if let Some(above) = unit.parent() {
        names.extend([above.key().to_lowercase(), above.label().to_lowercase()]);
    }
    let sessions = from.series.iter().flat_map(|series| &series.sessions);
    sessions
        .map(|id| cx.org.text(cx.org.meetings[id.index()].publishes_to))
        .flat_map(|cell| cell.split([';', ',', '|']))
        .any(|reader| names.contains(&reader.trim().to_lowercase()))
}

fn report(
    cx: Context<'_>,
    (a, one): (TeamId, &Body<'_>),
    (b, other): (TeamId, &Body<'_>),
    edges: &[(usize, &Edge)],
    sink: &mut Sink,
) {
    let (Some((first, name)), Some((second, other_name))) = (largest(cx, one), largest(cx, other))
    else {
        return;
    };
    let (unit, other_unit) = (cx.org.team(a), cx.org.team(b));
    let message = format!(
        "{name} and {other_name} decide side by side: {} run between {} and {}, and nobody, no notes and no liaison lead from one to the other",
        count(edges.len(), "dependency", "dependencies"),
        unit.label(),
        other_unit.label()
    );
    let evidence = edges.iter().map(|(_, edge)| {
        let row = cx.org.dependency(edge.rows[0]);
        let text = format!("{} depends on {}", row.from().label(), row.to().label());
        (row.place(), text)
    });
    sink.report(cx.org.meeting(first).cell(Column::Id), message)
        .subject(unit.subject())
        .subject(other_unit.subject())
        .amount(edges.len() as f64, "dependencies")
        .related(cx.org.meeting(second).cell(Column::Id), other_name.clone())
        .evidence(evidence)
        .help(format!(
            "let one person sit in both, send the notes of {name} to {other_name} and back, or hold a short sync"
        ));
}

/// The meeting of a body with most people, and its name.
fn largest(cx: Context<'_>, body: &Body<'_>) -> Option<(MeetingId, String)> {
    let sizes = body.series.iter().filter_map(|series| {
        let (size, meeting) = SeriesSizes::of(cx.facts.meetings(), series).largest()?;
        Some((size, std::cmp::Reverse(meeting), series))
    });
    let (_, meeting, series) = sizes.max_by_key(|(size, meeting, _)| (*size, *meeting))?;
    Some((meeting.0, series.label(cx.org)))
}

#[cfg(test)]
mod tests {
    use super::SplitWithoutBridge;
    use crate::testing::check;

    fn org(dependencies: &str, meetings: &str) -> String {
        format!(
            "== people.csv\nid,name,team\nana,Ana,sales\nbo,Bo,shop\ncy,Cy,product\ndee,Dee,web\n\
             == teams.csv\nid,name,parent\nco,,\nsales,Sales,co\nshop,Shop,sales\nproduct,Product,co\nweb,Web,product\n\
             == dependencies.csv\nfrom,to\n{dependencies}\
             == meetings.csv\nid,name,host,purpose,publishes_to,attendees\n{meetings}"
        )
    }

    const TWO: &str = "shop,web\nproduct,sales\n";

    #[test]
    fn two_bodies_without_a_bridge_are_told() {
        check(
            &SplitWithoutBridge::default(),
            &org(
                TWO,
                "m1,Sales leads,sales,decision,,ana;bo #~ warning: Sales leads and Product leads decide side by side: 2 dependencies run between Sales and Product, and nobody, no notes and no liaison lead from one to the other\n\
                       m2,Product leads,product,decision,,cy;dee\n",
            ),
        );
    }

    #[test]
    fn a_person_in_both_a_third_meeting_or_notes_are_a_bridge() {
        let rule = SplitWithoutBridge::default();
        for bridge in [
            "m1,Sales leads,sales,decision,,ana;bo\nm2,Product leads,product,decision,,cy;dee;bo\n",
            "m1,Sales leads,sales,decision,,ana\nm2,Product leads,product,decision,,cy;dee\nm3,Leads,co,status,,ana;cy\n",
            "m1,Sales leads,sales,decision,Product leads,ana\nm2,Product leads,product,decision,,cy\n",
        ] {
            check(&rule, &org(TWO, bridge));
        }
    }

    #[test]
    fn one_dependency_and_meetings_that_inform_are_fine() {
        let rule = SplitWithoutBridge::default();
        check(
            &rule,
            &org(
                "shop,web\n",
                "m1,S,sales,decision,,ana\nm2,P,product,decision,,cy\n",
            ),
        );
        check(
            &rule,
            &org(TWO, "m1,S,sales,decision,,ana\nm2,P,product,status,,cy\n"),
        );
    }

    #[test]
    fn a_liaison_is_a_bridge() {
        let text = org(TWO, "m1,S,sales,decision,,ana\nm2,P,product,decision,,cy\n");
        check(
            &SplitWithoutBridge::default(),
            &format!("{text}== liaisons.csv\nperson,targets\nbo,web\n"),
        );
    }
}
