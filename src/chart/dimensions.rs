//! Dot plot of the dimension scores with the data and the method interval.

use super::canvas::Canvas;
use super::svg::{Anchor, Ink, Type};
use super::table::Sheet;
use super::width::wrap;
use super::{Figure, Kit, Table};
use crate::disclose::Published;
use crate::playbook::Unit;
use crate::report::GroupReport;
use crate::score::{DimensionScore, Scored};

/// Height of a row in units.
const ROW: f64 = 25.0;

/// Scores of the dimensions at the reported period; `None` where none is shown.
pub fn dimensions(kit: &Kit, report: &GroupReport, number: usize) -> Option<Figure> {
    let row = report.row?;
    let mut rows: Vec<&DimensionScore> = report.scores.periods.get(row)?.dimensions.iter().collect();
    // The highest first, those without a score last; equal ones keep the order of the playbook.
    let points = |d: &DimensionScore| d.score.value().map_or(-1.0, |score| score.value);
    rows.sort_by(|a, b| points(b).total_cmp(&points(a)));
    let scored: Vec<(usize, &Scored)> =
        rows.iter().filter_map(|d| d.score.value().map(|score| (d.dimension, score))).collect();
    if scored.is_empty() {
        return None;
    }
    // Few scores among many gaps: the description names the gaps, the drawing shows what there is.
    let few = scored.len() * 3 < rows.len();
    let drawn = if few { rows.get(..scored.len()).unwrap_or(&rows) } else { &rows };
    let period = report.facts.periods.get(row).map_or_else(String::new, |period| kit.period(*period));
    Some(Figure {
        number,
        id: format!("fig-{number}"),
        kind: "dimensions",
        headline: headline(kit, &scored),
        subtitle: kit.say("chart.dims.sub", &[("n", rows.len().into()), ("period", period.into())]),
        narrow: draw(kit, drawn),
        wide: None,
        description: describe(kit, &rows, &scored),
        table: table(kit, &rows),
    })
}

fn draw(kit: &Kit, rows: &[&DimensionScore]) -> String {
    let names: Vec<Vec<String>> = rows.iter().map(|d| wrap(kit.dimension(d.dimension), 120, 960, 2)).collect();
    let widest = names.iter().flatten().map(|line| Type::Name.width(line)).max().unwrap_or(0);
    let left = f64::from(widest) / 10.0 + 10.0;
    let top = 36.0;
    let bottom = top + 2.0 + ROW * rows.len() as f64 + 2.0;
    let canvas = Canvas::new(320.0, bottom + 24.0, "n");
    let panel = canvas.panel(left..282.0, top..bottom, 0.0..100.0, 0.0..1.0);
    let x = |score: f64| panel.at(score, 0.0).0;
    legend(kit, &canvas, left);
    grades(kit, &canvas, x, top, bottom);
    for (at, (row, name)) in rows.iter().zip(&names).enumerate() {
        let y = top + 2.0 + ROW * (at as f64 + 0.5);
        let first = y + 4.0 - 6.5 * (name.len() as f64 - 1.0);
        for (line, text) in name.iter().enumerate() {
            canvas.text(Type::Name, (left - 10.0, first + 13.0 * line as f64), Anchor::End, text);
        }
        match &row.score {
            Published::Value(score) => {
                marks(&canvas, x, y, score);
                canvas.text(Type::Bold, (318.0, y + 4.0), Anchor::End, &kit.score(score.value));
            }
            state => canvas.text(Type::Small, (318.0, y + 4.0), Anchor::End, state.shorthand().unwrap_or_default()),
        }
    }
    canvas.finish()
}

