//! `liaison-without-need`: see [`META`] for its documentation.

use crate::facts::Support;
use crate::lint::words::{count, list};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, Table, TeamId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

declare_rule! {
    /// ## What it does
    /// Flags a liaison whose home and targets do not depend on each other, in either direction.
    /// Dependencies of units around the two sides and below them count.
    ///
    /// A home that the dependencies table never mentions gets one note for all its liaisons: there
    /// the table may simply be incomplete.
    ///
    /// ## Why it matters
    /// A liaison costs hours every week and adds a person to rooms. That pays only where one side
    /// directly needs the other's context. A seat without a need is a leftover or a courtesy.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,team
    /// ana,marketing
    /// == teams.csv
    /// id,parent
    /// marketing,
    /// web,
    /// infra,
    /// == dependencies.csv
    /// from,to
    /// marketing,web
    /// == liaisons.csv
    /// person,home,targets
    /// ana,marketing,infra
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,team
    /// ana,marketing
    /// == teams.csv
    /// id,parent
    /// marketing,
    /// web,
    /// infra,
    /// == dependencies.csv
    /// from,to
    /// web,marketing
    /// == liaisons.csv
    /// person,home,targets
    /// ana,marketing,web
    /// ```
    ///
    /// ## How to fix
    /// End the assignment, or write down the dependency it serves: who needs what from whom.
    pub(super) static META = {
        name: "liaison-without-need",
        summary: "neither side of a liaison depends on the other",
        smell: Smell::Liaison,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::Liaisons, Needs::Table(Table::Dependencies)],
        implements: &["LM4", "LM16"],
        sources: &["Rubick: The liaison model"],
    }
}

/// Options of `liaison-without-need`: none.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct LiaisonWithoutNeed {}

impl Rule for LiaisonWithoutNeed {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let assignments = cx.facts.assignments();
        let mut unmentioned: BTreeMap<TeamId, Vec<usize>> = BTreeMap::new();
        for (index, assignment) in assignments.all().iter().enumerate() {
            let Some(home) = assignment.home else {
                continue;
            };
            if to_the_own_side(cx, index, home) {
                continue;
            }
            match assignments.support(cx.facts, index) {
                Support::Missing => report(cx, sink, index, home),
                Support::Unknown => unmentioned.entry(home).or_default().push(index),
                Support::Minimal | Support::Enough => {}
            }
        }
        for (home, found) in unmentioned {
            report_home(cx, sink, home, &found);
        }
    }
}

/// A target that holds the home or lies inside it is another rule's business.
fn to_the_own_side(cx: Context<'_>, index: usize, home: TeamId) -> bool {
    let targets = &cx.facts.assignments().all()[index].targets;
    targets
        .iter()
        .any(|target| cx.facts.tree().nested(home, *target))
}

fn report(cx: Context<'_>, sink: &mut Sink, index: usize, home: TeamId) {
    let assignment = &cx.facts.assignments().all()[index];
    let (home, targets) = (
        cx.org.team(home).label(),
        list(assignment.target_names(cx.facts), 4),
    );
    let either = if assignment.targets.len() > 1 {
        format!("{home} and none of these depend on each other")
    } else {
        "neither depends on the other".to_owned()
    };
    let message = format!(
        "{} is a liaison from {home} to {targets}, but {either}",
        cx.org.person(assignment.person).label(),
    );
    let row = cx.org.liaison(assignment.rows[0]);
    sink.report(row.cell(Column::Targets), message)
        .subjects(assignment.subjects(cx.facts))
        .cause(format!("assignment {}", assignment.key(cx.facts)))
        .help(format!(
            "end the assignment, or add the dependency between {home} and {targets} that it serves"
        ));
}

/// One note for a home of which the dependencies table says nothing.
fn report_home(cx: Context<'_>, sink: &mut Sink, home: TeamId, found: &[usize]) {
    let all = cx.facts.assignments().all();
    let team = cx.org.team(home);
    let Some(first) = found.first().map(|index| &all[*index]) else {
        return;
    };
    let message = format!(
        "{} sends {}, but the dependencies table never mentions {}",
        team.label(),
        count(found.len(), "liaison assignment", "liaison assignments"),
        team.label()
    );
    let place = cx.org.liaison(first.rows[0]).cell(Column::Home);
    let others = found.iter().skip(1).map(|index| {
        let assignment = &all[*index];
        let row = cx.org.liaison(assignment.rows[0]);
        let text = format!(
            "{} to {}",
            cx.org.person(assignment.person).short(),
            list(assignment.target_names(cx.facts), 3)
        );
        (row.cell(Column::Targets), text)
    });
    let draft = sink
        .report(place, message)
        .level(Level::Note)
        .subject(team.subject())
        .amount(found.len() as f64, "liaison assignments")
        .evidence(others)
        .help(format!(
            "write down what {} needs from these teams or they from it; end the assignments for which there is nothing to write",
            team.label()
        ));
    if found.len() == 1 {
        draft.cause(format!("assignment {}", first.key(cx.facts)));
    }
}

#[cfg(test)]
mod tests {
    use super::LiaisonWithoutNeed;
    use crate::testing::check;

    fn org(dependencies: &str, liaisons: &str) -> String {
        format!(
            "== people.csv\n\
             id,name,team\n\
             ana,Ana,pmm\n\
             bo,Bo,pmm\n\
             == teams.csv\n\
             id,name,parent\n\
             co,,\n\
             gtm,,co\n\
             pmm,Marketing,gtm\n\
             eng,Engineering,co\n\
             web,Web,eng\n\
             infra,Infra,eng\n\
             == dependencies.csv\n\
             from,to\n\
             {dependencies}\
             == liaisons.csv\n\
             person,home,targets\n\
             {liaisons}"
        )
    }

    #[test]
    fn a_liaison_to_a_team_nobody_needs() {
        let rows = "ana,pmm,infra   #~ warning: Ana (ana) is a liaison from Marketing to Infra, but neither depends on the other\n";
        check(&LiaisonWithoutNeed {}, &org("pmm,web\n", rows));
    }

    #[test]
    fn one_dependency_in_either_direction_is_enough() {
        check(
            &LiaisonWithoutNeed {},
            &org("web,pmm\n", "ana,pmm,web;infra\n"),
        );
        check(&LiaisonWithoutNeed {}, &org("gtm,eng\n", "ana,pmm,web\n"));
    }

    #[test]
    fn a_dependency_on_what_holds_both_sides_says_nothing() {
        let rows = "ana,pmm,web   #~ warning: Ana (ana) is a liaison from Marketing to Web, but neither depends on the other\n";
        check(&LiaisonWithoutNeed {}, &org("pmm,co\npmm,infra\n", rows));
    }

    #[test]
    fn a_home_that_the_table_never_mentions_gets_one_note() {
        let rows = "ana,pmm,web   #~ note: Marketing sends 2 liaison assignments, but the dependencies table never mentions Marketing\n\
                    bo,pmm,infra\n";
        check(&LiaisonWithoutNeed {}, &org("web,infra\n", rows));
    }
}
