//! What would change an answer: other values of the features, and the table asked again.

use super::answer::Answer;
use super::feature::{Feature as F, Features};
use super::options::Options;
use super::table::matches;

/// A change of one feature that gives another answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flip {
    /// What changes.
    pub feature: F,
    /// To which value.
    pub value: i32,
    /// What is recommended then.
    pub answer: Answer,
    /// By which row.
    pub row: &'static str,
}

/// The nearest change of each feature, in either direction, that gives another answer than `now`;
/// nearest changes first.
pub(super) fn flips(features: &Features, used: &[F], now: Answer, options: &Options) -> Vec<Flip> {
    let mut values = features.plain();
    let mut found: Vec<(u32, Flip)> = Vec::new();
    for feature in used {
        let own = values[*feature as usize];
        let mut seen: Vec<Answer> = Vec::new();
        let mut domain = feature.domain(options);
        domain.retain(|value| *value != own);
        // What is nearest is nearest by degree; needs have no degrees.
        let graded = *feature != F::Need;
        domain.sort_by_key(|value| (if graded { value.abs_diff(own) } else { 0 }, *value));
        for value in domain {
            values[*feature as usize] = value;
            let Some(row) = matches(&values, options).next() else {
                continue;
            };
            if row.answer != now && !seen.contains(&row.answer) {
                seen.push(row.answer);
                // What is assumed may well be otherwise; what is needed is seldom misread.
                let stated = features.used(*feature).origin.is_known();
                let distance = if graded { value.abs_diff(own) } else { 4 };
                found.push((
                    distance + if stated { 4 } else { 0 },
                    Flip {
                        feature: *feature,
                        value,
                        answer: row.answer,
                        row: row.id,
                    },
                ));
            }
        }
        values[*feature as usize] = own;
    }
    found.sort_by_key(|(distance, flip)| (*distance, flip.feature));
    found.into_iter().map(|(_, flip)| flip).collect()
}
