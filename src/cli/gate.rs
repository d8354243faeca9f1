//! What makes `check` end with exit code 1, each reason told on standard error unless the findings
//! themselves are the reason.

use super::CliError;
use super::args::CheckArgs;
use crate::config::nearest;
use crate::engine;
use crate::lint::Level;
use crate::lint::words::count;
use crate::model::Table;
use crate::report::Report;
use std::io::Write as _;

/// Refuses names of `--require` that are neither a table nor a rule.
pub(super) fn check_names(args: &CheckArgs) -> Result<(), CliError> {
    for name in &args.require {
        if Table::from_name(name).is_some() || engine::all_rules().any(|rule| rule.name == name) {
            continue;
        }
        let tables = Table::ALL.iter().map(|table| table.name());
        let rules = engine::all_rules().map(|rule| rule.name);
        let hint = nearest(name, tables).or_else(|| nearest(name, rules));
        let hint = hint.map_or(String::new(), |hint| format!("; did you mean `{hint}`?"));
        let message = format!("--require: `{name}` is neither a table nor a rule{hint}");
        return Err(CliError::Usage(message));
    }
    Ok(())
}

/// Whether the gate stays shut.
pub(super) fn shut(args: &CheckArgs, report: &Report<'_>) -> bool {
    let reasons = reasons(args, report);
    for reason in &reasons {
        // Nothing is left to tell the error to.
        let _ = writeln!(anstream::stderr(), "orglint: {reason}");
    }
    let level = args.fail_on.level();
    !reasons.is_empty() || level.is_some_and(|level| report.fails(level))
}

fn reasons(args: &CheckArgs, report: &Report<'_>) -> Vec<String> {
    let mut reasons: Vec<String> = args
        .require
        .iter()
        .filter_map(|name| not_looked_at(name, report))
        .collect();
    let warnings = report.count(Level::Warning);
    if let Some(most) = args.max_warnings.filter(|most| warnings > *most) {
        let warnings = count(warnings, "warning", "warnings");
        reasons.push(format!("{warnings}, and --max-warnings allows {most}"));
    }
    let fixed = report
        .baseline
        .as_ref()
        .map_or(0, |delta| delta.fixed.len());
    if args.strict_baseline && fixed > 0 {
        let fixed = count(fixed, "finding", "findings");
        reasons.push(format!(
            "{fixed} of the baseline no longer found; `orglint baseline --shrink` takes them out"
        ));
    }
    reasons
}

/// Why a table or rule that is required was not looked at.
fn not_looked_at(name: &str, report: &Report<'_>) -> Option<String> {
    if let Some(table) = Table::from_name(name) {
        let mut reads = report.org.reads.iter();
        let read = reads.any(|read| read.table == table && read.rows > 0);
        return (!read).then(|| format!("required: there is no {name} table"));
    }
    if let Some(skip) = report.skipped.iter().find(|skip| skip.rule.name == name) {
        return Some(format!(
            "required: rule {name} had nothing to look at: {}",
            skip.reason
        ));
    }
    let looked = report.rules.iter().any(|rule| rule.name == name);
    (!looked).then(|| format!("required: rule {name} is off"))
}
