//! Graphs of people: reporting lines, and meetings among those who have what a metric asks for.

use super::contract::Context;
use crate::graph::csr::Csr;
use crate::model::{Org, PersonId};

/// Some people as nodes, with the edges among them.
#[derive(Debug)]
pub(super) struct PeopleGraph {
    /// The person of each node, ascending.
    pub(super) people: Vec<PersonId>,
    /// The edges; its nodes index `people`.
    pub(super) graph: Csr,
}

impl PeopleGraph {
    /// The part of a graph of all people that lies among some of them. Linear.
    pub(super) fn within(whole: &Csr, keep: impl Fn(PersonId) -> bool) -> Self {
        let people: Vec<PersonId> = whole.nodes().map(PersonId).filter(|id| keep(*id)).collect();
        let mut number = vec![u32::MAX; whole.node_count()];
        for (index, person) in people.iter().enumerate() {
            number[person.index()] = index as u32;
        }
        let edges: Vec<(u32, u32)> = whole
            .edges()
            .map(|(a, b)| (number[a as usize], number[b as usize]))
            .filter(|(a, b)| *a != u32::MAX && *b != u32::MAX)
            .collect();
        Self {
            graph: Csr::from_edges(people.len(), &edges),
            people,
        }
    }

    /// Number of each node's home team. Only for people who have one.
    pub(super) fn homes(&self, org: &Org) -> Vec<u32> {
        let home = |id: &PersonId| org.people[id.index()].team.map_or(u32::MAX, |team| team.0);
        self.people.iter().map(home).collect()
    }
}

/// People who have a home team and share a small recurring meeting with others who have one.
pub(super) fn meeting(cx: &Context<'_>) -> PeopleGraph {
    let graph = cx.facts.encounters().graph();
    let home = |id: u32| cx.org.people[id as usize].team.is_some();
    PeopleGraph::within(graph, |id| {
        home(id.0) && graph.out(id.0).iter().any(|other| home(*other))
    })
}

/// People who share a small recurring meeting with anybody.
pub(super) fn all_who_meet(cx: &Context<'_>) -> PeopleGraph {
    let graph = cx.facts.encounters().graph();
    PeopleGraph::within(graph, |id| graph.out_degree(id.0) > 0)
}

/// Why metrics about single people are left out, unless they are wanted.
pub(super) fn wanted(cx: &Context<'_>) -> Result<(), String> {
    if cx.people {
        Ok(())
    } else {
        Err("about single people, and left out unless asked for; give --with-people".to_owned())
    }
}

/// Why nothing can be said where nobody meets.
pub(super) const NOBODY: &str = "no two people share a recurring meeting of at most 18 people";
