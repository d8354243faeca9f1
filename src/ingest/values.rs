//! Cells to values: numbers, dates, yes and no, words of a closed vocabulary, lists. Knows nothing
//! of tables.

pub(super) use super::dates::{Order, date, is_date, is_no_date, order};
use crate::model::{Frequency, Term, is_month};
use std::borrow::Cow;

/// A cell as messages show it: on one line and not endless.
pub(super) fn shown(cell: &str) -> Cow<'_, str> {
    const MOST: usize = 60;
    let cut = cell.char_indices().nth(MOST).map(|(at, _)| at);
    // A backtick would end the quotation around the cell.
    let bare = |c: char| c.is_control() || c == '`';
    if cut.is_none() && !cell.contains(bare) {
        return Cow::Borrowed(cell);
    }
    let kept = cell[..cut.unwrap_or(cell.len())].trim_end();
    let mut line = kept.replace(char::is_control, " ").replace('`', "'");
    if cut.is_some() {
        line.push('…');
    }
    Cow::Owned(line)
}

/// A number with `.` or `,` as decimal mark; a percent sign divides by a hundred.
pub(super) fn number(cell: &str) -> Option<f64> {
    let (digits, scale) = cell
        .strip_suffix('%')
        .map_or((cell, 1.0), |digits| (digits.trim(), 100.0));
    let plain = match (digits.rfind(','), digits.rfind('.')) {
        (Some(comma), Some(point)) if comma > point => {
            Cow::Owned(digits.replace('.', "").replace(',', "."))
        }
        (Some(_), Some(_)) => Cow::Owned(digits.replace(',', "")),
        (Some(_), None) => Cow::Owned(digits.replacen(',', ".", 1)),
        _ => Cow::Borrowed(digits),
    };
    let number: f64 = plain.trim().parse().ok()?;
    number.is_finite().then_some(number / scale)
}

/// Yes or no in the usual words.
pub(super) fn truth(cell: &str) -> Option<bool> {
    match cell.to_lowercase().as_str() {
        "yes" | "y" | "true" | "1" | "x" | "ja" | "oui" | "si" | "sí" | "sim" => Some(true),
        "no" | "n" | "false" | "0" | "nein" | "non" | "não" | "nee" => Some(false),
        _ => None,
    }
}

