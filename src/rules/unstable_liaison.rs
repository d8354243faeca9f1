//! `unstable-liaison`: see [`META`] for its documentation.

use crate::facts::{Spell, spells};
use crate::lint::words::{count, list};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, Org, Subject, Table, TeamId};
use crate::source::{Place, Row};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

declare_rule! {
    /// ## What it does
    /// Looks at the dates of all assignments, those that have ended included, over the `months`
    /// before today (without a day that counts as today, before the latest date), and flags three
    /// kinds of unrest. A person moved: an assignment ended and another began, a target was given
    /// up and another taken up, more than `max-moves` times. A seat changed hands: more than `max-holders`
    /// people were liaisons from one home to the same targets, one after the other. A home does not
    /// last: of at least `min-ended` assignments that ended in that time, half lasted less than
    /// `min-days`.
    ///
    /// Where earlier states lie beside the tables, they show what no date says: who held which target
    /// in one state and not in the next. A target that is gone by now, or has another id, counts as
    /// renamed and is no move. How long assignments last is judged by dates alone.
    ///
    /// ## Why it matters
    /// A liaison is worth as much as what the target team has come to trust them with. Each move
    /// starts at zero on both sides.
    ///
    /// ## Example
    /// ```org fires as-of 2025-12-31
    /// == people.csv
    /// id,team
    /// ana,marketing
    /// == teams.csv
    /// id,parent
    /// marketing,
    /// web,
    /// infra,
    /// == liaisons.csv
    /// person,targets,start,end
    /// ana,web,2025-01-01,2025-03-31
    /// ana,infra,2025-04-01,
    /// ```
    ///
    /// ```org quiet as-of 2025-12-31
    /// == people.csv
    /// id,team
    /// ana,marketing
    /// == teams.csv
    /// id,parent
    /// marketing,
    /// web,
    /// infra,
    /// == liaisons.csv
    /// person,targets,start,end
    /// ana,web,2023-01-01,2025-12-31
    /// ana,infra,2025-04-01,
    /// ```
    ///
    /// ## How to fix
    /// Attach the person to the unit above the teams, so that a move within it changes nothing.
    /// Where all that is needed is somebody who is there, make it a rotation and say so.
    ///
    /// ## Options
    /// All are our own choice.
    /// - `months` (default 12): how far back to look.
    /// - `max-moves` (default 0): moves of one person that are fine.
    /// - `max-holders` (default 2): people in one seat that are fine.
    /// - `min-days` (default 183): half of the ended assignments should last so long.
    /// - `min-ended` (default 3): fewer ended assignments of a home say nothing about it.
    pub(super) static META = {
        name: "unstable-liaison",
        summary: "liaisons move before they can be worth much",
        smell: Smell::Liaison,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[
            Needs::Table(Table::Liaisons),
            Needs::Any(&[Needs::Column(Table::Liaisons, Column::Start), Needs::Snapshots]),
            Needs::Any(&[Needs::Column(Table::Liaisons, Column::End), Needs::Snapshots]),
        ],
        implements: &["LM9"],
        sources: &[
            "Rubick: The liaison model",
            "our own choice (all limits)",
        ],
    }
}

/// Options of `unstable-liaison`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct UnstableLiaison {
    months: u16,
    max_moves: usize,
    max_holders: usize,
    min_days: i32,
    min_ended: usize,
}

impl Default for UnstableLiaison {
    fn default() -> Self {
        Self {
            months: 12,
            max_moves: 0,
            max_holders: 2,
            min_days: 183,
            min_ended: 3,
        }
    }
}

/// The time looked at.
#[derive(Clone, Copy)]
struct Window {
    from: Date,
    to: Date,
}

impl Window {
    fn holds(self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }

    fn meets(self, spell: &Spell<'_>) -> bool {
        spell.start <= self.to && spell.gone.is_none_or(|day| day >= self.from)
    }
}

impl Rule for UnstableLiaison {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let spells = spells(cx.facts);
        let ends = spells.iter().filter_map(|spell| spell.gone);
        let latest = ends.chain(spells.iter().map(|spell| spell.start)).max();
        let Some(to) = cx.org.as_of.or(latest) else {
            return;
        };
        let Ok(from) = to.checked_sub(i32::from(self.months).months()) else {
            return;
        };
        let window = Window { from, to };
        self.people(cx.org, &spells, window, sink);
        self.seats(cx.org, &spells, window, sink);
        self.homes(cx.org, &spells, window, sink);
    }
}

