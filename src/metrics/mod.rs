//! The metrics of an organization, a file for each or for a family: what it means, how it is computed,
//! and the figures. Knows facts and graphs; knows no rule and no format.
//!
//! Values of single people are computed only where [`Context::people`] says so.

mod betweenness;
mod brokerage;
mod communication;
mod congruence;
mod contract;
mod ei;
mod holes;
mod krackhardt;
mod layers;
mod liaisons;
mod mapping_agreement;
mod mapping_fit;
mod meetings;
mod modularity;
mod options;
mod people;
mod propagation;
mod span;
mod teams;
#[cfg(test)]
mod tests;
mod words;

pub use contract::{About, Better, Context, Family, Figure, Method, Metric, Order, Reading, Value};
pub use options::{Bands, Options};

use rayon::prelude::*;

/// Every metric, by family.
pub const ALL: &[Metric] = &[
    span::SPAN,
    span::RELATIONSHIPS,
    layers::LAYERS,
    krackhardt::CONNECTEDNESS,
    krackhardt::HIERARCHY,
    krackhardt::EFFICIENCY,
    krackhardt::UPPER_BOUND,
    ei::REPORTING,
    modularity::MODULARITY,
    ei::DEPENDENCIES,
    propagation::PROPAGATION,
    congruence::CONGRUENCE,
    brokerage::TEAMS,
    betweenness::TEAMS,
    holes::TEAM_CONSTRAINT,
    holes::TEAM_SIZE,
    meetings::HOURS,
    meetings::EFFECTIVENESS,
    ei::MEETINGS,
    communication::COMMUNICATION,
    brokerage::PEOPLE,
    betweenness::PEOPLE,
    holes::PEOPLE_CONSTRAINT,
    holes::PEOPLE_SIZE,
    liaisons::SHARE,
    mapping_fit::RETENTION,
    mapping_fit::CONSISTENCY,
    mapping_agreement::VARIATION,
];

/// The metric with this name.
pub fn find(name: &str) -> Option<&'static Metric> {
    ALL.iter().find(|metric| metric.name == name)
}

/// A metric with what it says, or why it says nothing.
#[derive(Debug)]
pub struct Outcome {
    /// The metric.
    pub metric: &'static Metric,
    /// Its reading, or the reason why there is none.
    pub reading: Result<Reading, String>,
}

/// Computes the metrics that `wanted` picks, in the order of the registry, in parallel.
pub fn run(cx: &Context<'_>, wanted: impl Fn(&Metric) -> bool) -> Vec<Outcome> {
    let metrics: Vec<&'static Metric> = ALL.iter().filter(|metric| wanted(metric)).collect();
    metrics
        .into_par_iter()
        .map(|metric| Outcome {
            metric,
            reading: read(metric, cx),
        })
        .collect()
}

fn read(metric: &Metric, cx: &Context<'_>) -> Result<Reading, String> {
    let mut missing: Vec<String> = Vec::new();
    for reasons in metric.needs.iter().filter_map(|need| need.missing(cx.org)) {
        for reason in reasons.split("; ").map(str::to_owned) {
            if !missing.contains(&reason) {
                missing.push(reason);
            }
        }
    }
    if missing.is_empty() {
        (metric.compute)(cx)
    } else {
        Err(missing.join("; "))
    }
}
