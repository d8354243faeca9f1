//! A small seeded generator for permutation tests and samples: equal seeds give equal numbers everywhere.
//!
//! Not for secrets. Knows nothing but numbers.

/// The `SplitMix64` generator (Steele, Lea and Flood 2014): 64 bits of state, any seed is good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seeded(u64);

impl Seeded {
    /// A generator of its own for each pair of `seed` and `stream`, so that rounds that run in parallel do
    /// not depend on each other.
    pub fn new(seed: u64, stream: u64) -> Self {
        let mut mixed = Self(seed);
        let base = mixed.next_u64();
        Self(base ^ stream.wrapping_mul(0xD134_2543_DE82_EF95))
    }

    /// The next 64 bits.
    pub fn next_u64(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`, every one equally likely (Lemire 2019); 0 if `bound` is 0.
    pub fn below(&mut self, bound: u32) -> u32 {
        let bound = u64::from(bound);
        let threshold = (1_u64 << 32).checked_rem(bound).unwrap_or(0);
        loop {
            let product = (self.next_u64() >> 32) * bound;
            // The low half is below the threshold only for the few values that would come once too often.
            if product & 0xFFFF_FFFF >= threshold {
                return (product >> 32) as u32;
            }
        }
    }

    /// Puts `items` in random order, every order equally likely (Fisher and Yates).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last as u32 + 1) as usize);
        }
    }

    /// A random order of `0..n`.
    pub fn permutation(&mut self, n: usize) -> Vec<u32> {
        let mut order: Vec<u32> = (0..n as u32).collect();
        self.shuffle(&mut order);
        order
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_first_numbers_of_splitmix_are_met() {
        // Seed 1234567, from the generator's reference implementation.
        let mut random = Seeded(1_234_567);
        let first: Vec<u64> = (0..3).map(|_| random.next_u64()).collect();
        assert_eq!(
            first,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423
            ]
        );
    }

    #[test]
    fn numbers_below_a_bound_are_even_and_orders_are_complete() {
        let mut random = Seeded::new(1, 0);
        let mut count = [0_i32; 6];
        for _ in 0..60_000 {
            count[random.below(6) as usize] += 1;
        }
        assert!(count.iter().all(|c| (c - 10_000).abs() < 500), "{count:?}");
        let mut order = random.permutation(100);
        assert_ne!(order, Seeded::new(1, 1).permutation(100));
        order.sort_unstable();
        assert_eq!(order, (0..100).collect::<Vec<_>>());
        assert_eq!((random.below(0), random.below(1)), (0, 0));
    }
}
