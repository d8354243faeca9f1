//! Dependencies that a plan rests on, and the chains that they make. Knows no limit.

use super::{DependencyFacts, Edge};
use crate::graph::csr::Csr;
use crate::graph::scc::strong_components;
use crate::model::{DependencyId, DependencyRef, Org, Project, TeamId};
use std::collections::{BTreeMap, BTreeSet};

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

    /// The links with which a longest chain from a team can go on, with the teams they lead to.
    fn links(&self, team: u32) -> impl Iterator<Item = (u32, DependencyRef<'a>)> + '_ {
        let height = move |team: u32| self.height[team as usize];
        self.graph
            .out_edges(team)
            .filter(move |(to, _)| height(*to) + 1 == height(team))
            .map(|(to, edge)| (to, self.edges[edge as usize].1))
    }

    /// For each team at which a chain of `least` links or more begins, the lowest team number among
    /// those with which chains end alike: the ends of longest chains between which the choice is
    /// free count as one end.
    fn ends(&self, least: u32) -> BTreeMap<u32, u32> {
        let mut order: Vec<u32> = self.graph.nodes().collect();
        order.sort_by_key(|team| std::cmp::Reverse(self.height[*team as usize]));
        let mut begun: Vec<bool> = self.height.iter().map(|height| *height >= least).collect();
        for team in &order {
            if begun[*team as usize] {
                for (to, _) in self.links(*team) {
                    begun[to as usize] = true;
                }
            }
        }
        // From the ends up; a team joins the ends of all its links.
        let mut same: Vec<u32> = self.graph.nodes().collect();
        let mut end: Vec<u32> = same.clone();
        for team in order.into_iter().rev().filter(|team| begun[*team as usize]) {
            let ends: Vec<u32> = self.links(team).map(|(to, _)| end[to as usize]).collect();
            if let Some((first, others)) = ends.split_first() {
                end[team as usize] = *first;
                for other in others {
                    join(&mut same, *first, *other);
                }
            }
        }
        let starts = self
            .graph
            .nodes()
            .filter(|team| self.height[*team as usize] >= least);
        starts
            .map(|team| (team, find(&mut same, end[team as usize])))
            .collect()
    }

    /// One longest chain from a team: at each fork to the team with the first key.
    pub fn chain(&self, start: u32) -> Vec<DependencyRef<'a>> {
        let mut chain = Vec::new();
        let mut at = start;
        while let Some((to, row)) = self
            .links(at)
            .min_by(|(_, a), (_, b)| a.to().key().cmp(b.to().key()))
        {
            chain.push(row);
            at = to;
        }
        chain
    }

    /// All teams on the longest chains from these teams, by team number.
    pub fn teams_on(&self, starts: &[u32]) -> BTreeSet<u32> {
        let mut teams: BTreeSet<u32> = starts.iter().copied().collect();
        let mut todo = starts.to_vec();
        while let Some(team) = todo.pop() {
            for (to, _) in self.links(team) {
                if teams.insert(to) {
                    todo.push(to);
                }
            }
        }
        teams
    }

    /// Teams at which the longest chains of at least `least` links begin: those whose chains are
    /// equally long and end alike stand together, by key.
    pub fn longest(&self, org: &Org, least: u32) -> Vec<Vec<u32>> {
        let height = |team: u32| self.height[team as usize];
        let mut longest: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (start, end) in self.ends(least) {
            let known = longest.entry(end).or_default();
            let most = known.first().map_or(0, |team| height(*team));
            if height(start) > most {
                known.clear();
            }
            if height(start) >= most {
                known.push(start);
            }
        }
        let key = |start: &u32| org.team(TeamId(*start)).key();
        for starts in longest.values_mut() {
            starts.sort_by(|a, b| key(a).cmp(key(b)));
        }
        longest.into_values().collect()
    }

    /// One of the longest chains to each end, those of at least `least` links.
    pub fn chains(&self, org: &Org, least: u32) -> Vec<Vec<DependencyRef<'a>>> {
        let starts = self.longest(org, least);
        let first = starts.iter().filter_map(|starts| starts.first());
        first.map(|start| self.chain(*start)).collect()
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

/// The first of the numbers that were joined with this one.
fn find(same: &mut [u32], number: u32) -> u32 {
    let mut root = number;
    while same[root as usize] != root {
        // Halving the path keeps later walks short.
        same[root as usize] = same[same[root as usize] as usize];
        root = same[root as usize];
    }
    root
}

fn join(same: &mut [u32], a: u32, b: u32) {
    let (a, b) = (find(same, a), find(same, b));
    same[a.max(b) as usize] = a.min(b);
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
