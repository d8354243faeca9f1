//! All mappings of teams to labels: those of the mappings table, and one per home team whose
//! liaisons share out other teams among themselves. How far each departs from the hierarchy, and
//! the fewest moves that mend it.

use super::Facts;
use crate::graph::labelling::Labelling;
use crate::graph::parsimony::Parsimony;
use crate::graph::recolor::fewest_moves_to_convex;
use crate::model::{Column, TeamId};
use crate::source::Place;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

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
    /// The leaf teams that have a label, by team number, each with its labels: its own where it has
    /// any, else those of the nearest unit above.
    pub leaves: Vec<(u32, Vec<u32>)>,
    /// Number of the first cell that gives a unit a label.
    first: BTreeMap<(TeamId, u32), usize>,
}

impl TeamMapping {
    /// The cell that gives a leaf one of its labels.
    pub fn place_of(&self, facts: &Facts<'_>, leaf: TeamId, label: u32) -> Option<Place> {
        let units = facts.tree().units();
        let cell = units
            .ancestors(leaf.0)
            .filter_map(|unit| self.first.get(&(TeamId(unit), label)))
            .min()?;
        self.cells.get(*cell).map(|(_, _, place)| *place)
    }

    /// The cell that the first move of a divergence edits.
    pub fn first_place(&self, facts: &Facts<'_>, divergence: &Divergence) -> Option<Place> {
        let first = divergence.moves.first()?;
        self.place_of(facts, first.leaf, first.from)
    }

    /// The label with this number.
    pub fn label(&self, number: u32) -> &str {
        self.labels.get(number as usize).map_or("", String::as_str)
    }

    /// Labels that would be on more than `most` targets after some moves, and on more than before, with
    /// the number of targets. Targets are counted as declared, a unit as one; a team that moves
    /// into a unit of its new label is no further target.
    pub fn overloaded(
        &self,
        facts: &Facts<'_>,
        moves: &[Reassignment],
        most: usize,
    ) -> Vec<(&str, usize)> {
        let units = facts.tree().units();
        let mut targets: Vec<BTreeSet<TeamId>> = vec![BTreeSet::new(); self.labels.len()];
        for (unit, label, _) in &self.cells {
            targets[*label as usize].insert(*unit);
        }
        let before: Vec<usize> = targets.iter().map(BTreeSet::len).collect();
        for step in moves {
            targets[step.from as usize].remove(&step.leaf);
            let own = &mut targets[step.to as usize];
            let mut above = units.ancestors(step.leaf.0);
            if !above.any(|unit| own.contains(&TeamId(unit))) {
                own.insert(step.leaf);
            }
        }
        let after = targets.iter().zip(&before).zip(&self.labels);
        after
            .filter(|((targets, before), _)| targets.len() > most && targets.len() > **before)
            .map(|((targets, _), label)| (label.as_str(), targets.len()))
            .collect()
    }

    /// A move in words: `Mobile from Cy to Ben`.
    pub fn told(&self, facts: &Facts<'_>, step: Reassignment) -> String {
        format!(
            "{} from {} to {}",
            facts.org().team(step.leaf).label(),
            self.label(step.from),
            self.label(step.to)
        )
    }
}

/// One team that changes its label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reassignment {
    /// The team, one without units below.
    pub leaf: TeamId,
    /// Number of its label now.
    pub from: u32,
    /// Number of its label afterwards.
    pub to: u32,
}

/// How a mapping lies in the tree of units, whose siblings may be grouped freely (soft polytomies).
#[derive(Clone, Debug, PartialEq)]
pub struct Divergence {
    /// Fewest changes of label along the tree; the teams of the mapping fall into one more
    /// connected region than that.
    pub changes: usize,
    /// Changes that as many labels need on any tree: one less than labels in use.
    pub least: usize,
    /// Retention index (Farris 1989): 1 where the mapping follows the tree, 0 where it could not
    /// follow it less.
    pub retention: f64,
    /// Teams without units below that have a label.
    pub leaves: usize,
    /// The fewest moves after which every label is one connected region, by team number; empty where
    /// the mapping follows the tree.
    pub moves: Vec<Reassignment>,
    /// Whether fewer moves are known not to suffice.
    pub exact: bool,
}

