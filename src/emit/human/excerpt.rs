//! One finding with its source row, carets under the cell, related places and help.
//!
//! Only the row itself is handed to the renderer: rendering over a whole export takes seconds.

use crate::emit::plain;
use crate::emit::row::Row;
use crate::lint::{Finding, Level};
use crate::report::Report;
use crate::source::Place;
use annotate_snippets::{Annotation, AnnotationKind, Level as Severity, Origin, Renderer, Snippet};

/// The finding as lines with colour, without the last line end.
pub(super) fn render(report: &Report<'_>, finding: &Finding, width: usize) -> String {
    let title = severity(finding.level)
        .primary_title(plain(&finding.message).into_owned())
        .id(finding.rule.name);
    let mut group = if report.org.sources.is_withheld() {
        title.element(origin(report, finding.place))
    } else {
        title.element(snippet(report, finding.place))
    };
    for label in &finding.related {
        group = group
            .element(Severity::NOTE.message(plain(&label.text).into_owned()))
            .element(origin(report, label.place));
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

/// The row with carets under its cell.
fn snippet<'a>(report: &Report<'_>, place: Place) -> Snippet<'a, Annotation<'a>> {
    let (source, at) = report.locate(place);
    let row = Row::at(source, at);
    let span = row.before.len()..row.before.len() + row.cell.len();
    Snippet::source(row.before + &row.cell + &row.after)
        .line_start(at.line as usize)
        .path(plain(&source.name).into_owned())
        .fold(false)
        .annotation(AnnotationKind::Primary.span(span))
}

fn origin<'a>(report: &Report<'_>, place: Place) -> Origin<'a> {
    let (source, at) = report.locate(place);
    Origin::path(plain(&source.name).into_owned())
        .line(at.line as usize)
        .char_column(at.column as usize)
}
