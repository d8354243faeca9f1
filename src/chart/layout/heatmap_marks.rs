//! The marks of the liaison heat map: names, cells, loads and crowded teams.
//!
//! Knows seats, columns and pixels; judges nothing.

use super::View;
use super::columns::Columns;
use super::flags;
use super::heatmap_cells::{cell, open};
use super::names::{self, Twins};
use super::seats::{self, Seat};
use crate::chart::plot;
use crate::chart::scale::Band;
use crate::chart::scene::{Area, Canvas};
use crate::chart::theme::{self, Ink, Tone};
use crate::lint::Level;
use crate::model::{Subject, TeamId};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Room for homes, for people, for loads.
pub(super) const HOMES: i32 = 19 * theme::STEP;
pub(super) const PEOPLE: i32 = 19 * theme::STEP;
pub(super) const LOADS: i32 = 22 * theme::STEP;
/// Height of a row and of the gap between homes.
pub(super) const ROW: i32 = 22;
pub(super) const GAP: i32 = theme::STEP;
/// Room for the marks of crowded teams below the rows.
pub(super) const FOOT: i32 = 3 * theme::STEP;

/// Draws the rows.
#[derive(Debug)]
pub(super) struct Painter<'a> {
    /// Facts and findings.
    pub(super) view: &'a View<'a>,
    /// Columns.
    pub(super) columns: &'a Columns,
    /// Where they stand.
    pub(super) band: Band,
    /// Where the rows stand.
    pub(super) rows: Area,
    /// The largest load.
    pub(super) most: usize,
    /// The most targets that are fine.
    pub(super) limit: usize,
    /// Who is called the same.
    pub(super) twins: Twins,
}

