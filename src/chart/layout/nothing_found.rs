//! `findings-by-rule` where no rule has a finding: which kinds of smells the files allow to look for.
//!
//! What could not be looked for is not called fine. It must not know what any rule means.

use super::View;
use super::files::source;
use crate::chart::plot::Frame;
use crate::chart::scale::Band;
use crate::chart::scene::{Area, Canvas, Scene};
use crate::chart::theme::{self, Ink, Tone};
use crate::lint::Smell;
use crate::lint::words::{count, thousands};
use crate::model::Table;
use crate::rules;

/// A tile per kind of smell.
pub(super) fn draw(view: &View<'_>) -> Scene {
    let org = view.facts.org();
    let kinds: Vec<(Smell, usize, usize)> = Smell::ALL
        .iter()
        .map(|smell| {
            let rules = rules::ALL.iter().map(|entry| entry.meta);
            let (mut able, mut all) = (0, 0);
            for rule in rules.filter(|rule| rule.smell == *smell) {
                all += 1;
                able += usize::from(rule.needs.iter().all(|need| need.missing(org).is_none()));
            }
            (*smell, able, all)
        })
        .collect();
    let able: usize = kinds.iter().map(|kind| kind.1).sum();
    let size = format!(
        "{}, {}, {}",
        count(org.people.len(), "person", "people"),
        count(org.teams.len(), "team or unit", "teams and units"),
        count(org.meetings.len(), "meeting", "meetings")
    );
    let subtitle = format!(
        "{size}; the files hold what {} of {} need to look",
        count(able, "rule", "rules"),
        thousands(rules::ALL.len())
    );
    let frame = Frame {
        title: "Nothing was found that ought to be changed",
        subtitle: &subtitle,
        source: &source(org, Table::ALL),
        description: "No rule has a finding.",
        width: super::WIDTH,
    };
    let (mut canvas, body) = frame.open(theme::STEP * 22);
    let body = body.split_top(theme::STEP * 2).1;
    let tiles = Band::new(body.x, body.width, kinds.len());
    for (at, (smell, able, all)) in kinds.into_iter().enumerate() {
        let (x, wide) = tiles.at(at);
        tile(
            &mut canvas,
            Area::new(x, body.y, wide - theme::STEP * 2, body.height),
            smell,
            (able, all),
        );
    }
    canvas.finish()
}

fn tile(canvas: &mut Canvas, area: Area, smell: Smell, (able, all): (usize, usize)) {
    let looked = able > 0;
    let ground = if looked { Tone::GoodSoft } else { Tone::Panel };
    canvas
        .rect(area)
        .fill(ground)
        .radius(theme::STEP / 2)
        .title(smell.heading());
    let x = area.x + theme::STEP * 2;
    canvas
        .text(x, area.y + theme::STEP * 8, if looked { "✓" } else { "–" })
        .style(theme::FIGURE)
        .ink(if looked { Ink::Good } else { Ink::Faint });
    canvas
        .text(x, area.y + theme::STEP * 13, smell.heading())
        .style(theme::STRONG);
    let note = match able {
        0 => "nothing to look at".to_owned(),
        _ => format!("{} of {} could look", able, count(all, "rule", "rules")),
    };
    let ink = if looked { Ink::Good } else { Ink::Faint };
    canvas
        .text(x, area.y + theme::STEP * 16, note)
        .style(theme::LABEL)
        .ink(ink);
}
