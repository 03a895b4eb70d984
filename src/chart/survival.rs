//! Survival steps: how many are still members after so many months.

use super::axes::{self, Edges};
use super::canvas::{Canvas, Panel};
use super::describe::Position;
use super::series::{self, Threshold};
use super::svg::{Anchor, Ink, Type};
use super::table::Sheet;
use super::{Figure, Kit, Subject, Table};
use crate::disclose::Published;
use crate::measure::{Survival, SurvivalStep};
use crate::playbook::Unit;
use crate::report::GroupReport;
use crate::words::Digits;

/// Kaplan–Meier curve at the reported period; `None` where it is not published or has no step.
pub fn survival(kit: &Kit, report: &GroupReport, number: usize) -> Option<Figure> {
    let row = report.row?;
    let Published::Value(survival) = report.facts.survival.get(row)? else { return None };
    let last = survival.steps.last()?;
    let subject = Subject::group(report)?;
    let watch = kit.frame.playbook.indicator("survival_12m").map(|at| series::thresholds(kit, &subject, at));
    let watch: Vec<Threshold> = watch.unwrap_or_default().into_iter().filter(|t| !t.act).collect();
    // A curve that ends before a year is told at its end.
    let at = if last.months >= 12.0 { 12.0 } else { last.months };
    let curve = Curve { kit, survival, at, end: axis_end(last.months), watch };
    let period = report.facts.periods.get(row).map_or_else(String::new, |period| kit.period(*period));
    let args = [("count", kit.words.number(survival.n, 0).into()), ("period", period.into())];
    Some(Figure {
        number,
        id: format!("fig-{number}"),
        kind: "survival",
        headline: curve.headline(),
        subtitle: kit.say("chart.survival.sub", &args),
        narrow: curve.draw(),
        wide: None,
        description: curve.describe(),
        table: curve.table(),
    })
}

/// Whole years, or half-years for short curves.
fn axis_end(months: f64) -> f64 {
    let unit = if months <= 18.0 { 6.0 } else { 12.0 };
    (months / unit).ceil().max(1.0) * unit
}

struct Curve<'k, 'a> {
    kit: &'k Kit<'a>,
    survival: &'k Survival,
    /// Month of which the headline speaks.
    at: f64,
    end: f64,
    watch: Vec<Threshold>,
}

impl Curve<'_, '_> {
    /// The step in force at a month; `None` before the first one.
    fn step(&self, month: f64) -> Option<&SurvivalStep> {
        self.survival.steps.iter().rev().find(|step| step.months <= month + 1e-9)
    }

    fn share(&self, month: f64) -> f64 {
        self.step(month).map_or(1.0, |step| step.share)
    }

    fn interval(&self, month: f64) -> Option<(f64, f64)> {
        let step = self.step(month)?;
        (step.lower.is_finite() && step.upper.is_finite()).then_some((step.lower, step.upper))
    }

    /// Members still observed at a month; `None` beyond the last step.
    fn at_risk(&self, month: f64) -> Option<f64> {
        if month <= 0.0 {
            return Some(self.survival.n);
        }
        self.survival.steps.iter().find(|step| step.months >= month - 1e-9).map(|step| step.at_risk)
    }

    fn marks(&self) -> Vec<f64> {
        let every = if self.end > 36.0 { 12.0 } else { 6.0 };
        (0..=(self.end / every) as usize).map(|i| i as f64 * every).collect()
    }

    /// Corners of a stairway from a value at 0 to the axis' last step.
    fn stairs(&self, from: f64, value: impl Fn(&SurvivalStep) -> f64) -> Vec<(f64, f64)> {
        let mut out = vec![(0.0, from)];
        let mut height = from;
        for step in &self.survival.steps {
            let next = value(step);
            if next.is_finite() {
                out.push((step.months, height * 100.0));
                out.push((step.months, next * 100.0));
                height = next;
            }
        }
        if let Some(first) = out.first_mut() {
            first.1 = from * 100.0;
        }
        out
    }

    fn draw(&self) -> String {
        let kit = self.kit;
        let edges = Edges { left: 39.0, right: 270.0, top: 12.0, bottom: 164.0 };
        let canvas = Canvas::new(320.0, 226.0, "n");
        let panel = canvas.panel(edges.left..edges.right, edges.top..edges.bottom, 0.0..self.end, 0.0..100.0);
        let labels = [(0.0, "0".to_owned()), (50.0, "50".to_owned()), (100.0, "100%".to_owned())];
        axes::value_axis(&canvas, &panel, edges, &labels, 0.0);
        self.curve(&panel);
        for threshold in &self.watch {
            let y = panel.at(0.0, threshold.value).1;
            canvas.segment(Ink::Watch, (edges.left, y), (edges.right, y));
        }
        let share = self.share(self.at) * 100.0;
        panel.line(Ink::Stem, vec![(self.at, 0.0), (self.at, share)]);
        panel.dot(Ink::Dot, (self.at, share), 2.6);
        let (x, y) = panel.at(self.at, share);
        let value = kit.value(Unit::Percent, self.share(self.at), Some(self.survival.n));
        canvas.text(Type::Bold, (x + 6.0, y - 6.0), Anchor::Start, &value);
        for threshold in &self.watch {
            let y = panel.at(0.0, threshold.value).1;
            let label = axes::threshold_label(kit, threshold, kit.value(Unit::Percent, threshold.value / 100.0, None));
            let room = (edges.left + 4.0, y + 13.0);
            if !canvas.try_text(Type::Halo, room, Anchor::Start, &label) {
                canvas.try_text(Type::Halo, (edges.right - 4.0, y - 4.0), Anchor::End, &label);
            }
        }
        self.feet(&canvas, &panel, edges);
        canvas.finish()
    }

