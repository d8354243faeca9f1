//! How much liaisons join, by their assignment and by the meetings they sit in, against chance.
//!
//! Two people are joined where both meet the liaison and not each other (Gould and Fernandez 1989); chance is a graph
//! of the same density. Knows assignments, meetings and parts of the organization; knows no pixels.

use super::{View, flags};
use crate::facts::Facts;
use crate::graph::brokerage::{Brokerage, Moments, Roles};
use crate::graph::csr::Csr;
use crate::lint::Level;
use crate::model::{PersonId, TeamId};
use std::collections::BTreeSet;

/// Two-sided chance of one in a hundred, unless `shadow-liaison` was told otherwise.
const Z: f64 = 2.58;

/// What one person's assignments from one home promise and what meetings show, both as standard deviations above
/// chance.
#[derive(Debug)]
pub(super) struct Broker {
    /// The liaison.
    pub(super) person: PersonId,
    /// Home.
    pub(super) home: TeamId,
    /// Targets in other parts.
    pub(super) targets: Vec<TeamId>,
    /// If everybody at home and everybody at the targets met this liaison, and nobody else of the other side.
    pub(super) declared: f64,
    /// As meetings show.
    pub(super) observed: f64,
    /// Of the finding that the assignment joins nobody.
    pub(super) level: Option<Level>,
}

impl Broker {
    /// Whether the liaison joins no more than chance would, and clearly less than promised.
    pub(super) fn is_weak(&self, limit: f64) -> bool {
        /// Less of a difference is none.
        const SLACK: f64 = 0.5;
        self.observed < limit && self.observed + SLACK < self.declared
    }
}

/// Declared liaisons and everybody else.
#[derive(Debug)]
pub(super) struct Brokers {
    /// Those who join least first.
    pub(super) declared: Vec<Broker>,
    /// Of people who are no liaisons and lead nobody: their numbers, rising, and who of them is found by the rule.
    pub(super) others: Vec<(f64, PersonId, Option<Level>)>,
    /// What is more than chance.
    pub(super) limit: f64,
}

/// People of a known part of the organization who meet anybody.
struct Company {
    people: Vec<PersonId>,
    number: Vec<u32>,
    classes: Vec<u32>,
    brokerage: Brokerage,
}

impl Company {
    fn of(facts: &Facts<'_>) -> Self {
        let (org, all) = (facts.org(), facts.encounters().graph());
        let mut number = vec![u32::MAX; org.people.len()];
        let (mut people, mut classes) = (Vec::new(), Vec::new());
        for person in org
            .person_ids()
            .filter(|person| all.out_degree(person.0) > 0)
        {
            let first = || facts.members().teams_of(person).next();
            if let Some(home) = org.people[person.index()].team.or_else(first) {
                number[person.index()] = people.len() as u32;
                people.push(person);
                classes.push(facts.tree().boundary(home).0);
            }
        }
        let inside = |(a, b): (u32, u32)| {
            let ends = (number[a as usize], number[b as usize]);
            (ends.0 != u32::MAX && ends.1 != u32::MAX).then_some(ends)
        };
        let edges: Vec<(u32, u32)> = all.edges().filter_map(inside).collect();
        let graph = Csr::from_edges(people.len(), &edges);
        let brokerage = Brokerage::of(&graph, &classes);
        Self {
            people,
            number,
            classes,
            brokerage,
        }
    }

    fn node(&self, person: PersonId) -> Option<usize> {
        let node = self.number[person.index()];
        (node != u32::MAX).then_some(node as usize)
    }

    /// The larger of the two roles that join different parts.
    fn observed(&self, node: usize) -> Option<f64> {
        let counts = self.brokerage.node(node as u32);
        let found = counts.zip(self.moments(node));
        let z = |(number, moments): (u32, Moments)| moments.z(number);
        z(found.gatekeeper).max_by(z(found.liaison))
    }

    fn moments(&self, node: usize) -> Roles<Moments> {
        self.brokerage.node_moments(self.classes[node])
    }
}

/// The larger of two numbers that may be unknown.
trait Larger {
    fn max_by(self, other: Self) -> Self;
}

impl Larger for Option<f64> {
    fn max_by(self, other: Self) -> Self {
        match (self, other) {
            (Some(a), Some(b)) => Some(a.max(b)),
            (a, b) => a.or(b),
        }
    }
}

