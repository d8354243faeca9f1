//! `meeting-sizes`: a bar of seats per meeting against the line at eight.
//!
//! Seats stand in the order host, liaisons, guests, so that what lies past the line is what could leave first. A
//! series shows how often each size occurred. It knows meetings as rows and no rule.

use super::files::source;
use super::flags;
use super::meeting_counts::{histogram, strip};
use super::meeting_rows::{Row, rows, seats, spoken, title};
use super::meeting_seats::{FREE_TONE, TONES, seat_bar};
use super::shorten::shorten;
use super::{ChartEntry, View, meeting_series};
use crate::chart::plot::{self, Frame, Key};
use crate::chart::scale::Linear;
use crate::chart::scene::{Area, Canvas, Scene};
use crate::chart::text;
use crate::chart::theme::{self, Ink, Tone};
use crate::facts::Facts;
use crate::lint::Needs;
use crate::lint::words::{count, thousands};
use crate::model::Table;

/// Entry of the registry.
pub(super) const ENTRY: ChartEntry = ChartEntry {
    name: "meeting-sizes",
    summary: "how many people sit in each meeting, against the line at eight",
    needs: &[Needs::Table(Table::Meetings), Needs::MeetingSizes],
    draw,
};

/// Up to so many meetings all are drawn.
const FEW: usize = 12;
/// Most rows of a picture.
const SHOWN: usize = 26;
/// Least rows of a picture of many meetings: the largest fill it up.
const LEAST: usize = 8;
/// Height of the histogram of all sizes.
const HISTOGRAM: i32 = 9 * theme::STEP;

fn draw(view: &View<'_>) -> Option<Scene> {
    let facts = view.facts;
    let (rows, unknown) = rows(facts, view.findings);
    if rows.is_empty() {
        return None;
    }
    let tables = [Table::Meetings, Table::Attendance, Table::Liaisons];
    let words = Words {
        title: title(&rows),
        source: source(facts.org(), &tables),
        unknown,
    };
    if meeting_series::fits(&rows) {
        return Some(meeting_series::draw(facts, &rows, &words));
    }
    Some(bars(facts, &rows, &words))
}

/// What is written around the picture.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) title: String,
    pub(super) source: String,
    /// Meetings of unknown size.
    pub(super) unknown: usize,
}

impl Words {
    /// What is said of meetings that cannot be drawn.
    pub(super) fn left_out(&self) -> String {
        match self.unknown {
            0 => String::new(),
            n => format!(
                "; {} of unknown size left out",
                count(n, "meeting", "meetings")
            ),
        }
    }
}

/// The rows that are drawn, the largest first: of many only those that have to be small and are past the limit or
/// would be with two more people.
fn choose(rows: &[Row]) -> Vec<&Row> {
    if rows.len() <= FEW {
        return rows.iter().collect();
    }
    let tight = |row: &Row| row.largest().size + 2 > row.limit;
    let bound: Vec<&Row> = rows.iter().filter(|row| row.is_bound()).collect();
    if bound.is_empty() {
        return rows.iter().take(LEAST).collect();
    }
    let tight = bound.iter().filter(|row| tight(row)).count();
    bound.into_iter().take(tight.clamp(LEAST, SHOWN)).collect()
}

fn subtitle(all: &[Row], shown: &[&Row], words: &Words) -> String {
    let series = if shown.iter().any(|row| row.repeats) {
        "; a column of a series is as tall as that size is frequent"
    } else {
        ""
    };
    let which = if all.len() == shown.len() {
        let every = if all.len() > 1 { "all " } else { "" };
        format!("{every}{}", count(all.len(), "meeting", "meetings"))
    } else {
        let bound = all.iter().filter(|row| row.is_bound()).count();
        let (of, which) = match (bound, all.len() - bound) {
            (0, _) | (_, 0) => (all.len(), ""),
            _ => (bound, " that have to be small"),
        };
        format!(
            "the {} largest of {}{which}; above them all {} by size",
            shown.len(),
            thousands(of),
            thousands(all.len())
        )
    };
    format!(
        "People per meeting, without those merely informed: {which}{}{series}",
        words.left_out()
    )
}

