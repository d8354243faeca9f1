//! The style sheet: the fonts, the palette of the charts for light and dark, and the rules of
//! `page.css`.

use crate::chart::export::font_css;
use crate::chart::page_svg;
use crate::chart::theme::{Ink, Theme, Tone};
use std::fmt::Write;

/// The whole style sheet, in one theme or, without one, in that of the reader's machine. Paper is light.
pub(super) fn sheet(theme: Option<Theme>) -> String {
    let root = |theme: Theme| {
        format!(
            ":root{{color-scheme:{};{}{}}}",
            name(theme),
            palette(theme),
            page_svg::css(theme)
        )
    };
    let screen = match theme {
        None => format!(
            "@media screen and (prefers-color-scheme:dark){{{}}}",
            root(Theme::Dark)
        ),
        Some(Theme::Dark) => format!("@media screen{{{}}}", root(Theme::Dark)),
        Some(Theme::Light) => String::new(),
    };
    format!(
        "{}\n{}\n{screen}\n{}",
        font_css(),
        root(Theme::Light),
        include_str!("page.css")
    )
}

/// What the page tells the browser about its themes.
pub(super) fn scheme(theme: Option<Theme>) -> &'static str {
    theme.map_or("light dark", name)
}

fn name(theme: Theme) -> &'static str {
    match theme {
        Theme::Light => "light",
        Theme::Dark => "dark",
    }
}

fn palette(theme: Theme) -> String {
    let tones = [
        ("paper", Tone::Paper),
        ("panel", Tone::Panel),
        ("grid", Tone::Grid),
        ("axis", Tone::Axis),
        ("accent", Tone::Accent),
        ("good-soft", Tone::GoodSoft),
        ("warn-soft", Tone::WarnSoft),
        ("bad-soft", Tone::BadSoft),
        ("warn", Tone::Warn),
        ("bad", Tone::Bad),
    ];
    let inks = [
        ("ink", Ink::Strong),
        ("ink-soft", Ink::Soft),
        ("ink-faint", Ink::Faint),
        ("ink-accent", Ink::Accent),
        ("ink-good", Ink::Good),
        ("ink-warn", Ink::Warn),
        ("ink-bad", Ink::Bad),
    ];
    let tones = tones.map(|(name, tone)| (name, theme.color(tone)));
    let inks = inks.map(|(name, ink)| (name, theme.ink(ink)));
    let mut out = String::new();
    for (name, color) in tones.into_iter().chain(inks) {
        let _ = write!(out, "--{name}:{};", color.hex()); // writing to a String cannot fail
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theme_that_is_asked_for_stays() {
        let dark = palette(Theme::Dark);
        assert!(sheet(None).contains("(prefers-color-scheme:dark)"));
        assert!(!sheet(Some(Theme::Light)).contains(&dark));
        assert!(
            sheet(Some(Theme::Dark))
                .contains(&format!("@media screen{{:root{{color-scheme:dark;{dark}"))
        );
    }

    #[test]
    fn every_colour_of_the_sheet_is_defined_and_none_is_written_out() {
        let css = include_str!("page.css");
        let known = palette(Theme::Light);
        for part in css.split("var(--").skip(1) {
            let name = part.split(')').next().unwrap();
            assert!(
                known.contains(&format!("--{name}:")),
                "--{name} is not in the palette"
            );
        }
        assert!(!css.contains(":#"));
    }
}
