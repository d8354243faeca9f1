//! `team-network`: who rests on whom, in layers from those who need others to those whom others need.
//!
//! Teams that wait for each other are one box. Knows the network as planned next door and pixels.

use super::files::source;
use super::names;
use super::network_plan::{Link, Network, Node};
use super::network_words::{description, name_of, subtitle, title};
use super::shorten::shorten;
use super::{ChartEntry, View};
use crate::chart::plot::Frame;
use crate::chart::scale::Band;
use crate::chart::scene::{Area, Canvas, Point, Scene};
use crate::chart::theme::{self, Ink, Tone};
use crate::facts::Facts;
use crate::graph::layers::{Arc, Layers, Place};
use crate::lint::Needs;
use crate::lint::words::{count, thousands};
use crate::model::{Subject, Table};

/// The team network.
pub(super) const ENTRY: ChartEntry = ChartEntry {
    name: "team-network",
    summary: "who rests on whom, in layers with few crossings; teams that wait for each other in one box",
    needs: &[Needs::Table(Table::Dependencies)],
    draw,
};

/// Boxes and links at most; between units half as many.
const BOXES: usize = 44;
const LINKS: usize = 90;
/// Layers at most, those on whom others rest.
const LAYERS: usize = 8;
/// Height of a box of one name, of a further name, and between boxes.
const BOX: i32 = 3 * theme::STEP;
const LINE: i32 = 2 * theme::STEP;
const BETWEEN: i32 = theme::STEP;
/// Room of an edge that passes a layer.
const BEND: i32 = theme::STEP;
/// Widest box.
const WIDEST: i32 = 27 * theme::STEP;
/// Names in a box at most.
const NAMES: usize = 24;
/// Height of the words over the layers.
const HEAD: i32 = 4 * theme::STEP;

/// Where everything stands.
struct Plan<'a> {
    network: &'a Network,
    layers: Layers,
    /// First layer that is drawn.
    first: usize,
    /// Middles by layer and position.
    heights: Vec<Vec<i32>>,
    columns: Band,
    width: i32,
    top: i32,
    /// The box on which most rest.
    main: Option<usize>,
    /// What all names begin with, in bytes.
    start: usize,
}

fn draw(view: &View<'_>) -> Option<Scene> {
    let facts = view.facts;
    let network = Network::of(facts, BOXES, LINKS)?;
    let layers = layers(&network);
    let first = layers.layers.len().saturating_sub(LAYERS);
    let (heights, height) = heights(&network, &layers, first);
    let main = main(&network);
    let hidden: usize = layers.layers[..first]
        .iter()
        .flatten()
        .filter(|place| matches!(place, Place::Node(_)))
        .count();
    let (mut canvas, body) = Frame {
        title: &title(facts, &network, main),
        subtitle: &subtitle(facts, &network, hidden),
        source: &source(facts.org(), &[Table::Teams, Table::Dependencies]),
        description: &description(facts, &network),
        width: super::WIDTH,
    }
    .open(HEAD + height);
    let columns = Band::new(body.x, body.width, layers.layers.len() - first);
    let plan = Plan {
        width: (columns.least() * 13 / 20).min(WIDEST),
        network: &network,
        heights,
        columns,
        top: body.y + HEAD,
        layers,
        first,
        main,
        start: start(facts, &network),
    };
    heads(&mut canvas, body);
    for at in 0..network.links.len() {
        plan.link(&mut canvas, facts, at);
    }
    for (layer, places) in plan.layers.layers.iter().enumerate().skip(first) {
        for (position, place) in places.iter().enumerate() {
            if let Place::Node(node) = place {
                plan.node(
                    &mut canvas,
                    facts,
                    *node as usize,
                    plan.area(layer, position),
                );
            }
        }
    }
    Some(canvas.finish())
}

/// The layers in which hard dependencies lead on; where that takes more than fit, those of few pairs of
/// teams need not.
fn layers(network: &Network) -> Layers {
    let mut least = 1;
    loop {
        let arcs: Vec<Arc> = network.links.iter().map(|link| arc(link, least)).collect();
        let layers = Layers::of(network.nodes.len(), &arcs);
        let firm = arcs.iter().any(|arc| arc.firm);
        if layers.layers.len() <= LAYERS || !network.folded || !firm {
            return layers;
        }
        least += 1 + least / 2;
    }
}

/// Hard dependencies decide the direction before soft ones do.
fn arc(link: &Link, least: usize) -> Arc {
    let pairs = link.pairs as u64;
    Arc {
        from: link.from as u32,
        to: link.to as u32,
        weight: if link.hard { pairs * 1000 } else { pairs },
        firm: link.hard && link.pairs >= least,
    }
}

