//! The coordination model `rotation`: what it is and what must hold where it is declared.

use super::checks;
use super::contract::declare_model;

declare_model! {
    /// ## Why it matters
    /// Turns share a burden and cost context, because each turn begins anew. With one person there
    /// is no turn, and where the context is deep nobody ever reaches it.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,team
    /// pat,web
    /// == teams.csv
    /// id
    /// web
    /// support
    /// == coordination.csv
    /// model,from,to,person,cadence,end
    /// rotation,web,support,pat,weekly,2026-03-31
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,team
    /// pat,web
    /// sam,web
    /// == teams.csv
    /// id
    /// web
    /// support
    /// == coordination.csv
    /// model,from,to,person,cadence,end
    /// rotation,web,support,pat;sam,weekly,
    /// ```
    ///
    /// ## How to fix
    /// Name two or more people and the rhythm, set an end for each stint, and give deep work to
    /// somebody who stays.
    pub(super) struct Rotation = {
        name: "rotation",
        title: "rotation",
        category: Team,
        meaning: "People of a team take turns in a role towards another team, each for a set \
            time.",
        columns: [From, To, Person, Role, Cadence, End],
        invariants: [
            checks::STINT_ENDS,
            checks::SHARED_BY_TWO,
            checks::HAS_CADENCE,
            checks::SHALLOW_CONTEXT,
        ],
        recommend_when: "Somebody has to be available, the burden should be shared, and little context \
            will do.",
        implements: &["LM30", "CM16"],
        sources: &[
            "Rubick: Coordination models",
            "Rubick: The liaison model",
            "Rubick: The embedded model, 2021",
        ],
    }
}
