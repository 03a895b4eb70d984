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
    HistoryView {
        page: shell,
        back: Html(context.linked(whose.folder, context.tongue.words.ui("page.past.back"))),
        name: Html(whose.name),
        graded: past.scores.is_some(),
        periods: Html(Telling::new(context, past).all()),
    }
}

/// Writes what happened, period by period; what every period says is looked up once.
struct Telling<'a, 'b> {
    context: &'a Context<'b>,
    past: Past<'a>,
    /// Periods that are told of, with their ids and names.
    periods: Vec<(String, String)>,
    none: &'a str,
    new: &'a str,
    gone: &'a str,
}

impl<'a, 'b> Telling<'a, 'b> {
    fn new(context: &'a Context<'b>, past: Past<'a>) -> Self {
        let words = context.tongue.words;
        let told = past.row.map_or(0, |row| (row + 1).min(past.periods.len()));
        let named = |period: &Period| (period.to_string(), words.period(*period));
        Self {
            context,
            past,
            periods: past.periods.iter().take(told).map(named).collect(),
            none: words.ui("page.past.none"),
            new: words.ui("page.past.new"),
            gone: words.ui("page.past.gone"),
        }
    }

    fn all(&self) -> String {
        // A period takes about as much.
        let mut out = Pen::with_capacity(1600 * self.periods.len());
        if !self.periods.is_empty() {
            out.raw(&mark::symbols());
        }
        let mut now = self.periods.len().checked_sub(1).map(|row| self.seen(row)).unwrap_or_default();
        for row in (0..self.periods.len()).rev() {
            let then = row.checked_sub(1).map(|row| self.seen(row));
            self.one(&mut out, row, &now, then.as_deref());
            now = then.unwrap_or_default();
        }
        out.done()
    }

    /// One period.
    fn one(&self, out: &mut Pen, row: usize, now: &[Found], then: Option<&[Found]>) {
        let Some((id, name)) = self.periods.get(row) else { return };
        out.raw("<article class=\"per\" id=\"p-").raw(id).raw("\"><div><h2>").raw(name);
        out.raw("</h2><ul class=\"bare small near\">");
        self.step(out, "page.past.before", row.checked_sub(1));
        self.step(out, "page.past.after", Some(row + 1));
        out.raw("</ul></div><div>");
        if let Some(scores) = self.past.scores {
            out.raw("<p>").raw(&verdict(self.context, scores, row)).raw("</p>");
        }
        if now.is_empty() {
            out.raw("<p class=\"small\">").raw(self.none).raw("</p>");
        } else {
            out.raw("<ul class=\"bare small\">");
            for (finding, outcome) in now {
                let is_new = then.is_some_and(|then| !then.iter().any(|(before, _)| before == finding));
                self.found(out, *finding, *outcome, is_new);
            }
            out.raw("</ul>");
        }
        self.gone(out, now, then.unwrap_or_default());
        out.raw("</div></article>\n");
    }

    fn found(&self, out: &mut Pen, finding: usize, outcome: Outcome, is_new: bool) {
        out.raw("<li>").raw(mark::shown_outcome(outcome)).raw(" ").with(|out| self.context.push_rule(out, finding));
        out.raw(" <span>").raw(self.context.tongue.words.ui(result_key(outcome))).raw("</span>");
        if is_new {
            out.raw(" <b>").raw(self.new).raw("</b>");
        }
        out.raw("</li>");
    }

    /// What is no longer seen.
    fn gone(&self, out: &mut Pen, now: &[Found], then: &[Found]) {
        let gone = then.iter().filter(|(before, _)| !now.iter().any(|(finding, _)| finding == before));
        let gone = names(gone.map(|(finding, _)| self.context.rule(*finding)));
        if !gone.is_empty() {
            out.raw("<div class=\"small\"><b>").raw(self.gone).raw("</b> ").raw(&gone).raw("</div>");
        }
    }

    fn step(&self, out: &mut Pen, key: &str, row: Option<usize>) {
        let Some((id, name)) = row.and_then(|row| self.periods.get(row)) else { return };
        let text = self.context.tongue.say(key, &[("period", name.into())]);
        out.raw("<li><a href=\"#p-").raw(id).raw("\">").raw(&text).raw("</a></li>");
    }

    /// The faults that were at least possible in a period, the strongest first.
    fn seen(&self, row: usize) -> Vec<Found> {
        let Some(results) = self.past.assessment.history.get(row) else { return Vec::new() };
        let mut seen: Vec<Found> = Vec::new();
        for (judged, brief) in self.past.assessment.findings.iter().zip(results) {
            let rule = self.context.frame.playbook.findings.get(judged.finding);
            if brief.outcome >= Outcome::Possible && rule.is_some_and(|rule| is_fault(rule.kind)) {
                seen.push((judged.finding, brief.outcome));
            }
        }
        // A stable sort: equal results keep the order of the playbook.
        seen.sort_by_key(|(_, outcome)| std::cmp::Reverse(*outcome));
        seen
    }
}

/// A finding and its result in a period.
type Found = (usize, Outcome);

fn result_key(outcome: Outcome) -> &'static str {
    if outcome == Outcome::Likely { "result.likely" } else { "result.possible" }
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
