//! How long a check takes, whole and by stage, against one single-threaded pass of the `csv` crate over
//! the same bytes in the same run: `cargo bench`, or `cargo bench -- 1000000` for other sizes. The
//! organizations are those of `examples/generate`. Prints Markdown; ratios travel from machine to
//! machine, seconds do not.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a program for developers, which fails by panicking"
)]

#[path = "../examples/generate/organization.rs"]
mod organization;
#[path = "../examples/generate/words.rs"]
mod words;

use orglint::chart::export;
use orglint::chart::layout::{self, View};
use orglint::config::{Config, Preset};
use orglint::facts::Facts;
use orglint::ingest::{self, files};
use orglint::model::Org;
use orglint::report::Report;
use orglint::{emit, engine, rules};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Sizes that are measured unless others are named.
const SIZES: [usize; 3] = [1_000, 10_000, 100_000];

/// Stages of one kind that are shown, the slowest first.
const SHOWN: usize = 10;

fn main() {
    let args = std::env::args().skip(1);
    let mut sizes: Vec<usize> = args.filter_map(|arg| arg.parse().ok()).collect();
    if sizes.is_empty() {
        sizes.extend(SIZES);
    }
    for people in sizes {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("bench-{people}"));
        organization::write(people, 1, &folder).unwrap();
        measure(people, &folder);
    }
}

/// One table.
struct Table {
    pass: Duration,
    runs: usize,
}

impl Table {
    fn row(&self, stage: &str, time: Duration) {
        let ratio = time.as_secs_f64() / self.pass.as_secs_f64();
        println!("| {stage} | {:.1} | {ratio:.2} |", time.as_secs_f64() * 1e3);
    }

    fn measured<T>(&self, stage: &str, work: impl FnMut() -> T) {
        self.row(stage, best(self.runs, work));
    }

    /// The slowest of many.
    fn slowest(&self, mut all: Vec<(String, Duration)>) {
        all.sort_by_key(|(_, time)| std::cmp::Reverse(*time));
        for (name, time) in all.into_iter().take(SHOWN) {
            self.row(&name, time);
        }
    }
}

/// The shortest of some runs: whatever else the machine does only adds.
fn best<T>(runs: usize, mut work: impl FnMut() -> T) -> Duration {
    let time = |_| {
        let start = Instant::now();
        std::hint::black_box(work());
        start.elapsed()
    };
    (0..runs).map(time).min().unwrap_or_default()
}

fn measure(people: usize, folder: &Path) {
    let paths = files::tables_in(folder).unwrap();
    let bytes: u64 = paths.iter().map(|p| p.metadata().unwrap().len()).sum();
    let runs = if people > 200_000 { 3 } else { 7 };
    let table = Table {
        pass: best(runs, || csv_pass(&paths)),
        runs,
    };
    println!("\n### {people} people, {:.1} MB\n", bytes as f64 / 1e6);
    println!("| stage | ms | passes |\n|---|---|---|");
    table.row("csv pass, one thread", table.pass);
    table.measured("whole check, process", || check(folder));
    table.measured("open files", || files::open([folder]).unwrap());
    table.row("read tables", reading(folder, runs));
    let org = read(folder);
    stages(&table, &org);
}

/// What the check is measured against.
fn csv_pass(paths: &[PathBuf]) -> usize {
    let mut cells = 0;
    for path in paths {
        let bytes = std::fs::read(path).unwrap();
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(bytes.as_slice());
        let mut record = csv::ByteRecord::new();
        while reader.read_byte_record(&mut record).unwrap() {
            cells += record.len();
        }
    }
    cells
}

/// The program itself, from start to exit.
fn check(folder: &Path) -> bool {
    Command::new(env!("CARGO_BIN_EXE_orglint"))
        .args(["check", "--format", "json"])
        .arg(folder)
        .stdout(Stdio::null())
        .status()
        .unwrap()
        .success()
}

fn read(folder: &Path) -> Org {
    ingest::read(files::open([folder]).unwrap(), &ingest::Options::default()).unwrap()
}

/// Reading without opening the files.
fn reading(folder: &Path, runs: usize) -> Duration {
    let once = |_| {
        let inputs = files::open([folder]).unwrap();
        let start = Instant::now();
        let org = ingest::read(inputs, &ingest::Options::default()).unwrap();
        let time = start.elapsed();
        drop(org);
        time
    };
    (0..runs).map(once).min().unwrap_or_default()
}

fn stages(table: &Table, org: &Org) {
    let config = Config::default();
    table.measured("facts", || all_facts(org, &config));
    let facts = all_facts(org, &config);
    table.measured("rules, causes, places", || {
        engine::run(&facts, &config, None).findings.len()
    });
    table.slowest(each_rule(&facts, table.runs));
    let report = engine::run(&facts, &config, None);
    table.slowest(each_format(&report, table.runs));
    table.slowest(each_chart(&facts, &report));
}

fn all_facts<'a>(org: &'a Org, config: &Config) -> Facts<'a> {
    let facts = Facts::new(org, config.facts);
    facts.tree();
    facts.members();
    facts.liaisons();
    facts.meetings();
    facts.dependencies();
    facts.encounters();
    facts.mappings();
    facts.coordination();
    facts.assignments().rooms(&facts);
    facts
}

/// Every rule alone, those that are off by default among them.
fn each_rule(facts: &Facts<'_>, runs: usize) -> Vec<(String, Duration)> {
    let config = Config {
        preset: Preset::All,
        ..Config::default()
    };
    let alone = |entry| {
        let only = std::slice::from_ref(entry);
        engine::run_with(facts, &config, None, only).findings.len()
    };
    let rules = rules::ALL.iter();
    rules
        .map(|entry| {
            let time = best(runs.min(3), || alone(entry));
            (format!("rule {}", entry.meta.name), time)
        })
        .collect()
}

/// Writes a report in one format.
type Emitter = fn(&Report<'_>, &mut dyn io::Write) -> io::Result<()>;

fn each_format(report: &Report<'_>, runs: usize) -> Vec<(String, Duration)> {
    let formats: [(&str, Emitter); 6] = [
        ("json", emit::json::write),
        ("sarif", emit::sarif::write),
        ("csv", emit::csv::write),
        ("markdown", emit::markdown::write),
        ("concise", emit::concise::write),
        ("github", emit::github::write),
    ];
    let formats = formats.into_iter();
    formats
        .map(|(name, write)| {
            let time = best(runs.min(3), || write(report, &mut io::sink()).unwrap());
            (format!("format {name}"), time)
        })
        .collect()
}

fn each_chart(facts: &Facts<'_>, report: &Report<'_>) -> Vec<(String, Duration)> {
    let view = View {
        facts,
        findings: &report.findings,
    };
    let charts = layout::ALL.iter();
    charts
        .map(|chart| {
            let time = best(1, || {
                let scene = (chart.draw)(&view);
                scene.map(|scene| {
                    export::svg(&scene, &export::Options::default())
                        .unwrap()
                        .len()
                })
            });
            (format!("chart {}", chart.name), time)
        })
        .collect()
}
