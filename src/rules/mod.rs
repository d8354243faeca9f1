//! All rules, one file each. A rule uses the organization and its facts, never another rule.
//!
//! The order of [`ALL`] is the order of precedence: of several findings with one cause the one of
//! the first rule speaks.

use crate::lint::RuleEntry;

#[cfg(test)]
mod contract_tests;
mod decision_meeting_over_eight;
mod dependency_cycle;
mod far_hard_dependency;
mod liaison_tips_meeting;
mod meeting_at_eight;
mod provider_bottleneck;
mod reporting_graph_not_a_tree;
mod span_too_wide;
mod team_outside_its_unit;
mod team_over_eight;
mod too_many_dependencies;
mod too_many_layers;
mod two_solid_managers;
mod uncovered_dependency;
mod unlabelled_large_meeting;

/// Every rule, the one nearest the cause first.
pub const ALL: &[RuleEntry] = &[
    RuleEntry::of::<two_solid_managers::TwoSolidManagers>(),
    RuleEntry::of::<reporting_graph_not_a_tree::ReportingGraphNotATree>(),
    RuleEntry::of::<span_too_wide::SpanTooWide>(),
    RuleEntry::of::<team_over_eight::TeamOverEight>(),
    RuleEntry::of::<too_many_layers::TooManyLayers>(),
    RuleEntry::of::<team_outside_its_unit::TeamOutsideItsUnit>(),
    RuleEntry::of::<liaison_tips_meeting::LiaisonTipsMeeting>(),
    RuleEntry::of::<decision_meeting_over_eight::DecisionMeetingOverEight>(),
    RuleEntry::of::<unlabelled_large_meeting::UnlabelledLargeMeeting>(),
    RuleEntry::of::<meeting_at_eight::MeetingAtEight>(),
    RuleEntry::of::<dependency_cycle::DependencyCycle>(),
    RuleEntry::of::<provider_bottleneck::ProviderBottleneck>(),
    RuleEntry::of::<too_many_dependencies::TooManyDependencies>(),
    RuleEntry::of::<uncovered_dependency::UncoveredDependency>(),
    RuleEntry::of::<far_hard_dependency::FarHardDependency>(),
];

/// The rule with this name.
pub fn find(name: &str) -> Option<&'static RuleEntry> {
    ALL.iter().find(|entry| entry.meta.name == name)
}
