//! `lone-wolf-team`: see [`META`] for its documentation.

use crate::facts::{Edge, Facts};
use crate::lint::words::{count, list};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, PersonId, Table, TeamId, TeamRef};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

declare_rule! {
    /// ## What it does
    /// Flags teams that have dependencies with others and of which nobody shares a recurring meeting
    /// of at most 18 people with anybody outside. Who belongs to the team, to a unit below it, or leads
    /// one of these counts as the team. A team whose dependencies are all covered by coordination rows
    /// or liaisons is fine.
    ///
    /// The rule speaks only where at least a share `recorded` of the teams with dependencies does meet
    /// others; else the export lacks meetings.
    ///
    /// It is off by default: it takes the table of meetings for all there is.
    ///
    /// ## Why it matters
    /// A team that others wait for, or that waits for others, and talks to nobody, learns of changes
    /// when they arrive.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,team
    /// a,web
    /// b,api
    /// c,data
    /// d,data
    /// == teams.csv
    /// id
    /// web
    /// api
    /// data
    /// == dependencies.csv
    /// from,to
    /// web,api
    /// web,data
    /// == meetings.csv
    /// id,attendees
    /// m1,a;b
    /// m2,c;d
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,team
    /// a,web
    /// b,api
    /// c,data
    /// d,data
    /// == teams.csv
    /// id
    /// web
    /// api
    /// data
    /// == dependencies.csv
    /// from,to
    /// web,api
    /// web,data
    /// == meetings.csv
    /// id,attendees
    /// m1,a;b
    /// m2,c;d;a
    /// ```
    ///
    /// ## How to fix
    /// Choose a way to coordinate for the dependency that needs most: notes, a liaison, a seat in an
    /// existing meeting.
    ///
    /// ## Options
    /// - `recorded` (default 0.5, our own choice): the share of teams with dependencies that must meet
    ///   others for the rule to speak.
    pub(super) static META = {
        name: "lone-wolf-team",
        summary: "a team with dependencies meets nobody outside",
        smell: Smell::Structure,
        level: Level::Warning,
        recommended: false,
        since: "0.1.0",
        needs: &[Needs::Table(Table::Dependencies), Needs::Attendees],
        sources: &[
            "Tamburri, Palomba, Kazman: Exploring community smells in open source, 2019 (organisational silo, lone wolf)",
        ],
    }
}

/// Options of `lone-wolf-team`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct LoneWolfTeam {
    recorded: f64,
}

impl Default for LoneWolfTeam {
    fn default() -> Self {
        Self { recorded: 0.5 }
    }
}

impl Rule for LoneWolfTeam {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let graph = cx.facts.dependencies().graph();
        let teams = cx.org.teams().filter(|team| graph.degree(team.id.0) > 0);
        let peopled: Vec<(TeamRef<'_>, BTreeSet<PersonId>)> = teams
            .map(|team| (team, cx.facts.people_of(team.id)))
            .filter(|(_, people)| !people.is_empty())
            .collect();
        let all = peopled.len();
        let alone: Vec<_> = peopled
            .into_iter()
            .filter(|(_, people)| meets_nobody(cx.facts, people))
            .collect();
        if ((all - alone.len()) as f64) < self.recorded * all as f64 {
            return;
        }
        for (team, _) in alone {
            let bare = bare(cx.facts, team.id);
            if !bare.is_empty() {
                report(cx.facts, team, &bare, sink);
            }
        }
    }
}

/// Whether no one of the people meets anybody else.
fn meets_nobody(facts: &Facts<'_>, people: &BTreeSet<PersonId>) -> bool {
    let graph = facts.encounters().graph();
    let met = people.iter().flat_map(|person| graph.out(person.0));
    met.into_iter()
        .all(|other| people.contains(&PersonId(*other)))
}

