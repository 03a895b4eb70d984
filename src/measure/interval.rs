//! Intervals, 95 % two-sided. Each returns `[lower, upper]` in the unit of its estimate.

use super::distribution::{Z95, beta_quantile, gamma_quantile};
use libm::hypot;
use std::sync::LazyLock;

/// Wilson score interval of a proportion `k`/`n`, `0 ≤ k ≤ n`, `n` > 0 (neither needs to be whole).
/// Wilson 1927; recommended for small n by Brown, Cai & DasGupta, *Statistical Science* 16(2) 2001, equation 4.
pub fn wilson(k: f64, n: f64) -> [f64; 2] {
    let p = k / n;
    let z2 = Z95 * Z95 / n;
    let centre = p + z2 / 2.0;
    let half = (p * (1.0 - p) * z2 + z2 * z2 / 4.0).max(0.0).sqrt();
    // At the ends the formula gives the end itself; what the binary form adds to it is cut off.
    let lower = if k <= 0.0 { 0.0 } else { ((centre - half) / (1.0 + z2)).clamp(0.0, p) };
    let upper = if k >= n { 1.0 } else { ((centre + half) / (1.0 + z2)).clamp(p, 1.0) };
    [lower, upper]
}

/// The sample size that carries as much as `n` answers out of a finite `population`:
/// n (N − 1) / (N − n), Cochran, *Sampling Techniques* 1977, section 2.6. Infinite when all answered.
pub fn effective_size(n: f64, population: f64) -> f64 {
    if population <= n { f64::INFINITY } else { n * (population - 1.0) / (population - n) }
}

/// Wilson score interval with the finite population correction: [`wilson`] at the [`effective_size`].
/// Where everyone answered there is nothing left to estimate and the interval is the value.
pub fn wilson_fpc(k: f64, n: f64, population: f64) -> [f64; 2] {
    let size = effective_size(n, population);
    if size.is_finite() { wilson(k / n * size, size) } else { [k / n, k / n] }
}

/// Difference `a` − `b` of two proportions, each `(k, n)`: Newcombe's hybrid score interval,
/// *Statistics in Medicine* 17 1998, method 10.
pub fn newcombe(a: (f64, f64), b: (f64, f64)) -> [f64; 2] {
    let (p, q) = (a.0 / a.1, b.0 / b.1);
    let ([l1, u1], [l2, u2]) = (wilson(a.0, a.1), wilson(b.0, b.1));
    let difference = p - q;
    [difference - hypot(p - l1, u2 - q), difference + hypot(u1 - p, q - l2)]
}

/// Jeffreys interval of a proportion: the 2.5 % and 97.5 % points of Beta(k+½, n−k+½).
/// Brown, Cai & DasGupta 2001, section 4.1.2. The scores draw from the same distribution.
pub fn jeffreys(k: f64, n: f64) -> [f64; 2] {
    [beta_quantile(0.025, k + 0.5, n - k + 0.5), beta_quantile(0.975, k + 0.5, n - k + 0.5)]
}

/// Exact interval of a Poisson count: ½χ²(0.025; 2k) to ½χ²(0.975; 2k+2).
/// Garwood, *Biometrika* 28 1936.
pub fn poisson(k: f64) -> [f64; 2] {
    /// Small counts come again and again; each is worked out once.
    static SMALL: LazyLock<Vec<[f64; 2]>> = LazyLock::new(|| (0..128).map(|k| garwood(f64::from(k))).collect());
    if k.fract() == 0.0 && (0.0..128.0).contains(&k) {
        return SMALL.get(k as usize).copied().unwrap_or_else(|| garwood(k));
    }
    garwood(k)
}

fn garwood(k: f64) -> [f64; 2] {
    let lower = if k <= 0.0 { 0.0 } else { gamma_quantile(0.025, k) };
    [lower, gamma_quantile(0.975, k + 1.0)]
}

/// Ranks `(lower, upper)`, from 1, of the order statistics that bound the median of `n` values with at least 95 %
/// coverage; `None` for fewer than six. Binomial(n, ½): David & Nagaraja, *Order Statistics* 2003, section 7.1.
pub fn median_ranks(n: usize) -> Option<(usize, usize)> {
    if n < 6 {
        return None;
    }
    let size = n as f64;
    if n > 1_000 {
        // Beyond what the sum below can hold in a double, the normal approximation differs by less than a rank.
        let rank = (size / 2.0 - Z95 * size.sqrt() / 2.0).floor();
        return Some((rank as usize, n + 1 - rank as usize));
    }
    let mut term = 0.5f64.powi(n as i32);
    let (mut below, mut lower) = (0.0, 0);
    // `below` is P(fewer than `lower` values under the median).
    while lower < n / 2 && below + term <= 0.025 {
        below += term;
        lower += 1;
        term *= (size - lower as f64 + 1.0) / lower as f64;
    }
    Some((lower, n + 1 - lower))
}

