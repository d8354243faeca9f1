//! How the files were read, which rules had nothing to look at, and what is accepted: the sections
//! that let a reader trust or doubt the rest.

use super::{View, findings, findings_count, sentence, text, told};
use crate::emit::totals;
use crate::lint::words::{count, thousands};
use crate::model::TableRead;
use crate::report::Report;
use maud::{Markup, html};

/// File by file: table, rows, what each column was taken to mean, and the assumptions made.
pub(super) fn files(view: View<'_>) -> Markup {
    html! {
        section id="files" aria-labelledby="files-heading" {
            h2 id="files-heading" { "How your files were read" }
            p class="soft" {
                @if view.folder > 0 { "All in " (text(view.shared_folder())) ". " }
                "Open a line to see what each column was taken to mean."
            }
            @for read in &view.report.org.reads { (file(view, read)) }
            @let notes = view.report.notes();
            @if !notes.is_empty() {
                h3 { "Assumptions" }
                ul class="plain" {
                    @for note in &notes { li { (told(&sentence(note))) } }
                }
            }
        }
    }
}

fn file(view: View<'_>, read: &TableRead) -> Markup {
    let name = view.file(view.report.org.sources.get(read.file));
    let unused = read.columns.iter().filter(|(_, m)| m.is_none()).count();
    let summary = format!(
        "{} of {} used",
        read.columns.len() - unused,
        count(read.columns.len(), "column", "columns")
    );
    html! {
        div class="file" {
            p {
                strong { (text(name)) } " is the " em { (read.table.name()) } " table: "
                (count(read.rows as usize, "row", "rows"))
                @if read.rejected > 0 {
                    ", " span class="bad" { (thousands(read.rejected as usize)) " not used" }
                }
                "."
                @if let Some(why) = &read.why { " " span class="soft" { (text(&sentence(why))) "." } }
            }
            details {
                summary { (summary) }
                table {
                    caption class="hidden" { "Columns of " (text(name)) }
                    thead { tr { th scope="col" { "Column" } th scope="col" { "Read as" } th scope="col" class="number" { "Filled" } } }
                    tbody {
                        @for (at, (header, meaning)) in read.columns.iter().enumerate() {
                            tr {
                                th scope="row" { (text(header)) }
                                td {
                                    @match meaning {
                                        Some(column) => (column.name()),
                                        None => span class="soft" { "not used" },
                                    }
                                }
                                td class="number" { (read.filled.get(at).map(|n| thousands(*n as usize)).unwrap_or_default()) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Rules without anything to look at, by reason.
pub(super) fn skipped(report: &Report<'_>) -> Markup {
    let reasons = totals::skipped(report);
    html! {
        @if !reasons.is_empty() {
            section id="skipped" aria-labelledby="skipped-heading" {
                h2 id="skipped-heading" { "Skipped rules" }
                p class="soft" {
                    (count(report.skipped.len(), "rule had", "rules had"))
                    " nothing to look at. Silence about these is no sign of health."
                }
                dl class="reasons" {
                    @for (reason, rules) in reasons {
                        dt { (text(&sentence(reason))) }
                        @for rule in rules {
                            dd { code { (rule.name) } " " span class="soft" { (rule.summary) } }
                        }
                    }
                }
            }
        }
    }
}

/// Findings that the configuration accepts, with its reasons.
pub(super) fn accepted(view: View<'_>) -> Markup {
    html! {
        @if !view.report.accepted.is_empty() {
            section id="accepted" aria-labelledby="accepted-heading" {
                h2 id="accepted-heading" { "Accepted findings" }
                p class="soft" { (findings_count(view.report.accepted.len())) ", by the configuration." }
                ul class="accepted" {
                    @for accepted in &view.report.accepted {
                        li {
                            p class="message" { (told(&accepted.finding.message)) }
                            p { "Accepted because: " (text(&accepted.reason)) }
                            p class="where" {
                                code { (accepted.finding.rule.name) } " · "
                                (findings::place(view, accepted.finding.place))
                            }
                        }
                    }
                }
            }
        }
    }
}
