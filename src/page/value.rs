//! What a group gives its members: functions and meanings delivered, delivered in part, not shown by the figures, or
//! not to be told. Strengths as well as faults.

use super::chain::Chain;
use super::context::Context;
use super::evidence;
use super::finding::unjudged;
use super::mark;
use super::template::Html;
use crate::disclose::Published;
use crate::judge::{Assessment, Judged, Outcome};
use crate::playbook::FindingKind;
use serde::Serialize;

/// Lines of evidence printed beside a value.
const LINES: usize = 2;

/// The values of a group or place: list items each.
#[derive(Debug, Serialize)]
pub struct ValuesView {
    /// Delivered, and delivered in part, in this order.
    delivered: Html,
    /// Looked for, and not borne out by the figures.
    not_shown: Html,
    /// Not to be told: what to measure first.
    open: Html,
    /// How many of each, in one sentence; empty where no value was looked for.
    summary: String,
}

/// The values of an assessment.
pub fn values(context: &Context, chain: &Chain, assessment: &Assessment) -> ValuesView {
    let is_value = |judged: &&Judged| {
        context.frame.playbook.findings.get(judged.finding).is_some_and(|finding| finding.kind == FindingKind::Value)
    };
    let all: Vec<&Judged> = assessment.findings.iter().filter(is_value).collect();
    let of = |outcome: Outcome| all.iter().filter(move |judged| judged.outcome == outcome);
    let (mut delivered, mut not_shown, mut open) = (String::new(), String::new(), String::new());
    for judged in of(Outcome::Likely).chain(of(Outcome::Possible)) {
        item(context, chain, &mut delivered, judged);
    }
    for judged in of(Outcome::NotSeen) {
        item(context, chain, &mut not_shown, judged);
    }
    for line in all.iter().filter(|_| !assessment.too_early).filter_map(|judged| unjudged(context, judged)) {
        open.push_str("<li>");
        open.push_str(&line);
        open.push_str("</li>\n");
    }
    let count = |outcome: Outcome| of(outcome).count();
    let number = |n: usize| context.tongue.words.number(n as f64, 0);
    let unknown = count(Outcome::CannotAssess) + count(Outcome::Withheld);
    let args = [
        ("n", count(Outcome::Likely).into()),
        ("partly", number(count(Outcome::Possible)).into()),
        ("not_shown", number(count(Outcome::NotSeen)).into()),
        ("open", number(unknown).into()),
    ];
    let any = !assessment.too_early && all.iter().any(|judged| judged.outcome > Outcome::Context);
    ValuesView {
        delivered: Html(delivered),
        not_shown: Html(not_shown),
        open: Html(open),
        summary: if any { context.tongue.say("page.value.summary", &args) } else { String::new() },
    }
}

fn item(context: &Context, chain: &Chain, out: &mut String, judged: &Judged) {
    let words = context.tongue.words;
    let id = judged.outcome.id().unwrap_or_default();
    let lines = judged.evidence.iter().flat_map(|item| &item.lines);
    let told = lines.filter(|line| !matches!(line.seen, Published::NotApplicable));
    let why: Vec<String> = told.take(LINES).map(|line| evidence::sentence(context, line)).collect();
    let args = [
        ("name", chain.finding(judged.finding).into()),
        ("result", words.ui(&format!("result_value.{id}")).to_owned().into()),
        ("why", format!("<span class=\"why\">{}</span>", why.join(words.ui("list.semicolon"))).into()),
    ];
    out.push_str("<li>");
    out.push_str(mark::outcome(judged.outcome));
    out.push(' ');
    out.push_str(&context.tongue.say("page.finding.value", &args));
    out.push_str("</li>\n");
}
