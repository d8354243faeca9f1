//! Gould and Fernandez' brokerage: who stands between whom across groups. Of teams by dependencies and
//! parts, of people by meetings and home teams.

use super::contract::{About, Better, Context, Family, Figure, Metric, Order, Reading, figure};
use super::people::{self, NOBODY};
use super::teams::{TeamGraph, label};
use super::words::two;
use crate::graph::brokerage::{Brokerage, Moments, Roles};
use crate::lint::Needs;
use crate::lint::words::thousands;
use crate::model::Table;
use std::fmt::Write;

const FORMULA: &str = "pairs (a, c) with a → v → c and no a → c, by the groups of a, v, c: coordinator AAA, itinerant ABA, \
                       representative AAB, gatekeeper ABB, liaison ABC. Expectation and variance for a random graph of \
                       this density with these groups; z = (count − expected) / standard deviation, \
                       for all brokers together with the variance in full, which some programs print too large";
const COST: &str = "sum over nodes of entering times leaving edges";
const SOURCES: &[&str] =
    &["Gould, Fernandez: Structures of mediation: a formal approach to brokerage, 1989"];

/// The count, its expectation and its z of every role.
const FIGURES: &[Figure] = &[
    figure(
        "total",
        "triples",
        "how often anybody stands in between, whatever the groups; of all brokers together and of each broker",
    ),
    figure("coordinator", "triples", "all three of one group"),
    figure(
        "itinerant",
        "triples",
        "two of one group, the broker of another: the consultant of the models",
    ),
    figure(
        "representative",
        "triples",
        "the broker hands on from the own group to another",
    ),
    figure(
        "gatekeeper",
        "triples",
        "the broker hands on from another group into the own",
    ),
    figure(
        "liaison",
        "triples",
        "three groups; the liaison of the models is representative and gatekeeper",
    ),
    figure("total-expected", "triples", "by chance"),
    figure("coordinator-expected", "triples", "by chance"),
    figure("itinerant-expected", "triples", "by chance"),
    figure("representative-expected", "triples", "by chance"),
    figure("gatekeeper-expected", "triples", "by chance"),
    figure("liaison-expected", "triples", "by chance"),
    figure(
        "total-z",
        "standard deviations",
        "above chance; beyond ±2.58 about one in a hundred",
    ),
    figure("coordinator-z", "standard deviations", "above chance"),
    figure("itinerant-z", "standard deviations", "above chance"),
    figure("representative-z", "standard deviations", "above chance"),
    figure("gatekeeper-z", "standard deviations", "above chance"),
    figure("liaison-z", "standard deviations", "above chance"),
];

const KINDS: Roles<[&str; 3]> = Roles {
    coordinator: ["coordinator", "coordinator-expected", "coordinator-z"],
    itinerant: ["itinerant", "itinerant-expected", "itinerant-z"],
    representative: [
        "representative",
        "representative-expected",
        "representative-z",
    ],
    gatekeeper: ["gatekeeper", "gatekeeper-expected", "gatekeeper-z"],
    liaison: ["liaison", "liaison-expected", "liaison-z"],
    total: ["total", "total-expected", "total-z"],
};

/// Of teams by dependencies.
pub(super) const TEAMS: Metric = Metric {
    name: "team-brokerage",
    title: "Brokerage of teams",
    family: Family::Dependencies,
    definition: "How often a team stands between two teams of which one depends on it, it depends on the other, and the \
                 two have no direct dependency: by whether the three lie in one, two or three parts of the \
                 organization.",
    formula: FORMULA,
    range: "0 and more",
    better: Better::Neither,
    reading: "z is a guide, not a test, where counts are small. Far above chance across parts: the team connects parts that do not deal with each other, declared or not; \
              all together below chance: who depends on a provider tends to depend on the provider's providers too",
    cost: COST,
    sources: SOURCES,
    needs: &[Needs::Table(Table::Dependencies), Needs::Teams],
    figures: FIGURES,
    listed: Some(("total", Order::Largest)),
    compute: |cx| {
        let teams = TeamGraph::in_parts(cx)?;
        let found = Brokerage::of(&teams.graph, &teams.parts);
        let nodes = teams.teams.len();
        reading(
            &found,
            &teams.parts,
            nodes,
            |node| {
                (
                    About::Team(teams.teams[node]),
                    label(cx, teams.teams[node]).to_owned(),
                )
            },
            ["parts of the organization", "dependencies"],
        )
    },
};

