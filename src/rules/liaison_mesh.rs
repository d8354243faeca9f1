//! `liaison-mesh`: see [`META`] for its documentation.

use crate::facts::meshes;
use crate::lint::words::{count, list};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, LiaisonId, TeamId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

declare_rule! {
    /// ## What it does
    /// Flags a group of at least `min-teams` teams in which liaisons join at least `min-density` of
    /// all pairs. The groups are found by taking away, step by step, the teams with the fewest
    /// joined neighbours, and testing what still hangs together.
    ///
    /// ## Why it matters
    /// Liaisons from many places to many places are one group that has not noticed it: each piece
    /// of news is told once for every pair. One seat for each team in one meeting does the same.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,team
    /// p1,a
    /// p2,b
    /// p3,c
    /// == teams.csv
    /// id,parent
    /// a,
    /// b,
    /// c,
    /// d,
    /// == liaisons.csv
    /// person,targets
    /// p1,b;c
    /// p2,c
    /// p3,d
    /// p1,d
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,team
    /// p1,a
    /// == teams.csv
    /// id,parent
    /// a,
    /// b,
    /// c,
    /// d,
    /// == liaisons.csv
    /// person,targets
    /// p1,b;c;d
    /// ```
    ///
    /// ## How to fix
    /// Replace the liaisons among these teams by one centralized liaison: a short recurring meeting
    /// with one representative of each team and not more than eight seats.
    ///
    /// ## Options
    /// All are our own choice.
    /// - `min-teams` (default 4): fewer teams are no mesh.
    /// - `min-density` (default 0.5): share of the pairs that liaisons join.
    pub(super) static META = {
        name: "liaison-mesh",
        summary: "teams are joined by liaisons nearly pair by pair",
        smell: Smell::Liaison,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::Liaisons],
        implements: &["LM31"],
        sources: &[
            "Rubick: The liaison model",
            "Seidman: Network structure and minimum degree, 1983 (cores)",
            "our own choice (both limits)",
        ],
    }
}

/// Options of `liaison-mesh`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct LiaisonMesh {
    min_teams: usize,
    min_density: f64,
}

impl Default for LiaisonMesh {
    fn default() -> Self {
        Self {
            min_teams: 4,
            min_density: 0.5,
        }
    }
}

/// Of each joined pair of teams, the lower number first, the rows that join it.
type Pairs = BTreeMap<(TeamId, TeamId), Vec<LiaisonId>>;

impl Rule for LiaisonMesh {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let pairs = pairs(cx);
        let dense =
            |joined: usize, possible: usize| joined as f64 >= self.min_density * possible as f64;
        for mesh in meshes(pairs.keys().copied(), self.min_teams, dense) {
            report(cx, &mesh.teams, mesh.joined, &pairs, sink);
        }
    }
}

/// Pairs of home and target, in force and not within each other.
fn pairs(cx: Context<'_>) -> Pairs {
    let mut pairs = Pairs::new();
    for assignment in cx.facts.assignments().all() {
        let (Some(home), true) = (assignment.home, assignment.in_force(cx.facts)) else {
            continue;
        };
        for target in &assignment.targets {
            if !cx.facts.tree().nested(home, *target) {
                let pair = (home.min(*target), home.max(*target));
                pairs.entry(pair).or_default().extend(&assignment.rows);
            }
        }
    }
    pairs
}

fn report(cx: Context<'_>, group: &[TeamId], joined: usize, pairs: &Pairs, sink: &mut Sink) {
    let inside = |team: &TeamId| group.binary_search(team).is_ok();
    let within: Vec<(&(TeamId, TeamId), &Vec<LiaisonId>)> = pairs
        .iter()
        .filter(|((a, b), _)| inside(a) && inside(b))
        .collect();
    let rows: BTreeSet<LiaisonId> = within.iter().flat_map(|(_, rows)| *rows).copied().collect();
    let Some(first) = rows.first() else { return };
    let people: BTreeSet<_> = rows
        .iter()
        .map(|row| cx.org.liaison(*row).person().id)
        .collect();
    let names: Vec<&str> = group
        .iter()
        .map(|team| cx.org.team(*team).label())
        .collect();
    let possible = group.len() * (group.len() - 1) / 2;
    let message = format!(
        "{} join {joined} of the {possible} pairs among {} teams: {}",
        count(people.len(), "liaison", "liaisons"),
        group.len(),
        list(&names, 8)
    );
    let evidence = within.iter().filter_map(|((a, b), rows)| {
        let row = cx.org.liaison(*rows.first()?);
        let (a, b) = (cx.org.team(*a).label(), cx.org.team(*b).label());
        let text = format!("{} joins {a} and {b}", row.person().short());
        Some((row.cell(Column::Targets), text))
    });
    let help = if group.len() <= 8 {
        format!(
            "let each of the {} teams send one person to one short meeting and end the liaisons among them",
            group.len()
        )
    } else {
        format!(
            "{} seats are too many for one meeting: let the units above these teams send one person each",
            group.len()
        )
    };
    sink.report(cx.org.liaison(*first).cell(Column::Targets), message)
        .subjects(group.iter().map(|team| cx.org.team(*team).subject()))
        .amount(joined as f64 / possible as f64, "share of pairs")
        .evidence(evidence)
        .help(help);
}

#[cfg(test)]
mod tests {
    use super::LiaisonMesh;
    use crate::testing::check;

    fn org(liaisons: &str) -> String {
        format!(
            "== people.csv\nid,team\np1,a\np2,b\np3,c\np4,d\np5,e\n\
             == teams.csv\nid,parent\na,\nb,\nc,\nd,\ne,\nf,\ng,\n\
             == liaisons.csv\nperson,targets,status\n{liaisons}"
        )
    }

    #[test]
    fn a_dense_group_is_found_among_its_hangers_on() {
        check(
            &LiaisonMesh::default(),
            &org(
                "p1,b;c;d;f;g, #~ warning: 3 liaisons join 5 of the 6 pairs among 4 teams: a, b, c and d\n\
                  p2,c,\np3,d,\np5,a,\n",
            ),
        );
    }

    #[test]
    fn three_teams_are_no_mesh() {
        check(&LiaisonMesh::default(), &org("p1,b;c,\np2,c,\n"));
    }

    #[test]
    fn a_ring_of_five_is_just_dense_enough_and_a_ring_of_six_is_not() {
        let five = "p1,b, #~ warning: 5 liaisons join 5 of the 10 pairs among 5 teams: a, b, c, d and e\n\
                    p2,c,\np3,d,\np4,e,\np5,a,\n";
        check(&LiaisonMesh::default(), &org(five));
        check(
            &LiaisonMesh::default(),
            &org("p1,b;f,\np2,c,\np3,d,\np4,e,\np5,f,\n"),
        );
    }

    #[test]
    fn planned_liaisons_and_stars_are_no_mesh() {
        check(
            &LiaisonMesh::default(),
            &org("p1,b;c;d;e;f;g,\np2,c;d,planned\np3,d,planned\n"),
        );
    }

    #[test]
    fn functions_that_serve_teams_are_no_mesh() {
        check(
            &LiaisonMesh::default(),
            &org("p1,d;e;f,\np2,d;e;f,\np3,d;e;f,\n"),
        );
    }
}
