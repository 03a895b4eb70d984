//! Switching: who moved between groups, net gain and loss, reasons, and the four steps of a renewal.

use super::Whole;
use super::advice;
use super::context::Context;
use super::figure::{Gallery, Room, scroll};
use super::flow;
use super::html::Pen;
use super::overview;
use super::shell::{Head, Shell};
use super::template::Html;
use crate::chart::{self, Scope};
use crate::model::group::ActionStatus;
use crate::playbook::advice::AdviceKind;
use serde::Serialize;

/// Everything `switching.html` shows.
#[derive(Debug, Serialize)]
pub struct SwitchingView<'a> {
    page: Shell<'a>,
    flows: Option<Html>,
    nets: Html,
    stays: Vec<Html>,
    reasons: Html,
    steps: Vec<StepView>,
    guards: Vec<Html>,
}

/// A step of the renewal procedure.
#[derive(Debug, Serialize)]
struct StepView {
    name: Html,
    first_step: Html,
    how: Html,
    /// Groups for which it is the next step.
    due: Html,
    /// Groups where it is planned, under way or done.
    known: Html,
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
    let steps = book.advice.iter().enumerate().filter(|(_, advice)| matches!(advice.kind, AdviceKind::Step(_)));
    let guards = book.advice.iter().enumerate().filter(|(_, advice)| &*advice.id == "s2.x4");
    SwitchingView {
        page: shell,
        flows,
        nets: Html(nets(context, whole)),
        stays: stays(context, whole),
        reasons: flow::reasons(context, whole.flows, |flow| flow.from.is_some()),
        steps: steps.map(|(index, _)| step(context, whole, index)).collect(),
        guards: guards.map(|(_, advice)| Html(advice::own(context, advice, &advice.how, "how"))).collect(),
    }
}

/// What every group won and lost; empty where no move is known.
fn nets(context: &Context, whole: &Whole) -> String {
    let words = context.tongue.words;
    let sums = flow::nets(whole.flows);
    if sums.is_empty() {
        return String::new();
    }
    let mut out = Pen::new();
    out.raw("<table class=\"data wide\" data-sortable><caption>").raw(words.ui("page.switching.nets"));
    out.raw("</caption><thead><tr>");
    for key in ["page.groups.group", "page.switching.out", "page.switching.in", "page.switching.net"] {
        out.raw("<th scope=\"col\">").raw(words.ui(key)).raw("</th>");
    }
    out.raw("</tr></thead><tbody>");
    for (group, (gone, come)) in sums {
        out.raw("<tr><th scope=\"row\">").raw(&context.group(group)).raw("</th><td>").raw(&gone.cell(context));
        out.raw("</td><td>").raw(&come.cell(context)).raw("</td><td>");
        // A net of sums that are only known from below is not known.
        match gone.hidden || come.hidden {
            true => out.raw("–"),
            false => out.raw(&context.tongue.signed(crate::playbook::Unit::Count, come.known - gone.known)),
        };
        out.raw("</td></tr>");
    }
    out.raw("</tbody></table>");
    let mut region = Pen::new();
    scroll(&mut region, words.ui("page.switching.nets"), &out.done());
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

/// Where the groups stand in one step.
fn step(context: &Context, whole: &Whole, index: usize) -> StepView {
    let tongue = context.tongue;
    let book = &context.frame.playbook;
    let number = match book.advice.get(index).map(|advice| advice.kind) {
        Some(AdviceKind::Step(number)) => Some(number),
        _ => None,
    };
    let due = whole.groups.iter().filter(|group| number.is_some() && group.renewal_step == number);
    let due: Vec<usize> = due.map(|group| group.index).collect();
    let mut known = Vec::new();
    for status in [ActionStatus::Planned, ActionStatus::Running, ActionStatus::Done] {
        let of = whole.groups.iter().filter(|group| {
            group.actions.iter().any(|(advice, state, _)| usize::from(*advice) == index && *state == status)
        });
        let of: Vec<usize> = of.map(|group| group.index).collect();
        if !of.is_empty() {
            let word = tongue.words.ui(&format!("action.{}", status.id())).to_owned();
            let args = [("status", word.into()), ("who", overview::names(context, &of).into())];
            known.push(tongue.say("page.summary.action", &args));
        }
    }
    let Some(row) = book.advice.get(index) else { return StepView::empty() };
    StepView {
        name: Html(advice::name(context, index)),
        first_step: Html(advice::own(context, row, &row.first_step, "first_step")),
        how: Html(advice::own(context, row, &row.how, "how")),
        due: Html(overview::names(context, &due)),
        known: Html(known.join("<br>")),
    }
}

impl StepView {
    fn empty() -> Self {
        Self {
            name: Html::default(),
            first_step: Html::default(),
            how: Html::default(),
            due: Html::default(),
            known: Html::default(),
        }
    }
}
