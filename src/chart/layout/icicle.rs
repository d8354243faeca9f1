//! The unit tree as nested blocks over columns: every unit lies over what belongs to it.
//!
//! Knows units, columns and pixels; knows nothing of what stands below the columns.

use super::columns::Columns;
use super::names;
use crate::chart::plot;
use crate::chart::scale::Band;
use crate::chart::scene::{Area, Canvas, Turn};
use crate::chart::text;
use crate::chart::theme::{self, Ink, Style, Tone};
use crate::facts::Facts;
use crate::lint::words;
use crate::model::{TeamId, TeamRef};

/// Height of one level of units.
const LEVEL: i32 = theme::ROW;
/// Levels above the columns that are drawn at most, from the top.
const LEVELS: u32 = 5;
/// Longest name of a column that stands upright.
const UPRIGHT: i32 = 21 * theme::STEP;
/// Height of columns too narrow for a name.
const BLANK: i32 = 2 * theme::STEP;

/// Blocks ready to be drawn.
#[derive(Debug)]
pub(super) struct Icicle<'a> {
    facts: &'a Facts<'a>,
    columns: &'a Columns,
    top: u32,
    levels: u32,
    names: Vec<String>,
    style: Style,
    turn: Option<Turn>,
    foot: i32,
}

impl<'a> Icicle<'a> {
    /// Plans the blocks for columns of at least `least` pixels.
    pub(super) fn new(facts: &'a Facts<'a>, columns: &'a Columns, least: i32) -> Self {
        let forest = facts.tree().units();
        let depth = |unit: &u32| forest.depth(*unit);
        let top = columns.tops.iter().map(depth).min().unwrap_or(0);
        let deepest = columns.units.iter().map(depth).max().unwrap_or(0);
        let names: Vec<String> = columns
            .units
            .iter()
            .map(|unit| column_name(facts, *unit))
            .collect();
        let widest = |style: Style| plot::label_room(&names, style, i32::MAX);
        let style = if least > theme::LABEL.size {
            theme::LABEL
        } else {
            theme::NOTE
        };
        let (turn, foot) = if widest(style) <= least {
            (Some(Turn::None), LEVEL)
        } else if least > style.size {
            let room = widest(style) + theme::GAP;
            (Some(Turn::Upright), room.clamp(LEVEL, UPRIGHT))
        } else {
            (None, BLANK)
        };
        Self {
            facts,
            columns,
            top,
            levels: (deepest - top).min(LEVELS),
            names,
            style,
            turn,
            foot,
        }
    }

    /// The height it needs.
    pub(super) fn height(&self) -> i32 {
        LEVEL * self.levels as i32 + self.foot
    }

    /// How far below its upper edge the units of a depth begin.
    pub(super) fn level_top(&self, depth: u32) -> i32 {
        LEVEL * depth.saturating_sub(self.top).min(self.levels) as i32
    }

    /// Whether the columns carry their names.
    pub(super) fn names_columns(&self) -> bool {
        self.turn.is_some()
    }

    /// Draws it from `y` down over the columns of `band`.
    pub(super) fn draw(&self, canvas: &mut Canvas, y: i32, band: &Band) {
        for level in 0..self.levels {
            self.draw_level(canvas, y, level, band);
        }
        for at in 0..self.columns.units.len() {
            self.draw_column(canvas, y, at, band);
        }
    }

    fn draw_level(&self, canvas: &mut Canvas, y: i32, level: u32, band: &Band) {
        let forest = self.facts.tree().units();
        let depth = self.top + level;
        let over = |at: usize| {
            let unit = self.columns.units[at];
            let above = forest.ancestor_at_depth(unit, depth)?;
            (above != unit).then_some(above)
        };
        let mut from = 0;
        while from < self.columns.units.len() {
            let unit = over(from);
            let same = (from..self.columns.units.len()).take_while(|at| over(*at) == unit);
            let to = from + same.count().max(1);
            if let Some(unit) = unit {
                let (left, right) = (band.at(from).0, band.at(to).0);
                let top = y + LEVEL * level as i32;
                let area = Area::new(left, top, right - left - 1, LEVEL - 1);
                self.draw_unit(canvas, area, TeamId(unit));
            }
            from = to;
        }
    }

    fn draw_unit(&self, canvas: &mut Canvas, area: Area, unit: TeamId) {
        let team = self.facts.org().team(unit);
        let leaves = self.facts.tree().units().leaf_count(unit.0);
        canvas
            .rect(area)
            .fill(Tone::Panel)
            .title(format!(
                "{}: {}",
                team.label(),
                words::count(leaves, "team", "teams")
            ))
            .subject(team.subject().as_str());
        let name = names::unit(team);
        let label = plot::cut(&name, theme::LABEL, area.width - theme::GAP);
        // A few letters and an ellipsis say nothing.
        if label.chars().count() > 6 || label == name {
            let (x, middle) = area.center();
            canvas
                .text(x, middle, label)
                .style(theme::LABEL)
                .ink(Ink::Soft)
                .centred()
                .middle();
        }
    }

    fn draw_column(&self, canvas: &mut Canvas, y: i32, at: usize, band: &Band) {
        let unit = self.columns.units[at];
        let team = self.facts.org().team(TeamId(unit));
        let depth = self.facts.tree().units().depth(unit);
        let level = depth.saturating_sub(self.top).min(self.levels);
        let top = y + LEVEL * level as i32;
        let bottom = y + self.height();
        let (left, width) = band.at(at);
        canvas
            .rect(Area::new(left, top, (width - 1).max(1), bottom - top))
            .fill(Tone::Panel)
            .title(column_title(self.facts, team))
            .subject(team.subject().as_str());
        let (x, name) = (left + (width - 1) / 2, &self.names[at]);
        match self.turn {
            Some(Turn::None) => {
                canvas
                    .text(x, bottom - LEVEL / 2, name)
                    .style(self.style)
                    .centred()
                    .middle();
            }
            Some(turn) => {
                let name = plot::cut(name, self.style, self.foot - theme::GAP);
                canvas
                    .text(x, bottom - theme::STEP / 2, name)
                    .style(self.style)
                    .turn(turn)
                    .middle();
            }
            None => {}
        }
    }
}

/// The name of a column, with the number of teams it stands for where they are several.
fn column_name(facts: &Facts<'_>, unit: u32) -> String {
    let leaves = facts.tree().units().leaf_count(unit);
    let name = text::readable(&names::unit(facts.org().team(TeamId(unit)))).into_owned();
    if leaves > 1 {
        format!("{name} ({leaves})")
    } else {
        name
    }
}

/// Where a column lies: `Web, in Growth, in Engineering`.
fn column_title(facts: &Facts<'_>, team: TeamRef<'_>) -> String {
    let forest = facts.tree().units();
    let path: Vec<_> = forest
        .ancestors(team.id.0)
        .take(4)
        .map(|unit| names::unit(facts.org().team(TeamId(unit))))
        .collect();
    path.join(", in ")
}
