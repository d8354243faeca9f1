//! Findings gathered by rule for human readers: the loudest rule first, in it the worst first.

use super::Report;
use crate::lint::{Finding, Level, RuleMeta};
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

fn precedence(rule: &RuleMeta) -> usize {
    rules::ALL
        .iter()
        .position(|entry| entry.meta.name == rule.name)
        .unwrap_or(usize::MAX)
}
