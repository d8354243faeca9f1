//! The parts that charts share: frame, axes, bars, cells, legend, notes.
//!
//! A chart is a function from facts to a scene, built of these parts:
//!
//! ```
//! use orglint::chart::plot::{self, Bar, Frame};
//! use orglint::chart::scale::Linear;
//! use orglint::chart::theme::{self, Ink, Tone};
//!
//! let rows = [("Release planning", 11), ("Design review", 6)];
//! let frame = Frame { title: "One of two deciding meetings has more than eight people", subtitle: "People per meeting",
//!     source: "meetings.csv", description: "Release planning 11, Design review 6.", width: 640 };
//! let (mut canvas, body) = frame.open(plot::AXIS + theme::ROW * rows.len() as i32);
//! let (rows_area, _) = body.split_bottom(plot::AXIS);
//! let labels = rows.map(|r| r.0);
//! let (names, bars) = rows_area.split_left(plot::label_room(&labels, theme::BODY, 240));
//! let x = Linear::counts(11, (bars.x, bars.right() - 40), 6);
//! plot::axis_below(&mut canvas, &x, bars, "");
//! for (at, (name, people)) in rows.into_iter().enumerate() {
//!     let tone = if people > 8 { Tone::Bad } else { Tone::Neutral };
//!     let bar = Bar { label: name, parts: &[(people as f64, tone)], value: &people.to_string(), subject: "", title: "" };
//!     plot::bar_row(&mut canvas, names, bars, at, &x, &bar);
//! }
//! plot::limit_line(&mut canvas, x.at(8.0), bars, "8");
//! assert_eq!(canvas.finish().problems(), Vec::<String>::new());
//! ```
//!
//! House style: the title states the finding, the subtitle says what is shown in which unit. Marks are labelled where
//! they stand; a legend is the last resort. Everything that carries no message is grey. A verdict in colour also has a
//! sign or a hatch. What is left out is said with [`collapse_note`]. This file must not know the organization.

pub use super::legend::{Key, collapse_note, legend, legend_height};
use super::scale::{Band, Linear};
use super::scene::{Area, Canvas, Turn};
use super::text;
use super::theme::{self, Ink, Style, Tone};

/// Height that [`axis_below`] needs under the plot area.
pub const AXIS: i32 = 3 * theme::STEP;
/// Height that [`limit_line`] needs above the plot area for its label.
pub const LIMIT: i32 = 2 * theme::STEP;
/// Width that an upright heading takes.
const UPRIGHT: u32 = 13;

/// The words around a chart and its width.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// The finding, a full sentence without a full stop; at most two lines.
    pub title: &'a str,
    /// What is shown, in which unit, of how many; may be empty.
    pub subtitle: &'a str,
    /// Where the numbers come from and notes; may be empty.
    pub source: &'a str,
    /// What it shows for those who do not see it.
    pub description: &'a str,
    /// Pixels, margins included.
    pub width: i32,
}

impl Frame<'_> {
    /// A canvas with the words on it, and the free area of `body` pixels height between them.
    pub fn open(&self, body: i32) -> (Canvas, Area) {
        let room = self.width - 2 * theme::MARGIN;
        let title = lines(self.title, theme::TITLE, room, 2);
        let subtitle = lines(self.subtitle, theme::SUBTITLE, room, 2);
        let source = lines(self.source, theme::NOTE, room, 2);
        let height_of = |lines: &[String], style: Style, gap: i32| {
            if lines.is_empty() {
                0
            } else {
                style.leading() * lines.len() as i32 + gap
            }
        };
        let head = height_of(&title, theme::TITLE, 0)
            + height_of(&subtitle, theme::SUBTITLE, theme::STEP / 2)
            + theme::STEP * 2;
        let foot = height_of(&source, theme::NOTE, theme::STEP * 2);
        let top = theme::MARGIN * 3 / 4;
        let mut canvas = Canvas::new(self.width, top + head + body + foot + theme::MARGIN);
        canvas.describe(self.title, self.subtitle, self.description);
        let mut y = top;
        y = set(&mut canvas, y, &title, theme::TITLE, Ink::Strong);
        y += if subtitle.is_empty() {
            0
        } else {
            theme::STEP / 2
        };
        y = set(&mut canvas, y, &subtitle, theme::SUBTITLE, Ink::Soft);
        let area = Area::new(theme::MARGIN, y + theme::STEP * 2, room, body);
        set(
            &mut canvas,
            area.bottom() + theme::STEP * 2,
            &source,
            theme::NOTE,
            Ink::Faint,
        );
        (canvas, area)
    }
}

