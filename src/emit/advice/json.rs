//! The JSON contract of the advice, version 1. Its schema is `schema/advice-v1.json`; fields are only
//! ever added.

use super::{counts, locations, verdicts};
use crate::advise::feature::{Origin, Used};
use crate::advise::{Advice, Advised, Flip, GroupAdvice};
use crate::emit::json::{Tool, WireLocation};
use crate::model::Org;
use crate::source::{Location, Place};
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// All advice about an organization.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Document<'o> {
    /// Version of this contract.
    #[schemars(range(min = 1, max = 1))]
    pub schema_version: u32,
    /// What made the advice.
    pub tool: Tool,
    /// Counts.
    pub summary: Summary,
    /// Tables and columns that are absent, one sentence each.
    pub unknown: Vec<String>,
    /// Pairs of teams, what matters most first.
    pub pairs: Vec<WirePair<'o>>,
    /// Groups of teams.
    pub groups: Vec<WireGroup<'o>>,
}

/// Counts.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Summary {
    /// How often each answer is given.
    pub answers: BTreeMap<&'static str, usize>,
    /// How many pairs compare in each way with what is declared.
    pub verdicts: BTreeMap<&'static str, usize>,
    /// Pairs that share a meeting and of which nothing else is known.
    pub silent_pairs: usize,
}

/// One pair of teams.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WirePair<'o> {
    /// Id of the team that needs something.
    pub from: String,
    /// Id of the team of which it is needed.
    pub to: String,
    /// `nothing`, `notes`, `restructure-meeting` or the name of a model.
    pub recommended: &'static str,
    /// Row of the decision table.
    pub row: &'static str,
    /// The reason in one sentence.
    pub reason: String,
    /// Where the row comes from.
    pub source: &'static str,
    /// What the answer was made of.
    pub features: Vec<WireFeature<'o>>,
    /// What would change it, nearest first.
    pub flips: Vec<WireFlip>,
    /// Known features of the used ones, from 0 to 1.
    pub confidence: f64,
    /// Answers of later rows.
    pub also_consider: Vec<&'static str>,
    /// Models of one's own whose condition holds.
    pub own_models: Vec<&'static str>,
    /// Answers that would have made a rule speak.
    pub refused: Vec<WireRefused>,
    /// What is declared.
    pub declared: Vec<WireDeclared<'o>>,
    /// `stronger-needed`, `cheaper-suffices`, `differs`, `undeclared` or `agrees`.
    #[schemars(extend("enum" = ["stronger-needed", "cheaper-suffices", "differs", "undeclared", "agrees"]))]
    pub verdict: &'static str,
    /// Sum of the weights of the dependencies between the two.
    pub weight: f64,
}

/// A feature and where it came from.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WireFeature<'o> {
    /// Its name.
    pub name: &'static str,
    /// Its value in words.
    pub value: String,
    /// `stated` by a cell, `derived` from the tables, or `assumed`.
    #[schemars(extend("enum" = ["stated", "derived", "assumed"]))]
    pub origin: &'static str,
    /// The cell, where one states it.
    pub location: Option<WireLocation<'o>>,
    /// How it was derived, or why it is assumed.
    pub note: Option<String>,
}

/// A change that gives another answer.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WireFlip {
    /// The feature that changes.
    pub feature: &'static str,
    /// To which value.
    pub value: String,
    /// What is recommended then.
    pub recommended: &'static str,
    /// By which row.
    pub row: &'static str,
}

/// An answer that was not given.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WireRefused {
    /// The answer.
    pub answer: &'static str,
    /// What would have been found.
    pub why: String,
}

/// Something declared.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WireDeclared<'o> {
    /// Name of the model, or `null` for a meeting and for models of one's own.
    pub model: Option<&'static str>,
    /// In words.
    pub title: String,
    /// Where it stands.
    pub location: WireLocation<'o>,
}

/// One group.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WireGroup<'o> {
    /// What it is about.
    pub subject: String,
    /// Ids of the teams.
    pub teams: Vec<String>,
    /// Name of the model.
    pub recommended: &'static str,
    /// Row of the decision table.
    pub row: &'static str,
    /// The reason in one sentence.
    pub reason: String,
    /// Where the row comes from.
    pub source: &'static str,
    /// What keeps it from being done as it is.
    pub caution: Option<String>,
    /// Whether it is declared already.
    pub declared: bool,
    /// Where what it rests on stands.
    pub evidence: Vec<WireLocation<'o>>,
}

