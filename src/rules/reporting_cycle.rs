//! `reporting-cycle`: see [`META`] for its documentation.

use crate::graph::forest::Forest;
use crate::lint::words::{count, list, thousands};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, PersonId, PersonRef, Subject, Table, TeamOrigin, TeamRef};
use crate::source::Place;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

declare_rule! {
    /// ## What it does
    /// Flags people who, from manager to manager, report to themselves, and units that lie inside
    /// themselves. There is one finding for each circle, with every step of it. Only the first
    /// solid line of each person counts.
    ///
    /// Somebody who is their own manager is a circle of one. Many exports mark the top of the
    /// organization so, hence it is a note when that person has the most people below of all who
    /// have no manager above, and a warning otherwise: then a branch is cut off.
    ///
    /// ## Why it matters
    /// Nobody in a circle has a way up, and neither has anybody below it: no escalation, approval
    /// or count of layers ends. For everything else the circle is cut at its first member.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,manager
    /// ada,
    /// bob,cyd
    /// cyd,bob
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,manager
    /// ada,
    /// bob,ada
    /// cyd,bob
    /// ```
    ///
    /// ## How to fix
    /// One of the steps is wrong, most often that of the most senior member: give that row the
    /// manager whom the person really has, or none at the very top.
    pub(super) static META = {
        name: "reporting-cycle",
        summary: "reporting lines or units run in a circle",
        smell: Smell::Data,
        level: Level::Error,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::Any(&[
            Needs::Column(Table::People, Column::Manager),
            Needs::TeamTree,
        ])],
        sources: &["Krackhardt: Graph theoretical dimensions of informal organizations, 1994 (hierarchy)"],
    }
}

/// Members of a circle that the message names; the rest is counted.
const NAMED: usize = 12;

/// People who are their own managers; more than these are told together.
const FEW: usize = 3;

/// `reporting-cycle` has no options.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ReportingCycle {}

impl Rule for ReportingCycle {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        own_managers(cx, sink);
        let people = cx.facts.tree().people();
        for cycle in people.cycles().iter().filter(|cycle| cycle.len() > 1) {
            let members = cycle.iter().map(|id| {
                let person = cx.org.person(PersonId(*id));
                let label = person.label().into_owned();
                (label, person.cell(Column::Manager), person.subject())
            });
            circle(
                "reporting lines",
                "reports to",
                members,
                below(people, cycle.first().copied(), cycle.len()),
                sink,
            );
        }
        // Units made from managers repeat the circles of people.
        if cx.org.team_origin == TeamOrigin::Managers {
            return;
        }
        let units = cx.facts.tree().units();
        for cycle in &cx.org.parent_cycles {
            let members = cycle.iter().map(|id| {
                let team = cx.org.team(*id);
                (team.label().to_owned(), parent_cell(team), team.subject())
            });
            let below = below(units, cycle.first().map(|id| id.0), cycle.len());
            circle("units", "lies inside", members, below, sink);
        }
    }
}

/// Number of nodes that hang below a cycle, which was cut at its first member.
fn below(forest: &Forest, first: Option<u32>, members: usize) -> usize {
    let all = first.map_or(0, |first| forest.subtree_size(first));
    all.saturating_sub(members)
}

/// The cell that names the unit above, else the one that names the unit.
fn parent_cell(team: TeamRef<'_>) -> Place {
    match team.org.column(team.record().row.file, Column::Parent) {
        Some(_) => team.cell(Column::Parent),
        None => team.naming_cell(),
    }
}

/// Reports one circle of labels with the cell that leads from each to the next.
fn circle(
    what: &str,
    link: &str,
    members: impl Iterator<Item = (String, Place, Subject)>,
    below: usize,
    sink: &mut Sink,
) {
    let members: Vec<(String, Place, Subject)> = members.collect();
    let Some((first, place, _)) = members.first() else {
        return;
    };
    let mut path: Vec<&str> = members.iter().take(NAMED).map(|m| m.0.as_str()).collect();
    let more = format!("{} more", thousands(members.len().saturating_sub(NAMED)));
    if members.len() > NAMED {
        path.push(&more);
    }
    let cut_off = match below {
        0 => String::new(),
        _ => format!(
            "; {} cut off with it",
            count(below, "other is", "others are")
        ),
    };
    let message = match members.len() {
        1 => format!("{first} {link} itself{cut_off}"),
        _ => format!(
            "{what} run in a circle: {} -> {first}{cut_off}",
            path.join(" -> ")
        ),
    };
    let mut draft = sink
        .report(*place, message)
        .help(format!(
            "check where {first} really belongs; one of these {} is wrong",
            count(members.len(), "row", "rows")
        ))
        .amount(members.len() as f64, "members");
    for (index, (label, place, _)) in members.iter().enumerate().take(NAMED) {
        let (next, _, _) = &members[(index + 1) % members.len()];
        draft = draft.related(*place, format!("{label} {link} {next}"));
    }
    draft.subjects(members.into_iter().map(|(_, _, subject)| subject));
}

