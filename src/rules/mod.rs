//! All rules, one file each. A rule uses the organization and its facts, never another rule.
//!
//! The order of [`ALL`] is the order of precedence: of several findings with one cause the one of
//! the first rule speaks.

use crate::lint::RuleEntry;

mod absent_liaison;
mod bad_interval;
mod bad_value;
#[cfg(test)]
mod contract_tests;
mod declare_at_unit;
mod insider_liaison;
mod liaison_crosses_hierarchy;
mod liaison_inside_own_org;
mod liaison_minimal_context;
mod liaison_sprinkle;
mod liaison_without_need;
mod mapping_diverges_from_hierarchy;
mod near_aligned;
mod no_natural_fit;
mod one_way_liaison;
mod overloaded_liaison;
mod provider_bottleneck;
mod ragged_row;
mod reporting_cycle;
mod reporting_graph_not_a_tree;
mod self_dependency;
mod span_too_wide;
mod too_many_liaisons_on_team;
mod too_many_mappings;
mod unexplained_liaison;

/// Every rule, the one nearest the cause first.
pub const ALL: &[RuleEntry] = &[
    RuleEntry::of::<liaison_sprinkle::LiaisonSprinkle>(),
    RuleEntry::of::<too_many_liaisons_on_team::TooManyLiaisonsOnTeam>(),
    RuleEntry::of::<overloaded_liaison::OverloadedLiaison>(),
    RuleEntry::of::<insider_liaison::InsiderLiaison>(),
    RuleEntry::of::<liaison_without_need::LiaisonWithoutNeed>(),
    RuleEntry::of::<liaison_inside_own_org::LiaisonInsideOwnOrg>(),
    RuleEntry::of::<liaison_minimal_context::LiaisonMinimalContext>(),
    RuleEntry::of::<absent_liaison::AbsentLiaison>(),
    RuleEntry::of::<one_way_liaison::OneWayLiaison>(),
    RuleEntry::of::<no_natural_fit::NoNaturalFit>(),
    RuleEntry::of::<unexplained_liaison::UnexplainedLiaison>(),
    RuleEntry::of::<near_aligned::NearAligned>(),
    RuleEntry::of::<mapping_diverges_from_hierarchy::MappingDivergesFromHierarchy>(),
    RuleEntry::of::<too_many_mappings::TooManyMappings>(),
    RuleEntry::of::<liaison_crosses_hierarchy::LiaisonCrossesHierarchy>(),
    RuleEntry::of::<declare_at_unit::DeclareAtUnit>(),
    RuleEntry::of::<span_too_wide::SpanTooWide>(),
];

/// The rule with this name.
pub fn find(name: &str) -> Option<&'static RuleEntry> {
    ALL.iter().find(|entry| entry.meta.name == name)
}
