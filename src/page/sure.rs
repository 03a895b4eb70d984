//! How sure we are: coverage, the choices of the method, what was not measured, what is withheld.

use super::context::Context;
use super::html::{self, localized};
use super::template::Html;
use super::verdict::coverage;
use crate::disclose::{Facts, Published};
use crate::model::group::NotApplicable;
use crate::playbook::Level;
use crate::report::{GroupReport, PlaceReport};
use crate::score::PeriodScore;
use serde::Serialize;

/// The section "how sure are we".
#[derive(Debug, Serialize)]
pub struct SureView {
    /// Whole sentences, one paragraph.
    sentences: Vec<Html>,
    /// Indicators that were not measured, in one line.
    missing: Html,
    /// Indicators that are withheld, in one line.
    withheld: Html,
    /// Indicators that were declared not applicable, with reasons: list items.
    not_applicable: Html,
}

/// Of a group.
pub fn group(context: &Context, report: &GroupReport, score: Option<&PeriodScore>) -> SureView {
    let mut sentences = Vec::new();
    if let Some(score) = score {
        sentences.extend(aggregation(context, score));
        sentences.push(coverage(context, report, score));
        sentences.extend(missing_range(context, score));
    }
    let row = report.row;
    view(context, &report.facts, row, Level::Group, sentences, &report.profile.not_applicable)
}

/// Of a place.
pub fn place(context: &Context, report: &PlaceReport) -> SureView {
    let words = context.tongue.words;
    let sentences = vec![words.ui("page.sure.peers").to_owned(), words.ui("page.sure.no_grade").to_owned()];
    view(context, &report.facts, report.row, Level::Place, sentences, &report.not_applicable)
}

fn view(
    context: &Context,
    facts: &Facts,
    row: Option<usize>,
    level: Level,
    mut sentences: Vec<String>,
    not_applicable: &[NotApplicable],
) -> SureView {
    let tongue = context.tongue;
    if facts.primary > 0 {
        let args = [("n", facts.primary.into()), ("derived", tongue.words.number(facts.derived as f64, 0).into())];
        sentences.push(tongue.say("page.sure.withheld", &args));
    }
    // What was not measured stands with its links in the table of all indicators: there are dozens.
    let of_state = |wanted: &str, linked: bool| {
        let Some(row) = row else { return Html::default() };
        let mut names = Vec::new();
        for (index, indicator) in context.frame.playbook.indicators.iter().enumerate() {
            let cells = facts.indicators.get(index).filter(|cells| !cells.is_empty());
            let state = cells.and_then(|cells| cells.get(row)).and_then(Published::state);
            if indicator.level == level && state == Some(wanted) {
                names.push(if linked { context.indicator(index) } else { context.indicator_name(index).to_owned() });
            }
        }
        Html(html::names(names))
    };
    let mut reasons = String::new();
    for entry in not_applicable {
        let reason = localized(&entry.reason, tongue.lang());
        let args = [("name", context.indicator(entry.indicator).into()), ("reason", reason.into())];
        reasons.push_str("<li>");
        reasons.push_str(&tongue.say("page.sure.reason", &args));
        reasons.push_str("</li>");
    }
    SureView {
        sentences: sentences.into_iter().map(Html).collect(),
        missing: of_state("missing", false),
        withheld: of_state("withheld", true),
        not_applicable: Html(reasons),
    }
}

/// The arithmetic twin beside the geometric score, and what their distance says.
fn aggregation(context: &Context, score: &PeriodScore) -> Option<String> {
    let tongue = context.tongue;
    let (geometric, arithmetic) = (score.overall.value()?, score.arithmetic.value()?);
    let key = if arithmetic.value - geometric.value >= 5.0 { "page.sure.uneven" } else { "page.sure.even" };
    let shown = score.dimensions.iter().filter(|dimension| dimension.score.value().is_some()).count();
    let args = [
        ("n", shown.into()),
        ("geometric", tongue.points(geometric.value).into()),
        ("arithmetic", tongue.points(arithmetic.value).into()),
    ];
    Some(tongue.say(key, &args))
}

/// What the dimensions that are not shown could make of the score.
fn missing_range(context: &Context, score: &PeriodScore) -> Option<String> {
    let tongue = context.tongue;
    let (low, high) = score.range?;
    let args = [("low", tongue.words.number(low, 0).into()), ("high", tongue.words.number(high, 0).into())];
    Some(tongue.say("page.sure.range", &args))
}
