//! Four gauges of how much of a tree the reporting lines are: what each measures, its value, what lowers it.
//!
//! Knows Krackhardt's measures and numbers of defects; knows no person.

use super::shape_defects::Defects;
use crate::chart::scene::{Area, Canvas};
use crate::chart::theme::{self, Ink, Tone};
use crate::graph::krackhardt::{Dimensions, LUB_LIMIT};
use crate::lint::words::{count, thousands};

/// Cut off, not rounded: 100 % is for trees alone.
pub(super) fn percent(share: f64) -> String {
    let cut = (share * 1000.0).floor() / 10.0;
    format!("{} %", theme::decimal(cut, 1))
}

pub(super) fn describe(indices: &Dimensions) -> String {
    let known = |share: Option<f64>| share.map_or("unknown".to_owned(), percent);
    format!(
        "Connectedness {}, hierarchy {}, efficiency {}, unity of command {}.",
        percent(indices.connectedness),
        known(indices.hierarchy),
        percent(indices.efficiency),
        known(indices.least_upper_bound)
    )
}

/// One gauge: what it measures, its value, what lowers it.
struct Gauge<'a> {
    name: &'a str,
    share: Option<f64>,
    asks: &'a str,
    cause: String,
}

pub(super) fn gauges(canvas: &mut Canvas, area: Area, indices: &Dimensions, defects: &Defects) {
    let told = |number: usize, one: &str, many: &str| match number {
        0 => String::new(),
        number => count(number, one, many),
    };
    let no_boss = match (defects.second, defects.circles) {
        (0, 0) => String::new(),
        _ => "pairs without one nearest boss".to_owned(),
    };
    let gauges = [
        Gauge {
            name: "Connectedness",
            share: Some(indices.connectedness),
            asks: "pairs of people in one structure",
            cause: match defects.tops {
                0 | 1 => told(defects.circles, "circle apart", "circles apart"),
                tops => told(tops - 1, "top too many", "tops too many"),
            },
        },
        Gauge {
            name: "Hierarchy",
            share: indices.hierarchy,
            asks: "superiors who are not also below",
            cause: told(defects.circles, "circle of managers", "circles of managers"),
        },
        Gauge {
            name: "Efficiency",
            share: Some(indices.efficiency),
            asks: "no line beyond those a tree needs",
            cause: told(
                defects.second + defects.circles,
                "line too many",
                "lines too many",
            ),
        },
        Gauge {
            name: "Unity of command",
            share: indices.least_upper_bound,
            asks: "pairs with one nearest boss in common",
            cause: no_boss,
        },
    ];
    let gap = theme::STEP * 3;
    let width = (area.width - gap * 3) / 4;
    for (at, gauge) in (0..).zip(gauges) {
        let place = Area::new(
            area.x + (width + gap) * at,
            area.y,
            width,
            area.height - theme::STEP * 2,
        );
        draw_gauge(canvas, place, &gauge);
    }
}

fn draw_gauge(canvas: &mut Canvas, area: Area, gauge: &Gauge<'_>) {
    let whole = gauge.share.is_some_and(|share| share >= 1.0);
    canvas.rect(area).fill(Tone::Panel).radius(6);
    let (x, room) = (area.x + theme::STEP * 2, area.width - theme::STEP * 4);
    canvas
        .text(x, area.y + theme::STEP * 3, gauge.name)
        .style(theme::STRONG);
    canvas
        .text(x, area.y + theme::STEP * 5, gauge.asks)
        .style(theme::NOTE)
        .ink(Ink::Faint);
    let value = gauge.share.map_or("–".to_owned(), percent);
    let ink = match (gauge.share, whole) {
        (None, _) => Ink::Faint,
        (_, true) => Ink::Soft,
        _ => Ink::Bad,
    };
    canvas
        .text(
            area.right() - theme::STEP * 2,
            area.y + theme::STEP * 4 + 3,
            value,
        )
        .style(theme::TITLE)
        .ink(ink)
        .ending();
    let track = Area::new(x, area.y + theme::STEP * 7, room, theme::STEP);
    canvas.rect(track).fill(Tone::Muted).radius(4);
    if let Some(share) = gauge.share {
        let filled = ((f64::from(room) * share.clamp(0.0, 1.0)) as i32).min(if whole {
            room
        } else {
            room - 3
        });
        let tone = if whole { Tone::Neutral } else { Tone::Bad };
        if filled > 0 {
            canvas
                .rect(Area::new(track.x, track.y, filled, track.height))
                .fill(tone)
                .radius(4)
                .title(format!("{}: {}", gauge.name, percent(share)));
        }
    }
    let (words, ink) = match gauge.share {
        None => (
            format!("not computed above {} people", thousands(LUB_LIMIT)),
            Ink::Faint,
        ),
        Some(_) if whole => ("✓ as in a tree".to_owned(), Ink::Good),
        Some(_) => (format!("✗ {}", gauge.cause), Ink::Bad),
    };
    canvas
        .text(x, area.y + theme::STEP * 11, words)
        .style(theme::LABEL)
        .ink(ink);
}
