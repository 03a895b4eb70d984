//! Distributions of sums of independent parts, laid out on a grid.
//!
//! Each part comes as its quantiles at the nodes of [`spread`](super::spread) and may be cut off at either end, where
//! what lies beyond gathers in one point: a goalpost, the floor of a logarithm. Expansions in cumulants do not see such
//! points and miss by several score points where samples are small; the grid convolves them as they are. Nothing is
//! drawn: the same data give the same bytes. Tests hold it against exact convolutions and a hundred thousand plain draws.

use super::spread::{LEVELS, NODES, Nodes, ascending, by_probability};
use crate::measure::distribution::normal_cdf;
use std::sync::LazyLock;

/// Fewest cells of a grid: so many, and more where few parts are added up, which smooth one another less.
const FEWEST: (f64, f64) = (64.0, 128.0);

/// Most cells of a grid.
const MOST: f64 = 2000.0;

/// Standard normal quantile beyond which nothing is laid out (two in a million).
const REACH: f32 = 4.6;

/// Steps of the table of normal probabilities in one unit.
const FINE: f32 = 32.0;

/// Φ from −[`REACH`] − 1 on, in steps of 1/[`FINE`].
static NORMAL: LazyLock<Vec<f32>> = LazyLock::new(|| {
    let count = (2.0 * (REACH + 1.0) * FINE) as usize + 2;
    (0..count).map(|i| normal_cdf(i as f64 / f64::from(FINE) - f64::from(REACH) - 1.0) as f32).collect()
});

/// One part of a sum.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    /// Quantiles at the nodes, not cut off; rising or falling.
    pub at: Nodes,
    /// Values above `top` count as `top`, values below 0 as 0.
    pub top: f64,
}

impl Part {
    /// Variance of the part as it is cut off.
    fn variance(&self) -> f64 {
        let cut = |x: &f32| f64::from(*x).clamp(0.0, self.top);
        let levels = self.at.iter().take(LEVELS).map(cut);
        let mean = levels.clone().sum::<f64>() / LEVELS as f64;
        levels.map(|x| (x - mean) * (x - mean)).sum::<f64>() / LEVELS as f64
    }
}

/// The distribution of a sum.
#[derive(Debug, Clone, PartialEq)]
pub struct Sum {
    /// Value of the first cell's middle.
    from: f64,
    step: f64,
    /// Share of the distribution up to the end of each cell.
    below: Vec<f32>,
    /// Shares that lie exactly at the least and at the greatest value, where every part is cut off.
    ends: (f32, f32),
    /// Least and greatest value there can be.
    range: (f64, f64),
}

impl Sum {
    /// Of these parts and a constant, with so many cells in a standard deviation; `None` without any uncertainty.
    pub fn new(parts: &[Part], constant: f64, fineness: f64) -> Option<Self> {
        let variance: f64 = parts.iter().map(Part::variance).sum();
        let reach: f64 = parts.iter().map(|part| part.top).sum();
        if variance <= 0.0 || reach <= 0.0 {
            return None;
        }
        let step = step(parts, reach, variance.sqrt() / fineness);
        // Room for all of it, so that nothing grows: the cells of the sum, and an end of each part between two of them.
        let cells = (reach / step) as usize + 2 * parts.len() + 2;
        let [mut shares, mut own, mut room] = std::array::from_fn(|_| Vec::<f32>::with_capacity(cells));
        shares.push(1.0);
        let (mut first, mut ends) = (0, (1.0, 1.0));
        for part in parts {
            let (start, (low, high)) = lay_out(part, step, &mut own);
            first += start;
            ends = (ends.0 * low, ends.1 * high);
            convolve(&mut shares, &own, &mut room);
        }
        let mut total = 0.0;
        for share in &mut shares {
            total += *share;
            *share = total;
        }
        let from = constant + first as f64 * step;
        Some(Self { from, step, below: shares, ends, range: (constant, constant + reach) })
    }

