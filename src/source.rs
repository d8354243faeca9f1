//! Texts of the input files and the places in them: which file, row and cell, and on request the
//! line and column. Knows nothing of people or teams.
//!
//! A record keeps only its file and row number. Lines and columns are found when a finding is
//! reported, by one scan per file with the same parser that read it, because the positions that
//! the `csv` crate reports are off after CRLF line ends and blank lines.

mod locate;

pub use locate::Locations;

use std::collections::BTreeMap;
use std::sync::Arc;

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
    pub text: Arc<String>,
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

/// Records from one marked record to the next.
pub const MARKED: usize = 256;

/// All input files.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
    /// Of each file the bytes at which every [`MARKED`]th record begins; empty where nobody told.
    marks: Vec<Vec<u64>>,
    /// Where what the files say is withheld: the cells that may be asked for, as they may be told.
    told: Option<BTreeMap<Place, String>>,
}

impl Sources {
    /// Adds a file.
    pub fn add(&mut self, source: Source) -> FileId {
        let text = match self.told {
            None => source.text,
            Some(_) => Arc::new(masked(&source.text, source.delimiter)),
        };
        self.files.push(Source { text, ..source });
        self.marks.push(Vec::new());
        FileId(self.files.len() as u32 - 1)
    }

    /// Remembers where every [`MARKED`]th record of a file begins, so that a place is found without
    /// reading all that stands before it.
    pub fn mark(&mut self, file: FileId, marks: Vec<u64>) {
        if let Some(known) = self.marks.get_mut(file.0 as usize) {
            *known = marks;
        }
    }

    /// Withholds what the files say: of every cell only its place stays, and of a few what may be told.
    pub fn withhold(&mut self, told: BTreeMap<Place, String>) {
        for file in &mut self.files {
            file.text = Arc::new(masked(&file.text, file.delimiter));
        }
        // They count bytes of the texts that were.
        for marks in &mut self.marks {
            marks.clear();
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
            source.text = Arc::default();
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
}

/// The text with every letter, figure and sign replaced, character by character, so that rows, cells and
/// columns stay where they are.
fn masked(text: &str, delimiter: u8) -> String {
    let keeps = |c: char| c == '"' || c.is_whitespace() || c == char::from(delimiter);
    text.chars()
        .map(|c| if keeps(c) { c } else { 'x' })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::locate::scan_rows;
    use super::*;

    fn sources(text: &str) -> Sources {
        let mut sources = Sources::default();
        sources.add(Source {
            name: "people.csv".to_owned(),
            text: Arc::new(text.to_owned()),
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
        let scanned = scan_rows(text.as_bytes(), b';', (0, 0), &[0, 1, 2, 3]);
        for (number, record) in reader.records().enumerate() {
            let (row, cells) = &scanned[number];
            assert_eq!(*row, number as u32);
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
        assert_eq!(*sources.get(FileId(0)).text, "xx,xxxx\nxxx,\"xxxx, x\"\n");
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

    #[test]
    fn marks_change_nothing_but_the_way() {
        let rows: Vec<String> = (1..2000)
            .map(|row| format!("{row},\"é\n{row}\"\r\n"))
            .collect();
        let text = format!("id,name\n{}", rows.concat());
        let mut starts = vec![0];
        for row in rows.iter().scan(8, |at, row| {
            let start = *at;
            *at += row.len();
            Some(start as u64)
        }) {
            starts.push(row);
        }
        let places: Vec<Place> = [1, 255, 256, 257, 1999, 513]
            .into_iter()
            .flat_map(|row| [cell(row, 0), cell(row, 1)])
            .collect();
        let mut sources = sources(&text);
        let plain = sources.locate_all(places.iter().copied());
        sources.mark(FileId(0), starts.into_iter().step_by(MARKED).collect());
        assert_eq!(sources.locate_all(places), plain);
        assert_eq!(plain[&cell(256, 1)].line, 2 * 256);
    }
}
