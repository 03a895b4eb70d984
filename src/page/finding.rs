//! Findings in a page: result, claim, evidence for and against, and what was not measured.

use super::context::Context;
use super::evidence;
use super::html::{Pen, part};
use super::mark;
use super::template::Html;
use crate::disclose::Published;
use crate::judge::{Assessment, Judged, Outcome, Seen};
use crate::playbook::FindingKind;
use serde::Serialize;

/// One finding that is at least possible.
#[derive(Debug, Serialize)]
pub struct FindingView {
    id: String,
    name: Html,
    mark: Html,
    result: String,
    strength: String,
    claim: Html,
    caution: Html,
    since: Option<String>,
    follows: Option<Html>,
    /// List items.
    supports: Html,
    /// List items; empty where there is nothing.
    opposes: Html,
    /// List items of values shown beside the evidence; empty where there is none.
    shows: Html,
}

/// Findings of a group or place, sorted into what a reader needs of each.
#[derive(Debug, Serialize)]
pub struct FindingsView {
    /// Causes, effects and remarks that are at least possible, the strongest first.
    seen: Vec<FindingView>,
    /// One sentence: how many rules were tried, and what came of them.
    tried: String,
    /// Functions delivered: list items.
    values: Html,
    /// Facets of operation: a table; empty where there is none.
    facets: Html,
    /// What cannot be assessed, with what to measure first: list items.
    open: Html,
    /// What was looked for and not seen: one line of names.
    not_seen: Html,
    /// Context, printed without a result: list items.
    context: Html,
}

/// The findings of an assessment.
pub fn findings(context: &Context, assessment: &Assessment, periods: &[crate::model::Period]) -> FindingsView {
    let kind = |judged: &Judged| context.frame.playbook.findings.get(judged.finding).map(|finding| finding.kind);
    let is_rule =
        |judged: &&Judged| matches!(kind(judged), Some(FindingKind::Cause | FindingKind::Effect | FindingKind::Remark));
    let mut seen: Vec<&Judged> =
        assessment.findings.iter().filter(is_rule).filter(|judged| judged.outcome >= Outcome::Possible).collect();
    // A stable sort: equal strength keeps the order of the playbook.
    seen.sort_by(|a, b| b.outcome.cmp(&a.outcome).then(b.strength.total_cmp(&a.strength)));
    let of_kind = |wanted: FindingKind| assessment.findings.iter().filter(move |judged| kind(judged) == Some(wanted));
    FindingsView {
        seen: seen.into_iter().map(|judged| view(context, judged, periods)).collect(),
        tried: tried(context, assessment),
        values: Html(values(context, of_kind(FindingKind::Value))),
        facets: Html(facets(context, of_kind(FindingKind::Facet))),
        open: Html(open(context, assessment.findings.iter().filter(is_rule))),
        not_seen: Html(not_seen(context, assessment.findings.iter().filter(is_rule))),
        context: Html(shown(context, assessment.findings.iter())),
    }
}

fn view(context: &Context, judged: &Judged, periods: &[crate::model::Period]) -> FindingView {
    let tongue = context.tongue;
    let finding = context.frame.playbook.findings.get(judged.finding);
    let own = |attribute: &str| {
        let Some(finding) = finding else { return Html::default() };
        let own = if attribute == "claim" { &finding.claim } else { &finding.caution };
        let (text, lang) = tongue.words.own_or(own, "findings", &finding.id, attribute);
        let mut out = String::new();
        part(&mut out, text, lang, tongue.lang());
        Html(out)
    };
    let percent = |share: f64| tongue.words.number(share * 100.0, 0);
    let strength =
        [("strength", tongue.words.number(judged.strength, 2).into()), ("coverage", percent(judged.coverage).into())];
    let since = judged.since.and_then(|row| periods.get(row)).map(|period| tongue.words.period(*period));
    let causes: Vec<String> = judged.linked.iter().map(|cause| context.finding(*cause)).collect();
    let (supports, opposes) = columns(context, judged);
    FindingView {
        id: finding.map(|finding| finding.id.to_string()).unwrap_or_default(),
        name: Html(context.finding(judged.finding)),
        mark: Html(mark::outcome(judged.outcome).to_owned()),
        result: judged.outcome.id().map(|id| tongue.words.ui(&format!("result.{id}")).to_owned()).unwrap_or_default(),
        strength: tongue.say("page.finding.strength", &strength),
        claim: own("claim"),
        caution: own("caution"),
        since: since.map(|since| tongue.say("page.finding.since", &[("since", since.into())])),
        follows: (!causes.is_empty())
            .then(|| Html(tongue.say("page.finding.follows", &[("causes", tongue.words.list(&causes).into())]))),
        supports: Html(supports),
        opposes: Html(opposes),
        shows: Html(judged.shows.iter().fold(String::new(), |mut out, line| {
            evidence::item(context, &mut out, line, false);
            out
        })),
    }
}

/// What speaks for a finding, and what speaks against it or could not be used.
fn columns(context: &Context, judged: &Judged) -> (String, String) {
    let (mut supports, mut opposes) = (String::new(), String::new());
    for item in &judged.evidence {
        let mut first = item.defining;
        for line in &item.lines {
            let hit = matches!(line.seen, Published::Value(seen) if seen > Seen::NotSeen);
            let star = std::mem::take(&mut first);
            evidence::item(context, if hit { &mut supports } else { &mut opposes }, line, star);
        }
    }
    for line in &judged.counter {
        evidence::item(context, &mut opposes, line, false);
    }
    (supports, opposes)
}

