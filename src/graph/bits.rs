//! A matrix of bits, row by row in 64-bit words. Knows nothing of graphs.

/// Rows of bits of one width.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BitRows {
    words: usize,
    data: Vec<u64>,
}

impl BitRows {
    pub(crate) fn new(rows: usize, columns: usize) -> Self {
        let words = columns.div_ceil(64);
        Self {
            words,
            data: vec![0; rows * words],
        }
    }

    pub(crate) fn set(&mut self, row: usize, column: usize) {
        self.data[row * self.words + column / 64] |= 1 << (column % 64);
    }

    pub(crate) fn row(&self, row: usize) -> &[u64] {
        &self.data[row * self.words..(row + 1) * self.words]
    }

    /// Adds the bits of row `from` to row `to`.
    pub(crate) fn or_into(&mut self, to: usize, from: usize) {
        for word in 0..self.words {
            self.data[to * self.words + word] |= self.data[from * self.words + word];
        }
    }

    pub(crate) fn count(&self, row: usize) -> u32 {
        self.row(row).iter().map(|word| word.count_ones()).sum()
    }

    pub(crate) fn clear(&mut self) {
        self.data.fill(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_set_joined_and_counted() {
        let mut rows = BitRows::new(3, 70);
        rows.set(0, 69);
        rows.set(2, 0);
        rows.or_into(2, 0);
        assert_eq!((rows.count(0), rows.count(1), rows.count(2)), (1, 0, 2));
        assert_eq!(rows.row(2), [1, 1 << 5]);
        rows.clear();
        assert_eq!(rows.count(2), 0);
    }
}
