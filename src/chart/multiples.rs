//! Small multiples: several indicators, each on its own scale.

use super::axes::{self, Edges};
use super::canvas::Canvas;
use super::describe;
use super::scale::Axis;
use super::series::{self, Change, Series, Threshold, Way, mark_letter};
use super::svg::{Anchor, Ink, Type};
use super::table::Sheet;
use super::time::Timeline;
use super::trend::axis;
use super::width::wrap;
use super::{Figure, Kit, Subject, Table};
use crate::model::quantity::Basis;
use crate::playbook::{Direction, Unit};
use crate::words::text::unit_name;

/// Trends of several indicators; those without a published value are left out. `None` where none remains.
pub fn multiples(kit: &Kit, subject: Subject, indicators: &[usize], number: usize) -> Option<Figure> {
    let time = Timeline::new(&subject.facts.periods, subject.row)?;
    let small: Vec<Small> = indicators.iter().filter_map(|at| Small::new(kit, &subject, &time, *at)).collect();
    if small.is_empty() {
        return None;
    }
    let renewals = time.renewals(subject.renewals);
    let (from, to) = describe::window(kit, &time);
    let sheet = Panels { kit, time: &time, small: &small, renewals: &renewals };
    let key = if renewals.is_empty() { "chart.multiples.sub" } else { "chart.multiples.sub_renewal" };
    Some(Figure {
        number,
        id: format!("fig-{number}"),
        kind: "multiples",
        headline: headline(kit, &small),
        subtitle: kit.say(key, &[("n", small.len().into()), ("from", from.into()), ("to", to.into())]),
        narrow: sheet.draw(320.0, 2, "n"),
        wide: Some(sheet.draw(720.0, 3, "w")),
        description: describe(kit, &subject, &small),
        table: table(kit, &subject, &time, &small),
    })
}

/// One panel.
struct Small {
    indicator: usize,
    unit: Unit,
    direction: Direction,
    series: Series,
    change: Option<Change>,
    thresholds: Vec<Threshold>,
    axis: Axis,
    n: Option<f64>,
}

impl Small {
    fn new(kit: &Kit, subject: &Subject, time: &Timeline, indicator: usize) -> Option<Self> {
        let entry = kit.frame.playbook.indicators.get(indicator)?;
        let series = Series::new(subject, time, indicator, entry.unit);
        let last = series.points.last()?;
        let n = subject.facts.indicator(indicator, last.row).value().and_then(|estimate| estimate.n);
        let change = series.change(subject);
        let thresholds = series::thresholds(kit, subject, indicator);
        let axis = own_axis(entry.unit, &series, &thresholds);
        let direction = subject.kind.map_or(entry.direction, |(kind, platform)| entry.direction_for(kind, platform));
        Some(Self { indicator, unit: entry.unit, direction, series, change, thresholds, axis, n })
    }

    /// What the change amounts to; values that print alike have not changed.
    fn way(&self, kit: &Kit) -> Option<Way> {
        let change = self.change.as_ref()?;
        let print = |point: &series::Point| describe::amount(kit, self.unit, point, self.n);
        Some(if print(&change.from) == print(&change.to) { Way::Same } else { change.way() })
    }

    /// Name and unit, and in lines beneath thresholds in words with their marks. A unit that does not fit beside the
    /// name has a line of its own.
    fn head<'k>(&self, kit: &'k Kit, room: f64) -> Head<'k> {
        let room = (room * 10.0) as i32;
        let (name, unit) = (kit.short(self.indicator), kit.words.ui(unit_name(self.unit)));
        let fits = Type::Bold.width(name) + 50 + Type::Small.width(unit) <= room;
        let name = wrap(name, 128, room, 2);
        let mut lines = if fits { Vec::new() } else { wrap(unit, 115, room, 1) };
        let value = |t: &Threshold| kit.words.bare(self.unit, t.value / series::factor(self.unit), None);
        let watch = self.thresholds.iter().find(|t| !t.act);
        let act = self.thresholds.iter().find(|t| t.act);
        let say =
            |key: &str, t: &Threshold| kit.say(key, &[("t", value(t).into()), ("mark", mark_letter(t.mark).into())]);
        let own_lines = || [watch.map(|t| say("chart.multiples.watch", t)), act.map(|t| say("chart.multiples.act", t))];
        match (watch, act) {
            (Some(w), Some(a)) => {
                let both = [
                    ("watch", value(w).into()),
                    ("watch_mark", mark_letter(w.mark).into()),
                    ("act", value(a).into()),
                    ("act_mark", mark_letter(a.mark).into()),
                ];
                let text = kit.say("chart.multiples.both", &both);
                if Type::Small.width(&text) <= room {
                    lines.push(text);
                } else {
                    lines.extend(own_lines().into_iter().flatten());
                }
            }
            _ => lines.extend(own_lines().into_iter().flatten()),
        }
        Head { name, unit: if fits { unit } else { "" }, lines }
    }
}

