//! `split-meeting`: the worst meeting of too many people today, and as bodies that can decide, with the person who
//! carries what is decided from one to the other.
//!
//! It knows a plan of who sits where and pixels; it must not know why.

use super::files::source;
use super::meeting_rows::{Row, rows, spoken};
use super::shorten::shorten;
use super::split_boxes::Painter;
use super::split_plan::{self, Split};
use super::{ChartEntry, View};
use crate::chart::plot::Frame;
use crate::chart::scene::Scene;
use crate::chart::theme;
use crate::lint::Needs;
use crate::lint::words::{count, list};
use crate::model::Table;

/// Entry of the registry.
pub(super) const ENTRY: ChartEntry = ChartEntry {
    name: "split-meeting",
    summary: "the worst meeting of too many people as bodies of at most eight, and who joins them",
    needs: &[Needs::Table(Table::Meetings), Needs::Attendees],
    draw,
};

/// Numbers of bodies in words.
const NUMBERS: [&str; 5] = ["no", "one", "two", "three", "four"];

fn draw(view: &View<'_>) -> Option<Scene> {
    let facts = view.facts;
    let (rows, _) = rows(facts, view.findings);
    let mut worst: Vec<&Row> = rows
        .iter()
        .filter(|row| row.is_bound() && row.over() > 0)
        .collect();
    // A meeting that says that it decides comes before one that does not say; then the largest.
    worst.sort_by_key(|row| {
        (
            std::cmp::Reverse(row.level),
            row.purpose.is_none(),
            std::cmp::Reverse(row.largest().size),
        )
    });
    let (row, split) = worst
        .into_iter()
        .find_map(|row| Some((row, split_plan::of(facts, row)?)))?;
    let painter = Painter::new(view, &split);
    let (mut canvas, body) = Frame {
        title: &title(&painter, row),
        subtitle: &subtitle(&split, row),
        source: &source(
            facts.org(),
            &[Table::Meetings, Table::Attendance, Table::Dependencies],
        ),
        description: &describe(&painter),
        width: super::WIDTH,
    }
    .open(painter.height());
    painter.draw(&mut canvas, body, row);
    Some(canvas.finish())
}

fn title(painter: &Painter<'_>, row: &Row) -> String {
    let split = painter.split;
    let label = shorten(&row.label, theme::TITLE, 60 * theme::STEP);
    let all = split.today.len();
    let working = all - split.notes.len();
    if split.bodies.len() == 1 {
        return format!(
            "{label} falls from {all} to {working} people when {} get the notes",
            match split.notes.len() {
                1 => "the one who looks on".to_owned(),
                some => format!("the {some} who look on"),
            }
        );
    }
    let bridges = split.bodies.iter().filter_map(|body| body.bridge);
    let names = bridges.map(|person| painter.name(person));
    format!(
        "{label} ({all} people) can decide as {} bodies of at most {}, joined by {}",
        NUMBERS[split.bodies.len().min(4)],
        spoken(row.limit),
        list(names, 3)
    )
}

fn subtitle(split: &Split, row: &Row) -> String {
    let (tied, apart) = split.ties;
    let shown = if row.repeats {
        "The largest session of the series, as listed"
    } else {
        "The attendees as listed"
    };
    let mut parts = vec![shown.to_owned()];
    if split.bodies.len() > 1 {
        parts.push("one team stays together, then managers with reports and teams that depend on each other".to_owned());
        parts.push(match (tied, apart) {
            (0, _) => "no tie between these people is known".to_owned(),
            (_, 0) => format!("none of {} is cut", count(tied, "tie", "ties")),
            (_, apart) => format!(
                "{apart} of {} {} cut",
                count(tied, "tie", "ties"),
                if apart == 1 { "is" } else { "are" }
            ),
        });
    }
    parts.push("a proposal to discuss".to_owned());
    parts.join(" · ")
}

fn describe(painter: &Painter<'_>) -> String {
    let bodies = painter.split.bodies.iter().enumerate().map(|(at, body)| {
        let names = body.people.iter().map(|person| painter.name(*person));
        format!("Body {}: {}", at + 1, list(names, 8))
    });
    let notes = painter
        .split
        .notes
        .iter()
        .map(|person| painter.name(*person));
    let notes = list(notes, 12);
    let notes = if notes.is_empty() {
        notes
    } else {
        format!("; notes to {notes}")
    };
    format!("{}{notes}.", bodies.collect::<Vec<_>>().join("; "))
}
