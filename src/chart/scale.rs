//! From values to pixels: straight scales with round ticks, and bands of equal rows or columns.
//!
//! It must not know what is drawn.

/// A straight scale from values to pixels.
///
/// ```
/// use orglint::chart::scale::Linear;
///
/// let x = Linear::round((0.0, 17.0), (200, 800), 5);
/// assert_eq!(x.ticks(), [0.0, 5.0, 10.0, 15.0, 20.0]);
/// assert_eq!((x.at(0.0), x.at(20.0), x.at(8.0)), (200, 800, 440));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Linear {
    low: f64,
    high: f64,
    step: Step,
    from: i32,
    to: i32,
}

/// A round distance of ticks: one, two or five times a power of ten, kept as a fraction so that ticks are
/// the nearest numbers to what they say.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Step {
    times: f64,
    over: f64,
}

impl Step {
    /// The smallest round step that needs at most `most` steps for `span`.
    fn for_span(span: f64, most: usize) -> Step {
        let least = span / most.max(1) as f64;
        let (mut times, mut over) = (1.0, 1.0);
        while times / over * 10.0 <= least {
            times *= 10.0;
        }
        while times / over > least && over < 1e12 {
            over *= 10.0;
        }
        let fits = [1.0, 2.0, 5.0, 10.0]
            .into_iter()
            .find(|m| times * m / over >= least);
        Step {
            times: times * fits.unwrap_or(10.0),
            over,
        }
    }

    fn nth(self, n: f64) -> f64 {
        n * self.times / self.over
    }

    fn before(self, value: f64) -> f64 {
        (value * self.over / self.times).floor()
    }

    fn after(self, value: f64) -> f64 {
        (value * self.over / self.times).ceil()
    }
}

impl Linear {
    /// A scale from the `values` (low, high) to the `pixels` (low's place, high's place; y scales go downwards
    /// in value), widened to round ends with at most `most` steps between ticks.
    ///
    /// Values that are no numbers count as zero; equal ends are moved one apart.
    pub fn round(values: (f64, f64), pixels: (i32, i32), most: usize) -> Linear {
        let (low, high) = ordered(values);
        let step = Step::for_span(high - low, most);
        let (low, high) = (step.nth(step.before(low)), step.nth(step.after(high)));
        Linear {
            low,
            high,
            step,
            from: pixels.0,
            to: pixels.1,
        }
    }

    /// As [`round`](Linear::round), with ticks on whole numbers only: people, teams, meetings.
    pub fn counts(most_value: usize, pixels: (i32, i32), most: usize) -> Linear {
        let high = most_value.max(1) as f64;
        let step = Step::for_span(high.max(most as f64), most);
        let step = if step.times < step.over {
            Step {
                times: 1.0,
                over: 1.0,
            }
        } else {
            step
        };
        Linear {
            low: 0.0,
            high: step.nth(step.after(high)),
            step,
            from: pixels.0,
            to: pixels.1,
        }
    }

    /// A scale with exactly these ends; its ticks are the round values between them.
    pub fn exact(values: (f64, f64), pixels: (i32, i32), most: usize) -> Linear {
        let (low, high) = ordered(values);
        Linear {
            low,
            high,
            step: Step::for_span(high - low, most),
            from: pixels.0,
            to: pixels.1,
        }
    }

    /// The pixel of a value; values beyond the ends stay at the ends.
    pub fn at(&self, value: f64) -> i32 {
        let value = if value.is_nan() {
            self.low
        } else {
            value.clamp(self.low, self.high)
        };
        let share = (value - self.low) / (self.high - self.low);
        self.from + (share * f64::from(self.to - self.from)).round() as i32
    }

    /// The pixel of a count.
    pub fn at_count(&self, count: usize) -> i32 {
        self.at(count as f64)
    }

    /// The round values on the scale, rising.
    pub fn ticks(&self) -> Vec<f64> {
        let (first, last) = (self.step.after(self.low), self.step.before(self.high));
        let steps = (last - first).clamp(-1.0, 1000.0) as i64;
        (0..=steps)
            .map(|n| self.step.nth(first + n as f64))
            .collect()
    }

    /// How many decimals the ticks need.
    pub fn decimals(&self) -> usize {
        let mut places = 0;
        let mut over = self.step.over;
        while over > 1.0 && places < 12 && self.step.times / self.step.over < 1.0 {
            over /= 10.0;
            places += 1;
        }
        places
    }

