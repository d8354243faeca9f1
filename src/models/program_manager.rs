//! The coordination model `program-manager`: what it is and what must hold where it is declared.

use super::checks;
use super::contract::declare_model;

declare_model! {
    /// ## Why it matters
    /// The role carries information that the teams do not exchange by themselves. It cannot do so
    /// from inside one of the teams, nor for teams it never meets, nor for a program that everybody
    /// may put last.
    ///
    /// ## Example
    /// ```org fires
    /// == teams.csv
    /// id,parent
    /// co,
    /// eng,co
    /// web,eng
    /// app,eng
    /// ops,co
    /// infra,ops
    /// == people.csv
    /// id,team
    /// pat,web
    /// == coordination.csv
    /// model,person,to
    /// program-manager,pat,web;app;infra
    /// ```
    ///
    /// ```org quiet
    /// == teams.csv
    /// id,parent
    /// co,
    /// eng,co
    /// web,eng
    /// app,eng
    /// ops,co
    /// infra,ops
    /// == people.csv
    /// id,team
    /// pat,co
    /// == coordination.csv
    /// model,person,to
    /// program-manager,pat,web;app;infra
    /// ```
    ///
    /// ## How to fix
    /// Choose somebody outside the teams, give the person a meeting with each, and rank the program
    /// first.
    pub(super) struct ProgramManager = {
        name: "program-manager",
        title: "program manager",
        category: RoleBased,
        meaning: "One person runs a program, a project of projects, and stands between the teams \
            in it.",
        columns: [Person, Project, To, Scope],
        invariants: [
            checks::PROGRAM_HAS_PROJECTS,
            checks::AT_LEAST_THREE_TEAMS,
            checks::PERSON_IS_NEUTRAL,
            checks::MEETS_EVERY_TEAM,
            checks::PROGRAM_IS_PRIORITY,
        ],
        recommend_when: "A large initiative over three or more teams that is already a declared \
            priority.",
        implements: &["CM2", "CM7"],
        sources: &[
            "Rubick: Coordination models",
            "Rubick: The independent executor model, 2021",
        ],
    }
}
