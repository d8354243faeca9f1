//! `mapping-distance`: in how many ways the same teams are arranged, how far each two mappings are
//! apart, and how much of the hierarchy each keeps. Knows mappings and no team.

use super::arrangement_tiles;
use super::files::{sentence, source};
use super::flags;
use super::shorten::shorten;
use super::{ChartEntry, View};
use crate::chart::plot::{self, Cell, Frame};
use crate::chart::scale::Band;
use crate::chart::scene::{Area, Canvas, Scene};
use crate::chart::theme::{self, Ink, Tone};
use crate::facts::{Divergence, TeamMapping, apart};
use crate::lint::words::{count, thousands};
use crate::lint::{Level, Needs};
use crate::model::{Subject, Table};

/// Distances and retention of mappings.
pub(super) const ENTRY: ChartEntry = ChartEntry {
    name: "mapping-distance",
    summary: "in how many ways the same teams are arranged, and how far these are apart",
    needs: &[
        Needs::TeamTree,
        Needs::Any(&[Needs::Table(Table::Mappings), Needs::Liaisons]),
    ],
    draw,
};

/// Rows at most.
const ROWS: usize = 16;
/// Height of a row.
const ROW: i32 = 4 * theme::STEP;
/// Room for names, at least for the bars of retention, and for the words behind them.
const NAMES: i32 = 34 * theme::STEP;
const BARS: i32 = 20 * theme::STEP;
const WORDS: i32 = 24 * theme::STEP;
/// Most height of the heads of columns.
const HEADS: i32 = 20 * theme::STEP;
/// Widest column of the matrix.
const CELL: i32 = 8 * theme::STEP;

/// A mapping of the picture.
pub(super) struct Row<'a> {
    pub(super) mapping: &'a TeamMapping,
    pub(super) divergence: &'a Divergence,
    level: Option<Level>,
}

fn draw(view: &View<'_>) -> Option<Scene> {
    let facts = view.facts;
    let mut rows = rows(view);
    if rows.is_empty() {
        return None;
    }
    rows.sort_by(|a, b| a.divergence.retention.total_cmp(&b.divergence.retention));
    let all = rows.len();
    let tiles = arrangement_tiles::Tiles::of(view, &rows);
    rows.truncate(ROWS);
    let names: Vec<String> = rows
        .iter()
        .map(|row| {
            shorten(
                &sentence(&row.mapping.name),
                theme::LABEL,
                HEADS - theme::STEP,
            )
        })
        .collect();
    let several = comparable(&rows);
    let heads = if several {
        plot::label_room(&names, theme::LABEL, HEADS)
    } else {
        ROW
    };
    let tables = [Table::Teams, Table::Mappings, Table::Liaisons];
    let (mut canvas, body) = Frame {
        title: &tiles.title(),
        subtitle: &subtitle(&rows, all, several),
        source: &source(facts.org(), &tables),
        description: &description(&rows),
        width: super::WIDTH,
    }
    .open(arrangement_tiles::HEIGHT + heads + ROW * rows.len() as i32);
    let (top, rest) = body.split_top(arrangement_tiles::HEIGHT);
    tiles.draw(&mut canvas, top);
    let cells = rest.split_top(heads).1;
    let room = body.width - NAMES - BARS - WORDS - theme::STEP * 5;
    let width = if several {
        room.min(CELL * rows.len() as i32)
    } else {
        0
    };
    let columns = Band::new(body.x + NAMES, width, rows.len());
    if several {
        let turn = (crate::chart::scene::Turn::Upright, heads);
        plot::headings(&mut canvas, &names, &columns, cells.y, turn);
    }
    let left = body.x + NAMES + width + theme::STEP * 5;
    let bars = Area::new(
        left,
        cells.y,
        (body.right() - WORDS - left).min(2 * BARS),
        cells.height,
    );
    head_of_bars(&mut canvas, bars);
    for at in 0..rows.len() {
        let y = cells.y + ROW * at as i32;
        name(&mut canvas, &rows[at], body.x + NAMES, y);
        if several {
            distances(&mut canvas, &rows, at, &columns, y);
        }
        retention(&mut canvas, &rows[at], bars, y);
    }
    Some(canvas.finish())
}

