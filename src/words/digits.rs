//! With how many decimals a number in a unit is printed: as many as its sample carries, and more where a sentence says
//! that it lies on one side of another number and the two would print alike.

use super::number;
use crate::playbook::Unit;
use std::cmp::Ordering;

/// More decimals than this are never added: two numbers that are still alike differ by the way machines reckon.
const MOST: usize = 12;

/// How finely a number is printed.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Digits {
    /// Cases behind it, where counted.
    n: Option<f64>,
    /// Decimals beyond those that the cases carry.
    more: usize,
}

impl From<Option<f64>> for Digits {
    fn from(n: Option<f64>) -> Self {
        Self { n, more: 0 }
    }
}

impl Digits {
    /// Of a sample, with so many decimals beyond what it carries.
    pub fn finer(n: Option<f64>, more: usize) -> Self {
        Self { n, more }
    }

    /// The number as it is printed (a share out of 100), and its decimals.
    pub fn of(self, unit: Unit, value: f64) -> (f64, usize) {
        let (value, digits) = match unit {
            Unit::Percent => (value * 100.0, usize::from(self.n.is_some_and(|n| n >= 1000.0))),
            Unit::Count | Unit::Persons | Unit::Days | Unit::Points | Unit::Net => {
                (value, usize::from(value.fract() != 0.0))
            }
            Unit::Ratio | Unit::Index | Unit::Balance => (value, 2),
            Unit::Currency => (value, 0),
            Unit::Months if value.fract() == 0.0 => (value, 0),
            Unit::Per10k | Unit::Per1k | Unit::Per100 | Unit::Hours | Unit::Months => {
                (value, usize::from(value.abs() < 10.0 && value != 0.0))
            }
        };
        // A whole number of people or months needs no decimals, whatever stands beside it.
        let more = if matches!(unit, Unit::Count | Unit::Persons | Unit::Days | Unit::Months) && value.fract() == 0.0 {
            0
        } else {
            self.more
        };
        (value, digits + more)
    }

    /// The same for a line that others are held against: decimals that are all zeros are left out.
    pub fn plain(self, unit: Unit, value: f64) -> Self {
        let (shown, most) = self.of(unit, value);
        let (_, least) = Self { more: 0, ..self }.of(unit, value);
        Self { more: shortest(shown, most).saturating_sub(least), ..self }
    }
}

/// The fewest decimals with which a number prints as it does with so many.
pub fn shortest(value: f64, digits: usize) -> usize {
    let printed = number::printed(value, digits);
    (0..digits).find(|fewer| number::printed(value, *fewer) == printed).unwrap_or(digits)
}

/// How many decimals more it takes until a number stands to a line, as printed, as it does in truth: below it, above it,
/// or at it.
pub fn apart(unit: Unit, (value, n): (f64, Option<f64>), (line, line_n): (f64, Option<f64>)) -> usize {
    // Shares are compared as they are printed: a hundred times as much.
    apart_by(value, line, |more| {
        (printed(unit, value, Digits { n, more }), printed(unit, line, Digits { n: line_n, more }))
    })
}

/// The same for several numbers of one sample, which are printed alike beside one line: what is enough for one may be
/// too little, or one too many, for another.
pub fn all_apart(unit: Unit, values: &[f64], n: Option<f64>, line: f64) -> usize {
    let holds = |more: &usize| {
        let at = printed(unit, line, Digits { n: None, more: *more });
        let stands =
            |value: &f64| printed(unit, *value, Digits { n, more: *more }).partial_cmp(&at) == value.partial_cmp(&line);
        values.iter().filter(|value| value.is_finite()).all(stands)
    };
    let alone = || values.iter().map(|value| apart(unit, (*value, n), (line, None))).max().unwrap_or(0);
    (0..=MOST).find(holds).unwrap_or_else(alone)
}

fn printed(unit: Unit, number: f64, digits: Digits) -> f64 {
    let (number, digits) = digits.of(unit, number);
    number::printed(number, digits)
}

/// The same for numbers that are printed in another way: `printed` gives both with so many decimals more.
pub fn apart_by(value: f64, line: f64, printed: impl Fn(usize) -> (f64, f64)) -> usize {
    let truth = value.partial_cmp(&line);
    let holds = |more: &usize| {
        let (value, line) = printed(*more);
        value.partial_cmp(&line) == truth
    };
    if truth.is_none() || !value.is_finite() || !line.is_finite() || holds(&0) {
        return 0;
    }
    let more = (1..=MOST).find(holds);
    more.unwrap_or(if truth == Some(Ordering::Equal) { MOST } else { 0 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_suits_one_end_may_not_suit_the_other() {
        // 1.0 to 1.1 beside 1; 1.00 to 1.06 beside 1.1; 1.000 to 1.061 beside 1.05.
        assert_eq!(all_apart(Unit::Percent, &[0.01, 0.010_613], Some(4000.0), 0.010_540), 2);
        assert_eq!(all_apart(Unit::Percent, &[0.2, f64::INFINITY], Some(25.0), 0.3), 0);
    }

    #[test]
    fn a_bound_that_would_print_like_its_line_gets_the_decimals_it_takes() {
        let apart = |value, line| apart(Unit::Percent, (value, Some(200.0)), (line, None));
        assert_eq!([apart(0.746, 0.75), apart(0.74, 0.75), apart(0.7499, 0.75), apart(0.75, 0.75)], [1, 0, 2, 0]);
        // A line that is no round number, held against a value of a large sample.
        assert_eq!(super::apart(Unit::Percent, (0.749, Some(4000.0)), (0.746, None)), 1);
        let line = |value: f64| Digits::finer(None, 2).plain(Unit::Percent, value).of(Unit::Percent, value).1;
        assert_eq!([line(0.75), line(0.746), line(0.7463)], [0, 1, 2]);
        assert_eq!(Digits::finer(None, 3).of(Unit::Persons, 4.0), (4.0, 0));
    }

    proptest! {
        #[test]
        fn what_is_below_or_above_prints_below_or_above(
            unit in 0usize..15, value in -50.0f64..2000.0, near in -1.0f64..1.0, scale in 0i32..9, many in any::<bool>()
        ) {
            let unit = Unit::ALL[unit];
            let n = many.then_some(5000.0);
            let value = if unit == Unit::Percent { value / 2000.0 } else { value };
            let line = value + near * 10f64.powi(-scale);
            // Closer than this they differ by the way machines reckon.
            prop_assume!((value - line).abs() > 1e-9);
            let more = apart(unit, (value, n), (line, None));
            let printed = |x: f64, digits: Digits| {
                let (x, digits) = digits.of(unit, x);
                let mut out = String::new();
                number::fixed(&mut out, x, digits, true);
                out.parse::<f64>().unwrap()
            };
            let value_as = printed(value, Digits::finer(n, more));
            let line_as = printed(line, Digits::finer(None, more).plain(unit, line));
            prop_assert_eq!(value_as.partial_cmp(&line_as), value.partial_cmp(&line), "{:?} {} {}", unit, value, line);
        }
    }
}