    /// The value that a share `p` of the distribution lies below, 0 < p < 1.
    pub fn quantile(&self, p: f64) -> f64 {
        let p = p as f32 * self.all();
        self.value(self.below.partition_point(|below| *below < p), p)
    }

    /// The quantiles at the nodes, in one pass.
    pub fn nodes(&self) -> Nodes {
        let mut cell = 0;
        let mut out = [0.0; NODES];
        for (place, p) in by_probability() {
            let p = p * self.all();
            while self.below.get(cell).is_some_and(|below| *below < p) {
                cell += 1;
            }
            out[place] = self.value(cell, p) as f32;
        }
        out
    }

    /// The whole of it: 1, but for rounding.
    fn all(&self) -> f32 {
        self.below.last().copied().unwrap_or(1.0)
    }

    /// The value below which `p` lies, in the cell that it lies in.
    fn value(&self, cell: usize, p: f32) -> f64 {
        if p <= self.ends.0 {
            return self.range.0;
        }
        if self.all() - p <= self.ends.1 {
            return self.range.1;
        }
        let before = cell.checked_sub(1).map_or(0.0, |before| self.below[before]);
        let within = self.below.get(cell).map_or(0.0, |below| (p - before) / (below - before).max(f32::MIN_POSITIVE));
        let at = self.from + self.step * (cell as f64 - 0.5 + f64::from(within));
        at.clamp(self.range.0, self.range.1)
    }

    /// Share of the distribution below `x`.
    pub fn share_below(&self, x: f64) -> f64 {
        let position = (x - self.from) / self.step + 0.5;
        if position <= 0.0 || x <= self.range.0 {
            return 0.0;
        }
        let cell = position as usize;
        let Some(below) = self.below.get(cell) else { return 1.0 };
        let before = cell.checked_sub(1).map_or(0.0, |before| self.below[before]);
        f64::from(before) + (position - cell as f64) * f64::from(below - before)
    }
}

/// The step of the grid: so fine that the sum is well laid out, and such that the parts, whose weights mostly stand in
/// simple ratios, end on whole cells.
fn step(parts: &[Part], reach: f64, fine: f64) -> f64 {
    let fewest = FEWEST.0 + FEWEST.1 / parts.len() as f64;
    let cells = (reach / fine).clamp(fewest, MOST);
    let least = parts.iter().map(|part| part.top).filter(|top| *top > 0.0).fold(f64::INFINITY, f64::min);
    // Halves and one and a half times the least width come out whole.
    let of_least = (2.0 * (cells * least / reach / 2.0).round()).max(2.0);
    let step = least / of_least;
    if reach / step > 2.0 * MOST { reach / cells } else { step }
}

/// Writes the shares of a part in the cells of the grid, and gives the first cell.
fn lay_out(part: &Part, step: f64, out: &mut Vec<f32>) -> (usize, (f32, f32)) {
    out.clear();
    let (at, z) = ascending(&part.at);
    let at = at.map(|x| (f64::from(x) / step) as f32);
    let top = (part.top / step) as f32;
    let slope = |i: usize| if at[i] > at[i - 1] { (z[i] - z[i - 1]) / (at[i] - at[i - 1]) } else { f32::INFINITY };
    let (low, high) = (slope(1), slope(NODES - 1));
    let start = (at[0] - (REACH + z[0]) / low).clamp(0.0, top) as i32 as usize;
    let end = (at[NODES - 1] + (REACH - z[NODES - 1]) / high).clamp(0.0, top);
    // Cells whose upper edge lies below the end; the one that holds the end takes what is left.
    let inner = (end + 0.5 - start as f32).max(0.0).ceil() as i32 as usize;
    let inner = inner.saturating_sub(1);
    out.resize(inner, 0.0);
    let table = NORMAL.as_slice();
    let (mut node, mut before) = (1, 0.0f32);
    let mut edge = start as f32 + 0.5;
    let mut shares = out.as_mut_slice();
    while !shares.is_empty() {
        while node < NODES - 1 && at[node] <= edge {
            node += 1;
        }
        // The cells between two nodes, at least one.
        let (rise, from, z) = (slope(node), at[node - 1], z[node - 1]);
        let many = if node < NODES - 1 { (at[node] - edge).ceil().max(1.0) as i32 as usize } else { shares.len() };
        let (between, rest) = shares.split_at_mut(many.min(shares.len()));
        for share in between {
            let below = normal(table, z + rise * (edge - from)).max(before);
            *share = below - before;
            before = below;
            edge += 1.0;
        }
        shares = rest;
    }
    let cell = start + inner;
    // An end between two cells is shared by both, so that the mean is kept.
    let last = end.max(cell as f32 - 0.5);
    let over = (last - cell as f32).clamp(-0.5, 0.5);
    let rest = 1.0 - before;
    if over > 1e-3 {
        out.extend([rest * (1.0 - over), rest * over]);
    } else if over < -1e-3 && !out.is_empty() {
        let at = out.len() - 1;
        out[at] -= rest * over;
        out.push(rest * (1.0 + over));
    } else {
        out.push(rest);
    }
    (start, (below(&at, z, 0.0), 1.0 - below(&at, z, top)))
}