/// How many rules were tried and what came of them.
fn tried(context: &Context, assessment: &Assessment) -> String {
    let count = |outcome: Outcome| {
        let rules = assessment.findings.iter().filter(|judged| {
            let kind = context.frame.playbook.findings.get(judged.finding).map(|finding| finding.kind);
            judged.outcome == outcome
                && matches!(kind, Some(FindingKind::Cause | FindingKind::Effect | FindingKind::Remark))
        });
        context.tongue.words.number(rules.count() as f64, 0)
    };
    let args = [
        ("n", assessment.rules_tried.into()),
        ("likely", count(Outcome::Likely).into()),
        ("possible", count(Outcome::Possible).into()),
        ("not_seen", count(Outcome::NotSeen).into()),
        ("open", count(Outcome::CannotAssess).into()),
        ("withheld", count(Outcome::Withheld).into()),
    ];
    context.tongue.say("page.finding.tried", &args)
}

/// Functions and meanings that are delivered, wholly or in part.
fn values<'a>(context: &Context, judged: impl Iterator<Item = &'a Judged>) -> String {
    let mut out = String::new();
    let mut delivered: Vec<&Judged> = judged.filter(|judged| judged.outcome >= Outcome::Possible).collect();
    delivered.sort_by_key(|judged| std::cmp::Reverse(judged.outcome));
    for judged in delivered {
        let id = judged.outcome.id().unwrap_or_default();
        let result = context.tongue.words.ui(&format!("result_value.{id}")).to_owned();
        let why =
            judged.evidence.iter().flat_map(|item| &item.lines).next().map(|line| evidence::sentence(context, line));
        out.push_str("<li>");
        out.push_str(mark::outcome(judged.outcome));
        out.push(' ');
        let args = [
            ("name", context.finding(judged.finding).into()),
            ("result", result.into()),
            ("why", why.unwrap_or_default().into()),
        ];
        out.push_str(&context.tongue.say("page.finding.value", &args));
        out.push_str("</li>\n");
    }
    out
}

/// The facets with their scores.
fn facets<'a>(context: &Context, judged: impl Iterator<Item = &'a Judged>) -> String {
    let words = context.tongue.words;
    let mut rows = Pen::new();
    let mut any = false;
    for judged in judged.filter(|judged| judged.outcome != Outcome::NotApplicable) {
        any = true;
        let facet = context.frame.playbook.findings.get(judged.finding).and_then(|finding| finding.facet.as_ref());
        let weak = facet.map_or(50.0, |facet| facet.weak_below);
        let (score, state) = match judged.facet_score {
            Some(score) => {
                let key = if score < weak { "page.facet.weak" } else { "page.facet.fine" };
                (context.tongue.points(score), words.ui(key))
            }
            None => ("–".to_owned(), words.ui("result.cannot_assess")),
        };
        rows.raw("<tr><th scope=\"row\">").raw(&context.finding(judged.finding)).raw("</th><td class=\"num r\">");
        rows.raw(&score).raw("</td><td>").text(state).raw("</td></tr>");
    }
    if !any {
        return String::new();
    }
    let mut out = Pen::new();
    out.raw("<table class=\"plain-t\"><caption>").text(words.ui("page.facet.caption")).raw("</caption><thead><tr>");
    for key in ["page.facet.name", "page.facet.score", "page.facet.state"] {
        out.raw("<th scope=\"col\">").text(words.ui(key)).raw("</th>");
    }
    out.raw("</tr></thead><tbody>").raw(&rows.done()).raw("</tbody></table>");
    out.done()
}

/// What cannot be assessed, with what to measure first.
fn open<'a>(context: &Context, judged: impl Iterator<Item = &'a Judged>) -> String {
    let tongue = context.tongue;
    let mut out = String::new();
    for judged in judged {
        let name = context.finding(judged.finding);
        let line = match judged.outcome {
            Outcome::Withheld => tongue.say("page.finding.withheld", &[("name", name.into())]),
            Outcome::CannotAssess if judged.measure_first.is_empty() => {
                tongue.say("page.finding.open", &[("name", name.into())])
            }
            Outcome::CannotAssess => {
                let first: Vec<String> = judged.measure_first.iter().take(3).map(|i| context.indicator(*i)).collect();
                let args = [("name", name.into()), ("measure", tongue.words.list(&first).into())];
                tongue.say("page.finding.open_measure", &args)
            }
            _ => continue,
        };
        out.push_str("<li>");
        out.push_str(&line);
        out.push_str("</li>\n");
    }
    out
}

/// Names of what was looked for and not seen.
fn not_seen<'a>(context: &Context, judged: impl Iterator<Item = &'a Judged>) -> String {
    let names: Vec<String> = judged
        .filter(|judged| judged.outcome == Outcome::NotSeen)
        .map(|judged| context.finding(judged.finding))
        .collect();
    names.join(context.tongue.words.ui("list.semicolon"))
}

/// Rows of context: values and words without a result.
fn shown<'a>(context: &Context, judged: impl Iterator<Item = &'a Judged>) -> String {
    let mut out = String::new();
    for judged in judged.filter(|judged| judged.outcome == Outcome::Context) {
        let lines = judged.evidence.iter().flat_map(|item| &item.lines).chain(&judged.shows);
        let lines: Vec<String> =
            lines.filter(|line| line.value.value().is_some()).map(|line| evidence::sentence(context, line)).collect();
        if lines.is_empty() {
            continue;
        }
        let lines = lines.join(context.tongue.words.ui("list.semicolon"));
        let args = [("name", context.finding(judged.finding).into()), ("values", lines.into())];
        out.push_str("<li>");
        out.push_str(&context.tongue.say("page.finding.context", &args));
        out.push_str("</li>\n");
    }
    out
}
