//! Now against a year ago: what is better, worse, or cannot be told apart.

use super::context::Context;
use super::html::names;
use super::template::Html;
use crate::chart;
use crate::disclose::{Facts, Published};
use crate::model::quantity::{Basis, Estimate};
use crate::playbook::{Direction, Indicator};
use libm::hypot;
use serde::Serialize;

/// How an indicator moved within a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moved {
    /// Better, and the interval of the difference excludes no change.
    Better,
    /// Worse, likewise.
    Worse,
    /// The interval of the difference holds no change.
    Same,
    /// One of the two values is not known.
    Unknown,
}

/// The move of one indicator.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Move {
    /// Index of the indicator.
    pub indicator: usize,
    /// How it moved.
    pub moved: Moved,
    /// Size of the difference in widths of its interval: what stands out most has the largest.
    pub size: f64,
}

/// The row of the same period a year before `row`.
pub fn year_before(facts: &Facts, row: usize) -> Option<usize> {
    let then = facts.periods.get(row)?.year_before();
    facts.periods.binary_search(&then).ok()
}

/// The moves of all indicators that have a good side. `side` gives the direction of an indicator here.
pub fn moves(
    facts: &Facts,
    indicators: &[Indicator],
    (then, now): (usize, usize),
    side: impl Fn(&Indicator) -> Option<Direction>,
) -> Vec<Move> {
    let mut moves = Vec::new();
    for (index, indicator) in indicators.iter().enumerate() {
        let Some(direction) = side(indicator) else { continue };
        let higher = match direction {
            Direction::Higher => true,
            Direction::Lower => false,
            Direction::Band | Direction::Context => continue,
        };
        match (facts.indicator(index, then), facts.indicator(index, now)) {
            (Published::Value(a), Published::Value(b)) => {
                let usual = || chart::usual(facts, index, now);
                moves.push(compare(index, a, b, higher, usual));
            }
            (Published::Value(_), Published::Missing | Published::Withheld)
            | (Published::Missing | Published::Withheld, Published::Value(_)) => {
                moves.push(Move { indicator: index, moved: Moved::Unknown, size: 0.0 });
            }
            _ => {}
        }
    }
    moves
}

fn compare(indicator: usize, then: &Estimate, now: &Estimate, higher: bool, usual: impl FnOnce() -> f64) -> Move {
    let difference = now.value - then.value;
    let sampled = |e: &Estimate| e.lower.is_some() && e.upper.is_some() && e.basis != Basis::Band;
    let (lower, upper) = match (sampled(then) && sampled(now), difference == 0.0) {
        (true, _) => interval(then, now),
        (false, true) => (0.0, 0.0),
        // Without an interval (checklists, dates, bands) a change must stand out from the ups and downs.
        (false, false) => {
            let usual = usual();
            (difference - usual, difference + usual)
        }
    };
    let clear = lower > 0.0 || upper < 0.0;
    let width = (upper - lower).max(1e-9);
    let moved = match (clear, (difference > 0.0) == higher) {
        (false, _) => Moved::Same,
        (true, true) => Moved::Better,
        (true, false) => Moved::Worse,
    };
    let size = if width.is_finite() { difference.abs() / width } else { 0.0 };
    Move { indicator, moved, size }
}

/// 95 % interval of a difference from the intervals of its two values, by squares and sums (Newcombe 1998,
/// method 10, for any pair of intervals: Zou & Donner 2008). Values without an interval count as exact.
pub fn interval(then: &Estimate, now: &Estimate) -> (f64, f64) {
    let below = |e: &Estimate| e.lower.map_or(0.0, |lower| e.value - lower);
    let above = |e: &Estimate| e.upper.map_or(0.0, |upper| upper - e.value);
    let difference = now.value - then.value;
    (difference - hypot(below(now), above(then)), difference + hypot(above(now), below(then)))
}

/// One line of the comparison.
#[derive(Debug, Serialize)]
pub struct ChangeView {
    label: String,
    text: Html,
    /// Whether it says that something changed: the rest is folded away.
    clear: bool,
}

