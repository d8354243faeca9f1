//! One file understood as one table: its cells, and which column means what. Knows nothing of the
//! records that are made of it.

use super::column::TASK;
use super::grid::Grid;
use super::header::{is_numbered_level, meaning, plain, unit_level};
use super::{IngestError, TableSpec, values};
use crate::model::{Column, Table};
use crate::source::{FileId, Row, short_name};
use rayon::prelude::*;

/// A file read as a table.
#[derive(Debug)]
pub(super) struct Sheet {
    /// The file.
    pub file: FileId,
    /// Its path as shown.
    pub name: String,
    /// The table it fills.
    pub table: Table,
    /// Its cells.
    pub grid: Grid,
    /// Number of the record that holds the headers.
    pub header: usize,
    /// What each column means.
    pub columns: Vec<Option<Column>>,
    /// Every reading of a header that was possible, best first: column, index.
    pub offers: Vec<(Column, u16)>,
    /// Columns that name units, from coarse to fine.
    pub units: Vec<u16>,
    /// Why it was taken for this table, where its name does not say so.
    pub why: Option<String>,
    /// Words of the file for words of ours, from the configuration.
    pub values: Vec<(Column, Vec<(String, String)>)>,
    /// Whether it lacks a column that its table cannot do without, so that no row can be used.
    pub unusable: bool,
    /// Whether the configuration names the columns of the unit path.
    pub fixed_units: bool,
    /// Records that are totals, remarks or repeated headers, in order.
    pub left_out: Vec<usize>,
    /// Columns that the configuration names.
    pub fixed: Vec<Column>,
    /// The leading header of a column that is read from several.
    first: Vec<(Column, u16)>,
    at: Vec<Option<u16>>,
    /// Records behind the header without any value.
    pub blank: usize,
}

/// What the headers of a file mean in a table.
#[derive(Debug, Default)]
pub(super) struct Assigned {
    /// What each column means.
    pub columns: Vec<Option<Column>>,
    /// Every possible reading, best first.
    pub offers: Vec<(Column, u16)>,
    /// Columns that name units, from coarse to fine.
    pub units: Vec<u16>,
}

impl Assigned {
    /// Whether a column was recognised.
    pub(super) fn has(&self, column: Column) -> bool {
        self.columns.contains(&Some(column))
    }

    /// Number of columns recognised.
    pub(super) fn count(&self) -> usize {
        self.columns.iter().flatten().count()
    }
}

impl Sheet {
    /// Puts a file and the meaning of its columns together.
    pub(super) fn new(
        file: FileId,
        name: String,
        table: Table,
        grid: Grid,
        header: usize,
        assigned: Assigned,
    ) -> Self {
        let mut sheet = Self {
            file,
            name,
            table,
            grid,
            header,
            columns: assigned.columns,
            offers: assigned.offers,
            units: assigned.units,
            why: None,
            values: Vec::new(),
            unusable: false,
            fixed_units: false,
            left_out: Vec::new(),
            fixed: Vec::new(),
            first: Vec::new(),
            at: Vec::new(),
            blank: 0,
        };
        sheet.blank = sheet
            .all()
            .filter(|record| sheet.grid.is_blank(*record))
            .count();
        sheet.index();
        sheet
    }

    fn index(&mut self) {
        self.at = vec![None; Column::ALL.len()];
        for (index, column) in self.columns.iter().enumerate().rev() {
            if let Some(column) = column {
                self.at[*column as usize] = u16::try_from(index).ok();
            }
        }
        for (column, index) in &self.first {
            self.at[*column as usize] = Some(*index);
        }
    }

    /// Where a liaison sheet names only one team, it is the one that the person liaises to, unless
    /// its header says that it is where the person comes from.
    fn aim(&mut self) {
        if self.table != Table::Liaisons || self.columns.contains(&Some(Column::Targets)) {
            return;
        }
        let neutral = |index: &u16| {
            let header = plain(self.header_at(*index));
            !header.starts_with("home") && !header.starts_with("from") && header != "ownteam"
        };
        if let Some(index) = self.offers_of(Column::Home).into_iter().find(neutral) {
            self.columns[usize::from(index)] = Some(Column::Targets);
        }
    }

    /// Reads a column from several headers, of which the first leads.
    pub(super) fn take_all(&mut self, column: Column, headers: &[u16]) {
        for known in &mut self.columns {
            if *known == Some(column) {
                *known = None;
            }
        }
        for index in headers {
            self.columns[usize::from(*index)] = Some(column);
        }
        self.first.retain(|(known, _)| *known != column);
        if let Some(first) = headers.first() {
            self.first.push((column, *first));
        }
        self.index();
    }

    /// All headers from which a column is read, the leading one first.
    pub(super) fn all_of(&self, column: Column) -> Vec<u16> {
        let first = self.index_of(column);
        let read = self.columns.iter().enumerate();
        let others = read
            .filter(|(_, known)| **known == Some(column))
            .filter_map(|(index, _)| u16::try_from(index).ok())
            .filter(|index| Some(*index) != first);
        first.into_iter().chain(others).collect()
    }

