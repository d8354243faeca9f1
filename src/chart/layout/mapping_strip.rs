//! `mapping-strip`: the unit tree as an icicle, below it one row of coloured cells per mapping.
//!
//! A mapping that follows the tree reads as solid runs, one that does not as confetti. Knows mappings
//! and the tree; computes no divergence of its own.

use super::columns::Columns;
use super::files::{sentence, source};
use super::flags;
use super::icicle::Icicle;
use super::strip_row::Row;
use super::{ChartEntry, View};
use crate::chart::plot::{self, Frame};
use crate::chart::scale::Band;
use crate::chart::scene::{Area, Canvas, Scene};
use crate::chart::text::Weight;
use crate::chart::theme::{self, Ink};
use crate::facts::{Facts, TeamMapping};
use crate::graph::forest::Forest;
use crate::lint::{Needs, words};
use crate::model::{Subject, Table, TeamId};

/// The mapping strip.
pub(super) const ENTRY: ChartEntry = ChartEntry {
    name: "mapping-strip",
    summary: "which mappings of teams follow the hierarchy: solid runs under the tree, or confetti",
    needs: &[
        Needs::Teams,
        Needs::Any(&[Needs::Table(Table::Mappings), Needs::Liaisons]),
    ],
    draw,
};

/// Columns at most: narrower ones are no longer told apart.
const COLUMNS: usize = 150;
/// Up to so many teams the whole tree is shown.
const FEW: usize = 40;
/// Rows at most: one screen.
const ROWS: usize = 14;
/// Room for the names of mappings.
const NAMES: i32 = 216;
/// Room for the verdicts.
const VERDICTS: i32 = 184;
/// Height of a row of cells and of the gap below it.
const CELLS: i32 = 28;
const GAP: i32 = 2 * theme::STEP;

fn draw(view: &View<'_>) -> Option<Scene> {
    let facts = view.facts;
    let levels = flags::levels(
        view.findings,
        &["mapping-diverges-from-hierarchy", "near-aligned"],
    );
    let level = |name: &str| levels.get(Subject::mapping(name).as_str()).copied();
    let mut rows: Vec<Row<'_>> = facts
        .mappings()
        .all()
        .iter()
        .enumerate()
        .filter(|(_, mapping)| !mapping.leaves.is_empty())
        .filter_map(|(index, mapping)| Row::new(facts, index, mapping, level(&mapping.name)))
        .collect();
    if rows.is_empty() {
        return None;
    }
    // The worst first; equal ones stay in reading order.
    rows.sort_by(|a, b| a.retention().total_cmp(&b.retention()));
    let all = rows.len();
    let title = title(&rows);
    rows.truncate(ROWS);
    let columns = columns(facts, &rows);
    let width = super::WIDTH - 2 * theme::MARGIN - NAMES - VERDICTS;
    let band = Band::new(theme::MARGIN + NAMES, width, columns.units.len());
    let icicle = Icicle::new(facts, &columns, band.least());
    for row in &mut rows {
        row.place(facts, &columns, &band);
    }
    let heights: i32 = rows
        .iter()
        .map(|row| CELLS + GAP + row.legend_height(width))
        .sum();
    let (mut canvas, body) = Frame {
        title: &title,
        subtitle: &subtitle(facts, &columns, &icicle, &rows, all),
        source: &source(
            facts.org(),
            &[Table::Teams, Table::Mappings, Table::Liaisons],
        ),
        description: &description(&rows),
        width: super::WIDTH,
    }
    .open(icicle.height() + GAP + heights);
    icicle.draw(&mut canvas, body.y, &band);
    let mut y = body.y + icicle.height() + GAP;
    for row in &rows {
        name(&mut canvas, row.mapping, y);
        row.draw(&mut canvas, facts, &columns, &band, (y, CELLS));
        let right = band.at(columns.units.len()).0 + theme::GAP * 2;
        verdict(&mut canvas, row, right, y);
        y += CELLS + theme::STEP / 2;
        let legend = Area::new(theme::MARGIN + NAMES, y, width, 0);
        row.draw_legend(&mut canvas, legend);
        y += row.legend_height(width) + GAP - theme::STEP / 2;
    }
    Some(canvas.finish())
}

/// The leaves of the whole tree, or where they are many those of the parts that hold labels. Siblings
/// are grouped by label: a tree says nothing about their order, so neither does the picture.
fn columns(facts: &Facts<'_>, rows: &[Row<'_>]) -> Columns {
    let forest = facts.tree().units();
    let mut tops = forest.roots().to_vec();
    if forest.all_leaves().len() > FEW {
        tops = rows
            .iter()
            .flat_map(|row| &row.mapping.leaves)
            .map(|(leaf, _)| facts.tree().boundary(TeamId(*leaf)).0)
            .collect();
        tops = Columns::disjoint(forest, tops);
    }
    let mut order: Vec<&Row<'_>> = rows.iter().collect();
    order.sort_by_key(|row| (!row.follows(), std::cmp::Reverse(row.mapping.leaves.len())));
    let keys: Vec<Vec<u32>> = order
        .iter()
        .map(|row| least_labels(forest, row.mapping))
        .collect();
    Columns::new(forest, tops, COLUMNS, |unit| {
        let labels = keys.iter().map(|labels| labels[unit as usize]);
        labels.collect::<Vec<u32>>()
    })
}

