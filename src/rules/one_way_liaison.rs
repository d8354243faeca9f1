//! `one-way-liaison`: see [`META`] for its documentation.

use crate::facts::{Assignment, Portfolio};
use crate::lint::words::list;
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, LiaisonId, MeetingId, Subject, Table, TeamId};
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags a liaison who is in no recurring meeting with anybody of the home team (its lead and
    /// the liaison's own manager count) and whose row does not say how they report back. It stays
    /// silent where the home team's meetings are not recorded and no row says anything about
    /// reporting back, and where the liaison does not meet the targets either.
    ///
    /// ## Why it matters
    /// A liaison carries context both ways. Without a way home the targets gain a listener and the
    /// home team, for whose sake the seat exists, hears nothing.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,team
    /// ana,marketing
    /// max,marketing
    /// moe,marketing
    /// dan,data
    /// == teams.csv
    /// id,parent
    /// marketing,
    /// data,
    /// == meetings.csv
    /// id,name
    /// m1,Data weekly
    /// m2,Marketing weekly
    /// == attendance.csv
    /// meeting,person
    /// m1,dan
    /// m1,ana
    /// m2,max
    /// m2,moe
    /// == liaisons.csv
    /// person,home,targets
    /// ana,marketing,data
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,team
    /// ana,marketing
    /// max,marketing
    /// moe,marketing
    /// dan,data
    /// == teams.csv
    /// id,parent
    /// marketing,
    /// data,
    /// == meetings.csv
    /// id,name
    /// m1,Data weekly
    /// m2,Marketing weekly
    /// == attendance.csv
    /// meeting,person
    /// m1,dan
    /// m1,ana
    /// m2,max
    /// m2,moe
    /// == liaisons.csv
    /// person,home,targets,share-back
    /// ana,marketing,data,yes
    /// ```
    ///
    /// ## How to fix
    /// Give the liaison five minutes in a meeting of the home team, or agree on a weekly note, and
    /// say so in the `share-back` column.
    pub(super) static META = {
        name: "one-way-liaison",
        summary: "a liaison has no way to report back home",
        smell: Smell::Liaison,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::Liaisons, Needs::Attendees],
        implements: &["LM3"],
        sources: &["Rubick: The liaison model"],
    }
}

/// Options of `one-way-liaison`: none.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct OneWayLiaison {}

impl Rule for OneWayLiaison {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let states = cx.org.has_column(Table::Liaisons, Column::ShareBack);
        for portfolio in cx.facts.assignments().portfolios() {
            let Some(home) = portfolio.home else { continue };
            let rows = silent_rows(cx, portfolio);
            let Some(first) = rows.first() else { continue };
            if comes_home(cx, portfolio, home, states) || !meets_targets(cx, portfolio) {
                continue;
            }
            let (person, team) = (cx.org.person(portfolio.person), cx.org.team(home));
            let (targets, subjects) = told(cx, portfolio, &rows);
            let message = format!(
                "{} is a liaison from {} to {} but has no recurring meeting with {} and no stated way to report back",
                person.label(),
                team.label(),
                list(targets, 4),
                team.label()
            );
            let draft = sink
                .report(cx.org.liaison(*first).cell(Column::ShareBack), message)
                .subjects(subjects)
                .help(format!(
                    "give {} a slot in {}, or agree on a weekly note and say so in the share-back column",
                    person.label(),
                    home_meeting(cx, home).map_or_else(
                        || format!("a meeting of {}", team.label()),
                        |meeting| cx.org.meeting(meeting).label().to_owned()
                    )
                ));
            if let Some(assignment) = only_assignment(cx, portfolio, &rows) {
                draft.cause(format!("assignment {}", assignment.key(cx.facts)));
            }
        }
    }
}

/// Rows of assignments in force that do not say how the liaison reports back.
fn silent_rows(cx: Context<'_>, portfolio: &Portfolio) -> Vec<LiaisonId> {
    let all = cx.facts.assignments().all();
    let silent = |row: &LiaisonId| {
        let answer = cx.org.text(cx.org.liaisons[row.index()].share_back).trim();
        ["", "no", "n", "none", "false", "0", "-"]
            .iter()
            .any(|no| answer.eq_ignore_ascii_case(no))
    };
    let mut rows: Vec<LiaisonId> = portfolio
        .assignments
        .iter()
        .map(|index| &all[*index])
        .filter(|assignment| assignment.in_force(cx.facts) && assignment.rows.iter().all(silent))
        .flat_map(|assignment| assignment.rows.iter().copied())
        .collect();
    rows.sort_unstable();
    rows
}

