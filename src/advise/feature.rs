//! What the decision table looks at: features with small whole numbers as values, and where a value
//! came from. Knows no row of the table and no organization.

use super::Options;
use crate::source::Place;

macro_rules! features {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal: $words:expr),+ $(,)?) => {
        /// A feature of a pair of teams, the first of which needs something of the second.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Feature { $($(#[doc = $doc])+ $variant),+ }

        impl Feature {
            /// Every feature, in the order of output.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// Name in output and documentation.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// Words for the values 0, 1 …; a feature without words is a number.
            pub const fn words(self) -> &'static [&'static str] {
                match self { $(Self::$variant => $words),+ }
            }
        }
    };
}

const NO_YES: &[&str] = &["no", "yes"];

features! {
    /// Whether either of the two needs anything of the other.
    Dependency = "dependency": &["none", "recorded", "not recorded"],
    /// What is needed; the words are those of the dependencies table.
    Need = "need": &[
        "information", "advice", "learning", "service", "work", "joint-work", "availability",
        "approval", "mandate", "measurement",
    ],
    /// How much must be known about the other team's work.
    Context = "context": &["none", "low", "medium", "high"],
    /// Whether work stops without it.
    Hard = "hard": NO_YES,
    /// Whether each needs something of the other.
    Mutual = "mutual": NO_YES,
    /// How often it is felt.
    Frequency = "frequency": &["rare", "monthly", "weekly", "daily"],
    /// How long it lasts.
    Duration = "duration": &["one-off", "project", "ongoing"],
    /// Whether the same people stay on it.
    Stable = "stable": NO_YES,
    /// Where the two lie.
    Place = "place": &["one unit", "one part", "other part"],
    /// Whether both lie directly below one unit.
    SameDirector = "one director": NO_YES,
    /// Teams that need the same of the second.
    Consumers = "consumers": &[],
    /// Teams on which the first imposes work.
    Imposed = "teams obliged": &[],
    /// Free chairs in the roomiest meeting of the second that a guest could join.
    Headroom = "free chairs": &[],
    /// People whom the receiving team could take in.
    Seats = "free seats": &[],
    /// Teams with which the two form a mesh.
    Mesh = "teams in the mesh": &[],
    /// Whether it is written down what happens when the second does not deliver.
    Fallback = "fallback": NO_YES,
    /// Whether a critical project needs it.
    Critical = "critical": NO_YES,
    /// Teams of the project that needs it.
    ProjectTeams = "teams in the project": &[],
    /// Whether the functions of the two differ.
    FunctionsDiffer = "functions differ": NO_YES,
    /// Whether both serve one product line or lie below one unit.
    SameProduct = "one product": NO_YES,
    /// Whether the specialists are meant to grow more slowly than those they serve.
    Slower = "grows more slowly": NO_YES,
    /// Whether the first could do the work in the second's area itself.
    CanDoThere = "can do it there": NO_YES,
    /// Whether the first is a product team.
    Product = "product team": NO_YES,
    /// Territories in which the first could do the work itself.
    Territories = "territories": &[],
    /// Whether a tiger team is declared.
    Tiger = "tiger team exists": NO_YES,
    /// Whether the one who obliges speaks for the law or for security.
    Obligation = "legal or security": NO_YES,
    /// Whether the craft is a part of daily team work: design, product management.
    Craft = "part of team work": NO_YES,
}

/// Values of [`Feature::Dependency`].
pub mod dependency {
    /// The tables speak of both and join them nowhere.
    pub const NONE: i32 = 0;
    /// A row states it.
    pub const RECORDED: i32 = 1;
    /// No table could tell.
    pub const UNKNOWN: i32 = 2;
}

/// Values of [`Feature::Need`].
#[expect(missing_docs, reason = "each is the need of the same name")]
pub mod need {
    pub const INFORMATION: i32 = 0;
    pub const ADVICE: i32 = 1;
    pub const LEARNING: i32 = 2;
    pub const SERVICE: i32 = 3;
    pub const WORK: i32 = 4;
    pub const JOINT_WORK: i32 = 5;
    pub const AVAILABILITY: i32 = 6;
    pub const APPROVAL: i32 = 7;
    pub const MANDATE: i32 = 8;
    pub const MEASUREMENT: i32 = 9;
}

/// Values of [`Feature::Place`].
pub mod place {
    /// One holds the other.
    pub const ONE_UNIT: i32 = 0;
    /// Both lie in one part of the organization.
    pub const ONE_PART: i32 = 1;
    /// They lie in different parts.
    pub const OTHER_PART: i32 = 2;
}

impl Feature {
    /// The word of a value, or its digits.
    pub fn word(self, value: i32) -> String {
        let word = usize::try_from(value)
            .ok()
            .and_then(|at| self.words().get(at));
        word.map_or_else(|| value.to_string(), |word| (*word).to_owned())
    }

    /// Values that the feature may take when one asks what would change the answer. Numbers reach
    /// just past the thresholds of the table.
    pub fn domain(self, options: &Options) -> Vec<i32> {
        // Whether there is a need at all is no matter of degree: without one there is no answer to flip.
        let top = match self {
            Self::Dependency => return Vec::new(),
            Self::Consumers => options
                .many_consumers
                .max(options.overloaded_from)
                .max(options.gate_from),
            Self::Imposed => options.mandate_from,
            Self::Mesh => options.mesh_teams,
            Self::ProjectTeams => options.program_teams,
            Self::Territories => 3,
            Self::Headroom | Self::Seats => 1,
            _ => (self.words().len() as u32).saturating_sub(1),
        };
        (0..=i32::try_from(top).unwrap_or(i32::MAX)).collect()
    }
}

/// Where a value came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A cell says it.
    Stated(Place),
    /// It follows from the tables; how, in words.
    Derived(String),
    /// Nothing says it; what is taken for it, and why.
    Assumed(&'static str),
}

impl Origin {
    /// Whether the tables say it.
    pub fn is_known(&self) -> bool {
        !matches!(self, Self::Assumed(_))
    }
}

/// A feature with its value and where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Used {
    /// The feature.
    pub feature: Feature,
    /// Its value.
    pub value: i32,
    /// Where it came from.
    pub origin: Origin,
}

/// Values of all features of one pair.
#[derive(Clone, Debug)]
pub struct Features {
    values: Vec<(i32, Origin)>,
}

impl Default for Features {
    fn default() -> Self {
        let unknown = (0, Origin::Assumed("unknown"));
        Self {
            values: vec![unknown; Feature::ALL.len()],
        }
    }
}

impl Features {
    /// Sets a feature.
    pub fn set(&mut self, feature: Feature, value: i32, origin: Origin) {
        self.values[feature as usize] = (value, origin);
    }

    /// The value of a feature.
    pub fn get(&self, feature: Feature) -> i32 {
        self.values[feature as usize].0
    }

    /// Whether the feature has this value.
    pub fn is(&self, feature: Feature, value: i32) -> bool {
        self.get(feature) == value
    }

    /// A feature with its origin.
    pub fn used(&self, feature: Feature) -> Used {
        let (value, origin) = self.values[feature as usize].clone();
        Used {
            feature,
            value,
            origin,
        }
    }

    /// Only the values, for asking what would be.
    pub fn plain(&self) -> Vec<i32> {
        self.values.iter().map(|(value, _)| *value).collect()
    }
}
