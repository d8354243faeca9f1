//! `orglint explain checks`: what models of one's own are made of, and `explain` of one block.

use crate::models::checks::GROUPS;
use crate::models::condition::{Feature, Kind};
use crate::models::{self, Invariant};
use anstyle::Style;
use std::io::{self, Write};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// Lists the building blocks and the features of `recommend-when`.
pub(super) fn list(out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "Building blocks of coordination models. A model of your own chooses some of them under\n\
         [models.NAME] in orglint.toml; docs/custom-models.md has an example. What the files do not\n\
         say breaks nothing.\n"
    )?;
    let names = models::checks::ALL.iter().map(|block| block.name.len());
    let width = names.max().unwrap_or(0);
    for group in GROUPS {
        writeln!(out, "{BOLD}{}{BOLD:#}", group.heading)?;
        for block in group.blocks {
            writeln!(out, "  {:width$}  {}", block.name, block.sentence)?;
            if let Some(own) = block.number {
                let (key, default, says) = (own.key, own.default, own.says);
                writeln!(
                    out,
                    "  {:width$}  {DIM}{key} = {default}: {says}{DIM:#}",
                    ""
                )?;
            }
        }
    }
    writeln!(out, "\n{BOLD}Features for recommend-when{BOLD:#}")?;
    for feature in Feature::ALL {
        let (name, says) = (feature.name(), feature.says());
        writeln!(out, "  {name:width$}  {says}")?;
        writeln!(out, "  {:width$}  {DIM}{}{DIM:#}", "", values(*feature))?;
    }
    Ok(())
}

/// What a feature may be compared with.
fn values(feature: Feature) -> String {
    let name = feature.name();
    match feature.kind() {
        Kind::Truth => "true or false".to_owned(),
        Kind::Word(words) => words.join(", "),
        Kind::Number => format!("a number; also {name}-at-least, {name}-at-most"),
        Kind::Scale(scale) => format!("{}; also {name}-at-least, {name}-at-most", scale.join(", ")),
    }
}

/// Explains one building block.
pub(super) fn explain(block: &Invariant, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{BOLD}{}{BOLD:#}: {}", block.name, block.sentence)?;
    writeln!(
        out,
        "{DIM}Building block of coordination models, {}{DIM:#}",
        block.level
    )?;
    if let Some(own) = block.number {
        writeln!(
            out,
            "\n- `{}` (default {}): {}",
            own.key, own.default, own.says
        )?;
    }
    let users = models::ALL.iter().filter(|entry| {
        let mut own = entry.model.invariants.iter();
        own.any(|invariant| invariant.name == block.name)
    });
    let users: Vec<&str> = users.map(|entry| entry.model.name).collect();
    if !users.is_empty() {
        writeln!(out, "\nPart of {}.", users.join(", "))?;
    }
    Ok(())
}
