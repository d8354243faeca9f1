//! All rules, one file each. A rule uses the organization and its facts, never another rule.
//!
//! The order of [`ALL`] is the order of precedence: of several findings with one cause the one of
//! the first rule speaks.

use crate::lint::RuleEntry;
use crate::models;

mod absent_liaison;
mod bad_interval;
mod bad_value;
#[cfg(test)]
mod contract_tests;
mod contradictory_rows;
mod decision_meeting_over_eight;
mod declare_at_unit;
mod departed_person;
mod dependency_cycle;
mod duplicate_id;
mod empty_team;
mod far_hard_dependency;
mod file_absent;
mod insider_liaison;
mod liaison_crosses_hierarchy;
mod liaison_inside_own_org;
mod liaison_minimal_context;
mod liaison_sprinkle;
mod liaison_tips_meeting;
mod liaison_without_need;
mod mapping_diverges_from_hierarchy;
mod meeting_at_eight;
mod missing_column;
mod multiple_roots;
mod near_aligned;
mod near_duplicate_id;
mod no_natural_fit;
mod one_way_liaison;
mod overloaded_liaison;
mod provider_bottleneck;
mod ragged_row;
mod reporting_cycle;
mod reporting_graph_not_a_tree;
mod self_dependency;
mod span_too_wide;
mod stale_export;
mod team_outside_its_unit;
mod team_over_eight;
mod too_many_dependencies;
mod too_many_layers;
mod too_many_liaisons_on_team;
mod too_many_mappings;
mod tree_disagreement;
mod two_solid_managers;
mod uncovered_dependency;
mod unexplained_liaison;
mod unknown_reference;
mod unlabelled_large_meeting;
mod unused_file;

/// Every rule, the one nearest the cause first, those of the coordination models last.
pub const ALL: &[RuleEntry] = &joined::<{ OWN.len() + models::RULES.len() }>();

/// The rules of this folder followed by those of the models.
const fn joined<const N: usize>() -> [RuleEntry; N] {
    let mut all = [OWN[0]; N];
    let mut index = 0;
    while index < N {
        all[index] = match OWN.len() {
            own if index < own => OWN[index],
            own => models::RULES[index - own],
        };
        index += 1;
    }
    all
}

/// The rules of this folder, the one nearest the cause first.
const OWN: &[RuleEntry] = &[
    RuleEntry::of::<unknown_reference::UnknownReference>(),
    RuleEntry::of::<duplicate_id::DuplicateId>(),
    RuleEntry::of::<near_duplicate_id::NearDuplicateId>(),
    RuleEntry::of::<missing_column::MissingColumn>(),
    RuleEntry::of::<bad_value::BadValue>(),
    RuleEntry::of::<bad_interval::BadInterval>(),
    RuleEntry::of::<ragged_row::RaggedRow>(),
    RuleEntry::of::<unused_file::UnusedFile>(),
    RuleEntry::of::<self_dependency::SelfDependency>(),
    RuleEntry::of::<contradictory_rows::ContradictoryRows>(),
    RuleEntry::of::<departed_person::DepartedPerson>(),
    RuleEntry::of::<reporting_cycle::ReportingCycle>(),
    RuleEntry::of::<multiple_roots::MultipleRoots>(),
    RuleEntry::of::<tree_disagreement::TreeDisagreement>(),
    RuleEntry::of::<empty_team::EmptyTeam>(),
    RuleEntry::of::<stale_export::StaleExport>(),
    RuleEntry::of::<file_absent::FileAbsent>(),
    RuleEntry::of::<two_solid_managers::TwoSolidManagers>(),
    RuleEntry::of::<span_too_wide::SpanTooWide>(),
    RuleEntry::of::<team_over_eight::TeamOverEight>(),
    RuleEntry::of::<too_many_layers::TooManyLayers>(),
    RuleEntry::of::<team_outside_its_unit::TeamOutsideItsUnit>(),
    RuleEntry::of::<reporting_graph_not_a_tree::ReportingGraphNotATree>(),
    RuleEntry::of::<liaison_tips_meeting::LiaisonTipsMeeting>(),
    RuleEntry::of::<unlabelled_large_meeting::UnlabelledLargeMeeting>(),
    RuleEntry::of::<decision_meeting_over_eight::DecisionMeetingOverEight>(),
    RuleEntry::of::<meeting_at_eight::MeetingAtEight>(),
    RuleEntry::of::<insider_liaison::InsiderLiaison>(),
    RuleEntry::of::<liaison_without_need::LiaisonWithoutNeed>(),
    RuleEntry::of::<liaison_inside_own_org::LiaisonInsideOwnOrg>(),
    RuleEntry::of::<liaison_minimal_context::LiaisonMinimalContext>(),
    RuleEntry::of::<absent_liaison::AbsentLiaison>(),
    RuleEntry::of::<one_way_liaison::OneWayLiaison>(),
    RuleEntry::of::<no_natural_fit::NoNaturalFit>(),
    RuleEntry::of::<unexplained_liaison::UnexplainedLiaison>(),
    RuleEntry::of::<overloaded_liaison::OverloadedLiaison>(),
    RuleEntry::of::<too_many_liaisons_on_team::TooManyLiaisonsOnTeam>(),
    RuleEntry::of::<liaison_sprinkle::LiaisonSprinkle>(),
    RuleEntry::of::<near_aligned::NearAligned>(),
    RuleEntry::of::<mapping_diverges_from_hierarchy::MappingDivergesFromHierarchy>(),
    RuleEntry::of::<liaison_crosses_hierarchy::LiaisonCrossesHierarchy>(),
    RuleEntry::of::<too_many_mappings::TooManyMappings>(),
    RuleEntry::of::<declare_at_unit::DeclareAtUnit>(),
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
