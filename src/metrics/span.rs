//! Span of control and what it makes of relationships.

use super::contract::{About, Better, Context, Family, Metric, Order, Reading, figure};
use super::words::one;
use crate::facts::{Spans, median};
use crate::lint::Needs;
use crate::lint::words::{count, thousands};
use crate::model::{PersonId, TeamId};
use std::collections::BTreeMap;

/// Direct reports of managers.
pub(super) const SPAN: Metric = Metric {
    name: "span-of-control",
    title: "Span of control",
    family: Family::Reporting,
    definition: "How many people report directly to a manager, by any solid line. Only people with at least one report \
                 are managers; a row that stands for several posts counts as so many.",
    formula: "span(m) = number of posts whose manager is m; mean, median and largest over all m with span(m) ≥ 1",
    range: "1 and more",
    better: Better::Neither,
    reading: "A wide span suits reports who do like work and run themselves, and leaves little time for each; a narrow \
              one suits managers who do much of the work themselves, and adds layers",
    cost: "linear in people",
    sources: &[
        "Acharya, Lieber, Seem, Welchman: How to identify the right 'spans of control' for your organization, McKinsey 2017 (archetypes)",
    ],
    needs: &[Needs::Managers],
    figures: &[
        figure(
            "mean",
            "direct reports",
            "mean over managers; also of each part of the organization, of the managers who are at home there",
        ),
        figure(
            "median",
            "direct reports",
            "half of the managers have at most so many",
        ),
        figure(
            "largest",
            "direct reports",
            "the widest span; also of each part",
        ),
        figure(
            "managers",
            "people",
            "people with at least one direct report; also of each part",
        ),
        figure(
            "narrow",
            "managers",
            "managers below the narrowest archetype: 1 or 2 reports",
        ),
        figure(
            "player-coach",
            "managers",
            "managers in that band, unless configured 3 to 5",
        ),
        figure("coach", "managers", "managers in that band, 6 to 7"),
        figure("supervisor", "managers", "managers in that band, 8 to 10"),
        figure("facilitator", "managers", "managers in that band, 11 to 15"),
        figure(
            "coordinator",
            "managers",
            "managers above all bands, 16 and more",
        ),
        figure(
            "span",
            "direct reports",
            "of each manager, with --with-people",
        ),
    ],
    listed: Some(("mean", Order::Largest)),
    compute: spans,
};

/// Graicunas' count.
pub(super) const RELATIONSHIPS: Metric = Metric {
    name: "graicunas-relationships",
    title: "Relationships of a manager",
    family: Family::Reporting,
    definition: "Relationships between a manager and the reports that Graicunas counts: with each report alone, with \
                 each possible group of reports, and of each report with each other.",
    formula: "n · (2^(n−1) + n − 1) for n direct reports: 5 make 100, 6 make 222, 8 make 1,080",
    range: "1 and more; doubles with about every further report",
    better: Better::Neither,
    reading: "A high number shows that a span grows by more than a person; it takes every group that could form for \
              one that does, so compare spans by it and do not add it up",
    cost: "linear in people",
    sources: &["Graicunas: Relationship in organization, 1933"],
    needs: &[Needs::Managers],
    figures: &[
        figure("median", "relationships", "of the manager in the middle"),
        figure("largest", "relationships", "of the widest span"),
        figure(
            "relationships",
            "relationships",
            "of each manager, with --with-people",
        ),
    ],
    listed: Some(("relationships", Order::Largest)),
    compute: relationships,
};

/// Every manager with the span, widest first, then by number.
fn managers(cx: &Context<'_>) -> Vec<(usize, PersonId)> {
    let spans = Spans::of(cx.org);
    let mut all: Vec<(usize, PersonId)> = cx
        .org
        .person_ids()
        .map(|person| (spans.posts(person), person))
        .filter(|(span, _)| *span > 0)
        .collect();
    all.sort_by_key(|(span, person)| (std::cmp::Reverse(*span), *person));
    all
}

fn mean(spans: &[usize]) -> f64 {
    spans.iter().sum::<usize>() as f64 / spans.len().max(1) as f64
}

