//! `single-thread-liaison`: see [`META`] for its documentation.

use crate::lint::words::list;
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, LiaisonId, PersonId, Subject, Table, TeamId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

declare_rule! {
    /// ## What it does
    /// Flags a liaison without a backup who is the only thread between two sides: in recurring
    /// meetings of at most eighteen people nobody else of the home's part of the organization meets
    /// anybody of a target, although both sides have other people. A person's targets make one
    /// finding. Without a single value in the `backup` column nothing is said.
    ///
    /// ## Why it matters
    /// When this person is ill, leaves or is busy, the two sides hear nothing of each other, and
    /// neither notices.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,team
    /// kim,support
    /// lee,support
    /// wes,web
    /// == teams.csv
    /// id,parent
    /// support,
    /// web,
    /// == meetings.csv
    /// id,host,attendees
    /// web-weekly,web,kim;wes
    /// support-weekly,support,kim;lee
    /// == liaisons.csv
    /// person,targets,backup
    /// kim,web,
    /// lee,support,wes
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,team
    /// kim,support
    /// lee,support
    /// wes,web
    /// == teams.csv
    /// id,parent
    /// support,
    /// web,
    /// == meetings.csv
    /// id,host,attendees
    /// web-weekly,web,kim;wes
    /// support-weekly,support,kim;lee
    /// == liaisons.csv
    /// person,targets,backup
    /// kim,web,lee
    /// ```
    ///
    /// ## How to fix
    /// Name somebody who stands in and knows the meeting, or publish the notes to both sides.
    pub(super) static META = {
        name: "single-thread-liaison",
        summary: "one liaison without backup is all that connects two sides",
        smell: Smell::Liaison,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[
            Needs::Liaisons,
            Needs::Attendees,
            Needs::Column(Table::Liaisons, Column::Backup),
        ],
        sources: &[
            "Catolino, Palomba, Tamburri, Serebrenik, Ferrucci: community smells (radio silence: a unique boundary spanner)",
            "Tamburri, Palomba, Kazman: Exploring community smells in open source, 2021",
        ],
    }
}

/// Options of `single-thread-liaison`: none.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct SingleThreadLiaison {}

impl Rule for SingleThreadLiaison {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let mut sides = Sides::default();
        let mut threads: BTreeMap<(PersonId, TeamId), Vec<(TeamId, LiaisonId)>> = BTreeMap::new();
        for assignment in cx.facts.assignments().all() {
            let (Some(home), Some(row)) = (assignment.home, assignment.rows.first()) else {
                continue;
            };
            let backed = assignment.rows.iter().any(|row| has_backup(cx, *row));
            if backed || !assignment.in_force(cx.facts) {
                continue;
            }
            for target in &assignment.targets {
                if only_thread(cx, &mut sides, assignment.person, home, *target) {
                    let found = threads.entry((assignment.person, home)).or_default();
                    found.push((*target, *row));
                }
            }
        }
        for ((person, home), mut targets) in threads {
            targets.sort_unstable();
            targets.dedup_by_key(|(target, _)| *target);
            report(cx, person, home, &targets, sink);
        }
    }
}

fn has_backup(cx: Context<'_>, row: LiaisonId) -> bool {
    let backup = cx.org.text(cx.org.liaisons[row.index()].backup).trim();
    !["", "no", "none", "false", "-"]
        .iter()
        .any(|none| backup.eq_ignore_ascii_case(none))
}

/// The people of each unit that is asked about, each found once.
type Sides = BTreeMap<TeamId, Rc<BTreeSet<PersonId>>>;

fn side(cx: Context<'_>, sides: &mut Sides, unit: TeamId) -> Rc<BTreeSet<PersonId>> {
    let people = sides
        .entry(unit)
        .or_insert_with(|| Rc::new(cx.facts.people_of(unit)));
    Rc::clone(people)
}

