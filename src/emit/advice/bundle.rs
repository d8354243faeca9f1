//! Pairs that get the same answer for the same reason, gathered around the team that they share.

use crate::advise::{Advice, Advised, Answer, Verdict};
use crate::lint::words::list;
use crate::model::TeamId;
use std::collections::BTreeMap;

/// Pairs of one answer around one team.
#[derive(Debug)]
pub(super) struct Bundle<'a> {
    /// The pairs, in the order of the advice; never empty.
    pub(super) pairs: Vec<&'a Advice>,
    /// `Web and App → Platform`.
    pub(super) title: String,
}

type Kind = (bool, Verdict, Answer, &'static str, Vec<String>);

fn kind(pair: &Advice) -> Kind {
    let mut declared: Vec<String> = pair
        .declared
        .iter()
        .map(|one| {
            one.model
                .map_or_else(|| "meeting".to_owned(), |model| model.name().to_owned())
        })
        .chain(pair.own.iter().map(|own| format!("own {}", own.name)))
        .collect();
    declared.sort();
    declared.dedup();
    (
        pair.is_guess(),
        pair.verdict,
        pair.answer,
        pair.row.id,
        declared,
    )
}

/// All bundles in the order of their first pair. A pair goes to the larger of the two bundles that it
/// could belong to, of equals to that of the team that is needed.
pub(super) fn bundles<'a>(advised: &'a Advised<'_>) -> Vec<Bundle<'a>> {
    let mut around: BTreeMap<(Kind, bool, TeamId), usize> = BTreeMap::new();
    for pair in &advised.pairs {
        *around.entry((kind(pair), false, pair.to)).or_default() += 1;
        *around.entry((kind(pair), true, pair.from)).or_default() += 1;
    }
    let mut index: BTreeMap<(Kind, bool, TeamId), usize> = BTreeMap::new();
    let mut found: Vec<(bool, Vec<&Advice>)> = Vec::new();
    for pair in &advised.pairs {
        let (to, from) = ((kind(pair), false, pair.to), (kind(pair), true, pair.from));
        let of = |key| around.get(key).copied().unwrap_or(0);
        let key = if of(&from) > of(&to) { from } else { to };
        let at = *index.entry(key.clone()).or_insert_with(|| {
            found.push((key.1, Vec::new()));
            found.len() - 1
        });
        found[at].1.push(pair);
    }
    found
        .into_iter()
        .map(|(by_from, pairs)| Bundle {
            title: title(advised, by_from, &pairs),
            pairs,
        })
        .collect()
}

fn title(advised: &Advised<'_>, by_from: bool, pairs: &[&Advice]) -> String {
    let name = |team: TeamId| advised.org.team(team).label();
    let Some(first) = pairs.first() else {
        return String::new();
    };
    let froms = list(pairs.iter().map(|pair| name(pair.from)), 4);
    let tos = list(pairs.iter().map(|pair| name(pair.to)), 4);
    match (pairs.len(), by_from) {
        (1, _) => format!("{} → {}", name(first.from), name(first.to)),
        (many, true) => format!("{} → {many} teams ({tos})", name(first.from)),
        (many, false) => format!("{many} teams ({froms}) → {}", name(first.to)),
    }
}
