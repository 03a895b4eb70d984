//! Switching: who moved between groups, net gain and loss, reasons, and the four steps of a renewal.

use super::Whole;
use super::advice;
use super::context::Context;
use super::figure::{Gallery, Room, scroll};
use super::flow::{self, Sums};
use super::group_list;
use super::html::Pen;
use super::leaving::{self, Beside};
use super::renewal;
use super::shell::{Head, Shell};
use super::template::Html;
use crate::chart::{self, Scope};
use crate::report::{Flow, GroupSummary};
use serde::Serialize;

/// Everything `switching.html` shows.
#[derive(Debug, Serialize)]
pub struct SwitchingView<'a> {
    page: Shell<'a>,
    flows: Option<Html>,
    /// How many left of their own accord, and how many were removed.
    kinds: Html,
    nets: Html,
    /// Groups that members left, of which no move is known.
    unlisted: Option<Html>,
    /// Leaving as each group counted it itself: a table and what is missing from it.
    own: Html,
    stays: Vec<Html>,
    reasons: Html,
    /// Effects by group: a table.
    effects: Html,
    /// How many groups show none of them.
    no_effects: Option<String>,
    /// Groups by step: a table.
    matrix: Html,
    steps: Vec<StepView>,
    guards: Vec<Html>,
}

/// A step of the renewal procedure.
#[derive(Debug, Serialize)]
struct StepView {
    name: Html,
    first_step: Html,
    how: Html,
    /// What must hold before the next step.
    gate: Option<advice::GateView>,
}

/// Head of the page.
pub fn head(context: &Context, _: &Whole) -> Head {
    let words = context.tongue.words;
    let title = words.ui("page.switching.title").to_owned();
    Head {
        description: words.ui("page.switching.stand").to_owned(),
        here: title.clone(),
        title,
        at: "switching",
        trail: Vec::new(),
    }
}

/// The view of the page.
pub fn view<'a>(context: &Context, shell: Shell<'a>, whole: &Whole) -> SwitchingView<'a> {
    let tongue = context.tongue;
    let mut gallery = Gallery::default();
    let flows = gallery.add(tongue, Room::Full, |n| chart::flows(&tongue.kit, Scope::Site, whole.flows, n));
    let book = &context.frame.playbook;
    let (effects, others) = renewal::effects(context, whole.groups);
    let guards = book.advice.iter().enumerate().filter(|(_, advice)| &*advice.id == "s2.x4");
    SwitchingView {
        page: shell,
        flows,
        kinds: Html(flow::kinds(context, whole.flows)),
        nets: Html(nets(context, whole.flows, None)),
        unlisted: leaving::unlisted(context, whole.flows, whole.groups, Beside::Yes).map(Html),
        own: Html(leaving::table(context, whole.groups)),
        stays: stays(context, whole),
        reasons: flow::reasons(context, whole.flows, |flow| flow.from.is_some()),
        no_effects: (others > 0).then(|| tongue.say("page.switching.no_effects", &[("n", others.into())])),
        effects: Html(effects),
        matrix: Html(renewal::matrix(context, whole.groups)),
        steps: renewal::steps(context).iter().filter_map(|(_, row)| step(context, *row)).collect(),
        guards: guards.map(|(_, advice)| Html(advice::own(context, advice, &advice.how, "how"))).collect(),
    }
}

/// What every group won and lost, those who left apart from those who were removed; empty where no move is known.
/// With `only`, for these groups alone.
pub fn nets(context: &Context, flows: &[Flow], only: Option<&[GroupSummary]>) -> String {
    let words = context.tongue.words;
    let mut rows = Pen::new();
    let ours = |group: usize| only.is_none_or(|groups| groups.binary_search_by_key(&group, |of| of.index).is_ok());
    let moves = |(_, sums): &(usize, Sums)| sums.left.known + sums.removed.known + sums.came.known;
    let all = flow::nets(flows).into_iter().filter(|(group, _)| ours(*group)).collect();
    let (shown, more) = group_list::foremost(all, |a, b| moves(b).total_cmp(&moves(a)), |(group, _)| *group);
    for (group, sums) in shown {
        rows.raw("<tr><th scope=\"row\">").raw(&context.group(group)).raw("</th>");
        for sum in [sums.left, sums.removed, sums.joined_here, sums.came] {
            rows.raw("<td>").raw(&flow::cell(context, sum)).raw("</td>");
        }
        rows.raw("<td>");
        // A net of sums that are only known from below is not known.
        match sums.left.hidden || sums.removed.hidden || sums.came.hidden {
            true => rows.raw("–"),
            false => {
                let net = sums.came.known - sums.left.known - sums.removed.known;
                rows.raw(&context.tongue.signed(crate::playbook::Unit::Count, net, 0))
            }
        };
        rows.raw("</td></tr>");
    }
    let rows = rows.done();
    if rows.is_empty() {
        return rows;
    }
    let mut out = Pen::new();
    out.raw("<table class=\"data wide\" data-sortable><caption>").raw(words.ui("page.switching.nets"));
    out.raw("</caption><thead><tr>");
    for key in [
        "page.groups.group",
        "page.switching.out",
        "page.switching.removed",
        "page.switching.to",
        "page.switching.in",
        "page.switching.net",
    ] {
        out.raw("<th scope=\"col\">").raw(words.ui(key)).raw("</th>");
    }
    out.raw("</tr></thead><tbody>").raw(&rows).raw("</tbody></table>");
    let mut region = Pen::new();
    scroll(&mut region, words.ui("page.switching.nets"), &out.done());
    group_list::left_out(context, &mut region, "page.switching.more", more);
    region.done()
}

/// What stays inside each place.
fn stays(context: &Context, whole: &Whole) -> Vec<Html> {
    let lines = whole.places.iter().filter(|report| report.link.parent.is_none()).filter_map(|report| {
        let text = flow::within(context, report);
        let args = [("place", context.place(report.index).into()), ("text", text.as_str().into())];
        (!text.is_empty()).then(|| Html(context.tongue.say("page.switching.stays", &args)))
    });
    lines.collect()
}

/// One step of the procedure, with the gate to the next.
fn step(context: &Context, index: usize) -> Option<StepView> {
    let book = &context.frame.playbook;
    let row = book.advice.get(index)?;
    Some(StepView {
        name: Html(context.advice_rule(index)),
        first_step: Html(advice::own(context, row, &row.first_step, "first_step")),
        how: Html(advice::own(context, row, &row.how, "how")),
        gate: advice::gate(context, row),
    })
}
