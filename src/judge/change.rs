//! Differences between two estimates with their interval.
//!
//! The hybrid method squares and adds what lies between each value and its limit: lower = d − √((a − l₁)² + (u₂ − b)²),
//! upper = d + √((u₁ − a)² + (b − l₂)²). From Wilson intervals of two proportions this is Newcombe's interval
//! (*Statistics in Medicine* 17, 1998, method 10); from other intervals the same square-and-add by Zou & Donner
//! (*Statistics in Medicine* 27, 2008), which is the normal approximation where they are symmetric.

use super::state::State;
use crate::model::quantity::{Estimate, Tier};
use crate::playbook::IntervalMethod;

/// A difference, later minus earlier.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    /// Value.
    pub value: f64,
    /// 95 % limits, where both sides have an interval.
    pub limits: Option<(f64, f64)>,
    /// Neither side has sampling error.
    pub exact: bool,
    /// Size against the earlier value, 0 or more; infinite where that was 0 and something changed.
    pub share: f64,
}

/// The difference of two estimates of an indicator with this interval method.
pub fn difference(later: &Estimate, earlier: &Estimate, method: IntervalMethod) -> Difference {
    let value = later.value - earlier.value;
    let both = |at: &Estimate| Some((at.value, at.lower?, at.upper?));
    let limits = match (both(later), both(earlier)) {
        (Some((a, l1, u1)), Some((b, l2, u2))) => {
            Some((value - length(a - l1, u2 - b), value + length(u1 - a, b - l2)))
        }
        _ => None,
    };
    let exact = method == IntervalMethod::None && later.tier != Tier::Few && earlier.tier != Tier::Few;
    let share = if value == 0.0 { 0.0 } else { (value / earlier.value).abs() };
    Difference { value, limits, exact, share }
}

/// √(a² + b²). What is measured is nowhere near the sizes for which this would need more care.
fn length(a: f64, b: f64) -> f64 {
    (a * a + b * b).sqrt()
}

impl Difference {
    /// Whether it went down (or up): established where the interval excludes 0. Where no interval is known it is a hint,
    /// from a change of `least` of the earlier value on.
    pub fn grade(&self, down: bool, least: f64) -> State {
        let there = if down { self.value < 0.0 } else { self.value > 0.0 };
        match self.limits {
            Some((lower, upper)) if (down && upper < 0.0) || (!down && lower > 0.0) => State::Established,
            // What may be chance is no evidence of a change, nor of there being none.
            Some(_) => {
                if there {
                    State::Unsure
                } else {
                    State::NotSeen
                }
            }
            None if !there => State::NotSeen,
            None if self.exact => State::Established,
            None if self.share < least => State::NotSeen,
            None => State::Hint,
        }
    }

    /// As an estimate, for printing.
    pub fn estimate(&self) -> Estimate {
        Estimate {
            lower: self.limits.map(|limits| limits.0),
            upper: self.limits.map(|limits| limits.1),
            ..Estimate::exact(self.value)
        }
    }
}

/// Values that fall (or rise) from each to the next: indicated, and established where the difference of the ends is
/// clear of 0. Gaps are not looked at here.
pub fn trend(ends: &Difference, monotone: bool, down: bool) -> State {
    match (monotone, ends.grade(down, 0.0)) {
        (false, _) => State::NotSeen,
        (true, State::Established) => State::Established,
        (true, _) => State::Indicated,
    }
}

/// A count with the limits of a Poisson count by the normal approximation √k, for differences of counts.
pub fn count(value: f64, scale: f64) -> Estimate {
    let half = crate::measure::distribution::Z95 * value.max(0.0).sqrt() * scale;
    let value = value * scale;
    Estimate { lower: Some(value - half), upper: Some(value + half), ..Estimate::exact(value) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::interval::{newcombe, wilson};

    fn share(k: f64, n: f64) -> Estimate {
        let [lower, upper] = wilson(k, n);
        Estimate { lower: Some(lower), upper: Some(upper), ..Estimate::exact(k / n) }
    }

    #[test]
    fn for_proportions_it_is_newcombes_interval() {
        let d = difference(&share(56.0, 100.0), &share(44.0, 100.0), IntervalMethod::Wilson);
        let (lower, upper) = d.limits.unwrap();
        let [l, u] = newcombe((56.0, 100.0), (44.0, 100.0));
        assert!((lower - l).abs() < 1e-12 && (upper - u).abs() < 1e-12);
        assert!((lower - -0.0181954693169).abs() < 1e-9 && (upper - 0.251917464491).abs() < 1e-9);
        assert_eq!(d.grade(false, 0.05), State::Unsure, "44 → 56 % is not clear at n = 100");
        assert_eq!(d.grade(true, 0.05), State::NotSeen);
    }

    #[test]
    fn a_clear_fall_is_established() {
        let d = difference(&share(20.0, 200.0), &share(80.0, 200.0), IntervalMethod::Wilson);
        assert_eq!((d.grade(true, 0.05), d.grade(false, 0.05)), (State::Established, State::NotSeen));
    }

    #[test]
    fn an_exact_value_changes_as_it_does_and_an_unknown_interval_gives_a_hint() {
        let from =
            |now: f64, method| difference(&Estimate::exact(now), &Estimate::exact(2.0), method).grade(true, 0.05);
        let methods = [IntervalMethod::None, IntervalMethod::Bootstrap];
        assert_eq!(methods.map(|method| from(1.0, method)), [State::Established, State::Hint]);
        assert_eq!(
            methods.map(|method| from(1.98, method)),
            [State::Established, State::NotSeen],
            "1 % may be nothing"
        );
    }
}
