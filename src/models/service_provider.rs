//! The coordination model `service-provider`: what it is and what must hold where it is declared.

use super::checks;
use super::contract::declare_model;

declare_model! {
    /// ## Why it matters
    /// Every consumer waits in one queue that grows with their number, so the model scales poorly
    /// and is easily underfunded. A promised turnaround at least makes the wait something to plan
    /// with.
    ///
    /// ## Example
    /// ```org fires
    /// == teams.csv
    /// id
    /// web
    /// infra
    /// == dependencies.csv
    /// from,to,kind
    /// web,infra,hard
    /// == coordination.csv
    /// model,from,to,sla_days
    /// service-provider,infra,web,
    /// ```
    ///
    /// ```org quiet
    /// == teams.csv
    /// id
    /// web
    /// infra
    /// == dependencies.csv
    /// from,to,kind
    /// web,infra,hard
    /// == coordination.csv
    /// model,from,to,sla_days
    /// service-provider,infra,web,5
    /// ```
    ///
    /// ## How to fix
    /// Measure and promise the turnaround, say what consumers do when it is missed, and plan the
    /// way to self-service.
    pub(super) struct ServiceProvider = {
        name: "service-provider",
        title: "service provider",
        category: Team,
        meaning: "A team does a kind of work for others, on request; the others need it to \
            succeed.",
        columns: [From, To, SlaDays],
        invariants: [
            checks::SERVES_A_HARD_NEED,
            checks::HAS_TURNAROUND,
            checks::NOT_A_PRODUCT_TEAM,
        ],
        recommend_when: "The skill is needed now and then, consumers need little context, and the \
            provider has to grow more slowly than they do.",
        implements: &["CM10"],
        sources: &[
            "Rubick: Coordination models",
            "Rubick: The service provider model, 2021",
        ],
    }
}
