//! In how many ways the same teams are arranged at once: mappings beside the hierarchy, those that
//! arrange them alike taken together. Knows no limit.

use super::{Facts, TeamMapping};
use crate::graph::partition::Contingency;
use std::collections::BTreeMap;

/// Mappings that depart from the hierarchy and arrange the teams alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrangement {
    /// Numbers of the mappings, the first of them what the others are compared with.
    pub members: Vec<usize>,
    /// The fewest moves that bring one of them back to the hierarchy.
    pub moves: usize,
}

/// How far two mappings arrange the teams apart that both label: the variation of information as a
/// share of the largest possible for so many teams, 0 alike, 1 as different as can be. `None` with
/// fewer than two teams in common: they arrange different things.
pub fn apart(a: &TeamMapping, b: &TeamMapping) -> Option<f64> {
    let (first, second) = common(&a.leaves, &b.leaves);
    if first.len() < 2 {
        return None;
    }
    let table = Contingency::new(&blocks(&first), &blocks(&second));
    Some(table.variation_of_information() / (first.len() as f64).log2())
}

/// Mappings that depart from the hierarchy, like with like, by first appearance. Those that label
/// less than `min_coverage` of the teams without units below arrange only a corner and are left out;
/// those not further than `same_within` [`apart`] are alike.
pub fn arrangements(facts: &Facts<'_>, min_coverage: f64, same_within: f64) -> Vec<Arrangement> {
    let mappings = facts.mappings();
    let least = min_coverage * facts.tree().units().all_leaves().len() as f64;
    let mut found: Vec<Arrangement> = Vec::new();
    for (index, mapping) in mappings.all().iter().enumerate() {
        if (mapping.leaves.len() as f64) < least {
            continue;
        }
        let divergence = mappings.divergence(facts, index);
        let Some(divergence) = divergence.filter(|divergence| divergence.diverges()) else {
            continue;
        };
        let moves = divergence.moves.len();
        let alike = found.iter_mut().find(|known| {
            let first = known.members.first().map(|first| &mappings.all()[*first]);
            first.is_some_and(|first| apart(first, mapping).is_some_and(|far| far <= same_within))
        });
        match alike {
            Some(known) => {
                known.members.push(index);
                known.moves = known.moves.min(moves);
            }
            None => found.push(Arrangement {
                members: vec![index],
                moves,
            }),
        }
    }
    found
}

/// The labels that two mappings give to the teams which both have. Both lists are in the order of
/// teams, so that comparing many mappings allocates little.
fn common<'a>(
    a: &'a [(u32, Vec<u32>)],
    b: &'a [(u32, Vec<u32>)],
) -> (Vec<&'a [u32]>, Vec<&'a [u32]>) {
    let mut others = b.iter().peekable();
    a.iter()
        .filter_map(|(leaf, labels)| {
            while others.next_if(|(other, _)| other < leaf).is_some() {}
            let (_, found) = others.next_if(|(other, _)| other == leaf)?;
            Some((labels.as_slice(), found.as_slice()))
        })
        .unzip()
}

/// Numbers of blocks: teams with the same set of labels are in one block.
fn blocks(labels: &[&[u32]]) -> Vec<u32> {
    let mut numbers: BTreeMap<&[u32], u32> = BTreeMap::new();
    labels
        .iter()
        .map(|set| {
            let next = numbers.len() as u32;
            *numbers.entry(set).or_insert(next)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{apart, arrangements};
    use crate::facts::{FactOptions, Facts};
    use crate::testing::org;

    #[test]
    fn mappings_alike_are_one_arrangement_and_those_along_the_tree_none() {
        let org = org(
            "== teams.csv\nid,parent\nco,\na,co\na1,a\na2,a\nb,co\nb1,b\nb2,b\n\
             == mappings.csv\nmapping,team,label\n\
             x,a1,1\nx,a2,2\nx,b1,1\nx,b2,2\ny,a1,p\ny,a2,q\ny,b1,p\ny,b2,q\n\
             z,a1,1\nz,a2,2\nz,b1,2\nz,b2,1\ntree,a,1\ntree,b,2\n",
        );
        let facts = Facts::new(&org, FactOptions::default());
        let all = facts.mappings().all();
        assert_eq!(apart(&all[0], &all[1]), Some(0.0));
        assert_eq!(apart(&all[0], &all[2]), Some(1.0));
        let found = arrangements(&facts, 0.3, 0.1);
        let members: Vec<&[usize]> = found.iter().map(|each| each.members.as_slice()).collect();
        assert_eq!(members, [&[0, 1][..], &[2]]);
        assert!(arrangements(&facts, 1.1, 0.1).is_empty());
    }
}
