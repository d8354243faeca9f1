//! What a rule is: its metadata, its trait, the findings it makes and the sink that takes them.
//! Knows the organization and its facts; knows no single rule, no configuration file, no format.

mod crowd;
mod finding;
mod issues;
mod meta;
mod needs;
mod rule;
mod sentences;
mod sink;
pub mod words;

pub use crowd::Crowd;
pub use finding::{Finding, Label, Measure};
pub use issues::{GroupIssues, report_issues};
pub use meta::{Level, RuleMeta, Smell};
pub use needs::Needs;
pub use rule::{Context, Rule, RuleEntry, Runnable};
pub use sentences::{Post, SENTENCES, Sentence, find as sentence};
pub use sink::Sink;

/// Declares the metadata of a rule from its doc comment, so that rustdoc, `orglint explain`, SARIF
/// help and the pages under `docs/rules` show one text.
///
/// ```
/// use orglint::lint::{Level, Needs, Smell, declare_rule};
/// use orglint::model::Table;
/// declare_rule! {
///     /// ## What it does
///     /// Finds teams without a name.
///     pub static META = {
///         name: "nameless-team",
///         summary: "a team has no name",
///         smell: Smell::Data,
///         level: Level::Note,
///         recommended: true,
///         since: "0.1.0",
///         needs: &[Needs::Table(Table::Teams)],
///         sources: &[],
///     }
/// }
/// assert!(META.docs.contains("without a name"));
/// ```
#[macro_export]
macro_rules! declare_rule {
    ($(#[doc = $doc:literal])+ $vis:vis static $meta:ident = {
        name: $name:literal,
        summary: $summary:literal,
        smell: $smell:expr,
        level: $level:expr,
        recommended: $recommended:literal,
        since: $since:literal,
        needs: $needs:expr,
        $(implements: $implements:expr,)?
        sources: $sources:expr $(,)?
    }) => {
        $(#[doc = $doc])+
        $vis static $meta: $crate::lint::RuleMeta = $crate::lint::RuleMeta {
            name: $name,
            summary: $summary,
            smell: $smell,
            level: $level,
            recommended: $recommended,
            since: $since,
            needs: $needs,
            implements: $crate::lint::given!($($implements)?),
            sources: $sources,
            docs: concat!($($doc, "\n"),+),
            file: file!(),
        };
    };
}
pub use crate::declare_rule;

/// A list that may be left out.
#[doc(hidden)]
#[macro_export]
macro_rules! given {
    () => {
        &[]
    };
    ($list:expr) => {
        $list
    };
}
pub use crate::given;
