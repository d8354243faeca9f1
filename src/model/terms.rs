//! Words with a fixed meaning that cells may hold, each with the other words accepted for it.

use super::schema::names;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A closed vocabulary of a column.
pub trait Term: Copy + Sized + 'static {
    /// Every value with its own name and the other words accepted for it, all in lower case.
    const WORDS: &'static [(Self, &'static str, &'static [&'static str])];

    /// Reads a cell: case, `_` and `-` do not matter.
    fn parse(cell: &str) -> Option<Self> {
        let word = plain(cell);
        Self::WORDS
            .iter()
            .find(|(_, name, others)| {
                plain(name) == word || others.iter().any(|o| plain(o) == word)
            })
            .map(|(term, _, _)| *term)
    }
}

/// Whether two words are the same but for case, `_`, `-` and spaces.
pub fn same_word(a: &str, b: &str) -> bool {
    plain(a) == plain(b)
}

/// A word as names are written: lower case with hyphens.
pub(super) fn kebab(word: &str) -> String {
    plain(word).replace(' ', "-")
}

/// Lower case with single spaces for `_`, `-` and white space.
fn plain(cell: &str) -> String {
    let spaced: String = cell
        .chars()
        .map(|c| if matches!(c, '_' | '-' | '/') { ' ' } else { c })
        .collect();
    let words: Vec<String> = spaced.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}

macro_rules! terms {
    ($(#[doc = $doc:literal])+ $type:ident { $($(#[doc = $each:literal])+ $variant:ident = $name:literal $(| $other:literal)*),+ $(,)? }) => {
        names! { $(#[doc = $doc])+ $type { $($(#[doc = $each])+ $variant = $name),+ } }

        impl Term for $type {
            const WORDS: &'static [(Self, &'static str, &'static [&'static str])] =
                &[$((Self::$variant, $name, &[$($other),*])),+];
        }
    };
}

terms! {
    /// Whether work stops without the other team.
    Strength {
        /// Work stops.
        Hard = "hard" | "blocking" | "blocker" | "required" | "strong" | "critical" | "slowing",
        /// Work goes on.
        Soft = "soft" | "no problem" | "optional" | "weak" | "advisory" | "informational" | "nice to have" | "future",
    }
}

terms! {
    /// What a team needs from another.
    Need {
        /// To know something.
        Information = "information" | "info",
        /// To be advised.
        Advice = "advice",
        /// To learn.
        Learning = "learning",
        /// A recurring service.
        Service = "service" | "api" | "platform",
        /// Work done by the other team.
        Work = "work" | "delivery",
        /// Work done together.
        JointWork = "joint-work" | "collaboration",
        /// Somebody who is there.
        Availability = "availability" | "on call",
        /// A permission.
        Approval = "approval" | "review" | "sign off",
        /// Work that the other team must do.
        Mandate = "mandate" | "compliance",
        /// Measurements or reports.
        Measurement = "measurement" | "reporting",
    }
}

terms! {
    /// How much must be known about the other team's work (liaison post: more than minimal for a
    /// liaison, deep for an embedded person).
    Context {
        /// Nothing.
        None = "none" | "0",
        /// What a note can carry.
        Low = "low" | "minimal" | "1",
        /// What attending a meeting carries.
        Medium = "medium" | "moderate" | "2",
        /// What only working together carries.
        High = "high" | "deep" | "3",
    }
}

terms! {
    /// How often a dependency is felt.
    Frequency {
        /// Less than monthly.
        Rare = "rare" | "yearly" | "quarterly" | "annually",
        /// About monthly.
        Monthly = "monthly",
        /// About weekly.
        Weekly = "weekly" | "biweekly" | "fortnightly",
        /// Daily.
        Daily = "daily" | "constant",
    }
}

/// Options of rules name a frequency by its own word.
impl Serialize for Frequency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Frequency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const NAMES: &[&str] = &["rare", "monthly", "weekly", "daily"];
        let word = String::deserialize(deserializer)?;
        Self::from_name(&word).ok_or_else(|| D::Error::unknown_variant(&word, NAMES))
    }
}