/// Where everything stands.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) names: Area,
    pub(super) bars: Area,
    purposes: Area,
    /// Whether rows say what they are for: not where all are alike.
    says_purpose: bool,
    pub(super) x: Linear,
    /// The largest size with a place of its own.
    pub(super) most: u32,
    /// More people than this are too many.
    pub(super) limit: u32,
}

fn bars(facts: &Facts<'_>, all: &[Row], words: &Words) -> Scene {
    let shown = choose(all);
    let parts: Vec<[u32; 3]> = shown
        .iter()
        .map(|row| {
            if row.repeats {
                [0; 3]
            } else {
                seats(facts, row.largest())
            }
        })
        .collect();
    let keys = keys(all, &shown, &parts);
    let folded = all.len() > shown.len();
    let head = theme::ROW * i32::from(!keys.is_empty())
        + (HISTOGRAM + theme::STEP * 2) * i32::from(folded)
        + plot::LIMIT
        + theme::STEP;
    let height = head + theme::ROW * shown.len() as i32 + plot::AXIS;
    let subtitle = subtitle(all, &shown, words);
    let frame = Frame {
        title: &words.title,
        subtitle: &subtitle,
        source: &words.source,
        description: &describe(&shown),
        width: super::WIDTH,
    };
    let (mut canvas, body) = frame.open(height);
    let (top, rest) = body.split_top(head);
    let plan = plan(&shown, rest.split_bottom(plot::AXIS).0);
    let (key_row, top) = top.split_top(theme::ROW * i32::from(!keys.is_empty()));
    let key_row = Area::new(
        plan.bars.x,
        key_row.y,
        body.right() - plan.bars.x,
        key_row.height,
    );
    plot::legend(&mut canvas, key_row, &keys);
    if folded {
        let area = Area::new(plan.bars.x, top.y + theme::STEP, plan.bars.width, HISTOGRAM);
        histogram(&mut canvas, area, &plan, all);
    }
    plot::axis_below(&mut canvas, &plan.x, plan.bars, "people");
    for (at, (row, parts)) in shown.iter().zip(&parts).enumerate() {
        draw_row(&mut canvas, facts, &plan, at, row, *parts);
    }
    plot::limit_line(
        &mut canvas,
        plan.x.at(f64::from(plan.limit)),
        plan.bars,
        &spoken(plan.limit),
    );
    canvas.finish()
}

fn describe(shown: &[&Row]) -> String {
    const TOLD: usize = 12;
    let each = shown.iter().map(|row| {
        format!(
            "{} {} ({})",
            row.label,
            row.largest().size,
            row.purpose_words()
        )
    });
    format!(
        "Largest meetings: {}.",
        crate::lint::words::list(each, TOLD)
    )
}

/// The kinds of seats that occur; none needs a name when all are of one kind.
fn keys(all: &[Row], shown: &[&Row], parts: &[[u32; 3]]) -> Vec<Key<'static>> {
    let bound = shown.iter().zip(parts).filter(|(row, _)| row.is_bound());
    let mut sums = [0; 3];
    for (_, parts) in bound {
        for (sum, part) in sums.iter_mut().zip(parts) {
            *sum += part;
        }
    }
    if sums[1] + sums[2] == 0 {
        return Vec::new();
    }
    let free = u32::from(all.iter().any(|row| !row.is_bound()));
    let named = [
        (sums[0], TONES[0], "expected"),
        (sums[1], TONES[1], "liaison of another team"),
        (sums[2], TONES[2], "stakeholder or optional"),
        (free, FREE_TONE, "meeting that need not be small"),
    ];
    let key = |tone, name| Key {
        tone,
        hatched: false,
        name,
    };
    let occurs = |(sum, tone, name): (u32, Tone, &'static str)| (sum > 0).then(|| key(tone, name));
    named.into_iter().filter_map(occurs).collect()
}

fn plan(shown: &[&Row], area: Area) -> Plan {
    let labels: Vec<&str> = shown.iter().map(|row| row.label.as_str()).collect();
    let mut purposes: Vec<&str> = shown.iter().map(|row| row.purpose_words()).collect();
    let alike = purposes.iter().all(|words| *words == purposes[0]);
    if alike && shown.len() > 1 {
        purposes.clear();
    }
    let (names, rest) = area.split_left(plot::label_room(&labels, theme::BODY, 380));
    let says_purpose = !purposes.is_empty();
    let room = plot::label_room(&purposes, theme::LABEL, 200);
    let (rest, purposes) = rest.split_right(room);
    let limit = shown.first().map_or(1, |row| row.limit);
    let most = scale_end(shown, limit);
    let bars = rest.split_left(bar_room(shown, rest.width, most)).0;
    let end = f64::from(most);
    Plan {
        names,
        bars,
        purposes,
        x: Linear::exact((0.0, end), (bars.x, bars.right()), 12),
        most,
        limit,
        says_purpose,
    }
}

