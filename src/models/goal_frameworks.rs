//! The coordination model `goal-frameworks`: what it is and what must hold where it is declared.

use super::checks;
use super::contract::declare_model;
use crate::lint::Needs;
use crate::model::Table;

declare_model! {
    /// ## Why it matters
    /// Goals are for agreeing on what matters before the work starts. A team that waits for another
    /// whose goals point elsewhere will be put last, and no meeting mends that.
    ///
    /// ## Example
    /// ```org fires
    /// == teams.csv
    /// id,parent
    /// co,
    /// eng,co
    /// web,eng
    /// ops,co
    /// infra,ops
    /// == goals.csv
    /// id,unit,parent_goal
    /// grow,co,
    /// faster,eng,grow
    /// ```
    ///
    /// ```org quiet
    /// == teams.csv
    /// id,parent
    /// co,
    /// eng,co
    /// web,eng
    /// ops,co
    /// infra,ops
    /// == goals.csv
    /// id,unit,parent_goal
    /// grow,co,
    /// faster,eng,grow
    /// steady,ops,grow
    /// ```
    ///
    /// ## How to fix
    /// Give every part a goal, link it to one above or beside, keep projects out of the list, and
    /// look at it on fixed days.
    pub(super) struct GoalFrameworks = {
        name: "goal-frameworks",
        title: "goals",
        category: Centralized,
        meaning: "Goals of units hang together: each lies below one of a unit above or of a unit \
            that the work touches. A goals table shows the model; a coordination row may.",
        columns: [Cadence, Owner],
        invariants: [
            checks::EVERY_PART_HAS_A_GOAL,
            checks::GOALS_FOLLOW_THE_TREE,
            checks::GOALS_ARE_NO_PROJECTS,
            checks::GOALS_HAVE_A_CADENCE,
            checks::HARD_NEEDS_SHARE_A_GOAL,
        ],
        recommend_when: "Units that wait for each other across the organization have goals that do not \
            meet anywhere.",
        shown: |cx| !cx.org.goals.is_empty(),
        needs: &[Needs::Any(&[
            Needs::Table(Table::Goals),
            Needs::Table(Table::Coordination),
        ])],
        implements: &["CM1", "CM5"],
        sources: &[
            "Rubick: Coordination models",
            "Rubick: Advice for using goal frameworks",
        ],
    }
}
