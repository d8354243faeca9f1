//! The other form of `meeting-sizes`, for a few long series: one panel each, its sessions over time and how often
//! each size occurred, on one scale of people with the line at eight.
//!
//! It knows rows of sessions; it must not know other kinds of meetings.

use super::flags;
use super::meeting_rows::{Row, Session, spoken};
use super::meeting_sizes::Words;
use super::series_axis::{SESSIONS, Shared, undated};
use crate::chart::plot::{self, Frame};
use crate::chart::scale::{Band, Linear};
use crate::chart::scene::{Area, Canvas, Scene};
use crate::chart::text;
use crate::chart::theme::{self, Ink, Tone};
use crate::facts::Facts;
use crate::lint::words::{count, list, thousands};
use std::collections::BTreeMap;

/// Most panels of a picture.
const PANELS: usize = 4;
/// A panel is worth it from this many sessions on.
const LONG: usize = 8;
/// Widest bar of a session.
const WIDEST: i32 = 8 * theme::STEP;
/// Least width of the distribution beside the time line.
const SIDE: i32 = 36 * theme::STEP;
/// Room left of the time line for the numbers of its scale.
const SCALE: i32 = 5 * theme::STEP;
/// Height of the heading above a panel and of the days below it.
const HEAD: i32 = 4 * theme::STEP;

/// Whether these rows are best shown as panels: few series, one of them long, and nothing else.
pub(super) fn fits(rows: &[Row]) -> bool {
    rows.len() <= PANELS
        && rows.iter().all(|row| row.repeats)
        && rows.iter().any(|row| row.sessions.len() >= LONG)
}

/// Draws a panel per series.
pub(super) fn draw(facts: &Facts<'_>, rows: &[Row], words: &Words) -> Scene {
    let plot = if rows.len() == 1 {
        280
    } else {
        600 / rows.len() as i32
    };
    let panel = HEAD + plot + plot::AXIS + theme::STEP * 2;
    let cut = if rows.iter().any(|row| row.sessions.len() > SESSIONS) {
        format!("; of a series the latest {SESSIONS}")
    } else {
        String::new()
    };
    let sessions = rows.iter().map(|row| row.sessions.len()).sum();
    let subtitle = format!(
        "People per session, without those merely informed: {} of {}, left in order of time, right by size{}{cut}{}",
        count(sessions, "session", "sessions"),
        count(rows.len(), "series", "series"),
        words.left_out(),
        undated(facts, rows),
    );
    let told = rows
        .iter()
        .map(|row| format!("{}: {}", row.label, summary(row)));
    let frame = Frame {
        title: &words.title,
        subtitle: &subtitle,
        source: &words.source,
        description: &format!("{}.", list(told, PANELS)),
        width: super::WIDTH,
    };
    let (mut canvas, body) = frame.open(panel * rows.len() as i32);
    let shared = Shared::new(facts, rows);
    let mut rest = body;
    for row in rows {
        let (area, below) = rest.split_top(panel);
        draw_panel(
            &mut canvas,
            facts,
            area.split_top(HEAD + plot).0,
            row,
            &shared,
        );
        rest = below;
    }
    canvas.finish()
}

fn summary(row: &Row) -> String {
    format!(
        "{} of {} over {}, median {}, largest {}",
        thousands(row.over()),
        count(row.sessions.len(), "session", "sessions"),
        spoken(row.limit),
        row.median,
        row.largest().size
    )
}

fn tone_past(row: &Row) -> Tone {
    if row.is_bound() {
        flags::look(row.level).0
    } else {
        Tone::Muted
    }
}

fn draw_panel(canvas: &mut Canvas, facts: &Facts<'_>, area: Area, row: &Row, shared: &Shared) {
    let (head, plot) = area.split_top(HEAD);
    heading(canvas, facts, head, row);
    let (_, plot) = plot.split_left(SCALE);
    let room = plot.width - SIDE - theme::STEP * 4;
    let time = room.min(WIDEST * shared.slots as i32);
    let (time, side) = plot.split_left(time + theme::STEP * 4);
    let y = Linear::counts(
        shared.most.max(row.limit + 2) as usize,
        (plot.bottom(), plot.y),
        4,
    );
    let eight = y.at(f64::from(row.limit));
    let scale = Area::new(plot.x, plot.y, plot.width, plot.height);
    scale_left(canvas, &y, scale, eight);
    let time = time.split_right(theme::STEP * 4).0;
    sessions(canvas, facts, time, row, &y, shared);
    distribution(canvas, side, row, &y);
    canvas
        .line(&[(plot.x, eight), (plot.right(), eight)])
        .stroke(Tone::Rule, 1)
        .dashed();
    canvas
        .text(plot.x - theme::GAP, eight, spoken(row.limit))
        .style(theme::LABEL_STRONG)
        .ending()
        .middle();
}

