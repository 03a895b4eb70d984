//! Sentences that several figures share, written from the same numbers that are drawn.

use super::Kit;
use super::series::{Change, Point, Series, Side, Threshold, Way, factor};
use super::time::Timeline;
use crate::playbook::Unit;
use crate::words::{Arg, Digits, digits, number};

/// A value of the axis with its unit.
pub fn value(kit: &Kit, unit: Unit, on_axis: f64, digits: impl Into<Digits>) -> String {
    kit.value(unit, on_axis / factor(unit), digits)
}

/// The value of a point with its unit; a band from end to end: `3 to 4 people`.
pub fn amount(kit: &Kit, unit: Unit, point: &Point, n: Option<f64>) -> String {
    match point.interval {
        Some(ends) if point.banded => interval(kit, unit, ends, n),
        _ => value(kit, unit, point.value, n),
    }
}

/// The same without the unit, for labels and cells: `3–4`, `5 or more`.
pub fn bare_amount(kit: &Kit, unit: Unit, point: &Point, n: Option<f64>) -> String {
    let bare = |on_axis: f64| kit.words.bare(unit, on_axis / factor(unit), n);
    match point.interval {
        Some((low, high)) if point.banded && high.is_infinite() => {
            kit.say("chart.interval_open", &[("low", bare(low).into())])
        }
        Some((low, high)) if point.banded => {
            kit.say("format.interval_short", &[("low", bare(low).into()), ("high", bare(high).into())])
        }
        _ => bare(point.value),
    }
}

/// How many joined, left and were removed: each the key of its sentence, of how many periods it is the sum, and the
/// count. Sums over the same periods stand in one sentence.
pub fn flows(kit: &Kit, sums: &[(&str, usize, String)]) -> Vec<String> {
    if let [joined, left, rest @ ..] = sums
        && (joined.0, left.0) == ("chart.stock.sum.joined", "chart.stock.sum.left")
        && sums.iter().all(|sum| sum.1 == joined.1)
    {
        let removed = rest.first().map(|removed| removed.2.as_str());
        let key = if removed.is_some() { "chart.stock.sum.all" } else { "chart.stock.sum.both" };
        let args = [
            ("joined", joined.2.as_str().into()),
            ("left", left.2.as_str().into()),
            ("removed", removed.unwrap_or_default().into()),
            ("n", joined.1.into()),
        ];
        return vec![kit.say(key, &args)];
    }
    let each =
        |(key, n, count): &(&str, usize, String)| kit.say(key, &[("count", count.as_str().into()), ("n", (*n).into())]);
    sums.iter().map(each).collect()
}

/// An interval on the axis with its unit.
pub fn interval(kit: &Kit, unit: Unit, (low, high): (f64, f64), digits: impl Into<Digits>) -> String {
    kit.interval(unit, low / factor(unit), high / factor(unit), digits)
}

/// The headline of a series: what its last value and its change bear.
pub fn headline(kit: &Kit, name: &str, unit: Unit, change: Option<&Change>, last: &Point, period: &Period2) -> String {
    let to = value(kit, unit, last.value, period.n);
    let Some(change) = change else {
        let args = [("name", name.into()), ("to", to.into()), ("period", period.last.clone().into())];
        return kit.say("chart.trend.head.one", &args);
    };
    let key = match (change.way(), change.year) {
        (Way::Up, true) => "chart.trend.head.up_year",
        (Way::Down, true) => "chart.trend.head.down_year",
        (Way::Same, true) => "chart.trend.head.same_year",
        (Way::Up, false) => "chart.trend.head.up_since",
        (Way::Down, false) => "chart.trend.head.down_since",
        (Way::Same, false) => "chart.trend.head.same_since",
    };
    let from = value(kit, unit, change.from.value, period.n_from);
    // Two values that print alike are no finding, whatever the interval.
    let key = match (from == to, change.year) {
        (false, _) => key,
        (true, true) => "chart.trend.head.same_year",
        (true, false) => "chart.trend.head.same_since",
    };
    kit.say(
        key,
        &[("name", name.into()), ("from", from.into()), ("to", to.into()), ("since", period.since.clone().into())],
    )
}

/// The periods of a change in words, and the sample sizes at both ends.
pub struct Period2 {
    /// Earlier.
    pub since: String,
    /// Later.
    pub last: String,
    /// Sample size at the earlier point.
    pub n_from: Option<f64>,
    /// Sample size at the later point.
    pub n: Option<f64>,
}

