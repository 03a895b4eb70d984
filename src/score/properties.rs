//! What holds of every score, whatever the data: properties tried on random months.

use super::tests::{Bench, Given, full};
use super::*;
use crate::disclose::Published;
use crate::measure::tests::site;
use crate::playbook::{Direction, Measure};
use proptest::prelude::*;

/// Ids of what is scored of the bench's group.
fn scored(bench: &Bench) -> Vec<String> {
    let book = &bench.community.playbook;
    bench
        .plan()
        .parts
        .iter()
        .flat_map(|part| &part.items)
        .map(|i| book.indicators[i.indicator].id.to_string())
        .collect()
}

/// A month: for every scored indicator nothing, a share of so many, or any number whatever.
fn months() -> impl Strategy<Value = Vec<Option<Given>>> {
    let share = (0u32..400, 1u32..400).prop_map(|(k, n)| Given::Share(f64::from(k.min(n)), f64::from(n)));
    let number = prop_oneof![-1e6..1e6f64, -2.0..2.0f64, 0.0..200.0f64].prop_map(Given::Exact);
    let one = prop_oneof![1 => Just(None), 4 => share.prop_map(Some), 2 => number.prop_map(Some)];
    let count = scored(&Bench::new()).len();
    prop::collection::vec(one, count..=count)
}

fn month<'a>(ids: &'a [String], values: &[Option<Given>]) -> Vec<(&'a str, Given)> {
    ids.iter().zip(values).filter_map(|(id, given)| Some((id.as_str(), (*given)?))).collect()
}

/// The last of three equal months.
fn last(bench: &Bench, month: &[(&str, Given)]) -> PeriodScore {
    bench.last(&bench.facts(&[month.to_vec(), month.to_vec(), month.to_vec()]))
}

fn value(given: Given) -> f64 {
    match given {
        Given::Share(k, n) => k / n,
        Given::Exact(value) => value,
    }
}

fn holds(outer: Option<(f64, f64)>, value: f64) -> bool {
    outer.is_none_or(|(low, high)| low <= value && value <= high && low >= 0.0 && high <= 100.0)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn every_score_lies_between_0_and_100_and_within_its_intervals(values in months()) {
        let bench = Bench::new();
        let ids = scored(&bench);
        let period = last(&bench, &month(&ids, &values));
        for points in period.points.iter().flatten() {
            prop_assert!((0.0..=100.0).contains(&points.value));
        }
        for score in period.dimensions.iter().filter_map(|d| d.score.value()) {
            prop_assert!((0.0..=100.0).contains(&score.value));
            prop_assert!(holds(score.data, score.value) && holds(score.method, score.value), "{score:?}");
        }
        if let Published::Value(score) = period.overall {
            prop_assert!((1.0..=100.0).contains(&score.value));
            prop_assert!(holds(score.data, score.value) && holds(score.method, score.value), "{score:?}");
            prop_assert!(holds(period.range, score.value), "{:?} {score:?}", period.range);
            let twin = period.arithmetic.value().map(|twin| twin.value);
            // The geometric mean is never above the arithmetic one, but for the floor of 1.
            prop_assert!(twin.is_some_and(|twin| score.value <= twin.max(1.0)), "{score:?} {twin:?}");
        }
    }

    #[test]
    fn a_better_value_never_lowers_a_score(values in months(), at in any::<prop::sample::Index>(), step in 0.0..3.0f64) {
        let bench = Bench::new();
        let ids = scored(&bench);
        let at = at.index(ids.len());
        prop_assume!(values[at].is_some());
        let before = month(&ids, &values);
        let book = &bench.community.playbook;
        let index = bench.index(&ids[at]);
        let lower = book.indicators[index].direction_for(bench.profile.kind, bench.profile.platform) == Direction::Lower;
        let better = |given: Given| Given::Exact(value(given) + if lower { -step } else { step });
        let exact = |given: Given| Given::Exact(value(given));
        let with = |change: &dyn Fn(Given) -> Given| -> PeriodScore {
            let mut month = before.clone();
            for (_, given) in month.iter_mut().filter(|(id, _)| *id == ids[at]) {
                *given = change(*given);
            }
            last(&bench, &month)
        };
        let (then, now) = (with(&exact), with(&better));
        for (then, now) in then.dimensions.iter().zip(&now.dimensions) {
            if let (Published::Value(then), Published::Value(now)) = (&then.score, &now.score) {
                prop_assert!(now.value >= then.value, "{} {then:?} {now:?}", ids[at]);
            }
        }
        if let (Published::Value(then), Published::Value(now)) = (then.overall, now.overall) {
            prop_assert!(now.value >= then.value, "{} {then:?} {now:?}", ids[at]);
        }
    }

    #[test]
    fn an_indicator_that_nobody_measured_changes_only_the_coverage(values in months(), pick in 0usize..10) {
        let bench = Bench::new();
        let ids = scored(&bench);
        let month = month(&ids, &values);
        let before = last(&bench, &month);
        let mut more = Bench::new();
        let dimension = more.plan().parts[pick].dimension;
        let like = more.plan().parts[pick].items[0].indicator;
        let mut extra = more.community.playbook.indicators[like].clone();
        extra.id = "unmeasured".into();
        extra.measure = Measure::Given(more.community.fields.register("unmeasured", crate::model::field::Kind::Own));
        more.community.playbook.indicators.push(extra);
        let after = last(&more, &month);
        for (before, after) in before.dimensions.iter().zip(&after.dimensions) {
            if before.dimension == dimension {
                prop_assert!(after.coverage <= before.coverage);
                if after.score.value().is_none() {
                    continue;
                }
            }
            prop_assert_eq!(before.score, after.score);
        }
        if after.dimensions.iter().zip(&before.dimensions).all(|(a, b)| a.score == b.score) {
            prop_assert_eq!(before.overall, after.overall);
            prop_assert_eq!(before.arithmetic, after.arithmetic);
            prop_assert_eq!(before.grade, after.grade);
        }
    }
}

