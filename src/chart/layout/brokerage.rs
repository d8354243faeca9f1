//! `brokerage`: what each liaison's assignment promises to join, against what meetings show, as standard deviations
//! above chance; and how many others join parts without being asked to.
//!
//! Seats are named, people are not: only who is found by `paper-liaison` or `shadow-liaison`, which are off unless
//! asked for, is named. It knows numbers as computed next door and pixels.

use super::brokers::{Broker, Brokers};
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
use crate::lint::Needs;
use crate::lint::words::{count, list, thousands};
use crate::model::Table;

/// Entry of the registry.
pub(super) const ENTRY: ChartEntry = ChartEntry {
    name: "brokerage",
    summary: "what liaisons join by their assignment and by their meetings, against chance",
    needs: &[Needs::Liaisons, Needs::Attendees],
    draw,
};

/// Most rows.
const ROWS: usize = 26;
/// Fewer others than this are no crowd that hides a single one.
const GROUP: usize = 5;
/// Widths of the seats and of the words behind.
const SEATS: i32 = 48 * theme::STEP;
const WORDS: i32 = 29 * theme::STEP;
/// Height of the strip of all others.
const STRIP: i32 = 12 * theme::STEP;
/// Standard deviations beyond this share the right end.
const FAR: f64 = 25.0;
/// Radius of a dot.
const DOT: i32 = 6;
/// Most others who are named.
const NAMED: usize = 3;

fn draw(view: &View<'_>) -> Option<Scene> {
    let brokers = Brokers::of(view);
    if brokers.declared.is_empty() {
        return None;
    }
    let shown = &brokers.declared[..brokers.declared.len().min(ROWS)];
    let strip = if brokers.others.len() >= GROUP {
        STRIP
    } else {
        0
    };
    let head = plot::LIMIT + theme::STEP * 4;
    let (mut canvas, body) = Frame {
        title: &title(&brokers),
        subtitle: &subtitle(view, &brokers, shown.len()),
        source: &source(
            view.facts.org(),
            &[Table::Liaisons, Table::Meetings, Table::Attendance],
        ),
        description: &describe(view, &brokers),
        width: super::WIDTH,
    }
    .open(head + theme::ROW * shown.len() as i32 + strip + plot::AXIS);
    let (_, rows) = body.split_top(head);
    let (rows, _) = rows.split_bottom(plot::AXIS);
    let labels: Vec<String> = shown.iter().map(|broker| seat(view, broker)).collect();
    let (names, rest) = rows.split_left(plot::label_room(&labels, theme::BODY, SEATS));
    let (dots, words) = rest.split_right(WORDS);
    let ends = shown
        .iter()
        .flat_map(|broker| [broker.declared, broker.observed]);
    let ends = ends.chain(brokers.others.iter().map(|(z, _, _)| *z));
    let (low, high) = ends.fold((-1.0_f64, brokers.limit + 1.0), |(low, high), z| {
        (low.min(z), high.max(z))
    });
    let painter = Painter {
        view,
        brokers: &brokers,
        names,
        dots,
        words,
        x: Linear::exact(
            (low.max(-FAR) - 0.3, high.min(FAR) + 0.3),
            (dots.x + DOT, dots.right() - theme::STEP * 6),
            10,
        ),
    };
    plot::axis_below(&mut canvas, &painter.x, dots, "deviations");
    painter.heading(&mut canvas, body.y + theme::STEP, shown);
    for (at, (broker, label)) in shown.iter().zip(&labels).enumerate() {
        painter.row(&mut canvas, at, broker, label);
    }
    if strip > 0 {
        painter.others(&mut canvas);
    }
    let label = format!("{} : more than chance", theme::decimal(brokers.limit, 2));
    plot::limit_line(
        &mut canvas,
        painter.x.at(brokers.limit),
        dots,
        &label.replace(" :", ":"),
    );
    Some(canvas.finish())
}