/// Share of a part below `x`, as it is laid out between its nodes.
fn below(at: &Nodes, z: &Nodes, x: f32) -> f32 {
    let node = at.partition_point(|at| *at < x).clamp(1, NODES - 1);
    let rise = at[node] - at[node - 1];
    match rise > 0.0 {
        true => normal(&NORMAL, z[node - 1] + (x - at[node - 1]) / rise * (z[node] - z[node - 1])),
        false => f32::from(u8::from(at[node] < x)),
    }
}

/// Φ(z), linear between the entries of [`NORMAL`].
fn normal(table: &[f32], z: f32) -> f32 {
    let position = (z.clamp(-REACH - 1.0, REACH + 1.0) + REACH + 1.0) * FINE;
    let i = position as i32 as usize;
    table[i] + (position - i as f32) * (table[i + 1] - table[i])
}

/// Convolves `all` with `own`, by way of `room`.
fn convolve(all: &mut Vec<f32>, own: &[f32], room: &mut Vec<f32>) {
    room.clear();
    room.resize(all.len() + own.len() - 1, 0.0);
    let (short, long) = if all.len() < own.len() { (all.as_slice(), own) } else { (own, all.as_slice()) };
    for (i, x) in short.iter().enumerate() {
        for (cell, y) in room[i..i + long.len()].iter_mut().zip(long) {
            *cell += x * y;
        }
    }
    std::mem::swap(all, room);
}

#[cfg(test)]
mod tests {
    use super::super::posts::Posts;
    use super::super::spread;
    use super::*;
    use crate::measure::bootstrap::Generator;
    use crate::measure::distribution::beta_cdf;
    use crate::model::quantity::Spread;
    use crate::playbook::Scale;

    /// A share of so many, its goalposts and its weight.
    type Case = (f64, f64, [f64; 2], f64);

    fn laid(cases: &[Case]) -> Option<Sum> {
        let all: f64 = cases.iter().map(|(.., weight)| weight).sum();
        let part = |(k, n, posts, weight): &Case| {
            let posts = Posts::new(Scale::Linear, *posts).unwrap();
            let at = spread::points(k / n, &Spread::Beta { k: *k, n: *n }, &posts).unwrap();
            Part { at: at.map(|x| x * (weight / all) as f32), top: 100.0 * weight / all }
        };
        Sum::new(&cases.iter().map(part).collect::<Vec<_>>(), 0.0, super::super::draws::FINE)
    }

