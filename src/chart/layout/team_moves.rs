//! `team-moves`: which few moves of teams take most weight of dependencies off the borders of units,
//! and what each of them costs. The line is the Pareto line of moves against weight, turned so that each
//! step has room for its name. Knows groups of teams and weights; the search is in `graph::regroup`.

use super::files::source;
use super::names;
use super::shorten::shorten;
use super::{ChartEntry, View};
use crate::chart::plot::{self, Frame};
use crate::chart::scale::Linear;
use crate::chart::scene::{Area, Canvas, Scene};
use crate::chart::theme::{self, Ink, Tone, percent};
use crate::facts::{Edge, Facts, TeamMove};
use crate::graph::regroup::{Change, Regrouping, Step};
use crate::lint::Needs;
use crate::lint::words::{count, thousands};
use crate::model::{Frequency, Table, TeamId};

/// The moves of teams.
pub(super) const ENTRY: ChartEntry = ChartEntry {
    name: "team-moves",
    summary: "which few moves of teams bring dependencies back into one unit, and what they cost",
    needs: &[Needs::Table(Table::Dependencies), Needs::TeamTree],
    draw,
};

/// Moves at most.
const MOST: usize = 8;
/// A move that takes less than this share of today's weight away is not worth it; our own choice.
const LEAST: f64 = 0.01;
/// Height of a step.
const ROW: i32 = 6 * theme::STEP;
/// Room for the names of moves and for a column of costs.
const NAMES: i32 = 56 * theme::STEP;
const COST: i32 = 12 * theme::STEP;
/// Heads of the costs.
const COSTS: [&str; 4] = ["people", "new managers", "liaisons spared", "mapping rows"];
/// Height of the heads.
const HEAD: i32 = 4 * theme::STEP;

/// The weight of a dependency: hard counts three times, as in algorithm A8 of the design; how often is
/// our own scale of doublings.
fn weight(facts: &Facts<'_>, edge: &Edge) -> f64 {
    let org = facts.org();
    edge.rows
        .iter()
        .map(|row| {
            let record = &org.dependencies[row.index()];
            let strength = if org.dependency(*row).is_hard() {
                3.0
            } else {
                1.0
            };
            let often = match record.frequency {
                Some(Frequency::Rare) => 0.5,
                Some(Frequency::Weekly) => 2.0,
                Some(Frequency::Daily) => 4.0,
                Some(Frequency::Monthly) | None => 1.0,
            };
            record.weight.unwrap_or(1.0).max(0.0) * strength * often
        })
        .sum()
}

/// The steps and what they start from.
struct Moves {
    /// Weight between units today; never 0.
    today: f64,
    /// Weight of all dependencies.
    all: f64,
    steps: Vec<Step>,
}

fn moves(facts: &Facts<'_>) -> Option<Moves> {
    let (tree, edges) = (facts.tree(), facts.dependencies().edges());
    let group: Vec<u32> = facts
        .org()
        .team_ids()
        .map(|team| tree.boundary(team).0)
        .collect();
    let movable: Vec<bool> = facts
        .org()
        .team_ids()
        .map(|team| tree.units().is_leaf(team.0) && tree.boundary(team) != team)
        .collect();
    let links: Vec<(u32, u32, f64)> = edges
        .iter()
        .map(|edge| (edge.from.0, edge.to.0, weight(facts, edge)))
        .collect();
    let mut regrouping = Regrouping::new(&group, &movable, &links);
    let today = regrouping.crossing();
    if today <= 0.0 {
        return None;
    }
    let steps = regrouping.steps(MOST, today * LEAST);
    let found = Moves {
        today,
        all: links.iter().map(|link| link.2).sum(),
        steps,
    };
    (!found.steps.is_empty()).then_some(found)
}

