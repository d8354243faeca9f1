//! A tanglegram of many teams: bands between managers, as broad as the number of teams they share.
//!
//! Knows two divisions of teams and pixels.

use super::View;
use super::function_trees::Pair;
use super::names;
use super::shorten::shorten;
use crate::chart::scene::{Area, Canvas};
use crate::chart::theme::{self, Ink, Tone};
use crate::lint::words::{count, thousands};
use crate::model::PersonId;
use std::collections::{BTreeMap, BTreeSet};

/// Height of the picture.
pub(super) const HEIGHT: i32 = 80 * theme::STEP;
/// Managers of a side at most; the others are one.
const MANAGERS: usize = 16;
/// Room for the names of a side.
const NAMES: i32 = 40 * theme::STEP;
/// Between managers.
const GAP: i32 = theme::STEP;
/// Least height of a manager: the name fits.
const LEAST: i32 = 2 * theme::STEP;

/// A manager on a side; `None` for all the smaller ones together.
type Who = Option<PersonId>;

/// Where the managers of one side stand: top and height.
struct Column {
    rows: Vec<(Who, usize)>,
    places: BTreeMap<Who, (i32, i32)>,
}

/// The managers of a side with most teams, in the order in which they come.
fn column(order: &[(Who, usize)], area: Area) -> Column {
    let teams: usize = order.iter().map(|(_, teams)| teams).sum();
    let room = area.height - (GAP + LEAST) * order.len() as i32;
    let mut y = area.y;
    let mut places = BTreeMap::new();
    for (who, number) in order {
        let share = *number as f64 / teams.max(1) as f64;
        let height = LEAST + (f64::from(room.max(0)) * share).floor() as i32;
        places.insert(*who, (y, height));
        y += height + GAP;
    }
    Column {
        rows: order.to_vec(),
        places,
    }
}

/// Draws both sides and the bands between them.
pub(super) fn draw(canvas: &mut Canvas, view: &View<'_>, pair: &Pair, body: Area) {
    let kept = [0, 1].map(|side| largest(pair, side));
    let who = |team: usize, side: usize| -> Who {
        let manager = pair.teams[team].1[side];
        kept[side].contains(&manager).then_some(manager)
    };
    let moving: BTreeSet<usize> = pair.moves.1.iter().copied().collect();
    // By managers: teams, and those of them that would change hands.
    let mut bands: BTreeMap<(Who, Who), (usize, usize)> = BTreeMap::new();
    for team in 0..pair.teams.len() {
        let band = bands.entry((who(team, 0), who(team, 1))).or_default();
        band.0 += 1;
        band.1 += usize::from(moving.contains(&team));
    }
    let (left, right) = orders(&bands);
    let columns = [column(&left, body), column(&right, body)];
    let (from, to) = (body.x + NAMES, body.right() - NAMES);
    bands_between(canvas, &bands, &columns, (from, to));
    for (side, column) in columns.iter().enumerate() {
        let x = if side == 0 { from } else { to };
        draw_column(canvas, view, pair, column, (side, x));
    }
}

fn largest(pair: &Pair, side: usize) -> BTreeSet<PersonId> {
    let mut teams: BTreeMap<PersonId, usize> = BTreeMap::new();
    for (_, heads) in &pair.teams {
        *teams.entry(heads[side]).or_default() += 1;
    }
    let mut order: Vec<(PersonId, usize)> = teams.into_iter().collect();
    order.sort_by_key(|(_, teams)| std::cmp::Reverse(*teams));
    order
        .into_iter()
        .take(MANAGERS)
        .map(|(who, _)| who)
        .collect()
}

/// Both sides in an order in which broad bands run level.
fn orders(bands: &BTreeMap<(Who, Who), (usize, usize)>) -> (Vec<(Who, usize)>, Vec<(Who, usize)>) {
    let mut sums: [BTreeMap<Who, usize>; 2] = [BTreeMap::new(), BTreeMap::new()];
    for ((a, b), (teams, _)) in bands {
        *sums[0].entry(*a).or_default() += teams;
        *sums[1].entry(*b).or_default() += teams;
    }
    let [left, right] = sums.map(|side| side.into_iter().collect::<Vec<(Who, usize)>>());
    let mut sides = [left, right];
    for turn in 0..6 {
        let side = 1 - turn % 2;
        let place: BTreeMap<Who, usize> =
            sides[1 - side].iter().map(|row| row.0).zip(0..).collect();
        let mean = |who: Who| {
            let (mut sum, mut weight) = (0, 0);
            for ((a, b), (teams, _)) in bands {
                let (own, other) = if side == 0 { (a, b) } else { (b, a) };
                if *own == who {
                    sum += place.get(other).copied().unwrap_or(0) * teams;
                    weight += teams;
                }
            }
            (sum, weight.max(1))
        };
        sides[side].sort_by(|a, b| {
            let ((a, n), (b, m)) = (mean(a.0), mean(b.0));
            (a * m).cmp(&(b * n))
        });
    }
    let [left, right] = sides;
    (left, right)
}

