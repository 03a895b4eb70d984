//! Peers strip: a place among places of its kind, indicator by indicator.

use super::canvas::Canvas;
use super::svg::{Anchor, Ink, Type};
use super::table::Sheet;
use super::width::wrap;
use super::{Figure, Kit, Table};
use crate::disclose::Published;
use crate::model::quantity::{Estimate, Tier};
use crate::playbook::Unit;
use crate::report::PlaceReport;
use crate::words::{Digits, digits};

/// Height of a row in units.
const ROW: f64 = 58.0;

/// Peers that an indicator needs before a place is set beside them.
const FEWEST: usize = 3;

/// A place (dot) and its peers (ticks); indicators without a published value or with fewer than three peers are left
/// out.
pub fn peers(kit: &Kit, report: &PlaceReport, indicators: &[usize], number: usize) -> Option<Figure> {
    let row = report.row?;
    let strips: Vec<Strip> = indicators.iter().filter_map(|at| Strip::new(kit, report, row, *at)).collect();
    if strips.is_empty() {
        return None;
    }
    let most = strips.iter().map(|strip| strip.others.len()).max().unwrap_or(0);
    let period = report.facts.periods.get(row).map_or_else(String::new, |period| kit.period(*period));
    let place = kit.localized(&report.link.name).0;
    let args = [("place", place.into()), ("n", most.into()), ("period", period.into())];
    Some(Figure {
        number,
        id: format!("fig-{number}"),
        kind: "peers",
        headline: headline(kit, &strips),
        subtitle: kit.say("chart.peers.sub", &args),
        narrow: draw(kit, &strips),
        wide: None,
        description: describe(kit, &strips),
        table: table(kit, &strips),
    })
}

/// One indicator.
struct Strip<'a> {
    indicator: usize,
    unit: Unit,
    own: &'a Estimate,
    /// Published values of the peers, ascending.
    others: Vec<f64>,
    /// Peers whose value is not published.
    without: usize,
}

/// Where a place lies against the median of its peers.
#[derive(PartialEq, Eq, Clone, Copy)]
enum Lies {
    Below,
    Near,
    Above,
    /// Too few cases to say.
    Few,
}

impl<'a> Strip<'a> {
    fn new(kit: &Kit, report: &'a PlaceReport, row: usize, indicator: usize) -> Option<Self> {
        let unit = kit.frame.playbook.indicators.get(indicator)?.unit;
        let Published::Value(own) = report.facts.indicator(indicator, row) else { return None };
        let cells = report.peers.iter().filter_map(|(_, cells)| cells.get(indicator));
        let mut others: Vec<f64> = cells.clone().filter_map(|cell| cell.value().map(|e| e.value)).collect();
        let without = cells.filter(|cell| cell.value().is_none()).count();
        others.sort_by(f64::total_cmp);
        (others.len() >= FEWEST).then_some(Self { indicator, unit, own, others, without })
    }

    /// Type 7 quantile of the peers, as spreadsheets compute it.
    fn quantile(&self, share: f64) -> f64 {
        let at = share * (self.others.len().saturating_sub(1)) as f64;
        let low = self.others.get(at.floor() as usize).copied().unwrap_or(0.0);
        let high = self.others.get(at.ceil() as usize).copied().unwrap_or(low);
        low + (high - low) * at.fract()
    }

    fn median(&self) -> f64 {
        self.quantile(0.5)
    }

    /// Off the median only with the whole interval; a value without one only outside the middle half of the peers.
    fn lies(&self) -> Lies {
        if self.own.tier == Tier::Few {
            return Lies::Few;
        }
        let (low, high, floor, ceiling) = match (self.own.lower, self.own.upper) {
            (Some(low), Some(high)) => (low, high, self.median(), self.median()),
            _ => (self.own.value, self.own.value, self.quantile(0.25), self.quantile(0.75)),
        };
        if high < floor {
            Lies::Below
        } else if low > ceiling {
            Lies::Above
        } else {
            Lies::Near
        }
    }

    /// As finely as it takes to see on which side of the median it lies.
    fn digits(&self) -> Digits {
        let n = self.own.n;
        let told = match self.lies() {
            Lies::Below => self.own.upper.unwrap_or(self.own.value),
            Lies::Above => self.own.lower.unwrap_or(self.own.value),
            Lies::Near | Lies::Few => return n.into(),
        };
        Digits::finer(n, digits::apart(self.unit, (told, n), (self.median(), n)))
    }

    /// An own scale that holds the peers and the place, and its interval as far as it does not dwarf them.
    fn range(&self) -> (f64, f64) {
        let first = self.others.first().copied().unwrap_or(0.0).min(self.own.value);
        let last = self.others.last().copied().unwrap_or(1.0).max(self.own.value);
        let span = if last > first { last - first } else { last.abs().max(1.0) };
        let low = self.own.lower.map_or(first, |low| low.max(first - span * 0.5)).min(first);
        let high = self.own.upper.map_or(last, |high| high.min(last + span * 0.5)).max(last);
        (low - span * 0.04, high + span * 0.04)
    }
}

