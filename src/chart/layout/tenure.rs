//! `tenure`: who sat in which liaison seat from when to when, and which models that are meant to end go on; gaps and
//! overruns in red.
//!
//! It knows seats with their days and pixels.

use super::files::source;
use super::shorten::shorten;
use super::tenure_words::{describe, length, title, verdict};
use super::tenures::{self, Seat, Spell, Trouble, days};
use super::{ChartEntry, View};
use crate::chart::plot::{self, Frame};
use crate::chart::scale::Linear;
use crate::chart::scene::{Area, Canvas, Scene};
use crate::chart::text;
use crate::chart::theme::{self, Ink, Tone};
use crate::lint::Needs;
use crate::lint::words::count;
use crate::model::{Column, Table};
use jiff::ToSpan;
use jiff::civil::{Date, date};

/// Entry of the registry.
pub(super) const ENTRY: ChartEntry = ChartEntry {
    name: "tenure",
    summary: "who held which liaison seat for how long, with gaps, and temporary models that go on",
    needs: &[Needs::Any(&[
        Needs::Column(Table::Liaisons, Column::Start),
        Needs::Column(Table::Coordination, Column::Start),
        Needs::Column(Table::Coordination, Column::End),
    ])],
    draw,
};

/// Most rows.
const ROWS: usize = 28;
/// Height of a row and of its bar.
const ROW: i32 = 28;
const BAR: i32 = 18;
/// Width of the names and of the words behind the bars.
const NAMES: i32 = 48 * theme::STEP;
const WORDS: i32 = 24 * theme::STEP;
/// Most holders at the same time who lie above each other.
const LANES: usize = 3;
/// At most so many years are shown.
const YEARS: i32 = 6;

fn draw(view: &View<'_>) -> Option<Scene> {
    let (seats, today) = tenures::seats(view)?;
    if seats.is_empty() {
        return None;
    }
    let mut shown: Vec<&Seat> = seats.iter().take(ROWS).collect();
    // Liaison seats above, what is meant to end below; each with the worst first.
    shown.sort_by_key(|seat| !seat.liaison);
    let time = Time::new(&shown, today, view.facts.org().as_of.is_some())?;
    let (mut canvas, body) = Frame {
        title: &title(&seats, today),
        subtitle: &subtitle(&seats, shown.len(), &time),
        source: &source(view.facts.org(), &[Table::Liaisons, Table::Coordination]),
        description: &describe(&shown),
        width: super::WIDTH,
    }
    .open(plot::LIMIT + theme::STEP + ROW * shown.len() as i32 + plot::AXIS);
    let labels: Vec<&str> = shown.iter().map(|seat| seat.label.as_str()).collect();
    let (_, rows) = body.split_top(plot::LIMIT + theme::STEP);
    let (rows, _) = rows.split_bottom(plot::AXIS);
    let (names, rest) = rows.split_left(plot::label_room(&labels, theme::BODY, NAMES));
    let (bars, words) = rest.split_right(WORDS);
    let painter = Painter {
        names,
        words,
        bars,
        x: Linear::exact(
            (0.0, f64::from(time.length)),
            (bars.x, bars.right() - theme::STEP * 3),
            10,
        ),
        time,
    };
    painter.axis(&mut canvas);
    for (at, seat) in shown.iter().enumerate() {
        painter.row(&mut canvas, at, seat);
    }
    Some(canvas.finish())
}

/// The days that are shown.
struct Time {
    from: Date,
    today: Date,
    /// Days from the first to the last.
    length: i32,
    /// Whether some bars begin earlier.
    cut: bool,
    /// Whether today was stated.
    known: bool,
}

impl Time {
    fn new(shown: &[&Seat], today: Date, known: bool) -> Option<Self> {
        let spells = || shown.iter().flat_map(|seat| &seat.spells);
        let first = spells().filter_map(|spell| spell.from).min();
        let last = spells()
            .filter_map(|spell| spell.to)
            .max()
            .unwrap_or(today)
            .max(today);
        let far = today.checked_sub(YEARS.years()).ok()?;
        let near = today.checked_sub(6.months()).ok()?;
        // An end that lies years ahead would leave the past no room.
        let ahead = today.checked_add(18.months()).ok()?;
        let from = first.unwrap_or(near).min(near).max(far);
        Some(Self {
            from,
            today,
            length: days(from, last.min(ahead)).max(1),
            cut: first.is_some_and(|first| first < far),
            known,
        })
    }
}

fn subtitle(seats: &[Seat], shown: usize, time: &Time) -> String {
    let mut parts = vec!["One bar is one holder; red: nobody, or past the end".to_owned()];
    if shown < seats.len() {
        parts.push(format!(
            "the {shown} worst and longest of {}",
            count(seats.len(), "seat", "seats")
        ));
    }
    if time.cut {
        parts.push(format!("the last {YEARS} years"));
    }
    if !time.known {
        parts.push("up to the latest day in the data".to_owned());
    }
    parts.push("seats without any date left out".to_owned());
    parts.join(" · ")
}

/// Where in its row a bar lies.
#[derive(Clone, Copy)]
struct Lane {
    top: i32,
    height: i32,
    /// Whether nobody else holds the seat at the same time; else the bar is too low for a name.
    alone: bool,
    /// Which holder of the seat.
    nth: usize,
}

struct Painter {
    names: Area,
    bars: Area,
    words: Area,
    x: Linear,
    time: Time,
}

impl Painter {
    fn at(&self, day: Date) -> i32 {
        self.x.at(f64::from(days(self.time.from, day)))
    }

