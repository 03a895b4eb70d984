//! In short: what stands out and what to do first, as links to where it is told in full.

use super::chain::{Chain, strongest};
use super::context::Context;
use super::html::Pen;
use super::mark;
use super::template::Html;
use crate::judge::Assessment;
use serde::Serialize;

/// Findings named.
const FINDINGS: usize = 5;
/// Pieces of advice named.
const ADVICE: usize = 3;

/// The short answer of a group's or place's page.
#[derive(Debug, Serialize)]
pub struct BriefView {
    /// List items.
    findings: Html,
    /// What is said where there is none.
    none: String,
    /// How many more there are.
    more: Option<String>,
    /// List items.
    advice: Html,
}

/// The short answer of an assessment.
pub fn brief(context: &Context, chain: &Chain, assessment: &Assessment) -> BriefView {
    let tongue = context.tongue;
    let seen = strongest(context, assessment);
    let mut findings = Pen::new();
    for judged in seen.iter().take(FINDINGS) {
        findings.raw("<li>").raw(mark::outcome(judged.outcome)).raw(" ").raw(&chain.finding(judged.finding));
        let result = judged.outcome.id().unwrap_or_default();
        findings.raw(" <span class=\"small\">").raw(tongue.words.ui(&format!("result.{result}"))).raw("</span></li>\n");
    }
    let mut advice = Pen::new();
    for piece in assessment.advice.iter().filter(|piece| piece.shown).take(ADVICE) {
        let Some(lead) = piece.advice.first() else { continue };
        let Some(row) = context.frame.playbook.advice.get(*lead) else { continue };
        let effort = tongue.words.ui(&format!("effort_short.{}", row.effort.id())).to_owned();
        let args = [("actors", context.tongue.words.actors(&row.actors).into()), ("effort", effort.into())];
        advice.raw("<li>").raw(&chain.advice(*lead)).raw(" <span class=\"small\">");
        advice.raw(&tongue.say("page.brief.who", &args)).raw("</span></li>\n");
    }
    let rest = seen.len().saturating_sub(FINDINGS);
    BriefView {
        findings: Html(findings.done()),
        none: super::finding::none(context, assessment).to_owned(),
        more: (rest > 0).then(|| tongue.say("page.brief.more", &[("n", rest.into())])),
        advice: Html(advice.done()),
    }
}
