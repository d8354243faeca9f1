//! How much mappings agree with each other and with the parts of the organization.

use super::contract::{About, Better, Context, Family, Metric, Order, Reading, figure};
use super::layers::are_parts;
use super::words::two;
use crate::graph::partition::Contingency;
use crate::lint::Needs;
use crate::lint::words::{count, thousands};
use crate::model::{Subject, Table};
use std::collections::BTreeMap;

/// Up to so many mappings every two are compared.
const PAIRWISE: usize = 12;

/// Up to so many cells the adjustment for chance is computed.
const MOST_CELLS: usize = 100_000;

/// Variation of information.
pub(super) const VARIATION: Metric = Metric {
    name: "variation-of-information",
    title: "Agreement of mappings",
    family: Family::Mappings,
    definition: "How much about the label of a team in one mapping its label in another leaves open, and the other way \
                 round, in yes-or-no questions. Mappings are compared on the teams that have exactly one label in both; the \
                 parts of the organization are a mapping too, called hierarchy.",
    formula: "H(X|Y) + H(Y|X) in bits; beside it the Rand index and the mutual information, both adjusted for chance, and \
              the normalised mutual information (arithmetic mean)",
    range: "0 (the same groups) to 2 · log₂ of the number of teams",
    better: Better::Lower,
    reading: "High: the mappings cut the teams in unrelated ways, so that each team serves several masters; 0: two names \
              for one cut",
    cost: "teams for each pair; every two mappings up to 12, beyond each with the hierarchy only",
    sources: &[
        "Meilă: Comparing clusterings, an information based distance, 2007",
        "Hubert, Arabie: Comparing partitions, 1985",
        "Vinh, Epps, Bailey: Information theoretic measures for clusterings comparison, 2010",
    ],
    needs: &[
        Needs::Teams,
        Needs::Any(&[Needs::Table(Table::Mappings), Needs::Liaisons]),
    ],
    figures: &[
        figure("mean", "bits", "mean over the pairs compared"),
        figure("variation", "bits", "of each pair of mappings"),
        figure(
            "adjusted-rand",
            "index",
            "of each pair: 1 the same groups, 0 as by chance",
        ),
        figure(
            "adjusted-information",
            "index",
            "of each pair: 1 the same groups, 0 as by chance",
        ),
        figure(
            "normalized-information",
            "index",
            "of each pair: 0 to 1, not adjusted for chance",
        ),
    ],
    listed: Some(("variation", Order::Largest)),
    compute,
};

/// A mapping that gives a team one label.
struct Partition {
    name: String,
    labels: BTreeMap<u32, u32>,
}

fn partitions(cx: &Context<'_>) -> Vec<Partition> {
    let tree = cx.facts.tree();
    let mut all: Vec<Partition> = Vec::new();
    if are_parts(cx) {
        let leaves = tree.units().all_leaves();
        let part = |leaf: u32| tree.boundary(crate::model::TeamId(leaf)).0;
        all.push(Partition {
            name: "hierarchy".to_owned(),
            labels: leaves.iter().map(|leaf| (*leaf, part(*leaf))).collect(),
        });
    }
    all.extend(cx.facts.mappings().all().iter().map(|mapping| {
        Partition {
            name: mapping.name.clone(),
            labels: (mapping.leaves.iter())
                .filter_map(|(leaf, labels)| match labels.as_slice() {
                    [label] => Some((*leaf, *label)),
                    _ => None,
                })
                .collect(),
        }
    }));
    all
}

/// The labels of the teams that both have.
fn shared(a: &Partition, b: &Partition) -> (Vec<u32>, Vec<u32>) {
    let both = a.labels.iter();
    both.filter_map(|(team, label)| Some((*label, *b.labels.get(team)?)))
        .unzip()
}

fn compute(cx: &Context<'_>) -> Result<Reading, String> {
    let all = partitions(cx);
    let few = all.len() <= PAIRWISE;
    let mut pairs: Vec<(&Partition, &Partition, Contingency, usize)> = Vec::new();
    let mut apart = 0;
    for (index, a) in all.iter().enumerate() {
        for b in all[index + 1..]
            .iter()
            .filter(|_| few || a.name == "hierarchy")
        {
            let (first, second) = shared(a, b);
            if first.len() < 2 {
                apart += 1;
                continue;
            }
            let n = first.len();
            pairs.push((a, b, Contingency::new(&first, &second), n));
        }
    }
    let n = pairs.len();
    if n == 0 {
        return Err("no two mappings give one label each to the same two teams".to_owned());
    }
    let value =
        |pair: &(&Partition, &Partition, Contingency, usize)| pair.2.variation_of_information();
    let mean = pairs.iter().map(value).sum::<f64>() / n as f64;
    let mut reading = Reading::new(sentence(&pairs));
    reading.org("mean", mean, n);
    for (a, b, table, teams) in &pairs {
        let key = Subject::mappings(&a.name, &b.name);
        let about = About::Other(key, format!("{} – {}", a.name, b.name));
        reading.add(
            about.clone(),
            "variation",
            table.variation_of_information(),
            *teams,
        );
        reading.add(
            about.clone(),
            "adjusted-rand",
            table.adjusted_rand(),
            *teams,
        );
        if a.labels.len() * b.labels.len() <= MOST_CELLS {
            let number = table.adjusted_mutual_information();
            reading.add(about.clone(), "adjusted-information", number, *teams);
        }
        reading.add(
            about,
            "normalized-information",
            table.normalized_mutual_information(),
            *teams,
        );
    }
    if !few {
        reading.note(format!(
            "{} mappings: each is compared with the hierarchy only",
            thousands(all.len())
        ));
    }
    if apart > 0 {
        reading.note(format!(
            "{} not compared: fewer than two teams have one label in both",
            count(apart, "pair is", "pairs are")
        ));
    }
    Ok(reading)
}

fn sentence(pairs: &[(&Partition, &Partition, Contingency, usize)]) -> String {
    let value =
        |pair: &&(&Partition, &Partition, Contingency, usize)| pair.2.variation_of_information();
    let first = pairs.iter().min_by(|a, b| value(a).total_cmp(&value(b)));
    let last = pairs
        .iter()
        .rev()
        .max_by(|a, b| value(a).total_cmp(&value(b)));
    let told = |pair: &(&Partition, &Partition, Contingency, usize)| {
        format!(
            "{} – {} ({} bits over {})",
            pair.0.name,
            pair.1.name,
            two(pair.2.variation_of_information()),
            count(pair.3, "team", "teams")
        )
    };
    match (first, last) {
        (Some(first), Some(last)) if pairs.len() > 1 => {
            format!(
                "Of {} most alike are {}, least alike {}",
                count(pairs.len(), "pair", "pairs"),
                told(first),
                told(last)
            )
        }
        (Some(only), _) => format!("One pair: {}", told(only)),
        _ => String::new(),
    }
}
