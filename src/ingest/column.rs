//! References of a whole column, looked up in parallel before its rows are read one by one. Only what
//! is certain is answered here: a cell that is exactly one key. Everything else is left to the reading
//! of the row, which tells what is wrong with it.

use super::keys::Directory;
use super::sheet::Sheet;
use super::teams::is_none;
use crate::model::Arena;
use rayon::prelude::*;

/// Rows that are worth a task of their own.
pub(super) const TASK: usize = 4096;

/// Stands for a cell that is no key.
const UNKNOWN: u32 = u32::MAX;

/// The records that the cells of a column name, by record of the sheet.
#[derive(Debug, Default)]
pub(super) struct References(Vec<u32>);

impl References {
    /// Looks a column up; a sheet without the column names nothing.
    pub(super) fn new(
        directory: &Directory,
        arena: &Arena,
        sheet: &Sheet,
        index: Option<u16>,
    ) -> Self {
        let Some(index) = index else {
            return Self::default();
        };
        let look = |record: usize| {
            let cell = sheet.at(record, index);
            if is_list(cell) || is_none(cell) {
                return UNKNOWN;
            }
            directory.exact(arena, cell).unwrap_or(UNKNOWN)
        };
        let records = (0..sheet.grid.records()).into_par_iter();
        Self(records.with_min_len(TASK).map(look).collect())
    }

    /// The record that a row's cell names, where it is exactly one key.
    pub(super) fn get(&self, record: usize) -> Option<u32> {
        self.0.get(record).copied().filter(|id| *id != UNKNOWN)
    }
}

/// Whether a cell may hold several.
fn is_list(cell: &str) -> bool {
    cell.bytes()
        .any(|byte| matches!(byte, b';' | b'|' | b'\n' | b'\r'))
}
