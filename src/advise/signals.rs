//! Recommendations for the whole organization: what the centralized models are for.

use super::desk::{Desk, project_cell};
use super::feature::need;
use super::group::GroupAdvice;
use crate::facts::Edge;
use crate::lint::words::{count, list};
use crate::model::{Column, CoordinationModel as M, Table, TeamId};
use std::collections::{BTreeMap, BTreeSet};

impl Desk<'_> {
    /// All of them, in the order of the table.
    pub(super) fn signals(&self) -> Vec<GroupAdvice> {
        let found = [
            self.gridlock(),
            self.unlinked_goals(),
            self.same_mandate(),
            self.crossing_lines(),
            self.measured_only(),
            self.unowned_standard(),
        ];
        found.into_iter().flatten().collect()
    }

    fn gridlock(&self) -> Option<GroupAdvice> {
        let (org, tree) = (self.org(), self.facts.tree());
        let across: Vec<&crate::model::Project> = org
            .projects
            .iter()
            .filter(|project| {
                let parts: BTreeSet<TeamId> = project
                    .teams
                    .iter()
                    .map(|team| tree.boundary(*team))
                    .collect();
                parts.len() > 1 && project_cell(org, project, Column::Parent).is_empty()
            })
            .collect();
        let mut wanted: BTreeMap<TeamId, usize> = BTreeMap::new();
        for team in across.iter().flat_map(|project| &project.teams) {
            *wanted.entry(*team).or_default() += 1;
        }
        let contested: Vec<TeamId> = wanted
            .into_iter()
            .filter(|(_, n)| *n > 1)
            .map(|(team, _)| team)
            .collect();
        if org.people.len() < self.options.small_org as usize
            || across.len() < 3
            || contested.is_empty()
        {
            return None;
        }
        let reason = format!(
            "{} cross the organization of {} people and {} of them want {}, so somebody has to rank them",
            count(across.len(), "project", "projects"),
            org.people.len(),
            "several",
            self.names(&contested)
        );
        let mut group = GroupAdvice::of(
            "12a",
            M::Prioritization,
            contested,
            ("the projects".to_owned(), reason),
        )?;
        group.declared = self.is_declared(M::Prioritization);
        group.evidence = across.iter().map(|project| project.row.place()).collect();
        Some(group)
    }

    fn hard_across(&self) -> impl Iterator<Item = &Edge> {
        let tree = self.facts.tree();
        let edges = self.facts.dependencies().edges().iter();
        edges.filter(move |edge| edge.stated_hard && tree.crosses_boundary(edge.from, edge.to))
    }

    fn unlinked_goals(&self) -> Option<GroupAdvice> {
        let (org, tree) = (self.org(), self.facts.tree());
        if !org.has_table(Table::Goals) || org.goals.is_empty() {
            return None;
        }
        let with_goal: BTreeSet<TeamId> = org
            .goals
            .iter()
            .filter_map(|goal| Some(tree.boundary(goal.unit?)))
            .collect();
        let without: BTreeSet<TeamId> = self
            .hard_across()
            .flat_map(|edge| [tree.boundary(edge.from), tree.boundary(edge.to)])
            .filter(|part| !with_goal.contains(part))
            .collect();
        let parts: Vec<TeamId> = without.into_iter().collect();
        if parts.is_empty() {
            return None;
        }
        let reason = format!(
            "others wait for {} or it for them, and no goal says what for",
            self.names(&parts)
        );
        let mut group = GroupAdvice::of(
            "12b",
            M::GoalFrameworks,
            parts.clone(),
            (self.names(&parts), reason),
        )?;
        group.evidence = parts.iter().map(|part| org.team(*part).place()).collect();
        Some(group)
    }

    fn same_mandate(&self) -> Option<GroupAdvice> {
        let imposed = self.needs.all_imposed();
        let mut by_team: BTreeMap<TeamId, BTreeSet<TeamId>> = BTreeMap::new();
        for (source, teams) in imposed {
            for team in teams {
                by_team.entry(*team).or_default().insert(*source);
            }
        }
        let bound: Vec<TeamId> = by_team
            .iter()
            .filter(|(_, sources)| sources.len() > 1)
            .map(|(team, _)| *team)
            .collect();
        let sources: BTreeSet<TeamId> = bound
            .iter()
            .flat_map(|team| by_team[team].iter().copied())
            .collect();
        if bound.len() < 3 {
            return None;
        }
        let names = list(sources.iter().map(|team| self.name(*team)), 4);
        let reason = format!(
            "{names} each oblige {}, who would rather read one set of guardrails",
            count(bound.len(), "team", "teams")
        );
        let mut group = GroupAdvice::of("12c", M::Standards, bound, (names, reason))?;
        group.declared = self.is_declared(M::Standards);
        group.key = sources.first().map_or(String::new(), |team| {
            self.org().team(*team).key().to_owned()
        });
        Some(group)
    }

    fn crossing_lines(&self) -> Option<GroupAdvice> {
        let org = self.org();
        let line = |team: TeamId| org.text(org.teams[team.index()].product_line).trim();
        let mut lines: BTreeSet<&str> = BTreeSet::new();
        let mut teams: BTreeSet<TeamId> = BTreeSet::new();
        let mut evidence = Vec::new();
        for edge in self
            .facts
            .dependencies()
            .edges()
            .iter()
            .filter(|edge| edge.stated_hard)
        {
            let (x, y) = (line(edge.from), line(edge.to));
            if !x.is_empty() && !y.is_empty() && !x.eq_ignore_ascii_case(y) {
                lines.extend([x, y]);
                teams.extend([edge.from, edge.to]);
                evidence.extend(
                    edge.rows
                        .first()
                        .map(|row| org.dependency(*row).cell(Column::To)),
                );
            }
        }
        // Two lines agree between themselves; three need something that all can read.
        if lines.len() < 3 {
            return None;
        }
        let reason = format!(
            "{} hard dependencies join {} product lines ({}), and no written strategy says which of them bends",
            evidence.len(),
            lines.len(),
            list(&lines, 4)
        );
        let mut group = GroupAdvice::of(
            "12d",
            M::ProductStrategy,
            teams.into_iter().collect(),
            (list(&lines, 4), reason),
        )?;
        group.declared = self.is_declared(M::ProductStrategy);
        group.evidence = evidence;
        Some(group)
    }

    fn measured_only(&self) -> Option<GroupAdvice> {
        let edges = self.facts.dependencies().edges();
        let mut asked: BTreeMap<TeamId, (usize, usize)> = BTreeMap::new();
        for (number, edge) in edges.iter().enumerate() {
            let counts = asked.entry(edge.to).or_default();
            counts.0 += 1;
            counts.1 += usize::from(
                self.needs
                    .of(number)
                    .is_some_and(|ask| ask.need.0 == need::MEASUREMENT),
            );
        }
        let (team, (number, _)) = asked
            .into_iter()
            .find(|(_, (all, measured))| *all > 1 && all == measured)?;
        let name = self.name(team).to_owned();
        let reason = format!(
            "{} need measurements of {name} and nothing else, so a few published numbers serve all of them",
            count(number, "team", "teams")
        );
        let mut group = GroupAdvice::of("12e", M::Metrics, vec![team], (name, reason))?;
        group.declared = self.is_declared(M::Metrics);
        Some(group)
    }

    fn unowned_standard(&self) -> Option<GroupAdvice> {
        let org = self.org();
        let rows = self
            .facts
            .coordination()
            .of(M::Standards)
            .iter()
            .map(|id| org.coordination_row(*id));
        let row = rows
            .filter(|row| row.text(Column::Owner).is_empty())
            .find(|row| row.from().is_some() && !row.text(Column::Artifact).is_empty())?;
        let artifact = row.text(Column::Artifact).to_owned();
        let from = row.from().map(|unit| unit.id)?;
        let reason = format!(
            "{artifact} of {} names nobody who answers questions about it",
            self.name(from)
        );
        let mut group = GroupAdvice::of(
            "12f",
            M::StandardDefiner,
            vec![from],
            (artifact.clone(), reason),
        )?;
        group.declared = self.bearers(M::StandardDefiner).contains(&from);
        group.evidence = vec![row.cell(Column::Model)];
        group.key = artifact;
        Some(group)
    }
}
