//! Looks at values: one test over all periods of a group or place.

use super::case::Case;
use super::change::{Difference, count, difference, trend};
use super::grade::grade;
use super::source::Source;
use super::state::State;
use super::{Outcome, asked, steady};
use crate::disclose::Published;
use crate::model::quantity::{Estimate, Tier};
use crate::playbook::indicator::{Direction, IntervalMethod, Scale, Side};
use crate::playbook::test::{AtLeast, Bound, PeerQuantile, Span, Subject, is_share};
use crate::playbook::{Indicator, Test};
use libm::{exp, expm1, log, log1p};

/// Writes the state of `test` in every period to `out`.
pub fn column(case: &Case<'_>, test: &Test, source: Option<Source>, out: &mut [State]) {
    match test {
        Test::Threshold { indicator, act, watch } => {
            let side = Side { act: Some(*act), watch: *watch };
            against(case, *indicator, [side, Side::default()], out);
        }
        Test::Points { indicator, bound } => points(case, *indicator, *bound, out),
        _ if steady::is_steady(case, test, source) => out.fill(at(case, test, source, 0)),
        _ => {
            for (row, cell) in out.iter_mut().enumerate() {
                *cell = at(case, test, source, row);
            }
        }
    }
}

/// An indicator against its own thresholds.
pub fn own(case: &Case<'_>, index: usize, out: &mut [State]) {
    let Some(indicator) = case.playbook.indicators.get(index) else { return };
    if indicator.scale == Scale::PeersLog {
        for (row, cell) in out.iter_mut().enumerate() {
            let sides = peer_sides(case, index, indicator, row);
            let judged = sides.iter().any(|side| !side.is_empty());
            *cell = match case.facts.indicator(index, row) {
                Published::Value(_) if !judged => State::Missing,
                Published::Value(estimate) => worst(estimate, sides, indicator.interval),
                gap => State::of_gap(&gap),
            };
        }
        persist(case, out);
        return;
    }
    against(case, index, indicator.sides(case.kind(), case.platform()), out);
}

/// The thresholds that peers draw, beside an act threshold of the indicator's own.
pub fn peer_sides(case: &Case<'_>, index: usize, indicator: &Indicator, row: usize) -> [Side; 2] {
    let [own, _] = indicator.sides(case.kind(), case.platform());
    let low = indicator.direction != Direction::Lower;
    let line = |at| {
        let place = case.place?;
        let x = place.peers.line(index, case.place_row(row)?, at)?;
        Some(if low { Bound::Below(x) } else { Bound::Above(x) })
    };
    [Side { watch: line(PeerQuantile::Median), act: line(PeerQuantile::P25) }, own]
}

/// Grades every period of an indicator; a hint that persists counts as indicated.
fn against(case: &Case<'_>, index: usize, sides: [Side; 2], out: &mut [State]) {
    let Some(indicator) = case.playbook.indicators.get(index) else { return };
    let cells = case.facts.indicators.get(index).map(Vec::as_slice).unwrap_or_default();
    out.fill(State::NotApplicable);
    for (row, (state, cell)) in out.iter_mut().zip(cells).enumerate() {
        *state = match cell {
            Published::Value(estimate) if !case.is_exempt(indicator, row) => worst(estimate, sides, indicator.interval),
            Published::Value(_) => State::NotApplicable,
            gap => State::of_gap(gap),
        };
    }
    persist(case, out);
}

fn worst(estimate: &Estimate, sides: [Side; 2], method: IntervalMethod) -> State {
    let [first, second] = sides;
    match (first.is_empty(), second.is_empty()) {
        (_, true) => grade(estimate, first, method),
        (true, false) => grade(estimate, second, method),
        (false, false) => grade(estimate, first, method).any(grade(estimate, second, method)),
    }
}

/// Raises a hint that has held for enough periods running.
pub fn persist(case: &Case<'_>, out: &mut [State]) {
    let mut running = 0;
    for row in 0..out.len() {
        let Some(state) = out.get_mut(row) else { return };
        if !state.holds() {
            running = 0;
            continue;
        }
        running = if running > 0 && case.follows(row) { running + 1 } else { 1 };
        if *state == State::Hint && running >= case.playbook.judging.persistent_periods {
            *state = State::Indicated;
        }
    }
}

