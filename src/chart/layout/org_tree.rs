//! `org-tree`: who reports to whom, or units where no managers are known, coloured by the worst finding.
//!
//! A tidy tree from left to right; a tall one is broken into columns of subtrees. Knows the forest,
//! the findings and pixels.

use super::files::{sentence, source};
use super::fold::{self, Folded};
use super::marked::{Marks, Who};
use super::tree_plan::{GUTTER, PITCH, Plan, TOLD, WIDE, arrange};
use super::{ChartEntry, View};
use crate::chart::plot::{self, Frame};
use crate::chart::scene::{Canvas, Scene};
use crate::chart::text;
use crate::chart::theme::{self, Ink, Tone};
use crate::graph::forest::Forest;
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
/// Radius of a mark.
const MARK: i32 = 7;
fn draw(view: &View<'_>) -> Option<Scene> {
    let who = Who::of(view.facts.org());
    let mut marks = Marks::new(view, who);
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
    marks.show(plan.folded.nodes.iter().map(|shown| shown.node));
    let (mut canvas, body) = Frame {
        title: &title(&marks, forest),
        subtitle: &subtitle(&plan.folded, &marks),
        source: &source(view.facts.org(), &[Table::People, Table::Teams]),
        description: &description(&marks, forest),
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

/// How many there are and how deep the tree is: `109 people in 5 layers`.
fn size(marks: &Marks<'_>, forest: &Forest) -> String {
    let noun = marks.who.noun();
    let tier = match marks.who {
        Who::People => ("layer", "layers"),
        Who::Units => ("level", "levels"),
    };
    let all = words::count(marks.len(), noun.0, noun.1);
    let deepest = (0..forest.len() as u32)
        .map(|node| forest.depth(node))
        .max();
    let tiers = deepest.map_or(0, |depth| depth as usize + 1);
    format!("{all} in {}", words::count(tiers, tier.0, tier.1))
}

fn title(marks: &Marks<'_>, forest: &Forest) -> String {
    let (marked, errors) = (marks.marked(), marks.in_error());
    if marked == 0 {
        return size(marks, forest);
    }
    let noun = marks.who.noun();
    let verb = if marked == 1 { "is" } else { "are" };
    let error = match (errors, marked) {
        (0, _) => ", none of them in an error".to_owned(),
        (1, 1) => ", in an error".to_owned(),
        (some, _) => format!(", {} of them in an error", words::thousands(some)),
    };
    format!(
        "{} of {} {verb} named in findings{error}",
        words::thousands(marked),
        words::count(marks.len(), noun.0, noun.1)
    )
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

fn description(marks: &Marks<'_>, forest: &Forest) -> String {
    if marks.marked() == 0 {
        return format!("{}, none named in a finding.", size(marks, forest));
    }
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
            .line(&[(head.0.min(stem), bar), (head.0.max(stem) + 1, bar)])
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
        (plot::cut(&name, theme::LABEL, room - taken - gap), hidden)
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
