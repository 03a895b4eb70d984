//! From items of evidence to a result.
//!
//! Strength E = Σ w·s / Σ w over measured items; coverage c = Σ w(measured) / Σ w(all that apply). **Likely** if E ≥ 0.6,
//! c ≥ 0.5 and two items were measured (or a defining one is established); **possible** if E ≥ 0.3 and c ≥ 0.34;
//! **not seen** if E < 0.3 and c ≥ 0.5; otherwise it cannot be assessed. All constants are conventions and data:
//! [`Judging`].

use super::state::State;
use super::{Brief, Outcome};
use crate::playbook::judging::Judging;

/// Sums of tenths are not exact in binary.
const SLACK: f64 = 1e-9;

/// Evidence as it is weighed.
#[derive(Debug, Clone, Copy)]
pub struct Weighed<'a> {
    judging: &'a Judging,
    total: f64,
    measured: f64,
    withheld: f64,
    seen: f64,
    items: usize,
    hits: usize,
    applicable: usize,
    defining: bool,
    /// Every measured item is at least indicated.
    firm: bool,
}

impl<'a> Weighed<'a> {
    /// No evidence yet.
    pub fn new(judging: &'a Judging) -> Self {
        Self {
            judging,
            total: 0.0,
            measured: 0.0,
            withheld: 0.0,
            seen: 0.0,
            items: 0,
            hits: 0,
            applicable: 0,
            defining: false,
            firm: true,
        }
    }

    /// Adds an item. One that does not apply counts nowhere; one without weight is printed only.
    pub fn add(&mut self, state: State, weight: f64, defining: bool) {
        if state == State::NotApplicable {
            return;
        }
        self.applicable += 1;
        if weight <= 0.0 {
            return;
        }
        self.total += weight;
        if state.is_measured() {
            self.measured += weight;
            self.seen += weight * state.strength(self.judging);
            self.items += 1;
            self.hits += usize::from(state.holds());
            self.defining |= defining && state == State::Established;
            self.firm &= state >= State::Indicated;
        } else if state == State::Withheld {
            self.withheld += weight;
        }
    }

    /// E, 0 where nothing was measured.
    pub fn strength(&self) -> f64 {
        if self.measured > 0.0 { self.seen / self.measured } else { 0.0 }
    }

    /// c, 0 where nothing weighs.
    pub fn coverage(&self) -> f64 {
        if self.total > 0.0 { self.measured / self.total } else { 0.0 }
    }

    /// The result. `needs`: items at a hint or above that the rule asks for; `firm`: likely only where every measured
    /// item is at least indicated (values delivered).
    pub fn result(&self, needs: usize, firm: bool) -> Brief {
        let (strength, coverage) = (self.strength(), self.coverage());
        let Judging { likely: [likely, most], possible: [possible, some], not_seen, items, .. } = *self.judging;
        let reaches = |value: f64, least: f64| value >= least - SLACK;
        let enough = self.items >= items || self.defining;
        let outcome = if self.applicable == 0 {
            Outcome::NotApplicable
        } else if self.total <= 0.0 {
            Outcome::Context
        } else if self.hits < needs {
            if reaches(coverage, not_seen) { Outcome::NotSeen } else { self.gap() }
        } else if reaches(strength, likely) && reaches(coverage, most) && enough && (self.firm || !firm) {
            Outcome::Likely
        } else if reaches(strength, possible) && reaches(coverage, some) {
            Outcome::Possible
        } else if !reaches(strength, possible) && reaches(coverage, not_seen) {
            Outcome::NotSeen
        } else {
            self.gap()
        };
        Brief { outcome, strength, coverage }
    }

    /// Withheld where the withheld items would have made the difference.
    pub fn gap(&self) -> Outcome {
        let could = (self.measured + self.withheld) / self.total.max(f64::MIN_POSITIVE);
        if self.withheld > 0.0 && could >= self.judging.possible[1] - SLACK {
            Outcome::Withheld
        } else {
            Outcome::CannotAssess
        }
    }
}

/// Result of a facet: weak below a score. `score` is the mean of what was measured.
pub fn facet(weighed: &Weighed<'_>, score: Option<f64>, weak_below: f64) -> Brief {
    let coverage = weighed.coverage();
    let Some(score) = score else {
        let outcome = if weighed.applicable == 0 { Outcome::NotApplicable } else { weighed.gap() };
        return Brief { outcome, strength: 0.0, coverage };
    };
    let weak = score < weak_below;
    let outcome = if coverage >= weighed.judging.not_seen - SLACK {
        if weak { Outcome::Likely } else { Outcome::NotSeen }
    } else if weak && coverage >= weighed.judging.possible[1] - SLACK {
        Outcome::Possible
    } else {
        weighed.gap()
    };
    Brief { outcome, strength: 1.0 - score / 100.0, coverage }
}

#[cfg(test)]
mod tests {
    use super::State::*;
    use super::*;

    fn judging() -> Judging {
        crate::playbook::builtin(&mut crate::model::field::FieldTable::default()).unwrap().judging
    }

    fn result(items: &[State]) -> Outcome {
        let judging = judging();
        let mut weighed = Weighed::new(&judging);
        for state in items {
            weighed.add(*state, 1.0, false);
        }
        weighed.result(0, false).outcome
    }

    #[test]
    fn likely_needs_strength_coverage_and_two_items() {
        assert_eq!(result(&[Indicated, Indicated]), Outcome::Likely, "E 0.6, c 1, two items");
        assert_eq!(result(&[Indicated, Hint]), Outcome::Possible, "E 0.45");
        assert_eq!(result(&[Indicated, Indicated, Missing, Missing]), Outcome::Likely, "c 0.5");
        assert_eq!(result(&[Indicated, Indicated, Missing, Missing, Missing]), Outcome::Possible, "c 0.4");
        assert_eq!(result(&[Established]), Outcome::Possible, "one item, not defining");
    }

