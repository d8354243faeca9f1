//! All rules, one file each. A rule uses the organization and its facts, never another rule.
//!
//! The order of [`ALL`] is the order of precedence: of several findings with one cause the one of
//! the first rule speaks.

use crate::lint::RuleEntry;

#[cfg(test)]
mod contract_tests;
mod span_too_wide;

/// Every rule, the one nearest the cause first.
pub const ALL: &[RuleEntry] = &[RuleEntry::of::<span_too_wide::SpanTooWide>()];

/// The rule with this name.
pub fn find(name: &str) -> Option<&'static RuleEntry> {
    ALL.iter().find(|entry| entry.meta.name == name)
}
