//! The coordination model `standard-definer`: what it is and what must hold where it is declared.

use super::checks;
use super::contract::declare_model;

declare_model! {
    /// ## Why it matters
    /// The role saves others discussion. Without a written standard there is nothing to keep
    /// within, and if teams still have to ask, the guardrail has become a gate.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id
    /// pat
    /// == coordination.csv
    /// model,person,artifact,owner
    /// standard-definer,pat,,
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id
    /// pat
    /// == coordination.csv
    /// model,person,artifact,owner
    /// standard-definer,pat,,
    /// standards,,API guidelines,pat
    /// ```
    ///
    /// ## How to fix
    /// Declare the standards with their owner, and turn each approval into a rule that a team can
    /// check by itself.
    pub(super) struct StandardDefiner = {
        name: "standard-definer",
        title: "standard definer",
        category: RoleBased,
        meaning: "A person or group owns guardrails; what keeps within them needs no talk.",
        columns: [Person, From, To, Artifact],
        invariants: [
            checks::OWNS_A_STANDARD,
            checks::NEEDS_NO_APPROVAL,
        ],
        recommend_when: "A standard has no owner, or an architecture group wants to be useful without \
            being asked every time.",
        implements: &["CM2", "CM4"],
        sources: &[
            "Rubick: Coordination models",
            "Rubick: Technical standards",
        ],
    }
}