/// As [`plot::axis_left`], without the numbers that would meet the line at eight.
fn scale_left(canvas: &mut Canvas, y: &Linear, area: Area, eight: i32) {
    for tick in y.ticks() {
        let at = y.at(tick);
        let tone = if tick == 0.0 { Tone::Axis } else { Tone::Grid };
        canvas
            .line(&[(area.x, at), (area.right(), at)])
            .stroke(tone, 1);
        if (at - eight).abs() >= theme::LABEL.leading() {
            canvas
                .text(area.x - theme::GAP, at, theme::decimal(tick, y.decimals()))
                .style(theme::NOTE)
                .ink(Ink::Faint)
                .ending()
                .middle();
        }
    }
}

fn heading(canvas: &mut Canvas, facts: &Facts<'_>, head: Area, row: &Row) {
    let subject = facts.org().meeting(row.largest().meeting).subject();
    let summary = summary(row);
    let (_, ink, mark) = flags::look(row.level);
    let said = match row.purpose {
        None => "· does not say what it is for".to_owned(),
        Some(_) => format!("· {}", row.purpose_words()),
    };
    let summary = flags::marked(row.level, &summary);
    let wide = |content: &str, style: theme::Style| {
        text::pixels(content, style.size, style.weight) + theme::STEP * 2
    };
    let others = wide(&summary, theme::STRONG) + wide(&said, theme::BODY);
    let label = plot::cut(&row.label, theme::STRONG, head.width - others - theme::GAP);
    let y = head.y + theme::STEP * 3 / 2;
    let mut x = head.x;
    let next = x + wide(&label, theme::STRONG);
    canvas
        .text(x, y, label)
        .style(theme::STRONG)
        .middle()
        .title(&*row.label)
        .subject(subject.as_str());
    x = next;
    let next = x + wide(&summary, theme::STRONG);
    canvas
        .text(x, y, summary)
        .style(if mark.is_empty() {
            theme::BODY
        } else {
            theme::STRONG
        })
        .ink(ink)
        .middle();
    canvas.text(next, y, said).ink(Ink::Faint).middle();
}

/// One bar per session, what is past eight in a tone of its own.
fn sessions(
    canvas: &mut Canvas,
    facts: &Facts<'_>,
    area: Area,
    row: &Row,
    y: &Linear,
    shared: &Shared,
) {
    let shown = &shared.shown(row);
    let band = Band::new(area.x, area.width, shared.slots);
    let gap = i32::from(band.least() >= 3) + i32::from(band.least() >= 12) * 2;
    let widest = theme::count(i64::from(row.largest().size));
    let labelled = text::pixels(&widest, theme::NOTE.size, theme::NOTE.weight) < band.least();
    for &(at, session) in shown {
        let meeting = facts.org().meeting(session.meeting);
        let (x, wide) = band.at(at);
        let (x, wide) = (x + 1, (wide - gap).max(1));
        let title = format!("{}: {} people", meeting.label(), session.size);
        let low = if row.is_bound() {
            Tone::Neutral
        } else {
            Tone::Muted
        };
        let parts = [
            (0, session.size.min(row.limit), low),
            (row.limit, session.size, tone_past(row)),
        ];
        for (low, high, tone) in parts {
            let (top, bottom) = (y.at(f64::from(high)), y.at(f64::from(low)));
            if high > low {
                canvas
                    .rect(Area::new(x, top, wide, bottom - top))
                    .fill(tone)
                    .title(&*title)
                    .subject(meeting.subject().as_str());
            }
        }
        let label = theme::count(i64::from(session.size));
        let past = row.is_bound() && session.size > row.limit;
        let foot = y.at(f64::from(session.size)) - 4;
        let line = y.at(f64::from(row.limit));
        let clear = foot < line || foot - theme::NOTE.size > line;
        if clear && labelled {
            canvas
                .text(x + wide / 2, foot, label)
                .style(theme::NOTE)
                .ink(if past {
                    flags::look(row.level).1
                } else {
                    Ink::Faint
                })
                .centred();
        }
    }
    days(canvas, facts, area, shown, &band);
}