    /// Applies the columns that the configuration names.
    ///
    /// # Errors
    /// When the file has no such header.
    pub(super) fn configure(&mut self, spec: TableSpec) -> Result<(), IngestError> {
        for (column, headers) in &spec.columns {
            for known in &mut self.columns {
                if *known == Some(*column) {
                    *known = None;
                }
            }
            let mut path = Vec::new();
            for header in headers {
                let index = self
                    .find_header(header)
                    .ok_or_else(|| self.no_such(header, *column))?;
                self.offers
                    .retain(|(known, at)| *known != *column && *at != index);
                path.push(index);
            }
            if *column == Column::Team {
                self.units.clone_from(&path);
                self.fixed_units = true;
                path = path.pop().into_iter().collect();
            }
            self.offers.extend(path.iter().map(|at| (*column, *at)));
            self.take_all(*column, &path);
            self.fixed.push(*column);
        }
        if !self.fixed.contains(&Column::Home) {
            self.aim();
        }
        self.values = spec.values;
        self.index();
        Ok(())
    }

    fn find_header(&self, header: &str) -> Option<u16> {
        let wanted = plain(header);
        let cells = || self.grid.cells(self.header);
        let index = cells()
            .position(|cell| cell == header.trim())
            .or_else(|| cells().position(|cell| plain(cell) == wanted))?;
        u16::try_from(index).ok()
    }

    fn no_such(&self, header: &str, column: Column) -> IngestError {
        let near = self
            .grid
            .cells(self.header)
            .map(|cell| (strsim::osa_distance(&plain(cell), &plain(header)), cell))
            .min()
            .filter(|(distance, _)| *distance <= header.chars().count() / 2);
        let hint = near.map_or_else(
            || {
                let all: Vec<&str> = self.grid.cells(self.header).collect();
                format!("its headers are: {}", all.join(", "))
            },
            |(_, cell)| format!("did you mean \"{cell}\"?"),
        );
        IngestError::NoSuchHeader {
            path: self.name.clone(),
            header: header.to_owned(),
            column: column.name(),
            hint,
        }
    }

    /// The index of a column.
    pub(super) fn index_of(&self, column: Column) -> Option<u16> {
        self.at[column as usize]
    }

    /// Whether the file has the column.
    pub(super) fn has(&self, column: Column) -> bool {
        self.index_of(column).is_some()
    }

    /// The headers that could be this column, best first.
    pub(super) fn offers_of(&self, column: Column) -> Vec<u16> {
        let of = self.offers.iter().filter(|(known, _)| *known == column);
        of.map(|(_, index)| *index).collect()
    }

    /// Numbers of the records that hold data: all behind the header that are not blank.
    pub(super) fn records(&self) -> impl Iterator<Item = usize> + '_ {
        (self.header + 1..self.grid.records()).filter(|record| self.holds_data(*record))
    }

    /// The same, in parallel.
    pub(super) fn par_records(&self) -> impl ParallelIterator<Item = usize> + '_ {
        self.all().filter(|record| self.holds_data(*record))
    }

    /// All records behind the header.
    fn all(&self) -> impl ParallelIterator<Item = usize> + use<> {
        let all = self.header + 1..self.grid.records().max(self.header + 1);
        all.into_par_iter().with_min_len(TASK)
    }

    fn holds_data(&self, record: usize) -> bool {
        (self.blank == 0 || !self.grid.is_blank(record))
            && (self.left_out.is_empty() || self.left_out.binary_search(&record).is_err())
    }

    /// A cell by column; empty where the file has none.
    pub(super) fn cell(&self, record: usize, column: Column) -> &str {
        self.index_of(column)
            .map_or("", |index| self.grid.cell(record, usize::from(index)))
    }

    /// A cell by index.
    pub(super) fn at(&self, record: usize, index: u16) -> &str {
        self.grid.cell(record, usize::from(index))
    }

    /// The header of a column.
    pub(super) fn header_at(&self, index: u16) -> &str {
        self.grid.cell(self.header, usize::from(index))
    }

    /// The row of a record.
    pub(super) fn row(&self, record: usize) -> Row {
        Row {
            file: self.file,
            number: record as u32,
        }
    }

    /// The file's name without folder.
    pub(super) fn short(&self) -> &str {
        short_name(&self.name)
    }
}

/// The last part of a path without its ending.
pub(super) fn stem(name: &str) -> &str {
    let short = short_name(name);
    short.rsplit_once('.').map_or(short, |(stem, _)| stem)
}

