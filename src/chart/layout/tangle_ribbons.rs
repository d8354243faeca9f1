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
/// Managers of a side with their teams.
type Rows = Vec<(Who, usize)>;
/// By managers of both sides: teams, and those of them that would change hands.
type Bands = BTreeMap<(Who, Who), (usize, usize)>;

/// Where the managers of one side stand: top and height.
struct Column {
    rows: Rows,
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
    let mut bands: Bands = BTreeMap::new();
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
fn orders(bands: &Bands) -> (Rows, Rows) {
    let mut sums: [BTreeMap<Who, usize>; 2] = [BTreeMap::new(), BTreeMap::new()];
    for ((a, b), (teams, _)) in bands {
        *sums[0].entry(*a).or_default() += teams;
        *sums[1].entry(*b).or_default() += teams;
    }
    let [left, right] = sums.map(|side| side.into_iter().collect::<Rows>());
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
    bands: &Bands,
    columns: &[Column; 2],
    (from, to): (i32, i32),
) {
    let ends = [ends(bands, columns, 0), ends(bands, columns, 1)];
    // Those that move lie over the others.
    let (still, moving): (Vec<_>, Vec<_>) = bands.iter().partition(|(_, band)| band.1 == 0);
    for (pair, (teams, moving)) in still.into_iter().chain(moving) {
        let (Some(left), Some(right)) = (ends[0].get(pair), ends[1].get(pair)) else {
            continue;
        };
        let tone = if *moving > 0 { Tone::Bad } else { Tone::Muted };
        canvas
            .polygon(&[
                (from, left.0),
                (to, right.0),
                (to, right.1.max(right.0 + 1)),
                (from, left.1.max(left.0 + 1)),
            ])
            .fill(tone)
            .title(count(*teams, "team", "teams"));
    }
}

/// Top and bottom of each band on one side, in the order of the other side, so that bands fan out.
fn ends(bands: &Bands, columns: &[Column; 2], side: usize) -> BTreeMap<(Who, Who), (i32, i32)> {
    let rank = |side: usize, who: Who| columns[side].rows.iter().position(|row| row.0 == who);
    let own = |pair: &(Who, Who)| {
        if side == 0 {
            (pair.0, pair.1)
        } else {
            (pair.1, pair.0)
        }
    };
    let mut order: Vec<&(Who, Who)> = bands.keys().collect();
    order.sort_by_key(|pair| (rank(side, own(pair).0), rank(1 - side, own(pair).1)));
    let mut before: BTreeMap<Who, usize> = BTreeMap::new();
    let mut found = BTreeMap::new();
    for pair in order {
        let who = own(pair).0;
        let Some((top, height)) = columns[side].places.get(&who).copied() else {
            continue;
        };
        let row = columns[side].rows.iter().find(|row| row.0 == who);
        let all = row.map_or(1, |row| row.1.max(1)) as i32;
        let from = before.entry(who).or_default();
        let to = *from + bands.get(pair).map_or(0, |band| band.0);
        let at = |teams: usize| top + height * teams as i32 / all;
        found.insert(*pair, (at(*from), at(to)));
        *from = to;
    }
    found
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
