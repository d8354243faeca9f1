//! The pairs of teams that have to do with each other: by a dependency, a liaison, a meeting of the
//! two, or a declared model. Only pairs that exist are looked at, so all stays near-linear.

use super::answer::{Answer, MEETING_COST};
use crate::facts::{CoordinationFacts, Facts};
use crate::model::{
    Column, CoordinationId, CoordinationModel as M, CoordinationRef, LiaisonId, MeetingId,
    PersonId, TeamId,
};
use crate::source::Place;
use std::collections::BTreeMap;

/// Meetings of more people connect nobody.
const CONNECTING: u32 = crate::facts::CONNECTING as u32;

/// What joins two teams, the one with the smaller number first.
#[derive(Clone, Debug, Default)]
pub(super) struct Joint {
    /// Dependency of the first on the second, by its number.
    pub(super) there: Option<usize>,
    /// Dependency of the second on the first.
    pub(super) back: Option<usize>,
    /// Liaison assignments between the two.
    pub(super) liaisons: Vec<usize>,
    /// Coordination rows in force between the two.
    pub(super) rows: Vec<CoordinationId>,
    /// A recurring meeting that people of both attend.
    pub(super) meeting: Option<MeetingId>,
    /// One that only people of the two attend.
    pub(super) alone: Option<MeetingId>,
    /// One that several people of each attend, and nobody else: the two meet, not a guest.
    pub(super) common: Option<MeetingId>,
}

/// Something declared that joins a pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// The model, where it is one of the catalogue; a meeting of the two is no model.
    pub model: Option<M>,
    /// Name in sentences.
    pub title: String,
    /// Where it stands.
    pub place: Place,
    /// What it costs on the ladder, where that is known.
    pub cost: Option<u8>,
    /// The team whose need it answers, where it has a direction.
    pub answers: Option<TeamId>,
}

/// Models that join many; a row of theirs says nothing about any two.
const FOR_GROUPS: [M; 5] = [
    M::Standards,
    M::StandardDefiner,
    M::CentralizedLiaison,
    M::CommunityOfPractice,
    M::TaskForce,
];

/// All pairs, in the order of team numbers.
pub(super) type Pairs = BTreeMap<(TeamId, TeamId), Joint>;

fn key(a: TeamId, b: TeamId) -> (TeamId, TeamId) {
    (a.min(b), a.max(b))
}

/// Finds all pairs.
pub(super) fn pairs(facts: &Facts<'_>) -> Pairs {
    let mut pairs = Pairs::new();
    for (number, edge) in facts.dependencies().edges().iter().enumerate() {
        let joint = pairs.entry(key(edge.from, edge.to)).or_default();
        if edge.from < edge.to {
            joint.there = Some(number);
        } else {
            joint.back = Some(number);
        }
    }
    add_liaisons(facts, &mut pairs);
    add_rows(facts, &mut pairs);
    add_meetings(facts, &mut pairs);
    pairs
}

/// An assignment joins the ends of every dependency that it serves, else its home with the target.
fn add_liaisons(facts: &Facts<'_>, pairs: &mut Pairs) {
    let (tree, edges) = (facts.tree(), facts.dependencies().edges());
    let assignments = facts.assignments();
    for (index, assignment) in assignments.all().iter().enumerate() {
        let Some(home) = assignment.home.filter(|_| assignment.in_force(facts)) else {
            continue;
        };
        let serves: Vec<(TeamId, TeamId)> = assignments
            .supporting(facts, index)
            .iter()
            .map(|number| (edges[*number as usize].from, edges[*number as usize].to))
            .collect();
        for target in &assignment.targets {
            let mut found = false;
            for (from, to) in &serves {
                if tree.nested(*target, *from) || tree.nested(*target, *to) {
                    found = true;
                    let joint = pairs.entry(key(*from, *to)).or_default();
                    if !joint.liaisons.contains(&index) {
                        joint.liaisons.push(index);
                    }
                }
            }
            if !found && home != *target {
                pairs
                    .entry(key(home, *target))
                    .or_default()
                    .liaisons
                    .push(index);
            }
        }
    }
}

/// A row joins the ends of every dependency between its units, else the units themselves.
fn add_rows(facts: &Facts<'_>, pairs: &mut Pairs) {
    let org = facts.org();
    for id in facts.coordination().rows() {
        let row = org.coordination_row(*id);
        let record = row.record();
        let Some(from) = record.from.or_else(|| {
            record
                .people
                .iter()
                .find_map(|p| org.people[p.index()].team)
        }) else {
            continue;
        };
        let between = |a, b| CoordinationFacts::needs(facts, a, b);
        let pairwise = row
            .kind()
            .is_none_or(|kind| Answer::Model(kind).cost().is_some() && !FOR_GROUPS.contains(&kind));
        let apart = |to: &&TeamId| !facts.tree().nested(**to, from);
        for to in record.to.iter().filter(|to| pairwise && apart(to)) {
            let needs: Vec<(TeamId, TeamId)> = [between(from, *to), between(*to, from)]
                .into_iter()
                .flatten()
                .map(|edge| (edge.from, edge.to))
                .collect();
            let ends = if needs.is_empty() {
                vec![(from, *to)]
            } else {
                needs
            };
            for (a, b) in ends {
                let joint = pairs.entry(key(a, b)).or_default();
                if !joint.rows.contains(id) {
                    joint.rows.push(*id);
                }
            }
        }
        if record.to.is_empty() {
            add_open_row(facts, pairs, *id, from, row.kind());
        }
    }
}

