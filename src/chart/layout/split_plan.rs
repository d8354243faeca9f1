//! How a meeting with too many people to decide becomes bodies of at most eight: who gets notes, who sits where, and
//! who sits in two bodies so that they know of each other.
//!
//! People of one team and of teams that depend on each other stay together. Knows facts, no pixels.

use super::meeting_rows::Row;
use crate::facts::Facts;
use crate::graph::split::{Weights, split};
use crate::model::{AttendanceRef, AttendeeRole, MeetingId, PersonId, TeamId};

/// More bodies than this are no longer one decision.
const BODIES: usize = 4;
/// Ties between two people: of one team, manager and report, of teams that depend on each other hard or soft.
const TEAM: u32 = 5;
const LINE: u32 = 3;
const HARD: u32 = 2;
const SOFT: u32 = 1;

/// One of the bodies.
#[derive(Debug, Default)]
pub(super) struct Body {
    /// Who sits in it, those of one team beside each other.
    pub(super) people: Vec<PersonId>,
    /// Who of them carries what is decided to the first body; in the first body nobody.
    pub(super) bridge: Option<PersonId>,
}

/// The meeting before and after.
#[derive(Debug)]
pub(super) struct Split {
    /// Everybody who attends today, those of one team beside each other.
    pub(super) today: Vec<PersonId>,
    /// Those who look on and would get the notes.
    pub(super) notes: Vec<PersonId>,
    /// The bodies; the first is the one that all others send somebody to.
    pub(super) bodies: Vec<Body>,
    /// Pairs of people with a tie, and how many of them no longer share a body.
    pub(super) ties: (usize, usize),
}

/// Splits the largest session of a meeting; `None` where it is small enough, its people are not listed, or they are
/// too many for any split, or nothing is known of who belongs together.
pub(super) fn of(facts: &Facts<'_>, row: &Row) -> Option<Split> {
    let (meeting, limit) = (row.largest().meeting, row.limit as usize);
    let mut today: Vec<PersonId> = facts.meetings().attendees(meeting).collect();
    if today.len() <= limit || limit < BODIES || today.len() < row.largest().size as usize {
        return None;
    }
    today.sort_by_key(|person| (place(facts, *person), *person));
    let looks_on = |person: &PersonId| looks_on(facts, meeting, *person);
    let (notes, working): (Vec<_>, Vec<_>) = today.iter().copied().partition(looks_on);
    let (notes, working) = if working.is_empty() {
        (working, notes)
    } else {
        (notes, working)
    };
    let weights = ties(facts, &working);
    let number = (1..=BODIES).find(|k| working.len() < k * limit + 2 - k)?;
    let mut caps = vec![limit; number];
    caps[0] = limit - (number - 1);
    let mut groups = split(&weights, &caps)?;
    fill_empty(&weights, &mut groups, number);
    let mut bodies: Vec<Body> = (0..number).map(|_| Body::default()).collect();
    for (person, group) in working.iter().zip(&groups) {
        bodies[*group].people.push(*person);
    }
    for (group, body) in bodies.iter_mut().enumerate().skip(1) {
        let own = (0..working.len()).filter(|node| groups[*node] == group);
        let carries = |node: &usize| (weights.towards(*node, 0, &groups), std::cmp::Reverse(*node));
        body.bridge = own.max_by_key(carries).map(|node| working[node]);
    }
    let pairs = (0..working.len()).flat_map(|a| (0..a).map(move |b| (a, b)));
    let tied: Vec<(usize, usize)> = pairs.filter(|(a, b)| weights.get(*a, *b) > 0).collect();
    if number > 1 && tied.is_empty() {
        // Where nothing is known of who belongs together, any split would do.
        return None;
    }
    let apart = tied
        .iter()
        .filter(|(a, b)| groups[*a] != groups[*b])
        .count();
    Some(Split {
        today,
        notes,
        bodies,
        ties: (tied.len(), apart),
    })
}

