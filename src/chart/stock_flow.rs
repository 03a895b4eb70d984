//! Stock and flow of members: how many there are, who came, who left.

use super::axes::{self, Edges};
use super::canvas::{Canvas, Panel};
use super::describe;
use super::scale::Axis;
use super::series::letter;
use super::svg::{Anchor, Ink, Type};
use super::table::Sheet;
use super::time::Timeline;
use super::{Figure, Kit, Table};
use crate::disclose::Published;
use crate::report::GroupReport;

/// Members at the end of each period, joins and departures; `None` where no member count is published.
pub fn stock_and_flow(kit: &Kit, report: &GroupReport, number: usize) -> Option<Figure> {
    let plan = Plan::new(kit, report)?;
    let (from, to) = super::describe::window(kit, &plan.time);
    let sub = if plan.flow.is_some() { "chart.stock.sub" } else { "chart.stock.sub_stock" };
    Some(Figure {
        number,
        id: format!("fig-{number}"),
        kind: "stock-flow",
        headline: plan.headline(),
        subtitle: kit.say(sub, &[("from", from.into()), ("to", to.into())]),
        narrow: plan.draw(),
        wide: None,
        description: plan.describe(),
        table: plan.table(),
    })
}

/// The period that the last stock is compared with, its stock, and whether it lies a year before.
type Since<'m> = (&'m Month, f64, bool);

/// What happened in a period.
struct Month {
    row: usize,
    x: f64,
    start: Published<f64>,
    end: Published<f64>,
    joined: Published<f64>,
    left: Published<f64>,
    removed: Published<f64>,
}

struct Plan<'k, 'a> {
    kit: &'k Kit<'a>,
    report: &'k GroupReport,
    time: Timeline,
    months: Vec<Month>,
    stock: Axis,
    flow: Option<Axis>,
    renewals: Vec<(f64, f64)>,
}

impl<'k, 'a> Plan<'k, 'a> {
    fn new(kit: &'k Kit<'a>, report: &'k GroupReport) -> Option<Self> {
        let facts = &report.facts;
        let time = Timeline::new(&facts.periods, report.row?)?;
        let id = |name: &str| kit.frame.fields.id(name);
        let [start, end, joined, left, removed] = ["members_start", "members_end", "joined", "left", "removed"].map(id);
        let cell = |field: Option<_>, row| field.map_or(Published::Missing, |field| facts.cell(field, row));
        let month = |&(row, x): &(usize, f64)| Month {
            row,
            x,
            start: cell(start, row),
            end: cell(end, row),
            joined: cell(joined, row),
            left: cell(left, row),
            removed: cell(removed, row),
        };
        let months: Vec<Month> = time.rows.iter().map(month).collect();
        let most = months.iter().filter_map(|month| known(&month.end)).fold(f64::NAN, f64::max);
        if most.is_nan() {
            return None;
        }
        let up = months.iter().filter_map(|month| known(&month.joined)).fold(f64::NAN, f64::max);
        let gone = |month: &Month| Some(known(&month.left).unwrap_or(0.0) + known(&month.removed).unwrap_or(0.0));
        let has_gone = |month: &&Month| known(&month.left).or(known(&month.removed)).is_some();
        let down = months.iter().filter(has_gone).filter_map(gone).fold(f64::NAN, f64::max);
        // Where few flows are published, an axis with letters along it says less than a sentence.
        let drawn = (up > 0.0 || down > 0.0) && flows_shown(&months) * 4 >= months.len();
        let flow = drawn.then(|| Axis::round(-down.max(0.0), up.max(0.0), 3, true));
        let renewals = time.renewals(&report.profile.renewals);
        Some(Self { kit, report, time, months, stock: Axis::round(0.0, most, 2, true), flow, renewals })
    }

    fn draw(&self) -> String {
        let kit = self.kit;
        let stock = axes::tick_labels(kit, self.stock, "");
        let flow = self.flow.map(|axis| axes::tick_labels(kit, axis, ""));
        let left = axes::room(&stock).max(flow.as_ref().map_or(0.0, |labels| axes::room(labels))) + 8.0;
        let ends = if flow.is_some() { self.end_labels() } else { Vec::new() };
        let room = ends.iter().map(|(_, _, label)| Type::Name.width(label)).max().unwrap_or(0);
        let total = self.last_known().map(|value| kit.words.number(value, 0)).unwrap_or_default();
        let room = f64::from(room.max(Type::Bold.width(&total))) / 10.0;
        let right = 320.0 - room - 6.0;
        let upper = Edges { left, right, top: 20.0, bottom: 104.0 };
        let lower = Edges { left, right, top: 134.0, bottom: 240.0 };
        let bottom = if flow.is_some() { lower.bottom } else { upper.bottom };
        let canvas = Canvas::new(320.0, bottom + 34.0, "n");
        let panel = canvas.panel(left..right, upper.top..upper.bottom, 0.0..self.time.span, 0.0..self.stock.max);
        axes::renewals(&canvas, &panel, upper, &self.renewals, None);
        axes::value_axis(&canvas, &panel, upper, &stock, 0.0);
        canvas.text(Type::Small, (left, 12.0), Anchor::Start, kit.ui("chart.stock.members"));
        self.steps(&canvas, &panel, &total);
        if let (Some(axis), Some(labels)) = (self.flow, &flow) {
            self.flows(&canvas, lower, axis, labels, &ends);
        }
        let unit = (right - left) / self.time.span;
        axes::time_axis(&canvas, &panel, bottom, &self.time.ticks(kit, unit, 36.0));
        canvas.finish()
    }

