//! What an indicator's points might have been with other data: equally likely levels of its distribution.
//!
//! A level is the score at a quantile. The quantiles of the beta and gamma distributions are worked out by expansions
//! that a test holds against the exact ones; exact quantiles would cost a thousand times as much.

use super::posts::Posts;
use crate::measure::distribution::{gamma_quantile, normal_cdf, normal_quantile};
use crate::model::quantity::Spread;
use libm::{exp, pow};
use std::sync::LazyLock;

/// Levels of each indicator.
pub const LEVELS: usize = 23;

/// Levels at the middles of [`LEVELS`] equal parts, then the 5 % and the 95 % quantile.
pub const NODES: usize = LEVELS + 2;

/// Counts below this go through the gamma table, larger ones through the Cornish–Fisher expansion.
const SMALL: f64 = 3.0;

/// The nodes, standard normal quantiles there, the polynomials of the expansion there, and gamma quantiles for small counts.
struct Table {
    p: [f64; NODES],
    /// The nodes in order.
    ascending: [f32; NODES],
    /// For the middles of equal parts, the node before and the way to the next one.
    middle: [(usize, f32); LEVELS],
    z: [f64; NODES],
    skew: [f64; NODES],
    excess: [f64; NODES],
    square: [f64; NODES],
    /// Quantiles of Gamma(k + ½) for k = 0, 1, 2, 3.
    gamma: [[f64; NODES]; 4],
    /// The same at 1 − p.
    mirrored: [[f64; NODES]; 4],
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let p = nodes();
    let z = p.map(normal_quantile);
    let gamma = |k: usize| p.map(|p| gamma_quantile(p, k as f64 + 0.5));
    let mirrored = |k: usize| p.map(|p| gamma_quantile(1.0 - p, k as f64 + 0.5));
    let mut ascending = p.map(|p| p as f32);
    ascending.sort_unstable_by(f32::total_cmp);
    let middle = |i: usize| {
        let at = (i as f64 + 0.5) / LEVELS as f64;
        let from = p[..LEVELS].partition_point(|p| *p <= at).clamp(1, LEVELS - 1) - 1;
        (from, ((at - p[from]) / (p[from + 1] - p[from])) as f32)
    };
    Table {
        p,
        ascending,
        middle: std::array::from_fn(middle),
        z,
        skew: z.map(|z| (z * z - 1.0) / 6.0),
        excess: z.map(|z| (z * z * z - 3.0 * z) / 24.0),
        square: z.map(|z| (2.0 * z * z * z - 5.0 * z) / 36.0),
        gamma: [0, 1, 2, 3].map(gamma),
        mirrored: [0, 1, 2, 3].map(mirrored),
    }
});

fn nodes() -> [f64; NODES] {
    let mut p = [0.0; NODES];
    let middle = |i: usize| normal_quantile((i as f64 + 0.5) / LEVELS as f64);
    // The middles of equal parts know nothing of the tails beyond them; drawn out until their variance is the
    // distribution's own, a sum of many indicators is as wide as it should be.
    let variance = (0..LEVELS).map(|i| middle(i) * middle(i)).sum::<f64>() / LEVELS as f64;
    for (i, p) in p.iter_mut().take(LEVELS).enumerate() {
        *p = normal_cdf(middle(i) / variance.sqrt());
    }
    p[LEVELS] = 0.05;
    p[LEVELS + 1] = 0.95;
    p
}

/// Points at the nodes of the distribution of an estimate with this value and spread; `None` where it is held fixed.
/// For lower-is-better they fall, which matters to nobody: each level is as likely as every other.
pub fn points(value: f64, spread: &Spread, posts: &Posts) -> Option<[f32; NODES]> {
    let mut x = quantiles(value, spread)?;
    if let Some((offset, slope)) = posts.line() {
        for x in &mut x {
            *x = (offset + slope * *x).clamp(0.0, 100.0);
        }
    } else {
        for x in &mut x {
            *x = posts.points(*x).value;
        }
    }
    Some(x.map(|x| x as f32))
}

/// Values at the nodes.
fn quantiles(value: f64, spread: &Spread) -> Option<[f64; NODES]> {
    Some(match spread {
        Spread::Fixed => return None,
        Spread::Beta { k, n } => beta(*k, *n),
        Spread::Carried { k, n, power } => beta(*k, *n).map(|p| 1.0 - pow(1.0 - p, *power)),
        Spread::Gamma { k, per_count } => gamma(*k).map(|count| count * per_count),
        Spread::Inverse { k, total } => gamma(*k).map(|count| total / count),
        Spread::Normal { se } => TABLE.z.map(|z| value + z * se),
        Spread::Quantiles(at) => TABLE.p.map(|p| between(at, p)),
    })
}

