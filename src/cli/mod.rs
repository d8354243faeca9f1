//! Arguments, files and the terminal. Exit codes: 0 clean, 1 findings at or above `--fail-on`,
//! 2 usage or input error; the same in every format.

mod advise;
mod args;
mod baseline;
mod chart;
mod check;
mod checks;
mod deliver;
mod explain;
mod gate;
mod init;
mod load;
mod metrics;
mod models;
mod progress;
mod report;
mod save;

use args::{Args, Command};
use clap::{CommandFactory, Parser};
use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;
use thiserror::Error;

/// What makes a command end with exit code 2.
#[derive(Debug, Error)]
enum CliError {
    /// The input cannot be analysed.
    #[error(transparent)]
    Ingest(#[from] crate::ingest::IngestError),
    /// The configuration is wrong.
    #[error(transparent)]
    Config(#[from] crate::config::ConfigError),
    /// A file cannot be written, or standard output is closed.
    #[error("{0}: {1}")]
    Io(String, #[source] io::Error),
    /// Anything else that the user can put right.
    #[error("{0}")]
    Usage(String),
}

impl CliError {
    /// Names what was being written when the error came.
    fn writing(what: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let what = what.into();
        move |error| Self::Io(what, error)
    }

    /// A reader that has seen enough, such as `head`, closes the pipe: a clean end.
    fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Io(_, error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

/// Runs the program.
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args = match Args::try_parse_from(args) {
        Ok(args) => args,
        Err(error) => {
            let code = u8::try_from(error.exit_code()).unwrap_or(2);
            // Nothing is left to tell the error to.
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    match run(args) {
        Ok(code) => ExitCode::from(code),
        Err(error) if error.is_broken_pipe() => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(anstream::stderr(), "orglint: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(args: Args) -> Result<u8, CliError> {
    args.color.write_global();
    match args.command {
        Command::Check(check) => check::run(&check),
        Command::Baseline(baseline) => baseline::run(&baseline),
        Command::Report(report) => report::run(&report),
        Command::Chart(chart) => chart::run(&chart),
        Command::Advise(advise) => advise::run(&advise),
        Command::Rules { config } => explain::rules(config.as_deref()),
        Command::Models(models) => models::run(&models),
        Command::Metrics(metrics) => metrics::run(&metrics),
        Command::Explain { name, config } => explain::explain(&name, config.as_deref()),
        Command::Init(init) => init::run(&init),
        Command::Completions { shell } => {
            let mut command = Args::command();
            clap_complete::generate(shell, &mut command, "orglint", &mut io::stdout());
            Ok(0)
        }
    }
}
