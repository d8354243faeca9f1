//! `context-grid`: how much context each dependency asks for against how dear the model is that
//! connects the two teams. Off the grey band something is mismatched. Knows declared models, advises none.

use super::context_ladder::{Fit, LADDER, MEETING, NOTHING, fit, on_ladder};
use super::files::source;
use super::names;
use super::shorten::shorten;
use super::{ChartEntry, View};
use crate::chart::plot::{self, Frame};
use crate::chart::scale::Band;
use crate::chart::scene::{Area, Canvas, Scene};
use crate::chart::text;
use crate::chart::theme::{self, Ink, Style, Tone};
use crate::facts::{Coverage, Edge, Facts};
use crate::lint::Needs;
use crate::lint::words::{count, list, thousands};
use crate::model::{Column, Context, CoordinationModel as Model, Subject, Table};
use std::collections::BTreeMap;

/// The grid of context and cost.
pub(super) const ENTRY: ChartEntry = ChartEntry {
    name: "context-grid",
    summary: "whether the way two teams are connected fits the context they need: too little, or dearer than needed",
    needs: &[Needs::Column(Table::Dependencies, Column::Context)],
    draw,
};

/// The columns, with what carries so much context.
const CONTEXTS: [(Context, &str, &str); 4] = [
    (Context::None, "no context", "nothing to carry"),
    (Context::Low, "little", "a note carries it"),
    (
        Context::Medium,
        "medium",
        "being in their meetings carries it",
    ),
    (Context::High, "deep", "only working together carries it"),
];

/// Room for the names of rungs.
const NAMES: i32 = 24 * theme::STEP;
/// Height of a rung with pairs, of one without, of the heads of columns.
const FULL: i32 = 5 * theme::STEP;
const EMPTY: i32 = 3 * theme::STEP;
const HEAD: i32 = 6 * theme::STEP;

/// Dependencies by rung and context, and how many stand on no rung.
struct Grid<'f> {
    cells: BTreeMap<(usize, Context), Vec<&'f Edge>>,
    elsewhere: usize,
    silent: usize,
}

impl<'f> Grid<'f> {
    fn of(facts: &'f Facts<'_>) -> Self {
        let org = facts.org();
        let mut grid = Self {
            cells: BTreeMap::new(),
            elsewhere: 0,
            silent: 0,
        };
        for (at, edge) in facts.dependencies().edges().iter().enumerate() {
            let contexts = edge.rows.iter();
            let stated = contexts.filter_map(|row| org.dependencies[row.index()].context);
            let Some(context) = stated.max() else {
                grid.silent += 1;
                continue;
            };
            let found = match facts.dependencies().coverage(at) {
                None => Some(NOTHING),
                Some(Coverage::Meeting(_)) => Some(MEETING),
                Some(Coverage::Liaison(_)) => on_ladder(Model::Liaison),
                Some(Coverage::Coordination(id)) => {
                    org.coordination_row(id).kind().and_then(on_ladder)
                }
            };
            match found {
                Some(rung) => grid.cells.entry((rung, context)).or_default().push(edge),
                None => grid.elsewhere += 1,
            }
        }
        grid
    }

    fn number(&self, fits: Fit) -> usize {
        self.cells
            .iter()
            .filter(|((rung, context), _)| fit(&LADDER[*rung], *context) == fits)
            .map(|(_, edges)| edges.len())
            .sum()
    }

    fn is_used(&self, rung: usize) -> bool {
        self.cells.keys().any(|(known, _)| *known == rung)
    }
}

fn draw(view: &View<'_>) -> Option<Scene> {
    let facts = view.facts;
    let grid = Grid::of(facts);
    if grid.cells.is_empty() {
        return None;
    }
    let height = |rung: usize| if grid.is_used(rung) { FULL } else { EMPTY };
    let rows: i32 = (0..LADDER.len()).map(height).sum();
    let tables = [
        Table::Dependencies,
        Table::Coordination,
        Table::Liaisons,
        Table::Attendance,
    ];
    let (mut canvas, body) = Frame {
        title: &title(&grid),
        subtitle: &subtitle(&grid),
        source: &source(facts.org(), &tables),
        description: &description(&grid),
        width: super::WIDTH,
    }
    .open(HEAD + rows);
    let columns = Band::new(body.x + NAMES, body.width - NAMES, CONTEXTS.len());
    heads(&mut canvas, body, &columns);
    let mut y = body.y + HEAD;
    for (number, rung) in LADDER.iter().enumerate().rev() {
        let high = height(number);
        let (style, ink) = if grid.is_used(number) {
            (theme::BODY, Ink::Strong)
        } else {
            (theme::LABEL, Ink::Faint)
        };
        canvas
            .text(
                columns.at(0).0 - theme::GAP * 3 / 2,
                y + high / 2,
                rung.name,
            )
            .style(style)
            .ink(ink)
            .ending()
            .middle();
        for (column, (context, ..)) in CONTEXTS.into_iter().enumerate() {
            let (x, width) = columns.at(column);
            let area = Area::new(x, y, width - 2, high - 2);
            let edges = grid.cells.get(&(number, context));
            cell(
                &mut canvas,
                facts,
                area,
                fit(rung, context),
                edges.map_or(&[], Vec::as_slice),
            );
        }
        y += high;
    }
    Some(canvas.finish())
}

