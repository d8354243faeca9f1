//! `tree-gauges`: Krackhardt's four measures of how much of a tree the reporting lines are, and the lines that do not
//! belong, drawn.
//!
//! It knows defects as found next door and pixels.

use super::files::source;
use super::gauges::{describe, gauges};
use super::names::{self, Twins};
use super::shape_defects::Defects;
use super::shorten::shorten;
use super::tidy::{self, Node, Pitch};
use super::{ChartEntry, View};
use crate::chart::plot::Frame;
use crate::chart::scene::{Area, Canvas, Scene};
use crate::chart::text;
use crate::chart::theme::{self, Ink, Tone};
use crate::facts::solid_lines;
use crate::graph::krackhardt::dimensions;
use crate::lint::Needs;
use crate::lint::words::{count, list, thousands};
use crate::model::{PersonId, Table};

/// Entry of the registry.
pub(super) const ENTRY: ChartEntry = ChartEntry {
    name: "tree-gauges",
    summary: "how far the reporting lines are from one tree, and the lines that keep them from it",
    needs: &[Needs::Managers],
    draw,
};

/// Height of the gauges.
const GAUGES: i32 = 16 * theme::STEP;
/// Height of the headings below them.
const HEAD: i32 = 5 * theme::STEP;
/// Between rows of the small trees.
const PITCH: Pitch = Pitch {
    siblings: 24,
    cousins: 32,
};
/// Closer rows than this count as one.
const ROW: i32 = 12;
/// Width of the list of tops.
const TOPS: i32 = 44 * theme::STEP;
/// Widest level of the small trees.
const LEVEL: i32 = 34 * theme::STEP;
/// Room above the small trees for lines that bow over a row.
const BOW: i32 = 3 * theme::STEP;
/// Radius of a person.
const DOT: i32 = 4;

fn draw(view: &View<'_>) -> Option<Scene> {
    let (facts, org) = (view.facts, view.facts.org());
    let defects = Defects::of(facts).filter(|_| org.has_managers)?;
    let indices = dimensions(&solid_lines(org));
    let nodes: Vec<Node> = defects
        .people
        .iter()
        .map(|(_, parent)| Node {
            parent: *parent,
            depth_below: 0,
        })
        .collect();
    let (rows, height) = tidy::layout(&nodes, PITCH);
    let listed = theme::ROW * defects.heads.len() as i32;
    let (mut canvas, body) = Frame {
        title: &title(&defects),
        subtitle: &subtitle(&defects),
        source: &source(org, &[Table::People]),
        description: &describe(&indices),
        width: super::WIDTH,
    }
    .open(GAUGES + HEAD + listed.max(height + BOW + theme::STEP));
    let (top, rest) = body.split_top(GAUGES);
    gauges(&mut canvas, top, &indices, &defects);
    let painter = Painter {
        view,
        defects: &defects,
        rows: &rows,
        twins: Twins::of(defects.people.iter().map(|(person, _)| org.person(*person))),
    };
    let (heads, trees) = match (defects.heads.is_empty(), defects.people.is_empty()) {
        (true, _) => (rest.split_left(0).0, rest),
        (false, true) => (rest, rest.split_right(0).1),
        (false, false) => {
            let (left, right) = rest.split_left(TOPS + theme::STEP * 4);
            (left.split_left(TOPS).0, right)
        }
    };
    painter.heads(&mut canvas, heads);
    painter.trees(&mut canvas, trees);
    Some(canvas.finish())
}

fn parts(defects: &Defects) -> Vec<String> {
    let kinds = [
        (
            defects.tops.saturating_sub(1),
            "top too many",
            "tops too many",
        ),
        (defects.circles, "circle", "circles"),
        (defects.second, "second solid line", "second solid lines"),
    ];
    let occurs = kinds.into_iter().filter(|(number, _, _)| *number > 0);
    occurs
        .map(|(number, one, many)| count(number, one, many))
        .collect()
}

fn title(defects: &Defects) -> String {
    format!(
        "The reporting lines are not one tree: {}",
        list(parts(defects), 3)
    )
}

fn subtitle(defects: &Defects) -> String {
    let mut parts = vec![
        "Krackhardt's four measures, each 100 % for a tree; below what keeps them from it"
            .to_owned(),
    ];
    let (second, circles) = defects.drawn();
    let mut cut = Vec::new();
    for (drawn, all, what) in [
        (
            defects.heads.len(),
            defects.tops,
            "tops, those with most people below",
        ),
        (second, defects.second, "second lines"),
        (circles, defects.circles, "circles"),
    ] {
        if drawn > 0 && drawn < all {
            cut.push(format!("{drawn} of {} {what}", thousands(all)));
        }
    }
    if !cut.is_empty() {
        parts.push(format!("drawn: {}", list(cut, 3)));
    }
    parts.join(" · ")
}

struct Painter<'a> {
    view: &'a View<'a>,
    defects: &'a Defects,
    rows: &'a [i32],
    twins: Twins,
}

