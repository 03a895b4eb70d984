//! What holds of every interval: it contains the estimate, shrinks with more cases, and covers what it should.
//!
//! Coverage of an interval for a discrete count rises and falls with the true value; as is usual (Brown, Cai & DasGupta
//! 2001, section 3) it is averaged over the true value. For shares and counts the average is worked out, not simulated.

use super::bootstrap::Generator;
use super::contribution::Contributions;
use super::interval::{median_ranks, net_error, newcombe, poisson, wilson, wilson_fpc};
use super::survival::Curve;
use libm::{exp, lgamma, log};
use proptest::prelude::*;

const SIZES: [u32; 3] = [10, 30, 100];

/// Asked of a 95 % interval.
fn is_right(coverage: f64) -> bool {
    (0.93..=0.975).contains(&coverage)
}

proptest! {
    #[test]
    fn intervals_hold_their_estimate(k in 0u32..300, more in 0u32..300, others in 1u32..200) {
        prop_assume!(k + more > 0);
        let (k, n) = (f64::from(k), f64::from(k + more));
        let population = n + f64::from(others);
        for [low, high] in [wilson(k, n), wilson_fpc(k, n, population)] {
            prop_assert!((0.0..=1.0).contains(&low) && (0.0..=1.0).contains(&high) && low <= k / n && k / n <= high);
        }
        let [low, high] = poisson(k);
        prop_assert!(low <= k && k <= high && high.is_finite());
        let [low, high] = newcombe((k, n), (n - k, n));
        let difference = (2.0 * k - n) / n;
        prop_assert!(low <= difference && difference <= high && low >= -1.0 - 1e-12 && high <= 1.0 + 1e-12);
    }

    #[test]
    fn intervals_shrink_with_more_cases(k in 0u32..60, more in 1u32..60, times in 2u32..6) {
        let width = |[low, high]: [f64; 2]| high - low;
        let (k, n, times) = (f64::from(k), f64::from(k + more), f64::from(times));
        prop_assert!(width(wilson(times * k, times * n)) < width(wilson(k, n)));
        prop_assert!(width(poisson(times * k)) / times < width(poisson(k)));
        // Of a finite population, more answers leave less to guess; one answer leaves it all.
        prop_assert!(width(wilson_fpc(k, n, n + 50.0)) <= width(wilson(k, n)));
    }

    #[test]
    fn resampled_spreads_of_contributions_hold_their_estimate_and_shrink(list in prop::collection::vec(1u32..400, 8..40)) {
        let counts: Vec<f64> = list.iter().map(|count| f64::from(*count)).collect();
        let many: Vec<f64> = counts.iter().flat_map(|count| [*count; 6]).collect();
        let (few, many) = (Contributions::new(&counts).unwrap(), Contributions::new(&many).unwrap());
        let (wide, narrow) = (few.limits(0.1).unwrap(), many.limits(0.1).unwrap());
        let value = [few.corrected_gini().unwrap(), few.top_share(0.1)];
        for (limits, value) in wide.iter().zip(value) {
            prop_assert!(limits.interval[0] <= value && value <= limits.interval[1]);
            prop_assert!((0.0..=1.0).contains(&limits.interval[0]) && limits.interval[1] <= 1.0);
        }
        // The same people six times over: as unequal, and known better.
        let [wide, narrow] = [&wide[0], &narrow[0]].map(|limits| limits.interval[1] - limits.interval[0]);
        prop_assert!(narrow < wide || wide == 0.0, "{} and {}", narrow, wide);
    }

    #[test]
    fn medians_and_net_scores_are_known_better_with_more_cases(n in 6usize..400, part in 0.0..1.0f64, rest in 0.0..1.0f64) {
        let (few, many) = (median_ranks(n).unwrap(), median_ranks(4 * n).unwrap());
        for ((low, high), n) in [(few, n), (many, 4 * n)] {
            prop_assert!(low >= 1 && high <= n && 2 * low <= n + 1 && n < 2 * high);
        }
        let share = |(low, high): (usize, usize), n: usize| (high - low) as f64 / n as f64;
        prop_assert!(share(many, 4 * n) < share(few, n));
        let (size, plus, minus) = (n as f64, part * n as f64, (1.0 - part) * rest * n as f64);
        prop_assert!(net_error(4.0 * plus, 4.0 * minus, 4.0 * size) <= net_error(plus, minus, size));
    }

    #[test]
    fn survival_curves_hold_their_estimate_and_fall(list in prop::collection::vec((1u32..60, any::<bool>()), 2..80)) {
        let mut cases: Vec<(f64, bool)> = list.iter().map(|(t, left)| (f64::from(*t), *left)).collect();
        let mut many: Vec<(f64, bool)> = cases.iter().flat_map(|case| [*case; 4]).collect();
        let (curve, longer) = (Curve::new(&mut cases).unwrap(), Curve::new(&mut many).unwrap());
        let mut before = 1.0;
        for (step, more) in curve.curve().steps.iter().zip(&longer.curve().steps) {
            prop_assert!(step.share <= before && step.lower <= step.share && step.share <= step.upper);
            prop_assert!((step.share - more.share).abs() < 1e-9);
            prop_assert!(more.upper - more.lower <= step.upper - step.lower + 1e-12);
            before = step.share;
        }
        let median = curve.median();
        prop_assert!(median.lower <= median.value && median.value <= median.upper);
    }
}