fn box_height(node: &Node) -> i32 {
    match node.teams.len() {
        1 => BOX,
        some => BOX + LINE * (some.min(NAMES) as i32 + i32::from(some > NAMES)),
    }
}

/// Middles of the places of the layers that are drawn, and the height of all.
fn heights(network: &Network, layers: &Layers, first: usize) -> (Vec<Vec<i32>>, i32) {
    let room = |place: Place| match place {
        Place::Node(node) => box_height(&network.nodes[node as usize]) + BETWEEN,
        Place::Bend(_) => BEND,
    };
    let found = layers.heights(|place| f64::from(room(place)));
    let shown = || found.iter().zip(&layers.layers).skip(first);
    let edge = |side: f64| {
        shown().flat_map(move |(own, places)| {
            own.iter()
                .zip(places)
                .map(move |(middle, place)| middle + side * f64::from(room(*place)) / 2.0)
        })
    };
    let (top, bottom) = (
        edge(-1.0).fold(f64::MAX, f64::min),
        edge(1.0).fold(0.0, f64::max),
    );
    let whole = found
        .iter()
        .map(|own| {
            own.iter()
                .map(|middle| (middle - top).round() as i32)
                .collect()
        })
        .collect();
    (whole, (bottom - top).ceil() as i32 + 1)
}

fn start(facts: &Facts<'_>, network: &Network) -> usize {
    let teams = network.nodes.iter().flat_map(|node| &node.teams);
    let all: Vec<&str> = teams
        .map(|team| names::team(facts.org().team(*team)))
        .collect();
    names::shared_start(&all)
}

/// The box on which most teams rest, where that is worth saying.
fn main(network: &Network) -> Option<usize> {
    let rank = |at: &usize| {
        let node = &network.nodes[*at];
        let all = if network.folded {
            node.direct
        } else {
            node.all
        };
        (all, node.direct, std::cmp::Reverse(*at))
    };
    let several = |at: &usize| network.nodes[*at].direct > 1;
    (0..network.nodes.len()).filter(several).max_by_key(rank)
}

/// What left and right mean.
fn heads(canvas: &mut Canvas, body: Area) {
    let y = body.y + theme::STEP;
    canvas
        .text(body.x, y, "need others")
        .style(theme::LABEL)
        .ink(Ink::Faint)
        .middle();
    canvas
        .text(body.right(), y, "→ are needed by others")
        .style(theme::LABEL)
        .ink(Ink::Faint)
        .ending()
        .middle();
}

