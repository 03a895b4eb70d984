//! What a group or place looked like in earlier periods: when each finding was at least possible, and then period by
//! period, the newest first, grade, score with both intervals, state and findings.

use super::context::Context;
use super::html::{Pen, behind, put_names};
use super::link::HISTORY;
use super::mark;
use super::plan::Whose;
use super::shell::{Head, Shell};
use super::template::Html;
use super::verdict::{discs, grade_word, intervals, letters};
use crate::judge::{Assessment, Outcome};
use crate::model::Period;
use crate::score::{Scores, State};
use serde::Serialize;

/// Everything `history.html` shows.
#[derive(Debug, Serialize)]
pub struct HistoryView<'a> {
    page: Shell<'a>,
    title: Html,
    back: Html,
    /// Whether grades are given: a place has none.
    graded: bool,
    /// When each finding was seen, ready.
    findings: Html,
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
    let telling = Telling::new(context, past);
    HistoryView {
        page: shell,
        back: Html(context.linked(whose.folder, context.tongue.words.ui("page.past.back"))),
        title: Html(context.tongue.say("page.past.of", &[("name", whose.name.into())])),
        graded: past.scores.is_some(),
        findings: Html(telling.findings()),
        periods: Html(telling.periods()),
    }
}

/// Writes what happened: which findings were seen when, then period by period.
struct Telling<'a, 'b> {
    context: &'a Context<'b>,
    past: Past<'a>,
    /// Periods that are told of.
    periods: &'a [Period],
    /// What was seen in each of them.
    seen: Vec<Vec<Found>>,
}

impl<'a, 'b> Telling<'a, 'b> {
    fn new(context: &'a Context<'b>, past: Past<'a>) -> Self {
        let told = past.row.map_or(0, |row| (row + 1).min(past.periods.len()));
        let seen = (0..told).map(|row| seen(context, past.assessment, row)).collect();
        Self { context, past, periods: &past.periods[..told], seen }
    }

    /// Every finding that was ever seen: a bar over all periods, and in how many of them it was likely and possible;
    /// what was seen last comes first.
    fn findings(&self) -> String {
        let words = self.context.tongue.words;
        let (Some(first), Some(last)) = (self.periods.first(), self.periods.last()) else { return String::new() };
        let mut order: Vec<usize> = Vec::new();
        for (finding, _) in self.seen.iter().rev().flatten() {
            if !order.contains(finding) {
                order.push(*finding);
            }
        }
        if order.is_empty() {
            return String::new();
        }
        let mut out = Pen::with_capacity(400 + order.len() * 400);
        let span = [("from", words.period(*first).into()), ("to", words.period(*last).into())];
        out.raw("<table class=\"data when\"><caption>").raw(&self.context.tongue.say("page.past.when", &span));
        out.raw("</caption><thead><tr>");
        for key in ["page.past.finding", "page.past.over_time", "result.likely", "result.possible"] {
            out.raw("<th scope=\"col\">").raw(words.ui(key)).raw("</th>");
        }
        out.raw("</tr></thead><tbody>");
        for finding in order {
            let of = |seen: &Vec<Found>| seen.iter().find(|(had, _)| *had == finding).map(|(_, outcome)| *outcome);
            let course: Vec<Option<Outcome>> = self.seen.iter().map(of).collect();
            out.raw("<tr><th scope=\"row\">").with(|out| self.context.push_rule(out, finding)).raw("</th><td>");
            out.with(|out| mark::put_course(out, &course)).raw("</td>");
            for outcome in [Outcome::Likely, Outcome::Possible] {
                let count = course.iter().filter(|had| **had == Some(outcome)).count();
                out.raw("<td>").with(|out| words.put_number(out, count as f64, 0)).raw("</td>");
            }
            out.raw("</tr>");
        }
        out.raw("</tbody></table>");
        let mut region = Pen::new();
        super::figure::scroll(&mut region, words.ui("page.past.finding"), &out.done());
        region.done()
    }

    fn periods(&self) -> String {
        // A period takes about as much.
        let mut out = Pen::with_capacity(600 * self.periods.len());
        let mut marks = mark::Repeated::default();
        for row in (0..self.periods.len()).rev() {
            self.one(&mut out, row, &mut marks);
        }
        out.done()
    }

