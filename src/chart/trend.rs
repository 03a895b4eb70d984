//! Trend of an indicator with its interval, thresholds, gaps and renewals, absolute counts beneath.

use super::axes::{self, Edges};
use super::canvas::{Canvas, Panel};
use super::describe::{self, Period2};
use super::scale::Axis;
use super::series::{self, Change, Gap, Point, Series, Threshold, letter};
use super::svg::{Anchor, Ink, Type};
use super::table::Sheet;
use super::time::Timeline;
use super::{Figure, Kit, Subject, Table};
use crate::disclose::Published;
use crate::model::field::FieldId;
use crate::playbook::{Measure, Unit};
use crate::words::Digits;
use crate::words::text::unit_name;

/// Trend of one indicator; `None` where no value is published.
pub fn trend(kit: &Kit, subject: Subject, indicator: usize, number: usize) -> Option<Figure> {
    let plan = Plan::new(kit, &subject, indicator)?;
    let (from, until) = describe::window(kit, &plan.time);
    let key = match (plan.series.points.iter().any(|p| p.interval.is_some()), plan.counts.is_some()) {
        (true, true) => "chart.trend.sub.band_count",
        (true, false) => "chart.trend.sub.band",
        (false, true) => "chart.trend.sub.count",
        (false, false) => "chart.trend.sub.plain",
    };
    let count = plan.counts.as_ref().map_or("", |counts| &counts.name);
    let subtitle = kit.say(
        key,
        &[
            ("name", kit.name(indicator).into()),
            ("unit", kit.words.ui(unit_name(plan.unit)).into()),
            ("count", count.into()),
            ("from", from.into()),
            ("to", until.into()),
        ],
    );
    Some(Figure {
        number,
        id: format!("fig-{number}"),
        kind: "trend",
        headline: plan.headline(&subject, indicator),
        subtitle,
        narrow: plan.draw(320.0, "n"),
        wide: Some(plan.draw(720.0, "w")),
        description: plan.describe(&subject, indicator),
        table: plan.table(&subject, indicator),
    })
}

/// Everything a trend is drawn and told from, worked out once for both sizes.
struct Plan<'k, 'a> {
    kit: &'k Kit<'a>,
    unit: Unit,
    time: Timeline,
    series: Series,
    last: Point,
    change: Option<Change>,
    period: Period2,
    thresholds: Vec<Threshold>,
    axis: Axis,
    renewals: Vec<(f64, f64)>,
    counts: Option<Counts>,
}

/// The absolute count behind a rate.
struct Counts {
    name: String,
    bars: Vec<(f64, Published<f64>)>,
    axis: Axis,
    gaps: Vec<Gap>,
}

impl<'k, 'a> Plan<'k, 'a> {
    fn new(kit: &'k Kit<'a>, subject: &Subject, indicator: usize) -> Option<Self> {
        let entry = kit.frame.playbook.indicators.get(indicator)?;
        let unit = entry.unit;
        let time = Timeline::new(&subject.facts.periods, subject.row)?;
        let series = Series::new(subject, &time, indicator, unit);
        let last = *series.points.last()?;
        let change = series.change(subject);
        let thresholds = series::thresholds(kit, subject, indicator);
        let n = |row: usize| subject.facts.indicator(indicator, row).value().and_then(|e| e.n);
        let name = |row: usize| subject.facts.periods.get(row).map_or_else(String::new, |p| kit.period(*p));
        let period = Period2 {
            since: change.map_or_else(String::new, |change| name(change.from.row)),
            last: name(last.row),
            n_from: change.and_then(|change| n(change.from.row)),
            n: n(last.row),
        };
        let axis = axis(unit, &series, &thresholds, 5);
        let renewals = time.renewals(subject.renewals);
        let counts = Counts::new(kit, subject, &time, &entry.measure);
        Some(Self { kit, unit, time, series, last, change, period, thresholds, axis, renewals, counts })
    }

    /// A value that is not of the reported period is headed by its own period, not by a change.
    fn headline(&self, subject: &Subject, indicator: usize) -> String {
        let change = self.change.as_ref().filter(|_| self.last.row == subject.row);
        describe::headline(self.kit, self.kit.short(indicator), self.unit, change, &self.last, &self.period)
    }

    /// Whether a threshold lies within the axis.
    fn shows(&self, threshold: &Threshold) -> bool {
        threshold.value <= self.axis.max && threshold.value >= self.axis.min
    }

