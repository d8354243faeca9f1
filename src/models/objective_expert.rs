//! The coordination model `objective-expert`: what it is and what must hold where it is declared.

use super::checks;
use super::contract::declare_model;

declare_model! {
    /// ## Why it matters
    /// A number for each team, again and again, moves more work than asking does. It needs to come
    /// round, to say what is good enough, and to be one of few.
    ///
    /// ## Example
    /// ```org fires
    /// == teams.csv
    /// id
    /// security
    /// web
    /// == coordination.csv
    /// model,from,to,artifact,cadence,sla_days
    /// objective-expert,security,web,open findings,,30
    /// ```
    ///
    /// ```org quiet
    /// == teams.csv
    /// id
    /// security
    /// web
    /// == coordination.csv
    /// model,from,to,artifact,cadence,sla_days
    /// objective-expert,security,web,open findings,weekly,30
    /// ```
    ///
    /// ## How to fix
    /// Publish on fixed days, state by severity how soon something is to be mended, have the leads
    /// see it, and merge reports.
    pub(super) struct ObjectiveExpert = {
        name: "objective-expert",
        title: "objective expert",
        category: Team,
        meaning: "Experts publish measurements by which other teams see what to do.",
        columns: [From, To, Artifact, Cadence, SlaDays, Meeting],
        invariants: [
            checks::HAS_ARTIFACT,
            checks::HAS_CADENCE,
            checks::HAS_A_TARGET,
            checks::AUDIENCE_HAS_THE_LEADS,
            checks::FEW_EXPERTS,
        ],
        recommend_when: "An expert wants many teams to do work, and how much each should do can be \
            graded by severity.",
        also: &["objective-expert-overuse"],
        implements: &["CM21"],
        sources: &[
            "Rubick: Coordination models",
            "Rubick: The objective expert model, 2022",
        ],
    }
}
