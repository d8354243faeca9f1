//! Krackhardt's four dimensions of the reporting lines: a diagnosis of what keeps them from being one
//! tree, not a score.

use super::contract::{Better, Context, Family, Metric, Reading, figure};
use crate::facts::solid_lines;
use crate::graph::csr::Csr;
use crate::graph::krackhardt::{Dimensions, dimensions};
use crate::graph::weak::WeakComponents;
use crate::lint::Needs;
use crate::lint::words::{count, thousands};

const SOURCES: &[&str] =
    &["Krackhardt: Graph theoretical dimensions of informal organizations, 1994"];

/// One component or several.
pub(super) const CONNECTEDNESS: Metric = Metric {
    name: "connectedness",
    title: "Connectedness",
    family: Family::Reporting,
    definition: "The share of pairs of people whom the solid reporting lines join at all, directions ignored.",
    formula: "Σ C(n, 2) over the components of n people, over C(N, 2) for all N people",
    range: "0 to 1; 1 if all people hang together",
    better: Better::Higher,
    reading: "Below 1 there are several tops, or people outside of all reporting lines",
    cost: "linear in people and lines",
    sources: SOURCES,
    needs: &[Needs::Managers],
    figures: &[figure("connectedness", "share", "of the organization")],
    listed: None,
    compute: |cx| {
        read(
            cx,
            "connectedness",
            |found, _| Ok(found.connectedness),
            |value, facts| {
                if value < 1.0 {
                    let alone = match facts.alone {
                        0 => String::new(),
                        1 => ", one of them a single person".to_owned(),
                        alone => format!(", {} of them a single person each", thousands(alone)),
                    };
                    format!(
                        "The people fall into {} pieces that no reporting line joins{alone}",
                        thousands(facts.pieces)
                    )
                } else {
                    "All people hang together by reporting lines".to_owned()
                }
            },
        )
    },
};

/// No circles.
pub(super) const HIERARCHY: Metric = Metric {
    name: "hierarchy",
    title: "Hierarchy",
    family: Family::Reporting,
    definition: "How far command runs one way: of the pairs of whom one stands above the other by any chain of lines, \
                 the share of whom not both stand above each other.",
    formula: "1 − pairs that reach each other / pairs of whom at least one reaches the other",
    range: "0 to 1; 1 if there is no circle",
    better: Better::Higher,
    reading: "Below 1 somebody is, by a chain of lines, a manager of the own manager",
    cost: "near-linear on anything like a tree; a graph that is both dense and above 20,000 people is given up",
    sources: SOURCES,
    needs: &[Needs::Managers],
    figures: &[figure("hierarchy", "share", "of the organization")],
    listed: None,
    compute: |cx| {
        read(
            cx,
            "hierarchy",
            |found, _| {
                found
                    .hierarchy
                    .ok_or("more reporting lines than can be followed")
            },
            |value, _| {
                if value < 1.0 {
                    "Reporting lines run in a circle: some people stand above those who stand above them".to_owned()
                } else {
                    "No reporting line runs in a circle".to_owned()
                }
            },
        )
    },
};

/// No line too many.
pub(super) const EFFICIENCY: Metric = Metric {
    name: "efficiency",
    title: "Efficiency of the lines",
    family: Family::Reporting,
    definition: "How few lines there are beyond those that hold everybody together: with one manager each nobody has \
                 a line too many.",
    formula: "1 − (lines − Σ(n − 1)) / Σ(n(n − 1) − (n − 1)) over the components of n people",
    range: "0 to 1; 1 if every line is needed",
    better: Better::Higher,
    reading: "Below 1 people have more than one solid line; in a large organization the number of lines too many says \
              more than the index",
    cost: "linear in people and lines",
    sources: SOURCES,
    needs: &[Needs::Managers],
    figures: &[
        figure("efficiency", "share", "of the organization"),
        figure(
            "surplus-lines",
            "lines",
            "lines beyond those that hold everybody together",
        ),
    ],
    listed: None,
    compute: |cx| {
        let told = |_: f64, facts: &Lines| {
            if facts.surplus > 0 {
                format!(
                    "{} beyond the {} that hold everybody together",
                    count(facts.surplus, "solid line", "solid lines"),
                    thousands(facts.all - facts.surplus)
                )
            } else {
                format!(
                    "Each of the {} is needed: nobody has two managers",
                    count(facts.all, "solid line", "solid lines")
                )
            }
        };
        let (mut reading, facts) =
            read_lines(cx, "efficiency", |found, _| Ok(found.efficiency), told)?;
        reading.org("surplus-lines", facts.surplus as f64, facts.people);
        Ok(reading)
    },
};

