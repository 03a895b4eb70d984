//! Score strip: the overall score on the scale of grades with both intervals.

use super::canvas::Canvas;
use super::svg::{Anchor, Ink, Type};
use super::table::Sheet;
use super::{Figure, Kit, Table};
use crate::disclose::Published;
use crate::playbook::Unit;
use crate::report::GroupReport;
use crate::score::{Grade, PeriodScore, Scored};

const LEFT: f64 = 14.0;
const RIGHT: f64 = 306.0;

/// The overall score at the reported period; `None` where there is none.
pub fn score_strip(kit: &Kit, report: &GroupReport, number: usize) -> Option<Figure> {
    let row = report.row?;
    let scores = report.scores.now(Some(row))?;
    let Published::Value(overall) = &scores.overall else { return None };
    let name = kit.localized(&report.profile.name).0;
    let period = report.facts.periods.get(row).map_or_else(String::new, |period| kit.period(*period));
    let [a, b, c, d] = kit.frame.site.scoring.grades.map(|bound| kit.score(bound));
    Some(Figure {
        number,
        id: format!("fig-{number}"),
        kind: "score",
        headline: headline(kit, overall, scores.grade),
        subtitle: kit.say(
            "chart.score.sub",
            &[
                ("name", name.into()),
                ("period", period.into()),
                ("a", a.into()),
                ("b", b.into()),
                ("c", c.into()),
                ("d", d.into()),
            ],
        ),
        narrow: draw(kit, overall, scores.grade),
        wide: None,
        description: describe(kit, overall, scores),
        table: table(kit, overall, scores),
    })
}

fn headline(kit: &Kit, overall: &Scored, grade: Option<(Grade, Grade)>) -> String {
    let score = kit.score(overall.value);
    match grade {
        Some((best, worst)) if best == worst => kit.say(
            "chart.score.head.grade",
            &[("score", score.into()), ("grade", best.letter().to_string().into()), ("word", kit.grade(best).into())],
        ),
        Some((best, worst)) => kit.say(
            "chart.score.head.pair",
            &[
                ("score", score.into()),
                ("best", best.letter().to_string().into()),
                ("worst", worst.letter().to_string().into()),
            ],
        ),
        None => kit.say("chart.score.head.plain", &[("score", score.into())]),
    }
}

fn draw(kit: &Kit, overall: &Scored, grade: Option<(Grade, Grade)>) -> String {
    let canvas = Canvas::new(320.0, 100.0, "n");
    let panel = canvas.panel(LEFT..RIGHT, 0.0..100.0, 0.0..100.0, 0.0..1.0);
    let x = |score: f64| panel.at(score, 0.0).0;
    scale(kit, &canvas, x, grade);
    let value = overall.value;
    if let Some((low, high)) = overall.data {
        canvas.segment(Ink::BarData, (x(low), 22.0), (x(high), 22.0));
    }
    if let Some((low, high)) = overall.method {
        canvas.segment(Ink::BarMethod, (x(low), 44.0), (x(high), 44.0));
        canvas.segment(Ink::BarMethod, (x(low), 39.0), (x(low), 49.0));
        canvas.segment(Ink::BarMethod, (x(high), 39.0), (x(high), 49.0));
    }
    canvas.segment(Ink::Stem, (x(value), 10.0), (x(value), 62.0));
    canvas.circle(Ink::Point, (x(value), 22.0), 6.0);
    let label = kit.score(value);
    let from = |span: Option<(f64, f64)>| span.map_or(value, |(low, _)| low.min(value));
    let until = |span: Option<(f64, f64)>| span.map_or(value, |(_, high)| high.max(value));
    // The number stands to the right of its mark unless the drawing ends there.
    let number_right = x(until(overall.data)) + 9.0;
    let number_width = f64::from(Type::Large.width(&label)) / 10.0;
    let right = number_right + number_width <= 320.0;
    let number_at = if right { number_right } else { x(from(overall.data)) - 9.0 };
    canvas.text(Type::Large, (number_at, 28.0), if right { Anchor::Start } else { Anchor::End }, &label);
    let data = overall.data.map(|span| kit.say("chart.score.data", &[("interval", kit.points_range(span).into())]));
    let method =
        overall.method.map(|span| kit.say("chart.score.method", &[("interval", kit.points_range(span).into())]));
    let longest = [&data, &method].into_iter().flatten().map(|t| Type::Halo.width(t)).max().unwrap_or(0);
    let room_left =
        if right { x(from(overall.data).min(from(overall.method))) - 8.0 } else { number_at - number_width - 8.0 };
    let left = f64::from(longest) / 10.0 <= room_left;
    for (text, y, span, beside) in [(data, 26.0, overall.data, number_width + 8.0), (method, 48.0, overall.method, 0.0)]
    {
        let Some(text) = text else { continue };
        let beside = if right && !left { beside } else { 0.0 };
        if left {
            let edge = if right || y > 30.0 { x(from(span)) - 8.0 } else { room_left };
            canvas.text(Type::Halo, (edge, y), Anchor::End, &text);
        } else {
            canvas.text(Type::Halo, (x(until(span)) + 9.0 + beside, y), Anchor::Start, &text);
        }
    }
    canvas.finish()
}