/// The words above a panel.
struct Head<'k> {
    name: Vec<String>,
    unit: &'k str,
    lines: Vec<String>,
}

/// Height of the drawn part of a panel in units, in the narrow drawing and in the wide one.
const PANEL: [f64; 2] = [58.0, 74.0];

/// The scale of a panel from zero. One value far beyond all others is cut, so that the others can be seen.
fn own_axis(unit: Unit, series: &Series, thresholds: &[Threshold]) -> Axis {
    let mut values: Vec<f64> = series.points.iter().map(|point| point.value).collect();
    values.sort_by(f64::total_cmp);
    let bare: Vec<_> = series.points.iter().map(|p| series::Point { interval: None, ..*p }).collect();
    let whole = axis(unit, &Series { points: bare.clone(), ..Series::default() }, thresholds, 2);
    let [.., second, most] = values.as_slice() else { return whole };
    let near = thresholds.iter().map(|t| t.value).filter(|t| *t < second * 2.0).fold(*second, f64::max);
    if values.len() < 6 || *most < near * 2.0 || near <= 0.0 {
        return whole;
    }
    let cut: Vec<_> = bare.into_iter().filter(|p| p.value < *most).collect();
    axis(unit, &Series { points: cut, ..Series::default() }, thresholds, 2)
}

/// All panels of a drawing.
struct Panels<'p, 'a> {
    kit: &'p Kit<'a>,
    time: &'p Timeline,
    small: &'p [Small],
    renewals: &'p [(f64, f64)],
}

impl Panels<'_, '_> {
    fn draw(&self, width: f64, across: usize, class: &str) -> String {
        let gap = 24.0;
        let [narrow, wide] = PANEL;
        let tall = if width < 500.0 { narrow } else { wide };
        let cell = (width - gap * (across as f64 - 1.0)) / across as f64;
        let heads: Vec<Head> = self.small.iter().map(|small| small.head(self.kit, cell)).collect();
        let lines = heads.iter().map(|head| head.lines.len()).max().unwrap_or(0) as f64;
        // Name, head lines, panel, months beneath, air.
        let names = heads.iter().map(|head| head.name.len()).max().unwrap_or(1) as f64;
        let height = 13.0 + 14.0 * (names - 1.0) + 15.0 * lines + 14.0 + tall + 16.0 + 16.0;
        let rows = self.small.len().div_ceil(across) as f64;
        let canvas = Canvas::new(width, height * rows - 14.0, class);
        for (at, (small, head)) in self.small.iter().zip(&heads).enumerate() {
            let left = (at % across) as f64 * (cell + gap);
            let top = (at / across) as f64 * height;
            let mut y = top + 13.0;
            match head.name.as_slice() {
                [name] if !head.unit.is_empty() => canvas.title((left, y), name, head.unit),
                [first, more @ ..] => {
                    canvas.text(Type::Bold, (left, y), Anchor::Start, first);
                    for line in more {
                        y += 14.0;
                        canvas.text(Type::Bold, (left, y), Anchor::Start, line);
                    }
                }
                [] => {}
            }
            for (line, text) in head.lines.iter().enumerate() {
                canvas.text(Type::Small, (left, y + 15.0 * (line as f64 + 1.0)), Anchor::Start, text);
            }
            let bottom = top + height - 32.0;
            self.panel(&canvas, small, left, left + cell, bottom - tall, bottom);
        }
        canvas.finish()
    }

    fn panel(&self, canvas: &Canvas, small: &Small, left: f64, cell_right: f64, top: f64, bottom: f64) {
        let Some(last) = small.series.points.last() else { return };
        let label = describe::bare_amount(self.kit, small.unit, last, small.n);
        let label = if small.unit == Unit::Percent { label + "%" } else { label };
        let right = cell_right - f64::from(Type::Bold.width(&label)) / 10.0 - 6.0;
        let edges = Edges { left, right, top, bottom };
        let axis = small.axis;
        let panel = canvas.panel(left..right, top..bottom, 0.0..self.time.span, axis.min..axis.max);
        axes::renewals(canvas, &panel, edges, self.renewals, None);
        let base = panel.at(0.0, 0.0).1;
        canvas.segment(Ink::Axis, (left, base), (right, base));
        for threshold in small.thresholds.iter().filter(|t| t.value >= axis.min && t.value <= axis.max) {
            let y = panel.at(0.0, threshold.value).1;
            canvas.segment(if threshold.act { Ink::Act } else { Ink::Watch }, (left, y), (right, y));
        }
        let bare = small.series.points.iter().map(|p| series::Point { interval: None, few: false, ..*p }).collect();
        axes::series(&panel, &Series { points: bare, ..small.series.clone() }, false);
        let (x, y) = panel.at(last.x, last.value);
        canvas.text(Type::Bold, (x + 6.0, y + 4.0), Anchor::Start, &label);
        for point in small.series.points.iter().filter(|p| p.value > axis.max && p.x != last.x) {
            let (x, y) = panel.at(point.x, axis.max);
            let value = describe::value(self.kit, small.unit, point.value, small.n);
            canvas.try_text(Type::Halo, (x + 5.0, y - 2.0), Anchor::Start, &value);
        }
        axes::gap_marks(canvas, &panel, bottom - 4.0, &small.series.gaps);
        let (from, to) = (self.kit.period_short(self.time.first), self.kit.period_short(self.time.last));
        canvas.text(Type::Small, (left, bottom + 13.0), Anchor::Start, &from);
        // Beneath the last value, or as far beyond it as the cell allows.
        let both = f64::from(Type::Small.width(&from) + Type::Small.width(&to)) / 10.0 + 4.0;
        canvas.try_text(Type::Small, (right.max(left + both).min(cell_right), bottom + 13.0), Anchor::End, &to);
    }
}