impl Divergence {
    /// Whether the mapping departs from the tree.
    pub fn diverges(&self) -> bool {
        self.changes > self.least
    }

    /// Whether so few moves mend it that the mapping nearly follows the tree: one, or at most this
    /// share of its teams.
    pub fn is_near(&self, share: f64) -> bool {
        let most = (self.leaves as f64 * share).floor().max(1.0);
        self.diverges() && self.moves.len() as f64 <= most
    }
}

/// All mappings, declared ones first.
#[derive(Debug)]
pub struct MappingFacts {
    mappings: Vec<TeamMapping>,
    divergences: Vec<OnceLock<Divergence>>,
    of_home: BTreeMap<TeamId, usize>,
}

impl MappingFacts {
    pub(super) fn new(facts: &Facts<'_>) -> Self {
        let mut mappings = declared(facts);
        mappings.extend(from_liaisons(facts));
        for mapping in &mut mappings {
            mapping.leaves = leaves(facts, mapping);
        }
        let homes = mappings.iter().enumerate();
        let of_home = homes
            .filter_map(|(index, mapping)| match mapping.origin {
                MappingOrigin::Liaisons(home) => Some((home, index)),
                MappingOrigin::Declared => None,
            })
            .collect();
        Self {
            divergences: mappings.iter().map(|_| OnceLock::new()).collect(),
            mappings,
            of_home,
        }
    }

    /// Number of the mapping that the liaisons of a home make, where there are several.
    pub fn of_home(&self, home: TeamId) -> Option<usize> {
        self.of_home.get(&home).copied()
    }

    /// How the mapping with this number lies in the tree; `None` for a number out of range.
    pub fn divergence(&self, facts: &Facts<'_>, index: usize) -> Option<&Divergence> {
        let mapping = self.mappings.get(index)?;
        let cell = self.divergences.get(index)?;
        Some(cell.get_or_init(|| divergence(facts, mapping)))
    }

    /// Every mapping, declared ones first, each kind by first appearance.
    pub fn all(&self) -> &[TeamMapping] {
        &self.mappings
    }
}

fn divergence(facts: &Facts<'_>, mapping: &TeamMapping) -> Divergence {
    // Teams without a label and with none below say nothing: a mapping of ten teams costs what lies
    // above these ten, however large the organization.
    let leaves: Vec<u32> = mapping.leaves.iter().map(|(leaf, _)| *leaf).collect();
    let (units, kept) = facts.tree().units().above(&leaves);
    let number = |unit: u32| kept.partition_point(|known| *known < unit) as u32;
    let pairs: Vec<(u32, u32)> = mapping
        .leaves
        .iter()
        .flat_map(|(leaf, labels)| labels.iter().map(move |label| (*leaf, *label)))
        .map(|(leaf, label)| (number(leaf), label))
        .collect();
    let labelling = Labelling::from_pairs(units.len(), &pairs);
    let parsimony = Parsimony::of(&units, &labelling);
    let mut divergence = Divergence {
        changes: parsimony.score,
        least: parsimony.least(),
        retention: parsimony.retention(),
        leaves: parsimony.leaves,
        moves: Vec::new(),
        exact: true,
    };
    if divergence.diverges() {
        let repair = fewest_moves_to_convex(&units, &labelling);
        divergence.exact = repair.exact;
        divergence.moves = repair
            .moves
            .iter()
            .map(|step| Reassignment {
                leaf: TeamId(kept[step.leaf as usize]),
                from: step.from,
                to: step.to,
            })
            .collect();
    }
    divergence
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
            first: BTreeMap::new(),
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
        let cell = self.mapping.cells.len();
        self.mapping.first.entry((unit, number)).or_insert(cell);
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
        let label = row.row.cell(org.column(row.row.file, Column::Label));
        drafts[at].add(row.team, org.text(row.label), label);
    }
    drafts.into_iter().map(|draft| draft.mapping).collect()
}

