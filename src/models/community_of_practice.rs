//! The coordination model `community-of-practice`: what it is and what must hold where it is declared.

use super::checks;
use super::contract::declare_model;

declare_model! {
    /// ## Why it matters
    /// A specialist alone in a team has nobody to learn from. The circle gives that back as long as
    /// it is of one craft and of many teams; otherwise it is one team's meeting with guests.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,team
    /// ana,web
    /// bo,web
    /// cy,web
    /// di,app
    /// el,infra
    /// == teams.csv
    /// id
    /// web
    /// app
    /// infra
    /// == coordination.csv
    /// model,members
    /// community-of-practice,ana;bo;cy;di;el
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,team
    /// ana,web
    /// bo,web
    /// cy,web
    /// di,app
    /// el,infra
    /// == teams.csv
    /// id
    /// web
    /// app
    /// infra
    /// == coordination.csv
    /// model,members
    /// community-of-practice,ana;bo;di;el
    /// ```
    ///
    /// ## How to fix
    /// Invite those who do the same work elsewhere, and let a small part of a large circle decide.
    pub(super) struct CommunityOfPractice = {
        name: "community-of-practice",
        title: "community of practice",
        category: Team,
        meaning: "People of one craft in different teams meet to share what they know and often \
            to set standards.",
        columns: [Meeting, Members, Function],
        invariants: [
            checks::ONE_SPECIALTY,
            checks::MEMBERS_OF_THREE_TEAMS,
            checks::NO_MAJORITY,
            checks::DECIDES_ONLY_IF_SMALL,
        ],
        recommend_when: "Specialists are spread, embedded or under single-threaded owners, over three \
            or more teams.",
        implements: &["CM24"],
        sources: &[
            "Rubick: Coordination models",
            "Rubick: The embedded model, 2021",
        ],
    }
}
