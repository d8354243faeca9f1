//! What a coordination model is: plain data, and the rule that checks its invariants on every
//! declared row. Knows no single model and no single check.

use super::row::{Breaks, Row};
use crate::facts::Facts;
use crate::lint::{Context, Level, Rule, RuleEntry, RuleMeta, Sink};
use crate::model::{Column, CoordinationId, CoordinationModel, CoordinationRef, same_word};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::marker::PhantomData;

/// The three families of the coordination-models post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Category {
    /// For problems of the whole organization.
    Centralized,
    /// One person's role; for few cases.
    RoleBased,
    /// Between teams; the usual choice.
    Team,
}

impl Category {
    /// Every category, in the order of the post.
    pub const ALL: &[Self] = &[Self::Centralized, Self::RoleBased, Self::Team];

    /// The word in configuration.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Centralized => "centralized",
            Self::RoleBased => "role-based",
            Self::Team => "team",
        }
    }

    /// Heading in lists.
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Centralized => "Centralized models",
            Self::RoleBased => "Role-based models",
            Self::Team => "Team models",
        }
    }
}

/// A number that an invariant depends on and a configuration may change.
#[derive(Clone, Copy, Debug)]
pub struct Number {
    /// Name of the option.
    pub key: &'static str,
    /// Value unless configured.
    pub default: u32,
    /// What it means and where it comes from.
    pub says: &'static str,
}

/// Something that must hold of a declared row. Invariants are building blocks: models share them,
/// and a model of one's own is made of them.
#[derive(Clone, Copy, Debug)]
pub struct Invariant {
    /// Kebab-case name.
    pub name: &'static str,
    /// What holds, as half a sentence: "somebody owns it".
    pub sentence: &'static str,
    /// How loudly its break is told.
    pub level: Level,
    /// The number it depends on.
    pub number: Option<Number>,
    /// Adds every break on one row. What the files do not say is no break.
    pub check: fn(&Row<'_>, &mut Breaks),
}

impl Invariant {
    /// An invariant whose break is a warning.
    pub const fn new(
        name: &'static str,
        sentence: &'static str,
        check: fn(&Row<'_>, &mut Breaks),
    ) -> Self {
        Self {
            name,
            sentence,
            level: Level::Warning,
            number: None,
            check,
        }
    }

    /// The same with a number that a configuration may change.
    #[must_use]
    pub const fn number(mut self, key: &'static str, default: u32, says: &'static str) -> Self {
        self.number = Some(Number { key, default, says });
        self
    }

    /// The same as an error: its break contradicts the definition of the model.
    #[must_use]
    pub const fn error(mut self) -> Self {
        self.level = Level::Error;
        self
    }
}

/// A coordination model.
#[derive(Clone, Copy, Debug)]
pub struct Model {
    /// Which of the catalogue; `None` for a model of one's own.
    pub kind: Option<CoordinationModel>,
    /// Kebab-case name.
    pub name: &'static str,
    /// Name in sentences.
    pub title: &'static str,
    /// Family.
    pub category: Category,
    /// What it is, in one sentence.
    pub meaning: &'static str,
    /// Columns of the coordination table that declare it.
    pub columns: &'static [Column],
    /// What must hold of a declared row.
    pub invariants: &'static [Invariant],
    /// When it is the right choice.
    pub recommend_when: &'static str,
    /// Rules whose findings speak of declared rows of this model too.
    pub also: &'static [&'static str],
    /// Whether the organization shows the model without a coordination row, in a table of its own.
    pub shown: Option<fn(Context<'_>) -> bool>,
    /// Where definition and numbers come from.
    pub sources: &'static [&'static str],
}

impl Model {
    /// Rows in force that declare it, in reading order.
    pub fn declared<'f>(&self, facts: &'f Facts<'_>) -> Cow<'f, [CoordinationId]> {
        let rows = facts.coordination();
        if let Some(kind) = self.kind {
            return rows.of(kind).into();
        }
        let ids = rows.rows().iter().copied();
        ids.filter(|id| self.is_called(facts.org().coordination_row(*id)))
            .collect()
    }

    /// How often it is declared. Liaisons and goals have tables of their own.
    pub fn times_declared(&self, facts: &Facts<'_>) -> usize {
        let other = match self.kind {
            Some(CoordinationModel::Liaison) => facts.assignments().all().len(),
            Some(CoordinationModel::GoalFrameworks) => facts.org().goals.len().min(1),
            _ => 0,
        };
        self.declared(facts).len().max(other)
    }

    /// Whether a row outside the catalogue means this model: by its name or its title.
    fn is_called(&self, row: CoordinationRef<'_>) -> bool {
        let same = |name| same_word(name, row.model());
        row.kind().is_none() && (same(self.name) || same(self.title))
    }

    /// What stands for the model in an organization: its rows in force, or one view without a row
    /// where only a table of its own shows the model.
    pub fn rows<'a>(
        &'static self,
        cx: Context<'a>,
        numbers: &'a BTreeMap<&'static str, u32>,
    ) -> Vec<Row<'a>> {
        let ids = self.declared(cx.facts);
        let row = |declared: Option<CoordinationRef<'a>>| Row {
            cx,
            model: self,
            declared,
            numbers,
        };
        if ids.is_empty() {
            let shown = self.shown.is_some_and(|shown| shown(cx));
            return shown.then(|| row(None)).into_iter().collect();
        }
        ids.iter()
            .map(|id| row(Some(cx.org.coordination_row(*id))))
            .collect()
    }
}

