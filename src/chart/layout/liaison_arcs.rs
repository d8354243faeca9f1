//! `liaison-arcs`: liaisons as arcs from home to target beside the tree of units, those into another part of the
//! organization strong.
//!
//! The tree stands upright as an outline, so that every unit has a line of its own. Knows assignments, the tree and
//! pixels.

use super::arc_ties::{Tie, Ties};
use super::arc_words::{describe, subtitle, title};
use super::files::source;
use super::flags;
use super::fold::Shown;
use super::names;
use super::shorten::shorten;
use super::{ChartEntry, View};
use crate::chart::plot::Frame;
use crate::chart::scene::{Area, Canvas, Scene};
use crate::chart::text;
use crate::chart::theme::{self, Ink, Tone};
use crate::graph::forest::Forest;
use crate::lint::Needs;
use crate::lint::words::{count, thousands};
use crate::model::{Table, TeamId};
use std::collections::BTreeMap;

/// Entry of the registry.
pub(super) const ENTRY: ChartEntry = ChartEntry {
    name: "liaison-arcs",
    summary: "liaisons as arcs over the unit tree, those that cross into another part marked",
    needs: &[Needs::Liaisons, Needs::TeamTree],
    draw,
};

/// Rows at most.
const ROWS: usize = 60;
/// Height of a row and of the headings above.
const ROW: i32 = 22;
const HEAD: i32 = 5 * theme::STEP;
/// Indentation of a level.
const INDENT: i32 = 2 * theme::STEP + 2;
/// Width of the outline and of each column of numbers.
const OUTLINE: i32 = 56 * theme::STEP;
const NUMBER: i32 = 8 * theme::STEP;
/// Colours of homes; grey for further ones.
const HOMES: [Tone; 5] = [
    Tone::Category(0),
    Tone::Category(1),
    Tone::Category(2),
    Tone::Category(3),
    Tone::Category(6),
];
/// Widest arc line.
const THICK: i32 = 5;

fn draw(view: &View<'_>) -> Option<Scene> {
    let facts = view.facts;
    let forest = facts.tree().units();
    let ties = Ties::new(view);
    if ties.all.is_empty() {
        return None;
    }
    let (shown, levels, left_out) = ties.outline(forest, ROWS);
    let rows = rows_of(&shown, forest);
    let arcs = ties.arcs(&rows);
    let (mut canvas, body) = Frame {
        title: &title(view, &ties),
        subtitle: &subtitle(view, &shown, &ties, (levels, left_out)),
        source: &source(facts.org(), &[Table::Liaisons, Table::Teams]),
        description: &describe(view, &ties),
        width: super::WIDTH,
    }
    .open(HEAD + ROW * shown.len() as i32);
    let painter = Painter::new(view, &shown, &arcs, body);
    painter.bands(&mut canvas);
    painter.headings(&mut canvas);
    painter.outline(&mut canvas);
    painter.arcs(&mut canvas);
    Some(canvas.finish())
}

/// The row of every unit: its own, or that of the nearest unit above that is shown.
fn rows_of(shown: &[Shown], forest: &Forest) -> Vec<Option<usize>> {
    let mut rows: Vec<Option<usize>> = vec![None; forest.len()];
    for (row, unit) in shown.iter().enumerate() {
        rows[unit.node as usize] = Some(row);
    }
    for node in forest.preorder() {
        let at = *node as usize;
        if rows[at].is_none() {
            rows[at] = forest.parent(*node).and_then(|above| rows[above as usize]);
        }
    }
    rows
}

struct Painter<'a> {
    view: &'a View<'a>,
    shown: &'a [Shown],
    arcs: &'a [Tie],
    body: Area,
    /// Width of the outline.
    outline: i32,
    /// Of the homes with most arcs, where nothing else is to be told by colour.
    tones: BTreeMap<TeamId, Tone>,
}

