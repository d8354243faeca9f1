//! Text of a table to the ends of its cells, in parallel: every chunk begins where a record seems to
//! begin, and is read again from where the chunk before it ended if that was a guess inside quotes.
//! Knows delimiters, quotes and line ends, and nothing of what cells hold.
//!
//! The records are those of the `csv` crate (tests hold the two against each other): a quote opens a
//! cell only as its first byte, `""` inside is a quote, what follows the closing quote belongs to the
//! cell, line ends before a record are skipped.

use memchr::{memchr, memchr3};
use rayon::prelude::*;

/// Bytes of a chunk; a smaller text is read in one go.
const CHUNK: usize = 1 << 20;

/// Where the cells of a text end.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Split {
    /// Byte behind each cell, modulo 2³².
    pub ends: Vec<u32>,
    /// Number of cells of each record.
    pub widths: Vec<u32>,
    /// Cells whose value is no part of the text, by number, with their values.
    pub odd: Vec<(usize, Box<str>)>,
    /// The quote that opens a cell which is never closed.
    pub open: Option<usize>,
}

/// The records of a range of the text.
#[derive(Debug, Default)]
struct Chunk {
    from: usize,
    /// Where the record after the last one begins, line ends before it aside.
    next: usize,
    split: Split,
}

/// Splits a text.
pub(super) fn split(text: &str, delimiter: u8) -> Split {
    split_by(text, delimiter, CHUNK)
}

fn split_by(text: &str, delimiter: u8, size: usize) -> Split {
    let bounds = bounds(text.as_bytes(), size);
    let chunks: Vec<Chunk> = bounds
        .par_windows(2)
        .map(|bound| Scan { text, delimiter }.chunk(bound[0], bound[1]))
        .collect();
    join(text, delimiter, chunks, &bounds)
}

/// Byte order mark, which may stand in front a second time.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// Where chunks begin, and the end of the text: each behind a line end.
fn bounds(bytes: &[u8], size: usize) -> Vec<usize> {
    let mut bounds = vec![if bytes.starts_with(MARK) {
        MARK.len()
    } else {
        0
    }];
    let mut at = size;
    while at < bytes.len() {
        let Some(line) = memchr(b'\n', &bytes[at..]) else {
            break;
        };
        bounds.push(at + line + 1);
        at = (at + line + 1).max(at + size);
    }
    bounds.push(bytes.len());
    bounds.dedup();
    if bounds.len() < 2 {
        bounds.push(bytes.len());
    }
    bounds
}

/// Puts chunks together. One that began inside a quoted cell is read again.
fn join(text: &str, delimiter: u8, chunks: Vec<Chunk>, bounds: &[usize]) -> Split {
    let cells = chunks.iter().map(|chunk| chunk.split.ends.len()).sum();
    let records = chunks.iter().map(|chunk| chunk.split.widths.len()).sum();
    let mut whole = Split {
        ends: Vec::with_capacity(cells),
        widths: Vec::with_capacity(records),
        ..Split::default()
    };
    let skip = |at: usize| skip_line_ends(text.as_bytes(), at);
    let mut next = bounds.first().copied().unwrap_or(0);
    for (mut chunk, to) in chunks.into_iter().zip(bounds.iter().skip(1)) {
        if skip(chunk.from) != skip(next) {
            chunk = Scan { text, delimiter }.chunk(next, *to);
        }
        next = chunk.next;
        let before = whole.ends.len();
        let odd = chunk.split.odd.into_iter();
        whole
            .odd
            .extend(odd.map(|(cell, value)| (cell + before, value)));
        whole.ends.extend(chunk.split.ends);
        whole.widths.extend(chunk.split.widths);
        whole.open = whole.open.or(chunk.split.open);
    }
    whole
}

/// The first byte from `at` on that is no line end.
pub(super) fn skip_line_ends(bytes: &[u8], mut at: usize) -> usize {
    while matches!(bytes.get(at), Some(b'\r' | b'\n')) {
        at += 1;
    }
    at
}

/// How a cell ended.
enum End {
    Delimiter,
    Record,
    /// The text ended inside quotes that open here.
    Open(usize),
}

#[derive(Clone, Copy)]
struct Scan<'t> {
    text: &'t str,
    delimiter: u8,
}

