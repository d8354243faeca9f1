//! The coordination model `self-service`: what it is and what must hold where it is declared.

use super::checks;
use super::contract::declare_model;

declare_model! {
    /// ## Why it matters
    /// It is the model that grows best, because one more consumer costs nothing. A meeting, an
    /// approval or a mandate brings the cost back and hides that the product is not good enough
    /// yet.
    ///
    /// ## Example
    /// ```org fires
    /// == teams.csv
    /// id
    /// web
    /// platform
    /// == coordination.csv
    /// model,from,to,artifact
    /// self-service,platform,web,
    /// ```
    ///
    /// ```org quiet
    /// == teams.csv
    /// id
    /// web
    /// platform
    /// == coordination.csv
    /// model,from,to,artifact
    /// self-service,platform,web,deploy tool
    /// ```
    ///
    /// ## How to fix
    /// Write down what people still come to ask, let the product check what somebody approves, and
    /// win users by quality.
    pub(super) struct SelfService = {
        name: "self-service",
        title: "self-service",
        category: Team,
        meaning: "A team offers what it makes so that others can use it without talking to \
            anybody.",
        columns: [From, To, Artifact],
        invariants: [
            checks::HAS_ARTIFACT,
            checks::NO_REQUIRED_MEETING,
            checks::NEEDS_NO_APPROVAL,
            checks::NOT_MANDATED,
        ],
        recommend_when: "Three or more teams need the same product again and again; for every platform \
            team.",
        implements: &["CM12"],
        sources: &[
            "Rubick: Coordination models",
            "Rubick: The self-service model, 2021",
        ],
    }
}
