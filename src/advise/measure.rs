//! The features of one pair in one direction. Knows no row of the decision table.

use super::desk::Desk;
use super::feature::{Feature as F, Features, Origin, dependency, need, place};
use super::needs::Ask;
use super::pairs::Joint;
use crate::model::{Column, LiaisonRef, Table, TeamId};

/// Two teams, the first of which needs something of the second.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair<'d> {
    pub(super) a: TeamId,
    pub(super) b: TeamId,
    pub(super) joint: &'d Joint,
    /// The dependency of the first on the second, by its number.
    pub(super) edge: Option<usize>,
}

/// Follows from the tables.
pub(super) fn derived(text: impl Into<String>) -> Origin {
    Origin::Derived(text.into())
}

/// A count as a value.
pub(super) fn number(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

impl Desk<'_> {
    /// All features of a pair.
    pub(super) fn features(&self, pair: &Pair<'_>) -> Features {
        let mut features = Features::default();
        self.set_need(&mut features, pair);
        self.set_place(&mut features, pair);
        self.set_crowd(&mut features, pair);
        self.set_chairs(&mut features, pair);
        self.set_project(&mut features, pair);
        self.set_kinds(&mut features, pair);
        features
    }

    fn set_need(&self, to: &mut Features, pair: &Pair<'_>) {
        let both = pair.joint.there.is_some() && pair.joint.back.is_some();
        to.set(
            F::Mutual,
            i32::from(both),
            derived("the dependencies table"),
        );
        if let Some(ask) = pair.edge.and_then(|edge| self.needs.of(edge)) {
            to.set(F::Dependency, dependency::RECORDED, self.edge_origin(pair));
            return Self::set_ask(to, ask);
        }
        if self.mentions(pair.a) && self.mentions(pair.b) {
            let text = "the dependencies table speaks of both and joins them nowhere";
            to.set(F::Dependency, dependency::NONE, derived(text));
        } else {
            let text = "no dependency speaks of both";
            to.set(F::Dependency, dependency::UNKNOWN, Origin::Assumed(text));
        }
        let (wanted, why) = self.need_of_model(pair);
        to.set(F::Need, wanted, Origin::Assumed(why));
        let hard = [need::SERVICE, need::WORK, need::JOINT_WORK].contains(&wanted);
        to.set(
            F::Hard,
            i32::from(hard),
            Origin::Assumed("taken from what is assumed to be needed"),
        );
        to.set(F::Frequency, 1, Origin::Assumed("monthly"));
        to.set(F::Duration, 2, Origin::Assumed("ongoing"));
        to.set(
            F::Fallback,
            0,
            Origin::Assumed("no fallback is written down"),
        );
        to.set(F::CanDoThere, 0, Origin::Assumed("nobody said that it can"));
        self.set_liaison_context(to, pair);
    }

    /// What a pair without a dependency is taken to need: what the declared model is for.
    fn need_of_model(&self, pair: &Pair<'_>) -> (i32, &'static str) {
        use crate::model::CoordinationModel as M;
        let org = self.org();
        let models = pair
            .joint
            .rows
            .iter()
            .filter_map(|id| org.coordination_row(*id).kind());
        for model in models {
            match model {
                M::ServiceProvider | M::SelfService => {
                    return (need::SERVICE, "what is served is a service");
                }
                M::Consultant => return (need::ADVICE, "a consultant is there for advice"),
                M::ObjectiveExpert => return (need::MEASUREMENT, "an expert is there to measure"),
                M::Rotation => return (need::AVAILABILITY, "who rotates is there to be there"),
                M::WorkDemander | M::Controller => {
                    return (need::MANDATE, "who has authority obliges");
                }
                M::Embedded | M::MergedGroup | M::CousinTeam => {
                    return (need::JOINT_WORK, "who is brought together works together");
                }
                M::IndependentExecutor | M::AwayTeam | M::TigerTeam => {
                    return (need::WORK, "what is asked of others is work");
                }
                _ => {}
            }
        }
        (need::INFORMATION, "whoever is sent is sent for information")
    }

    fn edge_origin(&self, pair: &Pair<'_>) -> Origin {
        let edges = self.facts.dependencies().edges();
        let row = pair.edge.and_then(|edge| edges.get(edge)?.rows.first());
        row.map_or_else(
            || derived("the dependencies table"),
            |row| Origin::Stated(self.org().dependency(*row).cell(Column::To)),
        )
    }

    fn set_ask(to: &mut Features, ask: &Ask) {
        let all = [
            (F::Need, &ask.need),
            (F::Context, &ask.context),
            (F::Hard, &ask.hard),
            (F::Frequency, &ask.frequency),
            (F::Duration, &ask.duration),
            (F::Fallback, &ask.fallback),
            (F::CanDoThere, &ask.can_do_there),
        ];
        for (feature, (value, origin)) in all {
            to.set(feature, *value, origin.clone());
        }
    }

    /// The rows of the liaisons between two teams.
    pub(super) fn liaison_rows<'p>(
        &'p self,
        pair: &'p Pair<'_>,
    ) -> impl Iterator<Item = LiaisonRef<'p>> {
        let all = self.facts.assignments().all();
        let rows = pair.joint.liaisons.iter();
        rows.flat_map(|index| &all[*index].rows)
            .map(|id| self.org().liaison(*id))
    }

    /// Of a pair that no dependency joins, what the assignment says; somebody who is sent at all is
    /// taken to be sent for more than notes.
    fn set_liaison_context(&self, to: &mut Features, pair: &Pair<'_>) {
        let stated = self
            .liaison_rows(pair)
            .find_map(|row| Some((row.record().context?, row.cell(Column::Context))));
        match stated {
            Some((context, place)) => to.set(F::Context, context as i32, Origin::Stated(place)),
            None => to.set(
                F::Context,
                2,
                Origin::Assumed("medium, since somebody is sent"),
            ),
        }
    }

    fn set_place(&self, to: &mut Features, pair: &Pair<'_>) {
        let (tree, org) = (self.facts.tree(), self.org());
        let (a, b) = (pair.a, pair.b);
        let known = org.has_team_tree;
        let (value, text) = if tree.nested(a, b) {
            (
                place::ONE_UNIT,
                format!("{} and {} are one branch", self.name(a), self.name(b)),
            )
        } else if tree.crosses_boundary(a, b) {
            let (x, y) = (tree.boundary(a), tree.boundary(b));
            (
                place::OTHER_PART,
                format!("{} and {}", self.name(x), self.name(y)),
            )
        } else {
            (
                place::ONE_PART,
                format!("both in {}", self.name(tree.boundary(a))),
            )
        };
        let origin = if known {
            derived(text)
        } else {
            Origin::Assumed("no units above teams are known")
        };
        to.set(F::Place, value, origin.clone());
        let parents = (org.teams[a.index()].parent, org.teams[b.index()].parent);
        let same = parents.0.is_some() && parents.0 == parents.1;
        let text = if same {
            "both lie directly below one unit"
        } else {
            "they lie below different units"
        };
        let of_tree = |text: &str| {
            if known {
                derived(text)
            } else {
                Origin::Assumed("no units above teams are known")
            }
        };
        to.set(F::SameDirector, i32::from(same), of_tree(text));
        let line = |team: TeamId| org.text(org.teams[team.index()].product_line);
        let one_line = !line(a).is_empty() && line(a).eq_ignore_ascii_case(line(b));
        let text = match (one_line, same) {
            (true, _) => format!("both serve {}", line(a)),
            (false, true) => "both lie directly below one unit".to_owned(),
            (false, false) => "neither product line nor unit above is common".to_owned(),
        };
        let said = known || !line(a).is_empty() || !line(b).is_empty();
        let origin = if said {
            derived(text)
        } else {
            Origin::Assumed("neither units above teams nor product lines are known")
        };
        to.set(F::SameProduct, i32::from(one_line || same), origin);
    }

    fn set_crowd(&self, to: &mut Features, pair: &Pair<'_>) {
        let wanted = to.get(F::Need);
        let consumers = self.needs.count(pair.b, wanted);
        to.set(
            F::Consumers,
            number(consumers),
            derived("counted in the dependencies table"),
        );
        let imposed = self.needs.imposed(pair.a);
        to.set(
            F::Imposed,
            number(imposed),
            derived("counted in the dependencies table"),
        );
        let territories = self.needs.territories(pair.a);
        to.set(
            F::Territories,
            number(territories),
            derived("counted in the dependencies table"),
        );
        let mesh = self.mesh_size(pair.a, pair.b);
        to.set(
            F::Mesh,
            number(mesh),
            derived("counted in dependencies and liaisons"),
        );
        let changes = self.changes(pair.a, pair.b);
        let dated = self.org().has_column(Table::Liaisons, Column::End);
        match changes {
            0 | 1 if dated => to.set(F::Stable, 1, derived("the dates of the liaisons table")),
            0 | 1 => to.set(
                F::Stable,
                1,
                Origin::Assumed("nobody is known to have changed"),
            ),
            many => to.set(
                F::Stable,
                0,
                derived(format!("{many} people left the seat within a year")),
            ),
        }
        let tiger = !self
            .bearers(crate::model::CoordinationModel::TigerTeam)
            .is_empty();
        to.set(
            F::Tiger,
            i32::from(tiger),
            derived("the coordination table"),
        );
    }

    fn set_chairs(&self, to: &mut Features, pair: &Pair<'_>) {
        let org = self.org();
        let sits = !pair.joint.liaisons.is_empty();
        match self.rooms.of(pair.b) {
            _ if sits => to.set(F::Headroom, 1, derived("the liaison is there already")),
            Some(room) => match room.free {
                Some(free) => {
                    let text = format!(
                        "{} of {}",
                        org.meeting(room.meeting).label(),
                        self.name(pair.b)
                    );
                    to.set(F::Headroom, free.max(0), derived(text));
                }
                None => to.set(
                    F::Headroom,
                    1,
                    Origin::Assumed("a chair is free, nobody says who attends"),
                ),
            },
            None if self.hosts_any(pair.b) => {
                let text = format!("no meeting of {} suits a guest", self.name(pair.b));
                to.set(F::Headroom, 0, derived(text));
            }
            None => to.set(
                F::Headroom,
                1,
                Origin::Assumed("a chair is free, no meeting is known"),
            ),
        }
        let (_, host) = self.ends_of_embed(pair, to);
        let size = self.facts.members().size(host);
        if size == 0 {
            to.set(
                F::Seats,
                1,
                Origin::Assumed("there is room, no members are known"),
            );
        } else {
            let embeds = self.facts.coordination().embeds().iter();
            let guests = embeds.filter(|embed| {
                embed.team == host && !self.facts.members().is_member(embed.person, host)
            });
            let free = number(self.options.max_people as usize) - number(size + guests.count());
            let text = format!("{} has {size} people", self.name(host));
            to.set(F::Seats, free.max(0), derived(text));
        }
    }

    /// Whether a recurring meeting with known attendees is hosted here.
    pub(super) fn hosts_any(&self, unit: TeamId) -> bool {
        let rooms = self.facts.assignments().rooms(self.facts);
        let sizes = self.facts.meetings();
        rooms
            .hosted_in(self.facts, unit)
            .into_iter()
            .any(|meeting| sizes.size(meeting).is_some())
    }
}