/// Bar, line and dot of one score around a height.
fn marks(canvas: &Canvas, x: impl Fn(f64) -> f64, y: f64, score: &Scored) {
    if let Some((low, high)) = score.data {
        canvas.segment(Ink::BarData, (x(low), y - 3.0), (x(high), y - 3.0));
    }
    if let Some((low, high)) = score.method {
        canvas.segment(Ink::BarMethod, (x(low), y + 5.0), (x(high), y + 5.0));
        canvas.segment(Ink::BarMethod, (x(low), y + 2.0), (x(low), y + 8.0));
        canvas.segment(Ink::BarMethod, (x(high), y + 2.0), (x(high), y + 8.0));
    }
    canvas.circle(Ink::Point, (x(score.value), y - 3.0), 4.5);
}

/// The key, drawn as the marks are.
fn legend(kit: &Kit, canvas: &Canvas, left: f64) {
    let (data, method) = (kit.ui("chart.dims.key_data"), kit.ui("chart.dims.key_method"));
    let width = |text: &str| f64::from(Type::Small.width(text)) / 10.0;
    let all = 26.0 + 6.0 + width(data) + 12.0 + 26.0 + 6.0 + width(method);
    let start = left.min(320.0 - all).max(0.0);
    canvas.segment(Ink::BarData, (start, 10.0), (start + 26.0, 10.0));
    canvas.circle(Ink::Point, (start + 13.0, 10.0), 4.5);
    canvas.text(Type::Small, (start + 32.0, 14.0), Anchor::Start, data);
    let next = start + 44.0 + width(data);
    canvas.segment(Ink::BarMethod, (next, 10.0), (next + 26.0, 10.0));
    canvas.segment(Ink::BarMethod, (next, 6.0), (next, 14.0));
    canvas.segment(Ink::BarMethod, (next + 26.0, 6.0), (next + 26.0, 14.0));
    canvas.text(Type::Small, (next + 32.0, 14.0), Anchor::Start, method);
}

/// The bounds of the grades as lines, their numbers beneath and the letters between them on top.
pub fn grades(kit: &Kit, canvas: &Canvas, x: impl Fn(f64) -> f64, top: f64, bottom: f64) {
    let [a, b, c, d] = kit.frame.site.scoring.grades;
    canvas.segment(Ink::Axis, (x(0.0), top), (x(0.0), bottom));
    for bound in [d, c, b, a, 100.0] {
        canvas.segment(Ink::Grid, (x(bound), top), (x(bound), bottom));
    }
    for bound in [0.0, d, c, b, a, 100.0] {
        canvas.try_text(Type::Small, (x(bound), bottom + 16.0), Anchor::Middle, &kit.score(bound));
    }
    for (letter, from, until) in [("E", 0.0, d), ("D", d, c), ("C", c, b), ("B", b, a), ("A", a, 100.0)] {
        canvas.try_text(Type::Small, (x((from + until) / 2.0), top - 4.0), Anchor::Middle, letter);
    }
}

/// Names within five points of an end of the list, for within five points nothing is ranked.
fn near(kit: &Kit, scored: &[(usize, &Scored)], end: f64) -> Vec<String> {
    let near = scored.iter().filter(|(_, score)| (score.value - end).abs() <= 5.0);
    near.map(|(dimension, _)| kit.dimension(*dimension).to_owned()).collect()
}

/// Both ends of a list sorted downward, where their intervals do not meet.
fn ends<'s>(scored: &[(usize, &'s Scored)]) -> Option<(&'s Scored, &'s Scored)> {
    let (best, worst) = (scored.first()?.1, scored.last()?.1);
    let low = best.data.map_or(best.value, |(low, _)| low);
    let high = worst.data.map_or(worst.value, |(_, high)| high);
    (low > high && best.value - worst.value > 10.0).then_some((best, worst))
}

fn headline(kit: &Kit, scored: &[(usize, &Scored)]) -> String {
    if let [(only, score)] = scored {
        let args = [("name", kit.dimension(*only).into()), ("value", kit.score(score.value).into())];
        return kit.say("chart.dims.head.only", &args);
    }
    let Some((best, worst)) = ends(scored) else { return kit.ui("chart.dims.head.level").to_owned() };
    let (best, worst) = (near(kit, scored, best.value), near(kit, scored, worst.value));
    let key = match (best.len() <= 3, worst.len() <= 3) {
        (true, true) => "chart.dims.head.both",
        (true, false) => "chart.dims.head.best",
        (false, true) => "chart.dims.head.worst",
        (false, false) => "chart.dims.head.apart",
    };
    kit.say(key, &[("best", kit.words.list(&best).into()), ("worst", kit.words.list(&worst).into())])
}