/// The comparison with a year ago in four lines; a line without an entry is left out, and one says so where nothing
/// moved either way. What prints alike then and now
/// counts as unchanged, whatever its interval says.
pub fn lines(context: &Context, facts: &Facts, (then, now): (usize, usize), moves: &[Move]) -> Vec<ChangeView> {
    let tongue = context.tongue;
    let mut views = Vec::new();
    let printed = |entry: &Move| -> Option<(String, String)> {
        let (a, b) = (facts.indicator(entry.indicator, then), facts.indicator(entry.indicator, now));
        let pair = tongue.pair(context.unit(entry.indicator), a.value()?, b.value()?);
        (pair.0 != pair.1).then_some(pair)
    };
    let moved = |entry: &Move| match entry.moved {
        Moved::Better | Moved::Worse if printed(entry).is_none() => Moved::Same,
        moved => moved,
    };
    for (key, wanted) in [("better", Moved::Better), ("worse", Moved::Worse)] {
        let mut of: Vec<&Move> = moves.iter().filter(|entry| moved(entry) == wanted).collect();
        of.sort_by(|a, b| b.size.total_cmp(&a.size));
        let mut items: Vec<String> = Vec::new();
        for entry in of.iter().take(NUMBERS) {
            let Some((then, now)) = printed(entry) else { continue };
            let args =
                [("name", context.indicator(entry.indicator).into()), ("then", then.into()), ("now", now.into())];
            items.push(tongue.say("page.change.from_to", &args));
        }
        if of.len() > NUMBERS {
            items.push(tongue.say("page.change.more", &[("n", (of.len() - NUMBERS).into())]));
        }
        push(context, &mut views, key, &items, true);
    }
    if views.is_empty() && !moves.is_empty() {
        push(context, &mut views, "clear", &[context.tongue.words.ui("page.change.none").to_owned()], true);
    }
    for (key, wanted) in [("same", Moved::Same), ("unknown", Moved::Unknown)] {
        let of = moves.iter().filter(|entry| moved(entry) == wanted).map(|entry| context.indicator(entry.indicator));
        push(context, &mut views, key, &of.collect::<Vec<_>>(), false);
    }
    views
}

/// Changes told with their numbers, on each side.
const NUMBERS: usize = 5;

fn push(context: &Context, views: &mut Vec<ChangeView>, key: &str, items: &[String], clear: bool) {
    if items.is_empty() {
        return;
    }
    let text = match clear {
        true => format!("<ul class=\"bare\"><li>{}</li></ul>", items.join("</li><li>")),
        false => names(items.iter().cloned()),
    };
    let label = context.tongue.words.ui(&format!("page.change.{key}")).to_owned();
    views.push(ChangeView { label, text: Html(text), clear });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_within_the_error_is_no_change() {
        let estimate =
            |value: f64, lower, upper| Estimate { lower: Some(lower), upper: Some(upper), ..Estimate::exact(value) };
        // 56/70 against 48/80: Newcombe 1998, table II, example a, method 10: 0.0524 to 0.3339.
        let (lower, upper) = interval(&estimate(0.6, 0.4904, 0.7004), &estimate(0.8, 0.6916, 0.8769));
        assert!((lower - 0.0524).abs() < 1e-3 && (upper - 0.3339).abs() < 1e-3, "{lower} {upper}");
        assert_eq!(compare(0, &estimate(0.3, 0.2, 0.4), &estimate(0.32, 0.22, 0.42), true, || 0.0).moved, Moved::Same);
        assert_eq!(
            compare(0, &estimate(0.3, 0.28, 0.32), &estimate(0.5, 0.48, 0.52), false, || 0.0).moved,
            Moved::Worse
        );
    }

    #[test]
    fn without_an_interval_a_change_must_stand_out_from_the_ups_and_downs() {
        let (then, now) = (Estimate::exact(5.0), Estimate::exact(3.0));
        assert_eq!(compare(0, &then, &now, true, || 2.5).moved, Moved::Same);
        assert_eq!(compare(0, &then, &now, true, || 1.5).moved, Moved::Worse);
        // A band is no interval of error: 3–4 people after 5 or more is no clear loss where the two alternate.
        let band = |value: f64, upper| Estimate {
            lower: Some(value),
            upper: Some(upper),
            basis: Basis::Band,
            ..Estimate::exact(value)
        };
        assert_eq!(compare(0, &band(5.0, f64::INFINITY), &band(3.0, 4.0), true, || 2.5).moved, Moved::Same);
    }

    #[test]
    fn what_prints_alike_has_not_changed() {
        use crate::page::{Tongue, fixture, link::Here};
        let frame = fixture::frame(&["en"], 1);
        let words = crate::words::Words::load(&crate::model::Lang::new("en"), Default::default()).unwrap().unwrap();
        let tongue = Tongue::new(&frame, &words, 0);
        let context = Context { frame: &frame, tongue: &tongue, here: &Here::new("", "riverbend/group-0") };
        let index = frame.playbook.indicator("stickiness").unwrap();
        let mut facts = fixture::facts(&frame, crate::playbook::Level::Group, 0);
        let value = |value: f64| {
            Published::Value(Estimate { lower: Some(value), upper: Some(value), ..Estimate::exact(value) })
        };
        facts.indicators[index][0] = value(0.154);
        facts.indicators[index][1] = value(0.146);
        let moved = compare(index, &Estimate::exact(0.154), &Estimate::exact(0.146), true, || 0.0);
        assert_eq!(moved.moved, Moved::Worse);
        let lines = lines(&context, &facts, (0, 1), &[moved]);
        assert_eq!(lines.len(), 2);
        assert!(lines[0].clear && lines[0].text.0.contains("Nothing"), "{:?}", lines[0]);
        assert!(!lines[1].clear, "{:?}", lines[1]);
        facts.indicators[index][1] = value(0.12);
        let told = super::lines(&context, &facts, (0, 1), &[moved]);
        assert!(told[0].clear && told[0].text.0.contains("from 15% to 12%"), "{:?}", told[0]);
    }
}
