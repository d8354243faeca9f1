//! `dependency-matrix`: who depends on whom in the order of the tree, with unit boxes on the diagonal.
//!
//! Inside a unit a dependency lies in its box; what lies outside crosses a border. Knows the matrix
//! as counted next door and pixels.

use super::files::source;
use super::flags;
use super::matrix::{Cell, Matrix};
use super::matrix_marks::{self, Grid};
use super::matrix_notes;
use super::names;
use super::shorten::shorten;
use super::{ChartEntry, View};
use crate::chart::plot::{self, Frame};
use crate::chart::scene::{Area, Canvas, Scene};
use crate::chart::text;
use crate::chart::theme::{self, Ink, Style, Tone};
use crate::facts::Facts;
use crate::lint::{Level, Needs, words};
use crate::model::{Table, TeamId};

/// The dependency matrix.
pub(super) const ENTRY: ChartEntry = ChartEntry {
    name: "dependency-matrix",
    summary: "which team depends on which, in the order of the tree: hard, soft, uncovered, in cycles",
    needs: &[Needs::Table(Table::Dependencies)],
    draw,
};

/// Rows at most.
const MOST: usize = 90;
/// Longest name of a row.
const NAMES: i32 = 25 * theme::STEP;
/// Room for the words on the axes, where names are short.
const LEAST: i32 = 13 * theme::STEP;
/// Longest upright name of a column.
const HEADS: i32 = 18 * theme::STEP;
/// Room for the names of units left of the rows.
const UNITS: i32 = 16 * theme::STEP;
/// Letters and brackets of cycles between names and cells.
const TAGS: i32 = 4 * theme::STEP;
/// Room for sums at the right and below.
const SUMS: i32 = 5 * theme::STEP;
/// Least width of the list of what stands out.
const PANEL: i32 = 36 * theme::STEP;

fn draw(view: &View<'_>) -> Option<Scene> {
    let facts = view.facts;
    let matrix = Matrix::new(facts, view.findings, MOST)?;
    let names = names(facts, &matrix);
    let count = matrix.nodes.len() as i32;
    let side = (760 / count).clamp(12, 36);
    let style = if side > 13 { theme::LABEL } else { theme::NOTE };
    let units = matrix_marks::units(facts, &matrix);
    let gutter = if units.is_empty() { 0 } else { UNITS };
    let name_room = plot::label_room(&names, style, NAMES).max(LEAST);
    // The name of the column of sums stands upright among the heads.
    let heads = plot::label_room(&names, style, HEADS).max(plot::label_room(
        &[matrix_marks::SUM_HEAD],
        theme::NOTE,
        HEADS,
    )) + theme::STEP;
    let notes = matrix_notes::notes(view, &matrix);
    let least = if notes.is_empty() {
        0
    } else {
        matrix_notes::NOTES
    };
    let (mut canvas, body) = Frame {
        title: &title(facts, &matrix),
        subtitle: &subtitle(facts, &matrix),
        source: &source(
            facts.org(),
            &[
                Table::Teams,
                Table::Dependencies,
                Table::Coordination,
                Table::Liaisons,
                Table::Attendance,
            ],
        ),
        description: &description(facts, &matrix),
        width: super::WIDTH,
    }
    .open(heads + (side * count + SUMS).max(least));
    let cells = Area::new(
        body.x + gutter + name_room + TAGS,
        body.y + heads,
        side * count,
        side * count,
    );
    let grid = Grid { cells, side };
    grid.draw_ground(&mut canvas, facts, &matrix, &units, body.x);
    axes(&mut canvas, facts, &matrix, &grid, &names, style);
    matrix_marks::brackets(&mut canvas, &matrix, &grid);
    for (&(from, to), cell) in &matrix.cells {
        let title = cell_title(facts, &matrix, (from, to), cell);
        let key = |at: usize| facts.org().team(matrix.nodes[at].unit).key();
        let subject = crate::model::Subject::dependency(key(from), key(to));
        grid.draw_cell(
            &mut canvas,
            &matrix,
            (from, to),
            cell,
            &title,
            subject.as_str(),
        );
    }
    matrix_marks::sums(&mut canvas, view, &matrix, &grid);
    let left = cells.right() + SUMS + theme::STEP * 4;
    if left + PANEL <= body.right() {
        let panel = Area::new(left, cells.y, body.right() - left, cells.height);
        matrix_notes::panel(&mut canvas, notes, panel);
    }
    Some(canvas.finish())
}

