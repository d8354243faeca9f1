//! Text of a table to its cells: delimiter, quotes, records. Knows nothing of headers.
//!
//! The text is shared and never copied: a cell is the number of the byte behind it. Only a cell with
//! quotes inside has a string of its own.

use super::split::{Split, skip_line_ends, split};
use std::sync::Arc;

/// Delimiters that are looked for, the commonest first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Quotes without end that are mended in one file before it is read as it stands.
const MENDED: usize = 16;

/// Cells of a file. Records count from 0 and blank lines are no records.
#[derive(Debug, Default)]
pub(super) struct Grid {
    text: Arc<String>,
    /// Byte behind each cell, modulo 2³².
    ends: Vec<u32>,
    /// Cells before which `ends` begins anew from 0: none in a text of less than 4 GiB.
    wraps: Vec<usize>,
    rows: Rows,
    /// Cells whose value is no part of the text, by number.
    odd: Vec<(usize, Box<str>)>,
}

/// Which cells a record has.
#[derive(Debug)]
enum Rows {
    /// This many records of so many cells each.
    Even(usize, usize),
    /// First cell of each record, and one past the last.
    Ragged(Vec<u32>),
}

impl Default for Rows {
    fn default() -> Self {
        Self::Even(0, 0)
    }
}

impl Rows {
    fn new(widths: &[u32]) -> Self {
        let first = widths.first().copied().unwrap_or(0);
        if widths.iter().all(|width| *width == first) {
            return Self::Even(widths.len(), first as usize);
        }
        let starts = widths.iter().scan(0, |next, width| {
            *next += width;
            Some(*next)
        });
        Self::Ragged(std::iter::once(0).chain(starts).collect())
    }

    fn first(&self, record: usize) -> usize {
        match self {
            Self::Even(_, width) => record * width,
            Self::Ragged(firsts) => firsts[record] as usize,
        }
    }
}

impl Grid {
    /// Reads all records of a text. Quotes that are never closed stay as they are.
    pub(super) fn parse(text: &str, delimiter: u8) -> Self {
        Self::new(Arc::new(text.to_owned()), split(text, delimiter))
    }

    fn new(text: Arc<String>, split: Split) -> Self {
        let mut wraps = Vec::new();
        if u32::try_from(text.len()).is_err() {
            let pairs = split.ends.windows(2).enumerate();
            wraps.extend(
                pairs
                    .filter(|(_, two)| two[1] < two[0])
                    .map(|(at, _)| at + 1),
            );
        }
        Self {
            text,
            rows: Rows::new(&split.widths),
            ends: split.ends,
            wraps,
            odd: split.odd,
        }
    }

    /// Number of records, the header among them.
    pub(super) fn records(&self) -> usize {
        match &self.rows {
            Rows::Even(records, _) => *records,
            Rows::Ragged(firsts) => firsts.len().saturating_sub(1),
        }
    }

    /// Whether all records have as many cells.
    pub(super) fn is_even(&self) -> bool {
        matches!(self.rows, Rows::Even(..))
    }

    /// Number of cells of a record.
    pub(super) fn width(&self, record: usize) -> usize {
        match &self.rows {
            Rows::Even(_, width) => *width,
            Rows::Ragged(firsts) => (firsts[record + 1] - firsts[record]) as usize,
        }
    }

    /// A cell, trimmed; empty where the record is too short.
    pub(super) fn cell(&self, record: usize, column: usize) -> &str {
        if column >= self.width(record) {
            return "";
        }
        let cell = self.rows.first(record) + column;
        let start = if column == 0 {
            self.start(cell)
        } else {
            self.end(cell - 1) + 1
        };
        self.value(cell, self.text.get(start..self.end(cell)).unwrap_or(""))
    }

    /// Where a record begins that begins with this cell.
    fn start(&self, cell: usize) -> usize {
        let before = cell.checked_sub(1).map(|before| self.end(before));
        let marked = if self.text.starts_with('\u{feff}') {
            3
        } else {
            0
        };
        skip_line_ends(self.text.as_bytes(), before.unwrap_or(marked))
    }

    fn end(&self, cell: usize) -> usize {
        let low = self.ends[cell] as usize;
        if self.wraps.is_empty() {
            return low;
        }
        low + (self.wraps.partition_point(|wrap| *wrap <= cell) << 32)
    }

    fn value<'g>(&'g self, cell: usize, raw: &'g str) -> &'g str {
        let (Some(first), Some(last)) = (raw.as_bytes().first(), raw.as_bytes().last()) else {
            return "";
        };
        if *first == b'"' {
            let known = self.odd.binary_search_by_key(&cell, |(cell, _)| *cell);
            return match known {
                Ok(at) => &self.odd[at].1,
                Err(_) => raw.get(1..raw.len() - 1).unwrap_or("").trim(),
            };
        }
        if first.is_ascii_graphic() && last.is_ascii_graphic() {
            return raw;
        }
        raw.trim()
    }

    /// All cells of a record.
    pub(super) fn cells(&self, record: usize) -> impl Iterator<Item = &str> {
        let first = self.rows.first(record);
        let mut next = 0;
        (first..first + self.width(record)).map(move |cell| {
            let start = if cell == first {
                self.start(cell)
            } else {
                next
            };
            let end = self.end(cell);
            next = end + 1;
            self.value(cell, self.text.get(start..end).unwrap_or(""))
        })
    }

