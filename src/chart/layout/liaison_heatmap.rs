//! `liaison-heatmap`: which liaison covers which team, under the unit tree, with what it is worth.
//!
//! Knows the seats as judged next door and pixels.

use super::columns::Columns;
use super::files::{sentence, source};
use super::icicle::Icicle;
use super::seats::{self, Seat, State};
use super::{ChartEntry, View};
use crate::chart::plot::{self, Frame};
use crate::chart::scale::Band;
use crate::chart::scene::{Area, Canvas, Scene};
use crate::chart::theme::{self, Ink, Tone};
use crate::facts::Facts;
use crate::lint::{Needs, words};
use crate::model::{Subject, Table, TeamId};
use std::collections::BTreeMap;

/// The liaison heat map.
pub(super) const ENTRY: ChartEntry = ChartEntry {
    name: "liaison-heatmap",
    summary: "which liaison covers which team, by home, with the need behind it and the load",
    needs: &[Needs::Liaisons],
    draw,
};

/// Rows at most: one screen.
const ROWS: usize = 36;
/// Columns at most.
const COLUMNS: usize = 72;
/// Up to so many teams the whole tree is shown.
const FEW: usize = 30;
/// Room for homes, for people, for loads.
const HOMES: i32 = 19 * theme::STEP;
const PEOPLE: i32 = 19 * theme::STEP;
const LOADS: i32 = 22 * theme::STEP;
/// Height of a row and of the gap between homes.
const ROW: i32 = 22;
const GAP: i32 = theme::STEP;
/// Room for the marks of crowded teams below the rows.
const FOOT: i32 = 3 * theme::STEP;

fn draw(view: &View<'_>) -> Option<Scene> {
    let facts = view.facts;
    let mut seats = seats::seats(facts);
    let people = facts.liaisons().people().len();
    if people == 0 {
        return None;
    }
    let title = title(view, &seats, people);
    let left_out = shorten(&mut seats);
    let columns = columns(facts, &seats);
    let width = super::WIDTH - 2 * theme::MARGIN - HOMES - PEOPLE - LOADS;
    let band = Band::new(theme::MARGIN + HOMES + PEOPLE, width, columns.units.len());
    let icicle = Icicle::new(facts, &columns, band.least());
    let homes = seats
        .windows(2)
        .filter(|pair| pair[0].home != pair[1].home)
        .count() as i32;
    let height = ROW * seats.len() as i32 + GAP * homes;
    let (mut canvas, body) = Frame {
        title: &title,
        subtitle: &subtitle(facts, &seats, &columns, &icicle, left_out),
        source: &source(
            facts.org(),
            &[Table::Liaisons, Table::Teams, Table::Dependencies],
        ),
        description: &description(facts, &seats),
        width: super::WIDTH,
    }
    .open(icicle.height() + theme::STEP + height + FOOT);
    icicle.draw(&mut canvas, body.y, &band);
    let rows = Area::new(
        body.x,
        body.y + icicle.height() + theme::STEP,
        body.width,
        height,
    );
    let painter = Painter {
        view,
        columns: &columns,
        band,
        rows,
        most: seats.iter().map(|seat| seat.load).max().unwrap_or(1).max(1),
        limit: limit(view),
    };
    painter.rows(&mut canvas, &seats);
    painter.crowded(&mut canvas);
    Some(canvas.finish())
}

/// Keeps the liaisons with most targets where there are too many; answers how many rows went.
fn shorten(seats: &mut Vec<Seat>) -> usize {
    let before = seats.len();
    if before > ROWS {
        let mut loads: Vec<usize> = seats.iter().map(|seat| seat.load).collect();
        loads.sort_unstable_by_key(|load| std::cmp::Reverse(*load));
        let least = loads.get(ROWS - 1).copied().unwrap_or(0);
        let mut spare = ROWS - loads.iter().filter(|load| **load > least).count();
        seats.retain(|seat| {
            let kept = seat.load > least || (seat.load == least && spare > 0);
            spare -= usize::from(kept && seat.load == least);
            kept
        });
    }
    before - seats.len()
}

/// The leaves of the whole tree, or where they are many those of the parts that liaisons reach.
fn columns(facts: &Facts<'_>, seats: &[Seat]) -> Columns {
    let forest = facts.tree().units();
    let mut tops = forest.roots().to_vec();
    if forest.all_leaves().len() > FEW {
        let leaves = seats.iter().flat_map(|seat| seat.leaves(facts));
        tops = leaves
            .map(|leaf| facts.tree().boundary(TeamId(leaf)).0)
            .collect();
    }
    Columns::new(forest, Columns::disjoint(forest, tops), COLUMNS, |_| 0)
}

/// The limit of `overloaded-liaison`: as some finding states it, else its default.
fn limit(view: &View<'_>) -> usize {
    const DEFAULT: usize = 5;
    let mut loads = view
        .findings
        .iter()
        .filter(|f| f.rule.name == "overloaded-liaison");
    let stated = loads.find_map(|finding| finding.measure?.limit);
    stated.map_or(DEFAULT, |limit| limit as usize)
}

