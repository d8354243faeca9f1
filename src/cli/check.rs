//! `orglint check`.

use super::CliError;
use super::args::{CheckArgs, Format};
use super::load::load;
use crate::emit::{self, human};
use crate::engine;
use crate::facts::Facts;
use crate::report::Report;
use std::fs::File;
use std::io::{self, BufWriter, Write};

/// Runs the command; gives the exit code.
pub(super) fn run(args: &CheckArgs) -> Result<u8, CliError> {
    let loaded = load(&args.input)?;
    let facts = Facts::new(&loaded.org, loaded.config.facts);
    let report = engine::run(&facts, &loaded.config, loaded.config_file);
    write(args, &report)?;
    Ok(u8::from(report.fails(args.fail_on.level())))
}

fn write(args: &CheckArgs, report: &Report<'_>) -> Result<(), CliError> {
    if let Some(path) = &args.output {
        let name = path.display().to_string();
        let file = File::create(path).map_err(CliError::writing(&name))?;
        let mut out = anstream::StripStream::new(BufWriter::new(file));
        emit(args, report, &mut out)
            .and_then(|()| out.flush())
            .map_err(CliError::writing(name))
    } else {
        let stdout = anstream::AutoStream::auto(io::stdout().lock());
        let mut out = BufWriter::with_capacity(1 << 16, stdout);
        emit(args, report, &mut out)
            .and_then(|()| out.flush())
            .map_err(CliError::writing("standard output"))
    }
}

fn emit(args: &CheckArgs, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    match args.format {
        Format::Human => human::write(report, human_options(args), out),
        Format::Concise => emit::concise::write(report, out),
        Format::Json => emit::json::write(report, out),
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