/// Of people by meetings.
pub(super) const PEOPLE: Metric = Metric {
    name: "person-brokerage",
    title: "Brokerage of people",
    family: Family::Meetings,
    definition: "How often a person meets two others who do not meet each other: by whether the three are at home in \
                 one, two or three teams. Meeting is mutual, so every pair counts in both directions, and gatekeeper \
                 and representative agree.",
    formula: FORMULA,
    range: "0 and more",
    better: Better::Neither,
    reading: "Far above chance across teams: the person does the work of a liaison, declared or not",
    cost: COST,
    sources: SOURCES,
    needs: &[Needs::Attendees, Needs::StatedTeams],
    figures: FIGURES,
    listed: Some(("total", Order::Largest)),
    compute: people,
};

fn people(cx: &Context<'_>) -> Result<Reading, String> {
    people::wanted(cx)?;
    let crowd = people::meeting(cx);
    if crowd.people.is_empty() {
        return Err(NOBODY.to_owned());
    }
    let homes = crowd.homes(cx.org);
    let found = Brokerage::of(&crowd.graph, &homes);
    let name = |node: usize| cx.org.person(crowd.people[node]).label().into_owned();
    let about = |node: usize| (About::Person(crowd.people[node]), name(node));
    let words = ["teams", "meetings"];
    reading(&found, &homes, crowd.people.len(), about, words)
}

fn reading(
    found: &Brokerage,
    classes: &[u32],
    nodes: usize,
    about: impl Fn(usize) -> (About, String),
    [groups, ties]: [&str; 2],
) -> Result<Reading, String> {
    let (all, chance) = (found.all(), found.all_moments());
    if all.total == 0 {
        return Err(format!("nobody stands between two others in the {ties}"));
    }
    let across = all.total - all.coordinator;
    let mut reading = Reading::new("");
    add(&mut reading, &About::Organization, all, chance, nodes);
    let mut furthest: Option<(f64, usize, &str)> = None;
    for (node, class) in classes.iter().enumerate() {
        let counts = found.node(node as u32);
        if counts.total == 0 {
            continue;
        }
        let chance = found.node_moments(*class);
        add(&mut reading, &about(node).0, counts, chance, nodes);
        for (role, z) in above_chance(counts, chance) {
            if furthest.is_none_or(|(most, _, _)| z > most) {
                furthest = Some((z, node, role));
            }
        }
    }
    reading.sentence = format!(
        "{} times one stands between two others that have no direct tie, {} of them across {groups}; {ties} dealt out \
         at random would make {}",
        thousands(all.total as usize),
        thousands(across as usize),
        thousands(chance.total.mean.round() as usize)
    );
    if let Some((z, node, role)) = furthest.filter(|(z, _, _)| *z > 0.0) {
        let who = about(node).1;
        let z = two(z);
        let _ = write!(
            reading.sentence,
            ". Furthest above chance: {who} as {role} (z {z})"
        );
    }
    Ok(reading)
}

/// How far each of the five roles is above chance.
fn above_chance(counts: Roles<u32>, chance: Roles<Moments>) -> Vec<(&'static str, f64)> {
    let mut found = Vec::new();
    counts
        .zip(chance)
        .zip(KINDS)
        .map(|((count, chance), kinds)| {
            if let Some(z) = chance.z(count).filter(|_| kinds[0] != "total") {
                found.push((kinds[0], z));
            }
        });
    found
}

fn add(reading: &mut Reading, about: &About, counts: Roles<u32>, chance: Roles<Moments>, n: usize) {
    let mut roles = Vec::new();
    counts
        .zip(chance)
        .zip(KINDS)
        .map(|((count, chance), kinds)| {
            roles.push((kinds, count, chance));
        });
    // The sum first: it is the headline.
    roles.rotate_right(1);
    for ([kind, expected, z], count, chance) in roles {
        reading.add(about.clone(), kind, f64::from(count), n);
        reading.add(about.clone(), expected, chance.mean, n);
        if let Some(number) = chance.z(count) {
            reading.add(about.clone(), z, number, n);
        }
    }
}
