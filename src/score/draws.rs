//! The data interval: what the scores might have been with other data of the same kind.
//!
//! Each indicator is drawn from the distribution that belongs to its interval (proportions Beta(k+½, n−k+½), rates
//! Gamma(k+½), medians and spreads of contributions from their resamples), independently of the others; what has no known
//! sampling error is held fixed. The draws are laid out on a [`Lattice`].

use super::aggregate::FLOOR;
use super::lattice::{Histogram, LEVELS, Lattice};
use super::plan::Scoring;
use super::row::{PartRow, Row, Taken};
use super::spread::{self, NODES};
use super::{Grade, grade};
use libm::{exp2, log2, pow};

/// Equally likely values of an overall score, ascending.
pub const QUANTILES: usize = 32;

/// 5 % and 95 % limits of one dimension.
pub type Limits = Option<(f64, f64)>;

/// Buffers that are used again for every period.
#[derive(Debug, Clone)]
pub struct Draws {
    scores: Lattice,
    overall: Lattice,
}

impl Default for Draws {
    fn default() -> Self {
        Self { scores: Lattice::filled(0.0), overall: Lattice::filled(0.0) }
    }
}

/// The overall score's distribution in one period.
#[derive(Debug, Clone)]
pub struct Overall {
    histogram: Option<Histogram>,
    form: Form,
    /// The score itself, for a period in which nothing is uncertain.
    value: f64,
}

/// How a point of the lattice becomes a score.
#[derive(Debug, Clone, Copy)]
enum Form {
    /// A product of so many scores, each a tenth of itself.
    Product(f64),
    /// A mean of binary logarithms of tenths.
    Logarithm,
}

impl Draws {
    /// Limits of every dimension that is shown (in the order of the row's parts), and the distribution of the overall
    /// score `value` where it is wanted.
    pub fn draw(&mut self, row: &Row, overall: Option<f64>) -> (Vec<Limits>, Option<Overall>) {
        let shown: Vec<&PartRow> = row.shown().collect();
        let weights: f64 = shown.iter().map(|part| part.part.weight).sum();
        let even = shown.windows(2).all(|pair| pair[0].part.weight == pair[1].part.weight) && shown.len() <= 37;
        let mut sum = Sum::new(&mut self.overall, even);
        let mut slot = 0;
        let mut limits = Vec::with_capacity(row.parts.len());
        for part in &row.parts {
            if !shown.iter().any(|s| std::ptr::eq(*s, part)) {
                limits.push(None);
                continue;
            }
            let share = (part.part.weight / weights) as f32;
            let dimension = lay(&mut self.scores, part, row.of(part), &mut slot, overall.is_some());
            match &dimension {
                Some(dimension) => sum.add(&self.scores, dimension.range, share),
                None => sum.hold(part.mean as f32, share),
            }
            limits.push(dimension.map(|dimension| dimension.limits));
        }
        let overall = overall.map(|value| sum.finish(value, shown.len()));
        (limits, overall)
    }
}

/// A dimension laid out: where it may lie, and its limits.
struct Dimension {
    range: (f32, f32),
    limits: (f64, f64),
}

/// Lays a dimension out in `scores`; `None` where nothing of it is uncertain. A dimension with a single uncertain
/// indicator has the limits of that one; its lattice is only needed for the overall score.
fn lay(scores: &mut Lattice, part: &PartRow, taken: &[Taken], slot: &mut usize, needed: bool) -> Option<Dimension> {
    let levels: Vec<(f32, [f32; NODES])> = taken
        .iter()
        .filter_map(|t| {
            let points = spread::points(t.estimate.value, &t.estimate.spread, &t.posts)?;
            Some(((t.item.weight / part.measured) as f32, points))
        })
        .collect();
    let held = taken.iter().filter(|t| t.estimate.spread == crate::model::quantity::Spread::Fixed);
    let held = held.map(|t| t.item.weight / part.measured * t.points).sum::<f64>() as f32;
    let (first, rest) = levels.split_first()?;
    let mut range = (held, held);
    for (weight, points) in &levels {
        let (a, b) = (points[0] * weight, points[LEVELS - 1] * weight);
        range = (range.0 + a.min(b), range.1 + a.max(b));
    }
    if needed || !rest.is_empty() {
        scores.fill(held);
        for (weight, points) in &levels {
            scores.add(&points[..LEVELS], *weight, *slot);
            *slot += 1;
        }
    }
    let (low, high) = if rest.is_empty() {
        let at = |node: usize| held + first.0 * first.1[node];
        let (a, b) = (at(LEVELS), at(LEVELS + 1));
        (a.min(b), a.max(b))
    } else {
        let histogram = scores.histogram(range.0, range.1);
        (histogram.quantile(0.05), histogram.quantile(0.95))
    };
    Some(Dimension { range, limits: (f64::from(low), f64::from(high)) })
}

