//! Findings by kind of smell and rule: what the rule means, the worst few open, the rest folded.

use super::{Badge, View, anchor, filter, findings_count, prose, sentence, text, told};
use crate::emit::row::Row;
use crate::lint::words::{count, thousands};
use crate::lint::{Finding, Label, Smell};
use crate::report::Group;
use crate::source::{At, Place};
use maud::{Markup, html};

/// Findings of a rule that stand open.
const OPEN: usize = 3;
/// Findings of a rule that are shown with their rows; further ones are one line each, so that an
/// organization with thousands of findings still opens quickly.
const IN_FULL: usize = 100;
/// Related places that stand open.
const PLACES: usize = 6;
/// Characters of a row on each side of its cell.
const ROW: usize = 90;

/// All findings.
pub(super) fn all(view: View<'_>, groups: &[Group<'_>]) -> Markup {
    html! {
        @for smell in Smell::ALL {
            @let of_smell: Vec<&Group<'_>> = groups.iter().filter(|group| group.rule.smell == *smell).collect();
            @if !of_smell.is_empty() {
                section id=(anchor(*smell)) data-smell=(anchor(*smell)) aria-labelledby={ (anchor(*smell)) "-heading" } {
                    h2 id={ (anchor(*smell)) "-heading" } { (smell.heading()) }
                    @for group in of_smell { (rule(view, group)) }
                }
            }
        }
    }
}

fn rule(view: View<'_>, group: &Group<'_>) -> Markup {
    let many = group.findings.len();
    let (open, rest) = group.findings.split_at(many.min(OPEN));
    let (in_full, brief) = rest.split_at(rest.len().min(IN_FULL - OPEN));
    html! {
        section class="rule" id={ "rule/" (group.rule.name) } data-rule=(group.rule.name) aria-labelledby={ (group.rule.name) "-heading" } {
            h3 id={ (group.rule.name) "-heading" } { (sentence(group.rule.summary)) }
            p class="rule-line" {
                code { (group.rule.name) } " · " (findings_count(many))
                @if let Some((sum, unit)) = group.total().filter(|_| many > 1) {
                    ", " (thousands(sum as usize)) " " (unit) " in all"
                }
            }
            (prose::section(group.rule, "Why it matters"))
            @for finding in open { (entry(view, finding)) }
            @if !rest.is_empty() {
                details class="more" {
                    summary { (thousands(rest.len())) " more" }
                    @for finding in in_full { (entry(view, finding)) }
                    @if !brief.is_empty() {
                        div class="brief" role="list" {
                            @for finding in brief {
                                @let [at, worst, units] = view.index.attributes(finding);
                                div role="listitem" data-level=(finding.level.name()) data-at=[at] data-worst=[worst] data-units=[units] {
                                    (Badge(finding.level)) " " (told(&finding.message)) " " (place(view, finding.place))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn entry(view: View<'_>, finding: &Finding) -> Markup {
    let (source, at) = view.report.locate(finding.place);
    let row = Row::at(source, at).cut(ROW);
    let [order, worst, units] = view.index.attributes(finding);
    html! {
        article class={ "finding " (finding.level.name()) } data-level=(finding.level.name()) data-at=[order] data-worst=[worst] data-units=[units] {
            p class="message" { (Badge(finding.level)) " " (told(&finding.message)) }
            p class="where" { (place(view, finding.place)) (filter::unit_links(view, finding)) }
            @if !view.report.org.sources.is_withheld() && (!row.cell.is_empty() || !row.before.is_empty()) {
                p class="row" { (row.before) mark { (row.cell) } (row.after) }
            }
            (related(view, finding))
            @if let Some(help) = &finding.help {
                p class="help" { (told(&sentence(help))) "." }
            }
        }
    }
}

/// Further places, the first few open.
fn related(view: View<'_>, finding: &Finding) -> Markup {
    let (open, rest) = finding.related.split_at(finding.related.len().min(PLACES));
    let list = |labels: &[Label]| {
        html! {
            ul class="related" {
                @for label in labels {
                    li { (told(&label.text)) " " (place(view, label.place)) }
                }
            }
        }
    };
    html! {
        @if !open.is_empty() { (list(open)) }
        @if !rest.is_empty() {
            details {
                summary { (count(rest.len(), "further place", "further places")) }
                (list(rest))
            }
        }
    }
}

/// `people.csv:12, column manager_id`, the file without the folder that all files share.
pub(super) fn place(view: View<'_>, place: Place) -> Markup {
    let (source, at) = view.report.locate(place);
    let header = match place.at {
        At::Cell(_, column) => view
            .report
            .org
            .reads
            .iter()
            .find(|read| read.file == place.file)
            .and_then(|read| read.columns.get(usize::from(column)))
            .map(|(header, _)| header.as_str()),
        At::File | At::Row(_) | At::Bytes(..) => None,
    };
    html! {
        span class="place" {
            (text(view.file(source))) ":" (at.line)
            @if let Some(header) = header { ", column " (text(header)) }
        }
    }
}
