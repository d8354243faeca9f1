//! What a metric is: plain data that documents it, and a function from facts to figures. Knows no
//! single metric, no configuration file and no format.

use super::options::Options;
use crate::facts::Facts;
use crate::graph::permutation::Rounds;
use crate::lint::Needs;
use crate::model::{Org, PersonId, Subject, TeamId};

/// What the metrics of a family look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Who reports to whom.
    Reporting,
    /// Which team depends on which.
    Dependencies,
    /// Who meets whom, and at what cost.
    Meetings,
    /// Who covers which team.
    Mappings,
}

impl Family {
    /// Every family, in the order of the output.
    pub const ALL: &[Self] = &[
        Self::Reporting,
        Self::Dependencies,
        Self::Meetings,
        Self::Mappings,
    ];

    /// Heading in lists.
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Reporting => "Reporting lines",
            Self::Dependencies => "Dependencies between teams",
            Self::Meetings => "Meetings",
            Self::Mappings => "Liaisons and mappings",
        }
    }
}

/// Whether a high value is good news.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// The higher the better.
    Higher,
    /// The lower the better.
    Lower,
    /// It depends.
    Neither,
}

impl Better {
    /// The word in files and headings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Higher => "higher",
            Self::Lower => "lower",
            Self::Neither => "neither",
        }
    }
}

/// One kind of number that a metric yields.
#[derive(Clone, Copy, Debug)]
pub struct Figure {
    /// Name, kebab-case, unique within the metric.
    pub kind: &'static str,
    /// What is counted or how it is scaled.
    pub unit: &'static str,
    /// What it is, and for whom there is one.
    pub meaning: &'static str,
}

/// Short form for the tables of metrics.
pub(super) const fn figure(
    kind: &'static str,
    unit: &'static str,
    meaning: &'static str,
) -> Figure {
    Figure {
        kind,
        unit,
        meaning,
    }
}

/// Which subjects a short list shows first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The largest values.
    Largest,
    /// The smallest values.
    Smallest,
}

/// A metric: its documentation and its computation.
#[derive(Clone, Copy, Debug)]
pub struct Metric {
    /// Kebab-case name; neither a rule nor a coordination model has it.
    pub name: &'static str,
    /// Name in sentences.
    pub title: &'static str,
    /// What it looks at.
    pub family: Family,
    /// What it is, in our words.
    pub definition: &'static str,
    /// How it is computed, with every symbol said.
    pub formula: &'static str,
    /// Least and greatest value.
    pub range: &'static str,
    /// Whether high is good.
    pub better: Better,
    /// What a high value means, and a low one.
    pub reading: &'static str,
    /// What it costs, and where it stops.
    pub cost: &'static str,
    /// Where definition and numbers come from.
    pub sources: &'static [&'static str],
    /// What it needs to look at.
    pub needs: &'static [Needs],
    /// What it yields; the first is its headline for the organization.
    pub figures: &'static [Figure],
    /// The figure by which a short list of single subjects is ordered.
    pub listed: Option<(&'static str, Order)>,
    /// Computes it; an error says why there is no value here.
    pub compute: fn(&Context<'_>) -> Result<Reading, String>,
}

impl Metric {
    /// The figure of this kind.
    pub fn figure(&self, kind: &str) -> Option<&'static Figure> {
        self.figures.iter().find(|figure| figure.kind == kind)
    }
}

/// What a metric may look at. Shared and immutable.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The organization.
    pub org: &'a Org,
    /// What follows from it.
    pub facts: &'a Facts<'a>,
    /// Choices of the configuration.
    pub options: &'a Options,
    /// Whether values of single people are wanted, and their names.
    pub people: bool,
}

/// How numbers came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// From everything there is.
    Exact,
    /// From every arrangement there is: an exact probability.
    AllArrangements {
        /// How many there are.
        rounds: u32,
    },
    /// From arrangements drawn at random.
    Permutations {
        /// How many.
        rounds: u32,
        /// Equal seeds draw equal arrangements.
        seed: u64,
    },
    /// From some start nodes drawn at random, scaled up.
    Sample {
        /// How many.
        drawn: usize,
        /// Of how many.
        of: usize,
        /// Equal seeds draw equal nodes.
        seed: u64,
    },
}

impl Method {
    /// The method of a permutation test.
    pub(super) fn of(rounds: Rounds, seed: u64) -> Self {
        match rounds {
            Rounds::All(rounds) => Self::AllArrangements { rounds },
            Rounds::Drawn(rounds) => Self::Permutations { rounds, seed },
        }
    }
}

/// What a value is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// The whole organization.
    Organization,
    /// A part of the organization.
    Unit(TeamId),
    /// A team.
    Team(TeamId),
    /// A person.
    Person(PersonId),
    /// Anything else, by key and by name: a meeting, a mapping, a pair, a level.
    Other(Subject, String),
}

/// One number.
#[derive(Clone, Debug)]
pub struct Value {
    /// What it is about.
    pub about: About,
    /// Which figure of the metric.
    pub kind: &'static str,
    /// The number.
    pub number: f64,
    /// Probability under chance, where it was tested.
    pub p: Option<f64>,
    /// Number of cases it rests on.
    pub n: usize,
}

/// What a metric says about an organization.
#[derive(Clone, Debug)]
pub struct Reading {
    /// What it means here, with names and numbers.
    pub sentence: String,
    /// How the values came about.
    pub method: Method,
    /// How the probabilities came about.
    pub p_method: Option<Method>,
    /// The numbers, those of the organization first.
    pub values: Vec<Value>,
    /// What was left out, a sentence each.
    pub notes: Vec<String>,
}

impl Reading {
    /// An exact reading without values.
    pub(super) fn new(sentence: impl Into<String>) -> Self {
        Self {
            sentence: sentence.into(),
            method: Method::Exact,
            p_method: None,
            values: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Adds a number; what is no number is left out.
    pub(super) fn add(&mut self, about: About, kind: &'static str, number: f64, n: usize) {
        if number.is_finite() {
            self.values.push(Value {
                about,
                kind,
                // No negative zero: it would be shown.
                number: number + 0.0,
                p: None,
                n,
            });
        }
    }

    /// Adds a number about the organization.
    pub(super) fn org(&mut self, kind: &'static str, number: f64, n: usize) {
        self.add(About::Organization, kind, number, n);
    }

    /// Gives the number added last a probability.
    pub(super) fn p(&mut self, p: f64) {
        if let Some(last) = self.values.last_mut() {
            last.p = Some(p);
        }
    }

    /// Adds a sentence about what was left out.
    pub(super) fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }
}
