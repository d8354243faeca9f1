//! The report as one page that opens from disk, prints on paper and asks no network: what was read and
//! found, what to do first, pictures, findings, how the files were read. A small script adds search and
//! filters; without it everything is there to read.
//!
//! Pictures arrive drawn. Every name goes through `text`, so markup in the data stays text.

mod figures;
mod filter;
mod findings;
mod overview;
mod prose;
mod reading;
mod script;
mod style;

use super::logo::Logo;
use super::{plain, totals};
use crate::chart::theme::{self, Theme};
use crate::lint::words::{count, list};
use crate::lint::{Level, Smell};
use crate::report::{Group, Report, Units, groups};
use crate::source::Source;
use filter::Index;
use maud::{DOCTYPE, Markup, PreEscaped, Render, html};
use std::io::{self, Write};

/// What the page shows beside the report.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Name of the organization.
    pub title: String,
    /// A picture beside the title, made safe by [`logo`](super::logo).
    pub logo: Option<Logo>,
    /// Light, dark, or as the reader's machine is set.
    pub theme: Option<Theme>,
    /// Pictures in order.
    pub figures: Vec<Figure>,
    /// Pictures that could not be drawn.
    pub missing: Vec<MissingFigure>,
}

/// A picture.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Name of the chart.
    pub name: String,
    /// What it shows, in one line.
    pub summary: String,
    /// The kind of smell it shows; `None` for a picture of the whole.
    pub smell: Option<Smell>,
    /// What it says about this organization.
    pub title: String,
    /// What is shown and what is left out.
    pub subtitle: String,
    /// What it shows, for those who do not see it.
    pub description: String,
    /// An SVG element of our own making, put into the page as it is.
    pub svg: String,
    /// What its marks say: what they are about and what is said of it.
    pub rows: Vec<(String, String)>,
}

/// A picture that could not be drawn.
#[derive(Clone, Debug)]
pub struct MissingFigure {
    /// Name of the chart.
    pub name: String,
    /// What it would show, in one line.
    pub summary: String,
    /// Why it could not be drawn, such as `no meetings table`.
    pub reason: String,
}

/// Nothing may be loaded, and nothing run but our own script; fonts and styles are in the page.
fn policy() -> String {
    format!(
        "default-src 'none'; script-src '{}'; style-src 'unsafe-inline'; font-src data:; img-src data:; \
         base-uri 'none'; form-action 'none'",
        script::HASH
    )
}

/// Writes the page.
///
/// # Errors
/// If the writer fails.
pub fn write(report: &Report<'_>, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    let groups = groups(report);
    let index = Index::of(report);
    let view = View::of(report, &index);
    let document = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy());
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content=(style::scheme(page.theme));
                meta name="generator" content={ "orglint " (env!("CARGO_PKG_VERSION")) };
                title { (text(&page.title)) ": what orglint found" }
                style { (PreEscaped(style::sheet(page.theme))) }
            }
            body {
                a class="skip" href="#main" { "Skip to the findings" }
                (head(report, page))
                (contents(report, page, &groups, &index.units))
                main id="main" {
                    (overview::numbers(report))
                    (overview::first_steps(view, &groups))
                    (figures::all(page, &groups))
                    (filter::by_unit(view))
                    (filter::tools(view, &groups))
                    (findings::all(view, &groups))
                    (reading::files(view))
                    (reading::skipped(report))
                    (reading::accepted(view))
                }
                (foot())
                div id="tip" hidden {}
                script { (PreEscaped(script::SCRIPT)) }
            }
        }
    };
    out.write_all(document.into_string().as_bytes())
}

/// Words of a rule about names from the data: names in backticks stand out. The first letter stays
/// as it is, since it may be that of an id.
fn told(text: &str) -> Markup {
    prose::inline(&plain(text))
}

/// The report and how files are called in it.
#[derive(Clone, Copy)]
struct View<'a> {
    report: &'a Report<'a>,
    index: &'a Index,
    /// Bytes of the folder that all files share, `/` included.
    folder: usize,
}

