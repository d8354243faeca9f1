//! The style sheet: the fonts, the palette of the charts for light and dark, and the rules of
//! `page.css`.

use crate::chart::export::font_css;
use crate::chart::theme::{Ink, Rgb, Theme, Tone};
use std::fmt::Write;

/// The whole style sheet.
pub(super) fn sheet() -> String {
    format!(
        "{}\n:root{{color-scheme:light;{}}}\n@media screen and (prefers-color-scheme:dark){{:root{{color-scheme:dark;{}}}}}\n{}",
        font_css(),
        palette(Theme::Light),
        palette(Theme::Dark),
        include_str!("page.css")
    )
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
    for (name, Rgb(r, g, b)) in tones.into_iter().chain(inks) {
        let _ = write!(out, "--{name}:#{r:02x}{g:02x}{b:02x};"); // writing to a String cannot fail
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

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
        // White stands behind charts, which are drawn for paper.
        let written = css.matches(":#").count();
        assert_eq!(written, css.matches(":#fff;").count());
    }
}
