//! `liaison-load`: one bar per liaison, one segment per distinct target, against the limit.
//!
//! Segments carry the names of their targets where there is room. It must not know what makes a target needed.

use super::few;
use super::files::source;
use super::flags;
use super::names::{self, Twins};
use super::shorten::shorten;
use super::{ChartEntry, View};
use crate::chart::plot::{self, Frame};
use crate::chart::scale::Linear;
use crate::chart::scene::{Area, Canvas, Scene};
use crate::chart::text;
use crate::chart::theme::{self, Ink, Tone};
use crate::lint::words::{count, list, thousands};
use crate::lint::{Level, Needs};
use crate::model::{Org, PersonId, Table, TeamId};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Entry of the registry.
pub(super) const ENTRY: ChartEntry = ChartEntry {
    name: "liaison-load",
    summary: "how many teams or units each liaison serves, against the limit",
    needs: &[Needs::Liaisons],
    draw,
};

/// Most people of a picture.
const SHOWN: usize = 30;
/// Targets that one person can serve unless the rule `overloaded-liaison` says otherwise.
const LIMIT: usize = 5;
/// Most people of a picture in which segments hold two lines of text.
const ROOMY: usize = 20;
/// Height of a row whose segments hold one line of text.
const ROW: i32 = theme::ROW + theme::STEP / 2;
/// Between bars.
const BETWEEN: i32 = theme::STEP;
/// A name is cut to no less than this.
const NAME: i32 = 7 * theme::STEP;

/// A person with the distinct targets.
struct Load {
    person: PersonId,
    /// Of the finding that it is too much.
    level: Option<Level>,
    targets: Vec<TeamId>,
}

fn draw(view: &View<'_>) -> Option<Scene> {
    let org = view.facts.org();
    let liaisons = view.facts.liaisons();
    let levels = flags::levels(view.findings, &["overloaded-liaison"]);
    let mut loads: Vec<Load> = liaisons
        .people()
        .iter()
        .filter(|person| !org.is_few(**person))
        .map(|&person| Load {
            person,
            level: levels.get(org.person(person).subject().as_str()).copied(),
            targets: liaisons.targets_of(person).collect(),
        })
        .collect();
    loads.sort_by_key(|load| (std::cmp::Reverse(load.targets.len()), load.person));
    let most = loads.first()?.targets.len();
    let limit = limit(view);
    let (shown, hidden) = loads.split_at(loads.len().min(SHOWN));
    let titles = (
        title(org, &loads, limit),
        subtitle(view, &loads, shown.len()),
    );
    let twins = Twins::of(shown.iter().map(|load| org.person(load.person)));
    let worst = shown.iter().take(6).map(|load| {
        format!(
            "{} {}",
            twins.person(org.person(load.person)),
            load.targets.len()
        )
    });
    let note = if hidden.is_empty() { 0 } else { ROW };
    let width = super::WIDTH - 2 * theme::MARGIN;
    let row = row_height(
        org,
        shown,
        &plan(org, shown, Area::new(0, 0, width, 0), (most, limit)),
    );
    let frame = Frame {
        title: &titles.0,
        subtitle: &titles.1,
        source: &source(org, &[Table::Liaisons, Table::People, Table::Teams]),
        description: &format!("Targets per liaison: {}.", list(worst, 6)),
        width: super::WIDTH,
    };
    let height = plot::LIMIT + theme::STEP + row * shown.len() as i32 + note + plot::AXIS;
    let (mut canvas, body) = frame.open(height);
    let (_, rest) = body.split_top(plot::LIMIT + theme::STEP);
    let (rows, _) = rest.split_top(row * shown.len() as i32);
    let plan = Plan {
        row,
        ..plan(org, shown, rows, (most, limit))
    };
    plot::axis_below(&mut canvas, &plan.x, plan.bars, "targets");
    for (at, load) in shown.iter().enumerate() {
        draw_row(&mut canvas, org, &plan, at, load, limit);
    }
    let at_limit = format!("{limit} targets");
    plot::limit_line(&mut canvas, plan.x.at_count(limit), plan.bars, &at_limit);
    let next = hidden.first().map_or(0, |load| load.targets.len());
    let rest = format!("with at most {}", count(next, "target", "targets"));
    let y = rows.bottom() + plot::AXIS + note / 2;
    plot::collapse_note(&mut canvas, plan.bars.x, y, hidden.len(), &rest);
    Some(canvas.finish())
}

/// The limit that findings were judged by, else the default of the rule.
fn limit(view: &View<'_>) -> usize {
    view.findings
        .iter()
        .filter(|finding| finding.rule.name == "overloaded-liaison")
        .find_map(|finding| finding.measure?.limit)
        .map_or(LIMIT, |limit| limit.max(0.0) as usize)
}

fn title(org: &Org, loads: &[Load], limit: usize) -> String {
    let over = loads.iter().filter(|l| l.targets.len() > limit).count();
    let first = loads.first().map_or(0, |load| load.targets.len());
    let who = loads.first().map_or(Cow::Borrowed(""), |load| {
        names::person(org.person(load.person))
    });
    let who = shorten(&who, theme::TITLE, 40 * theme::STEP);
    let targets = count(limit, "team or unit", "teams or units");
    match over {
        0 => format!("No liaison serves more than {targets}"),
        1 => format!(
            "{who} is a liaison to {first} teams or units, {} past the limit of {limit}",
            first - limit
        ),
        _ => format!(
            "{} of {} liaisons serve more than {targets}; {who} serves {first}",
            thousands(over),
            thousands(loads.len()),
        ),
    }
}

