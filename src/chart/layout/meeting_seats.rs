//! The bar of one meeting in `meeting-sizes`: seat by seat, those past eight outlined.
//!
//! It must not know series and which meetings are drawn.

use super::flags;
use super::meeting_rows::Row;
use super::meeting_sizes::Plan;
use crate::chart::scene::{Area, Canvas};
use crate::chart::theme::{self, Tone};
use crate::lint::words::count;

/// A seat narrower than this is not drawn by itself.
const SEAT: i32 = 7;
/// Seats of a meeting that has to be small: expected, liaison, guest.
pub(super) const TONES: [Tone; 3] = [Tone::Neutral, Tone::Accent, Tone::Category(4)];
/// Seats of a meeting that need not be small.
pub(super) const FREE_TONE: Tone = Tone::Muted;

/// One meeting, seat by seat where they are wide enough; returns where it ends.
pub(super) fn seat_bar(
    canvas: &mut Canvas,
    plan: &Plan,
    middle: i32,
    row: &Row,
    parts: [u32; 3],
    subject: &str,
) -> i32 {
    const KINDS: [&str; 3] = [
        "expected",
        "liaison of another team",
        "stakeholder or optional",
    ];
    let size = row.largest().size;
    let by_seat = plan.bars.width >= SEAT * plan.most as i32;
    let mut seat = 0;
    let tone = flags::look(row.level).0;
    let soft = match tone {
        Tone::Bad => Tone::BadSoft,
        Tone::Warn => Tone::WarnSoft,
        _ => Tone::Panel,
    };
    for (kind, part) in parts.into_iter().enumerate() {
        let stop = (seat + part).min(plan.most);
        while seat < stop {
            let past = seat >= row.limit && row.is_bound();
            let next = match by_seat {
                true => seat + 1,
                false if row.is_bound() && !past => stop.min(row.limit),
                false => stop,
            };
            let (from, to) = (plan.x.at(f64::from(seat)), plan.x.at(f64::from(next)));
            let area = Area::new(from + 1, middle - theme::BAR / 2, to - from - 1, theme::BAR);
            let mark = canvas.rect(area).subject(subject);
            mark.title(if part == size {
                format!(
                    "{}: {}",
                    row.label,
                    count(size as usize, "person", "people")
                )
            } else {
                format!("{}: {part} of {size} people: {}", row.label, KINDS[kind])
            });
            match (row.is_bound(), past, kind) {
                (false, _, _) => mark.fill(FREE_TONE),
                (true, false, _) => mark.fill(TONES[kind]),
                (true, true, 0) => mark.fill(soft).hatch(tone).stroke(tone, 2),
                // Who comes from elsewhere stays visible: that seat is the first to give up.
                (true, true, _) => mark.fill(TONES[kind]).stroke(tone, 2),
            };
            seat = next;
        }
    }
    let end = plan.x.at(f64::from(size.min(plan.most)));
    if size > plan.most {
        tear(canvas, end - theme::STEP * 3, middle);
    }
    end
}

/// A slanted gap: the bar goes on, but not to scale.
fn tear(canvas: &mut Canvas, x: i32, middle: i32) {
    let (top, bottom) = (middle - theme::BAR / 2 - 1, middle + theme::BAR / 2 + 1);
    for shift in [0, 6] {
        let x = x + shift;
        canvas
            .polygon(&[(x + 5, top), (x + 8, top), (x + 3, bottom), (x, bottom)])
            .fill(Tone::Paper);
    }
}
