//! An indicator over time as a drawing needs it: unbroken runs, gaps with their reason, the change, the thresholds.
//! Values are in the unit of the axis: percent out of 100.

use super::time::Timeline;
use super::{Kit, Subject};
use crate::disclose::{Facts, Published};
use crate::model::quantity::{Basis, Estimate, Tier};
use crate::playbook::{Direction, Mark, Unit};
use libm::hypot;

/// A published value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Row of the facts.
    pub row: usize,
    /// Place on the time axis.
    pub x: f64,
    /// Value.
    pub value: f64,
    /// Interval, where there is one; the upper end may be infinite.
    pub interval: Option<(f64, f64)>,
    /// Rests on few cases.
    pub few: bool,
    /// Published as a band: `interval` holds its two ends, not an error.
    pub banded: bool,
}

/// A stretch of periods without a published value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gap {
    /// Where it begins and ends on the time axis.
    pub from: f64,
    /// End.
    pub until: f64,
    /// `x`, `c`, `z` or `e`.
    pub letter: char,
}

/// Runs and gaps of an indicator.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Series {
    /// All points, ascending.
    pub points: Vec<Point>,
    /// Beginning and end of each unbroken run within `points`.
    pub runs: Vec<(usize, usize)>,
    /// Gaps, ascending.
    pub gaps: Vec<Gap>,
}

/// Factor from the unit of the data to that of the axis.
pub fn factor(unit: Unit) -> f64 {
    if unit == Unit::Percent { 100.0 } else { 1.0 }
}

/// The letter that stands for a state without a number.
pub fn letter<T>(cell: &Published<T>) -> Option<char> {
    match cell {
        Published::Value(_) => None,
        Published::Withheld => Some('c'),
        Published::Missing => Some('x'),
        Published::NotApplicable => Some('z'),
        Published::TooEarly => Some('e'),
    }
}

impl Series {
    /// The series of an indicator within a window.
    pub fn new(subject: &Subject, time: &Timeline, indicator: usize, unit: Unit) -> Self {
        let factor = factor(unit);
        let mut series = Self { points: Vec::with_capacity(time.rows.len()), ..Self::default() };
        let mut next = 0.5;
        for &(row, x) in &time.rows {
            // A period without a row was not measured.
            if x > next {
                series.gap(next - 0.5, x - 0.5, 'x');
            }
            match subject.facts.indicator(indicator, row) {
                Published::Value(estimate) => series.point(point(row, x, estimate, factor), x > next),
                state => series.gap(x - 0.5, x + 0.5, letter(&state).unwrap_or('x')),
            }
            next = x + 1.0;
        }
        series
    }

    fn point(&mut self, point: Point, after_hole: bool) {
        let at = self.points.len();
        let joined = !after_hole && self.points.last().is_some_and(|last| last.x + 1.5 > point.x);
        match self.runs.last_mut() {
            Some(run) if joined => run.1 = at + 1,
            _ => self.runs.push((at, at + 1)),
        }
        self.points.push(point);
    }

    fn gap(&mut self, from: f64, until: f64, letter: char) {
        match self.gaps.last_mut() {
            Some(gap) if gap.letter == letter && gap.until >= from => gap.until = until,
            _ => self.gaps.push(Gap { from, until, letter }),
        }
    }

    /// The unbroken runs.
    pub fn runs(&self) -> impl Iterator<Item = &[Point]> {
        self.runs.iter().filter_map(|(from, until)| self.points.get(*from..*until))
    }

    /// How many periods each gap letter takes, in the order c, x, z, e; letters without a gap are left out.
    pub fn gap_counts(&self) -> Vec<(char, usize)> {
        ['c', 'x', 'z', 'e']
            .into_iter()
            .map(|letter| {
                let periods: f64 =
                    self.gaps.iter().filter(|gap| gap.letter == letter).map(|gap| gap.until - gap.from).sum();
                (letter, periods.round() as usize)
            })
            .filter(|(_, count)| *count > 0)
            .collect()
    }

    /// The change between the last point and the one a year before it, else the first one.
    pub fn change(&self, subject: &Subject) -> Option<Change> {
        let to = *self.points.last()?;
        let periods = &subject.facts.periods;
        let wanted = periods.get(to.row)?.year_before();
        let year = self.points.iter().find(|point| periods.get(point.row) == Some(&wanted));
        let from = *year.or_else(|| self.points.first().filter(|first| first.row != to.row))?;
        Some(Change { from, to, year: year.is_some(), interval: difference(&from, &to), usual: self.usual() })
    }