    fn curve(&self, panel: &Panel) {
        let mut band = self.stairs(1.0, |step| step.upper);
        let lower = self.stairs(1.0, |step| step.lower);
        if band.len() > 1 {
            band.extend(lower.into_iter().rev());
            panel.shape(Ink::Band, band);
        }
        panel.line(Ink::Line, self.stairs(1.0, |step| step.share));
    }

    /// Months, and under them how many are still observed.
    fn feet(&self, canvas: &Canvas, panel: &Panel, edges: Edges) {
        let kit = self.kit;
        canvas.text(
            Type::Small,
            (edges.right + 12.0, edges.bottom + 16.0),
            Anchor::Start,
            kit.ui("chart.survival.months"),
        );
        canvas.text(Type::Small, (edges.left, edges.bottom + 34.0), Anchor::Start, kit.ui("chart.survival.at_risk"));
        for month in self.marks() {
            let x = panel.at(month, 0.0).0;
            canvas.segment(Ink::Axis, (x, edges.bottom), (x, edges.bottom + 4.0));
            canvas.try_text(Type::Small, (x, edges.bottom + 16.0), Anchor::Middle, &kit.words.number(month, 0));
            if let Some(at_risk) = self.at_risk(month) {
                canvas.try_text(Type::Small, (x, edges.bottom + 50.0), Anchor::Middle, &kit.words.number(at_risk, 0));
            }
        }
    }

    fn headline(&self) -> String {
        let kit = self.kit;
        let share = kit.value(Unit::Percent, self.share(self.at), None);
        let months = kit.value(Unit::Months, self.at.round(), None);
        let Some((low, high)) = self.interval(self.at) else {
            return kit.say("chart.survival.head.plain", &[("share", share.into()), ("months", months.into())]);
        };
        let interval = kit.interval(Unit::Percent, low, high, None);
        kit.say(
            "chart.survival.head.interval",
            &[("share", share.into()), ("months", months.into()), ("interval", interval.into())],
        )
    }

    fn describe(&self) -> String {
        let kit = self.kit;
        let months = |at: f64| kit.value(Unit::Months, at.round(), None);
        let limits = self.interval(self.at);
        let point = series::Point {
            row: 0,
            x: 0.0,
            value: self.share(self.at) * 100.0,
            interval: limits.map(|(low, high)| (low * 100.0, high * 100.0)),
            few: false,
            banded: false,
        };
        let position = |t: &Threshold| Position::of(Unit::Percent, &point, None, std::slice::from_ref(t));
        let positions: Vec<Position> = self.watch.iter().filter(|_| limits.is_some()).filter_map(position).collect();
        let digits = Digits::finer(None, positions.iter().map(|position| position.more).max().unwrap_or(0));
        let share = kit.value(Unit::Percent, self.share(self.at), digits);
        let mut all =
            vec![kit.say("chart.survival.now", &[("share", share.into()), ("months", months(self.at).into())])];
        if let Some((low, high)) = limits {
            let interval = kit.interval(Unit::Percent, low, high, digits);
            all.push(kit.say("chart.survival.interval", &[("interval", interval.into())]));
        }
        all.extend(positions.into_iter().map(|position| position.say(kit, Unit::Percent)));
        match self.survival.steps.iter().find(|step| step.share <= 0.5) {
            Some(step) => all.push(kit.say("chart.survival.median", &[("months", months(step.months).into())])),
            None => all.push(kit.ui("chart.survival.no_median").to_owned()),
        }
        all.push(kit.ui("chart.survival.method").to_owned());
        kit.sentences(&all)
    }

    fn table(&self) -> Table {
        let kit = self.kit;
        let heads = [
            "chart.survival.col.months",
            "chart.survival.col.share",
            "chart.col.lower",
            "chart.col.upper",
            "chart.survival.col.at_risk",
        ]
        .map(|key| kit.words.ui(key));
        let mut sheet = Sheet::new(kit, kit.ui("chart.survival.caption").to_owned(), &heads);
        let last = self.survival.steps.last().map_or(0.0, |step| step.months);
        for month in self.marks().into_iter().filter(|month| *month <= last) {
            let interval = self.interval(month);
            sheet.row(&kit.value(Unit::Months, month, None));
            sheet.value(Unit::Percent, Published::Value(self.share(month)), None);
            sheet.limit(Unit::Percent, interval.map(|(low, _)| low), None);
            sheet.limit(Unit::Percent, interval.map(|(_, high)| high), None);
            match self.at_risk(month) {
                Some(at_risk) => sheet.number(Published::Value(at_risk), 0),
                None => sheet.dash(),
            }
        }
        sheet.finish()
    }
}
