//! `duplicate-liaison`: see [`META`] for its documentation.

use crate::facts::Assignment;
use crate::lint::words::{count, list};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::Column;
use crate::model::{LiaisonId, PersonId, Subject, TeamId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

declare_rule! {
    /// ## What it does
    /// Flags several liaisons in force who cover the same team for the same home: the same home
    /// team, or homes in one part of the organization with the same stated function. Whoever is
    /// named as the backup of another, or says `yes` in the `backup` column, does not count. All teams
    /// that one home covers twice make one finding.
    ///
    /// ## Why it matters
    /// Every liaison takes a seat in the meetings of the target. Two with the same errand take two
    /// seats, ask twice, and each believes that the other has passed the news on.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,team
    /// ana,marketing
    /// bo,marketing
    /// == teams.csv
    /// id,parent
    /// marketing,
    /// web,
    /// == liaisons.csv
    /// person,targets
    /// ana,web
    /// bo,web
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,team
    /// ana,marketing
    /// bo,marketing
    /// == teams.csv
    /// id,parent
    /// marketing,
    /// web,
    /// == liaisons.csv
    /// person,targets,backup
    /// ana,web,bo
    /// bo,web,
    /// ```
    ///
    /// ## How to fix
    /// Keep one and name the other as backup, or divide the teams between them.
    pub(super) static META = {
        name: "duplicate-liaison",
        summary: "several liaisons cover the same team for the same home",
        smell: Smell::Liaison,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::Liaisons],
        implements: &["LM13"],
        sources: &[
            "Rubick: The liaison model",
            "our own choice (the test)",
        ],
    }
}

/// Options of `duplicate-liaison`: none.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct DuplicateLiaison {}

/// Teams that the same people cover, with the row of each person that does.
#[derive(Default)]
struct Shared {
    teams: Vec<u32>,
    rows: BTreeMap<PersonId, LiaisonId>,
}

impl Rule for DuplicateLiaison {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let mut errands: BTreeMap<Errand, Vec<&Assignment>> = BTreeMap::new();
        for assignment in cx.facts.assignments().all() {
            if let Some(errand) = errand(cx, assignment).filter(|_| assignment.in_force(cx.facts)) {
                errands.entry(errand).or_default().push(assignment);
            }
        }
        for assignments in errands.values() {
            let mut groups: Vec<Shared> = shared(cx, assignments).into_values().collect();
            groups.sort_by_key(|group| std::cmp::Reverse((group.rows.len(), group.teams.len())));
            report(cx, assignments, &groups, sink);
        }
    }
}

/// For whom somebody is a liaison: a part of the organization and the function there, or where no
/// function is stated the home itself.
type Errand = (TeamId, Option<TeamId>, String);

fn errand(cx: Context<'_>, assignment: &Assignment) -> Option<Errand> {
    let home = assignment.home?;
    let part = cx.facts.tree().boundary(home);
    let function = cx
        .org
        .text(cx.org.teams[home.index()].function)
        .to_lowercase();
    Some(if function.is_empty() {
        (part, Some(home), String::new())
    } else {
        (part, None, function)
    })
}

/// Teams that several people cover, by these people.
fn shared(cx: Context<'_>, assignments: &[&Assignment]) -> BTreeMap<Vec<PersonId>, Shared> {
    let units = cx.facts.tree().units();
    let mut covering: BTreeMap<u32, BTreeMap<PersonId, LiaisonId>> = BTreeMap::new();
    for assignment in assignments {
        for target in &assignment.targets {
            for leaf in units.leaves(target.0) {
                let people = covering.entry(*leaf).or_default();
                people
                    .entry(assignment.person)
                    .or_insert(assignment.rows[0]);
            }
        }
    }
    let mut found: BTreeMap<Vec<PersonId>, Shared> = BTreeMap::new();
    for (team, rows) in covering {
        let rows = without_backups(cx, &rows);
        if rows.len() > 1 {
            let people: Vec<PersonId> = rows.keys().copied().collect();
            let entry = found.entry(people).or_default();
            entry.teams.push(team);
            if entry.rows.is_empty() {
                entry.rows = rows;
            }
        }
    }
    found
}

/// Leaves out whoever stands in for another of the same people.
fn without_backups(
    cx: Context<'_>,
    rows: &BTreeMap<PersonId, LiaisonId>,
) -> BTreeMap<PersonId, LiaisonId> {
    let backup = |row: &LiaisonId| cx.org.text(cx.org.liaisons[row.index()].backup).trim();
    let named: BTreeSet<String> = rows
        .values()
        .map(|row| backup(row).to_lowercase())
        .collect();
    let stands_in = |person: PersonId, row: &LiaisonId| {
        let own = backup(row);
        let person = cx.org.person(person);
        let called = [
            person.key(),
            person.short(),
            cx.org.text(person.record().email),
        ];
        let is_named = called
            .iter()
            .any(|name| !name.is_empty() && named.contains(&name.to_lowercase()));
        own.eq_ignore_ascii_case("yes") || own.eq_ignore_ascii_case("true") || is_named
    };
    // Two who stand in for each other are two, of whom one stands in.
    rows.iter()
        .filter(|(person, row)| !stands_in(**person, row))
        .map(|(person, row)| (*person, *row))
        .collect()
}

