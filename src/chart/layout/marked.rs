//! People or units with the worst finding about each, told in two or three words.
//!
//! Knows findings and their subjects; knows no pixels.

use super::View;
use super::names::{self, Twins};
use crate::chart::theme;
use crate::facts::Facts;
use crate::graph::forest::Forest;
use crate::lint::{Finding, Level};
use crate::model::{Org, PersonId, Subject, TeamId};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What the nodes of the tree are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    /// People by manager.
    People,
    /// Units by the unit above.
    Units,
}

impl Who {
    /// People where managers are known, else units.
    pub(super) fn of(org: &Org) -> Self {
        if org.has_managers {
            Self::People
        } else {
            Self::Units
        }
    }

    /// The tree.
    pub(super) fn forest<'a>(self, facts: &'a Facts<'_>) -> &'a Forest {
        match self {
            Self::People => facts.tree().people(),
            Self::Units => facts.tree().units(),
        }
    }

    /// One and many of them.
    pub(super) fn noun(self) -> (&'static str, &'static str) {
        match self {
            Self::People => ("person", "people"),
            Self::Units => ("unit", "units"),
        }
    }

    /// What the tree says.
    pub(super) fn relation(self) -> &'static str {
        match self {
            Self::People => "managers and their reports",
            Self::Units => "units and what belongs to them",
        }
    }
}

/// What is found about one node.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    /// Of the worst finding.
    pub(super) level: Level,
    /// The worst finding in two or three words.
    worst: String,
    /// How many other findings there are.
    more: usize,
    messages: Vec<String>,
    severity: f64,
}

impl Mark {
    /// The worst finding in two or three words, and how many more there are.
    pub(super) fn told(&self) -> String {
        match self.more {
            0 => self.worst.clone(),
            more => format!("{} +{more}", self.worst),
        }
    }
}

/// Everybody with what is found about them.
#[derive(Debug)]
pub(super) struct Marks<'a> {
    /// People or units.
    pub(super) who: Who,
    org: &'a Org,
    found: BTreeMap<u32, Mark>,
    twins: Twins,
}

impl<'a> Marks<'a> {
    /// Sorts the findings by whom they are about.
    pub(super) fn new(view: &View<'a>, who: Who) -> Self {
        let org = view.facts.org();
        let known: BTreeMap<&str, u32> = match who {
            Who::People => org.people().map(|p| (p.key(), p.id.0)).collect(),
            Who::Units => org.teams().map(|t| (t.key(), t.id.0)).collect(),
        };
        let mut about: BTreeMap<u32, Vec<&Finding>> = BTreeMap::new();
        for finding in view.findings {
            let mut nodes: Vec<u32> = finding
                .subjects
                .iter()
                .filter_map(|subject| known.get(key_of(subject, who)?).copied())
                .collect();
            nodes.sort_unstable();
            nodes.dedup();
            for node in nodes {
                about.entry(node).or_default().push(finding);
            }
        }
        let marks = about.into_iter();
        Self {
            who,
            org,
            twins: Twins::default(),
            found: marks.map(|(node, found)| (node, mark(found))).collect(),
        }
    }

    /// What is found about a node.
    pub(super) fn of(&self, node: u32) -> Option<&Mark> {
        self.found.get(&node)
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        match self.who {
            Who::People => self.org.people.len(),
            Who::Units => self.org.teams.len(),
        }
    }

    /// How many have a finding.
    pub(super) fn marked(&self) -> usize {
        self.found.len()
    }

    /// Of each node 0 without a finding, else more the worse the finding is.
    pub(super) fn weights(&self) -> Vec<u32> {
        let mut weights = vec![0; self.len()];
        for (node, mark) in &self.found {
            weights[*node as usize] = 1 + mark.level as u32;
        }
        weights
    }

    /// How many have a finding of level error.
    pub(super) fn in_error(&self) -> usize {
        let marks = self.found.values();
        marks.filter(|mark| mark.level == Level::Error).count()
    }

    /// Tells namesakes among the nodes of the picture apart from now on.
    pub(super) fn show(&mut self, nodes: impl Iterator<Item = u32>) {
        if self.who == Who::People {
            let org = self.org;
            self.twins = Twins::of(nodes.map(|node| org.person(PersonId(node))));
        }
    }