/// Gives every body somebody: whoever is least tied to the largest.
fn fill_empty(weights: &Weights, groups: &mut [usize], number: usize) {
    for group in 0..number {
        let size = |group| groups.iter().filter(|at| **at == group).count();
        if size(group) > 0 {
            continue;
        }
        let largest = (0..number).max_by_key(|other| size(*other)).unwrap_or(0);
        let there = (0..groups.len()).filter(|node| groups[*node] == largest);
        let least = there.min_by_key(|node| weights.towards(*node, largest, groups));
        if let Some(node) = least {
            groups[node] = group;
        }
    }
}

/// The place in the tree of a person's team; those without a team come last.
fn place(facts: &Facts<'_>, person: PersonId) -> u32 {
    let team = home(facts, person);
    team.map_or(u32::MAX, |team| facts.tree().units().position(team.0))
}

/// A person's home team, else the first one of several.
pub(super) fn home(facts: &Facts<'_>, person: PersonId) -> Option<TeamId> {
    let first = || facts.members().teams_of(person).next();
    facts.org().people[person.index()].team.or_else(first)
}

fn looks_on(facts: &Facts<'_>, meeting: MeetingId, person: PersonId) -> bool {
    let rows = facts
        .org()
        .meeting(meeting)
        .attendance()
        .map(AttendanceRef::record);
    let mut own = rows.filter(|row| row.person == person).peekable();
    own.peek().is_some()
        && own.all(|row| {
            matches!(
                row.role,
                Some(AttendeeRole::Stakeholder | AttendeeRole::Optional | AttendeeRole::Fyi)
            )
        })
}

/// How much belongs together.
fn ties(facts: &Facts<'_>, people: &[PersonId]) -> Weights {
    let (org, dependencies) = (facts.org(), facts.dependencies());
    let mut weights = Weights::new(people.len());
    for (a, person) in people.iter().enumerate() {
        for (b, other) in people[..a].iter().enumerate() {
            let reports = |x: PersonId, y: PersonId| org.people[x.index()].manager == Some(y);
            if reports(*person, *other) || reports(*other, *person) {
                weights.add(a, b, LINE);
            }
            let (Some(home), Some(there)) = (home(facts, *person), home(facts, *other)) else {
                continue;
            };
            if home == there {
                weights.add(a, b, TEAM);
            }
            for edge in [
                dependencies.find(home, there),
                dependencies.find(there, home),
            ] {
                let tie = edge.map_or(0, |edge| if edge.hard { HARD } else { SOFT });
                weights.add(a, b, tie);
            }
        }
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::layout::meeting_rows::rows;
    use crate::facts::FactOptions;
    use crate::testing::org;

    #[test]
    fn a_meeting_of_two_teams_becomes_two_bodies_with_one_person_in_both() {
        let person = |n: usize| format!("p{n},{}", if n < 5 { "web" } else { "ops" });
        let seat = |n: usize| format!("m,p{n},{}", if n == 9 { "optional" } else { "doer" });
        let people = (0..10).map(person).collect::<Vec<_>>().join("\n") + "\n";
        let seats = (0..10).map(seat).collect::<Vec<_>>().join("\n");
        let org = org(&format!(
            "== people.csv\nid,team\n{people}== teams.csv\nid\nweb\nops\n\
             == meetings.csv\nid,purpose,host\nm,decision,web\n== attendance.csv\nmeeting,person,role\n{seats}"
        ));
        let facts = Facts::new(&org, FactOptions::default());
        let split = of(&facts, &rows(&facts, &[]).0[0]).unwrap();
        assert_eq!(
            (split.today.len(), split.notes.len(), split.bodies.len()),
            (10, 1, 2)
        );
        let sizes: Vec<usize> = split.bodies.iter().map(|body| body.people.len()).collect();
        assert_eq!(sizes.iter().sum::<usize>(), 9);
        assert_eq!(split.ties.1, 0, "no team is cut");
        assert!(split.bodies[0].bridge.is_none() && split.bodies[1].bridge.is_some());
    }
}
