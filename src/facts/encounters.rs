//! Who meets whom: the graph of people who share small recurring meetings, and who stands between two
//! sides. Knows no rule and no limit of a rule.
//!
//! The graph is much larger than the meetings. What asks about few people asks `rhythm` instead.

use super::{Facts, MeetingFacts, RhythmFacts};
use crate::graph::csr::Csr;
use crate::model::{Org, PersonId, TeamId};
use std::collections::BTreeSet;

/// The graph of people who meet.
#[derive(Debug)]
pub struct EncounterFacts {
    graph: Csr,
    weights: Vec<f64>,
}

/// What a person joins: those who are met on either side, and how many pairs of them do not meet
/// each other. The pairs are Gould and Fernandez' count of gatekeeper and of representative, which
/// agree where meeting is mutual.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joined {
    /// People of the one side whom the person meets, by number.
    pub here: Vec<PersonId>,
    /// People of the other side, by number.
    pub there: Vec<PersonId>,
    /// Pairs of one of each who share no meeting.
    pub apart: usize,
}

impl EncounterFacts {
    /// Linear in attendance times the size of a connecting meeting, but for sorting.
    pub(super) fn new(org: &Org, meetings: &MeetingFacts, rhythm: &RhythmFacts) -> Self {
        let mut pairs: Vec<((u32, u32), f64)> = Vec::new();
        for meeting in org
            .meeting_ids()
            .filter(|meeting| rhythm.connects(*meeting))
        {
            let people: Vec<u32> = meetings.attendees(meeting).map(|p| p.0).collect();
            let often = rhythm.per_week(meeting).unwrap_or(1.0);
            let weight = often / (people.len() - 1) as f64;
            for (index, a) in people.iter().enumerate() {
                pairs.extend(people[index + 1..].iter().map(|b| ((*a, *b), weight)));
            }
        }
        // The order of equal pairs decides the last digit of a sum: the sort is stable.
        pairs.sort_by_key(|(pair, _)| *pair);
        let (mut edges, mut weights) = (Vec::new(), Vec::new());
        for run in pairs.chunk_by(|a, b| a.0 == b.0) {
            let Some(((a, b), _)) = run.first() else {
                continue;
            };
            let sum: f64 = run.iter().map(|(_, weight)| weight).sum();
            edges.extend([(*a, *b), (*b, *a)]);
            weights.extend([sum, sum]);
        }
        Self {
            graph: Csr::from_edges(org.people.len(), &edges),
            weights,
        }
    }

    /// People as nodes by person number; an edge in both directions where two share a recurring
    /// meeting of at most [`CONNECTING`](super::CONNECTING) people.
    pub fn graph(&self) -> &Csr {
        &self.graph
    }

    /// Whether two people share such a meeting.
    pub fn meet(&self, a: PersonId, b: PersonId) -> bool {
        self.graph.has_edge(a.0, b.0)
    }

    /// How much two people meet: the sum of times per week over the others present, of every shared
    /// meeting. A meeting of unknown rhythm counts as weekly. 0 where they do not meet.
    pub fn weight(&self, a: PersonId, b: PersonId) -> f64 {
        self.graph
            .find_edge(a.0, b.0)
            .and_then(|edge| self.weights.get(edge as usize))
            .copied()
            .unwrap_or(0.0)
    }

    /// What a person joins between two groups of people, the person and everybody who is in both
    /// left out.
    pub fn joined(
        &self,
        person: PersonId,
        here: &BTreeSet<PersonId>,
        there: &BTreeSet<PersonId>,
    ) -> Joined {
        let side = |own: &BTreeSet<PersonId>, other: &BTreeSet<PersonId>| -> Vec<PersonId> {
            let met = self.graph.out(person.0).iter().map(|id| PersonId(*id));
            met.filter(|met| own.contains(met) && !other.contains(met))
                .collect()
        };
        let (here, there) = (side(here, there), side(there, here));
        let apart = here
            .iter()
            .map(|a| there.iter().filter(|b| !self.meet(*a, **b)).count())
            .sum();
        Joined { here, there, apart }
    }
}

impl Facts<'_> {
    /// People of a unit and of those below it: who belongs there, and who leads one of them.
    pub fn people_of(&self, unit: TeamId) -> BTreeSet<PersonId> {
        let below = self.tree().units().subtree(unit.0);
        below
            .iter()
            .flat_map(|team| {
                let lead = self.org().teams[*team as usize].lead;
                self.members().of(TeamId(*team)).chain(lead)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::facts::{FactOptions, Facts};
    use crate::model::{PersonId, TeamId};
    use crate::testing::org;

    #[test]
    fn people_meet_more_the_smaller_and_the_more_frequent_the_meeting() {
        let org = org("== people.csv\nid,team\na,web\nb,web\nc,ops\n\
            == teams.csv\nid\nweb\nops\n\
            == meetings.csv\nid,per_week,minutes,recurring,attendees\n\
            m1,2,30,yes,a;b;c\nm2,1,60,yes,a;b\nm3,1,60,no,b;c\n");
        let facts = Facts::new(&org, FactOptions::default());
        let encounters = facts.encounters();
        let [a, b, c] = [0, 1, 2].map(PersonId);
        assert!((encounters.weight(a, b) - 2.0).abs() < 1e-12);
        assert!((encounters.weight(c, b) - 1.0).abs() < 1e-12);
        assert!(encounters.weight(b, b).abs() < 1e-12);
        let (here, there) = (facts.people_of(TeamId(0)), facts.people_of(TeamId(1)));
        let joined = encounters.joined(a, &here, &there);
        assert_eq!(
            (joined.here, joined.there, joined.apart),
            (vec![b], vec![c], 0)
        );
    }

    #[test]
    fn a_large_meeting_connects_nobody() {
        let people: Vec<String> = (0..19).map(|n| format!("p{n}\n")).collect();
        let attendance: Vec<String> = (0..19).map(|n| format!("m1,p{n}\n")).collect();
        let (people, attendance) = (people.concat(), attendance.concat());
        let org = org(&format!(
            "== people.csv\nid\n{people}== meetings.csv\nid\nm1\n\
             == attendance.csv\nmeeting,person\n{attendance}"
        ));
        let facts = Facts::new(&org, FactOptions::default());
        assert_eq!(facts.encounters().graph().edge_count(), 0);
    }
}
