//! When a model of one's own is the right choice: conditions over what is known of two teams. Knows
//! no advisor: whoever advises hands over what it knows by [`Feature`] and reads the [`Match`].

use crate::model::{Context, Duration, Frequency, Need, Term};
use std::fmt;

/// What a feature may be compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Yes or no.
    Truth,
    /// A number, or a word of an ordered vocabulary, whose number is its place from 0.
    Number(&'static [&'static str]),
    /// A word of a vocabulary, or any word where the vocabulary is empty.
    Word(&'static [&'static str]),
}

/// The value of a feature.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Yes or no.
    Truth(bool),
    /// A number or a place on a scale.
    Number(f64),
    /// A word in lower case.
    Word(String),
}

/// The names of a vocabulary, in order.
const fn names<T: Term, const N: usize>() -> [&'static str; N] {
    let mut names = [""; N];
    let mut index = 0;
    while index < N {
        names[index] = T::WORDS[index].1;
        index += 1;
    }
    names
}

const NEEDS: &[&str] = &names::<Need, { Need::WORDS.len() }>();
const CONTEXTS: &[&str] = &names::<Context, { Context::WORDS.len() }>();
const FREQUENCIES: &[&str] = &names::<Frequency, { Frequency::WORDS.len() }>();
const DURATIONS: &[&str] = &names::<Duration, { Duration::WORDS.len() }>();

macro_rules! features {
    ($($variant:ident = $name:literal, $kind:expr, $says:literal;)+) => {
        /// Something known of a pair of teams: one needs something of the other.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Feature {
            $(#[doc = $says] $variant,)+
        }

        impl Feature {
            /// Every feature.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Name in conditions.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// What it may be compared with.
            pub const fn kind(self) -> Kind {
                match self { $(Self::$variant => $kind,)+ }
            }

            /// What it says of the pair.
            pub const fn says(self) -> &'static str {
                match self { $(Self::$variant => $says,)+ }
            }
        }
    };
}

features! {
    Need = "need", Kind::Word(NEEDS), "what the one team needs of the other";
    Context = "context", Kind::Number(CONTEXTS), "how much must be known about the other team's work";
    Hard = "hard", Kind::Truth, "work stops without the other team";
    Reciprocal = "reciprocal", Kind::Truth, "the other team needs something in return";
    Frequency = "frequency", Kind::Number(FREQUENCIES), "how often the need is felt";
    Duration = "duration", Kind::Word(DURATIONS), "how long the need lasts";
    Stable = "stable", Kind::Truth, "the pair has been the same for half a year";
    Distance = "distance", Kind::Number(&[]), "steps between the two in the tree of units";
    SameDirector = "same-director", Kind::Truth, "the two are under one director";
    FanIn = "fan-in", Kind::Number(&[]), "teams that need the same of the other team";
    FanOut = "fan-out", Kind::Number(&[]), "teams of which the one team needs the same";
    Headroom = "headroom", Kind::Number(&[]), "seats up to eight in the roomiest meeting that fits";
    Seats = "seats", Kind::Number(&[]), "places up to eight in the team that receives somebody";
    Fallback = "fallback", Kind::Truth, "work can go on in another way";
    Critical = "critical", Kind::Truth, "a project of critical priority needs it";
    FromFunction = "from-function", Kind::Word(&[]), "function of the team that needs something";
    ToFunction = "to-function", Kind::Word(&[]), "function of the team that is needed";
    GrowsSlower = "grows-slower", Kind::Truth, "the team that is needed grows slower than those who need it";
    CanDoThere = "can-do-there", Kind::Truth, "the one team could do the work in the other's area itself";
}

impl Feature {
    /// The feature of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|feature| feature.name() == name)
    }
}

/// How a feature is compared.
#[derive(Clone, Debug, PartialEq)]
pub enum Relation {
    /// It is one of these.
    Is(Vec<Value>),
    /// It is this number or more.
    AtLeast(f64),
    /// It is this number or less.
    AtMost(f64),
}

/// One comparison: `context-at-most = "low"`.
#[derive(Clone, Debug, PartialEq)]
pub struct Test {
    /// What is compared.
    pub feature: Feature,
    /// With what.
    pub relation: Relation,
}

/// Tests that must all hold, and why the model fits then.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Condition {
    /// The tests.
    pub tests: Vec<Test>,
    /// The reason in one sentence, where one is given.
    pub because: Option<String>,
}

/// Whether conditions hold of a pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Match {
    /// The condition at this place holds, the first that does.
    Yes(usize),
    /// None holds.
    No,
    /// None holds for certain, and some would with these features known.
    Unknown(Vec<Feature>),
}

impl Test {
    /// Whether it holds; `None` where the feature is not known or of another kind.
    fn holds(&self, known: Option<&Value>) -> Option<bool> {
        match (&self.relation, known?) {
            (Relation::Is(values), value) => Some(values.contains(value)),
            (Relation::AtLeast(least), Value::Number(number)) => Some(number >= least),
            (Relation::AtMost(most), Value::Number(number)) => Some(number <= most),
            _ => None,
        }
    }
}