impl Brokers {
    /// Measures everybody. As costly as counting brokers: the sum over people of those they meet, squared.
    pub(super) fn of(view: &View<'_>) -> Self {
        let company = Company::of(view.facts);
        Self {
            declared: declared(view, &company),
            others: others(view, &company),
            limit: limit(view),
        }
    }
}

fn limit(view: &View<'_>) -> f64 {
    let mut found = view.findings.iter();
    let found = found.find(|finding| finding.rule.name == "shadow-liaison");
    found
        .and_then(|finding| finding.measure?.limit)
        .unwrap_or(Z)
}

fn declared(view: &View<'_>, company: &Company) -> Vec<Broker> {
    let facts = view.facts;
    let (org, tree) = (facts.org(), facts.tree());
    let levels = flags::levels(view.findings, &["paper-liaison"]);
    let mut brokers = Vec::new();
    for portfolio in facts.assignments().portfolios() {
        let (Some(home), Some(node)) = (portfolio.home, company.node(portfolio.person)) else {
            continue;
        };
        let far = portfolio.targets.iter().map(|(target, _)| *target);
        let far: Vec<TeamId> = far
            .filter(|target| tree.crosses_boundary(home, *target))
            .collect();
        let there: BTreeSet<PersonId> = far
            .iter()
            .flat_map(|target| facts.people_of(*target))
            .collect();
        let met = |who: &PersonId| *who != portfolio.person && company.node(*who).is_some();
        let here = facts.people_of(home).into_iter().filter(met).count();
        let there = there.into_iter().filter(met).count();
        let promised = u32::try_from(here * there).unwrap_or(u32::MAX);
        let declared = company.moments(node).gatekeeper.z(promised);
        let (Some(declared), Some(observed), false) =
            (declared, company.observed(node), far.is_empty())
        else {
            continue;
        };
        let person = org.person(portfolio.person).key();
        let level = portfolio.targets.iter().filter_map(|(target, _)| {
            let subject = crate::model::Subject::liaison(person, org.team(*target).key());
            levels.get(subject.as_str()).copied()
        });
        brokers.push(Broker {
            person: portfolio.person,
            home,
            targets: far,
            declared,
            observed,
            level: level.max(),
        });
    }
    brokers.sort_by(|a, b| {
        a.observed
            .total_cmp(&b.observed)
            .then(a.person.cmp(&b.person))
    });
    brokers
}

/// Everybody who joins parts neither by declaration nor by office.
fn others(view: &View<'_>, company: &Company) -> Vec<(f64, PersonId, Option<Level>)> {
    let (facts, org) = (view.facts, view.facts.org());
    let levels = flags::levels(view.findings, &["shadow-liaison"]);
    let plain = |person: PersonId| {
        facts.liaisons().of(person).len() == 0
            && facts.members().led_by(person).len() == 0
            && org.reports.of(person.0).is_empty()
    };
    let mut others: Vec<_> = company
        .people
        .iter()
        .enumerate()
        .filter(|(_, person)| plain(**person))
        .filter_map(|(node, person)| {
            let level = levels.get(org.person(*person).subject().as_str()).copied();
            Some((company.observed(node)?, *person, level))
        })
        .collect();
    others.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    others
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::FactOptions;
    use crate::testing::org;

    #[test]
    fn a_liaison_who_sits_in_both_rooms_joins_more_than_one_who_sits_at_home() {
        let people: String = ["web", "ops", "hr"]
            .iter()
            .flat_map(|team| (0..4).map(move |n| format!("{team}{n},{team}\n")))
            .collect();
        let org = org(&format!(
            "== people.csv\nid,team\n{people}== teams.csv\nid,parent\nco,\nweb,co\nops,co\nhr,co\n\
             == liaisons.csv\nperson,targets\nweb0,ops\nweb1,hr\n\
             == meetings.csv\nid,attendees\nm1,web0;web1;web2;web3\nm2,ops0;ops1;ops2;ops3;web0\nm3,hr0;hr1;hr2;hr3\n"
        ));
        let facts = Facts::new(&org, FactOptions::default());
        let brokers = Brokers::of(&View {
            facts: &facts,
            findings: &[],
        });
        let observed: Vec<u32> = brokers
            .declared
            .iter()
            .map(|broker| broker.person.0)
            .collect();
        assert_eq!(observed, [1, 0], "who sits at home comes first");
        assert!(brokers.declared[1].observed > brokers.declared[0].observed);
        assert!(brokers.declared[0].declared > brokers.declared[0].observed);
        assert_eq!(brokers.others.len(), 10);
    }
}
