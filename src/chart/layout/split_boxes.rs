//! The boxes of `split-meeting`: the meeting of today and the bodies it becomes, seat by seat, and the arrows of those
//! who sit in two.
//!
//! Knows a plan of who sits where and pixels; says nothing about it.

use super::View;
use super::meeting_rows::{Row, spoken};
use super::names::{self, Twins};
use super::shorten::shorten;
use super::split_plan::{self, Body, Split};
use crate::chart::scene::{Area, Canvas};
use crate::chart::text;
use crate::chart::theme::{self, Ink, Tone};
use crate::lint::words::{count, list};
use crate::model::{PersonId, TeamId};
use std::collections::BTreeMap;

/// Height of a person's row and of the heading of a box.
const ROW: i32 = 22;
const HEAD: i32 = 6 * theme::STEP;
/// Inner margin of a box.
const PAD: i32 = 2 * theme::STEP;
/// Width of the box of today, and of the space in which arrows run.
const TODAY: i32 = 52 * theme::STEP;
const ARROWS: i32 = 13 * theme::STEP;
/// Between boxes above each other.
const BETWEEN: i32 = 2 * theme::STEP;
/// Lines that the notes take.
const LINES: usize = 3;

/// Draws a plan.
pub(super) struct Painter<'a> {
    view: &'a View<'a>,
    pub(super) split: &'a Split,
    twins: Twins,
    tones: BTreeMap<TeamId, Tone>,
}

impl<'a> Painter<'a> {
    /// Prepares colours and names.
    pub(super) fn new(view: &'a View<'a>, split: &'a Split) -> Self {
        let (facts, org) = (view.facts, view.facts.org());
        let mut teams: Vec<(usize, TeamId)> = Vec::new();
        for team in split
            .today
            .iter()
            .filter_map(|p| split_plan::home(facts, *p))
        {
            match teams.iter_mut().find(|(_, known)| *known == team) {
                Some((number, _)) => *number += 1,
                None => teams.push((1, team)),
            }
        }
        teams.sort_by_key(|(number, _)| std::cmp::Reverse(*number));
        let tones = (0..theme::CATEGORIES).map(Tone::Category);
        Self {
            view,
            split,
            twins: Twins::of(split.today.iter().map(|person| org.person(*person))),
            tones: teams.into_iter().map(|(_, team)| team).zip(tones).collect(),
        }
    }

    /// What a person is called.
    pub(super) fn name(&self, person: PersonId) -> String {
        let person = self.view.facts.org().person(person);
        shorten(&self.twins.person(person), theme::TITLE, 32 * theme::STEP)
    }

    /// Rows of a body: its own people, and in the first body those whom the others send.
    fn rows_of(&self, at: usize) -> usize {
        let guests = if at == 0 {
            self.split.bodies.len() - 1
        } else {
            0
        };
        self.split.bodies[at].people.len() + guests
    }

    fn box_height(&self, at: usize) -> i32 {
        HEAD + ROW * self.rows_of(at) as i32 + PAD
    }

    /// The names of those who get notes, in lines.
    fn notes_lines(&self) -> Vec<String> {
        let names = self.split.notes.iter().map(|person| self.name(*person));
        let names = list(names, LINES * 4);
        let room = super::WIDTH - 2 * theme::MARGIN - TODAY - ARROWS - PAD * 2;
        text::wrap(&names, theme::BODY.size, theme::BODY.weight, room, LINES)
    }

    fn notes_height(&self) -> i32 {
        match self.notes_lines().len() as i32 {
            0 => 0,
            lines => HEAD + ROW * lines + BETWEEN,
        }
    }

    fn others_height(&self) -> i32 {
        let others = 1..self.split.bodies.len();
        let boxes: i32 = others.clone().map(|at| self.box_height(at)).sum();
        boxes + BETWEEN * (others.len() as i32 - 1).max(0)
    }

    /// The height of all boxes.
    pub(super) fn height(&self) -> i32 {
        let today = HEAD + ROW * self.split.today.len() as i32 + PAD;
        let after = self.box_height(0).max(self.others_height()) + self.notes_height();
        today.max(after)
    }

