//! Legends and the note on what is left out.
//!
//! The last resort of a chart whose marks cannot be labelled where they stand; it must not know the organization.

use super::plot::cut;
use super::scene::{Area, Canvas};
use super::text;
use super::theme::{self, Ink, Tone};

/// Side of the square of a legend entry.
const KEY: i32 = 12;

/// An entry of a legend: its look and its name.
#[derive(Debug, Clone, Copy)]
pub struct Key<'a> {
    /// Colour of the square.
    pub tone: Tone,
    /// Whether the square is hatched.
    pub hatched: bool,
    /// Its name.
    pub name: &'a str,
}

/// A legend in rows from the upper left corner of `area`; returns the height it took.
///
/// For marks that cannot be labelled where they stand; [`legend_height`] tells the height beforehand.
pub fn legend(canvas: &mut Canvas, area: Area, keys: &[Key<'_>]) -> i32 {
    for (key, x, row) in legend_places(area.width, keys) {
        let middle = area.y + theme::ROW * row + theme::ROW / 2;
        let square = Area::new(area.x + x, middle - KEY / 2, KEY, KEY);
        let pen = canvas.rect(square).fill(key.tone).radius(2);
        if key.hatched {
            pen.hatch(Tone::Paper);
        }
        let name = cut(key.name, theme::LABEL, area.width - KEY - theme::GAP);
        let x = square.right() + theme::GAP * 3 / 4;
        canvas
            .text(x, middle, name)
            .style(theme::LABEL)
            .ink(Ink::Soft)
            .middle();
    }
    legend_height(area.width, keys)
}

/// The height that [`legend`] takes in this width.
pub fn legend_height(width: i32, keys: &[Key<'_>]) -> i32 {
    legend_places(width, keys)
        .last()
        .map_or(0, |(_, _, row)| (row + 1) * theme::ROW)
}

fn legend_places<'a>(width: i32, keys: &[Key<'a>]) -> Vec<(Key<'a>, i32, i32)> {
    let (mut x, mut row) = (0, 0);
    let mut places = Vec::with_capacity(keys.len());
    for key in keys {
        let name = text::pixels(key.name, theme::LABEL.size, theme::LABEL.weight);
        let wide = KEY + theme::GAP + name;
        if x > 0 && x + wide > width {
            (x, row) = (0, row + 1);
        }
        places.push((*key, x, row));
        x += wide + theme::STEP * 2;
    }
    places
}

/// Says what is not drawn: `and 37 more teams, all within limits`; draws nothing when nothing is left out.
pub fn collapse_note(canvas: &mut Canvas, x: i32, middle: i32, hidden: usize, rest: &str) {
    if hidden > 0 {
        let count = theme::count(i64::try_from(hidden).unwrap_or(i64::MAX));
        canvas
            .text(x, middle, format!("and {count} more {rest}"))
            .style(theme::LABEL)
            .ink(Ink::Faint)
            .middle();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::plot::Frame;

    #[test]
    fn a_legend_wraps_and_knows_its_height() {
        let keys = ["Core", "Liaison", "Stakeholder", "Invited for information"].map(|name| Key {
            tone: Tone::Category(0),
            hatched: false,
            name,
        });
        let (mut canvas, body) = Frame {
            title: "Legend",
            subtitle: "",
            source: "",
            description: "",
            width: 480,
        }
        .open(100);
        let narrow = Area::new(body.x, body.y, 180, 100);
        assert_eq!(legend(&mut canvas, narrow, &keys), 3 * theme::ROW);
        assert_eq!(legend_height(1000, &keys), theme::ROW);
        assert_eq!(legend_height(1000, &[]), 0);
        assert_eq!(canvas.finish().problems(), Vec::<String>::new());
    }
}
