//! The arguments, from which help and completions are made.

mod pictures;

pub(super) use pictures::{ChartArgs, ReportArgs, ReportFormat};

use crate::lint::Level;
use crate::model::Table;
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use std::path::PathBuf;

/// Finds structural smells in an organization: too many liaisons, meetings over eight people,
/// mappings that diverge from the hierarchy, and much else that an org chart and the work across it show.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100, after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,
    #[command(flatten)]
    pub(super) color: Color,
}

const EXAMPLES: &str = "\
Examples:
  orglint check org/                         findings of an org directory, on the terminal
  orglint check --people export.csv          an HR export alone
  orglint check org/ --format sarif -o x.sarif
  orglint advise org/ --pair web billing     which coordination model fits two teams, and why
  orglint report org/ --out report           a page and charts to look at
  orglint explain liaison-sprinkle           what a rule means and what to do";

/// Whether to write colour.
#[derive(Clone, Copy, Debug, ClapArgs)]
pub(super) struct Color {
    /// Colour in the output
    #[arg(long, value_enum, default_value_t, global = true)]
    color: When,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum When {
    #[default]
    Auto,
    Always,
    Never,
}

impl Color {
    /// Tells the terminal writers.
    pub(super) fn write_global(self) {
        let choice = match self.color {
            When::Auto => anstream::ColorChoice::Auto,
            When::Always => anstream::ColorChoice::Always,
            When::Never => anstream::ColorChoice::Never,
        };
        choice.write_global();
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Read an organization and list what smells
    Check(CheckArgs),
    /// Write the findings of today as known, so that `check --baseline` fails only on new ones
    Baseline(BaselineArgs),
    /// Recommend a coordination model for every pair of teams that has to do with each other
    Advise(AdviseArgs),
    /// List all rules
    Rules {
        /// Configuration whose models are listed too [default: orglint.toml in this folder]
        #[arg(long, value_name = "FILE")]
        config: Option<PathBuf>,
    },
    /// List the coordination models; with a path, which of them are declared, hold or are broken
    Models(ModelsArgs),
    /// Measure an organization: spans, E-I index, modularity, brokerage, congruence, retention …
    Metrics(MetricsArgs),
    /// Explain a rule, a coordination model or a metric: what it is, why it matters, what to do
    Explain {
        /// Name of the rule, model or metric; `advisor` is the decision table, `checks` lists what models of your
        /// own are made of
        name: String,
        /// Configuration whose models are known too [default: orglint.toml in this folder]
        #[arg(long, value_name = "FILE")]
        config: Option<PathBuf>,
    },
    /// Write a page, charts and tables about an organization into a folder
    ///
    /// The folder gets index.html (one page that opens offline), charts/NAME.svg and charts/NAME.png,
    /// findings.json and findings.csv; with --format md it gets report.md alone. The exit code is 0 whatever is found, unless --fail-on says
    /// otherwise, and 2 when the input cannot be read.
    Report(ReportArgs),
    /// Draw one chart into a file; its ending, .svg or .png, decides the format
    Chart(ChartArgs),
    /// Write an orglint.toml that says how the files of a directory are read
    Init(InitArgs),
    /// Write completions for a shell to standard output
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// What to read, and by which rules to judge it.
#[derive(Clone, Debug, ClapArgs)]
pub(super) struct InputArgs {
    #[command(flatten)]
    pub(super) read: ReadArgs,
    /// Run every rule, not only the recommended ones
    #[arg(long)]
    pub(super) all_rules: bool,
    /// Run only this rule; may be given several times
    #[arg(long = "rule", value_name = "NAME")]
    pub(super) rules: Vec<String>,
}

/// What to read.
#[derive(Clone, Debug, ClapArgs)]
pub(super) struct ReadArgs {
    /// Org directories or files; `-` reads one table from standard input
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) tables: TableArgs,
    /// Configuration [default: orglint.toml beside the data, else in this folder]
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// The day that counts as today, such as 2026-01-31
    #[arg(long, value_name = "DATE")]
    pub(super) as_of: Option<Date>,
    /// Keep people who have left
    #[arg(long)]
    pub(super) keep_leavers: bool,
    /// Give people other names in every output; `all` hides teams, meetings and mappings as well
    #[arg(
        long,
        value_enum,
        value_name = "WHAT",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "people"
    )]
    pub(super) anonymize: Option<Anonymize>,
    /// File with a secret, without which nobody can work out whose name is hidden
    #[arg(long, value_name = "FILE", requires = "anonymize")]
    pub(super) anonymize_key: Option<PathBuf>,
}

/// Whose names are hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Anonymize {
    /// People; teams and meetings keep theirs
    People,
    /// People, teams, meetings, mappings, projects and goals
    All,
}

macro_rules! table_args {
    ($($field:ident: $table:ident, $help:literal;)+) => {
        /// Files by table.
        #[derive(Clone, Debug, Default, ClapArgs)]
        pub(super) struct TableArgs {
            $(
                #[doc = $help]
                #[arg(long, value_name = "FILE", help_heading = "Tables")]
                $field: Vec<PathBuf>,
            )+
        }

        impl TableArgs {
            /// Every file with its table, in the order of the tables.
            pub(super) fn files(&self) -> Vec<(Table, PathBuf)> {
                let mut files = Vec::new();
                $(files.extend(self.$field.iter().map(|file| (Table::$table, file.clone())));)+
                files
            }
        }
    };
}