    /// Years, or months where there is no new year between.
    fn axis(&self, canvas: &mut Canvas) {
        let (from, to) = (
            self.time.from,
            self.time.from.saturating_add(self.time.length.days()),
        );
        let years: Vec<Date> = (from.year() + 1..=to.year())
            .map(|year| date(year, 1, 1))
            .collect();
        let monthly = years.len() < 2;
        let months = (from.year()..=to.year())
            .flat_map(|year| [1, 4, 7, 10].map(|month| date(year, month, 1)));
        let ticks: Vec<Date> = if monthly {
            months.filter(|day| (from..=to).contains(day)).collect()
        } else {
            years
        };
        let y = self.bars.bottom() + theme::STEP * 2;
        let mut free = i32::MIN;
        for day in ticks {
            let x = self.at(day);
            canvas
                .line(&[(x, self.bars.y), (x, self.bars.bottom())])
                .stroke(Tone::Grid, 1);
            let words = if monthly {
                theme::date(day)
            } else {
                day.year().to_string()
            };
            let wide = text::pixels(&words, theme::NOTE.size, theme::NOTE.weight);
            if x - wide / 2 > free && x - wide / 2 >= self.bars.x {
                canvas
                    .text(x, y, words)
                    .style(theme::NOTE)
                    .ink(Ink::Faint)
                    .centred();
                free = x + wide / 2 + theme::GAP;
            }
        }
        let label = theme::date(self.time.today);
        plot::limit_line(canvas, self.at(self.time.today), self.bars, &label);
    }

    fn row(&self, canvas: &mut Canvas, at: usize, seat: &Seat) {
        let middle = self.bars.y + ROW * at as i32 + ROW / 2;
        let label = shorten(&seat.label, theme::BODY, self.names.width - theme::GAP);
        canvas
            .text(self.names.right() - theme::GAP, middle, label)
            .ink(if seat.trouble.is_some() {
                Ink::Strong
            } else {
                Ink::Soft
            })
            .ending()
            .middle()
            .title(&*seat.label)
            .subject(&*seat.subject);
        for (from, to) in tenures::gaps(seat, self.time.today) {
            let (from, to) = (self.at(from), self.at(to));
            if to > from + 2 {
                canvas
                    .rect(Area::new(from + 1, middle - BAR / 2, to - from - 1, BAR))
                    .fill(Tone::BadSoft)
                    .hatch(Tone::Bad)
                    .title("nobody")
                    .subject(&*seat.subject);
            }
        }
        let (lanes, number) = tenures::lanes(seat, self.time.today, LANES);
        let height = BAR / number as i32;
        for (nth, spell) in seat.spells.iter().enumerate() {
            let lane = Lane {
                top: middle - BAR / 2 + height * lanes[nth] as i32,
                height: height - i32::from(number > 1),
                alone: number == 1,
                nth,
            };
            self.spell(canvas, lane, seat, spell);
        }
        let endless = seat.trouble == Some(Trouble::Endless);
        let bad = matches!(seat.trouble, Some(Trouble::Vacant(_) | Trouble::Overrun(_)));
        let told = verdict(seat).unwrap_or_else(|| self.steady(seat));
        let ink = match (seat.trouble, bad || endless) {
            (None, _) => Ink::Faint,
            (_, true) if !endless => Ink::Bad,
            _ => Ink::Warn,
        };
        canvas
            .text(self.words.x + theme::STEP, middle, told)
            .style(if bad {
                theme::LABEL_STRONG
            } else {
                theme::LABEL
            })
            .ink(ink)
            .middle();
    }

    fn steady(&self, seat: &Seat) -> String {
        let first = seat.spells.iter().filter_map(|spell| spell.from).min();
        first.map_or_else(String::new, |first| match days(first, self.time.today) {
            ..1 => "new".to_owned(),
            held => length(held),
        })
    }

    fn spell(&self, canvas: &mut Canvas, lane: Lane, seat: &Seat, spell: &Spell) {
        let today = self.time.today;
        let begin = spell.from.unwrap_or(self.time.from);
        let end = match (spell.to, spell.overruns) {
            (Some(end), _) => end,
            (None, _) => today.max(begin),
        };
        let (from, to) = (self.at(begin), self.at(end).max(self.at(begin) + 3));
        let area = Area::new(from, lane.top, to - from - 1, lane.height);
        let middle = area.center().1;
        let tone = if lane.nth.is_multiple_of(2) {
            Tone::Muted
        } else {
            Tone::Neutral
        };
        let since = spell.from.map_or("an unknown day".to_owned(), theme::date);
        let until = spell.to.map_or("today".to_owned(), theme::date);
        let told = format!("{}: {}, {since} to {until}", seat.label, spell.who);
        canvas
            .rect(area)
            .fill(tone)
            .radius(2)
            .title(told)
            .subject(&*seat.subject);
        if spell.to.is_none() {
            // It goes on: an open end.
            let x = area.right();
            let tone = if seat.trouble == Some(Trouble::Endless) {
                Tone::Warn
            } else {
                tone
            };
            canvas
                .polygon(&[(x, area.y), (x + theme::STEP, middle), (x, area.bottom())])
                .fill(tone);
        }
        if spell.overruns {
            let overrun = Area::new(to, area.y, (self.at(today) - to).max(3), lane.height);
            canvas
                .rect(overrun)
                .fill(Tone::BadSoft)
                .hatch(Tone::Bad)
                .stroke(Tone::Bad, 1)
                .title("past the end")
                .subject(&*seat.subject);
        }
        let room = area.width - theme::GAP * 2;
        let words = shorten(&spell.who, theme::LABEL, room);
        // A crumb of a name says nothing.
        if lane.alone && (words == spell.who || words.chars().count() >= 6) {
            canvas
                .text(area.x + theme::GAP, middle, words)
                .style(theme::LABEL)
                .ink(Ink::On(tone))
                .middle();
        }
    }
}