/// What a change amounts to, in a sentence.
pub fn change(kit: &Kit, unit: Unit, change: &Change, period: &Period2) -> String {
    let from = value(kit, unit, change.from.value, period.n_from);
    let Some(bounds) = change.interval else {
        let usual = change.way() == Way::Same && change.to.value != change.from.value;
        let key = if usual { "chart.trend.change.usual" } else { "chart.trend.change.exact" };
        return kit.say(key, &[("from", from.into()), ("since", period.since.clone().into())]);
    };
    let key = if change.way() == Way::Same { "chart.trend.change.unclear" } else { "chart.trend.change.clear" };
    let usual = if unit == Unit::Percent { 0 } else { 1 };
    let zero = |limit: f64| digits::apart_by(limit, 0.0, |more| (number::printed(limit, usual + more), 0.0));
    let clear = key == "chart.trend.change.clear";
    let digits = usual + if clear { zero(bounds.0).max(zero(bounds.1)) } else { 0 };
    let low = signed(kit, bounds.0, digits);
    let high = signed(kit, bounds.1, digits);
    let difference = change.to.value - change.from.value;
    let n = Arg::Count(if digits == 0 && number::printed(difference, 0).abs() == 1.0 { 1 } else { 2 });
    let d = signed(kit, difference, digits);
    let interval = kit.say("format.interval", &[("low", low.into()), ("high", high.into())]);
    let d = if unit == Unit::Percent {
        kit.say("chart.percentage_points", &[("v", d.into()), ("n", n)])
    } else {
        kit.say(crate::words::text::unit_message(unit), &[("v", d.into()), ("n", n)])
    };
    kit.say(
        key,
        &[
            ("from", from.into()),
            ("since", period.since.clone().into()),
            ("d", d.into()),
            ("interval", interval.into()),
        ],
    )
}

/// A number with its sign.
pub fn signed(kit: &Kit, value: f64, digits: usize) -> String {
    let text = kit.words.number(value, digits);
    let positive = value > 0.0 && text.chars().any(|c| c.is_ascii_digit() && c != '0');
    if positive { format!("+{text}") } else { text }
}

/// Where a value lies against the thresholds: the hardest that it is beyond, else the mildest.
#[derive(Debug, Clone, Copy)]
pub struct Position {
    key: &'static str,
    /// The threshold on the axis.
    line: f64,
    /// Decimals beyond the usual that it takes to see it in the value and its interval.
    pub more: usize,
}

impl Position {
    /// Of the last value, of a sample of `n`; `None` where there is no threshold.
    pub fn of(unit: Unit, last: &Point, n: Option<f64>, thresholds: &[Threshold]) -> Option<Self> {
        let exact = last.interval.is_none();
        let worst = |act: bool, side: Side| thresholds.iter().find(|t| t.act == act && t.side(last) == side);
        let beyond_point = |t: &&Threshold| t.reached(last.value);
        let (key, threshold) = if let Some(t) = worst(true, Side::Beyond) {
            (if exact { "chart.where.act.past" } else { "chart.where.act.beyond" }, t)
        } else if let Some(t) = thresholds.iter().filter(|t| t.act && t.side(last) == Side::Spans).find(beyond_point) {
            ("chart.where.act.spans", t)
        } else if let Some(t) = worst(false, Side::Beyond) {
            (if exact { "chart.where.watch.past" } else { "chart.where.watch.beyond" }, t)
        } else if let Some(t) = worst(false, Side::Spans) {
            ("chart.where.watch.spans", t)
        } else if let Some(t) = worst(false, Side::Good) {
            (if exact { "chart.where.watch.within" } else { "chart.where.watch.good" }, t)
        } else {
            return None;
        };
        let (low, high) = last.interval.unwrap_or((last.value, last.value));
        // What a sentence needs to be seen: one end of the interval beyond or within, both where it reaches across, the
        // value where that is said to lie beyond.
        let told: &[f64] = match (key, threshold.above) {
            ("chart.where.act.spans", _) => &[low, high, last.value],
            ("chart.where.watch.spans", _) => &[low, high],
            ("chart.where.watch.good" | "chart.where.watch.within", above) => &[if above { high } else { low }],
            (_, above) => &[if above { low } else { high }],
        };
        let told: Vec<f64> = told.iter().map(|on_axis| on_axis / factor(unit)).collect();
        let more = digits::all_apart(unit, &told, n, threshold.value / factor(unit));
        Some(Self { key, line: threshold.value, more })
    }

    /// In a sentence.
    pub fn say(self, kit: &Kit, unit: Unit) -> String {
        kit.say(self.key, &[("t", kit.line(unit, self.line / factor(unit), None, self.more).into())])
    }
}

/// One sentence for each kind of gap.
pub fn gaps(kit: &Kit, series: &Series) -> Vec<String> {
    series
        .gap_counts()
        .into_iter()
        .map(|(letter, count)| {
            let key = match letter {
                'c' => "chart.gap.c",
                'z' => "chart.gap.z",
                'e' => "chart.gap.e",
                _ => "chart.gap.x",
            };
            kit.say(key, &[("n", count.into())])
        })
        .collect()
}

/// From and until of the window in words.
pub fn window(kit: &Kit, time: &Timeline) -> (String, String) {
    (kit.period(time.first), kit.period(time.last))
}
