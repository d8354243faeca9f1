//! For a terminal: what was read and found first, then the findings gathered by rule with the source
//! row and carets under the cell, then what was skipped.

mod excerpt;

use super::{plain, totals};
use crate::lint::words::{count, thousands};
use crate::lint::{Finding, Level};
use crate::report::{Group, Report, groups};
use anstyle::{AnsiColor, Style};
use std::io::{self, Write};

/// How much to show.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// How many findings of one rule are shown in full; the rest is counted.
    pub per_rule: usize,
    /// Whether to show how the files were read and every skipped rule.
    pub verbose: bool,
    /// Columns of the terminal.
    pub width: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            per_rule: 3,
            verbose: false,
            width: 120,
        }
    }
}

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

fn style(level: Level) -> Style {
    match level {
        Level::Error => AnsiColor::Red.on_default().bold(),
        Level::Warning => AnsiColor::Yellow.on_default().bold(),
        Level::Note | Level::Allow => AnsiColor::Cyan.on_default().bold(),
    }
}

/// Writes the report. Colour is always written; the caller strips it where no terminal shows it.
///
/// # Errors
/// If the writer fails.
pub fn write(report: &Report<'_>, options: Options, out: &mut dyn Write) -> io::Result<()> {
    summary(report, out)?;
    if options.verbose {
        reading(report, out)?;
    }
    let mut smell = None;
    for group in groups(report) {
        if smell != Some(group.rule.smell) {
            smell = Some(group.rule.smell);
            writeln!(out, "\n{BOLD}{}{BOLD:#}", group.rule.smell.heading())?;
        }
        write_group(report, &group, options, out)?;
    }
    let hidden = report.org.pseudonyms.is_some() && !options.verbose;
    if let Some(note) = report.notes().last().filter(|_| hidden) {
        writeln!(out, "{BOLD}hidden{BOLD:#}  {}", plain(note))?;
    }
    closing(report, options, out)
}

/// What was read and found, one line each.
///
/// # Errors
/// If the writer fails.
pub fn summary(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "{BOLD}read{BOLD:#}    {} from {}",
        totals::read(report),
        count(report.org.reads.len(), "file", "files")
    )?;
    let levels: Vec<String> = totals::levels(report)
        .into_iter()
        .map(|(level, _, words)| {
            let style = style(level);
            format!("{style}{words}{style:#}")
        })
        .collect();
    let found = if levels.is_empty() {
        totals::nothing(report).to_owned()
    } else {
        levels.join(", ")
    };
    writeln!(out, "{BOLD}found{BOLD:#}   {found}")?;
    match totals::baseline(report) {
        Some(known) => writeln!(out, "{BOLD}besides{BOLD:#} {known}"),
        None => Ok(()),
    }
}

fn reading(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n{BOLD}How the files were read{BOLD:#}")?;
    for read in &report.org.reads {
        let name = &report.org.sources.get(read.file).name;
        let rejected = if read.rejected > 0 {
            format!(", {} not used", thousands(read.rejected as usize))
        } else {
            String::new()
        };
        writeln!(
            out,
            "  {} {DIM}→{DIM:#} {}: {}{rejected}",
            plain(name),
            read.table.name(),
            count(read.rows as usize, "row", "rows"),
        )?;
        if let Some(why) = &read.why {
            writeln!(out, "      {DIM}{}{DIM:#}", plain(why))?;
        }
        for (header, meaning) in &read.columns {
            let meaning = meaning.map_or("not used", |column| column.name());
            writeln!(out, "      {} {DIM}→{DIM:#} {meaning}", plain(header))?;
        }
    }
    if let Some(states) = totals::snapshots(report) {
        writeln!(out, "  {states}")?;
    }
    for note in &report.notes() {
        writeln!(out, "  {DIM}note:{DIM:#} {}", plain(note))?;
    }
    Ok(())
}

fn write_group(
    report: &Report<'_>,
    group: &Group<'_>,
    options: Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    let many = group.findings.len();
    if many > options.per_rule {
        let style = style(group.level);
        let total = group.total().map_or_else(String::new, |(sum, unit)| {
            format!(", {} {unit} in all", thousands(sum as usize))
        });
        writeln!(
            out,
            "{style}{}[{}]{style:#}{BOLD}: {}{BOLD:#} {DIM}({}{total}){DIM:#}",
            group.level,
            group.rule.name,
            group.rule.summary,
            count(many, "finding", "findings"),
        )?;
    }
    for finding in group.findings.iter().take(options.per_rule) {
        write_finding(report, finding, options, out)?;
    }
    if many > options.per_rule {
        writeln!(
            out,
            "  {DIM}… {} more of this rule; `--rule {} --show-all` lists them{DIM:#}\n",
            thousands(many - options.per_rule),
            group.rule.name
        )?;
    }
    Ok(())
}

fn write_finding(
    report: &Report<'_>,
    finding: &Finding,
    options: Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "{}\n", excerpt::render(report, finding, options.width))
}

fn closing(report: &Report<'_>, options: Options, out: &mut dyn Write) -> io::Result<()> {
    if !report.accepted.is_empty() {
        writeln!(
            out,
            "{BOLD}accepted{BOLD:#} {} by orglint.toml",
            count(report.accepted.len(), "finding", "findings")
        )?;
    }
    if report.skipped.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "{BOLD}skipped{BOLD:#} {}",
        count(report.skipped.len(), "rule", "rules")
    )?;
    for (reason, rules) in totals::skipped(report) {
        let rules: Vec<&str> = rules.iter().map(|rule| rule.name).collect();
        let shown = if options.verbose || rules.len() <= 3 {
            rules.join(", ")
        } else {
            format!("{} and {} more", rules[..2].join(", "), rules.len() - 2)
        };
        writeln!(out, "  {reason} {DIM}({shown}){DIM:#}")?;
    }
    Ok(())
}