    /// The stock as steps that break where nothing is published.
    fn steps(&self, canvas: &Canvas, panel: &Panel, total: &str) {
        let mut line: Vec<(f64, f64)> = Vec::with_capacity(self.months.len() * 2);
        let mut last = None;
        let mut at = None;
        for month in &self.months {
            let value = known(&month.end);
            if value.is_none() || at.is_some_and(|at: f64| month.x - at > 1.1) {
                flush(panel, &mut line);
            }
            if let Some(value) = value {
                line.extend([(month.x - 0.5, value), (month.x + 0.5, value)]);
                last = Some((month.x + 0.5, value));
            } else if let Some(letter) = letter(&month.end) {
                let (x, y) = panel.at(month.x, 0.0);
                canvas.try_text(Type::Halo, (x, y - 5.0), Anchor::Middle, &letter.to_string());
            }
            at = Some(month.x);
        }
        flush(panel, &mut line);
        if let Some((x, value)) = last {
            let (x, y) = panel.at(x, value);
            canvas.text(Type::Bold, (x + 5.0, y + 4.0), Anchor::Start, total);
        }
    }

    fn flows(&self, canvas: &Canvas, edges: Edges, axis: Axis, labels: &[(f64, String)], ends: &[(f64, f64, String)]) {
        let span = self.time.span;
        let panel = canvas.panel(edges.left..edges.right, edges.top..edges.bottom, 0.0..span, axis.min..axis.max);
        axes::renewals(canvas, &panel, edges, &self.renewals, None);
        canvas.text(Type::Small, (edges.left, edges.top - 10.0), Anchor::Start, self.kit.ui("chart.stock.flows"));
        axes::value_axis(canvas, &panel, edges, labels, 0.0);
        let half = (5.5 * span / (edges.right - edges.left)).min(0.34);
        for month in &self.months {
            if let Some(joined) = known(&month.joined).filter(|joined| *joined > 0.0) {
                panel.bar(Ink::Bar, (month.x - half, 0.0), (month.x + half, joined));
            }
        }
        for month in &self.months {
            if let Some(left) = known(&month.left).filter(|left| *left > 0.0) {
                panel.bar(Ink::BarSecond, (month.x - half, 0.0), (month.x + half, -left));
            }
        }
        for month in &self.months {
            if let Some(removed) = known(&month.removed).filter(|removed| *removed > 0.0) {
                let top = -known(&month.left).unwrap_or(0.0);
                outlined(canvas, &panel, (month.x - half, top), (month.x + half, top - removed));
            }
        }
        let zero = panel.at(0.0, 0.0).1;
        for (x, y, label) in ends {
            let (x, y) = panel.at(*x, *y);
            canvas.try_text(
                Type::Name,
                (x + 6.0, if y > zero { y.max(zero + 9.0) + 3.0 } else { y + 5.0 }),
                Anchor::Start,
                label,
            );
        }
        self.marks(canvas, &panel, zero, half);
    }