/// Writes the document, indented, with a line end.
///
/// # Errors
/// If the writer fails.
pub fn write(advised: &Advised<'_>, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &document(advised))?;
    out.write_all(b"\n")
}

/// The JSON Schema of [`Document`], indented.
pub fn schema() -> String {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let schema = settings
        .into_generator()
        .into_root_schema_for::<Document<'_>>();
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}

/// The advice as wire structs.
pub fn document<'o>(advised: &Advised<'o>) -> Document<'o> {
    let places = Places {
        advised,
        found: locations(advised),
    };
    Document {
        schema_version: 1,
        tool: Tool {
            name: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
        },
        summary: Summary {
            answers: counts(advised)
                .into_iter()
                .map(|(answer, number)| (answer.name(), number))
                .collect(),
            verdicts: verdicts(advised)
                .into_iter()
                .map(|(verdict, number)| (verdict.name(), number))
                .collect(),
            silent_pairs: advised.silent_pairs,
        },
        unknown: advised.unknown.clone(),
        pairs: advised.pairs.iter().map(|pair| places.pair(pair)).collect(),
        groups: advised
            .groups
            .iter()
            .map(|group| places.group(group))
            .collect(),
    }
}

struct Places<'a, 'o> {
    advised: &'a Advised<'o>,
    found: BTreeMap<Place, Location>,
}

impl<'o> Places<'_, 'o> {
    fn location(&self, place: Place) -> WireLocation<'o> {
        let org: &'o Org = self.advised.org;
        let found = self.found.get(&place);
        WireLocation {
            file: &org.sources.get(place.file).name,
            line: found.map_or(1, |at| at.line),
            column: found.map_or(1, |at| at.column),
            end_column: found.map_or(1, |at| at.end_column),
        }
    }

    fn pair(&self, pair: &Advice) -> WirePair<'o> {
        let org = self.advised.org;
        WirePair {
            from: org.team(pair.from).key().to_owned(),
            to: org.team(pair.to).key().to_owned(),
            recommended: pair.answer.name(),
            row: pair.row.id,
            reason: pair.reason.clone(),
            source: pair.row.source,
            features: pair.used.iter().map(|used| self.feature(used)).collect(),
            flips: pair.flips.iter().map(flip).collect(),
            confidence: pair.confidence(),
            also_consider: pair.also.iter().map(|also| also.answer.name()).collect(),
            own_models: pair.own.iter().map(|model| model.name).collect(),
            refused: pair
                .refused
                .iter()
                .map(|refused| WireRefused {
                    answer: refused.answer.name(),
                    why: refused.why.clone(),
                })
                .collect(),
            declared: pair
                .declared
                .iter()
                .map(|one| WireDeclared {
                    model: one.model.map(crate::model::CoordinationModel::name),
                    title: one.title.clone(),
                    location: self.location(one.place),
                })
                .collect(),
            verdict: pair.verdict.name(),
            weight: pair.weight,
        }
    }

    fn feature(&self, used: &Used) -> WireFeature<'o> {
        let (origin, location, note) = match &used.origin {
            Origin::Stated(place) => ("stated", Some(self.location(*place)), None),
            Origin::Derived(how) => ("derived", None, Some(how.clone())),
            Origin::Assumed(why) => ("assumed", None, Some((*why).to_owned())),
        };
        WireFeature {
            name: used.feature.name(),
            value: used.feature.word(used.value),
            origin,
            location,
            note,
        }
    }

    fn group(&self, group: &GroupAdvice) -> WireGroup<'o> {
        let org = self.advised.org;
        WireGroup {
            subject: group.subject.clone(),
            teams: group
                .teams
                .iter()
                .map(|team| org.team(*team).key().to_owned())
                .collect(),
            recommended: group.answer.name(),
            row: group.row.id,
            reason: group.reason.clone(),
            source: group.row.source,
            caution: group.caution.clone(),
            declared: group.declared,
            evidence: group
                .evidence
                .iter()
                .map(|place| self.location(*place))
                .collect(),
        }
    }
}

fn flip(flip: &Flip) -> WireFlip {
    WireFlip {
        feature: flip.feature.name(),
        value: flip.feature.word(flip.value),
        recommended: flip.answer.name(),
        row: flip.row,
    }
}
