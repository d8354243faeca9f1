//! `orglint chart`: one picture as a file.

use super::CliError;
use super::args::ChartArgs;
use super::load::load;
use super::save::save;
use crate::chart::export::{self, Options};
use crate::chart::layout::{self, ChartEntry, View};
use crate::chart::scene::Scene;
use crate::config::nearest;
use crate::engine;
use crate::facts::Facts;
use crate::report::Report;
use std::io::{self, Write};
use std::path::Path;

/// Runs the command; gives the exit code.
pub(super) fn run(args: &ChartArgs) -> Result<u8, CliError> {
    let (Some(name), false) = (&args.name, args.list) else {
        let mut out = anstream::stdout().lock();
        list(&mut out).map_err(CliError::writing("standard output"))?;
        return Ok(0);
    };
    let chart = layout::find(name).ok_or_else(|| CliError::Usage(unknown(name)))?;
    let path = args.output.as_deref().ok_or_else(|| {
        CliError::Usage(format!(
            "say where to put the chart, such as `--output {name}.svg`"
        ))
    })?;
    let kind = Kind::of(path)?;
    let loaded = load(&args.input)?;
    let facts = Facts::new(&loaded.org, loaded.config.facts);
    let report = engine::run(&facts, &loaded.config, loaded.config_file);
    let scene = draw(chart, &facts, &report)
        .map_err(|reason| CliError::Usage(format!("chart {name} cannot be drawn: {reason}")))?;
    let options = Options {
        theme: args.theme.theme(),
        scale: u32::from(args.scale),
        embed_font: true,
    };
    let bytes = match kind {
        Kind::Svg => export::svg(&scene, &options).map(String::into_bytes),
        Kind::Png => export::png(&scene, &options),
    };
    let bytes = bytes.map_err(|error| CliError::Usage(format!("chart {name}: {error}")))?;
    save(path, |out| out.write_all(&bytes))?;
    Ok(0)
}

/// The scene of a chart, or why there is none.
pub(super) fn draw(
    chart: &ChartEntry,
    facts: &Facts<'_>,
    report: &Report<'_>,
) -> Result<Scene, String> {
    if let Some(reason) = chart.needs.iter().find_map(|need| need.missing(report.org)) {
        return Err(reason);
    }
    let view = View {
        facts,
        findings: &report.findings,
    };
    (chart.draw)(&view).ok_or_else(|| "there is nothing to show".to_owned())
}

enum Kind {
    Svg,
    Png,
}

impl Kind {
    /// The ending of the file decides.
    fn of(path: &Path) -> Result<Self, CliError> {
        let ending = path.extension().and_then(|ending| ending.to_str());
        match ending.map(str::to_lowercase).as_deref() {
            Some("svg") => Ok(Self::Svg),
            Some("png") => Ok(Self::Png),
            _ => Err(CliError::Usage(format!(
                "{}: a chart is written as .svg or .png",
                path.display()
            ))),
        }
    }
}

fn unknown(name: &str) -> String {
    match nearest(name, layout::ALL.iter().map(|chart| chart.name)) {
        Some(hint) => format!("unknown chart `{name}`; did you mean `{hint}`?"),
        None => format!("unknown chart `{name}`; `orglint chart --list` lists all charts"),
    }
}

fn list(out: &mut dyn Write) -> io::Result<()> {
    let longest = layout::ALL.iter().map(|chart| chart.name.len()).max();
    let width = longest.unwrap_or(0);
    for chart in layout::ALL {
        writeln!(out, "{:width$}  {}", chart.name, chart.summary)?;
    }
    Ok(())
}
