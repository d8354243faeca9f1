//! Dependencies that a plan rests on, and the chains that they make. Knows no limit.

use super::{DependencyFacts, Edge};
use crate::graph::csr::Csr;
use crate::graph::scc::strong_components;
use crate::model::{DependencyId, DependencyRef, Org, Project, TeamId};
use std::collections::BTreeMap;

/// The dependencies of which a row says that they are hard and no row says what is done without.
/// Teams in a circle are left out: no chain through them has an end.
#[derive(Debug)]
pub struct FirmDependencies<'a> {
    edges: Vec<(&'a Edge, DependencyRef<'a>)>,
    graph: Csr,
    /// Longest chain that begins at each team, in links.
    height: Vec<u32>,
}

impl<'a> FirmDependencies<'a> {
    /// Those of an organization, in time linear in teams and dependencies.
    pub fn of(org: &'a Org, dependencies: &'a DependencyFacts) -> Self {
        let edges: Vec<(&Edge, DependencyRef<'_>)> = dependencies
            .edges()
            .iter()
            .filter(|edge| edge.stated_hard)
            .filter_map(|edge| Some((edge, edge.without_fallback(org)?)))
            .collect();
        let circles = Csr::from_edges(
            org.teams.len(),
            &edges
                .iter()
                .map(|(edge, _)| (edge.from.0, edge.to.0))
                .collect::<Vec<_>>(),
        );
        let components = strong_components(&circles);
        let in_circle = |team: TeamId| components.members(components.of(team.0)).len() > 1;
        let edges: Vec<_> = edges
            .into_iter()
            .filter(|(edge, _)| !in_circle(edge.from) && !in_circle(edge.to))
            .collect();
        let pairs: Vec<(u32, u32)> = edges
            .iter()
            .map(|(edge, _)| (edge.from.0, edge.to.0))
            .collect();
        let graph = Csr::from_edges(org.teams.len(), &pairs);
        let mut height = vec![0; org.teams.len()];
        // Without circles every component is one team, and those reached come first.
        let order = strong_components(&graph);
        for component in order.sinks_first() {
            for team in order.members(*component) {
                let below = graph.out(*team).iter().map(|to| height[*to as usize] + 1);
                height[*team as usize] = below.max().unwrap_or(0);
            }
        }
        Self {
            edges,
            graph,
            height,
        }
    }

    /// The longest chain from a team; at each fork the first of the longest.
    fn chain(&self, start: u32) -> Vec<DependencyRef<'a>> {
        let mut chain = Vec::new();
        let mut at = start;
        while let Some((to, edge)) = self
            .graph
            .out_edges(at)
            .find(|(to, _)| self.height[*to as usize] + 1 == self.height[at as usize])
        {
            chain.push(self.edges[edge as usize].1);
            at = to;
        }
        chain
    }

    /// For each team at the end of a chain of at least `least` links the longest chain to it, of
    /// several the first.
    pub fn chains(&self, org: &Org, least: u32) -> Vec<Vec<DependencyRef<'a>>> {
        let mut longest: BTreeMap<TeamId, Vec<DependencyRef<'_>>> = BTreeMap::new();
        for team in org.team_ids() {
            if self.height[team.index()] < least {
                continue;
            }
            let chain = self.chain(team.0);
            let Some(end) = chain.last().map(|row| row.record().to) else {
                continue;
            };
            let known = longest.entry(end).or_default();
            if chain.len() > known.len() {
                *known = chain;
            }
        }
        longest.into_values().collect()
    }

    /// What a project rests on: the rows that name it, and those between its teams.
    pub fn of_project(&self, org: &Org, project: &Project) -> Vec<DependencyRef<'a>> {
        let key = org.text(project.key);
        let inside = |team: TeamId| project.teams.contains(&team);
        let concerns = |row: &DependencyId| {
            org.text(org.dependencies[row.index()].project)
                .eq_ignore_ascii_case(key)
        };
        self.edges
            .iter()
            .filter(|(edge, _)| {
                edge.rows.iter().any(concerns) || inside(edge.from) && inside(edge.to)
            })
            .map(|(_, row)| *row)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::FirmDependencies;
    use crate::facts::{FactOptions, Facts};
    use crate::testing::org;

    #[test]
    fn chains_end_where_nobody_is_waited_for_and_skip_circles() {
        let org = org(
            "== teams.csv\nid\na\nb\nc\nd\ne\nf\n== dependencies.csv\nfrom,to,kind,fallback\n\
             a,b,hard,\nb,c,hard,\nc,d,hard,a list on paper\nd,e,hard,\ne,f,hard,\nf,e,hard,\n",
        );
        let facts = Facts::new(&org, FactOptions::default());
        let firm = FirmDependencies::of(&org, facts.dependencies());
        let chains = firm.chains(&org, 1);
        let steps: Vec<Vec<(&str, &str)>> = chains
            .iter()
            .map(|chain| {
                let pairs = chain.iter().map(|row| (row.from().key(), row.to().key()));
                pairs.collect()
            })
            .collect();
        assert_eq!(steps, [vec![("a", "b"), ("b", "c")]]);
        assert!(firm.chains(&org, 3).is_empty());
    }
}
