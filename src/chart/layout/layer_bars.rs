//! The right half of `spans-and-layers`: people on each layer, managers and others in two tones.
//!
//! It must not know how layers are counted.

use crate::chart::plot;
use crate::chart::scale::Linear;
use crate::chart::scene::{Area, Canvas};
use crate::chart::text;
use crate::chart::theme::{self, Ink, Tone};
use crate::lint::words::{count, thousands};

/// People of one layer.
#[derive(Debug, Default)]
pub(super) struct Layer {
    /// Those with direct reports.
    pub(super) managers: usize,
    /// Those without.
    pub(super) others: usize,
    /// Direct reports of all managers.
    pub(super) reports: usize,
}

impl Layer {
    /// Everybody on it.
    pub(super) fn people(&self) -> usize {
        self.managers + self.others
    }
}

/// Most layers with a row of their own.
const SHOWN: usize = 14;
/// Height of a row.
const ROW: i32 = theme::ROW + theme::STEP;
/// Room for the name of a layer.
const NAMES: i32 = 8 * theme::STEP;
/// Room for the average span.
const SPANS: i32 = 12 * theme::STEP;
/// Height of the heading and of the names of the columns.
const HEAD: i32 = 7 * theme::STEP;

/// The height the half needs.
pub(super) fn height(layers: &[Layer]) -> i32 {
    let rest = i32::from(layers.len() > SHOWN);
    HEAD + ROW * (layers.len().min(SHOWN) as i32 + rest) + theme::STEP
}

/// Draws a bar per layer, the top of the organisation first.
pub(super) fn draw(canvas: &mut Canvas, area: Area, layers: &[Layer]) {
    let (shown, deeper) = layers.split_at(layers.len().min(SHOWN));
    let (top, rows) = area.split_top(HEAD);
    let (names, rest) = rows.split_left(NAMES);
    let (bars, spans) = rest.split_right(SPANS);
    let values = shown.iter().map(|layer| thousands(layer.people()));
    let room = plot::label_room(&values.collect::<Vec<_>>(), theme::STRONG, 120);
    let bars = bars.split_right(room + theme::GAP).0;
    let most = shown.iter().map(Layer::people).max().unwrap_or(1);
    let x = Linear::exact((0.0, most as f64), (bars.x, bars.right()), 5);
    heading(canvas, top, bars, spans);
    for (at, layer) in shown.iter().enumerate() {
        let middle = rows.y + ROW * at as i32 + ROW / 2;
        let this = format!("Layer {}", at + 1);
        canvas
            .text(names.right() - theme::GAP, middle, &*this)
            .ending()
            .middle();
        let (from, end) = (x.at(0.0), x.at_count(layer.people()).max(bars.x + 2));
        let managers = match (layer.managers, layer.others) {
            (0, _) => from,
            (_, 0) => end,
            (n, _) => x.at_count(n).clamp(from + 2, (end - 2).max(from + 2)),
        };
        let parts = [
            (
                from,
                managers,
                Tone::Accent,
                layer.managers,
                "manager",
                "managers",
            ),
            (
                managers,
                end,
                Tone::Muted,
                layer.others,
                "person without reports",
                "people without reports",
            ),
        ];
        for (from, to, tone, number, one, many) in parts {
            if to > from {
                canvas
                    .rect(Area::new(
                        from,
                        middle - theme::BAR / 2,
                        to - from,
                        theme::BAR,
                    ))
                    .fill(tone)
                    .title(format!("{this}: {}", count(number, one, many)));
            }
        }
        inside(canvas, (from, managers, end), middle, layer);
        canvas
            .text(end + theme::GAP, middle, thousands(layer.people()))
            .middle();
        span(canvas, spans, middle, layer);
    }
    let people = deeper.iter().map(Layer::people).sum::<usize>();
    let rest = format!("layers with {}", count(people, "person", "people"));
    let middle = rows.y + ROW * shown.len() as i32 + ROW / 2;
    plot::collapse_note(canvas, bars.x, middle, deeper.len(), &rest);
}

fn heading(canvas: &mut Canvas, head: Area, bars: Area, spans: Area) {
    let y = head.y + theme::STEP * 2;
    canvas.text(head.x, y, "Layers").style(theme::STRONG);
    let y = head.bottom() - theme::STEP;
    let square = |canvas: &mut Canvas, x: i32, tone| {
        let side = theme::STEP + 2;
        canvas
            .rect(Area::new(x, y - side + 1, side, side))
            .fill(tone);
        x + side + theme::GAP / 2
    };
    let mut x = bars.x;
    for (tone, name) in [(Tone::Accent, "managers"), (Tone::Muted, "without reports")] {
        x = square(canvas, x, tone);
        canvas.text(x, y, name).style(theme::LABEL).ink(Ink::Soft);
        x += text::pixels(name, theme::LABEL.size, theme::LABEL.weight) + theme::STEP * 2;
    }
    canvas
        .text(spans.right(), y, "average span")
        .style(theme::LABEL)
        .ink(Ink::Soft)
        .ending();
}

/// The number of managers in their part of the bar, where there is room.
fn inside(canvas: &mut Canvas, (from, to, end): (i32, i32, i32), middle: i32, layer: &Layer) {
    let label = thousands(layer.managers);
    let room = text::pixels(&label, theme::LABEL.size, theme::LABEL.weight) + theme::STEP;
    if to < end && to - from >= room {
        canvas
            .text(i32::midpoint(from, to), middle, label)
            .style(theme::LABEL)
            .ink(Ink::On(Tone::Accent))
            .centred()
            .middle();
    }
}

fn span(canvas: &mut Canvas, area: Area, middle: i32, layer: &Layer) {
    let average = match layer.managers {
        0 => "–".to_owned(),
        managers => theme::decimal(layer.reports as f64 / managers as f64, 1),
    };
    canvas
        .text(area.right(), middle, average)
        .ink(if layer.managers == 0 {
            Ink::Faint
        } else {
            Ink::Strong
        })
        .ending()
        .middle();
}
