//! A scene as it stands inside a page: coloured by the page's variables, so that it follows the theme of
//! its reader, without the words that the page sets as text above it, and its marks told as rows of a table.
//!
//! It must not know pages; what a page needs is in [`css`] and [`Inline`].

use super::ChartError;
use super::check::room;
use super::export::{Options, svg};
use super::scene::{Mark, Scene, Shape};
use super::theme::{self, Rgb, Theme};
use std::collections::BTreeSet;
use std::fmt::Write;

/// A picture for a page.
#[derive(Debug, Clone)]
pub struct Inline {
    /// An SVG element whose colours are the variables of [`css`].
    pub svg: String,
    /// What its marks say, in drawing order, each once: what it is about, and what is said of it.
    pub rows: Vec<(String, String)>,
}

/// Longest subject of a row; what is longer is no subject but a sentence with a colon in it.
const SUBJECT: usize = 72;

/// The colours of one theme as declarations of the variables that an [`Inline`] picture uses.
pub fn css(theme: Theme) -> String {
    let mut out = String::new();
    for (number, (light, dark)) in theme::pairs().into_iter().enumerate() {
        let color = if theme == Theme::Dark { dark } else { light };
        let _ = write!(out, "--k{number}:{};", color.hex()); // writing to a String cannot fail
    }
    out
}

/// The scene for a page.
///
/// # Errors
/// When the size is not drawable.
pub fn inline(scene: &Scene) -> Result<Inline, ChartError> {
    let (scene, top) = without_heading(scene);
    let draw = |theme| {
        let options = Options {
            theme,
            ..Options::default()
        };
        svg(&scene, &options)
    };
    let drawn = follow_theme(&draw(Theme::Light)?, &draw(Theme::Dark)?);
    let size = |top: i32| {
        let (width, height) = (scene.width, scene.height - top);
        format!("height=\"{height}\" viewBox=\"0 {top} {width} {height}\"")
    };
    Ok(Inline {
        svg: drawn.replacen(&size(0), &size(top), 1),
        rows: rows(&scene),
    })
}

/// The scene without title and subtitle, and where the rest of it begins. A scene that draws beside its
/// title stays whole.
fn without_heading(scene: &Scene) -> (Scene, i32) {
    let is_heading = |mark: &&Mark| match &mark.shape {
        Shape::Text(t) => t.style == theme::TITLE || t.style == theme::SUBTITLE,
        _ => false,
    };
    let heading: Vec<&Mark> = scene.marks.iter().take_while(is_heading).collect();
    let has_title = heading
        .iter()
        .any(|mark| matches!(&mark.shape, Shape::Text(text) if text.style == theme::TITLE));
    let rest = &scene.marks[heading.len()..];
    let bottom = heading.iter().map(|m| lower(m)).max();
    let begins = rest.iter().map(upper).min().unwrap_or(0);
    if !has_title || bottom.is_none_or(|bottom| bottom > begins) {
        return (scene.clone(), 0);
    }
    let scene = Scene {
        marks: rest.to_vec(),
        ..scene.clone()
    };
    (scene, (begins - 2 * theme::STEP).max(0))
}

fn upper(mark: &Mark) -> i32 {
    let half = mark.stroke.map_or(0, |s| s.width);
    let of = |points: &[(i32, i32)]| points.iter().map(|p| p.1).min().unwrap_or(0) - half;
    match &mark.shape {
        Shape::Rect { area, .. } => area.y,
        Shape::Line { points } | Shape::Polygon { points } => of(points),
        Shape::Curve { points } => of(points),
        Shape::Circle { center, radius } => center.1 - radius - half,
        Shape::Text(text) => room(text).y,
    }
}

/// Where the letters of a heading end.
fn lower(mark: &Mark) -> i32 {
    match &mark.shape {
        Shape::Text(text) => room(text).bottom(),
        _ => 0,
    }
}