/// Names of rows, with the number of teams where they stand for several.
fn names(facts: &Facts<'_>, matrix: &Matrix) -> Vec<String> {
    let plain: Vec<&str> = matrix
        .nodes
        .iter()
        .map(|node| name(facts, node.unit))
        .collect();
    let start = names::shared_start(&plain);
    matrix
        .nodes
        .iter()
        .zip(plain)
        .map(|(node, name)| {
            let name = text::readable(&name[start..]).into_owned();
            if matrix.folded && node.teams > 1 {
                format!("{name} ({})", node.teams)
            } else {
                name
            }
        })
        .collect()
}

/// Names of rows and columns, what a mark means, and the letters of cycles.
fn axes(
    canvas: &mut Canvas,
    facts: &Facts<'_>,
    matrix: &Matrix,
    grid: &Grid,
    names: &[String],
    style: Style,
) {
    let cells = grid.cells;
    for (at, name) in names.iter().enumerate() {
        let node = &matrix.nodes[at];
        let team = facts.org().team(node.unit);
        let middle = grid.middle(at);
        let ink = if node.cycle.is_some() {
            Ink::Strong
        } else {
            Ink::Soft
        };
        canvas
            .text(
                cells.x - TAGS,
                cells.y + middle,
                shorten(name, style, NAMES - theme::GAP),
            )
            .style(style)
            .ink(ink)
            .ending()
            .middle()
            .title(team.label())
            .subject(team.subject().as_str());
        canvas
            .text(
                cells.x + middle,
                cells.y - theme::STEP / 2,
                shorten(name, style, HEADS - theme::GAP),
            )
            .style(style)
            .ink(ink)
            .turn(crate::chart::scene::Turn::Upright)
            .middle();
        if let Some(cycle) = node.cycle {
            canvas
                .text(
                    cells.x - TAGS + theme::STEP,
                    cells.y + middle,
                    cycle_name(cycle),
                )
                .style(theme::NOTE)
                .ink(Ink::Bad)
                .centred()
                .middle();
        }
    }
    let room = cells.x - TAGS - theme::MARGIN;
    for (line, words) in ["each row depends", "on these columns →"]
        .iter()
        .enumerate()
    {
        canvas
            .text(
                cells.x - TAGS,
                cells.y - theme::STEP * 3 + 15 * line as i32,
                plot::cut(words, theme::NOTE, room),
            )
            .style(theme::NOTE)
            .ink(Ink::Faint)
            .ending();
    }
}

/// `A` to `Z`, then numbers.
pub(super) fn cycle_name(number: usize) -> String {
    match u8::try_from(number) {
        Ok(letter @ 0..26) => char::from(b'A' + letter).to_string(),
        _ => (number + 1).to_string(),
    }
}

fn name<'a>(facts: &Facts<'a>, unit: TeamId) -> &'a str {
    names::team(facts.org().team(unit))
}

fn cell_title(
    facts: &Facts<'_>,
    matrix: &Matrix,
    (from, to): (usize, usize),
    cell: &Cell,
) -> String {
    let (a, b) = (matrix.nodes[from].unit, matrix.nodes[to].unit);
    let strength = match (matrix.stated, cell.hard) {
        (false, _) => "",
        (true, true) => ": hard",
        (true, false) => ": soft",
    };
    let mut title = format!("{} depends on {}{strength}", name(facts, a), name(facts, b));
    if matrix.folded {
        title = format!("{title}, {} pairs of teams", cell.edges);
    }
    if cell.uncovered > 0 {
        title.push_str(", nothing connects them");
    }
    if matrix.on_cycle(from, to) {
        title.push_str(", on a cycle");
    }
    title
}