fn title(view: &View<'_>, seats: &[Seat], people: usize) -> String {
    let limit = limit(view);
    let over = view.facts.liaisons().people().iter();
    let over = over
        .filter(|person| view.facts.liaisons().targets_of(**person).len() > limit)
        .count();
    let crowded = view
        .findings
        .iter()
        .filter(|f| f.rule.name == "too-many-liaisons-on-team")
        .count();
    let idle = seats.iter().filter(|seat| seat.has(State::NoNeed)).count();
    let open: usize = seats.iter().filter(|seat| seat.person.is_none()).count();
    let mut parts = Vec::new();
    let liaisons = words::count(people, "liaison", "liaisons");
    if over > 0 {
        let verb = if over == 1 { "has" } else { "have" };
        parts.push(format!(
            "{over} of {liaisons} {verb} more than {limit} targets"
        ));
    }
    if crowded > 0 {
        let teams = words::count(crowded, "team is", "teams are");
        parts.push(format!("{teams} visited from too many parts"));
    }
    if idle > 0 {
        parts.push(format!(
            "{} without need",
            words::count(idle, "liaison is", "liaisons are")
        ));
    }
    if open > 0 {
        let homes = words::count(open, "home leaves", "homes leave");
        parts.push(format!("{homes} a need uncovered"));
    }
    if parts.is_empty() {
        let verb = if people == 1 { "has" } else { "have" };
        return format!("{liaisons} {verb} at most {limit} targets each, and no team is crowded");
    }
    sentence(&words::list(parts, 4))
}

fn subtitle(
    facts: &Facts<'_>,
    seats: &[Seat],
    columns: &Columns,
    icicle: &Icicle<'_>,
    left_out: usize,
) -> String {
    let mut parts = vec!["Liaisons by home against teams in tree order; filled: covers".to_owned()];
    if seats.iter().any(|seat| seat.has(State::Minimal)) {
        parts.push("grey: little context, notes would do".to_owned());
    }
    if seats.iter().any(|seat| seat.has(State::NoNeed)) {
        parts.push("red cross: neither depends on the other".to_owned());
    }
    if seats.iter().any(|seat| seat.person.is_none()) {
        parts.push("red outline: needed, and nobody covers it".to_owned());
    }
    if left_out > 0 {
        parts.push(format!(
            "the {} with most targets, {left_out} left out",
            seats.len()
        ));
    }
    let teams = facts.tree().units().all_leaves().len();
    if columns.leaves < teams {
        parts.push(format!(
            "{} of {} teams, in the parts they reach",
            words::thousands(columns.leaves),
            words::thousands(teams)
        ));
    }
    if columns.left_out > 0 {
        let units = words::count(columns.left_out, "smaller unit", "smaller units");
        parts.push(format!("{units} left out"));
    }
    if columns.folded() {
        parts.push("columns are units, their number of teams in brackets".to_owned());
    }
    if !icicle.names_columns() {
        parts.push("names of teams left out".to_owned());
    }
    parts.join(" · ")
}

fn description(facts: &Facts<'_>, seats: &[Seat]) -> String {
    let told: Vec<String> = seats
        .iter()
        .filter_map(|seat| {
            let name = facts.org().person(seat.person?).short();
            Some(format!("{name} {}", seat.load))
        })
        .collect();
    format!("Targets of each liaison: {}.", words::list(told, 40))
}

struct Painter<'a> {
    view: &'a View<'a>,
    columns: &'a Columns,
    band: Band,
    rows: Area,
    most: usize,
    limit: usize,
}

