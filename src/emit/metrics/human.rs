//! Metrics for a terminal: of each the headline, what it means here, which way is good, how it was
//! computed, and the first few teams, meetings or people; then what was not computed and why.

use super::super::plain;
use super::{BOLD, DIM, name};
use crate::lint::words::{list, thousands};
use crate::metrics::{
    About, Better, Context, Family, Method, Metric, Order, Outcome, Reading, Value,
};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Columns of the text.
const WIDTH: usize = 110;

/// Writes all of it. Colour is always written; the caller strips it where no terminal shows it.
///
/// # Errors
/// If the writer fails.
pub fn write(cx: &Context<'_>, found: &[Outcome], out: &mut dyn Write) -> io::Result<()> {
    for family in Family::ALL {
        let mut heading = false;
        for outcome in found
            .iter()
            .filter(|outcome| outcome.metric.family == *family)
        {
            let Ok(reading) = &outcome.reading else {
                continue;
            };
            if !heading {
                heading = true;
                writeln!(out, "{BOLD}{}{BOLD:#}\n", family.heading())?;
            }
            block(cx, outcome.metric, reading, out)?;
        }
    }
    absent(found, out)
}

fn block(
    cx: &Context<'_>,
    metric: &Metric,
    reading: &Reading,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (title, key) = (metric.title, metric.name);
    write!(out, "  {BOLD}{title}")?;
    let headline = reading.values.first();
    if let Some(value) = headline.filter(|value| value.about == About::Organization) {
        write!(out, ": {}", shown(metric, value))?;
    }
    writeln!(out, "{BOLD:#}  {DIM}{key}{DIM:#}")?;
    paragraph(&format!("{}.", plain(&reading.sentence)), out, "")?;
    table(cx, metric, reading, out)?;
    for note in &reading.notes {
        paragraph(&format!("Note: {}.", plain(note)), out, "")?;
    }
    let better = match metric.better {
        Better::Higher => "Higher is better. ",
        Better::Lower => "Lower is better. ",
        Better::Neither => "",
    };
    paragraph(
        &format!("{better}{}. [{}]", metric.reading, computed(reading)),
        out,
        "dim",
    )?;
    writeln!(out)
}

/// A number with its unit, and what it is where neither says it: `4.54 direct reports (mean)`.
fn shown(metric: &Metric, value: &Value) -> String {
    let unit = metric.figure(value.kind).map_or("", |figure| figure.unit);
    let mut text = number(value.number, unit, value.number.fract() == 0.0);
    if !is_ratio(unit) {
        text = format!("{text} {unit}");
    }
    let named = metric.name == value.kind || unit.starts_with(value.kind) || value.kind == unit;
    if !named {
        text = format!("{text} ({})", value.kind.replace('-', " "));
    }
    text
}

/// Whether a unit adds nothing to a bare number.
fn is_ratio(unit: &str) -> bool {
    matches!(unit, "share" | "index" | "correlation")
}

fn computed(reading: &Reading) -> String {
    match (reading.method, reading.p_method) {
        (Method::Exact, Some(p)) => format!("value exact; p: {}", p.words()),
        (method, Some(p)) => format!("value {}; p: {}", method.words(), p.words()),
        (method, None) => method.words(),
    }
}