    /// Draws all boxes.
    pub(super) fn draw(&self, canvas: &mut Canvas, body: Area, row: &Row) {
        let today = Area::new(
            body.x,
            body.y,
            TODAY,
            HEAD + ROW * self.split.today.len() as i32 + PAD,
        );
        panel(
            canvas,
            today,
            "Today",
            &format!("{} people, {}", self.split.today.len(), row.purpose_words()),
            true,
        );
        for (at, person) in self.split.today.iter().enumerate() {
            self.person(canvas, row_of(today, at), *person, None);
        }
        let y = row_of(today, row.limit as usize).y;
        canvas
            .line(&[(today.x - theme::STEP, y), (today.right() + theme::STEP, y)])
            .stroke(Tone::Rule, 1)
            .dashed();
        canvas
            .text(today.right() + theme::STEP + 4, y, spoken(row.limit))
            .style(theme::LABEL_STRONG)
            .middle();
        let (_, after) = body.split_left(TODAY + ARROWS);
        let middle = body.y + HEAD / 2;
        canvas
            .line(&[
                (today.right() + theme::STEP * 2, middle),
                (after.x - theme::STEP * 2, middle),
            ])
            .stroke(Tone::Rule, 2)
            .arrow();
        let bottom = self.bodies(canvas, after);
        self.notes(
            canvas,
            Area::new(
                after.x,
                bottom + BETWEEN,
                after.width,
                self.notes_height() - BETWEEN,
            ),
        );
    }

    /// The boxes of all bodies; returns where they end.
    fn bodies(&self, canvas: &mut Canvas, after: Area) -> i32 {
        let alone = self.split.bodies.len() == 1;
        let width = if alone {
            TODAY
        } else {
            (after.width - ARROWS) / 2
        };
        let first = Area::new(after.x, after.y, width, self.box_height(0));
        self.body(canvas, first, 0);
        let mut y = after.y;
        let guests_from = self.split.bodies[0].people.len();
        for (at, body) in self.split.bodies.iter().enumerate().skip(1) {
            let area = Area::new(after.right() - width, y, width, self.box_height(at));
            self.body(canvas, area, at);
            y = area.bottom() + BETWEEN;
            let Some(bridge) = body.bridge else { continue };
            let seat = row_of(first, guests_from + at - 1);
            self.person(canvas, seat, bridge, Some(Tone::Accent));
            let place = body.people.iter().position(|person| *person == bridge);
            let from = row_of(area, place.unwrap_or(0));
            self.arrow(canvas, from, seat, bridge, at == 1);
        }
        first.bottom().max(y - BETWEEN)
    }

    /// From the bridge's seat at home to the seat in the first body.
    fn arrow(&self, canvas: &mut Canvas, from: Area, to: Area, bridge: PersonId, told: bool) {
        let (x0, y0) = (from.x - PAD / 2 - 2, from.y + ROW / 2);
        let (x1, y1) = (to.right() + PAD / 2 + 3, to.y + ROW / 2);
        let half = (x0 - x1) / 2;
        canvas
            .curve([(x0, y0), (x0 - half, y0), (x1 + half, y1), (x1, y1)])
            .stroke(Tone::Accent, 2)
            .arrow()
            .title(format!("{} sits in both", self.name(bridge)));
        if told {
            let (x, y) = (i32::midpoint(x0, x1), from.y.min(to.y) - theme::STEP);
            for (line, words) in ["sits in", "both"].into_iter().enumerate() {
                canvas
                    .text(x, y - ROW + 16 * line as i32, words)
                    .style(theme::LABEL)
                    .ink(Ink::Accent)
                    .centred()
                    .middle();
            }
        }
    }

    fn body(&self, canvas: &mut Canvas, area: Area, at: usize) {
        let body = &self.split.bodies[at];
        let seats = count(self.rows_of(at), "person", "people");
        let title = self.area_of(body, area.width);
        panel(canvas, area, &title, &format!("{seats}, decides"), false);
        for (row, person) in body.people.iter().enumerate() {
            let tone = (Some(*person) == body.bridge).then_some(Tone::Accent);
            self.person(canvas, row_of(area, row), *person, tone);
        }
    }

