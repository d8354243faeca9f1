//! The outcome of a run, as plain data that every emitter reads: findings in order with their
//! locations, what was skipped and why, what was accepted and why. Knows no format.

mod baseline;
mod groups;
mod units;

pub use baseline::{Baseline, Delta, Fixed};
pub use groups::{Group, first_steps, groups};
pub use units::{Listed, Units, units};

use crate::lint::words::count;
use crate::lint::{Finding, Level, RuleMeta};
use crate::model::{Org, SMALLEST_GROUP};
use crate::source::{Location, Locations, Place, Source};

/// A rule that had nothing to look at.
#[derive(Clone, Debug)]
pub struct Skip {
    /// The rule.
    pub rule: &'static RuleMeta,
    /// Why, such as `no meetings table`.
    pub reason: String,
}

/// A finding that the configuration accepts.
#[derive(Clone, Debug)]
pub struct Accepted {
    /// The finding.
    pub finding: Finding,
    /// The reason given in the configuration.
    pub reason: String,
}

/// The outcome of a run.
#[derive(Debug)]
pub struct Report<'a> {
    /// The organization.
    pub org: &'a Org,
    /// Rules that looked, in the order of the registry.
    pub rules: Vec<&'static RuleMeta>,
    /// Findings by file, line, column, rule and message.
    pub findings: Vec<Finding>,
    /// Rules that had nothing to look at.
    pub skipped: Vec<Skip>,
    /// Findings that the configuration accepts, in the same order.
    pub accepted: Vec<Accepted>,
    /// Findings left out because names are hidden and they are about people of groups so small that
    /// everyone would know whom they mean.
    pub withheld: usize,
    /// What was known before, where a baseline was given; those findings are not in `findings`.
    pub baseline: Option<Delta>,
    /// Locations of all places named in findings.
    pub locations: Locations,
}

impl Report<'_> {
    /// What the reader should know beside the findings: assumptions made while reading, and what is left out.
    pub fn notes(&self) -> Vec<String> {
        let mut notes = self.org.notes.clone();
        if self.org.pseudonyms.is_some() {
            notes.push(format!(
                "Names are hidden; {} about people in groups of fewer than {} left out.",
                count(self.withheld, "finding", "findings"),
                SMALLEST_GROUP.to_string() + if self.withheld == 1 { " is" } else { " are" }
            ));
        }
        notes
    }

    /// Number of findings of a level.
    pub fn count(&self, level: Level) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.level == level)
            .count()
    }

    /// Whether any finding is at least this loud.
    pub fn fails(&self, at: Level) -> bool {
        self.findings.iter().any(|finding| finding.level >= at)
    }

    /// File and location of a place.
    pub fn locate(&self, place: Place) -> (&Source, Location) {
        let source = self.org.sources.get(place.file);
        let location = self
            .locations
            .get(place)
            .unwrap_or_else(|| self.org.sources.locate(place));
        (source, location)
    }
}
