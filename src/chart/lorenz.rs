//! Lorenz curve of contributions by tenths of the contributors: no person can be read off.

use super::canvas::Canvas;
use super::svg::{Anchor, Ink, Type};
use super::table::Sheet;
use super::width::wrap;
use super::{Figure, Kit, Table};
use crate::disclose::Published;
use crate::measure::Lorenz;
use crate::playbook::Unit;
use crate::report::GroupReport;

/// The square in which the curve is drawn.
const SQUARE: (f64, f64, f64, f64) = (39.0, 12.0, 234.0, 207.0);

/// Spread of contributions at the reported period; `None` where it is not published.
pub fn lorenz(kit: &Kit, report: &GroupReport, number: usize) -> Option<Figure> {
    let row = report.row?;
    let Published::Value(lorenz) = report.facts.lorenz.get(row)? else { return None };
    let period = report.facts.periods.get(row).map_or_else(String::new, |period| kit.period(*period));
    let share = Shares::of(kit, lorenz);
    Some(Figure {
        number,
        id: format!("fig-{number}"),
        kind: "lorenz",
        headline: kit.say("chart.lorenz.head", &[("top", share.top.as_str().into())]),
        subtitle: kit.say(
            "chart.lorenz.sub",
            &[
                ("count", kit.words.number(lorenz.n, 0).into()),
                ("total", kit.words.number(lorenz.total, 0).into()),
                ("period", period.into()),
            ],
        ),
        narrow: draw(kit, lorenz, &share),
        wide: None,
        description: describe(kit, &share),
        table: table(kit, lorenz),
    })
}

/// The two shares that are said in words.
struct Shares {
    top: String,
    bottom: String,
}

impl Shares {
    fn of(kit: &Kit, lorenz: &Lorenz) -> Self {
        let percent = |share: f64| kit.value(Unit::Percent, share, None);
        Self { top: percent(lorenz.top), bottom: percent(lorenz.bottom) }
    }
}

fn draw(kit: &Kit, lorenz: &Lorenz, share: &Shares) -> String {
    let (left, top, right, bottom) = SQUARE;
    let canvas = Canvas::new(320.0, 249.0, "n");
    let panel = canvas.panel(left..right, top..bottom, 0.0..1.0, 0.0..1.0);
    for at in [0.25, 0.5, 0.75] {
        let (x, y) = panel.at(at, at);
        canvas.segment(Ink::Grid, (x, bottom), (x, top));
        canvas.segment(Ink::Grid, (left, y), (right, y));
    }
    let points = &lorenz.points;
    let [_, inner @ .., _] = points.as_slice() else { return canvas.finish() };
    panel.shape(Ink::Band, points.clone());
    panel.line(Ink::Line, points.clone());
    panel.line(Ink::Watch, vec![(0.0, 0.0), (1.0, 1.0)]);
    for point in inner {
        panel.dot(Ink::Dot, *point, 2.6);
    }
    canvas.segment(Ink::Axis, (left, bottom), (right, bottom));
    canvas.segment(Ink::Axis, (left, bottom), (left, top));
    for (at, label) in [(0.0, "0"), (0.5, "50"), (1.0, "100%")] {
        let (x, y) = panel.at(at, at);
        canvas.text(Type::Small, (x, bottom + 16.0), Anchor::Middle, label);
        canvas.text(Type::Small, (left - 6.0, y + 4.0), Anchor::End, label);
    }
    canvas.text(Type::Small, ((left + right) / 2.0, bottom + 33.0), Anchor::Middle, kit.ui("chart.lorenz.axis"));
    canvas.turned(
        (left + (right - left) * 0.44, bottom - (bottom - top) * 0.44 - 6.0),
        45,
        Anchor::Middle,
        kit.ui("chart.lorenz.equal"),
    );
    let (people, made) = inner.last().copied().unwrap_or_default();
    brackets(kit, &canvas, panel.at(people, made), share);
    canvas.finish()
}

/// The top tenth bracketed, and both shares in words right of the square.
fn brackets(kit: &Kit, canvas: &Canvas, ninth: (f64, f64), share: &Shares) {
    let (_, top, right, bottom) = SQUARE;
    let rim = right + 12.0;
    canvas.segment(Ink::Axis, ninth, (rim, ninth.1));
    canvas.segment(Ink::Axis, (right, top), (rim, top));
    canvas.segment(Ink::BarMethod, (rim, ninth.1), (rim, top));
    let x = rim + 8.0;
    let of_top = wrap(kit.ui("chart.lorenz.top_share"), 115, 660, 4);
    let of_bottom = wrap(kit.ui("chart.lorenz.bottom_share"), 115, 660, 4);
    let height = |lines: usize| 12.0 + 15.0 * lines as f64;
    // Both texts fit beneath each other: the upper one starts near the middle of the bracket.
    let second = bottom - height(of_bottom.len()) + 14.0;
    let middle = (top + ninth.1) / 2.0 - height(of_top.len()) / 2.0 + 12.0;
    let first = middle.clamp(top + 10.0, second - height(of_top.len()) - 8.0);
    for (y, percent, lines) in [(first, &share.top, of_top), (second, &share.bottom, of_bottom)] {
        canvas.text(Type::Bold, (x, y), Anchor::Start, percent);
        for (line, text) in lines.iter().enumerate() {
            canvas.text(Type::Small, (x, y + 15.0 * (line as f64 + 1.0)), Anchor::Start, text);
        }
    }
}

fn describe(kit: &Kit, share: &Shares) -> String {
    kit.sentences(&[
        kit.say("chart.lorenz.now", &[("bottom", share.bottom.as_str().into()), ("top", share.top.as_str().into())]),
        kit.ui("chart.lorenz.normal").to_owned(),
        kit.ui("chart.lorenz.deciles").to_owned(),
    ])
}

fn table(kit: &Kit, lorenz: &Lorenz) -> Table {
    let heads = ["chart.lorenz.col.people", "chart.lorenz.col.share"].map(|key| kit.words.ui(key));
    let mut sheet = Sheet::new(kit, kit.ui("chart.lorenz.caption").to_owned(), &heads);
    for (people, made) in &lorenz.points {
        sheet.row(&kit.value(Unit::Percent, *people, None));
        sheet.text(&kit.value(Unit::Percent, *made, None));
    }
    sheet.finish()
}
