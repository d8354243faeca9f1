//! Everything that is known about a rule without running it.

use super::needs::Needs;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How loudly a rule speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Off.
    Allow,
    /// Worth knowing.
    Note,
    /// Should be mended.
    Warning,
    /// Must be mended.
    Error,
}

impl Level {
    /// The word in configuration and output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What kind of smell a rule looks for; reports are ordered by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Smell {
    /// Liaisons between teams.
    Liaison,
    /// Meetings.
    Meeting,
    /// Mappings against the hierarchy.
    Mapping,
    /// Dependencies between teams.
    Dependency,
    /// Declared coordination models.
    Coordination,
    /// Reporting lines and teams.
    Structure,
    /// The input itself.
    Data,
}

impl Smell {
    /// Every smell, in the order of reports.
    pub const ALL: &[Self] = &[
        Self::Liaison,
        Self::Meeting,
        Self::Mapping,
        Self::Dependency,
        Self::Coordination,
        Self::Structure,
        Self::Data,
    ];

    /// Heading in reports.
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Liaison => "Liaisons",
            Self::Meeting => "Meetings",
            Self::Mapping => "Mappings and hierarchy",
            Self::Dependency => "Dependencies",
            Self::Coordination => "Coordination models",
            Self::Structure => "Reporting structure",
            Self::Data => "Input data",
        }
    }
}

/// A rule's description.
#[derive(Debug)]
pub struct RuleMeta {
    /// Kebab-case name of the smell: file name, configuration key, argument, SARIF id, page.
    pub name: &'static str,
    /// One line.
    pub summary: &'static str,
    /// Kind of smell.
    pub smell: Smell,
    /// Level unless configured; a finding may be graded away from it.
    pub level: Level,
    /// Whether it is on by default.
    pub recommended: bool,
    /// Version that introduced it; empty for the rule of a model that a configuration describes.
    pub since: &'static str,
    /// Tables and columns without which it has nothing to look at.
    pub needs: &'static [Needs],
    /// Sentences of the posts that it implements, by the ids of [`SENTENCES`](super::SENTENCES).
    pub implements: &'static [&'static str],
    /// Where definition and thresholds come from, as short citations.
    pub sources: &'static [&'static str],
    /// Markdown, from the doc comment.
    pub docs: &'static str,
    /// Source file of the rule.
    pub file: &'static str,
}

impl RuleMeta {
    /// The doc comment as Markdown, without the space that follows `///`.
    pub fn markdown(&self) -> String {
        self.docs
            .lines()
            .map(|line| line.strip_prefix(' ').unwrap_or(line))
            .fold(String::new(), |text, line| text + line + "\n")
    }
}