impl<'a> Painter<'a> {
    fn new(view: &'a View<'a>, shown: &'a [Shown], arcs: &'a [Tie], body: Area) -> Self {
        let (org, forest) = (view.facts.org(), view.facts.tree().units());
        let wide = shown.iter().map(|unit| {
            let name = names::unit(org.team(TeamId(unit.node)));
            let indent = INDENT * forest.depth(unit.node) as i32;
            indent + text::pixels(&name, theme::STRONG.size, theme::STRONG.weight) + theme::STEP * 6
        });
        let mut homes: BTreeMap<TeamId, usize> = BTreeMap::new();
        for arc in arcs {
            *homes.entry(arc.home).or_default() += arc.number;
        }
        let mut ranked: Vec<(TeamId, usize)> = homes.into_iter().collect();
        ranked.sort_by_key(|(home, number)| (std::cmp::Reverse(*number), *home));
        let alike = arcs.iter().all(|arc| arc.crosses);
        let tones = ranked.into_iter().map(|(home, _)| home).zip(HOMES);
        Self {
            view,
            shown,
            arcs,
            body,
            outline: wide.max().unwrap_or(0).clamp(NUMBER, OUTLINE),
            tones: if alike {
                tones.collect()
            } else {
                BTreeMap::new()
            },
        }
    }

    /// Under a line: into another part strong, within it quiet and broken, or as bad as it is found to be.
    fn tone(&self, arc: &Tie) -> Tone {
        match (self.tones.get(&arc.home), arc.crosses, arc.level) {
            (Some(tone), _, _) => *tone,
            (None, _, Some(level)) => flags::look(Some(level)).0,
            (None, true, None) if self.tones.is_empty() => Tone::Accent,
            (None, _, None) => Tone::Neutral,
        }
    }

    fn middle(&self, row: usize) -> i32 {
        self.body.y + HEAD + ROW * row as i32 + ROW / 2
    }

    /// Where arcs begin and end.
    fn foot(&self) -> i32 {
        self.body.x + self.outline + NUMBER * 2 + theme::STEP * 2
    }

    fn boundary(&self, row: usize) -> u32 {
        let unit = TeamId(self.shown[row].node);
        self.view.facts.tree().boundary(unit).0
    }

    /// Every second part of the organization on a quiet ground.
    fn bands(&self, canvas: &mut Canvas) {
        let rows: Vec<usize> = (0..self.shown.len()).collect();
        let parts = rows.chunk_by(|a, b| self.boundary(*a) == self.boundary(*b));
        for part in parts.skip(1).step_by(2) {
            let top = self.middle(part[0]) - ROW / 2;
            let height = ROW * part.len() as i32;
            canvas
                .rect(Area::new(
                    self.body.x - theme::STEP,
                    top,
                    self.body.width + theme::STEP * 2,
                    height,
                ))
                .fill(Tone::Panel);
        }
    }

    fn headings(&self, canvas: &mut Canvas) {
        let y = self.body.y + HEAD - theme::STEP * 2;
        for (column, words) in ["sends", "receives"].into_iter().enumerate() {
            canvas
                .text(self.number_x(column), y, words)
                .style(theme::NOTE)
                .ink(Ink::Faint)
                .ending()
                .middle();
        }
        let x = self.foot() + theme::STEP * 4;
        if !self.tones.is_empty() {
            return;
        }
        let kinds = [
            (true, false, "into another part"),
            (false, false, "within one part"),
            (false, true, "so near that one head meets both"),
        ];
        let mut left = x;
        for (crosses, near, words) in kinds {
            let alike = |arc: &&Tie| arc.crosses == crosses && arc.level.is_some() == near;
            let Some(arc) = self.arcs.iter().find(alike) else {
                continue;
            };
            let line = canvas.line(&[(left, y), (left + theme::STEP * 4, y)]);
            look(line, crosses, self.tone(arc), 2);
            left += theme::STEP * 5;
            canvas
                .text(left, y, words)
                .style(theme::LABEL)
                .ink(Ink::Soft)
                .middle();
            left += text::pixels(words, theme::LABEL.size, theme::LABEL.weight) + theme::STEP * 3;
        }
    }

    fn number_x(&self, column: usize) -> i32 {
        self.body.x + self.outline + NUMBER * (column as i32 + 1)
    }

    fn outline(&self, canvas: &mut Canvas) {
        let forest = self.view.facts.tree().units();
        let mut lasts: BTreeMap<usize, usize> = BTreeMap::new();
        for (row, shown) in self.shown.iter().enumerate() {
            if let Some(parent) = shown.parent {
                lasts.insert(parent, row);
                let (x, y) = (
                    self.left(forest.depth(shown.node)) - INDENT / 2 - 2,
                    self.middle(row),
                );
                canvas
                    .line(&[(x, y), (x + INDENT / 2, y)])
                    .stroke(Tone::Axis, 1);
            }
        }
        for (parent, last) in lasts {
            let depth = forest.depth(self.shown[parent].node) + 1;
            let x = self.left(depth) - INDENT / 2 - 2;
            let top = self.middle(parent) + theme::STEP;
            canvas
                .line(&[(x, top), (x, self.middle(last) + 1)])
                .stroke(Tone::Axis, 1);
        }
        for row in 0..self.shown.len() {
            self.unit(canvas, row);
        }
    }