/// The first session of each year is named below, or the first and the last day where all lie in one.
fn days(
    canvas: &mut Canvas,
    facts: &Facts<'_>,
    area: Area,
    shown: &[(usize, Session)],
    band: &Band,
) {
    let org = facts.org();
    let day = |session: &Session| {
        let record = org.meeting(session.meeting).record();
        let written = || org.text(record.day).to_owned();
        record.date.map_or_else(written, theme::date)
    };
    let year = |session: &Session| {
        let record = org.meeting(session.meeting).record();
        let digits = |year: &&str| year.bytes().all(|b| b.is_ascii_digit());
        let written = org.text(record.day).get(..4).filter(digits);
        record.date.map_or_else(
            || written.map(str::to_owned),
            |date| Some(date.year().to_string()),
        )
    };
    let years: Vec<Option<String>> = shown.iter().map(|(_, session)| year(session)).collect();
    let several = years.iter().any(|year| *year != years[0]) && years.iter().all(Option::is_some);
    let mut free = area.x;
    for (at, (slot, session)) in shown.iter().enumerate() {
        let label = match (&years[at], several) {
            (Some(year), true) if at == 0 || years[at - 1] != years[at] => year.clone(),
            (_, false) if at == 0 || at + 1 == shown.len() => day(session),
            _ => continue,
        };
        let x = band.at(*slot).0 + 1;
        let room = text::pixels(&label, theme::NOTE.size, theme::NOTE.weight);
        if x >= free && x + room <= area.right() + SIDE && !label.is_empty() {
            canvas
                .line(&[(x, area.bottom()), (x, area.bottom() + theme::STEP)])
                .stroke(Tone::Axis, 1);
            canvas
                .text(x, area.bottom() + theme::STEP * 5 / 2, label)
                .style(theme::NOTE)
                .ink(Ink::Faint);
            free = x + room + theme::STEP * 2;
        }
    }
}

/// How often each size occurred, on the scale of the sessions.
fn distribution(canvas: &mut Canvas, area: Area, row: &Row, y: &Linear) {
    let mut times = BTreeMap::<u32, usize>::new();
    for session in &row.sessions {
        *times.entry(session.size).or_default() += 1;
    }
    let most = times.values().copied().max().unwrap_or(1);
    let x = Linear::exact(
        (0.0, most as f64),
        (area.x, area.right() - theme::STEP * 12),
        4,
    );
    canvas
        .line(&[(area.x, area.y), (area.x, area.bottom())])
        .stroke(Tone::Axis, 1);
    let step = (y.at(0.0) - y.at(1.0)).max(1);
    let gap = i32::from(step >= 4);
    for (size, times) in &times {
        let (top, bottom) = (
            y.at(f64::from(*size)),
            y.at(f64::from(size.saturating_sub(1))),
        );
        let past = *size > row.limit;
        let tone = if past { tone_past(row) } else { Tone::Neutral };
        let tone = if row.is_bound() { tone } else { Tone::Muted };
        let bar = Area::new(
            area.x + 1,
            top,
            x.at_count(*times) - area.x - 1,
            (bottom - top - gap).max(1),
        );
        canvas.rect(bar).fill(tone).title(format!(
            "{size} people: {}",
            count(*times, "session", "sessions")
        ));
    }
    let on = times.get(&(row.median.floor() as u32));
    let from = x.at_count(on.copied().unwrap_or(0));
    mark_median(canvas, area, from, row, y);
}

/// Names the median at the end of its bar, which ends at pixel `from`.
fn mark_median(canvas: &mut Canvas, area: Area, from: i32, row: &Row, y: &Linear) {
    let median = row.median;
    let label = format!("median {median}");
    let at = i32::midpoint(y.at(median), y.at((median - 1.0).max(0.0)));
    let right = area.right() - theme::STEP * 9;
    canvas
        .line(&[(from + 3, at), (right, at)])
        .stroke(Tone::Axis, 1);
    // The line at eight passes through here: the label leaves it room.
    let eight = y.at(f64::from(row.limit));
    let apart = theme::LABEL.size;
    let middle = match at - eight {
        0.. if at - eight < apart => eight + apart,
        gap if gap.abs() < apart => eight - apart,
        _ => at,
    };
    canvas
        .text(right + theme::STEP / 2, middle, label)
        .style(theme::LABEL)
        .ink(Ink::Soft)
        .middle();
}
