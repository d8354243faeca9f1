//! What keeps an answer from being given: it would make a rule speak. Each refusal says what would be
//! found. Knows no row of the decision table.

use super::answer::Answer;
use super::desk::Desk;
use super::feature::{Feature as F, Features, need};
use super::measure::Pair;
use super::rooms::candidates;
use crate::facts::{CoordinationFacts, Edge};
use crate::model::{Context, CoordinationModel as M, MeetingId, Need, PersonId, Table, TeamId};
use std::collections::BTreeSet;

/// Whether an answer can be given, else why not as half a sentence.
pub(super) type Checked = Result<(), String>;

fn refuse_if(bad: bool, why: impl FnOnce() -> String) -> Checked {
    if bad { Err(why()) } else { Ok(()) }
}

impl Desk<'_> {
    /// Checks an answer against the facts that the rules look at.
    pub(super) fn guard(&self, pair: &Pair<'_>, features: &Features, answer: Answer) -> Checked {
        let model = match answer {
            Answer::Model(model) => model,
            Answer::Restructure => {
                let full = self.hosts_any(pair.b) && self.chair(pair.b).is_none();
                return refuse_if(!full, String::new);
            }
            Answer::Nothing | Answer::Notes => return Ok(()),
        };
        let declared = pair.joint.declared(self.facts);
        // What is in force already adds nothing that could be found.
        if declared.iter().any(|one| one.model == Some(model)) {
            return Ok(());
        }
        let (from, to) = self.ends(pair, features, model);
        match model {
            M::Liaison => self.liaison(pair, from, to),
            M::Embedded => self.embedded(pair, from, to),
            M::Rotation => self.rotation(from, to),
            M::SelfService => self.self_service(pair, from, to),
            M::ServiceProvider => self.service_provider(from, to),
            M::Consultant => self.consultant(from, to),
            M::ObjectiveExpert => self.objective_expert(from),
            M::WorkDemander => self.work_demander(from, to),
            M::Controller => self.not_also_consultant(from),
            M::TigerTeam => self.tiger_team(from),
            M::MergedGroup => self.merged_group(from, to),
            M::CousinTeam => self.cousin_team(from, to),
            _ => Ok(()),
        }
    }

    /// Who offers a model and who is served.
    pub(super) fn ends(&self, pair: &Pair<'_>, features: &Features, model: M) -> (TeamId, TeamId) {
        let wanted = features.get(F::Need);
        let offered = match model {
            M::ServiceProvider | M::SelfService | M::Consultant | M::Standards => true,
            M::Rotation => wanted == need::AVAILABILITY,
            M::ObjectiveExpert => wanted == need::MEASUREMENT,
            M::Embedded => return self.ends_of_embed(pair, features),
            M::TigerTeam => {
                let tiger = self.bearers(M::TigerTeam).into_iter().next();
                return (tiger.unwrap_or(pair.a), pair.b);
            }
            _ => false,
        };
        if offered {
            (pair.b, pair.a)
        } else {
            (pair.a, pair.b)
        }
    }

    /// Dependencies between two units, in both directions.
    fn between(&self, a: TeamId, b: TeamId) -> Vec<&Edge> {
        let mut edges = CoordinationFacts::needs(self.facts, a, b);
        edges.extend(CoordinationFacts::needs(self.facts, b, a));
        edges
    }

    fn needs_of(&self, edge: &Edge) -> BTreeSet<Need> {
        let rows = edge.rows.iter();
        rows.filter_map(|row| self.org().dependencies[row.index()].need)
            .collect()
    }

    fn any_deep(&self, edges: &[&Edge]) -> bool {
        let mut rows = edges.iter().flat_map(|edge| &edge.rows);
        rows.any(|row| self.org().dependencies[row.index()].context == Some(Context::High))
    }

    fn liaison(&self, pair: &Pair<'_>, home: TeamId, target: TeamId) -> Checked {
        let (tree, name) = (self.facts.tree(), |team| self.name(team).to_owned());
        refuse_if(!tree.crosses_boundary(home, target), || {
            format!(
                "a liaison between {} and {} would stay inside one part of the organization",
                name(home),
                name(target)
            )
        })?;
        let edges = self.between(home, target);
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

    fn embedded(&self, pair: &Pair<'_>, home: TeamId, host: TeamId) -> Checked {
        let name = |team| self.name(team).to_owned();
        let units = self.facts.tree().units();
        refuse_if(self.facts.tree().nested(home, host), || {
            format!("{} and {} are one branch", name(home), name(host))
        })?;
        refuse_if(!units.is_leaf(host.0), || {
            format!(
                "{} is a unit of teams, one of which would have to take somebody in",
                name(host)
            )
        })?;
        let embeds = self
            .facts
            .coordination()
            .embeds()
            .iter()
            .filter(|e| e.team == host);
        let mut people: BTreeSet<PersonId> = self.facts.members().of(host).collect();
        people.extend(embeds.map(|embed| embed.person));
        refuse_if(people.len() >= self.options.max_people as usize, || {
            format!(
                "an embedded person would be number {} in {}; split the team first",
                people.len() + 1,
                name(host)
            )
        })?;
        let slow = self
            .growth(home)
            .is_some_and(|word| word.contains("slow") || word == "sublinear");
        refuse_if(slow, || {
            format!(
                "{} is to grow more slowly than those whom it would lend people to",
                name(home)
            )
        })?;
        refuse_if(
            self.facts.members().size(home) > 0 && self.lent(home, host).is_none(),
            || format!("nobody of {} is free to be lent", name(home)),
        )?;
        let edges = self.between(home, host);
        let shallow = |edge: &&Edge| {
            let needs = self.needs_of(edge);
            let context = edge
                .rows
                .iter()
                .filter_map(|row| self.org().dependencies[row.index()].context)
                .max();
            needs.len() == 1
                && needs.contains(&Need::Information)
                && context.is_some_and(|c| c <= Context::Medium)
        };
        let _ = pair;
        refuse_if(!edges.is_empty() && edges.iter().all(shallow), || {
            format!(
                "only information is needed between {} and {}",
                name(home),
                name(host)
            )
        })
    }

    /// The person whom a team would lend: one who reports within it and still meets it.
    pub(super) fn lent(&self, home: TeamId, host: TeamId) -> Option<PersonId> {
        let (org, facts) = (self.org(), self.facts);
        let rooms = facts.assignments().rooms(facts);
        let theirs = facts.people_of(host);
        let unit = org.team(home);
        let within = |person: PersonId| {
            let Some(manager) = org.person(person).manager() else {
                return true;
            };
            let leads = |team: Option<crate::model::TeamRef<'_>>| {
                team.and_then(crate::model::TeamRef::lead)
                    .is_some_and(|lead| lead.id == manager.id)
            };
            leads(Some(unit)) || leads(unit.parent()) || facts.people_of(home).contains(&manager.id)
        };
        let meets = |person: PersonId| {
            org.attendance.is_empty()
                || !rooms.recorded(facts, home, person)
                || !rooms.shared(facts, person, home).is_empty()
        };
        candidates(facts, home)
            .into_iter()
            .find(|person| !theirs.contains(person) && within(*person) && meets(*person))
    }

    fn rotation(&self, from: TeamId, to: TeamId) -> Checked {
        let pool = self.facts.people_of(from).len();
        refuse_if(pool == 1, || {
            format!(
                "{} has one person, who would always have the turn",
                self.name(from)
            )
        })?;
        refuse_if(self.any_deep(&self.between(from, to)), || {
            format!(
                "deep context lies between {} and {}, which nobody learns in turns",
                self.name(from),
                self.name(to)
            )
        })
    }

    fn self_service(&self, pair: &Pair<'_>, from: TeamId, to: TeamId) -> Checked {
        let edges = self.between(from, to);
        let bound = |edge: &&Edge| {
            self.needs_of(edge)
                .iter()
                .any(|n| matches!(n, Need::Approval | Need::Mandate))
        };
        refuse_if(edges.iter().any(bound), || {
            format!(
                "{} also approves or obliges, which nobody serves themselves to",
                self.name(from)
            )
        })?;
        match pair.joint.alone {
            Some(meeting) => Err(format!(
                "{} and {} still hold {} for it",
                self.name(from),
                self.name(to),
                self.org().meeting(meeting).label()
            )),
            None => Ok(()),
        }
    }

    fn service_provider(&self, from: TeamId, to: TeamId) -> Checked {
        let kind = self
            .org()
            .text(self.org().teams[from.index()].kind)
            .to_lowercase();
        refuse_if(
            ["product", "product team", "stream-aligned"].contains(&kind.as_str()),
            || {
                format!(
                    "{} is a product team, whose own work comes first",
                    self.name(from)
                )
            },
        )?;
        let waits = CoordinationFacts::needs(self.facts, to, from)
            .iter()
            .any(|edge| edge.hard);
        refuse_if(!waits, || {
            format!("no work of {} waits for {}", self.name(to), self.name(from))
        })
    }

    fn consultant(&self, from: TeamId, to: TeamId) -> Checked {
        let edges = CoordinationFacts::needs(self.facts, to, from);
        refuse_if(edges.iter().any(|edge| edge.stated_hard), || {
            format!(
                "work of {} waits for {}; soften the dependency first",
                self.name(to),
                self.name(from)
            )
        })?;
        let more = |edge: &&Edge| {
            self.needs_of(edge)
                .iter()
                .any(|n| !matches!(n, Need::Advice | Need::Learning))
        };
        refuse_if(edges.iter().any(more), || {
            format!(
                "{} needs more of {} than advice",
                self.name(to),
                self.name(from)
            )
        })?;
        let obliges = [M::WorkDemander, M::Controller]
            .iter()
            .any(|model| self.bearers(*model).contains(&from));
        refuse_if(obliges, || {
            format!(
                "{} can oblige others, who would not ask it for free advice",
                self.name(from)
            )
        })
    }

    fn objective_expert(&self, from: TeamId) -> Checked {
        let mut experts = self.bearers(M::ObjectiveExpert);
        experts.insert(from);
        refuse_if(experts.len() > self.options.max_experts as usize, || {
            format!(
                "{} would be the {}. unit that measures the others",
                self.name(from),
                experts.len()
            )
        })
    }

    fn not_also_consultant(&self, from: TeamId) -> Checked {
        refuse_if(self.bearers(M::Consultant).contains(&from), || {
            format!("{} also advises as a consultant", self.name(from))
        })
    }

    fn work_demander(&self, from: TeamId, to: TeamId) -> Checked {
        self.not_also_consultant(from)?;
        let tree = self.facts.tree();
        let rows = self.facts.coordination().of(M::WorkDemander).iter();
        let others = rows.filter(|id| {
            let record = &self.org().coordination[id.index()];
            record.to.iter().any(|unit| tree.contains(*unit, to))
        });
        refuse_if(others.count() >= 2, || {
            format!("two others oblige {} already", self.name(to))
        })
    }

    fn tiger_team(&self, from: TeamId) -> Checked {
        let graph = self.facts.dependencies();
        let waits = graph
            .graph()
            .in_edges(from.0)
            .any(|(_, edge)| graph.edges()[edge as usize].stated_hard);
        refuse_if(waits, || {
            format!(
                "others wait for {}, which so has a territory of its own",
                self.name(from)
            )
        })
    }
}