/// A home with a single liaison shares nothing out and makes no mapping.
fn from_liaisons(facts: &Facts<'_>) -> Vec<TeamMapping> {
    let org = facts.org();
    let mut drafts: Vec<Draft> = Vec::new();
    let mut by_home: BTreeMap<TeamId, usize> = BTreeMap::new();
    let mut names: BTreeSet<String> = BTreeSet::new();
    for liaison in org.liaisons() {
        let Some(home) = liaison.home() else { continue };
        let at = *by_home.entry(home.id).or_insert_with(|| {
            let mut name = format!("liaisons of {}", home.label());
            if !names.insert(name.clone()) {
                // Two homes of one name; keys are unique.
                name = format!("liaisons of {} ({})", home.label(), home.key());
            }
            drafts.push(Draft::new(name, MappingOrigin::Liaisons(home.id)));
            drafts.len() - 1
        });
        for target in liaison.targets() {
            drafts[at].add(
                target.id,
                &liaison.person().label(),
                liaison.cell(Column::Targets),
            );
        }
    }
    drafts
        .into_iter()
        .map(|draft| draft.mapping)
        .filter(|mapping| mapping.labels.len() > 1)
        .collect()
}

/// Leaf teams below the units of a mapping, each with its labels in ascending order.
fn leaves(facts: &Facts<'_>, mapping: &TeamMapping) -> Vec<(u32, Vec<u32>)> {
    match mapping.origin {
        MappingOrigin::Declared => finest(facts, &mapping.cells),
        MappingOrigin::Liaisons(_) => covering(facts, &mapping.cells),
    }
}

/// The labels of the nearest unit above a leaf that has any, itself before all. What is said of a
/// team goes before what is said of its whole unit, or a label on the unit would hide every
/// departure below it.
fn finest(facts: &Facts<'_>, cells: &[(TeamId, u32, Place)]) -> Vec<(u32, Vec<u32>)> {
    let units = facts.tree().units();
    let mut labels: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    for (unit, label, _) in cells {
        labels.entry(unit.0).or_default().insert(*label);
    }
    // The nearest labelled unit of each, from the top down.
    let mut nearest: Vec<Option<u32>> = vec![None; units.len()];
    for unit in units.preorder() {
        let above = units.parent(*unit).and_then(|up| nearest[up as usize]);
        nearest[*unit as usize] = labels.contains_key(unit).then_some(*unit).or(above);
    }
    (0..units.len() as u32)
        .filter(|unit| units.is_leaf(*unit))
        .filter_map(|leaf| {
            let found = labels.get(&nearest[leaf as usize]?)?;
            Some((leaf, found.iter().copied().collect()))
        })
        .collect()
}

/// All labels above a leaf: a liaison of a unit covers its teams, whoever covers one besides.
fn covering(facts: &Facts<'_>, cells: &[(TeamId, u32, Place)]) -> Vec<(u32, Vec<u32>)> {
    let units = facts.tree().units();
    let pairs: BTreeSet<(u32, u32)> = cells
        .iter()
        .flat_map(|(unit, label, _)| units.leaves(unit.0).iter().map(|leaf| (*leaf, *label)))
        .collect();
    let mut leaves: Vec<(u32, Vec<u32>)> = Vec::new();
    for (leaf, label) in pairs {
        match leaves.last_mut() {
            Some((last, labels)) if *last == leaf => labels.push(label),
            _ => leaves.push((leaf, vec![label])),
        }
    }
    leaves
}

#[cfg(test)]
mod tests {
    use crate::facts::{FactOptions, Facts, Reassignment};
    use crate::model::TeamId;
    use crate::testing::org;

    const TEAMS: &str = "== teams.csv\nid,parent\n\
        co,\na,co\na1,a\na2,a\na3,a\nb,co\nb1,b\nb2,b\nb3,b\n";

