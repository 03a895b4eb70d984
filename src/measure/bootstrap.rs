//! What a statistic over a list of members or events would have been with another sample of the same size.
//!
//! Efron & Tibshirani, *An Introduction to the Bootstrap*, 1993: percentile intervals, chapter 13; the jackknife
//! for large lists, chapter 11. The generator is seeded from the data: the same list gives the same limits.

use super::distribution::{Z95, normal_quantile};
use super::interval::quantile;
use crate::model::quantity::Spread;

/// Resamples of a list.
pub const DRAWS: usize = 2_000;

/// Longest list that is resampled; longer ones get the jackknife's normal limits, which agree there.
pub const LONGEST: usize = 400;

/// A small deterministic generator: xoshiro256++ of Blackman & Vigna 2019, seeded through SplitMix64.
#[derive(Debug, Clone)]
pub struct Generator([u64; 4]);

impl Generator {
    /// Seeded from one number.
    pub fn new(seed: u64) -> Self {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let z = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            z ^ (z >> 31)
        };
        Self([next(), next(), next(), next()])
    }

    /// Seeded from the bits of a list of numbers.
    pub fn of(values: &[f64]) -> Self {
        let mix = |seed: u64, v: &f64| (seed ^ v.to_bits()).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(23);
        Self::new(values.iter().fold(0xcbf2_9ce4_8422_2325, mix))
    }

    /// 64 random bits.
    pub fn bits(&mut self) -> u64 {
        let s = &mut self.0;
        let out = s[0].wrapping_add(s[3]).rotate_left(23).wrapping_add(s[0]);
        let t = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= t;
        s[3] = s[3].rotate_left(45);
        out
    }

    /// Uniform in [0, 1).
    pub fn uniform(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// How often each of `times.len()` members is drawn in a sample of that size with replacement.
    /// Two indices come from one number (Lemire's multiply and shift; the bias is below 2⁻²³ for [`LONGEST`]).
    pub fn resample(&mut self, times: &mut [u32]) {
        times.fill(0);
        let size = times.len() as u64;
        for _ in 0..times.len().div_ceil(2) {
            let bits = self.bits();
            let index = |part: u64| ((part * size) >> 32) as usize;
            times[index(bits & 0xffff_ffff)] += 1;
            // An odd last draw takes one half of the number only.
            times[index(bits >> 32)] += 1;
        }
        if size % 2 == 1 {
            // One too many was drawn: take back the first member that was drawn at all after a random start.
            self.take_back(times);
        }
    }

    fn take_back(&mut self, times: &mut [u32]) {
        // Every drawn copy is equally likely to be the one that is taken back.
        let mut copy = ((self.bits() >> 32) * (times.len() as u64 + 1)) >> 32;
        for count in times {
            if copy < u64::from(*count) {
                *count -= 1;
                return;
            }
            copy -= u64::from(*count);
        }
    }
}

/// Limits and spread of a statistic.
#[derive(Debug, Clone, PartialEq)]
pub struct Limits {
    /// 95 % limits.
    pub interval: [f64; 2],
    /// For the uncertainty of scores.
    pub spread: Spread,
}

/// Percentile limits from `draws` (in any order), widened where needed to hold `value`; `None` without draws.
pub fn percentile(draws: &mut [f64], value: f64) -> Option<Limits> {
    draws.sort_unstable_by(f64::total_cmp);
    let at = |p: f64| quantile(draws, p);
    let interval = [at(0.025)?.min(value), at(0.975)?.max(value)];
    let mut quantiles = [0.0; 21];
    for (i, q) in quantiles.iter_mut().enumerate() {
        *q = at(Spread::level(i))?;
    }
    Some(Limits { interval, spread: Spread::Quantiles(Box::new(quantiles)) })
}

/// Normal limits from the values of the statistic with one member left out each.
/// Jackknife variance (n−1)/n Σ(θᵢ − θ̄)².
pub fn jackknife(left_out: &[f64], value: f64) -> Limits {
    let n = left_out.len() as f64;
    let mean = left_out.iter().sum::<f64>() / n;
    let sum: f64 = left_out.iter().map(|v| (v - mean) * (v - mean)).sum();
    normal(value, ((n - 1.0) / n * sum).sqrt())
}

/// Normal limits.
pub fn normal(value: f64, se: f64) -> Limits {
    Limits { interval: [value - Z95 * se, value + Z95 * se], spread: Spread::Normal { se } }
}

/// Limits of a sum over `residuals`' members divided by their number: the bootstrap distribution of a mean, worked
/// out rather than drawn. `residuals` are each member's part minus `value` (linearised for a ratio of sums).
///
/// Up to six members every resample is counted with its multinomial weight; beyond, the first four cumulants of the
/// distribution (Hall, *The Bootstrap and Edgeworth Expansion*, 1992, section 2.2) go through a Cornish–Fisher
/// expansion (Abramowitz & Stegun 26.2.49). `None` for fewer than two members.
pub fn mean(residuals: &[f64], value: f64) -> Option<Limits> {
    let quantiles = match residuals.len() {
        0 | 1 => return None,
        2..=6 => enumerate(residuals),
        _ => expand(residuals),
    };
    Some(limits(&quantiles, value))
}

/// Limits of a mean over members of whom many have the same value, each part `(value, members)`: the same distribution
/// as [`mean`], without a list. `None` without members.
pub fn mean_of_parts(parts: &[(f64, f64)]) -> Option<Limits> {
    let n: f64 = parts.iter().map(|(_, members)| members).sum();
    let value = parts.iter().map(|(x, members)| x * members).sum::<f64>() / n;
    (n > 0.0).then(|| limits(&expand_parts(n, parts.iter().map(|(x, members)| (x - value, *members))), value))
}