    fn usual(&self) -> f64 {
        ordinary(self.runs().flat_map(|run| run.windows(2)).map(|pair| match pair {
            [a, b] => (b.value - a.value).abs(),
            _ => 0.0,
        }))
    }
}

/// How far apart two values of a series may lie by its ordinary movement from period to period: the 95 % limit
/// 1.96 √2 σ with σ = mean moving range / 1.128, as control charts of individual values take it (Shewhart's XmR
/// chart; Wheeler 1993). 0 where there are too few steps to tell.
fn ordinary(steps: impl Iterator<Item = f64>) -> f64 {
    let (count, sum) = steps.fold((0, 0.0), |(count, sum), step| (count + 1, sum + step));
    if count < 4 { 0.0 } else { 2.457 * sum / f64::from(count) }
}

/// The ordinary movement of an indicator in the window that ends with `row`, in the unit of the data; see the change of
/// a drawing, which takes the same measure where values have no interval of their own.
pub fn usual(facts: &Facts, indicator: usize, row: usize) -> f64 {
    let Some(time) = Timeline::new(&facts.periods, row) else { return 0.0 };
    let value = |at: usize| facts.indicator(indicator, at).value().map(|estimate| estimate.value);
    ordinary(time.rows.windows(2).filter_map(|pair| match pair {
        [(a, from), (b, to)] if *to - *from < 1.5 => Some((value(*b)? - value(*a)?).abs()),
        _ => None,
    }))
}

/// An estimate as a point at `x`; `factor` carries it to the unit of the axis.
pub fn point(row: usize, x: f64, estimate: &Estimate, factor: f64) -> Point {
    let interval = match (estimate.lower, estimate.upper) {
        (Some(lower), Some(upper)) => Some((lower * factor, upper * factor)),
        _ => None,
    };
    let (few, banded) = (estimate.tier == Tier::Few, estimate.basis == Basis::Band);
    Point { row, x, value: estimate.value * factor, interval, few, banded }
}

/// A change between two points of a series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// Earlier.
    pub from: Point,
    /// Later.
    pub to: Point,
    /// Exactly a year apart.
    pub year: bool,
    /// Interval of the difference, where both points have one.
    pub interval: Option<(f64, f64)>,
    /// The largest difference that the series' own ups and downs would bring.
    pub usual: f64,
}

/// What a change amounts to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Up, beyond the error of sampling.
    Up,
    /// Down, beyond the error of sampling.
    Down,
    /// Not to be told from none.
    Same,
}

impl Change {
    /// Up or down only where the interval of the difference excludes 0.
    pub fn way(&self) -> Way {
        let difference = self.to.value - self.from.value;
        match self.interval {
            Some((low, _)) if low > 0.0 => Way::Up,
            Some((_, high)) if high < 0.0 => Way::Down,
            Some(_) => Way::Same,
            // Without intervals (checklists, dates, given values) a change must stand out from the ups and downs.
            None if difference > self.usual => Way::Up,
            None if difference < -self.usual => Way::Down,
            None => Way::Same,
        }
    }
}

/// Interval of a difference from the intervals of its ends: d − √((t−lₜ)² + (u_f−f)²) to d + √((uₜ−t)² + (f−l_f)²).
/// Newcombe's hybrid interval, which holds for any two intervals (Zou & Donner 2008, "MOVER").
fn difference(from: &Point, to: &Point) -> Option<(f64, f64)> {
    // The ends of a band are no error.
    let (from_low, from_high) = from.interval.filter(|_| !from.banded)?;
    let (to_low, to_high) = to.interval.filter(|_| !to.banded)?;
    let d = to.value - from.value;
    let low = d - hypot(to.value - to_low, from_high - from.value);
    let high = d + hypot(to_high - to.value, from.value - from_low);
    (low.is_finite() && high.is_finite()).then_some((low, high))
}

/// A threshold on the axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Threshold {
    /// Value in the unit of the axis.
    pub value: f64,
    /// The harder one.
    pub act: bool,
    /// Bad above it rather than below.
    pub above: bool,
    /// Reached by a value equal to it.
    pub inclusive: bool,
    /// Where it comes from.
    pub mark: Mark,
}

