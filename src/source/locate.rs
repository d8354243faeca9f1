//! Places to lines, columns and bytes. Only what stands between a marked record and the place is read
//! again, with the same parser that cut the cells; line ends are counted once per file.

use super::{At, FileId, Location, MARKED, Place, Source, Sources};
use memchr::memchr_iter;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// The beginning of a file.
const START: Location = Location {
    line: 1,
    column: 1,
    end_column: 1,
    start: 0,
    end: 0,
};

/// First byte and byte after the last.
type Range = (usize, usize);

/// Locations of places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Locations(Vec<(Place, Location)>);

impl Locations {
    /// The location of a place that was asked for.
    pub fn get(&self, place: Place) -> Option<Location> {
        let at = self.0.binary_search_by_key(&place, |(place, _)| *place);
        self.0.get(at.ok()?).map(|(_, location)| *location)
    }
}

impl Sources {
    /// The location of one place.
    pub fn locate(&self, place: Place) -> Location {
        self.locate_all([place])
            .into_values()
            .next()
            .unwrap_or(START)
    }

    /// What stands at many places, as far as their first line goes and without the quotes around a
    /// cell.
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

    /// The locations of many places, in parallel.
    pub fn locate_all(&self, places: impl IntoIterator<Item = Place>) -> BTreeMap<Place, Location> {
        self.located(places).0.into_iter().collect()
    }

    /// The same in a plain list: for a million places a map takes more memory and more time.
    pub fn located(&self, places: impl IntoIterator<Item = Place>) -> Locations {
        let mut places: Vec<Place> = places.into_iter().collect();
        places.par_sort_unstable();
        places.dedup();
        let files: Vec<&[Place]> = places.chunk_by(|a, b| a.file == b.file).collect();
        let located: Vec<Vec<(Place, Location)>> = files
            .into_par_iter()
            .map(|file| self.locate_in(file))
            .collect();
        Locations(located.into_iter().flatten().collect())
    }

    /// The locations of places of one file.
    fn locate_in(&self, places: &[Place]) -> Vec<(Place, Location)> {
        let Some(file) = places.first().map(|place| place.file) else {
            return Vec::new();
        };
        let source = self.get(file);
        let ranges = self.ranges(file, source, places);
        let mut order: Vec<usize> = (0..places.len()).collect();
        order.sort_by_key(|&index| ranges[index]);
        let mut cursor = LineCursor::default();
        let mut located: Vec<(Place, Location)> = places.iter().map(|at| (*at, START)).collect();
        for index in order {
            let (start, end) = ranges[index];
            located[index].1 = cursor.locate(&source.text, start, end);
        }
        located
    }

    /// Byte ranges of the places of one file.
    fn ranges(&self, file: FileId, source: &Source, places: &[Place]) -> Vec<Range> {
        let mut rows: Vec<u32> = places.iter().filter_map(|place| place.row()).collect();
        rows.sort_unstable();
        rows.dedup();
        let marks = self
            .marks
            .get(file.0 as usize)
            .map_or(&[][..], Vec::as_slice);
        let bytes = source.text.as_bytes();
        let block = |row: u32| (row as usize / MARKED).min(marks.len().saturating_sub(1));
        let blocks: Vec<&[u32]> = rows.chunk_by(|a, b| block(*a) == block(*b)).collect();
        let scanned: Vec<Vec<(u32, Vec<Range>)>> = blocks
            .into_par_iter()
            .map(|rows| {
                let number = rows.first().map_or(0, |row| block(*row));
                let at = marks.get(number).copied().unwrap_or(0) as usize;
                scan_rows(
                    bytes,
                    source.delimiter,
                    (at, (number * MARKED) as u32),
                    rows,
                )
            })
            .collect();
        let scanned: Vec<(u32, Vec<Range>)> = scanned.into_iter().flatten().collect();
        let cells = |row: u32| {
            let found = scanned.binary_search_by_key(&row, |(row, _)| *row).ok()?;
            scanned.get(found).map(|(_, cells)| cells.as_slice())
        };
        places
            .par_iter()
            .map(|place| range(source, place.at, cells))
            .collect()
    }
}

fn range<'c>(source: &Source, at: At, cells: impl Fn(u32) -> Option<&'c [Range]>) -> Range {
    let trim = |(start, end): Range| trimmed(&source.text, start, end);
    match at {
        At::File => (0, source.text.find('\n').unwrap_or(source.text.len())),
        At::Bytes(start, end) => (start as usize, end as usize),
        At::Row(row) => cells(row)
            .and_then(|cells| Some((cells.first()?.0, cells.last()?.1)))
            .map_or((0, 0), trim),
        At::Cell(row, column) => cells(row)
            .and_then(|cells| cells.get(usize::from(column)).or(cells.last()))
            .copied()
            .map_or((0, 0), trim),
    }
}

/// Cuts white space off both ends of a range, but never to nothing.
fn trimmed(text: &str, start: usize, end: usize) -> Range {
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

/// Byte ranges of the cells of the wanted records, quotes included. Begins at a byte with the record of
/// that number; `wanted` is ascending.
pub(super) fn scan_rows(
    bytes: &[u8],
    delimiter: u8,
    (mut at, mut row): (usize, u32),
    wanted: &[u32],
) -> Vec<(u32, Vec<Range>)> {
    use csv_core::{ReadFieldResult, ReaderBuilder};
    let mut rows = Vec::with_capacity(wanted.len());
    let mut wanted = wanted.iter().copied().peekable();
    let mut reader = ReaderBuilder::new().delimiter(delimiter).build();
    let mut scratch = [0_u8; 1024];
    let mut cells = Vec::new();
    at = skip_line_ends(bytes, at);
    let mut start = at;
    while let Some(next) = wanted.peek().copied() {
        let (result, read, _) = reader.read_field(&bytes[at..], &mut scratch);
        at += read;
        match result {
            // At the end of the text one more call with empty input flushes the last cell.
            ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
            ReadFieldResult::Field { record_end } => {
                if row == next {
                    cells.push((start, cell_end(bytes, start, at, delimiter)));
                }
                start = at;
                if record_end {
                    if row == next {
                        rows.push((row, std::mem::take(&mut cells)));
                        wanted.next();
                    }
                    row += 1;
                    at = skip_line_ends(bytes, at);
                    start = at;
                }
            }
            ReadFieldResult::End => break,
        }
    }
    rows
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

/// Counts lines and characters forwards, so that many places of one file cost one pass.
#[derive(Default)]
struct LineCursor {
    line: u32,
    /// Characters of this line before `at`.
    before: usize,
    at: usize,
}

impl LineCursor {
    fn locate(&mut self, text: &str, start: usize, end: usize) -> Location {
        let bytes = text.as_bytes();
        let start = start.min(bytes.len());
        let count = |from: usize, to: usize| text.get(from..to).map_or(0, |t| t.chars().count());
        let (mut ends, mut last) = (0, None);
        for offset in memchr_iter(b'\n', &bytes[self.at..start]) {
            ends += 1;
            last = Some(self.at + offset + 1);
        }
        self.line += ends;
        self.before = match last {
            Some(line) => count(line, start),
            None => self.before + count(self.at, start),
        };
        self.at = start;
        let rest = &bytes[start..end.clamp(start, bytes.len())];
        let first_line = rest
            .iter()
            .position(|byte| matches!(byte, b'\n' | b'\r'))
            .unwrap_or(rest.len());
        let end = start + first_line;
        let column = self.before as u32 + 1;
        Location {
            line: self.line + 1,
            column,
            end_column: column + count(start, end) as u32,
            start,
            end,
        }
    }
}
