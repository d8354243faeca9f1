//! Cells with values of their own: words, dates, intervals, numbers, yes and no; an issue where one
//! cannot be read.

use super::reader::{Cell, Reader, row_subject};
use super::sheet::Sheet;
use super::values::{self, shown};
use crate::model::{Column, IssueKind, Term};
use foldhash::fast::FixedState;
use hashbrown::HashMap;
use jiff::civil::Date;

/// The words of a vocabulary column as far as they were understood.
pub(super) type Words<'s, T> = HashMap<&'s str, Option<T>, FixedState>;

/// How the dates of a column are to be read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dates {
    order: values::Order,
    any: bool,
}

impl<'s> Reader<'s> {
    /// A cell whose value cannot be used; `expected` says what would be.
    pub(super) fn bad_value(&mut self, cell: Cell<'s>, expected: &str) {
        let message = format!(
            "`{}` in column {} of {} is not {expected}",
            shown(cell.text),
            cell.header(),
            cell.sheet.short()
        );
        let issue = self.issue(IssueKind::BadValue, cell.place(), message);
        issue.help = Some("correct the cell; it counts as blank until then".to_owned());
        issue.subjects = row_subject(cell.sheet, cell.record).into_iter().collect();
    }

    /// Understands the words of a column. Where none is known the column is a free label and gets
    /// one note; where some are, each other is an issue.
    pub(super) fn words<T: Term>(&mut self, sheet: &'s Sheet, column: Column) -> Words<'s, T> {
        self.words_or(sheet, column, |_| None)
    }

    /// The same, where other words than those of the vocabulary may be understood as well.
    pub(super) fn words_or<T: Term>(
        &mut self,
        sheet: &'s Sheet,
        column: Column,
        other: fn(&str) -> Option<T>,
    ) -> Words<'s, T> {
        let mut words: Words<'s, T> = HashMap::default();
        if !sheet.has(column) {
            return words;
        }
        let mapped = sheet.values.iter().filter(|(known, _)| *known == column);
        let mapped: Vec<&(String, String)> = mapped.flat_map(|(_, pairs)| pairs).collect();
        for record in sheet.records() {
            let cell = sheet.cell(record, column);
            if !cell.is_empty() && !words.contains_key(cell) {
                let ours = mapped.iter().find(|(theirs, _)| theirs.trim() == cell);
                let word = ours.map_or(cell, |(_, ours)| ours);
                let outside = word.split_once('(').map_or(word, |(outside, _)| outside);
                let known = T::parse(word).or_else(|| T::parse(outside));
                words.insert(cell, known.or_else(|| other(word)));
            }
        }
        if words.is_empty() || words.values().all(Option::is_some) {
            return words;
        }
        if words.values().all(Option::is_none) {
            let mut seen: Vec<&str> = words.keys().copied().collect();
            seen.sort_unstable();
            let some: Vec<_> = seen.iter().take(3).map(|word| shown(word)).collect();
            let header = sheet
                .index_of(column)
                .map_or("", |index| sheet.header_at(index));
            self.note(format!(
                "{}: none of the {} words of column {header} ({}{}) is one of {}; they are kept as labels. Map them in orglint.toml under values to make them count.",
                sheet.short(),
                seen.len(),
                some.join(", "),
                if seen.len() > 3 { " …" } else { "" },
                values::words::<T>(),
            ));
            return words;
        }
        if column == Column::Status {
            self.note_labels(sheet, column, &words);
            return words;
        }
        for record in sheet.records() {
            let cell = Cell::of(sheet, record, column);
            if words.get(cell.text).is_some_and(Option::is_none) {
                let expected = values::nearest_word::<T>(cell.text).map_or_else(
                    || format!("one of {}", values::words::<T>()),
                    |near| format!("one of {}; did you mean `{near}`?", values::words::<T>()),
                );
                self.bad_value(cell, &expected);
            }
        }
        words
    }

