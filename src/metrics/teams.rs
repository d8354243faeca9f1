//! The graph of teams that depend on each other, as the metrics of dependencies see it.

use super::contract::Context;
use crate::graph::csr::Csr;
use crate::model::TeamId;
use std::collections::BTreeSet;

/// Teams as nodes and distinct dependencies as edges, from the team that depends. Nodes are the teams and
/// units with at least one dependency either way: of others nothing is known. Each pair counts once,
/// whatever its weight.
#[derive(Debug)]
pub(super) struct TeamGraph {
    /// The team of each node, ascending.
    pub(super) teams: Vec<TeamId>,
    /// The edges; its nodes index `teams`.
    pub(super) graph: Csr,
    /// For each node the number of its part of the organization.
    pub(super) parts: Vec<u32>,
}

impl TeamGraph {
    /// Builds it, near-linear; an error where no team depends on another.
    pub(super) fn of(cx: &Context<'_>) -> Result<Self, String> {
        let (tree, whole) = (cx.facts.tree(), cx.facts.dependencies().graph());
        if whole.edge_count() == 0 {
            return Err("no dependency between two known teams".to_owned());
        }
        let kept = |id: &TeamId| whole.degree(id.0) > 0;
        let teams: Vec<TeamId> = cx.org.team_ids().filter(kept).collect();
        let mut number = vec![0; cx.org.teams.len()];
        for (index, team) in teams.iter().enumerate() {
            number[team.index()] = index as u32;
        }
        let edges: Vec<(u32, u32)> = whole
            .edges()
            .map(|(from, to)| (number[from as usize], number[to as usize]))
            .collect();
        Ok(Self {
            graph: Csr::from_edges(teams.len(), &edges),
            parts: teams.iter().map(|team| tree.boundary(*team).0).collect(),
            teams,
        })
    }

    /// The same where it has at least two parts and at least one of several teams: without, nothing can
    /// be said about parts.
    pub(super) fn in_parts(cx: &Context<'_>) -> Result<Self, String> {
        let found = Self::of(cx)?;
        match found.part_count() {
            0 | 1 => {
                Err("all teams with dependencies lie in one part of the organization".to_owned())
            }
            parts if parts == found.teams.len() => Err(
                "every team with dependencies is a part of the organization of its own".to_owned(),
            ),
            _ => Ok(found),
        }
    }

    /// Number of parts that have a node.
    pub(super) fn part_count(&self) -> usize {
        self.parts.iter().collect::<BTreeSet<_>>().len()
    }
}

/// How messages call some teams.
pub(super) fn label<'a>(cx: &Context<'a>, team: TeamId) -> &'a str {
    cx.org.team(team).label()
}
