//! What became of actions and goals.
//!
//! An effect is looked at over up to three periods before an action began and the first three after it could first have
//! moved. Each side is averaged; the interval of the difference comes from the intervals of the periods, or from their
//! scatter where they have none. Nothing is claimed with fewer than three periods on each side.

use super::advise::aim;
use super::case::Case;
use super::change::Difference;
use super::{EffectSeen, FollowUp, GoalState, leaf};
use crate::disclose::Published;
use crate::model::group::{Action, ActionStatus};
use crate::model::quantity::{Basis, Estimate};
use crate::model::{GroupProfile, Period};
use crate::playbook::Measure;
use crate::playbook::advice::Effect;
use crate::playbook::test::Subject;
use std::ops::Range;

/// Periods on each side.
const PERIODS: usize = 3;
/// 97.5 % point of Student's t with 2 · 3 − 2 = 4 degrees of freedom.
const T4: f64 = 2.776_445_105;

/// Every action in the order of the file.
pub fn actions(case: &Case<'_>) -> Vec<FollowUp> {
    case.actions.iter().enumerate().map(|(index, action)| follow(case, index, action)).collect()
}

/// Every goal of a group in the order of the file.
pub fn goals(case: &Case<'_>) -> Vec<GoalState> {
    let goals = case.profile.map(|profile| profile.goals.as_slice()).unwrap_or_default();
    let state = |(index, goal): (usize, &crate::model::group::Goal)| {
        let now = case.facts.indicator(goal.indicator, case.row);
        let period = case.period(case.row)?;
        let on_track = now.value().and_then(|now| goal.on_track(period, now.value));
        Some(GoalState { goal: index, now: now.map(Clone::clone), line: goal.line(period), on_track })
    };
    goals.iter().enumerate().filter_map(state).collect()
}

fn follow(case: &Case<'_>, index: usize, action: &Action) -> FollowUp {
    let advice = case.playbook.advice.get(action.advice);
    let effects = advice.map(|advice| advice.effects.as_slice()).unwrap_or_default();
    let effects: Vec<EffectSeen> = effects.iter().map(|effect| seen(case, action, effect)).collect();
    let looked = effects
        .iter()
        .any(|effect| effect.before.is_some() && effect.after.is_some() && is_of_members(case, &effect.subject));
    let span = action.started.map(|started| window(case, started));
    let survivorship = case.profile.zip(span).is_some_and(|(profile, span)| looked && renewed(case, profile, span));
    FollowUp {
        action: index,
        advice: action.advice,
        status: action.status,
        started: action.started,
        regression: effects.iter().any(|effect| effect.from_extreme && effect.after.is_some()),
        effects,
        survivorship,
    }
}

/// Rows from the first one looked at before to the reported one.
fn window(case: &Case<'_>, started: Period) -> Range<usize> {
    let begun = rows_before(case, started);
    begun.saturating_sub(PERIODS)..case.row + 1
}

/// How many rows ended before the first day of a period.
fn rows_before(case: &Case<'_>, period: Period) -> usize {
    case.facts.periods.partition_point(|p| p.last_day() < period.first_day()).min(case.row + 1)
}

/// Whether a renewal lies in these rows: it removes silent members and so lifts every rate per member.
fn renewed(case: &Case<'_>, profile: &GroupProfile, rows: Range<usize>) -> bool {
    rows.filter_map(|row| case.period(row)).any(|period| profile.renewal_running(period))
}

/// Whether it is a rate over members, which a renewal lifts by itself; a checklist or a date is none.
fn is_of_members(case: &Case<'_>, subject: &Subject) -> bool {
    let indicator = subject.indicator().and_then(|index| case.playbook.indicators.get(index));
    indicator.is_some_and(|indicator| {
        matches!(
            indicator.measure_for(case.kind(), case.platform()),
            Measure::Proportion { .. }
                | Measure::Share { .. }
                | Measure::ShareMean { .. }
                | Measure::Rate { .. }
                | Measure::Ratio { .. }
                | Measure::Churn { .. }
                | Measure::Survival { .. }
                | Measure::Net { .. }
                | Measure::Events { .. }
        )
    })
}

