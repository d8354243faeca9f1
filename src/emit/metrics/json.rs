//! The JSON contract of metrics, version 1. Its schema is `schema/metrics-v1.json`; fields are only ever
//! added.

use super::{key, name};
use crate::emit::json::Tool;
use crate::metrics::{Context, Method, Outcome, Reading};
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;
use std::io::{self, Write};

/// The metrics of an organization.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Document {
    /// Version of this contract.
    #[schemars(range(min = 1, max = 1))]
    pub schema_version: u32,
    /// What computed them.
    pub tool: Tool,
    /// Whether values of single people are among them.
    pub people: bool,
    /// Metrics with a value, in the order of the registry.
    pub metrics: Vec<WireMetric>,
    /// Metrics without.
    pub not_computed: Vec<WireAbsent>,
}

/// A metric with its values.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WireMetric {
    /// Name.
    pub metric: &'static str,
    /// Name in sentences.
    pub title: &'static str,
    /// Whether `higher`, `lower` or `neither` is better.
    #[schemars(extend("enum" = ["higher", "lower", "neither"]))]
    pub better: &'static str,
    /// What it means here.
    pub sentence: String,
    /// How the values came about.
    pub method: WireMethod,
    /// How the probabilities came about; `null` where nothing was tested.
    pub p_method: Option<WireMethod>,
    /// What was left out, a sentence each.
    pub notes: Vec<String>,
    /// The values, those of the organization first.
    pub values: Vec<WireValue>,
}

/// How numbers came about.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WireMethod {
    /// `exact`: from everything; `arrangements`: from every arrangement; `permutations`: from random ones;
    /// `sample`: from random start nodes.
    #[schemars(extend("enum" = ["exact", "arrangements", "permutations", "sample"]))]
    pub name: &'static str,
    /// Arrangements, permutations or start nodes; `null` for `exact`.
    pub rounds: Option<u64>,
    /// Seed of what was drawn; `null` where nothing was.
    pub seed: Option<u64>,
}

/// One value.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WireValue {
    /// `organization`, `team:ID`, `person:ID`, `meeting:ID`, `mapping:NAME`, `mappings:A~B` or `level:NUMBER`.
    pub subject: String,
    /// Name of the subject.
    pub label: String,
    /// Which figure of the metric.
    pub kind: &'static str,
    /// The number.
    pub value: f64,
    /// Its unit.
    pub unit: &'static str,
    /// Probability under chance, or `null`.
    pub p: Option<f64>,
    /// Number of cases it rests on.
    pub n: usize,
}

/// A metric without value.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WireAbsent {
    /// Name.
    pub metric: &'static str,
    /// Why.
    pub reason: String,
}

/// Writes the document, indented, with a line end.
///
/// # Errors
/// If the writer fails.
pub fn write(cx: &Context<'_>, found: &[Outcome], out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &document(cx, found))?;
    out.write_all(b"\n")
}

/// The JSON Schema of [`Document`], indented.
pub fn schema() -> String {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let schema = settings.into_generator().into_root_schema_for::<Document>();
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}

/// The outcomes as wire structs.
pub fn document(cx: &Context<'_>, found: &[Outcome]) -> Document {
    let mut metrics = Vec::new();
    let mut not_computed = Vec::new();
    for outcome in found {
        match &outcome.reading {
            Ok(reading) => metrics.push(metric(cx, outcome, reading)),
            Err(reason) => not_computed.push(WireAbsent {
                metric: outcome.metric.name,
                reason: reason.clone(),
            }),
        }
    }
    Document {
        schema_version: 1,
        tool: Tool {
            name: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
        },
        people: cx.people,
        metrics,
        not_computed,
    }
}

fn metric(cx: &Context<'_>, outcome: &Outcome, reading: &Reading) -> WireMetric {
    let metric = outcome.metric;
    WireMetric {
        metric: metric.name,
        title: metric.title,
        better: metric.better.name(),
        sentence: reading.sentence.clone(),
        method: method(reading.method),
        p_method: reading.p_method.map(method),
        notes: reading.notes.clone(),
        values: reading
            .values
            .iter()
            .map(|value| WireValue {
                subject: key(cx, &value.about),
                label: name(cx, &value.about).into_owned(),
                kind: value.kind,
                value: value.number,
                unit: metric.figure(value.kind).map_or("", |figure| figure.unit),
                p: value.p,
                n: value.n,
            })
            .collect(),
    }
}

fn method(method: Method) -> WireMethod {
    let (name, rounds, seed) = match method {
        Method::Exact => ("exact", None, None),
        Method::AllArrangements { rounds } => ("arrangements", Some(u64::from(rounds)), None),
        Method::Permutations { rounds, seed } => {
            ("permutations", Some(u64::from(rounds)), Some(seed))
        }
        Method::Sample { drawn, seed, .. } => ("sample", Some(drawn as u64), Some(seed)),
    };
    WireMethod { name, rounds, seed }
}
