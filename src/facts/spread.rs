//! How liaisons are spread over the organization: shares, joined parts, and the moves of teams that
//! would make them unnecessary. Knows no rule and no limit.

use super::{Assignment, Facts, Support};
use crate::model::{PersonId, Table, TeamId};
use std::collections::{BTreeMap, BTreeSet};

/// How liaisons are spread. Counts are pairs of a part and its whole; where nothing is known the
/// whole is 0.
#[derive(Clone, Debug, Default)]
pub struct LiaisonSpread {
    /// People who are liaisons, of all people.
    pub people: (usize, usize),
    /// Teams without units below that host liaisons from two or more functions (the function of the
    /// home team, else its part of the organization), of all such teams.
    pub crowded: (usize, usize),
    /// Assignments without need or with a minimal one, of those about which anything is known.
    pub unneeded: (usize, usize),
    /// Pairs of parts of the organization joined by liaisons, and by dependencies.
    pub pairs: (usize, usize),
    /// The two parts that most liaisons join, and how many, where several pairs are joined.
    pub busiest: Option<(TeamId, TeamId, usize)>,
    /// Moves of one team to another part that would make two or more assignments unnecessary on
    /// balance, the best first, at most three.
    pub moves: Vec<TeamMove>,
}

/// A team that would move to another part of the organization, and what would change with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TeamMove {
    /// The team, with all below it.
    pub team: TeamId,
    /// Where it would go.
    pub part: TeamId,
    /// Assignments that would no longer leave a part of the organization.
    pub saved: usize,
    /// Assignments that would begin to.
    pub lost: usize,
    /// Dependencies that would no longer cross from part to part.
    pub joined: usize,
    /// Dependencies that would begin to.
    pub parted: usize,
    /// People who would move.
    pub people: usize,
    /// People among them whose manager would stay behind.
    pub new_managers: usize,
    /// Rows of mappings that name the team or one below it.
    pub mapping_rows: usize,
}

impl TeamMove {
    /// What changes when a team moves to another part, all else as it is. Linear in assignments,
    /// dependencies and rows of mappings.
    pub fn of(facts: &Facts<'_>, team: TeamId, part: TeamId) -> Self {
        weigh(facts, team, part)
    }

    /// Assignments that the move makes unnecessary on balance.
    pub fn gain(&self) -> usize {
        self.saved.saturating_sub(self.lost)
    }
}

impl LiaisonSpread {
    /// Measures the organization. Linear in teams, assignments and dependencies but for sorting.
    pub fn of(facts: &Facts<'_>) -> Self {
        let mut between: BTreeMap<(TeamId, TeamId), usize> = BTreeMap::new();
        for (a, b) in joints(facts) {
            *between.entry((a.min(b), a.max(b))).or_default() += 1;
        }
        let needed: BTreeSet<(TeamId, TeamId)> = facts
            .dependencies()
            .edges()
            .iter()
            .filter_map(|edge| parts(facts, edge.from, edge.to))
            .map(|(a, b)| (a.min(b), a.max(b)))
            .collect();
        Self {
            people: (facts.liaisons().people().len(), facts.org().people.len()),
            crowded: crowded_teams(facts),
            unneeded: unneeded(facts),
            pairs: (between.len(), needed.len()),
            busiest: most(&between).filter(|_| between.len() > 1),
            moves: best_moves(facts),
        }
    }
}

/// The entry with the highest count, the first of several.
fn most(count: &BTreeMap<(TeamId, TeamId), usize>) -> Option<(TeamId, TeamId, usize)> {
    count
        .iter()
        .max_by_key(|(pair, number)| (**number, std::cmp::Reverse(**pair)))
        .map(|((a, b), number)| (*a, *b, *number))
}

/// Parts of the organization of each home and target, where they differ.
fn joints(facts: &Facts<'_>) -> impl Iterator<Item = (TeamId, TeamId)> {
    let assignments = facts.assignments().all().iter();
    assignments
        .filter_map(|assignment| Some((assignment.home?, &assignment.targets)))
        .flat_map(|(home, targets)| targets.iter().map(move |target| (home, *target)))
        .filter_map(move |(home, target)| parts(facts, home, target))
}

