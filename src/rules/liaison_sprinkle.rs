//! `liaison-sprinkle`: see [`META`] for its documentation.

use crate::facts::Support;
use crate::lint::words::{list, percent, thousands};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, Subject, Table, TeamId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

declare_rule! {
    /// ## What it does
    /// Looks at all liaisons together and flags the organization when at least two of four signs
    /// say that they are sprinkled rather than placed (three signs are an error): a large share of
    /// the people are liaisons; a large share of the teams host liaisons from two or more
    /// functions (the function of the home team, else its part of the organization); many liaisons
    /// have no need behind them or one that takes low context at most; liaisons join more pairs of
    /// parts of the organization than dependencies do. Signs whose tables are missing do not count,
    /// and fewer than `min-liaisons` liaisons are never a sprinkle.
    ///
    /// ## Why it matters
    /// Liaisons everywhere mean that information does not flow by itself. Each new one treats a
    /// symptom and adds a person to rooms; the cause is usually the structure: teams that work
    /// together but live in different parts, or parts that publish nothing.
    ///
    /// ## Example
    /// ```toml
    /// min-liaisons = 3
    /// ```
    ///
    /// ```org fires
    /// == people.csv
    /// id,team
    /// ana,marketing
    /// bo,support
    /// cy,security
    /// == teams.csv
    /// id,parent
    /// marketing,
    /// support,
    /// security,
    /// web,
    /// data,
    /// == liaisons.csv
    /// person,home,targets
    /// ana,marketing,web;data
    /// bo,support,web;data
    /// cy,security,web;support;marketing
    /// bo,support,marketing
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,team
    /// ana,marketing
    /// bo,support
    /// cy,security
    /// == teams.csv
    /// id,parent
    /// marketing,
    /// support,
    /// security,
    /// web,
    /// data,
    /// == liaisons.csv
    /// person,home,targets
    /// ana,marketing,web
    /// bo,support,data
    /// ```
    ///
    /// ## How to fix
    /// Do not add liaisons. Find the two parts that most of them join and bring the teams that work
    /// together under one head, publish notes for everybody who only needs to know, and let the
    /// parts that need the same thing share one common liaison.
    ///
    /// ## Options
    /// All are our own choice.
    /// - `min-liaisons` (default 5): fewer people than this are never a sprinkle.
    /// - `max-people-share` (default 0.1): share of the people who are liaisons.
    /// - `max-teams-share` (default 0.5): share of the teams that host liaisons of two functions.
    /// - `max-unneeded-share` (default 0.25): share of the liaisons without a real need.
    /// - `max-pairs-ratio` (default 1.0): pairs of parts joined by liaisons over pairs joined by
    ///   dependencies.
    pub(super) static META = {
        name: "liaison-sprinkle",
        summary: "liaisons are sprinkled over the organization",
        smell: Smell::Liaison,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::Liaisons, Needs::Table(Table::People)],
        sources: &[
            "Rubick: The liaison model (liaisons in many places are a sign of bad information flow)",
            "Lawrence and Lorsch: Organization and Environment, 1967 (integrators grow with uncertainty)",
            "our own choice (all limits)",
        ],
    }
}

/// Options of `liaison-sprinkle`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct LiaisonSprinkle {
    min_liaisons: usize,
    max_people_share: f64,
    max_teams_share: f64,
    max_unneeded_share: f64,
    max_pairs_ratio: f64,
}

impl Default for LiaisonSprinkle {
    fn default() -> Self {
        Self {
            min_liaisons: 5,
            max_people_share: 0.1,
            max_teams_share: 0.5,
            max_unneeded_share: 0.25,
            max_pairs_ratio: 1.0,
        }
    }
}

impl Rule for LiaisonSprinkle {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let people = cx.facts.liaisons().people().len();
        let Some(first) = cx.org.liaisons().next() else {
            return;
        };
        let signs = self.signs(cx);
        if people < self.min_liaisons || signs.len() < 2 {
            return;
        }
        let message = format!(
            "Liaisons are sprinkled over the organization: {}",
            list(&signs, 4)
        );
        let level = if signs.len() > 2 {
            Level::Error
        } else {
            Level::Warning
        };
        let file = &cx.org.sources.get(first.record().row.file).name;
        sink.report(first.cell(Column::Person), message)
            .level(level)
            .subject(Subject::file(file))
            .identity("all liaisons")
            .measure(signs.len() as f64, 1.0, "signs of sprinkling")
            .help(help(cx));
    }
}

