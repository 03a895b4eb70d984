//! How scores are put together: arithmetic within a dimension, geometric over the dimensions.

use libm::{exp, log};

/// The lowest score that enters a geometric mean; a zero would take everything with it. COINr's own geometric example
/// rescales to 1–100 for the same reason (`bluefoxr/COINr`, `R/aggregate.R`).
pub const FLOOR: f64 = 1.0;

/// Weighted arithmetic mean Σwx/Σw of `(weight, value)`; `None` without weight.
pub fn arithmetic(parts: impl IntoIterator<Item = (f64, f64)>) -> Option<f64> {
    mean(parts, |value| value)
}

/// Weighted geometric mean exp(Σw ln max(x, 1)/Σw): a weak part is not made up for by a strong one (the Human
/// Development Index since 2010, UNDP). `None` without weight.
pub fn geometric(parts: impl IntoIterator<Item = (f64, f64)>) -> Option<f64> {
    mean(parts, |value| log(value.max(FLOOR))).map(exp)
}

fn mean(parts: impl IntoIterator<Item = (f64, f64)>, of: impl Fn(f64) -> f64) -> Option<f64> {
    let add = |(sum, weights), (weight, value)| (sum + weight * of(value), weights + weight);
    let (sum, weights) = parts.into_iter().fold((0.0, 0.0), add);
    (weights > 0.0).then_some(sum / weights)
}

/// Weighted arithmetic mean of what is there, if at least `threshold` of the weight is there.
/// (COINr's `dat_thresh`; what is missing is never filled in.)
pub fn arithmetic_of_measured(parts: &[(f64, Option<f64>)], threshold: f64) -> Option<f64> {
    let all: f64 = parts.iter().map(|(weight, _)| weight).sum();
    let there: f64 = parts.iter().filter(|(_, value)| value.is_some()).map(|(weight, _)| weight).sum();
    if there < threshold * all * (1.0 - 1e-12) {
        return None;
    }
    arithmetic(parts.iter().filter_map(|(weight, value)| value.map(|value| (*weight, value))))
}

/// Share of the whole that each part of each branch has: the product of the weights down the tree, each made to sum
/// to 1 among its siblings (COINr's `get_eff_weights`). `tree` is a list of branches: weight and weights of the parts.
pub fn effective_weights(tree: &[(f64, Vec<f64>)]) -> Vec<Vec<f64>> {
    let whole: f64 = tree.iter().map(|(weight, _)| weight).sum();
    let shares = |(weight, parts): &(f64, Vec<f64>)| {
        let sum: f64 = parts.iter().sum();
        parts.iter().map(|part| weight / whole * part / sum).collect()
    };
    tree.iter().map(shares).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn even(values: &[f64]) -> Vec<(f64, f64)> {
        values.iter().map(|value| (1.0, *value)).collect()
    }

    #[test]
    fn the_example_of_five_dimensions() {
        let dimensions = even(&[80.0, 70.0, 60.0, 20.0, 75.0]);
        assert_eq!(arithmetic(dimensions.clone()), Some(61.0));
        assert!((geometric(dimensions).unwrap_or_default() - 55.01563).abs() < 5e-6);
    }

    #[test]
    fn a_zero_counts_as_one_and_nothing_has_no_mean() {
        assert!((geometric(even(&[0.0, 100.0])).unwrap_or_default() - 10.0).abs() < 1e-12);
        assert_eq!((geometric([]), arithmetic([(0.0, 5.0)])), (None, None));
    }

    #[test]
    fn small_frames_need_two_thirds_of_their_values() {
        let frame = |values: [Option<f64>; 3]| arithmetic_of_measured(&values.map(|v| (1.0, v)), 2.0 / 3.0);
        assert!((frame([Some(1.0), Some(3.0), Some(1.0)]).unwrap_or_default() - 1.666667).abs() < 5e-7);
        assert_eq!(frame([Some(2.0), None, None]), None);
        assert_eq!(frame([Some(3.0), None, Some(1.0)]), Some(2.0));
    }

    #[test]
    fn pillars_weigh_what_their_branch_leaves_them() {
        let weights = effective_weights(&[(1.0, vec![1.0; 5]), (1.0, vec![1.0; 3])]);
        assert!(weights[0].iter().all(|w| (w - 0.1).abs() < 1e-15));
        assert!(weights[1].iter().all(|w| (w - 1.0 / 6.0).abs() < 1e-15));
    }
}
