//! `liaison-heatmap`: which liaison covers which team, under the unit tree, with what it is worth.
//!
//! Knows the seats as judged next door and pixels.

use super::columns::Columns;
use super::few;
use super::files::{sentence, source};
use super::heatmap_cells::{self, LEGEND};
use super::heatmap_marks::{FOOT, GAP, HOMES, LOADS, PEOPLE, Painter, ROW};
use super::icicle::Icicle;
use super::names::{self, Twins};
use super::seats::{self, Seat, State};
use super::{ChartEntry, View};
use crate::chart::plot::Frame;
use crate::chart::scale::Band;
use crate::chart::scene::{Area, Scene};
use crate::chart::theme;
use crate::facts::Facts;
use crate::lint::{Needs, words};
use crate::model::{Table, TeamId};
use std::collections::BTreeSet;

/// The liaison heat map.
pub(super) const ENTRY: ChartEntry = ChartEntry {
    name: "liaison-heatmap",
    summary: "which liaison covers which team, by home, with the need behind it and the load",
    needs: &[Needs::Liaisons],
    draw,
};

/// Rows at most: one screen.
const ROWS: usize = 36;
/// Columns at most.
const COLUMNS: usize = 72;
/// Most things the title says; the picture says the rest.
const CLAUSES: usize = 3;
/// Up to so many teams the whole tree is shown.
const FEW: usize = 30;
fn draw(view: &View<'_>) -> Option<Scene> {
    let facts = view.facts;
    let mut seats = seats::seats(view);
    let people = facts.liaisons().people().len();
    if people == 0 {
        return None;
    }
    let few = few::left_out(facts.org(), seats.iter().filter_map(|seat| seat.person));
    seats.retain(|seat| seat.person.is_none_or(|person| !facts.org().is_few(person)));
    if seats.is_empty() {
        return None;
    }
    let title = title(view, &seats, people);
    let left_out = shorten(&mut seats);
    let columns = columns(facts, &seats);
    let width = super::WIDTH - 2 * theme::MARGIN - HOMES - PEOPLE - LOADS;
    let band = Band::new(theme::MARGIN + HOMES + PEOPLE, width, columns.units.len());
    let icicle = Icicle::new(facts, &columns, band.least());
    let homes = seats
        .windows(2)
        .filter(|pair| pair[0].home != pair[1].home)
        .count() as i32;
    let height = ROW * seats.len() as i32 + GAP * homes;
    let (mut canvas, body) = Frame {
        title: &title,
        subtitle: &(subtitle(facts, &seats, &columns, &icicle, left_out) + &few),
        source: &source(
            facts.org(),
            &[Table::Liaisons, Table::Teams, Table::Dependencies],
        ),
        description: &description(facts, &seats),
        width: super::WIDTH,
    }
    .open(LEGEND + icicle.height() + theme::STEP + height + FOOT);
    let states: Vec<State> = State::ALL
        .into_iter()
        .filter(|s| seats.iter().any(|seat| seat.has(*s)))
        .collect();
    let open = seats.iter().any(|seat| seat.person.is_none());
    let (line, body) = body.split_top(LEGEND);
    heatmap_cells::legend(&mut canvas, (line.x, line.y + theme::STEP), &states, open);
    icicle.draw(&mut canvas, body.y, &band);
    let rows = Area::new(
        body.x,
        body.y + icicle.height() + theme::STEP,
        body.width,
        height,
    );
    let people: BTreeSet<_> = seats.iter().filter_map(|seat| seat.person).collect();
    let painter = Painter {
        view,
        columns: &columns,
        band,
        rows,
        most: seats.iter().map(|seat| seat.load).max().unwrap_or(1).max(1),
        limit: limit(view),
        twins: Twins::of(people.into_iter().map(|person| facts.org().person(person))),
    };
    let part = |unit: &u32| facts.tree().boundary(TeamId(*unit)).0;
    let depths = columns
        .units
        .iter()
        .map(|unit| facts.tree().units().depth(part(unit)));
    let top = icicle.level_top(depths.min().unwrap_or(0));
    painter.parts(&mut canvas, body.y + top);
    painter.rows(&mut canvas, &seats);
    painter.crowded(&mut canvas);
    Some(canvas.finish())
}

/// Keeps the liaisons with most targets where there are too many; answers how many rows went.
fn shorten(seats: &mut Vec<Seat>) -> usize {
    let before = seats.len();
    if before > ROWS {
        let mut loads: Vec<usize> = seats.iter().map(|seat| seat.load).collect();
        loads.sort_unstable_by_key(|load| std::cmp::Reverse(*load));
        let least = loads.get(ROWS - 1).copied().unwrap_or(0);
        let mut spare = ROWS - loads.iter().filter(|load| **load > least).count();
        seats.retain(|seat| {
            let kept = seat.load > least || (seat.load == least && spare > 0);
            spare -= usize::from(kept && seat.load == least);
            kept
        });
    }
    before - seats.len()
}

