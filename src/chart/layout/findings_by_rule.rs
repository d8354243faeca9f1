//! `findings-by-rule`: what was found, counted per rule and level, grouped by smell.
//!
//! It knows findings and the registry of rules; it must not know what any rule means.

use super::files::{sentence, source};
use super::{ChartEntry, View, nothing_found};
use crate::chart::plot::{self, Frame};
use crate::chart::scale::Linear;
use crate::chart::scene::{Area, Canvas, Scene};
use crate::chart::text;
use crate::chart::theme::{self, Ink, Tone};
use crate::lint::words::{count, list, thousands};
use crate::lint::{Finding, Level, RuleMeta, Smell};
use crate::model::Table;
use std::collections::BTreeMap;

/// Entry of the registry.
pub(super) const ENTRY: ChartEntry = ChartEntry {
    name: "findings-by-rule",
    summary: "how many findings each rule has, by smell and level",
    needs: &[],
    draw: |view| Some(draw(view)),
};

/// Height of a smell's heading.
const HEADING: i32 = theme::ROW + theme::STEP;
/// The levels from the loudest, with tone and sign.
const LEVELS: [(Level, Tone, &str); 3] = [
    (Level::Error, Tone::Bad, "✗"),
    (Level::Warning, Tone::Warn, "!"),
    (Level::Note, Tone::Neutral, "·"),
];

/// What one rule found, by level in the order of [`LEVELS`].
struct Row<'a> {
    rule: &'static RuleMeta,
    counts: [usize; 3],
    /// The loudest first, then those furthest past their limit.
    findings: Vec<&'a Finding>,
}

impl Row<'_> {
    fn total(&self) -> usize {
        self.counts.iter().sum()
    }
}

fn draw(view: &View<'_>) -> Scene {
    let rows = rows(view);
    if rows.is_empty() {
        return nothing_found::draw(view);
    }
    bars(view, &rows)
}

/// Rules that found something, by smell, those with most findings first.
fn rows<'a>(view: &View<'a>) -> Vec<Row<'a>> {
    let mut by_rule: BTreeMap<&str, Row<'a>> = BTreeMap::new();
    for finding in view.findings {
        let row = by_rule.entry(finding.rule.name).or_insert_with(|| Row {
            rule: finding.rule,
            counts: [0; 3],
            findings: Vec::new(),
        });
        if let Some(at) = LEVELS.iter().position(|level| level.0 == finding.level) {
            row.counts[at] += 1;
            row.findings.push(finding);
        }
    }
    for row in by_rule.values_mut() {
        row.findings.sort_by(|a, b| {
            b.level
                .cmp(&a.level)
                .then(b.severity().total_cmp(&a.severity()))
        });
    }
    let mut rows: Vec<Row<'a>> = by_rule
        .into_values()
        .filter(|row| row.total() > 0)
        .collect();
    rows.sort_by_key(|row| {
        let loud = row.counts.map(std::cmp::Reverse);
        (
            row.rule.smell,
            std::cmp::Reverse(row.total()),
            loud,
            row.rule.name,
        )
    });
    rows
}

fn totals<'a>(rows: impl IntoIterator<Item = &'a Row<'a>>) -> [usize; 3] {
    let mut sums = [0; 3];
    for row in rows {
        for (sum, count) in sums.iter_mut().zip(row.counts) {
            *sum += count;
        }
    }
    sums
}