    fn left(&self, depth: u32) -> i32 {
        self.body.x + INDENT * depth as i32
    }

    fn unit(&self, canvas: &mut Canvas, row: usize) {
        let shown = &self.shown[row];
        let team = self.view.facts.org().team(TeamId(shown.node));
        let depth = self.view.facts.tree().units().depth(shown.node);
        let (x, y) = (self.left(depth), self.middle(row));
        let sum = |pick: fn(&Tie) -> usize| -> usize {
            let ties = self.arcs.iter().filter(|tie| pick(tie) == row);
            ties.map(|tie| tie.number).sum()
        };
        let (sent, received) = (sum(|tie| tie.rows.0), sum(|tie| tie.rows.1));
        let involved = sent + received > 0;
        let hidden = match shown.hidden {
            0 => String::new(),
            some => format!("+{}", thousands(some)),
        };
        let room = self.body.x + self.outline - x;
        let taken = text::pixels(&hidden, theme::NOTE.size, theme::NOTE.weight) + theme::GAP;
        let style = if sent > 0 { theme::STRONG } else { theme::BODY };
        let name = shorten(&names::unit(team), style, room - taken);
        let wide = text::pixels(&name, style.size, style.weight);
        canvas
            .text(x, y, name)
            .style(style)
            .ink(if involved { Ink::Strong } else { Ink::Faint })
            .middle()
            .title(team.label())
            .subject(team.subject().as_str());
        if !hidden.is_empty() {
            canvas
                .text(x + wide + theme::GAP, y, hidden)
                .style(theme::NOTE)
                .ink(Ink::Faint)
                .middle();
        }
        if !involved {
            return;
        }
        for (column, number) in [sent, received].into_iter().enumerate() {
            if number > 0 {
                canvas
                    .text(self.number_x(column), y, thousands(number))
                    .style(if column == 0 {
                        theme::LABEL_STRONG
                    } else {
                        theme::LABEL
                    })
                    .ending()
                    .middle();
            }
        }
        let own = self.tones.get(&team.id).copied();
        let tone = if sent > 0 {
            own.unwrap_or(Tone::Rule)
        } else {
            Tone::Neutral
        };
        canvas
            .circle((self.foot(), y), if sent > 0 { 5 } else { 3 })
            .fill(tone);
    }

    fn arcs(&self, canvas: &mut Canvas) {
        let rows = |tie: &Tie| tie.rows.0.abs_diff(tie.rows.1) as i32;
        let longest = self.arcs.iter().map(rows).max().unwrap_or(1).max(1);
        let most = self
            .arcs
            .iter()
            .map(|tie| tie.number)
            .max()
            .unwrap_or(1)
            .max(1);
        let room = self.body.right() - self.foot();
        let bulge = |tie: &Tie| {
            let share = f64::from(rows(tie)) / f64::from(longest);
            ((f64::from(room) * share.sqrt()) as i32).max(theme::STEP * 4)
        };
        let org = self.view.facts.org();
        // The strong ones lie over the quiet ones.
        for crosses in [false, true] {
            for tie in self.arcs.iter().filter(|tie| tie.crosses == crosses) {
                let (from, to) = (self.middle(tie.rows.0), self.middle(tie.rows.1));
                let (x, far) = (self.foot(), self.foot() + bulge(tie));
                let width = if most <= 3 {
                    tie.number
                } else {
                    1 + (tie.number - 1) * 4 / (most - 1).max(1)
                };
                let told = format!(
                    "{} to {}: {}",
                    org.team(tie.home).label(),
                    org.team(tie.target).label(),
                    count(tie.number, "assignment", "assignments")
                );
                let curve = canvas.curve([(x + 6, from), (far, from), (far, to), (x + 7, to)]);
                look(
                    curve.arrow(),
                    crosses,
                    self.tone(tie),
                    (width as i32).min(THICK),
                );
                curve.title(told).subject(&*tie.subject);
            }
        }
    }
}

/// Whole into another part, broken within it.
fn look(mark: &mut crate::chart::scene::Mark, crosses: bool, tone: Tone, width: i32) {
    mark.stroke(tone, width);
    if !crosses {
        mark.dashed();
    }
}
