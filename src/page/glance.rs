//! The overview at a glance: the six questions of every page, each with its answer in a sentence or two, as the
//! contents of the page.

use super::Whole;
use super::context::Context;
use super::html::Pen;
use super::pool::{self, Pooled};
use super::template::Html;
use super::verdict::{grade_word, letters, marks};
use super::{mark, summary};
use crate::playbook::Actor;
use crate::report::{Followed, GroupSummary};
use crate::score::{Grade, State};
use std::collections::BTreeMap;

/// Groups named among the lowest.
const LOWEST: usize = 4;
/// All states that stand in place of a grade, in the order in which they are told.
const STATES: [State; 5] = [State::NoOverall, State::TooEarly, State::Withheld, State::Dormant, State::EndedAsPlanned];

/// The answers, in the order of the questions.
pub fn answers(context: &Context, whole: &Whole, pooled: &[Pooled]) -> [Html; 6] {
    let groups = whole.groups;
    let numbers = context.tongue.words.ui(match groups.is_empty() {
        true => "page.glance.numbers_places",
        false => "page.glance.numbers",
    });
    [
        going(context, groups),
        trouble(context, groups),
        first(context, pooled),
        worked(context, whole),
        sure(context, groups),
        format!("<p>{numbers}</p>"),
    ]
    .map(Html)
}

fn graded(groups: &[GroupSummary]) -> impl Iterator<Item = (&GroupSummary, (Grade, Grade))> {
    groups.iter().filter_map(|group| Some((group, group.graded()?)))
}

fn paragraph(out: &mut Pen, text: &str) {
    out.raw("<p>").raw(text).raw("</p>");
}

/// How many have which grade, and how many moved within a year.
fn going(context: &Context, groups: &[GroupSummary]) -> String {
    let tongue = context.tongue;
    let mut out = Pen::new();
    let mut counts: BTreeMap<(Grade, Grade), usize> = BTreeMap::new();
    for (_, grade) in graded(groups) {
        *counts.entry(grade).or_default() += 1;
    }
    if counts.is_empty() {
        let key = if groups.is_empty() { "page.overview.no_groups" } else { "page.overview.none_graded" };
        paragraph(&mut out, tongue.words.ui(key));
        return out.done();
    }
    out.raw("<ul class=\"tally\">");
    for (grade, count) in counts {
        out.raw("<li>").raw(&marks(grade)).raw(" <b>").raw(&letters(grade)).raw("</b><span class=\"vh\"> ");
        out.raw(&grade_word(context, grade)).raw(tongue.words.ui("page.colon")).raw("</span> ");
        out.raw(&tongue.words.number(count as f64, 0)).raw("</li>");
    }
    out.raw("</ul>");
    let moved: Vec<(f32, bool)> = groups.iter().filter_map(|g| g.since_year.map(|(d, _, clear)| (d, clear))).collect();
    if !moved.is_empty() {
        let count = |up: bool| moved.iter().filter(|(by, clear)| *clear && (*by > 0.0) == up).count();
        let number = |n: usize| tongue.words.number(n as f64, 0);
        let args =
            [("n", moved.len().into()), ("better", number(count(true)).into()), ("worse", number(count(false)).into())];
        let key = if moved.iter().any(|(_, clear)| *clear) { "page.glance.moved" } else { "page.glance.unmoved" };
        paragraph(&mut out, &tongue.say(key, &args));
    }
    out.done()
}

/// The groups with the lowest grades, and the dimension that is weakest over all.
fn trouble(context: &Context, groups: &[GroupSummary]) -> String {
    let tongue = context.tongue;
    let mut out = Pen::new();
    let mut low: Vec<_> = graded(groups).filter(|(_, (_, worst))| *worst >= Grade::D).collect();
    // Groups on a border stand after those that are clearly in the lower grade; ties keep the order of the site.
    low.sort_by_key(|(_, (best, worst))| std::cmp::Reverse((*worst, *best)));
    let rest = low.len().saturating_sub(LOWEST);
    let mut named: Vec<String> = low
        .iter()
        .take(LOWEST)
        .map(|(group, grade)| {
            let grade = letters(*grade);
            let args = [("name", context.group(group.index).into()), ("grade", grade.into())];
            tongue.say("page.glance.graded", &args)
        })
        .collect();
    if rest > 0 {
        named.push(
            context.linked_to_list(&[("grade", "low")], &tongue.say("page.overview.more", &[("n", rest.into())])),
        );
    }
    if !named.is_empty() {
        paragraph(&mut out, &tongue.say("page.glance.lowest", &[("who", tongue.words.list(&named).into())]));
    } else if graded(groups).next().is_some() {
        paragraph(&mut out, tongue.words.ui("page.glance.none_low"));
    }
    if let Some((dimension, median)) = summary::weakest(context, groups) {
        let args = [("name", context.dimension(dimension).into()), ("median", tongue.words.number(median, 0).into())];
        paragraph(&mut out, &tongue.say("page.glance.weakest", &args));
    }
    let out = out.done();
    if !out.is_empty() {
        return out;
    }
    // Without grades and scores, what the figures of the groups bear out most often; else nothing can be said.
    match summary::most_frequent(context, groups) {
        Some((finding, count)) => {
            let args = [("n", count.into()), ("finding", context.quoted(&context.rule(finding)).into())];
            format!("<p>{}</p>", tongue.say("page.overview.recurs", &args))
        }
        None => format!("<p>{}</p>", tongue.words.ui("page.glance.unknown")),
    }
}

