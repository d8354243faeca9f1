//! `org-tree`: who reports to whom, or units where no managers are known, coloured by the worst finding.
//!
//! A tidy tree from left to right; a tall one is broken into columns of subtrees. Knows the forest,
//! the findings and pixels.

use super::files::{sentence, source};
use super::fold::{self, Folded, Shown};
use super::marked::{Marks, Who};
use super::tidy::{self, Node, Pitch};
use super::{ChartEntry, View};
use crate::chart::plot::{self, Frame};
use crate::chart::scene::{Canvas, Scene};
use crate::chart::text;
use crate::chart::theme::{self, Ink, Tone};
use crate::lint::{Level, Needs, words};
use crate::model::Table;

/// The org tree.
pub(super) const ENTRY: ChartEntry = ChartEntry {
    name: "org-tree",
    summary: "the reporting tree, or the unit tree, with everyone a finding is about marked",
    needs: &[Needs::Any(&[Needs::Managers, Needs::Teams])],
    draw,
};

/// Nodes shown before levels are folded, and the smaller numbers tried until the picture fits a page.
const BUDGETS: [usize; 4] = [300, 220, 150, 100];
/// Levels side by side at most.
const LEVELS: u32 = 7;
/// Height at which fewer nodes are tried.
const TALL: i32 = 1320;
/// Height at which another column is opened.
const COLUMN: i32 = 860;
/// Least width of a level.
const LEVEL: i32 = 15 * theme::STEP;
/// Widest a level gets.
const WIDE: i32 = 34 * theme::STEP;
/// Between columns of subtrees.
const GUTTER: i32 = 3 * theme::STEP;
/// Radius of a mark.
const MARK: i32 = 7;
/// Below a name to the line that tells its finding.
const TOLD: i32 = 14;

const PITCH: Pitch = Pitch {
    siblings: 18,
    cousins: 23,
};

/// Where everything stands.
struct Plan {
    folded: Folded,
    /// Of each shown node its column, its level in the column and its height in it.
    places: Vec<(usize, u32, i32)>,
    /// Levels of each column.
    columns: Vec<u32>,
    level: i32,
    height: i32,
    /// The root above all columns, where a single tree is broken into several.
    header: bool,
}

fn draw(view: &View<'_>) -> Option<Scene> {
    let who = Who::of(view.facts.org());
    let marks = Marks::new(view, who);
    let forest = who.forest(view.facts);
    if forest.is_empty() {
        return None;
    }
    let weights = marks.weights();
    let plans = BUDGETS.map(|budget| (budget, LEVELS));
    let mut plan = None;
    for (budget, levels) in plans {
        let folded = fold::fold(forest, budget, levels, &weights);
        let next = arrange(folded, &marks);
        let fits = next.height <= TALL;
        plan = Some(next);
        if fits {
            break;
        }
    }
    let plan = plan?;
    let (mut canvas, body) = Frame {
        title: &title(&marks),
        subtitle: &subtitle(&plan.folded, &marks),
        source: &source(view.facts.org(), &[Table::People, Table::Teams]),
        description: &description(&marks),
        width: super::WIDTH,
    }
    .open(plan.height + theme::STEP * 3);
    let painter = Painter {
        plan: &plan,
        marks: &marks,
        left: body.x + MARK,
        top: body.y + theme::STEP * 3 / 2,
        right: body.right(),
    };
    painter.connect(&mut canvas);
    for at in 0..plan.folded.nodes.len() {
        painter.node(&mut canvas, at);
    }
    Some(canvas.finish())
}

/// Lays the shown nodes out, in as many columns as height and width ask for.
fn arrange(mut folded: Folded, marks: &Marks<'_>) -> Plan {
    let header = main_first(&mut folded.nodes);
    let nodes: Vec<Node> = folded
        .nodes
        .iter()
        .map(|shown| Node {
            parent: shown.parent,
            depth_below: if marks.of(shown.node).is_some() {
                TOLD
            } else {
                0
            },
        })
        .collect();
    let levels = depths(&folded);
    let deepest = levels.iter().copied().max().unwrap_or(0) as i32;
    let room = super::WIDTH - 2 * theme::MARGIN;
    let (places, height) = tidy::layout(&nodes, PITCH);
    let inside = if header { deepest } else { deepest + 1 };
    let most = (room / (inside.max(1) * LEVEL)).clamp(1, 5) as usize;
    let wanted = ((height + COLUMN - 1) / COLUMN).max(1) as usize;
    let columns = wanted.min(most);
    if columns == 1 {
        let level = (room / (deepest + 1)).min(WIDE);
        let places = places.into_iter().zip(levels);
        return Plan {
            places: places.map(|(y, level)| (0, level, y)).collect(),
            folded,
            columns: vec![deepest as u32 + 1],
            level,
            height,
            header: false,
        };
    }
    broken(folded, &nodes, &levels, columns, header)
}

