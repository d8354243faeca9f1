//! The coordination model `merged-group`: what it is and what must hold where it is declared.

use super::checks;
use super::contract::declare_model;

declare_model! {
    /// ## Why it matters
    /// The queue between the groups goes only when the work is planned and done as one. A merged
    /// name over two old halves keeps the queue and loses the addresses.
    ///
    /// ## Example
    /// ```org fires
    /// == teams.csv
    /// id
    /// platform
    /// dev
    /// ops
    /// == dependencies.csv
    /// from,to,kind
    /// dev,ops,hard
    /// == coordination.csv
    /// model,from,to
    /// merged-group,platform,dev;ops
    /// ```
    ///
    /// ```org quiet
    /// == teams.csv
    /// id
    /// platform
    /// dev
    /// ops
    /// == dependencies.csv
    /// from,to,kind
    /// dev,ops,soft
    /// == coordination.csv
    /// model,from,to
    /// merged-group,platform,dev;ops
    /// ```
    ///
    /// ## How to fix
    /// Mix both functions in each team, keep one backlog, and split a large group into teams that
    /// each hold both.
    pub(super) struct MergedGroup = {
        name: "merged-group",
        title: "merged group",
        category: Team,
        meaning: "Two groups that passed work to each other are one now; `from` is the new unit, \
            `to` are the former ones.",
        columns: [From, To],
        invariants: [
            checks::TWO_FUNCTIONS,
            checks::NO_HAND_OFFS,
            checks::AT_MOST_EIGHT_PEOPLE,
        ],
        recommend_when: "Two functions wait for each other in both directions, such as development and \
            operations. Begin with embedding.",
        implements: &["CM17"],
        sources: &[
            "Rubick: Coordination models",
            "Rubick: The embedded model, 2021",
        ],
    }
}