impl Painter<'_> {
    fn load_x(&self, load: usize) -> i32 {
        let from = self.rows.right() - LOADS + theme::GAP * 2;
        let room = LOADS - theme::GAP * 2 - 7 * theme::STEP;
        from + room * load as i32 / self.most.max(self.limit) as i32
    }

    fn rows(&self, canvas: &mut Canvas, seats: &[Seat]) {
        let mut y = self.rows.y;
        for (at, seat) in seats.iter().enumerate() {
            let before = at.checked_sub(1).map(|before| seats[before].home);
            if before != Some(seat.home) {
                y += if before.is_some() { GAP } else { 0 };
                self.home(canvas, seat, y);
            }
            self.row(canvas, seat, y);
            y += ROW;
        }
        let x = self.load_x(self.limit);
        let line = Area::new(x, self.rows.y, 1, self.rows.height);
        plot::limit_line(canvas, x, line, &format!("{} targets", self.limit));
    }

    fn home(&self, canvas: &mut Canvas, seat: &Seat, y: i32) {
        let team = seat.home.map(|home| self.view.facts.org().team(home));
        let name = team.map_or("home unknown", |team| team.label());
        let name = plot::cut(name, theme::LABEL_STRONG, HOMES - theme::GAP);
        let pen = canvas.text(self.rows.x, y + ROW / 2, name);
        let pen = pen.style(theme::LABEL_STRONG).ink(Ink::Soft).middle();
        if let Some(team) = team {
            pen.title(team.label()).subject(team.subject().as_str());
        }
    }

    fn row(&self, canvas: &mut Canvas, seat: &Seat, y: i32) {
        let org = self.view.facts.org();
        let middle = y + ROW / 2;
        let (name, subject) = match seat.person {
            Some(person) => {
                let person = org.person(person);
                (person.short(), person.subject().as_str().to_owned())
            }
            None => ("nobody", String::new()),
        };
        let ink = match seat.person {
            None => Ink::Bad,
            Some(_) if seat.load > self.limit => Ink::Strong,
            Some(_) => Ink::Soft,
        };
        let label = plot::cut(name, theme::BODY, PEOPLE - theme::GAP * 2);
        canvas
            .text(
                self.rows.x + HOMES + PEOPLE - theme::GAP * 3 / 2,
                middle,
                label,
            )
            .ending()
            .middle()
            .ink(ink)
            .title(name)
            .subject(subject.as_str());
        let cells = seat.cells(self.view.facts, self.columns);
        let open = seat.open(self.columns);
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
                Some(State::Covered) => {
                    let pen = canvas.rect(area).fill(Tone::Accent).radius(2);
                    pen.title(told("covered")).subject(liaison.as_str());
                }
                Some(State::Minimal) => {
                    let pen = canvas.rect(area).fill(Tone::Muted).radius(2);
                    pen.title(told("little context")).subject(liaison.as_str());
                }
                Some(State::NoNeed) => {
                    let pen = canvas.rect(area).fill(Tone::BadSoft).radius(2);
                    pen.title(told("no need")).subject(liaison.as_str());
                    cross(canvas, area);
                }
                None if open.contains(&at) => {
                    let pen = canvas.rect(area).stroke(Tone::Bad, 2).radius(2);
                    pen.title(told("needed, not covered"))
                        .subject(liaison.as_str());
                }
                None => {
                    canvas.rect(area).fill(Tone::Panel);
                }
            }
        }
        if seat.person.is_some() {
            self.load(canvas, seat, middle, &subject);
        }
    }

    fn load(&self, canvas: &mut Canvas, seat: &Seat, middle: i32, subject: &str) {
        let (from, to) = (self.load_x(0), self.load_x(seat.load));
        let limit = self.load_x(self.limit.min(seat.load));
        let bar = |from: i32, to: i32| Area::new(from, middle - 6, to - from, 12);
        canvas
            .rect(bar(from, limit))
            .fill(Tone::Neutral)
            .subject(subject);
        let over = seat.load > self.limit;
        if over {
            canvas
                .rect(bar(limit + 1, to))
                .fill(Tone::Bad)
                .subject(subject);
        }
        let (ink, text) = if over {
            (Ink::Bad, format!("{} ✗", seat.load))
        } else {
            (Ink::Soft, seat.load.to_string())
        };
        canvas
            .text(
                self.load_x(self.most.max(self.limit)) + theme::GAP,
                middle,
                text,
            )
            .style(if over {
                theme::LABEL_STRONG
            } else {
                theme::LABEL
            })
            .ink(ink)
            .middle();
    }

    /// Marks below the columns of teams that liaisons come to from too many parts.
    fn crowded(&self, canvas: &mut Canvas) {
        let org = self.view.facts.org();
        let keys: BTreeMap<&str, TeamId> = org.teams().map(|team| (team.key(), team.id)).collect();
        let mut marks: BTreeMap<usize, (usize, TeamId)> = BTreeMap::new();
        for finding in self.view.findings {
            if finding.rule.name != "too-many-liaisons-on-team" {
                continue;
            }
            let parts = finding.measure.map_or(0, |measure| measure.value as usize);
            let teams = finding.subjects.iter().map(Subject::parts);
            for team in teams.filter_map(|(_, key)| keys.get(key)) {
                let under = seats::columns_of(self.view.facts, self.columns, *team);
                if let Some(middle) = under.iter().nth(under.len() / 2) {
                    marks.entry(*middle).or_insert((parts, *team));
                }
            }
        }
        if marks.is_empty() {
            return;
        }
        let y = self.rows.bottom() + FOOT / 2;
        for (column, (parts, team)) in &marks {
            let team = org.team(*team);
            let text = if self.band.least() >= 4 * theme::STEP {
                format!("✗ {parts}")
            } else {
                "✗".to_owned()
            };
            canvas
                .text(self.band.middle(*column), y, text)
                .style(theme::LABEL_STRONG)
                .ink(Ink::Bad)
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

fn cross(canvas: &mut Canvas, area: Area) {
    let (x, y) = area.center();
    for (from, to) in [
        ((x - 4, y - 4), (x + 5, y + 5)),
        ((x - 4, y + 4), (x + 5, y - 5)),
    ] {
        canvas.line(&[from, to]).stroke(Tone::Bad, 2);
    }
}