/// What the headers of a record mean in a table.
pub(super) fn assign(table: Table, grid: &Grid, header: usize) -> Assigned {
    let plains: Vec<String> = grid.cells(header).map(plain).collect();
    let mut found: Vec<(Column, u16, u16)> = plains
        .iter()
        .enumerate()
        .filter_map(|(index, plain)| {
            let (column, rank) = meaning(table, plain)?;
            let level = table == Table::People && is_numbered_level(plain);
            let named = !level || holds_names(grid, header, index);
            named.then_some((column, rank, index as u16))
        })
        .collect();
    found.sort_unstable();
    let mut assigned = Assigned {
        columns: vec![None; plains.len()],
        ..Assigned::default()
    };
    for (column, _, index) in &found {
        assigned.offers.push((*column, *index));
        let unit = table == Table::People && is_unit(*column);
        // Every column of dotted lines and of required and optional attendees counts; of all others
        // one.
        let several = *column == Column::DottedManagers
            || plains[usize::from(*index)].starts_with("optional");
        if !unit && (several || !assigned.has(*column)) {
            assigned.columns[usize::from(*index)] = Some(*column);
        }
    }
    if table == Table::People {
        assign_units(&plains, &found, &mut assigned);
    }
    assigned
}

/// Whether a column holds anything but numbers; an empty one may.
fn holds_names(grid: &Grid, header: usize, index: usize) -> bool {
    let cells = (header + 1..grid.records()).map(|record| grid.cell(record, index));
    let mut filled = cells.filter(|cell| !cell.is_empty()).peekable();
    filled.peek().is_none() || filled.any(|cell| values::number(cell).is_none())
}

fn is_unit(column: Column) -> bool {
    LEVELS.contains(&column)
}

/// Unit columns from fine to coarse.
const LEVELS: [Column; 4] = [
    Column::Team,
    Column::Department,
    Column::Division,
    Column::Company,
];

/// Orders the unit columns and names them: each keeps its usual name unless a finer one has it.
fn assign_units(plains: &[String], found: &[(Column, u16, u16)], assigned: &mut Assigned) {
    let mut levels: Vec<(u16, u16, u16, Column)> = found
        .iter()
        .filter(|(column, ..)| is_unit(*column))
        .filter_map(|(_, rank, index)| {
            let (level, usual) = unit_level(&plains[usize::from(*index)])?;
            Some((level, *rank, *index, usual))
        })
        .collect();
    levels.sort_unstable_by_key(|(level, rank, index, _)| (*level, *rank, *index));
    levels.dedup_by_key(|(level, ..)| *level);
    let mut next = 0;
    for (_, _, index, usual) in &levels {
        let usual = LEVELS.iter().position(|level| level == usual).unwrap_or(0);
        let level = usual.max(next).min(LEVELS.len() - 1);
        assigned.columns[usize::from(*index)] = Some(LEVELS[level]);
        next = level + 1;
    }
    assigned.units = levels.iter().rev().map(|(_, _, index, _)| *index).collect();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(table: Table, header: &str) -> String {
        let grid = Grid::parse(header, b',');
        let assigned = assign(table, &grid, 0);
        let columns: Vec<&str> = assigned
            .columns
            .iter()
            .map(|column| column.map_or("-", Column::name))
            .collect();
        format!("{} units {:?}", columns.join(" "), assigned.units)
    }

    #[test]
    fn units_keep_their_order_whatever_they_are_called() {
        assert_eq!(
            shown(
                Table::People,
                "Parent Department,Organisation,Unit,Reporting Senior Post"
            ),
            "company division team manager units [0, 1, 2]"
        );
        assert_eq!(
            shown(
                Table::People,
                "id,Team,Sub-department,Department,Division,Company"
            ),
            "id team department division company company units [5, 4, 3, 2, 1]"
        );
        assert_eq!(
            shown(Table::People, "Employee ID,Department ID,Department Name"),
            "id - department units [2]"
        );
    }

    #[test]
    fn numbered_levels_are_units_where_they_hold_names() {
        assert_eq!(
            shown(Table::People, "Emp No,Level 1,Level 2\n1,Tech,Web"),
            "id department team units [1, 2]"
        );
        assert_eq!(
            shown(Table::People, "Emp No,Level 1,Team\n1,4,Web"),
            "id - team units [2]"
        );
    }

    #[test]
    fn a_home_of_liaisons_never_becomes_their_target() {
        let targets = |header: &str| {
            let grid = Grid::parse(header, b',');
            let assigned = assign(Table::Liaisons, &grid, 0);
            let file = FileId(0);
            let mut sheet = Sheet::new(file, String::new(), Table::Liaisons, grid, 0, assigned);
            sheet.configure(TableSpec::default()).unwrap();
            [Column::Home, Column::Targets].map(|column| sheet.index_of(column))
        };
        assert_eq!(targets("Who,From team,Teams covered"), [Some(1), Some(2)]);
        assert_eq!(targets("Who,Home team,Team"), [Some(1), Some(2)]);
        assert_eq!(targets("Who,Home team"), [Some(1), None]);
        assert_eq!(targets("Who,Team"), [None, Some(1)]);
    }

    #[test]
    fn of_two_headers_for_one_column_the_better_word_wins_and_the_other_stays_an_offer() {
        let grid = Grid::parse("Employee ID,Supervisor,supervisorId", b',');
        let assigned = assign(Table::People, &grid, 0);
        assert_eq!(
            assigned.columns,
            [Some(Column::Id), None, Some(Column::Manager)]
        );
        assert_eq!(
            assigned.offers,
            [(Column::Id, 0), (Column::Manager, 2), (Column::Manager, 1)]
        );
    }
}
