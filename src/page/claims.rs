//! What a sentence says of a value and its threshold is true of the numbers that stand in it, in every language.

use super::context::Context;
use super::link::Here;
use super::{Tongue, evidence, fixture};
use crate::chart::describe::{self, Position};
use crate::chart::series;
use crate::disclose::Published;
use crate::judge::{About, Line, Seen};
use crate::model::Lang;
use crate::model::quantity::Estimate;
use crate::model::site::HantTerms;
use crate::playbook::Mark;
use crate::playbook::test::Bound;
use crate::report::Frame;
use crate::words::{Digits, Words};
use proptest::prelude::*;
use std::sync::LazyLock;

const TAGS: [&str; 3] = ["en", "zh-Hans", "zh-Hant"];

static SITE: LazyLock<(Frame, Vec<Words>)> = LazyLock::new(|| {
    let frame = fixture::frame(&TAGS, 1);
    let words = TAGS.map(|tag| Words::load(&Lang::new(tag), HantTerms::Taiwan).unwrap().unwrap());
    (frame, words.into())
});

/// A sentence in every language, from its tongue.
fn told(say: impl Fn(&Context) -> String) -> Vec<String> {
    let (frame, words) = &*SITE;
    let here = Here::new("", "riverbend/group-0");
    let tongues = words.iter().enumerate().map(|(at, words)| Tongue::new(frame, words, at));
    tongues.map(|tongue| say(&Context { frame, tongue: &tongue, here: &here })).collect()
}

/// The numbers of a text that follow its name, as they are printed.
fn numbers(text: &str) -> Vec<f64> {
    let (mut all, mut tag) = (vec![String::new()], false);
    for c in text.chars() {
        match c {
            '<' | '>' => tag = c == '<',
            _ if tag => {}
            ',' => {}
            '\u{2212}' => all.push("-".into()),
            c if c.is_ascii_digit() || c == '.' => all.last_mut().unwrap().push(c),
            _ => all.push(String::new()),
        }
    }
    all.iter().filter_map(|number| number.trim_end_matches('.').parse().ok()).collect()
}

/// Whether a claim in English is true of a value, the ends of its interval and a line, as printed.
fn holds(claim: &str, value: f64, (low, high): (f64, f64), line: f64) -> bool {
    match claim {
        c if c.contains("whole interval lies at or below") => high <= line,
        c if c.contains("whole interval lies at or above") => low >= line,
        c if c.contains("whole interval lies below") => high < line,
        c if c.contains("whole interval lies above") => low > line,
        c if c.contains("not below") => value >= line,
        c if c.contains("not above") => value <= line,
        c if c.contains("at or below") => value <= line,
        c if c.contains("at or above") => value >= line,
        c if c.contains("below") => value < line,
        c if c.contains("above") => value > line,
        other => panic!("an unknown claim: {other}"),
    }
}

fn bound(side: usize, at: f64) -> Bound {
    [Bound::Below, Bound::Above, Bound::AtMost, Bound::AtLeast][side](at)
}

/// A value, its interval and a line near one of them; `unit` of an indicator that is measured in it.
fn case() -> impl Strategy<Value = (&'static str, f64, (f64, f64), f64, usize, Option<f64>)> {
    let ids =
        ["active_member_rate", "first_response_median", "penetration_per_10k", "contribution_gini", "net_sentiment"];
    let n = prop_oneof![Just(None), Just(Some(25.0)), Just(Some(4000.0))];
    let near = (0usize..3, -1.0f64..1.0, 0i32..7);
    (0usize..5, 0.01f64..0.99, 0.0f64..0.2, 0.0f64..0.2, near, 0usize..4, n).prop_map(
        move |(id, value, below, above, (end, off, scale), side, n)| {
            let times = if id == 1 || id == 2 { 60.0 } else { 1.0 };
            let (value, low, high) = (value * times, (value - below) * times, (value + above) * times);
            let line = [low, value, high][end] + off * 10f64.powi(-scale);
            (ids[id], value, (low, high), line.max(0.0), side, n)
        },
    )
}

proptest! {
    #[test]
    fn evidence_says_what_its_numbers_show((id, value, (low, high), at, side, n) in case(), persistent in any::<bool>()) {
        let index = SITE.0.playbook.indicator(id).unwrap();
        let bound = bound(side, at);
        let far = if bound.is_low() { high } else { low };
        let seen = match (bound.reached(far), bound.reached(value)) {
            (true, _) => Seen::Indicated,
            (_, true) => Seen::Hint,
            _ if persistent => Seen::NotSeen,
            _ => return Ok(()),
        };
        let estimate = Estimate { lower: Some(low), upper: Some(high), n, ..Estimate::exact(value) };
        let line = Line {
            about: About::Indicator(index),
            value: Published::Value(estimate),
            watch: Some((bound, Mark::C)),
            act: None,
            seen: Published::Value(seen),
            persistent: false,
            unsure: false,
            negated: false,
        };
        let all = told(|context| evidence::sentence(context, &line));
        let tail = |text: &str| text.split("</a>").skip(1).collect::<String>();
        let figures: Vec<Vec<f64>> = all.iter().map(|text| numbers(&tail(text))).collect();
        prop_assert!(figures.iter().all(|found| *found == figures[0]), "{all:?}");
        let (value, low, high, line) = (figures[0][0], figures[0][1], figures[0][2], *figures[0].last().unwrap());
        let claim = tail(&all[0]).rsplit_once(": ").unwrap().1.to_owned();
        prop_assert!(holds(&claim, value, (low, high), line), "{}", all[0]);
    }

    #[test]
    fn descriptions_of_charts_say_what_their_numbers_show((id, value, ends, at, side, n) in case(), act in any::<bool>()) {
        let unit = SITE.0.playbook.indicators[SITE.0.playbook.indicator(id).unwrap()].unit;
        let on_axis = |x: f64| x * series::factor(unit);
        let threshold = series::Threshold {
            value: on_axis(at), act, above: side % 2 == 1, inclusive: side > 1, mark: Mark::C,
        };
        let ends = (on_axis(ends.0), on_axis(ends.1));
        let last = series::Point { row: 0, x: 0.0, value: on_axis(value), interval: Some(ends), few: false, banded: false };
        let Some(position) = Position::of(unit, &last, n, &[threshold]) else { return Ok(()) };
        let digits = Digits::finer(n, position.more);
        let all = told(|context| {
            let kit = &context.tongue.kit;
            let [value, interval] = [describe::value(kit, unit, last.value, digits), describe::interval(kit, unit, ends, digits)];
            format!("{value}; {interval}; {}", position.say(kit, unit))
        });
        let figures: Vec<Vec<f64>> = all.iter().map(|text| numbers(text)).collect();
        prop_assert!(figures.iter().all(|found| *found == figures[0]), "{all:?}");
        let [value, low, high, line] = figures[0][..] else { panic!("{all:?}") };
        let beyond = |x: f64| {
            if threshold.above { x > line } else { x < line }
        };
        let reached = |x: f64| beyond(x) || threshold.inclusive && x == line;
        let claim = &all[0];
        let right = match claim {
            c if c.contains("whole interval lies beyond") => reached(low) && reached(high),
            c if c.contains("on the good side") => !reached(low) && !reached(high),
            c if c.contains("its interval reaches across") => reached(value) && reached(low) != reached(high),
            c if c.contains("reaches across") => reached(low) != reached(high),
            other => panic!("an unknown claim: {other}"),
        };
        prop_assert!(right, "{claim}");
    }
}