/// A model as a type, so that each has a rule of its own. Made by `declare_model!`.
pub trait Declared: 'static {
    /// The model.
    const MODEL: &'static Model;
    /// Description of its rule.
    const META: &'static RuleMeta;
}

/// Registry entry of a model.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The model.
    pub model: &'static Model,
    /// Its rule.
    pub rule: RuleEntry,
}

impl Entry {
    /// The entry of `M`.
    pub const fn of<M: Declared>() -> Self {
        Self {
            model: M::MODEL,
            rule: RuleEntry::of::<ModelRule<M>>(),
        }
    }
}

/// The rule `model-<name>`: reports every broken invariant of every declared row. Its options are
/// the numbers of the invariants.
#[derive(Debug)]
pub struct ModelRule<M> {
    numbers: BTreeMap<&'static str, u32>,
    model: PhantomData<fn() -> M>,
}

impl<M: Declared> ModelRule<M> {
    fn with(numbers: BTreeMap<&'static str, u32>) -> Self {
        Self {
            numbers,
            model: PhantomData,
        }
    }
}

/// The numbers of a model's invariants with their defaults.
fn defaults(model: &Model) -> BTreeMap<&'static str, u32> {
    let numbers = model.invariants.iter().filter_map(|each| each.number);
    numbers.map(|number| (number.key, number.default)).collect()
}

impl<M: Declared> Default for ModelRule<M> {
    fn default() -> Self {
        Self::with(defaults(M::MODEL))
    }
}

impl<M: Declared> Serialize for ModelRule<M> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.numbers.serialize(serializer)
    }
}

impl<'de, M: Declared> Deserialize<'de> for ModelRule<M> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let given = BTreeMap::<String, u32>::deserialize(deserializer)?;
        let mut numbers = defaults(M::MODEL);
        for (key, value) in given {
            let Some(known) = numbers.iter_mut().find(|(known, _)| **known == key) else {
                let keys: Vec<&str> = defaults(M::MODEL).into_keys().collect();
                let expected = match keys.as_slice() {
                    [] => "there are no options".to_owned(),
                    keys => format!("expected one of `{}`", keys.join("`, `")),
                };
                return Err(D::Error::custom(format!(
                    "unknown field `{key}`, {expected}"
                )));
            };
            *known.1 = value;
        }
        Ok(Self::with(numbers))
    }
}

impl<M: Declared> Rule for ModelRule<M> {
    const META: &'static RuleMeta = M::META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        for row in M::MODEL.rows(cx, &self.numbers) {
            for invariant in M::MODEL.invariants {
                let mut breaks = Breaks::default();
                (invariant.check)(&row, &mut breaks);
                breaks.report(&row, invariant, sink);
            }
        }
    }
}

/// Declares a coordination model from its doc comment: the type, the model, and the description of
/// its rule, whose pages list the invariants and their numbers.
macro_rules! declare_model {
    ($(#[doc = $doc:literal])+ $vis:vis struct $type:ident = {
        name: $name:literal,
        title: $title:literal,
        category: $category:ident,
        meaning: $meaning:literal,
        columns: [$($column:ident),* $(,)?],
        invariants: [$($invariant:expr),+ $(,)?],
        recommend_when: $when:literal,
        $(also: $also:expr,)?
        $(shown: $shown:expr,)?
        $(needs: $needs:expr,)?
        implements: $implements:expr,
        sources: $sources:expr $(,)?
    }) => {
        $(#[doc = $doc])+
        #[derive(Debug)]
        $vis struct $type;

        impl $crate::models::Declared for $type {
            const MODEL: &'static $crate::models::Model = &MODEL;
            const META: &'static $crate::lint::RuleMeta = &META;
        }

        const MODEL: $crate::models::Model = $crate::models::Model {
            kind: Some($crate::model::CoordinationModel::$type),
            name: $name,
            title: $title,
            category: $crate::models::Category::$category,
            meaning: $meaning,
            columns: &[$($crate::model::Column::$column),*],
            invariants: &[$($invariant),+],
            recommend_when: $when,
            also: $crate::models::contract::or_default!(&[] $(, $also)?),
            shown: $crate::models::contract::or_default!(None $(, Some($shown))?),
            sources: $sources,
        };

        const PAGE: $crate::models::page::Page = $crate::models::page::Page {
            prose: concat!($($doc, "\n"),+),
            model: &MODEL,
        };

        static META: $crate::lint::RuleMeta = $crate::lint::RuleMeta {
            name: concat!("model-", $name),
            summary: concat!($title, ": a declared row breaks what the model asks for"),
            smell: $crate::lint::Smell::Coordination,
            level: $crate::lint::Level::Warning,
            recommended: true,
            since: "0.2.0",
            needs: $crate::models::contract::or_default!(
                &[$crate::lint::Needs::Table($crate::model::Table::Coordination)] $(, $needs)?
            ),
            implements: $implements,
            sources: $sources,
            docs: {
                const BYTES: [u8; PAGE.length()] = PAGE.bytes();
                $crate::models::page::text(&BYTES)
            },
            file: file!(),
        };
    };
}
pub(crate) use declare_model;

/// The second where it is given, else the first.
macro_rules! or_default {
    ($default:expr) => {
        $default
    };
    ($default:expr, $given:expr) => {
        $given
    };
}
pub(crate) use or_default;