fn points(case: &Case<'_>, index: usize, bound: Bound, out: &mut [State]) {
    let Some(indicator) = case.playbook.indicators.get(index) else { return };
    let side = points_side(case, indicator, bound);
    for (row, state) in out.iter_mut().enumerate() {
        let scored = case.scores.periods.get(row).and_then(|scores| scores.points.get(index).copied().flatten());
        *state = match (case.facts.indicator(index, row), scored) {
            (Published::Value(_), _) if case.is_exempt(indicator, row) => State::NotApplicable,
            // Shown, but for a reason of its own not scored.
            (Published::Value(_), None) => State::Missing,
            (Published::Value(estimate), Some(points)) => match side {
                Some(side) => grade(estimate, side, indicator.interval),
                None => State::flag(bound.reached(points.value)),
            },
            (gap, _) => State::of_gap(&gap),
        };
    }
}

/// A bound on points as a bound on the value, so that the interval of the value counts; `None` where the goalposts come
/// from peers.
fn points_side(case: &Case<'_>, indicator: &Indicator, bound: Bound) -> Option<Side> {
    let [a, b] = indicator.thresholds_for(case.kind(), case.platform()).goalposts?;
    let share = bound.limit() / 100.0;
    let between = |a: f64, b: f64| a + share * (b - a);
    let value = match indicator.scale {
        Scale::Linear => between(a, b),
        Scale::Log => expm1(between(log1p(a), log1p(b))),
        Scale::Ratio => exp(between(log(a), log(b))),
        Scale::PeersLog => return None,
    };
    // What rounding in binary takes away must not decide a value that stands on the line.
    let slack = 1e-12 * (b - a).abs();
    let act = match (bound, a < b) {
        (Bound::Below(_), true) | (Bound::Above(_), false) => Bound::Below(value - slack),
        (Bound::Above(_), true) | (Bound::Below(_), false) => Bound::Above(value + slack),
        (Bound::AtLeast(_), true) | (Bound::AtMost(_), false) => Bound::AtLeast(value - slack),
        (Bound::AtMost(_), true) | (Bound::AtLeast(_), false) => Bound::AtMost(value + slack),
    };
    Some(Side { watch: None, act: Some(act) })
}

/// The state of a test in one period.
fn at(case: &Case<'_>, test: &Test, source: Option<Source>, row: usize) -> State {
    match test {
        Test::Dimension { dimension, bound } => match dimension_score(case, *dimension, row) {
            Published::Value(score) => State::flag(bound.reached(score)),
            gap => State::of_gap(&gap),
        },
        Test::Peers { indicator, quantile, below } => peers(case, *indicator, *quantile, *below, row),
        Test::Change { indicator, down, over } => match change(case, *indicator, *over, row) {
            Published::Value((_, difference)) => difference.grade(*down, case.playbook.judging.least_change),
            gap => State::of_gap(&gap),
        },
        Test::Trend { subject, down, periods } => match ends(case, subject, source, *periods, row) {
            Published::Value(ends) => trend(&ends.difference, if *down { ends.falls } else { ends.rises }, *down),
            gap => State::of_gap(&gap),
        },
        Test::OwnMedian { indicator, over, factor } => match own_median(case, *indicator, *over, row) {
            Published::Value(found) => {
                grade(&found, Side { watch: None, act: Some(*factor) }, IntervalMethod::Bootstrap)
            }
            gap => State::of_gap(&gap),
        },
        Test::GroupsMedian { indicator, bound, watch } => match groups_median(case, *indicator, row) {
            Published::Value(found) => {
                grade(&found, Side { watch: *watch, act: Some(*bound) }, IntervalMethod::OrderStatistic)
            }
            gap => State::of_gap(&gap),
        },
        Test::GroupsShare { finding, at_least, share } => match groups_share(case, *finding, *at_least, row) {
            Published::Value(found) => State::flag(found.value >= *share),
            gap => State::of_gap(&gap),
        },
        Test::Field { bound, .. } => match field(case, source, row) {
            Published::Value(found) => {
                let method = if found.lower.is_some() { IntervalMethod::Wilson } else { IntervalMethod::None };
                grade(&found, Side { watch: None, act: Some(*bound) }, method)
            }
            gap => State::of_gap(&gap),
        },
        Test::FieldEquals { value, .. } => match field(case, source, row) {
            Published::Value(found) => State::flag(found.value == *value),
            gap => State::of_gap(&gap),
        },
        Test::Measured { indicator, is } => match case.facts.indicator(*indicator, row) {
            Published::Value(_) => State::flag(*is),
            Published::Missing => State::flag(!*is),
            gap => State::of_gap(&gap),
        },
        _ => asked::at(case, test, row),
    }
}

