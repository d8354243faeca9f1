//! `summary`: six numbers about the organization, each with its verdict and one line of explanation.
//!
//! Verdicts are those of the findings. Knows the six questions; measures next door.

use super::files::{sentence, source};
use super::flags;
use super::summary_numbers::{Number, numbers};
use super::{ChartEntry, View};
use crate::chart::plot::{self, Frame};
use crate::chart::scale::Band;
use crate::chart::scene::{Area, Canvas, Scene};
use crate::chart::text;
use crate::chart::theme::{self, Ink, Tone};
use crate::lint::Level;
use crate::lint::words::{count, list};
use crate::model::Table;

/// The summary.
pub(super) const ENTRY: ChartEntry = ChartEntry {
    name: "summary",
    summary: "six numbers: findings, deciding meetings, mappings, retention, uncovered dependencies, liaisons",
    needs: &[],
    draw,
};

/// Tiles side by side.
const ACROSS: usize = 3;
/// Height of a tile with the gap below it.
const TILE: i32 = 25 * theme::STEP;
/// Lines of explanation at most.
const LINES: usize = 3;

fn draw(view: &View<'_>) -> Option<Scene> {
    let org = view.facts.org();
    if org.people.is_empty() && org.teams.is_empty() {
        return None;
    }
    let numbers = numbers(view);
    let size = format!(
        "{}, {} and {}",
        count(org.people.len(), "person", "people"),
        count(org.teams.len(), "team or unit", "teams and units"),
        count(org.meetings.len(), "meeting", "meetings")
    );
    let told: Vec<String> = numbers
        .iter()
        .map(|number| format!("{}: {}", number.name, number.value))
        .collect();
    let (mut canvas, body) = Frame {
        title: &title(&numbers),
        subtitle: &size,
        source: &source(org, Table::ALL),
        description: &format!("{}.", told.join("; ")),
        width: super::WIDTH,
    }
    .open(TILE * numbers.len().div_ceil(ACROSS) as i32 - theme::STEP * 2);
    let columns = Band::new(body.x, body.width + theme::STEP * 2, ACROSS);
    for (at, number) in numbers.iter().enumerate() {
        let (x, width) = columns.at(at % ACROSS);
        let y = body.y + TILE * (at / ACROSS) as i32;
        let gap = theme::STEP * 2;
        tile(
            &mut canvas,
            Area::new(x, y, width - gap, TILE - gap),
            number,
        );
    }
    Some(canvas.finish())
}

fn title(numbers: &[Number]) -> String {
    let bad = |level: Level| {
        let some = numbers.iter().filter(move |n| n.level == Some(level));
        some.map(|number| number.short)
    };
    let names: Vec<&str> = bad(Level::Error).chain(bad(Level::Warning)).collect();
    match names.len() {
        0 => "None of six numbers asks for attention".to_owned(),
        1 => format!("1 of six numbers asks for attention: {}", names[0]),
        some => sentence(&format!(
            "{some} of six numbers ask for attention: {}",
            list(names, 6)
        )),
    }
}

fn tile(canvas: &mut Canvas, area: Area, number: &Number) {
    let (tone, ink, mark) = match number.level {
        Some(Level::Error | Level::Warning) => flags::look(number.level),
        _ if number.good => (Tone::Good, Ink::Good, "✓"),
        _ => (Tone::Muted, Ink::Faint, ""),
    };
    canvas.rect(area).fill(Tone::Panel).radius(theme::STEP / 2);
    // The verdict as a bar at the edge: colour, with the mark beside the number as its second carrier.
    let (edge, inner) = area.split_left(theme::STEP / 2);
    canvas.rect(edge).fill(tone);
    let (x, room) = (inner.x + theme::STEP * 2, inner.width - theme::STEP * 4);
    canvas
        .text(
            x,
            area.y + theme::STEP * 4,
            plot::cut(number.name, theme::STRONG, room),
        )
        .style(theme::STRONG)
        .ink(Ink::Soft);
    let words = match mark {
        "" => number.value.clone(),
        mark => format!("{mark} {}", number.value),
    };
    let ink = if number.level.is_none() && !number.good && number.known {
        Ink::Strong
    } else {
        ink
    };
    canvas
        .text(
            x,
            area.y + theme::STEP * 11,
            plot::cut(&words, theme::FIGURE, room),
        )
        .style(theme::FIGURE)
        .ink(ink)
        .title(number.told.as_str())
        .subject(number.subject.as_str());
    let style = theme::BODY;
    let lines = text::wrap(
        &sentence(&number.told),
        style.size,
        style.weight,
        room,
        LINES,
    );
    for (line, words) in (0..).zip(lines) {
        let y = area.y + theme::STEP * 15 + style.leading() * line;
        canvas.text(x, y, words).style(style).ink(Ink::Strong);
    }
}
