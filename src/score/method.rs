//! The method interval: what the scores might have been with other choices of the method, equally reasonable ones.
//!
//! Varied are the weights of indicators and dimensions (each × U(0.75, 1.25), then made to sum to 1 again), the goalposts
//! (each by U(−10, 10) % of their span), items of checklists (one more, one less, as they are), the mean over the dimensions
//! (geometric or arithmetic), and which dimension is left out (none, or any one). COINr's vignette varies weights by the
//! same quarter (`bluefoxr/COINr`, sensitivity). Means and variances go through each step; the choices that are not small
//! are all gone through, and a test holds the result against plain draws.

use super::aggregate::FLOOR;
use super::row::{Row, Taken};
use libm::{exp, log};

/// Half of the range of a weight's factor.
pub const WEIGHT: f64 = 0.25;
/// Half of the range of a goalpost, as a share of the span between the two.
pub const POST: f64 = 0.10;
/// Variance of a weight's factor: U(0.75, 1.25).
const FACTOR: f64 = WEIGHT * WEIGHT / 3.0;

/// Nodes and weights of a three-point rule that is exact for polynomials of fifth degree over U(−1, 1)
/// (Gauss–Legendre, Abramowitz & Stegun 25.4.30).
const UNIFORM: [(f64, f64); 3] =
    [(-0.774_596_669_241_483_4, 5.0 / 18.0), (0.0, 8.0 / 18.0), (0.774_596_669_241_483_4, 5.0 / 18.0)];

/// The same over the standard normal distribution (Gauss–Hermite, Abramowitz & Stegun 25.4.46).
const NORMAL: [(f64, f64); 5] = [
    (-2.856_970_013_872_805_6, 0.011_257_411_327_720_69),
    (-1.355_626_179_974_266, 0.222_075_922_005_612_64),
    (0.0, 0.533_333_333_333_333_3),
    (1.355_626_179_974_266, 0.222_075_922_005_612_64),
    (2.856_970_013_872_805_6, 0.011_257_411_327_720_69),
];

/// Standard normal quantiles at the middles of eight equal parts.
const LEVELS: [f64; 8] = [
    -1.534_120_544_352_546_3,
    -0.887_146_559_018_876,
    -0.488_776_411_114_669_4,
    -0.157_310_684_610_170_7,
    0.157_310_684_610_170_7,
    0.488_776_411_114_669_4,
    0.887_146_559_018_876,
    1.534_120_544_352_546_3,
];

/// 95 % point of the standard normal distribution.
const Z90: f64 = 1.644_853_626_951_472_7;

/// Mean and variance.
#[derive(Debug, Clone, Copy, Default)]
struct Moments {
    mean: f64,
    variance: f64,
}

/// A dimension under other choices: its score and the logarithm of that.
#[derive(Debug, Clone, Copy)]
struct Dimension {
    weight: f64,
    score: Moments,
    logarithm: Moments,
}

/// Lower and upper limit of a score.
pub type Range = (f64, f64);

/// Limits of every dimension that is shown, in the order of [`Row::shown`], and of the overall score.
pub fn limits(row: &Row) -> (Vec<Range>, Option<Range>) {
    let dimensions: Vec<Dimension> = row
        .shown()
        .map(|part| {
            let score = dimension(row.of(part), part.measured);
            Dimension { weight: part.part.weight, score, logarithm: logarithm(score) }
        })
        .collect();
    let range = |d: &Dimension| {
        let half = Z90 * d.score.variance.sqrt();
        ((d.score.mean - half).clamp(0.0, 100.0), (d.score.mean + half).clamp(0.0, 100.0))
    };
    (dimensions.iter().map(range).collect(), overall(&dimensions))
}

/// Score of a dimension under other goalposts, weights and answers.
fn dimension(taken: &[Taken], weights: f64) -> Moments {
    let parts = taken.iter().map(|t| (t.item.weight / weights, points(t)));
    let mut moments = Moments::default();
    for (share, part) in parts.clone() {
        moments.mean += share * part.mean;
        moments.variance += share * share * part.variance;
    }
    // Weights move the mean towards each part in proportion to how far it lies from it.
    for (share, part) in parts {
        let distance = share * (part.mean - moments.mean);
        moments.variance += distance * distance * FACTOR;
    }
    moments
}

