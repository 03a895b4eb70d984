//! Grades a value against thresholds: the four states of an item of evidence.
//!
//! - established: the whole interval lies beyond act; for values that have no interval, the value does;
//! - indicated: the value lies beyond act, or the whole interval beyond watch;
//! - hint: the value lies beyond watch;
//! - not seen otherwise.
//!
//! With few cases only a whole interval beyond a threshold counts. A value whose method has an interval, but whose data
//! gave none, is never more than indicated: how sure it is, is not known.

use super::state::State;
use crate::model::quantity::{Basis, Estimate, Tier};
use crate::playbook::indicator::{IntervalMethod, Side};
use crate::playbook::test::Bound;

/// What is known of an estimate's uncertainty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Span {
    /// Exact: the method has no interval.
    Exact,
    /// An interval.
    Known,
    /// An interval would be needed, but the data gave none.
    Unknown,
}

/// Grades `estimate` of an indicator with this interval method on one side.
pub fn grade(estimate: &Estimate, side: Side, method: IntervalMethod) -> State {
    let span = match (estimate.lower.is_some() || estimate.upper.is_some(), method) {
        (true, _) => Span::Known,
        (false, IntervalMethod::None) => Span::Exact,
        (false, _) => Span::Unknown,
    };
    let state = plain(estimate, side, span);
    match estimate.basis {
        // What was not answered can only make a time longer: what is seen is seen, what is not may yet be.
        Basis::AnsweredOnly | Basis::AtLeast if !state.holds() => State::Missing,
        Basis::Declared => state.min(State::Indicated),
        _ => state,
    }
}

fn plain(estimate: &Estimate, side: Side, span: Span) -> State {
    let point = |bound: Option<Bound>| bound.is_some_and(|bound| bound.reached(estimate.value));
    let whole = |bound: Option<Bound>| span == Span::Known && bound.is_some_and(|bound| wholly(estimate, bound));
    if whole(side.act) || (span == Span::Exact && estimate.tier != Tier::Few && point(side.act)) {
        return State::Established;
    }
    if whole(side.watch) {
        return State::Indicated;
    }
    if estimate.tier == Tier::Few {
        let mildest = side.watch.or(side.act);
        return if span == Span::Known && mildest.is_some_and(|bound| wholly_short(estimate, bound)) {
            State::NotSeen
        } else {
            State::Unsure
        };
    }
    if point(side.act) {
        State::Indicated
    } else if point(side.watch) {
        State::Hint
    } else {
        State::NotSeen
    }
}

/// Whether the whole interval lies beyond `bound`.
fn wholly(estimate: &Estimate, bound: Bound) -> bool {
    let near = if bound.is_low() { estimate.upper } else { estimate.lower };
    near.is_some_and(|limit| limit.is_finite() && bound.reached(limit))
}

/// Whether no part of the interval lies beyond `bound`.
fn wholly_short(estimate: &Estimate, bound: Bound) -> bool {
    let far = if bound.is_low() { estimate.lower } else { estimate.upper };
    far.is_some_and(|limit| limit.is_finite() && !bound.reached(limit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::interval::wilson;

    const LOW: Side = Side { watch: Some(Bound::Below(0.3)), act: Some(Bound::Below(0.1)) };

    fn share(k: f64, n: f64, tier: Tier) -> Estimate {
        let [lower, upper] = wilson(k, n);
        Estimate { lower: Some(lower), upper: Some(upper), n: Some(n), tier, ..Estimate::exact(k / n) }
    }

    fn of(estimate: &Estimate) -> State {
        grade(estimate, LOW, IntervalMethod::Wilson)
    }

    #[test]
    fn a_share_passes_through_all_four_states() {
        assert_eq!(of(&share(20.0, 500.0, Tier::Normal)), State::Established, "4 % [2.6, 6.1]");
        assert_eq!(of(&share(9.0, 100.0, Tier::Normal)), State::Indicated, "the value beyond act");
        assert_eq!(of(&share(80.0, 400.0, Tier::Normal)), State::Indicated, "20 % [16.4, 24.2]: wholly beyond watch");
        assert_eq!(of(&share(28.0, 100.0, Tier::Normal)), State::Hint, "28 % [20, 37]");
        assert_eq!(of(&share(30.0, 100.0, Tier::Normal)), State::NotSeen, "at the threshold is not beyond it");
    }

    #[test]
    fn few_cases_count_only_with_the_whole_interval() {
        assert_eq!(of(&share(1.0, 18.0, Tier::Few)), State::Indicated, "6 % [1, 26]: wholly beyond watch");
        assert_eq!(of(&share(3.0, 18.0, Tier::Few)), State::Unsure, "17 % [6, 39]");
        assert_eq!(of(&share(8.0, 18.0, Tier::Few)), State::Unsure, "44 % [25, 66] reaches over the threshold");
        assert_eq!(of(&share(15.0, 18.0, Tier::Few)), State::NotSeen, "83 % [61, 94]");
    }

    #[test]
    fn an_exact_value_is_established_by_itself() {
        let at = |value| grade(&Estimate::exact(value), LOW, IntervalMethod::None);
        assert_eq!((at(0.05), at(0.2), at(0.3)), (State::Established, State::Hint, State::NotSeen));
    }

    #[test]
    fn a_value_that_lacks_its_interval_is_only_indicated() {
        assert_eq!(of(&Estimate::exact(0.05)), State::Indicated);
    }

    #[test]
    fn a_reached_threshold_counts_where_the_side_includes_it() {
        let side = Side { watch: Some(Bound::AtMost(2.0)), act: Some(Bound::AtMost(1.0)) };
        let at = |value| grade(&Estimate::exact(value), side, IntervalMethod::None);
        assert_eq!((at(1.0), at(2.0), at(3.0)), (State::Established, State::Hint, State::NotSeen));
    }

    #[test]
    fn answered_only_medians_can_accuse_but_not_acquit() {
        let side = Side { watch: Some(Bound::Above(24.0)), act: Some(Bound::Above(48.0)) };
        let at = |value| {
            let estimate = Estimate { basis: Basis::AnsweredOnly, ..Estimate::exact(value) };
            grade(&estimate, side, IntervalMethod::KaplanMeier)
        };
        assert_eq!((at(60.0), at(4.0)), (State::Indicated, State::Missing));
    }

    #[test]
    fn an_unreached_median_is_not_wholly_short_of_anything() {
        let side = Side { watch: Some(Bound::Above(24.0)), act: Some(Bound::Above(48.0)) };
        let open = Estimate { lower: Some(50.0), upper: Some(f64::INFINITY), ..Estimate::exact(60.0) };
        assert_eq!(grade(&open, side, IntervalMethod::KaplanMeier), State::Established);
        let wide = Estimate { lower: Some(3.0), upper: Some(f64::INFINITY), tier: Tier::Few, ..Estimate::exact(10.0) };
        assert_eq!(grade(&wide, side, IntervalMethod::KaplanMeier), State::Unsure);
    }
}
