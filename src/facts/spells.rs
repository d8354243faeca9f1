//! How long liaisons held their assignments, by the dates of the rows and by the earlier states that
//! show them. Knows no limit and no rule.

use super::Facts;
use super::history::{Matching, Stay, stays};
use crate::model::{LiaisonId, Org, Status, Table, TeamId};
use crate::source::Row;
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// One assignment with the time it lasted.
#[derive(Clone, Debug)]
pub struct Spell<'a> {
    /// Key of the person, who may have left.
    pub person: &'a str,
    /// Home team, where it is known and still exists.
    pub home: Option<TeamId>,
    /// Targets that still exist, by team number; may be empty.
    pub targets: Vec<TeamId>,
    /// The first day; of a spell that only earlier states show, the first day on which it was seen.
    pub start: Date,
    /// The last day, or the last day on which it was seen; none while it lasts.
    pub end: Option<Date>,
    /// The day on which it was known to be over: its last day, or the first day on which a state lacked
    /// it.
    pub gone: Option<Date>,
    /// Whether its days are stated and not merely seen.
    pub dated: bool,
    /// The row of the present that states it.
    pub row: Option<Row>,
}

/// All assignments whose time is known, by first day. What the dates of the present state is not
/// taken from earlier states once more; a target that is gone, or has a new key, is no part of a
/// spell that was merely seen, for it may have been renamed.
pub fn spells<'a>(facts: &Facts<'a>) -> Vec<Spell<'a>> {
    let mut spells = dated(facts.org());
    let seen = seen(facts, &spells);
    spells.extend(seen);
    spells.sort_by(|a, b| {
        let key = |spell: &Spell<'_>| (spell.start, spell.row.map(Row::place));
        (key(a).cmp(&key(b))).then_with(|| (a.person, &a.targets).cmp(&(b.person, &b.targets)))
    });
    spells
}

/// Assignments with a first day of their own.
fn dated(org: &Org) -> Vec<Spell<'_>> {
    let now = org
        .liaisons()
        .filter(|row| row.record().status != Some(Status::Planned))
        .filter_map(|row| {
            let record = row.record();
            let person = row.person().key();
            Some((
                person,
                record.home,
                &record.targets,
                (record.start?, record.end),
                record.row,
            ))
        });
    let ended = org.ended_liaisons.iter().filter_map(|ended| {
        let person = org.text(ended.person);
        Some((
            person,
            ended.home,
            &ended.targets,
            (ended.start?, ended.end),
            ended.row,
        ))
    });
    let spell = |(person, home, targets, (start, end), row): (_, _, &Vec<TeamId>, _, _)| {
        let mut targets = targets.clone();
        targets.sort_unstable();
        Spell {
            person,
            home,
            targets,
            start,
            end,
            gone: end,
            dated: true,
            row: Some(row),
        }
    };
    now.chain(ended).map(spell).collect()
}

/// A person, the home and one target.
type Seat<'a> = (&'a str, Option<TeamId>, TeamId);