    /// Letters where a split is withheld or was not counted, and the largest removal in words.
    fn marks(&self, canvas: &Canvas, panel: &Panel, zero: f64, half: f64) {
        for month in &self.months {
            if let Some(letter) = letter(&month.joined) {
                let x = panel.at(month.x, 0.0).0;
                canvas.try_text(Type::Halo, (x, zero - 4.0), Anchor::Middle, &letter.to_string());
            }
            if let Some(letter) = letter(&month.left).or(letter(&month.removed)) {
                let gone = known(&month.left).unwrap_or(0.0) + known(&month.removed).unwrap_or(0.0);
                let (x, y) = panel.at(month.x, -gone);
                canvas.try_text(Type::Halo, (x, y.max(zero) + 11.0), Anchor::Middle, &letter.to_string());
            }
        }
        let Some((month, removed)) = self.largest_removal() else { return };
        let label = self.kit.say("chart.stock.removed", &[("count", self.kit.words.number(removed, 0).into())]);
        let low = -known(&month.left).unwrap_or(0.0) - removed;
        let ((left, y), (right, _)) = (panel.at(month.x - half, low), panel.at(month.x + half, low));
        let width = f64::from(Type::Name.width(&label)) / 10.0;
        // How far down the bars reach over a stretch: no label stands on one.
        let reach = |from: f64, to: f64| {
            let bars = self.months.iter().map(|month| {
                let gone = known(&month.left).unwrap_or(0.0) + known(&month.removed).unwrap_or(0.0);
                (panel.at(month.x - half, 0.0).0, panel.at(month.x + half, -gone))
            });
            bars.filter(|(start, (end, _))| *start < to && *end > from).fold(zero, |low, (_, (_, y))| low.max(y))
        };
        let beside = y - 12.0;
        let placed = (reach(right + 4.0, right + 4.0 + width) < beside
            && canvas.try_text(Type::Name, (right + 4.0, y - 2.0), Anchor::Start, &label))
            || (reach(left - 4.0 - width, left - 4.0) < beside
                && canvas.try_text(Type::Name, (left - 4.0, y - 2.0), Anchor::End, &label));
        if !placed {
            let beneath = reach(left, left + width) + 12.0;
            canvas.try_text(Type::Name, (left, beneath), Anchor::Start, &label);
        }
    }

    /// Joins and departures of the last period, with their place.
    fn end_labels(&self) -> Vec<(f64, f64, String)> {
        let Some(last) = self.months.last() else { return Vec::new() };
        let label = |key: &str, value: f64| self.kit.say(key, &[("count", self.kit.words.number(value, 0).into())]);
        let mut out = Vec::new();
        if let Some(joined) = known(&last.joined) {
            out.push((last.x + 0.5, joined, label("chart.stock.joined", joined)));
        }
        if let Some(left) = known(&last.left) {
            out.push((last.x + 0.5, -left, label("chart.stock.left", left)));
        }
        out
    }

