//! `orglint check`.

use super::args::{CheckArgs, Format};
use super::deliver::deliver;
use super::load::load;
use super::{CliError, baseline, gate};
use crate::emit::{self, human};
use crate::engine;
use crate::facts::Facts;
use crate::report::Report;
use std::io::{self, Write};

/// Runs the command; gives the exit code.
pub(super) fn run(args: &CheckArgs) -> Result<u8, CliError> {
    gate::check_names(args)?;
    let known = args.baseline.as_deref().map(baseline::read).transpose()?;
    let loaded = load(&args.input)?;
    let facts = Facts::new(&loaded.org, loaded.config.facts);
    let mut report = engine::run(&facts, &loaded.config, loaded.config_file);
    if let Some(known) = known {
        known.apply(&mut report);
    }
    match write(args, &report) {
        // A reader that has seen enough does not change what was found.
        Err(error) if error.is_broken_pipe() => {}
        written => written?,
    }
    let code = u8::from(gate::shut(args, &report));
    // The process ends here. Giving back each of a million small strings takes a tenth of the whole
    // run, and the system takes all of them at once.
    std::mem::forget((report, facts));
    std::mem::forget(loaded);
    Ok(code)
}

fn write(args: &CheckArgs, report: &Report<'_>) -> Result<(), CliError> {
    let colored = args.format == Format::Human;
    deliver(args.output.as_ref(), colored, |out| emit(args, report, out))
}

fn emit(args: &CheckArgs, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    match args.format {
        Format::Human => human::write(report, human_options(args), out),
        Format::Concise => emit::concise::write(report, out),
        Format::Json => emit::json::write(report, out),
        Format::Sarif => emit::sarif::write(report, out),
        Format::Github => emit::github::write(report, out),
        Format::Gitlab => emit::gitlab::write(report, out),
        Format::Junit => emit::junit::write(report, out),
        Format::Checkstyle => emit::checkstyle::write(report, out),
        Format::Markdown => emit::markdown::write(report, out),
        Format::Csv => emit::csv::write(report, out),
    }
}

fn human_options(args: &CheckArgs) -> human::Options {
    let defaults = human::Options::default();
    human::Options {
        per_rule: if args.show_all {
            usize::MAX
        } else {
            defaults.per_rule
        },
        verbose: args.verbose,
        width: defaults.width,
    }
}
