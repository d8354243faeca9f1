//! What a row of the decision table is, and how rows are written. Knows no single row.

use super::answer::Answer;
use super::answer::Answer::Model;
use super::feature::Feature as F;
use super::options::Options;
use crate::model::CoordinationModel as M;

/// What a row asks of one feature.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// It is one of these.
    In(&'static [i32]),
    /// It is this or more.
    AtLeast(i32),
    /// It is this or less.
    AtMost(i32),
    /// It is an option or more; the option by name.
    From(fn(&Options) -> u32, &'static str),
    /// It is less than an option.
    Below(fn(&Options) -> u32, &'static str),
}

/// One condition of a row.
#[derive(Clone, Copy, Debug)]
pub struct Test {
    /// What is looked at.
    pub feature: F,
    /// What must hold.
    pub check: Check,
}

impl Test {
    const fn new(feature: F, check: Check) -> Self {
        Self { feature, check }
    }

    fn holds(self, values: &[i32], options: &Options) -> bool {
        let value = values[self.feature as usize];
        match self.check {
            Check::In(list) => list.contains(&value),
            Check::AtLeast(least) => value >= least,
            Check::AtMost(most) => value <= most,
            Check::From(limit, _) => i64::from(value) >= i64::from(limit(options)),
            Check::Below(limit, _) => i64::from(value) < i64::from(limit(options)),
        }
    }

    /// The condition in words: `need is information`, `consumers at least many-consumers (3)`.
    pub fn words(self, options: &Options) -> String {
        let name = self.feature.name();
        let word = |value: i32| self.feature.word(value);
        match self.check {
            Check::In(list) => {
                let words: Vec<String> = list.iter().map(|value| word(*value)).collect();
                format!("{name} is {}", words.join(" or "))
            }
            Check::AtLeast(least) => format!("{name} at least {}", word(least)),
            Check::AtMost(most) => format!("{name} at most {}", word(most)),
            Check::From(limit, key) => format!("{name} at least `{key}` ({})", limit(options)),
            Check::Below(limit, key) => format!("{name} below `{key}` ({})", limit(options)),
        }
    }
}

/// What a row speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// A pair of teams, the first of which needs something of the second.
    Pair,
    /// A group of teams, or the organization; what is looked for is told in words.
    Group(&'static str),
}

/// A row of the decision table.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// Its number, which says nothing but its place in the table.
    pub id: &'static str,
    /// What it speaks of.
    pub scope: Scope,
    /// What must hold, all of it.
    pub tests: &'static [Test],
    /// What is recommended.
    pub answer: Answer,
    /// What is recommended instead, in this order, where that would make a rule speak.
    pub otherwise: &'static [Answer],
    /// The reason in one sentence; names and values stand in braces.
    pub reason: &'static str,
    /// Where it comes from.
    pub source: &'static str,
}

pub(super) const fn is(feature: F, values: &'static [i32]) -> Test {
    Test::new(feature, Check::In(values))
}
pub(super) const fn yes(feature: F) -> Test {
    is(feature, &[1])
}
pub(super) const fn no(feature: F) -> Test {
    is(feature, &[0])
}
pub(super) const fn least(feature: F, value: i32) -> Test {
    Test::new(feature, Check::AtLeast(value))
}
pub(super) const fn most(feature: F, value: i32) -> Test {
    Test::new(feature, Check::AtMost(value))
}
pub(super) const fn from(feature: F, limit: fn(&Options) -> u32, key: &'static str) -> Test {
    Test::new(feature, Check::From(limit, key))
}
pub(super) const fn below(feature: F, limit: fn(&Options) -> u32, key: &'static str) -> Test {
    Test::new(feature, Check::Below(limit, key))
}

pub(super) const fn pair(id: &'static str, tests: &'static [Test], answer: Answer) -> Row {
    Row {
        id,
        scope: Scope::Pair,
        tests,
        answer,
        otherwise: &[],
        reason: "",
        source: "",
    }
}
pub(super) const fn group(id: &'static str, looks_for: &'static str, answer: M) -> Row {
    Row {
        id,
        scope: Scope::Group(looks_for),
        tests: &[],
        answer: Model(answer),
        otherwise: &[],
        reason: "",
        source: "",
    }
}

impl Row {
    pub(super) const fn or(mut self, otherwise: &'static [Answer]) -> Self {
        self.otherwise = otherwise;
        self
    }

    pub(super) const fn because(mut self, reason: &'static str, source: &'static str) -> Self {
        self.reason = reason;
        self.source = source;
        self
    }

    /// Whether all conditions hold.
    pub fn holds(&self, values: &[i32], options: &Options) -> bool {
        self.tests.iter().all(|test| test.holds(values, options))
    }

    /// The features that it asks for.
    pub fn features(&self) -> impl Iterator<Item = F> {
        self.tests.iter().map(|test| test.feature)
    }

    /// What must hold, in words.
    pub fn condition(&self, options: &Options) -> String {
        if let Scope::Group(words) = self.scope {
            return words.to_owned();
        }
        let words: Vec<String> = self.tests.iter().map(|test| test.words(options)).collect();
        if words.is_empty() {
            "otherwise".to_owned()
        } else {
            words.join("; ")
        }
    }
}
