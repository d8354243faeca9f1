//! `layers`: the reporting lines as an icicle, a row for each layer, as wide as there are people below; the longest
//! line and managers with a single manager below them marked.
//!
//! It knows people and cells; where cells lie it is told.

use super::files::source;
use super::flags;
use super::layer_cells::{self, Cell};
use super::names;
use super::shorten::shorten;
use super::{ChartEntry, View};
use crate::chart::plot::Frame;
use crate::chart::scene::{Area, Canvas, Scene};
use crate::chart::text;
use crate::chart::theme::{self, Ink, Tone};
use crate::graph::forest::Forest;
use crate::lint::words::{count, thousands};
use crate::lint::{Level, Needs};
use crate::model::{PersonId, Table};
use std::collections::{BTreeMap, BTreeSet};

/// Entry of the registry.
pub(super) const ENTRY: ChartEntry = ChartEntry {
    name: "layers",
    summary: "the layers of the reporting lines, with the longest line and chains of single reports",
    needs: &[Needs::Managers],
    draw,
};

/// Most layers drawn.
const MOST: usize = 24;
/// Height of a row: generous while there are few.
const ROW: i32 = 40;
const LOW: i32 = 26;
const FEW: usize = 10;
/// Width of the names of the layers and of the numbers behind.
const NAMES: i32 = 10 * theme::STEP;
const NUMBERS: i32 = 12 * theme::STEP;
/// Room below for the words about the longest line.
const FOOT: i32 = 3 * theme::STEP;
/// Narrowest cell with a name in it.
const NAMED: i32 = 7 * theme::STEP;

fn draw(view: &View<'_>) -> Option<Scene> {
    let (facts, org) = (view.facts, view.facts.org());
    let forest = facts.tree().people();
    // Somebody with neither manager nor reports stands in no line.
    let roots: Vec<u32> = forest
        .roots()
        .iter()
        .copied()
        .filter(|root| !forest.is_leaf(*root))
        .collect();
    if roots.is_empty() {
        return None;
    }
    let people = Counted::of(forest, &roots);
    let shown = people.layers.len().min(MOST);
    let row = if shown <= FEW { ROW } else { LOW };
    let long = Longest::of(view, forest, &roots);
    let single = flags::levels(view.findings, &["single-report-chain"]);
    let (mut canvas, body) = Frame {
        title: &title(view, &people, &long, single.len()),
        subtitle: &subtitle(forest, &roots, &people, shown, single.len()),
        source: &source(org, &[Table::People]),
        description: &describe(&people),
        width: super::WIDTH,
    }
    .open(row * shown as i32 + FOOT);
    let (_, rest) = body.split_left(NAMES);
    let (area, _) = rest.split_right(NUMBERS);
    let painter = Painter {
        view,
        body,
        area,
        row,
        long: &long,
        single,
    };
    painter.scale(&mut canvas, &people.layers[..shown]);
    for cell in layer_cells::cells(forest, &roots, shown, area.width) {
        painter.cell(&mut canvas, &cell);
    }
    painter.limit(&mut canvas, shown);
    Some(canvas.finish())
}

/// People by layer.
struct Counted {
    layers: Vec<usize>,
    all: usize,
}

impl Counted {
    fn of(forest: &Forest, roots: &[u32]) -> Self {
        let mut layers: Vec<usize> = Vec::new();
        for node in roots.iter().flat_map(|root| forest.subtree(*root)) {
            let depth = forest.depth(*node) as usize;
            if layers.len() <= depth {
                layers.resize(depth + 1, 0);
            }
            layers[depth] += 1;
        }
        Self {
            all: layers.iter().sum(),
            layers,
        }
    }
}

/// The line to somebody on the deepest layer, and what the rule says of its length.
struct Longest {
    /// From the top down.
    line: Vec<u32>,
    members: BTreeSet<u32>,
    /// Layers that are enough, where a rule found more.
    limit: Option<usize>,
    level: Option<Level>,
}

impl Longest {
    fn of(view: &View<'_>, forest: &Forest, roots: &[u32]) -> Self {
        let nodes = roots.iter().flat_map(|root| forest.subtree(*root)).copied();
        let deepest = nodes.max_by_key(|node| {
            (
                forest.depth(*node),
                std::cmp::Reverse(forest.position(*node)),
            )
        });
        let mut line: Vec<u32> = deepest
            .iter()
            .flat_map(|node| forest.ancestors(*node))
            .collect();
        line.reverse();
        let found = view
            .findings
            .iter()
            .filter(|finding| finding.rule.name == "too-many-layers");
        let worst = found.max_by(|a, b| a.severity().total_cmp(&b.severity()));
        let limit = worst.and_then(|finding| finding.measure?.limit);
        Self {
            members: line.iter().copied().collect(),
            line,
            limit: limit.map(|limit| limit.max(1.0) as usize),
            level: worst.map(|finding| finding.level),
        }
    }
}

