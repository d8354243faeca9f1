//! `multiple-roots`: see [`META`] for its documentation.

use crate::lint::words::{count, list, thousands};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, IssueKind, Org, PersonRef, TeamId, TeamOrigin, TeamRef};
use crate::source::Place;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

declare_rule! {
    /// ## What it does
    /// Says when more than one person has no manager, in one finding: all of them, the one with
    /// the most people below first, and how many are below each. That one counts as the top.
    ///
    /// For units it says when one unit holds at least half of all units and others stand beside it
    /// without a unit above. Where no unit holds that many, the organization is a federation and
    /// the rule is silent. Units beside the tree that have nothing below them are a note: standing
    /// teams often are meant so.
    ///
    /// People in a circle are the business of `reporting-cycle`, and those who name a manager whom
    /// no table defines that of `unknown-reference`.
    ///
    /// ## Why it matters
    /// Every top but one is usually a blank cell. What is below it is missing from every count of
    /// layers and spans further up, and every link to it seems to cross the whole organization.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,manager
    /// ada,
    /// bob,ada
    /// cyd,
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,manager
    /// ada,
    /// bob,ada
    /// cyd,ada
    /// ```
    ///
    /// ## How to fix
    /// Fill in the missing manager or unit above. Where several tops are meant, as with two
    /// founders, allow the finding with that reason.
    pub(super) static META = {
        name: "multiple-roots",
        summary: "several people or units have nobody above them",
        smell: Smell::Data,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::Any(&[Needs::Managers, Needs::TeamTree])],
        sources: &["Krackhardt: Graph theoretical dimensions of informal organizations, 1994 (connectedness)"],
    }
}

/// Names in a message and further places; the rest is counted.
const SHOWN: usize = 8;

/// `multiple-roots` has no options.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct MultipleRoots {}

impl Rule for MultipleRoots {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        if cx.org.has_managers {
            people(cx, sink);
        }
        if cx.org.has_team_tree && cx.org.team_origin != TeamOrigin::Managers {
            units(cx, sink);
        }
    }
}

/// Cells that name somebody, only nobody who is known: `unknown-reference` and `departed-person`
/// speak of them.
fn dangling(org: &Org) -> BTreeSet<Place> {
    [IssueKind::UnknownReference, IssueKind::DepartedPerson]
        .into_iter()
        .flat_map(|kind| org.issues_of(kind))
        .map(|issue| issue.place)
        .collect()
}

fn people(cx: Context<'_>, sink: &mut Sink) {
    let forest = cx.facts.tree().people();
    let below = |person: PersonRef<'_>| forest.subtree_size(person.id.0) - 1;
    let dangling = dangling(cx.org);
    let mut roots: Vec<PersonRef<'_>> = cx
        .org
        .people()
        .filter(|person| person.manager().is_none())
        .filter(|person| !dangling.contains(&person.cell(Column::Manager)))
        .collect();
    roots.sort_by_key(|person| std::cmp::Reverse(below(*person)));
    let [top, others @ ..] = roots.as_slice() else {
        return;
    };
    let Some(first) = others.first() else {
        return;
    };
    let named = roots.iter().map(|person| match below(*person) {
        0 => format!("{} with nobody below", person.label()),
        number => format!("{} with {} below", person.label(), thousands(number)),
    });
    let message = format!(
        "{} of {} have no manager: {}",
        thousands(roots.len()),
        count(cx.org.people.len(), "person", "people"),
        list(named, SHOWN)
    );
    let mut draft = sink
        .report(first.cell(Column::Manager), message)
        .help(format!(
            "{} counts as the top; name the manager of {}",
            top.label(),
            list(others.iter().map(|person| person.label()), 3)
        ))
        .measure(roots.len() as f64, 1.0, "people without manager")
        .subjects(roots.iter().map(|person| person.subject()));
    for person in others.iter().skip(1).take(SHOWN) {
        let label = person.label();
        draft = draft.related(
            person.cell(Column::Manager),
            format!("{label} has no manager"),
        );
    }
}

