//! The method page, made from the playbook: indicators, scores, rules, disclosure, and what the program cannot know.

use super::Whole;
use super::context::Context;
use super::figure::scroll;
use super::formula::formula;
use super::html::Pen;
use super::indicator::source_list;
use super::shell::{Head, Shell};
use super::soundness;
use super::template::Html;
use super::thresholds;
use crate::playbook::Level;
use serde::Serialize;

/// Everything `method.html` shows.
#[derive(Debug, Serialize)]
pub struct MethodView<'a> {
    page: Shell<'a>,
    dimensions: Vec<DimensionView>,
    /// Rules of the score with the numbers in force: list items.
    score: Html,
    /// Rules of reliability: list items.
    sure: Html,
    /// Formulas of the intervals: list items.
    formulas: Html,
    /// Which choice moves the results most.
    sensitivity: Html,
    /// How evidence is weighed: list items.
    seen: Html,
    grades: Html,
    weights: Html,
    disclosure: String,
    sources: Html,
    version: String,
}

/// A dimension with its indicators.
#[derive(Debug, Serialize)]
struct DimensionView {
    id: String,
    name: Html,
    about: Html,
    table: Html,
}

/// Head of the page.
pub fn head(context: &Context, _: &Whole) -> Head {
    let words = context.tongue.words;
    let title = words.ui("page.method.title").to_owned();
    Head {
        description: words.ui("page.method.stand").to_owned(),
        here: title.clone(),
        title,
        at: "method",
        trail: Vec::new(),
    }
}

/// The view of the page.
pub fn view<'a>(context: &Context, shell: Shell<'a>, whole: &Whole) -> MethodView<'a> {
    let book = &context.frame.playbook;
    let dimensions = (0..book.dimensions.len()).map(Some).chain([None]);
    let all: Vec<usize> = (0..book.sources.len()).collect();
    MethodView {
        page: shell,
        dimensions: dimensions.filter_map(|dimension| self::dimension(context, dimension)).collect(),
        score: Html(soundness::score(context)),
        sure: Html(soundness::sure(context)),
        formulas: Html(soundness::formulas(context)),
        sensitivity: Html(soundness::choices(context, whole)),
        seen: Html(soundness::seen(context)),
        grades: Html(grades(context)),
        weights: Html(weights(context)),
        disclosure: super::shell::disclosure(context.frame, context.tongue.words),
        sources: Html(source_list(context, &all)),
        version: book.method_version.to_string(),
    }
}

/// A dimension's indicators in a table; nothing where it has none.
fn dimension(context: &Context, dimension: Option<usize>) -> Option<DimensionView> {
    let book = &context.frame.playbook;
    let (tongue, words) = (context.tongue, context.tongue.words);
    let label = |key: &str| super::summary::label(words, &format!("page.method.col.{key}"));
    let mut rows = Pen::new();
    let mut any = false;
    for (index, indicator) in book.indicators.iter().enumerate().filter(|(_, i)| i.dimension == dimension) {
        any = true;
        let what = words.of("indicators", &indicator.id, "what");
        rows.raw("<tr><th scope=\"row\">").raw(&context.indicator(index));
        // What a site's own indicator says, its name says.
        rows.raw("</th><td>").text(what).raw("</td><td").raw(&label("formula")).raw(">");
        rows.raw(&formula(context, indicator)).raw("</td><td class=\"num\"").raw(&label("unit")).raw(">");
        rows.raw(words.ui(crate::words::text::unit_name(indicator.unit)));
        rows.raw("</td><td").raw(&label("thresholds")).raw(">");
        rows.raw(&thresholds::cell(tongue, indicator, None)).raw("</td></tr>\n");
    }
    if !any {
        return None;
    }
    let entry = dimension.and_then(|index| book.dimensions.get(index));
    let mut table = Pen::new();
    table.raw("<table class=\"wide ind cards\"><thead><tr>");
    for key in ["indicator", "what", "formula", "unit", "thresholds"] {
        table.raw("<th scope=\"col\">").raw(words.ui(&format!("page.method.col.{key}"))).raw("</th>");
    }
    table.raw("</tr></thead><tbody>").raw(&rows.done()).raw("</tbody></table>");
    let name = match dimension {
        Some(index) => tongue.dimensions.get(index).cloned().unwrap_or_default(),
        None => super::tongue::Name {
            plain: words.ui("page.table.context").into(),
            html: words.ui("page.table.context").into(),
        },
    };
    let mut region = Pen::new();
    scroll(&mut region, &name.plain, &table.done());
    let mut about = Pen::new();
    about.text(entry.map_or("", |entry| words.of("dimensions", &entry.id, "about")));
    Some(DimensionView {
        id: entry.map_or_else(|| "context".to_owned(), |entry| entry.id.to_string()),
        name: Html(name.html),
        about: Html(about.done()),
        table: Html(region.done()),
    })
}

/// The grades with their bounds, as list items.
fn grades(context: &Context) -> String {
    let words = context.tongue.words;
    let bounds = context.frame.site.scoring.grades;
    let mut out = String::new();
    for (at, letter) in ["A", "B", "C", "D", "E"].iter().enumerate() {
        let word = words.ui(&format!("grade.{letter}")).to_owned();
        let bound = bounds.get(at).or(bounds.last()).copied().unwrap_or_default();
        let args = [
            ("letter", (*letter).into()),
            ("word", word.into()),
            ("bound", words.number(bound, usize::from(bound.fract() != 0.0)).into()),
        ];
        let key = if at < bounds.len() { "page.method.grade" } else { "page.method.grade_below" };
        out.push_str("<li>");
        out.push_str(&context.tongue.say(key, &args));
        out.push_str("</li>");
    }
    out
}

/// Weights of the dimensions, the site's own where it changes them, as list items.
fn weights(context: &Context) -> String {
    let words = context.tongue.words;
    let mut out = String::new();
    for (index, dimension) in context.frame.playbook.dimensions.iter().enumerate() {
        if dimension.level != Level::Group {
            continue;
        }
        let own = context.frame.site.scoring.weights.iter().find(|(id, _)| **id == *dimension.id);
        let weight = own.map_or(dimension.weight, |(_, weight)| *weight);
        let weight = words.number(weight, if weight.fract() == 0.0 { 0 } else { 2 });
        let args = [("name", context.dimension(index).into()), ("weight", weight.into())];
        out.push_str("<li>");
        out.push_str(&context.tongue.say("page.method.weight", &args));
        out.push_str("</li>");
    }
    out
}