    /// Names and findings of the worst few.
    pub(super) fn heaviest(&self, most: usize) -> Vec<(Cow<'a, str>, &str)> {
        let mut all: Vec<(&u32, &Mark)> = self.found.iter().collect();
        all.sort_by(|a, b| {
            let level = b.1.level.cmp(&a.1.level);
            level
                .then(b.1.severity.total_cmp(&a.1.severity))
                .then(a.0.cmp(b.0))
        });
        let named = all.into_iter().take(most);
        named
            .map(|(node, mark)| (self.name(*node), mark.worst.as_str()))
            .collect()
    }

    /// The name of a node.
    pub(super) fn name(&self, node: u32) -> Cow<'a, str> {
        match self.who {
            Who::People => self.twins.person(self.org.person(PersonId(node))),
            Who::Units => Cow::Borrowed(names::team(self.org.team(TeamId(node)))),
        }
    }

    /// The subject key of a node.
    pub(super) fn subject(&self, node: u32) -> Subject {
        match self.who {
            Who::People => self.org.person(PersonId(node)).subject(),
            Who::Units => self.org.team(TeamId(node)).subject(),
        }
    }

    /// Name, job title and messages of a node.
    pub(super) fn title(&self, node: u32) -> String {
        let mut title = self.name(node).into_owned();
        if self.who == Who::People {
            let job = self.org.text(self.org.people[node as usize].title);
            let named = !self
                .org
                .text(self.org.people[node as usize].name)
                .is_empty();
            if named && !job.is_empty() {
                title = format!("{title}, {job}");
            }
        }
        for message in self.of(node).map_or(&[][..], |mark| &mark.messages) {
            title.push('\n');
            title.push_str(message);
        }
        title
    }
}

/// The key of the node that a subject is about: a liaison is about the person, a dependency about
/// the team that depends.
fn key_of(subject: &Subject, who: Who) -> Option<&str> {
    match (who, subject.parts()) {
        (Who::People, ("person", key)) | (Who::Units, ("team", key)) => Some(key),
        (Who::People, ("liaison", pair)) | (Who::Units, ("dependency", pair)) => {
            pair.split_once('>').map(|(key, _)| key)
        }
        _ => None,
    }
}

fn mark(mut found: Vec<&Finding>) -> Mark {
    const MESSAGES: usize = 5;
    found.sort_by(|a, b| {
        let level = b.level.cmp(&a.level);
        level.then(b.severity().total_cmp(&a.severity()))
    });
    let worst = found.first();
    Mark {
        level: worst.map_or(Level::Note, |finding| finding.level),
        severity: worst.map_or(0.0, |finding| finding.severity()),
        worst: worst.map_or_else(String::new, |finding| short(finding)),
        more: found.len().saturating_sub(1),
        messages: found
            .iter()
            .take(MESSAGES)
            .map(|f| f.message.clone())
            .collect(),
    }
}

/// Two or three words: by rule where its own words are too long for a name tag, else the number with what it
/// counts, else the name of the rule.
fn short(finding: &Finding) -> String {
    let value = finding
        .measure
        .map(|measure| theme::decimal(measure.value, 1));
    let value = value.unwrap_or_default();
    match finding.rule.name {
        "mapping-diverges-from-hierarchy" => "mapping cuts units".to_owned(),
        "liaison-crosses-hierarchy" => "crosses units".to_owned(),
        "liaison-without-need" => "no need".to_owned(),
        "liaison-minimal-context" => "little context".to_owned(),
        "uncovered-dependency" => "uncovered need".to_owned(),
        "provider-bottleneck" => format!("needed by {value}"),
        "too-many-dependencies" => format!("needs {value} teams"),
        "too-many-liaisons-on-team" => format!("liaisons from {value} parts"),
        "dependency-cycle" => format!("circle of {value}"),
        "too-many-mappings" => format!("{value} mappings"),
        "team-outside-its-unit" => "people outside unit".to_owned(),
        "reporting-graph-not-a-tree" => "not a tree".to_owned(),
        name => match finding.measure {
            Some(measure) if measure.limit.is_some() => format!("{value} {}", measure.unit),
            _ => name.replace('-', " "),
        },
    }
}
