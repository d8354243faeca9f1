//! Betweenness: who stands on the shortest paths. Of teams along dependencies, of people by meetings.

use super::contract::{About, Better, Context, Family, Method, Metric, Order, Reading, figure};
use super::people::{self, NOBODY};
use super::teams::{TeamGraph, label};
use super::words::two;
use crate::graph::betweenness::{Sources, betweenness, undirected_betweenness};
use crate::lint::Needs;
use crate::lint::words::{list, percent, thousands};
use crate::model::Table;

const FORMULA: &str = "betweenness(v) = Σ over pairs (a, b) of the share of shortest paths from a to b that pass v; not \
                       normalised";
const COST: &str =
    "nodes × edges up to `exact-nodes` nodes (2,000), beyond `samples` (256) × edges, scaled up";
const SOURCES: &[&str] = &[
    "Freeman: A set of measures of centrality based on betweenness, 1977",
    "Brandes: A faster algorithm for betweenness centrality, 2001",
];

/// Of teams along dependencies.
pub(super) const TEAMS: Metric = Metric {
    name: "team-betweenness",
    title: "Teams in between",
    family: Family::Dependencies,
    definition: "How many pairs of teams depend on each other by way of a team, along the shortest chains of \
                 dependencies.",
    formula: FORMULA,
    range: "0 to (n − 1)(n − 2) for n teams",
    better: Better::Neither,
    reading: "A high value of one team: much of what others need passes it, and waits for it; a large share of all in few \
              teams makes them bottlenecks",
    cost: COST,
    sources: SOURCES,
    needs: &[Needs::Table(Table::Dependencies), Needs::Teams],
    figures: &[
        figure(
            "largest-share",
            "share",
            "share of the sum over all teams that the first team has",
        ),
        figure("betweenness", "pairs", "of each team on at least one path"),
    ],
    listed: Some(("betweenness", Order::Largest)),
    compute: |cx| {
        let teams = TeamGraph::of(cx)?;
        let n = teams.teams.len();
        let (sources, method) = sources(cx, n);
        let values = betweenness(&teams.graph, sources);
        let Some((largest, sum, first)) = first(&values) else {
            return Err(
                "every dependency ends with its provider: no team stands between two others"
                    .to_owned(),
            );
        };
        let names = list(first.iter().map(|node| label(cx, teams.teams[*node])), 3);
        let mut reading = Reading::new(format!(
            "{names} {} {} of the middle places in the shortest chains of dependencies",
            if first.len() == 1 {
                "holds"
            } else {
                "each hold"
            },
            share(largest, sum, method)
        ));
        reading.method = method;
        reading.org("largest-share", largest / sum, n);
        for (team, value) in teams.teams.iter().zip(&values).filter(|(_, v)| **v > 0.0) {
            reading.add(About::Team(*team), "betweenness", *value, n);
        }
        Ok(reading)
    },
};

/// Of people by meetings.
pub(super) const PEOPLE: Metric = Metric {
    name: "person-betweenness",
    title: "People in between",
    family: Family::Meetings,
    definition: "How many pairs of people who do not meet are joined by a person, along the shortest chains of people \
                 who share a recurring meeting of at most 18 people.",
    formula: FORMULA,
    range: "0 to (n − 1)(n − 2)/2 for n people",
    better: Better::Neither,
    reading: "A high value of one person: news between many others passes this person, who is missed first and thanked \
              last",
    cost: COST,
    sources: SOURCES,
    needs: &[Needs::Attendees],
    figures: &[
        figure(
            "largest-share",
            "share",
            "share of the sum over all people that the first person has",
        ),
        figure(
            "betweenness",
            "pairs",
            "of each person on at least one path",
        ),
    ],
    listed: Some(("betweenness", Order::Largest)),
    compute: |cx| {
        people::wanted(cx)?;
        let crowd = people::all_who_meet(cx);
        let n = crowd.people.len();
        if n == 0 {
            return Err(NOBODY.to_owned());
        }
        let (sources, method) = sources(cx, n);
        let values = undirected_betweenness(&crowd.graph, sources);
        let Some((largest, sum, first)) = first(&values) else {
            return Err(
                "all who meet anybody meet each other: nobody stands between two others".to_owned(),
            );
        };
        let names = list(
            first
                .iter()
                .map(|node| cx.org.person(crowd.people[*node]).label()),
            3,
        );
        let mut reading = Reading::new(format!(
            "{names} {} {} of the middle places in the shortest chains between {} people who meet",
            if first.len() == 1 {
                "holds"
            } else {
                "each hold"
            },
            share(largest, sum, method),
            thousands(n)
        ));
        reading.method = method;
        reading.org("largest-share", largest / sum, n);
        for (person, value) in crowd.people.iter().zip(&values).filter(|(_, v)| **v > 0.0) {
            reading.add(About::Person(*person), "betweenness", *value, n);
        }
        Ok(reading)
    },
};

/// From where paths are counted, and how that is called.
fn sources(cx: &Context<'_>, n: usize) -> (Sources, Method) {
    let (drawn, seed) = (cx.options.samples, cx.options.seed);
    if n <= cx.options.exact_nodes || n <= drawn {
        return (Sources::All, Method::Exact);
    }
    let method = Method::Sample { drawn, of: n, seed };
    (Sources::Sample { count: drawn, seed }, method)
}

/// The largest value, the sum, and the nodes that have the largest; `None` where all are zero.
fn first(values: &[f64]) -> Option<(f64, f64, Vec<usize>)> {
    let sum: f64 = values.iter().sum();
    let largest = values.iter().copied().max_by(f64::total_cmp)?;
    let same = |value: f64| largest - value <= 1e-9 * largest;
    let nodes = (0..values.len())
        .filter(|node| same(values[*node]))
        .collect();
    (largest > 0.0).then_some((largest, sum, nodes))
}

fn share(largest: f64, sum: f64, method: Method) -> String {
    let about = if method == Method::Exact {
        ""
    } else {
        "about "
    };
    match largest / sum {
        small if small < 0.01 => format!("{about}{} %", two(100.0 * small)),
        share => format!("{about}{}", percent(share)),
    }
}
