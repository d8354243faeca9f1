//! The tree of units and the tree of people, and where "another part of the organization" begins.

use crate::graph::forest::Forest;
use crate::model::{Org, PersonId, TeamId};

/// Trees and boundary units.
#[derive(Debug)]
pub struct TreeFacts {
    units: Forest,
    people: Forest,
    main_root: Option<TeamId>,
    boundary: Vec<u32>,
}

impl TreeFacts {
    pub(super) fn new(org: &Org, boundary_depth: u32) -> Self {
        let parents: Vec<Option<u32>> = org
            .teams
            .iter()
            .map(|team| team.parent.map(|id| id.0))
            .collect();
        let managers: Vec<Option<u32>> = org
            .people
            .iter()
            .map(|person| person.manager.map(|id| id.0))
            .collect();
        let units = Forest::from_parents(&parents);
        let main_root = main_root(&units);
        let boundary = boundaries(&units, main_root, boundary_depth.max(1));
        Self {
            people: Forest::from_parents(&managers),
            main_root: main_root.map(TeamId),
            boundary,
            units,
        }
    }

    /// Units as a forest; cycles are cut.
    pub fn units(&self) -> &Forest {
        &self.units
    }

    /// People by first solid line as a forest; cycles are cut.
    pub fn people(&self) -> &Forest {
        &self.people
    }

    /// The root that holds at least half of all units, where there is one and it has units below.
    /// Without it the organization is a federation of units beside each other.
    pub fn main_root(&self) -> Option<TeamId> {
        self.main_root
    }

    /// The unit that counts as the team's part of the organization: its ancestor at the boundary
    /// depth below the main root, its own root in a federation, itself above that depth. A root with
    /// a single unit below is passed over, and so is a whole chain of them: the depth is counted from
    /// the last unit down the chain.
    pub fn boundary(&self, team: TeamId) -> TeamId {
        TeamId(self.boundary[team.index()])
    }

    /// Whether these teams are in several parts of the organization.
    pub fn is_across(&self, teams: &[TeamId]) -> bool {
        let mut parts = teams.iter().map(|team| self.boundary(*team));
        let first = parts.next();
        parts.any(|part| Some(part) != first)
    }

    /// Whether two teams are in different parts of the organization.
    pub fn crosses_boundary(&self, a: TeamId, b: TeamId) -> bool {
        self.boundary(a) != self.boundary(b)
    }

    /// Whether `team` is `unit` or below it.
    pub fn contains(&self, unit: TeamId, team: TeamId) -> bool {
        self.units.is_ancestor(unit.0, team.0)
    }

    /// Whether one of two units contains the other.
    pub fn nested(&self, a: TeamId, b: TeamId) -> bool {
        self.contains(a, b) || self.contains(b, a)
    }

    /// All people below a person, the person excluded, in tree order.
    pub fn below(&self, person: PersonId) -> &[u32] {
        self.people.subtree(person.0).get(1..).unwrap_or(&[])
    }
}

fn main_root(units: &Forest) -> Option<u32> {
    let size = |root: &u32| units.subtree_size(*root);
    let largest = units.roots().iter().copied().max_by_key(size)?;
    let most = size(&largest);
    // Of two halves neither is the main one; which comes first in the file says nothing.
    let alone = units
        .roots()
        .iter()
        .filter(|root| size(root) == most)
        .count()
        == 1;
    (alone && most > 1 && most * 2 >= units.len()).then_some(largest)
}

fn boundaries(units: &Forest, main_root: Option<u32>, depth: u32) -> Vec<u32> {
    let passed_over = main_root.map_or(0, |root| single_children(units, root));
    (0..units.len() as u32)
        .map(|team| {
            let below_top = if Some(units.root_of(team)) == main_root {
                depth.saturating_add(passed_over)
            } else {
                depth - 1
            };
            units.ancestor_at_depth(team, below_top).unwrap_or(team)
        })
        .collect()
}

/// Levels below `root` on which there is just one unit.
fn single_children(units: &Forest, root: u32) -> u32 {
    let (mut at, mut levels) = (root, 0);
    while let [only] = units.children(at) {
        if units.is_leaf(*only) {
            break;
        }
        at = *only;
        levels += 1;
    }
    levels
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boundary_of(parents: &[Option<u32>], depth: u32) -> Vec<u32> {
        let units = Forest::from_parents(parents);
        boundaries(&units, main_root(&units), depth)
    }

    #[test]
    fn boundary_is_one_below_the_main_root() {
        // 0 is the root, 1 and 2 below it, 3 below 1, 4 a stray root.
        let parents = [None, Some(0), Some(0), Some(1), None];
        assert_eq!(boundary_of(&parents, 1), [0, 1, 2, 1, 4]);
        assert_eq!(boundary_of(&parents, 2), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn a_root_with_a_single_child_is_passed_over() {
        let parents = [None, Some(0), Some(1), Some(1)];
        assert_eq!(boundary_of(&parents, 1), [0, 1, 2, 3]);
    }

    #[test]
    fn a_chain_of_single_children_is_passed_over_to_its_end() {
        // 0, 1 and 2 one below the other, then two parts with a team each.
        let parents = [None, Some(0), Some(1), Some(2), Some(2), Some(3), Some(4)];
        assert_eq!(boundary_of(&parents, 1), [0, 1, 2, 3, 4, 3, 4]);
        assert_eq!(boundary_of(&parents, 2), [0, 1, 2, 3, 4, 5, 6]);
        // A single team below the top is a part of its own, not a top to be passed over.
        assert_eq!(boundary_of(&[None, Some(0), Some(1)], 1), [0, 1, 2]);
    }

    #[test]
    fn two_halves_are_a_federation() {
        let parents = [None, None, Some(0), Some(1)];
        assert_eq!(boundary_of(&parents, 1), [0, 1, 0, 1]);
    }

    #[test]
    fn a_federation_has_its_roots_as_boundaries() {
        let parents = [None, None, None, Some(0), Some(1)];
        assert_eq!(boundary_of(&parents, 1), [0, 1, 2, 0, 1]);
    }
}