/// Two drawings that differ in nothing but colours, as one whose colours are variables. A quote within
/// text is escaped, so what follows `="#` is a colour of ours.
fn follow_theme(light: &str, dark: &str) -> String {
    const BEGINS: &str = "=\"#";
    let pairs = theme::pairs();
    let (mut lights, mut darks) = (light.split(BEGINS), dark.split(BEGINS));
    let mut out = String::with_capacity(light.len() * 9 / 8);
    out.push_str(lights.next().unwrap_or(""));
    darks.next();
    for (a, b) in lights.zip(darks) {
        let (color, rest) = a.split_once('"').unwrap_or((a, ""));
        let pair = b
            .split_once('"')
            .and_then(|(other, _)| Some((parse(color)?, parse(other)?)));
        let known = pair.and_then(|pair| pairs.binary_search(&pair).ok());
        let _ = match known {
            Some(number) => write!(out, "=\"var(--k{number})\"{rest}"),
            None => write!(out, "{BEGINS}{color}\"{rest}"),
        }; // writing to a String cannot fail
    }
    out
}

/// `3f70d0` or `fff`.
fn parse(hex: &str) -> Option<Rgb> {
    let number = u32::from_str_radix(hex, 16).ok()?;
    match hex.len() {
        6 => Some(Rgb((number >> 16) as u8, (number >> 8) as u8, number as u8)),
        3 => {
            let twice = |shift: u32| ((number >> shift & 15) * 17) as u8;
            Some(Rgb(twice(8), twice(4), twice(0)))
        }
        _ => None,
    }
}

/// What the marks say. A title that others begin with is the label of a row or column and says nothing of
/// its own.
fn rows(scene: &Scene) -> Vec<(String, String)> {
    let titles: BTreeSet<&str> = scene.marks.iter().map(|m| &*m.title).collect();
    let is_label = |title: &str| {
        let after =
            titles.range::<str, _>((std::ops::Bound::Excluded(title), std::ops::Bound::Unbounded));
        after.take(1).any(|next| {
            next.strip_prefix(title)
                .is_some_and(|rest| rest.starts_with([' ', ':', ',']))
        })
    };
    let mut seen = BTreeSet::new();
    let mut rows = Vec::new();
    for title in scene.marks.iter().map(|m| &*m.title) {
        if title.is_empty() || is_label(title) || !seen.insert(title) {
            continue;
        }
        let parts = title
            .split_once(": ")
            .filter(|(subject, _)| subject.chars().count() <= SUBJECT && !subject.contains('`'));
        let (subject, said) = parts.unwrap_or((title, ""));
        rows.push((subject.to_owned(), said.to_owned()));
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::plot::Frame;
    use crate::chart::scene::Area;
    use crate::chart::theme::{Ink, Tone};

    fn scene() -> Scene {
        let frame = Frame {
            title: "The finding",
            subtitle: "of what",
            source: "people.csv",
            description: "told",
            width: 400,
        };
        let (mut canvas, body) = frame.open(60);
        canvas
            .rect(Area::new(body.x, body.y, 40, 20))
            .fill(Tone::Accent)
            .title("Web: 8 people");
        canvas
            .rect(Area::new(body.x, body.y + 24, 40, 20))
            .fill(Tone::Bad)
            .title("Web");
        canvas
            .text(body.x + 4, body.y + 14, "8 =\"#fff\"")
            .ink(Ink::On(Tone::Accent));
        canvas.finish()
    }

    #[test]
    fn every_colour_is_a_variable_of_both_sheets() {
        let found = inline(&scene()).unwrap().svg;
        assert!(!found.contains("=\"#"), "{found}");
        assert!(found.contains("8 =&quot;#fff&quot;"));
        for theme in [Theme::Light, Theme::Dark] {
            let css = css(theme);
            for part in found.split("var(").skip(1) {
                let name = part.split(')').next().unwrap();
                assert!(css.contains(&format!("{name}:#")), "{name}");
            }
        }
    }

    #[test]
    fn the_words_of_the_page_are_cut_off_and_nothing_else() {
        let whole = scene();
        let (rest, top) = without_heading(&whole);
        assert_eq!(rest.marks.len(), whole.marks.len() - 2);
        assert!(top > 40);
        let found = inline(&whole).unwrap().svg;
        assert!(found.contains(&format!("viewBox=\"0 {top} 400 {}\"", whole.height - top)));
        assert!(!found.contains(">The finding</text>") && found.contains(">people.csv</text>"));
        let mut beside = whole.clone();
        beside.marks.push(Mark::new(Shape::Circle {
            center: (390, 10),
            radius: 4,
        }));
        assert_eq!(without_heading(&beside).1, 0);
    }

    #[test]
    fn marks_are_rows_and_labels_are_none() {
        let rows = inline(&scene()).unwrap().rows;
        assert_eq!(rows, [("Web".to_owned(), "8 people".to_owned())]);
    }
}