fn draw(kit: &Kit, strips: &[Strip]) -> String {
    let canvas = Canvas::new(320.0, 4.0 + ROW * strips.len() as f64, "n");
    for (at, strip) in strips.iter().enumerate() {
        let top = ROW * at as f64;
        let value = kit.value(strip.unit, strip.own.value, strip.digits());
        let room = 3120 - Type::Bold.width(&value);
        let full = kit.name(strip.indicator);
        let name = if Type::Bold.width(full) <= room { full } else { kit.short(strip.indicator) };
        let name = wrap(name, 128, room, 1);
        canvas.text(Type::Bold, (0.0, top + 18.0), Anchor::Start, name.first().map_or("", String::as_str));
        canvas.text(Type::Bold, (320.0, top + 18.0), Anchor::End, &value);
        let y = top + 36.0;
        canvas.segment(Ink::Grid, (4.0, y), (316.0, y));
        let (low, high) = strip.range();
        let panel = canvas.panel(4.0..316.0, top..top + ROW, low..high, 0.0..1.0);
        let x = |value: f64| panel.at(value.clamp(low, high), 0.0).0;
        for other in &strip.others {
            canvas.segment(Ink::Tick, (x(*other), y - 5.0), (x(*other), y + 5.0));
        }
        if let (Some(lower), Some(upper)) = (strip.own.lower, strip.own.upper) {
            canvas.segment(Ink::BarData, (x(lower), y), (x(upper), y));
        }
        let median = x(strip.median());
        canvas.segment(Ink::Median, (median, y - 9.0), (median, y + 9.0));
        canvas.circle(Ink::Point, (x(strip.own.value), y), 5.0);
        if at == 0 {
            canvas.text(Type::Small, (median, y + 21.0), Anchor::Middle, kit.ui("chart.peers.median"));
        }
    }
    canvas.finish()
}

fn headline(kit: &Kit, strips: &[Strip]) -> String {
    let named = |wanted: Lies| -> Vec<&Strip> { strips.iter().filter(|s| s.lies() == wanted).collect() };
    let (below, above) = (named(Lies::Below), named(Lies::Above));
    let key = match (below.is_empty(), above.is_empty()) {
        (false, false) => "chart.peers.head.both",
        (false, true) if below.len() == strips.len() => "chart.peers.head.below_only",
        (true, false) if above.len() == strips.len() => "chart.peers.head.above_only",
        (false, true) => "chart.peers.head.below",
        (true, false) => "chart.peers.head.above",
        (true, true) => "chart.peers.head.near",
    };
    let told = |strips_told: &[&Strip]| told(kit, strips_told, strips.len());
    kit.say(key, &[("below", told(&below).into()), ("above", told(&above).into())])
}

/// One or two measures by the names they have in the drawing; more of them counted, for a headline is read at a glance.
fn told(kit: &Kit, strips: &[&Strip], of: usize) -> String {
    if strips.len() > 2 {
        let key = if strips.len() == of { "chart.peers.head.all" } else { "chart.peers.head.some" };
        return kit.say(key, &[("n", strips.len().into()), ("of", of.into())]);
    }
    let names: Vec<String> = strips.iter().map(|strip| kit.name(strip.indicator).to_owned()).collect();
    kit.words.list(&names)
}

fn describe(kit: &Kit, strips: &[Strip]) -> String {
    let mut all = Vec::new();
    for strip in strips {
        let digits = strip.digits();
        let value = kit.value(strip.unit, strip.own.value, digits);
        let median = kit.value(strip.unit, strip.median(), digits);
        let mut args =
            vec![("name", kit.name(strip.indicator).into()), ("value", value.into()), ("median", median.into())];
        let key = match (strip.lies(), strip.own.lower.zip(strip.own.upper)) {
            (lies, Some((low, high))) => {
                args.push(("interval", kit.interval(strip.unit, low, high, digits).into()));
                match lies {
                    Lies::Below => "chart.peers.line.below_interval",
                    Lies::Near => "chart.peers.line.near_interval",
                    Lies::Above => "chart.peers.line.above_interval",
                    Lies::Few => "chart.peers.line.few_interval",
                }
            }
            (Lies::Below, None) => "chart.peers.line.below",
            (Lies::Near, None) => "chart.peers.line.near",
            (Lies::Above, None) => "chart.peers.line.above",
            (Lies::Few, None) => "chart.peers.line.few",
        };
        all.push(kit.say(key, &args));
    }
    if strips.iter().any(|strip| strip.without > 0) {
        all.push(kit.ui("chart.peers.without").to_owned());
    }
    all.push(kit.ui("chart.peers.size").to_owned());
    kit.sentences(&all)
}

fn table(kit: &Kit, strips: &[Strip]) -> Table {
    let heads = [
        "chart.peers.col.indicator",
        "chart.col.value",
        "chart.col.lower",
        "chart.col.upper",
        "chart.peers.col.p25",
        "chart.peers.col.median",
        "chart.peers.col.p75",
        "chart.peers.col.n",
    ]
    .map(|key| kit.words.ui(key));
    let mut sheet = Sheet::new(kit, kit.ui("chart.peers.caption").to_owned(), &heads);
    for strip in strips {
        let n = strip.digits();
        let unit = kit.words.ui(crate::words::text::unit_name(strip.unit));
        let args = [("name", kit.name(strip.indicator).into()), ("unit", unit.into())];
        sheet.row(&kit.say("chart.table.caption", &args));
        sheet.value(strip.unit, Published::Value(strip.own.value), n);
        sheet.limit(strip.unit, strip.own.lower, n);
        sheet.limit(strip.unit, strip.own.upper, n);
        for share in [0.25, 0.5, 0.75] {
            sheet.value(strip.unit, Published::Value(strip.quantile(share)), n);
        }
        sheet.number(Published::Value(strip.others.len() as f64), 0);
    }
    sheet.finish()
}
