//! How closely each mapping follows the tree of units: retention and consistency index.

use super::contract::{About, Better, Context, Family, Method, Metric, Order, Reading, figure};
use super::words::{chance, rounds, two};
use crate::facts::TeamMapping;
use crate::graph::labelling::Labelling;
use crate::graph::parsimony::Parsimony;
use crate::graph::permutation::{Tails, tails};
use crate::lint::Needs;
use crate::lint::words::{count, list, thousands};
use crate::model::{Subject, Table};
use std::collections::BTreeMap;
use std::fmt::Write;

const NEEDS: &[Needs] = &[
    Needs::Teams,
    Needs::Any(&[Needs::Table(Table::Mappings), Needs::Liaisons]),
];

/// Retention index.
pub(super) const RETENTION: Metric = Metric {
    name: "retention-index",
    title: "Mappings along the tree (retention)",
    family: Family::Mappings,
    definition: "How closely a mapping of teams to labels follows the tree of units: what part of the changes of label \
                 that the worst tree would need is spared. The liaisons of a home team are a mapping too. Units beside \
                 each other may be grouped freely.",
    formula: "(most − s) / (most − (labels − 1)) for s changes of label along the tree, labels − 1 of which no tree can \
              spare and most = teams − size of the largest block; 1 if s is the least. p: share of the arrangements of \
              the labels over the teams that follow the tree as closely",
    range: "0 (could not follow it less) to 1 (follows it)",
    better: Better::Higher,
    reading: "Low: who is responsible for what runs across the hierarchy, so that managers and labels pull at different \
              sets of teams; small p: the mapping follows the tree more than chance would have it",
    cost: "units × labels for each mapping and permutation; above 60 million steps in all fewer permutations are drawn, at least 99 each, up to 50 mappings",
    sources: &[
        "Farris: The retention index and the rescaled consistency index, 1989",
        "Hartigan: Minimum mutation fits to a given tree, 1973",
        "Rubick: Liaison model (mappings should follow the hierarchy)",
    ],
    needs: NEEDS,
    figures: &[
        figure("mean", "index", "mean over mappings"),
        figure("retention", "index", "of each mapping, with p"),
        figure(
            "changes",
            "changes",
            "of each mapping: changes of label along the tree",
        ),
        figure(
            "least",
            "changes",
            "of each mapping: changes that so many labels need on any tree",
        ),
    ],
    listed: Some(("retention", Order::Smallest)),
    compute: retention,
};

/// Consistency index.
pub(super) const CONSISTENCY: Metric = Metric {
    name: "consistency-index",
    title: "Mappings along the tree (consistency)",
    family: Family::Mappings,
    definition: "What part of the changes of label along the tree of units a mapping could not do without.",
    formula: "(labels − 1) / s for s changes of label along the tree; 1 if s is the least",
    range: "above 0 to 1 (follows the tree)",
    better: Better::Higher,
    reading: "Low: the labels fall into many more pieces than there are labels; unlike retention it does not allow for how \
              badly any mapping with these labels could do",
    cost: "units × labels for each mapping",
    sources: &["Kluge, Farris: Quantitative phyletics and the evolution of anurans, 1969"],
    needs: NEEDS,
    figures: &[
        figure("mean", "index", "mean over mappings"),
        figure("consistency", "index", "of each mapping"),
    ],
    listed: Some(("consistency", Order::Smallest)),
    compute: consistency,
};

/// A mapping with how it lies in the tree.
struct Fit<'a> {
    mapping: &'a TeamMapping,
    labelling: Labelling,
    parsimony: Parsimony,
}

fn fits<'a>(cx: &'a Context<'_>) -> Result<Vec<Fit<'a>>, String> {
    let units = cx.facts.tree().units();
    let all: Vec<Fit<'_>> = (cx.facts.mappings().all().iter())
        .map(|mapping| {
            let pairs: Vec<(u32, u32)> = (mapping.leaves.iter())
                .flat_map(|(leaf, labels)| labels.iter().map(move |label| (*leaf, *label)))
                .collect();
            let labelling = Labelling::from_pairs(units.len(), &pairs);
            let parsimony = Parsimony::of(units, &labelling);
            Fit {
                mapping,
                labelling,
                parsimony,
            }
        })
        .filter(|fit| fit.parsimony.labels > 1)
        .collect();
    if all.is_empty() {
        return Err("no mapping with at least two labels".to_owned());
    }
    Ok(all)
}

fn about(mapping: &TeamMapping) -> About {
    About::Other(Subject::mapping(&mapping.name), mapping.name.clone())
}

/// Most mappings that are tested; each test costs some seconds at a hundred thousand people.
const MOST_TESTED: usize = 50;