impl LiaisonSprinkle {
    /// The signs that hold, in words.
    fn signs(&self, cx: Context<'_>) -> Vec<String> {
        let mut signs = Vec::new();
        let people = (cx.facts.liaisons().people().len(), cx.org.people.len());
        if share(people) > self.max_people_share {
            signs.push(format!("{} people are liaisons", of(people)));
        }
        let teams = crowded_teams(cx);
        if share(teams) > self.max_teams_share {
            signs.push(format!(
                "{} teams host liaisons from two or more functions",
                of(teams)
            ));
        }
        let unneeded = unneeded(cx);
        if share(unneeded) > self.max_unneeded_share {
            signs.push(format!(
                "{} assignments have no need behind them, or one that notes could serve",
                of(unneeded)
            ));
        }
        let (joined, needed) = pairs(cx);
        if share((joined, needed)) > self.max_pairs_ratio {
            signs.push(format!(
                "liaisons join {} pairs of parts of the organization where dependencies join {}",
                thousands(joined),
                thousands(needed)
            ));
        }
        signs
    }
}

/// A part over a whole; nothing of nothing is nothing.
fn share((part, whole): (usize, usize)) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

/// `6 of 40 (15 %)`.
fn of((part, whole): (usize, usize)) -> String {
    format!(
        "{} of {} ({})",
        thousands(part),
        thousands(whole),
        percent(share((part, whole)))
    )
}

