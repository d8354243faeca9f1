//! `shadow-liaison`: see [`META`] for its documentation.

use crate::graph::broker_chance::{Between, Broker, Classes};
use crate::graph::brokerage::{Brokerage, Roles};
use crate::graph::csr::Csr;
use crate::lint::words::{count, list};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, PersonId, TeamId};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

declare_rule! {
    /// ## What it does
    /// Notes people who join parts of the organization in the meetings, far more than chance, and
    /// are no declared liaison. In the graph of people who share recurring meetings of at most
    /// eighteen, it counts for everybody the pairs of people that meet only through them, by Gould
    /// and Fernandez' roles: gatekeeper and representative (one of the pair in the own part) and
    /// their liaison (three different parts). Somebody is named when such a count is `min-z` or
    /// more standard deviations above its expectation in a random graph of the same density, and at
    /// most `max-p` of `rounds` random reassignments of people to parts (with a fixed seed) give as
    /// much. People who lead a unit, have reports, or belong to teams in several parts join parts by
    /// office and are passed over; without a home team they are left out of the graph, for they are in
    /// no one part.
    ///
    /// ## Why it matters
    /// Whoever holds two parts together unseen has no time for it, no successor and no thanks. The
    /// day they move, both sides wonder why they hear nothing any more.
    ///
    /// ## Example
    /// ```toml
    /// min-z = 1.0
    /// max-p = 0.7
    /// ```
    ///
    /// ```org fires
    /// == people.csv
    /// id,team
    /// ana,web
    /// bo,web
    /// cy,ops
    /// dee,ops
    /// eli,ops
    /// == teams.csv
    /// id,parent
    /// web,
    /// ops,
    /// == meetings.csv
    /// id,attendees
    /// web-weekly,ana;bo
    /// ops-weekly,cy;dee;eli
    /// coffee,ana;cy
    /// lunch,ana;dee
    /// tea,ana;eli
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,team
    /// ana,web
    /// bo,web
    /// cy,ops
    /// dee,ops
    /// eli,ops
    /// == teams.csv
    /// id,parent
    /// web,
    /// ops,
    /// == meetings.csv
    /// id,attendees
    /// web-weekly,ana;bo
    /// ops-weekly,cy;dee;eli
    /// ```
    ///
    /// ## How to fix
    /// Recognise what the person does: declare it, take something else off the desk, name a backup.
    /// Or take away the need by letting the two sides meet.
    ///
    /// ## Options
    /// All are our own choice.
    /// - `min-z` (default 2.58): standard deviations above expectation, two-sided one percent.
    /// - `max-p` (default 0.01): share of the reassignments that give as much.
    /// - `rounds` (default 999): reassignments for each person; fewer, but at least 99, where so many
    ///   people are looked at that all together would take more than 200 million steps.
    pub(super) static META = {
        name: "shadow-liaison",
        summary: "somebody joins parts of the organization without being a declared liaison",
        smell: Smell::Liaison,
        level: Level::Note,
        recommended: false,
        since: "0.1.0",
        needs: &[Needs::Attendees, Needs::Teams],
        sources: &[
            "Gould and Fernandez: Structures of mediation, Sociological Methodology 19, 1989",
            "our own choice (limits; the permutation, since z is not always near normal)",
        ],
    }
}

/// Options of `shadow-liaison`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ShadowLiaison {
    min_z: f64,
    max_p: f64,
    rounds: u32,
}

impl Default for ShadowLiaison {
    fn default() -> Self {
        Self {
            min_z: 2.58,
            max_p: 0.01,
            rounds: 999,
        }
    }
}

/// Reassignments are the same in every run.
const SEED: u64 = 0x6f72_676c_696e_7400;

/// Steps that all reassignments together may take, so that a large organization takes as long as a
/// small one.
const BUDGET: usize = 200_000_000;

/// People of known teams who meet anybody, as a graph of its own.
struct Company {
    people: Vec<PersonId>,
    graph: Csr,
    parts: Vec<TeamId>,
}

