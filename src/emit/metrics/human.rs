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
    write!(out, "  {BOLD}{title}{BOLD:#}")?;
    if let Some(headline) = reading
        .values
        .first()
        .filter(|v| v.about == About::Organization)
    {
        let unit = metric
            .figure(headline.kind)
            .map_or("", |figure| figure.unit);
        let shown = number(headline.number, unit);
        // The unit says it where the kind repeats the name.
        let kind = if headline.kind == key {
            ""
        } else {
            headline.kind
        };
        let what = [kind, worded(unit)];
        let what: Vec<&str> = what.into_iter().filter(|word| !word.is_empty()).collect();
        write!(out, "  {BOLD}{shown}{BOLD:#} {}", what.join(", "))?;
    }
    writeln!(out, "  {DIM}{key}{DIM:#}")?;
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

/// A unit that adds nothing to a bare number is left out.
fn worded(unit: &'static str) -> &'static str {
    match unit {
        "share" | "index" | "correlation" => "",
        unit => unit,
    }
}

fn computed(reading: &Reading) -> String {
    match (reading.method, reading.p_method) {
        (Method::Exact, Some(p)) => format!("value exact; p: {}", p.words()),
        (method, Some(p)) => format!("value {}; p: {}", method.words(), p.words()),
        (method, None) => method.words(),
    }
}

/// A number as its unit asks for.
fn number(value: f64, unit: &str) -> String {
    if value.abs() >= 1e9 {
        return format!("{value:.1e}");
    }
    if value.fract() == 0.0 && !matches!(unit, "share" | "index" | "correlation" | "bits") {
        return whole(value);
    }
    match (unit, value.abs()) {
        ("share" | "index" | "correlation" | "bits", _) => format!("{value:.3}"),
        (_, size) if size >= 1_000.0 => whole(value.round()),
        (_, size) if size >= 100.0 => format!("{value:.1}"),
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
    let rows: Vec<(String, String, String)> = values[..shown]
        .iter()
        .map(|value| {
            let p = value.p.map_or(String::new(), |p| format!("p {p:.3}"));
            (
                plain(&name(cx, &value.about)).into_owned(),
                number(value.number, unit),
                p,
            )
        })
        .collect();
    let names = rows
        .iter()
        .map(|row| row.0.chars().count())
        .max()
        .unwrap_or(0)
        .min(60);
    let numbers = rows
        .iter()
        .map(|row| row.1.chars().count())
        .max()
        .unwrap_or(0);
    for (name, number, p) in rows {
        let line = format!("{name:names$}  {number:>numbers$}  {p}");
        writeln!(out, "      {}", line.trim_end())?;
    }
    if shown < all && shown > 0 {
        let order = if order == Order::Largest {
            "highest"
        } else {
            "lowest"
        };
        let rest = thousands(all - shown);
        writeln!(
            out,
            "      {DIM}… {rest} more; these are the {order} by {kind}{DIM:#}"
        )?;
    }
    Ok(())
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
