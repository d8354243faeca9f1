//! Texts of the input files and the places in them: which file, row and cell, and on request the
//! line and column. Knows nothing of people or teams.
//!
//! A record keeps only its file and row number. Lines and columns are found when a finding is
//! reported, by one scan per file with the same parser that read it, because the positions that
//! the `csv` crate reports are off after CRLF line ends and blank lines.

use std::collections::BTreeMap;

/// Number of a file in [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// One record of a table. Row 0 is the header, row 1 the first record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Row {
    /// The file.
    pub file: FileId,
    /// Number of the record as the parser counts them; blank lines are no records.
    pub number: u32,
}

impl Row {
    /// The whole record.
    pub fn place(self) -> Place {
        Place {
            file: self.file,
            at: At::Row(self.number),
        }
    }

    /// One cell of the record, or the whole record where the column is not in the file.
    pub fn cell(self, column: Option<u16>) -> Place {
        column.map_or_else(
            || self.place(),
            |column| Place {
                file: self.file,
                at: At::Cell(self.number, column),
            },
        )
    }
}

/// Where inside a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum At {
    /// The file as such.
    File,
    /// A record.
    Row(u32),
    /// A cell: record and column, the column counted from 0.
    Cell(u32, u16),
    /// A range of bytes of the decoded text, for formats that are not tables.
    Bytes(u32, u32),
}

/// A place that a finding can point at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// Where in it.
    pub at: At,
}

impl Place {
    /// The file as such.
    pub fn file(file: FileId) -> Self {
        Self { file, at: At::File }
    }

    fn row(self) -> Option<u32> {
        match self.at {
            At::Row(row) | At::Cell(row, _) => Some(row),
            At::File | At::Bytes(..) => None,
        }
    }
}

/// A place in the terms of an editor. Lines and columns count from 1, columns in Unicode scalar
/// values; `start..end` are the bytes of the decoded text, on the first line of the place only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// Line of the first character.
    pub line: u32,
    /// Column of the first character.
    pub column: u32,
    /// Column after the last character on that line.
    pub end_column: u32,
    /// First byte.
    pub start: usize,
    /// Byte after the last on that line.
    pub end: usize,
}

/// One input file, decoded.
#[derive(Debug)]
pub struct Source {
    /// Path as shown to the user, with `/` between its parts.
    pub name: String,
    /// Decoded text without byte order mark.
    pub text: String,
    /// Delimiter of its cells; 0 for a file that is not a table.
    pub delimiter: u8,
}

impl Source {
    /// The name without the folders before it, which differ from one checkout to the next.
    pub fn short_name(&self) -> &str {
        short_name(&self.name)
    }
}

/// The last part of a path as [`Source::name`] writes it.
pub fn short_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// All input files.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
    /// Where what the files say is withheld: the cells that may be asked for, as they may be told.
    told: Option<BTreeMap<Place, String>>,
}

impl Sources {
    /// Adds a file.
    pub fn add(&mut self, source: Source) -> FileId {
        let text = match self.told {
            None => source.text,
            Some(_) => masked(&source.text, source.delimiter),
        };
        self.files.push(Source { text, ..source });
        FileId(self.files.len() as u32 - 1)
    }

    /// Withholds what the files say: of every cell only its place stays, and of a few what may be told.
    pub fn withhold(&mut self, told: BTreeMap<Place, String>) {
        for file in &mut self.files {
            file.text = masked(&file.text, file.delimiter);
        }
        self.told = Some(told);
    }

    /// Whether places may be told, but not what stands there.
    pub fn is_withheld(&self) -> bool {
        self.told.is_some()
    }

    /// Lets go of all texts; names and numbers stay.
    pub fn forget_texts(&mut self) {
        for source in &mut self.files {
            source.text = String::new();
        }
    }

    /// The file with this number.
    pub fn get(&self, file: FileId) -> &Source {
        &self.files[file.0 as usize]
    }

    /// All files in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        self.files
            .iter()
            .enumerate()
            .map(|(index, source)| (FileId(index as u32), source))
    }

    /// The location of one place.
    pub fn locate(&self, place: Place) -> Location {
        self.locate_all([place])
            .into_values()
            .next()
            .unwrap_or(START)
    }

    /// What stands at many places, as far as their first line goes and without the quotes around a
    /// cell; one scan per file.
    pub fn texts(&self, places: impl IntoIterator<Item = Place>) -> BTreeMap<Place, &str> {
        if let Some(told) = &self.told {
            let text = |place| told.get(&place).map_or("", String::as_str);
            return places
                .into_iter()
                .map(|place| (place, text(place)))
                .collect();
        }
        self.locate_all(places)
            .into_iter()
            .map(|(place, location)| {
                let text = &self.get(place.file).text;
                let cell = text.get(location.start..location.end).unwrap_or("");
                (place, cell.trim().trim_matches('"').trim())
            })
            .collect()
    }

    /// The locations of many places, with one scan per file.
    pub fn locate_all(&self, places: impl IntoIterator<Item = Place>) -> BTreeMap<Place, Location> {
        let mut found: BTreeMap<Place, Location> =
            places.into_iter().map(|place| (place, START)).collect();
        let mut by_file: BTreeMap<FileId, Vec<Place>> = BTreeMap::new();
        for place in found.keys() {
            by_file.entry(place.file).or_default().push(*place);
        }
        for (file, places) in by_file {
            let source = self.get(file);
            let ranges = ranges(source, &places);
            let mut cursor = LineCursor::default();
            let mut order: Vec<usize> = (0..places.len()).collect();
            order.sort_by_key(|&index| ranges[index]);
            for index in order {
                let (start, end) = ranges[index];
                found.insert(places[index], cursor.locate(&source.text, start, end));
            }
        }
        found
    }
}