fn lines(content: &str, style: Style, room: i32, most: usize) -> Vec<String> {
    text::wrap(content, style.size, style.weight, room, most)
}

/// Sets lines below `y` and returns where they end.
fn set(canvas: &mut Canvas, y: i32, lines: &[String], style: Style, ink: Ink) -> i32 {
    let mut bottom = y;
    for line in lines {
        bottom += style.leading();
        let baseline = bottom - (style.leading() - style.size) / 2 - style.size / 5;
        canvas
            .text(theme::MARGIN, baseline, line.as_str())
            .style(style)
            .ink(ink);
    }
    bottom
}

/// Text cut to a room, ready for [`Canvas::text`].
pub fn cut(content: &str, style: Style, room: i32) -> String {
    text::elide(content, style.size, style.weight, room)
}

/// The room a column of labels needs with the gap to its marks, at most `most` pixels.
pub fn label_room<T: AsRef<str>>(labels: &[T], style: Style, most: i32) -> i32 {
    let widest = labels
        .iter()
        .map(|l| text::pixels(l.as_ref(), style.size, style.weight))
        .max();
    (widest.unwrap_or(0) + theme::GAP).min(most)
}

/// Vertical grid lines over the plot area with their values below it, and what they count after the last.
///
/// Needs [`AXIS`] pixels below `area`. The zero line is an axis, the others are light.
pub fn axis_below(canvas: &mut Canvas, scale: &Linear, area: Area, unit: &str) {
    let ticks = scale.ticks();
    for (at, &tick) in ticks.iter().enumerate() {
        let x = scale.at(tick);
        let tone = if tick == 0.0 { Tone::Axis } else { Tone::Grid };
        canvas
            .line(&[(x, area.y), (x, area.bottom())])
            .stroke(tone, 1);
        let label = theme::decimal(tick, scale.decimals());
        let y = area.bottom() + theme::STEP * 2;
        if at + 1 == ticks.len() && !unit.is_empty() {
            let half = text::pixels(&label, theme::NOTE.size, theme::NOTE.weight) / 2;
            canvas
                .text(x + half + theme::STEP / 2, y, unit)
                .style(theme::NOTE)
                .ink(Ink::Faint);
        }
        canvas
            .text(x, y, label)
            .style(theme::NOTE)
            .ink(Ink::Faint)
            .centred();
    }
}

/// Horizontal grid lines over the plot area with their values left of it.
pub fn axis_left(canvas: &mut Canvas, scale: &Linear, area: Area) {
    for tick in scale.ticks() {
        let y = scale.at(tick);
        let tone = if tick == 0.0 { Tone::Axis } else { Tone::Grid };
        canvas
            .line(&[(area.x, y), (area.right(), y)])
            .stroke(tone, 1);
        let label = theme::decimal(tick, scale.decimals());
        canvas
            .text(area.x - theme::GAP, y, label)
            .style(theme::NOTE)
            .ink(Ink::Faint)
            .ending()
            .middle();
    }
}

/// A limit across the rows at pixel `x`, its label above the plot area (needs [`LIMIT`] pixels there).
pub fn limit_line(canvas: &mut Canvas, x: i32, area: Area, label: &str) {
    canvas
        .line(&[(x, area.y - 2), (x, area.bottom())])
        .stroke(Tone::Rule, 1)
        .dashed();
    canvas
        .text(x, area.y - theme::STEP + 2, label)
        .style(theme::LABEL_STRONG)
        .centred();
}

/// One row of a bar chart.
#[derive(Debug, Clone, Copy)]
pub struct Bar<'a> {
    /// Name left of the bar; elided to the room there.
    pub label: &'a str,
    /// Lengths in values, from left to right, with their tones.
    pub parts: &'a [(f64, Tone)],
    /// Written at the end of the bar.
    pub value: &'a str,
    /// What the row stands for, such as `meeting:12`; may be empty.
    pub subject: &'a str,
    /// Shown when pointing at the bar; may be empty.
    pub title: &'a str,
}

