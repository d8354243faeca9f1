//! Comparing two partitions of the same things: entropy, variation of information, refinement, Rand and
//! information indices. Knows only block numbers; what is partitioned is the caller's business.

/// The contingency table of two partitions, given as the block number of each thing.
///
/// If the two slices differ in length, the things beyond the shorter one are ignored. Sums run over
/// sorted blocks, so equal input gives equal bits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contingency {
    things: usize,
    /// Sizes of the blocks of the first and the second partition, by block number.
    first: Vec<usize>,
    second: Vec<usize>,
    /// Non-empty cells: row, column (places in `first` and `second`), count.
    cells: Vec<(usize, usize, usize)>,
}

/// Sizes of the runs of a sorted list, and for each entry the number of its run.
fn runs<T: PartialEq>(sorted: &[T]) -> Vec<usize> {
    sorted.chunk_by(|a, b| a == b).map(<[T]>::len).collect()
}

impl Contingency {
    /// Counts the blocks and their overlaps in `O(n log n)`.
    pub fn new(first: &[u32], second: &[u32]) -> Self {
        let mut pairs: Vec<(u32, u32)> =
            first.iter().copied().zip(second.iter().copied()).collect();
        pairs.sort_unstable();
        let mut rows: Vec<u32> = pairs.iter().map(|pair| pair.0).collect();
        let mut columns: Vec<u32> = pairs.iter().map(|pair| pair.1).collect();
        columns.sort_unstable();
        let first = runs(&rows);
        let second = runs(&columns);
        rows.dedup();
        columns.dedup();
        let cells = pairs
            .chunk_by(|a, b| a == b)
            .map(|run| {
                let row = rows.partition_point(|&row| row < run[0].0);
                let column = columns.partition_point(|&column| column < run[0].1);
                (row, column, run.len())
            })
            .collect();
        Self {
            things: pairs.len(),
            first,
            second,
            cells,
        }
    }

    /// Entropy of the first partition, in bits.
    pub fn first_entropy(&self) -> f64 {
        entropy(&self.first, self.things)
    }

    /// Entropy of the second partition, in bits.
    pub fn second_entropy(&self) -> f64 {
        entropy(&self.second, self.things)
    }

    /// Mutual information in bits, never negative.
    pub fn mutual_information(&self) -> f64 {
        let n = self.things as f64;
        let sum: f64 = self
            .cells
            .iter()
            .map(|&(row, column, count)| {
                let count = count as f64;
                let product = self.first[row] as f64 * self.second[column] as f64;
                count / n * (n * count / product).log2()
            })
            .sum();
        sum.max(0.0)
    }

    /// H(first | second) in bits: what is unknown of the first block of a thing once its second is known.
    /// Zero exactly if the second partition refines the first.
    pub fn first_given_second(&self) -> f64 {
        self.conditional(|row_column| self.second[row_column.1])
    }

    /// H(second | first) in bits.
    pub fn second_given_first(&self) -> f64 {
        self.conditional(|row_column| self.first[row_column.0])
    }

    fn conditional(&self, given: impl Fn((usize, usize)) -> usize) -> f64 {
        let n = self.things as f64;
        self.cells
            .iter()
            .map(|&(row, column, count)| {
                count as f64 / n * (given((row, column)) as f64 / count as f64).log2()
            })
            .sum()
    }

    /// Variation of information in bits (Meilă 2007): H(first | second) + H(second | first). A metric
    /// between 0 and log2(n).
    pub fn variation_of_information(&self) -> f64 {
        self.first_given_second() + self.second_given_first()
    }

    /// Does every block of the first partition lie within one block of the second?
    pub fn first_refines_second(&self) -> bool {
        self.cells.len() == self.first.len()
    }

    /// Does every block of the second partition lie within one block of the first?
    pub fn second_refines_first(&self) -> bool {
        self.cells.len() == self.second.len()
    }

