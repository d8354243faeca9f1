//! Runs configured rules over one organization, in parallel, and orders what they find. The result
//! does not depend on the number of threads.

mod causes;
mod stale;
mod suppress;

pub use stale::STALE_SUPPRESSION;

use crate::config::Config;
use crate::facts::Facts;
use crate::lint::{Context, Finding, Level, RuleMeta, Runnable, Sink};
use crate::report::{Report, Skip};
use crate::rules;
use crate::source::FileId;
use rayon::prelude::*;

/// A rule with its configured level, ready to run.
struct Planned {
    meta: &'static RuleMeta,
    configured: Option<Level>,
    rule: Box<dyn Runnable>,
}

/// Metadata of every rule, that of the engine included.
pub fn all_rules() -> impl Iterator<Item = &'static RuleMeta> {
    rules::ALL
        .iter()
        .map(|entry| entry.meta)
        .chain([&STALE_SUPPRESSION])
}

/// Runs all rules that the configuration switches on. `config_file` is the configuration among the
/// sources of the organization, so that findings about it have a place.
pub fn run<'a>(facts: &Facts<'a>, config: &Config, config_file: Option<FileId>) -> Report<'a> {
    let org = facts.org();
    let mut skipped = Vec::new();
    let mut planned = Vec::new();
    for plan in plan(config) {
        match plan.meta.needs.iter().find_map(|need| need.missing(org)) {
            Some(reason) => skipped.push(Skip {
                rule: plan.meta,
                reason,
            }),
            None => planned.push(plan),
        }
    }
    let cx = Context { org, facts };
    let found: Vec<Vec<Finding>> = planned
        .par_iter()
        .map(|plan| {
            let mut sink = Sink::new(plan.meta, plan.configured);
            plan.rule.run(cx, &mut sink);
            sink.into_findings()
        })
        .collect();
    let found = causes::merge(found.into_iter().flatten().collect());
    let (mut findings, accepted, used) = suppress::apply(found, &config.allow, today(facts));
    findings.extend(stale::findings(config, config_file, &used, today(facts)));
    let mut report = Report {
        org,
        rules: planned.iter().map(|plan| plan.meta).collect(),
        findings,
        skipped,
        accepted,
        locations: std::collections::BTreeMap::new(),
    };
    locate(&mut report);
    sort(&mut report);
    report
}

fn plan(config: &Config) -> impl Iterator<Item = Planned> {
    rules::ALL.iter().filter_map(|entry| {
        let (on, configured) = config.level_of(entry.meta);
        // The options were checked when the configuration was read.
        let rule = (entry.build)(config.options_of(entry)).ok()?;
        on.then_some(Planned {
            meta: entry.meta,
            configured,
            rule,
        })
    })
}

fn today(facts: &Facts<'_>) -> Option<jiff::civil::Date> {
    facts.org().as_of
}

fn locate(report: &mut Report<'_>) {
    let accepted = report.accepted.iter().map(|accepted| &accepted.finding);
    let places: Vec<_> = report
        .findings
        .iter()
        .chain(accepted)
        .flat_map(|finding| {
            std::iter::once(finding.place).chain(finding.related.iter().map(|label| label.place))
        })
        .collect();
    report.locations = report.org.sources.locate_all(places);
}

fn sort(report: &mut Report<'_>) {
    let locations = &report.locations;
    let key = |finding: &Finding| {
        let at = locations
            .get(&finding.place)
            .map(|location| (location.line, location.column));
        (finding.place.file, at, finding.rule.name)
    };
    let order = |a: &Finding, b: &Finding| {
        key(a)
            .cmp(&key(b))
            .then_with(|| a.message.cmp(&b.message))
            .then_with(|| a.subjects.cmp(&b.subjects))
    };
    report.findings.sort_by(order);
    report
        .accepted
        .sort_by(|a, b| order(&a.finding, &b.finding));
}
