//! What is said about seats and how long they are held: title, description, verdicts.
//!
//! Knows seats with their days; knows no pixels.

use super::tenures::{Seat, Trouble, days};
use crate::chart::theme;
use crate::facts::median;
use crate::lint::words::{count, list};
use jiff::civil::Date;

/// The finding.
pub(super) fn title(seats: &[Seat], today: Date) -> String {
    let number = |is: fn(Trouble) -> bool| {
        seats
            .iter()
            .filter(|seat| seat.trouble.is_some_and(is))
            .count()
    };
    let vacant = number(|trouble| matches!(trouble, Trouble::Vacant(_)));
    let hands = number(|trouble| matches!(trouble, Trouble::Hands(_)));
    let overrun = number(|trouble| matches!(trouble, Trouble::Overrun(_)));
    let endless = number(|trouble| matches!(trouble, Trouble::Endless));
    let mut parts = Vec::new();
    let have = |number: usize| if number == 1 { "has" } else { "have" };
    if vacant > 0 {
        parts.push(format!("{vacant} {} a gap", have(vacant)));
    }
    if hands > 0 {
        parts.push(format!(
            "{hands} {} changed hands within a year",
            have(hands)
        ));
    }
    if overrun > 0 {
        let go = if overrun == 1 { "goes" } else { "go" };
        parts.push(format!("{overrun} {go} on past the end"));
    }
    if endless > 0 {
        parts.push(format!(
            "{endless} meant for a time {} no end",
            have(endless)
        ));
    }
    if parts.is_empty() {
        let mut lasted: Vec<i32> = seats
            .iter()
            .filter_map(|seat| {
                Some(days(
                    seat.spells.iter().filter_map(|spell| spell.from).min()?,
                    today,
                ))
            })
            .collect();
        lasted.sort_unstable();
        let middle = median(lasted.len(), |at| f64::from(lasted[at])) / YEAR;
        return format!(
            "No seat has a gap, and none has changed hands in a year; half of {} go back {} or more",
            count(seats.len(), "seat", "seats"),
            if middle >= 1.0 {
                format!("{} years", theme::decimal(middle, 1))
            } else {
                format!("{} months", theme::decimal(middle * 12.0, 0))
            },
        );
    }
    format!(
        "Of {}, {}",
        count(seats.len(), "dated seat", "dated seats"),
        list(parts, 4)
    )
}

/// Days of a year.
const YEAR: f64 = 365.25;

/// The verdict on each seat.
pub(super) fn describe(shown: &[&Seat]) -> String {
    let told = shown.iter().map(|seat| {
        format!(
            "{}: {}",
            seat.label,
            verdict(seat).unwrap_or_else(|| "steady".to_owned())
        )
    });
    format!("{}.", list(told, 12))
}

/// `3 months`, `12 days`.
pub(super) fn length(days: i32) -> String {
    let days = days.max(0) as usize;
    if days < 60 {
        count(days, "day", "days")
    } else if days < 700 {
        count(days / 30, "month", "months")
    } else {
        format!("{} years", theme::decimal(days as f64 / YEAR, 1))
    }
}

/// What is wrong with a seat, in few words.
pub(super) fn verdict(seat: &Seat) -> Option<String> {
    Some(match seat.trouble? {
        Trouble::Hands(people) => format!("! {people} people in a year"),
        Trouble::Endless => "! no end is set".to_owned(),
        Trouble::Vacant(days) => format!("✗ {} without anybody", length(days)),
        Trouble::Overrun(days) => format!("✗ {} past the end", length(days)),
    })
}
