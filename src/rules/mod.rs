//! All rules, one file each. A rule uses the organization and its facts, never another rule.
//!
//! The order of [`ALL`] is the order of precedence: of several findings with one cause the one of
//! the first rule speaks.

use crate::lint::RuleEntry;
use crate::models;

mod absent_liaison;
mod bad_interval;
mod bad_value;
mod conflicting_models;
#[cfg(test)]
mod contract_tests;
mod contradictory_rows;
mod decision_meeting_over_eight;
mod declare_at_unit;
mod departed_person;
mod dependency_cycle;
mod duplicate_id;
mod embed_churn;
mod embed_growth_mismatch;
mod embed_over_team_size;
mod embed_without_one_director_of_work;
mod empty_team;
mod executors_without_integrator;
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
mod no_central_prioritization;
mod no_natural_fit;
mod objective_expert_overuse;
mod one_way_liaison;
mod overloaded_liaison;
mod permanent_model_with_end;
mod process_gate;
mod provider_bottleneck;
mod ragged_row;
mod reporting_cycle;
mod reporting_graph_not_a_tree;
mod role_model_overuse;
mod scope_mismatch;
mod self_dependency;
mod span_too_wide;
mod stale_export;
mod team_outside_its_unit;
mod team_over_eight;
mod temporary_model_overstays;
mod too_many_dependencies;
mod too_many_layers;
mod too_many_liaisons_on_team;
mod too_many_mappings;
mod too_many_tenets;
mod tree_disagreement;
mod two_solid_managers;
mod uncovered_dependency;
mod undeclared_coordination;
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
    RuleEntry::of::<conflicting_models::ConflictingModels>(),
    RuleEntry::of::<role_model_overuse::RoleModelOveruse>(),
    RuleEntry::of::<objective_expert_overuse::ObjectiveExpertOveruse>(),
    RuleEntry::of::<too_many_tenets::TooManyTenets>(),
    RuleEntry::of::<temporary_model_overstays::TemporaryModelOverstays>(),
    RuleEntry::of::<permanent_model_with_end::PermanentModelWithEnd>(),
    RuleEntry::of::<no_central_prioritization::NoCentralPrioritization>(),
    RuleEntry::of::<executors_without_integrator::ExecutorsWithoutIntegrator>(),
    RuleEntry::of::<embed_over_team_size::EmbedOverTeamSize>(),
    RuleEntry::of::<embed_churn::EmbedChurn>(),
    RuleEntry::of::<embed_without_one_director_of_work::EmbedWithoutOneDirectorOfWork>(),
    RuleEntry::of::<scope_mismatch::ScopeMismatch>(),
    RuleEntry::of::<embed_growth_mismatch::EmbedGrowthMismatch>(),
    RuleEntry::of::<process_gate::ProcessGate>(),
    RuleEntry::of::<undeclared_coordination::UndeclaredCoordination>(),
];

/// The rule with this name.
pub fn find(name: &str) -> Option<&'static RuleEntry> {
    ALL.iter().find(|entry| entry.meta.name == name)
}