/// Points of an indicator with both posts moved on their own, and a checklist with an item more or less.
fn points(taken: &Taken) -> Moments {
    let position = taken.posts.position(taken.estimate.value).clamp(-10.0, 10.0);
    let item = match (taken.item.checklist, taken.estimate.n, taken.posts.slope()) {
        (true, Some(items), Some(slope)) if items > 0.0 => slope.abs() / items,
        _ => 0.0,
    };
    if item == 0.0 {
        return moved(position);
    }
    let three = [-item, 0.0, item].map(|step| moved(position + step));
    let mean = three.iter().map(|m| m.mean).sum::<f64>() / 3.0;
    let square = three.iter().map(|m| m.variance + m.mean * m.mean).sum::<f64>() / 3.0;
    Moments { mean, variance: (square - mean * mean).max(0.0) }
}

/// Points of a position when the lower post moves by u and the upper one by v tenths of the span:
/// 100·clip((t − u/10)/(1 + (v − u)/10)).
fn moved(position: f64) -> Moments {
    let (mut mean, mut square) = (0.0, 0.0);
    for (u, a) in UNIFORM {
        for (v, b) in UNIFORM {
            let points = 100.0 * ((position - POST * u) / (1.0 + POST * (v - u))).clamp(0.0, 1.0);
            mean += a * b * points;
            square += a * b * points * points;
        }
    }
    Moments { mean, variance: (square - mean * mean).max(0.0) }
}

/// Mean and variance of ln max(score, 1) for a score that is about normal.
fn logarithm(score: Moments) -> Moments {
    let sd = score.variance.sqrt();
    let (mut mean, mut square) = (0.0, 0.0);
    for (z, weight) in NORMAL {
        let value = log((score.mean + sd * z).clamp(FLOOR, 100.0));
        mean += weight * value;
        square += weight * value * value;
    }
    Moments { mean, variance: (square - mean * mean).max(0.0) }
}

/// Limits of the overall score: eight levels of each combination of a mean and a dimension left out, all equally likely.
fn overall(dimensions: &[Dimension]) -> Option<(f64, f64)> {
    if dimensions.is_empty() {
        return None;
    }
    let mut values = Vec::with_capacity(16 * (dimensions.len() + 1));
    // With a single dimension there is none to leave out.
    let choices = if dimensions.len() > 1 { dimensions.len() + 1 } else { 1 };
    for left_out in 0..choices {
        // The choice past the last one leaves nothing out.
        let rest = || dimensions.iter().enumerate().filter(|(at, _)| *at != left_out || choices == 1);
        let rest = || rest().map(|(_, dimension)| dimension);
        let geometric = mean(rest().map(|d| (d.weight, d.logarithm)));
        values.extend(LEVELS.map(|z| exp(geometric.mean + geometric.variance.sqrt() * z)));
        let arithmetic = mean(rest().map(|d| (d.weight, d.score)));
        values.extend(LEVELS.map(|z| (arithmetic.mean + arithmetic.variance.sqrt() * z).max(FLOOR)));
    }
    values.sort_unstable_by(f64::total_cmp);
    let at = |p: f64| {
        let position = (p * values.len() as f64 - 0.5).clamp(0.0, values.len() as f64 - 1.0);
        let low = position as usize;
        let high = (low + 1).min(values.len() - 1);
        (values[low] + (position - low as f64) * (values[high] - values[low])).min(100.0)
    };
    Some((at(0.05), at(0.95)))
}

fn mean(parts: impl Iterator<Item = (f64, Moments)> + Clone) -> Moments {
    let weights: f64 = parts.clone().map(|(weight, _)| weight).sum();
    let mut moments = Moments::default();
    for (weight, part) in parts.clone() {
        let share = weight / weights;
        moments.mean += share * part.mean;
        moments.variance += share * share * part.variance;
    }
    for (weight, part) in parts {
        let distance = weight / weights * (part.mean - moments.mean);
        moments.variance += distance * distance * FACTOR;
    }
    moments
}