/// Width of the data interval.
fn width(score: &Published<Scored>) -> Option<f64> {
    score.value()?.data.map(|(low, high)| high - low)
}

#[test]
fn the_data_interval_of_a_score_shrinks_with_more_cases() {
    let bench = Bench::new();
    for active in [0.15, 0.3, 0.45] {
        let widths = [40.0, 160.0, 640.0].map(|n| {
            let period = last(&bench, &full(n, active));
            let dimensions: Vec<f64> = period.dimensions.iter().filter_map(|d| width(&d.score)).collect();
            (width(&period.overall).unwrap(), dimensions)
        });
        for pair in widths.windows(2) {
            let [(wide, wides), (narrow, narrows)] = pair else { continue };
            assert!(narrow < wide && *narrow > 0.0, "{widths:?}");
            assert!(wides.len() > 5 && wides.len() == narrows.len());
            assert!(narrows.iter().zip(wides).all(|(narrow, wide)| narrow < wide), "{widths:?}");
        }
    }
}

#[test]
fn a_weight_never_enters_with_the_wrong_sign() {
    // The sample implementation of a community activity score adds the weight of a lower-is-better item as a negative
    // number to the divisor, and so gives 0.61392/0.4865 = 1.262 on a scale that ends at 1. Here the best of everything
    // is 100 and the worst 0 (or 1, the floor), whatever the direction.
    let bench = Bench::new();
    let book = &site().playbook;
    let of = |end: usize| -> Vec<(&str, Given)> {
        let plan = bench.plan();
        let items: Vec<usize> = plan.parts.iter().flat_map(|part| &part.items).map(|item| item.indicator).collect();
        let post = |i: usize| {
            let posts = book.indicators[i].thresholds_for(bench.profile.kind, bench.profile.platform).goalposts;
            (&*book.indicators[i].id, Given::Exact(posts.map_or(0.0, |posts| posts[end])))
        };
        items.into_iter().map(post).collect()
    };
    let (worst, best) = (last(&bench, &of(0)), last(&bench, &of(1)));
    assert_eq!(
        (worst.overall.value().map(|s| s.value), best.overall.value().map(|s| s.value)),
        (Some(1.0), Some(100.0))
    );
    assert!(best.dimensions.iter().all(|d| d.score.value().is_some_and(|s| s.value == 100.0)));
    assert!(worst.dimensions.iter().all(|d| d.score.value().is_some_and(|s| s.value == 0.0)));
}