fn title(facts: &Facts<'_>, matrix: &Matrix) -> String {
    let mut parts = Vec::new();
    if matrix.uncovered > 0 && matrix.level == Some(Level::Note) {
        parts.push(format!(
            "for {} of {} the files show no connection",
            words::thousands(matrix.uncovered),
            words::count(matrix.edges, "dependency", "dependencies")
        ));
    } else if matrix.uncovered > 0 {
        let (verb, of) = if matrix.uncovered == 1 {
            (
                "has",
                words::count(matrix.edges, "dependency", "dependencies"),
            )
        } else {
            (
                "have",
                words::count(matrix.edges, "dependency", "dependencies"),
            )
        };
        parts.push(format!(
            "{} of {of} {verb} nothing that connects the two",
            words::thousands(matrix.uncovered)
        ));
    }
    let noun = if matrix.folded {
        "units wait"
    } else {
        "teams wait"
    };
    match matrix.cycles.as_slice() {
        [] => {}
        [one] => parts.push(format!("{} {noun} for each other in a circle", one.len())),
        many => {
            let teams: usize = many.iter().map(Vec::len).sum();
            parts.push(format!(
                "{teams} {noun} for each other in {} circles",
                many.len()
            ));
        }
    }
    if parts.is_empty() {
        let busiest = matrix
            .nodes
            .iter()
            .max_by_key(|node| (node.fan_in, std::cmp::Reverse(node.unit)));
        return match busiest {
            Some(node) if node.fan_in > 1 => format!(
                "No circles among {}; {} is needed by {}",
                words::count(matrix.edges, "dependency", "dependencies"),
                name(facts, node.unit),
                node.fan_in
            ),
            _ => format!(
                "No circles among {}",
                words::count(matrix.edges, "dependency", "dependencies")
            ),
        };
    }
    super::files::sentence(&parts.join("; "))
}

fn subtitle(facts: &Facts<'_>, matrix: &Matrix) -> String {
    let mut parts = vec![format!(
        "{} between {}, rows and columns in tree order, boxes are units",
        words::count(matrix.edges, "dependency", "dependencies"),
        words::count(matrix.teams, "team", "teams")
    )];
    if matrix.folded {
        parts.push("rows are units, their number of teams in brackets; a cell counts pairs of teams, darker is more, with a border: some that nothing connects".to_owned());
    } else {
        parts.push(
            if matrix.stated {
                "square hard, ring soft"
            } else {
                "a dot is a dependency, no strength is stated"
            }
            .to_owned(),
        );
        if matrix.uncovered > 0 {
            parts.push("with a cross: nothing connects the two".to_owned());
        }
    }
    if !matrix.cycles.is_empty() {
        parts.push("bracket and red ground: on a circle".to_owned());
    }
    if matrix.left_out > 0 {
        parts.push(format!(
            "the {} with most dependencies, {} left out",
            matrix.nodes.len(),
            words::thousands(matrix.left_out)
        ));
    }
    let teams = facts.tree().units().all_leaves().len();
    if teams > matrix.teams {
        parts.push("teams without dependencies left out".to_owned());
    }
    parts.join(" · ")
}

fn description(facts: &Facts<'_>, matrix: &Matrix) -> String {
    let cycles = matrix.cycles.iter().map(|cycle| {
        let names = cycle.iter().map(|at| name(facts, matrix.nodes[*at].unit));
        format!("Circle of {}: {}.", cycle.len(), words::list(names, 8))
    });
    let mut told: Vec<String> = cycles.take(5).collect();
    told.insert(
        0,
        format!(
            "{}{}.",
            words::count(matrix.edges, "dependency", "dependencies"),
            if matrix.stated { " hard or soft" } else { "" }
        ),
    );
    told.join(" ")
}

/// The tone of a mark that nothing connects, and of one that something does.
pub(super) fn mark_tone(matrix: &Matrix, cell: &Cell) -> Tone {
    if cell.uncovered > 0 {
        flags::look(matrix.level).0
    } else {
        Tone::Neutral
    }
}
