//! `orglint rules` and `orglint explain` of rules, models and metrics.

use super::CliError;
use super::checks;
use super::load::{configuration, unknown_rule};
use crate::advise;
use crate::config::Config;
use crate::emit::metrics::page;
use crate::engine;
use crate::lint::{RuleMeta, Smell, sentence};
use crate::metrics;
use crate::models;
use anstyle::Style;
use std::io::{self, Write};
use std::path::Path;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// Lists all rules by smell.
pub(super) fn rules(config: Option<&Path>) -> Result<u8, CliError> {
    let config = configuration(config)?;
    let mut out = anstream::stdout().lock();
    list(&config, &mut out).map_err(CliError::writing("standard output"))?;
    Ok(0)
}

fn list(config: &Config, out: &mut dyn Write) -> io::Result<()> {
    let rules: Vec<&RuleMeta> = engine::rules_of(config).collect();
    let width = rules.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    for smell in Smell::ALL {
        writeln!(out, "{BOLD}{}{BOLD:#}", smell.heading())?;
        for rule in rules.iter().filter(|rule| rule.smell == *smell) {
            let off = if rule.recommended { "" } else { " (opt-in)" };
            writeln!(
                out,
                "  {:width$}  {:7}  {}{DIM}{off}{DIM:#}",
                rule.name,
                rule.level.name(),
                rule.summary
            )?;
        }
    }
    Ok(())
}

/// Prints the documentation of a rule, of a coordination model by the rule that checks it, or of a
/// metric.
pub(super) fn explain(name: &str, config: Option<&Path>) -> Result<u8, CliError> {
    let mut out = anstream::stdout().lock();
    let written = if name == "checks" {
        checks::list(&mut out)
    } else if name == "advisor" {
        headed(&advise::page(&advise::Options::default()), &mut out)
    } else if let Some(block) = models::checks::find(name) {
        checks::explain(block, &mut out)
    } else if let Some(rule) = rule_about(name, engine::all_rules()) {
        write(rule, &mut out)
    } else if let Some(metric) = metrics::find(name) {
        page(metric, &mut out)
    } else {
        // Only now, so that a configuration in the way hinders nobody who asks for a rule.
        let config = configuration(config)?;
        let rule = rule_about(name, engine::rules_of(&config))
            .ok_or_else(|| CliError::Usage(unknown_rule(name, &words(&config))))?;
        write(rule, &mut out)
    };
    written.map_err(CliError::writing("standard output"))?;
    Ok(0)
}

/// The rule of this name, else the rule of the model of this name.
fn rule_about(
    name: &str,
    mut rules: impl Iterator<Item = &'static RuleMeta>,
) -> Option<&'static RuleMeta> {
    rules.find(|rule| rule.name == name || rule.name.strip_prefix("model-") == Some(name))
}

/// Everything that can be explained.
fn words(config: &Config) -> Vec<&'static str> {
    let rules: Vec<&str> = engine::rules_of(config).map(|rule| rule.name).collect();
    let models = rules.iter().filter_map(|rule| rule.strip_prefix("model-"));
    let blocks = models::checks::ALL.iter().map(|block| block.name);
    let rules_and_models = rules.iter().copied().chain(models);
    let metrics = metrics::ALL.iter().map(|metric| metric.name);
    let others = blocks.chain(metrics).chain(["checks"]);
    rules_and_models.chain(others).collect()
}

fn write(rule: &RuleMeta, out: &mut dyn Write) -> io::Result<()> {
    let on = if rule.recommended {
        "on by default"
    } else {
        "opt-in"
    };
    let since = match rule.since {
        "" => "described in orglint.toml".to_owned(),
        version => format!("since {version}"),
    };
    writeln!(out, "{BOLD}{}{BOLD:#}: {}", rule.name, rule.summary)?;
    writeln!(
        out,
        "{DIM}{}, {}, {on}, {since}{DIM:#}\n",
        rule.smell.heading(),
        rule.level,
    )?;
    headed(&rule.markdown(), out)?;
    let related: Vec<&str> = engine::related(rule)
        .iter()
        .map(|other| other.name)
        .collect();
    if !related.is_empty() {
        writeln!(out, "\n{BOLD}Related{BOLD:#}\n{}", related.join(", "))?;
    }
    if !rule.sources.is_empty() {
        writeln!(out, "\n{BOLD}Sources{BOLD:#}")?;
        for source in rule.sources {
            writeln!(out, "- {source}")?;
        }
        for sentence in rule.implements.iter().filter_map(|id| sentence(id)) {
            writeln!(out, "- {}: {}", sentence.id, sentence.says)?;
        }
    }
    Ok(())
}

/// Markdown with its headings in bold.
fn headed(text: &str, out: &mut dyn Write) -> io::Result<()> {
    for line in text.lines() {
        let heading = line.strip_prefix("## ").or_else(|| line.strip_prefix("# "));
        match heading {
            Some(heading) => writeln!(out, "{BOLD}{heading}{BOLD:#}")?,
            None => writeln!(out, "{line}")?,
        }
    }
    Ok(())
}
