//! Invariants about the goals table.

use crate::lint::words::list;
use crate::model::{Column, Goal, TeamId};
use crate::models::Invariant;
use crate::models::row::Row;
use crate::source::Place;
use std::collections::{BTreeMap, BTreeSet};

fn cell<'a>(row: &Row<'a>, goal: &Goal, column: Column) -> &'a str {
    let cell = goal.cells.iter().find(|(known, _)| *known == column);
    cell.map_or("", |(_, text)| row.org().text(*text))
}

fn place(row: &Row<'_>, goal: &Goal, column: Column) -> Place {
    goal.row.cell(row.org().column(goal.row.file, column))
}

/// Goals by key.
fn by_key<'a>(row: &Row<'a>) -> BTreeMap<&'a str, &'a Goal> {
    let org = row.org();
    org.goals
        .iter()
        .map(|goal| (org.text(goal.key), goal))
        .collect()
}

/// Every part of the organization has a goal.
pub const EVERY_PART_HAS_A_GOAL: Invariant = Invariant::new(
    "every-part-has-a-goal",
    "every part of the organization has a goal",
    |row, out| {
        let (org, tree) = (row.org(), row.cx.facts.tree());
        if org.goals.is_empty() || !org.has_team_tree {
            return;
        }
        let root = tree.main_root();
        let mut parts: BTreeSet<TeamId> = org.team_ids().map(|team| tree.boundary(team)).collect();
        parts.retain(|part| Some(*part) != root);
        for unit in org.goals.iter().filter_map(|goal| goal.unit) {
            parts.remove(&tree.boundary(unit));
        }
        if !parts.is_empty() {
            let units: Vec<_> = parts.iter().map(|part| org.team(*part)).collect();
            let names = list(units.iter().map(|unit| unit.label()), 4);
            let what = format!("give no goal to {names}");
            let help = "agree on one goal with each, or say why it has none";
            out.add(row.place(Column::Model), what, help)
                .measure(units.len(), 0, "parts without a goal")
                .related(
                    units
                        .iter()
                        .map(|unit| (unit.place(), "no goal".to_owned())),
                );
        }
    },
);

/// A goal hangs below one of a unit above or beside.
pub const GOALS_FOLLOW_THE_TREE: Invariant = Invariant::new(
    "goals-follow-the-tree",
    "the goal above a goal belongs to a unit above, to the same unit, or to one it depends on",
    |row, out| {
        let (goals, facts) = (by_key(row), row.cx.facts);
        let (tree, graph) = (facts.tree(), facts.dependencies().graph());
        for goal in goals.values() {
            let above = goals.get(cell(row, goal, Column::ParentGoal));
            let (Some(unit), Some(other)) = (goal.unit, above.and_then(|above| above.unit)) else {
                continue;
            };
            let neighbours = graph
                .find_edge(unit.0, other.0)
                .or(graph.find_edge(other.0, unit.0));
            if tree.contains(other, unit) || neighbours.is_some() {
                continue;
            }
            let org = row.org();
            let (unit, other) = (org.team(unit), org.team(other));
            let what = format!(
                "hang a goal of {} below one of {}",
                unit.label(),
                other.label()
            );
            let help = "hang it below a goal of a unit above, or of one the work touches";
            out.add(place(row, goal, Column::ParentGoal), what, help)
                .subject(unit.subject())
                .subject(other.subject());
        }
    },
);

/// A goal is no project.
pub const GOALS_ARE_NO_PROJECTS: Invariant = Invariant::new(
    "goals-are-no-projects",
    "no goal is a project (`type`)",
    |row, out| {
        let projects: Vec<&Goal> = row
            .org()
            .goals
            .iter()
            .filter(|goal| cell(row, goal, Column::Type).eq_ignore_ascii_case("project"))
            .collect();
        if let Some(first) = projects.first() {
            let org = row.org();
            let names = list(projects.iter().map(|goal| org.text(goal.key)), 3);
            let help = "keep what shall be true as the goal, and the project in the plan";
            out.add(
                place(row, first, Column::Type),
                format!("run projects: {names}"),
                help,
            )
            .measure(projects.len(), 0, "projects among the goals");
        }
    },
);

/// Goals come round.
pub const GOALS_HAVE_A_CADENCE: Invariant = Invariant::new(
    "goals-have-a-cadence",
    "a rhythm of setting and reviewing goals is stated (`cadence`)",
    |row, out| {
        let org = row.org();
        let asked = row.has(Column::Cadence)
            || org
                .goals
                .first()
                .is_some_and(|goal| org.column(goal.row.file, Column::Cadence).is_some());
        let stated = !row.text(Column::Cadence).is_empty()
            || org
                .goals
                .iter()
                .any(|goal| !cell(row, goal, Column::Cadence).is_empty());
        if asked && !stated {
            let at = org
                .goals
                .first()
                .map_or(row.place(Column::Cadence), |goal| {
                    place(row, goal, Column::Cadence)
                });
            let help = "set the days on which goals are set and looked at";
            out.add(at, "have no rhythm", help);
        }
    },
);

/// Where work waits across the organization, the goals meet.
pub const HARD_NEEDS_SHARE_A_GOAL: Invariant = Invariant::new(
    "hard-needs-share-a-goal",
    "where a team waits for one of another part, the goals of the two meet above",
    |row, out| {
        let (org, facts) = (row.org(), row.cx.facts);
        let (goals, tree) = (by_key(row), facts.tree());
        if goals.is_empty() {
            return;
        }
        let reach = |team: TeamId| -> BTreeSet<&str> {
            let units: Vec<TeamId> = tree.units().ancestors(team.0).map(TeamId).collect();
            // The goals of the nearest unit that has any.
            let near = units
                .iter()
                .find(|unit| org.goals.iter().any(|goal| goal.unit == Some(**unit)));
            let own = org
                .goals
                .iter()
                .filter(|goal| near.is_some() && goal.unit == near.copied());
            own.flat_map(|goal| chain(row, &goals, goal)).collect()
        };
        let apart: Vec<_> = facts
            .dependencies()
            .edges()
            .iter()
            .filter(|edge| edge.stated_hard && tree.crosses_boundary(edge.from, edge.to))
            .filter(|edge| {
                let (a, b) = (reach(edge.from), reach(edge.to));
                !a.is_empty() && !b.is_empty() && a.is_disjoint(&b)
            })
            .collect();
        if let Some(first) = apart.first() {
            let pair = |edge: &crate::facts::Edge| {
                (org.team(edge.from).label(), org.team(edge.to).label())
            };
            let (from, to) = pair(first);
            let what =
                format!("have nothing above both {from} and {to}, although {from} waits for {to}");
            let help = "give the two a goal in common, or link theirs to one above";
            out.add(row.place(Column::Model), what, help)
                .measure(apart.len(), 0, "hard dependencies without a common goal")
                .related(apart.iter().filter_map(|edge| {
                    let at = org.dependency(*edge.rows.first()?).place();
                    let (from, to) = pair(edge);
                    Some((at, format!("{from} waits for {to}")))
                }));
        }
    },
);

/// A goal and those above it; a circle ends where it closes.
fn chain<'a>(row: &Row<'a>, goals: &BTreeMap<&'a str, &'a Goal>, goal: &'a Goal) -> Vec<&'a str> {
    let mut keys = Vec::new();
    let mut at = Some(goal);
    while let Some(goal) = at {
        let key = row.org().text(goal.key);
        if keys.contains(&key) {
            break;
        }
        keys.push(key);
        at = goals.get(cell(row, goal, Column::ParentGoal)).copied();
    }
    keys
}