/// The text with every letter, figure and sign replaced, character by character, so that rows, cells and
/// columns stay where they are.
fn masked(text: &str, delimiter: u8) -> String {
    let keeps = |c: char| c == '"' || c.is_whitespace() || c == char::from(delimiter);
    text.chars()
        .map(|c| if keeps(c) { c } else { 'x' })
        .collect()
}

/// The beginning of a file.
const START: Location = Location {
    line: 1,
    column: 1,
    end_column: 1,
    start: 0,
    end: 0,
};

/// Byte ranges of the places of one file.
fn ranges(source: &Source, places: &[Place]) -> Vec<(usize, usize)> {
    let last = places.iter().filter_map(|place| place.row()).max();
    let wanted: Vec<bool> = last.map_or_else(Vec::new, |last| {
        let mut wanted = vec![false; last as usize + 1];
        for row in places.iter().filter_map(|place| place.row()) {
            wanted[row as usize] = true;
        }
        wanted
    });
    let rows = scan_rows(source.text.as_bytes(), source.delimiter, &wanted);
    let trim = |(start, end): (usize, usize)| trimmed(&source.text, start, end);
    places
        .iter()
        .map(|place| match place.at {
            At::File => (0, source.text.find('\n').unwrap_or(source.text.len())),
            At::Bytes(start, end) => (start as usize, end as usize),
            At::Row(row) => rows
                .get(&row)
                .and_then(|cells| Some((cells.first()?.0, cells.last()?.1)))
                .map_or((0, 0), trim),
            At::Cell(row, column) => rows
                .get(&row)
                .and_then(|cells| cells.get(usize::from(column)).or(cells.last()))
                .copied()
                .map_or((0, 0), trim),
        })
        .collect()
}

/// Cuts white space off both ends of a range, but never to nothing.
fn trimmed(text: &str, start: usize, end: usize) -> (usize, usize) {
    let Some(cell) = text.get(start..end) else {
        return (start, end);
    };
    let inner = cell.trim();
    if inner.is_empty() {
        return (start, end);
    }
    let skipped = cell.len() - cell.trim_start().len();
    (start + skipped, start + skipped + inner.len())
}

/// Byte ranges of the cells of the wanted records, quotes included.
fn scan_rows(bytes: &[u8], delimiter: u8, wanted: &[bool]) -> BTreeMap<u32, Vec<(usize, usize)>> {
    use csv_core::{ReadFieldResult, ReaderBuilder};
    let mut rows = BTreeMap::new();
    if wanted.is_empty() {
        return rows;
    }
    let mut reader = ReaderBuilder::new().delimiter(delimiter).build();
    let mut scratch = vec![0_u8; 4096];
    let (mut at, mut start, mut row) = (0, 0, 0_u32);
    let mut cells = Vec::new();
    let mut fresh = true;
    loop {
        if fresh {
            at = skip_line_ends(bytes, at);
            start = at;
            fresh = false;
        }
        let (result, read, _) = reader.read_field(&bytes[at..], &mut scratch);
        at += read;
        match result {
            // At the end of the text one more call with empty input flushes the last cell.
            ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
            ReadFieldResult::Field { record_end } => {
                let end = cell_end(bytes, start, at, delimiter);
                cells.push((start, end));
                start = at;
                if record_end {
                    let done = std::mem::take(&mut cells);
                    if wanted.get(row as usize) == Some(&true) {
                        rows.insert(row, done);
                    }
                    row += 1;
                    fresh = true;
                    if row as usize >= wanted.len() {
                        return rows;
                    }
                }
            }
            ReadFieldResult::End => return rows,
        }
    }
}

fn skip_line_ends(bytes: &[u8], mut at: usize) -> usize {
    while matches!(bytes.get(at), Some(b'\r' | b'\n')) {
        at += 1;
    }
    at
}

/// The parser has consumed the delimiter or line end behind the cell; this takes it off again.
fn cell_end(bytes: &[u8], start: usize, at: usize, delimiter: u8) -> usize {
    let mut end = at;
    if end > start && (bytes[end - 1] == delimiter || matches!(bytes[end - 1], b'\r' | b'\n')) {
        let closed = bytes[end - 1];
        end -= 1;
        if closed == b'\n' && end > start && bytes[end - 1] == b'\r' {
            end -= 1;
        }
    }
    end
}

