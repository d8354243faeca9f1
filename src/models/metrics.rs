//! The coordination model `metrics`: what it is and what must hold where it is declared.

use super::checks;
use super::contract::declare_model;

declare_model! {
    /// ## Why it matters
    /// A number changes something only if those who can act on it see it often enough to be asked
    /// about it. Numbers without an owner drift away from what they were to measure.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id
    /// ana
    /// == meetings.csv
    /// id,name
    /// monthly,Monthly numbers
    /// == coordination.csv
    /// model,artifact,owner,meeting
    /// metrics,outage minutes,,monthly
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id
    /// ana
    /// == meetings.csv
    /// id,name
    /// monthly,Monthly numbers
    /// == coordination.csv
    /// model,artifact,owner,meeting
    /// metrics,outage minutes,ana,monthly
    /// ```
    ///
    /// ## How to fix
    /// Name an owner, put the numbers on the agenda of a recurring meeting, and have the leads of
    /// the units in it.
    pub(super) struct Metrics = {
        name: "metrics",
        title: "metrics",
        category: Centralized,
        meaning: "Numbers that somebody looks at regularly direct attention to an area.",
        columns: [From, To, Artifact, Owner, Meeting],
        invariants: [
            checks::HAS_OWNER,
            checks::REVIEWED_IN_A_MEETING,
            checks::AUDIENCE_HAS_THE_LEADS,
        ],
        recommend_when: "An area needs attention or a view from outside, and nobody depends on it for \
            work.",
        implements: &["CM1"],
        sources: &[
            "Rubick: Coordination models",
        ],
    }
}
