//! All rules, one file each. A rule uses the organization and its facts, never another rule.
//!
//! The order of [`ALL`] is the order of precedence: of several findings with one cause the one of
//! the first rule speaks.

use crate::lint::RuleEntry;
use crate::models;

mod absent_liaison;
mod articulation_person;
mod bad_interval;
mod bad_value;
mod brokerage_concentration;
mod conflicting_models;
mod congruence_gap;
#[cfg(test)]
mod contract_tests;
mod contradictory_rows;
mod coordination_without_need;
mod decision_meeting_over_eight;
mod declare_at_unit;
mod departed_person;
mod dependency_cycle;
mod dotted_line_load;
mod duplicate_id;
mod duplicate_liaison;
mod embed_churn;
mod embed_growth_mismatch;
mod embed_over_team_size;
mod embed_without_one_director_of_work;
mod empty_team;
mod executors_without_integrator;
mod external_heavy_unit;
mod fan_out_imposition;
mod far_hard_dependency;
mod file_absent;
mod function_advice_mismatch;
mod function_trees_misaligned;
mod functional_split;
mod hard_without_fallback;
mod insider_liaison;
mod liaison_crosses_hierarchy;
mod liaison_for_availability;
mod liaison_inside_own_org;
mod liaison_mesh;
mod liaison_minimal_context;
mod liaison_not_cheap;
mod liaison_should_be_embedded;
mod liaison_sprinkle;
mod liaison_tips_meeting;
mod liaison_without_need;
mod liaison_would_tip;
mod lone_wolf_team;
mod mapping_diverges_from_hierarchy;
mod meeting_at_eight;
mod meeting_load;
mod meeting_without_dependency;
mod missing_column;
mod multi_team_embed_without_one_leader;
mod multiple_roots;
mod near_aligned;
mod near_duplicate_id;
mod no_central_prioritization;
mod no_natural_fit;
mod objective_expert_overuse;
mod one_way_liaison;
mod overloaded_liaison;
mod paper_liaison;
mod permanent_model_with_end;
mod plan_on_a_chain;
mod process_gate;
mod propagation_growth;
mod provider_bottleneck;
mod ragged_row;
mod reorg_breaks_mapping;
mod reporting_cycle;
mod reporting_graph_not_a_tree;
mod role_model_overuse;
mod scope_mismatch;
mod self_dependency;
mod shadow_liaison;
mod shadowed_decision_body;
mod single_report_chain;
mod single_thread_liaison;
mod skip_level_stack;
mod span_relationships;
mod span_too_narrow;
mod span_too_wide;
mod split_without_bridge;
mod stakeholder_heavy;
mod stale_export;
mod stale_mapping;
mod support_pair_incomplete;
mod team_outside_its_unit;
mod team_over_eight;
mod temporary_model_overstays;
mod three_levels_in_the_room;
mod too_many_dependencies;
mod too_many_layers;
mod too_many_liaisons_on_team;
mod too_many_mappings;
mod too_many_tenets;
mod tree_disagreement;
mod two_solid_managers;
mod uncovered_dependency;
mod uncovered_product_line;
mod undeclared_coordination;
mod unexplained_liaison;
mod unknown_reference;
mod unlabelled_large_meeting;
mod unowned_program;
mod unstable_liaison;
mod unused_file;
mod update_meeting_over_18;

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
    RuleEntry::of::<stale_mapping::StaleMapping>(),
    RuleEntry::of::<stale_export::StaleExport>(),
    RuleEntry::of::<file_absent::FileAbsent>(),
    RuleEntry::of::<two_solid_managers::TwoSolidManagers>(),
    RuleEntry::of::<span_too_wide::SpanTooWide>(),
    RuleEntry::of::<team_over_eight::TeamOverEight>(),
    RuleEntry::of::<single_report_chain::SingleReportChain>(),
    RuleEntry::of::<span_too_narrow::SpanTooNarrow>(),
    RuleEntry::of::<too_many_layers::TooManyLayers>(),
    RuleEntry::of::<dotted_line_load::DottedLineLoad>(),
    RuleEntry::of::<team_outside_its_unit::TeamOutsideItsUnit>(),
    RuleEntry::of::<reporting_graph_not_a_tree::ReportingGraphNotATree>(),
    RuleEntry::of::<articulation_person::ArticulationPerson>(),
    RuleEntry::of::<brokerage_concentration::BrokerageConcentration>(),
    RuleEntry::of::<lone_wolf_team::LoneWolfTeam>(),
    RuleEntry::of::<span_relationships::SpanRelationships>(),
    RuleEntry::of::<liaison_tips_meeting::LiaisonTipsMeeting>(),
    RuleEntry::of::<liaison_would_tip::LiaisonWouldTip>(),
    RuleEntry::of::<unlabelled_large_meeting::UnlabelledLargeMeeting>(),
    RuleEntry::of::<decision_meeting_over_eight::DecisionMeetingOverEight>(),
    RuleEntry::of::<meeting_at_eight::MeetingAtEight>(),
    RuleEntry::of::<stakeholder_heavy::StakeholderHeavy>(),
    RuleEntry::of::<shadowed_decision_body::ShadowedDecisionBody>(),
    RuleEntry::of::<split_without_bridge::SplitWithoutBridge>(),
    RuleEntry::of::<update_meeting_over_18::UpdateMeetingOver18>(),
    RuleEntry::of::<skip_level_stack::SkipLevelStack>(),
    RuleEntry::of::<three_levels_in_the_room::ThreeLevelsInTheRoom>(),
    RuleEntry::of::<meeting_without_dependency::MeetingWithoutDependency>(),
    RuleEntry::of::<meeting_load::MeetingLoad>(),
    RuleEntry::of::<insider_liaison::InsiderLiaison>(),
    RuleEntry::of::<absent_liaison::AbsentLiaison>(),
    RuleEntry::of::<liaison_without_need::LiaisonWithoutNeed>(),
    RuleEntry::of::<liaison_inside_own_org::LiaisonInsideOwnOrg>(),
    RuleEntry::of::<liaison_minimal_context::LiaisonMinimalContext>(),
    RuleEntry::of::<liaison_should_be_embedded::LiaisonShouldBeEmbedded>(),
    RuleEntry::of::<liaison_for_availability::LiaisonForAvailability>(),
    RuleEntry::of::<one_way_liaison::OneWayLiaison>(),
    RuleEntry::of::<no_natural_fit::NoNaturalFit>(),
    RuleEntry::of::<unexplained_liaison::UnexplainedLiaison>(),
    RuleEntry::of::<overloaded_liaison::OverloadedLiaison>(),
    RuleEntry::of::<liaison_not_cheap::LiaisonNotCheap>(),
    RuleEntry::of::<duplicate_liaison::DuplicateLiaison>(),
    RuleEntry::of::<unstable_liaison::UnstableLiaison>(),
    RuleEntry::of::<single_thread_liaison::SingleThreadLiaison>(),
    RuleEntry::of::<too_many_liaisons_on_team::TooManyLiaisonsOnTeam>(),
    RuleEntry::of::<liaison_mesh::LiaisonMesh>(),
    RuleEntry::of::<liaison_sprinkle::LiaisonSprinkle>(),
    RuleEntry::of::<support_pair_incomplete::SupportPairIncomplete>(),
    RuleEntry::of::<function_advice_mismatch::FunctionAdviceMismatch>(),
    RuleEntry::of::<paper_liaison::PaperLiaison>(),
    RuleEntry::of::<shadow_liaison::ShadowLiaison>(),
    RuleEntry::of::<reorg_breaks_mapping::ReorgBreaksMapping>(),
    RuleEntry::of::<near_aligned::NearAligned>(),
    RuleEntry::of::<mapping_diverges_from_hierarchy::MappingDivergesFromHierarchy>(),
    RuleEntry::of::<liaison_crosses_hierarchy::LiaisonCrossesHierarchy>(),
    RuleEntry::of::<too_many_mappings::TooManyMappings>(),
    RuleEntry::of::<declare_at_unit::DeclareAtUnit>(),
    RuleEntry::of::<function_trees_misaligned::FunctionTreesMisaligned>(),
    RuleEntry::of::<multi_team_embed_without_one_leader::MultiTeamEmbedWithoutOneLeader>(),
    RuleEntry::of::<functional_split::FunctionalSplit>(),
    RuleEntry::of::<dependency_cycle::DependencyCycle>(),
    RuleEntry::of::<provider_bottleneck::ProviderBottleneck>(),
    RuleEntry::of::<fan_out_imposition::FanOutImposition>(),
    RuleEntry::of::<too_many_dependencies::TooManyDependencies>(),
    RuleEntry::of::<uncovered_product_line::UncoveredProductLine>(),
    RuleEntry::of::<uncovered_dependency::UncoveredDependency>(),
    RuleEntry::of::<far_hard_dependency::FarHardDependency>(),
    RuleEntry::of::<plan_on_a_chain::PlanOnAChain>(),
    RuleEntry::of::<propagation_growth::PropagationGrowth>(),
    RuleEntry::of::<hard_without_fallback::HardWithoutFallback>(),
    RuleEntry::of::<coordination_without_need::CoordinationWithoutNeed>(),
    RuleEntry::of::<external_heavy_unit::ExternalHeavyUnit>(),
    RuleEntry::of::<congruence_gap::CongruenceGap>(),
    RuleEntry::of::<unowned_program::UnownedProgram>(),
    RuleEntry::of::<conflicting_models::ConflictingModels>(),
    RuleEntry::of::<temporary_model_overstays::TemporaryModelOverstays>(),
    RuleEntry::of::<permanent_model_with_end::PermanentModelWithEnd>(),
    RuleEntry::of::<embed_over_team_size::EmbedOverTeamSize>(),
    RuleEntry::of::<embed_without_one_director_of_work::EmbedWithoutOneDirectorOfWork>(),
    RuleEntry::of::<embed_churn::EmbedChurn>(),
    RuleEntry::of::<embed_growth_mismatch::EmbedGrowthMismatch>(),
    RuleEntry::of::<scope_mismatch::ScopeMismatch>(),
    RuleEntry::of::<process_gate::ProcessGate>(),
    RuleEntry::of::<too_many_tenets::TooManyTenets>(),
    RuleEntry::of::<executors_without_integrator::ExecutorsWithoutIntegrator>(),
    RuleEntry::of::<no_central_prioritization::NoCentralPrioritization>(),
    RuleEntry::of::<role_model_overuse::RoleModelOveruse>(),
    RuleEntry::of::<objective_expert_overuse::ObjectiveExpertOveruse>(),
    RuleEntry::of::<undeclared_coordination::UndeclaredCoordination>(),
];

/// The rule with this name.
pub fn find(name: &str) -> Option<&'static RuleEntry> {
    ALL.iter().find(|entry| entry.meta.name == name)
}