/// Puts the tree that holds most of what is shown first; answers whether there is one, with something
/// below its root.
fn main_first(nodes: &mut Vec<Shown>) -> bool {
    let mut starts: Vec<usize> = (0..nodes.len())
        .filter(|at| nodes[*at].parent.is_none())
        .collect();
    starts.push(nodes.len());
    let largest = starts.windows(2).max_by_key(|pair| pair[1] - pair[0]);
    let Some(&[from, to]) = largest.and_then(|pair| <&[usize; 2]>::try_from(pair).ok()) else {
        return false;
    };
    let size = to - from;
    if size < 2 || size * 2 <= nodes.len() {
        return false;
    }
    for (at, shown) in nodes.iter_mut().enumerate() {
        shown.parent = shown.parent.map(|parent| match at {
            at if at < from => parent + size,
            at if at < to => parent - from,
            _ => parent,
        });
    }
    nodes[..to].rotate_left(from);
    true
}

/// Breaks the forest, or what is below its only root, into columns of about equal height.
fn broken(folded: Folded, nodes: &[Node], levels: &[u32], columns: usize, header: bool) -> Plan {
    // A block begins below the head of all columns or at any other root.
    let begins = |at: usize| match folded.nodes[at].parent {
        None => at > 0 || !header,
        Some(parent) => header && parent == 0,
    };
    let starts: Vec<usize> = (0..nodes.len()).filter(|at| begins(*at)).collect();
    let end_of = |block: usize| starts.get(block).copied().unwrap_or(nodes.len());
    let heights: Vec<i32> = (0..starts.len())
        .map(|block| laid(nodes, end_of(block), end_of(block + 1)).1 + PITCH.cousins)
        .collect();
    let cuts = split(&heights, columns);
    let mut places = vec![(0, 0, 0); nodes.len()];
    let head = if header { PITCH.cousins + TOLD * 2 } else { 0 };
    let (mut height, mut from) = (0, 0);
    for (column, to) in cuts.iter().copied().enumerate() {
        let (first, last) = (end_of(from), end_of(to));
        let (rows, tall) = laid(nodes, first, last);
        let mut top = 0;
        for (at, row) in (first..last).zip(rows) {
            top = if begins(at) { levels[at] } else { top };
            places[at] = (column, levels[at] - top, row + head);
        }
        height = height.max(tall + head);
        from = to;
    }
    let mut deep = vec![1; cuts.len()];
    for (column, level, _) in places.iter().skip(usize::from(header)) {
        deep[*column] = (*level + 1).max(deep[*column]);
    }
    let gutters = GUTTER * (deep.len() as i32 - 1);
    let room = super::WIDTH - 2 * theme::MARGIN - gutters;
    Plan {
        folded,
        places,
        level: (room / deep.iter().sum::<u32>().max(1) as i32).min(WIDE),
        columns: deep,
        height,
        header,
    }
}

/// A slice of the nodes as a forest of its own.
fn laid(nodes: &[Node], from: usize, to: usize) -> (Vec<i32>, i32) {
    let part: Vec<Node> = nodes[from..to]
        .iter()
        .map(|node| Node {
            parent: node.parent.and_then(|parent| parent.checked_sub(from)),
            ..*node
        })
        .collect();
    tidy::layout(&part, PITCH)
}

/// The ends of at most `columns` runs of blocks whose highest is as low as can be.
fn split(heights: &[i32], columns: usize) -> Vec<usize> {
    let cuts = |most: i32| -> Vec<usize> {
        let (mut ends, mut sum) = (Vec::new(), 0);
        for (at, height) in heights.iter().enumerate() {
            if sum > 0 && sum + height > most {
                ends.push(at);
                sum = 0;
            }
            sum += height;
        }
        ends.push(heights.len());
        ends
    };
    let (mut low, mut high) = (0, heights.iter().sum());
    while low < high {
        let half = i32::midpoint(low, high);
        let fits = cuts(half).len() <= columns && heights.iter().all(|height| *height <= half);
        if fits {
            high = half;
        } else {
            low = half + 1;
        }
    }
    cuts(low)
}

