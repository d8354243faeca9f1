//! The coordination model `prioritization`: what it is and what must hold where it is declared.

use super::checks;
use super::contract::declare_model;

declare_model! {
    /// ## Why it matters
    /// Projects over several teams stall because each team is right to put its own work first. A
    /// body can untie that only if it is small enough to decide, holds a voice of each side, and is
    /// obeyed.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id
    /// ana
    /// == meetings.csv
    /// id,headcount
    /// council,11
    /// == coordination.csv
    /// model,meeting,authority
    /// prioritization,council,yes
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id
    /// ana
    /// == meetings.csv
    /// id,headcount
    /// council,8
    /// == coordination.csv
    /// model,meeting,authority
    /// prioritization,council,yes
    /// ```
    ///
    /// ## How to fix
    /// Keep it to eight, one voice for each part of the organization that shares a project, and
    /// state its authority.
    pub(super) struct Prioritization = {
        name: "prioritization",
        title: "prioritization",
        category: Centralized,
        meaning: "A small body ranks the critical projects that cross teams and breaks ties \
            between teams that otherwise rank for themselves.",
        columns: [From, To, Meeting, Members, Authority],
        invariants: [
            checks::MEETING_AT_MOST_EIGHT,
            checks::REACHES_EVERY_PART,
            checks::HAS_AUTHORITY,
        ],
        recommend_when: "From some forty people on with three or more projects across teams, or where \
            several projects wait for one provider.",
        implements: &["CM1", "CM6"],
        sources: &[
            "Rubick: Coordination models",
            "Rubick: The rule of eight, 2021",
            "Rubick: Danger zones, 2023",
        ],
    }
}