    /// Whether no cell of the record holds anything.
    pub(super) fn is_blank(&self, record: usize) -> bool {
        self.cells(record).all(str::is_empty)
    }

    /// Bytes at which every so many records begin, from the header on.
    pub(super) fn marks(&self, every: usize) -> Vec<u64> {
        let records = (0..self.records()).step_by(every);
        let starts = records.map(|record| self.start(self.rows.first(record)) as u64);
        starts.collect()
    }
}

/// Splits a text into cells. Each quote that is never closed is replaced by a blank, so that the rows
/// after it can be read; gives the bytes of those quotes.
pub(super) fn read(mut text: String, delimiter: u8) -> (Arc<String>, Grid, Vec<usize>) {
    let mut mended = Vec::new();
    let mut found = split(&text, delimiter);
    while mended.len() < MENDED
        && let Some(at) = found.open
    {
        text.replace_range(at..=at, " ");
        mended.push(at);
        found = split(&text, delimiter);
    }
    let text = Arc::new(text);
    let grid = Grid::new(Arc::clone(&text), found);
    (text, grid, mended)
}

/// The delimiter that occurs outside quotes as often as in the header on most of the first lines;
/// where the header has none, the one that most lines have.
pub(super) fn delimiter(text: &str) -> u8 {
    let declared = text
        .strip_prefix("sep=")
        .and_then(|rest| rest.bytes().next());
    if let Some(declared) = declared.filter(|byte| can_delimit(*byte)) {
        return declared;
    }
    let lines = counts(text);
    let score = |index: usize| {
        let first = lines.first().map_or(0, |line| line[index]);
        let same = lines.iter().filter(|line| line[index] == first).count();
        let any: usize = lines.iter().map(|line| line[index].min(1)).sum();
        (same * first.min(1), any, first)
    };
    let best = (0..DELIMITERS.len())
        .rev()
        .max_by_key(|index| score(*index));
    best.map_or(b',', |index| DELIMITERS[index])
}

/// Whether a byte can stand between cells: part of a longer character would cut that in two, and
/// quotes and line ends mean something else.
pub fn can_delimit(byte: u8) -> bool {
    byte.is_ascii() && !byte.is_ascii_alphanumeric() && !matches!(byte, b'"' | b'\n' | b'\r')
}

/// How often each delimiter occurs outside quotes on each of the first lines.
fn counts(text: &str) -> Vec<[usize; 4]> {
    let mut lines = Vec::new();
    let (mut line, mut quoted, mut any) = ([0; 4], false, false);
    for byte in text.bytes().take(1 << 16) {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => {
                if any {
                    lines.push(line);
                    if lines.len() == 50 {
                        return lines;
                    }
                }
                (line, any) = ([0; 4], false);
            }
            _ if !quoted => {
                any = true;
                if let Some(index) = DELIMITERS.iter().position(|d| *d == byte) {
                    line[index] += 1;
                }
            }
            _ => {}
        }
    }
    if any {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let (_, grid, mended) = read(text.to_owned(), delimiter(text));
        let rows: Vec<String> = (0..grid.records())
            .map(|record| grid.cells(record).collect::<Vec<_>>().join("|"))
            .collect();
        let quotes = if mended.is_empty() {
            String::new()
        } else {
            format!(" {mended:?}")
        };
        format!("{}{quotes}", rows.join(" / "))
    }

    #[test]
    fn delimiters_are_found_by_inspection() {
        assert_eq!(shown("a,b\n1,2"), "a|b / 1|2");
        assert_eq!(shown("a;b\n1,5;2\n"), "a|b / 1,5|2");
        assert_eq!(shown("a\tb\n1\t2"), "a|b / 1|2");
        assert_eq!(shown("a|b\n1|2"), "a|b / 1|2");
        assert_eq!(shown("\"Lind, Ana\";b\n1;2"), "Lind, Ana|b / 1|2");
        assert_eq!(shown("id\np1\np2"), "id / p1 / p2");
        assert_eq!(shown(""), "");
    }

    #[test]
    fn a_declared_delimiter_must_be_able_to_delimit() {
        assert_eq!(shown("sep=#\na#b"), "sep=| / a|b");
        assert_eq!(shown("sep=§\na,b\nö,ç"), "sep=§ / a|b / ö|ç");
        assert_eq!(shown("sep=\na,b\n1,2"), "sep= / a|b / 1|2");
    }

    #[test]
    fn lists_inside_cells_do_not_win_over_the_delimiter() {
        let text = "id,name,targets\np1,Ana,a;b;c;d\np2,Bo,x;y\n";
        assert_eq!(shown(text), "id|name|targets / p1|Ana|a;b;c;d / p2|Bo|x;y");
    }

    #[test]
    fn cells_are_trimmed_and_unquoted() {
        assert_eq!(shown("a,b\r\n\r\n 1 ,\" x\"\"y \"\r\n"), "a|b / 1|x\"y");
    }

    #[test]
    fn rows_after_a_quote_without_end_are_read() {
        assert_eq!(
            shown("id,name\np1,\"Ana\np2,Bo\np3,Cy\n"),
            "id|name / p1|Ana / p2|Bo / p3|Cy [11]"
        );
    }

    #[test]
    fn blank_records_are_seen() {
        let grid = Grid::parse("a,b\n,\nx,\n", b',');
        assert!(grid.is_blank(1));
        assert!(!grid.is_blank(2));
    }
}
