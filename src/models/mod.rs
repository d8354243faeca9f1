//! The coordination models, one file each: what a model is, which columns declare it, and what must
//! hold of every declared row. Each yields the rule `model-<name>`. Knows no rule of `rules`.

mod away_team;
mod centralized_liaison;
pub mod checks;
mod community_of_practice;
pub mod condition;
mod consultant;
mod contract;
mod controller;
mod cousin_team;
mod custom;
mod embedded;
mod goal_frameworks;
mod independent_executor;
mod integrator;
mod liaison;
mod merged_group;
mod metrics;
mod objective_expert;
mod page;
mod prioritization;
mod product_strategy;
mod program_manager;
mod rotation;
mod row;
mod self_service;
mod service_provider;
mod single_threaded_owner;
mod standard_definer;
mod standards;
mod task_force;
mod tenets;
mod tiger_team;
mod work_demander;

#[cfg(test)]
mod fixture_tests;

pub use contract::{Category, Declared, Entry, Invariant, Model, ModelRule, Number};
pub use custom::{Custom, Description, Given};
pub use row::{Break, Breaks, Row};

use crate::lint::RuleEntry;
use crate::model::CoordinationModel;

/// Every model, in the order of the post.
pub const ALL: &[Entry] = &[
    Entry::of::<product_strategy::ProductStrategy>(),
    Entry::of::<standards::Standards>(),
    Entry::of::<tenets::Tenets>(),
    Entry::of::<goal_frameworks::GoalFrameworks>(),
    Entry::of::<metrics::Metrics>(),
    Entry::of::<prioritization::Prioritization>(),
    Entry::of::<program_manager::ProgramManager>(),
    Entry::of::<integrator::Integrator>(),
    Entry::of::<controller::Controller>(),
    Entry::of::<standard_definer::StandardDefiner>(),
    Entry::of::<service_provider::ServiceProvider>(),
    Entry::of::<consultant::Consultant>(),
    Entry::of::<self_service::SelfService>(),
    Entry::of::<independent_executor::IndependentExecutor>(),
    Entry::of::<liaison::Liaison>(),
    Entry::of::<embedded::Embedded>(),
    Entry::of::<single_threaded_owner::SingleThreadedOwner>(),
    Entry::of::<rotation::Rotation>(),
    Entry::of::<centralized_liaison::CentralizedLiaison>(),
    Entry::of::<merged_group::MergedGroup>(),
    Entry::of::<task_force::TaskForce>(),
    Entry::of::<away_team::AwayTeam>(),
    Entry::of::<tiger_team::TigerTeam>(),
    Entry::of::<objective_expert::ObjectiveExpert>(),
    Entry::of::<work_demander::WorkDemander>(),
    Entry::of::<cousin_team::CousinTeam>(),
    Entry::of::<community_of_practice::CommunityOfPractice>(),
];

/// The rules of all models.
pub const RULES: &[RuleEntry] = &{
    let mut rules = [ALL[0].rule; ALL.len()];
    let mut index = 0;
    while index < rules.len() {
        rules[index] = ALL[index].rule;
        index += 1;
    }
    rules
};

/// The model with this name.
pub fn find(name: &str) -> Option<&'static Model> {
    let entry = ALL.iter().find(|entry| entry.model.name == name)?;
    Some(entry.model)
}

/// The model of the catalogue.
pub fn of(kind: CoordinationModel) -> Option<&'static Model> {
    let entry = ALL.iter().find(|entry| entry.model.kind == Some(kind))?;
    Some(entry.model)
}
