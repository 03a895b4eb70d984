//! How far the measurements of a group or place go that a page speaks of: those that end before the rest of the report,
//! and a period that is not over yet.

use super::context::Context;
use crate::disclose::Facts;
use crate::model::Period;
use crate::report::{GroupReport, PlaceReport};

/// What the page of a place says where its figures do not simply end with the period reported; `None` where they do.
pub fn of_place(context: &Context, report: &PlaceReport) -> Option<String> {
    sentences(context, last(&report.facts, report.row), report.last_measured, report.unfinished)
}

/// The same of a group.
pub fn of_group(context: &Context, report: &GroupReport) -> Option<String> {
    sentences(context, last(&report.facts, report.row), report.last_measured, report.unfinished)
}

fn last(facts: &Facts, row: Option<usize>) -> Option<Period> {
    facts.periods.get(row?).copied()
}

/// `last` is the last period assessed, `late` whether it is older than the rest, `unfinished` a period that was measured and
/// is not over.
fn sentences(context: &Context, last: Option<Period>, late: bool, unfinished: Option<Period>) -> Option<String> {
    let words = context.tongue.words;
    let as_of = words.period(context.frame.as_of?);
    let mut sentences = Vec::new();
    // What follows was measured, and is not over.
    let goes_on = unfinished.is_some() && last.map(Period::next) == unfinished;
    if let Some(last) = last.filter(|_| late && !goes_on) {
        let args = [("period", words.period(last).into()), ("as_of", as_of.as_str().into())];
        sentences.push(words.say("page.last_measured", &args));
    }
    if let Some(unfinished) = unfinished {
        let args = [("period", words.period(unfinished).into()), ("as_of", as_of.as_str().into())];
        sentences.push(words.say("page.unfinished", &args));
        if let Some(last) = last.filter(|_| goes_on || !late) {
            sentences.push(words.say("page.assessed_to", &[("period", words.period(last).into())]));
        }
    }
    (!sentences.is_empty()).then(|| sentences.join(words.ui("page.stand.join")))
}
