//! The text engine: measures, wraps and shortens text, and hands out glyph outlines.
//!
//! Everything that places a letter asks here, so a label is as wide in the SVG as in the PNG and as
//! the layout believed. It knows fonts and characters; it must not know scenes, themes or backends.
//! Sizes are in pixels per em.

use ab_glyph::{Font, FontRef, GlyphId, Outline, OutlineCurve, Point, point};
use std::borrow::Cow;
use std::fmt::Write;
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;

/// Height of a capital letter above the baseline, in em.
pub const CAP_HEIGHT: f32 = 1490.0 / UNITS_PER_EM;
/// Room above the baseline that a line of text takes, in em; covers accents on lower-case letters.
pub const ASCENT: f32 = 0.80;
/// Room below the baseline that a line of text takes, in em.
pub const DESCENT: f32 = 0.22;

const UNITS_PER_EM: f32 = 2048.0;
const ELLIPSIS: char = '…';

static REGULAR: &[u8] = include_bytes!("../../assets/inter-regular.ttf");
static SEMIBOLD: &[u8] = include_bytes!("../../assets/inter-semibold.ttf");

/// The two weights that are embedded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Weight {
    /// 400: running text, labels, numbers.
    Regular,
    /// 600: titles and the one thing to look at.
    SemiBold,
}

/// One glyph of a line of text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Placed {
    /// Which glyph of the weight's font.
    pub(crate) id: GlyphId,
    /// Where its origin stands from the start of the line, in em.
    pub(crate) x: f32,
}

