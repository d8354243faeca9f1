//! The share of liaisons.

use super::contract::{About, Better, Context, Family, Metric, Order, Reading, figure};
use super::layers::are_parts;
use super::words::one;
use crate::lint::Needs;
use crate::lint::words::{count, thousands};
use crate::model::{PersonId, TeamId};
use std::collections::BTreeMap;

/// Liaisons among all people.
pub(super) const SHARE: Metric = Metric {
    name: "liaison-share",
    title: "Share of liaisons",
    family: Family::Mappings,
    definition: "How many of all people are liaison to at least one team.",
    formula: "people with an assignment in force or planned / all people; targets count once for each liaison",
    range: "0 to 1",
    better: Better::Neither,
    reading: "High: much of the coordination rests on single people, a sign that the structure does not carry it. Two lines \
              to hold it against: near 0 in companies whose surroundings are stable, about 22 % of managers in integrating \
              roles where these are very uncertain; both count managers, not all people, and come second-hand",
    cost: "linear in people",
    sources: &[
        "Rubick: Liaison model",
        "Lawrence, Lorsch: Organization and Environment, 1967 (0 and 22 %, as reported by Daft)",
    ],
    needs: &[Needs::Liaisons],
    figures: &[
        figure(
            "share",
            "share",
            "of the organization; also of each part with enough people, of its people",
        ),
        figure("liaisons", "people", "people who are a liaison"),
        figure(
            "targets",
            "targets",
            "mean number of distinct targets of a liaison",
        ),
    ],
    listed: Some(("share", Order::Largest)),
    compute,
};

fn compute(cx: &Context<'_>) -> Result<Reading, String> {
    let (org, liaisons) = (cx.org, cx.facts.liaisons());
    let (some, all) = (liaisons.people().len(), org.people.len());
    if some == 0 {
        return Err("no liaison assignments".to_owned());
    }
    let targets: usize = liaisons
        .people()
        .iter()
        .map(|id| liaisons.targets_of(*id).len())
        .sum();
    let targets = targets as f64 / some as f64;
    let share = some as f64 / all as f64;
    let mut reading = Reading::new(format!(
        "{} of {} ({} %) {}, with {} targets each on average",
        thousands(some),
        count(all, "person", "people"),
        one(100.0 * share),
        if some == 1 {
            "is a liaison"
        } else {
            "are liaisons"
        },
        one(targets)
    ));
    reading.org("share", share, all);
    reading.org("liaisons", some as f64, all);
    reading.org("targets", targets, some);
    by_part(cx, &mut reading);
    Ok(reading)
}

fn by_part(cx: &Context<'_>, reading: &mut Reading) {
    let tree = cx.facts.tree();
    let part = |id: PersonId| {
        cx.org.people[id.index()]
            .team
            .map(|team| tree.boundary(team))
    };
    let mut parts: BTreeMap<TeamId, (usize, usize)> = BTreeMap::new();
    for id in cx.org.person_ids() {
        if let Some(part) = part(id) {
            parts.entry(part).or_default().1 += 1;
        }
    }
    for id in cx.facts.liaisons().people() {
        if let Some(part) = part(*id) {
            parts.entry(part).or_default().0 += 1;
        }
    }
    if parts.len() > 1 && are_parts(cx) {
        for (part, (some, all)) in parts {
            if all >= cx.options.min_group {
                reading.add(About::Unit(part), "share", some as f64 / all as f64, all);
            }
        }
    }
}
