//! The file as serde sees it, and the checks that serde cannot make.

use super::custom::{self, RawModels};
use super::hint::{nearest, with_hint};
use super::tables::{self, RawTables};
use super::{Config, ConfigError, Preset, RuleSetting, Suppression, rule_names};
use crate::advise;
use crate::facts::FactOptions;
use crate::lint::Level;
use crate::metrics;
use crate::models::Custom;
use crate::rules;
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Raw {
    preset: Option<Spanned<String>>,
    boundary_depth: Option<Spanned<u32>>,
    as_of: Option<Spanned<toml::Value>>,
    #[serde(default)]
    keep_leavers: bool,
    #[serde(default)]
    rules: BTreeMap<Spanned<String>, Spanned<RawRule>>,
    #[serde(default)]
    models: RawModels,
    #[serde(default)]
    allow: Vec<Spanned<RawAllow>>,
    #[serde(default)]
    tables: RawTables,
    metrics: Option<Spanned<metrics::Options>>,
    #[serde(default)]
    advise: advise::Options,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum RawRule {
    Level(String),
    Table(toml::Table),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawAllow {
    rule: Spanned<String>,
    #[serde(default)]
    subjects: Vec<String>,
    reason: Spanned<String>,
    until: Option<Spanned<toml::Value>>,
}

/// What is wrong and where, before the position is worked out.
pub(super) struct Fault {
    pub(super) span: Range<usize>,
    pub(super) message: String,
}

impl Fault {
    pub(super) fn at<T>(spanned: &Spanned<T>, message: impl Into<String>) -> Self {
        Self {
            span: spanned.span(),
            message: message.into(),
        }
    }
}

pub(super) fn parse(name: &str, text: &str) -> Result<Config, ConfigError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    read(text)
        .map(|config| Config {
            source: Some((name.to_owned(), text.to_owned())),
            ..config
        })
        .map_err(|fault| located(name, text, &fault))
}

fn located(name: &str, text: &str, fault: &Fault) -> ConfigError {
    let before = text.get(..fault.span.start).unwrap_or("");
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    ConfigError {
        file: name.to_owned(),
        line: before.matches('\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
        message: fault.message.clone(),
    }
}

fn read(text: &str) -> Result<Config, Fault> {
    let raw: Raw = toml::from_str(text).map_err(|error| Fault {
        span: error.span().unwrap_or(0..0),
        message: with_hint(error.message()),
    })?;
    let models = custom::resolve(raw.models)?;
    Ok(Config {
        preset: raw.preset.as_ref().map_or(Ok(Preset::default()), preset)?,
        rules: rule_settings(&raw.rules, &models)?,
        allow: raw
            .allow
            .iter()
            .map(|allow| suppression(allow, &models))
            .collect::<Result<_, _>>()?,
        files: tables::resolve(raw.tables)?,
        metrics: raw
            .metrics
            .map(metric_options)
            .transpose()?
            .unwrap_or_default(),
        facts: facts(raw.boundary_depth.as_ref())?,
        advise: raw.advise,
        as_of: raw.as_of.as_ref().map(date).transpose()?,
        keep_leavers: raw.keep_leavers,
        models,
        source: None,
    })
}

fn preset(word: &Spanned<String>) -> Result<Preset, Fault> {
    match word.get_ref().as_str() {
        "recommended" => Ok(Preset::Recommended),
        "all" => Ok(Preset::All),
        "none" => Ok(Preset::None),
        other => Err(unknown(
            word,
            "preset",
            other,
            ["recommended", "all", "none"],
        )),
    }
}

fn facts(depth: Option<&Spanned<u32>>) -> Result<FactOptions, Fault> {
    match depth {
        None => Ok(FactOptions::default()),
        Some(depth) if *depth.get_ref() >= 1 => Ok(FactOptions {
            boundary_depth: *depth.get_ref(),
        }),
        Some(depth) => Err(Fault::at(depth, "`boundary-depth` is at least 1")),
    }
}

fn metric_options(options: Spanned<metrics::Options>) -> Result<metrics::Options, Fault> {
    match options.get_ref().check() {
        Ok(()) => Ok(options.into_inner()),
        Err(message) => Err(Fault::at(&options, message)),
    }
}

pub(super) fn unknown<'a, T>(
    place: &Spanned<T>,
    what: &str,
    word: &str,
    valid: impl IntoIterator<Item = &'a str> + Clone,
) -> Fault {
    let hint = match nearest(word, valid.clone()) {
        Some(hint) => format!("did you mean `{hint}`?"),
        None => format!(
            "expected one of {}",
            valid
                .into_iter()
                .map(|word| format!("`{word}`"))
                .collect::<Vec<_>>()
                .join(", ")
        ),
    };
    Fault::at(place, format!("unknown {what} `{word}`; {hint}"))
}

/// A day as a string or as a date of TOML.
fn date(value: &Spanned<toml::Value>) -> Result<Date, Fault> {
    let text = match value.get_ref() {
        toml::Value::String(text) => text.clone(),
        toml::Value::Datetime(day) => day.to_string(),
        _ => String::new(),
    };
    text.parse()
        .map_err(|_| Fault::at(value, "expected a day such as `2026-12-31`"))
}

fn rule_settings(
    raw: &BTreeMap<Spanned<String>, Spanned<RawRule>>,
    models: &[Custom],
) -> Result<BTreeMap<String, RuleSetting>, Fault> {
    let mut settings = BTreeMap::new();
    for (name, value) in raw {
        known_rule(name, models)?;
        let setting = match value.get_ref() {
            RawRule::Level(word) => RuleSetting {
                level: Some(level(value, word)?),
                ..RuleSetting::default()
            },
            RawRule::Table(table) => rule_table(name, value, table, models)?,
        };
        settings.insert(name.get_ref().clone(), setting);
    }
    Ok(settings)
}

fn known_rule(name: &Spanned<String>, models: &[Custom]) -> Result<(), Fault> {
    let names = rule_names(models);
    if names.iter().any(|known| known == name.get_ref()) {
        return Ok(());
    }
    let hint = nearest(name.get_ref(), names).map_or_else(
        || "`orglint rules` lists all rules".to_owned(),
        |hint| format!("did you mean `{hint}`?"),
    );
    Err(Fault::at(
        name,
        format!("unknown rule `{}`; {hint}", name.get_ref()),
    ))
}

pub(super) fn level<T>(place: &Spanned<T>, word: &str) -> Result<Level, Fault> {
    const LEVELS: [Level; 4] = [Level::Allow, Level::Note, Level::Warning, Level::Error];
    LEVELS
        .into_iter()
        .find(|level| level.name() == word)
        .ok_or_else(|| unknown(place, "level", word, LEVELS.map(Level::name)))
}

fn rule_table(
    name: &Spanned<String>,
    place: &Spanned<RawRule>,
    table: &toml::Table,
    models: &[Custom],
) -> Result<RuleSetting, Fault> {
    let mut options = serde_json::Map::new();
    let mut configured = None;
    for (key, value) in table {
        if key == "level" {
            let word = value.as_str().unwrap_or_default();
            configured = Some(level(place, word)?);
        } else {
            let value = serde_json::to_value(value).unwrap_or_default();
            options.insert(key.clone(), value);
        }
    }
    let name = name.get_ref();
    let built = rules::find(name).map(|entry| {
        let built = (entry.build)(serde_json::Value::Object(options.clone()));
        built.map_err(|error| error.to_string())
    });
    let own = models.iter().find(|custom| custom.meta.name == name);
    let built = built.or_else(|| own.map(|custom| custom.rule(&options)));
    if let Some(Err(error)) = built {
        let message = with_hint(&error);
        return Err(Fault::at(place, format!("{name}: {message}")));
    }
    Ok(RuleSetting {
        level: configured,
        options,
    })
}

fn suppression(raw: &Spanned<RawAllow>, models: &[Custom]) -> Result<Suppression, Fault> {
    let allow = raw.get_ref();
    known_rule(&allow.rule, models)?;
    if allow.reason.get_ref().trim().is_empty() {
        return Err(Fault::at(
            &allow.reason,
            "`reason` says why the finding is accepted; it must not be blank",
        ));
    }
    let span = raw.span();
    Ok(Suppression {
        rule: allow.rule.get_ref().clone(),
        subjects: allow.subjects.clone(),
        reason: allow.reason.get_ref().clone(),
        until: allow.until.as_ref().map(date).transpose()?,
        span: (span.start as u32, span.end as u32),
    })
}