/// Quantile of sorted values, type 7 of Hyndman & Fan, *American Statistician* 50(4) 1996 (linear between ranks);
/// `None` without values.
pub fn quantile(sorted: &[f64], p: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let at = p.clamp(0.0, 1.0) * last as f64;
    let low = at.floor() as usize;
    let (a, b) = (*sorted.get(low)?, *sorted.get((low + 1).min(last))?);
    Some(a + (at - low as f64) * (b - a))
}

/// Standard error of (plus − minus)/n in a multinomial sample: √((p + m − (p − m)²)/n) with p = plus/n, m = minus/n.
/// (Variance of a difference of two multinomial shares, Agresti, *Categorical Data Analysis* 2002, section 14.1.)
pub fn net_error(plus: f64, minus: f64, n: f64) -> f64 {
    let (p, m) = (plus / n, minus / n);
    ((p + m - (p - m) * (p - m)).max(0.0) / n).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(interval: [f64; 2], expected: [f64; 2], by: f64) {
        let error = (interval[0] - expected[0]).abs().max((interval[1] - expected[1]).abs());
        assert!(error <= by, "{interval:?} is not {expected:?}");
    }

    #[test]
    fn wilson_equals_the_score_test_of_r() {
        near(wilson(0.0, 10.0), [0.0, 0.277532799863], 1e-12);
        near(wilson(1.0, 10.0), [0.0178762130951, 0.404150026795], 1e-12);
        near(wilson(5.0, 20.0), [0.111861701408, 0.468700877619], 1e-12);
        near(wilson(8.0, 20.0), [0.218806532373, 0.613418499238], 1e-12);
        near(wilson(44.0, 100.0), [0.346720266302, 0.537718953483], 1e-12);
        near(wilson(56.0, 100.0), [0.462281046517, 0.653279733698], 1e-12);
        near(wilson(10.0, 10.0), [0.722467200137, 1.0], 1e-12);
        assert_eq!(wilson(0.0, 10.0)[0].to_bits(), 0.0f64.to_bits());
    }

    #[test]
    fn newcombe_says_that_44_and_56_of_100_are_not_clearly_different() {
        near(newcombe((56.0, 100.0), (44.0, 100.0)), [-0.0181954693169, 0.251917464491], 1e-12);
        near(newcombe((9.0, 20.0), (4.0, 20.0)), [-0.0388798930601, 0.489731304433], 1e-12);
    }

    #[test]
    fn jeffreys_of_5_in_20() {
        near(jeffreys(5.0, 20.0), [0.1023985, 0.4641946], 5e-8);
    }

    #[test]
    fn poisson_is_exact() {
        near(poisson(0.0), [0.0, 3.68887945411], 1e-11);
        near(poisson(1.0), [0.0253178079843, 5.57164339094], 1e-11);
        near(poisson(5.0), [1.62348639012, 11.6683320793], 1e-10);
        near(poisson(10.0), [4.79538869613, 18.390356042], 1e-9);
        near(poisson(16.0), [9.14538245364, 25.9829975976], 1e-10);
        near(poisson(100.0), [81.3639912509, 121.626793792], 1e-9);
        near(poisson(128.0), garwood(128.0), 0.0);
    }

    #[test]
    fn the_correction_shrinks_to_nothing_when_everyone_answers() {
        let [low, high] = wilson_fpc(30.0, 50.0, 60.0);
        let [wide_low, wide_high] = wilson(30.0, 50.0);
        assert!(low > wide_low && high < wide_high);
        assert_eq!(wilson_fpc(30.0, 50.0, 50.0), [0.6, 0.6]);
        near(wilson_fpc(30.0, 50.0, 1e12), [wide_low, wide_high], 1e-9);
    }

    #[test]
    fn median_ranks_cover_95_percent() {
        for (n, ranks) in [(6, (1, 6)), (8, (1, 8)), (10, (2, 9)), (20, (6, 15)), (50, (18, 33))] {
            assert_eq!(median_ranks(n), Some(ranks), "n = {n}");
        }
        assert_eq!(median_ranks(5), None);
        // The approximation joins on without a step.
        let (exact, beyond) = (median_ranks(1_000), median_ranks(1_001));
        assert_eq!(exact, Some((469, 532)));
        assert_eq!(beyond, Some((469, 533)));
    }

    #[test]
    fn quantiles_of_type_7() {
        let values = [1.0, 2.0, 4.0, 7.0, 11.0, 16.0, 22.0];
        for (p, expected) in [(0.25, 3.0), (0.5, 7.0), (0.75, 13.5), (0.9, 18.4)] {
            assert!(quantile(&values, p).is_some_and(|q| (q - expected).abs() < 1e-12));
        }
        assert_eq!(quantile(&[], 0.5), None);
    }

    #[test]
    fn net_recommendation_of_20_12_and_8() {
        let (value, error) = (100.0 * (20.0 - 8.0) / 40.0, 100.0 * net_error(20.0, 8.0, 40.0));
        assert_eq!(value, 30.0);
        assert!((error - 12.349).abs() < 5e-4);
        near([value - Z95 * error, value + Z95 * error], [5.796, 54.204], 5e-4);
    }
}
