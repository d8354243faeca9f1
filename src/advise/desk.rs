//! Everything that is looked up once for all pairs. Knows no row of the decision table.

use super::needs::Needs;
use super::options::Options;
use super::pairs::{Joint, Pairs, pairs};
use super::rooms::Rooms;
use crate::facts::{Facts, LiaisonSpread, Spans};
use crate::model::{Column, CoordinationModel as M, Org, Project, Table, TeamId};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// What advice is made of.
#[derive(Debug)]
pub(super) struct Desk<'a> {
    pub(super) facts: &'a Facts<'a>,
    pub(super) options: Options,
    pub(super) needs: Needs,
    pub(super) rooms: Rooms,
    pub(super) pairs: Pairs,
    /// Groups of teams that nearly all ask each other for information.
    pub(super) meshes: Vec<Vec<TeamId>>,
    pub(super) spread: LiaisonSpread,
    mesh_of: BTreeMap<TeamId, usize>,
    projects_of: BTreeMap<TeamId, Vec<usize>>,
    changes: BTreeMap<(TeamId, TeamId), usize>,
    homes: BTreeSet<TeamId>,
    spans: OnceLock<Spans>,
    component: BTreeMap<TeamId, usize>,
    growth: BTreeMap<TeamId, String>,
}

/// A cell of a project, empty where blank.
pub(super) fn project_cell<'a>(org: &'a Org, project: &Project, column: Column) -> &'a str {
    let cell = project.cells.iter().find(|(known, _)| *known == column);
    cell.map_or("", |(_, text)| org.text(*text))
}

/// Whether a priority is one.
pub(super) fn is_priority(text: &str) -> bool {
    const LOW: [&str; 9] = [
        "",
        "no",
        "none",
        "low",
        "normal",
        "medium",
        "false",
        "0",
        "nice to have",
    ];
    !LOW.contains(&text.trim().to_lowercase().as_str())
}

impl<'a> Desk<'a> {
    pub(super) fn new(facts: &'a Facts<'a>, options: Options) -> Self {
        let org = facts.org();
        let needs = Needs::new(facts, &options);
        let meshes = super::mesh::meshes(facts, &needs, &options);
        let mut mesh_of = BTreeMap::new();
        for (index, mesh) in meshes.iter().enumerate() {
            mesh_of.extend(mesh.iter().map(|team| (*team, index)));
        }
        let mut projects_of: BTreeMap<TeamId, Vec<usize>> = BTreeMap::new();
        for (index, project) in org.projects.iter().enumerate() {
            for team in &project.teams {
                projects_of.entry(*team).or_default().push(index);
            }
        }
        Self {
            facts,
            options,
            rooms: Rooms::new(facts, &options),
            pairs: pairs(facts),
            spread: LiaisonSpread::of(facts),
            homes: facts
                .assignments()
                .portfolios()
                .iter()
                .filter_map(|p| p.home)
                .collect(),
            spans: OnceLock::new(),
            component: components(facts),
            growth: growth(facts),
            changes: changes(facts),
            needs,
            meshes,
            mesh_of,
            projects_of,
        }
    }