fn title(brokers: &Brokers) -> String {
    let all = brokers.declared.len();
    let weak = brokers
        .declared
        .iter()
        .filter(|broker| broker.is_weak(brokers.limit))
        .count();
    let chance = brokers
        .declared
        .iter()
        .filter(|broker| broker.observed < brokers.limit)
        .count();
    let noun = count(
        all,
        "liaison who goes to another part",
        "liaisons who go to another part",
    );
    let less = "fewer people than promised, and no more than chance would";
    match (weak, all) {
        (1, 1) => format!("The only liaison to another part joins {less}"),
        (1, _) => format!("1 of {noun} joins {less}"),
        (weak, _) if weak > 1 => format!("{} of {noun} join {less}", thousands(weak)),
        (_, 1) => "The only liaison to another part joins the people that the assignment promises"
            .to_owned(),
        (_, 2) if chance == 0 => {
            "Both liaisons who go to another part join more people than chance would".to_owned()
        }
        _ if chance == 0 => format!("All of {noun} join more people than chance would"),
        _ => format!("None of {noun} joins fewer people than promised and than chance would"),
    }
}

fn subtitle(view: &View<'_>, brokers: &Brokers, shown: usize) -> String {
    let mut parts = vec![
        "Pairs from two parts that meet the liaison and not each other, in standard deviations above chance".to_owned(),
    ];
    if shown < brokers.declared.len() {
        parts.push(format!("the {shown} weakest of {}", brokers.declared.len()));
    }
    let mut found = view
        .findings
        .iter()
        .filter(|finding| finding.rule.name == "brokerage-concentration");
    if let Some(share) = found.find_map(|finding| finding.measure) {
        parts.push(format!(
            "few people stand on {} of all shortest paths",
            theme::percent(share.value)
        ));
    }
    parts.join(" · ")
}

fn describe(view: &View<'_>, brokers: &Brokers) -> String {
    let told = brokers.declared.iter().map(|broker| {
        format!(
            "{}: declared {}, observed {}",
            seat(view, broker),
            theme::decimal(broker.declared, 1),
            theme::decimal(broker.observed, 1)
        )
    });
    format!("{}.", list(told, 20))
}

/// `Marketing → Web`.
fn seat(view: &View<'_>, broker: &Broker) -> String {
    let org = view.facts.org();
    let targets = list(
        broker
            .targets
            .iter()
            .map(|team| names::unit(org.team(*team))),
        2,
    );
    format!("{} → {targets}", names::unit(org.team(broker.home)))
}

struct Painter<'a> {
    view: &'a View<'a>,
    brokers: &'a Brokers,
    names: Area,
    dots: Area,
    words: Area,
    x: Linear,
}