fn parts(facts: &Facts<'_>, a: TeamId, b: TeamId) -> Option<(TeamId, TeamId)> {
    let (a, b) = (facts.tree().boundary(a), facts.tree().boundary(b));
    (a != b).then_some((a, b))
}

/// How many of the teams without units below host liaisons from two or more functions.
fn crowded_teams(facts: &Facts<'_>) -> (usize, usize) {
    let (tree, liaisons) = (facts.tree(), facts.liaisons());
    let teams = tree.units().all_leaves();
    let crowded = teams.iter().filter(|team| {
        let functions: BTreeSet<(TeamId, String)> = liaisons
            .covering(tree, TeamId(**team))
            .into_iter()
            .filter_map(|id| facts.org().liaisons[id.index()].home)
            .map(|home| {
                let function = facts.org().text(facts.org().teams[home.index()].function);
                if function.is_empty() {
                    (tree.boundary(home), String::new())
                } else {
                    (TeamId(0), function.to_lowercase())
                }
            })
            .collect();
        functions.len() > 1
    });
    (crowded.count(), teams.len())
}

/// How many of the assignments about which the dependencies table says something have no need.
fn unneeded(facts: &Facts<'_>) -> (usize, usize) {
    let assignments = facts.assignments();
    if !facts.org().has_table(Table::Dependencies) {
        return (0, 0);
    }
    let known: Vec<Support> = (0..assignments.all().len())
        .map(|index| assignments.support(facts, index))
        .filter(|support| *support != Support::Unknown)
        .collect();
    let without = known.iter().filter(|support| **support != Support::Enough);
    (without.count(), known.len())
}

/// The single moves of a team that make most assignments unnecessary (algorithm A10). The candidates
/// are counted over all assignments at once; only the most promising are then weighed one by one, so
/// the whole stays linear in assignments and dependencies.
fn best_moves(facts: &Facts<'_>) -> Vec<TeamMove> {
    const WEIGHED: usize = 20;
    const SHOWN: usize = 3;
    let mut candidates: Vec<((TeamId, TeamId), usize)> = candidates(facts).into_iter().collect();
    candidates.retain(|(_, number)| *number > 1);
    candidates.sort_by_key(|(pair, number)| (std::cmp::Reverse(*number), *pair));
    let mut moves: Vec<TeamMove> = candidates
        .into_iter()
        .take(WEIGHED)
        .map(|((team, part), _)| weigh(facts, team, part))
        .filter(|found| found.gain() > 1)
        .collect();
    moves.sort_by_key(|found| {
        let ties = (found.parted as i64 - found.joined as i64, found.people);
        (
            std::cmp::Reverse(found.gain()),
            ties,
            found.team,
            found.part,
        )
    });
    moves.truncate(SHOWN);
    moves
}

/// How many assignments a move of one team to another part would make internal. A part moves
/// nowhere, and nothing moves below a team.
fn candidates(facts: &Facts<'_>) -> BTreeMap<(TeamId, TeamId), usize> {
    let tree = facts.tree();
    let movable = |team: TeamId, part: TeamId| {
        let home = tree.boundary(team);
        home != team && home != part && !tree.units().is_leaf(part.0)
    };
    let mut count = BTreeMap::new();
    for assignment in facts.assignments().all() {
        let Some(home) = assignment.home else {
            continue;
        };
        let parts: BTreeSet<TeamId> = assignment
            .targets
            .iter()
            .map(|t| tree.boundary(*t))
            .collect();
        let mut candidates = Vec::new();
        if let [target] = assignment.targets.as_slice() {
            candidates.push((*target, tree.boundary(home)));
        }
        if parts.len() == 1 {
            candidates.extend(parts.first().map(|part| (home, *part)));
        }
        for (team, part) in candidates {
            if movable(team, part) {
                *count.entry((team, part)).or_default() += 1;
            }
        }
    }
    count
}

