//! Evidence line: interval, value and thresholds, small enough to stand beside a sentence.

use super::Kit;
use super::canvas::Canvas;
use super::svg::Ink;
use crate::disclose::Published;
use crate::judge::{About, Line};
use crate::playbook::Unit;

/// An SVG of 132 by 18 units; `None` where the line carries no number that could be drawn.
pub fn evidence(kit: &Kit, line: &Line) -> Option<String> {
    let Published::Value(estimate) = &line.value else { return None };
    let watch = line.watch.map(|(bound, _)| bound.limit());
    let act = line.act.map(|(bound, _)| bound.limit());
    if watch.is_none() && act.is_none() {
        return None;
    }
    let (low, high) = range(kit, line, [Some(estimate.value), watch, act], [estimate.lower, estimate.upper]);
    let canvas = Canvas::new(132.0, 18.0, "ev");
    let panel = canvas.panel(4.0..128.0, 0.0..18.0, low..high, 0.0..1.0);
    let x = |value: f64| panel.at(value.clamp(low, high), 0.0).0;
    canvas.segment(Ink::Grid, (4.0, 14.0), (128.0, 14.0));
    if let Some(at) = watch {
        canvas.segment(Ink::Watch, (x(at), 2.0), (x(at), 17.0));
    }
    if let Some(at) = act {
        canvas.segment(Ink::Act, (x(at), 2.0), (x(at), 17.0));
    }
    if let (Some(lower), Some(upper)) = (estimate.lower, estimate.upper) {
        canvas.segment(Ink::BarData, (x(lower), 9.0), (x(upper), 9.0));
    }
    canvas.circle(Ink::Point, (x(estimate.value), 9.0), 4.0);
    Some(canvas.finish())
}

/// The axis: that of the unit where it has ends (shares, points), else what holds values, thresholds and intervals,
/// and zero.
fn range(kit: &Kit, line: &Line, marks: [Option<f64>; 3], interval: [Option<f64>; 2]) -> (f64, f64) {
    match unit(kit, &line.about) {
        Some(Unit::Points) => return (0.0, 100.0),
        Some(Unit::Index) => return (0.0, 1.0),
        _ => {}
    }
    let all = || marks.iter().chain(&interval).flatten().copied().filter(|value| value.is_finite());
    let (low, high) = all().fold((0.0f64, 0.0f64), |(low, high), value| (low.min(value), high.max(value)));
    // A wide upper limit may not press the value against zero.
    let values = marks.iter().flatten().fold(0.0f64, |most, value| most.max(value.abs()));
    let (low, high) = (low.max(-3.0 * values), high.min(3.0 * values));
    if high > low { (low, low + (high - low) * 1.08) } else { (low, low + 1.0) }
}

/// The unit of what a line speaks of, where it has one.
fn unit(kit: &Kit, about: &About) -> Option<Unit> {
    match about {
        About::PointsOf(_) | About::Dimension(_) | About::Facet(_) => Some(Unit::Points),
        About::Indicator(at) | About::Peers(at) | About::GroupsMedian(at) => {
            kit.frame.playbook.indicators.get(*at).map(|indicator| indicator.unit)
        }
        _ => None,
    }
}