fn names(org: &Org, targets: &[TeamId]) -> String {
    list(targets.iter().map(|team| org.team(*team).label()), 3)
}

impl UnstableLiaison {
    /// People who moved from targets to other targets.
    fn people(&self, org: &Org, spells: &[Spell<'_>], window: Window, sink: &mut Sink) {
        let mut by_person: BTreeMap<&str, Vec<&Spell<'_>>> = BTreeMap::new();
        for spell in spells.iter().filter(|spell| !spell.targets.is_empty()) {
            by_person.entry(spell.person).or_default().push(spell);
        }
        for (person, own) in by_person {
            let moved: Vec<&Spell<'_>> = own
                .iter()
                .enumerate()
                .filter(|(index, next)| {
                    window.holds(next.start)
                        && own[..*index].iter().any(|past| follows(past, next, window))
                })
                .map(|(_, next)| *next)
                .collect();
            // Targets that were taken up on one day are one move.
            let mut steps: BTreeMap<Date, Vec<TeamId>> = BTreeMap::new();
            for next in &moved {
                steps.entry(next.start).or_default().extend(&next.targets);
            }
            let (Some(last), true) = (moved.last(), steps.len() > self.max_moves) else {
                continue;
            };
            // What nobody holds any more cannot be mended.
            let Some(row) = last.row else { continue };
            let first = own
                .iter()
                .find(|past| window.meets(past) && !std::ptr::eq(**past, moved[0]));
            let path: Vec<String> = first
                .map(|spell| names(org, &spell.targets))
                .into_iter()
                .chain(steps.values().map(|targets| names(org, targets)))
                .collect();
            let name = called(org, person);
            let message = format!(
                "{name} moved as a liaison {} in {} months: {}",
                count(steps.len(), "time", "times"),
                self.months,
                path.join(", then ")
            );
            let subjects = last
                .targets
                .iter()
                .map(|team| Subject::liaison(person, org.team(*team).key()));
            sink.report(cell(org, row, Column::Start), message)
                .subjects(subjects)
                .measure(steps.len() as f64, self.max_moves as f64, "moves")
                .evidence(own.iter().filter(|s| !std::ptr::eq(**s, *last) && window.meets(s)).map(|s| {
                    (cell(org, s.row.unwrap_or(row), Column::Start), told(s, &names(org, &s.targets)))
                }))
                .help(format!(
                    "attach {name} to the unit above these teams so that a move changes nothing, or make it a rotation if presence is all that is needed"
                ));
        }
    }

    /// Seats that changed hands.
    fn seats(&self, org: &Org, spells: &[Spell<'_>], window: Window, sink: &mut Sink) {
        let mut seats: BTreeMap<(TeamId, &[TeamId]), Vec<&Spell<'_>>> = BTreeMap::new();
        for spell in spells.iter().filter(|spell| window.meets(spell)) {
            if let (Some(home), false) = (spell.home, spell.targets.is_empty()) {
                seats.entry((home, &spell.targets)).or_default().push(spell);
            }
        }
        for ((home, targets), holders) in seats {
            let mut people: Vec<&str> = Vec::new();
            let mut free_from: Option<Date> = None;
            for spell in &holders {
                let after = free_from.is_none_or(|day| day <= spell.start);
                if after && !people.contains(&spell.person) {
                    people.push(spell.person);
                }
                free_from = spell.end;
                if free_from.is_none() {
                    break;
                }
            }
            let Some(last) = holders.last().filter(|_| people.len() > self.max_holders) else {
                continue;
            };
            let Some(row) = last.row else { continue };
            let (home, targets_named) = (org.team(home), names(org, targets));
            let message = format!(
                "{} liaisons from {} to {targets_named} followed one another in {} months: {}",
                people.len(),
                home.label(),
                self.months,
                list(people.iter().map(|key| called(org, key)), 5)
            );
            let subjects = targets.iter().map(|team| org.team(*team).subject());
            sink.report(cell(org, row, Column::Person), message)
                .subject(home.subject())
                .subjects(subjects)
                .measure(people.len() as f64, self.max_holders as f64, "people")
                .evidence(holders.iter().take(holders.len() - 1).map(|spell| {
                    (cell(org, spell.row.unwrap_or(row), Column::Person), told(spell, called(org, spell.person)))
                }))
                .help(format!(
                    "let one person of {} keep the seat at {targets_named} for at least a year, or declare a rotation",
                    home.label()
                ));
        }
    }

    /// Homes whose assignments do not last.
    fn homes(&self, org: &Org, spells: &[Spell<'_>], window: Window, sink: &mut Sink) {
        let mut homes: BTreeMap<TeamId, Vec<(i32, Row, &Spell<'_>)>> = BTreeMap::new();
        for spell in spells.iter().filter(|spell| spell.dated) {
            if let (Some(home), Some(row), Some(end)) = (
                spell.home,
                spell.row,
                spell.end.filter(|end| window.holds(*end)),
            ) {
                let days = (end - spell.start).get_days();
                homes.entry(home).or_default().push((days, row, spell));
            }
        }
        for (home, mut ended) in homes {
            ended.sort_by_key(|(days, row, _)| (*days, row.place()));
            let median = ended
                .get((ended.len() - 1) / 2)
                .map_or(0, |(days, ..)| *days);
            let (Some((_, shortest, _)), true) = (ended.first(), ended.len() >= self.min_ended)
            else {
                continue;
            };
            if median >= self.min_days {
                continue;
            }
            let home = org.team(home);
            let message = format!(
                "Liaisons of {} do not stay: half of the {} that ended in {} months lasted {median} days or less",
                home.label(),
                count(ended.len(), "assignment", "assignments"),
                self.months
            );
            let who: BTreeSet<&str> = ended.iter().map(|(.., spell)| spell.person).collect();
            sink.report(cell(org, *shortest, Column::End), message)
                .subject(home.subject())
                .measure(f64::from(median), f64::from(self.min_days), "days")
                .evidence(ended.iter().skip(1).map(|(days, row, spell)| {
                    (
                        cell(org, *row, Column::End),
                        format!("{} after {days} days", called(org, spell.person)),
                    )
                }))
                .help(format!(
                    "ask {} why they left the seat before sending the next person",
                    list(who.iter().map(|key| called(org, key)), 4)
                ));
        }
    }
}

/// Whether an assignment took the place of an earlier one: a target was given up and another taken
/// up.
fn follows(past: &Spell<'_>, next: &Spell<'_>, window: Window) -> bool {
    let lacks = |some: &[TeamId], others: &[TeamId]| some.iter().any(|t| !others.contains(t));
    lacks(&past.targets, &next.targets)
        && lacks(&next.targets, &past.targets)
        && past.gone.is_some_and(|day| window.holds(day))
        && past
            .end
            .and_then(|end| end.checked_sub(7.days()).ok())
            .is_some_and(|end| end <= next.start)
}

/// What a spell is called, and since when it was held or seen.
fn told(spell: &Spell<'_>, what: &str) -> String {
    if spell.dated {
        return format!("{what} from {}", spell.start);
    }
    match spell.end {
        Some(end) if end > spell.start => {
            format!("{what}, seen from {} to {end}", spell.start)
        }
        _ => format!("{what}, seen on {}", spell.start),
    }
}

/// How messages call a person who may have left.
fn called<'a>(org: &'a Org, key: &'a str) -> &'a str {
    // Few people are liaisons and findings are rare: a walk is cheaper than an index.
    let states = std::iter::once(org).chain(org.past.iter().rev().map(|state| &state.org));
    let mut people = states.flat_map(Org::people);
    let person = people.find(|person| person.key() == key);
    person.map_or(key, |person| person.short())
}

fn cell(org: &Org, row: Row, column: Column) -> Place {
    row.cell(org.column(row.file, column))
}

#[cfg(test)]
mod tests {
    use super::UnstableLiaison;
    use crate::testing::check_as_of;

    fn check(liaisons: &str) {
        let text = format!(
            "== people.csv\nid,name,team\nana,Ana,pmm\nbo,Bo,pmm\ncy,Cy,pmm\ndee,Dee,pmm\n\
             == teams.csv\nid,name,parent\npmm,Marketing,\nbilling,Billing,\nweb,Web,\ninfra,Infra,\n\
             == liaisons.csv\nperson,targets,start,end\n{liaisons}"
        );
        check_as_of(&UnstableLiaison::default(), &text, Some("2025-12-31"));
    }

    #[test]
    fn a_person_who_moves_is_told_once() {
        check(
            "ana,billing,2025-01-01,2025-03-31\n\
             ana,web,2025-04-01,2025-06-30\n\
             ana,infra,2025-07-01, #~ warning: Ana moved as a liaison 2 times in 12 months: Billing, then Web, then Infra\n",
        );
    }

    #[test]
    fn a_seat_that_three_people_held_is_told() {
        check(
            "ana,web,2024-06-01,2025-01-31\n\
             bo,web,2025-02-01,2025-09-30\n\
             cy,web,2025-10-01, #~ warning: 3 liaisons from Marketing to Web followed one another in 12 months: Ana, Bo and Cy\n",
        );
    }

    #[test]
    fn a_home_of_short_assignments_is_told() {
        check(
            "ana,web,2025-01-01,2025-02-01 #~ warning: Liaisons of Marketing do not stay: half of the 3 assignments that ended in 12 months lasted 59 days or less\n\
             bo,infra,2025-01-01,2025-03-01\n\
             cy,billing,2023-01-01,2025-03-01\n",
        );
    }

    #[test]
    fn two_holders_and_half_a_year_are_fine() {
        check(
            "ana,web,2024-06-01,2025-01-31\n\
             bo,web,2025-02-01,\n\
             cy,infra,2025-01-01,2025-07-03\n\
             dee,infra,2025-07-04,\n\
             cy,infra,2020-01-01,2020-02-01\n",
        );
    }

    #[test]
    fn targets_held_side_by_side_are_no_move() {
        check("ana,web,2024-01-01,\nana,infra,2025-05-01,\nbo,web,2025-01-01,2025-09-01\n");
    }

    fn check_states(states: &[(&str, &str)], now: &str) {
        let tables = "people.csv\nid,name,team\nana,Ana,pmm\nbo,Bo,pmm\ncy,Cy,pmm\n";
        let teams = "teams.csv\nid,name\npmm,Marketing\nbilling,Billing\nweb,Web\ninfra,Infra\n";
        let past: Vec<String> = states
            .iter()
            .map(|(day, rows)| {
                let to = format!("== snapshots/{day}/");
                format!("{to}{tables}{to}{teams}{to}liaisons.csv\nperson,targets\n{rows}")
            })
            .collect();
        let text = format!(
            "== {tables}== {teams}== liaisons.csv\nperson,targets\n{now}{}",
            past.concat()
        );
        check_as_of(&UnstableLiaison::default(), &text, Some("2025-12-31"));
    }

    #[test]
    fn earlier_states_show_moves_that_no_date_says() {
        check_states(
            &[
                ("2025-03-31", "ana,billing\nbo,web\n"),
                ("2025-06-30", "ana,web;infra\nbo,web;infra\n"),
            ],
            "ana,infra  #~ warning: Ana moved as a liaison 1 time in 12 months: Billing, then Web and Infra\nbo,infra\nbo,web\n",
        );
    }

    #[test]
    fn earlier_states_show_seats_that_changed_hands() {
        check_states(
            &[("2025-03-31", "ana,web\n"), ("2025-06-30", "bo,web\n")],
            "cy,web  #~ warning: 3 liaisons from Marketing to Web followed one another in 12 months: Ana, Bo and Cy\n",
        );
    }

    #[test]
    fn what_only_grew_was_renamed_or_is_long_ago_is_no_move() {
        check_states(
            &[
                ("2024-06-30", "ana,billing\nbo,web\n"),
                ("2024-12-30", "ana,web\nbo,web\ncy,infra\n"),
            ],
            "ana,web\nbo,web;infra\ncy,infra\n",
        );
    }

    #[test]
    fn what_moved_before_the_window_is_past() {
        check("ana,web,2023-01-01,2024-03-31\nana,infra,2024-04-01,\n");
    }
}
