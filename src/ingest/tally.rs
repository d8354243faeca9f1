//! What was read of a sheet, in numbers. Knows nothing of what its cells mean.

use super::sheet::Sheet;
use crate::model::TableRead;
use rayon::prelude::*;

impl Sheet {
    /// How the file was read, with cells counted.
    pub(super) fn read(&self, rejected: u32) -> TableRead {
        let none = || (0, vec![0_u32; self.columns.len()]);
        let one = |(rows, mut filled): (u32, Vec<u32>), record: usize| {
            for (count, cell) in filled.iter_mut().zip(self.grid.cells(record)) {
                *count += u32::from(!cell.is_empty());
            }
            (rows + 1, filled)
        };
        let both = |(rows, mut filled): (u32, Vec<u32>), (more, others): (u32, Vec<u32>)| {
            for (count, other) in filled.iter_mut().zip(others) {
                *count += other;
            }
            (rows + more, filled)
        };
        let (rows, filled) = self.par_records().fold(none, one).reduce(none, both);
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

#[cfg(test)]
mod tests {
    use super::super::testing::org;

    #[test]
    fn filled_cells_and_rows_are_counted() {
        let org = org(&[("people.csv", "id,name,team\na,Ana,\n,,\nb,,\nTotal,,2\n")]);
        let read = &org.reads[0];
        assert_eq!((read.rows, read.filled.as_slice()), (2, &[2, 1, 0][..]));
    }
}