/// The widest scale that leaves every value its room after its bar.
fn bar_room(shown: &[&Row], width: i32, most: u32) -> i32 {
    let room = |row: &&Row| {
        let (style, gaps) = (theme::STRONG, 2 * theme::GAP);
        let free = width - text::pixels(&value(row).1, style.size, style.weight) - gaps;
        let share = f64::from(most) / f64::from(row.largest().size.clamp(1, most));
        (f64::from(free) * share) as i32
    };
    let least = shown.iter().map(room).min().unwrap_or(width);
    // The unit after the last tick of the scale needs room too.
    least.min(width - theme::STEP * 6)
}

/// The scale holds every meeting that has to be small. A town hall of thousands does not stretch it: its bar is torn.
fn scale_end(shown: &[&Row], limit: u32) -> u32 {
    let most = |bound: bool| {
        let sizes = shown.iter().filter(|row| row.is_bound() == bound);
        sizes.map(|row| row.largest().size).max().unwrap_or(0)
    };
    let bound = most(true).max(limit + 4);
    let all = most(false).max(bound);
    if all <= bound * 2 {
        all
    } else {
        bound + bound / 4
    }
}

/// The number at the end of a row with its tone.
fn value(row: &Row) -> (Tone, String) {
    let over = row.over();
    let tone = flags::look(row.level).0;
    let text = if row.repeats {
        format!(
            "{} of {} over {}, median {}",
            thousands(over),
            thousands(row.sessions.len()),
            spoken(row.limit),
            row.median
        )
    } else {
        thousands(row.largest().size as usize)
    };
    (tone, flags::marked(row.level, &text))
}

fn draw_row(
    canvas: &mut Canvas,
    facts: &Facts<'_>,
    plan: &Plan,
    at: usize,
    row: &Row,
    parts: [u32; 3],
) {
    let middle = plan.bars.y + theme::ROW * at as i32 + theme::ROW / 2;
    let subject = facts.org().meeting(row.largest().meeting).subject();
    let (tone, value) = value(row);
    let ink = match (tone, row.is_bound()) {
        (Tone::Bad, _) => Ink::Bad,
        (Tone::Warn, _) => Ink::Warn,
        (_, true) => Ink::Strong,
        (_, false) => Ink::Faint,
    };
    let style = if tone == Tone::Bad {
        theme::STRONG
    } else {
        theme::BODY
    };
    let label = shorten(&row.label, theme::BODY, plan.names.width - theme::GAP);
    canvas
        .text(plan.names.right() - theme::GAP, middle, label)
        .ink(if row.is_bound() {
            Ink::Strong
        } else {
            Ink::Soft
        })
        .ending()
        .middle()
        .title(&*row.label)
        .subject(subject.as_str());
    let end = if row.repeats {
        strip(canvas, plan, middle, row, subject.as_str())
    } else {
        seat_bar(canvas, plan, middle, row, parts, subject.as_str())
    };
    canvas
        .text(
            beside_line(plan, end + theme::GAP, &value, style),
            middle,
            value,
        )
        .style(style)
        .ink(ink)
        .middle();
    let unsaid = row.purpose.is_none() && row.level.is_some();
    if plan.says_purpose {
        canvas
            .text(plan.purposes.x, middle, row.purpose_words())
            .style(theme::LABEL)
            .ink(if unsaid { ink } else { Ink::Faint })
            .middle();
    }
}

/// Where a value is written that would begin at `x`: past the line at eight when that would cross it.
fn beside_line(plan: &Plan, x: i32, value: &str, style: theme::Style) -> i32 {
    let line = plan.x.at(f64::from(plan.limit));
    let end = x + text::pixels(value, style.size, style.weight);
    if x < line + theme::STEP / 2 && line <= end {
        line + theme::STEP / 2 + 1
    } else {
        x
    }
}
