//! The charts of the page: by kind of smell, those with findings behind them first, the rest folded. Under
//! each picture stand its words as text and its marks as a table.

use super::{Figure, Page, anchor, sentence, text};
use crate::lint::Smell;
use crate::lint::words::{count, thousands};
use crate::report::Group;
use maud::{Markup, PreEscaped, html};

/// Rows of a chart's table that the page holds; the picture's own file holds them all.
const ROWS: usize = 80;

/// All charts.
pub(super) fn all(page: &Page, groups: &[Group<'_>]) -> Markup {
    let has_findings = |smell: Option<Smell>| {
        smell.is_none_or(|smell| groups.iter().any(|group| group.rule.smell == smell))
    };
    let smells = std::iter::once(None).chain(Smell::ALL.iter().copied().map(Some));
    let (loud, calm): (Vec<_>, Vec<_>) = smells
        .map(|smell| (smell, of(page, smell)))
        .filter(|(_, figures)| !figures.is_empty())
        .partition(|(smell, _)| has_findings(*smell));
    let folded: usize = calm.iter().map(|(_, figures)| figures.len()).sum();
    html! {
        @if !page.figures.is_empty() || !page.missing.is_empty() {
            section id="charts" aria-labelledby="charts-heading" {
                h2 id="charts-heading" { "Charts" }
                @if !page.figures.is_empty() {
                    p class="soft" { "Each picture is also in the folder " code { "charts" } " as SVG and PNG." }
                }
                @for (smell, figures) in loud { (group(smell, &figures, true)) }
                @if folded > 0 {
                    details class="charts" {
                        summary { (count(folded, "further chart", "further charts")) " without findings behind " (if folded == 1 { "it" } else { "them" }) }
                        @for (smell, figures) in calm { (group(smell, &figures, false)) }
                    }
                }
                (missing(page))
            }
        }
    }
}

fn of(page: &Page, smell: Option<Smell>) -> Vec<&Figure> {
    let figures = page.figures.iter();
    figures.filter(|figure| figure.smell == smell).collect()
}

/// A smell with findings has a section below to which its heading leads.
fn group(smell: Option<Smell>, figures: &[&Figure], has_findings: bool) -> Markup {
    html! {
        section class="pictures" {
            h3 {
                @match smell {
                    Some(smell) if has_findings => a href={ "#" (anchor(smell)) } { (smell.heading()) },
                    Some(smell) => (smell.heading()),
                    None => "The whole",
                }
            }
            @for figure in figures { (one(figure)) }
        }
    }
}

fn one(figure: &Figure) -> Markup {
    let id = format!("chart-{}", figure.name);
    html! {
        figure id=(id) aria-labelledby={ (id) "-title" } {
            h4 id={ (id) "-title" } { (text(&figure.title)) }
            @if !figure.subtitle.is_empty() { p class="soft" { (text(&figure.subtitle)) } }
            div class="scroll" role="group" tabindex="0" aria-label=(figure.summary) {
                (PreEscaped(&figure.svg))
            }
            figcaption { (sentence(&figure.summary)) "." }
            (table(figure))
        }
    }
}

/// What the picture shows, for those who read rather than look.
fn table(figure: &Figure) -> Markup {
    let rows = &figure.rows[..figure.rows.len().min(ROWS)];
    let rest = figure.rows.len() - rows.len();
    let valued = rows.iter().any(|(_, said)| !said.is_empty());
    html! {
        @if !rows.is_empty() || !figure.description.is_empty() {
            details class="data" {
                summary { "The picture in words" }
                @if !figure.description.is_empty() { p class="soft" { (text(&figure.description)) } }
                @if !rows.is_empty() {
                    table {
                        caption class="hidden" { "What the picture shows" }
                        thead { tr {
                            th scope="col" { "Mark" }
                            @if valued { th scope="col" { "Says" } }
                        } }
                        tbody {
                            @for (what, said) in rows {
                                @if valued {
                                    tr { th scope="row" { (text(what)) } td { (text(said)) } }
                                } @else {
                                    tr { td { (text(what)) } }
                                }
                            }
                        }
                    }
                }
                @if rest > 0 {
                    p class="soft" {
                        "… and " (thousands(rest)) " more; pointing at the marks of "
                        code { "charts/" (figure.name) ".svg" } " tells them all."
                    }
                }
            }
        }
    }
}

fn missing(page: &Page) -> Markup {
    html! {
        @if !page.missing.is_empty() {
            h3 { "Not drawn" }
            ul class="plain" {
                @for missing in &page.missing {
                    li { (sentence(&missing.summary)) ": " span class="soft" { (text(&missing.reason)) } }
                }
            }
        }
    }
}
