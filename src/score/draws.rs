//! The data interval: what the scores might have been with other data of the same kind.
//!
//! Each indicator has the distribution that belongs to its interval (proportions Beta(k+½, n−k+½), rates Gamma(k+½),
//! medians and spreads of contributions their resamples), independently of the others; what has no known sampling error is
//! held fixed. Nothing is drawn: [`spread`] gives the quantiles of each distribution; one indicator has its own, more are
//! added up on a grid ([`Sum`]), clipped at the posts, and so are the logarithms of the dimensions. A test holds all of it
//! against a hundred thousand plain draws.

use super::aggregate::FLOOR;
use super::plan::Scoring;
use super::row::{PartRow, Row, Taken};
use super::spread::{self, LEVELS, NODES, Nodes};
use super::sum::{Part, Sum};
use super::{Grade, grade};
use libm::{exp, log};

/// Equally likely values of an overall score, ascending.
pub const QUANTILES: usize = 32;

/// 5 % and 95 % limits of one dimension.
pub type Limits = Option<(f64, f64)>;

/// The overall score's distribution in one period: that of its logarithm.
#[derive(Debug, Clone)]
pub struct Overall {
    /// `None` where nothing is uncertain.
    logarithm: Option<Sum>,
    /// The score itself.
    value: f64,
}

/// Cells in a standard deviation of a dimension, and of the overall score's logarithm: more would cost more and change no
/// printed figure.
pub const FINE: f64 = 4.5;
const FINER: f64 = 8.0;

/// Share of the draws that a single grade needs.
pub const SURE_GRADE: f64 = 0.8;

/// Limits of every dimension that is shown (in the order of the row's parts), and the distribution of the overall
/// score `value` where it is wanted.
pub fn draw(row: &Row, value: Option<f64>) -> (Vec<Limits>, Option<Overall>) {
    let weights: f64 = row.shown().map(|part| part.part.weight).sum();
    let mut logarithms = Vec::new();
    let mut certain = 0.0;
    let limits = row.parts.iter().map(|part| {
        if part.shown != super::row::Shown::Yes {
            return None;
        }
        let share = part.part.weight / weights;
        let Some((limits, nodes)) = dimension(part, row.of(part), value.is_some()) else {
            certain += share * log(part.mean.max(FLOOR));
            return None;
        };
        logarithms.extend(nodes.map(|nodes| logarithm(&nodes, share)));
        Some(limits)
    });
    let limits = limits.collect();
    (limits, value.map(|value| Overall { logarithm: Sum::new(&logarithms, certain, FINER), value }))
}

/// What [`draw`] gives where every value is taken as certain.
pub fn certain(row: &Row, value: Option<f64>) -> (Vec<Limits>, Option<Overall>) {
    (vec![None; row.parts.len()], value.map(|value| Overall { logarithm: None, value }))
}

/// Limits of a dimension, and its quantiles where these are wanted; `None` where nothing of it is uncertain.
fn dimension(part: &PartRow, taken: &[Taken], wanted: bool) -> Option<((f64, f64), Option<Nodes>)> {
    let mut parts: Vec<Part> = Vec::with_capacity(taken.len());
    let mut held = 0.0;
    for t in taken {
        let weight = t.item.weight / part.measured;
        match spread::points(t.estimate.value, &t.estimate.spread, &t.posts) {
            Some(points) => parts.push(Part { at: points.map(|x| x * weight as f32), top: 100.0 * weight }),
            None => held += weight * t.points,
        }
    }
    match parts.as_slice() {
        [] => None,
        [one] => {
            let at = one.at.map(|x| (held + f64::from(x).clamp(0.0, one.top)) as f32);
            let (a, b) = (f64::from(at[LEVELS]), f64::from(at[LEVELS + 1]));
            Some(((a.min(b), a.max(b)), wanted.then_some(at)))
        }
        many => {
            // All of it may lie beyond the posts, whatever the data.
            let Some(sum) = Sum::new(many, held, FINE) else {
                return Some(((part.mean, part.mean), wanted.then_some([part.mean as f32; NODES])));
            };
            let nodes = sum.nodes();
            Some(((f64::from(nodes[LEVELS]), f64::from(nodes[LEVELS + 1])), wanted.then_some(nodes)))
        }
    }
}

/// What a dimension with these quantiles adds to the overall score's logarithm.
fn logarithm(nodes: &Nodes, share: f64) -> Part {
    let at = nodes.map(|x| (share * log(f64::from(x).max(FLOOR))) as f32);
    Part { at, top: share * log(100.0) }
}

impl Overall {
    /// 5 % and 95 % limits; `None` where nothing is uncertain.
    pub fn limits(&self) -> Limits {
        self.logarithm.as_ref().map(|of| (score(of.quantile(0.05)), score(of.quantile(0.95))))
    }

    /// Equally likely values, ascending.
    pub fn quantiles(&self) -> [f32; QUANTILES] {
        match &self.logarithm {
            Some(of) => std::array::from_fn(|i| score(of.quantile((i as f64 + 0.5) / QUANTILES as f64)) as f32),
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
        let half = 0.5 / scoring.steps;
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
