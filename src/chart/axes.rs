//! Axes, gap marks, renewal bands and threshold lines that several kinds of drawing share.

use super::Kit;
use super::canvas::{Canvas, Panel};
use super::scale::Axis;
use super::series::{Gap, Point, Series, Threshold, mark_letter};
use super::svg::{Anchor, Ink, Type};
use super::time::Tick;

/// The edges of a panel in units of the drawing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edges {
    /// Left.
    pub left: f64,
    /// Right.
    pub right: f64,
    /// Top.
    pub top: f64,
    /// Bottom.
    pub bottom: f64,
}

/// Labels of a value axis; the uppermost carries the suffix (`%`).
pub fn tick_labels(kit: &Kit, axis: Axis, suffix: &str) -> Vec<(f64, String)> {
    let mut labels: Vec<_> = axis.ticks().map(|tick| (tick, kit.words.number(tick, axis.digits))).collect();
    if let Some((_, last)) = labels.last_mut() {
        last.push_str(suffix);
    }
    labels
}

/// Room that tick labels take, in units.
pub fn room(labels: &[(f64, String)]) -> f64 {
    labels.iter().map(|(_, label)| Type::Small.width(label)).max().map_or(0.0, |width| f64::from(width) / 10.0)
}

/// Horizontal lines at the ticks, the base as an axis, and labels left of them.
pub fn value_axis(canvas: &Canvas, panel: &Panel, edges: Edges, labels: &[(f64, String)], base: f64) {
    for (tick, _) in labels.iter().filter(|(tick, _)| *tick != base) {
        let y = panel.at(0.0, *tick).1;
        canvas.segment(Ink::Grid, (edges.left, y), (edges.right, y));
    }
    let y = panel.at(0.0, base).1;
    canvas.segment(Ink::Axis, (edges.left, y), (edges.right, y));
    for (tick, label) in labels {
        let y = panel.at(0.0, *tick).1;
        canvas.try_text(Type::Small, (edges.left - 6.0, y + 4.0), Anchor::End, label);
    }
}

/// Calendar ticks beneath a panel: a short stroke, the label, the year under it where it begins.
pub fn time_axis(canvas: &Canvas, panel: &Panel, bottom: f64, ticks: &[Tick]) {
    for tick in ticks {
        let x = panel.at(tick.x, 0.0).0;
        canvas.segment(Ink::Axis, (x, bottom), (x, bottom + 4.0));
    }
    for tick in ticks {
        let x = panel.at(tick.x, 0.0).0;
        canvas.try_text(Type::Small, (x, bottom + 16.0), Anchor::Middle, &tick.label);
        if let Some(year) = &tick.year {
            canvas.try_text(Type::Small, (x, bottom + 30.0), Anchor::Middle, year);
        }
    }
}

/// Upright bands where the membership was renewed; the first is named above the panel.
pub fn renewals(canvas: &Canvas, panel: &Panel, edges: Edges, bands: &[(f64, f64)], name: Option<&str>) {
    for (from, until) in bands {
        let (left, right) = (panel.at(*from, 0.0).0, panel.at(*until, 0.0).0);
        canvas.rect(Ink::Renewal, (left, edges.top), (right.max(left + 2.0), edges.bottom));
    }
    for (from, until) in bands {
        for x in [panel.at(*from, 0.0).0, panel.at(*until, 0.0).0] {
            canvas.segment(Ink::RenewalEdge, (x, edges.top), (x, edges.bottom));
        }
        if let Some(name) = name {
            let middle = panel.at((from + until) / 2.0, 0.0).0;
            canvas.try_text(Type::Small, (middle, edges.top - 6.0), Anchor::Middle, name);
        }
    }
}

/// The letter of each gap, in brackets where there is room for them.
pub fn gap_marks(canvas: &Canvas, panel: &Panel, baseline: f64, gaps: &[Gap]) {
    for gap in gaps {
        let (left, right) = (panel.at(gap.from, 0.0).0, panel.at(gap.until, 0.0).0);
        let mut mark = format!("[{}]", gap.letter);
        if right - left < f64::from(Type::Halo.width(&mark)) / 10.0 + 2.0 {
            mark = gap.letter.to_string();
        }
        canvas.try_text(Type::Halo, ((left + right) / 2.0, baseline), Anchor::Middle, &mark);
    }
}

/// Band, line and dots of a series. Dots stand at every point when there is room, else at lone points and the last.
pub fn series(panel: &Panel, series: &Series, dots: bool) {
    for run in series.runs() {
        for part in run.split(|point| point.interval.is_none()).filter(|part| part.len() > 1) {
            let upper = part.iter().filter_map(|p| Some((p.x, p.interval?.1)));
            let lower = part.iter().rev().filter_map(|p| Some((p.x, p.interval?.0)));
            panel.shape(Ink::Band, upper.chain(lower).collect());
        }
    }
    for point in series.runs().filter(|run| run.len() == 1).flatten() {
        if let Some((low, high)) = point.interval {
            panel.line(Ink::Stem, vec![(point.x, low), (point.x, high)]);
        }
    }
    for run in series.runs().filter(|run| run.len() > 1) {
        panel.line(Ink::Line, run.iter().map(|p| (p.x, p.value)).collect());
    }
    let last = series.points.len().saturating_sub(1);
    let lone = |x: f64| series.runs().any(|run| run.len() == 1 && run.first().is_some_and(|p| p.x == x));
    let shown: Vec<_> =
        series.points.iter().enumerate().filter(|(at, p)| dots || *at == last || lone(p.x)).map(|(_, p)| p).collect();
    for point in &shown {
        panel.dot(Ink::Dot, (point.x, point.value), 2.6);
    }
    for point in shown.iter().filter(|point| point.few) {
        panel.dot(Ink::DotHollow, (point.x, point.value), 1.4);
    }
}