/// What the states show and no date says.
fn seen<'a>(facts: &Facts<'a>, dated: &[Spell<'a>]) -> Vec<Spell<'a>> {
    let org = facts.org();
    let mut states: Vec<(Date, BTreeSet<Seat<'a>>)> = org
        .past_with(Table::Liaisons)
        .map(|state| {
            let matching = Matching::new(org, &state.org);
            let seats = seats(&state.org)
                .into_keys()
                .filter_map(|(person, home, target)| {
                    let home = home.and_then(|home| matching.now(home));
                    Some((person, home, matching.now(target)?))
                });
            (state.day, seats.collect())
        })
        .collect();
    let (Some((newest, _)), true) = (states.last(), org.has_table(Table::Liaisons)) else {
        return Vec::new();
    };
    let rows = seats(org);
    let Some(today) = org.as_of.or_else(|| newest.checked_add(1.day()).ok()) else {
        return Vec::new();
    };
    states.push((today, rows.keys().copied().collect()));
    let mut by_date: BTreeSet<(&str, TeamId)> = BTreeSet::new();
    for spell in dated {
        by_date.extend(spell.targets.iter().map(|target| (spell.person, *target)));
    }
    let mut found: BTreeMap<_, Vec<TeamId>> = BTreeMap::new();
    for stay in stays(&states) {
        let Stay {
            what: (person, home, target),
            first,
            last,
            gone,
        } = stay;
        if !by_date.contains(&(person, target)) {
            let spell = (person, home, first, last, gone);
            found.entry(spell).or_default().push(target);
        }
    }
    let spells = found
        .into_iter()
        .map(|((person, home, start, last, gone), targets)| {
            let row = |target: &TeamId| rows.get(&(person, home, *target));
            let row = targets.iter().find_map(row).filter(|_| gone.is_none());
            Spell {
                person,
                home,
                row: row.map(|id| org.liaisons[id.index()].row),
                targets,
                start,
                end: gone.map(|_| last),
                gone,
                dated: false,
            }
        });
    spells.collect()
}

/// Who held what, each with the first row that says so.
fn seats(org: &Org) -> BTreeMap<Seat<'_>, LiaisonId> {
    let mut seats = BTreeMap::new();
    for row in org.liaisons() {
        let record = row.record();
        if record.status == Some(Status::Planned) {
            continue;
        }
        for target in &record.targets {
            let seat = (row.person().key(), record.home, *target);
            seats.entry(seat).or_insert(row.id);
        }
    }
    seats
}

#[cfg(test)]
mod tests {
    use super::spells;
    use crate::facts::{FactOptions, Facts};
    use crate::testing::org_as_of;

    fn shown(liaisons: &str, january: &str, march: &str) -> Vec<String> {
        let teams = "teams.csv\nid\npmm\nweb\napp\nops\n";
        let people = "people.csv\nid,team\nana,pmm\nbo,pmm\n";
        let old = |day: &str, rows: &str| {
            format!(
                "== snapshots/{day}/{people}== snapshots/{day}/{teams}\
                 == snapshots/{day}/liaisons.csv\nperson,targets\n{rows}"
            )
        };
        let text = format!(
            "== {people}== {teams}== liaisons.csv\nperson,targets,start,end\n{liaisons}{}{}",
            old("2025-01-31", january),
            old("2025-03-31", march)
        );
        let org = org_as_of(&text, Some("2025-12-31"));
        let facts = Facts::new(&org, FactOptions::default());
        let found = spells(&facts).into_iter().map(|spell| {
            let targets: Vec<&str> = spell.targets.iter().map(|t| org.team(*t).key()).collect();
            let end = |day: Option<jiff::civil::Date>| day.map_or("-".into(), |d| d.to_string());
            format!(
                "{} {} {} {} {}{}",
                spell.person,
                targets.join("+"),
                spell.start,
                end(spell.end),
                end(spell.gone),
                if spell.row.is_some() { " here" } else { "" }
            )
        });
        found.collect()
    }

    #[test]
    fn states_show_what_was_given_up_and_taken_up() {
        assert_eq!(
            shown(
                "ana,ops,,\nbo,web,,\n",
                "ana,web;app\n",
                "ana,web\nana,ops\n"
            ),
            [
                "ana web 2025-01-31 2025-03-31 2025-12-31",
                "ana app 2025-01-31 2025-01-31 2025-03-31",
                "ana ops 2025-03-31 - - here",
                "bo web 2025-12-31 - - here",
            ]
        );
    }

    #[test]
    fn dates_go_before_what_was_seen() {
        assert_eq!(
            shown(
                "ana,web,2025-01-15,2025-04-30\nana,ops,2025-05-01,\n",
                "ana,web\n",
                "ana,web\nana,app\n"
            ),
            [
                "ana web 2025-01-15 2025-04-30 2025-04-30 here",
                "ana app 2025-03-31 2025-03-31 2025-12-31",
                "ana ops 2025-05-01 - - here",
            ]
        );
    }
}