fn limits(quantiles: &Quantiles, value: f64) -> Limits {
    let at = |p: f64| quantiles(p) + value;
    let interval = [at(0.025).min(value), at(0.975).max(value)];
    let mut spread = [0.0; 21];
    for (i, q) in spread.iter_mut().enumerate() {
        *q = at(Spread::level(i));
    }
    Limits { interval, spread: Spread::Quantiles(Box::new(spread)) }
}

type Quantiles = Box<dyn Fn(f64) -> f64>;

fn enumerate(residuals: &[f64]) -> Quantiles {
    let mut atoms = Vec::new();
    visit(residuals, residuals.len(), 0.0, 1.0, &mut atoms);
    atoms.sort_unstable_by(|a: &(f64, f64), b| a.0.total_cmp(&b.0));
    let n = residuals.len() as f64;
    Box::new(move |p| {
        let mut below = 0.0;
        let found = atoms.iter().find(|(_, weight)| {
            below += weight;
            below >= p - 1e-12
        });
        found.or(atoms.last()).map_or(0.0, |(sum, _)| sum / n)
    })
}

/// Every way to draw `left` members from `rest` with replacement, with its probability: sum and weight.
fn visit(rest: &[f64], left: usize, sum: f64, weight: f64, out: &mut Vec<(f64, f64)>) {
    let Some((first, rest)) = rest.split_first() else { return };
    if rest.is_empty() {
        out.push((sum + left as f64 * first, weight));
        return;
    }
    // The first of m members is drawn k of `left` times with Binomial(left, 1/m).
    let share = 1.0 / (rest.len() as f64 + 1.0);
    let mut term = (1.0 - share).powi(left as i32);
    for k in 0..=left {
        visit(rest, left - k, sum + k as f64 * first, weight * term, out);
        term *= (left - k) as f64 / (k as f64 + 1.0) * share / (1.0 - share);
    }
}

fn expand(residuals: &[f64]) -> Quantiles {
    expand_parts(residuals.len() as f64, residuals.iter().map(|r| (*r, 1.0)))
}

/// The same for `n` members in parts of equal value, each `(value, members)`.
fn expand_parts(n: f64, parts: impl Iterator<Item = (f64, f64)> + Clone) -> Quantiles {
    let mean = parts.clone().map(|(r, c)| c * r).sum::<f64>() / n;
    let moment = |power: i32| parts.clone().map(|(r, c)| c * (r - mean).powi(power)).sum::<f64>() / n;
    let variance = moment(2);
    let sd = (variance / n).sqrt();
    if sd <= 0.0 {
        return Box::new(move |_| mean);
    }
    let skew = moment(3) / (variance * variance.sqrt()) / n.sqrt();
    let excess = (moment(4) / (variance * variance) - 3.0) / n;
    Box::new(move |p| {
        let z = normal_quantile(p);
        let w = z + skew * (z * z - 1.0) / 6.0 + excess * (z * z * z - 3.0 * z) / 24.0
            - skew * skew * (2.0 * z * z * z - 5.0 * z) / 36.0;
        mean + sd * w
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resamples_have_the_size_of_the_list_and_the_same_seed_gives_the_same() {
        for size in [1usize, 2, 7, 30] {
            let (mut a, mut b) = (Generator::new(7), Generator::new(7));
            let (mut first, mut second) = (vec![0; size], vec![0; size]);
            for _ in 0..100 {
                a.resample(&mut first);
                b.resample(&mut second);
                assert_eq!(first.iter().sum::<u32>() as usize, size);
                assert_eq!(first, second);
            }
        }
    }

    #[test]
    fn every_member_is_drawn_once_on_average() {
        let mut generator = Generator::new(1);
        let (mut times, mut totals) = ([0u32; 5], [0u32; 5]);
        for _ in 0..20_000 {
            generator.resample(&mut times);
            totals.iter_mut().zip(times).for_each(|(total, t)| *total += t);
        }
        assert!(totals.iter().all(|t| (19_500..20_500).contains(t)), "{totals:?}");
    }

    fn drawn(values: &[f64]) -> Vec<f64> {
        let mut generator = Generator::of(values);
        let mut times = vec![0; values.len()];
        let mut draws: Vec<f64> = (0..100_000)
            .map(|_| {
                generator.resample(&mut times);
                let sum: f64 = times.iter().zip(values).map(|(t, v)| f64::from(*t) * v).sum();
                sum / values.len() as f64
            })
            .collect();
        draws.sort_unstable_by(f64::total_cmp);
        draws
    }

    #[test]
    fn worked_out_limits_of_a_mean_agree_with_drawn_ones() {
        let lists: [&[f64]; 4] = [
            &[0.1, 0.2, 0.6],
            &[0.05, 0.1, 0.1, 0.4, 0.2],
            &[0.1, 0.12, 0.3, 0.05, 0.08, 0.22, 0.1, 0.6],
            &[0.4, 0.2, 0.2, 0.1, 0.3, 0.25, 0.2, 0.1, 0.05, 0.33, 0.28, 0.9],
        ];
        for values in lists {
            let value = values.iter().sum::<f64>() / values.len() as f64;
            let residuals: Vec<f64> = values.iter().map(|v| v - value).collect();
            let limits = mean(&residuals, value).expect("there are at least two");
            let draws = drawn(values);
            for (p, limit) in [(0.025, limits.interval[0]), (0.975, limits.interval[1])] {
                let plain = quantile(&draws, p).expect("there are draws");
                let sd = value.abs().max(0.1);
                assert!((plain - limit).abs() < 0.06 * sd, "{values:?} at {p}: {plain} and {limit}");
            }
        }
    }
}