/// Whether any two mappings have teams in common: those of different corners have no distance, and a
/// picture of dashes says nothing.
fn comparable(rows: &[Row<'_>]) -> bool {
    (1..rows.len()).any(|at| {
        let mut before = rows[..at].iter();
        before.any(|row| apart(rows[at].mapping, row.mapping).is_some())
    })
}

/// Mappings of at least two teams, with what was found about them.
fn rows<'a>(view: &View<'a>) -> Vec<Row<'a>> {
    let mappings = view.facts.mappings();
    let levels = flags::levels(
        view.findings,
        &["mapping-diverges-from-hierarchy", "near-aligned"],
    );
    let all = mappings.all().iter().enumerate();
    all.filter_map(|(index, mapping)| {
        let divergence = mappings.divergence(view.facts, index)?;
        (divergence.leaves > 1).then(|| Row {
            mapping,
            divergence,
            level: levels
                .get(Subject::mapping(&mapping.name).as_str())
                .copied(),
        })
    })
    .collect()
}

fn name(canvas: &mut Canvas, row: &Row<'_>, right: i32, y: i32) {
    let whole = sentence(&row.mapping.name);
    canvas
        .text(
            right - theme::GAP * 3 / 2,
            y + ROW / 2,
            shorten(&whole, theme::BODY, NAMES - theme::GAP * 2),
        )
        .ending()
        .middle()
        .title(whole)
        .subject(Subject::mapping(&row.mapping.name).as_str());
}

/// The distances to the mappings before it: the picture is the lower half of the matrix.
fn distances(canvas: &mut Canvas, rows: &[Row<'_>], at: usize, columns: &Band, y: i32) {
    for to in 0..=at {
        let (x, width) = columns.at(to);
        let area = Area::new(x, y, width, ROW);
        if to == at {
            canvas
                .rect(Area::new(x, y, width - 1, ROW - 1))
                .fill(Tone::Panel);
            continue;
        }
        let (a, b) = (rows[at].mapping, rows[to].mapping);
        let far = apart(a, b);
        let words = far.map_or_else(|| "–".to_owned(), |far| format!("{far:.2}"));
        let told = match far {
            Some(far) => format!("{} and {}: {far:.2} apart", a.name, b.name),
            None => format!("{} and {} have no two teams in common", a.name, b.name),
        };
        plot::heat_cell(
            canvas,
            area,
            &Cell {
                fill: far.map(Tone::ramp),
                hatched: false,
                text: &words,
                subject: Subject::mapping(&a.name).as_str(),
                title: &told,
            },
        );
    }
}

fn head_of_bars(canvas: &mut Canvas, bars: Area) {
    canvas
        .text(
            bars.x,
            bars.y - theme::STEP / 2,
            "Retention: 1 follows the hierarchy",
        )
        .style(theme::LABEL)
        .ink(Ink::Soft);
    for x in [bars.x, bars.right()] {
        canvas
            .line(&[(x, bars.y), (x, bars.bottom())])
            .stroke(Tone::Grid, 1);
    }
}

fn retention(canvas: &mut Canvas, row: &Row<'_>, bars: Area, y: i32) {
    let (tone, ink, _) = if row.divergence.diverges() {
        flags::look(row.level)
    } else {
        (Tone::Good, Ink::Good, "✓")
    };
    let share = row.divergence.retention;
    let width = ((f64::from(bars.width) * share).round() as i32).max(2);
    let middle = y + ROW / 2;
    canvas
        .rect(Area::new(
            bars.x,
            middle - theme::BAR / 2,
            width,
            theme::BAR,
        ))
        .fill(tone)
        .title(format!("{}: retention {share:.2}", row.mapping.name))
        .subject(Subject::mapping(&row.mapping.name).as_str());
    let words = if row.divergence.diverges() {
        let moves = row.divergence.moves.len();
        let teams = count(moves, "team", "teams");
        flags::marked(row.level, &format!("{share:.2}, {teams} to move"))
    } else {
        format!("✓ {share:.2}, follows the tree")
    };
    canvas
        .text(
            bars.right() + theme::GAP,
            middle,
            plot::cut(&words, theme::BODY, WORDS - theme::GAP),
        )
        .ink(ink)
        .middle();
}

fn subtitle(rows: &[Row<'_>], all: usize, several: bool) -> String {
    let mut parts = vec![
        "Above: what people must keep in mind at once; mappings alike count once, those along the hierarchy add nothing".to_owned(),
    ];
    if several {
        parts.push(
            "matrix: how differently two mappings divide the teams that both label, 0 alike, 1 as far apart as can be, – too few in common".to_owned(),
        );
    }
    if rows.len() < all {
        parts.push(format!(
            "the {} of lowest retention of {}",
            rows.len(),
            thousands(all)
        ));
    }
    parts.join(" · ")
}

fn description(rows: &[Row<'_>]) -> String {
    let told: Vec<String> = rows
        .iter()
        .map(|row| {
            format!(
                "{}: retention {:.2}",
                row.mapping.name, row.divergence.retention
            )
        })
        .collect();
    format!("{}.", told.join("; "))
}
