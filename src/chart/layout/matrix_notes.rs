//! What stands out in the dependency matrix, in words beside it.
//!
//! Knows findings and a counted matrix.

use super::View;
use super::dependency_matrix::cycle_name;
use super::matrix::Matrix;
use super::names;
use crate::chart::plot;
use crate::chart::scene::{Area, Canvas};
use crate::chart::text;
use crate::chart::theme::{self, Ink, Tone};
use crate::lint::{Level, words};
use crate::model::Subject;
use std::collections::BTreeMap;

/// One thing that stands out: how bad, what, and the words of the finding.
pub(super) type Note = (Tone, String, String);

/// Least height of a list of notes.
pub(super) const NOTES: i32 = 30 * theme::STEP;

/// What stands out, the worst first.
pub(super) fn notes(view: &View<'_>, matrix: &Matrix) -> Vec<Note> {
    let name = |at: &usize| names::team(view.facts.org().team(matrix.nodes[*at].unit));
    let mut notes: Vec<Note> = Vec::new();
    let teams = view.facts.org().teams();
    let names: BTreeMap<&str, &str> = teams.map(|team| (team.key(), team.label())).collect();
    let called = |key: &str| {
        names
            .get(key)
            .map_or_else(|| key.to_owned(), |n| (*n).to_owned())
    };
    for (number, cycle) in matrix.cycles.iter().enumerate() {
        notes.push((
            Tone::Bad,
            format!(
                "Circle {}: {} wait for each other",
                cycle_name(number),
                cycle.len()
            ),
            words::list(cycle.iter().map(name), 16),
        ));
    }
    let circles = notes.len();
    for (rule, what) in [
        ("provider-bottleneck", "is needed by many"),
        ("too-many-dependencies", "needs many"),
        ("uncovered-dependency", ""),
    ] {
        for finding in view.findings.iter().filter(|f| f.rule.name == rule) {
            let head = match finding.subjects.first().map(Subject::parts) {
                Some(("team", key)) => format!("{} {what}", called(key)),
                Some((_, pair)) => pair.split_once('>').map_or_else(
                    || "Nothing connects the two".to_owned(),
                    |(a, b)| format!("{} → {}", called(a), called(b)),
                ),
                None => continue,
            };
            let tone = match finding.level {
                Level::Error => Tone::Bad,
                Level::Warning => Tone::Warn,
                _ => Tone::Neutral,
            };
            notes.push((tone, head, finding.message.clone()));
        }
    }
    // Circles are about several teams and stay in front.
    notes[circles..].sort_by_key(|(tone, ..)| {
        [Tone::Bad, Tone::Warn]
            .iter()
            .position(|t| t == tone)
            .unwrap_or(2)
    });
    notes
}

/// Sets the notes beside a matrix that leaves room for them.
pub(super) fn panel(canvas: &mut Canvas, notes: Vec<Note>, area: Area) {
    let mut y = area.y;
    let all = notes.len();
    for (at, (tone, head, told)) in notes.into_iter().enumerate() {
        let lines = text::wrap(&told, theme::LABEL.size, theme::LABEL.weight, area.width, 3);
        let needs =
            theme::BODY.leading() + theme::LABEL.leading() * lines.len() as i32 + theme::STEP;
        if y + needs + theme::ROW > area.bottom().max(area.y + NOTES) {
            plot::collapse_note(canvas, area.x, y + theme::STEP, all - at, "in the findings");
            break;
        }
        y += theme::BODY.leading();
        let (sign, ink) = match tone {
            Tone::Bad => ("✗ ", Ink::Bad),
            Tone::Warn => ("! ", Ink::Warn),
            _ => ("", Ink::Strong),
        };
        let head = format!("{sign}{head}");
        canvas
            .text(area.x, y - 5, plot::cut(&head, theme::STRONG, area.width))
            .style(theme::STRONG)
            .ink(ink);
        for line in lines {
            y += theme::LABEL.leading();
            canvas
                .text(area.x, y - 5, line)
                .style(theme::LABEL)
                .ink(Ink::Soft);
        }
        y += theme::STEP;
    }
}