    /// Adjusted Rand index (Hubert and Arabie 1985): 1 for equal partitions, 0 expected by chance.
    /// Fewer than two things count as equal.
    pub fn adjusted_rand(&self) -> f64 {
        let pairs = |count: usize| count as f64 * (count as f64 - 1.0) / 2.0;
        let both: f64 = self.cells.iter().map(|cell| pairs(cell.2)).sum();
        let rows: f64 = self.first.iter().map(|&size| pairs(size)).sum();
        let columns: f64 = self.second.iter().map(|&size| pairs(size)).sum();
        let all = pairs(self.things);
        if self.equal() || all == 0.0 {
            return 1.0;
        }
        let expected = rows * columns / all;
        (both - expected) / (f64::midpoint(rows, columns) - expected)
    }

    /// Normalized mutual information with the arithmetic mean of the entropies, in 0..=1.
    /// Two partitions of a single block each count as equal.
    pub fn normalized_mutual_information(&self) -> f64 {
        if self.equal() {
            return 1.0;
        }
        let mean = f64::midpoint(self.first_entropy(), self.second_entropy());
        (self.mutual_information() / mean).min(1.0)
    }

    /// Adjusted mutual information (Vinh, Epps and Bailey 2010) with the arithmetic mean: 1 for equal
    /// partitions, 0 expected by chance.
    ///
    /// The expectation sums over pairs of distinct block sizes, each costing the smaller of the two.
    pub fn adjusted_mutual_information(&self) -> f64 {
        if self.equal() {
            return 1.0;
        }
        let expected = self.expected_mutual_information();
        let mean = f64::midpoint(self.first_entropy(), self.second_entropy());
        let range = mean - expected;
        // As scikit-learn: the sign is kept and a vanishing range is replaced by the smallest step.
        let range = if range < 0.0 {
            range.min(-f64::EPSILON)
        } else {
            range.max(f64::EPSILON)
        };
        (self.mutual_information() - expected) / range
    }

    fn equal(&self) -> bool {
        self.first_refines_second() && self.second_refines_first()
    }

    /// Expected mutual information, in bits, if the things were dealt anew into blocks of these sizes.
    fn expected_mutual_information(&self) -> f64 {
        let mut log_factorial = vec![0.0_f64; self.things + 1];
        for i in 1..=self.things {
            log_factorial[i] = log_factorial[i - 1] + (i as f64).ln();
        }
        let (rows, columns) = (size_counts(&self.first), size_counts(&self.second));
        let n = self.things;
        let mut sum = 0.0;
        for &(a, times_a) in &rows {
            for &(b, times_b) in &columns {
                let mut part = 0.0;
                for common in (a + b).saturating_sub(n).max(1)..=a.min(b) {
                    // The hypergeometric probability that two such blocks share `common` things.
                    let log_probability = log_factorial[a]
                        + log_factorial[b]
                        + log_factorial[n - a]
                        + log_factorial[n - b]
                        - log_factorial[n]
                        - log_factorial[common]
                        - log_factorial[a - common]
                        - log_factorial[b - common]
                        - log_factorial[n + common - a - b];
                    let gain = (n as f64 * common as f64 / (a as f64 * b as f64)).log2();
                    part += common as f64 / n as f64 * gain * log_probability.exp();
                }
                sum += part * times_a as f64 * times_b as f64;
            }
        }
        sum
    }
}

/// Each distinct size with how often it occurs, ascending.
fn size_counts(sizes: &[usize]) -> Vec<(usize, usize)> {
    let mut sorted = sizes.to_vec();
    sorted.sort_unstable();
    sorted
        .chunk_by(|a, b| a == b)
        .map(|run| (run[0], run.len()))
        .collect()
}