/// Draws row `at` of a bar chart: the label ends at the right of `names`, the bar begins at zero in `bars`.
///
/// Rows are [`theme::ROW`] high. When the last part is a verdict, its sign stands before the value, so that the colour
/// does not stand alone.
pub fn bar_row(
    canvas: &mut Canvas,
    names: Area,
    bars: Area,
    at: usize,
    scale: &Linear,
    bar: &Bar<'_>,
) {
    let top = bars.y + theme::ROW * at as i32;
    let middle = top + theme::ROW / 2;
    let label = cut(bar.label, theme::BODY, names.width - theme::GAP);
    let whole = if label == bar.label { "" } else { bar.label };
    canvas
        .text(names.right() - theme::GAP, middle, label)
        .ending()
        .middle()
        .title(whole)
        .subject(bar.subject);
    let mut sum = 0.0;
    let (mut from, mut verdict) = (scale.at(0.0), Tone::Neutral);
    for (part, &(value, tone)) in bar.parts.iter().enumerate() {
        sum += value.max(0.0);
        let to = scale.at(sum);
        // A hair of paper between the parts tells them apart without colour.
        let gap = i32::from(part > 0 && to > from + 1);
        let area = Area::new(
            from + gap,
            middle - theme::BAR / 2,
            to - from - gap,
            theme::BAR,
        );
        if area.width > 0 {
            canvas
                .rect(area)
                .fill(tone)
                .title(bar.title)
                .subject(bar.subject);
            verdict = tone;
        }
        from = to;
    }
    if !bar.value.is_empty() {
        let ink = match verdict {
            Tone::Bad => Ink::Bad,
            Tone::Warn => Ink::Warn,
            Tone::Good => Ink::Good,
            _ => Ink::Soft,
        };
        let value = match verdict.mark() {
            "" => bar.value.to_owned(),
            sign => format!("{sign} {}", bar.value),
        };
        // As large as the name, or rounding to pixels would set them on two lines.
        let style = if verdict == Tone::Bad {
            theme::STRONG
        } else {
            theme::BODY
        };
        canvas
            .text(from + theme::GAP, middle, value)
            .style(style)
            .ink(ink)
            .middle();
    }
}

/// One cell of a matrix or strip.
#[derive(Debug, Clone, Copy)]
pub struct Cell<'a> {
    /// Ground; none leaves an empty cell with a border.
    pub fill: Option<Tone>,
    /// Changed, moved or uncertain: hatched.
    pub hatched: bool,
    /// Written in it when it fits, left out when not.
    pub text: &'a str,
    /// What the cell stands for; may be empty.
    pub subject: &'a str,
    /// Shown when pointing at it; may be empty.
    pub title: &'a str,
}

/// Draws a cell with a hair of paper around it; returns whether its text found room.
pub fn heat_cell(canvas: &mut Canvas, area: Area, cell: &Cell<'_>) -> bool {
    let inner = Area::new(area.x, area.y, area.width - 1, area.height - 1);
    let pen = canvas.rect(inner).title(cell.title).subject(cell.subject);
    let pen = match cell.fill {
        Some(tone) => pen.fill(tone),
        None => pen.stroke(Tone::Grid, 1),
    };
    if cell.hatched {
        pen.hatch(Tone::Paper);
    }
    let width = text::pixels(cell.text, theme::LABEL.size, theme::LABEL.weight);
    let fits = width + 4 <= inner.width && theme::LABEL.size + 2 <= inner.height;
    if fits && !cell.text.is_empty() {
        let (x, y) = inner.center();
        let ink = cell.fill.map_or(Ink::Soft, Ink::On);
        if let Some(ground) = cell.fill.filter(|_| cell.hatched) {
            // Letters stand on the plain fill, not on the hatch.
            let box_height = theme::LABEL.size + 2;
            canvas
                .rect(Area::new(
                    x - width / 2 - 3,
                    y - box_height / 2,
                    width + 6,
                    box_height,
                ))
                .fill(ground);
        }
        canvas
            .text(x, y, cell.text)
            .style(theme::LABEL)
            .ink(ink)
            .centred()
            .middle();
    }
    fits
}

/// How column headings are set, and the height they need above the columns.
pub fn heading_room<T: AsRef<str>>(labels: &[T], columns: &Band, most: i32) -> (Turn, i32) {
    let widest = label_room(labels, theme::LABEL, i32::MAX) - theme::GAP;
    if widest + theme::GAP <= columns.least() {
        (Turn::None, theme::LABEL.leading())
    } else {
        (Turn::Upright, (widest + theme::STEP / 2).min(most))
    }
}