/// What changes when a team moves. Linear in assignments, dependencies and mapping rows.
fn weigh(facts: &Facts<'_>, team: TeamId, part: TeamId) -> TeamMove {
    let (org, tree) = (facts.org(), facts.tree());
    let before = |unit: TeamId| tree.boundary(unit);
    let after = |unit: TeamId| {
        if tree.contains(team, unit) {
            part
        } else {
            tree.boundary(unit)
        }
    };
    let internal = |assignment: &Assignment, part_of: &dyn Fn(TeamId) -> TeamId| {
        let mut targets = assignment.targets.iter();
        assignment
            .home
            .is_some_and(|home| targets.all(|target| part_of(*target) == part_of(home)))
    };
    let assignments = || facts.assignments().all().iter();
    let edges = || facts.dependencies().edges().iter();
    let crosses =
        |a: TeamId, b: TeamId, part_of: &dyn Fn(TeamId) -> TeamId| part_of(a) != part_of(b);
    let people: BTreeSet<PersonId> = tree
        .units()
        .subtree(team.0)
        .iter()
        .flat_map(|unit| facts.members().of(TeamId(*unit)))
        .collect();
    let stays_behind = |person: &&PersonId| {
        let manager = org.people[person.index()].manager;
        manager.is_some_and(|manager| !people.contains(&manager))
    };
    TeamMove {
        team,
        part,
        saved: assignments()
            .filter(|a| !internal(a, &before) && internal(a, &after))
            .count(),
        lost: assignments()
            .filter(|a| internal(a, &before) && !internal(a, &after))
            .count(),
        joined: edges()
            .filter(|e| crosses(e.from, e.to, &before) && !crosses(e.from, e.to, &after))
            .count(),
        parted: edges()
            .filter(|e| !crosses(e.from, e.to, &before) && crosses(e.from, e.to, &after))
            .count(),
        new_managers: people.iter().filter(stays_behind).count(),
        people: people.len(),
        mapping_rows: org
            .mappings
            .iter()
            .filter(|row| tree.contains(team, row.team))
            .count(),
    }
}

#[cfg(test)]
mod tests {
    use super::{LiaisonSpread, TeamMove};
    use crate::facts::{FactOptions, Facts};
    use crate::model::TeamId;
    use crate::testing::org;

    const ORG: &str = "== people.csv\nid,team,manager\n\
        mo,m1,\nana,m1,mo\nbo,m2,mo\nwes,web,zed\nwyn,web,wes\nzed,eng,\n\
        == teams.csv\nid,parent\n\
        co,\nmkt,co\nm1,mkt\nm2,mkt\neng,co\nweb,eng\ninfra,eng\n\
        == dependencies.csv\nfrom,to\nm1,web\nm2,web\nweb,infra\n\
        == mappings.csv\nmapping,team,label\nline,web,Shop\n";

    #[test]
    fn a_move_tells_what_it_saves_and_what_it_costs() {
        let org = org(&format!(
            "{ORG}== liaisons.csv\nperson,home,targets\n\
             ana,m1,web\nbo,m2,web\nmo,m2,web\nwyn,web,infra\n"
        ));
        let facts = Facts::new(&org, FactOptions::default());
        let expected = TeamMove {
            team: TeamId(5),
            part: TeamId(1),
            saved: 3,
            lost: 1,
            joined: 2,
            parted: 1,
            people: 2,
            new_managers: 1,
            mapping_rows: 1,
        };
        let moves = LiaisonSpread::of(&facts).moves;
        assert!(moves.contains(&expected), "{moves:#?}");
        // As much is gained by moving the other team, with fewer people.
        assert_eq!(moves.first().map(|best| best.team), Some(TeamId(3)));
    }

    #[test]
    fn a_move_that_breaks_as_much_as_it_mends_is_none() {
        let org = org(&format!(
            "{ORG}== liaisons.csv\nperson,home,targets\n\
             ana,m1,web\nbo,m1,web\nwyn,web,infra\nzed,infra,web\nana,m1,m2\nbo,m2,m1\n"
        ));
        let facts = Facts::new(&org, FactOptions::default());
        assert!(LiaisonSpread::of(&facts).moves.is_empty());
    }
}