/// Threshold lines with their labels, each where it covers least of the series. Lines outside the axis are left out.
pub fn thresholds(canvas: &Canvas, panel: &Panel, edges: Edges, drawn: &[(Threshold, String)], course: &Course) {
    for act in [false, true] {
        let ink = if act { Ink::Act } else { Ink::Watch };
        for (threshold, _) in drawn.iter().filter(|(threshold, _)| threshold.act == act) {
            let y = panel.at(0.0, threshold.value).1;
            canvas.segment(ink, (edges.left, y), (edges.right, y));
        }
    }
    for (threshold, label) in drawn {
        let y = panel.at(0.0, threshold.value).1;
        let (left, right) = (edges.left + 4.0, edges.right - 4.0);
        let third = (right - left) / 3.0;
        let across = [(left, Anchor::Start), (right, Anchor::End)]
            .into_iter()
            .chain([(left + third, Anchor::Middle), (right - third, Anchor::Middle)]);
        let spots = across.flat_map(|(x, anchor)| [y + 12.5, y - 4.0].map(|y| ((x, y), anchor)));
        let inside = spots.filter(|((_, y), _)| y - 9.0 >= edges.top && y + 1.0 <= edges.bottom);
        let through = |_: (f64, f64), down| crossings(panel, drawn, threshold, down);
        label_at_best(canvas, course, inside, label, through);
    }
}

/// Writes a label at that of several spots where it covers least of a series, the first of equal ones; not at all
/// where other texts stand at every one. `more` is what else counts against a spot, by its left and right end and its
/// top and bottom.
pub fn label_at_best(
    canvas: &Canvas,
    course: &Course,
    spots: impl Iterator<Item = ((f64, f64), Anchor)>,
    label: &str,
    more: impl Fn((f64, f64), (f64, f64)) -> usize,
) {
    let width = f64::from(Type::Halo.width(label)) / 10.0;
    let mut best: Option<(usize, (f64, f64), Anchor)> = None;
    for ((x, baseline), anchor) in spots {
        let from = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x - width / 2.0,
            Anchor::End => x - width,
        };
        let (across, down) = ((from, from + width), (baseline - 10.0, baseline + 2.0));
        let covered = course.covers(across, down) + more(across, down);
        let better = best.is_none_or(|(least, ..)| covered < least);
        if better && canvas.is_free(Type::Halo, (x, baseline), anchor, label) {
            best = Some((covered, (x, baseline), anchor));
            if covered == 0 {
                break;
            }
        }
    }
    if let Some((_, at, anchor)) = best {
        canvas.text(Type::Halo, at, anchor, label);
    }
}

/// Where a series runs on a panel: by run, each point's place with the heights of its interval's lower and upper end.
pub struct Course(Vec<Vec<[f64; 4]>>);

impl Course {
    /// The course of a series.
    pub fn new(panel: &Panel, series: &Series) -> Self {
        let place = |point: &Point| {
            let (x, y) = panel.at(point.x, point.value);
            let height = |value: f64| panel.at(point.x, value).1;
            let (low, high) = point.interval.map_or((y, y), |(low, high)| (height(low), height(high.min(1e9))));
            [x, y, low, high]
        };
        Self(series.runs().map(|run| run.iter().map(place).collect()).collect())
    }

    /// How many points (with their intervals) lie under a rectangle; lines count double.
    fn covers(&self, across: (f64, f64), down: (f64, f64)) -> usize {
        let mut covered = 0;
        for run in &self.0 {
            for pair in run.windows(2) {
                let [[ax, ay, ..], [bx, by, ..]] = *pair else { continue };
                if bx < across.0 || ax > across.1 {
                    continue;
                }
                // Only the part of the line that passes over or under the rectangle counts.
                let height = |x: f64| if bx > ax { ay + (by - ay) * (x - ax) / (bx - ax) } else { ay };
                let (ay, by) = (height(ax.max(across.0)), height(bx.min(across.1)));
                covered += 2 * usize::from(ay.min(by) < down.1 && ay.max(by) > down.0);
            }
            for [x, _, low, high] in run {
                let under = *x >= across.0 && *x <= across.1 && *high < down.1 && *low > down.0;
                covered += usize::from(under);
            }
        }
        covered
    }
}

/// Other threshold lines that would run through a label.
fn crossings(panel: &Panel, drawn: &[(Threshold, String)], own: &Threshold, down: (f64, f64)) -> usize {
    let through = |other: &Threshold| {
        let y = panel.at(0.0, other.value).1;
        y > down.0 && y < down.1
    };
    4 * drawn.iter().filter(|(other, _)| other.value != own.value && through(other)).count()
}

/// The label of a threshold: its name, value and mark.
pub fn threshold_label(kit: &Kit, threshold: &Threshold, value: String) -> String {
    let key = if threshold.act { "chart.line.act" } else { "chart.line.watch" };
    kit.say(key, &[("t", value.into()), ("mark", mark_letter(threshold.mark).into())])
}
