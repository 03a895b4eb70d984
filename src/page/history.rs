//! What a group or place looked like in earlier periods: grade, score with both intervals, state, and the findings that
//! were at least possible; period by period, the newest first, each linked to the one before and the one after.

use super::chain::is_fault;
use super::context::Context;
use super::html::{Pen, names};
use super::link::HISTORY;
use super::mark;
use super::plan::Whose;
use super::shell::{Head, Shell};
use super::template::Html;
use super::verdict::{grade_word, intervals, letters, marks};
use crate::judge::{Assessment, Outcome};
use crate::model::Period;
use crate::score::{Scores, State};
use serde::Serialize;

/// Everything `history.html` shows.
#[derive(Debug, Serialize)]
pub struct HistoryView<'a> {
    page: Shell<'a>,
    name: Html,
    back: Html,
    /// Whether grades are given: a place has none.
    graded: bool,
    /// The periods, ready.
    periods: Html,
}

/// What happened, period by period.
#[derive(Clone, Copy)]
pub struct Past<'a> {
    /// Periods, oldest first.
    pub periods: &'a [Period],
    /// Reported row: nothing after it is shown.
    pub row: Option<usize>,
    /// Scores; `None` for a place, which has no grade.
    pub scores: Option<&'a Scores>,
    /// Findings with their history.
    pub assessment: &'a Assessment,
}

/// The folder of the history that belongs to a page.
pub fn folder(page: &str) -> String {
    format!("{page}/{HISTORY}")
}

/// Head of the page; `above` are the way marks down to the group or place itself.
pub fn head(context: &Context, whose: &Whose, plain: &str, mut above: Vec<(String, String)>) -> Head {
    above.push((whose.folder.to_owned(), whose.name.clone()));
    Head {
        title: context.tongue.say("page.past.of", &[("name", plain.into())]),
        description: context.tongue.say("page.past.description", &[("name", plain.into())]),
        at: "",
        trail: above,
        here: context.tongue.words.ui("page.past.title").to_owned(),
    }
}

/// The view of the page.
pub fn view<'a>(context: &Context, shell: Shell<'a>, past: Past, whose: Whose) -> HistoryView<'a> {
    let mut out = Pen::new();
    if let Some(last) = past.row {
        for row in (0..=last.min(past.periods.len().saturating_sub(1))).rev() {
            one(context, &mut out, &past, row, last);
        }
    }
    HistoryView {
        page: shell,
        back: Html(context.linked(whose.folder, context.tongue.words.ui("page.past.back"))),
        name: Html(whose.name),
        graded: past.scores.is_some(),
        periods: Html(out.done()),
    }
}

/// One period.
fn one(context: &Context, out: &mut Pen, past: &Past, row: usize, last: usize) {
    let words = context.tongue.words;
    let Some(period) = past.periods.get(row) else { return };
    let id = period.to_string();
    out.raw("<article class=\"per\" id=\"p-").raw(&id).raw("\"><div><h2>").raw(&words.period(*period)).raw("</h2>");
    out.raw("<ul class=\"bare small near\">");
    step(context, out, "page.past.before", row.checked_sub(1).and_then(|row| past.periods.get(row)));
    step(context, out, "page.past.after", past.periods.get(row + 1).filter(|_| row < last));
    out.raw("</ul></div><div>");
    if let Some(scores) = past.scores {
        out.raw("<p>").raw(&verdict(context, scores, row)).raw("</p>");
    }
    let now = seen(context, past, row);
    let then = row.checked_sub(1).map(|row| seen(context, past, row));
    if now.is_empty() {
        out.raw("<p class=\"small\">").raw(words.ui("page.past.none")).raw("</p>");
    } else {
        out.raw("<ul class=\"bare small\">");
        for (finding, outcome) in &now {
            out.raw("<li>").raw(mark::outcome(*outcome)).raw(" ").raw(&context.rule(*finding));
            let result = outcome.id().unwrap_or_default();
            out.raw(" <span>").raw(words.ui(&format!("result.{result}"))).raw("</span>");
            if then.as_ref().is_some_and(|then| !then.iter().any(|(before, _)| before == finding)) {
                out.raw(" <b>").raw(words.ui("page.past.new")).raw("</b>");
            }
            out.raw("</li>");
        }
        out.raw("</ul>");
    }
    let gone = then.into_iter().flatten().filter(|(before, _)| !now.iter().any(|(finding, _)| finding == before));
    let gone = names(gone.map(|(finding, _)| context.rule(finding)));
    if !gone.is_empty() {
        out.raw("<div class=\"small\"><b>").raw(words.ui("page.past.gone")).raw("</b> ").raw(&gone).raw("</div>");
    }
    out.raw("</div></article>\n");
}

