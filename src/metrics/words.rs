//! Numbers and verdicts in sentences, so that all metrics speak alike.

use super::contract::Method;
use crate::graph::permutation::Tails;
use crate::lint::words::thousands;

/// Two decimals, without a negative zero.
pub(super) fn two(number: f64) -> String {
    let text = format!("{number:.2}");
    if text == "-0.00" {
        "0.00".to_owned()
    } else {
        text
    }
}

/// One decimal, none where there is nothing behind the point.
pub(super) fn one(number: f64) -> String {
    let text = format!("{number:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// A probability; below one in a thousand it is said to be so.
pub(super) fn chance(p: f64) -> String {
    if p < 0.001 {
        "p < 0.001".to_owned()
    } else {
        format!("p = {p:.3}")
    }
}

/// How many rounds a test takes: `wanted`, or fewer where so many evaluations of this cost would take
/// more than a second or two, but never so few that one in twenty could not show.
pub(super) fn rounds(wanted: u32, cost: usize) -> u32 {
    const BUDGET: usize = 60_000_000;
    let affordable = u32::try_from(BUDGET / cost.max(1)).unwrap_or(u32::MAX);
    wanted.min(affordable.max(99))
}

/// What a test says: which side of chance the value is on.
pub(super) fn verdict(tails: &Tails, low: &str, high: &str, neither: &str) -> String {
    let p = tails.two_sided();
    let words = if p > 0.05 {
        neither
    } else if tails.at_most < tails.at_least {
        low
    } else {
        high
    };
    format!("{words} ({})", chance(p))
}

impl Method {
    /// The method in words, as after "computed": `exactly`, `from 999 random permutations, seed 1`.
    pub fn words(self) -> String {
        match self {
            Self::Exact => "exact".to_owned(),
            Self::AllArrangements { rounds } => {
                format!("exact, all {} arrangements", thousands(rounds as usize))
            }
            Self::Permutations { rounds, seed } => {
                format!(
                    "{} random permutations, seed {seed}",
                    thousands(rounds as usize)
                )
            }
            Self::Sample { drawn, of, seed } => format!(
                "estimated from {} of {} start nodes, seed {seed}",
                thousands(drawn),
                thousands(of)
            ),
        }
    }
}
