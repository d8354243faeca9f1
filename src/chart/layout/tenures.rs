//! Who held which seat from when to when: liaison seats, embedded people, and models that are meant to end.
//!
//! Knows dated rows and findings; knows no pixels.

use super::names;
use super::{View, flags};
use crate::lint::Level;
use crate::lint::words::list;
use crate::model::{
    CoordinationModel, CoordinationRef, Org, PersonId, Status, Subject, TeamId, TeamRef,
};
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Days between two holders that are no gap.
const HANDOVER: i32 = 31;
/// Back from today, so many months count for "changed hands".
const MONTHS: i32 = 12;

/// One person, or one agreement, in a seat.
#[derive(Debug, Clone)]
pub(super) struct Spell {
    /// What stands in the bar.
    pub(super) who: String,
    /// First day, where known.
    pub(super) from: Option<Date>,
    /// Last day; `None` while it goes on without a stated end.
    pub(super) to: Option<Date>,
    /// Whether it goes on although it should be over.
    pub(super) overruns: bool,
}

/// What is wrong with a seat, the worst last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trouble {
    /// So many people within a year.
    Hands(usize),
    /// Meant to end, and no end is set.
    Endless,
    /// Empty between two holders or now, days in all.
    Vacant(i32),
    /// Goes on so many days after its end.
    Overrun(i32),
}

/// A seat with its history.
#[derive(Debug)]
pub(super) struct Seat {
    /// `Marketing → Web`.
    pub(super) label: String,
    /// Subject of the first row.
    pub(super) subject: String,
    /// By first day.
    pub(super) spells: Vec<Spell>,
    /// The worst trouble.
    pub(super) trouble: Option<Trouble>,
    /// Of the worst finding about it.
    pub(super) level: Option<Level>,
    /// Whether it is a liaison's.
    pub(super) liaison: bool,
}

/// All seats with any known day, and the day that counts as today; the worst first.
pub(super) fn seats(view: &View<'_>) -> Option<(Vec<Seat>, Date)> {
    let org = view.facts.org();
    let mut seats = liaison_seats(view);
    seats.extend(temporary(view));
    let days = || {
        seats
            .iter()
            .flat_map(|seat| &seat.spells)
            .flat_map(|s| [s.from, s.to])
    };
    let today = org.as_of.or_else(|| days().flatten().max())?;
    for seat in &mut seats {
        seat.trouble = seat.trouble.max(trouble(seat, today));
    }
    seats.sort_by(|a, b| {
        let first = |seat: &Seat| seat.spells.iter().filter_map(|spell| spell.from).min();
        (b.level, b.trouble)
            .cmp(&(a.level, a.trouble))
            .then(first(a).cmp(&first(b)))
            .then(a.label.cmp(&b.label))
    });
    Some((seats, today))
}

