//! The coordination model `away-team`: what it is and what must hold where it is declared.

use super::checks;
use super::contract::declare_model;

declare_model! {
    /// ## Why it matters
    /// Doing it oneself beats waiting. It works while somebody in the area receives the guests and
    /// while the guests stay guests; after a year they are staff that nobody planned.
    ///
    /// ## Example
    /// ```org fires
    /// == teams.csv
    /// id
    /// web
    /// billing
    /// == coordination.csv
    /// model,from,to,host,end
    /// away-team,web,billing,,2026-03-31
    /// ```
    ///
    /// ```org quiet
    /// == teams.csv
    /// id
    /// web
    /// billing
    /// == coordination.csv
    /// model,from,to,host,end
    /// away-team,web,billing,bea,2026-03-31
    /// ```
    ///
    /// ## How to fix
    /// Name a contact and the project, keep answering for the work at home, and go home when it is
    /// done.
    pub(super) struct AwayTeam = {
        name: "away-team",
        title: "away team",
        category: Team,
        meaning: "Members of one team do their work in another team's area, for one project.",
        columns: [From, To, Project, Host, Owner, Start, End],
        invariants: [
            checks::ENDS_WITH_PROJECT,
            checks::HAS_HOST,
            checks::HOME_KEEPS_OWNERSHIP,
            checks::NOT_PERMANENT,
        ],
        recommend_when: "The one team has the skill, the other has no time but agrees, and the work is \
            done once.",
        implements: &["CM19"],
        sources: &[
            "Rubick: Coordination models",
            "Rubick: The independent executor model, 2021",
        ],
    }
}