/// The published score of a dimension.
pub fn dimension_score(case: &Case<'_>, dimension: usize, row: usize) -> Published<f64> {
    let scores = case.scores.periods.get(row);
    let found = scores.and_then(|scores| scores.dimensions.iter().find(|score| score.dimension == dimension));
    found.map_or(Published::Missing, |found| found.score.map(|score| score.value))
}

/// What a field test looks at.
pub fn field(case: &Case<'_>, source: Option<Source>, row: usize) -> Published<Estimate> {
    source.map_or(Published::Missing, |source| source.at(case, row))
}

/// The published value of an indicator of the place: in a group's rule that of the nearest place above.
pub fn of_place<'a>(case: &Case<'a>, indicator: usize, row: usize) -> Published<&'a Estimate> {
    let found = case.place.zip(case.place_row(row));
    found.map_or(Published::Missing, |(place, row)| place.facts.indicator(indicator, row))
}

fn peers(case: &Case<'_>, indicator: usize, quantile: PeerQuantile, below: bool, row: usize) -> State {
    let method = case.playbook.indicators.get(indicator).map_or(IntervalMethod::None, |i| i.interval);
    let line = case.place.zip(case.place_row(row)).and_then(|(place, row)| place.peers.line(indicator, row, quantile));
    match (of_place(case, indicator, row), line) {
        (Published::Value(_), None) => State::Missing,
        (Published::Value(estimate), Some(x)) => {
            let act = Some(if below { Bound::Below(x) } else { Bound::Above(x) });
            grade(estimate, Side { watch: None, act }, method)
        }
        (gap, _) => State::of_gap(&gap),
    }
}

/// Change of an indicator with the row it is taken from.
pub fn change(case: &Case<'_>, index: usize, over: Span, row: usize) -> Published<(usize, Difference)> {
    let before = match over {
        Span::Previous => case.back(row, 1),
        Span::ThreePeriods => case.back(row, 3),
        Span::Year => case.year_before(row),
    };
    let (Some(indicator), Some(before)) = (case.playbook.indicators.get(index), before) else {
        return Published::Missing;
    };
    if case.is_exempt(indicator, row) {
        return Published::NotApplicable;
    }
    match (case.facts.indicator(index, row), case.facts.indicator(index, before)) {
        (Published::Value(now), Published::Value(then)) => {
            Published::Value((before, difference(now, then, indicator.interval)))
        }
        (Published::Value(_), gap) | (gap, _) => {
            gap.map(|_| (before, difference(&EXACT, &EXACT, IntervalMethod::None)))
        }
    }
}

const EXACT: Estimate = Estimate {
    value: 0.0,
    lower: None,
    upper: None,
    k: None,
    n: None,
    tier: Tier::Normal,
    spread: crate::model::quantity::Spread::Fixed,
    basis: crate::model::quantity::Basis::Complete,
};

/// The last against the first of several periods running.
#[derive(Debug, Clone, Copy)]
pub struct Ends {
    /// Last minus first.
    pub difference: Difference,
    /// Each is below the one before.
    pub falls: bool,
    /// Each is above the one before.
    pub rises: bool,
}

/// Looks along the last `periods` periods. Fields that count are taken per 30 days.
pub fn ends(case: &Case<'_>, subject: &Subject, source: Option<Source>, periods: usize, row: usize) -> Published<Ends> {
    let Some(first) = (row + 1).checked_sub(periods) else { return Published::Missing };
    let method = match subject {
        Subject::Indicator(index) => case.playbook.indicators.get(*index).map_or(IntervalMethod::None, |i| i.interval),
        Subject::Field(name) if is_share(name) => IntervalMethod::Wilson,
        Subject::Field(_) => IntervalMethod::Poisson,
    };
    let (mut falls, mut rises) = (true, true);
    let mut start: Option<Estimate> = None;
    let mut last: Option<Estimate> = None;
    for at in first..=row {
        if at > first && !case.follows(at) {
            return Published::Missing;
        }
        let value = match subject_at(case, subject, source, at) {
            Published::Value(value) => value,
            gap => return gap.map(|_| Ends { difference: difference(&EXACT, &EXACT, method), falls, rises }),
        };
        if let Some(before) = &last {
            falls &= value.value < before.value;
            rises &= value.value > before.value;
        }
        start = start.or_else(|| Some(value.clone()));
        last = Some(value);
    }
    match start.zip(last) {
        Some((start, last)) => Published::Value(Ends { difference: difference(&last, &start, method), falls, rises }),
        None => Published::Missing,
    }
}