/// One finding for one errand, however many teams are covered twice.
fn report(cx: Context<'_>, assignments: &[&Assignment], groups: &[Shared], sink: &mut Sink) {
    let Some(worst) = groups.first() else { return };
    let homes: BTreeSet<TeamId> = assignments
        .iter()
        .filter(|a| {
            groups
                .iter()
                .any(|group| group.rows.contains_key(&a.person))
        })
        .filter_map(|a| a.home)
        .collect();
    let home = list(homes.iter().map(|home| cx.org.team(*home).label()), 3);
    let covered: usize = groups.iter().map(|group| group.teams.len()).sum();
    let (people, teams) = named(cx, worst);
    let message = if groups.len() == 1 {
        format!(
            "{} cover {teams} for {home}: {people}",
            count(worst.rows.len(), "liaison", "liaisons")
        )
    } else {
        format!(
            "{} are each covered by several liaisons of {home}; most often {teams}, by {people}",
            count(covered, "team", "teams")
        )
    };
    let mut evidence: Vec<(LiaisonId, String)> = groups
        .iter()
        .filter_map(|group| {
            let (people, teams) = named(cx, group);
            let last = group.rows.values().max()?;
            Some((*last, format!("{people} cover {teams}")))
        })
        .collect();
    if let [group] = groups {
        let row = |(person, row): (&PersonId, &LiaisonId)| {
            (
                *row,
                format!("{} covers the same", cx.org.person(*person).short()),
            )
        };
        evidence = group.rows.iter().map(row).collect();
    }
    let Some(place) = worst.rows.values().max() else {
        return;
    };
    let keep = worst.rows.keys().next();
    let keep = keep.map_or("one", |id| cx.org.person(*id).short());
    sink.report(cx.org.liaison(*place).cell(Column::Targets), message)
        .subjects(subjects(cx, groups))
        .measure(worst.rows.len() as f64, 1.0, "liaisons")
        .evidence(
            evidence
                .into_iter()
                .filter(|(row, _)| row != place || groups.len() > 1)
                .map(|(row, text)| (cx.org.liaison(row).cell(Column::Targets), text)),
        )
        .help(format!(
            "keep {keep} as the liaison to {teams} and name the others as backup, or divide the teams"
        ));
}

/// The people and the teams of a group.
fn named(cx: Context<'_>, group: &Shared) -> (String, String) {
    let team = |id: &u32| cx.org.team(TeamId(*id)).label();
    let person = |id: &PersonId| cx.org.person(*id).short();
    (
        list(group.rows.keys().map(person), 4),
        list(group.teams.iter().map(team), 4),
    )
}

/// Every person with every team that somebody else covers too.
fn subjects(cx: Context<'_>, groups: &[Shared]) -> BTreeSet<Subject> {
    let mut subjects = BTreeSet::new();
    for group in groups {
        for person in group.rows.keys() {
            let person = cx.org.person(*person).key();
            let subject = |id: &u32| Subject::liaison(person, cx.org.team(TeamId(*id)).key());
            subjects.extend(group.teams.iter().map(subject));
        }
    }
    subjects
}

#[cfg(test)]
mod tests {
    use super::DuplicateLiaison;
    use crate::testing::check;

    const ORG: &str = "== people.csv\nid,name,team\nana,Ana,pmm\nbo,Bo,pmm\ncy,Cy,sales\n\
        == teams.csv\nid,name,parent,function\nco,,,\ngtm,,co,\npmm,Marketing,gtm,marketing\nsales,Sales,gtm,sales\n\
        eng,Engineering,co,\nweb,Web,eng,\ninfra,Infra,eng,\n";

    fn org(liaisons: &str) -> String {
        format!("{ORG}== liaisons.csv\nperson,targets,backup,status\n{liaisons}")
    }

    #[test]
    fn a_unit_and_a_team_in_it_are_covered_twice() {
        check(
            &DuplicateLiaison::default(),
            &org(
                "ana,eng,,\nbo,web,, #~ warning: 2 liaisons cover Web for Marketing: Ana and Bo\n",
            ),
        );
    }

    #[test]
    fn several_teams_covered_twice_are_one_finding() {
        check(
            &DuplicateLiaison::default(),
            &org("ana,web;infra,,\n\
                  bo,web,, #~ warning: 2 teams are each covered by several liaisons of Marketing; most often Web, by Ana and Bo\n\
                  dee,infra,,\n")
                .replace("cy,Cy,sales\n", "cy,Cy,sales\ndee,Dee,pmm\n"),
        );
    }

    #[test]
    fn other_teams_other_functions_and_plans_are_no_duplicates() {
        check(
            &DuplicateLiaison::default(),
            &org("ana,web,,\nbo,infra,,\ncy,web,,\nbo,web,,planned\n"),
        );
    }

    #[test]
    fn a_backup_is_no_duplicate() {
        check(
            &DuplicateLiaison::default(),
            &org("ana,web,Bo,\nbo,web,,\n"),
        );
        check(
            &DuplicateLiaison::default(),
            &org("ana,web,,\nbo,web,yes,\n"),
        );
    }
}
