//! Dates as exports write them, and cells that say that there is none. Knows nothing of tables.

use jiff::civil::Date;

/// How the parts of a date with slashes are ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Order {
    /// Day before month, also where nothing tells.
    #[default]
    DayFirst,
    /// Month before day.
    MonthFirst,
}

/// Months by their first three letters, in the languages of the header aliases.
const MONTHS: [&str; 12] = [
    "jan ene gen",
    "feb fev fév",
    "mar mär mrt maa",
    "apr avr abr",
    "may mai mei maj mag",
    "jun jui giu juin",
    "jul lug juil",
    "aug aou aoû ago",
    "sep set",
    "oct okt ott out",
    "nov",
    "dec dez déc dic",
];

/// What the dates of a column with slashes tell about their order.
pub(super) fn order<'a>(cells: impl Iterator<Item = &'a str>) -> Order {
    let mut month_first = false;
    for cell in cells {
        let Some((first, second, _)) = three_parts(day_part(cell)) else {
            continue;
        };
        if first > 12 && first <= 31 {
            return Order::DayFirst;
        }
        month_first |= second > 12 && second <= 31;
    }
    if month_first {
        Order::MonthFirst
    } else {
        Order::DayFirst
    }
}

/// A date: ISO, day and month with dots or slashes, with a month's name, or a spreadsheet's number
/// of days. A time behind it is ignored.
pub(super) fn date(cell: &str, order: Order) -> Option<Date> {
    let day = day_part(cell);
    if let Ok(date) = day.parse::<Date>() {
        return Some(date);
    }
    if let Some((first, second, third)) = three_parts(day) {
        if first > 31 {
            return civil(first, second, third);
        }
        let dotted = day.contains('.');
        return if dotted || order == Order::DayFirst {
            civil(year(third), second, first)
        } else {
            civil(year(third), first, second)
        };
    }
    serial(day)
        .or_else(|| month(day))
        .or_else(|| named_month(cell))
}

/// Whether a cell of a date column says in so many words that there is no date, or gives one that
/// stands for no end: the year 2200 and later.
pub(super) fn is_no_date(cell: &str) -> bool {
    const WORDS: [&str; 25] = [
        "",
        "-",
        "--",
        "–",
        "—",
        "?",
        "n/a",
        "na",
        "n/d",
        "none",
        "null",
        "nil",
        "tbd",
        "tbc",
        "present",
        "current",
        "today",
        "ongoing",
        "open",
        "unknown",
        "never",
        "heute",
        "aktuell",
        "laufend",
        "unbefristet",
    ];
    if cell.is_empty() {
        return true;
    }
    let day = day_part(cell);
    let mut numbers = day
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(|part| part.parse::<u32>().unwrap_or(0));
    let zero = day.contains('0') && day.chars().all(|c| matches!(c, '0' | '/' | '.' | '-'));
    let far = |year: u32| (2200..=9999).contains(&year);
    zero || (three_parts(day).is_some() && numbers.any(far))
        || WORDS.iter().any(|word| cell.eq_ignore_ascii_case(word))
}

/// The first day of a month in digits: `2024-03`, `03/2024`.
fn month(day: &str) -> Option<Date> {
    let (first, second) = day.split_once(['-', '/', '.'])?;
    let [first, second] = [first, second].map(|part| part.trim().parse::<u32>().ok());
    match (first?, second?) {
        (year @ 1900.., month) | (month, year @ 1900..) => civil(year, month, 1),
        _ => None,
    }
}

/// The cell without a time of day.
fn day_part(cell: &str) -> &str {
    let cell = cell.split_once('T').map_or(cell, |(day, rest)| {
        if rest.starts_with(|c: char| c.is_ascii_digit())
            && day.ends_with(|c: char| c.is_ascii_digit())
        {
            day
        } else {
            cell
        }
    });
    match cell.split_once(' ') {
        Some((day, rest))
            if rest.trim_start().starts_with(|c: char| c.is_ascii_digit())
                && rest.contains(':') =>
        {
            day
        }
        _ => cell,
    }
}

fn three_parts(day: &str) -> Option<(u32, u32, u32)> {
    let mut parts = day
        .split(['/', '.', '-'])
        .map(|part| part.trim().parse::<u32>().ok());
    let found = (parts.next()??, parts.next()??, parts.next()??);
    parts.next().is_none().then_some(found)
}

/// Two digits are of this century up to 69, as spreadsheets read them.
fn year(written: u32) -> u32 {
    match written {
        0..=69 => written + 2000,
        70..=99 => written + 1900,
        _ => written,
    }
}

fn civil(year: u32, month: u32, day: u32) -> Option<Date> {
    if !(1900..=2200).contains(&year) {
        return None;
    }
    Date::new(
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    )
    .ok()
}

/// Days since the end of 1899, as spreadsheets count; only numbers that fall in 1954 to 2119.
fn serial(cell: &str) -> Option<Date> {
    let whole = cell.split_once('.').map_or(cell, |(whole, _)| whole);
    let days: i32 = whole
        .parse()
        .ok()
        .filter(|days| (20_000..=80_000).contains(days))?;
    let span = jiff::Span::new().try_days(days).ok()?;
    Date::new(1899, 12, 30).ok()?.checked_add(span).ok()
}

/// `3 Mar 2024`, `March 3, 2024`, `03-Mar-24`; `Mar 2024` is its first day.
fn named_month(cell: &str) -> Option<Date> {
    let (mut month, mut numbers) = (None, Vec::new());
    for part in cell
        .split(|c: char| !c.is_alphanumeric())
        .filter(|p| !p.is_empty())
    {
        let digits: String = part.chars().take_while(char::is_ascii_digit).collect();
        if let Ok(number) = digits.parse::<u32>() {
            numbers.push(number);
        } else if month.is_none() {
            month = month_number(part);
        }
    }
    let month = month?;
    match numbers.as_slice() {
        [first, second, ..] if *first > 31 => civil(*first, month, *second),
        [first, second, ..] => civil(year(*second), month, *first),
        // A month and its year, which spreadsheets shorten to two digits.
        [only] => civil(year(*only), month, 1),
        [] => None,
    }
}

/// The number of a month by name.
pub(super) fn month_number(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let number = MONTHS
        .iter()
        .position(|starts| starts.split(' ').any(|start| word.starts_with(start)))?;
    Some(number as u32 + 1)
}

/// Whether a cell holds a date in whatever order.
pub(super) fn is_date(cell: &str) -> bool {
    let orders = [Order::DayFirst, Order::MonthFirst];
    !is_no_date(cell) && orders.iter().any(|order| date(cell, *order).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_their_first_day() {
        for cell in [
            "Mar 2024",
            "March 2024",
            "2024-03",
            "03/2024",
            "03.2024",
            "Mar-24",
        ] {
            let shown = date(cell, Order::DayFirst).map(|date| date.to_string());
            assert_eq!(shown.as_deref(), Some("2024-03-01"), "{cell}");
        }
        assert_eq!(date("2024", Order::DayFirst), None);
    }

    #[test]
    fn some_cells_say_that_there_is_no_date() {
        for cell in [
            "31.12.9999",
            "9999-12-31",
            "00/00/0000",
            "Present",
            "TBD",
            "-",
            "N/A",
            "12/31/2299",
        ] {
            assert!(is_no_date(cell), "{cell}");
        }
        for cell in ["2024-03-01", "1.2.2024", "soon", "45000"] {
            assert!(!is_no_date(cell), "{cell}");
        }
    }
}
