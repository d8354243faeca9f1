//! The advisor: which coordination model fits a pair or a group of teams, why, what would change the
//! answer, and how that compares with what is declared. The decision table is data. Nothing is
//! recommended that would make a rule speak. Knows no format and no file.

mod advice;
mod answer;
mod apply;
mod apply_group;
mod desk;
mod edits;
pub mod feature;
mod flip;
mod group;
mod guard_liaison;
mod guards;
mod kinds;
mod measure;
mod mesh;
mod moves;
mod needs;
mod options;
mod own;
mod owners;
mod page;
mod pairs;
mod rooms;
mod row;
mod sentence;
mod signals;
pub mod table;
#[cfg(test)]
mod tests;
mod unknown;

pub use advice::{Advice, Also, Refused};
pub use answer::{Answer, Verdict};
pub use apply::{Applied, apply};
pub use apply_group::apply_group;
pub use flip::Flip;
pub use group::GroupAdvice;
pub use options::Options;
pub use page::page;
pub use pairs::Declared;

use crate::facts::Facts;
use crate::model::{Org, TeamId};
use desk::Desk;
use std::collections::BTreeMap;

/// Everything that is recommended.
#[derive(Debug)]
pub struct Advised<'a> {
    /// The organization.
    pub org: &'a Org,
    /// Thresholds that were used.
    pub options: Options,
    /// One per pair of teams, what matters most first.
    pub pairs: Vec<Advice>,
    /// Recommendations for groups and the whole organization.
    pub groups: Vec<GroupAdvice>,
    /// Tables and columns that are absent, each in one sentence.
    pub unknown: Vec<String>,
    /// Pairs of teams that share a meeting and about which nothing else is known.
    pub silent_pairs: usize,
}

impl Advised<'_> {
    /// How often each answer is given, to pairs and to groups.
    pub fn answers(&self) -> BTreeMap<Answer, usize> {
        let mut times = BTreeMap::new();
        let groups = self.groups.iter().map(|group| group.answer);
        for answer in self.pairs.iter().map(|pair| pair.answer).chain(groups) {
            *times.entry(answer).or_default() += 1;
        }
        times
    }
}

/// Judges every pair of teams that has to do with each other, and every group.
pub fn advise<'a>(facts: &'a Facts<'a>, options: Options) -> Advised<'a> {
    let desk = Desk::new(facts, options);
    let mut pairs = desk.advise_all();
    sort(facts.org(), &mut pairs);
    Advised {
        org: facts.org(),
        options,
        silent_pairs: desk.silent(),
        groups: desk.groups(),
        unknown: unknown::unknown(facts.org()),
        pairs,
    }
}

/// The advice for two teams, even where nothing joins them.
pub fn advise_pair<'a>(
    facts: &'a Facts<'a>,
    options: Options,
    a: TeamId,
    b: TeamId,
) -> Advised<'a> {
    let desk = Desk::new(facts, options);
    let empty = pairs::Joint::default();
    let (x, y) = (a.min(b), a.max(b));
    let joint = desk.joint(x, y).unwrap_or(&empty);
    let found = desk.advise(x, y, joint);
    Advised {
        org: facts.org(),
        options,
        pairs: found,
        groups: Vec::new(),
        unknown: unknown::unknown(facts.org()),
        silent_pairs: 0,
    }
}

/// What differs from what is declared comes first, what is known before guesses, what is hard and
/// heavy before the rest; then by name.
fn sort(org: &Org, pairs: &mut [Advice]) {
    let rank = |advice: &Advice| Verdict::ALL.iter().position(|v| *v == advice.verdict);
    let key = |team: TeamId| org.team(team).key();
    pairs.sort_by(|x, y| {
        let first = |a: &Advice| (a.is_guess(), rank(a), !a.hard);
        first(x)
            .cmp(&first(y))
            .then_with(|| y.weight.total_cmp(&x.weight))
            .then_with(|| (key(x.to), key(x.from)).cmp(&(key(y.to), key(y.from))))
    });
}
