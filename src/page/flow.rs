//! Moves of members between groups in tables: where they went, where they came from, and why.

use super::context::Context;
use super::figure::scroll;
use super::html::Pen;
use super::template::Html;
use crate::disclose::Published;
use crate::model::place::Reason;
use crate::report::leaving::Sum;
use crate::report::{Flow, PlaceReport};
use crate::words::said::begun;
use std::collections::BTreeMap;

/// A sum as a cell: a number, `[c]` where all of it is withheld, "at least" where a part is, `0` for none.
pub fn cell(context: &Context, sum: Sum) -> String {
    let tongue = context.tongue;
    match (sum.known > 0.0, sum.hidden) {
        (_, false) => tongue.words.number(sum.known, 0),
        (true, true) => tongue.say("page.flow.at_least", &[("count", tongue.words.number(sum.known, 0).into())]),
        (false, true) => tongue.shorthand(&Published::<f64>::Withheld).to_owned(),
    }
}

/// Where the members of a group went and came from; empty where no move is known.
pub fn of_group(context: &Context, group: usize, flows: &[Flow]) -> Html {
    let mut others: BTreeMap<Option<usize>, (Sum, Sum)> = BTreeMap::new();
    for flow in flows {
        if flow.from == Some(group) {
            others.entry(flow.to).or_default().0.add(&flow.count);
        } else if flow.to == Some(group) {
            others.entry(flow.from).or_default().1.add(&flow.count);
        }
    }
    if others.is_empty() {
        return Html::default();
    }
    let words = context.tongue.words;
    let mut out = Pen::new();
    out.raw("<table class=\"data wide\"><caption>").raw(words.ui("page.flow.caption")).raw("</caption><thead><tr>");
    for key in ["page.flow.other", "page.flow.out", "page.flow.in"] {
        out.raw("<th scope=\"col\">").raw(words.ui(key)).raw("</th>");
    }
    out.raw("</tr></thead><tbody>");
    // Outside stands last.
    let outside = others.remove(&None);
    let rows = others.into_iter().map(|(other, sums)| (other.map(|group| context.group(group)), sums));
    for (name, (gone, come)) in rows.chain(outside.map(|sums| (None, sums))) {
        out.raw("<tr><th scope=\"row\">").raw(name.as_deref().unwrap_or_else(|| words.ui("page.flow.outside")));
        out.raw("</th><td>").raw(&cell(context, gone)).raw("</td><td>").raw(&cell(context, come)).raw("</td></tr>");
    }
    out.raw("</tbody></table>");
    region(words.ui("page.flow.label"), &out.done())
}

/// How many left a group of the place, and how many of them are known to have joined another group of it; empty where
/// nobody left.
pub fn within(context: &Context, report: &PlaceReport) -> String {
    let ours = |group: Option<usize>| group.is_some_and(|group| report.groups.iter().any(|g| g.index == group));
    let (mut all, mut stayed) = (Sum::default(), Sum::default());
    for flow in report.flows.iter().filter(|flow| ours(flow.from) && !flow.removed) {
        all.add(&flow.count);
        if ours(flow.to) {
            stayed.add(&flow.count);
        }
    }
    if !all.any {
        return String::new();
    }
    let args = [("all", cell(context, all).into()), ("stayed", cell(context, stayed).into())];
    let none = stayed.known == 0.0 && !stayed.hidden;
    context.tongue.say(if none { "page.flow.within_none" } else { "page.flow.within" }, &args)
}

/// What a group won and lost by known moves.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Sums {
    /// Left of their own accord.
    pub left: Sum,
    /// Were removed.
    pub removed: Sum,
    /// Of those who left: joined another group of the site.
    pub joined_here: Sum,
    /// Came from another group or from outside.
    pub came: Sum,
}

/// Groups with what came and went, by index, for a table of net gains.
pub fn nets(flows: &[Flow]) -> BTreeMap<usize, Sums> {
    let mut groups: BTreeMap<usize, Sums> = BTreeMap::new();
    for flow in flows.iter().filter(|flow| flow.from != flow.to) {
        if let Some(from) = flow.from {
            let sums = groups.entry(from).or_default();
            (if flow.removed { &mut sums.removed } else { &mut sums.left }).add(&flow.count);
            if flow.to.is_some() {
                sums.joined_here.add(&flow.count);
            }
        }
        if let Some(to) = flow.to {
            groups.entry(to).or_default().came.add(&flow.count);
        }
    }
    groups
}

/// How many left of their own accord and how many were removed, in one sentence; empty where nobody left.
pub fn kinds(context: &Context, flows: &[Flow]) -> String {
    let (mut left, mut removed) = (Sum::default(), Sum::default());
    for flow in flows.iter().filter(|flow| flow.from.is_some()) {
        (if flow.removed { &mut removed } else { &mut left }).add(&flow.count);
    }
    if !left.any && !removed.any {
        return String::new();
    }
    let args = [("left", cell(context, left).into()), ("removed", cell(context, removed).into())];
    context.tongue.say("page.switching.kinds", &args)
}

/// Why members left, by reason, removals apart; empty where nobody left.
pub fn reasons(context: &Context, flows: &[Flow], left: impl Fn(&Flow) -> bool) -> Html {
    let words = context.tongue.words;
    let mut by_reason = [Sum::default(); 6];
    let mut removed = Sum::default();
    for flow in flows.iter().filter(|flow| left(flow)) {
        if flow.removed {
            removed.add(&flow.count);
        } else if let Some(at) = Reason::ALL.iter().position(|reason| reason.id() == flow.reason) {
            by_reason[at].add(&flow.count);
        }
    }
    if !removed.any && by_reason.iter().all(|sum| !sum.any) {
        return Html::default();
    }
    let mut out = Pen::new();
    out.raw("<table class=\"data wide\"><caption>").raw(words.ui("page.flow.reasons")).raw("</caption><thead><tr>");
    out.raw("<th scope=\"col\">").raw(words.ui("page.flow.reason")).raw("</th><th scope=\"col\">");
    out.raw(words.ui("page.flow.persons")).raw("</th></tr></thead><tbody>");
    let named = Reason::ALL.iter().map(|reason| words.ui(&format!("reason.{}", reason.id())).to_owned());
    for (name, sum) in named.zip(by_reason).chain([(words.ui("page.flow.removed").to_owned(), removed)]) {
        if sum.any {
            out.raw("<tr><th scope=\"row\">")
                .raw(&begun(&name))
                .raw("</th><td>")
                .raw(&cell(context, sum))
                .raw("</td></tr>");
        }
    }
    out.raw("</tbody></table>");
    region(words.ui("page.flow.reasons_label"), &out.done())
}

fn region(label: &str, table: &str) -> Html {
    let mut out = Pen::new();
    scroll(&mut out, label, table);
    Html(out.done())
}
