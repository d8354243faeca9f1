//! The count-up of `mapping-distance`: the hierarchy is one, each arrangement beside it one more.
//! Knows mappings as rows and the findings about their number.

use super::View;
use super::flags;
use super::limits::limit;
use super::mapping_distance::Row;
use super::shorten::shorten;
use crate::chart::scale::Band;
use crate::chart::scene::{Area, Canvas};
use crate::chart::theme::{self, Ink, Tone};
use crate::facts::arrangements;
use crate::lint::words::{count, thousands};
use crate::lint::{Finding, Level};

/// Height of the tiles with the gap below them.
pub(super) const HEIGHT: i32 = 15 * theme::STEP;
/// Tiles at most.
const TILES: usize = 6;
/// Share of teams and distance, the defaults of `too-many-mappings`.
const COVERAGE: f64 = 0.3;
const ALIKE: f64 = 0.1;
/// The rule that counts.
const RULE: &str = "too-many-mappings";

/// One tile after the other.
pub(super) struct Tiles {
    /// What each arrangement is called, and what it stands for beside that.
    ways: Vec<(String, String)>,
    level: Option<Level>,
    /// As many are still fine.
    fine: usize,
    /// Mappings that follow the hierarchy, and all.
    following: usize,
    all: usize,
}

impl Tiles {
    /// Counts; where a finding counted with other options its number holds.
    pub(super) fn of(view: &View<'_>, rows: &[Row<'_>]) -> Self {
        let all = view.facts.mappings().all();
        let finding: Option<&Finding> = view.findings.iter().find(|f| f.rule.name == RULE);
        let mut ways = vec![("The hierarchy".to_owned(), "units and teams".to_owned())];
        for each in arrangements(view.facts, COVERAGE, ALIKE) {
            let Some((first, alike)) = each.members.split_first() else {
                continue;
            };
            let moves = count(
                each.moves,
                "move from the hierarchy",
                "moves from the hierarchy",
            );
            let told = match alike {
                [] => moves,
                [other] => format!("much like {}; {moves}", all[*other].name),
                others => format!("like {} others; {moves}", others.len()),
            };
            ways.push((super::files::sentence(&all[*first].name), told));
        }
        if let Some(measure) = finding.and_then(|finding| finding.measure) {
            ways.truncate((measure.value as usize).max(1));
        }
        Self {
            ways,
            level: finding.map(|finding| finding.level),
            fine: limit(view.findings, RULE, 2.0) as usize,
            following: rows.iter().filter(|row| !row.divergence.diverges()).count(),
            all: rows.len(),
        }
    }

    /// What the picture says.
    pub(super) fn title(&self) -> String {
        let ways = self.ways.len();
        if ways == 1 && self.following == self.all {
            return match self.all {
                1 => "The only mapping follows the hierarchy: one arrangement to keep in mind"
                    .to_owned(),
                all => format!(
                    "All {} mappings follow the hierarchy: one arrangement to keep in mind",
                    thousands(all)
                ),
            };
        }
        let follow = format!(
            "{} of {} {} the hierarchy",
            thousands(self.following),
            count(self.all, "mapping", "mappings"),
            if self.following == 1 {
                "follows"
            } else {
                "follow"
            }
        );
        if ways == 1 {
            return format!("{follow}; the others label too few teams to be an arrangement");
        }
        format!("The same teams are arranged in {ways} ways at once; {follow}")
    }

    /// Draws them into the upper part of `area`.
    pub(super) fn draw(&self, canvas: &mut Canvas, area: Area) {
        let band = Band::new(area.x, area.width + theme::STEP, TILES);
        let shown = if self.ways.len() > TILES {
            TILES - 1
        } else {
            self.ways.len()
        };
        for (at, (name, told)) in self.ways[..shown].iter().enumerate() {
            self.tile(
                canvas,
                (&band, area.y),
                at,
                &format!("{}", at + 1),
                (name, told),
            );
        }
        let hidden = self.ways.len() - shown;
        if hidden > 0 {
            let number = format!("{}", self.ways.len());
            let words = format!("and {} more", thousands(hidden));
            self.tile(
                canvas,
                (&band, area.y),
                shown,
                &number,
                (&words, "down to the last"),
            );
        }
    }

    fn tile(
        &self,
        canvas: &mut Canvas,
        (band, y): (&Band, i32),
        at: usize,
        number: &str,
        (name, told): (&str, &str),
    ) {
        let (x, width) = band.at(at);
        let area = Area::new(x, y, width - theme::STEP, HEIGHT - theme::STEP * 3);
        let over = at >= self.fine && self.level.is_some();
        let (ground, ink, mark) = match self.level {
            Some(Level::Error) if over => (Tone::BadSoft, Ink::Bad, "✗ "),
            Some(_) if over => (Tone::WarnSoft, Ink::Warn, flags::look(self.level).2),
            _ => (Tone::Panel, Ink::Soft, ""),
        };
        canvas
            .rect(area)
            .fill(ground)
            .radius(theme::STEP / 2)
            .title(name);
        let (x, room) = (area.x + theme::STEP * 3 / 2, area.width - theme::STEP * 3);
        let number = format!("{} {number}", mark.trim());
        canvas
            .text(x, area.y + theme::STEP * 6, number.trim_start())
            .style(theme::FIGURE)
            .ink(ink);
        for (line, words, style) in [(8, name, theme::STRONG), (10, told, theme::NOTE)] {
            canvas
                .text(
                    x,
                    area.y + theme::STEP * line + 4,
                    shorten(words, style, room),
                )
                .style(style)
                .ink(Ink::Strong);
        }
    }
}