/// Everybody has a common boss.
pub(super) const UPPER_BOUND: Metric = Metric {
    name: "least-upper-boundedness",
    title: "Unity of command",
    family: Family::Reporting,
    definition: "How many pairs of people have one nearest person above both of them, or are above each other: who \
                 could decide between the two. The published definition, with edges from manager to report; one \
                 common program tests for the opposite bound.",
    formula: "1 − pairs without a least upper bound / Σ (n − 1)(n − 2)/2 over the components of n ≥ 3 people; the least \
              upper bound of two people is above or equal to both, and below or equal to all who are",
    range: "0 to 1, rarely below; 1 if every pair has one",
    better: Better::Higher,
    reading: "Below 1 some pairs have two bosses above them of whom neither is above the other, so that nobody near can \
              decide between them",
    cost: "n³/64, and therefore up to 2,000 people only",
    sources: SOURCES,
    needs: &[Needs::Managers],
    figures: &[figure(
        "least-upper-boundedness",
        "share",
        "of the organization",
    )],
    listed: None,
    compute: |cx| {
        read(
            cx,
            "least-upper-boundedness",
            |found, facts| {
                // Where nobody has two managers and no line runs in a circle, every piece is a tree.
                let tree = facts.surplus == 0 && found.hierarchy == Some(1.0);
                let value = found.least_upper_bound.or(tree.then_some(1.0));
                value.ok_or("not a tree, and more than the 2,000 people up to whom it is computed")
            },
            |value, _| {
                if value < 1.0 {
                    "Some pairs of people have no nearest common boss".to_owned()
                } else {
                    "Every two people whom lines join have a nearest common boss".to_owned()
                }
            },
        )
    },
};

/// What the sentences tell of the lines.
struct Lines {
    people: usize,
    all: usize,
    surplus: usize,
    pieces: usize,
    alone: usize,
}

impl Lines {
    fn of(graph: &Csr) -> Self {
        let weak = WeakComponents::of(graph);
        let pieces = weak.sizes().len();
        let needed = graph.node_count() - pieces;
        Self {
            people: graph.node_count(),
            all: graph.edge_count(),
            surplus: graph.edge_count() - needed,
            pieces,
            alone: weak.sizes().iter().filter(|size| **size == 1).count(),
        }
    }
}

/// One dimension with the lines it was taken of.
fn read_lines(
    cx: &Context<'_>,
    kind: &'static str,
    value: impl Fn(&Dimensions, &Lines) -> Result<f64, &'static str>,
    sentence: impl Fn(f64, &Lines) -> String,
) -> Result<(Reading, Lines), String> {
    let graph = solid_lines(cx.org).simple();
    let facts = Lines::of(&graph);
    let value = value(&dimensions(&graph), &facts)?;
    let mut reading = Reading::new(sentence(value, &facts));
    reading.org(kind, value, facts.people);
    Ok((reading, facts))
}

fn read(
    cx: &Context<'_>,
    kind: &'static str,
    value: impl Fn(&Dimensions, &Lines) -> Result<f64, &'static str>,
    sentence: impl Fn(f64, &Lines) -> String,
) -> Result<Reading, String> {
    read_lines(cx, kind, value, sentence).map(|(reading, _)| reading)
}
