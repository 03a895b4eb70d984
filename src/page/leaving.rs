//! Leaving as each group counted it itself: how many, and why. Known moves are a part of it.

use super::context::Context;
use super::figure::scroll;
use super::flow;
use super::group_list::ON_A_PAGE;
use super::html::Pen;
use crate::disclose::Published;
use crate::model::place::Reason;
use crate::report::leaving::{Leaving, Sum};
use crate::report::{Flow, GroupSummary};
use crate::words::said::begun;

/// Groups named in a sentence; the others are counted.
const NAMED: usize = 12;

/// Which groups members left though no move of theirs is known, in one sentence; `None` where there is none, or where
/// no move is known at all.
pub fn unlisted(context: &Context, flows: &[Flow], groups: &[GroupSummary]) -> Option<String> {
    let nets = flow::nets(flows);
    let left_out = |group: &&GroupSummary| group.leaving.is_known() && !nets.contains_key(&group.index);
    let all: Vec<usize> = groups.iter().filter(left_out).map(|group| group.index).collect();
    if all.is_empty() || nets.is_empty() {
        return None;
    }
    let named: Vec<String> = all.iter().take(NAMED).map(|group| context.group(*group)).collect();
    let words = context.tongue.words;
    let many = all.len() > NAMED;
    let groups = if many { named.join(words.ui("list.comma")) } else { words.list(&named) };
    let args = [("groups", groups.into()), ("more", all.len().saturating_sub(NAMED).into())];
    let key = if many { "page.leaving.unlisted_many" } else { "page.leaving.unlisted" };
    Some(context.tongue.say(key, &args))
}

/// Members who left by reason, group by group, and how many groups did not count them; empty where none did.
pub fn table(context: &Context, groups: &[GroupSummary]) -> String {
    let words = context.tongue.words;
    let mut counted: Vec<&GroupSummary> = groups.iter().filter(|group| group.leaving.is_known()).collect();
    if counted.is_empty() {
        return String::new();
    }
    let more = counted.len().saturating_sub(ON_A_PAGE);
    if more > 0 {
        // A stable sort: equal numbers keep the order of paths, and so do the groups that are shown.
        counted.sort_by(|a, b| b.leaving.left.known.total_cmp(&a.leaving.left.known));
        counted.truncate(ON_A_PAGE);
        counted.sort_by_key(|group| group.index);
    }
    let mut out = Pen::new();
    out.raw("<table class=\"data wide\" data-sortable><caption>").raw(words.ui("page.leaving.caption"));
    out.raw("</caption><thead><tr>");
    for key in ["page.groups.group", "page.switching.out"] {
        out.raw("<th scope=\"col\">").raw(words.ui(key)).raw("</th>");
    }
    for reason in Reason::ALL {
        let name = begun(words.ui(&format!("reason.{}", reason.id())));
        out.raw("<th scope=\"col\">").raw(&name).raw("</th>");
    }
    out.raw("<th scope=\"col\">").raw(words.ui("page.switching.removed")).raw("</th></tr></thead><tbody>");
    for group in counted {
        row(context, &mut out, group.index, &group.leaving);
    }
    out.raw("</tbody></table>");
    let mut region = Pen::new();
    scroll(&mut region, words.ui("page.leaving.caption"), &out.done());
    notes(context, &mut region, groups, more);
    region.done()
}

fn row(context: &Context, out: &mut Pen, group: usize, leaving: &Leaving) {
    let mut cells = vec![cell(context, leaving.left, false)];
    cells.extend(leaving.reasons.map(|sum| cell(context, sum, leaving.no_reasons)));
    cells.push(cell(context, leaving.removed, false));
    out.raw("<tr><th scope=\"row\">").raw(&context.group(group)).raw("</th>");
    for cell in &cells {
        out.raw("<td>").raw(cell).raw("</td>");
    }
    out.raw("</tr>");
}

/// A sum, or why there is none: it was not counted, or does not apply.
fn cell(context: &Context, sum: Sum, not_applicable: bool) -> String {
    let none = match (sum.any, not_applicable) {
        (true, _) => return flow::cell(context, sum),
        (false, true) => Published::<f64>::NotApplicable,
        (false, false) => Published::Missing,
    };
    context.tongue.shorthand(&none).to_owned()
}

/// What the table does not show: groups with fewer leavers, groups that nobody left, groups that did not count.
fn notes(context: &Context, out: &mut Pen, groups: &[GroupSummary], more: usize) {
    let counted = |group: &&GroupSummary| group.leaving.left.any || group.leaving.removed.any;
    let nobody = groups.iter().filter(counted).filter(|group| !group.leaving.is_known()).count();
    let uncounted = groups.len() - groups.iter().filter(counted).count();
    let said = [("page.switching.more", more), ("page.leaving.nobody", nobody), ("page.leaving.uncounted", uncounted)];
    for (key, n) in said.into_iter().filter(|(_, n)| *n > 0) {
        out.raw("<p class=\"small\">").raw(&context.tongue.say(key, &[("n", n.into())])).raw("</p>");
    }
}
