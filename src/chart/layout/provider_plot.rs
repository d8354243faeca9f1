//! The ground of `providers`: scales, the quarters between the limits and their names. Knows numbers
//! of one provider, no team.

use super::providers::Provider;
use crate::chart::plot;
use crate::chart::scene::{Area, Canvas, Turn};
use crate::chart::text;
use crate::chart::theme::{self, Ink, Tone, percent};
use crate::lint::words::{count, thousands};

/// What the height means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Share of hard dependencies.
    Hard,
    /// Number of teams it depends on itself.
    Needs,
}

/// Where things stand.
#[derive(Debug)]
pub(super) struct Plot {
    /// Bubbles and their names.
    pub(super) area: Area,
    side: Side,
    /// Between few and many consumers, between low and high.
    limits: (f64, f64),
    most: (f64, f64),
}

/// Height of the names of two quarters.
const QUARTER: i32 = 5 * theme::STEP;
/// Room for the scale at the left.
const LEFT: i32 = 8 * theme::STEP;
/// Room for the scale below.
const BELOW: i32 = 5 * theme::STEP;
/// Largest radius of a bubble with some room.
const EDGE: i32 = 4 * theme::STEP;

impl Plot {
    /// A plot that fills `body`, for at most so many consumers and needs.
    pub(super) fn new(
        body: Area,
        side: Side,
        limits: (f64, f64),
        (consumers, needs): (usize, usize),
    ) -> Self {
        let (x, y) = (body.x + LEFT, body.y + QUARTER);
        let (width, height) = (body.width - LEFT, body.height - 2 * QUARTER - BELOW);
        Self {
            area: Area::new(x, y, width, height),
            side,
            limits,
            most: (
                (consumers as f64).max(limits.0 * 2.0 + 2.0),
                (needs as f64).max(limits.1 * 2.0),
            ),
        }
    }

    /// Logarithms, so that the few large numbers do not push the many small ones together.
    fn x(&self, consumers: f64) -> i32 {
        let share = consumers.max(1.0).ln() / self.most.0.max(2.0).ln();
        let room = f64::from(self.area.width - 2 * EDGE);
        self.area.x + EDGE + (share * room).round() as i32
    }

    fn y(&self, share: f64) -> i32 {
        let room = f64::from(self.area.height - 2 * EDGE);
        self.area.bottom() - EDGE - (share.clamp(0.0, 1.0) * room).round() as i32
    }

    fn height(&self, needs: f64) -> i32 {
        self.y((needs / self.most.1).max(0.0).sqrt())
    }

    /// The place of a provider.
    pub(super) fn at(&self, provider: &Provider) -> (i32, i32) {
        let y = match self.side {
            Side::Hard => self.y(provider.hard as f64 / provider.consumers.max(1) as f64),
            Side::Needs => self.height(provider.needs as f64),
        };
        (self.x(provider.consumers as f64), y)
    }

    /// A provider in numbers.
    pub(super) fn told(&self, provider: &Provider) -> String {
        let teams = count(provider.consumers, "team depends", "teams depend");
        match self.side {
            Side::Hard => format!("{teams} on it, {} hard", thousands(provider.hard)),
            Side::Needs => {
                let needs = count(provider.needs, "team", "teams");
                format!("{teams} on it, it depends on {needs}")
            }
        }
    }

    /// The lines between the quarters.
    fn lines(&self) -> (i32, i32) {
        // Between the last number that is fine and the first that is not.
        let x = self.x(self.limits.0 + 0.5);
        let y = match self.side {
            Side::Hard => self.y(0.5),
            Side::Needs => self.height(self.limits.1 + 0.5),
        };
        (x, y)
    }

    /// The places of the lines between the quarters.
    pub(super) fn lines_taken(&self) -> [Area; 2] {
        let (x, y) = self.lines();
        [
            Area::new(x - 2, self.area.y, 5, self.area.height),
            Area::new(self.area.x, y - 2, self.area.width, 5),
        ]
    }

    /// Grounds, scales and names of the quarters.
    pub(super) fn draw_ground(&self, canvas: &mut Canvas) {
        let (x, y) = self.lines();
        let area = self.area;
        let whole = Area::new(
            area.x,
            area.y - QUARTER,
            area.width,
            area.height + 2 * QUARTER,
        );
        canvas
            .rect(Area::new(x, whole.y, whole.right() - x, y - whole.y))
            .fill(Tone::Panel);
        canvas.rect(whole).stroke(Tone::Grid, 1);
        canvas
            .line(&[(x, whole.y), (x, whole.bottom())])
            .stroke(Tone::Rule, 1)
            .dashed();
        canvas
            .line(&[(whole.x, y), (whole.right(), y)])
            .stroke(Tone::Axis, 1)
            .dashed();
        self.scale_below(canvas, whole);
        self.scale_left(canvas, whole);
        self.name_quarters(canvas, whole, x);
    }

