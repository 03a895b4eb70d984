//! One period: which indicators can be scored, and the dimensions made of them.

use super::plan::{Item, Part, Plan};
use super::posts::Posts;
use crate::disclose::{Facts, Published};
use crate::model::quantity::{Basis, Estimate};
use std::ops::Range;

/// Whether a dimension can be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Enough of it was measured.
    Yes,
    /// It would be enough with what is withheld.
    Withheld,
    /// Too little was measured.
    Missing,
    /// Nothing of it applies.
    NotApplicable,
}

/// A scored indicator of a period.
#[derive(Debug, Clone, Copy)]
pub struct Taken<'a> {
    /// What it is.
    pub item: &'a Item,
    /// Its goalposts.
    pub posts: Posts,
    /// Its value.
    pub estimate: &'a Estimate,
    /// Its points, 0 to 100, unrounded.
    pub points: f64,
    /// Whether they are at or beyond a post.
    pub clipped: bool,
}

/// A dimension of a period.
#[derive(Debug, Clone)]
pub struct PartRow<'a> {
    /// What it is.
    pub part: &'a Part,
    /// Its indicators in [`Row::taken`].
    pub taken: Range<usize>,
    /// Weight of those.
    pub measured: f64,
    /// Weight of all that apply.
    pub applicable: f64,
    /// Weighted mean of their points; 0 without any.
    pub mean: f64,
    /// Whether it can be shown.
    pub shown: Shown,
    withheld: f64,
    counts: [usize; 3],
}

impl PartRow<'_> {
    /// Measured weight over applicable weight.
    pub fn coverage(&self) -> f64 {
        if self.applicable > 0.0 { self.measured / self.applicable } else { 0.0 }
    }

    /// Whether it is enough with `more` further indicators of `weight` together: half of the applicable weight, and two
    /// indicators, or all where no more than two apply.
    pub fn would_show(&self, weight: f64, more: usize) -> bool {
        let [measured, _, applicable] = self.counts;
        let count = measured + more;
        let enough = count >= 2 || (applicable <= 2 && count == applicable);
        enough && count > 0 && (self.measured + weight) >= 0.5 * self.applicable * (1.0 - 1e-12)
    }
}

/// A period with all its dimensions; used again for the next one.
#[derive(Debug, Clone, Default)]
pub struct Row<'a> {
    /// Scored indicators, dimension by dimension.
    pub taken: Vec<Taken<'a>>,
    /// Dimensions in order.
    pub parts: Vec<PartRow<'a>>,
}

/// What a period is asked for.
#[derive(Clone, Copy)]
pub struct Ask<'a, 'b> {
    /// Published numbers.
    pub facts: &'a Facts,
    /// Row.
    pub row: usize,
    /// Members at the end, where published.
    pub members: Option<f64>,
    /// Whether an indicator is only shown here, by index.
    pub exempt: &'b dyn Fn(usize) -> bool,
    /// Goalposts that the peers of a place set, by index of the indicator.
    pub peers: &'b [Option<Posts>],
    /// These indicators alone, where two periods are compared by what both have.
    pub only: Option<&'b [usize]>,
}

impl<'a> Row<'a> {
    /// Fills it with a period.
    pub fn fill(&mut self, plan: &'a Plan, ask: &Ask<'a, '_>) {
        self.taken.clear();
        self.parts.clear();
        for part in &plan.parts {
            let from = self.taken.len();
            let (mut measured, mut withheld, mut applicable, mut sum) = (0.0, 0.0, 0.0, 0.0);
            let mut counts = [0; 3];
            for item in &part.items {
                match look(item, ask) {
                    Published::NotApplicable => continue,
                    Published::Value(taken) => {
                        measured += item.weight;
                        sum += item.weight * taken.points;
                        counts[0] += 1;
                        self.taken.push(taken);
                    }
                    Published::Withheld => {
                        withheld += item.weight;
                        counts[1] += 1;
                    }
                    Published::Missing | Published::TooEarly => {}
                }
                applicable += item.weight;
                counts[2] += 1;
            }
            let mean = if measured > 0.0 { sum / measured } else { 0.0 };
            let taken = from..self.taken.len();
            let shown = Shown::Missing;
            let mut row = PartRow { part, taken, measured, applicable, mean, shown, withheld, counts };
            row.shown = if row.counts[2] == 0 {
                Shown::NotApplicable
            } else if row.would_show(0.0, 0) {
                Shown::Yes
            } else if row.would_show(row.withheld, row.counts[1]) {
                Shown::Withheld
            } else {
                Shown::Missing
            };
            self.parts.push(row);
        }
    }

    /// The indicators of a dimension.
    pub fn of(&self, part: &PartRow<'a>) -> &[Taken<'a>] {
        self.taken.get(part.taken.clone()).unwrap_or_default()
    }

    /// Dimensions that are shown.
    pub fn shown(&self) -> impl Iterator<Item = &PartRow<'a>> {
        self.parts.iter().filter(|part| part.shown == Shown::Yes)
    }

    /// The indicators that the overall score rests on.
    pub fn used(&self) -> Vec<usize> {
        self.shown().flat_map(|part| self.of(part)).map(|taken| taken.item.indicator).collect()
    }
}

/// An indicator as the score sees it: a value, withheld, missing, or not applicable.
pub fn look<'a>(item: &'a Item, ask: &Ask<'a, '_>) -> Published<Taken<'a>> {
    let posts = match item.posts {
        Some(posts) => posts,
        None => match ask.peers.get(item.indicator).copied().flatten() {
            Some(posts) => posts,
            // Too few peers to say what is much and what is little.
            None => return Published::NotApplicable,
        },
    };
    if ask.only.is_some_and(|only| !only.contains(&item.indicator)) {
        return Published::NotApplicable;
    }
    if item.exempts && (ask.exempt)(item.indicator) {
        return Published::NotApplicable;
    }
    match ask.facts.indicator(item.indicator, ask.row) {
        Published::Value(estimate) if is_scored(item, &posts, estimate, ask.members) => {
            let points = posts.points(estimate.value);
            Published::Value(Taken { item, posts, estimate, points: points.value, clipped: points.clipped })
        }
        Published::Value(_) | Published::Missing => Published::Missing,
        Published::Withheld => Published::Withheld,
        Published::NotApplicable => Published::NotApplicable,
        Published::TooEarly => Published::TooEarly,
    }
}

/// Some values are shown, but not scored: medians of answered cases only, open medians that may still turn out worse,
/// surveys that too few answered.
fn is_scored(item: &Item, posts: &Posts, estimate: &Estimate, members: Option<f64>) -> bool {
    let known = match estimate.basis {
        Basis::AnsweredOnly => false,
        Basis::AtLeast => posts.position(estimate.value) <= 0.0,
        Basis::Complete | Basis::Declared | Basis::Memberships | Basis::Band => true,
    };
    let answered = item.minimum_response.is_none_or(|least| match (estimate.n, members) {
        (Some(n), Some(members)) => n >= least * members,
        _ => false,
    });
    known && answered && !posts.position(estimate.value).is_nan()
}
