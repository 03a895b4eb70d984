//! The tables of numbers: all indicators at the reported period, and the history of the measurements.
//! They hold thousands of cells a site, so they are written straight into one buffer, and without the end tags of rows
//! and cells, which HTML lets one leave out: tables are the greater part of a page.

use super::context::Context;
use super::figure::scroll;
use super::html::{Pen, behind, put_names};
use super::template::Html;
use super::tongue::Group;
use crate::disclose::{Facts, Published};
use crate::model::quantity::{Basis, Estimate, Tier};
use crate::playbook::{Level, Unit};
use crate::score::PeriodScore;
use crate::words::number::is_whole;

/// All indicators of a level at a row, grouped by dimension, with interval, sample, thresholds and points.
pub fn indicators(
    context: &Context,
    facts: &Facts,
    (row, before): (usize, Option<usize>),
    level: Level,
    of: Option<Group>,
    scores: Option<&PeriodScore>,
) -> Html {
    let book = &context.frame.playbook;
    let mut out = String::with_capacity(24 * 1024);
    head(context, &mut out, facts, row, before);
    let thresholds = context.tongue.thresholds(context.frame, of);
    let dimensions = (0..book.dimensions.len()).map(Some).chain([None]);
    for dimension in dimensions {
        let rows: Vec<usize> = (0..book.indicators.len())
            .filter(|index| {
                let indicator = &book.indicators[*index];
                indicator.dimension == dimension
                    && indicator.level == level
                    && facts.indicators.get(*index).is_some_and(|cells| !cells.is_empty())
            })
            .collect();
        if rows.is_empty() {
            continue;
        }
        out.push_str("<tbody><tr><th scope=\"rowgroup\" colspan=\"7\">");
        match dimension {
            Some(index) => out.push_str(&context.tongue.dimensions[index].html),
            None => out.push_str(context.tongue.words.ui("page.table.context")),
        }
        let has_number = |index: &usize| {
            let has = |row| matches!(facts.indicator(*index, row), Published::Value(_));
            has(row) || before.is_some_and(has)
        };
        let (told, rest): (Vec<usize>, Vec<usize>) = rows.into_iter().partition(has_number);
        for index in told {
            line(context, &mut out, facts, (row, before), index);
            out.push_str("<td class=\"th\">");
            out.push_str(thresholds.get(index).map_or("", |cell| cell));
            out.push_str("<td>");
            if let Some(points) = scores.and_then(|scores| scores.points.get(index).copied().flatten()) {
                context.tongue.words.put_number(&mut out, points.value, 0);
            }
        }
        without_number(context, &mut out, facts, row, &rest);
        out.push_str("</tbody>");
    }
    out.push_str("</table>");
    region(context, "page.table.indicators", &out)
}

/// One row for all indicators that share the reason why they have no number.
fn without_number(context: &Context, out: &mut String, facts: &Facts, row: usize, rest: &[usize]) {
    let words = context.tongue.words;
    for (letter, key) in [("[x]", "key.x"), ("[c]", "key.c"), ("[z]", "key.z"), ("[e]", "key.e")] {
        let of = |index: &&usize| context.tongue.letter(&facts.indicator(**index, row)) == letter;
        let mut found = rest.iter().filter(of).peekable();
        if found.peek().is_none() {
            continue;
        }
        out.push_str("<tr><td class=\"no\" colspan=\"7\">");
        let without = words.say("page.table.without", &[("letter", letter.into()), ("state", words.ui(key).into())]);
        out.push_str(&without);
        out.push_str(behind(&without));
        put_names(out, found, |out, index| context.push_indicator(out, *index));
    }
}

fn head(context: &Context, out: &mut String, facts: &Facts, row: usize, before: Option<usize>) {
    let words = context.tongue.words;
    let period = |row: usize| facts.periods.get(row).map(|period| words.period(*period)).unwrap_or_default();
    out.push_str("<table class=\"data wide ind\"><caption>");
    out.push_str(&words.say("page.table.caption", &[("period", period(row).into())]));
    out.push_str("</caption><thead><tr>");
    let then = before.map_or_else(|| words.ui("page.table.year_before").to_owned(), period);
    for (key, own) in [
        ("page.table.indicator", None),
        ("page.table.value", None),
        ("page.table.interval", None),
        ("page.table.cases", None),
        ("", Some(then)),
        ("page.table.thresholds", None),
        ("page.table.points", None),
    ] {
        out.push_str(if key == "page.table.thresholds" {
            "<th scope=\"col\" class=\"th\">"
        } else {
            "<th scope=\"col\">"
        });
        out.push_str(own.as_deref().unwrap_or_else(|| words.ui(key)));
    }
    out.push_str("</thead>");
}