/// The parts of a list cell: separated by `;` or line ends, else by `|`.
pub(super) fn list(cell: &str) -> impl Iterator<Item = &str> {
    let bar = !cell.contains([';', '\n']);
    cell.split(move |c| matches!(c, ';' | '\n' | '\r') || (bar && c == '|'))
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

/// The address in `Name <name@x.org>`, else the whole cell.
pub(super) fn address(cell: &str) -> &str {
    let inner = cell.strip_suffix('>').and_then(|c| c.rsplit_once('<'));
    inner.map_or(cell, |(_, address)| address.trim())
}

/// Times per week that a recurrence in words, numbers or rule form tells.
pub(super) fn per_week(cell: &str) -> Option<f64> {
    if let Some(number) = number(cell) {
        return (0.0..=100.0).contains(&number).then_some(number);
    }
    let words: Vec<String> = cell
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    let days = words.iter().filter(|word| is_weekday(word)).count().max(1) as f64;
    let (base, weekly) = if has(&["biweekly", "fortnightly", "zweiwochentlich", "14"])
        || every(&words, &["week", "weeks"]) == Some(2.0)
    {
        (0.5, true)
    } else if has(&["quarterly", "quarter"]) {
        (1.0 / 13.0, false)
    } else if has(&["yearly", "annually", "annual", "year"]) {
        (1.0 / 52.0, false)
    } else if has(&["bimonthly"]) {
        (6.0 / 52.0, false)
    } else if has(&[
        "monthly",
        "month",
        "months",
        "monatlich",
        "mensuel",
        "mensual",
    ]) {
        let times = words.iter().filter(|word| is_ordinal(word)).count().max(1) as f64;
        (
            times * 12.0 / 52.0 / every(&words, &["month", "months"]).unwrap_or(1.0),
            false,
        )
    } else if has(&[
        "daily", "day", "weekdays", "workday", "weekday", "taglich", "täglich",
    ]) {
        (5.0, false)
    } else if has(&["once", "adhoc", "never"])
        || cell.eq_ignore_ascii_case("one-off")
        || cell.eq_ignore_ascii_case("ad hoc")
    {
        (0.0, false)
    } else if has(&["twice"]) {
        (2.0, false)
    } else if has(&[
        "weekly",
        "week",
        "weeks",
        "wochentlich",
        "wöchentlich",
        "hebdomadaire",
        "semanal",
    ]) {
        (1.0 / every(&words, &["week", "weeks"]).unwrap_or(1.0), true)
    } else if words.iter().any(|word| is_weekday(word)) {
        (1.0, true)
    } else {
        return None;
    };
    Some(if weekly { base * days } else { base })
}

/// How often a recurrence is felt, in the words of dependencies.
pub(super) fn frequency(cell: &str) -> Option<Frequency> {
    let per_week = per_week(cell)?;
    Some(if per_week >= 3.0 {
        Frequency::Daily
    } else if per_week >= 0.4 {
        Frequency::Weekly
    } else if per_week >= 0.2 {
        Frequency::Monthly
    } else {
        Frequency::Rare
    })
}

/// A length in minutes: `45`, `45 min`, `1.5 h`, `1:30`; `scale` is what a bare number counts.
pub(super) fn minutes(cell: &str, scale: f64) -> Option<f64> {
    if let Some((hours, rest)) = cell.split_once(':') {
        let minutes = rest.split(':').next().unwrap_or("0");
        return Some(number(hours)? * 60.0 + number(minutes)?);
    }
    let digits =
        cell.trim_end_matches(|c: char| c.is_alphabetic() || c == '.' || c.is_whitespace());
    let unit = cell[digits.len()..].trim().to_lowercase();
    let scale = match unit.chars().next() {
        None => scale,
        Some('m') => 1.0,
        Some('h' | 's') => 60.0,
        Some(_) => return None,
    };
    Some(number(digits)? * scale)
}

/// The name of a meeting without what differs between its sessions: dates, months, numbers, marks.
pub(super) fn series_stem(name: &str) -> String {
    let words: Vec<String> = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !word.contains(|c: char| c.is_numeric()))
        .filter(|word| !is_month(word))
        .map(str::to_lowercase)
        .collect();
    words.join(" ")
}

/// The number in `every 2 weeks` or `INTERVAL=2`, where the unit is one of `units`.
fn every(words: &[String], units: &[&str]) -> Option<f64> {
    let amount = |word: &str| match word {
        "two" | "other" | "second" => Some(2.0),
        "three" | "third" => Some(3.0),
        "four" | "fourth" => Some(4.0),
        _ => word.parse().ok().filter(|n| (1.0..=52.0).contains(n)),
    };
    words.windows(2).find_map(|pair| {
        let interval = pair[0] == "interval" || units.contains(&pair[1].as_str());
        let number = if pair[0] == "interval" {
            &pair[1]
        } else {
            &pair[0]
        };
        amount(number).filter(|_| interval)
    })
}

fn is_ordinal(word: &str) -> bool {
    matches!(
        word,
        "first" | "second" | "third" | "fourth" | "last" | "1st" | "2nd" | "3rd" | "4th"
    )
}

fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 7] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    const SHORT: [&str; 14] = [
        "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "mo", "tu", "we", "th", "fr",
        "sat",
    ];
    let word = word.trim_end_matches('s');
    DAYS.contains(&word) || SHORT.contains(&word)
}

/// The word of the vocabulary that comes nearest.
pub(super) fn nearest_word<T: Term>(cell: &str) -> Option<&'static str> {
    let cell = cell.to_lowercase();
    let limit = super::header::distance_limit(cell.chars().count())?;
    T::WORDS
        .iter()
        .flat_map(|(_, name, others)| others.iter().chain([name]))
        .map(|word| (strsim::osa_distance(word, &cell), *word))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, word)| word)
}

