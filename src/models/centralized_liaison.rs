//! The coordination model `centralized-liaison`: what it is and what must hold where it is declared.

use super::checks;
use super::contract::declare_model;

declare_model! {
    /// ## Why it matters
    /// Eight liaisons among five teams are one meeting of five. It stays that as long as each team
    /// has one voice; with more it is a crowd, and a crowd does not decide.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,team
    /// ana,web
    /// bo,app
    /// cy,infra
    /// di,infra
    /// == teams.csv
    /// id
    /// web
    /// app
    /// infra
    /// == coordination.csv
    /// model,to,members
    /// centralized-liaison,web;app;infra,ana;bo;cy;di
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,team
    /// ana,web
    /// bo,app
    /// cy,infra
    /// di,infra
    /// == teams.csv
    /// id
    /// web
    /// app
    /// infra
    /// == coordination.csv
    /// model,to,members
    /// centralized-liaison,web;app;infra,ana;bo;cy
    /// ```
    ///
    /// ## How to fix
    /// Let each unit choose one person, keep to eight chairs, and send notes to everybody else.
    pub(super) struct CentralizedLiaison = {
        name: "centralized-liaison",
        title: "centralized liaison",
        category: Team,
        meaning: "One meeting with one representative of each team takes the place of liaisons \
            from every team to every other.",
        columns: [Meeting, To, Members],
        invariants: [
            checks::AT_LEAST_THREE_TEAMS,
            checks::ONE_REPRESENTATIVE,
            checks::REPRESENTATIVES_ONLY,
            checks::MEETING_AT_MOST_EIGHT.error(),
        ],
        recommend_when: "Four or more teams would send liaisons to each other; architecture; the leads \
            of a craft.",
        implements: &["LM31"],
        sources: &[
            "Rubick: Coordination models",
            "Rubick: The liaison model",
            "Rubick: The service provider model, 2021",
        ],
    }
}