/// Quantiles of Beta(k+½, n−k+½), the posterior of a proportion under Jeffreys' prior.
///
/// Counts of 3 and more on both sides: Cornish–Fisher (Abramowitz & Stegun 26.2.49) with the beta's skewness and
/// excess. A smaller side: −ln(1 − X)·(b + (a − 1)/2) is nearly Gamma(a) (Johnson, Kotz & Balakrishnan, *Continuous
/// Univariate Distributions* 2, 1995, chapter 25).
fn beta(k: f64, n: f64) -> [f64; NODES] {
    let table = &*TABLE;
    let (a, b) = (k + 0.5, n - k + 0.5);
    if k < SMALL && k <= n - k {
        let per = 1.0 / (b + (a - 1.0) / 2.0);
        return small(&table.gamma, k).map(|g| 1.0 - exp(-g * per));
    }
    if n - k < SMALL {
        let per = 1.0 / (a + (b - 1.0) / 2.0);
        return small(&table.mirrored, n - k).map(|g| exp(-g * per));
    }
    let (sum, product) = (a + b, a * b);
    let mean = a / sum;
    let sd = (product / (sum * sum * (sum + 1.0))).sqrt();
    let skew = 2.0 * (b - a) * (sum + 1.0).sqrt() / ((sum + 2.0) * product.sqrt());
    let excess =
        6.0 * ((a - b) * (a - b) * (sum + 1.0) - product * (sum + 2.0)) / (product * (sum + 2.0) * (sum + 3.0));
    let mut x = [0.0; NODES];
    for (i, x) in x.iter_mut().enumerate() {
        let w = table.z[i] + skew * table.skew[i] + excess * table.excess[i] - skew * skew * table.square[i];
        *x = (mean + sd * w).clamp(0.0, 1.0);
    }
    x
}

/// Quantiles of Gamma(k+½), the posterior of a Poisson count under Jeffreys' prior; from 3 on by Wilson & Hilferty,
/// *PNAS* 17 1931.
fn gamma(k: f64) -> [f64; NODES] {
    let table = &*TABLE;
    if k < SMALL {
        return small(&table.gamma, k);
    }
    let a = k + 0.5;
    let (shift, step) = (1.0 - 1.0 / (9.0 * a), 1.0 / (3.0 * a.sqrt()));
    table.z.map(|z| {
        let root = (shift + step * z).max(0.0);
        a * root * root * root
    })
}

/// A count between the whole ones of the table (samples of finite populations count in fractions) lies between them.
fn small(table: &[[f64; NODES]; 4], k: f64) -> [f64; NODES] {
    let low = k.clamp(0.0, 2.999).floor();
    let (from, to) = (&table[low as usize], &table[low as usize + 1]);
    let mut x = *from;
    if k > low {
        for (x, to) in x.iter_mut().zip(to) {
            *x += (k - low) * (to - *x);
        }
    }
    x
}

/// Share of a distribution with these levels and quantiles (see `nodes`; ascending) below `x`, which lies above the
/// first `at` of them; linear between them, and beyond the outer ones as far as the last step goes on.
pub fn share_at(levels: &[f32; NODES], at: usize, x: f32) -> f32 {
    let i = at.clamp(1, NODES - 1);
    let (from, to) = (levels[i - 1], levels[i]);
    let (p, q) = (TABLE.ascending[i - 1], TABLE.ascending[i]);
    let share = if to > from { p + (q - p) * (x - from) / (to - from) } else { f32::from(u8::from(x >= to)) };
    share.clamp(0.0, 1.0)
}

/// The quantiles at the middles of equal parts, linear between levels that are drawn out (see `nodes`).
pub fn middles(levels: &[f32; LEVELS]) -> [f32; LEVELS] {
    std::array::from_fn(|i| {
        let (from, part) = TABLE.middle[i];
        levels[from] + part * (levels[from + 1] - levels[from])
    })
}

/// Linear between the quantiles 0, 5, …, 100 %.
fn between(at: &[f64; 21], p: f64) -> f64 {
    let position = p * 20.0;
    let low = (position as usize).min(19);
    at[low] + (position - low as f64) * (at[low + 1] - at[low])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::distribution::beta_quantile;

    #[test]
    fn levels_of_shares_and_counts_are_their_quantiles() {
        for (k, n) in [(0, 12), (0, 400), (1, 20), (2, 9), (3, 30), (5, 20), (30, 60), (131, 415), (19, 20), (50, 50)] {
            let (k, n) = (f64::from(k), f64::from(n));
            let exact = nodes().map(|p| beta_quantile(p, k + 0.5, n - k + 0.5));
            let mean = exact.iter().sum::<f64>() / NODES as f64;
            let sd = (exact.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / NODES as f64).sqrt();
            for (x, exact) in beta(k, n).iter().zip(exact) {
                assert!((x - exact).abs() < 0.04 * sd, "{k} of {n}: {x} and {exact}, sd {sd}");
            }
        }
        for k in [0.0, 1.0, 4.0, 20.0] {
            for (x, p) in gamma(k).iter().zip(nodes()) {
                assert!((x - gamma_quantile(p, k + 0.5)).abs() < 0.01 * (k + 0.5).sqrt());
            }
        }
    }

    #[test]
    fn a_fixed_value_has_no_levels_and_lower_is_better_falls() {
        let posts = Posts::new(crate::playbook::Scale::Linear, [0.4, 0.02]).unwrap();
        assert_eq!(points(0.1, &Spread::Fixed, &posts), None);
        let falling = points(0.1, &Spread::Beta { k: 10.0, n: 100.0 }, &posts).unwrap();
        assert!(falling[0] > falling[LEVELS - 1] && falling[LEVELS] > falling[LEVELS + 1]);
        assert!(falling.iter().all(|p| (0.0..=100.0).contains(p)));
    }
}