    /// One period.
    fn one(&self, out: &mut Pen, row: usize, marks: &mut mark::Repeated) {
        let words = self.context.tongue.words;
        let (period, now) = (self.periods[row], &self.seen[row]);
        let then = row.checked_sub(1).map(|row| self.seen[row].as_slice());
        out.raw("<article class=\"per\" id=\"p-").with(|out| period.put(out)).raw("\"><h2>");
        out.with(|out| self.context.tongue.put_period(out, period)).raw("</h2><div>");
        if let Some(scores) = self.past.scores {
            out.raw("<p>").with(|out| verdict(self.context, scores, row, out, marks)).raw("</p>");
        }
        if now.is_empty() {
            let score = self.past.scores.and_then(|scores| scores.periods.get(row));
            let early = score.is_some_and(|score| score.state == State::TooEarly);
            let key = if early { "page.finding.too_early" } else { "page.past.none" };
            out.raw("<p class=\"small\">").raw(words.ui(key)).raw("</p>");
        }
        for (outcome, key) in [(Outcome::Likely, "result.likely"), (Outcome::Possible, "result.possible")] {
            let found = now.iter().filter(|(_, had)| *had == outcome).map(|(finding, _)| {
                let is_new = then.is_some_and(|then| !has(then, *finding));
                (*finding, is_new)
            });
            self.line(out, (mark::outcome(outcome), marks), words.ui(key), found);
        }
        let gone = then.unwrap_or_default().iter().filter(|(before, _)| !has(now, *before));
        self.line(out, ("", marks), words.ui("page.past.gone"), gone.map(|(finding, _)| (*finding, false)));
        out.raw("</div></article>\n");
    }

    /// Findings in one line behind a word, the new ones marked as such; nothing without findings.
    fn line(
        &self,
        out: &mut Pen,
        (mark, marks): (&'static str, &mut mark::Repeated),
        word: &str,
        found: impl Iterator<Item = (usize, bool)>,
    ) {
        let mut found = found.peekable();
        if found.peek().is_none() {
            return;
        }
        out.raw("<div class=\"small\">")
            .with(|out| marks.put(out, mark))
            .raw("<b>")
            .raw(word)
            .raw("</b>")
            .raw(behind(word));
        out.with(|out| {
            put_names(out, found, |out, (finding, is_new)| {
                out.push_str(self.context.rule_name(finding));
                if is_new {
                    out.push_str("<i>");
                    out.push_str(self.context.tongue.words.ui("page.past.new"));
                    out.push_str("</i>");
                }
            });
        });
        out.raw("</div>");
    }
}

fn has(seen: &[Found], finding: usize) -> bool {
    seen.iter().any(|(had, _)| *had == finding)
}

/// The faults that were at least possible in a period, the strongest first.
fn seen(context: &Context, assessment: &Assessment, row: usize) -> Vec<Found> {
    let mut seen: Vec<Found> = Vec::new();
    for (judged, brief) in assessment.findings.iter().zip(assessment.history.of(row)) {
        let rule = context.frame.playbook.findings.get(judged.finding);
        if brief.outcome >= Outcome::Possible && rule.is_some_and(|rule| rule.kind.is_fault()) {
            seen.push((judged.finding, brief.outcome));
        }
    }
    // A stable sort: equal results keep the order of the playbook.
    seen.sort_by_key(|(_, outcome)| std::cmp::Reverse(*outcome));
    seen
}

/// A finding and its result in a period.
type Found = (usize, Outcome);

/// Appends grade, score and intervals, or the state that stands in their place.
fn verdict(context: &Context, scores: &Scores, row: usize, out: &mut String, marks: &mut mark::Repeated) {
    let words = context.tongue.words;
    let Some(score) = scores.periods.get(row) else { return };
    let graded = score.grade.filter(|_| score.state == State::Graded).zip(score.overall.value());
    let Some((grades, overall)) = graded else {
        marks.put(out, mark::state(score.state));
        out.extend([" ", words.ui(mark::word(score.state))]);
        return;
    };
    let args = [("score", context.tongue.points(overall.value).into()), ("grade", grade_word(context, grades).into())];
    let line = context.tongue.say("page.verdict.graded", &args);
    let intervals = intervals(context, overall);
    discs(grades).for_each(|disc| marks.put(out, disc));
    out.extend([" <b>", &letters(grades), "</b> ", &line, " <span class=\"small\">", &intervals, "</span>"]);
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
