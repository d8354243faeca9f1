//! The coordination model `task-force`: what it is and what must hold where it is declared.

use super::checks;
use super::contract::declare_model;

declare_model! {
    /// ## Why it matters
    /// A task force buys speed with the plans of the teams it takes people from. Without an outcome
    /// and an end the price goes on being paid and nobody remembers for what.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,team
    /// ana,web
    /// bo,app
    /// == teams.csv
    /// id
    /// web
    /// app
    /// == coordination.csv
    /// model,members,outcome,end
    /// task-force,ana;bo,,
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,team
    /// ana,web
    /// bo,app
    /// == teams.csv
    /// id
    /// web
    /// app
    /// == coordination.csv
    /// model,members,outcome,end
    /// task-force,ana;bo,outages halved,2026-03-31
    /// ```
    ///
    /// ## How to fix
    /// Write the outcome and the last day, name a sponsor, keep it to eight people of two or more
    /// teams, and close it.
    pub(super) struct TaskForce = {
        name: "task-force",
        title: "task force",
        category: Team,
        meaning: "People of several teams form one team for a time, for one outcome.",
        columns: [Members, Outcome, End, Owner],
        invariants: [
            checks::HAS_OUTCOME,
            checks::HAS_END,
            checks::MEMBERS_OF_TWO_TEAMS,
            checks::WITHIN_ITS_END,
            checks::AT_MOST_EIGHT_MEMBERS,
            checks::HAS_OWNER,
        ],
        recommend_when: "The work is urgent or important, crosses functions, and the disruption of the \
            teams is accepted.",
        implements: &["CM18"],
        sources: &[
            "Rubick: Coordination models",
            "Rubick: The independent executor model, 2021",
            "Rubick: Task forces, 2025",
        ],
    }
}
