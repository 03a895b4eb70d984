//! The states of a test in a period, and how they combine.

use super::Seen;
use crate::disclose::Published;
use crate::playbook::judging::Judging;

/// State of a test, weakest first: what could not be looked at, what is not seen, what is seen.
/// The order makes "any of" the greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Does not apply.
    NotApplicable,
    /// Not measured.
    Missing,
    /// Fewer periods than a judgement needs.
    TooEarly,
    /// Withheld.
    Withheld,
    /// Not seen, but too few cases (or too wide an interval around them) to say that the good side is seen.
    Unsure,
    /// Not seen: the value lies on the good side.
    NotSeen,
    /// Beyond watch.
    Hint,
    /// Beyond act, or wholly beyond watch.
    Indicated,
    /// Wholly beyond act.
    Established,
}

impl State {
    /// Whether it could be looked at.
    pub fn is_measured(self) -> bool {
        self >= Self::Unsure
    }

    /// Whether it is at least a hint.
    pub fn holds(self) -> bool {
        self >= Self::Hint
    }

    /// How much it weighs: 0 where nothing is seen, up to 1.
    pub fn strength(self, judging: &Judging) -> f64 {
        let [hint, indicated, established] = judging.strength;
        match self {
            Self::Hint => hint,
            Self::Indicated => indicated,
            Self::Established => established,
            _ => 0.0,
        }
    }

    /// As published.
    pub fn seen(self) -> Published<Seen> {
        match self {
            Self::NotApplicable => Published::NotApplicable,
            Self::Missing => Published::Missing,
            Self::TooEarly => Published::TooEarly,
            Self::Withheld => Published::Withheld,
            Self::Unsure | Self::NotSeen => Published::Value(Seen::NotSeen),
            Self::Hint => Published::Value(Seen::Hint),
            Self::Indicated => Published::Value(Seen::Indicated),
            Self::Established => Published::Value(Seen::Established),
        }
    }

    /// The state in which a value is not there.
    pub fn of_gap<T>(gap: &Published<T>) -> Self {
        match gap {
            Published::Value(_) => Self::NotSeen,
            Published::Withheld => Self::Withheld,
            Published::Missing => Self::Missing,
            Published::NotApplicable => Self::NotApplicable,
            Published::TooEarly => Self::TooEarly,
        }
    }

    /// A yes or no that needs no interval.
    pub fn flag(yes: bool) -> Self {
        if yes { Self::Established } else { Self::NotSeen }
    }

    /// The strongest of two parts; not measured only if neither is.
    pub fn any(self, other: Self) -> Self {
        match self.max(other) {
            Self::NotSeen if self.min(other) == Self::Unsure => Self::Unsure,
            strongest => strongest,
        }
    }

    /// The weakest of two parts. One that is not seen makes the whole not seen; else one not measured makes it so.
    pub fn all(self, other: Self) -> Self {
        let (low, high) = (self.min(other), self.max(other));
        if self == Self::NotSeen || other == Self::NotSeen {
            Self::NotSeen
        } else if low == Self::Unsure || high == Self::Unsure {
            Self::Unsure
        } else if high.is_measured() || low == Self::NotApplicable {
            low
        } else {
            high
        }
    }

    /// The opposite: established where the inner test is not seen and its value lies on the good side. What is not
    /// seen only for want of cases is not measured here.
    #[must_use]
    pub fn not(self) -> Self {
        match self {
            Self::Hint | Self::Indicated | Self::Established => Self::NotSeen,
            Self::NotSeen => Self::Established,
            Self::Unsure => Self::Missing,
            gap => gap,
        }
    }
}

/// At least `count` of the states hold: as strong as the weakest of the strongest `count`.
pub fn at_least(count: usize, states: &mut [State]) -> State {
    states.sort_unstable_by_key(|state| std::cmp::Reverse(*state));
    match states.get(count.saturating_sub(1)) {
        Some(state) if state.holds() => *state,
        // Even if all that was not measured held, there would not be enough.
        _ if states.iter().filter(|state| state.holds() || !state.is_measured()).count() < count => State::NotSeen,
        _ => states.iter().copied().filter(|state| !state.is_measured()).max().unwrap_or(State::NotSeen),
    }
}

#[cfg(test)]
mod tests {
    use super::State::*;
    use super::*;

    #[test]
    fn any_is_the_strongest_and_missing_only_without_a_measured_part() {
        assert_eq!(Hint.any(Established), Established);
        assert_eq!(Missing.any(NotSeen), NotSeen);
        assert_eq!(Missing.any(Withheld), Withheld);
        assert_eq!(Unsure.any(NotSeen), Unsure);
    }

    #[test]
    fn all_is_the_weakest_and_one_refuted_part_refutes_it() {
        assert_eq!(Hint.all(Established), Hint);
        assert_eq!(Missing.all(NotSeen), NotSeen);
        assert_eq!(NotSeen.all(Withheld), NotSeen);
        assert_eq!(Missing.all(Established), Missing);
        assert_eq!(Withheld.all(Missing), Withheld);
        assert_eq!(NotApplicable.all(Established), NotApplicable);
        assert_eq!(Unsure.all(Established), Unsure);
        assert_eq!(Unsure.all(NotSeen), NotSeen);
    }

    #[test]
    fn not_needs_the_good_side() {
        assert_eq!(NotSeen.not(), Established);
        assert_eq!(Unsure.not(), Missing);
        assert_eq!(Hint.not(), NotSeen);
        assert_eq!(Withheld.not(), Withheld);
    }

    #[test]
    fn at_least_two_is_as_strong_as_the_second() {
        assert_eq!(at_least(2, &mut [Established, Hint, NotSeen]), Hint);
        assert_eq!(at_least(2, &mut [Established, NotSeen, NotSeen]), NotSeen);
        assert_eq!(at_least(2, &mut [Established, Missing, NotSeen]), Missing);
        assert_eq!(at_least(2, &mut [NotSeen, Missing, NotSeen]), NotSeen);
    }
}
