//! The coordination model `single-threaded-owner`: what it is and what must hold where it is declared.

use super::checks;
use super::contract::declare_model;

declare_model! {
    /// ## Why it matters
    /// What one person answers for is decided fast. A reporting line out of the team brings back
    /// the second opinion, and a second team brings back the second thread.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,team,manager
    /// ola,pay,
    /// eve,pay,ola
    /// dee,pay,zed
    /// zed,design,
    /// == teams.csv
    /// id
    /// pay
    /// design
    /// == coordination.csv
    /// model,from,person
    /// single-threaded-owner,pay,ola
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,team,manager
    /// ola,pay,
    /// eve,pay,ola
    /// dee,pay,ola
    /// zed,design,
    /// == teams.csv
    /// id
    /// pay
    /// design
    /// == coordination.csv
    /// model,from,person
    /// single-threaded-owner,pay,ola
    /// ```
    ///
    /// ## How to fix
    /// Move the reporting lines, or call it a team with embedded people; give the owner one team.
    pub(super) struct SingleThreadedOwner = {
        name: "single-threaded-owner",
        title: "single-threaded owner",
        category: Team,
        meaning: "Everyone whom a team needs, of whatever function, reports to one person, who \
            answers for that one thing.",
        columns: [From, Person],
        invariants: [
            checks::ALL_REPORT_TO_OWNER,
            checks::TWO_FUNCTIONS,
            checks::OWNER_HAS_ONE_TEAM,
        ],
        recommend_when: "The functions of a product team report to three or more managers and the \
            organization is young or small. It is hard to bring in later.",
        implements: &["CM15"],
        sources: &[
            "Rubick: Coordination models",
            "Rubick: The single-threaded owner model, 2021",
        ],
    }
}
