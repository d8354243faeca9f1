//! The coordination model `independent-executor`: what it is and what must hold where it is declared.

use super::checks;
use super::contract::declare_model;

declare_model! {
    /// ## Why it matters
    /// The chance that a plan holds shrinks with every team it waits for. A team that always has
    /// another way can promise and keep its promise.
    ///
    /// ## Example
    /// ```org fires
    /// == teams.csv
    /// id
    /// web
    /// api
    /// == dependencies.csv
    /// from,to,kind,fallback
    /// web,api,hard,
    /// == coordination.csv
    /// model,from
    /// independent-executor,web
    /// ```
    ///
    /// ```org quiet
    /// == teams.csv
    /// id
    /// web
    /// api
    /// == dependencies.csv
    /// from,to,kind,fallback
    /// web,api,hard,cached answers
    /// == coordination.csv
    /// model,from
    /// independent-executor,web
    /// ```
    ///
    /// ## How to fix
    /// Write a fallback for each hard dependency, or ask for less.
    pub(super) struct IndependentExecutor = {
        name: "independent-executor",
        title: "independent executor",
        category: Team,
        meaning: "A team brings something to customers without others; it may ask for things, \
            but does not count on getting them.",
        columns: [From],
        invariants: [
            checks::HAS_FALLBACKS,
        ],
        recommend_when: "The usual choice for product teams; add an integrator where there are several.",
        implements: &["CM13"],
        sources: &[
            "Rubick: Coordination models",
            "Rubick: The independent executor model, 2021",
        ],
    }
}