/// The vocabulary's own words, for messages.
pub(super) fn words<T: Term>() -> String {
    let names: Vec<&str> = T::WORDS.iter().map(|(_, name, _)| *name).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_with_either_decimal_mark() {
        for (cell, expected) in [
            ("0.6", Some(0.6)),
            ("0,6", Some(0.6)),
            ("1.234,5", Some(1234.5)),
            ("1,234.5", Some(1234.5)),
            ("80%", Some(0.8)),
            ("-1", Some(-1.0)),
            ("many", None),
            ("NaN", None),
            ("", None),
        ] {
            assert_eq!(number(cell), expected, "{cell}");
        }
    }

    #[test]
    fn dates_in_every_form() {
        let shown = |cell: &str, order| date(cell, order).map_or("-".to_owned(), |d| d.to_string());
        for (cell, expected) in [
            ("2024-03-01", "2024-03-01"),
            ("2024-03-01T09:00:00Z", "2024-03-01"),
            ("01.03.2024", "2024-03-01"),
            ("1.3.24", "2024-03-01"),
            ("2024/3/1", "2024-03-01"),
            ("1/3/2024", "2024-03-01"),
            ("01/03/2024 09:30", "2024-03-01"),
            ("45352", "2024-03-01"),
            ("1 Mar 2024", "2024-03-01"),
            ("March 1, 2024", "2024-03-01"),
            ("01-Mar-24", "2024-03-01"),
            ("1 mars 2024", "2024-03-01"),
            ("31.02.2024", "-"),
            ("soon", "-"),
            ("2019-20", "-"),
            ("12", "-"),
        ] {
            assert_eq!(shown(cell, Order::DayFirst), expected, "{cell}");
        }
        assert_eq!(shown("3/1/2024", Order::MonthFirst), "2024-03-01");
    }

    #[test]
    fn a_part_past_twelve_tells_the_order() {
        assert_eq!(
            order(["1/2/2024", "3/14/2024"].into_iter()),
            Order::MonthFirst
        );
        assert_eq!(
            order(["1/2/2024", "14/3/2024"].into_iter()),
            Order::DayFirst
        );
        assert_eq!(order(["1/2/2024"].into_iter()), Order::DayFirst);
    }

    #[test]
    fn recurrences_are_times_per_week() {
        for (cell, expected) in [
            ("1", Some(1.0)),
            ("0.25", Some(0.25)),
            ("weekly", Some(1.0)),
            ("Thursday 09:00 PT biweekly", Some(0.5)),
            ("every two weeks", Some(0.5)),
            ("every 3 weeks", Some(1.0 / 3.0)),
            ("monthly", Some(12.0 / 52.0)),
            ("daily", Some(5.0)),
            ("quarterly", Some(1.0 / 13.0)),
            ("Tuesday at 08:00 PT", Some(1.0)),
            ("RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", Some(0.5)),
            ("FREQ=WEEKLY;BYDAY=MO,WE", Some(2.0)),
            ("first and third Tuesday of the month", Some(24.0 / 52.0)),
            ("one-off", Some(0.0)),
            ("sometimes", None),
        ] {
            assert_eq!(per_week(cell), expected, "{cell}");
        }
    }

    #[test]
    fn lengths_are_minutes() {
        for (cell, expected) in [
            ("45", Some(45.0)),
            ("45 min", Some(45.0)),
            ("1.5 h", Some(90.0)),
            ("1:30", Some(90.0)),
            ("2 hours", Some(120.0)),
            ("long", None),
        ] {
            assert_eq!(minutes(cell, 1.0), expected, "{cell}");
        }
        assert_eq!(minutes("1.5", 60.0), Some(90.0));
    }

    #[test]
    fn sessions_of_a_series_have_one_stem() {
        for name in [
            "Planning 2024-03-01",
            "planning – March 8, 2024",
            "Planning (15 Mar)",
            "PLANNING #4",
        ] {
            assert_eq!(series_stem(name), "planning", "{name}");
        }
        assert_eq!(series_stem("2024-03-01"), "");
        assert_eq!(series_stem("Marketing sync"), "marketing sync");
    }

    #[test]
    fn lists_split_at_semicolons_lines_or_bars() {
        let shown = |cell| list(cell).collect::<Vec<_>>().join("+");
        assert_eq!(shown("a; b;;c"), "a+b+c");
        assert_eq!(shown("a\nb"), "a+b");
        assert_eq!(shown("a|b"), "a+b");
        assert_eq!(shown("a|b;c"), "a|b+c");
        assert_eq!(shown("Lind, Ana"), "Lind, Ana");
    }
}
