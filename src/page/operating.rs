//! How a group is run: the six facets as a profile of maturity, what a group of its type should offer and how, the
//! three duties of management, and what is missing first.

use super::chain::Chain;
use super::context::Context;
use super::html::{Pen, names};
use super::template::Html;
use super::{evidence, mark};
use crate::judge::{Judged, Outcome};
use crate::model::group::Answer;
use crate::playbook::FindingKind;
use crate::report::GroupReport;
use serde::Serialize;

/// Duties of management, by the row of advice that stands for each.
const DUTIES: [&str; 3] = ["s1.g1", "s1.g2", "s1.g3"];
/// The checklist whose items depend on the type of the group.
const TYPE_FIT: &str = "type_fit";

/// The operating model of a group.
#[derive(Debug, Serialize)]
pub struct OperatingView {
    /// Rows of the table of facets; empty where no facet applies.
    facets: Html,
    /// What is missing first, in one sentence.
    first: Option<Html>,
    /// What the type should offer: list items.
    offers: Html,
    /// How the type should do it: list items.
    strategies: Html,
    /// What the type is, in words.
    kind: String,
    /// Rows of the table of duties.
    duties: Html,
}

/// The operating model of a group at its reported period.
pub fn operating(context: &Context, chain: &Chain, report: &GroupReport) -> OperatingView {
    let of_kind = |wanted: FindingKind| {
        report.assessment.findings.iter().filter(move |judged| {
            let finding = context.frame.playbook.findings.get(judged.finding);
            judged.outcome != Outcome::NotApplicable && finding.is_some_and(|finding| finding.kind == wanted)
        })
    };
    let facets: Vec<&Judged> = of_kind(FindingKind::Facet).collect();
    let kind = report.profile.kind;
    let items = context.frame.playbook.findings.iter().find(|finding| finding.group_type == Some(kind));
    let items: Vec<&str> = items.map(|finding| finding.items.iter().map(|item| &**item).collect()).unwrap_or_default();
    let half = items.len() / 2;
    OperatingView {
        facets: Html(facets.iter().map(|judged| facet(context, chain, judged)).collect()),
        first: first(context, chain, &facets).map(Html),
        offers: Html(items.iter().take(half).map(|item| answered(context, report, item)).collect()),
        strategies: Html(items.iter().skip(half).map(|item| answered(context, report, item)).collect()),
        kind: context.tongue.words.ui(&format!("type.{}", kind.id())).to_owned(),
        duties: Html(DUTIES.iter().filter_map(|id| duty(context, chain, report, id)).collect()),
    }
}

/// One facet: level, score, reading, and the advice that begins there.
fn facet(context: &Context, chain: &Chain, judged: &Judged) -> String {
    let words = context.tongue.words;
    let mut out = Pen::new();
    out.raw("<tr><th scope=\"row\">").raw(&context.rule(judged.finding)).raw("</th>");
    match judged.facet_score {
        Some(score) => {
            out.raw("<td>").raw(mark::level(score)).raw("</td><td class=\"num r\">");
            let weak = score < weak_below(context, judged);
            out.raw(&whole(context, score, weak));
            out.raw("</td><td>").raw(words.ui(if weak { "page.facet.weak" } else { "page.facet.fine" })).raw("</td>");
            let advice = if weak { advice_of(context, chain, judged) } else { Vec::new() };
            out.raw("<td>").raw(&names(advice)).raw("</td>");
        }
        None => {
            let first = judged.measure_first.iter().take(2).map(|needed| context.needed(needed));
            let id = judged.outcome.id().unwrap_or("cannot_assess");
            out.raw("<td>").raw(mark::no_level()).raw("</td><td class=\"num r\">–</td><td>");
            out.raw(words.ui(&format!("result.{id}"))).raw("</td><td>").raw(&names(first)).raw("</td>");
        }
    }
    out.raw("</tr>");
    out.done()
}

/// A facet's score as a whole number, as the scores it is the mean of; one that is weak never rounds up to its line.
fn whole(context: &Context, score: f64, weak: bool) -> String {
    context.tongue.words.number(if weak { score.floor() } else { score.round() }, 0)
}

fn weak_below(context: &Context, judged: &Judged) -> f64 {
    let finding = context.frame.playbook.findings.get(judged.finding);
    finding.and_then(|finding| finding.facet.as_ref()).map_or(50.0, |facet| facet.weak_below)
}