impl Painter<'_> {
    fn heading(canvas: &mut Canvas, area: Area, words: &str) {
        canvas
            .text(area.x, area.y + theme::STEP * 2, words)
            .style(theme::STRONG);
    }

    /// The tops as a list, each with a bar of the people below.
    fn heads(&self, canvas: &mut Canvas, area: Area) {
        let Some((_, most)) = self.defects.heads.first() else {
            return;
        };
        let org = self.view.facts.org();
        Self::heading(canvas, area, "Without a manager, with the people below");
        let names = area.width.min(TOPS) * 11 / 20;
        let room = area.width.min(TOPS) - names - theme::STEP * 8;
        for (at, (who, below)) in self.defects.heads.iter().enumerate() {
            let person = org.person(*who);
            let y = area.y + HEAD + theme::ROW * at as i32;
            let name = names::person(person);
            let tone = if at == 0 { Tone::Neutral } else { Tone::Bad };
            canvas
                .text(area.x, y, shorten(&name, theme::BODY, names - theme::GAP))
                .ink(if at == 0 { Ink::Soft } else { Ink::Strong })
                .middle()
                .title(person.label())
                .subject(person.subject().as_str());
            let wide = (i64::from(room) * *below as i64 / (*most).max(1) as i64) as i32;
            let bar = Area::new(area.x + names, y - theme::BAR / 2, wide.max(2), theme::BAR);
            canvas
                .rect(bar)
                .fill(tone)
                .subject(person.subject().as_str());
            let words = match (at, below) {
                (0, _) => thousands(*below),
                (_, 0) => "✗ nobody".to_owned(),
                _ => format!("✗ {}", thousands(*below)),
            };
            canvas
                .text(bar.right() + theme::GAP, y, words)
                .style(theme::LABEL)
                .ink(if at == 0 { Ink::Soft } else { Ink::Bad })
                .middle();
        }
    }

    fn depth(&self, at: usize) -> i32 {
        let parent = |at: &usize| self.defects.people[*at].1;
        std::iter::successors(Some(at), parent).count() as i32 - 1
    }

    /// The small trees with the lines that do not belong.
    fn trees(&self, canvas: &mut Canvas, area: Area) {
        if self.defects.people.is_empty() {
            return;
        }
        let heading = match (self.defects.second > 0, self.defects.circles > 0) {
            (true, true) => "Second solid lines and circles in red, with those around them",
            (true, false) => "Second solid lines in red, with those around them",
            _ => "Lines that close a circle in red, with those around them",
        };
        Self::heading(canvas, area, heading);
        let levels = (0..self.rows.len())
            .map(|at| self.depth(at))
            .max()
            .unwrap_or(0)
            + 1;
        let level = (area.width / levels).min(LEVEL);
        let place = |at: usize| {
            let x = area.x + DOT + level * self.depth(at);
            (x, area.y + HEAD + BOW + self.rows[at])
        };
        for (at, (_, parent)) in self.defects.people.iter().enumerate() {
            if let Some(parent) = parent {
                let ((x0, y0), (x1, y1)) = (place(*parent), place(at));
                let stem = x1 - theme::STEP * 2;
                let from = (x0 + DOT + theme::GAP + self.wide(*parent, level)).min(stem);
                canvas
                    .line(&[(from, y0), (stem, y0), (stem, y1), (x1 - DOT, y1)])
                    .stroke(Tone::Axis, 1);
            }
        }
        for wrong in &self.defects.wrong {
            let at = |person: PersonId| {
                self.defects
                    .people
                    .iter()
                    .position(|(known, _)| *known == person)
            };
            let (Some(from), Some(to)) = (at(wrong.manager), at(wrong.report)) else {
                continue;
            };
            Self::wrong(
                canvas,
                place(from),
                place(to),
                self.wide(from, level),
                wrong.closes,
            );
        }
        for at in 0..self.defects.people.len() {
            self.person(canvas, at, place(at), level);
        }
    }

    /// From the name of the manager round to the dot of the report.
    fn wrong(canvas: &mut Canvas, from: (i32, i32), to: (i32, i32), wide: i32, closes: bool) {
        let start = (from.0 + DOT + theme::GAP * 2 + wide, from.1);
        let end = (to.0 - DOT - 1, to.1);
        let points = if (from.1 - to.1).abs() < ROW {
            // Along one row the line bows over the names between.
            let top = from.1.min(to.1) - BOW * 4 / 3;
            [
                (from.0, from.1 - DOT - 1),
                (from.0, top),
                (to.0, top),
                (to.0, to.1 - DOT - 4),
            ]
        } else if end.0 > start.0 {
            let middle = i32::midpoint(start.0, end.0);
            [start, (middle, start.1), (middle, end.1), end]
        } else {
            let out = start.0 + theme::STEP * 3;
            [
                start,
                (out, start.1),
                ((end.0 - theme::STEP * 4).max(0), end.1),
                end,
            ]
        };
        let told = if closes {
            "closes a circle"
        } else {
            "a second solid line"
        };
        canvas
            .curve(points)
            .stroke(Tone::Bad, 2)
            .arrow()
            .title(told);
    }

    fn name(&self, at: usize, level: i32) -> String {
        let person = self.view.facts.org().person(self.defects.people[at].0);
        shorten(
            &self.twins.person(person),
            theme::BODY,
            level - DOT * 2 - theme::STEP * 5,
        )
    }

    fn wide(&self, at: usize, level: i32) -> i32 {
        text::pixels(&self.name(at, level), theme::BODY.size, theme::BODY.weight)
    }

    fn person(&self, canvas: &mut Canvas, at: usize, (x, y): (i32, i32), level: i32) {
        let who = self.defects.people[at].0;
        let person = self.view.facts.org().person(who);
        let wronged = self.defects.wrong.iter().any(|wrong| wrong.report == who);
        canvas
            .circle((x, y), if wronged { DOT + 2 } else { DOT })
            .fill(if wronged { Tone::Bad } else { Tone::Neutral })
            .title(person.label())
            .subject(person.subject().as_str());
        canvas
            .text(x + DOT + theme::GAP, y, self.name(at, level))
            .ink(if wronged { Ink::Strong } else { Ink::Soft })
            .middle()
            .title(person.label())
            .subject(person.subject().as_str());
    }
}
