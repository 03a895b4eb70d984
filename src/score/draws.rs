//! The data interval: what the scores might have been with other data of the same kind.
//!
//! Each indicator has the distribution that belongs to its interval (proportions Beta(k+½, n−k+½), rates Gamma(k+½),
//! medians and spreads of contributions their resamples), independently of the others; what has no known sampling error is
//! held fixed. Nothing is drawn: [`spread`] lays each distribution out in equally likely levels, clipped at the posts; one
//! indicator has its own quantiles, two are paired level by level, more add up by their [`Cumulants`], and so do the
//! logarithms of the dimensions. A test holds all of it against a hundred thousand plain draws.

use super::aggregate::FLOOR;
use super::cumulant::Cumulants;
use super::plan::Scoring;
use super::row::{PartRow, Row, Taken};
use super::spread::{self, LEVELS, NODES};
use super::{Grade, grade};
use libm::{exp, log, pow};
use std::sync::LazyLock;

/// Equally likely values of an overall score, ascending.
pub const QUANTILES: usize = 32;

/// 95 % point of the standard normal distribution.
const Z90: f64 = 1.644_853_626_951_472_7;

/// Standard normal density there.
const DENSITY: f64 = 0.103_135_640_375_378;

/// Standard normal quantiles at the middles of [`QUANTILES`] equal parts.
static MIDDLES: LazyLock<[f64; QUANTILES]> = LazyLock::new(|| {
    let middle = |i: usize| crate::measure::distribution::normal_quantile((i as f64 + 0.5) / QUANTILES as f64);
    std::array::from_fn(middle)
});

/// Weight of an indicator in its dimension, and the levels of its points.
type Levels = (f64, [f32; NODES]);

/// 5 % and 95 % limits of one dimension.
pub type Limits = Option<(f64, f64)>;

/// The overall score's distribution in one period: that of its logarithm.
#[derive(Debug, Clone)]
pub struct Overall {
    /// `None` where nothing is uncertain.
    logarithm: Option<Cumulants>,
    /// The score itself.
    value: f64,
}

/// Share of the draws that a single grade needs.
pub const SURE_GRADE: f64 = 0.8;

/// Scores below this bend the logarithm too much for the cumulants of two indicators.
const LOW: f64 = 10.0;

/// Limits of every dimension that is shown (in the order of the row's parts), and the distribution of the overall
/// score `value` where it is wanted.
pub fn draw(row: &Row, value: Option<f64>) -> (Vec<Limits>, Option<Overall>) {
    let weights: f64 = row.shown().map(|part| part.part.weight).sum();
    let mut whole = Cumulants::default();
    let limits = row.parts.iter().map(|part| {
        if part.shown != super::row::Shown::Yes {
            return None;
        }
        let share = part.part.weight / weights;
        let (limits, logarithm) = dimension(part, row.of(part), value.is_some().then_some(share));
        whole.add(logarithm);
        limits
    });
    let limits = limits.collect();
    let logarithm = (whole.variance > 0.0).then_some(whole);
    (limits, value.map(|value| Overall { logarithm, value }))
}

/// What [`draw`] gives where every value is taken as certain.
pub fn certain(row: &Row, value: Option<f64>) -> (Vec<Limits>, Option<Overall>) {
    (vec![None; row.parts.len()], value.map(|value| Overall { logarithm: None, value }))
}

/// Limits of a dimension, and its part of the overall score's logarithm where that is wanted, by its share.
fn dimension(part: &PartRow, taken: &[Taken], share: Option<f64>) -> (Limits, Cumulants) {
    let mut levels: Vec<Levels> = Vec::with_capacity(taken.len());
    let mut held = 0.0;
    for t in taken {
        let weight = t.item.weight / part.measured;
        match spread::points(t.estimate.value, &t.estimate.spread, &t.posts) {
            Some(points) => levels.push((weight, points)),
            None => held += weight * t.points,
        }
    }
    let logarithm = |of: &dyn Fn(f64) -> Cumulants| share.map(of).unwrap_or_default();
    match levels.as_slice() {
        [] => {
            let fixed = |share| Cumulants::exact(share * log(held.max(FLOOR)));
            (None, logarithm(&fixed))
        }
        [(weight, points)] => {
            let at = |node: usize| held + weight * f64::from(points[node]);
            let (a, b) = (at(LEVELS), at(LEVELS + 1));
            let of = |share| Cumulants::of_logarithms(&points[..LEVELS], *weight, held, share);
            (Some((a.min(b), a.max(b))), logarithm(&of))
        }
        many => {
            let mut sum = Cumulants::exact(held);
            let mut range = (held, held);
            for (weight, points) in many {
                sum.add(Cumulants::of_levels(&points[..LEVELS], *weight));
                let (a, b) = (weight * f64::from(points[0]), weight * f64::from(points[LEVELS - 1]));
                range = (range.0 + a.min(b), range.1 + a.max(b));
            }
            let by_cumulants = [-Z90, Z90].map(|z| sum.quantile(z).clamp(range.0, range.1));
            let limits = match many {
                [first, second] => paired(first, second, held, by_cumulants.into(), sum.variance.sqrt() / DENSITY),
                _ => by_cumulants.into(),
            };
            let near_floor = sum.mean - 3.0 * sum.variance.sqrt() < LOW;
            let of = |share| match many {
                [first, second] if near_floor => logarithm_of_pair(first, second, held, share),
                _ => sum.logarithm((0.0, 100.0), share),
            };
            (Some(limits), logarithm(&of))
        }
    }
}

