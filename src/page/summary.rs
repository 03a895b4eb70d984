//! What several pages say of all groups together: medians of dimensions, findings that recur, actions, places.

use super::Whole;
use super::context::Context;
use super::figure::scroll;
use super::html::{Pen, escaped};
use super::pool::{self, Whose};
use crate::playbook::Level;
use crate::report::{Followed, GroupSummary, PlaceReport};
use crate::words::Words;
use std::collections::BTreeMap;

/// Places in one table: more are shown as a tree that folds.
const IN_A_TABLE: usize = 30;

/// The median of every dimension over the groups that have a score in it; empty without any.
pub fn dimensions(context: &Context, groups: &[GroupSummary]) -> String {
    let tongue = context.tongue;
    let words = tongue.words;
    let mut rows = Pen::new();
    let mut any = false;
    for (index, scores) in scores(context, groups) {
        let Some(median) = median(&scores) else { continue };
        any = true;
        let weak = scores.iter().filter(|score| **score < 50.0).count();
        rows.raw("<tr><th scope=\"row\">").raw(&context.dimension(index)).raw("</th><td>");
        rows.raw(&words.number(median, 0)).raw("</td><td>").raw(&words.number(scores.len() as f64, 0));
        rows.raw("</td><td>").raw(&words.number(weak as f64, 0)).raw("</td></tr>");
    }
    if !any {
        return String::new();
    }
    let head = ["page.summary.dimension", "page.summary.median", "page.summary.scored", "page.summary.weak"];
    framed(context, "data", "page.summary.dimensions", &head, &rows.done())
}

/// Every dimension of groups by index, with its published scores, ascending.
fn scores<'a>(context: &Context<'a>, groups: &'a [GroupSummary]) -> impl Iterator<Item = (usize, Vec<f32>)> + 'a {
    let levels = context.frame.playbook.dimensions.iter().enumerate().filter(|(_, d)| d.level == Level::Group);
    levels.enumerate().map(|(at, (index, _))| {
        let scores = groups.iter().filter_map(|group| group.dimensions.get(at)?.value().copied());
        let mut scores: Vec<f32> = scores.collect();
        scores.sort_by(f32::total_cmp);
        (index, scores)
    })
}

/// The dimension with the lowest median and that median, where more than five points lie between it and the highest.
pub fn weakest(context: &Context, groups: &[GroupSummary]) -> Option<(usize, f64)> {
    let medians = scores(context, groups).filter_map(|(index, scores)| Some((index, median(&scores)?)));
    let medians: Vec<(usize, f64)> = medians.collect();
    let lowest = medians.iter().copied().min_by(|a, b| a.1.total_cmp(&b.1))?;
    medians.iter().any(|(_, median)| median - lowest.1 > 5.0).then_some(lowest)
}

/// The mean of the two middle values of a sorted list.
fn median(sorted: &[f32]) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let (low, high) = (sorted.get(last / 2)?, sorted.get(last.div_ceil(2))?);
    Some((f64::from(*low) + f64::from(*high)) / 2.0)
}

/// How often each finding is likely or possible, the most frequent first.
fn counted(context: &Context, groups: &[GroupSummary]) -> Vec<(usize, usize, usize)> {
    let mut counts: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for (finding, likely) in groups.iter().flat_map(|group| &group.findings) {
        let finding = usize::from(*finding);
        if !context.frame.playbook.findings.get(finding).is_some_and(|finding| finding.kind.is_fault()) {
            continue;
        }
        let count = counts.entry(finding).or_default();
        *(if *likely { &mut count.0 } else { &mut count.1 }) += 1;
    }
    let mut counts: Vec<_> =
        counts.into_iter().map(|(finding, (likely, possible))| (finding, likely, possible)).collect();
    // A stable sort: ties keep the order of the playbook.
    counts.sort_by_key(|(_, likely, possible)| std::cmp::Reverse((likely + possible, *likely)));
    counts
}

/// The finding that recurs most, with the number of groups; `None` where none is in two groups.
pub fn most_frequent(context: &Context, groups: &[GroupSummary]) -> Option<(usize, usize)> {
    let (finding, likely, possible) = counted(context, groups).into_iter().next()?;
    (likely + possible > 1).then_some((finding, likely + possible))
}

/// The findings that recur, as a table; empty where there is none. Each leads to its groups in the list: those in
/// `place`, where it is named.
pub fn findings(context: &Context, groups: &[GroupSummary], place: Option<&str>, at_most: usize) -> String {
    let words = context.tongue.words;
    let mut counts = counted(context, groups);
    // What one group alone shows does not recur.
    counts.retain(|(_, likely, possible)| likely + possible > 1);
    if counts.is_empty() {
        return String::new();
    }
    let mut rows = Pen::new();
    for (finding, likely, possible) in counts.iter().take(at_most) {
        rows.raw("<tr><th scope=\"row\">").raw(&context.rule(*finding)).raw("</th><td>");
        rows.raw(&words.number(*likely as f64, 0)).raw("</td><td>").raw(&words.number(*possible as f64, 0));
        let id = context.frame.playbook.findings.get(*finding).map(|finding| &*finding.id).unwrap_or_default();
        let narrowed = [("rule", &*format!("f-{id}")), ("place", place.unwrap_or_default())];
        let total = words.number((likely + possible) as f64, 0);
        rows.raw("</td><td>").raw(&context.linked_to_list(&narrowed, &total)).raw("</td></tr>");
    }
    let head = ["page.summary.finding", "page.summary.likely", "page.summary.possible", "page.summary.together"];
    framed(context, "data", "page.summary.findings", &head, &rows.done())
}