/// A row that names nobody it serves: an executor stands alone towards all it needs, others offer to
/// everybody who needs them.
fn add_open_row(
    facts: &Facts<'_>,
    pairs: &mut Pairs,
    id: CoordinationId,
    from: TeamId,
    kind: Option<M>,
) {
    let (tree, dependencies) = (facts.tree(), facts.dependencies());
    let offered = [
        M::ServiceProvider,
        M::Consultant,
        M::SelfService,
        M::ObjectiveExpert,
    ];
    let graph = dependencies.graph();
    let inside = tree.units().subtree(from.0).iter();
    let edges: Vec<u32> = match kind {
        Some(M::IndependentExecutor) => inside
            .flat_map(|end| graph.out_edges(*end))
            .map(|e| e.1)
            .collect(),
        Some(kind) if offered.contains(&kind) => inside
            .flat_map(|end| graph.in_edges(*end))
            .map(|e| e.1)
            .collect(),
        _ => Vec::new(),
    };
    for number in edges {
        let edge = &dependencies.edges()[number as usize];
        if !(tree.contains(from, edge.from) && tree.contains(from, edge.to)) {
            pairs
                .entry(key(edge.from, edge.to))
                .or_default()
                .rows
                .push(id);
        }
    }
}

fn add_meetings(facts: &Facts<'_>, pairs: &mut Pairs) {
    let (org, meetings) = (facts.org(), facts.meetings());
    for meeting in org.meetings().filter(|meeting| meeting.recurs()) {
        if meetings.size(meeting.id).is_none_or(|n| n > CONNECTING) {
            continue;
        }
        let members = facts.members();
        let teams = meetings.teams_in(members, meeting.id);
        let several = |team: TeamId| {
            let here = |person: &PersonId| {
                members.is_member(*person, team) || members.led_by(*person).any(|led| led == team)
            };
            meetings.attendees(meeting.id).filter(here).count() > 1
        };
        for (index, a) in teams.iter().enumerate() {
            for b in &teams[index + 1..] {
                let joint = pairs.entry(key(*a, *b)).or_default();
                joint.meeting.get_or_insert(meeting.id);
                if teams.len() == 2 {
                    joint.alone.get_or_insert(meeting.id);
                    if several(*a) && several(*b) {
                        joint.common.get_or_insert(meeting.id);
                    }
                }
            }
        }
    }
}

/// The team whose need a row answers: that of whom it serves, or of the one who sends.
fn answers(row: CoordinationRef<'_>, kind: M) -> Option<TeamId> {
    match kind {
        M::ServiceProvider | M::SelfService | M::Consultant | M::ObjectiveExpert => {
            let record = row.record();
            record.to.first().copied()
        }
        M::Liaison | M::IndependentExecutor | M::AwayTeam | M::WorkDemander | M::Controller => {
            row.record().from
        }
        _ => None,
    }
}

impl Joint {
    /// Whether only a meeting of several teams joins the two.
    pub(super) fn only_meets(&self) -> bool {
        self.there.is_none()
            && self.back.is_none()
            && self.liaisons.is_empty()
            && self.rows.is_empty()
    }

    /// The first row of each assignment.
    fn liaison_rows(&self, facts: &Facts<'_>) -> Vec<LiaisonId> {
        let all = facts.assignments().all();
        let firsts = self
            .liaisons
            .iter()
            .filter_map(|index| all[*index].rows.first().copied());
        firsts.collect()
    }

    /// What is declared between the two, liaisons first.
    pub(super) fn declared(&self, facts: &Facts<'_>) -> Vec<Declared> {
        let org = facts.org();
        let liaison = M::Liaison;
        let mut found: Vec<Declared> = self
            .liaison_rows(facts)
            .into_iter()
            .map(|id| {
                let row = org.liaison(id);
                Declared {
                    model: Some(liaison),
                    title: format!("liaison {}", row.person().short()),
                    place: row.cell(Column::Targets),
                    cost: Answer::Model(liaison).cost(),
                    answers: row.home().map(|home| home.id),
                }
            })
            .collect();
        found.extend(self.rows.iter().map(|id| {
            let row = org.coordination_row(*id);
            let kind = row.kind();
            Declared {
                model: kind,
                title: kind.map_or_else(
                    || row.model().to_owned(),
                    |kind| Answer::Model(kind).title().to_owned(),
                ),
                place: row.cell(Column::Model),
                cost: kind.and_then(|kind| Answer::Model(kind).cost()),
                answers: kind.and_then(|kind| answers(row, kind)),
            }
        }));
        if let Some(id) = self.common {
            let meeting = org.meeting(id);
            found.push(Declared {
                model: None,
                title: format!("the meeting {}", meeting.label()),
                place: meeting.cell(Column::Id),
                cost: Some(MEETING_COST),
                answers: None,
            });
        }
        found
    }
}
