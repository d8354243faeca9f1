//! Recommendations for groups of teams: meshes, communities, programs, owners, integrators. Those for
//! the whole organization are in `signals`.

use super::answer::Answer;
use super::desk::{Desk, is_priority, project_cell};
use super::feature::need;
use super::table::{Row, group_row};
use crate::lint::words::{count, list};
use crate::model::{Column, CoordinationModel as M, PersonId, Project, Table, TeamId};
use crate::source::Place;
use std::collections::{BTreeMap, BTreeSet};

/// Names that a reason lists before it counts the rest.
pub(super) const NAMED: usize = 5;

/// The advice for a group.
#[derive(Clone, Debug)]
pub struct GroupAdvice {
    /// What is recommended.
    pub answer: Answer,
    /// The row of the decision table.
    pub row: &'static Row,
    /// What it is about: teams, a project, a function.
    pub subject: String,
    /// The teams.
    pub teams: Vec<TeamId>,
    /// The reason in one sentence.
    pub reason: String,
    /// Where what it rests on stands.
    pub evidence: Vec<Place>,
    /// What would make a rule speak, and so keeps it from being done as it is.
    pub caution: Option<String>,
    /// Whether it is declared already.
    pub declared: bool,
    /// People who would fill it, where the tables tell.
    pub people: Vec<PersonId>,
    /// What an own column of the model would say: a project, a function, an artifact.
    pub(super) key: String,
}

impl GroupAdvice {
    /// A recommendation by a row about groups.
    pub(super) fn of(
        id: &str,
        model: M,
        teams: Vec<TeamId>,
        (subject, reason): (String, String),
    ) -> Option<Self> {
        Some(Self {
            answer: Answer::Model(model),
            row: group_row(id, model)?,
            subject,
            declared: false,
            reason,
            teams,
            evidence: Vec::new(),
            caution: None,
            people: Vec::new(),
            key: String::new(),
        })
    }
}

