//! Draws that are laid out rather than thrown: every pair of levels of two indicators meets exactly once.
//!
//! The points of an orthogonal array of strength 2 (Bush, *Annals of Mathematical Statistics* 23 1952; Owen, *Statistica
//! Sinica* 2 1992, for integration): point (row, column) takes level (row + c·column) mod p of the indicator in slot c.
//! With p² points it is as exact for sums of indicators as several times as many random draws, the same on every machine,
//! and each column of points reads its levels in one run, which is what makes it fast.

/// Levels of each indicator, a prime: there are its square in points.
pub const LEVELS: usize = 23;

/// Room in a column: one more than the levels, so that columns come in whole registers.
const LANES: usize = LEVELS + 1;

/// Points.
pub const POINTS: usize = LEVELS * LEVELS;

/// Bins of a [`Histogram`].
const BINS: usize = 256;

/// One number for every point, column by column.
#[derive(Debug, Clone)]
pub struct Lattice([[f32; LANES]; LEVELS]);

impl Lattice {
    /// The same number at every point.
    pub fn filled(value: f32) -> Self {
        Self([[value; LANES]; LEVELS])
    }

    /// Sets every point to one number.
    pub fn fill(&mut self, value: f32) {
        for column in &mut self.0 {
            column.fill(value);
        }
    }

    /// Adds `weight` times the levels of the indicator in `slot`. Slots beyond the number of levels are read along
    /// parabolas, which keeps them apart from the first ones.
    pub fn add(&mut self, levels: &[f32], weight: f32, slot: usize) {
        let mut twice = [0.0; 2 * LANES];
        let (first, second) = twice.split_at_mut(LEVELS);
        for ((a, b), level) in first.iter_mut().zip(second).zip(levels) {
            *a = level * weight;
            *b = *a;
        }
        let (slope, bend) = (slot % LEVELS, slot / LEVELS);
        for (at, column) in self.0.iter_mut().enumerate() {
            let offset = (slope * at + bend * at * at) % LEVELS;
            for (cell, level) in column.iter_mut().zip(&twice[offset..offset + LANES]) {
                *cell += level;
            }
        }
    }

    /// Multiplies every point by a tenth of the other's, which is first raised to at least 1: the product of up to
    /// thirty-seven scores stays within the range of the number.
    pub fn multiply(&mut self, scores: &Self) {
        for (column, others) in self.0.iter_mut().zip(&scores.0) {
            for (cell, other) in column.iter_mut().zip(others) {
                *cell *= other.max(1.0) * 0.1;
            }
        }
    }

    /// Adds to every point `weight` times the binary logarithm of a tenth of the other's, raised to at least 1.
    pub fn add_logarithm(&mut self, scores: &Self, weight: f32) {
        for (column, others) in self.0.iter_mut().zip(&scores.0) {
            for (cell, other) in column.iter_mut().zip(others) {
                *cell += weight * log2(other.max(1.0) * 0.1);
            }
        }
    }

    /// Adds one number to every point.
    pub fn shift(&mut self, by: f32) {
        for column in &mut self.0 {
            for cell in column {
                *cell += by;
            }
        }
    }

    /// Multiplies every point by one number.
    pub fn scale(&mut self, factor: f32) {
        for column in &mut self.0 {
            for cell in column {
                *cell *= factor;
            }
        }
    }

    /// How the points are distributed, with bins of even width between `low` and `high`.
    pub fn histogram(&self, low: f32, high: f32) -> Histogram {
        let step = ((high - low) / BINS as f32).max(f32::MIN_POSITIVE);
        self.count(Axis::Even { low, step })
    }

    /// The same for products, with bins of even width in powers of two.
    pub fn histogram_of_product(&self, low: f32, high: f32) -> Histogram {
        let (low, high) = (low.max(f32::MIN_POSITIVE).to_bits(), high.max(f32::MIN_POSITIVE).to_bits());
        // As many bits are dropped as it takes to number the bins.
        let shift = (u32::BITS - high.saturating_sub(low).leading_zeros()).saturating_sub(BINS.trailing_zeros());
        self.count(Axis::Powers { low, shift })
    }

    fn count(&self, axis: Axis) -> Histogram {
        let mut counts = [0; BINS];
        match axis {
            Axis::Even { low, step } => {
                let per = 1.0 / step;
                self.tally(&mut counts, |value| ((value - low) * per) as usize);
            }
            Axis::Powers { low, shift } => {
                self.tally(&mut counts, |value| (value.to_bits().saturating_sub(low) >> shift) as usize);
            }
        }
        Histogram { counts, axis }
    }