fn retention(cx: &Context<'_>) -> Result<Reading, String> {
    let all = fits(cx)?;
    let n = all.len();
    let mean = all.iter().map(|fit| fit.parsimony.retention()).sum::<f64>() / n as f64;
    let follow = all.iter().filter(|fit| fit.parsimony.is_convex()).count();
    let mut rest: Vec<&Fit<'_>> = all
        .iter()
        .filter(|fit| !fit.parsimony.is_convex())
        .collect();
    rest.sort_by(|a, b| a.parsimony.retention().total_cmp(&b.parsimony.retention()));
    let names = rest.iter().map(|fit| {
        format!(
            "{} ({}, {} instead of {})",
            fit.mapping.name,
            two(fit.parsimony.retention()),
            count(fit.parsimony.score, "change", "changes"),
            fit.parsimony.least()
        )
    });
    let mut sentence = match (n, follow) {
        (1, 1) => "The one mapping there is follows the tree of units".to_owned(),
        (n, follow) => format!(
            "{} of {} along the tree of units",
            thousands(follow),
            count(n, "mapping runs", "mappings run")
        ),
    };
    if !rest.is_empty() {
        let _ = write!(sentence, "; least so {}", list(names, 2));
    }
    let mut reading = Reading::new(sentence);
    reading.org("mean", mean, n);
    let cost = cx.facts.tree().units().len() * n * 4;
    let rounds = rounds(cx.options.permutations, cost);
    for fit in &all {
        let test = (n <= MOST_TESTED).then(|| by_chance(cx, fit, rounds));
        add(cx, fit, test, &mut reading);
    }
    if n > MOST_TESTED {
        reading.note(format!("p is left out above {MOST_TESTED} mappings"));
    }
    tell_chance(&mut reading);
    Ok(reading)
}

fn add(cx: &Context<'_>, fit: &Fit<'_>, test: Option<Tails>, reading: &mut Reading) {
    let (about, n) = (about(fit.mapping), fit.parsimony.leaves);
    reading.add(about.clone(), "retention", fit.parsimony.retention(), n);
    // Where every arrangement does alike, as with one team to a label, chance says nothing.
    if let Some(test) = test.filter(|test| test.at_most.min(test.at_least) < 1.0) {
        reading.p(test.at_most);
        // Of several tests the drawn one is said where there is one.
        if !matches!(reading.p_method, Some(Method::Permutations { .. })) {
            reading.p_method = Some(Method::of(test.rounds, cx.options.seed));
        }
    }
    reading.add(about.clone(), "changes", fit.parsimony.score as f64, n);
    reading.add(about, "least", fit.parsimony.least() as f64, n);
    if !fit.parsimony.exact {
        reading.note(format!(
            "{}: more labels under one unit than can be weighed exactly; the changes may be fewer",
            fit.mapping.name
        ));
    }
}

/// Names mappings that chance would often lay as close to the tree.
fn tell_chance(reading: &mut Reading) {
    let loose: Vec<String> = (reading.values.iter())
        .filter_map(|value| match (&value.about, value.p) {
            (About::Other(_, name), Some(p)) if p > 0.05 => Some(format!("{name} ({})", chance(p))),
            _ => None,
        })
        .collect();
    if !loose.is_empty() {
        let _ = write!(
            reading.sentence,
            ". Labels dealt out at random often do as well: {}",
            list(loose, 3)
        );
    }
}

/// Labels dealt out anew over the labelled teams; what a team has moves together.
fn by_chance(cx: &Context<'_>, fit: &Fit<'_>, rounds: u32) -> Tails {
    let units = cx.facts.tree().units();
    let carriers: Vec<u32> = fit.labelling.labelled().collect();
    let mut sets: BTreeMap<&[u32], u32> = BTreeMap::new();
    let mut first: Vec<u32> = Vec::new();
    let labels: Vec<u32> = (carriers.iter())
        .map(|node| {
            *sets.entry(fit.labelling.ranks(*node)).or_insert_with(|| {
                first.push(*node);
                first.len() as u32 - 1
            })
        })
        .collect();
    tails(&labels, rounds, cx.options.seed, |labels| {
        let pairs: Vec<(u32, u32)> = (carriers.iter().zip(labels))
            .flat_map(|(node, set)| {
                let ranks = fit.labelling.ranks(first[*set as usize]);
                ranks.iter().map(|rank| (*node, *rank))
            })
            .collect();
        let dealt = Labelling::from_pairs(units.len(), &pairs);
        Parsimony::of(units, &dealt).score as f64
    })
}

fn consistency(cx: &Context<'_>) -> Result<Reading, String> {
    let all = fits(cx)?;
    let n = all.len();
    let value = |fit: &Fit<'_>| fit.parsimony.consistency();
    let mean = all.iter().map(value).sum::<f64>() / n as f64;
    let least = all.iter().min_by(|a, b| value(a).total_cmp(&value(b)));
    let mut reading = Reading::new(match least.filter(|fit| !fit.parsimony.is_convex()) {
        None => "No label falls into more pieces than one".to_owned(),
        Some(fit) => format!(
            "Of {} the least consistent is {} ({}): its {} labels lie in {} pieces of the tree",
            count(n, "mapping", "mappings"),
            fit.mapping.name,
            two(value(fit)),
            thousands(fit.parsimony.labels),
            thousands(fit.parsimony.score + 1)
        ),
    });
    reading.org("mean", mean, n);
    for fit in &all {
        reading.add(
            about(fit.mapping),
            "consistency",
            value(fit),
            fit.parsimony.leaves,
        );
    }
    Ok(reading)
}
