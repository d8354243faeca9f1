//! The coordination model `controller`: what it is and what must hold where it is declared.

use super::checks;
use super::contract::declare_model;

declare_model! {
    /// ## Why it matters
    /// Authority helps where it is narrow and undisputed. Two controllers contradict each other,
    /// one without an arena controls everything a little, and nobody asks advice of somebody who
    /// can forbid.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id
    /// pat
    /// sam
    /// == coordination.csv
    /// model,person,arena,authority
    /// controller,pat,data retention,yes
    /// controller,sam,Data retention,yes
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id
    /// pat
    /// sam
    /// == coordination.csv
    /// model,person,arena,authority
    /// controller,pat,data retention,yes
    /// controller,sam,export control,yes
    /// ```
    ///
    /// ## How to fix
    /// Leave each arena to one person, write down what it covers and who granted the authority, and
    /// let others advise.
    pub(super) struct Controller = {
        name: "controller",
        title: "controller",
        category: RoleBased,
        meaning: "One role may demand behaviour of many units in one arena.",
        columns: [Person, From, Arena, To, Authority],
        invariants: [
            checks::ONE_PER_ARENA,
            checks::HAS_ARENA,
            checks::NOT_ALSO_CONSULTANT,
            checks::HAS_AUTHORITY,
        ],
        recommend_when: "The arena is a matter of law or regulation and mistakes are grave. Otherwise \
            prefer an objective expert.",
        implements: &["CM2", "CM9"],
        sources: &[
            "Rubick: Coordination models",
            "Rubick: The objective expert model, 2022",
        ],
    }
}
