//! All rules, one file each. A rule uses the organization and its facts, never another rule.
//!
//! The order of [`ALL`] is the order of precedence: of several findings with one cause the one of
//! the first rule speaks.

use crate::lint::RuleEntry;

mod bad_interval;
mod bad_value;
#[cfg(test)]
mod contract_tests;
mod contradictory_rows;
mod departed_person;
mod duplicate_id;
mod empty_team;
mod file_absent;
mod missing_column;
mod multiple_roots;
mod near_duplicate_id;
mod ragged_row;
mod reporting_cycle;
mod self_dependency;
mod span_too_wide;
mod stale_export;
mod tree_disagreement;
mod unknown_reference;
mod unused_file;

/// Every rule, the one nearest the cause first.
pub const ALL: &[RuleEntry] = &[
    RuleEntry::of::<missing_column::MissingColumn>(),
    RuleEntry::of::<unused_file::UnusedFile>(),
    RuleEntry::of::<duplicate_id::DuplicateId>(),
    RuleEntry::of::<near_duplicate_id::NearDuplicateId>(),
    RuleEntry::of::<unknown_reference::UnknownReference>(),
    RuleEntry::of::<departed_person::DepartedPerson>(),
    RuleEntry::of::<ragged_row::RaggedRow>(),
    RuleEntry::of::<bad_value::BadValue>(),
    RuleEntry::of::<bad_interval::BadInterval>(),
    RuleEntry::of::<self_dependency::SelfDependency>(),
    RuleEntry::of::<contradictory_rows::ContradictoryRows>(),
    RuleEntry::of::<reporting_cycle::ReportingCycle>(),
    RuleEntry::of::<multiple_roots::MultipleRoots>(),
    RuleEntry::of::<tree_disagreement::TreeDisagreement>(),
    RuleEntry::of::<empty_team::EmptyTeam>(),
    RuleEntry::of::<stale_export::StaleExport>(),
    RuleEntry::of::<file_absent::FileAbsent>(),
    RuleEntry::of::<span_too_wide::SpanTooWide>(),
];

/// The rule with this name.
pub fn find(name: &str) -> Option<&'static RuleEntry> {
    ALL.iter().find(|entry| entry.meta.name == name)
}
