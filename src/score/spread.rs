//! What an indicator's points might have been with other data: equally likely levels of its distribution.
//!
//! A level is the score at a quantile. Of shares of few cases the quantiles are exact, for there the expansions are not
//! good enough; those of many cases and of counts come from expansions that a test holds against the exact ones, which
//! would cost a thousand times as much.

use super::posts::Posts;
use crate::measure::distribution::{beta_quantile, gamma_quantile, normal_cdf, normal_quantile};
use crate::model::quantity::Spread;
use libm::{exp, pow};
use std::sync::{LazyLock, OnceLock};

/// Levels of each indicator.
pub const LEVELS: usize = 23;

/// Levels at the middles of [`LEVELS`] equal parts, then the 5 % and the 95 % quantile.
pub const NODES: usize = LEVELS + 2;

/// Quantiles at the nodes.
pub type Nodes = [f32; NODES];

/// Up to so many cases the quantiles of a share are the exact ones, worked out once for each count.
const EXACT: usize = 80;

/// Points further out than any that matter.
const FAR: f64 = 1e4;

/// Counts below this go through the gamma table, larger ones through the Cornish–Fisher expansion.
const SMALL: f64 = 3.0;

/// The nodes, standard normal quantiles there, the polynomials of the expansion there, and gamma quantiles for small counts.
struct Table {
    p: [f64; NODES],
    /// Places of the nodes from the lowest to the highest, and their normal quantiles.
    order: [usize; NODES],
    ascending: [f32; NODES],
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
    let mut order: [usize; NODES] = std::array::from_fn(|i| i);
    order.sort_by(|a, b| p[*a].total_cmp(&p[*b]));
    Table {
        p,
        order,
        ascending: order.map(|at| z[at] as f32),
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

/// The nodes from the lowest to the highest: their places and their probabilities.
pub fn by_probability() -> impl Iterator<Item = (usize, f32)> {
    let table = &*TABLE;
    table.order.iter().map(|at| (*at, table.p[*at] as f32))
}

/// Quantiles from the lowest to the highest, and the standard normal ones there. The nodes lie alike on both sides of the
/// middle, so falling quantiles are those of rising ones read backwards.
pub fn ascending(at: &Nodes) -> (Nodes, &'static Nodes) {
    let table = &*TABLE;
    let mut sorted = table.order.map(|i| at[i]);
    if sorted[0] > sorted[NODES - 1] {
        sorted.reverse();
    }
    (sorted, &table.ascending)
}

/// Points at the nodes of the distribution of an estimate with this value and spread, not clipped at the posts; `None`
/// where it is held fixed. For lower-is-better they fall.
pub fn points(value: f64, spread: &Spread, posts: &Posts) -> Option<Nodes> {
    let mut x = quantiles(value, spread)?;
    if let Some((offset, slope)) = posts.line() {
        for x in &mut x {
            *x = offset + slope * *x;
        }
    } else {
        for x in &mut x {
            // Nothing spent lies infinitely far beyond its post.
            *x = (100.0 * posts.position(*x)).clamp(-FAR, FAR);
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

/// Quantiles of Beta(k+½, n−k+½), the posterior of a proportion under Jeffreys' prior: exact up to [`EXACT`] cases, by
/// [`expanded`] above.
fn beta(k: f64, n: f64) -> [f64; NODES] {
    if n > EXACT as f64 || n < 0.0 {
        return expanded(k, n);
    }
    // Samples of finite populations count in fractions: these lie between whole numbers of cases with and without.
    let (with, without) = (k.clamp(0.0, n), (n - k).clamp(0.0, n));
    let (part, other) = (with - with.floor(), without - without.floor());
    let at = |more: usize, others: usize| {
        let k = with as usize + more;
        exact(k, k + without as usize + others)
    };
    let mut x = *at(0, 0);
    if part > 0.0 || other > 0.0 {
        let (more, others, both) = (at(1, 0), at(0, 1), at(1, 1));
        for (i, x) in x.iter_mut().enumerate() {
            let (here, there) = (*x + part * (more[i] - *x), others[i] + part * (both[i] - others[i]));
            *x = here + other * (there - here);
        }
    }
    x
}

/// The exact quantiles of k in n, k ≤ n ≤ [`EXACT`] + 2.
fn exact(k: usize, n: usize) -> &'static [f64; NODES] {
    static ALL: LazyLock<Vec<OnceLock<[f64; NODES]>>> =
        LazyLock::new(|| (0..(EXACT + 3) * (EXACT + 3)).map(|_| OnceLock::new()).collect());
    let of = || {
        let (a, b) = (k as f64 + 0.5, (n - k) as f64 + 0.5);
        TABLE.p.map(|p| beta_quantile(p, a, b))
    };
    ALL[n * (EXACT + 3) + k].get_or_init(of)
}

/// The same for many cases. Counts of 3 and more on both sides: Cornish–Fisher (Abramowitz & Stegun 26.2.49) with the
/// beta's skewness and excess. A smaller side: −ln(1 − X)·(b + (a − 1)/2) is nearly Gamma(a) (Johnson, Kotz &
/// Balakrishnan, *Continuous Univariate Distributions* 2, 1995, chapter 25).
fn expanded(k: f64, n: f64) -> [f64; NODES] {
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

/// Linear between the quantiles 0, 5, …, 100 %.
fn between(at: &[f64; 21], p: f64) -> f64 {
    let position = p * 20.0;
    let low = (position as usize).min(19);
    at[low] + (position - low as f64) * (at[low + 1] - at[low])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_normal_distribution_given_by_its_quantiles_keeps_its_mean_and_width() {
        let given = std::array::from_fn(|i| 50.0 + 8.0 * normal_quantile(Spread::level(i)));
        let nodes = quantiles(50.0, &Spread::Quantiles(Box::new(given))).unwrap();
        let levels = &nodes[..LEVELS];
        let mean = levels.iter().sum::<f64>() / LEVELS as f64;
        let sd = (levels.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / LEVELS as f64).sqrt();
        assert!((mean - 50.0).abs() < 0.01 && (sd - 8.0).abs() < 0.2, "{mean} {sd}");
        assert!((nodes[LEVELS] - 50.0 + 8.0 * 1.645).abs() < 0.01, "{}", nodes[LEVELS]);
    }

    #[test]
    fn levels_of_shares_and_counts_are_their_quantiles() {
        for (k, n) in [(0, 12), (0, 400), (1, 20), (2, 90), (3, 30), (5, 85), (30, 160), (131, 415), (19, 20), (50, 50)]
        {
            let (k, n) = (f64::from(k), f64::from(n));
            let exact = nodes().map(|p| beta_quantile(p, k + 0.5, n - k + 0.5));
            let mean = exact.iter().sum::<f64>() / NODES as f64;
            let sd = (exact.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / NODES as f64).sqrt();
            for (x, exact) in beta(k, n).iter().zip(exact) {
                assert!((x - exact).abs() < 0.04 * sd, "{k} of {n}: {x} and {exact}, sd {sd}");
            }
        }
        // Between whole counts.
        for (k, n) in [(4.3, 17.8), (1.4, 9.5), (17.2, 17.6), (30.5, 80.0), (9.7, 9.7)] {
            let exact = nodes().map(|p| beta_quantile(p, k + 0.5, n - k + 0.5));
            for (x, exact) in beta(k, n).iter().zip(exact) {
                assert!((x - exact).abs() < 0.01, "{k} of {n}: {x} and {exact}");
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
        let (rising, z) = ascending(&falling);
        assert!(rising.is_sorted() && z.is_sorted());
    }
}