fn step(context: &Context, out: &mut Pen, key: &str, period: Option<&Period>) {
    let Some(period) = period else { return };
    let name = context.tongue.words.period(*period);
    out.raw("<li><a href=\"#p-").raw(&period.to_string()).raw("\">");
    out.raw(&context.tongue.say(key, &[("period", name.into())])).raw("</a></li>");
}

/// Grade, score and intervals, or the state that stands in their place.
fn verdict(context: &Context, scores: &Scores, row: usize) -> String {
    let words = context.tongue.words;
    let Some(score) = scores.periods.get(row) else { return String::new() };
    let graded = score.grade.filter(|_| score.state == State::Graded).zip(score.overall.value());
    let Some((grades, overall)) = graded else {
        let state = score.state;
        return format!("{} {}", mark::state(state), words.ui(&format!("page.state_head.{}", state.id())));
    };
    let args = [("score", context.tongue.points(overall.value).into()), ("grade", grade_word(context, grades).into())];
    let line = context.tongue.say("page.verdict.graded", &args);
    let intervals = intervals(context, overall);
    format!("{} <b>{}</b> {line} <span class=\"small\">{intervals}</span>", marks(grades), letters(grades))
}

/// The faults that were at least possible in a period, the strongest first.
fn seen(context: &Context, past: &Past, row: usize) -> Vec<(usize, Outcome)> {
    let Some(results) = past.assessment.history.get(row) else { return Vec::new() };
    let mut seen: Vec<(usize, Outcome)> = Vec::new();
    for (judged, brief) in past.assessment.findings.iter().zip(results) {
        let rule = context.frame.playbook.findings.get(judged.finding);
        if brief.outcome >= Outcome::Possible && rule.is_some_and(|rule| is_fault(rule.kind)) {
            seen.push((judged.finding, brief.outcome));
        }
    }
    // A stable sort: equal results keep the order of the playbook.
    seen.sort_by_key(|(_, outcome)| std::cmp::Reverse(*outcome));
    seen
}

/// Links under the title of a group's or place's page: the period before, all periods, the plan to print.
pub fn near(context: &Context, folder: &str, past: &Past) -> Html {
    let words = context.tongue.words;
    let mut out = Pen::new();
    out.raw("<nav class=\"near noprint\" aria-label=\"").text(words.ui("page.past.nav")).raw("\"><ul>");
    let before = past.row.and_then(|row| row.checked_sub(1)).and_then(|row| Some((row, past.periods.get(row)?)));
    let history = self::folder(folder);
    if let Some((row, period)) = before {
        let name = words.period(*period);
        let score = past.scores.and_then(|scores| scores.periods.get(row)?.overall.value());
        let key = if score.is_some() { "page.past.previous_score" } else { "page.past.previous" };
        let score = score.map(|score| context.tongue.points(score.value)).unwrap_or_default();
        let text = context.tongue.say(key, &[("period", name.into()), ("score", score.into())]);
        out.raw("<li>").raw(&context.linked_at(&history, &format!("p-{period}"), &text)).raw("</li>");
    }
    out.raw("<li>").raw(&context.linked(&history, words.ui("page.past.all"))).raw("</li><li>");
    out.raw(&context.linked(&super::plan::folder(folder), words.ui("page.plan.print"))).raw("</li></ul></nav>");
    Html(out.done())
}
