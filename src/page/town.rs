//! What only the page of a place has: where it lies among others, its causes and effects in one table, the public
//! advice with its state, and the best groups of places of like size.

use super::chain::Chain;
use super::context::Context;
use super::html::{Pen, names};
use super::{mark, summary};
use crate::judge::{Judged, Outcome};
use crate::playbook::advice::{AdviceKind, AdviceLevel};
use crate::playbook::{Actor, FindingKind};
use crate::report::PlaceReport;
use std::collections::BTreeMap;

/// The place above, and the places within with the number of their groups; empty where there is neither.
pub fn tree(context: &Context, report: &PlaceReport) -> String {
    if report.link.parent.is_none() && report.children.is_empty() {
        return String::new();
    }
    let tongue = context.tongue;
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for group in &report.groups {
        let mut at = context.frame.groups.get(group.index).and_then(|link| link.place);
        while let Some(place) = at {
            if report.children.contains(&place) {
                *counts.entry(place).or_default() += 1;
            }
            at = context.frame.places.get(place).and_then(|link| link.parent).filter(|parent| *parent < place);
        }
    }
    let mut out = Pen::new();
    out.raw("<nav class=\"tree\" aria-label=\"").text(tongue.words.ui("page.place.tree")).raw("\"><ul>");
    if let Some(parent) = report.link.parent {
        let args = [("place", context.place(parent).into())];
        out.raw("<li>").raw(&tongue.say("page.place.part_of", &args)).raw("</li>");
    }
    for child in &report.children {
        let count = counts.get(child).copied().unwrap_or_default();
        let args = [("place", context.place(*child).into()), ("n", count.into())];
        out.raw("<li>").raw(&tongue.say("page.place.child", &args)).raw("</li>");
    }
    out.raw("</ul></nav>");
    out.done()
}

/// Causes and effects with their results and the advice they lead to; empty where no rule was tried.
pub fn causes(context: &Context, chain: &Chain, report: &PlaceReport) -> String {
    let words = context.tongue.words;
    let book = &context.frame.playbook;
    let mut rows = Pen::new();
    for (wanted, key) in [(FindingKind::Cause, "page.method.causes"), (FindingKind::Effect, "page.method.effects")] {
        let of: Vec<&Judged> = report
            .assessment
            .findings
            .iter()
            .filter(|judged| judged.outcome > Outcome::Context)
            .filter(|judged| book.findings.get(judged.finding).is_some_and(|finding| finding.kind == wanted))
            .collect();
        if of.is_empty() {
            continue;
        }
        rows.raw("<tr><th scope=\"rowgroup\" colspan=\"3\">").raw(words.ui(key)).raw("</th></tr>");
        for judged in of {
            let result = judged.outcome.id().unwrap_or_default();
            rows.raw("<tr><th scope=\"row\">").raw(&chain.finding(judged.finding)).raw("</th><td>");
            rows.raw(mark::outcome(judged.outcome)).raw(" ").raw(words.ui(&format!("result.{result}")));
            rows.raw("</td><td").raw(&summary::label(words, "page.place.leads")).raw(">");
            if judged.outcome >= Outcome::Possible {
                rows.raw(&names(chain.advice_for(judged.finding)));
            } else if let Some(reason) = super::finding::reason(context, judged) {
                rows.raw(&reason);
            }
            rows.raw("</td></tr>");
        }
    }
    let rows = rows.done();
    if rows.is_empty() {
        return rows;
    }
    let head = ["page.summary.finding", "page.place.result", "page.place.leads"];
    summary::framed(context, "wide ind cards", "page.place.causes", &head, &rows)
}

/// The advice that the government leads, with what became of it: recommended, begun, or not called for.
pub fn public(context: &Context, chain: &Chain, report: &PlaceReport) -> String {
    let words = context.tongue.words;
    let mut rows = Pen::new();
    for (index, row) in context.frame.playbook.advice.iter().enumerate() {
        let public = row.kind == AdviceKind::Advice
            && row.level != AdviceLevel::Group
            && row.actors.first() == Some(&Actor::Government);
        if !public {
            continue;
        }
        let place = report.assessment.advice.iter().position(|piece| piece.advice.contains(&index));
        let action = report.actions.iter().filter(|action| action.advice == index).max_by_key(|action| action.started);
        let mut states = Vec::new();
        if let Some(action) = action {
            states.push(super::follow::state_since(context, action.status, action.started));
        }
        match place {
            Some(place) => states.push(context.tongue.say("page.place.recommended", &[("n", (place + 1).into())])),
            None if action.is_none() => states.push(words.ui("page.place.not_called").to_owned()),
            None => {}
        }
        rows.raw("<tr><th scope=\"row\">")
            .raw(&chain.advice(index))
            .raw("</th><td")
            .raw(&summary::label(words, "page.goal.state"))
            .raw(">")
            .raw(&states.join(words.ui("list.semicolon")));
        let effects = row.effects.iter().map(|effect| super::advice::subject(context, &effect.subject).0);
        rows.raw("</td><td").raw(&summary::label(words, "page.advice.see")).raw(">");
        rows.raw(&names(effects)).raw("</td></tr>");
    }
    let rows = rows.done();
    if rows.is_empty() {
        return rows;
    }
    let head = ["page.place.advice_head", "page.goal.state", "page.advice.see"];
    summary::framed(context, "wide ind cards", "page.place.public", &head, &rows)
}

/// The best published groups of places of like size, with their scores; empty where none is known.
pub fn peer_groups(context: &Context, report: &PlaceReport) -> String {
    let groups = report.peer_groups.iter().map(|(group, score)| {
        let place = context.frame.groups.get(*group).and_then(|link| link.place);
        let args = [
            ("group", context.group(*group).into()),
            ("place", place.map(|place| context.place(place)).unwrap_or_default().into()),
            ("score", context.tongue.points(f64::from(*score)).into()),
        ];
        format!("<li>{}</li>", context.tongue.say("page.place.peer_group", &args))
    });
    groups.collect()
}