fn title(rows: &[Row<'_>]) -> String {
    let [errors, warnings, notes] = totals(rows);
    let parts = [
        (errors, "error", "errors"),
        (warnings, "warning", "warnings"),
        (notes, "note", "notes"),
    ];
    let parts = parts
        .into_iter()
        .filter(|(n, ..)| *n > 0)
        .map(|(n, one, many)| count(n, one, many));
    format!("{}{}", list(parts, 3), largest(rows))
}

/// Which kind of smell has most findings, where one has.
fn largest(rows: &[Row<'_>]) -> String {
    let of = |smell: &Smell| {
        let rows = rows.iter().filter(|row| row.rule.smell == *smell);
        rows.map(Row::total).sum::<usize>()
    };
    let mut sums: Vec<(usize, &Smell)> = Smell::ALL.iter().map(|s| (of(s), s)).collect();
    sums.sort_by_key(|(sum, _)| std::cmp::Reverse(*sum));
    let all: usize = sums.iter().map(|(sum, _)| sum).sum();
    match sums[..] {
        [(most, smell), (next, _), ..] if next > 0 && most > next => {
            let how = if most * 2 > all {
                "most of them"
            } else {
                "the largest group"
            };
            let about = smell.heading().to_lowercase();
            format!(", {how} ({}) about {about}", thousands(most))
        }
        _ => String::new(),
    }
}

fn bars(view: &View<'_>, rows: &[Row<'_>]) -> Scene {
    let smells: Vec<(Smell, Vec<&Row<'_>>)> = Smell::ALL
        .iter()
        .map(|smell| {
            (
                *smell,
                rows.iter().filter(|r| r.rule.smell == *smell).collect(),
            )
        })
        .filter(|(_, rows): &(Smell, Vec<&Row<'_>>)| !rows.is_empty())
        .collect();
    let height = HEADING * smells.len() as i32 + theme::ROW * rows.len() as i32;
    let title = title(rows);
    let subtitle = format!(
        "Findings of {}: {} error, {} warning, {} note; on the right the one furthest past its limit",
        count(rows.len(), "rule", "rules"),
        LEVELS[0].2,
        LEVELS[1].2,
        LEVELS[2].2
    );
    let told = rows
        .iter()
        .map(|row| format!("{} {}", row.rule.name, row.total()));
    let frame = Frame {
        title: &title,
        subtitle: &subtitle,
        source: &source(view.facts.org(), Table::ALL),
        description: &format!("Findings per rule: {}.", list(told, 12)),
        width: super::WIDTH,
    };
    let (mut canvas, body) = frame.open(height);
    let plan = plan(rows, body);
    let mut y = body.y;
    for (smell, rows) in &smells {
        heading(&mut canvas, &plan, y, *smell, totals(rows.iter().copied()));
        y += HEADING;
        for row in rows {
            draw_row(&mut canvas, &plan, y, row);
            y += theme::ROW;
        }
    }
    canvas.finish()
}

/// Where everything stands.
struct Plan {
    labels: Area,
    bars: Area,
    names: Area,
    worst: Area,
    x: Linear,
    /// Whether each finding has a square of its own.
    by_one: bool,
}

/// Widest square of a finding.
const SQUARE: i32 = 2 * theme::STEP;
/// Widest bar.
const WIDEST: i32 = 50 * theme::STEP;

fn plan(rows: &[Row<'_>], area: Area) -> Plan {
    let labels: Vec<String> = rows.iter().map(|row| sentence(row.rule.summary)).collect();
    let names: Vec<&str> = rows.iter().map(|row| row.rule.name).collect();
    let values: Vec<String> = rows.iter().map(|row| spelled(row.counts)).collect();
    let (labels, rest) = area.split_left(plot::label_room(&labels, theme::BODY, 460));
    let most = rows.iter().map(Row::total).max().unwrap_or(1);
    let by_one = most as i32 <= WIDEST / (SQUARE / 2);
    let length = match i32::try_from(most) {
        Ok(most) if by_one => (most * SQUARE).min(WIDEST),
        _ => WIDEST,
    };
    let (bars, rest) = rest.split_left(length);
    let room = plot::label_room(&values, theme::STRONG, 300) + theme::STEP * 3;
    let rest = rest.split_left(room).1;
    let (names, worst) = rest.split_left(plot::label_room(&names, theme::LABEL, 260) + theme::STEP);
    Plan {
        labels,
        bars,
        names,
        worst,
        x: Linear::exact((0.0, most as f64), (bars.x, bars.right()), 5),
        by_one,
    }
}

/// The counts of the levels that occur, each with its sign.
fn spelled(counts: [usize; 3]) -> String {
    let parts: Vec<String> = counts
        .iter()
        .zip(LEVELS)
        .filter(|(count, _)| **count > 0)
        .map(|(count, (_, _, sign))| format!("{sign} {}", thousands(*count)))
        .collect();
    parts.join("  ")
}

fn heading(canvas: &mut Canvas, plan: &Plan, y: i32, smell: Smell, counts: [usize; 3]) {
    let middle = y + HEADING - theme::ROW / 2;
    canvas
        .text(plan.labels.x, middle, smell.heading())
        .style(theme::STRONG)
        .middle();
    let total = theme::count(i64::try_from(counts.iter().sum::<usize>()).unwrap_or(i64::MAX));
    let wide = text::pixels(smell.heading(), theme::STRONG.size, theme::STRONG.weight);
    canvas
        .text(plan.labels.x + wide + theme::GAP, middle, total)
        .ink(Ink::Faint)
        .middle();
    let line = y + HEADING - 2;
    canvas
        .line(&[(plan.labels.x, line), (plan.worst.right(), line)])
        .stroke(Tone::Grid, 1);
}

fn draw_row(canvas: &mut Canvas, plan: &Plan, y: i32, row: &Row<'_>) {
    let middle = y + theme::ROW / 2;
    let summary = sentence(row.rule.summary);
    let label = plot::cut(&summary, theme::BODY, plan.labels.width - theme::GAP);
    let subject = format!("rule:{}", row.rule.name);
    canvas
        .text(plan.labels.right() - theme::GAP, middle, label)
        .ending()
        .middle()
        .title(&*summary)
        .subject(&*subject);
    let end = if plan.by_one {
        squares(canvas, plan, middle, row)
    } else {
        lengths(canvas, plan, middle, row, &subject)
    };
    let mut x = end + theme::GAP;
    for (count, (_, tone, sign)) in row.counts.iter().zip(LEVELS) {
        if *count == 0 {
            continue;
        }
        let value = format!("{sign} {}", thousands(*count));
        let (style, ink) = match tone {
            Tone::Bad => (theme::STRONG, Ink::Bad),
            Tone::Warn => (theme::BODY, Ink::Warn),
            _ => (theme::BODY, Ink::Soft),
        };
        let wide = text::pixels(&value, style.size, style.weight);
        canvas.text(x, middle, value).style(style).ink(ink).middle();
        x += wide + theme::GAP;
    }
    canvas
        .text(plan.names.x, middle, row.rule.name)
        .style(theme::LABEL)
        .ink(Ink::Faint)
        .middle()
        .subject(&*subject);
    if let Some(worst) = row.findings.first() {
        let message = plot::cut(&worst.message, theme::LABEL, plan.worst.width);
        let key = worst.subjects.first().map_or("", |key| key.as_str());
        canvas
            .text(plan.worst.x, middle, message)
            .style(theme::LABEL)
            .ink(Ink::Soft)
            .middle()
            .title(&*worst.message)
            .subject(key);
    }
}

/// A square per finding; returns where they end.
fn squares(canvas: &mut Canvas, plan: &Plan, middle: i32, row: &Row<'_>) -> i32 {
    for (at, finding) in row.findings.iter().enumerate() {
        let (from, to) = (plan.x.at_count(at), plan.x.at_count(at + 1));
        let tone = LEVELS.iter().find(|level| level.0 == finding.level);
        let key = finding.subjects.first().map_or("", |key| key.as_str());
        canvas
            .rect(Area::new(
                from,
                middle - theme::BAR / 2,
                to - from - 1,
                theme::BAR,
            ))
            .fill(tone.map_or(Tone::Neutral, |level| level.1))
            .title(&*finding.message)
            .subject(key);
    }
    plan.x.at_count(row.findings.len())
}

/// One length per level; returns where they end.
fn lengths(canvas: &mut Canvas, plan: &Plan, middle: i32, row: &Row<'_>, subject: &str) -> i32 {
    let mut sum = 0;
    let mut from = plan.bars.x;
    for (number, (level, tone, _)) in row.counts.iter().zip(LEVELS) {
        if *number == 0 {
            continue;
        }
        sum += number;
        // A level that occurs is seen, however few findings it has among thousands.
        let to = plan.x.at_count(sum).max(from + 3);
        canvas
            .rect(Area::new(
                from,
                middle - theme::BAR / 2,
                to - from - 1,
                theme::BAR,
            ))
            .fill(tone)
            .title(format!(
                "{}: {} of level {level}",
                row.rule.name,
                thousands(*number)
            ))
            .subject(subject);
        from = to;
    }
    from
}