terms! {
    /// How long a dependency lasts.
    Duration {
        /// Once.
        OneOff = "one-off" | "once",
        /// As long as a project.
        Project = "project" | "temporary",
        /// Without end.
        Ongoing = "ongoing" | "permanent" | "continuous",
    }
}

terms! {
    /// What a meeting is for. The rule of eight binds meetings that decide or solve problems.
    Purpose {
        /// Decisions are made.
        Decision = "decision" | "decision making" | "deciding" | "steering" | "planning" | "prioritization" | "board" | "council",
        /// A problem is solved together.
        ProblemSolving = "problem-solving" | "working session" | "incident" | "design" | "design review",
        /// Ideas are collected.
        Brainstorm = "brainstorm" | "brainstorming" | "ideation" | "workshop",
        /// State is shared.
        Status = "status" | "update" | "sync" | "standup" | "stand up" | "review" | "demo" | "check in" | "retro" | "retrospective",
        /// One side informs.
        Announcement = "announcement" | "all hands" | "town hall" | "broadcast" | "information" | "training" | "presentation",
        /// Two people.
        OneOnOne = "one-on-one" | "1:1" | "1 1" | "one to one",
        /// Company of each other.
        Social = "social" | "lunch" | "celebration",
    }
}

impl Purpose {
    /// Whether the rule of eight applies (rule-of-eight post: strong decision-making meetings).
    pub fn decides(self) -> bool {
        matches!(self, Self::Decision | Self::ProblemSolving)
    }
}

terms! {
    /// Part of a person in a meeting.
    AttendeeRole {
        /// Expected.
        Required = "required" | "attendee" | "member" | "participant" | "core" | "req" | "organizer" | "chair" | "host" | "facilitator" | "lead",
        /// May come.
        Optional = "optional" | "opt",
        /// Has an interest.
        Stakeholder = "stakeholder",
        /// Does the work.
        Doer = "doer",
        /// Decides.
        Decider = "decider",
        /// Is informed; does not count as attending.
        Fyi = "fyi" | "informed" | "cc" | "non participant",
        /// Attends for another team.
        Liaison = "liaison",
    }
}

terms! {
    /// A coordination model (coordination-models post), in its order: centralized, role-based, team.
    CoordinationModel {
        /// A written strategy.
        ProductStrategy = "product-strategy" | "strategy" | "product vision",
        /// Guardrails.
        Standards = "standards" | "standard" | "technical standards" | "guidelines",
        /// Rules for trade-offs.
        Tenets = "tenets" | "tenet" | "principles",
        /// Goals that cohere.
        GoalFrameworks = "goal-frameworks" | "goal framework" | "okr" | "okrs" | "goals",
        /// Numbers that direct attention.
        Metrics = "metrics" | "metric" | "kpi" | "kpis",
        /// A body that ranks projects and breaks ties.
        Prioritization = "prioritization" | "prioritisation" | "centralized prioritization" | "centralized decentralized prioritization" | "product council",
        /// A role that runs programs.
        ProgramManager = "program-manager" | "programme manager" | "program management" | "tpm",
        /// A role that makes one plan of many sources.
        Integrator = "integrator",
        /// A role with authority in an arena.
        Controller = "controller",
        /// A role that owns guardrails.
        StandardDefiner = "standard-definer" | "standards definer",
        /// A team that does work for others.
        ServiceProvider = "service-provider" | "service provider team" | "shared service",
        /// A team that advises.
        Consultant = "consultant" | "consultants" | "consulting" | "enabling" | "facilitating",
        /// A product that needs no talking.
        SelfService = "self-service" | "selfservice" | "self serve" | "x as a service" | "platform",
        /// A team that waits for nobody.
        IndependentExecutor = "independent-executor" | "independent executors",
        /// A person who carries context.
        Liaison = "liaison" | "liaisons",
        /// A person lent to a team.
        Embedded = "embedded" | "embed" | "embedded person" | "embedding",
        /// A team whose functions report to one person.
        SingleThreadedOwner = "single-threaded-owner" | "single threaded leader" | "sto",
        /// A role that changes hands.
        Rotation = "rotation" | "rota" | "rotations",
        /// One meeting of representatives.
        CentralizedLiaison = "centralized-liaison" | "centralised liaison" | "centralized liaisons" | "working group",
        /// Two groups made one.
        MergedGroup = "merged-group" | "merged team" | "devops",
        /// A temporary team for one outcome.
        TaskForce = "task-force" | "taskforce",
        /// Work in another team's area for one project.
        AwayTeam = "away-team",
        /// A lasting team without a territory.
        TigerTeam = "tiger-team",
        /// Reports that make others act.
        ObjectiveExpert = "objective-expert" | "objective experts",
        /// A team whose demands must be met.
        WorkDemander = "work-demander",
        /// Teams under one director.
        CousinTeam = "cousin-team" | "cousin teams" | "cousins",
        /// Specialists of many teams.
        CommunityOfPractice = "community-of-practice" | "communities of practice" | "cop" | "guild",
    }
}

