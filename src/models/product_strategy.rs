//! The coordination model `product-strategy`: what it is and what must hold where it is declared.

use super::checks;
use super::contract::declare_model;

declare_model! {
    /// ## Why it matters
    /// Without a direction that everybody can read, each team fills the gap with its own, and the
    /// differences come up in every plan. A strategy that nobody owns or reads again is worse than
    /// none: it is still quoted.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id
    /// ana
    /// == coordination.csv
    /// model,scope,artifact,owner
    /// product-strategy,company,,ceo
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id
    /// ana
    /// == coordination.csv
    /// model,scope,artifact,owner
    /// product-strategy,company,strategy page,ceo
    /// ```
    ///
    /// ## How to fix
    /// Give the document an owner, read it again once a year with those it binds, and state the
    /// part of the organization it holds for.
    pub(super) struct ProductStrategy = {
        name: "product-strategy",
        title: "product strategy",
        category: Centralized,
        meaning: "One written document says where the organization is going and what it leaves \
            out; everybody can read it.",
        columns: [Scope, Artifact, Owner, ReviewedOn],
        invariants: [
            checks::HAS_ARTIFACT,
            checks::HAS_OWNER,
            checks::SCOPE_IS_WIDE,
            checks::REVIEWED_LATELY,
        ],
        recommend_when: "Teams of different product lines depend hard on each other, or the goals of \
            units have nothing in common above them, and there is no written direction.",
        implements: &["CM1"],
        sources: &[
            "Rubick: Coordination models",
        ],
    }
}