fn seen(case: &Case<'_>, action: &Action, effect: &Effect) -> EffectSeen {
    let (target, up) = aim(case, effect);
    let nothing = EffectSeen {
        subject: effect.subject.clone(),
        up,
        before: None,
        after: None,
        difference: None,
        better: None,
        banded: false,
        from_extreme: false,
    };
    let Some(started) = action.started.filter(|_| action.status != ActionStatus::Planned) else { return nothing };
    let begun = rows_before(case, started);
    let before = values(case, &effect.subject, (0..begun).rev());
    // The effect may first move some periods after the beginning; the period of the beginning itself is neither.
    let wait = (f64::from(effect.first) / started.months()).ceil().max(1.0);
    let first = rows_before(case, started.shift(wait as i32));
    let after = values(case, &effect.subject, first..case.row + 1);
    let banded = before.iter().chain(&after).any(|value| value.basis == Basis::Band);
    let full = before.len() == PERIODS && after.len() == PERIODS;
    let difference = (full && !banded).then(|| compare(&before, &after));
    let limits = difference.and_then(|difference| Some((difference.value, difference.limits?)));
    let better = limits.zip(up).and_then(|((_, (lower, upper)), up)| {
        let rose = if lower > 0.0 { Some(true) } else { (upper < 0.0).then_some(false) };
        rose.map(|rose| rose == up)
    });
    let middle = |values: &[Estimate]| if banded { least(values) } else { mean(values) };
    let before_mean = middle(&before);
    let short =
        |value: f64| up.zip(target).is_some_and(|(up, target)| if up { value < target } else { value > target });
    EffectSeen {
        before: before_mean.map(|mean| (mean, before.len())),
        after: middle(&after).map(|mean| (mean, after.len())),
        difference: limits.map(|(value, (lower, upper))| (value, lower, upper)),
        better,
        banded,
        from_extreme: before_mean.is_some_and(short),
        ..nothing
    }
}

/// Up to three published values along these rows.
fn values(case: &Case<'_>, subject: &Subject, rows: impl Iterator<Item = usize>) -> Vec<Estimate> {
    let source = match subject {
        Subject::Field(name) => super::source::Source::find(name, case.playbook, case.fields),
        Subject::Indicator(_) => None,
    };
    let found = rows.filter_map(|row| match leaf::subject_at(case, subject, source, row) {
        Published::Value(value) => Some(value),
        _ => None,
    });
    found.take(PERIODS).collect()
}

fn least(values: &[Estimate]) -> Option<f64> {
    values.iter().map(|value| value.value).reduce(f64::min)
}

fn mean(values: &[Estimate]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().map(|value| value.value).sum::<f64>() / values.len() as f64)
}

/// Difference of the means, after − before. Limits by square-and-add over the periods' own limits (Zou & Donner 2008);
/// where a period has none, from the scatter of the periods (two-sample t with pooled variance).
fn compare(before: &[Estimate], after: &[Estimate]) -> Difference {
    let n = PERIODS as f64;
    let value = mean(after).unwrap_or_default() - mean(before).unwrap_or_default();
    let below = |at: &Estimate| at.lower.filter(|l| l.is_finite()).map(|lower| (at.value - lower).powi(2));
    let above = |at: &Estimate| at.upper.filter(|u| u.is_finite()).map(|upper| (upper - at.value).powi(2));
    let sum = |list: &[Estimate], of: &dyn Fn(&Estimate) -> Option<f64>| list.iter().map(of).sum::<Option<f64>>();
    let down = sum(after, &below).zip(sum(before, &above)).map(|(a, b)| (a + b).sqrt() / n);
    let up = sum(after, &above).zip(sum(before, &below)).map(|(a, b)| (a + b).sqrt() / n);
    let limits = down.zip(up).unwrap_or_else(|| {
        let scatter = |list: &[Estimate]| {
            let mean = mean(list).unwrap_or_default();
            list.iter().map(|at| (at.value - mean).powi(2)).sum::<f64>()
        };
        let pooled = (scatter(before) + scatter(after)) / (2.0 * n - 2.0);
        let half = T4 * (pooled * 2.0 / n).sqrt();
        (half, half)
    });
    Difference { value, limits: Some((value - limits.0, value + limits.1)), exact: false, share: 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::interval::wilson;

    fn shares(values: [(f64, f64); 3]) -> Vec<Estimate> {
        let of = |(k, n)| {
            let [lower, upper] = wilson(k, n);
            Estimate { lower: Some(lower), upper: Some(upper), ..Estimate::exact(k / n) }
        };
        values.map(of).to_vec()
    }

    #[test]
    fn three_periods_tell_more_than_one() {
        let before = shares([(44.0, 100.0), (46.0, 100.0), (42.0, 100.0)]);
        let after = shares([(56.0, 100.0), (58.0, 100.0), (54.0, 100.0)]);
        let (lower, upper) = compare(&before, &after).limits.unwrap();
        assert!(lower > 0.03 && upper < 0.21, "{lower} {upper}");
    }

    #[test]
    fn without_intervals_the_scatter_of_the_periods_counts() {
        let exact = |values: [f64; 3]| values.map(Estimate::exact).to_vec();
        let calm = compare(&exact([10.0, 11.0, 9.0]), &exact([20.0, 21.0, 19.0])).limits.unwrap();
        assert!(calm.0 > 0.0);
        let wild = compare(&exact([1.0, 30.0, 5.0]), &exact([20.0, 2.0, 40.0])).limits.unwrap();
        assert!(wild.0 < 0.0 && wild.1 > 0.0);
    }
}