/// What was done about advice and what was seen since, over all groups and places; empty where nothing is known. What
/// is too early to tell anywhere is folded away.
pub fn actions(context: &Context, groups: &[GroupSummary], places: &[PlaceReport]) -> String {
    let rows = pool::actions(groups, places);
    let early = |row: &&pool::Actions| {
        row.by_status.iter().flatten().all(|doer| matches!(doer.seen, None | Some(Followed::Early)))
    };
    let (early, told): (Vec<_>, Vec<_>) = rows.iter().partition(early);
    let mut out = Pen::new();
    if !told.is_empty() {
        out.raw("<ol class=\"foll\">\n");
        told.iter().for_each(|row| action(context, &mut out, row));
        out.raw("</ol>");
    }
    if !early.is_empty() {
        let label = context.tongue.say("page.summary.early", &[("n", early.len().into())]);
        out.raw("<details><summary>").raw(&label).raw("</summary><ol class=\"foll\">\n");
        early.iter().for_each(|row| action(context, &mut out, row));
        out.raw("</ol></details>");
    }
    out.done()
}

/// One piece of advice: who did what, and what was seen since.
fn action(context: &Context, out: &mut Pen, row: &pool::Actions) {
    let words = context.tongue.words;
    let id = context.frame.playbook.advice.get(row.advice).map(|advice| &*advice.id).unwrap_or_default();
    out.raw("<li><div><p><b>").raw(&context.advice_rule(row.advice)).raw("</b></p></div><ul class=\"bare\">");
    for (status, who) in pool::STATES.iter().zip(&row.by_status) {
        if who.is_empty() {
            continue;
        }
        let items = who.iter().take(SHOWN).map(|doer| {
            let (folder, name) = match doer.whose {
                Whose::Group(group) => {
                    let link = context.frame.groups.get(group);
                    let name = link.map(|link| super::html::localized(&link.name, context.tongue.lang()));
                    (link.map_or("", |link| link.path.as_str()), name.unwrap_or_default())
                }
                Whose::Place(place) => {
                    let name = context.tongue.places.get(place).map(|name| name.html.clone()).unwrap_or_default();
                    (context.frame.places.get(place).map_or("", |link| link.path.as_str()), name)
                }
            };
            let Some(seen) = doer.seen else { return context.linked(folder, &name) };
            let name = context.linked_at(folder, &format!("u-{id}"), &name);
            let seen = words.ui(&format!("page.followed.{}", seen.id())).to_owned();
            context.tongue.say("page.followed.who", &[("name", name.into()), ("seen", seen.into())])
        });
        let mut items: Vec<String> = items.collect();
        if who.len() > SHOWN {
            items.push(context.tongue.say("page.overview.more", &[("n", (who.len() - SHOWN).into())]));
        }
        let status = words.ui(&format!("action.{}", status.id())).to_owned();
        let args = [("status", status.into()), ("who", super::html::names(items).into())];
        out.raw("<li>").raw(&context.tongue.say("page.summary.action", &args)).raw("</li>");
    }
    out.raw("</ul></li>\n");
}

/// Who is named of those that did the same.
const SHOWN: usize = 12;

/// The places of the site as a table; empty where there is none.
pub fn places(context: &Context, whole: &Whole) -> String {
    let words = context.tongue.words;
    if context.frame.places.is_empty() {
        return String::new();
    }
    if context.frame.places.len() > IN_A_TABLE {
        return super::tree::places(context, whole).0;
    }
    let mut rows = Pen::new();
    for (index, place) in context.frame.places.iter().enumerate() {
        let report = whole.places.iter().find(|report| report.index == index);
        rows.raw("<tr><th scope=\"row\">").raw(&context.place(index)).raw("</th><td>");
        rows.raw(words.ui(&format!("place_kind.{}", place.kind.id()))).raw("</td><td class=\"num r\">");
        rows.raw(&words.number(report.map_or(0, |report| report.groups.len()) as f64, 0)).raw("</td></tr>");
    }
    let head = ["page.groups.place", "page.summary.place_kind", "page.summary.groups"];
    framed(context, "wide", "page.summary.places", &head, &rows.done())
}

/// The name of a column as an attribute of its cells: on phones a row is a card, and each cell stands under that name.
pub fn label(words: &Words, head: &str) -> String {
    format!(" data-label=\"{}\"", escaped(words.ui(head)))
}

/// A table with caption and heads in its own scrolling region.
pub fn framed(context: &Context, class: &str, caption: &str, heads: &[&str], rows: &str) -> String {
    let words = context.tongue.words;
    let mut out = Pen::new();
    out.raw("<table class=\"").raw(class).raw("\"><caption>").raw(words.ui(caption)).raw("</caption><thead><tr>");
    for head in heads {
        // A head over numbers stands where they do.
        let end = matches!(*head, "page.overview.count" | "page.summary.groups");
        out.raw("<th scope=\"col\"").raw(if end { " class=\"r\">" } else { ">" }).raw(words.ui(head)).raw("</th>");
    }
    out.raw("</tr></thead><tbody>").raw(rows).raw("</tbody></table>");
    let mut region = Pen::new();
    scroll(&mut region, words.ui(caption), &out.done());
    region.done()
}
