//! The coordination model `standards`: what it is and what must hold where it is declared.

use super::checks;
use super::contract::declare_model;

declare_model! {
    /// ## Why it matters
    /// A standard saves discussion as long as the common case needs none. It turns into a tax when
    /// it orders work that nobody pays for, and into a queue when every change waits for a board.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id
    /// ana
    /// == coordination.csv
    /// model,artifact,owner,enforcement
    /// standards,API guidelines,ana,approval gate
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id
    /// ana
    /// == coordination.csv
    /// model,artifact,owner,enforcement
    /// standards,API guidelines,ana,automated check
    /// ```
    ///
    /// ## How to fix
    /// Name an owner and somebody to talk to about exceptions, pay for the migration, and check by
    /// automation.
    pub(super) struct Standards = {
        name: "standards",
        title: "standards",
        category: Centralized,
        meaning: "Guardrails bind a set of units; who wants to do otherwise has a conversation \
            first, not an approval to wait for.",
        columns: [From, To, Artifact, Owner, ExceptionContact, Funded, Enforcement],
        invariants: [
            checks::HAS_OWNER,
            checks::HAS_EXCEPTION_CONTACT,
            checks::IMPOSED_WORK_IS_FUNDED,
            checks::IS_NO_GATE,
        ],
        recommend_when: "Three or more units are given the same mandate, or choices outside the usual \
            keep being made and argued about.",
        implements: &["CM1", "CM4"],
        sources: &[
            "Rubick: Coordination models",
            "Rubick: Technical standards",
        ],
    }
}