/// An indicator, or a field per 30 days, in a row.
pub fn subject_at(case: &Case<'_>, subject: &Subject, source: Option<Source>, row: usize) -> Published<Estimate> {
    match (subject, source) {
        (Subject::Indicator(index), _) => match case.playbook.indicators.get(*index) {
            Some(indicator) if case.is_exempt(indicator, row) => Published::NotApplicable,
            _ => case.facts.indicator(*index, row).map(Clone::clone),
        },
        (Subject::Field(_), Some(source)) if source.is_flow(case.fields) => {
            let scale = 30.0 / case.days(row);
            source.at(case, row).map(|found| count(found.value, scale))
        }
        (Subject::Field(_), source) => field(case, source, row),
    }
}

/// The value over the group's own median of the periods before.
pub fn own_median(case: &Case<'_>, indicator: usize, over: usize, row: usize) -> Published<Estimate> {
    let now = match case.facts.indicator(indicator, row) {
        Published::Value(now) => now,
        gap => return gap.map(Clone::clone),
    };
    let first = row.saturating_sub(over);
    let mut before: Vec<f64> =
        (first..row).filter_map(|at| Some(case.facts.indicator(indicator, at).value()?.value)).collect();
    before.sort_unstable_by(f64::total_cmp);
    let median = crate::measure::interval::quantile(&before, 0.5).filter(|median| *median > 0.0);
    let Some(median) = median.filter(|_| before.len() == over) else { return Published::Missing };
    Published::Value(Estimate {
        value: now.value / median,
        lower: now.lower.map(|limit| limit / median),
        upper: now.upper.map(|limit| limit / median),
        ..now.clone()
    })
}

/// Median over the groups of a place, with the interval of order statistics from six groups on.
pub fn groups_median(case: &Case<'_>, indicator: usize, row: usize) -> Published<Estimate> {
    let (Ok(at), Some(period)) = (case.rules.traced.binary_search(&indicator), case.period(row)) else {
        return Published::Missing;
    };
    let mut values = Vec::new();
    let mut withheld = false;
    for trace in case.groups {
        match trace.value(at, period) {
            Published::Value(value) => values.push(f64::from(value)),
            gap => withheld |= gap == Published::Withheld,
        }
    }
    if values.len() < case.playbook.judging.fewest_groups {
        return if withheld { Published::Withheld } else { Published::Missing };
    }
    values.sort_unstable_by(f64::total_cmp);
    let rank = |rank: usize| values.get(rank.checked_sub(1)?).copied();
    let ranks = crate::measure::interval::median_ranks(values.len());
    Published::Value(Estimate {
        lower: ranks.and_then(|(low, _)| rank(low)),
        upper: ranks.and_then(|(_, high)| rank(high)),
        n: Some(values.len() as f64),
        ..Estimate::exact(crate::measure::interval::quantile(&values, 0.5).unwrap_or_default())
    })
}

/// Share of the groups whose finding could be assessed that have it.
pub fn groups_share(case: &Case<'_>, finding: usize, at_least: AtLeast, row: usize) -> Published<Estimate> {
    let (Ok(at), Some(period)) = (case.rules.traced_findings.binary_search(&finding), case.period(row)) else {
        return Published::Missing;
    };
    let (mut k, mut n, mut withheld) = (0usize, 0usize, false);
    for outcome in case.groups.iter().filter_map(|trace| trace.outcome(at, period)) {
        n += usize::from(matches!(outcome, Outcome::NotSeen | Outcome::Possible | Outcome::Likely));
        k += usize::from(holds(outcome, at_least));
        withheld |= outcome == Outcome::Withheld;
    }
    if n < case.playbook.judging.fewest_groups {
        return if withheld { Published::Withheld } else { Published::Missing };
    }
    let (k, n) = (k as f64, n as f64);
    Published::Value(Estimate { k: Some(k), n: Some(n), ..Estimate::exact(k / n) })
}

/// Whether a result is at least as strong as asked.
pub fn holds(outcome: Outcome, at_least: AtLeast) -> bool {
    match at_least {
        AtLeast::Possible => matches!(outcome, Outcome::Possible | Outcome::Likely),
        AtLeast::Likely => outcome == Outcome::Likely,
    }
}