/// Sets column headings above `bottom`, in the way and height that [`heading_room`] gave.
///
/// Upright headings need columns of at least 13 pixels; in narrower ones every second, third … is set.
pub fn headings<T: AsRef<str>>(
    canvas: &mut Canvas,
    labels: &[T],
    columns: &Band,
    bottom: i32,
    (turn, height): (Turn, i32),
) {
    let every = match turn {
        Turn::None => 1,
        _ => UPRIGHT.div_ceil(columns.least().max(1).unsigned_abs()),
    };
    let room = match turn {
        Turn::None => columns.least(),
        _ => height - theme::STEP / 2,
    };
    for (at, label) in labels.iter().enumerate().step_by(every as usize) {
        let label = cut(label.as_ref(), theme::LABEL, room);
        let (x, y) = (columns.middle(at), bottom - theme::STEP / 2);
        let mark = canvas.text(x, y, label).style(theme::LABEL);
        mark.ink(Ink::Soft).turn(turn);
        if turn == Turn::None {
            mark.centred();
        } else {
            mark.middle();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame<'a>(title: &'a str, source: &'a str) -> Frame<'a> {
        Frame {
            title,
            subtitle: "What, in people",
            source,
            description: "",
            width: 480,
        }
    }

    #[test]
    fn a_frame_grows_with_its_words_and_leaves_the_body_free() {
        let (canvas, body) = frame("Short", "").open(100);
        assert_eq!(
            (body.height, body.x, body.right()),
            (100, theme::MARGIN, 480 - theme::MARGIN)
        );
        let short = canvas.finish();
        let long = frame(
            "A title that needs to say so much that it takes two lines of the frame",
            "meetings.csv",
        )
        .open(100)
        .0
        .finish();
        assert_eq!(
            long.height - short.height,
            theme::TITLE.leading() + theme::NOTE.leading() + 2 * theme::STEP
        );
        for scene in [short, long] {
            assert_eq!(scene.problems(), Vec::<String>::new());
        }
    }

    #[test]
    fn a_bar_says_its_verdict_in_a_sign_too() {
        let (mut canvas, body) = frame("Bars", "").open(theme::ROW * 2);
        let (names, bars) = body.split_left(100);
        let x = Linear::counts(12, (bars.x, bars.right() - 40), 4);
        for (at, (people, tone)) in [(11.0, Tone::Bad), (5.0, Tone::Neutral)]
            .into_iter()
            .enumerate()
        {
            let bar = Bar {
                label: "A rather long name of a meeting",
                parts: &[(2.0, Tone::Muted), (people - 2.0, tone)],
                value: "n",
                subject: "meeting:1",
                title: "",
            };
            bar_row(&mut canvas, names, bars, at, &x, &bar);
        }
        let scene = canvas.finish();
        assert_eq!(scene.problems(), Vec::<String>::new());
        let told = scene.to_text();
        assert!(told.contains("\"✗ n\"") && told.contains("\"n\""), "{told}");
        assert!(
            told.contains('…') && told.contains("title=\"A rather long name of a meeting\""),
            "{told}"
        );
    }

    #[test]
    fn narrow_columns_get_fewer_headings_that_never_meet() {
        let labels: Vec<String> = (0..40).map(|n| format!("Team {n}")).collect();
        for width in [200, 420, 700, 4000] {
            let columns = Band::new(20, width, labels.len());
            let room = heading_room(&labels, &columns, 60);
            let mut canvas = Canvas::new(width + 40, 80);
            headings(&mut canvas, &labels, &columns, 70, room);
            let scene = canvas.finish();
            assert_eq!(scene.problems(), Vec::<String>::new(), "{width}");
            assert!(!scene.marks.is_empty());
        }
    }

    #[test]
    fn cells_write_only_what_fits_and_notes_only_what_is_hidden() {
        let mut canvas = Canvas::new(100, 40);
        let cell = |text| Cell {
            fill: Some(Tone::Ramp(6)),
            hatched: false,
            text,
            subject: "",
            title: "",
        };
        assert!(heat_cell(&mut canvas, Area::new(0, 0, 24, 20), &cell("12")));
        assert!(!heat_cell(
            &mut canvas,
            Area::new(30, 0, 12, 20),
            &cell("12")
        ));
        collapse_note(&mut canvas, 0, 30, 0, "teams");
        assert_eq!(canvas.finish().marks.len(), 3);
    }
}