/// The letter printed beside a threshold.
pub fn mark_letter(mark: Mark) -> &'static str {
    match mark {
        Mark::S => "S",
        Mark::P => "P",
        Mark::C => "C",
    }
}

/// The thresholds of an indicator for a subject, the watch line before the action line.
pub fn thresholds(kit: &Kit, subject: &Subject, indicator: usize) -> Vec<Threshold> {
    let Some(entry) = kit.frame.playbook.indicators.get(indicator) else { return Vec::new() };
    let Some(limits) = subject.thresholds(kit, indicator) else { return Vec::new() };
    let above = entry.direction == Direction::Lower;
    [
        (limits.watch, false, above),
        (limits.act, true, above),
        (limits.watch_above, false, true),
        (limits.act_above, true, true),
    ]
    .into_iter()
    .filter_map(|(value, act, above)| {
        let (mark, inclusive) = match act {
            true => (entry.act_mark, entry.act_inclusive),
            false => (entry.watch_mark, entry.watch_inclusive),
        };
        Some(Threshold { value: value? * factor(entry.unit), act, above, inclusive, mark })
    })
    .collect()
}

/// Where a point lies against a threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// On the bad side with its whole interval (or without one).
    Beyond,
    /// The interval holds the threshold.
    Spans,
    /// On the good side with its whole interval (or without one).
    Good,
}

impl Threshold {
    /// On which side a point lies.
    pub fn side(&self, point: &Point) -> Side {
        let (low, high) = point.interval.unwrap_or((point.value, point.value));
        match (self.reached(low), self.reached(high)) {
            (true, true) => Side::Beyond,
            (false, false) => Side::Good,
            _ => Side::Spans,
        }
    }

    /// Whether a value lies on the bad side.
    pub fn reached(&self, value: f64) -> bool {
        let past = if self.above { value > self.value } else { value < self.value };
        past || (self.inclusive && value == self.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(value: f64, low: f64, high: f64) -> Point {
        Point { row: 0, x: 0.5, value, interval: Some((low, high)), few: false, banded: false }
    }

    #[test]
    fn a_change_is_only_called_one_when_its_interval_excludes_none() {
        // 56/100 against 44/100: not clear at a hundred a side.
        let (from, to) = (at(44.0, 34.67, 53.77), at(56.0, 46.23, 65.33));
        let interval = difference(&from, &to).unwrap();
        assert!((interval.0 + 1.82).abs() < 0.02 && (interval.1 - 25.19).abs() < 0.02, "{interval:?}");
        assert_eq!(Change { from, to, year: true, interval: Some(interval), usual: 0.0 }.way(), Way::Same);
        let exact = Point { interval: None, ..to };
        let interval = difference(&from, &exact);
        assert_eq!(Change { from, to: exact, year: true, interval, usual: 0.0 }.way(), Way::Up);
    }

    #[test]
    fn a_zigzag_without_intervals_has_not_changed_and_a_step_has() {
        let series = |values: &[f64]| {
            let at = |(row, value): (usize, &f64)| Point { row, interval: None, ..at(*value, 0.0, 0.0) };
            let points: Vec<Point> = values.iter().enumerate().map(at).collect();
            Series { runs: vec![(0, points.len())], points, ..Series::default() }
        };
        let way = |values: &[f64]| {
            let series = series(values);
            let (from, to) = (series.points[0], *series.points.last().unwrap());
            Change { from, to, year: true, interval: None, usual: series.usual() }.way()
        };
        assert_eq!(way(&[50.0, 100.0, 25.0, 50.0, 100.0, 25.0]), Way::Same);
        assert_eq!(way(&[3.0, 3.0, 3.0, 3.0, 2.0, 2.0]), Way::Down);
        assert_eq!(way(&[4.0, 3.0]), Way::Down);
    }

    #[test]
    fn an_interval_across_a_threshold_takes_no_side() {
        let watch = Threshold { value: 30.0, act: false, above: false, inclusive: false, mark: Mark::C };
        assert_eq!(watch.side(&at(25.0, 20.0, 29.0)), Side::Beyond);
        assert_eq!(watch.side(&at(28.0, 24.0, 33.0)), Side::Spans);
        assert_eq!(watch.side(&at(35.0, 31.0, 39.0)), Side::Good);
    }
}
