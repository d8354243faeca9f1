//! The numbers of the decision table, each with its default. Knows no row of the table.

use serde::{Deserialize, Serialize};

/// Thresholds of the advisor; `[advise]` in `orglint.toml` fills them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Options {
    /// Teams that need the same service of one, from which on it should serve itself.
    pub many_consumers: u32,
    /// Teams that wait for one, from which on it counts as overloaded.
    pub overloaded_from: u32,
    /// Teams that wait for the approval of one, from which on it is a gate.
    pub gate_from: u32,
    /// Teams on which one imposes work, from which on it needs more than asking.
    pub mandate_from: u32,
    /// Teams that all exchange information, from which on a common meeting is cheaper.
    pub mesh_teams: u32,
    /// Joined pairs of a mesh, in percent of all its pairs.
    pub mesh_percent: u32,
    /// Teams of a project, from which on it is a program.
    pub program_teams: u32,
    /// Independent executors, from which on somebody makes one plan of theirs.
    pub executors: u32,
    /// People in a meeting that decides, and in a team (rule of eight).
    pub max_people: u32,
    /// Parts of the organization whose liaisons one team hosts.
    pub max_homes: u32,
    /// Liaisons in percent of all people.
    pub max_liaison_percent: u32,
    /// Units that may work as objective experts.
    pub max_experts: u32,
    /// Managers of one team, from which on a single owner is worth a thought.
    pub many_managers: u32,
    /// People up to whom an organization counts as small.
    pub small_org: u32,
    /// Days for which a task force, a visit or a stint is planned.
    pub term_days: u32,
    /// Days within which a service provider or an expert's finding is to be answered.
    pub sla_days: u32,
    /// Direct reports that a director may have after a team was moved under them.
    pub max_span: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            many_consumers: 3,
            overloaded_from: 4,
            gate_from: 3,
            mandate_from: 5,
            mesh_teams: 4,
            mesh_percent: 50,
            program_teams: 3,
            executors: 3,
            max_people: 8,
            max_homes: 2,
            max_liaison_percent: 10,
            max_experts: 2,
            many_managers: 3,
            small_org: 40,
            term_days: 90,
            sla_days: 10,
            max_span: 8,
        }
    }
}