/// The score of all dimensions where it prints the same.
fn alike(kit: &Kit, scored: &[(usize, &Scored)]) -> Option<String> {
    let first = kit.score(scored.first()?.1.value);
    scored.iter().all(|(_, score)| kit.score(score.value) == first).then_some(first)
}

fn describe(kit: &Kit, rows: &[&DimensionScore], scored: &[(usize, &Scored)]) -> String {
    let named = |(dimension, score): &(usize, &Scored)| {
        let args = [("name", kit.dimension(*dimension).into()), ("value", kit.score(score.value).into())];
        kit.say("chart.name_value", &args)
    };
    let mut all = Vec::new();
    if let [only] = scored {
        all.push(kit.say("chart.dims.only", &[("named", named(only).into())]));
    } else if let Some(value) = alike(kit, scored) {
        all.push(kit.say("chart.dims.equal", &[("value", value.into())]));
    } else if let [best @ .., worst] = scored {
        let high: Vec<String> = best.iter().take(2).map(named).collect();
        let low: Vec<String> = scored.iter().skip(2.max(scored.len().saturating_sub(2))).map(named).collect();
        all.push(kit.say("chart.dims.highest", &[("names", kit.words.list(&high).into())]));
        let low = if low.is_empty() { vec![named(worst)] } else { low };
        all.push(kit.say("chart.dims.lowest", &[("names", kit.words.list(&low).into())]));
    }
    let width = |score: &Scored| score.data.map_or(0.0, |(low, high)| high - low);
    if let Some((dimension, score)) = scored.iter().max_by(|a, b| width(a.1).total_cmp(&width(b.1)))
        && let Some(span) = score.data.filter(|(low, high)| kit.score(*low) != kit.score(*high))
    {
        let args = [("name", kit.dimension(*dimension).into()), ("interval", kit.points_range(span).into())];
        all.push(kit.say(if scored.len() == 1 { "chart.dims.only_data" } else { "chart.dims.widest" }, &args));
    }
    all.push(kit.ui("chart.dims.bars").to_owned());
    let without = |wanted: &str| -> Vec<String> {
        let state = |d: &&&DimensionScore| d.score.shorthand() == Some(wanted);
        rows.iter().filter(state).map(|d| kit.dimension(d.dimension).to_owned()).collect()
    };
    for (letter, key) in
        [("[c]", "chart.without.c"), ("[x]", "chart.without.x"), ("[z]", "chart.without.z"), ("[e]", "chart.without.e")]
    {
        let names = without(letter);
        if !names.is_empty() {
            all.push(kit.say(key, &[("names", kit.words.list(&names).into())]));
        }
    }
    kit.sentences(&all)
}

fn table(kit: &Kit, rows: &[&DimensionScore]) -> Table {
    let heads = [
        "chart.col.dimension",
        "chart.col.score",
        "chart.col.data_low",
        "chart.col.data_high",
        "chart.col.method_low",
        "chart.col.method_high",
        "chart.col.coverage",
    ]
    .map(|key| kit.words.ui(key));
    let mut sheet = Sheet::new(kit, kit.ui("chart.dims.caption").to_owned(), &heads);
    for row in rows {
        let score = row.score.as_ref();
        sheet.row(kit.dimension(row.dimension));
        sheet.score(score.map(|score| score.value));
        sheet.span(score.value().and_then(|score| score.data));
        sheet.span(score.value().and_then(|score| score.method));
        sheet.value(Unit::Percent, Published::Value(row.coverage), None);
    }
    sheet.finish()
}