/// The overall score over the dimensions as they come.
struct Sum<'a> {
    lattice: &'a mut Lattice,
    even: bool,
    empty: bool,
    range: (f32, f32),
    held: f32,
}

impl<'a> Sum<'a> {
    fn new(lattice: &'a mut Lattice, even: bool) -> Self {
        let start = if even { 1.0 } else { 0.0 };
        lattice.fill(start);
        Self { lattice, even, empty: true, range: (start, start), held: start }
    }

    fn add(&mut self, scores: &Lattice, range: (f32, f32), share: f32) {
        self.empty = false;
        let (low, high) = (tenth(range.0), tenth(range.1));
        if self.even {
            self.lattice.multiply(scores);
            self.range = (self.range.0 * low, self.range.1 * high);
        } else {
            self.lattice.add_logarithm(scores, share);
            self.range = (self.range.0 + share * libm::log2f(low), self.range.1 + share * libm::log2f(high));
        }
    }

    fn hold(&mut self, mean: f32, share: f32) {
        if self.even {
            self.held *= tenth(mean);
        } else {
            self.held += share * libm::log2f(tenth(mean));
        }
    }

    fn finish(self, value: f64, dimensions: usize) -> Overall {
        let (low, high) = self.range;
        let form = if self.even { Form::Product(dimensions as f64) } else { Form::Logarithm };
        let histogram = (!self.empty).then(|| {
            if self.even {
                self.lattice.scale(self.held);
                self.lattice.histogram_of_product(low * self.held * 0.999, high * self.held * 1.001)
            } else {
                self.lattice.shift(self.held);
                self.lattice.histogram(low + self.held - 1e-3, high + self.held + 1e-3)
            }
        });
        Overall { histogram, form, value }
    }
}

fn tenth(score: f32) -> f32 {
    score.max(FLOOR as f32) * 0.1
}

impl Overall {
    /// 5 % and 95 % limits; `None` where nothing is uncertain.
    pub fn limits(&self) -> Limits {
        let histogram = self.histogram.as_ref()?;
        Some((self.score(histogram.quantile(0.05)), self.score(histogram.quantile(0.95))))
    }

    /// Equally likely values, ascending.
    pub fn quantiles(&self) -> [f32; QUANTILES] {
        let mut at = [self.value as f32; QUANTILES];
        if let Some(histogram) = &self.histogram {
            for (i, q) in at.iter_mut().enumerate() {
                *q = self.score(histogram.quantile((i as f32 + 0.5) / QUANTILES as f32)) as f32;
            }
        }
        at
    }

    /// The grade that at least 80 % of the draws fall in, else the two neighbours, one of them the score's own, that
    /// hold most of them, the better one first. `score` is as published; draws count as they would be rounded.
    pub fn grades(&self, score: f64, scoring: &Scoring) -> (Grade, Grade) {
        let bounds = &scoring.rules.grades;
        let own = grade(score, bounds);
        let Some(histogram) = &self.histogram else { return (own, own) };
        if let Some((low, high)) = self.limits()
            && grade(scoring.round(low), bounds) == own
            && grade(scoring.round(high), bounds) == own
        {
            return (own, own);
        }
        let half = 0.5 / pow(10.0, f64::from(scoring.decimals));
        // Shares of the draws below the lower bounds of A, B, C and D.
        let below = bounds.map(|bound| f64::from(histogram.share_below(self.point(bound - half))));
        let share = |at: usize| {
            let above = if at == 0 { 1.0 } else { below[at - 1] };
            above - if at < 4 { below[at] } else { 0.0 }
        };
        let at = own as usize;
        if share(at) >= 0.8 {
            return (own, own);
        }
        let better = at.checked_sub(1).map_or(-1.0, share);
        let worse = if at < 4 { share(at + 1) } else { -1.0 };
        let neighbour = |at: usize| Grade::ALL.get(at).copied().unwrap_or(own);
        if better > worse { (neighbour(at.saturating_sub(1)), own) } else { (own, neighbour(at + 1)) }
    }

    fn score(&self, point: f32) -> f64 {
        match self.form {
            Form::Product(dimensions) => 10.0 * pow(f64::from(point), 1.0 / dimensions),
            Form::Logarithm => 10.0 * exp2(f64::from(point)),
        }
    }

    fn point(&self, score: f64) -> f32 {
        let tenth = score.max(FLOOR) / 10.0;
        match self.form {
            Form::Product(dimensions) => pow(tenth, dimensions) as f32,
            Form::Logarithm => log2(tenth) as f32,
        }
    }
}