    pub(super) fn org(&self) -> &'a Org {
        self.facts.org()
    }

    /// How messages call a team.
    pub(super) fn name(&self, team: TeamId) -> &'a str {
        self.facts.org().team(team).label()
    }

    /// Teams of the mesh that holds both; 0 where none does.
    pub(super) fn mesh_size(&self, a: TeamId, b: TeamId) -> usize {
        let (x, y) = (self.mesh_of.get(&a), self.mesh_of.get(&b));
        x.filter(|x| y == Some(x))
            .map_or(0, |index| self.meshes[*index].len())
    }

    /// Projects that both work on, the one of most teams first.
    pub(super) fn projects(&self, a: TeamId, b: TeamId) -> Vec<&'a Project> {
        let none = Vec::new();
        let theirs = self.projects_of.get(&b).unwrap_or(&none);
        let own = self.projects_of.get(&a).unwrap_or(&none);
        let common = own.iter().filter(|index| theirs.contains(index));
        let mut found: Vec<&Project> = common
            .map(|index| &self.facts.org().projects[*index])
            .collect();
        found.sort_by_key(|project| {
            (
                std::cmp::Reverse(project.teams.len()),
                self.facts.org().text(project.key),
            )
        });
        found
    }

    /// People who held the seat of one home at one target within the last year.
    pub(super) fn changes(&self, a: TeamId, b: TeamId) -> usize {
        self.changes.get(&(a, b)).copied().unwrap_or(0)
    }

    /// Whether liaisons join two units already, over whatever others.
    pub(super) fn are_joined(&self, a: TeamId, b: TeamId) -> bool {
        let of = |team| self.component.get(&team);
        of(a).is_some() && of(a) == of(b)
    }

    /// Whether a team sends a liaison anywhere.
    pub(super) fn sends(&self, home: TeamId) -> bool {
        self.homes.contains(&home)
    }

    /// Direct reports of everybody.
    pub(super) fn spans(&self) -> &Spans {
        self.spans.get_or_init(|| Spans::of(self.org()))
    }

    /// How a team is to grow, in lower case, where the table says.
    pub(super) fn growth(&self, team: TeamId) -> Option<&str> {
        self.growth.get(&team).map(String::as_str)
    }

    /// Units in force that offer a model.
    pub(super) fn bearers(&self, model: M) -> BTreeSet<TeamId> {
        let rows = self.facts.coordination().of(model).iter();
        rows.filter_map(|id| {
            let row = self.facts.org().coordination_row(*id);
            row.from()
                .or_else(|| row.people().next()?.team())
                .map(|unit| unit.id)
        })
        .collect()
    }

    /// Whether the dependencies table speaks of a unit, of one below it, or of one above it in its own
    /// part of the organization.
    pub(super) fn mentions(&self, unit: TeamId) -> bool {
        let (tree, graph) = (self.facts.tree(), self.facts.dependencies().graph());
        let units = tree.units();
        let part = tree.boundary(unit);
        let above = units
            .ancestors(unit.0)
            .skip(1)
            .filter(|up| tree.contains(part, TeamId(*up)));
        let mut around = units.subtree(unit.0).iter().copied().chain(above);
        self.facts.org().has_table(Table::Dependencies) && around.any(|unit| graph.degree(unit) > 0)
    }

    /// Pairs that share a meeting of several teams and of which the tables say nothing else.
    pub(super) fn silent(&self) -> usize {
        let pairs = self.pairs.iter();
        pairs
            .filter(|((a, b), joint)| {
                joint.only_meets() && !(self.mentions(*a) && self.mentions(*b))
            })
            .count()
    }

    /// The joint of a pair.
    pub(super) fn joint(&self, a: TeamId, b: TeamId) -> Option<&Joint> {
        self.pairs.get(&(a.min(b), a.max(b)))
    }
}

/// Seats that changed hands within a year of today, by home and target.
fn changes(facts: &Facts<'_>) -> BTreeMap<(TeamId, TeamId), usize> {
    let org = facts.org();
    let mut found: BTreeMap<(TeamId, TeamId), usize> = BTreeMap::new();
    for ended in &org.ended_liaisons {
        let lately = match (ended.end, org.as_of) {
            (Some(end), Some(today)) => end.duration_until(today).as_hours() <= 365 * 24,
            _ => false,
        };
        let Some(home) = ended.home.filter(|_| lately) else {
            continue;
        };
        for target in &ended.targets {
            *found.entry((home, *target)).or_default() += 1;
        }
    }
    found
}

/// Units that liaisons join, numbered by the group that hangs together.
fn components(facts: &Facts<'_>) -> BTreeMap<TeamId, usize> {
    let mut neighbours: BTreeMap<TeamId, BTreeSet<TeamId>> = BTreeMap::new();
    for assignment in facts.assignments().all() {
        let Some(home) = assignment.home else {
            continue;
        };
        for target in assignment.targets.iter().filter(|target| **target != home) {
            neighbours.entry(home).or_default().insert(*target);
            neighbours.entry(*target).or_default().insert(home);
        }
    }
    let mut of = BTreeMap::new();
    for (number, start) in neighbours.keys().enumerate() {
        let mut next = vec![*start];
        while let Some(team) = next.pop() {
            if let Entry::Vacant(place) = of.entry(team) {
                place.insert(number);
                next.extend(neighbours.get(&team).into_iter().flatten());
            }
        }
    }
    of
}

/// What the teams table says about growth, with one scan of it.
fn growth(facts: &Facts<'_>) -> BTreeMap<TeamId, String> {
    let org = facts.org();
    if !org.has_column(Table::Teams, Column::ScalesWith) {
        return BTreeMap::new();
    }
    let cells = org.teams().filter_map(|team| {
        let row = team.record().row;
        let column = org.column(row.file, Column::ScalesWith)?;
        Some((team.id, row.cell(Some(column))))
    });
    let cells: Vec<(TeamId, crate::source::Place)> = cells.collect();
    let texts = org.sources.texts(cells.iter().map(|(_, place)| *place));
    let said = cells.into_iter().filter_map(|(team, place)| {
        let text = texts.get(&place)?.to_lowercase();
        (!text.is_empty()).then_some((team, text))
    });
    said.collect()
}