fn depths(folded: &Folded) -> Vec<u32> {
    let mut depths: Vec<u32> = Vec::with_capacity(folded.nodes.len());
    for shown in &folded.nodes {
        depths.push(shown.parent.map_or(0, |parent| depths[parent] + 1));
    }
    depths
}

fn title(marks: &Marks<'_>) -> String {
    let (marked, all) = (marks.marked(), marks.len());
    let noun = marks.who.noun();
    match marks.worst() {
        None => format!(
            "No finding is about any of {}",
            words::count(all, noun.0, noun.1)
        ),
        Some((name, told)) => {
            let verb = if marked == 1 { "has" } else { "have" };
            format!(
                "{} of {} {verb} a finding; the worst: {name}, {told}",
                words::thousands(marked),
                words::count(all, noun.0, noun.1)
            )
        }
    }
}

fn subtitle(folded: &Folded, marks: &Marks<'_>) -> String {
    let (one, many) = marks.who.noun();
    let signs = if marks.marked() > 0 {
        ": ✗ error, ! warning, i note"
    } else {
        ""
    };
    let relation = marks.who.relation();
    let mut parts = vec![sentence(&format!("{relation} from left to right{signs}"))];
    if folded.nodes.iter().any(|shown| shown.hidden > 0) {
        parts.push("+ counts those below who are not shown".to_owned());
    }
    if folded.leaves {
        parts.push(format!(
            "{many} with nobody below and no finding are counted, not shown"
        ));
    }
    if let Some(levels) = folded.levels {
        parts.push(format!(
            "the top {}",
            words::count(levels as usize, "level", "levels")
        ));
    }
    if let Some(most) = folded.siblings {
        parts.push(format!(
            "at most {most} below each {one}, the worst and largest first"
        ));
    }
    if folded.roots > 0 {
        parts.push(format!(
            "{} left out that have nothing above them",
            words::count(folded.roots, one, many)
        ));
    }
    parts.join(" · ")
}

fn description(marks: &Marks<'_>) -> String {
    let told: Vec<String> = marks
        .heaviest(10)
        .into_iter()
        .map(|(name, told)| format!("{name}: {told}"))
        .collect();
    told.join("; ")
}

/// Draws a plan.
struct Painter<'a> {
    plan: &'a Plan,
    marks: &'a Marks<'a>,
    left: i32,
    top: i32,
    right: i32,
}