/// Days from one to another.
pub(super) fn days(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

fn liaison_seats(view: &View<'_>) -> Vec<Seat> {
    let org = view.facts.org();
    let levels = flags::levels(view.findings, &["unstable-liaison"]);
    let mut known: BTreeMap<(Option<TeamId>, Vec<TeamId>), Seat> = BTreeMap::new();
    let mut add = |home: Option<TeamId>, targets: &[TeamId], key: &str, spell: Spell| {
        if targets.is_empty() || spell.from.is_none() {
            return;
        }
        let mut targets = targets.to_vec();
        targets.sort_unstable();
        let subject = Subject::liaison(key, org.team(targets[0]).key());
        let seat = known
            .entry((home, targets.clone()))
            .or_insert_with(|| Seat {
                label: label(org, home, &targets),
                subject: subject.as_str().to_owned(),
                spells: Vec::new(),
                trouble: None,
                level: None,
                liaison: true,
            });
        seat.level = seat.level.max(levels.get(subject.as_str()).copied());
        seat.spells.push(spell);
    };
    for row in org
        .liaisons()
        .filter(|row| row.record().status != Some(Status::Planned))
    {
        let record = row.record();
        let spell = Spell {
            who: names::person(row.person()).into_owned(),
            from: record.start,
            to: record.end,
            overruns: matches!((record.end, org.as_of), (Some(end), Some(today)) if end < today),
        };
        add(record.home, &record.targets, row.person().key(), spell);
    }
    let people: BTreeMap<&str, PersonId> = match org.ended_liaisons.len() {
        0 => BTreeMap::new(),
        _ => org
            .people()
            .map(|person| (person.key(), person.id))
            .collect(),
    };
    for ended in &org.ended_liaisons {
        let key = org.text(ended.person);
        let person = people
            .get(key)
            .map(|person| names::person(org.person(*person)));
        let spell = Spell {
            who: person.unwrap_or_else(|| names::words(key)).into_owned(),
            from: ended.start,
            to: ended.end,
            overruns: false,
        };
        add(ended.home, &ended.targets, key, spell);
    }
    let mut seats: Vec<Seat> = known.into_values().collect();
    for seat in &mut seats {
        seat.spells
            .sort_by(|a, b| (a.from, a.to, &a.who).cmp(&(b.from, b.to, &b.who)));
    }
    seats
}

fn label(org: &Org, home: Option<TeamId>, targets: &[TeamId]) -> String {
    let home = home.map_or("?".into(), |home| names::unit(org.team(home)));
    let targets = list(targets.iter().map(|team| names::unit(org.team(*team))), 2);
    format!("{home} → {targets}")
}

/// Task forces, away teams, rotations and embedded people, each a seat, where any day is known or an end is missed.
fn temporary(view: &View<'_>) -> Vec<Seat> {
    use CoordinationModel as M;
    let (org, coordination) = (view.facts.org(), view.facts.coordination());
    let levels = flags::levels(view.findings, &["temporary-model-overstays", "embed-churn"]);
    let mut seats: Vec<Seat> = Vec::new();
    for model in [M::TaskForce, M::AwayTeam, M::Rotation] {
        for row in coordination
            .of(model)
            .iter()
            .map(|id| org.coordination_row(*id))
        {
            let level = levels.get(row.subject().as_str()).copied();
            let record = row.record();
            if level.is_none() && record.start.is_none() && record.end.is_none() {
                continue;
            }
            seats.push(seat_of(org, row, level));
        }
    }
    seats.extend(embeds(org, &levels));
    seats
}

fn seat_of(org: &Org, row: CoordinationRef<'_>, level: Option<Level>) -> Seat {
    let record = row.record();
    let overruns = matches!((record.end, org.as_of), (Some(end), Some(today)) if end < today);
    Seat {
        label: agreement(org, row),
        subject: row.subject().as_str().to_owned(),
        spells: vec![Spell {
            who: list(row.people().map(names::person), 2),
            from: record.start,
            to: record.end,
            overruns,
        }],
        trouble: (level.is_some() && !overruns).then_some(Trouble::Endless),
        level,
        liaison: false,
    }
}

/// `Task force: Web → Support`.
fn agreement(org: &Org, row: CoordinationRef<'_>) -> String {
    let model = super::files::sentence(&row.model().replace(['-', '_'], " "));
    let to = list(row.to().map(names::unit), 2);
    let from = row.record().from.map(|from| names::unit(org.team(from)));
    match (from, to.as_str()) {
        (Some(from), "") => format!("{model}: {from}"),
        (Some(from), to) => format!("{model}: {from} → {to}"),
        (None, to) => format!("{model}: {to}"),
    }
}

/// The places of each embedded person one after the other, where their days are known.
fn embeds(org: &Org, levels: &BTreeMap<&str, Level>) -> Vec<Seat> {
    let mut known: BTreeMap<PersonId, Seat> = BTreeMap::new();
    let rows = org
        .coordination()
        .filter(|row| row.kind() == Some(CoordinationModel::Embedded));
    for row in rows.filter(|row| row.record().start.is_some()) {
        for person in &row.record().people {
            let who = org.person(*person);
            let seat = known.entry(*person).or_insert_with(|| Seat {
                label: format!("Embedded: {}", names::person(who)),
                subject: who.subject().as_str().to_owned(),
                spells: Vec::new(),
                trouble: None,
                level: levels.get(who.subject().as_str()).copied(),
                liaison: false,
            });
            seat.spells.push(Spell {
                who: list(row.to().map(TeamRef::label).map(names::words), 2),
                from: row.record().start,
                to: row.record().end,
                overruns: false,
            });
        }
    }
    let mut seats: Vec<Seat> = known.into_values().collect();
    for seat in &mut seats {
        seat.spells
            .sort_by(|a, b| (a.from, &a.who).cmp(&(b.from, &b.who)));
    }
    seats
}

/// Times between two holders, and since the last of a liaison seat, that are longer than a handover.
pub(super) fn gaps(seat: &Seat, today: Date) -> Vec<(Date, Date)> {
    let mut gaps = Vec::new();
    let mut until: Option<Date> = None;
    for spell in &seat.spells {
        if let (Some(until), Some(from)) = (until, spell.from)
            && days(until, from) > HANDOVER
        {
            gaps.push((until, from));
        }
        let end = spell.to.unwrap_or(today);
        until = Some(until.map_or(end, |until| until.max(end)));
    }
    if let Some(until) = until.filter(|until| seat.liaison && days(*until, today) > HANDOVER) {
        gaps.push((until, today));
    }
    gaps
}

/// The lane of each spell, so that holders at the same time lie above each other, and how many lanes there are; where
/// more than `most` hold a seat at once the last lane is shared.
pub(super) fn lanes(seat: &Seat, today: Date, most: usize) -> (Vec<usize>, usize) {
    let mut free: Vec<Date> = Vec::new();
    let mut places = Vec::with_capacity(seat.spells.len());
    for spell in &seat.spells {
        let end = spell.to.unwrap_or(today);
        let from = spell.from.unwrap_or(Date::MIN);
        let lane = free.iter().position(|until| *until <= from);
        let lane = lane.unwrap_or(free.len()).min(most.saturating_sub(1));
        match free.get_mut(lane) {
            Some(until) => *until = end.max(*until),
            None => free.push(end),
        }
        places.push(lane);
    }
    (places, free.len().max(1))
}

fn trouble(seat: &Seat, today: Date) -> Option<Trouble> {
    let overrun = seat
        .spells
        .iter()
        .filter(|spell| spell.overruns)
        .filter_map(|spell| spell.to)
        .min();
    if let Some(end) = overrun {
        return Some(Trouble::Overrun(days(end, today)));
    }
    let empty: i32 = gaps(seat, today)
        .iter()
        .map(|(from, to)| days(*from, *to))
        .sum();
    if empty > 0 {
        return Some(Trouble::Vacant(empty));
    }
    let year = today.checked_sub(MONTHS.months()).ok()?;
    let recent = seat
        .spells
        .iter()
        .filter(|spell| spell.to.is_none_or(|to| to >= year));
    let mut people: Vec<&str> = recent.map(|spell| spell.who.as_str()).collect();
    people.sort_unstable();
    people.dedup();
    (people.len() > 2 || (seat.level.is_some() && people.len() > 1))
        .then_some(Trouble::Hands(people.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{FactOptions, Facts};
    use crate::testing::org_as_of;

    #[test]
    fn gaps_overruns_and_changes_are_found() {
        let org = org_as_of(
            "== people.csv\nid,team\nana,web\nbo,web\ncy,web\n== teams.csv\nid\nweb\nops\nhr\n\
             == liaisons.csv\nperson,targets,start,end\nana,ops,2024-01-01,2024-03-01\nbo,ops,2024-06-01,\n\
             ana,hr,2024-01-01,2024-05-01\nbo,hr,2024-05-01,2024-09-01\ncy,hr,2024-09-01,\n\
             == coordination.csv\nmodel,from,to,start,end,status\ntask-force,web,ops,2024-01-01,2024-10-01,active\n",
            Some("2024-12-31"),
        );
        let facts = Facts::new(&org, FactOptions::default());
        let view = View {
            facts: &facts,
            findings: &[],
        };
        let (seats, today) = seats(&view).unwrap();
        let found: Vec<_> = seats
            .iter()
            .map(|seat| (seat.label.as_str(), seat.trouble))
            .collect();
        assert_eq!(
            found,
            [
                ("Task force: web → ops", Some(Trouble::Overrun(91))),
                ("web → ops", Some(Trouble::Vacant(92))),
                ("web → hr", Some(Trouble::Hands(3))),
            ]
        );
        assert_eq!(gaps(&seats[1], today).len(), 1);
        assert_eq!(lanes(&seats[2], today, 3), (vec![0, 0, 0], 1));
        let mut both = seats.into_iter().nth(2).unwrap();
        both.spells[0].to = None;
        assert_eq!(lanes(&both, today, 3), (vec![0, 1, 1], 2));
    }
}