    /// The lowest and the highest value.
    pub fn ends(&self) -> (f64, f64) {
        (self.low, self.high)
    }
}

fn ordered((a, b): (f64, f64)) -> (f64, f64) {
    let finite = |v: f64| if v.is_finite() { v } else { 0.0 };
    let (a, b) = (finite(a), finite(b));
    let (low, high) = if a <= b { (a, b) } else { (b, a) };
    if high > low {
        (low, high)
    } else {
        (low, low + 1.0)
    }
}

/// Equal rows or columns that fill a length exactly, to the pixel.
///
/// ```
/// use orglint::chart::scale::Band;
///
/// let columns = Band::new(100, 310, 3);
/// assert_eq!([columns.at(0), columns.at(1), columns.at(2)], [(100, 103), (203, 104), (307, 103)]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Band {
    from: i32,
    length: i32,
    count: usize,
}

impl Band {
    /// `count` bands from pixel `from` over `length` pixels.
    pub fn new(from: i32, length: i32, count: usize) -> Band {
        Band {
            from,
            length: length.max(0),
            count: count.max(1),
        }
    }

    /// Start and length of a band.
    pub fn at(&self, index: usize) -> (i32, i32) {
        let (start, end) = (self.edge(index), self.edge(index + 1));
        (start, end - start)
    }

    /// The middle of a band.
    pub fn middle(&self, index: usize) -> i32 {
        let (start, length) = self.at(index);
        start + length / 2
    }

    /// The length that every band has at least.
    pub fn least(&self) -> i32 {
        self.length / i32::try_from(self.count).unwrap_or(i32::MAX)
    }

    fn edge(&self, index: usize) -> i32 {
        // Rounded to the nearest pixel, so that lengths differ by one at most and nothing is left over.
        let (count, index) = (self.count as i64, index.min(self.count) as i64);
        self.from + ((2 * index * i64::from(self.length) + count) / (2 * count)) as i32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ticks_are_round_numbers() {
        let ticks = |low, high, most| Linear::round((low, high), (0, 100), most).ticks();
        assert_eq!(ticks(0.0, 1.0, 5), [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]);
        assert_eq!(ticks(-3.0, 7.5, 6), [-4.0, -2.0, 0.0, 2.0, 4.0, 6.0, 8.0]);
        assert_eq!(ticks(0.0, 0.3, 3), [0.0, 0.1, 0.2, 0.3]);
        assert_eq!(ticks(5.0, 5.0, 2), [5.0, 5.5, 6.0]);
        assert_eq!(Linear::round((0.0, 0.03), (0, 9), 3).decimals(), 2);
        assert_eq!(Linear::round((0.0, 300.0), (0, 9), 3).decimals(), 0);
        let counts = |most| Linear::counts(most, (0, 100), 5).ticks();
        assert_eq!(counts(0), [0.0, 1.0]);
        assert_eq!(counts(3), [0.0, 1.0, 2.0, 3.0]);
        assert_eq!(counts(11), [0.0, 5.0, 10.0, 15.0]);
    }

    proptest! {
        #[test]
        fn a_scale_holds_its_values_and_keeps_order(low in -1e6..1e6, span in 1e-6..1e6, most in 1usize..12, share in 0.0..1.0) {
            let scale = Linear::round((low, low + span), (10, 510), most);
            let (from, to) = scale.ends();
            prop_assert!(from <= low && low + span <= to + span * 1e-9);
            let ticks = scale.ticks();
            prop_assert!(ticks.len() <= most + 3 && ticks.len() >= 2, "{:?}", ticks);
            prop_assert!(ticks.windows(2).all(|w| w[0] < w[1]));
            let at = scale.at(low + span * share);
            prop_assert!((10..=510).contains(&at) && scale.at(low) <= at && at <= scale.at(low + span));
        }

        #[test]
        fn bands_fill_their_length(from in -100i32..100, length in 0i32..2000, count in 1usize..300) {
            let band = Band::new(from, length, count);
            let mut next = from;
            for i in 0..count {
                let (start, size) = band.at(i);
                prop_assert_eq!(start, next);
                prop_assert!(size >= band.least() && size <= band.least() + 1);
                next = start + size;
            }
            prop_assert_eq!(next, from + length);
        }
    }
}
