//! One pair with its answer: the row, the reason, what it was made of, what would change it, and how
//! it compares with what is declared.

use super::answer::{Answer, Verdict};
use super::desk::Desk;
use super::feature::{Feature as F, Features, Used, dependency};
use super::flip::{Flip, flips};
use super::measure::Pair;
use super::pairs::{Declared, Joint};
use super::table::{Row, matches};
use crate::model::{CoordinationModel as M, TeamId};
use crate::models::Model;
use std::collections::BTreeSet;

/// An answer that was not given, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The answer.
    pub answer: Answer,
    /// What would have been found.
    pub why: String,
}

/// What else holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Also {
    /// The answer of a later row.
    pub answer: Answer,
    /// The row.
    pub row: &'static str,
}

/// The advice for one pair of teams.
#[derive(Clone, Debug)]
pub struct Advice {
    /// The team that needs something.
    pub from: TeamId,
    /// The team of which it is needed.
    pub to: TeamId,
    /// What is recommended.
    pub answer: Answer,
    /// The row of the decision table.
    pub row: &'static Row,
    /// The reason in one sentence.
    pub reason: String,
    /// The features that the row asked for.
    pub used: Vec<Used>,
    /// What would change the answer, nearest first.
    pub flips: Vec<Flip>,
    /// What else holds.
    pub also: Vec<Also>,
    /// Answers that would have made a rule speak, in the order tried.
    pub refused: Vec<Refused>,
    /// What is declared between the two.
    pub declared: Vec<Declared>,
    /// How that compares.
    pub verdict: Verdict,
    /// How much the two have to do with each other: the weights of their dependencies.
    pub weight: f64,
    /// Whether work stops without it.
    pub hard: bool,
    /// Models of one's own whose condition holds; see [`Advised::consider`](super::Advised::consider).
    pub own: Vec<&'static Model>,
    /// Everything that was measured, for applying the answer.
    pub(super) features: Features,
}

impl Advice {
    /// Known features of the used ones.
    pub fn known(&self) -> (usize, usize) {
        let known = self.used.iter().filter(|used| used.origin.is_known());
        (known.count(), self.used.len())
    }

    /// The share of the used features that the tables state, from 0 to 1.
    pub fn confidence(&self) -> f64 {
        let (known, used) = self.known();
        if used == 0 {
            1.0
        } else {
            known as f64 / used as f64
        }
    }

    /// Whether the answer is a guess: less than half of what it was made of is known.
    pub fn is_guess(&self) -> bool {
        let (known, used) = self.known();
        known * 2 < used
    }
}