impl Rule for ShadowLiaison {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let company = Company::of(cx);
        let classes: Vec<u32> = company.parts.iter().map(|part| part.0).collect();
        let brokerage = Brokerage::of(&company.graph, &classes);
        let mut found: Vec<Suspect> = Vec::new();
        for (node, person) in company.people.iter().enumerate() {
            if passed_over(cx, *person) {
                continue;
            }
            let counts = brokerage.node(node as u32);
            let moments = brokerage.node_moments(classes[node]);
            let z = counts.zip(moments).map(|(n, moments)| (n, moments.z(n)));
            let best = across(z)
                .into_iter()
                .filter_map(|(what, (n, z))| Some((what, n, z?)))
                .max_by(|a, b| a.2.total_cmp(&b.2));
            if let Some((what, n, z)) = best.filter(|(_, _, z)| *z >= self.min_z) {
                // A pair from two other parts is counted in both directions.
                let pairs = if what == Between::TwoOthers { n / 2 } else { n };
                found.push(Suspect {
                    node: node as u32,
                    what,
                    pairs,
                    z,
                });
            }
        }
        let drawn = Classes::new(&classes);
        let share = BUDGET / found.len().max(1);
        let chances: Vec<f64> = found
            .par_iter()
            .map(|suspect| {
                let broker = Broker::new(&company.graph, suspect.node);
                let affordable = u32::try_from(share / broker.steps().max(1)).unwrap_or(u32::MAX);
                let rounds = self.rounds.min(affordable.max(99));
                let draw = (rounds, SEED, self.max_p);
                broker.chance(&drawn, suspect.what, suspect.pairs, draw)
            })
            .collect();
        for (suspect, p) in found.into_iter().zip(chances) {
            if p <= self.max_p {
                self.report(cx, &company, &suspect, p, sink);
            }
        }
    }
}

/// Somebody with a count far above its expectation.
struct Suspect {
    node: u32,
    what: Between,
    pairs: u32,
    z: f64,
}

/// The roles that join different parts. Where meeting is mutual, gatekeeper and representative are
/// one count.
fn across<T>(roles: Roles<T>) -> [(Between, T); 2] {
    [
        (Between::OwnAndOther, roles.gatekeeper),
        (Between::TwoOthers, roles.liaison),
    ]
}

/// Whether somebody joins parts by declaration or by office.
fn passed_over(cx: Context<'_>, person: PersonId) -> bool {
    let (facts, org) = (cx.facts, cx.org);
    let parts: BTreeSet<TeamId> = facts
        .members()
        .teams_of(person)
        .map(|team| facts.tree().boundary(team))
        .collect();
    facts.liaisons().of(person).len() > 0
        || facts.members().led_by(person).len() > 0
        || !org.reports.of(person.0).is_empty()
        || parts.len() > 1
}

/// The part of the organization that a person belongs to: that of the home team, else the one in
/// which all teams of the person are. Of several none is more right than another.
fn part(cx: Context<'_>, person: PersonId) -> Option<TeamId> {
    let tree = cx.facts.tree();
    if let Some(home) = cx.org.people[person.index()].team {
        return Some(tree.boundary(home));
    }
    let mut parts = cx
        .facts
        .members()
        .teams_of(person)
        .map(|team| tree.boundary(team));
    let first = parts.next()?;
    parts.all(|part| part == first).then_some(first)
}

impl Company {
    fn of(cx: Context<'_>) -> Self {
        let all = cx.facts.encounters().graph();
        let people: Vec<(PersonId, TeamId)> = cx
            .org
            .person_ids()
            .filter(|person| all.out_degree(person.0) > 0)
            .filter_map(|person| Some((person, part(cx, person)?)))
            .collect();
        let mut number = vec![u32::MAX; cx.org.people.len()];
        for (node, (person, _)) in people.iter().enumerate() {
            number[person.index()] = node as u32;
        }
        let edges: Vec<(u32, u32)> = all
            .edges()
            .map(|(a, b)| (number[a as usize], number[b as usize]))
            .filter(|(a, b)| *a != u32::MAX && *b != u32::MAX)
            .collect();
        let (people, parts): (Vec<PersonId>, Vec<TeamId>) = people.into_iter().unzip();
        Self {
            graph: Csr::from_edges(people.len(), &edges),
            people,
            parts,
        }
    }
}

