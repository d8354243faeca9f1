//! Layers of management.

use super::contract::{About, Better, Context, Family, Metric, Order, Reading, figure};
use super::words::one;
use crate::lint::Needs;
use crate::lint::words::{count, percent, thousands};
use crate::model::{PersonId, Subject, TeamId};
use std::collections::BTreeMap;

/// Layers from the top to the deepest person.
pub(super) const LAYERS: Metric = Metric {
    name: "layers",
    title: "Layers",
    family: Family::Reporting,
    definition: "How many people stand one above the other from the top to the person furthest down, both included, by \
                 first solid line. People without a manager stand on layer 1; people outside of all reporting lines do \
                 not count.",
    formula: "layer(p) = 1 + layer(manager of p); layers = the largest layer",
    range: "1 and more",
    better: Better::Neither,
    reading: "More layers carry word down and up more slowly; fewer layers need wider spans",
    cost: "linear in people",
    sources: &[
        "Acharya, Lieber, Seem, Welchman: How to identify the right 'spans of control' for your organization, McKinsey 2017",
    ],
    needs: &[Needs::Managers],
    figures: &[
        figure(
            "layers",
            "layers",
            "of the organization; also on how many layers the people of each part stand",
        ),
        figure(
            "mean-layer",
            "layers",
            "mean layer of all people in reporting lines",
        ),
        figure("people", "people", "people on each layer"),
    ],
    listed: Some(("layers", Order::Largest)),
    compute: layers,
};

/// Whether the parts of the organization are more than its single teams.
pub(super) fn are_parts(cx: &Context<'_>) -> bool {
    let tree = cx.facts.tree();
    cx.org.team_ids().any(|team| tree.boundary(team) != team)
}

fn layers(cx: &Context<'_>) -> Result<Reading, String> {
    let (org, people) = (cx.org, cx.facts.tree().people());
    let placed: Vec<(PersonId, u32)> = org
        .person_ids()
        .filter(|id| people.depth(id.0) > 0 || !people.is_leaf(id.0))
        .map(|id| (id, people.depth(id.0)))
        .collect();
    let mut levels: BTreeMap<u32, Vec<PersonId>> = BTreeMap::new();
    for (person, depth) in &placed {
        levels.entry(*depth).or_default().push(*person);
    }
    let heads = |depth: &u32| org.heads(levels.get(depth).into_iter().flatten().copied());
    let Some(deepest) = levels.keys().next_back() else {
        return Err("nobody has a report".to_owned());
    };
    let all: usize = levels.keys().map(heads).sum();
    let sum: usize = levels
        .keys()
        .map(|depth| heads(depth) * (*depth as usize + 1))
        .sum();
    let mean = sum as f64 / all.max(1) as f64;
    // Of layers with as many people the upper one.
    let fullest = levels
        .keys()
        .rev()
        .max_by_key(|depth| heads(depth))
        .unwrap_or(deepest);
    let mut reading = Reading::new(format!(
        "{} from the top to the person furthest down; most people, {} of {} ({}), stand on layer {}, the mean is {}",
        count(*deepest as usize + 1, "layer", "layers"),
        thousands(heads(fullest)),
        thousands(all),
        percent(heads(fullest) as f64 / all.max(1) as f64),
        fullest + 1,
        one(mean)
    ));
    reading.org("layers", f64::from(deepest + 1), all);
    reading.org("mean-layer", mean, all);
    by_part(cx, &placed, &mut reading);
    for depth in levels.keys() {
        let key = Subject::level(depth + 1);
        let about = About::Other(key, format!("layer {}", depth + 1));
        reading.add(about, "people", heads(depth) as f64, all);
    }
    let outside = org.people.len() - placed.len();
    if outside > 0 {
        reading.note(format!(
            "{} neither to report to anybody nor to have reports, and left out",
            count(outside, "person is said", "people are said")
        ));
    }
    let circles = people.cycles().len();
    if circles > 0 {
        reading.note(format!(
            "{} cut at one person to count layers",
            count(circles, "circle of managers is", "circles of managers are")
        ));
    }
    Ok(reading)
}

/// On how many layers the people of each part stand.
fn by_part(cx: &Context<'_>, placed: &[(PersonId, u32)], reading: &mut Reading) {
    let mut parts: BTreeMap<TeamId, (u32, u32, usize)> = BTreeMap::new();
    for (person, depth) in placed {
        if let Some(team) = cx.org.people[person.index()].team {
            let part = parts
                .entry(cx.facts.tree().boundary(team))
                .or_insert((*depth, *depth, 0));
            *part = (part.0.min(*depth), part.1.max(*depth), part.2 + 1);
        }
    }
    if parts.len() > 1 && are_parts(cx) {
        for (part, (top, bottom, n)) in parts {
            reading.add(About::Unit(part), "layers", f64::from(bottom - top + 1), n);
        }
    }
}