impl Desk<'_> {
    /// The advice for every pair about which anything can be said.
    pub(super) fn advise_all(&self) -> Vec<Advice> {
        let pairs = self.pairs.iter();
        pairs
            .flat_map(|((a, b), joint)| self.advise(*a, *b, joint))
            .collect()
    }

    /// Where each needs something of the other and the answers differ, both directions speak, each of
    /// what is declared for it.
    pub(super) fn advise(&self, a: TeamId, b: TeamId, joint: &Joint) -> Vec<Advice> {
        let pairs = self.directions(a, b, joint);
        let mut found: Vec<Advice> = pairs.iter().map(|pair| self.judge(pair)).collect();
        if joint.only_meets() {
            // Who sits in a meeting of several teams says nothing about any two of them.
            found.retain(|advice| advice.features.is(F::Dependency, dependency::NONE));
        }
        let same = matches!(found.as_slice(), [x, y] if x.answer == y.answer);
        if same {
            found.sort_by_key(|advice| self.org().team(advice.from).key());
            found.truncate(1);
        } else if found.len() > 1 {
            for advice in &mut found {
                let (from, to) = (advice.from, advice.to);
                advice.declared.retain(|one| self.is_for(one, from, to));
                advice.verdict = verdict(&advice.declared, advice.answer, &advice.refused);
            }
        }
        found
    }

    /// Whether something declared answers a need of the first of the second.
    fn is_for(&self, declared: &Declared, from: TeamId, to: TeamId) -> bool {
        let tree = self.facts.tree();
        let own = |team: TeamId| tree.nested(team, from) && !tree.contains(team, to);
        declared.answers.is_none_or(own)
    }

    /// What is declared for a pair in its direction; where only one needs the other, all of it.
    pub(super) fn declared_for(&self, pair: &Pair<'_>) -> Vec<Declared> {
        let mut declared = pair.joint.declared(self.facts);
        if pair.joint.there.is_some() && pair.joint.back.is_some() {
            declared.retain(|one| self.is_for(one, pair.a, pair.b));
        }
        declared
    }

    fn directions<'d>(&self, a: TeamId, b: TeamId, joint: &'d Joint) -> Vec<Pair<'d>> {
        let there = Pair {
            a,
            b,
            joint,
            edge: joint.there,
        };
        let back = Pair {
            a: b,
            b: a,
            joint,
            edge: joint.back,
        };
        match (joint.there, joint.back) {
            (Some(_), Some(_)) => vec![there, back],
            (Some(_), None) => vec![there],
            (None, Some(_)) => vec![back],
            (None, None) => {
                let all = self.facts.assignments().all();
                let homes = joint.liaisons.iter().filter_map(|index| all[*index].home);
                let rows = joint.rows.iter().filter_map(|id| {
                    let record = &self.org().coordination[id.index()];
                    // A liaison row goes from the one who needs; most others from the one who offers.
                    record.to.first().copied()
                });
                let needs = homes.chain(rows).next();
                let tree = self.facts.tree();
                let first = needs.is_none_or(|team| tree.nested(team, a) && !tree.nested(team, b));
                vec![if first { there } else { back }]
            }
        }
    }

    fn judge(&self, pair: &Pair<'_>) -> Advice {
        let features = self.features(pair);
        let values = features.plain();
        let held: Vec<&'static Row> = matches(&values, &self.options).collect();
        let (row, answer, refused) = self.choose(pair, &features, &held);
        let asked: BTreeSet<F> = row.features().chain(always(&features)).collect();
        let used: Vec<F> = asked.into_iter().collect();
        let mut also: Vec<Also> = Vec::new();
        let tried: Vec<Answer> = refused.iter().map(|refused| refused.answer).collect();
        let needed = !features.is(F::Dependency, dependency::NONE);
        for later in held
            .iter()
            .filter(|later| needed && later.id != row.id && !later.tests.is_empty())
        {
            let known = later.answer == answer || tried.contains(&later.answer);
            if !known && also.iter().all(|one| one.answer != later.answer) {
                also.push(Also {
                    answer: later.answer,
                    row: later.id,
                });
            }
        }
        let declared = pair.joint.declared(self.facts);
        Advice {
            from: pair.a,
            to: pair.b,
            reason: self.reason(row, pair, &features),
            flips: if features.is(F::Dependency, dependency::NONE) {
                Vec::new()
            } else {
                flips(&features, &used, row.answer, &self.options)
            },
            used: used
                .into_iter()
                .map(|feature| features.used(feature))
                .collect(),
            verdict: verdict(&declared, answer, &refused),
            weight: self.weight(pair.joint),
            hard: features.is(F::Hard, 1) && features.is(F::Dependency, dependency::RECORDED),
            answer,
            row,
            also,
            refused,
            declared,
            own: Vec::new(),
            features,
        }
    }

    /// The first answer that no guard refuses: of the first row, of its alternatives, then of later rows.
    fn choose(
        &self,
        pair: &Pair<'_>,
        features: &Features,
        held: &[&'static Row],
    ) -> (&'static Row, Answer, Vec<Refused>) {
        let mut refused: Vec<Refused> = Vec::new();
        for row in held {
            for answer in std::iter::once(&row.answer).chain(row.otherwise) {
                if refused.iter().any(|known| known.answer == *answer) {
                    continue;
                }
                match self.guard(pair, features, *answer) {
                    Ok(()) => return (row, *answer, refused),
                    // A chair is free, so there is nothing to say about the meeting.
                    Err(why) if why.is_empty() => {}
                    Err(why) => refused.push(Refused {
                        answer: *answer,
                        why,
                    }),
                }
            }
        }
        // The last row holds always and nothing refuses it.
        let last = held.last().copied().unwrap_or(&super::table::TABLE[0]);
        (last, Answer::Nothing, refused)
    }

    fn weight(&self, joint: &Joint) -> f64 {
        let edges = self.facts.dependencies().edges();
        let both = [joint.there, joint.back].into_iter().flatten();
        both.map(|number| edges[number].weight(self.org())).sum()
    }
}

/// What every answer rests on: that there is a need, and what it is.
fn always(features: &Features) -> Vec<F> {
    match features.get(F::Dependency) {
        dependency::NONE => vec![F::Dependency],
        _ => vec![F::Dependency, F::Need, F::Context],
    }
}

/// A cheaper answer that is given only because the better one was refused says nothing against what is
/// there and carries it.
fn verdict(declared: &[Declared], answer: Answer, refused: &[Refused]) -> Verdict {
    // A meeting beside a model is how the model works.
    let models: Vec<&Declared> = declared.iter().filter(|one| one.model.is_some()).collect();
    let all: Vec<&Declared> = if models.is_empty() {
        declared.iter().collect()
    } else {
        models
    };
    let same = all.iter().any(|one| match answer {
        Answer::Model(model) => one.model == Some(model),
        Answer::Restructure => one.model == Some(M::Liaison),
        Answer::Nothing | Answer::Notes => false,
    });
    let strongest = all.iter().max_by_key(|one| one.cost).map(|one| one.cost);
    let wanted = refused.first().and_then(|first| first.answer.cost());
    let carries = wanted.is_some() && strongest.flatten() <= wanted;
    match Verdict::of(strongest, same, answer) {
        Verdict::CheaperSuffices if carries => Verdict::Agrees,
        verdict => verdict,
    }
}
