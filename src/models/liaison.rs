//! The coordination model `liaison`: what it is and what must hold where it is declared.

use super::checks;
use super::contract::declare_model;

declare_model! {
    /// ## Why it matters
    /// A liaison costs one person some meetings a week, which is cheap. A liaison who exists on
    /// paper alone is cheaper still and carries nothing.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id
    /// pat
    /// == teams.csv
    /// id
    /// web
    /// pmm
    /// == coordination.csv
    /// model,from,to,person
    /// liaison,pmm,web,
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id
    /// pat
    /// == teams.csv
    /// id
    /// web
    /// pmm
    /// == coordination.csv
    /// model,from,to,person
    /// liaison,pmm,web,pat
    /// ```
    ///
    /// ## How to fix
    /// Name the person and keep the liaisons table as the one list of assignments.
    pub(super) struct Liaison = {
        name: "liaison",
        title: "liaison",
        category: Team,
        meaning: "A person carries context between the home team and the teams of \
            another unit, by being in their meetings. The liaisons table declares the model; its \
            rows have rules of their own.",
        columns: [From, To, Person],
        invariants: [
            checks::HAS_PERSON,
            checks::HAS_ASSIGNMENT,
        ],
        recommend_when: "Medium context is needed from another part of the organization, for long, and \
            there is a meeting with a free chair.",
        also: &[
            "absent-liaison",
            "insider-liaison",
            "liaison-inside-own-org",
            "liaison-minimal-context",
            "liaison-tips-meeting",
            "liaison-without-need",
            "no-natural-fit",
            "one-way-liaison",
            "overloaded-liaison",
            "unexplained-liaison",
        ],
        implements: &["LM1"],
        sources: &[
            "Rubick: Coordination models",
            "Rubick: The liaison model",
        ],
    }
}