/// Whether a person meets a target and nobody else of the home's part does.
fn only_thread(
    cx: Context<'_>,
    sides: &mut Sides,
    person: PersonId,
    home: TeamId,
    target: TeamId,
) -> bool {
    let part = cx.facts.tree().boundary(home);
    if cx.facts.tree().nested(part, target) {
        return false;
    }
    let (own, there) = (side(cx, sides, part), side(cx, sides, target));
    let (rhythm, meetings) = (cx.facts.rhythm(), cx.facts.meetings());
    let mut met = false;
    for other in there
        .iter()
        .filter(|other| !own.contains(other) && **other != person)
    {
        for neighbour in rhythm.met_by(meetings, *other) {
            if neighbour == person {
                met = true;
            } else if own.contains(&neighbour) && !there.contains(&neighbour) {
                return false;
            }
        }
    }
    met && own
        .iter()
        .any(|other| *other != person && !there.contains(other))
}

fn report(
    cx: Context<'_>,
    person: PersonId,
    home: TeamId,
    targets: &[(TeamId, LiaisonId)],
    sink: &mut Sink,
) {
    let Some((_, first)) = targets.first() else {
        return;
    };
    let (org, part) = (cx.org, cx.facts.tree().boundary(home));
    let person = org.person(person);
    let names = list(
        targets.iter().map(|(target, _)| org.team(*target).label()),
        4,
    );
    let message = format!(
        "Only {} meets both {} and {names}, and nobody stands in",
        person.label(),
        org.team(part).label()
    );
    let subjects = targets
        .iter()
        .map(|(target, _)| Subject::liaison(person.key(), org.team(*target).key()));
    let further = targets.iter().skip(1).map(|(target, row)| {
        let text = format!("the same for {}", org.team(*target).label());
        (org.liaison(*row).cell(Column::Targets), text)
    });
    let other = cx
        .facts
        .members()
        .of(home)
        .find(|other| *other != person.id)
        .map_or_else(
            || format!("somebody of {}", org.team(home).label()),
            |other| {
                format!(
                    "{} or somebody else of {}",
                    org.person(other).short(),
                    org.team(home).label()
                )
            },
        );
    sink.report(org.liaison(*first).cell(Column::Backup), message)
        .subjects(subjects)
        .evidence(further)
        .help(format!(
            "let {other} sit in once and name them as backup, or publish the notes of the shared meeting to both sides"
        ));
}

#[cfg(test)]
mod tests {
    use super::SingleThreadLiaison;
    use crate::testing::check;

    fn org(meetings: &str, liaisons: &str) -> String {
        format!(
            "== people.csv\nid,name,team\nkim,Kim,support\nlee,Lee,support\nwes,Wes,web\nina,Ina,infra\n\
             == teams.csv\nid,name,parent\nco,,\ncare,Care,co\nsupport,Support,care\n\
             eng,Eng,co\nweb,Web,eng\ninfra,Infra,eng\n\
             == meetings.csv\nid,host,attendees\nm1,web,kim;wes\n{meetings}\
             == liaisons.csv\nperson,targets,backup\nlee,infra,kim\n{liaisons}"
        )
    }

    #[test]
    fn a_unique_link_without_backup_is_a_single_thread() {
        check(
            &SingleThreadLiaison::default(),
            &org(
                "m2,support,kim;lee\n",
                "kim,web, #~ warning: Only Kim (kim) meets both Care and Web, and nobody stands in\n",
            ),
        );
    }

    #[test]
    fn another_encounter_is_a_second_thread() {
        check(
            &SingleThreadLiaison::default(),
            &org("m2,eng,lee;wes;ina\n", "kim,web,\n"),
        );
    }

    #[test]
    fn who_never_meets_the_target_is_no_thread() {
        check(&SingleThreadLiaison::default(), &org("", "kim,infra,\n"));
    }

    #[test]
    fn a_backup_is_enough() {
        check(&SingleThreadLiaison::default(), &org("", "kim,web,lee\n"));
    }
}
