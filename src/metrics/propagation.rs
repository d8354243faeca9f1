//! How far a change travels along dependencies.

use super::contract::{About, Better, Family, Metric, Order, Reading, figure};
use super::teams::{TeamGraph, label};
use super::words::one;
use crate::graph::propagation::reach_counts;
use crate::lint::Needs;
use crate::lint::words::{count, list, thousands};
use crate::model::{Table, TeamId};

/// Above so many teams the closure would take more than some seconds.
const MOST_TEAMS: usize = 100_000;

/// Share of pairs of teams that a change can travel between.
pub(super) const PROPAGATION: Metric = Metric {
    name: "propagation-cost",
    title: "Propagation cost",
    family: Family::Dependencies,
    definition: "The share of teams that a change in a team picked at random can reach along any chain of dependencies, \
                 itself included. Teams without any dependency do not count.",
    formula: "pairs (a, b) such that a depends on b directly or by others, or is b, over n² for n teams",
    range: "1/n (no dependency) to 1 (everybody depends on everybody)",
    better: Better::Lower,
    reading: "High: a change or a delay anywhere is felt in much of the organization",
    cost: "(teams + dependencies) × teams / 64; up to 100,000 teams",
    sources: &[
        "MacCormack, Rusnak, Baldwin: Exploring the structure of complex software designs, 2006",
    ],
    needs: &[Needs::Table(Table::Dependencies), Needs::Teams],
    figures: &[
        figure("propagation-cost", "share", "of the organization"),
        figure(
            "depended-on-by",
            "teams",
            "of each team: other teams that depend on it, directly or by others",
        ),
        figure(
            "depends-on",
            "teams",
            "of each team: other teams that it depends on, directly or by others",
        ),
    ],
    listed: Some(("depended-on-by", Order::Largest)),
    compute: |cx| {
        let teams = TeamGraph::of(cx)?;
        let n = teams.teams.len();
        if n > MOST_TEAMS {
            return Err(format!("more than {} teams", thousands(MOST_TEAMS)));
        }
        let down = reach_counts(&teams.graph);
        let up = reach_counts(&teams.graph.reversed());
        let pairs: u64 = down.iter().copied().map(u64::from).sum();
        let cost = pairs as f64 / (n as f64 * n as f64);
        let most = up.iter().max().copied().unwrap_or(1) - 1;
        let furthest: Vec<TeamId> = (teams.teams.iter().zip(&up))
            .filter(|(_, count)| **count == most + 1)
            .map(|(team, _)| *team)
            .collect();
        let each = if furthest.len() > 1 { " each" } else { "" };
        let mut reading = Reading::new(format!(
            "A change in a team reaches {} of {} on average, itself included; furthest from {}, with {}{each}",
            one(cost * n as f64),
            count(n, "team with dependencies", "teams with dependencies"),
            list(furthest.iter().map(|team| label(cx, *team)), 3),
            count(most as usize, "other team", "other teams")
        ));
        reading.org("propagation-cost", cost, n);
        for ((team, up), down) in teams.teams.iter().zip(up).zip(down) {
            reading.add(About::Team(*team), "depended-on-by", f64::from(up - 1), n);
            reading.add(About::Team(*team), "depends-on", f64::from(down - 1), n);
        }
        Ok(reading)
    },
};
