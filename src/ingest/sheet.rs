//! One file understood as one table: its cells, and which column means what. Knows nothing of the
//! records that are made of it.

use super::grid::Grid;
use super::header::{meaning, plain, unit_level};
use super::{IngestError, TableSpec};
use crate::model::{Column, Table, TableRead};
use crate::source::{FileId, Row, short_name};

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
    at: Vec<Option<u16>>,
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
            at: Vec::new(),
        };
        sheet.index();
        sheet
    }

    fn index(&mut self) {
        let has = |column| self.columns.contains(&Some(column));
        if self.table == Table::Liaisons && !has(Column::Targets) {
            // Where only one team is named, it is the one that the person liaises to.
            for column in &mut self.columns {
                if *column == Some(Column::Home) {
                    *column = Some(Column::Targets);
                }
            }
        }
        self.at = vec![None; Column::ALL.len()];
        for (index, column) in self.columns.iter().enumerate().rev() {
            if let Some(column) = column {
                self.at[*column as usize] = u16::try_from(index).ok();
            }
        }
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
            if let Some(last) = path.last() {
                self.columns[usize::from(*last)] = Some(*column);
                self.offers.push((*column, *last));
            }
            if *column == Column::Team {
                self.units = path;
                self.fixed_units = true;
            }
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

    /// Gives a column another header.
    pub(super) fn reassign(&mut self, column: Column, index: u16) {
        for known in &mut self.columns {
            if *known == Some(column) {
                *known = None;
            }
        }
        self.columns[usize::from(index)] = Some(column);
        self.index();
    }

    /// The headers that could be this column, best first.
    pub(super) fn offers_of(&self, column: Column) -> Vec<u16> {
        let of = self.offers.iter().filter(|(known, _)| *known == column);
        of.map(|(_, index)| *index).collect()
    }

    /// Numbers of the records that hold data: all behind the header that are not blank.
    pub(super) fn records(&self) -> impl Iterator<Item = usize> + '_ {
        (self.header + 1..self.grid.records()).filter(|record| !self.grid.is_blank(*record))
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

    /// How the file was read, with cells counted.
    pub(super) fn read(&self, rejected: u32) -> TableRead {
        let mut filled = vec![0_u32; self.columns.len()];
        let mut rows = 0;
        for record in self.records() {
            rows += 1;
            for (count, cell) in filled.iter_mut().zip(self.grid.cells(record)) {
                *count += u32::from(!cell.is_empty());
            }
        }
        TableRead {
            file: self.file,
            table: self.table,
            columns: self
                .grid
                .cells(self.header)
                .map(str::to_owned)
                .zip(self.columns.iter().copied())
                .collect(),
            filled,
            rows,
            rejected: if self.unusable { rows } else { rejected },
            why: self.why.clone(),
        }
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
            Some((column, rank, index as u16))
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
        // Every column of dotted lines counts; of all others one.
        if !unit && (*column == Column::DottedManagers || !assigned.has(*column)) {
            assigned.columns[usize::from(*index)] = Some(*column);
        }
    }
    if table == Table::People {
        assign_units(&plains, &found, &mut assigned);
    }
    assigned
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