impl<'a> View<'a> {
    fn of(report: &'a Report<'a>, index: &'a Index) -> Self {
        let mut names = report.org.sources.iter().map(|(_, source)| &*source.name);
        let first = names.next().unwrap_or("");
        let mut shared = first.rfind('/').map_or("", |end| &first[..=end]);
        for name in names {
            while !name.starts_with(shared) {
                let above = shared.trim_end_matches('/').rfind('/');
                shared = above.map_or("", |end| &shared[..=end]);
            }
        }
        Self {
            report,
            index,
            folder: shared.len(),
        }
    }

    /// The name of a file below the shared folder.
    fn file(self, source: &Source) -> &str {
        source.name.get(self.folder..).unwrap_or(&source.name)
    }

    /// The folder that all files share.
    fn shared_folder(self) -> &'a str {
        let first = self.report.org.sources.iter().next();
        first
            .and_then(|(_, source)| source.name.get(..self.folder))
            .unwrap_or("")
    }
}

/// A name from the data, on one line, escaped.
fn text(text: &str) -> Markup {
    html! { (*plain(text)) }
}

fn head(report: &Report<'_>, page: &Page) -> Markup {
    html! {
        header class="head" {
            @if let Some(logo) = &page.logo { div class="logo" { (PreEscaped(logo.as_str())) } }
            p class="eyebrow" {
                "Organization report"
                @if report.org.pseudonyms.is_some() { " · names are hidden" }
            }
            h1 { (text(&page.title)) }
            p class="lead" {
                @if let Some(day) = report.org.as_of {
                    "As of " (theme::date(day)) ". "
                }
                (sentence(&list(totals::found_parts(report), usize::MAX))) " among "
                (list(totals::read_parts(report), usize::MAX)) "."
            }
        }
    }
}

fn contents(report: &Report<'_>, page: &Page, groups: &[Group<'_>], units: &Units) -> Markup {
    let of = |smell: Smell| {
        let groups = groups.iter().filter(|group| group.rule.smell == smell);
        groups.map(|group| group.findings.len()).sum::<usize>()
    };
    html! {
        nav aria-label="Contents" {
            ul {
                @if !groups.is_empty() { li { a href="#first" { "What to do first" } } }
                @if !page.figures.is_empty() { li { a href="#charts" { "Charts" } } }
                @if !units.listed.is_empty() { li { a href="#units" { "Findings by unit" } } }
                @for smell in Smell::ALL.iter().filter(|smell| of(**smell) > 0) {
                    li { a href={ "#" (anchor(*smell)) } {
                        (smell.heading()) " " span class="count" { (of(*smell)) }
                    } }
                }
                li { a href="#files" { "How your files were read" } }
                @if !report.skipped.is_empty() { li { a href="#skipped" { "Skipped rules" } } }
                @if !report.accepted.is_empty() { li { a href="#accepted" { "Accepted" } } }
            }
        }
    }
}

fn foot() -> Markup {
    html! {
        footer {
            p {
                "Made by orglint " (env!("CARGO_PKG_VERSION"))
                " from the files named above and nothing else. Every finding names its file and line, so that it can be checked. "
                code { "orglint explain RULE" } " says what a rule means and where its limits come from; "
                code { "orglint.toml" } " sets levels, limits and what is accepted."
            }
        }
    }
}

/// Anchor of a kind of smell.
fn anchor(smell: Smell) -> &'static str {
    match smell {
        Smell::Liaison => "liaisons",
        Smell::Meeting => "meetings",
        Smell::Mapping => "mappings",
        Smell::Dependency => "dependencies",
        Smell::Coordination => "coordination",
        Smell::Structure => "structure",
        Smell::Data => "data",
    }
}

/// A phrase as the beginning of a sentence.
fn sentence(phrase: &str) -> String {
    let mut letters = phrase.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// A level as a sign and a word, so that colour is not needed to tell levels apart.
struct Badge(Level);

impl Render for Badge {
    fn render(&self) -> Markup {
        let sign = match self.0 {
            Level::Error => "✗",
            Level::Warning => "!",
            Level::Note | Level::Allow => "i",
        };
        html! {
            span class={ "badge " (self.0.name()) } {
                span aria-hidden="true" { (sign) } " " (self.0.name())
            }
        }
    }
}

/// `3 findings`.
fn findings_count(number: usize) -> String {
    count(number, "finding", "findings")
}

#[cfg(test)]
mod tests;