impl ShadowLiaison {
    fn report(
        &self,
        cx: Context<'_>,
        company: &Company,
        suspect: &Suspect,
        p: f64,
        sink: &mut Sink,
    ) {
        let (node, z) = (suspect.node as usize, suspect.z);
        let person = cx.org.person(company.people[node]);
        let met: BTreeSet<TeamId> = company
            .graph
            .out(suspect.node)
            .iter()
            .map(|other| company.parts[*other as usize])
            .filter(|part| *part != company.parts[node])
            .collect();
        let mut names: Vec<&str> = met.iter().map(|part| cx.org.team(*part).label()).collect();
        names.sort_unstable();
        let names = list(names, 3);
        let own = cx.org.team(company.parts[node]).label();
        let message = format!(
            "{} of {own} joins {names} without being a declared liaison: {} who do not meet each other meet them ({z:.1} standard deviations above chance, p = {p:.3})",
            person.label(),
            count(suspect.pairs as usize, "pair of people", "pairs of people"),
        );
        sink.report(person.cell(Column::Id), message)
            .subject(person.subject())
            .measure(z, self.min_z, "standard deviations")
            .help(format!(
                "ask {} what passes through their hands: declare it and name a backup, or let {own} and {names} meet directly",
                person.short()
            ));
    }
}

#[cfg(test)]
mod tests {
    use super::ShadowLiaison;
    use crate::testing::check;

    /// Three parts of six who meet among themselves, and whoever joins them.
    fn org(remark: &str, further: &str) -> String {
        let team = |t: &str| {
            let rows: Vec<String> = (1..6).map(|n| format!("{t}{n},{t}\n")).collect();
            rows.concat()
        };
        let weekly = |t: &str| {
            let all: Vec<String> = (0..6).map(|n| format!("{t}{n}")).collect();
            format!("{t}-weekly,{}\n", all.join(";"))
        };
        format!(
            "== people.csv\nid,team\na0,a {remark}\n{}b0,b\n{}c0,c\n{}\
             == teams.csv\nid,name,parent\na,Apps,\nb,Bikes,\nc,Cars,\n\
             == meetings.csv\nid,attendees\n{}{}{}\
             x1,a0;b1;b2\nx2,a0;b3\nx3,a0;c1;c2\nx4,a0;c3\n{further}",
            team("a"),
            team("b"),
            team("c"),
            weekly("a"),
            weekly("b"),
            weekly("c")
        )
    }

    #[test]
    fn an_undeclared_broker_is_named() {
        check(
            &ShadowLiaison::default(),
            &org(
                "#~ note: a0 of Apps joins Bikes and Cars without being a declared liaison: 30 pairs of people who do not meet each other meet them (6.8 standard deviations above chance, p = 0.001)",
                "",
            ),
        );
    }

    #[test]
    fn a_declared_one_is_not() {
        check(
            &ShadowLiaison::default(),
            &org("", "== liaisons.csv\nperson,targets\na0,b;c\n"),
        );
    }

    #[test]
    fn whoever_leads_joins_by_office() {
        let text = org("", "").replace("id,name,parent\na,Apps,", "id,name,lead\na,Apps,a0");
        check(&ShadowLiaison::default(), &text);
    }

    #[test]
    fn a_count_that_chance_gives_too_is_none() {
        let strict = ShadowLiaison {
            max_p: 0.0,
            ..ShadowLiaison::default()
        };
        check(&strict, &org("", ""));
    }
}
