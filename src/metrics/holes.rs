//! Burt's structural holes: constraint and effective size. Of teams by dependencies, of people by
//! meetings.

use super::contract::{About, Better, Context, Family, Metric, Order, Reading, figure};
use super::people::{self, NOBODY};
use super::teams::{TeamGraph, label};
use super::words::two;
use crate::facts::median;
use crate::graph::constraint::{constraint, effective_size};
use crate::graph::csr::Csr;
use crate::lint::Needs;
use crate::lint::words::list;
use crate::model::Table;

const CONSTRAINT: &str = "Σ over neighbours j of (p(i,j) + Σ over other neighbours q of p(i,q) · p(q,j))², where p(i,j) is \
                          the share of the ties of i, both ways, that go to j";
const SIZE: &str =
    "n − 2t/n for n neighbours with t ties among them, directions ignored (Borgatti's form)";
const COST: &str = "sum of the squared numbers of neighbours";
const BURT: &[&str] = &["Burt: Structural Holes, 1992"];
const BORGATTI: &[&str] = &[
    "Burt: Structural Holes, 1992",
    "Borgatti: Structural holes: unpacking Burt's redundancy measures, 1997",
];

/// Constraint of teams.
pub(super) const TEAM_CONSTRAINT: Metric = Metric {
    name: "team-constraint",
    title: "Constraint of teams",
    family: Family::Dependencies,
    definition: "How much the neighbours of a team, those it depends on or who depend on it, depend on each other too.",
    formula: CONSTRAINT,
    range: "above 0, at most about 1.1; 1 for a team with a single neighbour",
    better: Better::Neither,
    reading: "High: the team deals with a closed circle, or with one team alone; low: it joins teams that nothing else \
              joins",
    cost: COST,
    sources: BURT,
    needs: &[Needs::Table(Table::Dependencies), Needs::Teams],
    figures: &[
        figure(
            "median",
            "index",
            "half of the teams with a dependency have at most this",
        ),
        figure("constraint", "index", "of each team with a dependency"),
    ],
    listed: Some(("constraint", Order::Smallest)),
    compute: |cx| {
        let teams = TeamGraph::of(cx)?;
        let found = Values::of("constraint", constraint(&teams.graph));
        found.reading(|node| (About::Team(teams.teams[node]), label(cx, teams.teams[node]).to_owned()), |low, median| {
            format!("The least constrained, {low}, joins teams that are not joined otherwise; the median is {median}")
        }, false)
    },
};

/// Effective size of teams.
pub(super) const TEAM_SIZE: Metric = Metric {
    name: "team-effective-size",
    title: "Effective size of teams' neighbourhoods",
    family: Family::Dependencies,
    definition: "How many separate worlds a team deals with: its neighbours in the dependencies, less what they have \
                 to do with each other.",
    formula: SIZE,
    range: "1 to the number of neighbours",
    better: Better::Neither,
    reading: "High: the team has to know many worlds that do not know each other",
    cost: COST,
    sources: BORGATTI,
    needs: &[Needs::Table(Table::Dependencies), Needs::Teams],
    figures: &[
        figure(
            "median",
            "neighbours",
            "half of the teams with a dependency have at most this",
        ),
        figure(
            "effective-size",
            "neighbours",
            "of each team with a dependency",
        ),
    ],
    listed: Some(("effective-size", Order::Largest)),
    compute: |cx| {
        let teams = TeamGraph::of(cx)?;
        let found = Values::of("effective-size", effective_size(&teams.graph));
        found.reading(|node| (About::Team(teams.teams[node]), label(cx, teams.teams[node]).to_owned()), |high, median| {
            format!("{high} deals with the most teams that have nothing to do with each other; the median is {median}")
        }, true)
    },
};

