//! The building blocks of models: invariants, by what they look at. [`ALL`] lists them for those
//! who compose models of their own.

mod among;
mod goals;
mod meetings;
mod needs;
mod people;
mod projects;
mod stated;
mod time;
mod units;

use super::Invariant;

pub use among::*;
pub use goals::*;
pub use meetings::*;
pub use needs::*;
pub use people::*;
pub use projects::*;
pub use stated::*;
pub use time::*;
pub use units::*;

/// Building blocks that look at the same thing.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// What they look at.
    pub heading: &'static str,
    /// The blocks.
    pub blocks: &'static [Invariant],
}

/// Every invariant by what it looks at.
pub const GROUPS: &[Group] = &[
    Group {
        heading: "What the row says",
        blocks: &[
            HAS_OWNER,
            HAS_ARTIFACT,
            HAS_AUTHORITY,
            HAS_ARENA,
            HAS_CADENCE,
            HAS_EXCEPTION_CONTACT,
            HAS_OUTCOME,
            HAS_HOST,
            HAS_TURNAROUND,
            HAS_PERSON,
            IS_NO_GATE,
            ONE_WORK_DIRECTOR,
            MOST_OF_THE_TIME,
        ],
    },
    Group {
        heading: "Days",
        blocks: &[
            REVIEWED_LATELY,
            HAS_END,
            WITHIN_ITS_END,
            ENDS_WITH_PROJECT,
            NOT_PERMANENT,
            LASTS,
            STINT_ENDS,
        ],
    },
    Group {
        heading: "Dependencies on who offers the model",
        blocks: &[
            SERVES_A_HARD_NEED,
            NO_HARD_NEED,
            ADVICE_ONLY,
            NEEDS_NO_APPROVAL,
            NOT_MANDATED,
            HAS_FALLBACKS,
            SHALLOW_CONTEXT,
            MORE_THAN_INFORMATION,
            OWNS_NO_TERRITORY,
            NO_HAND_OFFS,
            IMPOSED_WORK_IS_FUNDED,
        ],
    },
    Group {
        heading: "People who fill it",
        blocks: &[
            MEMBERS_OF_TWO_TEAMS,
            MEMBERS_OF_THREE_TEAMS,
            NO_MAJORITY,
            ONE_SPECIALTY,
            AT_MOST_EIGHT_MEMBERS,
            SHARED_BY_TWO,
            PERSON_IS_NEUTRAL,
            REPORTS_HOME,
            ALL_REPORT_TO_OWNER,
            TWO_FUNCTIONS,
            OWNER_HAS_ONE_TEAM,
        ],
    },
    Group {
        heading: "Meetings",
        blocks: &[
            MEETING_AT_MOST_EIGHT,
            DECIDES_ONLY_IF_SMALL,
            REVIEWED_IN_A_MEETING,
            AUDIENCE_HAS_THE_LEADS,
            MEETS_EVERY_TEAM,
            ONE_REPRESENTATIVE,
            REPRESENTATIVES_ONLY,
            NO_REQUIRED_MEETING,
            HOME_STILL_MEETS,
        ],
    },
    Group {
        heading: "Units and teams",
        blocks: &[
            SCOPE_IS_WIDE,
            AT_LEAST_THREE_TEAMS,
            MANY_INPUTS,
            TWO_TERRITORIES,
            NOT_A_PRODUCT_TEAM,
            SAME_DIRECTOR,
            ONE_LEADER,
            FITS_THE_TEAM,
            AT_MOST_EIGHT_PEOPLE,
            HOME_KEEPS_OWNERSHIP,
        ],
    },
    Group {
        heading: "Projects",
        blocks: &[
            REACHES_EVERY_PART,
            PROGRAM_HAS_PROJECTS,
            PROGRAM_IS_PRIORITY,
        ],
    },
    Group {
        heading: "Other rows of the coordination table",
        blocks: &[
            ONE_PER_ARENA,
            NOT_ALSO_CONSULTANT,
            FEW_TENETS,
            FEW_EXPERTS,
            FEW_DEMANDERS,
            OWNS_A_STANDARD,
            HAS_A_TARGET,
            HAS_ASSIGNMENT,
        ],
    },
    Group {
        heading: "The goals table",
        blocks: &[
            EVERY_PART_HAS_A_GOAL,
            GOALS_FOLLOW_THE_TREE,
            GOALS_ARE_NO_PROJECTS,
            GOALS_HAVE_A_CADENCE,
            HARD_NEEDS_SHARE_A_GOAL,
        ],
    },
];

/// Every invariant.
pub const ALL: &[Invariant] = &{
    let mut all = [HAS_OWNER; number(GROUPS)];
    let (mut group, mut at) = (0, 0);
    while group < GROUPS.len() {
        let mut block = 0;
        while block < GROUPS[group].blocks.len() {
            all[at] = GROUPS[group].blocks[block];
            block += 1;
            at += 1;
        }
        group += 1;
    }
    all
};

const fn number(groups: &[Group]) -> usize {
    let (mut number, mut group) = (0, 0);
    while group < groups.len() {
        number += groups[group].blocks.len();
        group += 1;
    }
    number
}

/// The invariant with this name.
pub fn find(name: &str) -> Option<&'static Invariant> {
    ALL.iter().find(|invariant| invariant.name == name)
}