/// The advice a weak facet leads to: what is recommended here, else what its rule names first.
fn advice_of(context: &Context, chain: &Chain, judged: &Judged) -> Vec<String> {
    let here = chain.advice_for(judged.finding);
    if !here.is_empty() {
        return here.into_iter().take(2).collect();
    }
    let finding = context.frame.playbook.findings.get(judged.finding);
    finding.and_then(|finding| finding.advice.first()).map(|row| chain.advice(*row)).into_iter().collect()
}

/// The weakest facet with the advice that begins there; `None` where no facet is weak.
fn first(context: &Context, chain: &Chain, facets: &[&Judged]) -> Option<String> {
    let scored = facets.iter().filter_map(|judged| Some((judged, judged.facet_score?)));
    // Of equals the first in the order of the playbook stands.
    let (judged, score) = scored.reduce(|low, next| if next.1 < low.1 { next } else { low })?;
    if score >= weak_below(context, judged) {
        return None;
    }
    let name = context.quoted(&context.rule(judged.finding));
    let score = whole(context, score, true);
    let args = [("name", name.into()), ("score", score.into())];
    let Some(advice) = advice_of(context, chain, judged).into_iter().next() else {
        return Some(context.tongue.say("page.operating.first", &args));
    };
    let [name, score] = args;
    let args = [name, score, ("advice", context.quoted(&advice).into())];
    Some(context.tongue.say("page.operating.first_advice", &args))
}

/// One item of the type with its answer.
fn answered(context: &Context, report: &GroupReport, item: &str) -> String {
    let list = report.profile.checklists.iter().find(|list| &*list.id == TYPE_FIT);
    let answer = list.and_then(|list| list.items.iter().find(|(known, _)| &**known == item)).map(|(_, answer)| answer);
    let (key, sign) = match answer {
        Some(Answer::No) => ("answer.no", "✕"),
        None | Some(Answer::Unknown) => ("answer.unknown", "?"),
        Some(Answer::Unproven) => ("answer.unproven", "?"),
        Some(Answer::Dated(_) | Answer::Linked(_)) => ("answer.yes", "✓"),
    };
    let mut out = Pen::new();
    out.raw("<li><span class=\"tick\" aria-hidden=\"true\">").raw(sign).raw("</span> ");
    let words = context.tongue.words;
    let args = [("item", context.item(TYPE_FIT, item).into()), ("answer", words.ui(key).into())];
    out.raw(&context.tongue.say("page.operating.item", &args)).raw("</li>");
    out.done()
}

/// One duty of management: what it looks at, and whether it is in order.
fn duty(context: &Context, chain: &Chain, report: &GroupReport, id: &str) -> Option<String> {
    let (tongue, book) = (context.tongue, &context.frame.playbook);
    let row = book.advice(id)?;
    let advice = book.advice.get(row)?;
    let recommended = report.assessment.advice.iter().find(|piece| piece.advice.contains(&row));
    let measured = super::rules::indicators(&advice.when);
    let known = report.row.map_or_else(Vec::new, |at| {
        let value = |index: &usize| report.facts.indicator(*index, at).value().cloned();
        measured.iter().filter_map(|index| Some((*index, value(index)?))).collect::<Vec<_>>()
    });
    let values: Vec<String> = match recommended {
        Some(piece) => piece.because.iter().take(2).map(|line| evidence::sentence(context, line)).collect(),
        None => known.iter().map(|(index, value)| value_of(context, *index, value)).collect(),
    };
    let state = match (recommended.is_some(), known.is_empty()) {
        (true, _) => tongue.say("page.operating.do", &[("advice", chain.advice(row).into())]),
        (false, false) => tongue.words.ui("page.facet.fine").to_owned(),
        (false, true) => tongue.words.ui("status.missing").to_owned(),
    };
    let mut out = Pen::new();
    let name = tongue.words.ui(&format!("page.operating.duty.{}", id.replace('.', "_"))).to_owned();
    out.raw("<tr><th scope=\"row\">").raw(&name).raw("</th><td>").raw(&names(values));
    out.raw("</td><td>").raw(&state).raw("</td></tr>");
    Some(out.done())
}

fn value_of(context: &Context, index: usize, value: &crate::model::quantity::Estimate) -> String {
    let value = context.tongue.amount(context.unit(index), value);
    let args = [("name", context.indicator(index).into()), ("value", value.into())];
    context.tongue.say("page.evidence.value", &args)
}