/// Whether any of some conditions holds of a pair of which `known` tells each feature.
pub fn matches(conditions: &[Condition], known: impl Fn(Feature) -> Option<Value>) -> Match {
    let mut open = Vec::new();
    for (at, condition) in conditions.iter().enumerate() {
        let tests = condition.tests.iter();
        let verdicts: Vec<(Feature, Option<bool>)> = tests
            .map(|test| (test.feature, test.holds(known(test.feature).as_ref())))
            .collect();
        if verdicts.iter().any(|(_, holds)| *holds == Some(false)) {
            continue;
        }
        let unknown = verdicts.iter().filter(|(_, holds)| holds.is_none());
        let unknown: Vec<Feature> = unknown.map(|(feature, _)| *feature).collect();
        if unknown.is_empty() {
            return Match::Yes(at);
        }
        open.extend(unknown);
    }
    open.sort_unstable();
    open.dedup();
    if open.is_empty() {
        Match::No
    } else {
        Match::Unknown(open)
    }
}

/// A number as a condition writes it: a word of the scale where there is one.
fn scale(feature: Feature, number: f64) -> String {
    let word = match feature.kind() {
        Kind::Number(scale) => (scale.iter().enumerate())
            .find(|(place, _)| (*place as f64 - number).abs() < f64::EPSILON)
            .map(|(_, word)| (*word).to_owned()),
        _ => None,
    };
    word.unwrap_or_else(|| number.to_string())
}

impl fmt::Display for Test {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.feature.name();
        match &self.relation {
            Relation::AtLeast(least) => {
                write!(f, "{name} is at least {}", scale(self.feature, *least))
            }
            Relation::AtMost(most) => {
                write!(f, "{name} is at most {}", scale(self.feature, *most))
            }
            Relation::Is(values) => {
                if let [Value::Truth(truth)] = values.as_slice() {
                    return write!(f, "{}{name}", if *truth { "" } else { "not " });
                }
                let words = values.iter().map(|value| match value {
                    Value::Truth(truth) => truth.to_string(),
                    Value::Number(number) => scale(self.feature, *number),
                    Value::Word(word) => word.clone(),
                });
                write!(f, "{name} is {}", words.collect::<Vec<_>>().join(" or "))
            }
        }
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tests: Vec<String> = self.tests.iter().map(ToString::to_string).collect();
        write!(f, "{}", tests.join(", "))?;
        match &self.because {
            Some(because) => write!(f, ": {because}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Condition, Feature, Match, Relation, Test, Value, matches};

    fn conditions() -> Vec<Condition> {
        let test = |feature, relation| Test { feature, relation };
        let need = Relation::Is(vec![
            Value::Word("availability".into()),
            Value::Word("information".into()),
        ]);
        vec![
            Condition {
                tests: vec![
                    test(Feature::Need, need),
                    test(Feature::Context, Relation::AtMost(1.0)),
                ],
                because: Some("a pair is enough".into()),
            },
            Condition {
                tests: vec![
                    test(Feature::Hard, Relation::Is(vec![Value::Truth(true)])),
                    test(Feature::FanIn, Relation::AtLeast(3.0)),
                ],
                because: None,
            },
        ]
    }

    fn judged(known: &[(Feature, Value)]) -> Match {
        matches(&conditions(), |feature| {
            let found = known.iter().find(|(name, _)| *name == feature);
            found.map(|(_, value)| value.clone())
        })
    }

    #[test]
    fn all_tests_of_one_condition_must_hold() {
        let (need, low) = (Value::Word("availability".into()), Value::Number(1.0));
        let (deep, no) = (Value::Number(2.0), Value::Truth(false));
        let known = [
            (Feature::Need, need.clone()),
            (Feature::Context, low.clone()),
        ];
        assert_eq!(judged(&known), Match::Yes(0));
        let known = [
            (Feature::Need, need),
            (Feature::Context, deep.clone()),
            (Feature::Hard, no),
        ];
        assert_eq!(judged(&known), Match::No);
        let known = [
            (Feature::Context, deep),
            (Feature::Hard, Value::Truth(true)),
            (Feature::FanIn, Value::Number(3.0)),
        ];
        assert_eq!(judged(&known), Match::Yes(1));
    }

    #[test]
    fn what_is_not_known_is_named_and_refutes_nothing() {
        let low = Value::Number(0.0);
        let known = [(Feature::Context, low), (Feature::Hard, Value::Truth(true))];
        assert_eq!(
            judged(&known),
            Match::Unknown(vec![Feature::Need, Feature::FanIn])
        );
        assert_eq!(matches(&[], |_| None), Match::No);
    }

    #[test]
    fn conditions_read_as_sentences() {
        let told: Vec<String> = conditions().iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "need is availability or information, context is at most low: a pair is enough",
                "hard, fan-in is at least 3",
            ]
        );
    }

    #[test]
    fn names_are_unique_and_found() {
        for feature in Feature::ALL {
            assert_eq!(Feature::from_name(feature.name()), Some(*feature));
        }
    }
}
