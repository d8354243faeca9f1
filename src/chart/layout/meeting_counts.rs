//! How often each size of a meeting occurred, on the scale of `meeting-sizes`: as one row for a series, and as the
//! histogram above all rows.
//!
//! It must not know which rows are drawn.

use super::flags;
use super::meeting_rows::Row;
use super::meeting_seats::FREE_TONE;
use super::meeting_sizes::Plan;
use crate::chart::scene::{Area, Canvas};
use crate::chart::text;
use crate::chart::theme::{self, Ink, Tone};
use crate::lint::words::{count, thousands};

/// How often each size occurred in a series, and its median; returns where it ends.
pub(super) fn strip(
    canvas: &mut Canvas,
    plan: &Plan,
    middle: i32,
    row: &Row,
    subject: &str,
) -> i32 {
    let mut times = vec![0_usize; plan.most as usize + 1];
    for session in &row.sessions {
        times[session.size.min(plan.most) as usize] += 1;
    }
    let most = times.iter().copied().max().unwrap_or(1).max(1);
    let (full, base) = (theme::ROW - 6, middle + theme::ROW / 2 - 3);
    for (size, times) in times.iter().enumerate().filter(|(_, times)| **times > 0) {
        let (from, to) = seat_of(plan, size);
        let height = (full * *times as i32 / most as i32).max(2);
        let past = size as u32 > row.limit && row.is_bound();
        let tone = match (past, row.is_bound()) {
            (true, _) => flags::look(row.level).0,
            (_, true) => Tone::Neutral,
            (_, false) => FREE_TONE,
        };
        canvas
            .rect(Area::new(from, base - height, to - from, height))
            .fill(tone)
            .title(format!(
                "{}: {} with {size} people",
                row.label,
                count(*times, "session", "sessions")
            ))
            .subject(subject);
    }
    let median = row.median.min(f64::from(plan.most));
    let x = i32::midpoint(plan.x.at((median - 1.0).max(0.0)), plan.x.at(median));
    canvas
        .line(&[(x, base - full - 1), (x, base + 2)])
        .stroke(Tone::Rule, 2)
        .title(format!("{}: median {}", row.label, row.median));
    seat_of(plan, row.largest().size.min(plan.most) as usize).1
}

/// Left and right of the last seat of a meeting of this size.
fn seat_of(plan: &Plan, size: usize) -> (i32, i32) {
    let to = plan.x.at(size as f64).max(plan.bars.x + 2);
    let from = plan.x.at(size.saturating_sub(1) as f64) + 1;
    (from, to.max(from + 1))
}

/// All sizes over the same scale: how many meetings have so many people.
pub(super) fn histogram(canvas: &mut Canvas, area: Area, plan: &Plan, all: &[Row]) {
    let mut times = vec![[0_usize; 2]; plan.most as usize + 1];
    for row in all {
        for session in &row.sessions {
            times[session.size.min(plan.most) as usize][usize::from(!row.is_bound())] += 1;
        }
    }
    let most = times.iter().map(|t| t[0] + t[1]).max().unwrap_or(1).max(1) as i32;
    let full = area.height - theme::NOTE.leading();
    let sessions: usize = times.iter().map(|t| t[0] + t[1]).sum();
    let caption = format!("All {} by size", count(sessions, "meeting", "meetings"));
    canvas
        .text(
            plan.names.right() - theme::GAP,
            area.bottom() - theme::STEP,
            caption,
        )
        .style(theme::LABEL_STRONG)
        .ending()
        .middle();
    canvas
        .line(&[(area.x, area.bottom()), (area.right(), area.bottom())])
        .stroke(Tone::Axis, 1);
    let worst = flags::look(all.iter().filter_map(|row| row.level).max());
    let larger = all.iter().any(|row| row.largest().size > plan.most);
    let widest = text::pixels(
        &thousands(most as usize),
        theme::NOTE.size,
        theme::NOTE.weight,
    );
    let one = seat_of(plan, 1);
    let numbered = widest <= one.1 - one.0 + 2;
    for (size, [bound, free]) in times.iter().enumerate().filter(|(_, t)| t[0] + t[1] > 0) {
        let (from, to) = seat_of(plan, size);
        let mut bottom = area.bottom();
        let over = size as u32 > plan.limit;
        let tone = if over { worst.0 } else { Tone::Neutral };
        for (part, tone) in [(*bound, tone), (*free, FREE_TONE)] {
            let height = (full * part as i32 / most).max(i32::from(part > 0) * 2);
            let title = format!("{} with {size} people", count(part, "meeting", "meetings"));
            if height > 0 {
                let column = Area::new(from, bottom - height, to - from, height);
                canvas.rect(column).fill(tone).title(title);
            }
            bottom -= height;
        }
        // The last column stands for all that is larger; it has room to say so only where columns are wide.
        let mut label = thousands(bound + free);
        if larger && size == plan.most as usize && widest * 5 < to - from {
            label.push_str(" larger");
        }
        if numbered {
            canvas
                .text(i32::midpoint(from, to), bottom - 3, label)
                .style(theme::NOTE)
                .ink(if over && *bound > 0 {
                    worst.1
                } else {
                    Ink::Faint
                })
                .centred();
        }
    }
}
