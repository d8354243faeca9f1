//! One finding with its source row, carets under the cell, related places and help.
//!
//! Only the row itself is handed to the renderer: rendering over a whole export takes seconds.

use crate::emit::plain;
use crate::lint::{Finding, Label, Level};
use crate::report::Report;
use crate::source::{Location, Source};
use annotate_snippets::{AnnotationKind, Level as Severity, Origin, Renderer, Snippet};
use std::ops::Range;

/// The finding as lines with colour, without the last line end.
pub(super) fn render(report: &Report<'_>, finding: &Finding, width: usize) -> String {
    let (source, at) = report.locate(finding.place);
    let (row, span) = row(source, at);
    let snippet = Snippet::source(row)
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

/// The line of a place, made safe for a terminal, and the bytes of the place in it.
fn row(source: &Source, at: Location) -> (String, Range<usize>) {
    let text = &source.text;
    let start = text[..at.start].rfind('\n').map_or(0, |end| end + 1);
    let end = text[at.start..]
        .find('\n')
        .map_or(text.len(), |length| at.start + length);
    let piece = |from: usize, to: usize| plain(text.get(from..to).unwrap_or(""));
    let mut row = piece(start, at.start).into_owned();
    let from = row.len();
    row.push_str(&piece(at.start, at.end));
    let to = row.len();
    row.push_str(piece(at.end, end).trim_end());
    (row, from..to)
}

#[cfg(test)]
mod tests {
    use super::row;
    use crate::source::{FileId, Row, Source, Sources};

    #[test]
    fn the_row_is_safe_and_the_place_stays_under_the_cell() {
        let mut sources = Sources::default();
        sources.add(Source {
            name: "people.csv".to_owned(),
            text: "id,name\r\na\u{1b}[31m,Zo\u{eb}\r\n".to_owned(),
            delimiter: b',',
        });
        let place = Row {
            file: FileId(0),
            number: 1,
        }
        .cell(Some(1));
        let (line, span) = row(sources.get(FileId(0)), sources.locate(place));
        assert_eq!(line, "a\\u{1b}[31m,Zo\u{eb}");
        assert_eq!(&line[span], "Zo\u{eb}");
    }
}