    fn draw(&self, width: f64, class: &str) -> String {
        let suffix = if self.unit == Unit::Percent { "%" } else { "" };
        let labels = axes::tick_labels(self.kit, self.axis, suffix);
        let last = describe::value(self.kit, self.unit, self.last.value, self.period.n);
        let last = if f64::from(Type::Bold.width(&last)) > 800.0 { self.bare(self.last.value) } else { last };
        let counts = self.counts.as_ref().map(|c| (c, axes::tick_labels(self.kit, c.axis, "")));
        let count_room = counts.as_ref().map_or(0.0, |(_, labels)| axes::room(labels));
        let top = if self.renewals.is_empty() { 12.0 } else { 26.0 };
        let last_room = [Some(last.clone()), counts.as_ref().and_then(|(c, _)| c.last(self.kit))]
            .iter()
            .flatten()
            .map(|label| f64::from(Type::Bold.width(label)) / 10.0)
            .fold(0.0, f64::max);
        let left = axes::room(&labels).max(count_room) + 8.0;
        let edges = Edges { left, right: width - last_room - 6.0, top, bottom: top + 172.0 };
        let bottom = if counts.is_some() { edges.bottom + 86.0 } else { edges.bottom };
        let canvas = Canvas::new(width, bottom + 34.0, class);
        let panel = canvas.panel(
            edges.left..edges.right,
            edges.top..edges.bottom,
            0.0..self.time.span,
            self.axis.min..self.axis.max,
        );
        let name = self.kit.ui("chart.renewal");
        axes::renewals(&canvas, &panel, edges, &self.renewals, Some(name));
        axes::value_axis(&canvas, &panel, edges, &labels, 0.0);
        self.lines(&canvas, &panel, edges, &last);
        if let Some((counts, labels)) = &counts {
            let beneath = Edges { top: edges.bottom + 39.0, bottom, ..edges };
            axes::renewals(&canvas, &panel, beneath, &self.renewals, None);
            counts.draw(&canvas, self.kit, beneath, self.time.span, labels);
        }
        let unit = (edges.right - edges.left) / self.time.span;
        axes::time_axis(
            &canvas,
            &panel,
            bottom,
            &self.time.ticks(self.kit, unit, if width > 500.0 { 50.0 } else { 36.0 }),
        );
        canvas.finish()
    }

    /// The series, its thresholds and the values at its ends.
    fn lines(&self, canvas: &Canvas, panel: &Panel, edges: Edges, last: &str) {
        let unit = (edges.right - edges.left) / self.time.span;
        // Dots at every point only while they stand apart.
        axes::series(panel, &self.series, unit >= if self.time.span > 26.0 { 24.0 } else { 11.0 });
        let (x, y) = panel.at(self.last.x, self.last.value);
        canvas.text(Type::Bold, (x + 7.0, y + 4.0), Anchor::Start, last);
        axes::gap_marks(canvas, panel, edges.bottom - 6.0, &self.series.gaps);
        let drawn: Vec<_> = self
            .thresholds
            .iter()
            .filter(|threshold| self.shows(threshold))
            .map(|threshold| {
                let value = describe::value(self.kit, self.unit, threshold.value, None);
                (*threshold, axes::threshold_label(self.kit, threshold, value))
            })
            .collect();
        let course = axes::Course::new(panel, &self.series);
        axes::thresholds(canvas, panel, edges, &drawn, &course);
        if let Some(first) = self.series.points.first().filter(|first| first.row != self.last.row) {
            let (low, high) = first.interval.unwrap_or((first.value, first.value));
            let [low, value, high] = [low, first.value, high.min(self.axis.max)].map(|y| panel.at(first.x, y).1);
            let x = panel.at(first.x, 0.0).0.max(edges.left + 2.0);
            let label = describe::value(self.kit, self.unit, first.value, self.period.n_from);
            let spots = [high - 5.0, value - 7.0, value + 15.0, low + 13.0].map(|y| ((x, y), Anchor::Start));
            let inside = spots.into_iter().filter(|((_, y), _)| *y >= edges.top - 3.0 && y + 3.0 <= edges.bottom);
            axes::label_at_best(canvas, &course, inside, &label, |_, _| 0);
        }
    }

    fn bare(&self, on_axis: f64) -> String {
        self.kit.words.bare(self.unit, on_axis / series::factor(self.unit), self.period.n)
    }

