//! One finding with its source row, carets under the cell, related places and help.
//!
//! Only the row itself is handed to the renderer: rendering over a whole export takes seconds.

use crate::emit::plain;
use crate::emit::row::Row;
use crate::lint::{Finding, Label, Level};
use crate::report::Report;
use annotate_snippets::{AnnotationKind, Level as Severity, Origin, Renderer, Snippet};

/// The finding as lines with colour, without the last line end.
pub(super) fn render(report: &Report<'_>, finding: &Finding, width: usize) -> String {
    let (source, at) = report.locate(finding.place);
    let row = Row::at(source, at);
    let span = row.before.len()..row.before.len() + row.cell.len();
    let snippet = Snippet::source(row.before + &row.cell + &row.after)
        .line_start(at.line as usize)
        .path(plain(&source.name).into_owned())
        .fold(false)
        .annotation(AnnotationKind::Primary.span(span));
    let mut group = severity(finding.level)
        .primary_title(plain(&finding.message).into_owned())
        .id(finding.rule.name)
        .element(snippet);
    for label in &finding.related {
        group = group
            .element(Severity::NOTE.message(plain(&label.text).into_owned()))
            .element(origin(report, label));
    }
    if let Some(help) = &finding.help {
        group = group.element(Severity::HELP.message(plain(help).into_owned()));
    }
    Renderer::styled().term_width(width).render(&[group])
}

fn severity(level: Level) -> Severity<'static> {
    match level {
        Level::Error => Severity::ERROR,
        Level::Warning => Severity::WARNING,
        Level::Note | Level::Allow => Severity::NOTE,
    }
}

fn origin<'a>(report: &Report<'_>, label: &Label) -> Origin<'a> {
    let (source, at) = report.locate(label.place);
    Origin::path(plain(&source.name).into_owned())
        .line(at.line as usize)
        .char_column(at.column as usize)
}
