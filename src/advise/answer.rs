//! What the advisor can answer, and what each answer costs. Knows no row of the table.

use crate::model::CoordinationModel as M;
use std::cmp::Ordering;

/// An answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// No coordination of their own.
    Nothing,
    /// Written notes; no model.
    Notes,
    /// Make room in a meeting before anything else.
    Restructure,
    /// A coordination model.
    Model(M),
}

/// Galbraith's ladder from direct contact to matrix, with the models of the post on its rungs; the
/// order is our own. Equal numbers are neither cheaper nor stronger.
const LADDER: &[(M, u8)] = &[
    (M::IndependentExecutor, 10),
    (M::SelfService, 20),
    (M::ServiceProvider, 25),
    (M::Consultant, 30),
    (M::Rotation, 40),
    (M::Liaison, 50),
    (M::Standards, 55),
    (M::StandardDefiner, 55),
    (M::CentralizedLiaison, 60),
    (M::CommunityOfPractice, 65),
    (M::ObjectiveExpert, 70),
    (M::Controller, 75),
    (M::WorkDemander, 75),
    (M::Embedded, 80),
    (M::AwayTeam, 90),
    (M::TaskForce, 100),
    (M::TigerTeam, 105),
    (M::CousinTeam, 110),
    (M::MergedGroup, 120),
    (M::SingleThreadedOwner, 130),
];

/// What a shared meeting of two teams costs: as much as the one liaison who would save it.
pub(super) const MEETING_COST: u8 = 50;

impl Answer {
    /// What it costs, where the ladder knows; a centralized or role-based model is for no pair.
    pub fn cost(self) -> Option<u8> {
        match self {
            Self::Nothing => Some(0),
            Self::Notes => Some(5),
            // Room is made for a liaison.
            Self::Restructure => Some(50),
            Self::Model(model) => LADDER
                .iter()
                .find(|(known, _)| *known == model)
                .map(|(_, cost)| *cost),
        }
    }

    /// Kebab-case name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Notes => "notes",
            Self::Restructure => "restructure-meeting",
            Self::Model(model) => model.name(),
        }
    }

    /// Name in sentences.
    pub fn title(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Notes => "written notes",
            Self::Restructure => "restructure the meeting",
            Self::Model(model) => crate::models::of(model).map_or(model.name(), |m| m.title),
        }
    }

    /// Every answer.
    pub fn all() -> impl Iterator<Item = Self> {
        let models = M::ALL.iter().map(|model| Self::Model(*model));
        [Self::Nothing, Self::Notes, Self::Restructure]
            .into_iter()
            .chain(models)
    }
}

/// How what is declared compares with what is recommended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Something dearer is declared.
    CheaperSuffices,
    /// Something weaker is declared.
    StrongerNeeded,
    /// Another model of the same cost, or one that the ladder does not hold.
    Differs,
    /// Nothing is declared.
    Undeclared,
    /// The same is declared, or nothing is declared and nothing is needed.
    Agrees,
}

impl Verdict {
    /// Every verdict, what matters most first.
    pub const ALL: &[Self] = &[
        Self::StrongerNeeded,
        Self::CheaperSuffices,
        Self::Differs,
        Self::Undeclared,
        Self::Agrees,
    ];

    /// Compares the cost of what is declared with an answer.
    pub fn of(declared: Option<Option<u8>>, same: bool, answer: Answer) -> Self {
        let Some(declared) = declared else {
            return match answer {
                Answer::Nothing | Answer::Notes => Self::Agrees,
                _ => Self::Undeclared,
            };
        };
        if same {
            return Self::Agrees;
        }
        match (declared, answer.cost()) {
            (Some(declared), Some(cost)) => match declared.cmp(&cost) {
                Ordering::Greater => Self::CheaperSuffices,
                Ordering::Less => Self::StrongerNeeded,
                Ordering::Equal => Self::Differs,
            },
            _ => Self::Differs,
        }
    }

    /// Kebab-case name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::CheaperSuffices => "cheaper-suffices",
            Self::StrongerNeeded => "stronger-needed",
            Self::Differs => "differs",
            Self::Undeclared => "undeclared",
            Self::Agrees => "agrees",
        }
    }

    /// In sentences.
    pub const fn words(self) -> &'static str {
        match self {
            Self::CheaperSuffices => "a cheaper model suffices (over-coordinated)",
            Self::StrongerNeeded => "a stronger one is needed (under-coordinated)",
            Self::Differs => "another model fits better",
            Self::Undeclared => "nothing is declared",
            Self::Agrees => "agrees with what is declared",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, M, Verdict};

    #[test]
    fn the_ladder_compares() {
        let embedded = Answer::Model(M::Embedded);
        let liaison = Answer::Model(M::Liaison);
        assert_eq!(
            Verdict::of(Some(embedded.cost()), false, liaison),
            Verdict::CheaperSuffices
        );
        assert_eq!(
            Verdict::of(Some(liaison.cost()), false, embedded),
            Verdict::StrongerNeeded
        );
        assert_eq!(
            Verdict::of(Some(liaison.cost()), true, liaison),
            Verdict::Agrees
        );
        assert_eq!(Verdict::of(None, false, liaison), Verdict::Undeclared);
        assert_eq!(Verdict::of(None, false, Answer::Notes), Verdict::Agrees);
    }

    #[test]
    fn every_model_between_teams_has_a_rung() {
        for entry in crate::models::ALL {
            if entry.model.category == crate::models::Category::Team {
                let answer = Answer::Model(entry.model.kind.unwrap());
                assert!(answer.cost().is_some(), "{}", entry.model.name);
            }
        }
    }
}
