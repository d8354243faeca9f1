//! `orglint.toml`: presets, levels and options of rules, options of metrics, suppressions, and how tables
//! are read.
//! Knows the rules by name; opens no files itself.

mod custom;
mod hint;
mod raw;
mod tables;

pub use hint::{nearest, with_hint};
pub use tables::FileSpec;

use crate::advise;
use crate::facts::FactOptions;
use crate::lint::{Level, RuleEntry, RuleMeta};
use crate::metrics;
use crate::models::Custom;
use crate::rules;
use jiff::civil::Date;
use std::collections::BTreeMap;
use thiserror::Error;

/// What is wrong with a configuration, as one or more lines ready for the user.
#[derive(Debug, Error)]
#[error("{file}:{line}:{column}: {message}")]
pub struct ConfigError {
    /// File as shown to the user.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1.
    pub column: usize,
    /// What is wrong and the nearest valid value.
    pub message: String,
}

/// Which rules are on unless said otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Preset {
    /// Rules whose findings a reader would act on.
    #[default]
    Recommended,
    /// Every rule.
    All,
    /// None; each rule is switched on by name.
    None,
}

/// One `[[allow]]` entry.
#[derive(Clone, Debug)]
pub struct Suppression {
    /// Rule whose findings it accepts.
    pub rule: String,
    /// Subjects it accepts; a trailing `*` stands for any ending.
    pub subjects: Vec<String>,
    /// Why; never blank.
    pub reason: String,
    /// Last day on which it holds.
    pub until: Option<Date>,
    /// Bytes of the entry in the configuration file.
    pub span: (u32, u32),
}

/// A rule's settings.
#[derive(Clone, Debug, Default)]
pub struct RuleSetting {
    /// Level for all its findings.
    pub level: Option<Level>,
    /// Its options.
    pub options: serde_json::Map<String, serde_json::Value>,
}

/// A checked configuration.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// Which rules are on unless said otherwise.
    pub preset: Preset,
    /// Settings by rule name.
    pub rules: BTreeMap<String, RuleSetting>,
    /// Coordination models of one's own, by name.
    pub models: Vec<Custom>,
    /// Accepted findings.
    pub allow: Vec<Suppression>,
    /// How tables are read.
    pub files: Vec<FileSpec>,
    /// Choices that facts depend on.
    pub facts: FactOptions,
    /// Choices that metrics depend on.
    pub metrics: metrics::Options,
    /// Thresholds of the advisor.
    pub advise: advise::Options,
    /// The day that counts as today.
    pub as_of: Option<Date>,
    /// Whether people who left are kept.
    pub keep_leavers: bool,
    /// Name and text of the file, for findings about it.
    pub source: Option<(String, String)>,
}

impl Config {
    /// Reads and checks a configuration. `name` is the file as shown to the user.
    ///
    /// # Errors
    /// The first thing that is wrong, with its place and the nearest valid value.
    pub fn parse(name: &str, text: &str) -> Result<Self, ConfigError> {
        raw::parse(name, text)
    }

    /// Words of the coordination table that mean models of one's own: their names and titles.
    pub fn model_words(&self) -> Vec<String> {
        let models = self.models.iter().map(|custom| custom.model);
        models
            .flat_map(|model| [model.name.to_owned(), model.title.to_owned()])
            .collect()
    }

    /// Whether a rule is on, and at which configured level.
    pub fn level_of(&self, meta: &RuleMeta) -> (bool, Option<Level>) {
        let configured = self.rules.get(meta.name).and_then(|rule| rule.level);
        let on = match configured {
            Some(level) => level > Level::Allow,
            None => {
                self.rules.contains_key(meta.name)
                    || match self.preset {
                        Preset::All => true,
                        Preset::None => false,
                        Preset::Recommended => meta.recommended,
                    }
            }
        };
        (on, configured)
    }

    /// The options of a rule as the registry takes them.
    pub fn options_of(&self, entry: &RuleEntry) -> serde_json::Value {
        let options = self
            .rules
            .get(entry.meta.name)
            .map(|rule| rule.options.clone())
            .unwrap_or_default();
        serde_json::Value::Object(options)
    }
}

/// Names of all rules, those of the engine and of models of one's own included.
fn rule_names(models: &[Custom]) -> Vec<&'static str> {
    let rules = rules::ALL.iter().map(|entry| entry.meta.name);
    let own = models.iter().map(|custom| custom.meta.name);
    rules.chain(own).chain(["stale-suppression"]).collect()
}

#[cfg(test)]
mod tests;
