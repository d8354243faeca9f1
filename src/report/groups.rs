//! Findings gathered by rule for human readers: the loudest rule first, in it the worst first.

use super::Report;
use crate::lint::{Finding, Level, RuleMeta, Smell};
use crate::rules;
use std::collections::BTreeMap;

/// All findings of one rule.
#[derive(Debug)]
pub struct Group<'a> {
    /// The rule.
    pub rule: &'static RuleMeta,
    /// Level of the loudest finding.
    pub level: Level,
    /// Findings, the worst first: level, then how far past the limit, then order of the input.
    pub findings: Vec<&'a Finding>,
}

impl Group<'_> {
    /// The measures added up, with their unit, where all findings have one of the same unit and
    /// adding makes sense because each counts people or rows of its own.
    pub fn total(&self) -> Option<(f64, &'static str)> {
        let unit = self.findings.first()?.measure?.unit;
        let additive = ["people", "rows", "liaisons", "sessions"];
        if !additive.contains(&unit) {
            return None;
        }
        let mut sum = 0.0;
        for finding in &self.findings {
            let measure = finding.measure.filter(|measure| measure.unit == unit)?;
            sum += measure.value;
        }
        Some((sum, unit))
    }
}

/// Groups of a report: by smell, then level, then precedence of the rule.
pub fn groups<'a>(report: &'a Report<'_>) -> Vec<Group<'a>> {
    let mut by_rule: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in &report.findings {
        by_rule.entry(finding.rule.name).or_default().push(finding);
    }
    let mut groups: Vec<Group<'_>> = by_rule
        .into_values()
        .filter_map(|mut findings| {
            // Stable, so that equals keep the order of the input.
            findings.sort_by(|a, b| {
                b.level
                    .cmp(&a.level)
                    .then(b.severity().total_cmp(&a.severity()))
            });
            let worst = findings.first()?;
            Some(Group {
                rule: worst.rule,
                level: worst.level,
                findings,
            })
        })
        .collect();
    groups.sort_by_key(|group| {
        (
            group.rule.smell,
            std::cmp::Reverse(group.level),
            precedence(group.rule),
        )
    });
    groups
}

/// Findings that a reader can take in and act on in one sitting.
const FIRST: usize = 5;

/// The worst finding of each of the rules that matter most: the input data last, because its findings rarely are what a reader came for; else by level, and within a
/// level one rule of each kind of smell before the second of any.
pub fn first_steps<'a>(groups: &'a [Group<'a>]) -> Vec<(&'a Group<'a>, &'a Finding)> {
    let rank = |at: usize| {
        let smell = groups[at].rule.smell;
        groups[..at]
            .iter()
            .filter(|earlier| earlier.rule.smell == smell && earlier.level == groups[at].level)
            .count()
    };
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.sort_by_key(|&at| {
        let group = &groups[at];
        let is_data = group.rule.smell == Smell::Data;
        (is_data, std::cmp::Reverse(group.level), rank(at), at)
    });
    order
        .into_iter()
        .take(FIRST)
        .filter_map(|at| Some((&groups[at], *groups[at].findings.first()?)))
        .collect()
}

fn precedence(rule: &RuleMeta) -> usize {
    rules::ALL
        .iter()
        .position(|entry| entry.meta.name == rule.name)
        .unwrap_or(usize::MAX)
}