/// Dependencies of a team, either way, that nothing covers; in the order of the table.
fn bare<'a>(facts: &'a Facts<'_>, team: TeamId) -> Vec<&'a Edge> {
    let dependencies = facts.dependencies();
    let graph = dependencies.graph();
    let numbers = graph.out_edges(team.0).chain(graph.in_edges(team.0));
    let mut edges: Vec<&Edge> = numbers
        .filter(|(other, edge)| {
            !facts.tree().nested(team, TeamId(*other))
                && dependencies.coverage(*edge as usize).is_none()
        })
        .filter_map(|(_, edge)| dependencies.edges().get(edge as usize))
        .collect();
    edges.sort_by_key(|edge| edge.rows.first().copied());
    edges
}

fn report(facts: &Facts<'_>, team: TeamRef<'_>, bare: &[&Edge], sink: &mut Sink) {
    let org = facts.org();
    let others: BTreeSet<TeamId> = bare
        .iter()
        .map(|edge| {
            if edge.from == team.id {
                edge.to
            } else {
                edge.from
            }
        })
        .collect();
    let names = list(others.iter().map(|id| org.team(*id).label()), 5);
    let message = format!(
        "nobody of {} shares a recurring meeting with anybody outside, although it has dependencies with {}: {names}",
        team.label(),
        count(others.len(), "team", "teams")
    );
    sink.report(team.naming_cell(), message)
        .subject(team.subject())
        .amount(others.len() as f64, "teams that it never meets")
        .evidence(bare.iter().filter_map(|edge| {
            let row = org.dependency(*edge.rows.first()?);
            let text = format!("{} depends on {}", row.from().label(), row.to().label());
            Some((row.cell(Column::To), text))
        }))
        .help(format!(
            "choose a way to coordinate with {names}: notes, a liaison, or a seat in a meeting that {} already has",
            team.label()
        ));
}

#[cfg(test)]
mod tests {
    use super::LoneWolfTeam;
    use crate::testing::check;

    const PEOPLE: &str = "== people.csv\nid,team\na,web\nb,api\nc,data\nd,data\n";
    const DEPENDENCIES: &str = "== dependencies.csv\nfrom,to\nweb,api\ndata,api\nweb,data\n";

    #[test]
    fn a_team_that_meets_only_itself() {
        check(
            &LoneWolfTeam::default(),
            &format!(
                "{PEOPLE}== teams.csv\n\
                 id,name\n\
                 web,Web\n\
                 api,API\n\
                 data,Data  #~ warning: nobody of Data shares a recurring meeting with anybody outside, although it has dependencies with 2 teams: Web and API\n\
                 {DEPENDENCIES}== meetings.csv\nid,attendees\nm1,a;b\nm2,c;d\n"
            ),
        );
    }

    const TEAMS: &str = "== teams.csv\nid,name\nweb,Web\napi,API\ndata,Data\n";

    #[test]
    fn a_covered_team_needs_no_meeting() {
        check(
            &LoneWolfTeam::default(),
            &format!(
                "{PEOPLE}{TEAMS}{DEPENDENCIES}== meetings.csv\nid,attendees\nm1,a;b\nm2,c;d\n\
                 == coordination.csv\nmodel,from,to\nself-service,data,web;api\n"
            ),
        );
    }

    #[test]
    fn where_most_teams_meet_nobody_meetings_are_missing() {
        check(
            &LoneWolfTeam { recorded: 0.7 },
            &format!(
                "{PEOPLE}{TEAMS}{DEPENDENCIES}== meetings.csv\nid,attendees\nm1,a;b\nm2,c;d\n"
            ),
        );
    }

    #[test]
    fn a_lead_who_meets_others_is_the_team() {
        check(
            &LoneWolfTeam::default(),
            &format!(
                "{PEOPLE}e,\n== teams.csv\nid,lead\nweb,\napi,\ndata,e\n\
                 {DEPENDENCIES}== meetings.csv\nid,attendees\nm1,a;b;e\nm2,c;d\n"
            ),
        );
    }
}