fn draw(view: &View<'_>) -> Option<Scene> {
    let facts = view.facts;
    let moves = moves(facts)?;
    let rows = moves.steps.len() as i32 + 1;
    let tables = [
        Table::Teams,
        Table::Dependencies,
        Table::Liaisons,
        Table::Mappings,
    ];
    let (mut canvas, body) = Frame {
        title: &title(facts, &moves),
        subtitle: &subtitle(&moves),
        source: &source(facts.org(), &tables),
        description: &description(facts, &moves),
        width: super::WIDTH,
    }
    .open(HEAD + ROW * rows + plot::AXIS);
    let area = Area::new(
        body.x + NAMES,
        body.y + HEAD,
        body.width - NAMES - COST * COSTS.len() as i32 - theme::STEP * 6,
        ROW * rows,
    );
    let x = Linear::exact((0.0, 1.0), (area.x, area.right()), 4);
    scale(&mut canvas, &x, area);
    heads(&mut canvas, area);
    line(&mut canvas, &moves, &x, area);
    name(
        &mut canvas,
        body.x,
        area.y,
        0,
        &[("Today".to_owned(), String::new())],
    );
    let mut number = 0;
    for (at, step) in moves.steps.iter().enumerate() {
        let y = area.y + ROW * (at as i32 + 1);
        let lines: Vec<(String, String)> = step
            .changes
            .iter()
            .map(|change| told(facts, change))
            .collect();
        number += step.changes.len();
        name(&mut canvas, body.x, y, number, &lines);
        costs(&mut canvas, facts, step, area, y);
    }
    Some(canvas.finish())
}

/// A move in words, and the subject of its team.
fn told(facts: &Facts<'_>, change: &Change) -> (String, String) {
    let team = |id| facts.org().team(TeamId(id));
    let words = format!(
        "{}: from {} to {}",
        names::team(team(change.node)),
        names::team(team(change.from)),
        names::team(team(change.to))
    );
    (words, team(change.node).subject().as_str().to_owned())
}

fn scale(canvas: &mut Canvas, x: &Linear, area: Area) {
    for share in [0.0, 0.25, 0.5, 0.75, 1.0] {
        let at = x.at(share);
        let tone = if share == 0.0 { Tone::Axis } else { Tone::Grid };
        canvas
            .line(&[(at, area.y), (at, area.bottom())])
            .stroke(tone, 1);
        canvas
            .text(at, area.bottom() + theme::STEP * 2, percent(share))
            .style(theme::NOTE)
            .ink(Ink::Faint)
            .centred();
    }
}

fn heads(canvas: &mut Canvas, area: Area) {
    let y = area.y - theme::STEP;
    canvas
        .text(area.x, y, "weight between units that remains, of today")
        .style(theme::LABEL)
        .ink(Ink::Soft);
    for (at, head) in COSTS.iter().enumerate() {
        canvas
            .text(cost_end(area, at), y, *head)
            .style(theme::NOTE)
            .ink(Ink::Faint)
            .ending();
    }
}

/// The right end of a column of costs.
fn cost_end(area: Area, column: usize) -> i32 {
    area.right() + theme::STEP * 6 + COST * (column as i32 + 1)
}

fn line(canvas: &mut Canvas, moves: &Moves, x: &Linear, area: Area) {
    let middle = |row: usize| area.y + ROW * row as i32 + ROW / 2;
    let share = |crossing: f64| (crossing / moves.today).clamp(0.0, 1.0);
    let mut points = vec![(x.at(1.0), middle(0))];
    for (at, step) in moves.steps.iter().enumerate() {
        points.push((x.at(share(step.crossing)), middle(at + 1)));
    }
    canvas.line(&points).stroke(Tone::Accent, 2);
    for (row, point) in points.iter().enumerate() {
        let tone = if row == 0 {
            Tone::Neutral
        } else {
            Tone::Accent
        };
        canvas.circle(*point, 6).fill(tone);
        let now = row
            .checked_sub(1)
            .map_or(1.0, |at| share(moves.steps[at].crossing));
        if row > 0 {
            let words = percent(now);
            // Right of the dot the line comes down from above, so the words stand on the left.
            let (anchor, left) = if point.0 - area.x > theme::STEP * 8 {
                (point.0 - theme::STEP * 3 / 2, true)
            } else {
                (point.0 + theme::STEP * 3 / 2, false)
            };
            let pen = canvas.text(anchor, point.1, words);
            pen.style(theme::LABEL_STRONG).ink(Ink::Accent).middle();
            if left {
                pen.ending();
            }
        }
    }
}

