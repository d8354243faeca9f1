//! Runs configured rules over one organization, in parallel, and orders what they find. The result
//! does not depend on the number of threads.

mod board;
mod causes;
mod few;
mod related;
mod stale;
mod suppress;

pub use board::{Board, ModelStanding, Standing, board};
pub use related::related;
pub use stale::STALE_SUPPRESSION;

use crate::config::Config;
use crate::facts::Facts;
use crate::lint::{Context, Finding, Level, RuleEntry, RuleMeta, Runnable, Sink};
use crate::model::Org;
use crate::models::Custom;
use crate::report::{Report, Skip};
use crate::rules;
use crate::source::{FileId, Locations};
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

/// Metadata of every rule, and of those that check the models a configuration describes.
pub fn rules_of(config: &Config) -> impl Iterator<Item = &'static RuleMeta> {
    all_rules().chain(config.models.iter().map(|custom| custom.meta))
}

/// Runs all rules that the configuration switches on. `config_file` is the configuration among the
/// sources of the organization, so that findings about it have a place.
pub fn run<'a>(facts: &Facts<'a>, config: &Config, config_file: Option<FileId>) -> Report<'a> {
    run_both(facts, config, config_file, (rules::ALL, &config.models))
}

/// Like [`run`], with the rules of the caller's choice: its own beside those of [`rules::ALL`], or
/// only its own; models that the configuration describes are left out. An earlier rule takes
/// precedence over a later one with the same cause. The configuration sets levels and options of
/// rules of one's own by name, too.
pub fn run_with<'a>(
    facts: &Facts<'a>,
    config: &Config,
    config_file: Option<FileId>,
    rules: &[RuleEntry],
) -> Report<'a> {
    run_both(facts, config, config_file, (rules, &[]))
}

/// Runs rules, and those of models that the configuration describes.
fn run_both<'a>(
    facts: &Facts<'a>,
    config: &Config,
    config_file: Option<FileId>,
    (rules, models): (&[RuleEntry], &[Custom]),
) -> Report<'a> {
    let org = facts.org();
    let (mut planned, mut skipped) = plan(config, rules, org);
    plan_models(config, models, org, &mut planned, &mut skipped);
    let cx = Context { org, facts };
    warm(facts);
    let found: Vec<Vec<Finding>> = planned
        .par_iter()
        .map(|plan| {
            let mut sink = Sink::new(plan.meta, plan.configured);
            plan.rule.run(cx, &mut sink);
            sink.into_findings()
        })
        .collect();
    // Accepted findings go first: an echo that is accepted must not speak through another.
    let found = found.into_iter().flatten().collect();
    let (found, accepted, used) = suppress::apply(found, &config.allow, today(facts));
    let mut findings = causes::merge(found);
    let (withheld, accepted) = few::withhold(org, &mut findings, accepted);
    findings.extend(stale::findings(config, config_file, &used, today(facts)));
    let mut report = Report {
        org,
        rules: planned.iter().map(|plan| plan.meta).collect(),
        findings,
        skipped,
        accepted,
        withheld,
        baseline: None,
        locations: Locations::default(),
    };
    locate(&mut report);
    sort(&mut report);
    report
}

/// Computes what many rules ask for first, two facts at a time: rules that wait for one fact leave a
/// thread idle. Nothing inside a fact may run in parallel, for a thread that waits there could take up
/// a rule that asks for the very fact it is computing.
fn warm(facts: &Facts<'_>) {
    let trees = || (facts.tree(), facts.members(), facts.liaisons());
    rayon::join(trees, || facts.meetings());
    rayon::join(|| facts.dependencies(), || facts.mappings());
}

/// Rules that are on: those that can look, and those that cannot with the reason.
fn plan(config: &Config, rules: &[RuleEntry], org: &Org) -> (Vec<Planned>, Vec<Skip>) {
    let (mut planned, mut skipped) = (Vec::new(), Vec::new());
    for entry in rules {
        let (on, configured) = config.level_of(entry.meta);
        if !on {
            continue;
        }
        let missing = entry.meta.needs.iter().find_map(|need| need.missing(org));
        // Options of our own rules were checked when the configuration was read; those of others
        // may come from anywhere.
        let built = (entry.build)(config.options_of(entry)).map_err(|e| format!("options: {e}"));
        match (missing, built) {
            (Some(reason), _) | (None, Err(reason)) => skipped.push(Skip {
                rule: entry.meta,
                reason,
            }),
            (None, Ok(rule)) => planned.push(Planned {
                meta: entry.meta,
                configured,
                rule,
            }),
        }
    }
    (planned, skipped)
}

/// The same for the rules of models that the configuration describes.
fn plan_models(
    config: &Config,
    models: &[Custom],
    org: &Org,
    planned: &mut Vec<Planned>,
    skipped: &mut Vec<Skip>,
) {
    for custom in models {
        let meta = custom.meta;
        let (on, configured) = config.level_of(meta);
        if !on {
            continue;
        }
        let missing = meta.needs.iter().find_map(|need| need.missing(org));
        let options = config.rules.get(meta.name).map(|rule| rule.options.clone());
        match missing.map_or_else(|| custom.rule(&options.unwrap_or_default()), Err) {
            Err(reason) => skipped.push(Skip { rule: meta, reason }),
            Ok(rule) => planned.push(Planned {
                meta,
                configured,
                rule,
            }),
        }
    }
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
    report.locations = report.org.sources.located(places);
}

fn sort(report: &mut Report<'_>) {
    let locations = &report.locations;
    let key = |finding: &Finding| {
        let at = locations
            .get(finding.place)
            .map(|location| (location.line, location.column));
        (finding.place.file, at, finding.rule.name)
    };
    let ties = |a: &Finding, b: &Finding| {
        let messages = a.message.cmp(&b.message);
        messages.then_with(|| a.subjects.cmp(&b.subjects))
    };
    // Places are looked up once per finding, not once per comparison.
    let mut keyed: Vec<(_, Finding)> = std::mem::take(&mut report.findings)
        .into_par_iter()
        .map(|finding| (key(&finding), finding))
        .collect();
    keyed.par_sort_by(|(a, one), (b, two)| a.cmp(b).then_with(|| ties(one, two)));
    report.findings = keyed.into_iter().map(|(_, finding)| finding).collect();
    report.accepted.sort_by(|a, b| {
        let (a, b) = (&a.finding, &b.finding);
        key(a).cmp(&key(b)).then_with(|| ties(a, b))
    });
}
