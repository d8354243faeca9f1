//! What keeps a liaison from being recommended: no chair, nobody to send, too many already, a ring, or
//! a need that is more than a liaison carries. Knows no row of the decision table.

use super::desk::Desk;
use super::guards::{Checked, refuse_if};
use super::measure::Pair;
use super::rooms::candidates;
use crate::facts::Edge;
use crate::model::{Context, MeetingId, Need, PersonId, Table, TeamId};
use std::collections::BTreeSet;

impl Desk<'_> {
    pub(super) fn liaison(&self, pair: &Pair<'_>, home: TeamId, target: TeamId) -> Checked {
        let (tree, name) = (self.facts.tree(), |team| self.name(team).to_owned());
        refuse_if(!tree.crosses_boundary(home, target), || {
            format!(
                "a liaison between {} and {} would stay inside one part of the organization",
                name(home),
                name(target)
            )
        })?;
        let edges = self.around(home, target);
        let silent = edges.is_empty() && self.org().has_table(Table::Dependencies);
        refuse_if(silent, || {
            format!(
                "no dependency says what {} would learn in {}",
                name(home),
                name(target)
            )
        })?;
        let joint = |edge: &&Edge| {
            self.needs_of(edge)
                .iter()
                .any(|n| matches!(n, Need::JointWork | Need::Availability))
        };
        refuse_if(self.any_deep(&edges) || edges.iter().any(joint), || {
            format!(
                "what lies between {} and {} is more than a liaison carries",
                name(home),
                name(target)
            )
        })?;
        refuse_if(
            self.facts.members().size(home) > 0 && self.who(home, target).is_none(),
            || format!("nobody of {} is free to be sent", name(home)),
        )?;
        refuse_if(
            !self.org().attendance.is_empty() && self.chair(target).is_none(),
            || self.no_chair(target),
        )?;
        self.hosts(home, target)?;
        self.spread(target)?;
        refuse_if(self.are_joined(home, target), || {
            format!(
                "one more liaison between {} and {} would close a ring of liaisons",
                name(home),
                name(target)
            )
        })?;
        self.other_lines(pair, home, target)
    }

    /// A chair for a guest where somebody of the target sits.
    pub(super) fn chair(&self, target: TeamId) -> Option<MeetingId> {
        let room = self
            .rooms
            .of(target)
            .filter(|room| room.free.is_none_or(|free| free > 0))?;
        let theirs = self.facts.people_of(target);
        let mut attendees = self.facts.meetings().attendees(room.meeting);
        attendees
            .any(|person| theirs.contains(&person))
            .then_some(room.meeting)
    }

    fn no_chair(&self, target: TeamId) -> String {
        let name = self.name(target);
        match self.rooms.of(target) {
            Some(room) => {
                let size = self.facts.meetings().size(room.meeting).unwrap_or(0) as usize;
                let label = self.org().meeting(room.meeting).label();
                format!(
                    "a liaison would be number {} in {label} of {name}",
                    size + 1
                )
            }
            None => format!("{name} hosts no meeting in which a guest could sit"),
        }
    }

    /// The person whom a team would send, by key: nobody who already has another task of the kind.
    pub(super) fn who(&self, home: TeamId, target: TeamId) -> Option<PersonId> {
        let theirs = self.facts.people_of(target);
        candidates(self.facts, home)
            .into_iter()
            .find(|person| !theirs.contains(person))
    }

    fn hosts(&self, home: TeamId, target: TeamId) -> Checked {
        let (tree, org) = (self.facts.tree(), self.org());
        let covering = self.facts.liaisons().covering(tree, target);
        let homes: BTreeSet<Option<TeamId>> = covering
            .iter()
            .map(|id| {
                org.liaisons[id.index()]
                    .home
                    .map(|home| tree.boundary(home))
            })
            .collect();
        let own = Some(tree.boundary(home));
        refuse_if(homes.contains(&own), || {
            format!(
                "{} sends a liaison to {} already",
                self.name(tree.boundary(home)),
                self.name(target)
            )
        })?;
        let most = self.options.max_homes as usize;
        refuse_if(homes.len() >= most, || {
            format!(
                "{} would host liaisons from {} parts of the organization",
                self.name(target),
                homes.len() + 1
            )
        })
    }

    /// Whether one more liaison would make them too many over all.
    fn spread(&self, target: TeamId) -> Checked {
        let spread = &self.spread;
        let share = |(part, whole): (usize, usize)| {
            if whole == 0 {
                0.0
            } else {
                part as f64 / whole as f64
            }
        };
        let leaves = self.facts.tree().units().leaves(target.0).len();
        let (people, all) = spread.people;
        let part = f64::from(self.options.max_liaison_percent) / 100.0;
        let after = share((people + 1, all));
        let signs = [
            after > part,
            share((spread.crowded.0 + leaves, spread.crowded.1)) > 0.5,
            share(spread.unneeded) > 0.25,
            share((spread.pairs.0 + 1, spread.pairs.1)) > 1.0,
        ];
        refuse_if(
            all > 0 && signs.iter().filter(|sign| **sign).count() > 1,
            || {
                format!(
                    "{} of {all} people would be liaisons, and liaisons are no cure for everything",
                    people + 1
                )
            },
        )
    }

    /// A home that works through several liaisons should miss nobody whom it needs.
    fn other_lines(&self, pair: &Pair<'_>, home: TeamId, target: TeamId) -> Checked {
        let (tree, dependencies) = (self.facts.tree(), self.facts.dependencies());
        let has = self.sends(home);
        let graph = dependencies.graph();
        let open = tree
            .units()
            .subtree(home.0)
            .iter()
            .flat_map(|unit| graph.out_edges(*unit).chain(graph.in_edges(*unit)));
        let missed = open
            .filter(|(other, number)| {
                let edge = &dependencies.edges()[*number as usize];
                let deep = edge.rows.iter().any(|row| {
                    self.org().dependencies[row.index()].context >= Some(Context::Medium)
                });
                let other = TeamId(*other);
                deep && Some(*number as usize) != pair.edge
                    && dependencies.coverage(*number as usize).is_none()
                    && tree.crosses_boundary(home, other)
                    && !tree.nested(target, other)
            })
            .map(|(other, _)| TeamId(other))
            .next();
        match missed.filter(|_| has) {
            Some(other) => Err(format!(
                "{} would work through several liaisons and none of them would cover {}; plan the seats together",
                self.name(home),
                self.name(other)
            )),
            None => Ok(()),
        }
    }
}