/// The assignment that all rows state, if they state one.
fn only_assignment<'a>(
    cx: Context<'a>,
    portfolio: &Portfolio,
    rows: &[LiaisonId],
) -> Option<&'a Assignment> {
    let all = cx.facts.assignments().all();
    let mut stated = portfolio
        .assignments
        .iter()
        .map(|index| &all[*index])
        .filter(|assignment| assignment.rows.iter().any(|row| rows.contains(row)));
    let only = stated.next()?;
    stated.next().is_none().then_some(only)
}

/// Whether the liaison meets the home team, or nothing is known about it: nobody else is there, or
/// its meetings are not recorded and no row of the table says how anybody reports back.
fn comes_home(cx: Context<'_>, portfolio: &Portfolio, home: TeamId, states: bool) -> bool {
    let (facts, person) = (cx.facts, portfolio.person);
    let rooms = facts.assignments().rooms(facts);
    let others = facts
        .tree()
        .units()
        .subtree(home.0)
        .iter()
        .flat_map(|team| facts.members().of(TeamId(*team)))
        .chain(cx.org.teams[home.index()].lead)
        .any(|member| member != person);
    let manager = cx.org.people[person.index()].manager;
    let with_manager = || {
        facts.meetings().of(person).any(|meeting| {
            cx.org.meeting(meeting).recurs()
                && manager.is_some_and(|manager| facts.meetings().attends(manager, meeting))
        })
    };
    !others
        || !(states || rooms.recorded(facts, home, person))
        || !rooms.shared(facts, person, home).is_empty()
        || with_manager()
}

/// A liaison who does not meet the targets has nothing to bring home; `absent-liaison` speaks.
fn meets_targets(cx: Context<'_>, portfolio: &Portfolio) -> bool {
    let rooms = cx.facts.assignments().rooms(cx.facts);
    portfolio.targets.iter().any(|(target, _)| {
        !rooms.shared(cx.facts, portfolio.person, *target).is_empty()
            || !rooms.recorded(cx.facts, *target, portfolio.person)
    })
}

/// Names and subject keys of the targets that rows name.
fn told<'a>(
    cx: Context<'a>,
    portfolio: &Portfolio,
    rows: &[LiaisonId],
) -> (Vec<&'a str>, Vec<Subject>) {
    let person = cx.org.person(portfolio.person).key();
    portfolio
        .targets
        .iter()
        .filter(|(_, row)| rows.contains(row))
        .map(|(target, _)| {
            let target = cx.org.team(*target);
            (target.label(), Subject::liaison(person, target.key()))
        })
        .unzip()
}

/// A small recurring meeting that the home team hosts.
fn home_meeting(cx: Context<'_>, home: TeamId) -> Option<MeetingId> {
    let rooms = cx.facts.assignments().rooms(cx.facts);
    rooms
        .hosted_in(cx.facts, home)
        .into_iter()
        .filter(|meeting| cx.facts.meetings().size(*meeting).is_some_and(|n| n < 8))
        .min()
}

#[cfg(test)]
mod tests {
    use super::OneWayLiaison;
    use crate::testing::check;

    fn org(attendance: &str, liaisons: &str) -> String {
        format!(
            "== people.csv\n\
             id,name,team\n\
             ana,Ana,pmm\n\
             max,Max,pmm\n\
             dan,Dan,data\n\
             == teams.csv\n\
             id,name,parent\n\
             pmm,Marketing,\n\
             data,Data,\n\
             == meetings.csv\n\
             id,name,host\n\
             m1,Data weekly,data\n\
             m2,Marketing weekly,pmm\n\
             == attendance.csv\n\
             meeting,person\n\
             m1,dan\n\
             {attendance}\
             == liaisons.csv\n\
             person,home,targets,share-back\n\
             {liaisons}"
        )
    }

    #[test]
    fn a_liaison_who_brings_nothing_home() {
        let row = "ana,pmm,data,no   #~ warning: Ana (ana) is a liaison from Marketing to Data but has no recurring meeting with Marketing and no stated way to report back\n";
        check(&OneWayLiaison {}, &org("m1,ana\nm2,max\n", row));
    }

    #[test]
    fn a_home_meeting_or_a_stated_way_is_enough() {
        check(
            &OneWayLiaison {},
            &org("m1,ana\nm2,max\nm2,ana\n", "ana,pmm,data,\n"),
        );
        check(
            &OneWayLiaison {},
            &org("m1,ana\nm2,max\n", "ana,pmm,data,weekly mail\n"),
        );
    }

    #[test]
    fn unknown_homes_and_absent_liaisons_are_passed_over() {
        // Nobody of the home team but the liaison is in a recorded meeting and no row says anything.
        check(&OneWayLiaison {}, &org("m1,ana\n", "ana,pmm,data,\n"));
        // The liaison is in no meeting with the target.
        check(&OneWayLiaison {}, &org("m2,max\n", "ana,pmm,data,no\n"));
    }
}