/// Bands with the fewest and the most reports of each.
fn bands(cx: &Context<'_>) -> [(&'static str, usize, usize); 6] {
    let ends = &cx.options.bands;
    [
        ("narrow", 1, 2),
        ("player-coach", 3, ends.player_coach),
        ("coach", ends.player_coach + 1, ends.coach),
        ("supervisor", ends.coach + 1, ends.supervisor),
        ("facilitator", ends.supervisor + 1, ends.facilitator),
        ("coordinator", ends.facilitator + 1, usize::MAX),
    ]
}

fn spans(cx: &Context<'_>) -> Result<Reading, String> {
    let all = managers(cx);
    let widths: Vec<usize> = all.iter().map(|(span, _)| *span).collect();
    let (Some((widest, person)), n) = (all.first(), all.len()) else {
        return Err("nobody has a report".to_owned());
    };
    let middle = median(n, |at| widths[at] as f64);
    let mut told = Vec::new();
    let mut reading = Reading::new("");
    reading.org("mean", mean(&widths), n);
    reading.org("median", middle, n);
    reading.org("largest", *widest as f64, n);
    reading.org("managers", n as f64, n);
    for (band, from, to) in bands(cx) {
        let number = widths.iter().filter(|w| (from..=to).contains(*w)).count();
        reading.org(band, number as f64, n);
        let range = match to {
            usize::MAX => format!("{from} and more"),
            to if from == to => from.to_string(),
            to => format!("{from} to {to}"),
        };
        if number > 0 {
            told.push(format!("{} {band} ({range})", thousands(number)));
        }
    }
    let name = if cx.people {
        format!(", that of {}", cx.org.person(*person).label())
    } else {
        String::new()
    };
    reading.sentence = format!(
        "{} {} direct reports each on average; the median is {}, the widest span {}{name}. By band: {}",
        count(n, "manager has", "managers have"),
        one(mean(&widths)),
        one(middle),
        thousands(*widest),
        told.join(", ")
    );
    by_part(cx, &all, &mut reading);
    if cx.people {
        for (span, person) in &all {
            reading.add(About::Person(*person), "span", *span as f64, *span);
        }
    }
    Ok(reading)
}

/// Spans of the managers who are at home in each part of the organization.
fn by_part(cx: &Context<'_>, all: &[(usize, PersonId)], reading: &mut Reading) {
    let mut parts: BTreeMap<TeamId, Vec<usize>> = BTreeMap::new();
    for (span, person) in all {
        if let Some(team) = cx.org.people[person.index()].team {
            parts
                .entry(cx.facts.tree().boundary(team))
                .or_default()
                .push(*span);
        }
    }
    if parts.len() < 2 || !super::layers::are_parts(cx) {
        return;
    }
    for (part, widths) in parts {
        let n = widths.len();
        reading.add(About::Unit(part), "mean", mean(&widths), n);
        let largest = widths.iter().max().copied().unwrap_or(0);
        reading.add(About::Unit(part), "largest", largest as f64, n);
        reading.add(About::Unit(part), "managers", n as f64, n);
    }
}

/// Graicunas' count for so many reports.
fn graicunas(reports: usize) -> f64 {
    let n = reports as f64;
    n * ((n - 1.0).exp2() + n - 1.0)
}

fn relationships(cx: &Context<'_>) -> Result<Reading, String> {
    let all = managers(cx);
    let Some((widest, _)) = all.first() else {
        return Err("nobody has a report".to_owned());
    };
    let n = all.len();
    let told = |number: f64| {
        if number < 1e9 {
            thousands(number as usize)
        } else {
            "more than a billion".to_owned()
        }
    };
    let fewer = match graicunas(*widest) {
        huge if huge >= 1e9 => String::new(),
        _ => format!(
            "; one report fewer would make {}",
            told(graicunas(widest - 1))
        ),
    };
    let mut reading = Reading::new(format!(
        "The widest span, {}, makes {} relationships{fewer}",
        count(*widest, "direct report", "direct reports"),
        told(graicunas(*widest))
    ));
    reading.org("median", median(n, |at| graicunas(all[at].0)), n);
    reading.org("largest", graicunas(*widest), n);
    if cx.people {
        for (span, person) in &all {
            reading.add(
                About::Person(*person),
                "relationships",
                graicunas(*span),
                *span,
            );
        }
    }
    Ok(reading)
}