/// People whose manager cell names themselves. Reading takes them for roots, so the cell is asked.
fn own_managers(cx: Context<'_>, sink: &mut Sink) {
    let people = cx.facts.tree().people();
    let size = |person: PersonRef<'_>| people.subtree_size(person.id.0);
    let roots: Vec<PersonRef<'_>> = cx.org.people().filter(|p| p.manager().is_none()).collect();
    let cells: Vec<(PersonRef<'_>, Place)> = roots
        .iter()
        .filter(|person| {
            cx.org
                .column(person.record().row.file, Column::Manager)
                .is_some()
        })
        .map(|person| (*person, person.cell(Column::Manager)))
        .collect();
    let texts: BTreeMap<Place, &str> = cx.org.sources.texts(cells.iter().map(|(_, place)| *place));
    let top = roots
        .iter()
        .copied()
        .max_by_key(|p| (size(*p), std::cmp::Reverse(p.id)));
    let mut stray = Vec::new();
    for (person, place) in cells {
        if !names(person, texts.get(&place).copied().unwrap_or("")) {
            continue;
        }
        match top.filter(|top| top.id != person.id && size(*top) >= size(person)) {
            Some(top) => stray.push((person, place, top)),
            None => own_top(person, place, sink),
        }
    }
    if stray.len() > FEW {
        cut_off_together(&stray, sink);
        return;
    }
    for (person, place, top) in stray {
        let label = person.label();
        let below = count(size(person) - 1, "person", "people");
        let message = format!(
            "{label} is their own manager and so cut off, with {below} below, from the rest under {}",
            top.label()
        );
        sink.report(place, message)
            .level(Level::Warning)
            .subject(person.subject())
            .amount(1.0, "members")
            .help(format!("name the manager of {label}"));
    }
}

/// The top of the organization, marked by itself.
fn own_top(person: PersonRef<'_>, place: Place, sink: &mut Sink) {
    let label = person.label();
    let message = format!("{label} is their own manager; taken as the top of the reporting lines");
    sink.report(place, message)
        .level(Level::Note)
        .subject(person.subject())
        .amount(1.0, "members")
        .help(format!(
            "leave the manager of {label} blank if nobody is above"
        ));
}

/// More people than happen by mistake: a habit of the export.
fn cut_off_together(stray: &[(PersonRef<'_>, Place, PersonRef<'_>)], sink: &mut Sink) {
    let Some((_, place, top)) = stray.first() else {
        return;
    };
    let message = format!(
        "{} are their own managers and so cut off from the rest under {}: {}",
        count(stray.len(), "person", "people"),
        top.label(),
        list(stray.iter().map(|(person, ..)| person.label()), 8)
    );
    let mut draft = sink
        .report(*place, message)
        .level(Level::Warning)
        .amount(stray.len() as f64, "people")
        .help("name their managers")
        .subjects(stray.iter().map(|(person, ..)| person.subject()));
    for (person, place, _) in stray.iter().skip(1).take(8) {
        draft = draft.related(*place, format!("{} is their own manager", person.label()));
    }
}

/// Whether a manager cell names this person: by key, address or name.
fn names(person: PersonRef<'_>, cell: &str) -> bool {
    let record = person.record();
    let cell = cell.to_lowercase();
    !cell.is_empty()
        && [record.key, record.email, record.name]
            .iter()
            .any(|text| person.org.text(*text).to_lowercase() == cell)
}

#[cfg(test)]
mod tests {
    use super::{META, ReportingCycle};
    use crate::testing::{check, org, run};

    #[test]
    fn names_every_step_once() {
        check(
            &ReportingCycle {},
            "== people.csv\n\
             id,name,manager\n\
             ada,Ada,\n\
             cyd,,dee\n\
             bob,Bob,cyd\n\
             dee,,bob\n\
             eli,,bob\n"
                .replace("cyd,,dee\n", "cyd,,dee  #~ error: reporting lines run in a circle: cyd -> dee -> Bob (bob) -> cyd; 1 other is cut off with it\n")
                .as_str(),
        );
    }

    #[test]
    fn shows_one_cell_for_each_step() {
        let org = org("== people.csv\nid,manager\nada,\nbob,cyd\ncyd,bob\n");
        let found = run(&ReportingCycle {}, &META, &org);
        let steps: Vec<(u32, &str)> = found[0]
            .related
            .iter()
            .map(|label| (org.sources.locate(label.place).line, label.text.as_str()))
            .collect();
        assert_eq!(
            steps,
            [(3, "bob reports to cyd"), (4, "cyd reports to bob")]
        );
    }

    #[test]
    fn units_inside_themselves_are_found() {
        check(
            &ReportingCycle {},
            "== teams.csv\n\
             id,parent\n\
             all,\n\
             web,api   #~ error: units run in a circle: web -> api -> web\n\
             api,web\n\
             ops,all\n",
        );
    }

    #[test]
    fn the_chief_who_is_their_own_manager_is_a_note() {
        check(
            &ReportingCycle {},
            "== people.csv\n\
             id,manager\n\
             ada,ada    #~ note: ada is their own manager; taken as the top of the reporting lines\n\
             bob,ada\n\
             cyd,\n",
        );
    }

    #[test]
    fn a_branch_under_its_own_manager_is_a_warning() {
        check(
            &ReportingCycle {},
            "== people.csv\n\
             id,manager\n\
             ada,\n\
             bob,ada\n\
             cyd,ada\n\
             dee,dee   #~ warning: dee is their own manager and so cut off, with 1 person below, from the rest under ada\n\
             eli,dee\n",
        );
    }

    #[test]
    fn two_people_with_a_common_manager_are_no_circle() {
        check(
            &ReportingCycle {},
            "== people.csv\nid,manager\nada,\nbob,ada\ncyd,ada\n",
        );
    }
}