    /// 5 % and 95 % points of the same sum from the exact distribution functions, in steps of a twentieth of a point.
    fn exact(cases: &[Case]) -> (f64, f64) {
        const STEP: f64 = 0.05;
        let all: f64 = cases.iter().map(|(.., weight)| weight).sum();
        let mut sum = vec![1.0f64];
        for (k, n, [a, b], weight) in cases {
            let width = 100.0 * weight / all;
            let count = (width / STEP).round() as usize;
            let share = |cell: usize| {
                let at = ((cell as f64 + 0.5) * STEP / width).min(1.0);
                let below = beta_cdf((a + (b - a) * at).clamp(0.0, 1.0), k + 0.5, n - k + 0.5);
                if cell == count {
                    1.0
                } else if b > a {
                    below
                } else {
                    1.0 - below
                }
            };
            let below: Vec<f64> = (0..=count).map(share).collect();
            let mut own: Vec<f64> = below.windows(2).map(|pair| pair[1] - pair[0]).collect();
            own.insert(0, below[0]);
            let mut next = vec![0.0; sum.len() + own.len() - 1];
            for (i, x) in own.iter().enumerate().filter(|(_, x)| **x > 1e-12) {
                for (cell, y) in next[i..].iter_mut().zip(&sum) {
                    *cell += x * y;
                }
            }
            sum = next;
        }
        let at = |p: f64| {
            let mut below = 0.0;
            let found = sum.iter().position(|share| {
                below += share;
                below >= p
            });
            found.unwrap_or_default() as f64 * STEP
        };
        (at(0.05), at(0.95))
    }

    /// Goalposts as narrow and as wide as the catalogue has them, in both directions.
    const POSTS: [[f64; 2]; 8] =
        [[0.1, 0.5], [0.01, 0.15], [0.4, 0.95], [0.05, 0.4], [0.2, 0.6], [0.15, 0.01], [0.4, 0.02], [0.3, 0.9]];

    #[test]
    fn limits_of_dimensions_are_the_exact_ones_within_half_a_point() {
        let mut dice = Generator::new(20_261_031);
        let mut worst = (0.0f64, Vec::new());
        for n in [5.0, 8.0, 12.0, 20.0, 30.0, 50.0, 79.0, 90.0, 150.0, 400.0] {
            for many in 1..=5 {
                for _ in 0..3 {
                    let mut case = || {
                        let [a, b] = POSTS[(dice.uniform() * 8.0) as usize];
                        let share = a.min(b) + (b - a).abs() * (1.2 * dice.uniform() - 0.1);
                        let weight = [1.0, 1.0, 1.5, 0.5][(dice.uniform() * 4.0) as usize];
                        ((share.clamp(0.0, 1.0) * n).round(), n, [a, b], weight)
                    };
                    let cases: Vec<Case> = (0..many).map(|_| case()).collect();
                    let Some(sum) = laid(&cases) else { continue };
                    let (low, high) = exact(&cases);
                    let error = (sum.quantile(0.05) - low).abs().max((sum.quantile(0.95) - high).abs());
                    if error > worst.0 {
                        worst = (error, cases);
                    }
                }
            }
        }
        assert!(worst.0 < 0.5, "{worst:?}");
    }

    #[test]
    fn what_gathers_at_an_end_stays_there() {
        // Nine in ten of 200 against a post at one half: certain to be beyond it.
        let sum = laid(&[(180.0, 200.0, [0.1, 0.5], 1.0), (10.0, 20.0, [0.1, 0.5], 1.0)]).unwrap();
        assert_eq!(sum.quantile(0.95), 100.0);
        assert!((sum.share_below(99.0) - 0.49).abs() < 0.03, "{}", sum.share_below(99.0));
        assert_eq!(sum.share_below(-1.0), 0.0);
        assert_eq!(sum.share_below(101.0), 1.0);
    }

    #[test]
    fn shares_and_quantiles_undo_each_other() {
        let sum = laid(&[(12.0, 40.0, [0.1, 0.5], 1.0), (20.0, 40.0, [0.3, 0.9], 1.5)]).unwrap();
        for p in [0.05, 0.3, 0.5, 0.9] {
            assert!((sum.share_below(sum.quantile(p)) - p).abs() < 1e-4);
        }
    }
}