/// The leaves of the whole tree, or where they are many those of the parts that liaisons reach.
fn columns(facts: &Facts<'_>, seats: &[Seat]) -> Columns {
    let forest = facts.tree().units();
    let mut tops = forest.roots().to_vec();
    if forest.all_leaves().len() > FEW {
        let leaves = seats.iter().flat_map(|seat| seat.leaves(facts));
        tops = leaves
            .map(|leaf| facts.tree().boundary(TeamId(leaf)).0)
            .collect();
    }
    Columns::new(forest, Columns::disjoint(forest, tops), COLUMNS, |_| 0)
}

/// The limit of `overloaded-liaison`: as some finding states it, else its default.
fn limit(view: &View<'_>) -> usize {
    const DEFAULT: usize = 5;
    let mut loads = view
        .findings
        .iter()
        .filter(|f| f.rule.name == "overloaded-liaison");
    let stated = loads.find_map(|finding| finding.measure?.limit);
    stated.map_or(DEFAULT, |limit| limit as usize)
}

fn title(view: &View<'_>, seats: &[Seat], people: usize) -> String {
    let limit = limit(view);
    let over = view.facts.liaisons().people().iter();
    let over = over
        .filter(|person| view.facts.liaisons().targets_of(**person).len() > limit)
        .count();
    let crowded = view
        .findings
        .iter()
        .filter(|f| f.rule.name == "too-many-liaisons-on-team")
        .count();
    let idle = seats.iter().filter(|seat| seat.has(State::NoNeed)).count();
    let open: usize = seats.iter().filter(|seat| seat.person.is_none()).count();
    let mut parts = Vec::new();
    let liaisons = words::count(people, "liaison", "liaisons");
    if over > 0 {
        let verb = if over == 1 { "has" } else { "have" };
        parts.push(format!(
            "{over} of {liaisons} {verb} more than {limit} targets"
        ));
    }
    if open > 0 {
        let homes = words::count(open, "home leaves", "homes leave");
        parts.push(format!("{homes} a need uncovered"));
    }
    if crowded > 0 {
        let teams = words::count(crowded, "team is", "teams are");
        parts.push(format!("{teams} visited from too many parts"));
    }
    if idle > 0 {
        parts.push(format!(
            "{} without need",
            words::count(idle, "liaison is", "liaisons are")
        ));
    }
    let troubled = |rule: &str| view.findings.iter().filter(|f| f.rule.name == rule).count();
    let absent = troubled("absent-liaison");
    if absent > 0 {
        parts.push(format!(
            "{} never there",
            words::count(absent, "liaison is", "liaisons are")
        ));
    }
    let one_way = troubled("one-way-liaison");
    if one_way > 0 && parts.len() < CLAUSES {
        parts.push(format!(
            "{} nothing back",
            words::count(one_way, "liaison brings", "liaisons bring")
        ));
    }
    parts.truncate(CLAUSES);
    if parts.is_empty() {
        let verb = if people == 1 { "has" } else { "have" };
        return format!("{liaisons} {verb} at most {limit} targets each, and no team is crowded");
    }
    sentence(&words::list(parts, 4))
}

fn subtitle(
    facts: &Facts<'_>,
    seats: &[Seat],
    columns: &Columns,
    icicle: &Icicle<'_>,
    left_out: usize,
) -> String {
    let mut parts = vec!["Liaisons by home against teams in tree order".to_owned()];
    if left_out > 0 {
        parts.push(format!(
            "the {} with most targets, {left_out} left out",
            seats.len()
        ));
    }
    let teams = facts.tree().units().all_leaves().len();
    if columns.leaves < teams {
        parts.push(format!(
            "{} of {} teams, in the parts they reach",
            words::thousands(columns.leaves),
            words::thousands(teams)
        ));
    }
    if columns.left_out > 0 {
        let units = words::count(columns.left_out, "smaller unit", "smaller units");
        parts.push(format!("{units} left out"));
    }
    if columns.folded() {
        parts.push("columns are units, their number of teams in brackets".to_owned());
    }
    if !icicle.names_columns() {
        parts.push("names of teams left out".to_owned());
    }
    parts.join(" · ")
}

fn description(facts: &Facts<'_>, seats: &[Seat]) -> String {
    let told: Vec<String> = seats
        .iter()
        .filter_map(|seat| {
            let name = names::person(facts.org().person(seat.person?));
            Some(format!("{name} {}", seat.load))
        })
        .collect();
    format!("Targets of each liaison: {}.", words::list(told, 40))
}
