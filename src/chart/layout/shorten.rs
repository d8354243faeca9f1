//! Names that do not fit, cut in the middle: names of units often begin alike and differ at the end.
//!
//! It must not know charts.

use crate::chart::plot;
use crate::chart::text;
use crate::chart::theme::Style;

/// The text cut to `room` pixels, its beginning and its end kept; cut at the end where little room is left.
pub(super) fn shorten(content: &str, style: Style, room: i32) -> String {
    /// Fewer letters of an end than this say nothing.
    const LETTERS: usize = 4;
    /// In a room of less than so many em both ends would be crumbs.
    const ROOMY: i32 = 9;
    let whole = text::readable(content);
    if text::pixels(&whole, style.size, style.weight) <= room {
        return whole.into_owned();
    }
    if room < ROOMY * style.size {
        return plot::cut(&whole, style, room);
    }
    // Two fifths for the end: beginnings are what people look for first.
    let mut tail = "";
    for (at, _) in whole.char_indices().rev() {
        if text::pixels(&whole[at..], style.size, style.weight) > room * 2 / 5 {
            break;
        }
        tail = &whole[at..];
    }
    let tail = tail.trim_start();
    let width = text::pixels(tail, style.size, style.weight);
    let head = plot::cut(&whole, style, room - width - 1);
    if tail.chars().count() < LETTERS || head.chars().count() <= LETTERS {
        return plot::cut(&whole, style, room);
    }
    let joined = format!("{head}{tail}");
    if text::pixels(&joined, style.size, style.weight) <= room {
        joined
    } else {
        plot::cut(&whole, style, room)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::theme::LABEL;
    use proptest::prelude::*;

    #[test]
    fn keeps_the_end_that_tells_names_apart() {
        let cut = |name| shorten(name, LABEL, 120);
        assert_eq!(cut("Sampling"), "Sampling");
        let (a, b) = (
            cut("Specification: Sampling"),
            cut("Specification: Entities"),
        );
        assert!(a.starts_with("Spec") && a.ends_with("ampling"), "{a}");
        assert!(b.ends_with("ntities"), "{b}");
    }

    proptest! {
        #[test]
        fn what_is_shortened_fits(name in "[a-zA-Zé中 /-]{0,60}", room in 0i32..200) {
            let cut = shorten(&name, LABEL, room);
            prop_assert!(text::width(&cut, LABEL.size, LABEL.weight) <= room as f32, "{}", cut);
        }
    }
}