fn title(view: &View<'_>, people: &Counted, long: &Longest, single: usize) -> String {
    let layers = count(people.layers.len(), "layer", "layers");
    let all = count(people.all, "person", "people");
    let last = long
        .line
        .last()
        .map(|node| names::person(view.facts.org().person(PersonId(*node))));
    let last = shorten(&last.unwrap_or_default(), theme::TITLE, 40 * theme::STEP);
    match (long.limit, single) {
        (Some(limit), _) => {
            format!("{layers} where {limit} are enough; the longest line ends with {last}")
        }
        (None, 0) => format!("{all} in {layers}; no layer is there for a single report"),
        (None, 1) => format!("{all} in {layers}; 1 manager has nobody but another manager below"),
        (None, some) => format!(
            "{all} in {layers}; {} managers have nobody but another manager below",
            thousands(some)
        ),
    }
}

fn subtitle(
    forest: &Forest,
    roots: &[u32],
    people: &Counted,
    shown: usize,
    single: usize,
) -> String {
    let mut parts = vec!["A row is a layer, a cell as wide as there are people in it and below; grey: the longest line".to_owned()];
    if single > 0 {
        parts.push("hatched: a single report who manages".to_owned());
    }
    if shown < people.layers.len() {
        parts.push(format!("the top {shown} of {} layers", people.layers.len()));
    }
    let alone = forest.roots().len() - roots.len();
    if alone > 0 {
        parts.push(format!(
            "{} with neither manager nor reports left out",
            count(alone, "person", "people")
        ));
    }
    parts.join(" · ")
}

fn describe(people: &Counted) -> String {
    let told = people.layers.iter().enumerate().take(MOST);
    let told: Vec<String> = told
        .map(|(at, number)| format!("layer {} {number}", at + 1))
        .collect();
    format!("People: {}.", told.join(", "))
}

struct Painter<'a> {
    view: &'a View<'a>,
    body: Area,
    area: Area,
    row: i32,
    long: &'a Longest,
    single: BTreeMap<&'a str, Level>,
}

impl Painter<'_> {
    /// The layers at the left, and how many people stand on each at the right.
    fn scale(&self, canvas: &mut Canvas, layers: &[usize]) {
        for (at, people) in layers.iter().enumerate() {
            let y = self.area.y + self.row * at as i32 + self.row / 2;
            canvas
                .text(self.body.x, y, format!("Layer {}", at + 1))
                .style(theme::LABEL)
                .ink(Ink::Soft)
                .middle();
            canvas
                .text(self.body.right(), y, count(*people, "person", "people"))
                .style(theme::LABEL)
                .ink(Ink::Faint)
                .ending()
                .middle();
        }
    }

    fn cell(&self, canvas: &mut Canvas, cell: &Cell) {
        let y = self.area.y + self.row * cell.layer as i32;
        let gap = i32::from(cell.width > 2);
        let area = Area::new(
            self.area.x + cell.x,
            y,
            (cell.width - gap).max(1),
            self.row - 2,
        );
        let Some(node) = cell.node else {
            canvas
                .rect(area)
                .fill(Tone::Muted)
                .title(count(cell.people, "person", "people"));
            return;
        };
        let person = self.view.facts.org().person(PersonId(node));
        let subject = person.subject();
        let single = self.single.get(subject.as_str()).copied();
        let on_line = self.long.members.contains(&node);
        let late = self.long.limit.is_some_and(|limit| cell.layer >= limit);
        let manages = !self.view.facts.tree().people().is_leaf(node);
        let tone = match (single, on_line, late) {
            (Some(level), _, _) => flags::look(Some(level)).0,
            (None, true, true) => flags::look(self.long.level).0,
            (None, true, false) => Tone::Neutral,
            (None, false, _) if manages => Tone::Ramp(1),
            _ => Tone::Panel,
        };
        let pen = canvas
            .rect(area)
            .fill(tone)
            .title(person.label())
            .subject(subject.as_str());
        if single.is_some() {
            pen.hatch(Tone::Paper);
        }
        if area.width < NAMED {
            return;
        }
        let room = area.width - theme::STEP;
        let name = shorten(&names::person(person), theme::LABEL, room);
        if name.is_empty() {
            return;
        }
        if single.is_some() {
            // Letters stand on the plain fill.
            let wide = text::pixels(&name, theme::LABEL.size, theme::LABEL.weight) + 6;
            let (x, y) = area.center();
            canvas
                .rect(Area::new(x - wide / 2, y - 8, wide, 16))
                .fill(tone);
        }
        let (x, y) = area.center();
        canvas
            .text(x, y, name)
            .style(theme::LABEL)
            .ink(Ink::On(tone))
            .centred()
            .middle();
    }

    /// Where layers are enough, and what the longest line is.
    fn limit(&self, canvas: &mut Canvas, shown: usize) {
        let bottom = self.area.y + self.row * shown as i32;
        if let Some(limit) = self.long.limit.filter(|limit| *limit < shown) {
            let y = self.area.y + self.row * limit as i32 - 1;
            canvas
                .line(&[(self.body.x, y), (self.body.right(), y)])
                .stroke(Tone::Rule, 1)
                .dashed();
        }
        let org = self.view.facts.org();
        let line = self
            .long
            .line
            .iter()
            .map(|node| names::person(org.person(PersonId(*node))));
        let line: Vec<_> = line.collect();
        let words = format!("The longest line: {}", line.join(" › "));
        canvas
            .text(
                self.area.x,
                bottom + theme::STEP * 2,
                shorten(&words, theme::LABEL, self.body.right() - self.area.x),
            )
            .style(theme::LABEL)
            .ink(Ink::Soft)
            .middle();
    }
}