    fn describe(&self, subject: &Subject, indicator: usize) -> String {
        let kit = self.kit;
        let position = describe::Position::of(self.unit, &self.last, self.period.n, &self.thresholds);
        let mut all = vec![self.now(indicator, position.map_or(0, |position| position.more))];
        if let Some(change) = &self.change {
            all.push(describe::change(kit, self.unit, change, &self.period));
        }
        all.push(self.range(subject));
        all.extend(position.map(|position| position.say(kit, self.unit)));
        for threshold in self.thresholds.iter().filter(|threshold| !self.shows(threshold)) {
            let key = if threshold.act { "chart.line.act_outside" } else { "chart.line.watch_outside" };
            all.push(kit.say(key, &[("t", describe::value(kit, self.unit, threshold.value, None).into())]));
        }
        if let Some(sentence) = self.counts.as_ref().and_then(|counts| counts.describe(kit, &self.period, &self.change))
        {
            all.push(sentence);
        }
        all.extend(describe::gaps(kit, &self.series));
        if !self.renewals.is_empty() {
            let key = if self.counts.is_some() { "chart.trend.renewal" } else { "chart.trend.renewal_plain" };
            all.push(kit.say(key, &[("n", self.renewals.len().into())]));
        }
        if self.series.points.iter().any(|point| point.few) {
            all.push(kit.ui("chart.trend.few").to_owned());
        }
        kit.sentences(&all)
    }

    /// The last value with its interval, with so many decimals more.
    fn now(&self, indicator: usize, more: usize) -> String {
        let kit = self.kit;
        let digits = Digits::finer(self.period.n, more);
        let value = describe::value(kit, self.unit, self.last.value, digits);
        let mut args = vec![
            ("name", kit.name(indicator).into()),
            ("period", self.period.last.clone().into()),
            ("value", value.into()),
        ];
        let Some(bounds) = self.last.interval else { return kit.say("chart.trend.now.plain", &args) };
        args.push(("interval", describe::interval(kit, self.unit, bounds, digits).into()));
        let Some(n) = self.period.n else { return kit.say("chart.trend.now.interval", &args) };
        args.push(("count", kit.words.number(n, 0).into()));
        kit.say("chart.trend.now.interval_n", &args)
    }

    fn range(&self, subject: &Subject) -> String {
        let points = &self.series.points;
        if points.len() < 4 {
            return String::new();
        }
        let least = points.iter().fold(self.last, |best, p| if p.value < best.value { *p } else { best });
        let most = points.iter().fold(self.last, |best, p| if p.value > best.value { *p } else { best });
        let period = |p: &Point| subject.facts.periods.get(p.row).map_or_else(String::new, |p| self.kit.period(*p));
        self.kit.say(
            "chart.trend.range",
            &[
                ("n", points.len().into()),
                ("low", describe::value(self.kit, self.unit, least.value, self.period.n).into()),
                ("low_period", period(&least).into()),
                ("high", describe::value(self.kit, self.unit, most.value, self.period.n).into()),
                ("high_period", period(&most).into()),
            ],
        )
    }

    fn table(&self, subject: &Subject, indicator: usize) -> Table {
        let kit = self.kit;
        let caption = kit.say(
            "chart.table.caption",
            &[("name", kit.name(indicator).into()), ("unit", kit.words.ui(unit_name(self.unit)).into())],
        );
        let mut heads = vec![
            kit.ui("chart.col.period"),
            kit.ui("chart.col.value"),
            kit.ui("chart.col.lower"),
            kit.ui("chart.col.upper"),
        ];
        if let Some(counts) = &self.counts {
            heads.push(&counts.name);
        }
        let mut sheet = Sheet::new(kit, caption, &heads);
        for (at, &(row, _)) in self.time.rows.iter().enumerate() {
            let Some(period) = subject.facts.periods.get(row) else { continue };
            sheet.row_period(*period);
            match subject.facts.indicator(indicator, row) {
                Published::Value(e) => {
                    sheet.value(self.unit, Published::Value(e.value), e.n);
                    sheet.limit(self.unit, e.lower, e.n);
                    sheet.limit(self.unit, e.upper, e.n);
                }
                state => {
                    sheet.state(&state);
                    sheet.dash();
                    sheet.dash();
                }
            }
            if let Some((_, count)) = self.counts.as_ref().and_then(|counts| counts.bars.get(at)) {
                sheet.number(*count, 0);
            }
        }
        sheet.finish()
    }
}