/// A number as its unit asks for; `bare` where nothing stands behind the point.
fn number(value: f64, unit: &str, bare: bool) -> String {
    if value.abs() >= 1e9 {
        return format!("{value:.1e}");
    }
    if is_ratio(unit) || unit == "bits" {
        let text = format!("{value:.3}");
        // What is not quite one, or not quite nothing, is not shown as if it were.
        let rounded_away = text.ends_with(".000") && value.fract().abs() > 1e-9;
        return if rounded_away {
            format!("{value:.6}")
        } else {
            text
        };
    }
    match value.abs() {
        _ if bare => whole(value),
        size if size >= 1_000.0 => whole(value.round()),
        size if size >= 100.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

fn whole(value: f64) -> String {
    let sign = if value < 0.0 { "−" } else { "" };
    format!("{sign}{}", thousands(value.abs() as usize))
}

/// The first few subjects by the figure that the metric lists, each kind of subject apart.
fn table(
    cx: &Context<'_>,
    metric: &Metric,
    reading: &Reading,
    out: &mut dyn Write,
) -> io::Result<()> {
    let Some((kind, order)) = metric.listed else {
        return Ok(());
    };
    let unit = metric.figure(kind).map_or("", |figure| figure.unit);
    let single = |value: &&Value| value.kind == kind && value.about != About::Organization;
    let mut values: Vec<&Value> = reading.values.iter().filter(single).collect();
    values.sort_by(|a, b| match order {
        Order::Largest => b.number.total_cmp(&a.number),
        Order::Smallest => a.number.total_cmp(&b.number),
    });
    let (all, shown) = (values.len(), values.len().min(cx.options.top));
    let Some(first) = values[..shown].first() else {
        return Ok(());
    };
    let bare = values[..shown]
        .iter()
        .all(|value| value.number.fract() == 0.0);
    let rows: Vec<(String, String, String)> = values[..shown]
        .iter()
        .map(|value| {
            let p = value.p.map_or(String::new(), |p| format!("p {p:.3}"));
            let name = plain(&name(cx, &value.about)).into_owned();
            (name, number(value.number, unit, bare), p)
        })
        .collect();
    let order = match (order, shown < all) {
        (_, false) => String::new(),
        (Order::Largest, true) => format!(", the {shown} highest of {}", thousands(all)),
        (Order::Smallest, true) => format!(", the {shown} lowest of {}", thousands(all)),
    };
    let spaced = kind.replace('-', " ");
    let what = if is_ratio(unit) || unit == kind {
        spaced
    } else if unit.starts_with(kind) {
        unit.to_owned()
    } else {
        format!("{spaced} ({unit})")
    };
    writeln!(
        out,
        "      {DIM}{}: {what}{order}{DIM:#}",
        called(&first.about)
    )?;
    let names = rows
        .iter()
        .map(|row| row.0.chars().count())
        .max()
        .unwrap_or(0)
        .min(72);
    let numbers = rows
        .iter()
        .map(|row| row.1.chars().count())
        .max()
        .unwrap_or(0);
    for (name, number, p) in rows {
        let line = format!("{name:names$}  {number:>numbers$}  {p}");
        writeln!(out, "      {}", line.trim_end())?;
    }
    Ok(())
}

/// What the rows of a short list are.
fn called(about: &About) -> &'static str {
    match about {
        About::Organization => "Organization",
        About::Unit(_) => "Parts of the organization",
        About::Team(_) => "Teams",
        About::Person(_) => "People",
        About::Other(subject, _) => match subject.parts().0 {
            "meeting" => "Meetings",
            "mapping" => "Mappings",
            "mappings" => "Pairs of mappings",
            _ => "Layers",
        },
    }
}

/// A paragraph broken at spaces.
fn paragraph(text: &str, out: &mut dyn Write, style: &str) -> io::Result<()> {
    let style = if style == "dim" {
        DIM
    } else {
        anstyle::Style::new()
    };
    let mut line = String::new();
    let mut lines = Vec::new();
    for word in text.split(' ') {
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > WIDTH - 4 {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    for line in lines {
        writeln!(out, "    {style}{line}{style:#}")?;
    }
    Ok(())
}

/// What was not computed, by reason.
fn absent(found: &[Outcome], out: &mut dyn Write) -> io::Result<()> {
    let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for outcome in found {
        if let Err(reason) = &outcome.reading {
            reasons.entry(reason).or_default().push(outcome.metric.name);
        }
    }
    if reasons.is_empty() {
        return Ok(());
    }
    writeln!(out, "{BOLD}Not computed{BOLD:#}")?;
    for (reason, names) in reasons {
        paragraph(
            &format!("{}: {}", list(names, usize::MAX), plain(reason)),
            out,
            "dim",
        )?;
    }
    Ok(())
}