#[test]
fn wilson_covers_95_percent() {
    for n in SIZES {
        let intervals: Vec<[f64; 2]> = (0..=n).map(|k| wilson(f64::from(k), f64::from(n))).collect();
        let size = f64::from(n);
        let choose = |k: f64| lgamma(size + 1.0) - lgamma(k + 1.0) - lgamma(size - k + 1.0);
        let covered = |p: f64| -> f64 {
            let chance = |k: f64| exp(choose(k) + k * log(p) + (size - k) * log(1.0 - p));
            let inside = |(_, [low, high]): &(usize, &[f64; 2])| *low <= p && p <= *high;
            intervals.iter().enumerate().filter(inside).map(|(k, _)| chance(k as f64)).sum()
        };
        let mean = (0..1000).map(|i| covered((f64::from(i) + 0.5) / 1000.0)).sum::<f64>() / 1000.0;
        assert!(is_right(mean), "n = {n}: {mean}");
    }
}

#[test]
fn exact_poisson_covers_95_percent() {
    for n in SIZES {
        let size = f64::from(n);
        let intervals: Vec<[f64; 2]> = (0..4 * n + 40).map(|k| poisson(f64::from(k))).collect();
        let covered = |mean: f64| -> f64 {
            let chance = |k: f64| exp(k * log(mean) - mean - lgamma(k + 1.0));
            let inside = |(_, [low, high]): &(usize, &[f64; 2])| *low <= mean && mean <= *high;
            intervals.iter().enumerate().filter(inside).map(|(k, _)| chance(k as f64)).sum()
        };
        // True means from half of n to half as much again.
        let mean = (0..1000).map(|i| covered(size * (0.5 + (f64::from(i) + 0.5) / 1000.0))).sum::<f64>() / 1000.0;
        assert!(is_right(mean), "n = {n}: {mean}");
    }
}

/// Times to leaving with a constant hazard, about a third of them cut off by the end of observation; the log–log limits of
/// the share still there when one half and when three quarters should be.
#[test]
fn kaplan_meier_covers_95_percent() {
    const RUNS: u32 = 3_000;
    for n in SIZES {
        let mut generator = Generator::new(u64::from(n));
        let (mut inside, mut runs) = (0u32, 0u32);
        for _ in 0..RUNS {
            let mut cases: Vec<(f64, bool)> = (0..n)
                .map(|_| {
                    let leaves = -log(1.0 - generator.uniform());
                    let watched = 3.0 * generator.uniform();
                    (leaves.min(watched), leaves <= watched)
                })
                .collect();
            let curve = Curve::new(&mut cases).unwrap();
            for truth in [0.5, 0.75] {
                // While nobody has left, or after all have, there are no such limits.
                if let Some((share, [low, high], _)) = curve.at(-log(truth)).filter(|(s, ..)| *s > 0.0 && *s < 1.0) {
                    runs += 1;
                    inside += u32::from(low <= truth && truth <= high);
                    assert!(low < share && share < high);
                }
            }
        }
        let mean = f64::from(inside) / f64::from(runs);
        assert!(is_right(mean), "n = {n}: {mean}");
    }
}
