//! `orglint baseline` and `check --baseline`: what is known and need not be mended today.

use super::CliError;
use super::args::BaselineArgs;
use super::load::load;
use super::save;
use crate::engine;
use crate::facts::Facts;
use crate::ingest::files;
use crate::lint::words::count;
use crate::report::Baseline;
use std::io::Write as _;
use std::path::Path;

/// Runs the command; gives the exit code.
pub(super) fn run(args: &BaselineArgs) -> Result<u8, CliError> {
    let loaded = load(&args.input)?;
    let facts = Facts::new(&loaded.org, loaded.config.facts);
    let report = engine::run(&facts, &loaded.config, loaded.config_file);
    let baseline = if args.shrink {
        read(&args.output)?.shrunk(&report)
    } else {
        Baseline::of(&report)
    };
    save::save(&args.output, |out| write!(out, "{baseline}"))?;
    let known = count(baseline.total(), "known finding", "known findings");
    writeln!(
        anstream::stdout(),
        "wrote   {} with {known}",
        files::shown(&args.output)
    )
    .map_err(CliError::writing("standard output"))?;
    Ok(0)
}

/// Reads a baseline.
pub(super) fn read(path: &Path) -> Result<Baseline, CliError> {
    let text = files::text(path)?;
    Baseline::parse(&text).map_err(|error| {
        CliError::Usage(format!(
            "{} is no baseline; `orglint baseline` writes one: {error}",
            files::shown(path)
        ))
    })
}