/// The least label number in each subtree, the largest number where it has none.
fn least_labels(forest: &Forest, mapping: &TeamMapping) -> Vec<u32> {
    let mut least = vec![u32::MAX; forest.len()];
    for (leaf, labels) in &mapping.leaves {
        least[*leaf as usize] = labels.iter().copied().min().unwrap_or(u32::MAX);
    }
    for unit in forest.preorder().iter().rev() {
        if let Some(parent) = forest.parent(*unit) {
            least[parent as usize] = least[parent as usize].min(least[*unit as usize]);
        }
    }
    least
}

fn title(rows: &[Row<'_>]) -> String {
    let off: Vec<&Row<'_>> = rows.iter().filter(|row| !row.follows()).collect();
    let flat = rows.iter().filter(|row| row.flat).count();
    match (off.as_slice(), rows) {
        ([], [only]) if flat == 1 => format!(
            "The hierarchy is too flat for the mapping “{}” to follow",
            only.mapping.name
        ),
        ([], all) if flat == all.len() => {
            format!("The hierarchy is too flat for any of {flat} mappings to follow")
        }
        ([], all) if flat > 0 => format!(
            "{} of {} mappings follow the hierarchy, for the others it is too flat",
            all.len() - flat,
            all.len()
        ),
        ([], [only]) => format!("The mapping “{}” follows the hierarchy", only.mapping.name),
        ([], _) => format!("All {} mappings follow the hierarchy", rows.len()),
        ([worst, ..], _) => {
            let share = match (off.len(), rows.len()) {
                (_, 1) => "The only mapping cuts".to_owned(),
                (1, all) => format!("1 of {all} mappings cuts"),
                (some, all) if some == all => format!("All {all} mappings cut"),
                (some, all) => format!("{some} of {all} mappings cut"),
            };
            let worst = &worst.mapping.name;
            if rows.len() == 1 || off.len() == 1 {
                format!("{share} across the hierarchy: {worst}")
            } else {
                format!("{share} across the hierarchy, {worst} the most")
            }
        }
    }
}

fn subtitle(
    facts: &Facts<'_>,
    columns: &Columns,
    icicle: &Icicle<'_>,
    rows: &[Row<'_>],
    all: usize,
) -> String {
    let mut parts = vec![
        "Teams under their units, siblings grouped by label; one row per mapping, one colour per label, \
         a mapping that follows the tree is solid"
            .to_owned(),
    ];
    if rows.iter().any(Row::hatched) {
        parts.push("hatched: the fewest teams to reassign so that it does".to_owned());
    }
    if rows.len() < all {
        parts.push(format!(
            "the {} of {all} mappings that follow it least",
            rows.len()
        ));
    }
    let teams = facts.tree().units().all_leaves().len();
    if columns.leaves < teams {
        parts.push(format!(
            "only parts with labels, {} of {} teams",
            words::thousands(columns.leaves),
            words::thousands(teams)
        ));
    }
    if columns.left_out > 0 {
        let units = words::count(columns.left_out, "smaller unit", "smaller units");
        parts.push(format!("{units} left out"));
    }
    if columns.folded() {
        parts.push(
            "columns are units, their number of teams in brackets; a cell shows its labelled teams"
                .to_owned(),
        );
    }
    if !icicle.names_columns() {
        parts.push("names of teams left out".to_owned());
    }
    parts.join(" · ")
}

fn description(rows: &[Row<'_>]) -> String {
    let told: Vec<String> = rows
        .iter()
        .map(|row| format!("{}: {}", row.mapping.name, row.words()))
        .collect();
    format!("{}.", told.join("; "))
}

fn name(canvas: &mut Canvas, mapping: &TeamMapping, y: i32) {
    let lines = crate::chart::text::wrap(
        &sentence(&mapping.name),
        theme::BODY.size,
        Weight::Regular,
        NAMES - theme::GAP * 2,
        2,
    );
    let leading = theme::BODY.leading() - 2;
    let mut middle = y + CELLS / 2 - leading * (lines.len() as i32 - 1) / 2;
    for line in lines {
        canvas
            .text(theme::MARGIN + NAMES - theme::GAP * 3 / 2, middle, line)
            .ending()
            .middle()
            .title(&mapping.name)
            .subject(Subject::mapping(&mapping.name).as_str());
        middle += leading;
    }
}

fn verdict(canvas: &mut Canvas, row: &Row<'_>, x: i32, y: i32) {
    let (mark, ink) = row.look();
    let index = format!("{}; retention index {:.2}", row.words(), row.retention());
    let words = format!("{mark} {}", row.words());
    let words = words.trim_start();
    let style = if row.follows() {
        theme::BODY
    } else {
        theme::STRONG
    };
    let words = plot::cut(words, style, VERDICTS - theme::GAP * 2);
    let detail = row.detail();
    let middle = y + CELLS / 2 - if detail.is_empty() { 0 } else { 8 };
    canvas
        .text(x, middle, words)
        .style(style)
        .ink(ink)
        .middle()
        .title(index)
        .subject(Subject::mapping(&row.mapping.name).as_str());
    if !detail.is_empty() {
        let detail = plot::cut(&detail, theme::NOTE, VERDICTS - theme::GAP * 2);
        canvas
            .text(x, middle + 16, detail)
            .style(theme::NOTE)
            .ink(Ink::Faint)
            .middle();
    }
}