impl Scan<'_> {
    /// The records that begin in a range.
    fn chunk(self, from: usize, to: usize) -> Chunk {
        let bytes = self.text.as_bytes();
        let mut split = Split {
            ends: Vec::with_capacity(to.saturating_sub(from) / 8),
            ..Split::default()
        };
        let mut at = from;
        while at < to {
            at = skip_line_ends(bytes, at);
            if at >= to {
                break;
            }
            at = self.record(at, &mut split);
        }
        Chunk {
            from,
            next: at,
            split,
        }
    }

    /// Reads one record; gives the byte behind it.
    fn record(self, mut at: usize, split: &mut Split) -> usize {
        let first = split.ends.len();
        loop {
            let (end, how) = self.cell(at, split);
            split.ends.push(end as u32);
            at = end + 1;
            match how {
                End::Delimiter => {}
                End::Record => break,
                End::Open(quote) => {
                    split.open = Some(quote);
                    break;
                }
            }
        }
        split.widths.push((split.ends.len() - first) as u32);
        at.min(self.text.len())
    }

    /// Reads one cell; gives the byte of the delimiter or line end behind it.
    fn cell(self, start: usize, split: &mut Split) -> (usize, End) {
        let bytes = self.text.as_bytes();
        if bytes.get(start) != Some(&b'"') {
            return self.rest(start);
        }
        let Some((closing, doubled)) = closing_quote(bytes, start + 1) else {
            let value = unquoted(&self.text[start..]);
            split.odd.push((split.ends.len(), value));
            return (bytes.len(), End::Open(start));
        };
        let (end, how) = self.rest(closing + 1);
        if doubled || end > closing + 1 {
            let value = unquoted(&self.text[start..end]);
            split.odd.push((split.ends.len(), value));
        }
        (end, how)
    }

    /// What is left of a cell outside quotes.
    fn rest(self, from: usize) -> (usize, End) {
        let bytes = self.text.as_bytes();
        let behind = bytes.get(from..).unwrap_or(&[]);
        let Some(length) = memchr3(self.delimiter, b'\n', b'\r', behind) else {
            return (bytes.len(), End::Record);
        };
        let how = if behind[length] == self.delimiter {
            End::Delimiter
        } else {
            End::Record
        };
        (from + length, how)
    }
}

/// The quote that closes a cell, and whether it holds doubled ones.
fn closing_quote(bytes: &[u8], mut at: usize) -> Option<(usize, bool)> {
    let mut doubled = false;
    loop {
        at += memchr(b'"', bytes.get(at..)?)?;
        if bytes.get(at + 1) != Some(&b'"') {
            return Some((at, doubled));
        }
        doubled = true;
        at += 2;
    }
}

/// The trimmed value of a cell that begins with a quote.
fn unquoted(cell: &str) -> Box<str> {
    let mut value = String::with_capacity(cell.len());
    let mut rest = cell.get(1..).unwrap_or("");
    while let Some((before, behind)) = rest.split_once('"') {
        value.push_str(before);
        let Some(doubled) = behind.strip_prefix('"') else {
            value.push_str(behind);
            return value.trim().into();
        };
        value.push('"');
        rest = doubled;
    }
    value.push_str(rest);
    value.trim().into()
}

#[cfg(test)]
mod tests {
    use super::super::grid::Grid;
    use super::*;
    use proptest::prelude::*;

    /// What the `csv` crate reads.
    fn oracle(text: &str) -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let rows = reader.records().map(|row| {
            let row = row.unwrap();
            row.iter().map(|cell| cell.trim().to_owned()).collect()
        });
        rows.collect()
    }

    fn ours(text: &str) -> Vec<Vec<String>> {
        let grid = Grid::parse(text, b',');
        let row = |record| grid.cells(record).map(str::to_owned).collect();
        (0..grid.records()).map(row).collect()
    }

    #[test]
    fn records_are_those_of_the_csv_crate() {
        for text in [
            "",
            "\n\r\n",
            "a",
            "a,",
            "a,b\n\n\r\nc,d\r\n",
            "a\rb\r\n\rc",
            "\"a\"\"b\",\"c\nd\"\n\"e\"f,g\"h\n",
            "\"open\nnever,closed",
            "\"\",\"\"\"\"\n , x y ,\u{a0}\n",
            "\"a\",\n\"b\"",
        ] {
            assert_eq!(ours(text), oracle(text), "{text:?}");
        }
    }

    #[test]
    fn an_open_quote_is_found() {
        assert_eq!(split("a,\"b\nc", b',').open, Some(2));
        assert_eq!(split("a,\"b\"\nc\"", b',').open, None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn any_text_is_read_alike_in_chunks_of_any_size(
            text in "[ab\",\n\r ü]{0,40}",
            size in 1..12_usize,
        ) {
            prop_assert_eq!(ours(&text), oracle(&text));
            let whole = split(&text, b',');
            prop_assert_eq!(split_by(&text, b',', size), whole);
        }
    }
}