impl Counts {
    fn new(kit: &Kit, subject: &Subject, time: &Timeline, measure: &Measure) -> Option<Self> {
        let field = counted(measure)?;
        let bars: Vec<_> = time.rows.iter().map(|(row, x)| (*x, subject.facts.cell(field, *row))).collect();
        let most = bars.iter().filter_map(|(_, bar)| bar.value().copied()).fold(f64::NAN, f64::max);
        if most.is_nan() {
            return None;
        }
        let mut gaps: Vec<Gap> = Vec::new();
        for (x, bar) in &bars {
            if let Some(letter) = letter(bar) {
                match gaps.last_mut() {
                    Some(gap) if gap.letter == letter && gap.until >= x - 0.6 => gap.until = x + 0.5,
                    _ => gaps.push(Gap { from: x - 0.5, until: x + 0.5, letter }),
                }
            }
        }
        Some(Self { name: kit.field(field).to_owned(), bars, axis: Axis::round(0.0, most, 2, true), gaps })
    }

    fn last(&self, kit: &Kit) -> Option<String> {
        self.bars.iter().rev().find_map(|(_, bar)| bar.value()).map(|bar| kit.words.number(*bar, 0))
    }

    fn draw(&self, canvas: &Canvas, kit: &Kit, edges: Edges, span: f64, labels: &[(f64, String)]) {
        let panel = canvas.panel(edges.left..edges.right, edges.top..edges.bottom, 0.0..span, 0.0..self.axis.max);
        canvas.text(Type::Small, (edges.left, edges.top - 12.0), Anchor::Start, &self.name);
        let ends: Vec<_> = labels.iter().filter(|(t, _)| *t == 0.0 || *t == self.axis.max).cloned().collect();
        axes::value_axis(canvas, &panel, edges, &ends, 0.0);
        let half = (8.0 * span / (edges.right - edges.left)).min(0.32);
        for (x, bar) in &self.bars {
            if let Published::Value(value) = bar {
                panel.bar(Ink::Bar, (x - half, 0.0), (x + half, *value));
            }
        }
        axes::gap_marks(canvas, &panel, edges.bottom - 5.0, &self.gaps);
        if let Some((x, Published::Value(value))) = self.bars.last() {
            let (x, y) = panel.at(x + half, *value);
            let y = (y + 10.0).min(edges.bottom - 1.0);
            canvas.try_text(Type::Bold, (x + 4.0, y), Anchor::Start, &kit.words.number(*value, 0));
        }
    }

    /// What the count did meanwhile, at the same two periods as the rate.
    fn describe(&self, kit: &Kit, period: &Period2, change: &Option<Change>) -> Option<String> {
        let change = change.as_ref()?;
        let at = |x: f64| self.bars.iter().find(|(bar, _)| *bar == x).and_then(|(_, bar)| bar.value().copied());
        let (from, to) = (at(change.from.x)?, at(change.to.x)?);
        Some(kit.say(
            "chart.trend.counts",
            &[
                ("count", (&self.name).into()),
                ("from", kit.words.number(from, 0).into()),
                ("since", (&period.since).into()),
                ("to", kit.words.number(to, 0).into()),
                ("period", (&period.last).into()),
            ],
        ))
    }
}

/// The one field that a rate counts, where there is one.
fn counted(measure: &Measure) -> Option<FieldId> {
    match measure {
        Measure::Proportion { of, .. } | Measure::Rate { of, .. } | Measure::Churn { of, .. } => match of.as_slice() {
            [one] => Some(*one),
            _ => None,
        },
        Measure::ProportionOfMap { of, .. } => Some(*of),
        Measure::Share { yes, .. } => Some(*yes),
        _ => None,
    }
}

/// An axis from zero that holds the values, and intervals and thresholds as far as they do not dwarf the values.
pub fn axis(unit: Unit, series: &Series, thresholds: &[Threshold], intervals: usize) -> Axis {
    let (mut low, mut high) = (0.0f64, 0.0f64);
    for point in &series.points {
        (low, high) = (low.min(point.value), high.max(point.value));
    }
    // An interval may take up to 0.6 of the largest value beyond the values; what is wider ends at the edge.
    let beyond = 0.6 * high.max(-low);
    let (bottom, top) = (low - beyond, high + beyond);
    for (from, until) in series.points.iter().filter_map(|point| point.interval) {
        low = low.min(from.max(bottom));
        high = high.max(until.min(top));
    }
    for threshold in thresholds {
        let near = threshold.value <= top.max(1e-9) * 1.5 && threshold.value >= bottom.min(-1e-9) * 1.5;
        if near {
            (low, high) = (low.min(threshold.value), high.max(threshold.value));
        }
    }
    let whole = matches!(unit, Unit::Count | Unit::Persons);
    let axis = Axis::round(low, high, intervals, whole);
    match unit {
        Unit::Percent if high <= 100.0 => axis.at_most(100.0),
        Unit::Points => axis.at_most(100.0),
        _ => axis,
    }
}
