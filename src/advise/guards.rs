//! What keeps an answer from being given: it would make a rule speak. Each refusal says what would be
//! found. Knows no row of the decision table.

use super::answer::Answer;
use super::desk::Desk;
use super::feature::{Feature as F, Features, need};
use super::measure::Pair;
use super::rooms::candidates_for;
use crate::facts::{CoordinationFacts, Edge};
use crate::model::{Context, CoordinationModel as M, Need, PersonId, TeamId};
use std::collections::BTreeSet;

/// Whether an answer can be given, else why not as half a sentence.
pub(super) type Checked = Result<(), String>;

/// Refuses where something is wrong.
pub(super) fn refuse_if(bad: bool, why: impl FnOnce() -> String) -> Checked {
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
        let declared = self.declared_for(pair);
        // What is in force already adds nothing that could be found.
        if declared.iter().any(|one| one.model == Some(model)) {
            return Ok(());
        }
        let (from, to) = self.ends(pair, features, model);
        self.anybody(from)?;
        self.anybody(to)?;
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

    /// Nobody can be asked or served where nobody is left.
    fn anybody(&self, team: TeamId) -> Checked {
        let placed = self.org().people.iter().any(|person| person.team.is_some());
        let gone = placed && self.facts.people_of(team).is_empty();
        refuse_if(gone, || format!("nobody is left in {}", self.name(team)))
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

    /// The same with those of the units above them, as the rules about liaisons see them.
    pub(super) fn around(&self, a: TeamId, b: TeamId) -> Vec<&Edge> {
        let (tree, graph) = (self.facts.tree(), self.facts.dependencies());
        let mut edges = self.between(a, b);
        let above = |unit: TeamId, other: TeamId| {
            let all = tree.units().ancestors(unit.0).map(TeamId);
            all.filter(move |up| !tree.contains(*up, other))
        };
        for x in above(a, b) {
            for y in above(b, a).filter(|y| (x, *y) != (a, b)) {
                edges.extend(graph.find(x, y));
                edges.extend(graph.find(y, x));
            }
        }
        edges
    }

    /// Dependencies between two units, in both directions.
    pub(super) fn between(&self, a: TeamId, b: TeamId) -> Vec<&Edge> {
        let mut edges = CoordinationFacts::needs(self.facts, a, b);
        edges.extend(CoordinationFacts::needs(self.facts, b, a));
        edges
    }

    pub(super) fn needs_of(&self, edge: &Edge) -> BTreeSet<Need> {
        let rows = edge.rows.iter();
        rows.filter_map(|row| self.org().dependencies[row.index()].need)
            .collect()
    }

    pub(super) fn any_deep(&self, edges: &[&Edge]) -> bool {
        let mut rows = edges.iter().flat_map(|edge| &edge.rows);
        rows.any(|row| self.org().dependencies[row.index()].context == Some(Context::High))
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
        candidates_for(facts, home, host)
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
