//! The marks of the dependency matrix: ground and unit boxes, cells, sums, and what stands out.
//!
//! Knows a counted matrix and where its cells lie.

use super::View;
use super::dependency_matrix::mark_tone;
use super::flags;
use super::matrix::{Cell, Matrix};
use super::names;
use crate::chart::scene::{Area, Canvas, Turn};
use crate::chart::text;
use crate::chart::theme::{self, Ink, Tone};
use crate::facts::Facts;
use crate::lint::Level;
use crate::model::{Subject, TeamId};
use std::collections::BTreeMap;

/// A unit with several rows: the first and the one after the last.
#[derive(Debug)]
pub(super) struct UnitBox {
    unit: TeamId,
    from: usize,
    to: usize,
    /// Whether no larger box holds it.
    outer: bool,
}

/// Boxes of units that hold several rows but not all, the outer before the inner.
pub(super) fn units(facts: &Facts<'_>, matrix: &Matrix) -> Vec<UnitBox> {
    let forest = facts.tree().units();
    let mut ranges: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    for (at, node) in matrix.nodes.iter().enumerate() {
        // Rows deep in a tall tree have many units above them; those below the tenth level are not drawn.
        let above = forest
            .ancestors(node.unit.0)
            .filter(|unit| forest.depth(*unit) < 10);
        for unit in above {
            ranges.entry(unit).or_insert((at, at)).1 = at + 1;
        }
    }
    let all = matrix.nodes.len();
    let mut found: Vec<(u32, usize, usize)> = ranges
        .into_iter()
        .filter(|(_, (from, to))| to.saturating_sub(*from) > 1 && to - from < all)
        .map(|(unit, (from, to))| (unit, from, to))
        .collect();
    found.sort_by_key(|(unit, from, to)| (*from, std::cmp::Reverse(*to), forest.depth(*unit)));
    // Of units with the same rows the uppermost names them.
    found.dedup_by_key(|(_, from, to)| (*from, *to));
    let mut end = 0;
    found
        .into_iter()
        .map(|(unit, from, to)| {
            let outer = from >= end;
            end = end.max(to);
            UnitBox {
                unit: TeamId(unit),
                from,
                to,
                outer,
            }
        })
        .collect()
}

/// Where the cells lie.
#[derive(Clone, Copy, Debug)]
pub(super) struct Grid {
    /// All cells.
    pub(super) cells: Area,
    /// Side of one.
    pub(super) side: i32,
}

impl Grid {
    /// The distance of a row's middle from the top, or of a column's from the left.
    pub(super) fn middle(&self, at: usize) -> i32 {
        self.side * at as i32 + self.side / 2
    }

    fn cell(&self, from: usize, to: usize) -> Area {
        let (x, y) = (self.side * to as i32, self.side * from as i32);
        Area::new(self.cells.x + x, self.cells.y + y, self.side, self.side)
    }

    /// Grid, diagonal and unit boxes, with the names of outer units left of the rows from `left`.
    pub(super) fn draw_ground(
        &self,
        canvas: &mut Canvas,
        facts: &Facts<'_>,
        matrix: &Matrix,
        units: &[UnitBox],
        left: i32,
    ) {
        for unit in units.iter().filter(|unit| unit.outer) {
            canvas.rect(self.square(unit)).fill(Tone::Panel);
        }
        let count = matrix.nodes.len() as i32;
        let area = self.cells;
        for line in 0..=count {
            let (x, y) = (area.x + line * self.side, area.y + line * self.side);
            canvas
                .line(&[(area.x, y), (area.right(), y)])
                .stroke(Tone::Grid, 1);
            canvas
                .line(&[(x, area.y), (x, area.bottom())])
                .stroke(Tone::Grid, 1);
        }
        for unit in units {
            let team = facts.org().team(unit.unit);
            canvas
                .rect(self.square(unit))
                .stroke(Tone::Axis, if unit.outer { 2 } else { 1 })
                .title(team.label())
                .subject(team.subject().as_str());
            if unit.outer {
                self.name_unit(canvas, facts, unit, left);
            }
        }
    }

