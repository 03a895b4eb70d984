//! Which trends tell most of a group: chosen by the weight of an indicator in the score and by its data.

use super::compare::{Move, Moved};
use super::context::Context;
use crate::judge::{About, Outcome};
use crate::model::quantity::{Basis, Estimate, Tier};
use crate::playbook::{Direction, Level};
use crate::report::GroupReport;
use std::collections::BTreeSet;

/// How many trends a page draws: one large, five small.
const TRENDS: usize = 6;

/// A trend needs at least this many published points.
const POINTS: usize = 3;

/// Indicators whose trends tell most, the most telling first.
///
/// Each counts its share of the overall score, times the share of periods in which it is published; half as much
/// again where a finding rests on it, twice as much where it clearly moved within a year. No dimension gives more
/// than two. Ties keep the order of the playbook.
pub fn telling(context: &Context, report: &GroupReport, moves: &[Move]) -> Vec<usize> {
    let Some(row) = report.row else { return Vec::new() };
    let book = &context.frame.playbook;
    let (kind, platform) = (report.profile.kind, report.profile.platform);
    let resting = evidence(report);
    let mut weight_of = vec![0.0; book.dimensions.len()];
    let scored = |index: usize| {
        let indicator = book.indicators.get(index)?;
        let dimension = indicator.dimension?;
        let good = matches!(indicator.direction_for(kind, platform), Direction::Higher | Direction::Lower);
        let ours = indicator.level == Level::Group && good && indicator.applies_to(kind, platform);
        let measured = report.facts.indicator(index, row).value().is_some();
        (ours && measured).then(|| (dimension, indicator.weight_for(kind, platform)))
    };
    for (dimension, weight) in (0..book.indicators.len()).filter_map(scored) {
        weight_of[dimension] += weight;
    }
    let mut ranked: Vec<(f64, usize, usize)> = Vec::new();
    for index in 0..book.indicators.len() {
        let Some((dimension, weight)) = scored(index) else { continue };
        let Some(cells) = report.facts.indicators.get(index) else { continue };
        let points = cells.iter().take(row + 1).filter(|cell| cell.value().is_some()).count();
        if points < POINTS || flat(cells, row) {
            continue;
        }
        let mut score = book.dimensions[dimension].weight * weight / weight_of[dimension].max(f64::MIN_POSITIVE);
        score *= points as f64 / (row + 1) as f64;
        if resting.contains(&index) {
            score *= 1.5;
        }
        if moves.iter().any(|m| m.indicator == index && matches!(m.moved, Moved::Better | Moved::Worse)) {
            score *= 2.0;
        }
        ranked.push((score, index, dimension));
    }
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut taken = vec![0; book.dimensions.len()];
    let mut chosen = Vec::new();
    for (_, index, dimension) in ranked {
        if chosen.len() < TRENDS && taken[dimension] < 2 {
            taken[dimension] += 1;
            chosen.push(index);
        }
    }
    lead(&mut chosen, |index| report.facts.indicator(index, row).value().is_some_and(|value| is_sampled(value)));
    chosen
}

/// Puts first the most telling trend whose values carry an interval, for only the large drawing has room for a band.
/// Counts of a few whole steps (channels in use, the absence factor) zigzag without saying how much of it is chance:
/// they stay among the small ones unless nothing else is there.
fn lead(chosen: &mut [usize], has_interval: impl Fn(usize) -> bool) {
    if let Some(first) = chosen.iter().position(|index| has_interval(*index)) {
        chosen[..=first].rotate_right(1);
    }
}

/// Whether a value is an estimate from enough cases to draw a band around it.
fn is_sampled(estimate: &Estimate) -> bool {
    let interval = estimate.lower.is_some() && estimate.upper.is_some() && estimate.basis != Basis::Band;
    interval && estimate.n.is_some() && estimate.tier != Tier::Few
}

/// A line that never moves tells nothing that the table does not.
fn flat(cells: &[crate::disclose::Published<Estimate>], row: usize) -> bool {
    let mut values = cells.iter().take(row + 1).filter_map(|cell| cell.value()).map(|estimate| estimate.value);
    let first = values.next();
    values.all(|value| Some(value) == first)
}

/// Indicators that a finding which is at least possible rests on.
fn evidence(report: &GroupReport) -> BTreeSet<usize> {
    let seen = report.assessment.findings.iter().filter(|judged| judged.outcome >= Outcome::Possible);
    let lines = seen.flat_map(|judged| &judged.evidence).flat_map(|item| &item.lines);
    lines
        .filter_map(|line| match &line.about {
            About::Indicator(i) | About::Change(i, _) | About::Trend(i, ..) => Some(*i),
            _ => None,
        })
        .collect()
}