    fn scale_below(&self, canvas: &mut Canvas, whole: Area) {
        let y = whole.bottom() + theme::STEP * 2;
        let mut last = i32::MIN;
        for tick in ticks(self.most.0) {
            let x = self.x(tick);
            let words = theme::count(tick as i64);
            let width = text::pixels(&words, theme::NOTE.size, theme::NOTE.weight);
            if x - width / 2 < last + theme::GAP {
                continue;
            }
            last = x + width / 2;
            canvas
                .line(&[(x, whole.bottom()), (x, whole.bottom() + 4)])
                .stroke(Tone::Axis, 1);
            canvas
                .text(x, y, words)
                .style(theme::NOTE)
                .ink(Ink::Faint)
                .centred();
        }
        canvas
            .text(
                whole.right(),
                y + theme::STEP * 2,
                "teams that depend on it (logarithmic scale) →",
            )
            .style(theme::LABEL)
            .ink(Ink::Soft)
            .ending();
    }

    fn scale_left(&self, canvas: &mut Canvas, whole: Area) {
        let places: Vec<(i32, String)> = match self.side {
            Side::Hard => [0.0, 0.25, 0.5, 0.75, 1.0]
                .map(|share| (self.y(share), percent(share)))
                .into(),
            Side::Needs => std::iter::once(0.0)
                .chain(ticks(self.most.1))
                .map(|tick| (self.height(tick), theme::count(tick as i64)))
                .collect(),
        };
        let mut last = i32::MAX;
        for (y, words) in places {
            if y > last - theme::NOTE.leading() {
                continue;
            }
            last = y;
            canvas
                .text(whole.x - theme::GAP, y, words)
                .style(theme::NOTE)
                .ink(Ink::Faint)
                .ending()
                .middle();
        }
        let words = match self.side {
            Side::Hard => "share that cannot work without it →",
            Side::Needs => "teams it depends on itself →",
        };
        canvas
            .text(whole.x - theme::STEP * 6, whole.bottom(), words)
            .style(theme::LABEL)
            .ink(Ink::Soft)
            .turn(Turn::Upright)
            .middle();
    }

    fn name_quarters(&self, canvas: &mut Canvas, whole: Area, x: i32) {
        let names = match self.side {
            Side::Hard => [
                ("Service provider of few", "they wait, but they are few"),
                (
                    "Service provider of many: a bottleneck",
                    "make it self-service, or promise a turnaround",
                ),
                ("Helps a few", "nobody waits"),
                (
                    "Self-service or consultant",
                    "many use it, few wait: this scales",
                ),
            ],
            Side::Needs => [
                ("Depends on many, needed by few", "its plans rest on others"),
                (
                    "Knot: needed by many, depends on many",
                    "what it waits for, many wait for",
                ),
                ("Apart", "little to coordinate"),
                (
                    "Foundation: needed by many, depends on few",
                    "make it self-service",
                ),
            ],
        };
        for (at, (name, told)) in names.into_iter().enumerate() {
            let right = at % 2 == 1;
            let room = if right {
                whole.right() - x
            } else {
                x - whole.x
            } - theme::STEP * 2;
            let top = if at < 2 {
                whole.y + theme::STEP * 2
            } else {
                whole.bottom() - theme::STEP * 7 / 2
            };
            let bad = self.side == Side::Hard && at == 1;
            for (line, words, style, ink) in [
                (
                    0,
                    name,
                    theme::STRONG,
                    if bad { Ink::Bad } else { Ink::Soft },
                ),
                (1, told, theme::NOTE, Ink::Faint),
            ] {
                let words = plot::cut(words, style, room);
                let y = top + line * theme::STEP * 2;
                let text = if right {
                    canvas.text(whole.right() - theme::STEP, y, words)
                } else {
                    canvas.text(whole.x + theme::STEP, y, words)
                };
                text.style(style).ink(ink).middle();
                if right {
                    text.ending();
                }
            }
        }
    }
}

/// Every number up to twelve; of more one, two and five times the powers of ten, up to `most`.
fn ticks(most: f64) -> Vec<f64> {
    if most <= 12.0 {
        return (1..=most as i32).map(f64::from).collect();
    }
    let mut ticks = Vec::new();
    let mut power = 1.0;
    while power <= most && ticks.len() < 40 {
        ticks.extend(
            [1.0, 2.0, 5.0]
                .map(|times| times * power)
                .into_iter()
                .filter(|tick| *tick <= most),
        );
        power *= 10.0;
    }
    ticks
}