fn subtitle(view: &View<'_>, loads: &[Load], shown: usize) -> String {
    let org = view.facts.org();
    let pairs: usize = loads.iter().map(|load| load.targets.len()).sum();
    let served: BTreeSet<TeamId> = loads
        .iter()
        .flat_map(|l| l.targets.iter().copied())
        .collect();
    let which = if shown < loads.len() {
        format!("; the {shown} with most")
    } else {
        String::new()
    };
    format!(
        "Distinct targets per person: {} among {}, {} to {}{which}{}",
        count(loads.len(), "liaison", "liaisons"),
        count(org.people.len(), "person", "people"),
        count(pairs, "assignment", "assignments"),
        count(served.len(), "team or unit", "teams or units"),
        few::left_out(org, view.facts.liaisons().people().iter().copied()),
    )
}

/// Where everything stands.
struct Plan {
    names: Area,
    /// What each person shown is called.
    called: Vec<String>,
    homes: Area,
    bars: Area,
    x: Linear,
    /// Height of a row.
    row: i32,
}

/// Rows are higher where that lets more names of targets be read whole.
fn row_height(org: &Org, shown: &[Load], plan: &Plan) -> i32 {
    let room = plan.x.at_count(1) - plan.x.at_count(0) - theme::STEP - 1;
    let cut = shown.iter().flat_map(|load| &load.targets).any(|target| {
        let label = names::unit(org.team(*target));
        text::pixels(&label, theme::LABEL.size, theme::LABEL.weight) > room
    });
    if cut && shown.len() <= ROOMY && room >= NAME {
        ROW + theme::LABEL.leading()
    } else {
        ROW
    }
}

/// The home team of a load's first assignment, else of the person.
fn home<'a>(org: &'a Org, load: &Load) -> Cow<'a, str> {
    let row = org.liaisons.iter().find(|row| row.person == load.person);
    let home = row.and_then(|row| row.home);
    home.or(org.people[load.person.index()].team)
        .map_or(Cow::Borrowed("no home team"), |team| {
            names::unit(org.team(team))
        })
}

fn plan(org: &Org, shown: &[Load], area: Area, (most, limit): (usize, usize)) -> Plan {
    let twins = Twins::of(shown.iter().map(|load| org.person(load.person)));
    let names: Vec<Cow<'_, str>> = shown
        .iter()
        .map(|l| twins.person(org.person(l.person)))
        .collect();
    let homes: Vec<_> = shown.iter().map(|load| home(org, load)).collect();
    let (room, rest) = area.split_left(plot::label_room(&names, theme::BODY, 280));
    let (homes, rest) = rest.split_left(plot::label_room(&homes, theme::LABEL, 220));
    let end = most.max(limit + 1);
    let bars = rest.split_right(theme::STEP * 8).0;
    Plan {
        names: room,
        called: names.into_iter().map(Cow::into_owned).collect(),
        homes,
        bars,
        x: Linear::exact((0.0, end as f64), (bars.x, bars.right()), end.min(12)),
        row: ROW,
    }
}

fn draw_row(canvas: &mut Canvas, org: &Org, plan: &Plan, at: usize, load: &Load, limit: usize) {
    let person = org.person(load.person);
    let middle = plan.bars.y + plan.row * at as i32 + plan.row / 2;
    let (past, ink, sign) = flags::look(load.level);
    let name = shorten(
        plan.called.get(at).map_or("", String::as_str),
        theme::BODY,
        plan.names.width - theme::GAP,
    );
    canvas
        .text(plan.names.right() - theme::GAP, middle, name)
        .ending()
        .middle()
        .title(person.label())
        .subject(person.subject().as_str());
    let full = home(org, load);
    let home = shorten(&full, theme::LABEL, plan.homes.width - theme::GAP);
    canvas
        .text(plan.homes.x, middle, home)
        .style(theme::LABEL)
        .ink(Ink::Faint)
        .middle()
        .title(full);
    for (seat, target) in load.targets.iter().enumerate() {
        segment(
            canvas,
            org,
            plan,
            middle,
            (seat, *target),
            (person.key(), limit, past),
        );
    }
    let total = thousands(load.targets.len());
    let x = plan.x.at_count(load.targets.len()) + theme::GAP;
    let value = flags::marked(load.level, &total);
    canvas
        .text(x, middle, value)
        .style(if sign.is_empty() {
            theme::BODY
        } else {
            theme::STRONG
        })
        .ink(ink)
        .middle();
}

fn segment(
    canvas: &mut Canvas,
    org: &Org,
    plan: &Plan,
    middle: i32,
    (seat, target): (usize, TeamId),
    (person, limit, past): (&str, usize, Tone),
) {
    let (from, to) = (plan.x.at_count(seat), plan.x.at_count(seat + 1));
    let gap = i32::from(to - from >= 3);
    let height = plan.row - BETWEEN;
    let area = Area::new(from + gap, middle - height / 2, to - from - gap, height);
    let tone = if seat >= limit { past } else { Tone::Muted };
    let team = org.team(target);
    canvas
        .rect(area)
        .fill(tone)
        .title(team.label())
        .subject(format!("liaison:{person}>{}", team.key()));
    let (style, room) = (theme::LABEL, area.width - theme::STEP);
    let name = names::unit(team);
    let whole = text::pixels(&name, style.size, style.weight) <= room;
    let lines = match (whole, plan.row > ROW) {
        (true, _) => vec![name.into_owned()],
        (false, _) if room < NAME => Vec::new(),
        (false, true) => text::wrap(&name, style.size, style.weight, room, 2),
        (false, false) => vec![shorten(&name, style, room)],
    };
    let mut y = middle - (lines.len() as i32 - 1) * style.leading() / 2;
    for line in lines {
        canvas
            .text(area.x + theme::STEP / 2, y, line)
            .style(style)
            .ink(Ink::On(tone))
            .middle()
            .title(team.label());
        y += style.leading();
    }
}
