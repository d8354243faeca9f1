//! The rule contract: the trait and the type-erased registry entry.

use super::meta::RuleMeta;
use super::sink::Sink;
use crate::facts::Facts;
use crate::model::Org;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What a rule may look at. Shared and immutable.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The organization.
    pub org: &'a Org,
    /// What follows from it, each fact computed once.
    pub facts: &'a Facts<'a>,
}

/// A smell detector. The implementing struct is its own options, with the documented defaults.
pub trait Rule: Default + Serialize + DeserializeOwned + Send + Sync + 'static {
    /// Static description, made by [`declare_rule!`](crate::declare_rule).
    const META: &'static RuleMeta;

    /// Looks at the organization and reports. Cannot fail and does no input or output.
    fn check(&self, cx: Context<'_>, sink: &mut Sink);
}

/// A rule that has been configured and can run.
pub trait Runnable: Send + Sync {
    /// Its description.
    fn meta(&self) -> &'static RuleMeta;

    /// Runs it.
    fn run(&self, cx: Context<'_>, sink: &mut Sink);
}

impl<R: Rule> Runnable for R {
    fn meta(&self) -> &'static RuleMeta {
        R::META
    }

    fn run(&self, cx: Context<'_>, sink: &mut Sink) {
        self.check(cx, sink);
    }
}

/// Registry entry of a rule. Options travel as JSON values so that the contract does not depend on
/// the format of the configuration file.
#[derive(Clone, Copy, Debug)]
pub struct RuleEntry {
    /// Its description.
    pub meta: &'static RuleMeta,
    /// Builds it from its options; the error names the option that is wrong.
    pub build: fn(serde_json::Value) -> Result<Box<dyn Runnable>, serde_json::Error>,
    /// Its default options.
    pub defaults: fn() -> serde_json::Value,
}

impl RuleEntry {
    /// The entry of `R`.
    pub const fn of<R: Rule>() -> Self {
        Self {
            meta: R::META,
            build: |options| Ok(Box::new(serde_json::from_value::<R>(options)?)),
            defaults: || serde_json::to_value(R::default()).unwrap_or_default(),
        }
    }
}
