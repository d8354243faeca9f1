//! `model-board`: a tile per coordination model: declared or not, holding or broken.
//!
//! Judges nothing itself: what is broken is what the rules of the models found. Knows no single model.

use super::files::{sentence, source};
use super::flags;
use super::{ChartEntry, View};
use crate::advise::{self, Answer};
use crate::chart::plot::Frame;
use crate::chart::scale::Band;
use crate::chart::scene::{Area, Canvas, Scene};
use crate::chart::text;
use crate::chart::theme::{self, Ink, Style, Tone};
use crate::facts::Facts;
use crate::lint::words::{count, list};
use crate::lint::{Finding, Level, Needs};
use crate::model::Table;
use crate::models::{self, Category, Model};
use std::collections::BTreeMap;

/// The status board.
pub(super) const ENTRY: ChartEntry = ChartEntry {
    name: "model-board",
    summary: "which coordination models are declared, and whether they hold",
    needs: &[Needs::Any(&[
        Needs::Table(Table::Coordination),
        Needs::Table(Table::Goals),
        Needs::Liaisons,
    ])],
    draw,
};

/// Tiles side by side.
const ACROSS: usize = 7;
/// Height of a tile with the gap below it: in a line in which something is broken, and else.
const TOLD: i32 = 14 * theme::STEP;
const QUIET: i32 = 8 * theme::STEP;
/// Room for the names of the families, left of the tiles.
const FAMILY: i32 = 13 * theme::STEP;
/// Between families.
const BETWEEN: i32 = 2 * theme::STEP;

/// How a model stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// Nothing declares it.
    Undeclared,
    /// Nothing declares it, and the advisor recommends it somewhere.
    Advised,
    /// Everything that the files say holds.
    Holds,
    /// Something is broken, at this level.
    Broken(Level),
}

/// A model with what is said of it.
struct Tile<'a> {
    model: &'static Model,
    rows: usize,
    /// Pairs and groups for which it is recommended.
    advised: usize,
    broken: Vec<&'a Finding>,
}

impl Tile<'_> {
    fn standing(&self) -> Standing {
        let worst = self.broken.iter().map(|finding| finding.level).max();
        match (self.rows, worst) {
            (0, _) if self.advised > 0 => Standing::Advised,
            (0, _) => Standing::Undeclared,
            (_, Some(level)) => Standing::Broken(level),
            (_, None) => Standing::Holds,
        }
    }

    /// The state in a few words, with its mark.
    fn state(&self) -> String {
        let rows = count(self.rows, "row", "rows");
        match self.standing() {
            Standing::Undeclared => "not declared".to_owned(),
            Standing::Advised => format!("→ advised, {}", count(self.advised, "time", "times")),
            Standing::Holds if self.rows == 1 => "✓ holds".to_owned(),
            Standing::Holds => format!("✓ {rows} hold"),
            Standing::Broken(level) => {
                let found = count(self.broken.len(), "finding", "findings");
                flags::marked(Some(level), &format!("{found} on {rows}"))
            }
        }
    }

    fn look(&self) -> (Option<Tone>, Ink) {
        match self.standing() {
            Standing::Undeclared => (None, Ink::Faint),
            Standing::Holds => (Some(Tone::GoodSoft), Ink::Good),
            Standing::Broken(Level::Error) => (Some(Tone::BadSoft), Ink::Bad),
            Standing::Broken(Level::Warning) => (Some(Tone::WarnSoft), Ink::Warn),
            Standing::Advised | Standing::Broken(_) => (Some(Tone::Panel), Ink::Soft),
        }
    }
}

