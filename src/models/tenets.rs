//! The coordination model `tenets`: what it is and what must hold where it is declared.

use super::checks;
use super::contract::declare_model;

declare_model! {
    /// ## Why it matters
    /// Tenets work because people know them by heart while they decide. A long list is looked up by
    /// nobody, and one that is not written down differs from head to head.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id
    /// ana
    /// == coordination.csv
    /// model,scope,artifact,count
    /// tenets,company,wiki,7
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id
    /// ana
    /// == coordination.csv
    /// model,scope,artifact,count
    /// tenets,company,wiki,3
    /// ```
    ///
    /// ## How to fix
    /// Keep the few that decided something lately, word each so that its opposite would also be
    /// sensible, and publish them.
    pub(super) struct Tenets = {
        name: "tenets",
        title: "tenets",
        category: Centralized,
        meaning: "A short list of rules says which of two good things wins, for the organization \
            or a unit.",
        columns: [Scope, Artifact, Count],
        invariants: [
            checks::FEW_TENETS,
            checks::HAS_ARTIFACT,
        ],
        recommend_when: "The same trade-off is argued again and again. Never for a single pair of \
            teams.",
        implements: &["CM1"],
        sources: &[
            "Rubick: Coordination models",
            "Rubick: Tenets for faster decision-making",
        ],
    }
}