/// Better, worse, or not to be told: by direction, and only beyond the error of sampling.
fn headline(kit: &Kit, small: &[Small]) -> String {
    let (mut better, mut worse) = (Vec::new(), Vec::new());
    for one in small {
        let way = one.way(kit);
        let name = || kit.short(one.indicator).to_owned();
        match (one.direction, way) {
            (Direction::Higher, Some(Way::Up)) | (Direction::Lower, Some(Way::Down)) => better.push(name()),
            (Direction::Higher, Some(Way::Down)) | (Direction::Lower, Some(Way::Up)) => worse.push(name()),
            _ => {}
        }
    }
    let key = match (better.is_empty(), worse.is_empty()) {
        (false, false) => "chart.multiples.head.both",
        (false, true) => "chart.multiples.head.better",
        (true, false) => "chart.multiples.head.worse",
        (true, true) => "chart.multiples.head.none",
    };
    kit.say(key, &[("better", kit.words.list(&better).into()), ("worse", kit.words.list(&worse).into())])
}

fn describe(kit: &Kit, subject: &Subject, small: &[Small]) -> String {
    let mut all = Vec::new();
    for one in small {
        let Some(last) = one.series.points.last() else { continue };
        let to = describe::amount(kit, one.unit, last, one.n);
        let name = kit.name(one.indicator);
        let Some(change) = &one.change else {
            all.push(kit.say("chart.multiples.line.one", &[("name", name.into()), ("to", to.into())]));
            continue;
        };
        let since = subject.facts.periods.get(change.from.row).map_or_else(String::new, |p| kit.period(*p));
        let from = describe::amount(kit, one.unit, &change.from, one.n);
        let key = match one.way(kit) {
            Some(Way::Up) => "chart.multiples.line.up",
            Some(Way::Down) => "chart.multiples.line.down",
            _ if from == to => "chart.multiples.line.alike",
            _ => "chart.multiples.line.same",
        };
        all.push(
            kit.say(key, &[("name", name.into()), ("from", from.into()), ("since", since.into()), ("to", to.into())]),
        );
    }
    let has = |letter: char| small.iter().any(|one| one.series.gaps.iter().any(|gap| gap.letter == letter));
    for (letter, key) in [('x', "chart.multiples.gap.x"), ('c', "chart.multiples.gap.c")] {
        if has(letter) {
            all.push(kit.ui(key).to_owned());
        }
    }
    kit.sentences(&all)
}

fn table(kit: &Kit, subject: &Subject, time: &Timeline, small: &[Small]) -> Table {
    let mut heads = vec![kit.ui("chart.col.period").to_owned()];
    for one in small {
        let unit = kit.words.ui(unit_name(one.unit));
        heads.push(kit.say("chart.table.caption", &[("name", kit.name(one.indicator).into()), ("unit", unit.into())]));
    }
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let mut sheet = Sheet::new(kit, kit.ui("chart.multiples.caption").to_owned(), &heads);
    for &(row, _) in &time.rows {
        let Some(period) = subject.facts.periods.get(row) else { continue };
        sheet.row_period(*period);
        for one in small {
            let estimate = subject.facts.indicator(one.indicator, row);
            let n = estimate.value().and_then(|estimate| estimate.n);
            if let Some(band) = estimate.value().filter(|estimate| estimate.basis == Basis::Band) {
                sheet.text(&describe::bare_amount(kit, one.unit, &series::point(row, 0.0, band, 1.0), n));
                continue;
            }
            sheet.value(one.unit, estimate.map(|estimate| estimate.value), n);
        }
    }
    sheet.finish()
}
