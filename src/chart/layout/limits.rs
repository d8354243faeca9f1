//! Limits that charts draw: what the findings were judged by, so that configured options show. Knows
//! no chart.

use crate::lint::Finding;

/// The limit in the findings of a rule, else `default`, which is that of the rule.
pub(super) fn limit(findings: &[Finding], rule: &str, default: f64) -> f64 {
    findings
        .iter()
        .filter(|finding| finding.rule.name == rule)
        .find_map(|finding| finding.measure?.limit)
        .unwrap_or(default)
}
