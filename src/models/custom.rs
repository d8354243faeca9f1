//! Models of one's own: made while the program runs of building blocks, and checked as those of the
//! catalogue are. Knows no configuration file.

use super::condition::{Condition, Feature, Match, matches};
use super::contract::{Category, Invariant, Model};
use super::row::Breaks;
use crate::lint::{Context, Level, Needs, RuleMeta, Runnable, Sink, Smell};
use crate::model::Table;
use std::collections::BTreeMap;
use std::fmt::Write;

/// What the owner of a model says about it.
#[derive(Clone, Debug)]
pub struct Description {
    /// Kebab-case name, the word in the coordination table.
    pub name: String,
    /// Name in sentences.
    pub title: String,
    /// What it is, in one sentence.
    pub meaning: String,
    /// Family; it decides who or what stands for a row in messages.
    pub category: Category,
    /// What must hold of a declared row.
    pub invariants: Vec<Given>,
    /// When it is the right choice.
    pub recommend_when: Vec<Condition>,
}

/// A building block as chosen.
#[derive(Clone, Copy, Debug)]
pub struct Given {
    /// The block.
    pub block: &'static Invariant,
    /// How loudly its break is told, where not as the block says.
    pub level: Option<Level>,
    /// Its number, where not as the block says.
    pub number: Option<u32>,
}

/// A model of one's own with its rule.
#[derive(Clone, Debug)]
pub struct Custom {
    /// The model.
    pub model: &'static Model,
    /// Description of its rule.
    pub meta: &'static RuleMeta,
    /// When it is the right choice.
    pub recommend_when: Vec<Condition>,
}

impl Custom {
    /// Makes the model.
    ///
    /// Descriptions of models and rules live as long as the program, so that findings can point at
    /// them. What is made here does too: a few hundred bytes for each model and each configuration
    /// that is read, which a program does once.
    pub fn new(description: Description) -> Self {
        let recommend_when = description.recommend_when.clone();
        let model: &'static Model = Box::leak(Box::new(model(description)));
        let meta = Box::leak(Box::new(meta(model)));
        Self {
            model,
            meta,
            recommend_when,
        }
    }

    /// Whether it is the right choice for a pair of teams of which `known` tells each feature: the
    /// one thing that an advisor asks. Values are those of [`Kind`](super::condition::Kind).
    pub fn recommended(&self, known: impl Fn(Feature) -> Option<i32>) -> Match {
        matches(&self.recommend_when, known)
    }

    /// Its rule. Options are the numbers of the building blocks; one that several blocks have sets
    /// all of them.
    ///
    /// # Errors
    /// The option that is none.
    pub fn rule(
        &self,
        options: &serde_json::Map<String, serde_json::Value>,
    ) -> Result<Box<dyn Runnable>, String> {
        let mut checks: Vec<Check> = self.model.invariants.iter().map(Check::new).collect();
        for (key, value) in options {
            set(&mut checks, key, value)?;
        }
        Ok(Box::new(CustomRule {
            model: self.model,
            meta: self.meta,
            checks,
        }))
    }
}

fn set(checks: &mut [Check], key: &str, value: &serde_json::Value) -> Result<(), String> {
    let keys: Vec<&str> = (checks.iter())
        .flat_map(|check| check.numbers.keys().copied())
        .collect();
    if !keys.contains(&key) {
        return Err(match keys.as_slice() {
            [] => format!("unknown field `{key}`, there are no options"),
            keys => format!(
                "unknown field `{key}`, expected one of `{}`",
                keys.join("`, `")
            ),
        });
    }
    let number = value.as_u64().and_then(|number| u32::try_from(number).ok());
    let number = number.ok_or_else(|| format!("`{key}` is a whole number from 0"))?;
    for own in checks.iter_mut().filter_map(|c| c.numbers.get_mut(key)) {
        *own = number;
    }
    Ok(())
}

/// An invariant with its number as configured.
#[derive(Debug)]
struct Check {
    invariant: &'static Invariant,
    numbers: BTreeMap<&'static str, u32>,
}

impl Check {
    fn new(invariant: &'static Invariant) -> Self {
        let number = invariant.number.iter();
        Self {
            invariant,
            numbers: number.map(|number| (number.key, number.default)).collect(),
        }
    }
}

/// The rule of a model of one's own.
#[derive(Debug)]
struct CustomRule {
    model: &'static Model,
    meta: &'static RuleMeta,
    checks: Vec<Check>,
}

impl Runnable for CustomRule {
    fn meta(&self) -> &'static RuleMeta {
        self.meta
    }

    fn run(&self, cx: Context<'_>, sink: &mut Sink) {
        for check in &self.checks {
            for row in self.model.rows(cx, &check.numbers) {
                let mut breaks = Breaks::default();
                (check.invariant.check)(&row, &mut breaks);
                breaks.report(&row, check.invariant, sink);
            }
        }
    }
}

fn leak(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}

fn model(description: Description) -> Model {
    let recommend_when = alternatives(&description.recommend_when);
    let invariants: Vec<Invariant> = description.invariants.iter().map(chosen).collect();
    Model {
        kind: None,
        name: leak(description.name),
        title: leak(description.title),
        category: description.category,
        meaning: leak(description.meaning),
        columns: &[],
        invariants: Box::leak(invariants.into_boxed_slice()),
        recommend_when: leak(recommend_when),
        also: &[],
        shown: None,
        sources: &[],
    }
}

fn chosen(given: &Given) -> Invariant {
    let mut invariant = *given.block;
    invariant.level = given.level.unwrap_or(invariant.level);
    if let (Some(own), Some(number)) = (&mut invariant.number, given.number) {
        own.default = number;
    }
    invariant
}

fn alternatives(conditions: &[Condition]) -> String {
    let told: Vec<String> = conditions.iter().map(ToString::to_string).collect();
    told.join("; or ")
}

fn meta(model: &'static Model) -> RuleMeta {
    RuleMeta {
        name: leak(format!("model-{}", model.name)),
        summary: leak(format!(
            "{}: a declared row breaks what the model asks for",
            model.title
        )),
        smell: Smell::Coordination,
        level: Level::Warning,
        recommended: true,
        since: "",
        needs: &[Needs::Table(Table::Coordination)],
        implements: &[],
        sources: &[],
        docs: leak(page(model)),
        file: "orglint.toml",
    }
}

/// The page, in the shape of those of the catalogue.
fn page(model: &Model) -> String {
    let mut text = format!(
        "## What it does\nChecks every declared row of the model. {} What the files do not say is \
         not held against a row. These must hold:\n\n",
        model.meaning
    );
    // Writing to a text cannot fail.
    for invariant in model.invariants {
        let _ = writeln!(text, "- `{}`: {}.", invariant.name, invariant.sentence);
    }
    if !model.recommend_when.is_empty() {
        let _ = write!(
            text,
            "\n## When it is the right choice\n{}.\n",
            model.recommend_when.trim_end_matches('.')
        );
    }
    let numbers: Vec<String> = (model.invariants.iter())
        .filter_map(|invariant| invariant.number)
        .map(|own| format!("- `{}` (default {}): {}.\n", own.key, own.default, own.says))
        .collect();
    if !numbers.is_empty() {
        let _ = write!(text, "\n## Options\n{}", numbers.concat());
    }
    text
}