/// How many of the teams without units below host liaisons from two or more functions.
fn crowded_teams(cx: Context<'_>) -> (usize, usize) {
    let (tree, liaisons) = (cx.facts.tree(), cx.facts.liaisons());
    let teams = tree.units().all_leaves();
    let crowded = teams.iter().filter(|team| {
        let functions: BTreeSet<(TeamId, String)> = liaisons
            .covering(tree, TeamId(**team))
            .into_iter()
            .filter_map(|id| cx.org.liaisons[id.index()].home)
            .map(|home| {
                let function = cx.org.text(cx.org.teams[home.index()].function);
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
fn unneeded(cx: Context<'_>) -> (usize, usize) {
    let assignments = cx.facts.assignments();
    if !cx.org.has_table(Table::Dependencies) {
        return (0, 0);
    }
    let known: Vec<Support> = (0..assignments.all().len())
        .map(|index| assignments.support(cx.facts, index))
        .filter(|support| *support != Support::Unknown)
        .collect();
    let without = known.iter().filter(|support| **support != Support::Enough);
    (without.count(), known.len())
}

/// Pairs of parts of the organization joined by liaisons, and by dependencies.
fn pairs(cx: Context<'_>) -> (usize, usize) {
    let needed = cx.facts.dependencies().edges().iter();
    let needed = needed.filter_map(|edge| pair(cx, edge.from, edge.to));
    let needed: BTreeSet<_> = needed.collect();
    let joined: BTreeSet<_> = joints(cx).map(|(a, b)| (a.min(b), a.max(b))).collect();
    (joined.len(), needed.len())
}

/// Parts of the organization of each home and target, where they differ.
fn joints(cx: Context<'_>) -> impl Iterator<Item = (TeamId, TeamId)> {
    let assignments = cx.facts.assignments().all().iter();
    assignments
        .filter_map(|assignment| Some((assignment.home?, &assignment.targets)))
        .flat_map(|(home, targets)| targets.iter().map(move |target| (home, *target)))
        .filter_map(move |(home, target)| {
            let (a, b) = (
                cx.facts.tree().boundary(home),
                cx.facts.tree().boundary(target),
            );
            (a != b).then_some((a, b))
        })
}

fn pair(cx: Context<'_>, a: TeamId, b: TeamId) -> Option<(TeamId, TeamId)> {
    let (a, b) = (cx.facts.tree().boundary(a), cx.facts.tree().boundary(b));
    (a != b).then(|| (a.min(b), a.max(b)))
}

/// Where to look first: the two parts that most liaisons join, and the one move of a team that
/// would make most liaisons unnecessary.
fn help(cx: Context<'_>) -> String {
    let mut count: BTreeMap<(TeamId, TeamId), usize> = BTreeMap::new();
    for (a, b) in joints(cx) {
        *count.entry((a.min(b), a.max(b))).or_default() += 1;
    }
    let worst = most(&count).map(|((a, b), number)| {
        let (a, b) = (cx.org.team(a).label(), cx.org.team(b).label());
        format!("; most of them, {number}, run between {a} and {b}")
    });
    let moved = most(&moves(cx)).filter(|(_, number)| *number > 1);
    let moved = moved.map(|((team, part), number)| {
        format!(
            "; with {} under {}, {number} assignments would stay inside",
            cx.org.team(team).label(),
            cx.org.team(part).label()
        )
    });
    format!(
        "add no further liaison and look for what is structural{}{}",
        worst.filter(|_| count.len() > 1).unwrap_or_default(),
        moved.unwrap_or_default()
    )
}

fn most(count: &BTreeMap<(TeamId, TeamId), usize>) -> Option<((TeamId, TeamId), usize)> {
    count
        .iter()
        .max_by_key(|(pair, number)| (**number, std::cmp::Reverse(**pair)))
        .map(|(pair, number)| (*pair, *number))
}

/// How many assignments a move of one team to another part would make internal. A part moves
/// nowhere, and nothing moves below a team.
fn moves(cx: Context<'_>) -> BTreeMap<(TeamId, TeamId), usize> {
    let tree = cx.facts.tree();
    let movable = |team: TeamId, part: TeamId| {
        let home = tree.boundary(team);
        home != team && home != part && !tree.units().is_leaf(part.0)
    };
    let mut count = BTreeMap::new();
    for assignment in cx.facts.assignments().all() {
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

#[cfg(test)]
mod tests {
    use super::LiaisonSprinkle;
    use crate::testing::check;

    /// Twenty people, two of them liaisons on two of four teams.
    fn org(people: usize, dependencies: &str, liaisons: &str) -> String {
        let others: String = (0..people).map(|n| format!("p{n},a1\n")).collect();
        format!(
            "== people.csv\n\
             id,team\n\
             ana,m1\nbo,s1\n{others}\
             == teams.csv\n\
             id,name,parent\n\
             co,,\n\
             m,Market,co\nm1,,m\n\
             s,Service,co\ns1,,s\n\
             a,Apps,co\na1,One,a\na2,Two,a\n\
             {dependencies}\
             == liaisons.csv\n\
             person,targets\n\
             {liaisons}"
        )
    }

    fn rule() -> LiaisonSprinkle {
        LiaisonSprinkle {
            min_liaisons: 2,
            max_teams_share: 0.25,
            ..LiaisonSprinkle::default()
        }
    }

    #[test]
    fn two_signs_make_a_sprinkle() {
        let rows = "ana,a1   #~ warning: Liaisons are sprinkled over the organization: 2 of 10 (20 %) people are liaisons and 2 of 4 (50 %) teams host liaisons from two or more functions\n\
                    ana,a2\nbo,a1\nbo,a2\n";
        check(&rule(), &org(8, "", rows));
    }

    #[test]
    fn three_signs_are_an_error() {
        let rows = "ana,a1   #~ error: Liaisons are sprinkled over the organization: 2 of 10 (20 %) people are liaisons, 2 of 4 (50 %) teams host liaisons from two or more functions and liaisons join 2 pairs of parts of the organization where dependencies join 1\n\
                    ana,a2\nbo,a1\nbo,a2\n";
        check(
            &rule(),
            &org(8, "== dependencies.csv\nfrom,to\nm1,a1\nm1,a2\n", rows),
        );
    }

    #[test]
    fn a_share_at_the_limit_is_no_sign() {
        // Two of twenty are a tenth; one sign alone is none.
        check(&rule(), &org(18, "", "ana,a1\nana,a2\nbo,a1\nbo,a2\n"));
    }

    #[test]
    fn few_liaisons_are_no_sprinkle() {
        check(
            &LiaisonSprinkle::default(),
            &org(8, "", "ana,a1\nana,a2\nbo,a1\nbo,a2\n"),
        );
    }
}
