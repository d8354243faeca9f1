//! The coordination model `integrator`: what it is and what must hold where it is declared.

use super::checks;
use super::contract::declare_model;

declare_model! {
    /// ## Why it matters
    /// Independent teams still have to fit together. Somebody who hears only a few sides writes
    /// their plan and not a common one, and a plan that is in one head cannot be followed.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id
    /// pat
    /// == coordination.csv
    /// model,person,inputs,artifact
    /// integrator,pat,web;app,roadmap
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id
    /// pat
    /// == coordination.csv
    /// model,person,inputs,artifact
    /// integrator,pat,web;app;ops;sales,roadmap
    /// ```
    ///
    /// ## How to fix
    /// Ask every team that the plan touches, list them, and publish the plan.
    pub(super) struct Integrator = {
        name: "integrator",
        title: "integrator",
        category: RoleBased,
        meaning: "One person gathers what many sides want and makes one plan of it.",
        columns: [Person, From, Inputs, Artifact],
        invariants: [
            checks::MANY_INPUTS,
            checks::HAS_ARTIFACT,
        ],
        recommend_when: "Three or more teams execute independently, or four or more teams ask one team \
            for work and nobody sorts the requests.",
        implements: &["CM2", "CM8"],
        sources: &[
            "Rubick: Coordination models",
            "Rubick: The independent executor model, 2021",
        ],
    }
}