fn draw(view: &View<'_>) -> Option<Scene> {
    let declared = |entry: &models::Entry| entry.model.times_declared(view.facts) > 0;
    if !models::ALL.iter().any(declared) {
        return None;
    }
    let tiles = tiles(view);
    let families: Vec<(&str, Vec<&Tile<'_>>)> = Category::ALL
        .iter()
        .map(|family| {
            let of = tiles.iter().filter(|tile| tile.model.category == *family);
            (family.heading(), of.collect())
        })
        .collect();
    let heights = |tiles: &[&Tile<'_>]| tiles.chunks(ACROSS).map(height).sum::<i32>() + BETWEEN;
    let all: i32 = families.iter().map(|(_, tiles)| heights(tiles)).sum();
    let (mut canvas, body) = Frame {
        title: &title(&tiles),
        subtitle: &subtitle(view.facts),
        source: &source(
            view.facts.org(),
            &[Table::Coordination, Table::Liaisons, Table::Goals],
        ),
        description: &description(&tiles),
        width: super::WIDTH,
    }
    .open(all - BETWEEN);
    let mut y = body.y;
    let columns = Band::new(body.x + FAMILY, body.width - FAMILY, ACROSS);
    for (heading, tiles) in &families {
        family(&mut canvas, Area::new(body.x, y, FAMILY, QUIET), heading);
        for line in tiles.chunks(ACROSS) {
            let high = height(line);
            for (at, each) in line.iter().enumerate() {
                let (x, width) = columns.at(at);
                let area = Area::new(x, y, width - theme::STEP, high - theme::STEP);
                tile(&mut canvas, area, each);
            }
            y += high;
        }
        y += BETWEEN;
    }
    Some(canvas.finish())
}

/// Height of a line of tiles.
fn height(tiles: &[&Tile<'_>]) -> i32 {
    let broken = |tile: &&Tile<'_>| matches!(tile.standing(), Standing::Broken(_));
    if tiles.iter().any(broken) {
        TOLD
    } else {
        QUIET
    }
}

/// Every model with its rows in force and the findings about them.
fn tiles<'a>(view: &View<'a>) -> Vec<Tile<'a>> {
    let mut by_rule: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in view.findings {
        by_rule.entry(finding.rule.name).or_default().push(finding);
    }
    let answers = advise::advise(view.facts, advise::Options::default()).answers();
    let advised = |model: &Model| answers.get(&Answer::Model(model.kind?)).copied();
    models::ALL
        .iter()
        .map(|entry| {
            let model = entry.model;
            let own = format!("model-{}", model.name);
            let rules = std::iter::once(own.as_str()).chain(model.also.iter().copied());
            let found = rules.filter_map(|rule| by_rule.get(rule)).flatten();
            let mut broken: Vec<&Finding> = found.copied().collect();
            broken.sort_by_key(|finding| std::cmp::Reverse(finding.level));
            Tile {
                model,
                rows: model.times_declared(view.facts),
                advised: advised(model).unwrap_or_default(),
                broken,
            }
        })
        .collect()
}

fn family(canvas: &mut Canvas, area: Area, heading: &str) {
    let room = area.width - theme::GAP * 2;
    let style = theme::STRONG;
    for (line, words) in (0..).zip(text::wrap(heading, style.size, style.weight, room, 3)) {
        let y = area.y + theme::STEP * 2 + style.leading() * line;
        canvas.text(area.x, y, words).style(style).ink(Ink::Soft);
    }
}

fn tile(canvas: &mut Canvas, area: Area, tile: &Tile<'_>) {
    let (ground, ink) = tile.look();
    let pen = canvas.rect(area).radius(theme::STEP / 2);
    let pen = match ground {
        Some(tone) => pen.fill(tone),
        None => pen.stroke(Tone::Grid, 1),
    };
    pen.title(tile.model.meaning)
        .subject(format!("rule:model-{}", tile.model.name));
    let (x, room) = (area.x + theme::STEP * 3 / 2, area.width - theme::STEP * 3);
    let quiet = ground.is_none();
    let name = sentence(tile.model.title);
    let (style, name_ink) = if quiet {
        (theme::BODY, Ink::Faint)
    } else {
        (theme::STRONG, Ink::Strong)
    };
    let mut y = area.y + theme::STEP / 2;
    y = lines(canvas, (x, y, room), (&name, style, name_ink), 1);
    y = lines(canvas, (x, y, room), (&tile.state(), theme::LABEL, ink), 1);
    if let (Some(worst), false) = (tile.broken.first(), quiet) {
        let told = (worst.message.as_str(), theme::NOTE, Ink::Strong);
        lines(canvas, (x, y + theme::STEP / 4, room), told, 3);
    }
}

/// Sets some lines below `y` and returns where they end.
fn lines(
    canvas: &mut Canvas,
    (x, y, room): (i32, i32, i32),
    (words, style, ink): (&str, Style, Ink),
    most: usize,
) -> i32 {
    let mut bottom = y;
    for line in text::wrap(words, style.size, style.weight, room, most) {
        let middle = bottom + style.leading() / 2 + 1;
        canvas.text(x, middle, line).style(style).ink(ink).middle();
        bottom += style.leading();
    }
    bottom + theme::STEP / 4
}

fn title(tiles: &[Tile<'_>]) -> String {
    let declared = tiles.iter().filter(|tile| tile.rows > 0).count();
    let broken: Vec<&str> = tiles
        .iter()
        .filter(|tile| matches!(tile.standing(), Standing::Broken(_)))
        .map(|tile| tile.model.title)
        .collect();
    match (declared, broken.len()) {
        (1, 0) => "The one coordination model that is declared holds".to_owned(),
        (1, _) => format!(
            "The one coordination model that is declared, {}, is not kept",
            broken[0]
        ),
        (2, 0) => "Both declared coordination models hold".to_owned(),
        (all, 0) => format!("All {all} declared coordination models hold"),
        (all, 1) => format!(
            "1 of {all} declared coordination models is not kept: {}",
            broken[0]
        ),
        (all, some) => format!("{some} of {all} declared coordination models are not kept"),
    }
}

fn subtitle(facts: &Facts<'_>) -> String {
    let mut unknown: BTreeMap<&str, usize> = BTreeMap::new();
    for id in facts.coordination().rows() {
        let row = facts.org().coordination_row(*id);
        if row.kind().is_none() {
            *unknown.entry(row.model()).or_default() += 1;
        }
    }
    let mut said = format!(
        "All {} coordination models; rows in force, the worst of what was found about them, and what is advised where nothing is declared",
        models::ALL.len()
    );
    if !unknown.is_empty() {
        let rows = unknown.values().sum();
        let names = list(unknown.keys(), 3);
        let rows = count(rows, "row", "rows");
        said = format!("{said} · left out: {rows} of models of one’s own ({names})");
    }
    said
}

fn description(tiles: &[Tile<'_>]) -> String {
    let told: Vec<String> = tiles
        .iter()
        .filter(|tile| tile.rows > 0)
        .map(|tile| format!("{}: {}", tile.model.title, tile.state()))
        .collect();
    format!("{}.", told.join("; "))
}