/// Only where a table states the units: columns of a people table name units side by side, and that no
/// unit stands above them is the shape of the export, not of the organization.
fn units(cx: Context<'_>, sink: &mut Sink) {
    if cx.org.team_origin != TeamOrigin::Table {
        return;
    }
    let forest = cx.facts.tree().units();
    let Some(top) = cx.facts.tree().main_root() else {
        return;
    };
    let size = |team: TeamRef<'_>| forest.subtree_size(team.id.0);
    let dangling = dangling(cx.org);
    let cut: BTreeSet<TeamId> = cx.org.parent_cycles.iter().flatten().copied().collect();
    let mut stray: Vec<TeamRef<'_>> = cx
        .org
        .teams()
        .filter(|team| team.parent().is_none() && team.id != top)
        .filter(|team| !dangling.contains(&team.cell(Column::Parent)))
        .filter(|team| !cut.contains(&team.id))
        .collect();
    stray.sort_by_key(|team| std::cmp::Reverse(size(*team)));
    let Some(first) = stray.first() else {
        return;
    };
    let branches = stray.iter().any(|team| size(*team) > 1);
    let top = cx.org.team(top);
    let named = stray.iter().map(|team| match size(*team) - 1 {
        0 => team.label().to_owned(),
        below => format!("{} with {} below", team.label(), thousands(below)),
    });
    let message = format!(
        "{} of {} {} no unit above, while {} form the tree of {}: {}",
        thousands(stray.len()),
        count(cx.org.teams.len(), "unit", "units"),
        if stray.len() == 1 { "has" } else { "have" },
        thousands(size(top)),
        top.label(),
        list(named, SHOWN)
    );
    let mut draft = sink
        .report(first.cell(Column::Parent), message)
        .level(if branches {
            Level::Warning
        } else {
            Level::Note
        })
        .help(format!(
            "name the unit above {}, or allow this finding if they are meant to stand alone",
            list(stray.iter().map(|team| team.label()), 3)
        ))
        .measure(stray.len() as f64, 0.0, "units without a unit above")
        .subjects(stray.iter().map(|team| team.subject()));
    for team in stray.iter().skip(1).take(SHOWN) {
        let label = team.label();
        draft = draft.related(
            team.cell(Column::Parent),
            format!("{label} has no unit above"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::MultipleRoots;
    use crate::testing::check;

    #[test]
    fn one_finding_names_all_tops_the_largest_first() {
        check(
            &MultipleRoots {},
            "== people.csv\n\
             id,name,manager\n\
             dee,,\n\
             cyd,Cyd,    #~ warning: 3 of 6 people have no manager: ada with 2 below, Cyd (cyd) with 1 below and dee with nobody below\n\
             ada,,\n\
             bob,,ada\n\
             eli,,bob\n\
             fay,,cyd\n",
        );
    }

    #[test]
    fn is_quiet_with_one_top_and_without_managers() {
        check(
            &MultipleRoots {},
            "== people.csv\nid,manager\nada,\nbob,ada\ncyd,ada\n",
        );
        check(
            &MultipleRoots {},
            "== people.csv\nid,team\nada,web\nbob,web\n",
        );
    }

    #[test]
    fn a_circle_is_no_second_top() {
        check(
            &MultipleRoots {},
            "== people.csv\nid,manager\nada,\nbob,cyd\ncyd,bob\n",
        );
    }

    #[test]
    fn a_manager_who_is_not_known_makes_no_second_top() {
        check(
            &MultipleRoots {},
            "== people.csv\n\
             id,manager\n\
             ada,\n\
             bob,ada\n\
             cyd,nobody-known\n",
        );
    }

    #[test]
    fn units_beside_the_tree_are_one_finding() {
        check(
            &MultipleRoots {},
            "== teams.csv\n\
             id,parent\n\
             all,\n\
             web,all\n\
             api,all\n\
             ops,      #~ note: 2 of 5 units have no unit above, while 3 form the tree of all: ops and lab\n\
             lab,\n",
        );
    }

    #[test]
    fn a_branch_beside_the_tree_is_a_warning() {
        check(
            &MultipleRoots {},
            "== teams.csv\n\
             id,parent\n\
             all,\n\
             web,all\n\
             api,all\n\
             ops,      #~ warning: 1 of 5 units has no unit above, while 3 form the tree of all: ops with 1 below\n\
             lab,ops\n",
        );
    }

    #[test]
    fn a_federation_is_quiet() {
        check(
            &MultipleRoots {},
            "== teams.csv\nid,parent\na,\na1,a\nb,\nb1,b\nc,\nc1,c\n",
        );
    }
}