    #[test]
    fn one_established_defining_item_replaces_the_second() {
        let judging = judging();
        let mut weighed = Weighed::new(&judging);
        weighed.add(Established, 1.0, true);
        weighed.add(Missing, 1.0, false);
        assert_eq!(weighed.result(0, false).outcome, Outcome::Likely);
        let mut weighed = Weighed::new(&judging);
        weighed.add(Indicated, 1.0, true);
        assert_eq!(weighed.result(0, false).outcome, Outcome::Possible, "indicated is not established");
    }

    #[test]
    fn possible_reaches_down_to_three_tenths_and_a_third_of_the_evidence() {
        assert_eq!(result(&[Hint, Hint, Hint]), Outcome::Possible, "E 0.3 in spite of binary tenths");
        assert_eq!(result(&[Indicated, NotSeen]), Outcome::Possible, "E 0.3");
        assert_eq!(result(&[Hint, NotSeen]), Outcome::NotSeen, "E 0.15");
        assert_eq!(result(&[Established, Missing, Missing]), Outcome::CannotAssess, "c 0.33 is under 0.34");
        assert_eq!(result(&[Hint, Indicated, Missing, Missing, Missing]), Outcome::Possible, "c 0.4");
    }

    #[test]
    fn not_seen_needs_half_of_the_evidence() {
        assert_eq!(result(&[NotSeen, Missing]), Outcome::NotSeen);
        assert_eq!(result(&[NotSeen, Missing, Missing]), Outcome::CannotAssess);
        assert_eq!(result(&[NotSeen, NotSeen, Missing, Missing, Missing]), Outcome::CannotAssess, "c 0.4, E 0");
        assert_eq!(result(&[Missing, Missing]), Outcome::CannotAssess);
    }

    #[test]
    fn withheld_evidence_withholds_a_result_that_would_need_it() {
        assert_eq!(result(&[Withheld, Withheld]), Outcome::Withheld);
        assert_eq!(result(&[Established, Withheld, Missing]), Outcome::Withheld);
        assert_eq!(result(&[Indicated, Indicated, Withheld]), Outcome::Likely, "assessed without it");
        assert_eq!(result(&[Withheld, Missing, Missing]), Outcome::CannotAssess, "it would not have been enough");
    }

    #[test]
    fn what_does_not_apply_counts_nowhere() {
        assert_eq!(result(&[NotApplicable, Indicated, Indicated]), Outcome::Likely);
        assert_eq!(result(&[NotApplicable]), Outcome::NotApplicable);
    }

    #[test]
    fn weights_move_strength_and_coverage() {
        let judging = judging();
        let mut weighed = Weighed::new(&judging);
        weighed.add(Established, 3.0, false);
        weighed.add(NotSeen, 1.0, false);
        weighed.add(Missing, 4.0, false);
        let brief = weighed.result(0, false);
        assert_eq!((brief.strength, brief.coverage), (0.75, 0.5));
    }

    #[test]
    fn two_of_three_asks_for_two() {
        let judging = judging();
        let mut weighed = Weighed::new(&judging);
        for state in [Established, NotSeen, NotSeen] {
            weighed.add(state, 1.0, false);
        }
        assert_eq!(weighed.result(2, false).outcome, Outcome::NotSeen, "one is not two, though E is 0.33");
    }

    #[test]
    fn a_value_is_delivered_only_where_every_part_is_firm() {
        let judging = judging();
        let mut weighed = Weighed::new(&judging);
        for state in [Established, Established, Hint] {
            weighed.add(state, 1.0, false);
        }
        assert_eq!(weighed.result(0, true).outcome, Outcome::Possible);
        assert_eq!(weighed.result(0, false).outcome, Outcome::Likely);
    }

    #[test]
    fn evidence_without_weight_is_context() {
        let judging = judging();
        let mut weighed = Weighed::new(&judging);
        weighed.add(Established, 0.0, false);
        assert_eq!(weighed.result(0, false).outcome, Outcome::Context);
    }

    #[test]
    fn a_facet_is_weak_below_its_line() {
        let judging = judging();
        let mut weighed = Weighed::new(&judging);
        weighed.add(NotSeen, 1.0, false);
        weighed.add(Missing, 1.0, false);
        assert_eq!(facet(&weighed, Some(49.9), 50.0).outcome, Outcome::Likely);
        assert_eq!(facet(&weighed, Some(50.0), 50.0).outcome, Outcome::NotSeen);
        weighed.add(Missing, 0.8, false);
        assert_eq!(facet(&weighed, Some(10.0), 50.0).outcome, Outcome::Possible);
        assert_eq!(facet(&weighed, Some(90.0), 50.0).outcome, Outcome::CannotAssess);
    }

    #[test]
    fn other_constants_give_other_results() {
        let mut judging = judging();
        judging.strength[0] = 0.6;
        let mut weighed = Weighed::new(&judging);
        weighed.add(Hint, 1.0, false);
        weighed.add(Hint, 1.0, false);
        assert_eq!(weighed.result(0, false).outcome, Outcome::Likely, "two hints of 0.6 each");
        judging.items = 3;
        let mut weighed = Weighed::new(&judging);
        weighed.add(Established, 1.0, false);
        weighed.add(Established, 1.0, false);
        assert_eq!(weighed.result(0, false).outcome, Outcome::Possible, "three items are asked for");
    }
}