fn font(weight: Weight) -> Option<&'static FontRef<'static>> {
    static PARSED: [OnceLock<Option<FontRef<'static>>>; 2] = [OnceLock::new(), OnceLock::new()];
    let (slot, bytes) = match weight {
        Weight::Regular => (&PARSED[0], REGULAR),
        Weight::SemiBold => (&PARSED[1], SEMIBOLD),
    };
    slot.get_or_init(|| FontRef::try_from_slice(bytes).ok())
        .as_ref()
}

/// Whether both weights have a glyph for this character.
pub fn is_supported(c: char) -> bool {
    let has = |weight| font(weight).is_some_and(|f| f.glyph_id(c) != GlyphId(0));
    (' '..='~').contains(&c) || (!is_invisible(c) && has(Weight::Regular) && has(Weight::SemiBold))
}

/// Characters that draw nothing but may steer what is drawn around them: controls, direction marks,
/// joiners, variation selectors, tags, and the soft hyphen.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// The marks of Western alphabets; without them the base letter still reads.
fn is_diacritic(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// The text as it can be drawn: one line, composed, without controls and direction marks.
///
/// White space collapses to single blanks, as SVG does. A character the fonts lack is replaced by its
/// compatibility form (`Ａ` by `A`, `ﬁ` by `fi`) or by its base letter when that exists; the rest
/// is named by its code points, runs joined by a dot: `中文` becomes `U+4E2D·6587`. Two names that differ
/// visibly stay different. Applying it twice changes nothing more.
pub fn readable(text: &str) -> Cow<'_, str> {
    if is_drawable_as_is(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut in_escape = false;
    for c in text.nfc() {
        if c.is_whitespace() {
            push_blank(&mut out);
            in_escape = false;
        } else if is_invisible(c) {
            // Says nothing by itself; a run of escapes goes on across a joiner.
        } else if let Some(plain) = drawable_form(c) {
            if in_escape {
                push_blank(&mut out);
            }
            out.push_str(&plain);
            in_escape = false;
        } else if !is_diacritic(c) {
            push_escape(&mut out, c, in_escape);
            in_escape = true;
        }
    }
    out.truncate(out.trim_end_matches(' ').len());
    Cow::Owned(out)
}

fn is_drawable_as_is(text: &str) -> bool {
    let mut before = ' ';
    for c in text.chars() {
        let blank = c.is_whitespace();
        // A plain ASCII letter is the common case and cannot compose with what precedes it.
        if blank && (c != ' ' || before == ' ') || !blank && !is_supported(c) {
            return false;
        }
        before = c;
    }
    before != ' ' && (text.is_ascii() || unicode_normalization::is_nfc(text)) || text.is_empty()
}

fn drawable_form(c: char) -> Option<String> {
    if is_supported(c) {
        return Some(c.to_string());
    }
    let plain: String = std::iter::once(c)
        .nfkd()
        .filter(|p| !is_diacritic(*p))
        .collect();
    let shown = !plain.is_empty() && plain.chars().all(|p| is_supported(p) && p != ' ');
    shown.then_some(plain)
}

fn push_blank(out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

fn push_escape(out: &mut String, c: char, in_escape: bool) {
    let code = u32::from(c);
    if in_escape {
        let _ = write!(out, "·{code:04X}"); // writing to a String cannot fail
    } else {
        if out.ends_with(char::is_alphanumeric) {
            out.push(' ');
        }
        let _ = write!(out, "U+{code:04X}");
    }
}

/// The glyphs of a line that is already [`readable`], and its width, both in em.
pub(crate) fn shape(text: &str, weight: Weight) -> (Vec<Placed>, f32) {
    let mut glyphs = Vec::with_capacity(text.len());
    let Some(font) = font(weight) else {
        return (glyphs, 0.0);
    };
    // Font units are whole numbers and a line has few of them, so the sum is exact.
    let mut pen = 0.0;
    let mut before = None;
    for c in text.chars() {
        let id = font.glyph_id(c);
        if let Some(before) = before {
            pen += font.kern_unscaled(before, id);
        }
        glyphs.push(Placed {
            id,
            x: pen / UNITS_PER_EM,
        });
        pen += font.h_advance_unscaled(id);
        before = Some(id);
    }
    (glyphs, pen / UNITS_PER_EM)
}

fn width_em(text: &str, weight: Weight) -> f32 {
    let Some(font) = font(weight) else { return 0.0 };
    let mut sum = 0.0;
    let mut before = None;
    for c in text.chars() {
        let id = font.glyph_id(c);
        sum += before.map_or(0.0, |b| font.kern_unscaled(b, id)) + font.h_advance_unscaled(id);
        before = Some(id);
    }
    sum / UNITS_PER_EM
}

/// The outline of a glyph turned by a quarter or an eighth of a turn, in font units, upwards positive.
pub(crate) fn outline(id: GlyphId, weight: Weight, (cos, sin): (f32, f32)) -> Option<Outline> {
    let mut outline = font(weight)?.outline(id)?;
    if sin == 0.0 {
        return Some(outline);
    }
    let turn = |p: &Point| point(p.x * cos - p.y * sin, p.x * sin + p.y * cos);
    let (mut low, mut high) = (point(f32::MAX, f32::MAX), point(f32::MIN, f32::MIN));
    for curve in &mut outline.curves {
        *curve = match curve {
            OutlineCurve::Line(a, b) => OutlineCurve::Line(turn(a), turn(b)),
            OutlineCurve::Quad(a, b, c) => OutlineCurve::Quad(turn(a), turn(b), turn(c)),
            OutlineCurve::Cubic(a, b, c, d) => {
                OutlineCurve::Cubic(turn(a), turn(b), turn(c), turn(d))
            }
        };
        for p in corners(curve) {
            low = point(low.x.min(p.x), low.y.min(p.y));
            high = point(high.x.max(p.x), high.y.max(p.y));
        }
    }
    // ab_glyph keeps the upper edge in `min`, because its picture grows downwards.
    outline.bounds.min = point(low.x, high.y);
    outline.bounds.max = point(high.x, low.y);
    Some(outline)
}

fn corners(curve: &OutlineCurve) -> Vec<Point> {
    match curve {
        OutlineCurve::Line(a, b) => vec![*a, *b],
        OutlineCurve::Quad(a, b, c) => vec![*a, *b, *c],
        OutlineCurve::Cubic(a, b, c, d) => vec![*a, *b, *c, *d],
    }
}

/// Pixels per font unit at a size.
pub(crate) fn pixels_per_unit(size: f32) -> f32 {
    size / UNITS_PER_EM
}

/// How wide the text is once it is made [`readable`], in pixels.
pub fn width(text: &str, size: i32, weight: Weight) -> f32 {
    width_em(&readable(text), weight) * size as f32
}

/// [`width`] in whole pixels, rounded up: what a layout sets aside.
pub fn pixels(text: &str, size: i32, weight: Weight) -> i32 {
    width(text, size, weight).ceil() as i32
}

/// The readable text, cut to `room` pixels with an ellipsis when it is wider.
///
/// Empty when not even the ellipsis fits.
pub fn elide(text: &str, size: i32, weight: Weight, room: i32) -> String {
    let text = readable(text);
    if width_em(&text, weight) * size as f32 <= room as f32 {
        return text.into_owned();
    }
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let cut = |chars: usize| {
        let kept = ends.get(chars).map_or(&*text, |&end| &text[..end]);
        let kept = kept.trim_end_matches([' ', ',', '-', '·', '/', '&']);
        format!("{kept}{ELLIPSIS}")
    };
    // Longer cuts are wider (kerning never outweighs a letter), so the longest that fits is found by halving.
    let (mut fits, mut too_long) = (0, ends.len());
    while fits + 1 < too_long {
        let half = usize::midpoint(fits, too_long);
        if width_em(&cut(half), weight) * size as f32 <= room as f32 {
            fits = half;
        } else {
            too_long = half;
        }
    }
    let shortest = width_em(&cut(fits), weight) * size as f32;
    if shortest <= room as f32 {
        cut(fits)
    } else {
        String::new()
    }
}

/// The readable text in at most `most` lines of `room` pixels; the last is elided when more remains.
///
/// Breaks at blanks and after `-`, `/`, `_` and `·`, and inside a word only when the word alone is too wide.
pub fn wrap(text: &str, size: i32, weight: Weight, room: i32, most: usize) -> Vec<String> {
    let text = readable(text);
    let fits = |s: &str| width_em(s, weight) * size as f32 <= room as f32;
    let mut lines = Vec::new();
    let mut rest: &str = &text;
    while !rest.is_empty() {
        if lines.len() + 1 >= most || fits(rest) {
            lines.push(elide(rest, size, weight, room));
            break;
        }
        let mut end = 0;
        let mut last_break = None;
        for (at, c) in rest.char_indices() {
            let next = at + c.len_utf8();
            if end > 0 && c != ' ' && !fits(&rest[..next]) {
                break;
            }
            end = next;
            if matches!(c, ' ' | '-' | '/' | '_' | '·') {
                last_break = Some(next);
            }
        }
        let (line, after) = rest.split_at(last_break.unwrap_or(end));
        lines.push(line.trim_end().to_owned());
        rest = after.trim_start();
    }
    lines
}

/// The embedded WOFF2 file of a weight, the same glyphs as the one that is measured.
pub(crate) fn woff2(weight: Weight) -> &'static [u8] {
    match weight {
        Weight::Regular => include_bytes!("../../assets/inter-regular.woff2"),
        Weight::SemiBold => include_bytes!("../../assets/inter-semibold.woff2"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn both_fonts_parse_and_share_the_metrics_stated_here() {
        for weight in [Weight::Regular, Weight::SemiBold] {
            let font = font(weight).unwrap();
            assert_eq!(font.units_per_em(), Some(UNITS_PER_EM));
            let capital = font.outline(font.glyph_id('H')).unwrap().bounds;
            assert!((capital.min.y / UNITS_PER_EM - CAP_HEIGHT).abs() < 0.001);
        }
    }

    #[test]
    fn every_promised_script_and_sign_is_supported() {
        for c in "Az09 äßøŁžşğ ΑΩαωή ЯжїҐѐ Ệặữ₫ ≤≥×−·…•✓→←↑↓%‰ “”‘’–— €№™ ±≈≠∞".chars()
        {
            assert!(is_supported(c), "{c} U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn figures_are_tabular_and_letters_are_kerned() {
        let figure = width("1", 100, Weight::Regular);
        for digit in ["0", "4", "7", "8"] {
            let other = width(digit, 100, Weight::Regular);
            assert!((other - figure).abs() < f32::EPSILON, "{digit}");
        }
        let apart = width("A", 100, Weight::Regular) + width("V", 100, Weight::Regular);
        assert!(width("AV", 100, Weight::Regular) < apart - 4.0);
    }

    #[test]
    fn unreadable_characters_are_named_not_boxed() {
        let shown = [
            ("Web", "Web"),
            ("产品", "U+4EA7·54C1"),
            ("Team产品 A", "Team U+4EA7·54C1 A"),
            ("产x", "U+4EA7 x"),
            ("Ａ１ ﬁ ①", "A1 fi 1"),
            ("A\u{30a}ngstro\u{308}m", "Ångström"),
            ("q\u{323}x", "qx"),
            ("a\u{202e}b\u{0}c\u{200d}", "abc"),
            (" a \t\n b\u{a0}", "a b"),
            ("\u{1f468}\u{200d}\u{1f4bb}", "U+1F468·1F4BB"),
            ("\u{202e}", ""),
            ("", ""),
        ];
        for (given, expected) in shown {
            assert_eq!(readable(given), expected, "{given:?}");
        }
        assert!(matches!(readable("Đội Sản phẩm"), Cow::Borrowed(_)));
    }

    #[test]
    fn wraps_at_blanks_first_and_elides_the_last_line() {
        let lines = wrap("Payments and Checkout", 13, Weight::Regular, 90, 3);
        assert_eq!(lines, ["Payments and", "Checkout"]);
        let lines = wrap("Payments and Checkout", 13, Weight::Regular, 64, 2);
        assert_eq!(lines, ["Payments", "and Che…"]);
        let word = wrap("Donaudampfschiff", 13, Weight::Regular, 50, 9);
        assert!(word.len() > 1 && word.concat() == "Donaudampfschiff");
        assert!(wrap("", 13, Weight::Regular, 50, 9).is_empty());
        assert_eq!(elide("anything", 13, Weight::Regular, 3), "");
    }

    proptest! {
        #[test]
        fn readable_is_idempotent_drawable_and_one_line(text in any::<String>()) {
            let once = readable(&text).into_owned();
            prop_assert_eq!(readable(&once), once.as_str());
            prop_assert!(once.chars().all(is_supported));
            prop_assert!(!once.contains("  ") && once.trim() == once);
        }

        #[test]
        fn what_is_cut_fits_and_what_fits_is_kept(text in "[a-zA-Zé中 /-]{0,40}", room in 0i32..200) {
            let cut = elide(&text, 13, Weight::Regular, room);
            prop_assert!(width(&cut, 13, Weight::Regular) <= room as f32);
            if width(&text, 13, Weight::Regular) <= room as f32 {
                prop_assert_eq!(&cut, &readable(&text));
            }
        }

        #[test]
        fn wrapped_lines_fit_and_lose_nothing(text in "[a-zA-Z /-]{0,60}", room in 20i32..200) {
            let lines = wrap(&text, 13, Weight::Regular, room, usize::MAX);
            for line in &lines {
                prop_assert!(width(line, 13, Weight::Regular) <= room as f32, "{}", line);
            }
            let letters = |s: &str| s.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
        }
    }
}
