//! The coordination model `embedded`: what it is and what must hold where it is declared.

use super::checks;
use super::contract::declare_model;

declare_model! {
    /// ## Why it matters
    /// The model gives a team a skill without moving the reporting line. It fails quietly: half a
    /// person, two people who direct the work, a team grown past eight, a home that never meets.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,team
    /// quinn,qa
    /// == teams.csv
    /// id
    /// qa
    /// web
    /// == coordination.csv
    /// model,from,to,person,percent_time
    /// embedded,qa,web,quinn,40
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,team
    /// quinn,qa
    /// == teams.csv
    /// id
    /// qa
    /// web
    /// == coordination.csv
    /// model,from,to,person,percent_time
    /// embedded,qa,web,quinn,50
    /// ```
    ///
    /// ## How to fix
    /// Give the team most of the time, name one person who directs the work, count the person as a
    /// member, and keep the home meeting.
    pub(super) struct Embedded = {
        name: "embedded",
        title: "embedded person",
        category: Team,
        meaning: "A person keeps the home team and manager, but spends most of the time in \
            another team, as a member like all others.",
        columns: [From, To, Person, PercentTime, WorkDirector],
        invariants: [
            checks::MOST_OF_THE_TIME,
            checks::REPORTS_HOME,
            checks::FITS_THE_TEAM,
            checks::ONE_WORK_DIRECTOR,
            checks::ONE_LEADER,
            checks::HOME_STILL_MEETS,
            checks::MORE_THAN_INFORMATION,
        ],
        recommend_when: "Joint work with deep context that takes a special skill, where that skill can \
            grow with the teams. For less context take a liaison.",
        also: &["embed-over-team-size", "embed-without-one-director-of-work"],
        implements: &["LM28", "CM14"],
        sources: &[
            "Rubick: Coordination models",
            "Rubick: The embedded model, 2021",
            "Rubick: The liaison model",
        ],
    }
}
