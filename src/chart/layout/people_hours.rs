//! `people-hours`: how many hours a week people sit in recurring meetings, part by part, against the line at fifteen,
//! and in which role they sit there.
//!
//! Dots have no names: only who is found by `meeting-load`, which is off unless asked for, is named. It knows hours
//! as summed next door and no meeting.

use super::files::source;
use super::flags;
use super::hours::{self, GROUP, Group, ROLES, Week};
use super::hours_words::{called, describe, found, subtitle, title};
use super::meeting_seats::TONES;
use super::names::Twins;
use super::shorten::shorten;
use super::{ChartEntry, View};
use crate::chart::plot::{self, Frame, Key};
use crate::chart::scale::Linear;
use crate::chart::scene::{Area, Canvas, Scene};
use crate::chart::text;
use crate::chart::theme::{self, Ink, Tone};
use crate::lint::Needs;
use crate::lint::words::{count, thousands};
use crate::model::{Column, Table};
use std::borrow::Cow;

/// Entry of the registry.
pub(super) const ENTRY: ChartEntry = ChartEntry {
    name: "people-hours",
    summary: "hours a week in recurring meetings, person by person without names, and in which role",
    needs: &[
        Needs::Attendees,
        Needs::Column(Table::Meetings, Column::Minutes),
        Needs::Any(&[
            Needs::Column(Table::Meetings, Column::PerWeek),
            Needs::Column(Table::Meetings, Column::Date),
        ]),
    ],
    draw,
};

/// Most rows; further parts are one.
const ROWS: usize = 14;
/// Height of a row: its dots, and a line above them for names.
const ROW: i32 = 8 * theme::STEP;
/// Widths of the stack of roles and of the numbers behind the dots.
const STACK: i32 = 30 * theme::STEP;
const NUMBERS: i32 = 17 * theme::STEP;
/// Radius of a dot, and the pixels from one to the next.
const DOT: i32 = 4;
const PITCH: i32 = 2 * DOT + 1;
/// Most dots upon each other; more are drawn as columns.
const DOTS: usize = 5;
/// Most people named in a row.
const NAMED: usize = 2;

fn draw(view: &View<'_>) -> Option<Scene> {
    let org = view.facts.org();
    let mut groups = hours::groups(view);
    let parts = groups.len();
    if groups.len() > ROWS {
        let rest = groups.split_off(ROWS - 1);
        groups.extend(rest.into_iter().reduce(hours::join));
    }
    let people: usize = groups.iter().map(|group| group.weeks.len()).sum();
    if people < GROUP {
        return None;
    }
    let limit = hours::limit(view);
    let title = title(&groups, people, limit);
    let subtitle = subtitle(&groups, people, parts, ROWS);
    let (mut canvas, body) = Frame {
        title: &title,
        subtitle: &subtitle,
        source: &source(org, &[Table::Meetings, Table::Attendance]),
        description: &describe(view, &groups, limit),
        width: super::WIDTH,
    }
    .open(HEAD + ROW * groups.len() as i32 + plot::AXIS);
    let plan = plan(view, &groups, body, limit);
    heading(&mut canvas, &plan, &groups, body);
    plot::axis_below(&mut canvas, &plan.x, plan.dots, "hours");
    let twins = Twins::of(found(&groups).map(|week| org.person(week.person)));
    for (at, group) in groups.iter().enumerate() {
        draw_row(&mut canvas, view, &plan, at, group, &twins);
    }
    if plan.x.ends().1 >= limit {
        let label = format!("{} hours", theme::decimal(limit, 1));
        plot::limit_line(&mut canvas, plan.x.at(limit), plan.dots, &label);
    }
    Some(canvas.finish())
}

/// Height of the headings above the rows.
const HEAD: i32 = 5 * theme::STEP;

/// Where everything stands.
struct Plan {
    names: Area,
    dots: Area,
    numbers: Area,
    stack: Area,
    x: Linear,
    limit: f64,
    /// Hours a head where the stack is full.
    full: f64,
    /// Most people in one place of a row, where they are too many for dots.
    columns: Option<usize>,
}