/// The axis with the bounds of the grades, their letters between them, the reached ones bold.
fn scale(kit: &Kit, canvas: &Canvas, x: impl Fn(f64) -> f64, grade: Option<(Grade, Grade)>) {
    let [a, b, c, d] = kit.frame.site.scoring.grades;
    for bound in [a, b, c, d] {
        canvas.segment(Ink::Grid, (x(bound), 14.0), (x(bound), 57.0));
    }
    canvas.segment(Ink::Axis, (LEFT, 62.0), (RIGHT, 62.0));
    for bound in [0.0, d, c, b, a, 100.0] {
        canvas.segment(Ink::Axis, (x(bound), 57.0), (x(bound), 67.0));
        canvas.try_text(Type::Small, (x(bound), 96.0), Anchor::Middle, &kit.score(bound));
    }
    let grades = [(Grade::E, 0.0, d), (Grade::D, d, c), (Grade::C, c, b), (Grade::B, b, a), (Grade::A, a, 100.0)];
    for (letter, from, until) in grades {
        let reached = grade.is_some_and(|(best, worst)| letter >= best && letter <= worst);
        let kind = if reached { Type::Bold } else { Type::Small };
        canvas.text(kind, (x((from + until) / 2.0), 79.0), Anchor::Middle, &letter.letter().to_string());
    }
}

fn describe(kit: &Kit, overall: &Scored, scores: &PeriodScore) -> String {
    let mut all = vec![kit.say("chart.score.now", &[("score", kit.score(overall.value).into())])];
    if let Some(span) = overall.data {
        all.push(kit.say("chart.score.data_is", &[("interval", kit.points_range(span).into())]));
    }
    if let Some(span) = overall.method {
        all.push(kit.say("chart.score.method_is", &[("interval", kit.points_range(span).into())]));
    }
    if let Some((best, worst)) = scores.grade {
        let key = if best == worst { "chart.score.grade_one" } else { "chart.score.grade_two" };
        let args = [("best", best.letter().to_string().into()), ("worst", worst.letter().to_string().into())];
        all.push(kit.say(key, &args));
    }
    if let Some(span) = scores.range {
        all.push(kit.say("chart.score.range", &[("interval", kit.points_range(span).into())]));
    }
    all.push(kit.say("chart.score.coverage", &[("share", kit.value(Unit::Percent, scores.coverage, None).into())]));
    kit.sentences(&all)
}

fn table(kit: &Kit, overall: &Scored, scores: &PeriodScore) -> Table {
    let heads =
        ["chart.col.item", "chart.col.score", "chart.col.lower_90", "chart.col.upper_90"].map(|key| kit.words.ui(key));
    let mut sheet = Sheet::new(kit, kit.ui("chart.score.caption").to_owned(), &heads);
    let arithmetic = scores.arithmetic.as_ref();
    for (key, score, span) in [
        ("chart.score.row.data", Published::Value(overall), overall.data),
        ("chart.score.row.method", Published::Value(overall), overall.method),
        ("chart.score.row.arithmetic", arithmetic, arithmetic.value().and_then(|score| score.data)),
    ] {
        sheet.row(kit.words.ui(key));
        sheet.score(score.map(|score| score.value));
        sheet.span(span);
    }
    sheet.finish()
}