/// Where a distribution function reaches `p`, to a five-thousandth of a share: secants between `ends`, from a first guess
/// and the width of a unit of probability there.
fn quantile(p: f32, guess: (f32, f32), (mut low, mut high): (f32, f32), share_below: impl Fn(f32) -> f32) -> f32 {
    let (mut at, mut width) = (guess.0.clamp(low, high), guess.1);
    let mut before: Option<(f32, f32)> = None;
    for _ in 0..16 {
        let off = share_below(at) - p;
        if off.abs() < 2e-4 || high - low < 2e-3 {
            break;
        }
        *(if off < 0.0 { &mut low } else { &mut high }) = at;
        if let Some((then, missed)) = before.filter(|(_, missed)| *missed != off) {
            width = (at - then) / (off - missed);
        }
        before = Some((at, off));
        let next = at - off * width;
        at = if next > low && next < high { next } else { (low + high) / 2.0 };
    }
    at
}

/// 5 % and 95 % limits of the sum of two indicators, which lie about `guess`, where a unit of probability is `width`
/// wide: over the levels of the one, the distribution of the other.
fn paired(first: &Levels, second: &Levels, held: f64, guess: (f64, f64), width: f64) -> (f64, f64) {
    let (a, b) = (first.0 as f32, second.0 as f32);
    let mut x = [0.0; LEVELS];
    x.copy_from_slice(&first.1[..LEVELS]);
    let mut y = second.1;
    ascend(&mut x);
    ascend(&mut y);
    let (x, y) = (spread::middles(&x).map(|x| a * x), y.map(|y| b * y));
    let share_below = |sum: f32| {
        let mut at = NODES;
        let mut share = |x: f32| {
            // The levels of the one rise, so what is left to the other falls.
            while at > 0 && y[at - 1] > sum - x {
                at -= 1;
            }
            spread::share_at(&y, at, sum - x)
        };
        x.iter().map(|x| share(*x)).sum::<f32>() / LEVELS as f32
    };
    let ends = (x[0] + y[0], x[LEVELS - 1] + y[NODES - 1]);
    let at =
        |p: f32, guess: f64| held + f64::from(quantile(p, ((guess - held) as f32, width as f32), ends, share_below));
    (at(0.05, guess.0), at(0.95, guess.1))
}

/// Sorts levels, which rise or fall but for the last few: by insertion.
fn ascend(levels: &mut [f32]) {
    if levels.first() > levels.get(1) {
        levels.reverse();
    }
    for end in 1..levels.len() {
        let mut at = end;
        while at > 0 && levels[at - 1] > levels[at] {
            levels.swap(at - 1, at);
            at -= 1;
        }
    }
}

/// The logarithm of the sum of two indicators, level by level.
fn logarithm_of_pair(first: &Levels, second: &Levels, held: f64, share: f64) -> Cumulants {
    let mut all = Vec::with_capacity(LEVELS * LEVELS);
    for x in &first.1[..LEVELS] {
        let sums = second.1[..LEVELS].iter().map(|y| held + first.0 * f64::from(*x) + second.0 * f64::from(*y));
        all.extend(sums.map(|sum| log(sum.max(FLOOR)) as f32));
    }
    Cumulants::of_levels(&all, share)
}

impl Overall {
    /// 5 % and 95 % limits; `None` where nothing is uncertain.
    pub fn limits(&self) -> Limits {
        self.logarithm.map(|of| (score(of.quantile(-Z90)), score(of.quantile(Z90))))
    }

    /// Equally likely values, ascending.
    pub fn quantiles(&self) -> [f32; QUANTILES] {
        match self.logarithm {
            Some(of) => MIDDLES.map(|z| score(of.quantile(z)) as f32),
            None => [self.value as f32; QUANTILES],
        }
    }

    /// The grade that at least 80 % of the draws fall in, else the two neighbours, one of them the score's own, that
    /// hold most of them, the better one first. `score` is as published; draws count as they would be rounded.
    pub fn grades(&self, score: f64, scoring: &Scoring) -> (Grade, Grade) {
        let bounds = &scoring.rules.grades;
        let own = grade(score, bounds);
        let Some(logarithm) = &self.logarithm else { return (own, own) };
        if let Some((low, high)) = self.limits()
            && grade(scoring.round(low), bounds) == own
            && grade(scoring.round(high), bounds) == own
        {
            return (own, own);
        }
        let half = 0.5 / pow(10.0, f64::from(scoring.decimals));
        // Shares of the draws below the lower bounds of A, B, C and D.
        let below = bounds.map(|bound| logarithm.share_below(log((bound - half).max(FLOOR))));
        let share = |at: usize| {
            let above = if at == 0 { 1.0 } else { below[at - 1] };
            above - if at < 4 { below[at] } else { 0.0 }
        };
        let at = own as usize;
        if share(at) >= SURE_GRADE {
            return (own, own);
        }
        let better = at.checked_sub(1).map_or(-1.0, share);
        let worse = if at < 4 { share(at + 1) } else { -1.0 };
        let neighbour = |at: usize| Grade::ALL.get(at).copied().unwrap_or(own);
        if better > worse { (neighbour(at.saturating_sub(1)), own) } else { (own, neighbour(at + 1)) }
    }
}

fn score(logarithm: f64) -> f64 {
    exp(logarithm).clamp(FLOOR, 100.0)
}
