//! What stands in the place of a score, and when two scores may be compared.

use super::tests::{Bench, Given, full};
use super::*;
use crate::disclose::Published;
use crate::model::group::Lifespan;
use jiff::civil::date;

/// A month with this share of the members active and nothing else changed.
fn month(n: f64, active: f64) -> Vec<(&'static str, Given)> {
    full(n, active)
}

#[test]
fn a_new_group_is_too_early_to_judge() {
    let bench = Bench::new();
    let scores = bench.score(&bench.facts(&[month(120.0, 0.3), month(120.0, 0.3), month(120.0, 0.3)]));
    let states: Vec<State> = scores.periods.iter().map(|period| period.state).collect();
    assert_eq!(states, [State::TooEarly, State::TooEarly, State::Graded]);
    assert_eq!((scores.periods[1].overall, scores.periods[1].grade), (Published::TooEarly, None));
    // The dimensions are shown all the same.
    assert!(scores.periods[0].dimensions.iter().any(|d| d.score.value().is_some()));
}

#[test]
fn three_quiet_periods_are_a_state_and_no_low_score() {
    let bench = Bench::new();
    let quiet = || month(120.0, 0.05);
    let scores = bench.score(&bench.facts(&[month(120.0, 0.3), quiet(), quiet(), quiet()]));
    let states: Vec<State> = scores.periods.iter().map(|period| period.state).collect();
    assert_eq!(states, [State::TooEarly, State::TooEarly, State::Graded, State::Dormant]);
    assert_eq!((scores.periods[3].overall, scores.periods[3].grade), (Published::NotApplicable, None));
}

#[test]
fn a_group_that_ended_as_planned_has_no_failing_grade() {
    let mut bench = Bench::new();
    bench.profile.lifespan = Lifespan::TimeBoxed(date(2024, 1, 1), date(2024, 3, 10));
    let months = [month(120.0, 0.3), month(120.0, 0.3), month(120.0, 0.3)];
    let last = bench.last(&bench.facts(&months));
    assert_eq!((last.state, last.grade), (State::EndedAsPlanned, None));
}

#[test]
fn without_members_that_may_be_published_there_is_no_score() {
    let bench = Bench::new();
    let mut facts = bench.facts(&[month(120.0, 0.3), month(120.0, 0.3), month(120.0, 0.3)]);
    facts.fields[0].1 = vec![Published::Withheld; 3];
    let last = bench.last(&facts);
    assert_eq!((last.state, last.overall), (State::Withheld, Published::Withheld));
}

#[test]
fn what_is_to_be_measured_first_is_enough_and_nothing_of_it_is_too_much() {
    let bench = Bench::new();
    let thin = || vec![("active_member_rate", Given::Share(40.0, 120.0)), ("posting_rate", Given::Share(9.0, 120.0))];
    let last = bench.last(&bench.facts(&[thin(), thin(), thin()]));
    assert_eq!((last.state, last.overall), (State::NoOverall, Published::Missing));
    let book = &bench.community.playbook;
    let first: Vec<&str> = last.measure_first.iter().map(|index| &*book.indicators[*index].id).collect();
    assert!(!first.is_empty());
    // The cheapest come first.
    let costs: Vec<u8> = last.measure_first.iter().map(|index| book.indicators[*index].cost).collect();
    assert!(costs.windows(2).all(|pair| pair[0] <= pair[1]), "{first:?} {costs:?}");
    let with = |ids: &[&str]| {
        let month = || -> Vec<(&str, Given)> {
            let more = ids.iter().map(|id| {
                let index = bench.index(id);
                let posts = book.indicators[index].thresholds_for(bench.profile.kind, bench.profile.platform).goalposts;
                (&*book.indicators[index].id, Given::Exact(posts.map_or(0.0, |[a, b]| (a + b) / 2.0)))
            });
            thin().into_iter().chain(more).collect()
        };
        bench.last(&bench.facts(&[month(), month(), month()])).state
    };
    assert_eq!(with(&first), State::Graded, "{first:?}");
    for left_out in 0..first.len() {
        let mut fewer = first.clone();
        let one = fewer.remove(left_out);
        assert_eq!(with(&fewer), State::NoOverall, "{one} was not needed");
    }
}

#[test]
fn a_missing_dimension_gives_a_range_and_no_guess() {
    let bench = Bench::new();
    let month = || month(120.0, 0.3).into_iter().filter(|(id, _)| !id.contains("trust") && !id.contains("belonging"));
    let month = || month().filter(|(id, _)| !id.starts_with("net_") && !id.starts_with("incident")).collect::<Vec<_>>();
    let last = bench.last(&bench.facts(&[month(), month(), month()]));
    let (low, high) = last.range.expect("a dimension is missing");
    let score = last.overall.value().expect("there is a score").value;
    assert!(low < score && score < high && high - low > 10.0, "{low} {score} {high}");
}

#[test]
fn only_equal_sets_of_indicators_are_called_better_or_worse() {
    let bench = Bench::new();
    let old = || month(900.0, 0.12);
    let better = bench.score(&bench.facts(&[old(), old(), old(), month(900.0, 0.48)]));
    let change = better.since_previous.expect("there is a period before");
    assert!(change.clear && change.interval.0 > 0.0 && change.difference > 0.0, "{change:?}");
    let mut other = month(900.0, 0.48);
    other.retain(|(id, _)| *id != "stickiness");
    let unlike = bench.score(&bench.facts(&[old(), old(), old(), other]));
    assert!(unlike.since_previous.is_some_and(|change| !change.alike && !change.clear && change.difference > 0.0));
    let same = bench.score(&bench.facts(&[month(30.0, 0.3), month(30.0, 0.3), month(30.0, 0.3), month(30.0, 0.33)]));
    assert!(same.since_previous.is_some_and(|change| change.alike && !change.clear));
    // The same period a year before is compared where there is one.
    let year: Vec<_> = (0..15).map(|at| month(900.0, if at == 14 { 0.48 } else { 0.12 })).collect();
    let scores = bench.score(&bench.facts(&year));
    assert_eq!(scores.since_year.map(|change| (change.since, change.clear)), Some((2, true)));
    // Where one of them measured more, both are worked out by what they share.
    let mut more: Vec<_> = year;
    more[2].retain(|(id, _)| *id != "stickiness");
    let change = bench.score(&bench.facts(&more)).since_year.expect("there is a year before");
    assert!(change.alike && change.clear && change.common.is_some_and(|n| n > 10), "{change:?}");
}

#[test]
fn two_grades_where_the_draws_do_not_agree() {
    let mut bench = Bench::new();
    let months = || [month(25.0, 0.3), month(25.0, 0.3), month(25.0, 0.3)];
    let score = bench.last(&bench.facts(&months())).overall.value().expect("there is a score").value;
    let mut graded = |bounds: [f64; 4]| {
        bench.community.site.scoring.grades = bounds;
        bench.last(&bench.facts(&months())).grade
    };
    // With the bound of B at the score itself about half of the draws lie on either side.
    assert_eq!(graded([99.0, score, 30.0, 20.0]), Some((Grade::B, Grade::C)));
    assert_eq!(graded([99.0, score + 0.1, 30.0, 20.0]), Some((Grade::B, Grade::C)));
    // Far from every bound they agree.
    assert_eq!(graded([99.0, 5.0, 3.0, 2.0]), Some((Grade::B, Grade::B)));
}
