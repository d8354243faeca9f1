//! The left half of `spans-and-layers`: one dot per manager over the number of direct reports, on the bands of the
//! archetypes, the widest named.
//!
//! Where dots would be too many they become columns. It must not know layers.

use super::flags;
use super::names::Twins;
use super::shorten::shorten;
use crate::chart::scene::{Area, Canvas};
use crate::chart::text;
use crate::chart::theme::{self, Ink, Tone};
use crate::lint::Level;
use crate::lint::words::{count, list, thousands};
use crate::model::{Org, PersonId};

/// A person with direct reports.
#[derive(Debug, Clone, Copy)]
pub(super) struct Manager {
    /// Who.
    pub(super) person: PersonId,
    /// Number of direct reports, at least 1.
    pub(super) span: usize,
    /// Of the finding that it is too wide.
    pub(super) level: Option<Level>,
}

/// Archetypes of managers and the spans that fit them (Acharya and others, McKinsey 2017).
/// Narrower ones fit none of them: the first band is ours.
const BANDS: [(&str, usize, usize); 6] = [
    ("narrow", 1, 2),
    ("player-coach", 3, 5),
    ("coach", 6, 7),
    ("supervisor", 8, 10),
    ("facilitator", 11, 15),
    ("coordinator", 16, usize::MAX),
];
/// Columns that are always there: all bands are seen.
const LEAST: usize = 18;
/// Most columns; wider spans share the last.
const MOST: usize = 30;
/// Height of the plot where columns are drawn.
const PLOT: i32 = 36 * theme::STEP;
/// Least height of the plot.
const LOW: i32 = 18 * theme::STEP;
/// Most dots upon each other.
const DOTS: usize = 22;
/// Largest radius of a dot.
const RADIUS: i32 = 9;
/// Most columns whose managers are named.
const NAMED: usize = 7;
/// From one name to the next.
const LINE: i32 = 2 * theme::STEP;
/// Height of the heading.
const HEAD: i32 = 4 * theme::STEP;
/// Height of the scale and of the names of the bands.
const FOOT: i32 = 9 * theme::STEP;

/// Managers of one span; the last column holds all wider spans too.
struct Column<'a> {
    span: usize,
    managers: &'a [Manager],
}

/// Columns from the narrowest; `managers` are sorted from the widest.
fn columns(managers: &[Manager]) -> Vec<Column<'_>> {
    let widest = managers.first().map_or(1, |m| m.span);
    let last = if widest <= MOST {
        widest.max(LEAST)
    } else {
        MOST
    };
    let from = |span: usize| managers.partition_point(|m| m.span > span);
    (1..=last)
        .map(|span| Column {
            span,
            managers: if span == last {
                &managers[..from(span - 1)]
            } else {
                &managers[from(span)..from(span - 1)]
            },
        })
        .collect()
}

/// A crowd is not worth names: more managers of one span than this are a number.
const FEW: usize = 3;

/// The columns to be named, from the widest: that one and those with few managers over the limit. Within the limit
/// the widest alone, if it has few.
fn named<'c, 'm>(columns: &'c [Column<'m>], limit: usize) -> Vec<&'c Column<'m>> {
    let mut filled = columns.iter().rev().filter(|c| !c.managers.is_empty());
    let few = |c: &&Column<'_>| c.managers.len() <= FEW;
    let Some(widest) = filled.next() else {
        return Vec::new();
    };
    if widest.span <= limit {
        return Some(widest).filter(few).into_iter().collect();
    }
    let others = filled.take_while(|c| c.span > limit).filter(few);
    std::iter::once(widest).chain(others).take(NAMED).collect()
}

/// The height the half needs in this width.
pub(super) fn height(width: i32, org: &Org, managers: &[Manager], limit: usize) -> i32 {
    let columns = columns(managers);
    let plan = plan(Area::new(0, 0, width, 0), org, &columns, limit);
    plan.plot.bottom() + FOOT
}