    /// One note for the states that nobody can know all of.
    fn note_labels<T: Term>(&mut self, sheet: &Sheet, column: Column, words: &Words<'s, T>) {
        let unknown = words.iter().filter(|(_, known)| known.is_none());
        let mut seen: Vec<&str> = unknown.map(|(word, _)| *word).collect();
        seen.sort_unstable();
        let some: Vec<_> = seen.iter().take(5).map(|word| shown(word)).collect();
        self.note(format!(
            "{}: {} words of column {} are not understood and count as blank ({}{}); map them in orglint.toml under values.",
            sheet.short(),
            seen.len(),
            sheet.index_of(column).map_or("", |index| sheet.header_at(index)),
            some.join(", "),
            if seen.len() > 5 { " …" } else { "" }
        ));
    }

    /// Inspects the dates of a column. Where none can be read it gets one note.
    pub(super) fn dates(&mut self, sheet: &'s Sheet, column: Column) -> Dates {
        let cells = || {
            sheet
                .records()
                .map(|record| sheet.cell(record, column))
                .filter(|cell| !values::is_no_date(cell))
        };
        if !sheet.has(column) {
            let order = values::order(std::iter::empty());
            return Dates { order, any: false };
        }
        let order = values::order(cells());
        let any = cells().any(|cell| values::date(cell, order).is_some());
        if !any && let Some(first) = cells().next() {
            let header = sheet
                .index_of(column)
                .map_or("", |index| sheet.header_at(index));
            self.note(format!(
                "{}: column {header} holds no date that could be read (the first is `{}`); it is left aside.",
                sheet.short(),
                shown(first)
            ));
        }
        Dates { order, any }
    }

    /// The date in a cell; an issue where it cannot be read though others of its column can.
    pub(super) fn date(&mut self, cell: Cell<'s>, dates: Dates) -> Option<Date> {
        if values::is_no_date(cell.text) {
            return None;
        }
        let date = values::date(cell.text, dates.order);
        if let Some(date) = date
            && self.options.as_of.is_none_or(|day| date <= day)
            && self.org.newest.is_none_or(|(newest, _)| date > newest)
        {
            self.org.newest = Some((date, cell.place()));
        }
        if date.is_none() && dates.any {
            self.bad_value(cell, "a date such as 2024-03-01");
        }
        date
    }

    /// Both ends of an interval; an issue where the end comes first.
    pub(super) fn interval(
        &mut self,
        sheet: &'s Sheet,
        record: usize,
        columns: [(Column, Dates); 2],
    ) -> (Option<Date>, Option<Date>) {
        let [start, end] =
            columns.map(|(column, dates)| self.date(Cell::of(sheet, record, column), dates));
        if let (Some(first), Some(last)) = (start, end)
            && last < first
        {
            let message = format!("ends on {last}, before it starts on {first}");
            let subjects = row_subject(sheet, record);
            let other = Cell::of(sheet, record, columns[0].0).place();
            let place = Cell::of(sheet, record, columns[1].0).place();
            let what = self.row_called(sheet, record);
            let issue = self.issue(IssueKind::BadInterval, place, format!("{what} {message}"));
            issue.help = Some("exchange or correct the two dates".to_owned());
            issue.related.push((other, "starts here".to_owned()));
            issue.subjects = subjects.into_iter().collect();
        }
        (start, end)
    }

    /// A number from 0 to `most`; an issue where it is none.
    pub(super) fn number(&mut self, cell: Cell<'s>, most: f64) -> Option<f64> {
        if cell.text.is_empty() {
            return None;
        }
        let number = values::number(cell.text).filter(|number| (0.0..=most).contains(number));
        if number.is_none() {
            self.bad_value(cell, &format!("a number from 0 to {most}"));
        }
        number
    }

    /// Yes or no; an issue where it is neither.
    pub(super) fn truth(&mut self, cell: Cell<'s>) -> Option<bool> {
        if cell.text.is_empty() {
            return None;
        }
        let truth = values::truth(cell.text);
        if truth.is_none() {
            self.bad_value(cell, "yes or no");
        }
        truth
    }
}