impl Painter<'_> {
    /// What ring and dot mean, at the first row.
    fn heading(&self, canvas: &mut Canvas, y: i32, shown: &[Broker]) {
        let judged = shown
            .iter()
            .any(|broker| broker.observed < self.brokers.limit);
        let kinds = [
            (None, "as the assignment promises"),
            (Some(Tone::Accent), "as meetings show"),
            (
                judged.then_some(Tone::Bad),
                "less than promised, no more than chance",
            ),
        ];
        let mut x = self.dots.x + DOT;
        for (nth, (tone, words)) in kinds.into_iter().enumerate() {
            match tone {
                Some(tone) => canvas.circle((x, y), DOT).fill(tone),
                None if nth == 0 => canvas.circle((x, y), DOT).stroke(Tone::Rule, 2),
                None => break,
            };
            canvas
                .text(x + theme::STEP * 2, y, words)
                .style(theme::LABEL)
                .ink(Ink::Soft)
                .middle();
            x += text::pixels(words, theme::LABEL.size, theme::LABEL.weight) + theme::STEP * 6;
        }
    }

    fn row(&self, canvas: &mut Canvas, at: usize, broker: &Broker, label: &str) {
        let org = self.view.facts.org();
        let y = self.dots.y + theme::ROW * at as i32 + theme::ROW / 2;
        let weak = broker.is_weak(self.brokers.limit);
        let home = org.team(broker.home);
        canvas
            .text(
                self.names.right() - theme::GAP,
                y,
                shorten(label, theme::BODY, self.names.width - theme::GAP),
            )
            .ink(if weak { Ink::Strong } else { Ink::Soft })
            .ending()
            .middle()
            .title(label)
            .subject(home.subject().as_str());
        let (from, to) = (self.x.at(broker.declared), self.x.at(broker.observed));
        canvas
            .line(&[(from.min(to), y), (from.max(to), y)])
            .stroke(Tone::Muted, 3);
        let told = |what: &str, z: f64| format!("{label}: {what} {}", theme::decimal(z, 1));
        canvas
            .circle((from, y), DOT + 2)
            .fill(Tone::Paper)
            .stroke(Tone::Rule, 2)
            .title(told("promised", broker.declared));
        canvas
            .circle((to, y), DOT)
            .fill(if weak { Tone::Bad } else { Tone::Accent })
            .title(told("meetings show", broker.observed));
        let sign = if weak { "✗ " } else { "" };
        let far = if broker.declared > FAR { "over " } else { "" };
        let mut words = format!(
            "{sign}{} of {far}{} promised",
            theme::decimal(broker.observed, 1),
            theme::decimal(broker.declared.min(FAR), 1)
        );
        if broker.level.is_some() {
            // Named where the rule is on that speaks of people.
            words = format!("{words}, {}", names::person(org.person(broker.person)));
        }
        canvas
            .text(
                self.words.x + theme::STEP,
                y,
                shorten(&words, theme::LABEL, self.words.width - theme::STEP),
            )
            .style(if weak {
                theme::LABEL_STRONG
            } else {
                theme::LABEL
            })
            .ink(if weak { Ink::Bad } else { Ink::Soft })
            .middle();
    }

    /// Everybody else in columns, without names; those whom the rule found are named.
    fn others(&self, canvas: &mut Canvas) {
        const PITCH: i32 = 8;
        let others = &self.brokers.others;
        let base = self.dots.bottom() - theme::STEP;
        let mut places: std::collections::BTreeMap<i32, (usize, f64)> =
            std::collections::BTreeMap::new();
        for (z, _, _) in others {
            let place = places.entry(self.x.at(*z) / PITCH).or_insert((0, *z));
            place.0 += 1;
            place.1 = place.1.max(*z);
        }
        let most = places
            .values()
            .map(|(number, _)| *number)
            .max()
            .unwrap_or(1);
        let full = STRIP - theme::STEP * 6;
        for (place, (number, z)) in places {
            let height = (full * number as i32 / most as i32).max(3);
            let tone = if z >= self.brokers.limit {
                Tone::Warn
            } else {
                Tone::Neutral
            };
            canvas
                .rect(Area::new(place * PITCH, base - height, PITCH - 1, height))
                .fill(tone)
                .title(count(number, "person", "people"));
        }
        let middle = base - full / 2;
        let right = self.names.right() - theme::GAP;
        canvas
            .text(right, middle - theme::STEP, "everybody else")
            .ending()
            .middle();
        canvas
            .text(
                right,
                middle + theme::STEP,
                count(
                    others.len(),
                    "person without reports",
                    "people without reports",
                ),
            )
            .style(theme::NOTE)
            .ink(Ink::Faint)
            .ending()
            .middle();
        let beyond = others
            .iter()
            .filter(|(z, _, _)| *z >= self.brokers.limit)
            .count();
        let words = match beyond {
            0 => "nobody more than chance".to_owned(),
            some => format!(
                "! {} without being a liaison",
                count(some, "person", "people")
            ),
        };
        canvas
            .text(self.words.x + theme::STEP, middle - theme::STEP, words)
            .style(theme::LABEL)
            .ink(if beyond > 0 { Ink::Warn } else { Ink::Faint })
            .middle();
        self.name_found(canvas, middle + theme::STEP);
    }

    fn name_found(&self, canvas: &mut Canvas, y: i32) {
        let org = self.view.facts.org();
        let found: Vec<_> = self
            .brokers
            .others
            .iter()
            .rev()
            .filter(|(_, _, level)| level.is_some())
            .collect();
        let Some((_, _, level)) = found.first() else {
            return;
        };
        let twins = Twins::of(found.iter().map(|(_, person, _)| org.person(*person)));
        let names = list(
            found
                .iter()
                .map(|(_, person, _)| twins.person(org.person(*person))),
            NAMED,
        );
        canvas
            .text(
                self.words.x + theme::STEP,
                y,
                shorten(&names, theme::LABEL_STRONG, self.words.width - theme::STEP),
            )
            .style(theme::LABEL_STRONG)
            .ink(flags::look(*level).1)
            .middle()
            .title(names);
    }
}
