//! The coordination model `consultant`: what it is and what must hold where it is declared.

use super::checks;
use super::contract::declare_model;

declare_model! {
    /// ## Why it matters
    /// Advice is cheap as long as work goes on without it. Once somebody waits, it is a service
    /// with a queue, and the adviser will be asked for hands and not for knowledge.
    ///
    /// ## Example
    /// ```org fires
    /// == teams.csv
    /// id
    /// web
    /// security
    /// == dependencies.csv
    /// from,to,kind
    /// web,security,hard
    /// == coordination.csv
    /// model,from,to
    /// consultant,security,web
    /// ```
    ///
    /// ```org quiet
    /// == teams.csv
    /// id
    /// web
    /// security
    /// == dependencies.csv
    /// from,to,kind,need
    /// web,security,soft,advice
    /// == coordination.csv
    /// model,from,to
    /// consultant,security,web
    /// ```
    ///
    /// ## How to fix
    /// Soften the dependency, or call the team a service provider and treat it as one.
    pub(super) struct Consultant = {
        name: "consultant",
        title: "consultant",
        category: Team,
        meaning: "A team or person helps others to decide better or learn faster; nobody has to \
            wait for it.",
        columns: [From, To],
        invariants: [
            checks::NO_HARD_NEED,
            checks::ADVICE_ONLY,
        ],
        recommend_when: "Hard problems come up now and then, and the team that has them can do the work \
            itself. Goes well with self-service and with objective experts.",
        implements: &["CM11"],
        sources: &[
            "Rubick: Coordination models",
            "Rubick: The service provider model, 2021",
        ],
    }
}