fn line(context: &Context, out: &mut String, facts: &Facts, (row, before): (usize, Option<usize>), index: usize) {
    let tongue = context.tongue;
    let unit = context.unit(index);
    let cell = facts.indicator(index, row);
    out.push_str("<tr><th scope=\"row\">");
    context.push_indicator(out, index);
    out.push_str("<td>");
    value(context, out, unit, &cell);
    out.push_str("<td>");
    if let Published::Value(estimate) = cell {
        match (estimate.lower, estimate.upper) {
            (Some(lower), Some(upper)) if estimate.basis != Basis::Band => {
                tongue.put_interval(out, unit, lower, upper, estimate.n)
            }
            _ => out.push('–'),
        }
        out.push_str("<td>");
        match estimate.n {
            Some(n) => tongue.words.put_number(out, n, 0),
            None => out.push('–'),
        }
        out.push_str(match estimate.tier {
            Tier::Normal => "",
            Tier::Imprecise => &tongue.imprecise,
            Tier::Few => &tongue.few,
        });
        let basis = match estimate.basis {
            Basis::AtLeast => tongue.words.ui("page.basis.at_least"),
            basis => tongue.basis(basis),
        };
        if !basis.is_empty() {
            out.push_str(" <span class=\"tier\">");
            out.push_str(basis);
            out.push_str("</span>");
        }
    } else {
        out.push_str("<td>");
    }
    out.push_str("<td>");
    if let Some(before) = before {
        value(context, out, unit, &facts.indicator(index, before));
    }
}

fn value(context: &Context, out: &mut String, unit: Unit, cell: &Published<&Estimate>) {
    match cell {
        Published::Value(estimate) if estimate.basis == Basis::Band => {
            out.push_str(&context.tongue.amount(unit, estimate))
        }
        Published::Value(estimate) => context.tongue.put_value(out, unit, estimate.value, estimate.n),
        other => out.push_str(context.tongue.shorthand(other)),
    }
}

/// Every measured field in every period, newest first.
pub fn history(context: &Context, facts: &Facts) -> Html {
    let tongue = context.tongue;
    let words = tongue.words;
    let mut out = String::with_capacity(64 + facts.periods.len() * facts.fields.len() * 14);
    out.push_str("<table class=\"data hist\"><caption>");
    out.push_str(words.ui("page.history.caption"));
    out.push_str("</caption><thead><tr><th scope=\"col\">");
    out.push_str(words.ui("page.history.period"));
    for (field, _) in &facts.fields {
        out.push_str("<th scope=\"col\">");
        out.push_str(tongue.field(*field));
    }
    out.push_str("</thead><tbody>");
    for (row, period) in facts.periods.iter().enumerate().rev() {
        out.push_str("<tr><th scope=\"row\">");
        tongue.put_period(&mut out, *period);
        for (_, cells) in &facts.fields {
            out.push_str("<td>");
            match cells.get(row) {
                Some(Published::Value(value)) => words.put_number(&mut out, *value, digits(*value)),
                Some(other) => out.push_str(tongue.letter(other)),
                None => {}
            }
        }
    }
    out.push_str("</tbody></table>");
    region(context, "page.history.label", &out)
}

/// As many decimals as a measurement needs, two at most.
fn digits(value: f64) -> usize {
    if is_whole(value) {
        0
    } else if ((value * 10.0).fract()).abs() < 1e-9 {
        1
    } else {
        2
    }
}

fn region(context: &Context, label: &str, table: &str) -> Html {
    let mut out = Pen::with_capacity(table.len() + 128);
    scroll(&mut out, context.tongue.words.ui(label), table);
    Html(out.done())
}
