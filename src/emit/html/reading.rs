//! How the files were read, which rules had nothing to look at, and what is accepted: the sections
//! that let a reader trust or doubt the rest.

use super::{findings, findings_count, sentence, text};
use crate::emit::totals;
use crate::lint::words::{count, thousands};
use crate::model::TableRead;
use crate::report::Report;
use maud::{Markup, html};

/// File by file: table, rows, what each column was taken to mean, and the assumptions made.
pub(super) fn files(report: &Report<'_>) -> Markup {
    html! {
        section id="files" aria-labelledby="files-heading" {
            h2 id="files-heading" { "How your files were read" }
            @for read in &report.org.reads { (file(report, read)) }
            @if !report.org.notes.is_empty() {
                h3 { "Assumptions" }
                ul class="plain" {
                    @for note in &report.org.notes { li { (text(&sentence(note))) } }
                }
            }
        }
    }
}

fn file(report: &Report<'_>, read: &TableRead) -> Markup {
    let name = &report.org.sources.get(read.file).name;
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
pub(super) fn accepted(report: &Report<'_>) -> Markup {
    html! {
        @if !report.accepted.is_empty() {
            section id="accepted" aria-labelledby="accepted-heading" {
                h2 id="accepted-heading" { "Accepted findings" }
                p class="soft" { (findings_count(report.accepted.len())) ", by the configuration." }
                ul class="accepted" {
                    @for accepted in &report.accepted {
                        li {
                            p class="message" { (text(&sentence(&accepted.finding.message))) }
                            p { "Accepted because: " (text(&accepted.reason)) }
                            p class="where" {
                                code { (accepted.finding.rule.name) } " · "
                                (findings::place(report, accepted.finding.place))
                            }
                        }
                    }
                }
            }
        }
    }
}