impl Painter<'_> {
    fn load_x(&self, load: usize) -> i32 {
        let from = self.rows.right() - LOADS + theme::GAP * 2;
        let room = LOADS - theme::GAP * 2 - 7 * theme::STEP;
        from + room * load as i32 / self.most.max(self.limit) as i32
    }

    /// All rows with the limit of loads.
    pub(super) fn rows(&self, canvas: &mut Canvas, seats: &[Seat]) {
        let mut y = self.rows.y;
        let levels = flags::levels(self.view.findings, &["overloaded-liaison"]);
        for (at, seat) in seats.iter().enumerate() {
            let before = at.checked_sub(1).map(|before| seats[before].home);
            if before != Some(seat.home) {
                y += if before.is_some() { GAP } else { 0 };
                self.home(canvas, seat, y);
            }
            self.row(canvas, seat, y, &levels);
            y += ROW;
        }
        let x = self.load_x(self.limit);
        let line = Area::new(x, self.rows.y, 1, self.rows.height);
        plot::limit_line(canvas, x, line, &format!("{} targets", self.limit));
    }

    /// Lines between the parts of the organization, from the blocks above down through all rows.
    pub(super) fn parts(&self, canvas: &mut Canvas, top: i32) {
        let part = |at: usize| {
            let unit = self.columns.units.get(at)?;
            Some(self.view.facts.tree().boundary(TeamId(*unit)))
        };
        let count = self.columns.units.len();
        let ends = (1..count).filter(|at| part(*at) != part(at - 1)).count();
        // Where nearly every column is a part of its own the lines would say nothing.
        if ends * 2 > count {
            return;
        }
        for at in 1..count {
            if part(at) != part(at - 1) {
                let x = self.band.at(at).0 - 1;
                canvas
                    .line(&[(x, top), (x, self.rows.bottom())])
                    .stroke(Tone::Axis, 1);
            }
        }
    }

    fn home(&self, canvas: &mut Canvas, seat: &Seat, y: i32) {
        let team = seat.home.map(|home| self.view.facts.org().team(home));
        let name = team.map_or(Cow::Borrowed("home unknown"), names::unit);
        let name = plot::cut(&name, theme::LABEL_STRONG, HOMES - theme::GAP);
        let pen = canvas.text(self.rows.x, y + ROW / 2, name);
        let pen = pen.style(theme::LABEL_STRONG).ink(Ink::Soft).middle();
        if let Some(team) = team {
            pen.title(team.label()).subject(team.subject().as_str());
        }
    }

    fn row(&self, canvas: &mut Canvas, seat: &Seat, y: i32, levels: &BTreeMap<&str, Level>) {
        let org = self.view.facts.org();
        let middle = y + ROW / 2;
        let (name, subject) = match seat.person {
            Some(person) => {
                let person = org.person(person);
                (
                    self.twins.person(person),
                    person.subject().as_str().to_owned(),
                )
            }
            None => (Cow::Borrowed("nobody"), String::new()),
        };
        let ink = match seat.person {
            None => Ink::Bad,
            Some(_) if seat.load > self.limit => Ink::Strong,
            Some(_) => Ink::Soft,
        };
        let label = plot::cut(&name, theme::BODY, PEOPLE - theme::GAP * 2);
        canvas
            .text(
                self.rows.x + HOMES + PEOPLE - theme::GAP * 3 / 2,
                middle,
                label,
            )
            .ending()
            .middle()
            .ink(ink)
            .title(
                seat.person
                    .map_or(name.clone(), |who| org.person(who).label()),
            )
            .subject(subject.as_str());
        let cells = seat.cells(self.view.facts, self.columns);
        let open_needs = seat.open(self.columns);
        for (at, unit) in self.columns.units.iter().enumerate() {
            let (x, width) = self.band.at(at);
            let area = Area::new(x, y + 1, (width - 1).max(1), ROW - 2);
            let team = org.team(TeamId(*unit));
            let told = |what: &str| format!("{name}, {}: {what}", team.label());
            let liaison = seat.person.map_or_else(
                || team.subject(),
                |person| Subject::liaison(org.person(person).key(), team.key()),
            );
            match cells.get(&at) {
                Some(state) => {
                    let loud = seat.load > self.limit;
                    let told = told(state.told());
                    cell(canvas, area, *state, loud, &told, liaison.as_str());
                }
                None if open_needs.contains(&at) => {
                    let told = told("needed, and nobody covers it");
                    open(canvas, area, &told, liaison.as_str());
                }
                None => {
                    canvas.rect(area).fill(Tone::Panel);
                }
            }
        }
        if seat.person.is_some() {
            let level = levels.get(subject.as_str()).copied();
            self.load(canvas, seat, middle, &subject, level);
        }
    }

    fn load(
        &self,
        canvas: &mut Canvas,
        seat: &Seat,
        middle: i32,
        subject: &str,
        level: Option<Level>,
    ) {
        let (tone, ink, sign) = flags::look(level);
        let (from, to) = (self.load_x(0), self.load_x(seat.load));
        let limit = self.load_x(self.limit.min(seat.load));
        let bar = |from: i32, to: i32| Area::new(from, middle - 6, to - from, 12);
        canvas
            .rect(bar(from, limit))
            .fill(Tone::Neutral)
            .subject(subject);
        let over = seat.load > self.limit;
        if over {
            canvas.rect(bar(limit + 1, to)).fill(tone).subject(subject);
        }
        let text = flags::marked(level, &seat.load.to_string());
        canvas
            .text(
                self.load_x(self.most.max(self.limit)) + theme::GAP,
                middle,
                text,
            )
            .style(if sign.is_empty() {
                theme::LABEL
            } else {
                theme::LABEL_STRONG
            })
            .ink(ink)
            .middle();
    }

    /// Marks below the columns of teams that liaisons come to from too many parts.
    pub(super) fn crowded(&self, canvas: &mut Canvas) {
        let org = self.view.facts.org();
        let keys: BTreeMap<&str, TeamId> = org.teams().map(|team| (team.key(), team.id)).collect();
        let mut marks: BTreeMap<usize, (usize, TeamId, Level)> = BTreeMap::new();
        for finding in self.view.findings {
            if finding.rule.name != "too-many-liaisons-on-team" {
                continue;
            }
            let parts = finding.measure.map_or(0, |measure| measure.value as usize);
            let teams = finding.subjects.iter().map(Subject::parts);
            for team in teams.filter_map(|(_, key)| keys.get(key)) {
                let under = seats::columns_of(self.view.facts, self.columns, *team);
                if let Some(middle) = under.iter().nth(under.len() / 2) {
                    marks
                        .entry(*middle)
                        .or_insert((parts, *team, finding.level));
                }
            }
        }
        if marks.is_empty() {
            return;
        }
        let y = self.rows.bottom() + FOOT / 2;
        for (column, (parts, team, level)) in &marks {
            let (_, ink, sign) = flags::look(Some(*level));
            let team = org.team(*team);
            let text = if self.band.least() >= 4 * theme::STEP {
                format!("{sign} {parts}")
            } else {
                sign.to_owned()
            };
            canvas
                .text(self.band.middle(*column), y, text)
                .style(theme::LABEL_STRONG)
                .ink(ink)
                .centred()
                .middle()
                .title(format!("{}: liaisons from {parts} parts", team.label()))
                .subject(team.subject().as_str());
        }
        canvas
            .text(
                self.band.at(0).0 - theme::GAP * 3 / 2,
                y,
                "liaisons from too many parts of the organization",
            )
            .style(theme::NOTE)
            .ink(Ink::Faint)
            .ending()
            .middle();
    }
}