impl Desk<'_> {
    /// All recommendations for groups, in the order of the table.
    pub(super) fn groups(&self) -> Vec<GroupAdvice> {
        let mut found = self.mesh_groups();
        found.extend(self.communities());
        found.extend(self.owners());
        found.extend(self.programs());
        found.extend(self.integrators());
        found.extend(self.signals());
        let placed = self.org().people.iter().any(|person| person.team.is_some());
        for group in found.iter_mut().filter(|_| placed) {
            let empty = group
                .teams
                .iter()
                .find(|team| self.facts.people_of(**team).is_empty());
            if let Some(team) = empty {
                group
                    .caution
                    .get_or_insert(format!("nobody is left in {}", self.name(*team)));
            }
        }
        found
    }

    pub(super) fn names(&self, teams: &[TeamId]) -> String {
        list(teams.iter().map(|team| self.name(*team)), NAMED)
    }

    pub(super) fn is_declared(&self, model: M) -> bool {
        !self.facts.coordination().of(model).is_empty()
    }

    fn mesh_groups(&self) -> Vec<GroupAdvice> {
        let found = self.meshes.iter().filter_map(|mesh| {
            let inside: Vec<Place> = self.evidence_within(mesh);
            let reason = format!(
                "most pairs of {} exchange information or liaisons, {} in all: one meeting of one voice each replaces them",
                count(mesh.len(), "team", "teams"),
                count(inside.len(), "row", "rows")
            );
            let mut group = GroupAdvice::of("2g", M::CentralizedLiaison, mesh.clone(), (self.names(mesh), reason))?;
            group.evidence = inside;
            let rows = self.facts.coordination().of(M::CentralizedLiaison);
            group.declared = rows.iter().any(|id| {
                let to = &self.org().coordination[id.index()].to;
                mesh.iter().filter(|team| to.contains(team)).count() * 2 > mesh.len()
            });
            group.people = self.voices(mesh);
            let most = self.options.max_people as usize;
            group.caution = if mesh.len() > most {
                Some(format!("{} voices are more than {most}: let the units above them send one each", mesh.len()))
            } else if group.people.len() < mesh.len() && !self.org().people.is_empty() {
                Some("not every team has somebody who could speak for it alone".to_owned())
            } else {
                None
            };
            Some(group)
        });
        found.collect()
    }

    fn evidence_within(&self, teams: &[TeamId]) -> Vec<Place> {
        let inside = |team: &TeamId| teams.contains(team);
        let org = self.org();
        let edges = self.facts.dependencies().edges().iter().enumerate();
        let mut found: Vec<Place> = edges
            .filter(|(_, edge)| inside(&edge.from) && inside(&edge.to))
            .filter(|(number, _)| {
                self.needs
                    .of(*number)
                    .is_some_and(|ask| ask.need.0 == need::INFORMATION)
            })
            .filter_map(|(_, edge)| Some(org.dependency(*edge.rows.first()?).cell(Column::To)))
            .collect();
        for assignment in self.facts.assignments().all() {
            if assignment.home.is_some_and(|home| inside(&home))
                && assignment.targets.iter().any(inside)
            {
                found.extend(
                    assignment
                        .rows
                        .first()
                        .map(|row| org.liaison(*row).cell(Column::Targets)),
                );
            }
        }
        found
    }

    /// One person of each team who belongs to no other of them: by key, and not the same one twice.
    pub(super) fn voices(&self, teams: &[TeamId]) -> Vec<PersonId> {
        let (org, members) = (self.org(), self.facts.members());
        let of_all: Vec<BTreeSet<PersonId>> = teams
            .iter()
            .map(|team| self.facts.people_of(*team))
            .collect();
        let mut chosen = Vec::new();
        for team in teams {
            let mut people: Vec<PersonId> = members.of(*team).collect();
            people.retain(|person| of_all.iter().filter(|set| set.contains(person)).count() == 1);
            people.retain(|person| org.people[person.index()].team == Some(*team));
            people.sort_by_key(|person| org.person(*person).key());
            chosen.extend(people.first().copied());
        }
        chosen
    }

    /// People of one function in teams whose other people do other work.
    fn communities(&self) -> Vec<GroupAdvice> {
        if self.is_declared(M::CommunityOfPractice) {
            return Vec::new();
        }
        let org = self.org();
        let mut places: BTreeMap<String, Vec<(TeamId, PersonId)>> = BTreeMap::new();
        for team in org
            .teams()
            .filter(|team| self.facts.tree().units().is_leaf(team.id.0))
        {
            let mut functions: BTreeMap<String, Vec<PersonId>> = BTreeMap::new();
            for person in team.residents() {
                let function = org.text(person.record().function).trim().to_lowercase();
                functions.entry(function).or_default().push(person.id);
            }
            let all: usize = functions.values().map(Vec::len).sum();
            for (function, people) in functions {
                if !function.is_empty() && people.len() * 2 < all {
                    let first = people.iter().copied().min_by_key(|p| org.person(*p).key());
                    places
                        .entry(function)
                        .or_default()
                        .extend(first.map(|p| (team.id, p)));
                }
            }
        }
        let found = places.into_iter().filter(|(_, teams)| teams.len() >= 3).filter_map(|(function, found)| {
            let teams: Vec<TeamId> = found.iter().map(|(team, _)| *team).collect();
            let reason = format!(
                "{} have somebody for {function} among people of other functions, and nothing brings these together",
                count(teams.len(), "team", "teams")
            );
            let mut group = GroupAdvice::of("8g", M::CommunityOfPractice, teams, (function.clone(), reason))?;
            group.evidence = found.iter().map(|(_, p)| org.person(*p).cell(Column::Function)).collect();
            group.people = found.into_iter().map(|(_, person)| person).collect();
            group.key = function;
            Some(group)
        });
        found.collect()
    }

    fn programs(&self) -> Vec<GroupAdvice> {
        let org = self.org();
        if !org.has_table(Table::Projects) {
            return Vec::new();
        }
        let large = org
            .projects
            .iter()
            .filter(|project| project.teams.len() >= self.options.program_teams as usize);
        let found = large.filter_map(|project| self.program(project));
        found.collect()
    }

    fn program(&self, project: &Project) -> Option<GroupAdvice> {
        let org = self.org();
        let key = org.text(project.key);
        let priority = project_cell(org, project, Column::Priority);
        let holds = org
            .projects
            .iter()
            .any(|other| project_cell(org, other, Column::Parent).eq_ignore_ascii_case(key));
        let teams = project.teams.clone();
        let number = count(teams.len(), "team", "teams");
        let ranked = is_priority(priority);
        let units = self.facts.tree().units();
        let leaves = teams.iter().flat_map(|team| units.leaves(team.0));
        let few = leaves.collect::<BTreeSet<_>>().len() < self.options.program_teams as usize;
        let mut group = if ranked && holds {
            let reason = format!(
                "{key} is a declared priority ({priority}) of {number} and holds other projects, so somebody has to hold the threads"
            );
            let mut group =
                GroupAdvice::of("10a", M::ProgramManager, teams, (key.to_owned(), reason))?;
            let rows = self.facts.coordination().of(M::ProgramManager);
            group.declared = rows.iter().any(|id| {
                let row = org.coordination_row(*id);
                let named = [Column::Project, Column::Scope].map(|column| row.text(column));
                named.iter().any(|text| text.eq_ignore_ascii_case(key))
            });
            group
        } else if !ranked && org.has_column(Table::Projects, Column::Priority) {
            let reason = format!(
                "{key} takes the work of {number} and is no declared priority, so each of them may put it last"
            );
            let mut group =
                GroupAdvice::of("10b", M::Prioritization, teams, (key.to_owned(), reason))?;
            group.declared = self.is_declared(M::Prioritization);
            group
        } else {
            return None;
        };
        if few {
            group.caution = Some(format!(
                "the units of {key} hold fewer teams than a program takes"
            ));
        }
        group.evidence = vec![project.row.place()];
        key.clone_into(&mut group.key);
        Some(group)
    }

    fn integrators(&self) -> Vec<GroupAdvice> {
        let declared = self.is_declared(M::Integrator);
        let executors: Vec<TeamId> = self.bearers(M::IndependentExecutor).into_iter().collect();
        let mut found = Vec::new();
        if executors.len() >= self.options.executors as usize {
            let reason = format!(
                "{} execute independently, and somebody has to make one plan of theirs",
                count(executors.len(), "team", "teams")
            );
            found.extend(GroupAdvice::of(
                "11a",
                M::Integrator,
                executors.clone(),
                (self.names(&executors), reason),
            ));
        }
        for team in self.org().teams() {
            let asking: Vec<TeamId> = self
                .needs
                .consumers(team.id, need::WORK)
                .into_iter()
                .collect();
            if asking.len() < self.options.overloaded_from as usize {
                continue;
            }
            let name = team.label().to_owned();
            let reason = format!(
                "{} want work of {name}: {}; one person who makes one plan of it keeps the loudest from going first",
                count(asking.len(), "team", "teams"),
                self.names(&asking)
            );
            if let Some(mut group) = GroupAdvice::of("11b", M::Integrator, asking, (name, reason)) {
                team.key().clone_into(&mut group.key);
                found.push(group);
            }
        }
        for group in &mut found {
            group.declared = declared;
        }
        found
    }
}