fn plan(view: &View<'_>, groups: &[Group], body: Area, limit: f64) -> Plan {
    let labels: Vec<Cow<'_, str>> = groups.iter().map(|group| called(view, group)).collect();
    let (_, rest) = body.split_top(HEAD);
    let (rows, _) = rest.split_bottom(plot::AXIS);
    let (names, rest) = rows.split_left(plot::label_room(&labels, theme::STRONG, 240));
    let (rest, stack) = rest.split_right(STACK);
    let (dots, numbers) = rest.split_right(NUMBERS);
    let most = groups.iter().filter_map(|group| group.weeks.last());
    let most = most.map(|week| week.hours).fold(1.0, f64::max);
    // Where everybody is far from the limit, the line would leave the picture empty.
    let near = most > limit * NEAR;
    let most = if near {
        most.max(limit * 1.2)
    } else {
        most * 1.1
    };
    // A week of forty hours in meetings is past belief: what lies beyond shares the right end.
    let most = most.min(limit.max(FULL) * 1.5);
    let x = Linear::exact((0.0, most), (dots.x, dots.right() - theme::STEP * 5), 10);
    let crowd = groups
        .iter()
        .flat_map(|group| places(&x, group).into_values());
    let crowd = crowd.map(|weeks| weeks.len()).max().unwrap_or(0);
    let a_head = groups
        .iter()
        .map(|g| g.hours() / g.weeks.len().max(1) as f64);
    Plan {
        names,
        dots,
        numbers,
        stack,
        x,
        limit,
        full: a_head.fold(0.1, f64::max),
        columns: (crowd > DOTS).then_some(crowd),
    }
}

/// The line is drawn where some week is longer than this share of it.
const NEAR: f64 = 0.5;
/// A full week of work, in hours.
const FULL: f64 = 40.0;

/// People of a group by the place of their dots.
fn places<'g>(x: &Linear, group: &'g Group) -> std::collections::BTreeMap<i32, Vec<&'g Week>> {
    let mut places: std::collections::BTreeMap<i32, Vec<&Week>> = std::collections::BTreeMap::new();
    for week in &group.weeks {
        let pixel = x.at(week.hours) - x.at(0.0);
        places.entry(pixel / PITCH).or_default().push(week);
    }
    places
}

fn heading(canvas: &mut Canvas, plan: &Plan, groups: &[Group], body: Area) {
    let what = match plan.columns {
        None => "One dot is one person",
        Some(_) => "People by hours a week; all rows on one scale",
    };
    let y = body.y + theme::STEP;
    canvas
        .text(plan.dots.x, y, what)
        .style(theme::STRONG)
        .middle();
    canvas
        .text(plan.stack.x, y, "Hours a head, by role")
        .style(theme::STRONG)
        .middle();
    let names = ["expected", "as a liaison", "looking on"];
    let occurs = |role: &usize| groups.iter().any(|group| group.roles[*role] > 0.0);
    let keys: Vec<Key<'_>> = (0..ROLES)
        .filter(occurs)
        .map(|role| Key {
            tone: TONES[role],
            hatched: false,
            name: names[role],
        })
        .collect();
    let area = Area::new(plan.stack.x, y + theme::STEP, plan.stack.width, theme::ROW);
    plot::legend(canvas, area, &keys);
}

fn draw_row(
    canvas: &mut Canvas,
    view: &View<'_>,
    plan: &Plan,
    at: usize,
    group: &Group,
    twins: &Twins,
) {
    let base = plan.dots.y + ROW * (at as i32 + 1) - theme::STEP;
    let middle = base - ROW / 3;
    let name = called(view, group);
    let whole = shorten(&name, theme::STRONG, plan.names.width - theme::GAP);
    let label = canvas.text(plan.names.right() - theme::GAP, middle, whole);
    let label = label.style(theme::STRONG).ending().middle().title(&*name);
    if let Some(unit) = group.unit {
        label.subject(view.facts.org().team(unit).subject().as_str());
    }
    canvas
        .text(
            plan.names.right() - theme::GAP,
            middle + theme::STEP * 2,
            count(group.weeks.len(), "person", "people"),
        )
        .style(theme::NOTE)
        .ink(Ink::Faint)
        .ending()
        .middle();
    canvas
        .line(&[(plan.dots.x, base), (plan.x.at(f64::MAX) + PITCH, base)])
        .stroke(Tone::Grid, 1);
    for (place, weeks) in places(&plan.x, group) {
        stack_of(canvas, plan, base, place, &weeks);
    }
    median_mark(canvas, plan, base, group);
    label_found(canvas, view, plan, base, group, twins);
    numbers(canvas, plan, middle, group);
    roles(canvas, plan, middle, group);
}

