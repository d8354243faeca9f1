//! `orglint metrics`.

use super::CliError;
use super::args::{MetricsArgs, MetricsFormat};
use super::deliver::deliver;
use super::load::read;
use crate::config::nearest;
use crate::emit::metrics as emit;
use crate::facts::Facts;
use crate::metrics::{self, Context, Metric};
use std::io::{self, Write};

/// Runs the command; gives the exit code.
pub(super) fn run(args: &MetricsArgs) -> Result<u8, CliError> {
    check_names(args)?;
    let wanted = |metric: &Metric| {
        args.metrics.is_empty() || args.metrics.iter().any(|name| name == metric.name)
    };
    if args.list {
        write(args, |out| emit::list(wanted, out))?;
        return Ok(0);
    }
    let loaded = read(&args.read)?;
    let facts = Facts::new(&loaded.org, loaded.config.facts);
    let mut options = loaded.config.metrics.clone();
    options.top = args.top.unwrap_or(options.top);
    let cx = Context {
        org: &loaded.org,
        facts: &facts,
        options: &options,
        people: args.with_people,
    };
    let found = metrics::run(&cx, wanted);
    write(args, |out| match args.format {
        MetricsFormat::Human => emit::human::write(&cx, &found, out),
        MetricsFormat::Json => emit::json::write(&cx, &found, out),
        MetricsFormat::Csv => emit::csv::write(&cx, &found, out),
    })?;
    Ok(0)
}

fn check_names(args: &MetricsArgs) -> Result<(), CliError> {
    let known = || metrics::ALL.iter().map(|metric| metric.name);
    let Some(name) = args
        .metrics
        .iter()
        .find(|name| metrics::find(name).is_none())
    else {
        return Ok(());
    };
    Err(CliError::Usage(match nearest(name, known()) {
        Some(hint) => format!("unknown metric `{name}`; did you mean `{hint}`?"),
        None => format!("unknown metric `{name}`; `orglint metrics --list` lists all metrics"),
    }))
}

/// To the file, without colour, or to standard output.
fn write(
    args: &MetricsArgs,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), CliError> {
    let colored = args.list || args.format == MetricsFormat::Human;
    deliver(args.output.as_ref(), colored, fill)
}