    /// The teams that most people of a body come from.
    fn area_of(&self, body: &Body, room: i32) -> String {
        const TOLD: usize = 2;
        let (facts, org) = (self.view.facts, self.view.facts.org());
        let mut teams: Vec<(usize, TeamId)> = Vec::new();
        for team in body
            .people
            .iter()
            .filter_map(|p| split_plan::home(facts, *p))
        {
            match teams.iter_mut().find(|(_, known)| *known == team) {
                Some((number, _)) => *number += 1,
                None => teams.push((1, team)),
            }
        }
        teams.sort_by_key(|(number, _)| std::cmp::Reverse(*number));
        let names = teams.iter().map(|(_, team)| names::unit(org.team(*team)));
        let words = match teams.len() {
            0 => "One body".to_owned(),
            _ => list(names, TOLD),
        };
        shorten(&words, theme::STRONG, room - PAD * 2 - 20 * theme::STEP)
    }

    /// One seat: the colour of the team, the name, the team; outlined where something is to be said of it.
    fn person(&self, canvas: &mut Canvas, area: Area, who: PersonId, outlined: Option<Tone>) {
        let (facts, org) = (self.view.facts, self.view.facts.org());
        let (person, team) = (org.person(who), split_plan::home(facts, who));
        let middle = area.y + ROW / 2;
        if let Some(tone) = outlined {
            let outline = Area::new(area.x - PAD / 2, area.y + 1, area.width + PAD, ROW - 2);
            canvas.rect(outline).stroke(tone, 1).radius(3);
        }
        let tone = team.and_then(|team| self.tones.get(&team)).copied();
        canvas
            .circle((area.x + 6, middle), 5)
            .fill(tone.unwrap_or(Tone::Muted));
        let name = shorten(
            &self.twins.person(person),
            theme::BODY,
            area.width * 11 / 20,
        );
        let wide = text::pixels(&name, theme::BODY.size, theme::BODY.weight);
        canvas
            .text(area.x + PAD + 4, middle, name)
            .middle()
            .title(person.label())
            .subject(person.subject().as_str());
        if let Some(team) = team.map(|team| org.team(team)) {
            let room = area.width - wide - PAD - 4 - theme::GAP * 2;
            canvas
                .text(
                    area.right(),
                    middle,
                    shorten(&names::unit(team), theme::LABEL, room),
                )
                .style(theme::LABEL)
                .ink(Ink::Faint)
                .ending()
                .middle()
                .title(team.label())
                .subject(team.subject().as_str());
        }
    }

    fn notes(&self, canvas: &mut Canvas, area: Area) {
        if self.split.notes.is_empty() {
            return;
        }
        let told = format!(
            "{}, instead of a seat",
            count(self.split.notes.len(), "person", "people")
        );
        panel(canvas, area, "Notes", &told, false);
        for (at, line) in self.notes_lines().into_iter().enumerate() {
            canvas
                .text(area.x + PAD, area.y + HEAD + ROW * at as i32, line)
                .ink(Ink::Soft)
                .middle();
        }
    }
}

/// A box with its heading.
fn panel(canvas: &mut Canvas, area: Area, title: &str, told: &str, bad: bool) {
    let tone = if bad { Tone::Bad } else { Tone::Axis };
    canvas
        .rect(area)
        .fill(Tone::Paper)
        .stroke(tone, if bad { 2 } else { 1 })
        .radius(6);
    let y = area.y + HEAD / 2 - 2;
    canvas
        .text(area.x + PAD, y, title)
        .style(theme::STRONG)
        .middle();
    let told = if bad {
        format!("✗ {told}")
    } else {
        told.to_owned()
    };
    canvas
        .text(area.right() - PAD, y, told)
        .style(theme::LABEL)
        .ink(if bad { Ink::Bad } else { Ink::Soft })
        .ending()
        .middle();
}

/// The row of the nth person of a box.
fn row_of(area: Area, at: usize) -> Area {
    Area::new(
        area.x + PAD,
        area.y + HEAD - theme::STEP / 2 + ROW * at as i32,
        area.width - PAD * 2,
        ROW,
    )
}
