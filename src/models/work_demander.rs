//! The coordination model `work-demander`: what it is and what must hold where it is declared.

use super::checks;
use super::contract::declare_model;

declare_model! {
    /// ## Why it matters
    /// Obligation is fast and dear: it pushes aside whatever the team had planned. It has to be
    /// granted by somebody, and a team can serve few who have it.
    ///
    /// ## Example
    /// ```org fires
    /// == teams.csv
    /// id
    /// legal
    /// web
    /// == coordination.csv
    /// model,from,to,authority
    /// work-demander,legal,web,
    /// ```
    ///
    /// ```org quiet
    /// == teams.csv
    /// id
    /// legal
    /// web
    /// == coordination.csv
    /// model,from,to,authority
    /// work-demander,legal,web,yes
    /// ```
    ///
    /// ## How to fix
    /// Have the authority stated, keep advice apart from it, and let several demanders agree on one
    /// list.
    pub(super) struct WorkDemander = {
        name: "work-demander",
        title: "work demander",
        category: Team,
        meaning: "A team may oblige others to do work.",
        columns: [From, To, Authority],
        invariants: [
            checks::HAS_AUTHORITY,
            checks::NOT_ALSO_CONSULTANT,
            checks::FEW_DEMANDERS,
        ],
        recommend_when: "The obligation is real: law, or an attack under way. Otherwise prefer an \
            objective expert.",
        implements: &["CM22"],
        sources: &[
            "Rubick: Coordination models",
            "Rubick: The objective expert model, 2022",
        ],
    }
}
