//! `support-pair-incomplete`: see [`META`] for its documentation.

use crate::facts::Discipline;
use crate::lint::words::list;
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, LiaisonId, Table, TeamId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

declare_rule! {
    /// ## What it does
    /// Notes where support has a liaison to an engineering team that has no rotation towards
    /// support: no coordination row of the model `rotation` between that team (or a unit above it)
    /// and support. One note for each support team.
    ///
    /// ## Why it matters
    /// A support liaison brings in what customers meet; an engineer on rotation answers it. The two
    /// are a natural pair: without the second the liaison carries questions to nobody in particular.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,team
    /// ana,support
    /// == teams.csv
    /// id,parent,function
    /// support,,support
    /// web,,engineering
    /// == coordination.csv
    /// model,from,to
    /// consultant,web,support
    /// == liaisons.csv
    /// person,targets
    /// ana,web
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,team
    /// ana,support
    /// == teams.csv
    /// id,parent,function
    /// support,,support
    /// web,,engineering
    /// == coordination.csv
    /// model,from,to
    /// rotation,web,support
    /// == liaisons.csv
    /// person,targets
    /// ana,web
    /// ```
    ///
    /// ## How to fix
    /// Let the engineering team take turns in triaging what the liaison brings, and declare the
    /// rotation.
    pub(super) static META = {
        name: "support-pair-incomplete",
        summary: "a support liaison has no engineering rotation as counterpart",
        smell: Smell::Liaison,
        level: Level::Note,
        recommended: false,
        since: "0.1.0",
        needs: &[
            Needs::Liaisons,
            Needs::Table(Table::Coordination),
            Needs::Column(Table::Teams, Column::Function),
        ],
        implements: &["LM34"],
        sources: &["Rubick: The liaison model"],
    }
}

/// Options of `support-pair-incomplete`: none.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct SupportPairIncomplete {}

impl Rule for SupportPairIncomplete {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let rotations = rotations(cx);
        let mut missing: BTreeMap<TeamId, Vec<(TeamId, LiaisonId)>> = BTreeMap::new();
        for assignment in cx.facts.assignments().all() {
            let Some(home) = assignment.home.filter(|home| {
                cx.facts.discipline(*home) == Some(Discipline::Support)
                    && assignment.in_force(cx.facts)
            }) else {
                continue;
            };
            for team in engineering(cx, &assignment.targets) {
                let paired = rotations.iter().any(|(from, to)| {
                    let tree = cx.facts.tree();
                    tree.contains(*from, team) && tree.nested(*to, home)
                });
                if !paired {
                    missing
                        .entry(home)
                        .or_default()
                        .push((team, assignment.rows[0]));
                }
            }
        }
        for (home, mut teams) in missing {
            teams.sort_unstable();
            teams.dedup_by_key(|(team, _)| *team);
            report(cx, home, &teams, sink);
        }
    }
}

/// Who rotates towards whom.
fn rotations(cx: Context<'_>) -> Vec<(TeamId, TeamId)> {
    cx.org
        .coordination()
        .filter(|row| row.model().trim().to_lowercase().starts_with("rotation"))
        .filter_map(|row| Some((row.record().from?, &row.record().to)))
        .flat_map(|(from, to)| to.iter().map(move |to| (from, *to)))
        .collect()
}

/// The teams without units below among the targets whose function is engineering.
fn engineering(cx: Context<'_>, targets: &[TeamId]) -> Vec<TeamId> {
    let units = cx.facts.tree().units();
    targets
        .iter()
        .flat_map(|target| units.leaves(target.0))
        .map(|team| TeamId(*team))
        .filter(|team| cx.facts.discipline(*team) == Some(Discipline::Engineering))
        .collect()
}

fn report(cx: Context<'_>, home: TeamId, teams: &[(TeamId, LiaisonId)], sink: &mut Sink) {
    let Some((_, first)) = teams.first() else {
        return;
    };
    let home = cx.org.team(home);
    let names = list(teams.iter().map(|(team, _)| cx.org.team(*team).label()), 4);
    let message = format!(
        "{} sends liaisons to {names}, where no engineer on rotation answers",
        home.label()
    );
    let evidence = teams.iter().skip(1).map(|(team, row)| {
        let row = cx.org.liaison(*row);
        let text = format!("{} to {}", row.person().short(), cx.org.team(*team).label());
        (row.cell(Column::Targets), text)
    });
    sink.report(cx.org.liaison(*first).cell(Column::Targets), message)
        .subject(home.subject())
        .subjects(teams.iter().map(|(team, _)| cx.org.team(*team).subject()))
        .amount(teams.len() as f64, "teams without rotation")
        .evidence(evidence)
        .help(format!(
            "let the engineers of {names} take turns in triage for {} and declare it as a rotation",
            home.label()
        ));
}

#[cfg(test)]
mod tests {
    use super::SupportPairIncomplete;
    use crate::testing::check;

    fn org(coordination: &str, liaisons: &str) -> String {
        format!(
            "== people.csv\nid,name,team\nana,Ana,support\nbo,Bo,sales\n\
             == teams.csv\nid,name,parent,function\n\
             support,Support,,technical support\nsales,Sales,,sales\n\
             eng,Engineering,,engineering\nweb,Web,eng,\ninfra,Infra,eng,\nlaw,Law,,legal\n\
             == coordination.csv\nmodel,from,to\nconsultant,law,sales\n{coordination}\
             == liaisons.csv\nperson,targets\n{liaisons}"
        )
    }

    #[test]
    fn teams_without_rotation_are_told_together() {
        check(
            &SupportPairIncomplete::default(),
            &org(
                "",
                "ana,eng #~ note: Support sends liaisons to Web and Infra, where no engineer on rotation answers\n",
            ),
        );
    }

    #[test]
    fn a_rotation_of_the_unit_above_is_the_pair() {
        check(
            &SupportPairIncomplete::default(),
            &org("Rotation,eng,support\n", "ana,eng\n"),
        );
    }

    #[test]
    fn other_homes_and_other_targets_need_no_pair() {
        check(
            &SupportPairIncomplete::default(),
            &org("", "bo,web\nana,law\n"),
        );
    }
}
