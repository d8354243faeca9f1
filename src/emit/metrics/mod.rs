//! Writes metrics: the figures of an organization in one format each, the list of all metrics, and the
//! page of one. Computes nothing about the organization.

pub mod csv;
pub mod human;
pub mod json;
#[cfg(test)]
mod tests;

use crate::lint::words::list as enumerate;
use crate::metrics::{ALL, About, Context, Family, Metric};
use crate::model::Subject;
use anstyle::Style;
use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

pub(super) const BOLD: Style = Style::new().bold();
pub(super) const DIM: Style = Style::new().dimmed();

/// Key of what a value is about: `organization`, `team:web` …
fn key(cx: &Context<'_>, about: &About) -> String {
    match about {
        About::Organization => "organization".to_owned(),
        About::Unit(id) | About::Team(id) => cx.org.team(*id).subject().as_str().to_owned(),
        About::Person(id) => cx.org.person(*id).subject().as_str().to_owned(),
        About::Other(subject, _) => Subject::as_str(subject).to_owned(),
    }
}

/// Name of what a value is about.
fn name<'a>(cx: &Context<'a>, about: &'a About) -> Cow<'a, str> {
    match about {
        About::Organization => Cow::Borrowed("the organization"),
        About::Unit(id) | About::Team(id) => Cow::Borrowed(cx.org.team(*id).label()),
        About::Person(id) => cx.org.person(*id).label(),
        About::Other(_, name) => Cow::Borrowed(name),
    }
}

/// Lists metrics by family.
///
/// # Errors
/// If the writer fails.
pub fn list(wanted: impl Fn(&Metric) -> bool, out: &mut dyn Write) -> io::Result<()> {
    let width = ALL
        .iter()
        .map(|metric| metric.name.len())
        .max()
        .unwrap_or(0);
    for family in Family::ALL {
        let metrics = ALL
            .iter()
            .filter(|metric| metric.family == *family && wanted(metric));
        for (index, metric) in metrics.enumerate() {
            if index == 0 {
                writeln!(out, "{BOLD}{}{BOLD:#}", family.heading())?;
            }
            writeln!(out, "  {:width$}  {}", metric.name, metric.title)?;
        }
    }
    Ok(())
}

/// The page of a metric, as `orglint explain` prints it.
///
/// # Errors
/// If the writer fails.
pub fn page(metric: &Metric, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{BOLD}{}{BOLD:#}: {}", metric.name, metric.title)?;
    writeln!(out, "{DIM}{}, metric{DIM:#}\n", metric.family.heading())?;
    writeln!(out, "{}", metric.definition)?;
    for (heading, text) in sections(metric) {
        writeln!(out, "\n{BOLD}{heading}{BOLD:#}\n{text}")?;
    }
    writeln!(out, "\n{BOLD}Figures{BOLD:#}")?;
    for figure in metric.figures {
        writeln!(
            out,
            "- {} ({}): {}",
            figure.kind, figure.unit, figure.meaning
        )?;
    }
    writeln!(out, "\n{BOLD}Sources{BOLD:#}")?;
    for source in metric.sources {
        writeln!(out, "- {source}")?;
    }
    Ok(())
}

/// What a page says beside the definition, by heading.
pub fn sections(metric: &Metric) -> [(&'static str, String); 4] {
    let better = match metric.better.name() {
        "neither" => "Neither high nor low is better.".to_owned(),
        word => format!("{}{} is better.", word[..1].to_uppercase(), &word[1..]),
    };
    [
        ("Formula", format!("{}.", metric.formula)),
        ("Range", format!("{}.", metric.range)),
        ("Reading", format!("{better} {}.", metric.reading)),
        ("Cost", format!("{}.", capital(metric.cost))),
    ]
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// The page of all metrics, as Markdown.
pub fn markdown() -> String {
    let mut text = String::from(
        "# Metrics\n\nGenerated from the metrics; `orglint metrics PATH` computes them, `orglint explain NAME` prints one. \
         A metric is a number to compare, with another date, another cut or chance, not a verdict.\n",
    );
    for family in Family::ALL {
        let _ = write!(text, "\n## {}\n", family.heading());
        for metric in ALL.iter().filter(|metric| metric.family == *family) {
            let _ = write!(
                text,
                "\n### {}\n\n{}: {}\n",
                metric.name, metric.title, metric.definition
            );
            for (heading, words) in sections(metric) {
                let _ = write!(text, "\n- **{heading}**: {}", words.trim_end());
            }
            let _ = write!(
                text,
                "\n- **Sources**: {}\n",
                enumerate(metric.sources, usize::MAX)
            );
            text += "\n| figure | unit | meaning |\n|---|---|---|\n";
            for figure in metric.figures {
                let _ = writeln!(
                    text,
                    "| {} | {} | {} |",
                    figure.kind, figure.unit, figure.meaning
                );
            }
        }
    }
    text
}