fn bands_between(
    canvas: &mut Canvas,
    bands: &BTreeMap<(Who, Who), (usize, usize)>,
    columns: &[Column; 2],
    (from, to): (i32, i32),
) {
    let number = |side: usize, who: Who| {
        let row = columns[side].rows.iter().find(|row| row.0 == who);
        row.map_or(1, |row| row.1.max(1))
    };
    let rank = |side: usize, who: Who| columns[side].rows.iter().position(|row| row.0 == who);
    let mut order: Vec<(&(Who, Who), &(usize, usize))> = bands.iter().collect();
    order.sort_by_key(|((a, b), _)| (rank(0, *a), rank(1, *b)));
    let mut ends: [BTreeMap<Who, usize>; 2] = [BTreeMap::new(), BTreeMap::new()];
    let mut drawn: Vec<(bool, [(i32, i32); 4], String)> = Vec::new();
    // Tops on the left in the order of the right side, and the other way round, so bands fan out.
    let mut tops: BTreeMap<(usize, Who, Who), (i32, i32)> = BTreeMap::new();
    for side in [0, 1] {
        let mut order: Vec<(&(Who, Who), &(usize, usize))> = bands.iter().collect();
        order.sort_by_key(|((a, b), _)| {
            let (own, other) = if side == 0 { (*a, *b) } else { (*b, *a) };
            (rank(side, own), rank(1 - side, other))
        });
        for ((a, b), (teams, _)) in order {
            let own = if side == 0 { *a } else { *b };
            let Some((top, height)) = columns[side].places.get(&own).copied() else {
                continue;
            };
            let before = ends[side].entry(own).or_default();
            let at = |teams: usize| top + height * teams as i32 / number(side, own) as i32;
            let place = (at(*before), at(*before + teams));
            *before += teams;
            tops.insert((side, *a, *b), place);
        }
    }
    for ((a, b), (teams, moving)) in order {
        let (Some(left), Some(right)) = (tops.get(&(0, *a, *b)), tops.get(&(1, *a, *b))) else {
            continue;
        };
        let shape = [
            (from, left.0),
            (to, right.0),
            (to, right.1.max(right.0 + 1)),
            (from, left.1.max(left.0 + 1)),
        ];
        drawn.push((*moving > 0, shape, count(*teams, "team", "teams")));
    }
    drawn.sort_by_key(|(moving, ..)| *moving);
    for (moving, shape, told) in drawn {
        let tone = if moving { Tone::Bad } else { Tone::Muted };
        canvas.polygon(&shape).fill(tone).title(told);
    }
}

fn draw_column(
    canvas: &mut Canvas,
    view: &View<'_>,
    pair: &Pair,
    column: &Column,
    (side, x): (usize, i32),
) {
    let org = view.facts.org();
    let left = side == 0;
    for (who, teams) in &column.rows {
        let Some((top, height)) = column.places.get(who).copied() else {
            continue;
        };
        let bar = if left { x - 6 } else { x };
        canvas
            .rect(Area::new(bar, top, 6, height))
            .fill(Tone::Neutral);
        let name = match who {
            Some(manager) => names::person(org.person(*manager)).into_owned(),
            None => format!("all other managers of {}", pair.functions[side]),
        };
        let words = format!("{name}, {}", thousands(*teams));
        let words = shorten(&words, theme::LABEL, NAMES - theme::GAP * 3);
        let at = if left {
            bar - theme::GAP
        } else {
            bar + 6 + theme::GAP
        };
        let pen = canvas.text(at, top + height / 2, words);
        pen.style(theme::LABEL)
            .ink(Ink::Strong)
            .middle()
            .title(name);
        if left {
            pen.ending();
        }
    }
}
