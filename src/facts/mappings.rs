//! All mappings of teams to labels: those of the mappings table, and one per home team whose
//! liaisons share out other teams among themselves.

use super::Facts;
use crate::model::TeamId;
use crate::source::Place;
use std::collections::BTreeMap;

/// Where a mapping comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MappingOrigin {
    /// The mappings table.
    Declared,
    /// Which liaison of this home team covers which team.
    Liaisons(TeamId),
}

/// A mapping of teams to labels.
#[derive(Clone, Debug)]
pub struct TeamMapping {
    /// Name: as declared, or `liaisons of HOME`.
    pub name: String,
    /// Where it comes from.
    pub origin: MappingOrigin,
    /// Labels, by first appearance.
    pub labels: Vec<String>,
    /// Assignments as declared: the unit, the number of its label, the cell that says so.
    pub cells: Vec<(TeamId, u32, Place)>,
    /// The leaf teams that have a label, by team number, each with its labels.
    pub leaves: Vec<(u32, Vec<u32>)>,
}

impl TeamMapping {
    /// The cell that gives a leaf one of its labels.
    pub fn place_of(&self, facts: &Facts<'_>, leaf: TeamId, label: u32) -> Option<Place> {
        self.cells
            .iter()
            .find(|(unit, known, _)| *known == label && facts.tree().contains(*unit, leaf))
            .map(|(_, _, place)| *place)
    }
}

/// All mappings, declared ones first.
#[derive(Debug)]
pub struct MappingFacts {
    mappings: Vec<TeamMapping>,
}

impl MappingFacts {
    pub(super) fn new(facts: &Facts<'_>) -> Self {
        let mut mappings = declared(facts);
        mappings.extend(from_liaisons(facts));
        for mapping in &mut mappings {
            mapping.leaves = leaves(facts, &mapping.cells);
        }
        Self { mappings }
    }

    /// Every mapping, declared ones first, each kind by first appearance.
    pub fn all(&self) -> &[TeamMapping] {
        &self.mappings
    }
}

/// Collects the cells of one mapping and numbers its labels.
struct Draft {
    mapping: TeamMapping,
    numbers: BTreeMap<String, u32>,
}

impl Draft {
    fn new(name: String, origin: MappingOrigin) -> Self {
        let mapping = TeamMapping {
            name,
            origin,
            labels: Vec::new(),
            cells: Vec::new(),
            leaves: Vec::new(),
        };
        Self {
            mapping,
            numbers: BTreeMap::new(),
        }
    }

    fn add(&mut self, unit: TeamId, label: &str, place: Place) {
        let next = self.mapping.labels.len() as u32;
        let number = *self.numbers.entry(label.to_owned()).or_insert(next);
        if number == next {
            self.mapping.labels.push(label.to_owned());
        }
        self.mapping.cells.push((unit, number, place));
    }
}

fn declared(facts: &Facts<'_>) -> Vec<TeamMapping> {
    let org = facts.org();
    let mut drafts: Vec<Draft> = Vec::new();
    let mut by_name: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &org.mappings {
        let name = org.text(row.mapping);
        let at = *by_name.entry(name).or_insert_with(|| {
            drafts.push(Draft::new(name.to_owned(), MappingOrigin::Declared));
            drafts.len() - 1
        });
        drafts[at].add(row.team, org.text(row.label), row.row.place());
    }
    drafts.into_iter().map(|draft| draft.mapping).collect()
}

/// A home with a single liaison shares nothing out and makes no mapping.
fn from_liaisons(facts: &Facts<'_>) -> Vec<TeamMapping> {
    let org = facts.org();
    let mut drafts: Vec<Draft> = Vec::new();
    let mut by_home: BTreeMap<TeamId, usize> = BTreeMap::new();
    for liaison in org.liaisons() {
        let Some(home) = liaison.home() else { continue };
        let at = *by_home.entry(home.id).or_insert_with(|| {
            let name = format!("liaisons of {}", home.label());
            drafts.push(Draft::new(name, MappingOrigin::Liaisons(home.id)));
            drafts.len() - 1
        });
        for target in liaison.targets() {
            drafts[at].add(target.id, &liaison.person().label(), liaison.place());
        }
    }
    drafts
        .into_iter()
        .map(|draft| draft.mapping)
        .filter(|mapping| mapping.labels.len() > 1)
        .collect()
}

/// Leaf teams below the units of a mapping, each with its labels in ascending order.
fn leaves(facts: &Facts<'_>, cells: &[(TeamId, u32, Place)]) -> Vec<(u32, Vec<u32>)> {
    let units = facts.tree().units();
    let mut pairs: Vec<(u32, u32)> = cells
        .iter()
        .flat_map(|(unit, label, _)| units.leaves(unit.0).iter().map(|leaf| (*leaf, *label)))
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    let mut leaves: Vec<(u32, Vec<u32>)> = Vec::new();
    for (leaf, label) in pairs {
        match leaves.last_mut() {
            Some((last, labels)) if *last == leaf => labels.push(label),
            _ => leaves.push((leaf, vec![label])),
        }
    }
    leaves
}
