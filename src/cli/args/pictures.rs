//! Arguments of the commands that make pictures: `report` and `chart`.

use super::{FailOn, InputArgs};
use crate::chart::theme::Theme;
use clap::{Args as ClapArgs, ValueEnum};
use std::path::PathBuf;

/// Arguments of `report`.
#[derive(Debug, ClapArgs)]
pub(in crate::cli) struct ReportArgs {
    #[command(flatten)]
    pub(in crate::cli) input: InputArgs,
    /// Folder for the report; made if need be
    #[arg(long, short, value_name = "DIR", default_value = "report")]
    pub(in crate::cli) out: PathBuf,
    /// Name of the organization [default: name of the folder that is read]
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) title: Option<String>,
    /// SVG beside the title; scripts and whatever would be loaded are left out
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) logo: Option<PathBuf>,
    /// A page with charts and tables, or one Markdown file for a comment on a pull request
    #[arg(long, short, value_enum, default_value_t)]
    pub(in crate::cli) format: ReportFormat,
    /// Ground of the page and its charts
    #[arg(long, value_enum, default_value_t)]
    pub(in crate::cli) theme: PageThemeArg,
    /// Lowest level that makes the exit code 1
    #[arg(long, value_enum, default_value_t = FailOn::Never, value_name = "LEVEL")]
    pub(in crate::cli) fail_on: FailOn,
}

/// Arguments of `chart`.
#[derive(Debug, ClapArgs)]
pub(in crate::cli) struct ChartArgs {
    /// Name of the chart; left out, all charts are listed
    #[arg(value_name = "NAME")]
    pub(in crate::cli) name: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) input: InputArgs,
    /// File to write: .svg or .png
    #[arg(long, short, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// Pixels of the file per pixel of the chart
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=4))]
    pub(in crate::cli) scale: u8,
    /// Light or dark ground
    #[arg(long, value_enum, default_value_t)]
    pub(in crate::cli) theme: ThemeArg,
    /// List all charts
    #[arg(long)]
    pub(in crate::cli) list: bool,
}

/// Ground of a chart.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(in crate::cli) enum ThemeArg {
    /// For paper and slides
    #[default]
    Light,
    /// For dark rooms
    Dark,
}

impl ThemeArg {
    /// The theme.
    pub(in crate::cli) fn theme(self) -> Theme {
        match self {
            Self::Light => Theme::Light,
            Self::Dark => Theme::Dark,
        }
    }
}

/// What `report` writes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ReportFormat {
    /// A folder: index.html, charts, findings.json, findings.csv
    #[default]
    Html,
    /// report.md in the folder; with `--out -` to standard output
    Md,
}

/// Ground of a page.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(in crate::cli) enum PageThemeArg {
    /// As the reader's machine is set
    #[default]
    Auto,
    /// Always light
    Light,
    /// Always dark, but light on paper
    Dark,
}

impl PageThemeArg {
    /// The theme, unless it is the reader's choice.
    pub(in crate::cli) fn theme(self) -> Option<Theme> {
        match self {
            Self::Auto => None,
            Self::Light => Some(Theme::Light),
            Self::Dark => Some(Theme::Dark),
        }
    }
}