terms! {
    /// State of an assignment.
    Status {
        /// In force.
        Active = "active" | "current" | "enabled" | "true" | "yes" | "employed" | "working" | "aktiv" | "on leave" | "actif" | "activo" | "attivo" | "elternzeit" | "loa" | "accepted" | "garden leave" | "gardening leave" | "notice period" | "on notice" | "notice" | "leave" | "leave of absence" | "parental leave" | "maternity leave" | "sabbatical" | "full time" | "part time" | "permanent" | "contract" | "contractor" | "temporary" | "fixed term" | "intern" | "probation" | "regular",
        /// Not yet in force.
        Planned = "planned" | "proposed" | "future" | "prehire" | "pre hire" | "hired" | "onboarding" | "geplant",
        /// Over.
        Ended = "ended" | "inactive" | "terminated" | "left" | "former" | "closed" | "disabled" | "false" | "no" | "resigned" | "leaver" | "inaktiv" | "ausgetreten" | "sorti" | "parti" | "baja" | "cessato" | "ausgeschieden" | "offboarded" | "departed" | "suspended" | "archived" | "alumni" | "retired" | "deceased" | "dismissed" | "laid off" | "deactivated" | "deleted",
    }
}

/// Whether a word of a title names a month, whole or in three letters.
pub fn is_month(word: &str) -> bool {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_lowercase();
    let short = word.len() == 3 || word == "sept";
    MONTHS
        .iter()
        .any(|month| *month == word || (short && month.starts_with(&word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_in_any_spelling() {
        assert_eq!(Strength::parse(" HARD "), Some(Strength::Hard));
        assert_eq!(Need::parse("joint_work"), Some(Need::JointWork));
        assert_eq!(
            Purpose::parse("Problem solving"),
            Some(Purpose::ProblemSolving)
        );
        assert_eq!(Purpose::parse("1:1"), Some(Purpose::OneOnOne));
        assert_eq!(Strength::parse("hrad"), None);
        assert_eq!(Status::parse("Pre-hire"), Some(Status::Planned));
        assert_eq!(Status::parse("Ausgetreten"), Some(Status::Ended));
        assert_eq!(Status::parse("LOA"), Some(Status::Active));
    }

    #[test]
    fn months_are_whole_or_short() {
        assert!(["March", "mar", "SEPT", "may"].into_iter().all(is_month));
        assert!(!["marketing", "ma", "", "über"].into_iter().any(is_month));
    }

    #[test]
    fn no_word_means_two_things() {
        fn distinct<T: Term>() {
            let mut words: Vec<String> = T::WORDS
                .iter()
                .flat_map(|(_, name, others)| others.iter().chain([name]))
                .map(|word| plain(word))
                .collect();
            let all = words.len();
            words.sort();
            words.dedup();
            assert_eq!(words.len(), all);
        }
        distinct::<Strength>();
        distinct::<Need>();
        distinct::<Context>();
        distinct::<Frequency>();
        distinct::<Duration>();
        distinct::<Purpose>();
        distinct::<AttendeeRole>();
        distinct::<Status>();
        distinct::<CoordinationModel>();
    }
}
