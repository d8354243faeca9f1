//! Where findings go.

use super::finding::{Finding, Label, Measure};
use super::meta::{Level, RuleMeta};
use crate::model::{Issue, Subject};
use crate::source::Place;

/// Takes the findings of one rule.
#[derive(Debug)]
pub struct Sink {
    rule: &'static RuleMeta,
    configured: Option<Level>,
    found: Vec<Finding>,
}

impl Sink {
    /// An empty sink. A configured level binds all findings of the rule; without one the rule's own
    /// level holds and findings may be graded away from it.
    pub fn new(rule: &'static RuleMeta, configured: Option<Level>) -> Self {
        Self {
            rule,
            configured,
            found: Vec::new(),
        }
    }

    /// Reports a finding at a place. `message` is one line that stands alone.
    pub fn report(&mut self, place: Place, message: impl Into<String>) -> Draft<'_> {
        let finding = Finding {
            rule: self.rule,
            level: self.configured.unwrap_or(self.rule.level),
            configured: self.configured.is_some(),
            message: message.into(),
            place,
            related: Vec::new(),
            help: None,
            subjects: Vec::new(),
            measure: None,
            cause: None,
            identity: None,
        };
        let at = self.found.len();
        self.found.push(finding);
        Draft {
            graded: self.configured.is_none(),
            finding: &mut self.found[at],
        }
    }

    /// Reports trouble that reading the files brought to light.
    pub fn report_issue(&mut self, issue: &Issue) -> Draft<'_> {
        let mut draft = self.report(issue.place, issue.message.clone());
        if let Some(help) = &issue.help {
            draft = draft.help(help.clone());
        }
        for (place, text) in &issue.related {
            draft = draft.related(*place, text.clone());
        }
        draft.subjects(issue.subjects.iter().cloned())
    }

    /// What was found, in the order in which it was reported.
    pub fn into_findings(self) -> Vec<Finding> {
        self.found
    }
}

/// A reported finding that can still be given detail; each method takes and returns it.
#[derive(Debug)]
pub struct Draft<'s> {
    finding: &'s mut Finding,
    graded: bool,
}

impl Draft<'_> {
    /// Adds to the message.
    pub(super) fn append(self, text: &str) -> Self {
        self.finding.message.push_str(text);
        self
    }

    /// What to do here.
    pub fn help(self, help: impl Into<String>) -> Self {
        self.finding.help = Some(help.into());
        self
    }

    /// What it is about.
    pub fn subject(self, subject: Subject) -> Self {
        self.finding.subjects.push(subject);
        self
    }

    /// What it is about, several at once.
    pub fn subjects(self, subjects: impl IntoIterator<Item = Subject>) -> Self {
        self.finding.subjects.extend(subjects);
        self
    }

    /// A further place and what to say about it.
    pub fn related(self, place: Place, text: impl Into<String>) -> Self {
        self.finding.related.push(Label {
            place,
            text: text.into(),
        });
        self
    }

    /// Further places with what to say about each: the first eight, and how many more there are.
    pub fn evidence(self, labels: impl IntoIterator<Item = (Place, String)>) -> Self {
        const SHOWN: usize = 8;
        let mut labels = labels.into_iter();
        for (place, text) in labels.by_ref().take(SHOWN) {
            self.finding.related.push(Label { place, text });
        }
        let more = labels.count();
        if let Some(last) = self.finding.related.last_mut().filter(|_| more > 0) {
            last.text = format!("{} and {more} more", last.text);
        }
        self
    }

    /// The number behind it and the limit it passes.
    pub fn measure(self, value: f64, limit: f64, unit: &'static str) -> Self {
        self.finding.measure = Some(Measure {
            value,
            limit: Some(limit),
            unit,
        });
        self
    }

    /// The number behind it, where there is no limit.
    pub fn amount(self, value: f64, unit: &'static str) -> Self {
        self.finding.measure = Some(Measure {
            value,
            limit: None,
            unit,
        });
        self
    }

    /// Another level than the rule's own. A configured level wins.
    pub fn level(self, level: Level) -> Self {
        if self.graded {
            self.finding.level = level;
        }
        self
    }

    /// The circumstance it speaks of, when other rules see it too: of all findings with one cause
    /// only that of the first rule in the registry speaks, the others become its related places.
    pub fn cause(self, cause: impl Into<String>) -> Self {
        self.finding.cause = Some(cause.into());
        self
    }

    /// What makes it the same finding in another run, where the subjects do not.
    pub fn identity(self, identity: impl Into<String>) -> Self {
        self.finding.identity = Some(identity.into());
        self
    }
}