/// Entropy in bits of a distribution given by `counts` that sum to `total`; zero counts are skipped.
pub fn entropy(counts: &[usize], total: usize) -> f64 {
    let n = total as f64;
    counts
        .iter()
        .filter(|&&count| count > 0)
        .map(|&count| count as f64 / n * (n / count as f64).log2())
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn close(left: f64, right: f64, digits: f64) {
        assert!((left - right).abs() < digits, "{left} is not {right}");
    }

    /// Values published with scikit-learn 1.9.1.
    #[test]
    fn the_reference_pairs_are_met() {
        let pairs: [(&[u32], &[u32], [f64; 4]); 4] = [
            (
                &[0, 0, 1, 1],
                &[0, 0, 1, 2],
                [0.5, 0.571_429, 0.571_429, 0.8],
            ),
            (&[0, 0, 1, 1], &[0, 1, 0, 1], [2.0, -0.5, -0.5, 0.0]),
            (
                &[0, 0, 0, 1, 1, 1],
                &[0, 0, 1, 1, 2, 2],
                [1.251_629, 0.242_424, 0.298_792, 0.515_804],
            ),
            (
                &[0, 0, 1, 1, 2, 2],
                &[0, 0, 1, 1, 1, 1],
                [0.666_667, 0.444_444, 0.615_385, 0.733_68],
            ),
        ];
        for (a, b, [vi, ari, ami, nmi]) in pairs {
            let table = Contingency::new(a, b);
            close(table.variation_of_information(), vi, 1e-6);
            close(table.adjusted_rand(), ari, 1e-6);
            close(table.adjusted_mutual_information(), ami, 1e-6);
            close(table.normalized_mutual_information(), nmi, 1e-6);
        }
    }

    #[test]
    fn the_mapping_example_is_met() {
        // Seven leaves by unit (3, 2, 2) and by who covers them.
        let table = Contingency::new(&[0, 0, 0, 1, 1, 2, 2], &[0, 0, 0, 1, 2, 1, 2]);
        close(table.variation_of_information(), 1.142_857, 1e-6);
        close(table.adjusted_rand(), 0.475, 1e-9);
        close(table.adjusted_mutual_information(), 0.375_927, 1e-6);
        assert!(!table.first_refines_second());
    }

    #[test]
    fn refinement_has_a_direction_and_equal_partitions_score_one() {
        let table = Contingency::new(&[5, 5, 1, 2], &[9, 9, 7, 7]);
        assert!(table.first_refines_second() && !table.second_refines_first());
        close(table.second_given_first(), 0.0, 1e-12);
        close(table.first_given_second(), 0.5, 1e-12);
        for labels in [&[][..], &[3], &[1, 1], &[0, 1, 2]] {
            let same = Contingency::new(labels, labels);
            close(same.adjusted_rand(), 1.0, 1e-12);
            close(same.adjusted_mutual_information(), 1.0, 1e-12);
            close(same.normalized_mutual_information(), 1.0, 1e-12);
            close(same.variation_of_information(), 0.0, 1e-12);
        }
    }

    proptest! {
        #[test]
        fn information_identities_and_pair_counting_hold(
            pairs in prop::collection::vec((0..5_u32, 0..4_u32), 2..30)
        ) {
            let (a, b): (Vec<_>, Vec<_>) = pairs.iter().copied().unzip();
            let table = Contingency::new(&a, &b);
            let (ha, hb, mi) = (table.first_entropy(), table.second_entropy(), table.mutual_information());
            prop_assert!((table.variation_of_information() - (ha + hb - 2.0 * mi)).abs() < 1e-9);
            prop_assert!((table.first_given_second() - (ha - mi)).abs() < 1e-9);
            prop_assert!(table.normalized_mutual_information() <= 1.0);
            let swapped = Contingency::new(&b, &a);
            prop_assert!((table.adjusted_mutual_information() - swapped.adjusted_mutual_information()).abs() < 1e-9);
            // The Rand index by looking at every pair.
            let [mut tp, mut fp, mut fal, mut tn] = [0.0_f64; 4];
            for i in 0..a.len() {
                for j in 0..i {
                    match (a[i] == a[j], b[i] == b[j]) {
                        (true, true) => tp += 1.0,
                        (false, true) => fp += 1.0,
                        (true, false) => fal += 1.0,
                        (false, false) => tn += 1.0,
                    }
                }
            }
            if fp + fal > 0.0 {
                let below = (tp + fal) * (fal + tn) + (tp + fp) * (fp + tn);
                prop_assert!((table.adjusted_rand() - 2.0 * (tp * tn - fal * fp) / below).abs() < 1e-9);
            } else {
                prop_assert!((table.adjusted_rand() - 1.0).abs() < 1e-12);
            }
        }
    }
}