fn heads(canvas: &mut Canvas, body: Area, columns: &Band) {
    canvas
        .text(
            columns.at(0).0 - theme::GAP * 3 / 2,
            body.y + theme::STEP * 2,
            "the dearer, the higher ↑",
        )
        .style(theme::NOTE)
        .ink(Ink::Faint)
        .ending();
    for (column, (_, name, told)) in CONTEXTS.into_iter().enumerate() {
        let (x, _) = columns.at(column);
        canvas
            .text(x + theme::GAP, body.y + theme::STEP * 2, name)
            .style(theme::STRONG);
        canvas
            .text(x + theme::GAP, body.y + theme::STEP * 4, told)
            .style(theme::NOTE)
            .ink(Ink::Faint);
    }
}

fn cell(canvas: &mut Canvas, facts: &Facts<'_>, area: Area, fits: Fit, edges: &[&Edge]) {
    let (ground, ink, mark) = match (fits, edges.is_empty()) {
        (Fit::Fits, _) => (Some(Tone::Panel), Ink::Soft, ""),
        (_, true) => (None, Ink::Soft, ""),
        (Fit::TooLittle, false) => (Some(Tone::BadSoft), Ink::Bad, "✗ "),
        (Fit::Dear, false) => (Some(Tone::WarnSoft), Ink::Warn, "! "),
    };
    let name = |edge: &&Edge| {
        let team = |id| names::team(facts.org().team(id));
        (team(edge.from), team(edge.to))
    };
    if let Some(tone) = ground {
        let first = edges.first().map(|edge| {
            let key = |id| facts.org().team(id).key();
            Subject::dependency(key(edge.from), key(edge.to))
        });
        canvas
            .rect(area)
            .fill(tone)
            .title(list(edges.iter().map(|edge| arrow(name(edge))), 12))
            .subject(first.as_ref().map_or("", Subject::as_str));
    }
    if edges.is_empty() {
        return;
    }
    let number = format!("{mark}{}", thousands(edges.len()));
    let style = theme::STRONG;
    let width = text::pixels(&number, style.size, style.weight);
    let (x, middle) = (area.x + theme::GAP, area.y + area.height / 2);
    canvas
        .text(x, middle, number)
        .style(style)
        .ink(ink)
        .middle();
    let room = area.width - width - theme::GAP * 3;
    let words = fitting(
        &edges.iter().take(6).map(name).collect::<Vec<_>>(),
        edges.len(),
        theme::LABEL,
        room,
    );
    canvas
        .text(x + width + theme::GAP, middle, words)
        .style(theme::LABEL)
        .ink(if fits == Fit::Fits {
            Ink::Soft
        } else {
            Ink::Strong
        })
        .middle();
}

/// As many of the first pairs as fit, and how many more there are; where not even one fits, both its
/// names shortened.
fn fitting(first: &[(&str, &str)], all: usize, style: Style, room: i32) -> String {
    let said = |pairs: &[String]| {
        let mut words = pairs.join(", ");
        if pairs.len() < all {
            words = format!("{words} and {} more", thousands(all - pairs.len()));
        }
        words
    };
    let fits = |words: &String| text::pixels(words, style.size, style.weight) <= room;
    let whole: Vec<String> = first.iter().map(|pair| arrow(*pair)).collect();
    let most = (1..=whole.len())
        .rev()
        .map(|shown| said(&whole[..shown]))
        .find(fits);
    let Some((from, to)) = first.first().filter(|_| most.is_none()) else {
        return most.unwrap_or_default();
    };
    let rest = said(&[" → ".to_owned()]);
    let each = (room - text::pixels(&rest, style.size, style.weight)) / 2;
    let pair = arrow((&shorten(from, style, each), &shorten(to, style, each)));
    plot::cut(&said(&[pair]), style, room)
}

fn arrow((from, to): (&str, &str)) -> String {
    format!("{from} → {to}")
}

fn title(grid: &Grid<'_>) -> String {
    let all: usize = grid.cells.values().map(Vec::len).sum();
    let (little, dear) = (grid.number(Fit::TooLittle), grid.number(Fit::Dear));
    let of = |number: usize| {
        let noun = count(all, "dependency", "dependencies");
        format!("{} of {noun}", thousands(number))
    };
    let verb = |number: usize| if number == 1 { "is" } else { "are" };
    match (little, dear) {
        (0, 0) => format!(
            "All {} are connected as their context asks for",
            count(all, "dependency", "dependencies")
        ),
        (0, dear) => format!(
            "{} {} connected more dearly than the context asks for",
            of(dear),
            verb(dear)
        ),
        (little, 0) => format!(
            "{} {} connected by less than the context asks for",
            of(little),
            verb(little)
        ),
        (little, dear) => format!(
            "{} {} connected by less than the context asks for, {} more dearly",
            of(little),
            verb(little),
            thousands(dear)
        ),
    }
}

fn subtitle(grid: &Grid<'_>) -> String {
    let mut parts = vec![
        "Dependencies by the context they need and by what connects the two teams · grey: fits · ✗ too little for so much context · ! dearer than it needs".to_owned(),
    ];
    if grid.elsewhere > 0 {
        parts.push(format!(
            "left out: {} with a model off this ladder, such as a service provider",
            count(grid.elsewhere, "pair", "pairs")
        ));
    }
    if grid.silent > 0 {
        parts.push(format!(
            "{} without a stated context",
            thousands(grid.silent)
        ));
    }
    parts.join(" · ")
}

fn description(grid: &Grid<'_>) -> String {
    let told: Vec<String> = grid
        .cells
        .iter()
        .map(|((rung, context), edges)| {
            format!(
                "{}, {} context: {}",
                LADDER[*rung].name,
                context.name(),
                edges.len()
            )
        })
        .collect();
    format!("{}.", told.join("; "))
}
