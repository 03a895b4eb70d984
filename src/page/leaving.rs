//! Leaving as each group counted it itself: how many, and why. Known moves are a part of it.

use super::context::Context;
use super::figure::scroll;
use super::flow;
use super::group_list::{foremost, left_out};
use super::html::Pen;
use crate::disclose::Published;
use crate::model::place::Reason;
use crate::report::leaving::{Leaving, Sum};
use crate::report::{Flow, GroupSummary};
use crate::words::said::begun;

/// Groups named in a sentence; the others are counted.
const NAMED: usize = 12;

/// Whether the table of what groups counted themselves stands on the same page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    /// It follows.
    Yes,
    /// It stands on the page on switching.
    No,
}

/// Why groups have no row in the table of known moves: members left them but no move is known, how many left is
/// withheld, nobody left, or nobody counted. `None` where all have one, or where no move is known at all.
pub fn unlisted(context: &Context, flows: &[Flow], groups: &[GroupSummary], table: Beside) -> Option<String> {
    let nets = flow::nets(flows);
    if nets.is_empty() {
        return None;
    }
    let words = context.tongue.words;
    let (mut left, mut others) = (Vec::new(), [0_usize; 3]);
    for group in groups.iter().filter(|group| !nets.contains_key(&group.index)) {
        let leaving = &group.leaving;
        match (leaving.left.known + leaving.removed.known > 0.0, leaving.is_known()) {
            (true, _) => left.push(group.index),
            (false, true) => others[0] += 1,
            _ if leaving.left.any || leaving.removed.any => others[1] += 1,
            _ => others[2] += 1,
        }
    }
    let mut said: Vec<String> = (!left.is_empty()).then(|| named(context, &left, table)).into_iter().collect();
    let keys = ["page.leaving.no_row_hidden", "page.leaving.no_row_nobody", "page.leaving.no_row_uncounted"];
    let counted = keys.into_iter().zip(others).filter(|(_, n)| *n > 0);
    said.extend(counted.map(|(key, n)| context.tongue.say(key, &[("n", n.into())])));
    (!said.is_empty()).then(|| said.join(words.ui("list.sentence")))
}

/// Groups that members left though no move is known, and where it stands how many.
fn named(context: &Context, left: &[usize], table: Beside) -> String {
    let words = context.tongue.words;
    let names: Vec<String> = left.iter().take(NAMED).map(|group| context.group(*group)).collect();
    let many = left.len() > NAMED;
    let groups = if many { names.join(words.ui("list.comma")) } else { words.list(&names) };
    let args = [("groups", groups.into()), ("more", left.len().saturating_sub(NAMED).into())];
    let key = if many { "page.leaving.unlisted_many" } else { "page.leaving.unlisted" };
    let stands = if table == Beside::Yes { "page.leaving.next" } else { "page.leaving.elsewhere" };
    format!("{}{}{}", context.tongue.say(key, &args), words.ui("list.sentence"), words.ui(stands))
}

/// Members who left by reason, group by group, and how many groups did not count them; empty where none did.
pub fn table(context: &Context, groups: &[GroupSummary]) -> String {
    let words = context.tongue.words;
    let counted: Vec<&GroupSummary> = groups.iter().filter(|group| group.leaving.is_known()).collect();
    if counted.is_empty() {
        return String::new();
    }
    let left = |group: &&GroupSummary| group.leaving.left.known;
    let (counted, more) = foremost(counted, |a, b| left(b).total_cmp(&left(a)), |group| group.index);
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
    said.into_iter().for_each(|(key, n)| left_out(context, out, key, n));
}
