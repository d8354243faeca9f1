//! References of a whole column, looked up in parallel before its rows are read one by one. Only what
//! is certain is answered here: a cell that is exactly one key. Everything else is left to the reading
//! of the row, which tells what is wrong with it.

use super::exact::Asked;
use super::keys::Directory;
use super::sheet::Sheet;
use super::teams::is_none;
use crate::model::Arena;
use rayon::prelude::*;

/// Rows that are worth a task of their own.
pub(super) const TASK: usize = 4096;

/// Rows whose keys are read before the first of them is looked up.
const BATCH: usize = 64;

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
        let mut known = vec![UNKNOWN; sheet.grid.records()];
        let batches = known.par_chunks_mut(BATCH).enumerate();
        batches.with_min_len(TASK / BATCH).for_each(|(batch, ids)| {
            // Nearly every look into the table waits for memory. Looks that follow each other closely
            // wait together, so the keys of a batch are read first.
            let cells = (batch * BATCH..).take(ids.len()).map(|record| {
                let cell = sheet.at(record, index);
                let asked = !is_list(cell) && !is_none(cell);
                asked.then(|| (Asked::new(cell), cell))
            });
            let cells: Vec<Option<(Asked, &str)>> = cells.collect();
            for (id, cell) in ids.iter_mut().zip(cells) {
                if let Some((asked, cell)) = cell {
                    *id = directory.exact_asked(arena, asked, cell).unwrap_or(UNKNOWN);
                }
            }
        });
        Self(known)
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
