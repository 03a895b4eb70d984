//! Distributions of sums by their first four cumulants, which add up over independent parts.
//!
//! Quantiles come back through a Cornish–Fisher expansion (Abramowitz & Stegun 26.2.49; Hall, *The Bootstrap and Edgeworth
//! Expansion*, 1992, section 2.5): nothing is drawn, the same data give the same bytes, and a test holds the result
//! against a hundred thousand plain draws.

use super::aggregate::FLOOR;
use crate::measure::distribution::normal_cdf;
use libm::log;

/// Largest skewness and excess that the expansion is asked to carry; beyond it would fold back.
const MOST_SKEWED: f64 = 1.2;
const MOST_PEAKED: f64 = 2.0;

/// Nodes and weights of a seven-point rule that is exact for polynomials of thirteenth degree over the standard
/// normal distribution (Gauss–Hermite, Abramowitz & Stegun 25.4.46).
const NORMAL: [(f64, f64); 7] = [
    (-3.750_439_717_725_742, 5.482_688_559_722_178e-4),
    (-2.366_759_410_734_541, 0.030_757_123_967_586_5),
    (-1.154_405_394_739_968, 0.240_123_178_605_013),
    (0.0, 0.457_142_857_142_857_1),
    (1.154_405_394_739_968, 0.240_123_178_605_013),
    (2.366_759_410_734_541, 0.030_757_123_967_586_5),
    (3.750_439_717_725_742, 5.482_688_559_722_178e-4),
];

/// Mean, variance, third and fourth cumulant.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Cumulants {
    /// Mean.
    pub mean: f64,
    /// Variance.
    pub variance: f64,
    third: f64,
    fourth: f64,
}

impl Cumulants {
    /// Of what is not uncertain.
    pub fn exact(mean: f64) -> Self {
        Self { mean, ..Self::default() }
    }

    /// Of weighted values; the weights sum to 1.
    fn of(values: &[(f64, f64)]) -> Self {
        let mean: f64 = values.iter().map(|(x, w)| w * x).sum();
        let (mut second, mut third, mut fourth) = (0.0, 0.0, 0.0);
        for (x, w) in values {
            let d = x - mean;
            let square = d * d;
            second += w * square;
            third += w * square * d;
            fourth += w * square * square;
        }
        Self { mean, variance: second, third, fourth: fourth - 3.0 * second * second }
    }

    /// Of equally likely levels, each times `weight`.
    pub fn of_levels(levels: &[f32], weight: f64) -> Self {
        let share = 1.0 / levels.len() as f64;
        let mean = levels.iter().map(|x| f64::from(*x)).sum::<f64>() * share;
        let (mut second, mut third, mut fourth) = (0.0, 0.0, 0.0);
        for x in levels {
            let d = f64::from(*x) - mean;
            let square = d * d;
            second += square;
            third += square * d;
            fourth += square * square;
        }
        let (second, third, fourth) = (second * share, third * share, fourth * share);
        let square = weight * weight;
        Self {
            mean: mean * weight,
            variance: second * square,
            third: third * square * weight,
            fourth: (fourth - 3.0 * second * second) * square * square,
        }
    }

    /// Of ln max(x, 1) of equally likely levels `held` + `weight`·level, times `share`.
    pub fn of_logarithms(levels: &[f32], weight: f64, held: f64, share: f64) -> Self {
        let logarithms = levels.iter().map(|x| log((held + weight * f64::from(*x)).max(FLOOR)) as f32);
        let mut at = [0.0f32; super::spread::LEVELS];
        for (cell, value) in at.iter_mut().zip(logarithms) {
            *cell = value;
        }
        Self::of_levels(&at, share)
    }

    /// Adds an independent part.
    pub fn add(&mut self, part: Self) {
        self.mean += part.mean;
        self.variance += part.variance;
        self.third += part.third;
        self.fourth += part.fourth;
    }

    /// The quantile that a standard normal variable has at `z`.
    pub fn quantile(&self, z: f64) -> f64 {
        let [sd, skew, excess] = self.shape();
        self.mean + sd * expanded(z, skew, excess)
    }

    /// Share of the distribution below `x`.
    pub fn share_below(&self, x: f64) -> f64 {
        let [sd, skew, excess] = self.shape();
        if sd <= 0.0 {
            return if x > self.mean { 1.0 } else { 0.0 };
        }
        let target = (x - self.mean) / sd;
        let (mut low, mut high) = (-4.0, 4.0);
        for _ in 0..40 {
            let middle = (low + high) / 2.0;
            if expanded(middle, skew, excess) < target { low = middle } else { high = middle }
        }
        normal_cdf((low + high) / 2.0)
    }

    /// Of ln max(x, 1), times `share`, where x has these cumulants and lies within `range`.
    pub fn logarithm(&self, range: (f64, f64), share: f64) -> Self {
        let [sd, skew, excess] = self.shape();
        let at = |z: f64| (self.mean + sd * expanded(z, skew, excess)).clamp(range.0, range.1).max(FLOOR);
        Self::of(&NORMAL.map(|(z, weight)| (share * log(at(z)), weight)))
    }

    fn shape(&self) -> [f64; 3] {
        let sd = self.variance.max(0.0).sqrt();
        if sd <= 0.0 {
            return [0.0; 3];
        }
        let skew = (self.third / (sd * self.variance)).clamp(-MOST_SKEWED, MOST_SKEWED);
        let excess = (self.fourth / (self.variance * self.variance)).clamp(-MOST_PEAKED, MOST_PEAKED);
        [sd, skew, excess]
    }
}

fn expanded(z: f64, skew: f64, excess: f64) -> f64 {
    let square = z * z;
    z + skew * (square - 1.0) / 6.0 + excess * (square - 3.0) * z / 24.0 - skew * skew * (2.0 * square - 5.0) * z / 36.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::distribution::gamma_quantile;

    #[test]
    fn a_sum_of_skewed_parts_has_their_joint_quantiles() {
        // Six exponential variables add up to Gamma(6): each has cumulants 1, 1, 2, 6.
        let mut sum = Cumulants::default();
        for _ in 0..6 {
            sum.add(Cumulants { mean: 1.0, variance: 1.0, third: 2.0, fourth: 6.0 });
        }
        for (z, p) in [(-1.644_853_626_951_472_7, 0.05), (0.0, 0.5), (1.644_853_626_951_472_7, 0.95)] {
            let exact = gamma_quantile(p, 6.0);
            assert!((sum.quantile(z) - exact).abs() < 0.02, "{p}: {} and {exact}", sum.quantile(z));
            assert!((sum.share_below(exact) - p).abs() < 0.005);
        }
    }

    #[test]
    fn levels_have_the_cumulants_of_their_list() {
        let found = Cumulants::of_levels(&[1.0, 2.0, 6.0], 2.0);
        assert!((found.mean - 6.0).abs() < 1e-12 && (found.variance - 4.0 * 14.0 / 3.0).abs() < 1e-9);
        let weighed = Cumulants::of(&[2.0, 4.0, 12.0].map(|x| (x, 1.0 / 3.0)));
        for (a, b) in [(found.third, weighed.third), (found.fourth, weighed.fourth)] {
            assert!((a - b).abs() < 1e-9, "{a} and {b}");
        }
    }
}
