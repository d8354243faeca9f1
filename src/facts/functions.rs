//! What a unit does, in the few words that advice about coordination is given for. Knows no advice.

use super::Facts;
use crate::model::TeamId;

/// A kind of work that coordination models are advised for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Discipline {
    /// Brings products to market.
    ProductMarketing,
    /// Looks after security.
    Security,
    /// Answers customers.
    Support,
    /// Designs what users see.
    Design,
    /// Runs what other teams build on.
    Platform,
    /// Guards the shape of the whole.
    Architecture,
    /// Decides what is built.
    ProductManagement,
    /// Builds.
    Engineering,
}

/// Words of a function that name a discipline, the narrower ones first.
const WORDS: &[(Discipline, &[&str])] = &[
    (
        Discipline::ProductMarketing,
        &["product marketing", "pmm", "go to market"],
    ),
    (Discipline::Security, &["security", "infosec"]),
    (Discipline::Support, &["support", "helpdesk", "help desk"]),
    (
        Discipline::Design,
        &["design", "product design", "ux", "user experience"],
    ),
    (
        Discipline::Platform,
        &["platform", "infrastructure", "infra", "devops", "sre"],
    ),
    (Discipline::Architecture, &["architecture"]),
    (
        Discipline::ProductManagement,
        &["product management", "product manager", "product"],
    ),
    (
        Discipline::Engineering,
        &[
            "engineering",
            "development",
            "software",
            "software engineering",
        ],
    ),
];

impl Discipline {
    /// Reads the function of a unit: the words must be the whole of it, so that "hardware support
    /// desk" is not taken for what it may not be.
    pub fn parse(function: &str) -> Option<Self> {
        let plain: String = function
            .chars()
            .map(|c| if c.is_alphanumeric() { c } else { ' ' })
            .collect();
        let words: Vec<String> = plain.split_whitespace().map(str::to_lowercase).collect();
        let words = words.join(" ");
        let known = |(_, names): &&(Self, &[&str])| {
            names.contains(&words.as_str())
                || words.rsplit_once(' ').is_some_and(|(head, last)| {
                    names.contains(&last) && ["technical", "customer", "product"].contains(&head)
                })
        };
        WORDS.iter().find(known).map(|(discipline, _)| *discipline)
    }

    /// The name in messages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ProductMarketing => "product marketing",
            Self::Security => "security",
            Self::Support => "support",
            Self::Design => "design",
            Self::Platform => "a platform",
            Self::Architecture => "architecture",
            Self::ProductManagement => "product management",
            Self::Engineering => "engineering",
        }
    }
}

impl Facts<'_> {
    /// The discipline of a unit: of its own function, else of the nearest unit above that states one.
    pub fn discipline(&self, unit: TeamId) -> Option<Discipline> {
        let stated = std::iter::once(unit.0)
            .chain(self.tree().units().ancestors(unit.0))
            .map(|unit| self.org().text(self.org().teams[unit as usize].function))
            .find(|function| !function.is_empty())?;
        Discipline::parse(stated)
    }
}

#[cfg(test)]
mod tests {
    use super::Discipline as D;
    use crate::facts::{FactOptions, Facts};
    use crate::model::TeamId;
    use crate::testing::org;

    #[test]
    fn functions_are_read_as_a_whole() {
        for (function, discipline) in [
            ("Product-Marketing", Some(D::ProductMarketing)),
            ("technical support", Some(D::Support)),
            ("Customer Support", Some(D::Support)),
            ("product design", Some(D::Design)),
            ("Infrastructure", Some(D::Platform)),
            ("marketing", None),
            ("sales support tooling", None),
            ("", None),
        ] {
            assert_eq!(D::parse(function), discipline, "{function}");
        }
    }

    #[test]
    fn a_team_inherits_the_function_above() {
        let org =
            org("== teams.csv\nid,parent,function\neng,,engineering\nweb,eng,\nops,eng,support\n");
        let facts = Facts::new(&org, FactOptions::default());
        let found = [0, 1, 2].map(|team| facts.discipline(TeamId(team)));
        assert_eq!(
            found,
            [Some(D::Engineering), Some(D::Engineering), Some(D::Support)]
        );
    }
}
