//! When a model of one's own is the right choice: conditions over what is known of two teams. Knows
//! no advisor: whoever advises hands over what it knows by [`Feature`] and reads the [`Match`].

use crate::model::{Context, Duration, Frequency, Need, Term};
use std::fmt;

/// What a feature may be compared with. Every value is a whole number: 0 for no and 1 for yes, else
/// the place of the word in the vocabulary, from 0, else the number itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Yes or no.
    Truth,
    /// A number.
    Number,
    /// A word of an ordered vocabulary.
    Scale(&'static [&'static str]),
    /// A word of a vocabulary without order.
    Word(&'static [&'static str]),
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
const PLACES: &[&str] = &["one unit", "one part", "other part"];

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
    Context = "context", Kind::Scale(CONTEXTS), "how much must be known about the other team's work";
    Hard = "hard", Kind::Truth, "work stops without the other team";
    Mutual = "mutual", Kind::Truth, "each needs something of the other";
    Frequency = "frequency", Kind::Scale(FREQUENCIES), "how often the need is felt";
    Duration = "duration", Kind::Scale(DURATIONS), "how long the need lasts";
    Stable = "stable", Kind::Truth, "the same people stay on it";
    Place = "place", Kind::Scale(PLACES), "where the two lie";
    OneDirector = "one-director", Kind::Truth, "both lie directly below one unit";
    Consumers = "consumers", Kind::Number, "teams that need the same of the other team";
    TeamsObliged = "teams-obliged", Kind::Number, "teams on which the one team imposes work";
    FreeChairs = "free-chairs", Kind::Number, "free chairs in the roomiest meeting that a guest could join";
    FreeSeats = "free-seats", Kind::Number, "people whom the receiving team could take in";
    Fallback = "fallback", Kind::Truth, "it is written down what happens when the other team does not deliver";
    Critical = "critical", Kind::Truth, "a critical project needs it";
    TeamsInTheProject = "teams-in-the-project", Kind::Number, "teams of the project that needs it";
    FunctionsDiffer = "functions-differ", Kind::Truth, "the functions of the two differ";
    OneProduct = "one-product", Kind::Truth, "both serve one product line or lie below one unit";
    GrowsMoreSlowly = "grows-more-slowly", Kind::Truth, "the specialists are meant to grow more slowly than those they serve";
    CanDoItThere = "can-do-it-there", Kind::Truth, "the one team could do the work in the other's area itself";
    ProductTeam = "product-team", Kind::Truth, "the team that needs something is a product team";
    LegalOrSecurity = "legal-or-security", Kind::Truth, "the one who obliges speaks for the law or for security";
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
    Is(Vec<i32>),
    /// It is this number or more.
    AtLeast(i32),
    /// It is this number or less.
    AtMost(i32),
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
    fn holds(&self, value: i32) -> bool {
        match &self.relation {
            Relation::Is(values) => values.contains(&value),
            Relation::AtLeast(least) => value >= *least,
            Relation::AtMost(most) => value <= *most,
        }
    }
}

/// Whether any of some conditions holds of a pair of which `known` tells each feature.
pub fn matches(conditions: &[Condition], known: impl Fn(Feature) -> Option<i32>) -> Match {
    let mut open = Vec::new();
    for (at, condition) in conditions.iter().enumerate() {
        let tests = condition.tests.iter();
        let verdicts: Vec<(Feature, Option<bool>)> = tests
            .map(|test| {
                let value = known(test.feature);
                (test.feature, value.map(|value| test.holds(value)))
            })
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

impl Feature {
    /// The word of a value, or its digits.
    fn word(self, value: i32) -> String {
        let words: &[&str] = match self.kind() {
            Kind::Truth => &["no", "yes"],
            Kind::Number => &[],
            Kind::Scale(words) | Kind::Word(words) => words,
        };
        let at = usize::try_from(value).ok();
        let word = at.and_then(|at| words.get(at));
        word.map_or_else(|| value.to_string(), |word| (*word).to_owned())
    }
}

impl fmt::Display for Test {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.feature.name();
        let word = |value: &i32| self.feature.word(*value);
        match &self.relation {
            Relation::AtLeast(least) => write!(f, "{name} is at least {}", word(least)),
            Relation::AtMost(most) => write!(f, "{name} is at most {}", word(most)),
            Relation::Is(values) => {
                let words: Vec<String> = values.iter().map(word).collect();
                write!(f, "{name} is {}", words.join(" or "))
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
    use super::{Condition, Feature, Match, Relation, Test, matches};

    fn conditions() -> Vec<Condition> {
        let test = |feature, relation| Test { feature, relation };
        vec![
            Condition {
                tests: vec![
                    test(Feature::Need, Relation::Is(vec![6, 0])),
                    test(Feature::Context, Relation::AtMost(1)),
                ],
                because: Some("a pair is enough".into()),
            },
            Condition {
                tests: vec![
                    test(Feature::Hard, Relation::Is(vec![1])),
                    test(Feature::Consumers, Relation::AtLeast(3)),
                ],
                because: None,
            },
        ]
    }

    fn judged(known: &[(Feature, i32)]) -> Match {
        matches(&conditions(), |feature| {
            let found = known.iter().find(|(name, _)| *name == feature);
            found.map(|(_, value)| *value)
        })
    }

    #[test]
    fn all_tests_of_one_condition_must_hold() {
        use Feature as F;
        assert_eq!(judged(&[(F::Need, 6), (F::Context, 1)]), Match::Yes(0));
        assert_eq!(
            judged(&[(F::Need, 6), (F::Context, 2), (F::Hard, 0)]),
            Match::No
        );
        assert_eq!(
            judged(&[(F::Context, 2), (F::Hard, 1), (F::Consumers, 3)]),
            Match::Yes(1)
        );
    }

    #[test]
    fn what_is_not_known_is_named_and_refutes_nothing() {
        let known = [(Feature::Context, 0), (Feature::Hard, 1)];
        assert_eq!(
            judged(&known),
            Match::Unknown(vec![Feature::Need, Feature::Consumers])
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
                "hard is yes, consumers is at least 3",
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