/// Constraint of people.
pub(super) const PEOPLE_CONSTRAINT: Metric = Metric {
    name: "person-constraint",
    title: "Constraint of people",
    family: Family::Meetings,
    definition: "How much the people whom a person meets meet each other too. Two people meet where they share a \
                 recurring meeting of at most 18 people.",
    formula: CONSTRAINT,
    range: "above 0, at most about 1.1; 1 for a person who meets one other",
    better: Better::Neither,
    reading: "High: the person moves in a closed circle; low: the person joins circles that nothing else joins",
    cost: COST,
    sources: BURT,
    needs: &[Needs::Attendees],
    figures: &[
        figure(
            "median",
            "index",
            "half of the people who meet have at most this",
        ),
        figure("constraint", "index", "of each person who meets anybody"),
    ],
    listed: Some(("constraint", Order::Smallest)),
    compute: |cx| {
        of_people(
            cx,
            "constraint",
            constraint,
            |low, median| {
                format!(
                    "The least constrained, {low}, joins people who do not meet otherwise; the median is {median}"
                )
            },
            false,
        )
    },
};

/// Effective size of people.
pub(super) const PEOPLE_SIZE: Metric = Metric {
    name: "person-effective-size",
    title: "Effective size of people's circles",
    family: Family::Meetings,
    definition: "How many separate circles a person reaches: the people met, less those who meet each other anyway. Two \
                 people meet where they share a recurring meeting of at most 18 people.",
    formula: SIZE,
    range: "1 to the number of people met",
    better: Better::Neither,
    reading: "High: the person hears of many things from people who do not hear of each other",
    cost: COST,
    sources: BORGATTI,
    needs: &[Needs::Attendees],
    figures: &[
        figure(
            "median",
            "people",
            "half of the people who meet have at most this",
        ),
        figure(
            "effective-size",
            "people",
            "of each person who meets anybody",
        ),
    ],
    listed: Some(("effective-size", Order::Largest)),
    compute: |cx| {
        of_people(
            cx,
            "effective-size",
            effective_size,
            |high, median| {
                format!(
                    "{high} meets the most people who do not meet each other; the median is {median}"
                )
            },
            true,
        )
    },
};

fn of_people(
    cx: &Context<'_>,
    kind: &'static str,
    measure: fn(&Csr) -> Vec<Option<f64>>,
    sentence: impl Fn(&str, &str) -> String,
    largest: bool,
) -> Result<Reading, String> {
    people::wanted(cx)?;
    let crowd = people::all_who_meet(cx);
    if crowd.people.is_empty() {
        return Err(NOBODY.to_owned());
    }
    let name = |node: usize| cx.org.person(crowd.people[node]).label().into_owned();
    let about = |node: usize| (About::Person(crowd.people[node]), name(node));
    Values::of(kind, measure(&crowd.graph)).reading(about, sentence, largest)
}

/// Values of the nodes that have one.
struct Values {
    kind: &'static str,
    nodes: Vec<(usize, f64)>,
}

impl Values {
    fn of(kind: &'static str, all: Vec<Option<f64>>) -> Self {
        let nodes = all.into_iter().enumerate();
        Self {
            kind,
            nodes: nodes
                .filter_map(|(node, value)| Some((node, value?)))
                .collect(),
        }
    }

    /// The reading of all of them, with the extreme ones in a sentence.
    fn reading(
        &self,
        about: impl Fn(usize) -> (About, String),
        sentence: impl Fn(&str, &str) -> String,
        largest: bool,
    ) -> Result<Reading, String> {
        let mut sorted: Vec<f64> = self.nodes.iter().map(|(_, value)| *value).collect();
        sorted.sort_by(f64::total_cmp);
        let n = sorted.len();
        let extreme = if largest {
            sorted.last()
        } else {
            sorted.first()
        };
        let Some(extreme) = extreme.copied() else {
            return Err("nobody has a neighbour".to_owned());
        };
        let middle = median(n, |at| sorted[at]);
        let same = |value: f64| (value - extreme).abs() <= 1e-9;
        let names = self.nodes.iter().filter(|(_, value)| same(*value));
        let names = list(names.map(|(node, _)| about(*node).1), 3);
        let mut reading = Reading::new(sentence(
            &format!("{names} ({})", two(extreme)),
            &two(middle),
        ));
        reading.org("median", middle, n);
        for (node, value) in &self.nodes {
            reading.add(about(*node).0, self.kind, *value, n);
        }
        Ok(reading)
    }
}
