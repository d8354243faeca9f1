//! Text of a table to its cells: delimiter, quotes, records. Knows nothing of headers.
//!
//! The cells are copied once into one string, trimmed and unquoted; a cell is then two numbers.
//! The same `csv` parser counts the records here and finds their places in `source`.

use csv::{ReaderBuilder, StringRecord};

/// Delimiters that are looked for, the commonest first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Quotes without end that are mended in one file before it is read as it stands.
const MENDED: usize = 16;

/// Cells of a file. Records count from 0 and blank lines are no records.
#[derive(Debug, Default)]
pub(super) struct Grid {
    data: String,
    /// End of each cell in `data`.
    ends: Vec<u32>,
    /// First cell of each record, and one past the last.
    firsts: Vec<u32>,
}

impl Grid {
    /// Reads all records of a text.
    pub(super) fn parse(text: &str, delimiter: u8) -> Self {
        let mut grid = Self {
            data: String::with_capacity(text.len()),
            ends: Vec::new(),
            firsts: vec![0],
        };
        let mut reader = ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut record = StringRecord::new();
        // Reading from memory into valid text cannot fail; a failure would end the table early.
        while matches!(reader.read_record(&mut record), Ok(true)) {
            for cell in &record {
                grid.data.push_str(cell.trim());
                grid.ends.push(grid.data.len() as u32);
            }
            grid.firsts.push(grid.ends.len() as u32);
        }
        grid
    }

    /// Number of records, the header among them.
    pub(super) fn records(&self) -> usize {
        self.firsts.len().saturating_sub(1)
    }

    /// Number of cells of a record.
    pub(super) fn width(&self, record: usize) -> usize {
        (self.firsts[record + 1] - self.firsts[record]) as usize
    }

    /// A cell, trimmed; empty where the record is too short.
    pub(super) fn cell(&self, record: usize, column: usize) -> &str {
        if column >= self.width(record) {
            return "";
        }
        let at = self.firsts[record] as usize + column;
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.data[start as usize..self.ends[at] as usize]
    }

    /// All cells of a record.
    pub(super) fn cells(&self, record: usize) -> impl Iterator<Item = &str> {
        (0..self.width(record)).map(move |column| self.cell(record, column))
    }

    /// Whether no cell of the record holds anything.
    pub(super) fn is_blank(&self, record: usize) -> bool {
        let (from, to) = (self.firsts[record], self.firsts[record + 1]);
        let start = |at: u32| {
            if at == 0 {
                0
            } else {
                self.ends[at as usize - 1]
            }
        };
        start(from) == start(to)
    }
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

/// Replaces each quote that is never closed by a blank, so that the rows after it can be read.
/// Returns the bytes of those quotes.
pub(super) fn mend_quotes(text: &mut String, delimiter: u8) -> Vec<usize> {
    let mut mended = Vec::new();
    while mended.len() < MENDED
        && let Some(at) = unclosed_quote(text.as_bytes(), delimiter)
    {
        text.replace_range(at..=at, " ");
        mended.push(at);
    }
    mended
}

/// Where a quoted cell opens that the text never closes.
fn unclosed_quote(bytes: &[u8], delimiter: u8) -> Option<usize> {
    let mut opened = None;
    let (mut cell_start, mut at) = (true, 0);
    while let Some(byte) = bytes.get(at) {
        if opened.is_some() {
            if *byte == b'"' {
                if bytes.get(at + 1) == Some(&b'"') {
                    at += 1;
                } else {
                    opened = None;
                }
            }
            cell_start = false;
        } else if *byte == b'"' && cell_start {
            opened = Some(at);
        } else {
            cell_start = *byte == delimiter || matches!(byte, b'\n' | b'\r');
        }
        at += 1;
    }
    opened
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let mut text = text.to_owned();
        let delimiter = delimiter(&text);
        let mended = mend_quotes(&mut text, delimiter);
        let grid = Grid::parse(&text, delimiter);
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
