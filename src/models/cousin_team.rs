//! The coordination model `cousin-team`: what it is and what must hold where it is declared.

use super::checks;
use super::contract::declare_model;

declare_model! {
    /// ## Why it matters
    /// Two teams under one director share priorities, meetings and somebody who breaks ties. Under
    /// different ones each conflict climbs to the top and waits there.
    ///
    /// ## Example
    /// ```org fires
    /// == teams.csv
    /// id,parent
    /// co,
    /// eng,co
    /// web,eng
    /// app,eng
    /// ops,co
    /// infra,ops
    /// == coordination.csv
    /// model,to
    /// cousin-team,web;infra
    /// ```
    ///
    /// ```org quiet
    /// == teams.csv
    /// id,parent
    /// co,
    /// eng,co
    /// web,eng
    /// app,eng
    /// ops,co
    /// infra,ops
    /// == coordination.csv
    /// model,to
    /// cousin-team,web;app
    /// ```
    ///
    /// ## How to fix
    /// Move one team, or choose a model that works at a distance.
    pub(super) struct CousinTeam = {
        name: "cousin-team",
        title: "cousin teams",
        category: Team,
        meaning: "Teams that often work together are put under one director.",
        columns: [From, To, Person],
        invariants: [
            checks::SAME_DIRECTOR,
        ],
        recommend_when: "Whole teams need to work together often and are too big to merge.",
        implements: &["CM23"],
        sources: &[
            "Rubick: Coordination models",
        ],
    }
}
