//! The coordination model `tiger-team`: what it is and what must hold where it is declared.

use super::checks;
use super::contract::declare_model;

declare_model! {
    /// ## Why it matters
    /// Its worth is that it is free to go. A team with one place to work in is an away team, one
    /// with an end is a task force, and one that others wait for has a territory after all.
    ///
    /// ## Example
    /// ```org fires
    /// == teams.csv
    /// id
    /// tiger
    /// web
    /// app
    /// == dependencies.csv
    /// from,to,kind
    /// web,tiger,hard
    /// == coordination.csv
    /// model,from,to
    /// tiger-team,tiger,web;app
    /// ```
    ///
    /// ```org quiet
    /// == teams.csv
    /// id
    /// tiger
    /// web
    /// app
    /// == dependencies.csv
    /// from,to,kind
    /// web,tiger,soft
    /// == coordination.csv
    /// model,from,to
    /// tiger-team,tiger,web;app
    /// ```
    ///
    /// ## How to fix
    /// Hand over what others wait for, and name the territories it works in.
    pub(super) struct TigerTeam = {
        name: "tiger-team",
        title: "tiger team",
        category: Team,
        meaning: "A lasting team without a territory works wherever it is needed.",
        columns: [From, To],
        invariants: [
            checks::LASTS,
            checks::TWO_TERRITORIES,
            checks::OWNS_NO_TERRITORY,
        ],
        recommend_when: "The same kind of work comes up in many territories whose owners have no time.",
        implements: &["CM20"],
        sources: &[
            "Rubick: Coordination models",
            "Rubick: The independent executor model, 2021",
        ],
    }
}