fn most(columns: &[Column<'_>]) -> usize {
    columns.iter().map(|c| c.managers.len()).max().unwrap_or(1)
}

/// As high as the dots need, less room than that when dots must move together.
fn plot_height(columns: &[Column<'_>]) -> i32 {
    match most(columns) {
        dots if dots <= DOTS => (2 * (RADIUS + 1) * dots as i32).clamp(LOW, PLOT),
        _ => PLOT,
    }
}

/// Where everything stands.
struct Plan {
    plot: Area,
    /// Width of a column.
    unit: i32,
    /// From one dot to the next, or none where columns are drawn.
    dot: Option<i32>,
    /// Most managers of a column.
    most: usize,
    limit: usize,
}

impl Plan {
    fn middle(&self, span: usize) -> i32 {
        self.left(span) + self.unit / 2
    }

    fn left(&self, span: usize) -> i32 {
        self.plot.x + self.unit * (span as i32 - 1)
    }

    /// Height of a stack.
    fn height(&self, managers: usize) -> i32 {
        match self.dot {
            Some(step) => step * managers as i32,
            None => (self.plot.height * managers as i32 / self.most.max(1) as i32)
                .max(i32::from(managers > 0) * 2),
        }
    }

    /// Height of a stack with the number on top of it.
    fn full_height(&self, column: &Column<'_>) -> i32 {
        let number = i32::from(self.dot.is_none()) * (theme::NOTE.leading() + 2);
        self.height(column.managers.len()) + number
    }
}

/// Arranges the half in the upper part of `area`; names that do not fit over the dots lift the plot down.
fn plan(area: Area, org: &Org, columns: &[Column<'_>], limit: usize) -> Plan {
    let unit = area.width / columns.len() as i32;
    let (most, high) = (most(columns), plot_height(columns));
    let top = area.y + HEAD + LINE;
    let mut plan = Plan {
        plot: Area::new(area.x, top, unit * columns.len() as i32, high),
        unit,
        dot: (most <= DOTS).then(|| (2 * RADIUS + 2).min(high / most as i32).min(unit - 2)),
        most,
        limit,
    };
    let highest = places(&plan, org, columns)
        .first()
        .map_or(top, |place| place.y);
    plan.plot.y += (top - highest).max(0);
    plan
}

/// Draws bands, dots and the names of the widest.
pub(super) fn draw(canvas: &mut Canvas, area: Area, org: &Org, managers: &[Manager], limit: usize) {
    let columns = columns(managers);
    let plan = plan(area, org, &columns, limit);
    let heading = if plan.dot.is_some() {
        "Spans of control: one dot is one manager"
    } else {
        "Spans of control: managers by number of direct reports"
    };
    canvas
        .text(area.x, area.y + theme::STEP * 2, heading)
        .style(theme::STRONG);
    bands(canvas, &plan, managers, columns.len());
    for column in &columns {
        scale(canvas, &plan, column, managers);
        match plan.dot {
            Some(step) => dots(canvas, &plan, org, column, step),
            None => bar(canvas, &plan, column),
        }
    }
    label(canvas, &plan, org, &columns);
}

/// The archetypes as quiet panels, every second one shaded, named below with the managers they hold.
fn bands(canvas: &mut Canvas, plan: &Plan, managers: &[Manager], last: usize) {
    let bottom = plan.plot.bottom();
    for (at, (name, from, to)) in BANDS.into_iter().enumerate() {
        let x = plan.left(from);
        let width = plan.left(to.min(last) + 1) - x;
        if at % 2 == 1 {
            let top = plan.plot.y - LINE;
            canvas
                .rect(Area::new(x, top, width, bottom - top))
                .fill(Tone::Panel);
        }
        let number = managers
            .iter()
            .filter(|m| (from..=to).contains(&m.span))
            .count();
        let share = theme::percent(number as f64 / managers.len().max(1) as f64);
        let lines = [
            (name.to_owned(), Ink::Soft),
            (format!("{} · {share}", thousands(number)), Ink::Faint),
        ];
        for (line, (words, ink)) in lines.into_iter().enumerate() {
            let y = bottom + theme::STEP * 5 + LINE * line as i32;
            let wide = text::pixels(&words, theme::NOTE.size, theme::NOTE.weight);
            let words = if wide > width - 2 && line == 1 {
                thousands(number)
            } else {
                words
            };
            let words = shorten(&words, theme::NOTE, width - 2);
            canvas
                .text(x + width / 2, y, words)
                .style(theme::NOTE)
                .ink(ink)
                .centred();
        }
    }
    canvas
        .line(&[(plan.plot.x, bottom), (plan.plot.right(), bottom)])
        .stroke(Tone::Axis, 1);
}

/// The span of a column below it.
fn scale(canvas: &mut Canvas, plan: &Plan, column: &Column<'_>, managers: &[Manager]) {
    let wider = managers.first().is_some_and(|m| m.span > column.span) && column.span == MOST;
    let label = format!("{}{}", column.span, if wider { "+" } else { "" });
    let strong = !column.managers.is_empty();
    canvas
        .text(plan.middle(column.span), plan.plot.bottom() + LINE, label)
        .style(theme::NOTE)
        .ink(if strong { Ink::Strong } else { Ink::Faint })
        .centred();
}

/// The worst level among the managers of a column.
fn level(column: &Column<'_>) -> Option<Level> {
    column.managers.iter().filter_map(|m| m.level).max()
}

fn dots(canvas: &mut Canvas, plan: &Plan, org: &Org, column: &Column<'_>, step: i32) {
    let radius = (step / 2 - 1).max(1);
    for (at, manager) in column.managers.iter().enumerate() {
        let person = org.person(manager.person);
        let y = plan.plot.bottom() - step * at as i32 - step / 2 - 1;
        canvas
            .circle((plan.middle(column.span), y), radius)
            .fill(flags::look(manager.level).0)
            .title(format!(
                "{}: {}",
                person.label(),
                count(manager.span, "direct report", "direct reports")
            ))
            .subject(person.subject().as_str());
    }
}

fn bar(canvas: &mut Canvas, plan: &Plan, column: &Column<'_>) {
    let number = column.managers.len();
    let height = plan.height(number);
    if number == 0 {
        return;
    }
    let (x, y) = (plan.left(column.span), plan.plot.bottom() - height);
    canvas
        .rect(Area::new(x + 1, y, plan.unit - 2, height))
        .fill(flags::look(level(column)).0)
        .title(format!(
            "{}: {}",
            count(column.span, "direct report", "direct reports"),
            count(number, "manager", "managers")
        ));
    let label = thousands(number);
    let wide = text::pixels(&label, theme::NOTE.size, theme::NOTE.weight);
    if wide < plan.unit {
        canvas
            .text(plan.middle(column.span), y - 4, label)
            .style(theme::NOTE)
            .ink(flags::look(level(column)).1)
            .centred();
    }
}

/// A name above a column.
struct Place<'c, 'm> {
    column: &'c Column<'m>,
    words: String,
    y: i32,
}

/// Where names stand, the widest span first. They grow to the left and the widest stands highest, so that no line to
/// a column crosses a name.
fn places<'c, 'm>(plan: &Plan, org: &Org, columns: &'c [Column<'m>]) -> Vec<Place<'c, 'm>> {
    let names = named(columns, plan.limit);
    let shown = names.iter().flat_map(|column| column.managers);
    let twins = Twins::of(shown.map(|m| org.person(m.person)));
    let lines = names.len() as i32 - 1;
    let mut lowest = plan.plot.bottom();
    let mut places = Vec::with_capacity(names.len());
    for (at, column) in names.into_iter().enumerate() {
        let (left, words) = words(plan, org, column, &twins);
        let below = columns
            .iter()
            .filter(|c| c.span <= column.span && plan.left(c.span) + plan.unit > left);
        let tallest = below.map(|c| plan.full_height(c)).max().unwrap_or(0);
        let above = lines - at as i32;
        lowest = lowest.min(plan.plot.bottom() - tallest - LINE + LINE * above);
        places.push(Place {
            column,
            words,
            y: -LINE * above,
        });
    }
    for place in &mut places {
        place.y += lowest;
    }
    places
}

fn label(canvas: &mut Canvas, plan: &Plan, org: &Org, columns: &[Column<'_>]) {
    for Place { column, words, y } in places(plan, org, columns) {
        let x = plan.middle(column.span);
        let top = plan.plot.bottom() - plan.full_height(column) - 2;
        canvas.line(&[(x, top), (x, y + 6)]).stroke(Tone::Axis, 1);
        canvas
            .text(x + 4, y, words)
            .style(name_style(column))
            .ink(flags::look(level(column)).1)
            .ending()
            .middle();
    }
}

fn name_style(column: &Column<'_>) -> theme::Style {
    if level(column).is_some() {
        theme::LABEL_STRONG
    } else {
        theme::LABEL
    }
}

/// Who stands in a column, and where the words begin.
fn words(plan: &Plan, org: &Org, column: &Column<'_>, twins: &Twins) -> (i32, String) {
    const SHOWN: usize = 2;
    let shared = column
        .managers
        .first()
        .is_some_and(|m| m.span > column.span);
    let each = column.managers.iter().map(|m| {
        let name = shorten(
            &twins.person(org.person(m.person)),
            theme::LABEL,
            26 * theme::STEP,
        );
        if shared {
            format!("{name}: {}", thousands(m.span))
        } else {
            name
        }
    });
    let names = list(each, SHOWN);
    let span = if shared {
        String::new()
    } else {
        format!(": {}", column.span)
    };
    let end = plan.middle(column.span) + 4;
    let style = name_style(column);
    let words = shorten(
        &flags::marked(level(column), &format!("{names}{span}")),
        style,
        end - plan.plot.x,
    );
    let left = end - text::pixels(&words, style.size, style.weight);
    (left, words)
}