/// The most urgent piece of advice of every actor who has one to lead.
fn first(context: &Context, pooled: &[Pooled]) -> String {
    let (book, words) = (&context.frame.playbook, context.tongue.words);
    let mut out = Pen::new();
    for actor in Actor::ALL {
        let Some(row) = pool::led_by(pooled, book, actor).next() else { continue };
        let Some(advice) = book.advice.get(row.advice) else { continue };
        let name = context.linked_at("advice", &format!("a-{}", advice.id), &context.advice(row.advice));
        let actor = words.ui(&format!("actor.{}", actor.id())).to_owned();
        paragraph(&mut out, &words.say("page.glance.do", &[("actor", actor.into()), ("advice", name.into())]));
    }
    let out = out.done();
    if out.is_empty() { format!("<p>{}</p>", words.ui("page.overview.no_advice")) } else { out }
}

/// What became of earlier advice.
fn worked(context: &Context, whole: &Whole) -> String {
    let tongue = context.tongue;
    let rows = pool::actions(whole.groups, whole.places);
    let seen: Vec<Option<Followed>> =
        rows.iter().flat_map(|row| &row.by_status).flatten().map(|doer| doer.seen).collect();
    if seen.is_empty() {
        return format!("<p>{}</p>", tongue.words.ui("page.overview.no_actions"));
    }
    let count = |of: Followed| tongue.words.number(seen.iter().filter(|seen| **seen == Some(of)).count() as f64, 0);
    let unclear = seen.iter().filter(|seen| matches!(seen, Some(Followed::Same | Followed::Mixed))).count();
    let args = [
        ("n", seen.len().into()),
        ("better", count(Followed::Better).into()),
        ("worse", count(Followed::Worse).into()),
        ("unclear", tongue.words.number(unclear as f64, 0).into()),
    ];
    format!("<p>{}</p>", tongue.say("page.glance.worked", &args))
}

/// How many could be graded, and why the others could not.
fn sure(context: &Context, groups: &[GroupSummary]) -> String {
    let tongue = context.tongue;
    let number = |n: usize| tongue.words.number(n as f64, 0);
    let mut out = Pen::new();
    if groups.is_empty() {
        return format!("<p>{}</p>", tongue.words.ui("page.glance.places_only"));
    }
    if graded(groups).count() == groups.len() {
        return format!("<p>{}</p>", tongue.words.ui("page.glance.sure_all"));
    }
    let all = number(groups.len());
    paragraph(&mut out, &tongue.say("page.glance.sure", &[("n", graded(groups).count().into()), ("all", all.into())]));
    let mut rest: Vec<String> = Vec::new();
    let mut tell = |mark: &str, key: &str, of: Option<State>| {
        let count = groups.iter().filter(|group| group.state == of).count();
        if count > 0 {
            let text = tongue.say(&format!("page.glance.state.{key}"), &[("n", count.into())]);
            rest.push(format!("{mark} {text}"));
        }
    };
    for state in STATES {
        tell(mark::state(state), state.id(), Some(state));
    }
    tell(mark::state(State::NoOverall), "no_data", None);
    if !rest.is_empty() {
        out.raw("<ul class=\"bare\"><li>").raw(&rest.join("</li><li>")).raw("</li></ul>");
    }
    let open = graded(groups).filter(|(_, (best, worst))| best != worst).count();
    if open > 0 {
        paragraph(&mut out, &tongue.say("page.glance.open", &[("n", open.into())]));
    }
    out.done()
}