fn name(canvas: &mut Canvas, x: i32, y: i32, number: usize, lines: &[(String, String)]) {
    let middle = y + ROW / 2;
    if number > 0 {
        canvas
            .text(x + theme::STEP * 2, middle, thousands(number))
            .style(theme::SUBTITLE)
            .ink(Ink::Faint)
            .ending()
            .middle();
    }
    let leading = theme::BODY.leading();
    let first = middle - leading * (lines.len() as i32 - 1) / 2;
    for (at, (words, subject)) in (0..).zip(lines) {
        let room = NAMES - theme::STEP * 7;
        canvas
            .text(
                x + theme::STEP * 4,
                first + leading * at,
                shorten(words, theme::BODY, room),
            )
            .middle()
            .title(words.as_str())
            .subject(subject.as_str());
    }
}

fn costs(canvas: &mut Canvas, facts: &Facts<'_>, step: &Step, area: Area, y: i32) {
    let mut sums = [0_i64; COSTS.len()];
    for change in &step.changes {
        let cost = TeamMove::of(facts, TeamId(change.node), TeamId(change.to));
        sums[0] += cost.people as i64;
        sums[1] += cost.new_managers as i64;
        sums[2] += cost.saved as i64 - cost.lost as i64;
        sums[3] += cost.mapping_rows as i64;
    }
    for (column, sum) in sums.into_iter().enumerate() {
        let (words, ink) = if sum == 0 {
            ("–".to_owned(), Ink::Faint)
        } else {
            (theme::count(sum), Ink::Strong)
        };
        canvas
            .text(cost_end(area, column), y + ROW / 2, words)
            .ink(ink)
            .ending()
            .middle();
    }
}

/// The last step within three moves: what a director would do first.
fn first_few(moves: &Moves) -> Option<(usize, &Step)> {
    let mut number = 0;
    let mut found = None;
    for step in &moves.steps {
        number += step.changes.len();
        if number > 3 && found.is_some() {
            break;
        }
        found = Some((number, step));
    }
    found
}

fn title(facts: &Facts<'_>, moves: &Moves) -> String {
    let Some((number, step)) = first_few(moves) else {
        return String::new();
    };
    let share = percent(1.0 - step.crossing / moves.today);
    if let (1, Some(change)) = (number, step.changes.first()) {
        let name = |id| names::team(facts.org().team(TeamId(id)));
        return format!(
            "Moving {} to {} would take {share} of the weight off dependencies between units",
            name(change.node),
            name(change.to)
        );
    }
    format!(
        "Moving {} would take {share} of the weight off dependencies between units",
        count(number, "team", "teams")
    )
}

fn subtitle(moves: &Moves) -> String {
    format!(
        "Today {} of the weight of all dependencies crosses between units; each row is the best next move, two teams where only both together help · hard counts three times, weekly twice and daily four times as much · moves below {} and beyond {MOST} left out",
        percent(moves.today / moves.all.max(moves.today)),
        percent(LEAST)
    )
}

fn description(facts: &Facts<'_>, moves: &Moves) -> String {
    let steps: Vec<String> = moves
        .steps
        .iter()
        .map(|step| {
            let moves_told: Vec<String> = step
                .changes
                .iter()
                .map(|change| told(facts, change).0)
                .collect();
            format!(
                "{}: {} remains",
                moves_told.join(" and "),
                percent(step.crossing / moves.today)
            )
        })
        .collect();
    format!("{}.", steps.join("; "))
}