impl Painter<'_> {
    fn column(&self, column: usize) -> i32 {
        let before: u32 = self.plan.columns[..column].iter().sum();
        self.left + self.plan.level * before as i32 + GUTTER * column as i32
    }

    fn at(&self, node: usize) -> (i32, i32) {
        let (column, level, y) = self.plan.places[node];
        (
            self.column(column) + self.plan.level * level as i32,
            self.top + y,
        )
    }

    /// Room for the words of a node, up to the stem of the next level or the end of the column.
    fn room(&self, node: usize) -> i32 {
        let (column, level, _) = self.plan.places[node];
        let is_header = self.plan.header && node == 0;
        let end = if is_header {
            self.right
        } else if column + 1 == self.plan.columns.len() && level + 1 == self.plan.columns[column] {
            self.right.min(self.at(node).0 + WIDE)
        } else {
            self.at(node).0 + self.plan.level
        };
        end - self.at(node).0 - MARK * 2 - theme::GAP * 2
    }

    /// Right-angled lines from each parent to its children.
    fn connect(&self, canvas: &mut Canvas) {
        let nodes = &self.plan.folded.nodes;
        let mut spans: Vec<Option<(i32, i32)>> = vec![None; nodes.len()];
        for (at, shown) in nodes.iter().enumerate() {
            let Some(parent) = shown.parent else { continue };
            let (x, y) = self.at(at);
            let stem = x - MARK - theme::STEP;
            if self.plan.header && parent == 0 {
                self.hang(canvas, at);
                continue;
            }
            canvas
                .line(&[(stem, y), (x - MARK, y)])
                .stroke(Tone::Axis, 1);
            let span = spans[parent].get_or_insert((y, y));
            *span = (span.0.min(y), span.1.max(y));
        }
        for (at, span) in spans.iter().enumerate() {
            let Some((from, to)) = span else { continue };
            let (x, y) = self.at(at);
            let stem = x + self.plan.level - MARK - theme::STEP;
            let words = x + MARK + theme::GAP / 2 + self.words_width(at) + theme::GAP / 2;
            canvas
                .line(&[(stem, (*from).min(y)), (stem, (*to).max(y) + 1)])
                .stroke(Tone::Axis, 1);
            if words < stem {
                canvas.line(&[(words, y), (stem, y)]).stroke(Tone::Axis, 1);
            }
        }
    }

    /// From the head of all columns down to the top of a subtree.
    fn hang(&self, canvas: &mut Canvas, at: usize) {
        let (x, y) = self.at(at);
        let bar = self.top + PITCH.cousins + TOLD / 2;
        let (stem, head) = (x - MARK - 4, self.at(0));
        canvas
            .line(&[(head.0.min(stem), bar), (stem + 1, bar)])
            .stroke(Tone::Axis, 1);
        canvas.line(&[(stem, bar), (stem, y)]).stroke(Tone::Axis, 1);
        canvas
            .line(&[(stem, y), (x - MARK, y)])
            .stroke(Tone::Axis, 1);
        canvas
            .line(&[(head.0, head.1), (head.0, bar)])
            .stroke(Tone::Axis, 1);
    }

    /// The name and the count of those not shown, each cut to the room.
    fn words(&self, at: usize) -> (String, String) {
        let shown = &self.plan.folded.nodes[at];
        let room = self.room(at);
        let has_children = self
            .plan
            .folded
            .nodes
            .get(at + 1)
            .is_some_and(|n| n.parent == Some(at));
        let (one, many) = self.marks.who.noun();
        let hidden = match shown.hidden {
            0 => String::new(),
            some if has_children => format!("+{}", words::thousands(some)),
            some => format!("+ {}", words::count(some, one, many)),
        };
        let hidden = plot::cut(&hidden, theme::NOTE, room / 2);
        let taken = text::pixels(&hidden, theme::NOTE.size, theme::NOTE.weight);
        let gap = if hidden.is_empty() { 0 } else { theme::GAP };
        let name = self.marks.name(shown.node);
        (plot::cut(name, theme::LABEL, room - taken - gap), hidden)
    }

    fn words_width(&self, at: usize) -> i32 {
        let (name, hidden) = self.words(at);
        let style = theme::LABEL;
        let hidden_width = text::pixels(&hidden, theme::NOTE.size, theme::NOTE.weight);
        let gap = if hidden.is_empty() { 0 } else { theme::GAP };
        text::pixels(&name, style.size, style.weight) + hidden_width + gap
    }

    fn node(&self, canvas: &mut Canvas, at: usize) {
        let shown = &self.plan.folded.nodes[at];
        let (x, y) = self.at(at);
        let mark = self.marks.of(shown.node);
        let subject = self.marks.subject(shown.node);
        let title = self.marks.title(shown.node);
        let (tone, ink, sign) = match mark.map(|mark| mark.level) {
            Some(Level::Error) => (Tone::Bad, Ink::Bad, "✗"),
            Some(Level::Warning) => (Tone::Warn, Ink::Warn, "!"),
            Some(_) => (Tone::Muted, Ink::Soft, "i"),
            None => (Tone::Muted, Ink::Soft, ""),
        };
        let radius = if mark.is_some() { MARK } else { 4 };
        canvas
            .circle((x, y), radius)
            .fill(tone)
            .title(title.as_str())
            .subject(subject.as_str());
        if !sign.is_empty() {
            canvas
                .text(x, y, sign)
                .style(theme::NOTE)
                .ink(Ink::On(tone))
                .centred()
                .middle();
        }
        let (name, hidden) = self.words(at);
        let left = x + MARK + theme::GAP / 2;
        let ink_of_name = if mark.is_some() {
            Ink::Strong
        } else {
            Ink::Soft
        };
        let wide = text::pixels(&name, theme::LABEL.size, theme::LABEL.weight);
        canvas
            .text(left, y, name)
            .style(theme::LABEL)
            .ink(ink_of_name)
            .middle()
            .title(title)
            .subject(subject.as_str());
        if !hidden.is_empty() {
            canvas
                .text(left + wide + theme::GAP, y, hidden)
                .style(theme::NOTE)
                .ink(Ink::Faint)
                .middle();
        }
        if let Some(mark) = mark {
            canvas
                .text(
                    left,
                    y + TOLD,
                    plot::cut(&mark.told(), theme::NOTE, self.room(at)),
                )
                .style(theme::NOTE)
                .ink(ink)
                .middle();
        }
    }
}
