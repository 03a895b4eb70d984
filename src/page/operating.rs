//! How a group is run: the six facets as a profile of maturity, what a group of its type should offer and how, the
//! three duties of management, and what is missing first.

use super::chain::Chain;
use super::context::Context;
use super::html::{Pen, escaped, names};
use super::link::RULES;
use super::template::Html;
use super::{evidence, html, mark};
use crate::disclose::Published;
use crate::judge::{About, Assessment, Judged, Line, Outcome, Seen, Standing};
use crate::model::group::Answer;
use crate::playbook::FindingKind;
use crate::report::GroupReport;
use serde::Serialize;

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
    /// What a group of this type is, and what its profile weighs more, with its rule; empty for other groups.
    kind: Html,
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
    let book = &context.frame.playbook;
    let row = book.findings.iter().position(|finding| finding.group_type == Some(kind));
    let items = row.and_then(|row| book.findings.get(row));
    let items: Vec<&str> = items.map(|finding| finding.items.iter().map(|item| &**item).collect()).unwrap_or_default();
    let half = items.len() / 2;
    let assessment = &report.assessment;
    let duties = assessment.standing.iter().filter_map(|standing| duty(context, chain, assessment, standing));
    OperatingView {
        facets: Html(facets.iter().map(|judged| facet(context, chain, judged)).collect()),
        first: first(context, chain, &facets).map(Html),
        offers: Html(items.iter().take(half).map(|item| answered(context, report, item)).collect()),
        strategies: Html(items.iter().skip(half).map(|item| answered(context, report, item)).collect()),
        kind: Html(row.map(|row| type_of(context, row)).unwrap_or_default()),
        duties: Html(duties.collect()),
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

/// What a group of this type is and what weighs more for it, with its name linked to its rule.
fn type_of(context: &Context, row: usize) -> String {
    let tongue = context.tongue;
    let Some(finding) = context.frame.playbook.findings.get(row) else { return String::new() };
    let text = |own, attribute: &str| {
        let (text, lang) = tongue.words.own_or(own, "findings", &finding.id, attribute);
        let mut out = String::new();
        html::part(&mut out, text, lang, tongue.lang());
        out
    };
    let args = [
        ("name", context.rule(row).into()),
        ("what", text(&finding.claim, "claim").into()),
        ("profile", text(&finding.caution, "caution").into()),
    ];
    tongue.say("page.operating.type", &args)
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
    ticked(sign, &item_of(context, TYPE_FIT, item, key))
}

/// One duty of management: each part of it with its state, and whether the whole is in place.
fn duty(context: &Context, chain: &Chain, assessment: &Assessment, standing: &Standing) -> Option<String> {
    let tongue = context.tongue;
    let due = assessment.advice.iter().any(|piece| piece.advice.contains(&standing.advice));
    let advice = context.frame.playbook.advice.get(standing.advice)?;
    let key = format!("page.operating.duty.{}", advice.id.replace('.', "_"));
    // A measure of the site's own goes by the name of its advice.
    let name = match tongue.words.has(&format!("messages/{key}")) {
        true => tongue.words.ui(&key).to_owned(),
        false => context.advice(standing.advice),
    };
    let rule = context.linked_at(RULES, &format!("a-{}", advice.id), &escaped(&advice.id));
    let mut out = Pen::new();
    out.raw("<tr><th scope=\"row\">").raw(&name).raw(" <span class=\"id\">").raw(&rule);
    out.raw("</span></th><td><ul class=\"bare\">");
    for part in &standing.parts {
        out.raw(&self::part(context, part));
    }
    out.raw("</ul></td><td").raw(&super::summary::label(tongue.words, "page.facet.state")).raw(">");
    match standing.in_place {
        Some(true) => out.raw(tongue.words.ui("page.operating.in_place")),
        Some(false) => {
            let key = if due { "page.operating.do" } else { "page.operating.lacking" };
            out.raw(&tongue.say(key, &[("advice", chain.advice(standing.advice).into())]))
        }
        None => out.raw(tongue.words.ui("page.operating.not_known")),
    };
    out.raw("</td></tr>");
    Some(out.done())
}

/// One part of a duty: in place, not in place, or not known.
fn part(context: &Context, line: &Line) -> String {
    let sign = match line.seen {
        Published::Value(Seen::NotSeen) if line.unsure => "?",
        Published::Value(Seen::NotSeen) => "✕",
        Published::Value(_) => "✓",
        _ => "?",
    };
    let said = match &line.about {
        About::Item(checklist, item, answer) => {
            let answer = evidence::answer(*answer);
            item_of(context, checklist, item, answer)
        }
        _ => evidence::sentence(context, line),
    };
    ticked(sign, &said)
}

/// A list item with its sign; the words say the same.
fn ticked(sign: &str, said: &str) -> String {
    let mut out = Pen::new();
    out.raw("<li><span class=\"tick\" aria-hidden=\"true\">").raw(sign).raw("</span> ").raw(said).raw("</li>");
    out.done()
}

fn item_of(context: &Context, checklist: &str, item: &str, answer: &str) -> String {
    let args = [("item", context.item(checklist, item).into()), ("answer", context.tongue.words.ui(answer).into())];
    context.tongue.say("page.operating.item", &args)
}
