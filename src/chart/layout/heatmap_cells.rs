//! The signs of the liaison heat map: how an assignment looks in its cell, and the line that names the signs.
//!
//! Knows states and pixels; knows neither rows nor columns.

use super::seats::State;
use crate::chart::scene::{Area, Canvas, Mark};
use crate::chart::text;
use crate::chart::theme::{self, Ink, Tone};

/// Height of the line of signs.
pub(super) const LEGEND: i32 = 4 * theme::STEP;
/// Width and height of a sign in that line.
const SIGN: (i32, i32) = (24, 16);

/// Draws the ground of a cell and then its sign; answers the ground for title and subject. `loud` is for those with
/// too many targets.
pub(super) fn cell(
    canvas: &mut Canvas,
    area: Area,
    state: State,
    loud: bool,
    told: &str,
    of: &str,
) {
    fn tell(mark: &mut Mark, told: &str, of: &str) {
        mark.title(told).subject(of);
    }
    let (x, y) = area.center();
    match state {
        State::Covered => {
            let tone = if loud { Tone::Accent } else { Tone::Ramp(3) };
            tell(canvas.rect(area).fill(tone).radius(2), told, of);
        }
        State::OneWay => {
            // Half a cell: the way there, not the way back.
            let (filled, _) = area.split_left(area.width / 2);
            tell(canvas.rect(area).fill(Tone::WarnSoft).radius(2), told, of);
            tell(canvas.rect(filled).fill(Tone::Warn).radius(2), told, of);
            let tip = (area.right() - 3).min(x + 9);
            canvas.line(&[(x, y), (tip - 1, y)]).stroke(Tone::Rule, 1);
            let head = [(tip, y), (tip - 4, y - 3), (tip - 4, y + 4)];
            canvas.polygon(&head).fill(Tone::Rule);
        }
        State::Absent => {
            let mark = canvas.rect(area).fill(Tone::BadSoft).hatch(Tone::Bad);
            tell(mark.stroke(Tone::Bad, 1).radius(2), told, of);
        }
        State::Minimal => {
            tell(canvas.rect(area).fill(Tone::Panel), told, of);
            let half = Area::new(area.x, y - 3, area.width, 6);
            tell(canvas.rect(half).fill(Tone::Neutral), told, of);
        }
        State::NoNeed => {
            tell(canvas.rect(area).fill(Tone::BadSoft).radius(2), told, of);
            for (from, to) in [
                ((x - 4, y - 4), (x + 5, y + 5)),
                ((x - 4, y + 4), (x + 5, y - 5)),
            ] {
                canvas.line(&[from, to]).stroke(Tone::Bad, 2);
            }
        }
    }
}

/// A need that nobody covers: hollow.
pub(super) fn open(canvas: &mut Canvas, area: Area, told: &str, of: &str) {
    let mark = canvas.rect(area).stroke(Tone::Bad, 2).radius(2);
    mark.title(told).subject(of);
}

/// Names the signs that occur, from `x` on around the middle line `y`.
pub(super) fn legend(
    canvas: &mut Canvas,
    (mut x, y): (i32, i32),
    states: &[State],
    open_needs: bool,
) {
    let signs = states.iter().rev().map(|state| Some(*state));
    for sign in signs.chain(open_needs.then_some(None)) {
        let area = Area::new(x, y - SIGN.1 / 2, SIGN.0, SIGN.1);
        let words = if let Some(state) = sign {
            cell(canvas, area, state, false, "", "");
            state.told()
        } else {
            open(canvas, area, "", "");
            "needed, and nobody covers it"
        };
        x += SIGN.0 + theme::GAP;
        canvas
            .text(x, y, words)
            .style(theme::LABEL)
            .ink(Ink::Soft)
            .middle();
        x += text::pixels(words, theme::LABEL.size, theme::LABEL.weight) + theme::STEP * 3;
    }
}