    fn square(&self, unit: &UnitBox) -> Area {
        let (from, to) = (self.side * unit.from as i32, self.side * unit.to as i32);
        Area::new(
            self.cells.x + from,
            self.cells.y + from,
            to - from + 1,
            to - from + 1,
        )
    }

    fn name_unit(&self, canvas: &mut Canvas, facts: &Facts<'_>, unit: &UnitBox, left: i32) {
        let square = self.square(unit);
        let bar = left + 13 * theme::STEP;
        canvas
            .line(&[(bar, square.y + 3), (bar, square.bottom() - 3)])
            .stroke(Tone::Axis, 2);
        let style = theme::LABEL_STRONG;
        let most = (square.height / style.leading()).clamp(1, 3) as usize;
        let room = bar - theme::GAP - left;
        let name = names::team(facts.org().team(unit.unit));
        let lines = text::wrap(name, style.size, style.weight, room, most);
        let mut middle = square.center().1 - style.leading() * (lines.len() as i32 - 1) / 2;
        for line in lines {
            canvas
                .text(bar - theme::GAP, middle, line)
                .style(style)
                .ink(Ink::Soft)
                .ending()
                .middle();
            middle += style.leading();
        }
    }

    /// One cell: a square where hard, a ring where only soft, a number where it stands for many.
    pub(super) fn draw_cell(
        &self,
        canvas: &mut Canvas,
        matrix: &Matrix,
        (from, to): (usize, usize),
        cell: &Cell,
        title: &str,
        subject: &str,
    ) {
        let area = self.cell(from, to);
        let inside = Area::new(area.x + 1, area.y + 1, area.width - 1, area.height - 1);
        if cell.hard && matrix.on_cycle(from, to) {
            canvas.rect(inside).fill(Tone::BadSoft);
        }
        if matrix.folded {
            self.draw_count(canvas, matrix, inside, cell, title, subject);
            return;
        }
        let inset = (self.side / 5).max(2);
        let mark = inside.inset(inset);
        let tone = mark_tone(matrix, cell);
        let radius = (mark.width / 2).max(2);
        if !matrix.stated {
            // Neither square nor ring: nothing is known of the strength.
            let (x, y) = inside.center();
            canvas
                .circle((x, y), (radius * 2 / 3).max(2))
                .fill(tone)
                .title(title)
                .subject(subject);
        } else if cell.hard {
            canvas
                .rect(mark)
                .fill(tone)
                .radius((self.side / 10).min(3))
                .title(title)
                .subject(subject);
        } else {
            canvas
                .circle(inside.center(), radius)
                .stroke(tone, if self.side > 20 { 2 } else { 1 })
                .title(title)
                .subject(subject);
        }
        if cell.uncovered > 0 {
            let ink = if cell.hard || !matrix.stated {
                Tone::Paper
            } else {
                tone
            };
            let (x, y) = inside.center();
            let arm = (radius / 2).max(2);
            let width = if self.side > 20 { 2 } else { 1 };
            for (left, right) in [
                ((x - arm, y - arm), (x + arm, y + arm)),
                ((x - arm, y + arm), (x + arm, y - arm)),
            ] {
                canvas.line(&[left, right]).stroke(ink, width);
            }
        }
    }

    fn draw_count(
        &self,
        canvas: &mut Canvas,
        matrix: &Matrix,
        area: Area,
        cell: &Cell,
        title: &str,
        subject: &str,
    ) {
        let most = matrix
            .cells
            .values()
            .map(|cell| cell.edges)
            .max()
            .unwrap_or(1);
        let share = ((cell.edges as f64).ln_1p() / (most as f64).ln_1p()).clamp(0.15, 1.0);
        let tone = Tone::ramp(share);
        let pen = canvas.rect(area).fill(tone).title(title).subject(subject);
        if cell.uncovered > 0 {
            pen.stroke(mark_tone(matrix, cell), if self.side > 20 { 2 } else { 1 });
        }
        let number = cell.edges.to_string();
        let width = text::pixels(&number, theme::NOTE.size, theme::NOTE.weight);
        if width + 4 <= area.width && self.side > theme::NOTE.size + 4 {
            let (x, y) = area.center();
            canvas
                .text(x, y, number)
                .style(theme::NOTE)
                .ink(Ink::On(tone))
                .centred()
                .middle();
        }
    }
}

