//! Does communication follow the tree? The QAP correlation of shared meetings with nearness.

use super::contract::{Better, Context, Family, Method, Metric, Reading, figure};
use super::people::{self, NOBODY};
use super::words::{rounds, two, verdict};
use crate::graph::forest::Forest;
use crate::graph::tree_correlation::{distance, tree_correlation};
use crate::lint::Needs;
use crate::lint::words::{count, thousands};
use crate::model::PersonId;

/// Correlation of meeting with nearness.
pub(super) const COMMUNICATION: Metric = Metric {
    name: "communication-follows-tree",
    title: "Communication along the tree",
    family: Family::Meetings,
    definition: "How closely the time that people spend in the same small recurring meetings follows how near they stand \
                 in the tree of reporting lines; in the tree of units where nobody names a manager. Only people who meet \
                 anybody count.",
    formula: "product-moment correlation, over all pairs of people, of Σ times per week / (attendees − 1) over their \
              shared meetings of at most 18 people, and minus the number of lines between them (tops regarded as \
              reporting to one above them); p by relabelling the people (QAP)",
    range: "−1 to 1; 0 if meetings have nothing to do with the tree",
    better: Better::Neither,
    reading: "High: people meet whom they stand near, and word travels along the lines; near 0: the real organization is \
              another than the drawn one",
    cost: "permutations × pairs who meet; above 60 million steps fewer permutations are drawn, at least 99",
    sources: &[
        "Krackhardt: Predicting with networks: nonparametric multiple regression analysis of dyadic data, 1988",
        "Mantel: The detection of disease clustering and a generalized regression approach, 1967",
    ],
    needs: &[
        Needs::Attendees,
        Needs::Any(&[Needs::Managers, Needs::TeamTree]),
    ],
    figures: &[
        figure("correlation", "correlation", "of the organization, with p"),
        figure(
            "distance-met",
            "lines",
            "mean number of lines between two people who meet, each pair alike",
        ),
    ],
    listed: None,
    compute,
};

/// The tree in which people stand, and where.
struct Standing<'a> {
    forest: &'a Forest,
    people: Vec<PersonId>,
    places: Vec<u32>,
    called: &'static str,
}

impl<'a> Standing<'a> {
    fn of(cx: &'a Context<'a>) -> Self {
        let tree = cx.facts.tree();
        let met = people::all_who_meet(cx).people;
        if cx.org.has_managers {
            return Self {
                forest: tree.people(),
                places: met.iter().map(|id| id.0).collect(),
                people: met,
                called: "reporting lines",
            };
        }
        let home = |id: &PersonId| cx.org.people[id.index()].team;
        let people: Vec<PersonId> = met.into_iter().filter(|id| home(id).is_some()).collect();
        Self {
            forest: tree.units(),
            places: people.iter().filter_map(home).map(|team| team.0).collect(),
            people,
            called: "the tree of units",
        }
    }

    /// Pairs who meet with how much, by position in `people`; each pair once.
    fn ties(&self, cx: &Context<'_>) -> Vec<(u32, u32, f64)> {
        let encounters = cx.facts.encounters();
        let mut number = vec![u32::MAX; cx.org.people.len()];
        for (index, person) in self.people.iter().enumerate() {
            number[person.index()] = index as u32;
        }
        let mut ties = Vec::new();
        for (at, person) in self.people.iter().enumerate() {
            for other in encounters
                .graph()
                .out(person.0)
                .iter()
                .filter(|other| **other > person.0)
            {
                let weight = encounters.weight(*person, PersonId(*other));
                if number[*other as usize] != u32::MAX && weight > 0.0 {
                    ties.push((at as u32, number[*other as usize], weight));
                }
            }
        }
        ties
    }
}

fn compute(cx: &Context<'_>) -> Result<Reading, String> {
    let standing = Standing::of(cx);
    let ties = standing.ties(cx);
    if ties.is_empty() {
        return Err(NOBODY.to_owned());
    }
    let (seed, places) = (cx.options.seed, &standing.places);
    // A step up the tree is dearer than a comparison.
    let rounds = rounds(cx.options.permutations, ties.len() * 4);
    let Some(found) = tree_correlation(standing.forest, places, &ties, rounds, seed) else {
        return Err("all who meet stand equally near, or meet equally much".to_owned());
    };
    let apart = |a: u32, b: u32| distance(standing.forest, places[a as usize], places[b as usize]);
    let sum: usize = ties.iter().map(|(a, b, _)| apart(*a, *b) as usize).sum();
    let mean = sum as f64 / ties.len() as f64;
    let mut reading = Reading::new(format!(
        "Over {} who meet anybody, meeting together and standing near in {} correlate with {}: {}",
        count(standing.people.len(), "person", "people"),
        standing.called,
        two(found.value),
        verdict(
            &found.tails,
            "people meet those who stand further away",
            "people meet those who stand near",
            "who meets whom has nothing to do with the tree"
        )
    ));
    reading.p_method = Some(Method::of(found.tails.rounds, seed));
    reading.org("correlation", found.value, standing.people.len());
    reading.p(found.tails.two_sided());
    reading.org("distance-met", mean, ties.len());
    let without = people::all_who_meet(cx).people.len() - standing.people.len();
    if without > 0 {
        reading.note(format!(
            "{} who meet have no home team, and are left out",
            thousands(without)
        ));
    }
    Ok(reading)
}
