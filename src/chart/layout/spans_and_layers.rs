//! `spans-and-layers`: how many direct reports managers have, over the bands of the archetypes, and how many people
//! stand on each layer below the top.
//!
//! This file counts and arranges; the two halves are drawn in `span_dots` and `layer_bars`.

use super::few;
use super::files::source;
use super::layer_bars::{self, Layer};
use super::names;
use super::shorten::shorten;
use super::span_dots::{self, Manager};
use super::{ChartEntry, View};
use crate::chart::plot::Frame;
use crate::chart::scene::Scene;
use crate::chart::theme;
use crate::facts::{Facts, median};
use crate::lint::words::{count, thousands};
use crate::lint::{Finding, Needs};
use crate::model::{PersonId, PersonRef, Subject, Table};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Entry of the registry.
pub(super) const ENTRY: ChartEntry = ChartEntry {
    name: "spans-and-layers",
    summary: "how many reports each manager has, and how many layers there are",
    needs: &[Needs::Managers],
    draw,
};

/// More reports than this are beyond the band of a supervisor (McKinsey 2017), unless `span-too-wide` says otherwise.
const WIDE: usize = 10;
/// Share of the width for spans.
const LEFT: i32 = 60;

fn draw(view: &View<'_>) -> Option<Scene> {
    let org = view.facts.org();
    let levels = super::flags::levels(view.findings, &["span-too-wide"]);
    let mut managers: Vec<Manager> = org
        .people()
        .map(|person| Manager {
            person: person.id,
            span: person.reports().len(),
            level: levels.get(person.subject().as_str()).copied(),
        })
        .filter(|manager| manager.span > 0 && !org.is_few(manager.person))
        .collect();
    managers.sort_by_key(|manager| (std::cmp::Reverse(manager.span), manager.person));
    let (layers, alone) = layers(view.facts);
    managers.first()?;
    let limit = limit(view);
    let title = title(view.facts, &managers, layers.len(), limit);
    let leaders = org.people().filter(|person| person.reports().len() > 0);
    let few = few::left_out(org, leaders.map(|person| person.id));
    let subtitle = subtitle(&managers, &layers, alone) + &few;
    let told = layers
        .iter()
        .take(12)
        .enumerate()
        .map(|(at, layer)| format!("layer {} {}", at + 1, layer.people()));
    let frame = Frame {
        title: &title,
        subtitle: &subtitle,
        source: &source(org, &[Table::People]),
        description: &format!(
            "Widest span {}. People: {}.",
            managers[0].span,
            crate::lint::words::list(told, 12)
        ),
        width: super::WIDTH,
    };
    let width = (super::WIDTH - 2 * theme::MARGIN) * LEFT / 100;
    let height = span_dots::height(width, org, &managers, limit).max(layer_bars::height(&layers));
    let (mut canvas, body) = frame.open(height);
    let (left, right) = body.split_left(width);
    span_dots::draw(&mut canvas, left, org, &managers, limit);
    let right = right.split_right(right.width - theme::STEP * 6).1;
    layer_bars::draw(&mut canvas, right, &layers);
    Some(canvas.finish())
}

/// The limit that findings were judged by, else the default of the rule. Those about somebody with an archetype have
/// the limit of the archetype.
fn limit(view: &View<'_>) -> usize {
    let org = view.facts.org();
    let plain: BTreeSet<Subject> = org
        .people()
        .filter(|person| org.text(person.record().archetype).is_empty())
        .map(PersonRef::subject)
        .collect();
    let usual = |finding: &&Finding| {
        finding.rule.name == "span-too-wide"
            && finding.level == finding.rule.level
            && finding
                .subjects
                .iter()
                .all(|subject| plain.contains(subject))
    };
    let mut found = view.findings.iter().filter(usual);
    let stated = found.find_map(|finding| finding.measure?.limit);
    stated.map_or(WIDE, |limit| limit.max(1.0) as usize)
}

/// People by depth below the top, and how many stand alone without manager and reports.
fn layers(facts: &Facts<'_>) -> (Vec<Layer>, usize) {
    let org = facts.org();
    let tree = facts.tree().people();
    let mut layers: Vec<Layer> = Vec::new();
    let mut alone = 0;
    for person in org.people() {
        let PersonId(node) = person.id;
        let span = person.reports().len();
        if span == 0 && tree.parent(node).is_none() {
            alone += 1;
            continue;
        }
        let depth = tree.depth(node) as usize;
        if layers.len() <= depth {
            layers.resize_with(depth + 1, Layer::default);
        }
        let layer = &mut layers[depth];
        if span > 0 {
            layer.managers += 1;
            layer.reports += span;
        } else {
            layer.others += 1;
        }
    }
    (layers, alone)
}

fn title(facts: &Facts<'_>, managers: &[Manager], layers: usize, limit: usize) -> String {
    let org = facts.org();
    let over = managers.iter().filter(|m| m.span > limit).count();
    let narrow = managers.iter().filter(|m| m.span <= 2).count();
    let widest = managers.first().map_or(0, |m| m.span);
    let who = managers
        .first()
        .map_or(Cow::Borrowed(""), |m| names::person(org.person(m.person)));
    let who = shorten(&who, theme::TITLE, 40 * theme::STEP);
    let below = format!("on {}", count(layers, "layer", "layers"));
    match (over, managers.len()) {
        (_, 1) => format!(
            "{who} is the only manager, with {}",
            count(widest, "direct report", "direct reports")
        ),
        (0, all) if narrow == all => {
            format!("All {all} managers have only one or two direct reports, {below}")
        }
        (0, all) if narrow * 2 > all => format!(
            "{} of {} have only one or two direct reports, {below}",
            thousands(narrow),
            count(all, "manager", "managers")
        ),
        (0, all) => format!(
            "None of {} has more than {}, {below}",
            count(all, "manager", "managers"),
            count(widest.min(limit), "direct report", "direct reports")
        ),
        (1, _) => format!(
            "{who} has {} direct reports, nobody else has more than {limit}",
            thousands(widest)
        ),
        (_, all) => format!(
            "{} of {} have more than {limit} direct reports; {who} has {}",
            thousands(over),
            count(all, "manager", "managers"),
            thousands(widest)
        ),
    }
}

fn subtitle(managers: &[Manager], layers: &[Layer], alone: usize) -> String {
    let people: usize = layers.iter().map(Layer::people).sum();
    let median = median(managers.len(), |at| managers[at].span as f64);
    let alone = match alone {
        0 => String::new(),
        n => format!(
            "; {} with neither manager nor reports left out",
            count(n, "person", "people")
        ),
    };
    format!(
        "Left: direct reports of {}, median {median}. Right: {} by layer{alone}",
        count(managers.len(), "manager", "managers"),
        count(people, "person", "people"),
    )
}