/// Counts lines forwards, so that many places of one file cost one pass.
#[derive(Default)]
struct LineCursor {
    line_start: usize,
    line: u32,
    at: usize,
}

impl LineCursor {
    fn locate(&mut self, text: &str, start: usize, end: usize) -> Location {
        let bytes = text.as_bytes();
        let start = start.min(bytes.len());
        for (offset, _) in bytes[self.at..start]
            .iter()
            .enumerate()
            .filter(|(_, byte)| **byte == b'\n')
        {
            self.line += 1;
            self.line_start = self.at + offset + 1;
        }
        self.at = start;
        let rest = &bytes[start..end.clamp(start, bytes.len())];
        let first_line = rest
            .iter()
            .position(|byte| matches!(byte, b'\n' | b'\r'))
            .unwrap_or(rest.len());
        let end = start + first_line;
        let count = |from: usize, to: usize| text.get(from..to).map_or(0, |t| t.chars().count());
        let column = count(self.line_start, start) as u32 + 1;
        Location {
            line: self.line + 1,
            column,
            end_column: column + count(start, end) as u32,
            start,
            end,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(text: &str) -> Sources {
        let mut sources = Sources::default();
        sources.add(Source {
            name: "people.csv".to_owned(),
            text: text.to_owned(),
            delimiter: b',',
        });
        sources
    }

    fn cell(row: u32, column: u16) -> Place {
        Row {
            file: FileId(0),
            number: row,
        }
        .cell(Some(column))
    }

    fn shown(text: &str, place: Place) -> String {
        let found = sources(text).locate(place);
        format!(
            "{}:{}-{} {}",
            found.line,
            found.column,
            found.end_column,
            &text[found.start..found.end]
        )
    }

    #[test]
    fn finds_cells_after_crlf_blank_lines_and_quotes() {
        let text = "id,name\r\n\r\n\r\na,\"Lind, Ana\"\r\nb,\"two\r\nlines\"\r\nc,  Bo  \r\n";
        assert_eq!(shown(text, cell(0, 1)), "1:4-8 name");
        assert_eq!(shown(text, cell(1, 0)), "4:1-2 a");
        assert_eq!(shown(text, cell(1, 1)), "4:3-14 \"Lind, Ana\"");
        assert_eq!(shown(text, cell(2, 1)), "5:3-7 \"two");
        assert_eq!(shown(text, cell(3, 1)), "7:5-7 Bo");
    }

    #[test]
    fn columns_count_characters_and_short_rows_point_at_their_last_cell() {
        let text = "id,name,manager\nzoë,Ünal,x\nb";
        assert_eq!(shown(text, cell(1, 1)), "2:5-9 Ünal");
        assert_eq!(shown(text, cell(2, 2)), "3:1-2 b");
    }

    #[test]
    fn agrees_with_the_csv_reader_on_every_cell() {
        let text = "a;b\n\n1;\"x;y\"\n2;\"q\"\"q\"\n\n3;\n";
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(b';')
            .has_headers(false)
            .from_reader(text.as_bytes());
        let wanted = vec![true; 4];
        let scanned = scan_rows(text.as_bytes(), b';', &wanted);
        for (number, record) in reader.records().enumerate() {
            let cells = &scanned[&(number as u32)];
            for (range, value) in cells.iter().zip(record.unwrap().iter()) {
                let raw = &text[range.0..range.1];
                let inner = raw.trim_matches('"').replace("\"\"", "\"");
                assert_eq!(inner, value);
            }
        }
    }

    #[test]
    fn what_is_withheld_keeps_its_place() {
        let text = "id,name\nzoë,\"Ünal, Z\"\n";
        let mut sources = sources(text);
        let before = sources.locate(cell(1, 1));
        sources.withhold(BTreeMap::from([(cell(1, 0), "p-1".to_owned())]));
        let after = sources.locate(cell(1, 1));
        let at = |l: Location| (l.line, l.column, l.end_column);
        assert_eq!(at(before), at(after));
        assert_eq!(sources.get(FileId(0)).text, "xx,xxxx\nxxx,\"xxxx, x\"\n");
        let texts = sources.texts([cell(1, 0), cell(1, 1)]);
        assert_eq!(texts.into_values().collect::<Vec<_>>(), ["p-1", ""]);
        assert!(sources.is_withheld());
    }

    #[test]
    fn many_places_cost_one_pass_and_come_back_in_order() {
        let text = "id\na\nb\nc\n";
        let places = [cell(3, 0), cell(1, 0)];
        let lines: Vec<u32> = sources(text)
            .locate_all(places)
            .values()
            .map(|l| l.line)
            .collect();
        assert_eq!(lines, [2, 4]);
    }
}