table_args! {
    people: People, "People: id, manager, team …";
    teams: Teams, "Teams: id, parent, lead …";
    memberships: Memberships, "People in further teams: person, team, role";
    dependencies: Dependencies, "Team `from` depends on team `to`";
    meetings: Meetings, "Meetings: id, name, purpose, host …";
    attendance: Attendance, "Who attends: meeting, person, role";
    liaisons: Liaisons, "Liaison assignments: person, home, targets …";
    coordination: Coordination, "Declared coordination models: model, from, to …";
    mappings: Mappings, "Other assignments of teams: mapping, team, label";
    projects: Projects, "Projects: id, teams …";
    goals: Goals, "Goals: id, unit …";
}

/// Arguments of `check`.
#[derive(Debug, ClapArgs)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub(super) input: InputArgs,
    /// Format of the findings
    #[arg(long, short, value_enum, default_value_t)]
    pub(super) format: Format,
    /// Lowest level that makes the exit code 1
    #[arg(long, value_enum, default_value_t = FailOn::Error, value_name = "LEVEL")]
    pub(super) fail_on: FailOn,
    /// More warnings than this make the exit code 1, whatever --fail-on says
    #[arg(long, value_name = "NUMBER")]
    pub(super) max_warnings: Option<usize>,
    /// Known findings, written by `orglint baseline`; only others are shown and fail
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    /// Fail as well when the baseline holds findings that are gone
    #[arg(long, requires = "baseline")]
    pub(super) strict_baseline: bool,
    /// Tables or rules that must have been looked at, such as meetings,liaisons; otherwise the exit code is 1
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(super) require: Vec<String>,
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Show every finding in full instead of the worst few of each rule
    #[arg(long)]
    pub(super) show_all: bool,
    /// Show how the files were read and every skipped rule
    #[arg(long, short)]
    pub(super) verbose: bool,
}

/// Arguments of `baseline`.
#[derive(Debug, ClapArgs)]
pub(super) struct BaselineArgs {
    #[command(flatten)]
    pub(super) input: InputArgs,
    /// The file; one line per finding, without line numbers, to be committed
    #[arg(
        long,
        short,
        value_name = "FILE",
        default_value = "orglint-baseline.toml"
    )]
    pub(super) output: PathBuf,
    /// Only remove what is no longer found
    #[arg(long)]
    pub(super) shrink: bool,
}

/// Arguments of `advise`.
#[derive(Debug, ClapArgs)]
pub(super) struct AdviseArgs {
    #[command(flatten)]
    pub(super) input: InputArgs,
    /// Only these two teams, by id or name
    #[arg(long, num_args = 2, value_names = ["A", "B"])]
    pub(super) pair: Vec<String>,
    /// Format of the advice
    #[arg(long, short, value_enum, default_value_t)]
    pub(super) format: AdviseFormat,
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Show every pair instead of what matters most
    #[arg(long)]
    pub(super) show_all: bool,
}

/// Output formats of `advise`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum AdviseFormat {
    /// For reading on a terminal
    #[default]
    Human,
    /// Everything, by the documented schema
    Json,
    /// A pull-request comment
    Markdown,
}

/// Arguments of `models`.
#[derive(Debug, ClapArgs)]
pub(super) struct ModelsArgs {
    #[command(flatten)]
    pub(super) input: InputArgs,
}

/// Arguments of `metrics`.
#[derive(Debug, ClapArgs)]
pub(super) struct MetricsArgs {
    #[command(flatten)]
    pub(super) read: ReadArgs,
    /// Format of the figures
    #[arg(long, short, value_enum, default_value_t)]
    pub(super) format: MetricsFormat,
    /// Compute only this metric; may be given several times
    #[arg(long = "metric", value_name = "NAME")]
    pub(super) metrics: Vec<String>,
    /// Show values of single people and name them; off by default, for privacy
    #[arg(long)]
    pub(super) with_people: bool,
    /// Most teams, meetings or people listed under a metric on the terminal [default: 5]
    #[arg(long, value_name = "N")]
    pub(super) top: Option<usize>,
    /// List all metrics
    #[arg(long)]
    pub(super) list: bool,
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

/// Output formats of `metrics`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum MetricsFormat {
    /// For reading on a terminal
    #[default]
    Human,
    /// Everything, by the documented schema
    Json,
    /// One record per figure, for a spreadsheet
    Csv,
}

/// Output formats of `check`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For reading on a terminal
    #[default]
    Human,
    /// One line per finding
    Concise,
    /// Everything, by the documented schema
    Json,
    /// SARIF 2.1.0, for code hosts and editors
    Sarif,
    /// GitHub workflow commands, for annotations on the lines
    Github,
    /// GitLab Code Quality, for merge requests
    Gitlab,
    /// XML of `JUnit`, for build servers: a rule is a suite
    Junit,
    /// Checkstyle XML, for review tools
    Checkstyle,
    /// A pull-request comment
    Markdown,
    /// One record per finding, for a spreadsheet
    Csv,
}

/// Lowest level that fails.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum FailOn {
    /// Any finding
    Note,
    /// Warnings and errors
    Warning,
    /// Errors only
    Error,
    /// Nothing
    Never,
}

impl FailOn {
    /// The level, if any.
    pub(super) fn level(self) -> Option<Level> {
        match self {
            Self::Note => Some(Level::Note),
            Self::Warning => Some(Level::Warning),
            Self::Error => Some(Level::Error),
            Self::Never => None,
        }
    }
}

/// Arguments of `init`.
#[derive(Debug, ClapArgs)]
pub(super) struct InitArgs {
    /// Org directory or file to look at
    #[arg(value_name = "PATH", default_value = ".")]
    pub(super) path: PathBuf,
    /// Write to this file, `-` for standard output [default: orglint.toml beside the data]
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Write even where the file exists
    #[arg(long)]
    pub(super) force: bool,
}