    #[test]
    fn a_divergence_knows_its_moves() {
        let org = org(&format!(
            "{TEAMS}== mappings.csv\nmapping,team,label\n\
             m,a1,X\nm,a2,X\nm,a3,Y\nm,b1,Y\nm,b2,Y\nm,b3,X\n\
             n,a,X\nn,b,Y\n"
        ));
        let facts = Facts::new(&org, FactOptions::default());
        let mappings = facts.mappings();
        let found = mappings.divergence(&facts, 0).unwrap();
        assert!(found.diverges() && found.is_near(0.0) && found.exact);
        // a3 to X leaves X in two places only if b3 is not grouped with a: siblings are free.
        let step = found.moves[0];
        assert_eq!(found.moves.len(), 1);
        assert!([TeamId(4), TeamId(8)].contains(&step.leaf), "{step:?}");
        assert_ne!(step.from, step.to);
        let fine = mappings.divergence(&facts, 1).unwrap();
        assert!(!fine.diverges() && !fine.is_near(1.0));
        assert_eq!(fine.moves, Vec::<Reassignment>::new());
        assert_eq!(mappings.divergence(&facts, 2), None);
    }

    #[test]
    fn the_finer_label_goes_before_that_of_the_unit() {
        let org = org(&format!(
            "{TEAMS}== mappings.csv\nmapping,team,label\n\
             m,a,X\nm,b,Y\nm,a2,Y\nm,a3,Y\nm,b3,X\nm,b2,X\nm,b2,Y\n"
        ));
        let facts = Facts::new(&org, FactOptions::default());
        let mapping = &facts.mappings().all()[0];
        let shown: Vec<String> = mapping
            .leaves
            .iter()
            .map(|(leaf, labels)| {
                let labels: Vec<&str> = labels.iter().map(|label| mapping.label(*label)).collect();
                format!("{}:{}", org.team(TeamId(*leaf)).key(), labels.join("+"))
            })
            .collect();
        assert_eq!(shown, ["a1:X", "a2:Y", "a3:Y", "b1:Y", "b2:X+Y", "b3:X"]);
        let found = facts.mappings().divergence(&facts, 0).unwrap();
        assert!(found.diverges(), "{found:?}");
    }

    #[test]
    fn a_liaison_of_a_unit_covers_what_others_cover_besides() {
        let org = org(&format!(
            "{TEAMS}== people.csv\nid,manager,team\nx,,co\ny,x,co\n\
             == liaisons.csv\nperson,home,targets\nx,co,a\ny,co,a2\n"
        ));
        let facts = Facts::new(&org, FactOptions::default());
        let mapping = &facts.mappings().all()[0];
        let labels: Vec<usize> = mapping
            .leaves
            .iter()
            .map(|(_, labels)| labels.len())
            .collect();
        assert_eq!(labels, [1, 2, 1]);
    }

    #[test]
    fn moves_that_overload_somebody_are_known() {
        let org = org(&format!(
            "{TEAMS}== mappings.csv\nmapping,team,label\nm,a1,X\nm,a2,X\nm,a3,Y\nm,b,Y\n"
        ));
        let facts = Facts::new(&org, FactOptions::default());
        let mapping = &facts.mappings().all()[0];
        let [x, y] = [0, 1];
        let step = |leaf, from, to| Reassignment {
            leaf: TeamId(leaf),
            from,
            to,
        };
        let moves = [step(4, y, x)];
        assert_eq!(mapping.overloaded(&facts, &moves, 2), [("X", 3)]);
        assert!(mapping.overloaded(&facts, &moves, 3).is_empty());
        // b1 moves into the unit that Y has already.
        assert!(mapping.overloaded(&facts, &[step(6, x, y)], 1).is_empty());
    }

    #[test]
    fn homes_of_one_name_have_mappings_of_two_names() {
        let org = org("== people.csv\nid\np\nq\nr\ns\n\
             == teams.csv\nid,name,parent\nh,Help,\ni,Help,\na,,\nb,,\n\
             == liaisons.csv\nperson,home,targets\np,h,a\nq,h,b\nr,i,a\ns,i,b\n");
        let facts = Facts::new(&org, FactOptions::default());
        let names: Vec<&str> = facts
            .mappings()
            .all()
            .iter()
            .map(|m| m.name.as_str())
            .collect();
        assert_eq!(names, ["liaisons of Help", "liaisons of Help (i)"]);
        assert_eq!(facts.mappings().of_home(TeamId(1)), Some(1));
    }
}
