//! The line of the input that a place lies on, cut at the place, for emitters that show the source.

use super::plain;
use crate::source::{Location, Source};

/// A line of the input in three pieces, made safe for showing: control characters are spelled out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// What stands before the place.
    pub(super) before: String,
    /// The place itself.
    pub(super) cell: String,
    /// What follows it.
    pub(super) after: String,
}

impl Row {
    /// The line around a location.
    pub(super) fn at(source: &Source, at: Location) -> Self {
        let text = &source.text;
        let start = text
            .get(..at.start)
            .and_then(|before| before.rfind('\n'))
            .map_or(0, |end| end + 1);
        let end = text
            .get(at.start..)
            .and_then(|rest| rest.find('\n'))
            .map_or(text.len(), |length| at.start + length);
        let piece = |from: usize, to: usize| plain(text.get(from..to).unwrap_or("")).into_owned();
        Self {
            before: piece(start, at.start),
            cell: piece(at.start, at.end),
            after: piece(at.end, end).trim_end().to_owned(),
        }
    }

    /// Cuts both sides to at most `most` characters each and says so with an ellipsis, so that a row
    /// of fifty columns does not bury its cell.
    pub(super) fn cut(mut self, most: usize) -> Self {
        let long = |text: &str| text.chars().count() > most;
        if long(&self.before) {
            let skip = self.before.chars().count() - most;
            let kept: String = self.before.chars().skip(skip).collect();
            self.before = format!("…{kept}");
        }
        if long(&self.cell) {
            let kept: String = self.cell.chars().take(most).collect();
            self.cell = format!("{kept}…");
        }
        if long(&self.after) {
            let kept: String = self.after.chars().take(most).collect();
            self.after = format!("{kept}…");
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::Row;
    use crate::source::{FileId, Row as Record, Source, Sources};

    fn sources() -> Sources {
        let mut sources = Sources::default();
        sources.add(Source {
            name: "people.csv".to_owned(),
            text: std::sync::Arc::new("id,name,team\r\na\u{1b}[31m,Zo\u{eb},web\r\n".to_owned()),
            delimiter: b',',
        });
        sources
    }

    fn row() -> Row {
        let sources = sources();
        let place = Record {
            file: FileId(0),
            number: 1,
        }
        .cell(Some(1));
        Row::at(sources.get(FileId(0)), sources.locate(place))
    }

    #[test]
    fn the_row_is_safe_and_cut_at_the_cell() {
        let row = row();
        assert_eq!(row.before, "a\\u{1b}[31m,");
        assert_eq!(row.cell, "Zo\u{eb}");
        assert_eq!(row.after, ",web");
    }

    #[test]
    fn long_sides_are_cut_and_say_so() {
        let row = row().cut(3);
        assert_eq!(row.before, "…1m,");
        assert_eq!(row.cell, "Zo\u{eb}");
        assert_eq!(row.after, ",we…");
    }
}