impl Plan<'_> {
    fn area(&self, layer: usize, position: usize) -> Area {
        let (x, width) = self.columns.at(layer - self.first);
        // The first layer stands at the left edge, the last at the right one.
        let spare = width - self.width;
        let last = self.layers.layers.len() - self.first - 1;
        let shift = if last == 0 {
            spare / 2
        } else {
            spare * (layer - self.first) as i32 / last as i32
        };
        let middle = self.top + self.heights[layer][position];
        let high = match self.layers.layers[layer][position] {
            Place::Node(node) => box_height(&self.network.nodes[node as usize]),
            Place::Bend(_) => 0,
        };
        Area::new(x + shift, middle - high / 2, self.width, high)
    }

    /// Where a link passes, from whom needs to whom is needed, and whether both stand in one layer; none
    /// for a link that begins in a layer that is not drawn.
    fn way(&self, number: usize) -> Option<(Vec<Point>, bool)> {
        let way: Vec<(usize, usize)> = self.layers.way(number).collect();
        let (start, end) = way.first().zip(way.last())?;
        if start.0 < self.first {
            return None;
        }
        let (from, to) = (self.area(start.0, start.1), self.area(end.0, end.1));
        let beside = start.0 == end.0;
        let mut points: Vec<Point> = vec![(from.right(), from.center().1)];
        for (layer, position) in &way[1..way.len() - 1] {
            let area = self.area(*layer, *position);
            points.extend([(area.x, area.y), (area.right(), area.y)]);
        }
        let x = if beside { to.right() } else { to.x };
        points.push((x, to.center().1));
        if self.layers.turned[number] {
            points.reverse();
        }
        Some((points, beside))
    }

    fn link(&self, canvas: &mut Canvas, facts: &Facts<'_>, number: usize) {
        let link = &self.network.links[number];
        let Some((points, beside)) = self.way(number) else {
            return;
        };
        let stated = facts.dependencies().strength_is_stated();
        let main = self.main == Some(link.to) && link.hard;
        let (tone, width) = match (main, link.hard && self.network.folded) {
            (true, _) => (Tone::Accent, 2),
            (false, true) => {
                let most = self.network.links.iter().map(|link| link.pairs).max();
                (Tone::Axis, thickness(link.pairs, most.unwrap_or(1)))
            }
            (false, false) => (Tone::Axis, 1),
        };
        let (told, subject) = self.told(facts, link);
        for (at, pair) in points.windows(2).enumerate() {
            let ((ax, ay), (bx, by)) = (pair[0], pair[1]);
            let half = (bx - ax) / 2;
            let pen = if beside {
                let out = ax + theme::STEP * 3;
                canvas.curve([(ax, ay), (out, ay), (out, by), (bx, by)])
            } else if ay == by {
                canvas.line(&[(ax, ay), (bx, by)])
            } else {
                canvas.curve([(ax, ay), (ax + half, ay), (bx - half, by), (bx, by)])
            };
            let pen = pen.stroke(tone, width).title(told.as_str());
            let pen = pen.subject(subject.as_str());
            if !link.hard && stated {
                pen.dotted();
            } else if self.layers.turned[number] {
                pen.dashed();
            }
            if at + 2 == points.len() {
                pen.arrow();
            }
        }
    }

    /// A link in words, and its subject where it joins two teams.
    fn told(&self, facts: &Facts<'_>, link: &Link) -> (String, String) {
        let (from, to) = (&self.network.nodes[link.from], &self.network.nodes[link.to]);
        let mut told = format!(
            "{} depends on {}",
            name_of(facts, from, 4),
            name_of(facts, to, 4)
        );
        let key = |node: &Node| match node.teams.as_slice() {
            [only] if !self.network.folded => Some(facts.org().team(*only).key().to_owned()),
            _ => None,
        };
        if self.network.folded {
            let pairs = count(link.pairs, "pair of teams", "pairs of teams");
            told = format!("{told}, {pairs}");
        }
        let subject = key(from)
            .zip(key(to))
            .map_or_else(String::new, |(from, to)| {
                Subject::dependency(&from, &to).as_str().to_owned()
            });
        (told, subject)
    }

    fn node(&self, canvas: &mut Canvas, facts: &Facts<'_>, at: usize, area: Area) {
        let node = &self.network.nodes[at];
        let main = self.main == Some(at);
        let circle = node.teams.len() > 1;
        let (fill, stroke) = match (circle, main) {
            (true, true) => (Tone::BadSoft, Tone::Accent),
            (true, false) => (Tone::BadSoft, Tone::Bad),
            (false, true) => (Tone::Accent, Tone::Accent),
            (false, false) => (Tone::Panel, Tone::Axis),
        };
        let subject: Option<Subject> = node
            .teams
            .first()
            .map(|team| facts.org().team(*team).subject());
        let told = format!(
            "{}: {} directly, {} in all",
            name_of(facts, node, 4),
            count(node.direct, "depends on it", "depend on it"),
            node.all
        );
        canvas
            .rect(area)
            .fill(fill)
            .stroke(stroke, if main { 2 } else { 1 })
            .radius(theme::STEP / 2)
            .title(told)
            .subject(subject.as_ref().map_or("", Subject::as_str));
        let (x, room) = (area.center().0, area.width - theme::STEP);
        let mut lines: Vec<(String, theme::Style, Ink)> = Vec::new();
        if circle {
            let head = format!("✗ circle of {}", thousands(node.teams.len()));
            lines.push((head, theme::LABEL_STRONG, Ink::Bad));
        }
        for team in node.teams.iter().take(NAMES) {
            let name = &names::team(facts.org().team(*team))[self.start..];
            let (style, ink) = match (circle, main) {
                (false, true) => (theme::LABEL_STRONG, Ink::On(Tone::Accent)),
                _ => (theme::LABEL, Ink::Strong),
            };
            let words = if self.network.folded && node.stands_for > 1 {
                format!("{name} ({})", thousands(node.stands_for))
            } else {
                name.to_owned()
            };
            lines.push((words, style, ink));
        }
        let more = node.teams.len().saturating_sub(NAMES);
        if more > 0 {
            lines.push((
                format!("and {} more", thousands(more)),
                theme::LABEL,
                Ink::Soft,
            ));
        }
        for (line, (words, style, ink)) in (0..).zip(lines) {
            canvas
                .text(
                    x,
                    area.y + BOX / 2 + LINE * line,
                    shorten(&words, style, room),
                )
                .style(style)
                .ink(ink)
                .centred()
                .middle();
        }
    }
}

/// Pixels for so many pairs of teams: up to five, by the share of the most.
fn thickness(pairs: usize, most: usize) -> i32 {
    let share = pairs as f64 / most.max(1) as f64;
    1 + (4.0 * share).round() as i32
}