/// A bracket left of the cells for each cycle, with a tick at each of its rows; the first three, which
/// stand side by side, the others have their letters alone.
pub(super) fn brackets(canvas: &mut Canvas, matrix: &Matrix, grid: &Grid) {
    const LANES: usize = 3;
    let area = grid.cells;
    for (lane, cycle) in matrix.cycles.iter().take(LANES).enumerate() {
        let x = area.x - 4 - 5 * lane as i32;
        let rows = cycle.iter().map(|row| area.y + grid.middle(*row));
        let (Some(top), Some(bottom)) = (rows.clone().min(), rows.clone().max()) else {
            continue;
        };
        canvas.line(&[(x, top), (x, bottom)]).stroke(Tone::Bad, 2);
        for y in rows {
            canvas.line(&[(x, y), (area.x, y)]).stroke(Tone::Bad, 2);
        }
    }
}

/// How many each row cannot do without, at the right, and how many cannot do without it, below.
pub(super) fn sums(canvas: &mut Canvas, view: &View<'_>, matrix: &Matrix, grid: &Grid) {
    let area = grid.cells;
    let wide = flags::levels(view.findings, &["too-many-dependencies"]);
    let narrow = flags::levels(view.findings, &["provider-bottleneck"]);
    let style = |level: Option<Level>, least: bool| match (level, least) {
        (Some(_), _) => (theme::LABEL_STRONG, flags::look(level).1),
        (None, true) => (theme::NOTE, Ink::Faint),
        (None, false) => (theme::NOTE, Ink::Soft),
    };
    for (at, node) in matrix.nodes.iter().enumerate() {
        let team: Subject = view.facts.org().team(node.unit).subject();
        let middle = grid.middle(at);
        for (sum, level, place) in [
            (
                node.fan_out,
                wide.get(team.as_str()).copied(),
                (area.right() + 6, area.y + middle),
            ),
            (
                node.fan_in,
                narrow.get(team.as_str()).copied(),
                (area.x + middle, area.bottom() + 12),
            ),
        ] {
            if sum == 0 {
                continue;
            }
            let below = place.1 > area.bottom();
            let (mut font, ink) = style(level, sum < 2);
            if grid.side < 15 {
                font = theme::NOTE;
            }
            let mark = flags::look(level).2;
            let sign = if below {
                sum.to_string()
            } else {
                flags::marked(level, &sum.to_string())
            };
            // Two figures do not fit over a narrow column side by side.
            let turn = if below && sum > 9 && grid.side < 16 {
                Turn::Upright
            } else {
                Turn::None
            };
            let pen = canvas.text(place.0, place.1, sign).style(font).ink(ink);
            match (below, turn) {
                (false, _) => {
                    pen.middle();
                }
                (true, Turn::None) => {
                    pen.centred().middle();
                }
                (true, turn) => {
                    pen.turn(turn).middle().ending();
                }
            }
            if !mark.is_empty() && below && turn == Turn::None {
                canvas
                    .text(place.0, place.1 + 14, mark)
                    .style(theme::NOTE)
                    .ink(ink)
                    .centred()
                    .middle();
            }
        }
    }
    sum_names(canvas, area, matrix.stated);
}

/// Longest head of the column of sums.
pub(super) const SUM_HEAD: &str = "needs hard";

fn sum_names(canvas: &mut Canvas, area: Area, stated: bool) {
    let (needs, needed) = if stated {
        (SUM_HEAD, "needed hard by")
    } else {
        ("needs", "needed by")
    };
    canvas
        .text(area.right() + 6, area.y - theme::STEP / 2, needs)
        .style(theme::NOTE)
        .ink(Ink::Faint)
        .turn(Turn::Upright)
        .middle();
    canvas
        .text(area.x - theme::STEP * 2, area.bottom() + 12, needed)
        .style(theme::NOTE)
        .ink(Ink::Faint)
        .ending()
        .middle();
}
