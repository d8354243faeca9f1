//! `orglint rules` and `orglint explain`.

use super::CliError;
use super::load::unknown_rule;
use crate::engine;
use crate::lint::{RuleMeta, Smell};
use crate::models;
use anstyle::Style;
use std::io::{self, Write};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// Lists all rules by smell.
pub(super) fn rules() -> Result<u8, CliError> {
    let mut out = anstream::stdout().lock();
    list(&mut out).map_err(CliError::writing("standard output"))?;
    Ok(0)
}

fn list(out: &mut dyn Write) -> io::Result<()> {
    let rules: Vec<&RuleMeta> = engine::all_rules().collect();
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

/// Prints the documentation of a rule, or of a coordination model by the rule that checks it.
pub(super) fn explain(name: &str) -> Result<u8, CliError> {
    if name == "advisor" {
        let mut out = anstream::stdout().lock();
        let page = crate::advise::page(&crate::advise::Options::default());
        return headed(&page, &mut out)
            .map(|()| 0)
            .map_err(CliError::writing("standard output"));
    }
    let models = models::ALL
        .iter()
        .map(|entry| entry.model.name)
        .chain(["advisor"]);
    let rules = engine::all_rules().map(|rule| rule.name);
    let known: Vec<&str> = rules.chain(models).collect();
    let of_model = models::find(name).map(|model| format!("model-{}", model.name));
    let wanted = of_model.as_deref().unwrap_or(name);
    let rule = engine::all_rules()
        .find(|rule| rule.name == wanted)
        .ok_or_else(|| CliError::Usage(unknown_rule(name, &known)))?;
    let mut out = anstream::stdout().lock();
    write(rule, &mut out).map_err(CliError::writing("standard output"))?;
    Ok(0)
}

fn write(rule: &RuleMeta, out: &mut dyn Write) -> io::Result<()> {
    let on = if rule.recommended {
        "on by default"
    } else {
        "opt-in"
    };
    writeln!(out, "{BOLD}{}{BOLD:#}: {}", rule.name, rule.summary)?;
    writeln!(
        out,
        "{DIM}{}, {}, {on}, since {}{DIM:#}\n",
        rule.smell.heading(),
        rule.level,
        rule.since
    )?;
    headed(&rule.markdown(), out)?;
    if !rule.sources.is_empty() {
        writeln!(out, "\n{BOLD}Sources{BOLD:#}")?;
        for source in rule.sources {
            writeln!(out, "- {source}")?;
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
