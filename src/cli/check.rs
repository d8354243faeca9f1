//! `orglint check`.

use super::CliError;
use super::args::{CheckArgs, Format};
use super::load::load;
use super::save::save;
use crate::emit::{self, human};
use crate::engine;
use crate::facts::Facts;
use crate::report::Report;
use anstream::adapter::strip_bytes;
use std::io::{self, BufWriter, Write};

/// Runs the command; gives the exit code.
pub(super) fn run(args: &CheckArgs) -> Result<u8, CliError> {
    let loaded = load(&args.input)?;
    let facts = Facts::new(&loaded.org, loaded.config.facts);
    let report = engine::run(&facts, &loaded.config, loaded.config_file);
    match write(args, &report) {
        // A reader that has seen enough does not change what was found.
        Err(error) if error.is_broken_pipe() => {}
        written => written?,
    }
    let fails = args.fail_on.level();
    let code = u8::from(fails.is_some_and(|level| report.fails(level)));
    // The process ends here. Giving back each of a million small strings takes a tenth of the whole
    // run, and the system takes all of them at once.
    std::mem::forget((report, facts));
    std::mem::forget(loaded);
    Ok(code)
}

fn write(args: &CheckArgs, report: &Report<'_>) -> Result<(), CliError> {
    let colored = args.format == Format::Human;
    // `-` is standard output here as well.
    let file = args.output.as_ref().filter(|path| path.as_os_str() != "-");
    if let Some(path) = file {
        let mut text = Vec::new();
        emit(args, report, &mut text).map_err(CliError::writing("the output"))?;
        if colored {
            text = strip_bytes(&text).into_vec();
        }
        return save(path, |file| file.write_all(&text));
    }
    let stdout = io::stdout().lock();
    let stdout: Box<dyn Write> = if colored {
        Box::new(anstream::AutoStream::auto(stdout))
    } else {
        Box::new(stdout)
    };
    let mut out = BufWriter::with_capacity(1 << 16, stdout);
    emit(args, report, &mut out)
        .and_then(|()| out.flush())
        .map_err(CliError::writing("standard output"))
}

fn emit(args: &CheckArgs, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    match args.format {
        Format::Human => human::write(report, human_options(args), out),
        Format::Concise => emit::concise::write(report, out),
        Format::Json => emit::json::write(report, out),
        Format::Sarif => emit::sarif::write(report, out),
        Format::Github => emit::github::write(report, out),
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