/// The people of one place: dots upon each other, or a column as high as they are many.
fn stack_of(canvas: &mut Canvas, plan: &Plan, base: i32, place: i32, weeks: &[&Week]) {
    let x = plan.x.at(0.0) + place * PITCH + DOT;
    let tone_of = |week: &Week| match (week.hours > plan.limit, week.level) {
        (false, _) => Tone::Neutral,
        (true, None) => Tone::Accent,
        (true, level) => flags::look(level).0,
    };
    let told = |week: &Week| format!("{} hours a week", theme::decimal(week.hours, 1));
    match plan.columns {
        None => {
            for (nth, week) in (0..).zip(weeks) {
                canvas
                    .circle((x, base - DOT - 1 - nth * PITCH), DOT)
                    .fill(tone_of(week))
                    .title(told(week));
            }
        }
        Some(most) => {
            let full = ROW - theme::STEP * 3;
            let height = (full * weeks.len() as i32 / most.max(1) as i32).max(2);
            let tone = weeks.last().map_or(Tone::Neutral, |week| tone_of(week));
            canvas
                .rect(Area::new(x - DOT, base - height, PITCH - 1, height))
                .fill(tone)
                .title(count(weeks.len(), "person", "people"));
            if weeks.len() == most {
                canvas
                    .text(x, base - height - theme::STEP / 2, thousands(most))
                    .style(theme::NOTE)
                    .ink(Ink::Faint)
                    .centred();
            }
        }
    }
}

fn median_mark(canvas: &mut Canvas, plan: &Plan, base: i32, group: &Group) {
    let x = plan.x.at(group.median());
    canvas
        .polygon(&[(x, base + 2), (x - 4, base + 7), (x + 4, base + 7)])
        .fill(Tone::Rule)
        .title(format!(
            "half of them spend {} hours or less",
            theme::decimal(group.median(), 1)
        ));
}

/// Names above the dots of those whom the rule found, the longest weeks first.
fn label_found(
    canvas: &mut Canvas,
    view: &View<'_>,
    plan: &Plan,
    base: i32,
    group: &Group,
    twins: &Twins,
) {
    let org = view.facts.org();
    let loud: Vec<&Week> = group
        .weeks
        .iter()
        .rev()
        .filter(|week| week.level.is_some())
        .collect();
    let mut right = plan.dots.right();
    for week in loud.iter().take(NAMED) {
        let person = org.person(week.person);
        let words = format!(
            "{}: {}",
            twins.person(person),
            theme::decimal(week.hours, 1)
        );
        let words = shorten(&words, theme::LABEL_STRONG, 24 * theme::STEP);
        let wide = text::pixels(&words, theme::LABEL_STRONG.size, theme::LABEL_STRONG.weight);
        let x = (plan.x.at(week.hours) - wide / 2).min(right - wide);
        if x <= plan.x.at(plan.limit) + 2 {
            break;
        }
        canvas
            .text(x, base - ROW + theme::STEP * 2, words)
            .style(theme::LABEL_STRONG)
            .ink(flags::look(week.level).1)
            .middle()
            .title(person.label())
            .subject(person.subject().as_str());
        right = x - theme::STEP;
    }
}

fn numbers(canvas: &mut Canvas, plan: &Plan, middle: i32, group: &Group) {
    let over = group.over(plan.limit);
    let (ink, style) = if over > 0 {
        (Ink::Strong, theme::STRONG)
    } else {
        (Ink::Faint, theme::BODY)
    };
    let words = match over {
        0 => "nobody over".to_owned(),
        over => format!("{} over", thousands(over)),
    };
    let x = plan.numbers.x;
    canvas.text(x, middle, words).style(style).ink(ink).middle();
    canvas
        .text(
            x,
            middle + theme::STEP * 2,
            format!("median {}", theme::decimal(group.median(), 1)),
        )
        .style(theme::NOTE)
        .ink(Ink::Faint)
        .middle();
}

/// Hours a head as one bar, split by role.
fn roles(canvas: &mut Canvas, plan: &Plan, middle: i32, group: &Group) {
    let heads = group.weeks.len().max(1) as f64;
    let end = plan.stack.right() - theme::STEP * 6;
    let x = Linear::exact((0.0, plan.full), (plan.stack.x, end), 4);
    let (mut sum, mut from) = (0.0, plan.stack.x);
    for (role, hours) in group.roles.iter().enumerate() {
        sum += hours / heads;
        let to = x.at(sum);
        if to > from {
            canvas
                .rect(Area::new(
                    from,
                    middle - theme::BAR / 2,
                    to - from,
                    theme::BAR,
                ))
                .fill(TONES[role])
                .title(format!("{} hours a head", theme::decimal(hours / heads, 1)));
            from = to + 1;
        }
    }
    canvas
        .text(x.at(sum) + theme::GAP, middle, theme::decimal(sum, 1))
        .ink(Ink::Soft)
        .middle();
}
