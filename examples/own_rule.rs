//! A rule of one's own, outside the crate: managers with hardly anybody to manage.
//!
//! `cargo run --example own_rule -- fixtures/orgs/acme`

use orglint::config::Config;
use orglint::lint::words::{count, list};
use orglint::lint::{Context, Level, Needs, Rule, RuleEntry, RuleMeta, Sink, Smell, declare_rule};
use orglint::model::{Column, PersonRef};
use orglint::{emit, engine, facts::Facts, ingest};
use serde::{Deserialize, Serialize};
use std::error::Error;
use std::path::PathBuf;

declare_rule! {
    /// ## What it does
    /// Finds managers with fewer direct reports than `min-reports`.
    ///
    /// ## Why it matters
    /// A layer for one or two people slows every decision that passes it.
    ///
    /// ## Options
    /// - `min-reports` (default 3): so many reports are enough.
    static META = {
        name: "hardly-a-manager",
        summary: "a manager has hardly anybody to manage",
        smell: Smell::Structure,
        level: Level::Note,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::Managers],
        sources: &[],
    }
}

/// The rule is its own options.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct HardlyAManager {
    min_reports: usize,
}

impl Default for HardlyAManager {
    fn default() -> Self {
        Self { min_reports: 3 }
    }
}

impl Rule for HardlyAManager {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        for manager in cx.org.people() {
            let reports = manager.reports().len();
            if reports == 0 || reports >= self.min_reports {
                continue;
            }
            let names: Vec<_> = manager.reports().map(PersonRef::label).collect();
            let message = format!(
                "{} manages {} only: {}",
                manager.label(),
                count(reports, "person", "people"),
                list(&names, 3)
            );
            sink.report(manager.cell(Column::Id), message)
                .subject(manager.subject())
                .measure(reports as f64, self.min_reports as f64, "direct reports")
                .help("let them report one level up");
        }
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1);
    let folder = PathBuf::from(folder.as_deref().unwrap_or("fixtures/orgs/acme"));
    let inputs = ingest::files::open(&[folder])?;
    let org = ingest::read(inputs, &ingest::Options::default())?;
    let config = Config::default();
    let facts = Facts::new(&org, config.facts);

    // Beside the rules of the crate: `[orglint::rules::ALL, &[..]].concat()`.
    let rules = [RuleEntry::of::<HardlyAManager>()];
    let report = engine::run_with(&facts, &config, None, &rules);
    let options = emit::human::Options::default();
    emit::human::write(&report, options, &mut anstream::stdout().lock())?;
    Ok(())
}