    fn tally(&self, counts: &mut [u16; BINS], bin: impl Fn(f32) -> usize) {
        for column in &self.0 {
            for value in &column[..LEVELS] {
                counts[bin(*value).min(BINS - 1)] += 1;
            }
        }
    }
}

/// Binary logarithm of a positive normal number to seven digits, in steps that the compiler can take four at a time:
/// the exponent, and for the mantissa m in [1, 2) the series of artanh at (m − √2)/(m + √2)
/// (Abramowitz & Stegun 4.1.27).
fn log2(x: f32) -> f32 {
    const ROOT: f32 = std::f32::consts::SQRT_2;
    const TWICE: f32 = 2.0 / std::f32::consts::LN_2;
    let bits = x.to_bits();
    let exponent = ((bits >> 23) as i32 - 127) as f32;
    let mantissa = f32::from_bits((bits & 0x007f_ffff) | 0x3f80_0000);
    let s = (mantissa - ROOT) / (mantissa + ROOT);
    let square = s * s;
    exponent + 0.5 + TWICE * s * (1.0 + square * (1.0 / 3.0 + square * (0.2 + square / 7.0)))
}

#[derive(Debug, Clone, Copy)]
enum Axis {
    Even { low: f32, step: f32 },
    Powers { low: u32, shift: u32 },
}

/// How many points lie in which bin.
#[derive(Debug, Clone)]
pub struct Histogram {
    counts: [u16; BINS],
    axis: Axis,
}

impl Histogram {
    /// Quantile `p`, linear within a bin.
    pub fn quantile(&self, p: f32) -> f32 {
        let target = p * POINTS as f32;
        let mut below = 0.0;
        for (bin, count) in self.counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let count = f32::from(*count);
            if below + count >= target {
                return self.within(bin, ((target - below) / count).clamp(0.0, 1.0));
            }
            below += count;
        }
        self.within(BINS - 1, 1.0)
    }

    /// Share of the points below `value`, linear within a bin.
    pub fn share_below(&self, value: f32) -> f32 {
        let mut below = 0.0;
        for (bin, count) in self.counts.iter().enumerate() {
            let (low, high) = (self.within(bin, 0.0), self.within(bin, 1.0));
            if value < high {
                let part = ((value - low) / (high - low)).clamp(0.0, 1.0);
                return (below + part * f32::from(*count)) / POINTS as f32;
            }
            below += f32::from(*count);
        }
        1.0
    }

    fn within(&self, bin: usize, part: f32) -> f32 {
        match self.axis {
            Axis::Even { low, step } => low + (bin as f32 + part) * step,
            Axis::Powers { low, shift } => {
                let edge = |bin: usize| f32::from_bits(low.saturating_add((bin as u32) << shift));
                let (from, to) = (edge(bin), edge(bin + 1));
                from + part * (to - from)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_of_levels_meets_once() {
        let levels: Vec<f32> = (0..LEVELS).map(|i| i as f32).collect();
        for (a, b) in [(0, 1), (3, 17), (21, 22)] {
            let mut lattice = Lattice::filled(0.0);
            lattice.add(&levels, 1.0, a);
            lattice.add(&levels, 100.0, b);
            let mut seen: Vec<i32> = lattice.0.iter().flat_map(|c| &c[..LEVELS]).map(|x| *x as i32).collect();
            seen.sort_unstable();
            seen.dedup();
            assert_eq!(seen.len(), POINTS, "slots {a} and {b}");
        }
    }

    #[test]
    fn the_logarithm_is_right_to_six_digits() {
        for x in [0.1f32, 0.5, 0.99, 1.0, 1.41, 1.42, 3.7, 10.0] {
            assert!((log2(x) - x.log2()).abs() < 2e-6, "{x}");
        }
    }

    #[test]
    fn quantiles_of_a_uniform_sum_are_those_of_the_triangle() {
        let levels: Vec<f32> = (0..LEVELS).map(|i| (i as f32 + 0.5) / LEVELS as f32).collect();
        let mut lattice = Lattice::filled(0.0);
        lattice.add(&levels, 1.0, 0);
        lattice.add(&levels, 1.0, 1);
        let histogram = lattice.histogram(0.0, 2.0);
        assert!((histogram.quantile(0.05) - 0.1f32.sqrt()).abs() < 0.02);
        assert!((histogram.quantile(0.95) - (2.0 - 0.1f32.sqrt())).abs() < 0.02);
        assert!((histogram.share_below(1.0) - 0.5).abs() < 0.03);
        let mut product = Lattice::filled(1.0);
        lattice.scale(50.0);
        product.multiply(&lattice);
        let q = product.histogram_of_product(0.1, 10.0).quantile(0.95) * 10.0;
        assert!((q / 50.0 - (2.0 - 0.1f32.sqrt())).abs() < 0.02, "{q}");
    }
}