    fn largest_removal(&self) -> Option<(&Month, f64)> {
        let removals = self.months.iter().filter_map(|month| Some((month, known(&month.removed)?)));
        removals.filter(|(_, removed)| *removed > 0.0).max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.x.total_cmp(&a.0.x)))
    }

    fn last_known(&self) -> Option<f64> {
        self.months.iter().rev().find_map(|month| known(&month.end))
    }

    fn period(&self, month: &Month) -> String {
        self.report.facts.periods.get(month.row).map_or_else(String::new, |period| self.kit.period(*period))
    }

    /// The last published stock and the one to compare it with: a year before, else the first one.
    fn ends(&self) -> Option<(&Month, f64, Option<Since<'_>>)> {
        let (last, to) = self.months.iter().rev().find_map(|month| Some((month, known(&month.end)?)))?;
        let periods = &self.report.facts.periods;
        let wanted = periods.get(last.row)?.year_before();
        let stock = |month: &'_ Month| known(&month.end);
        let year = self.months.iter().find(|month| periods.get(month.row) == Some(&wanted) && stock(month).is_some());
        let first = self.months.iter().find(|month| stock(month).is_some()).filter(|first| first.row != last.row);
        let from = year.or(first).and_then(|month| Some((month, stock(month)?, year.is_some())));
        Some((last, to, from))
    }

    fn headline(&self) -> String {
        let kit = self.kit;
        let Some((last, to, from)) = self.ends() else { return String::new() };
        let to_text = kit.words.number(to, 0);
        let Some((since, from, year)) = from else {
            return kit.say("chart.stock.head.one", &[("to", to_text.into()), ("period", self.period(last).into())]);
        };
        let key = match (to > from, to < from, year) {
            (true, _, true) => "chart.stock.head.more_year",
            (true, _, false) => "chart.stock.head.more_since",
            (_, true, true) => "chart.stock.head.fewer_year",
            (_, true, false) => "chart.stock.head.fewer_since",
            (_, _, true) => "chart.stock.head.same_year",
            (_, _, false) => "chart.stock.head.same_since",
        };
        let d = kit.words.number((to - from).abs(), 0);
        kit.say(key, &[("to", to_text.into()), ("d", d.into()), ("since", self.period(since).into())])
    }

    fn describe(&self) -> String {
        let kit = self.kit;
        let count = |value: f64| kit.words.number(value, 0);
        let mut all = Vec::new();
        if let Some((last, to, from)) = self.ends() {
            let args = [("to", count(to).into()), ("period", self.period(last).into())];
            all.push(kit.say("chart.stock.now", &args));
            if let Some((since, from, _)) = from {
                let args = [("from", count(from).into()), ("since", self.period(since).into())];
                all.push(kit.say("chart.stock.before", &args));
            }
        }
        let split = |month: &Month| [&month.joined, &month.left].contains(&&Published::Withheld);
        let not_drawn = self.flow.is_none() && self.months.iter().any(split);
        type Cell = fn(&Month) -> &Published<f64>;
        let flows: [(&str, Cell); 3] = [
            ("chart.stock.sum.joined", |month| &month.joined),
            ("chart.stock.sum.left", |month| &month.left),
            ("chart.stock.sum.removed", |month| &month.removed),
        ];
        let sum = |(key, cell): (&'static str, Cell)| {
            let known: Vec<f64> = self.months.iter().filter_map(|month| known(cell(month))).collect();
            let sum: f64 = known.iter().sum();
            let shown = !not_drawn && !known.is_empty() && (sum > 0.0 || !key.ends_with("removed"));
            shown.then(|| (key, known.len(), count(sum)))
        };
        let sums: Vec<(&str, usize, String)> = flows.into_iter().filter_map(sum).collect();
        all.extend(describe::flows(kit, &sums));
        if let Some((month, removed)) = self.largest_removal() {
            let args = [("count", count(removed).into()), ("period", self.period(month).into())];
            all.push(kit.say("chart.stock.largest", &args));
        }
        if not_drawn {
            let shown = flows_shown(&self.months);
            let key = if shown == 0 { "chart.stock.no_flows" } else { "chart.stock.few_flows" };
            all.push(kit.say(key, &[("n", shown.into()), ("all", self.months.len().into())]));
        }
        let hidden = |month: &&Month| {
            month.end == Published::Withheld
                || !not_drawn && [&month.joined, &month.left, &month.removed].contains(&&Published::Withheld)
        };
        let withheld = self.months.iter().filter(hidden).count();
        if withheld > 0 {
            all.push(kit.say("chart.stock.withheld", &[("n", withheld.into())]));
        }
        let missing = self.months.iter().filter(|month| known(&month.end).is_none()).count();
        let missing = missing.saturating_sub(self.months.iter().filter(|m| m.end == Published::Withheld).count());
        if missing > 0 {
            all.push(kit.say("chart.gap.x", &[("n", missing.into())]));
        }
        if !self.renewals.is_empty() {
            all.push(kit.say("chart.trend.renewal_plain", &[("n", self.renewals.len().into())]));
        }
        kit.sentences(&all)
    }

    fn table(&self) -> Table {
        let kit = self.kit;
        let heads = [
            "chart.col.period",
            "chart.col.members_start",
            "chart.col.joined",
            "chart.col.left",
            "chart.col.removed",
            "chart.col.members_end",
        ]
        .map(|key| kit.words.ui(key));
        let mut sheet = Sheet::new(kit, kit.ui("chart.stock.caption").to_owned(), &heads);
        for month in &self.months {
            let Some(period) = self.report.facts.periods.get(month.row) else { continue };
            sheet.row_period(*period);
            for cell in [month.start, month.joined, month.left, month.removed, month.end] {
                sheet.number(cell, 0);
            }
        }
        sheet.finish()
    }
}

fn known(cell: &Published<f64>) -> Option<f64> {
    cell.value().copied()
}

/// Periods in which joins or departures are published.
fn flows_shown(months: &[Month]) -> usize {
    months.iter().filter(|month| known(&month.joined).or(known(&month.left)).is_some()).count()
}

fn flush(panel: &Panel, line: &mut Vec<(f64, f64)>) {
    if !line.is_empty() {
        panel.line(Ink::Line, std::mem::take(line));
    }
}

/// An outlined bar with a hatch, so that it differs from a filled one without colour.
fn outlined(canvas: &Canvas, panel: &Panel, from: (f64, f64), to: (f64, f64)) {
    let ((left, top), (right, bottom)) = (panel.at(from.0, from.1), panel.at(to.0, to.1));
    canvas.rect(Ink::BarOutline, (left + 0.6, top + 0.8), (right - 0.6, bottom));
    hatch(canvas, Ink::Hatch, (left + 0.6, top + 0.8), (right - 0.6, bottom));
}

/// Rising lines every five units, cut at a rectangle's edges.
pub fn hatch(canvas: &Canvas, ink: Ink, (left, top): (f64, f64), (right, bottom): (f64, f64)) {
    let width = right - left;
    if width < 2.0 {
        return;
    }
    let mut low = top + 5.0;
    while low < bottom + width {
        // From the left edge (or the bottom) upward to the right edge (or the top).
        let start = if low <= bottom { (left, low) } else { (left + (low - bottom), bottom) };
        let end = if low - width >= top { (right, low - width) } else { (left + (low - top), top) };
        if end.0 > start.0 {
            canvas.segment(ink, start, end);
        }
        low += 5.0;
    }
}
