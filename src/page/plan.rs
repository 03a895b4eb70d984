//! The action plan of a group or place on one sheet of paper: what to do first, who, how much work, what will show it,
//! where it should stand and when to look, with boxes to tick.

use super::advice::{is_met, missing, own, subject};
use super::chain::Chain;
use super::context::Context;
use super::html::{Pen, names};
use super::link::PLAN;
use super::shell::{Head, Shell};
use super::template::Html;
use crate::judge::{Assessment, Expected, Recommended};
use serde::Serialize;

/// Effects printed with each step.
const EFFECTS: usize = 2;

/// Everything `plan.html` shows.
#[derive(Debug, Serialize)]
pub struct PlanView<'a> {
    page: Shell<'a>,
    name: Html,
    period: String,
    back: Html,
    steps: Vec<StepView>,
}

/// One step of the plan.
#[derive(Debug, Serialize)]
struct StepView {
    name: Html,
    first_step: Html,
    /// Of a step of the renewal: what must hold before the next.
    gate: Option<super::advice::GateView>,
    /// Items to tick: list items.
    missing: Html,
    /// Who, and how much work.
    who: String,
    /// Findings it serves, as a list in one line.
    serves: Html,
    /// Rows: indicator, now, where it should stand, when to look.
    effects: Html,
    status: Option<String>,
}

/// Whose plan it is.
pub struct Whose<'a> {
    /// Ready name.
    pub name: String,
    /// Folder of its page.
    pub folder: &'a str,
    /// Reported period in words.
    pub period: String,
}

/// Head of the page; `above` are the way marks down to the group or place itself.
pub fn head(context: &Context, whose: &Whose, plain: &str, mut above: Vec<(String, String)>) -> Head {
    let words = context.tongue.words;
    above.push((whose.folder.to_owned(), whose.name.clone()));
    Head {
        title: context.tongue.say("page.plan.of", &[("name", plain.into())]),
        description: context.tongue.say("page.plan.description", &[("name", plain.into())]),
        at: "",
        trail: above,
        here: words.ui("page.plan.title").to_owned(),
    }
}

/// The view of the page.
pub fn view<'a>(context: &Context, shell: Shell<'a>, assessment: &Assessment, whose: Whose) -> PlanView<'a> {
    let chain = Chain::from_beside(context, assessment, whose.folder);
    let shown = assessment.advice.iter().filter(|piece| piece.shown);
    PlanView {
        page: shell,
        back: Html(context.linked(whose.folder, context.tongue.words.ui("page.plan.back"))),
        name: Html(whose.name),
        period: whose.period,
        steps: shown.filter_map(|piece| step(context, &chain, piece)).collect(),
    }
}

/// The folder of the plan that belongs to a page.
pub fn folder(page: &str) -> String {
    format!("{page}/{PLAN}")
}

fn step(context: &Context, chain: &Chain, piece: &Recommended) -> Option<StepView> {
    let tongue = context.tongue;
    let lead = *piece.advice.first()?;
    let row = context.frame.playbook.advice.get(lead)?;
    let effort = tongue.words.ui(&format!("effort_short.{}", row.effort.id())).to_owned();
    let status = piece.status.map(|status| {
        let status = tongue.words.ui(&format!("action.{}", status.id())).to_owned();
        tongue.say("page.advice.status", &[("status", status.into())])
    });
    // What already stands where it should comes last: a stable sort.
    let mut effects: Vec<&Expected> = piece.expected.iter().collect();
    effects.sort_by_key(|effect| is_met(effect));
    Some(StepView {
        name: Html(chain.advice(lead)),
        first_step: Html(own(context, row, &row.first_step, "first_step")),
        gate: super::advice::gate(context, row),
        missing: Html(missing(context, &piece.missing)),
        who: tongue
            .say("page.brief.who", &[("actors", tongue.words.actors(&row.actors).into()), ("effort", effort.into())]),
        serves: Html(names(piece.findings.iter().take(4).map(|finding| chain.finding(*finding)))),
        effects: Html(effects.into_iter().take(EFFECTS).map(|effect| aim(context, effect)).collect()),
        status,
    })
}

/// One row: what will show it, where it stands, where it should stand, when to look.
fn aim(context: &Context, effect: &Expected) -> String {
    let tongue = context.tongue;
    let (name, unit) = subject(context, &effect.subject);
    let aim = match (effect.target, effect.up) {
        (Some(target), up) => {
            let met = if is_met(effect) { "_kept" } else { "" };
            let way = if up == Some(false) { "down_to" } else { "up_to" };
            tongue
                .say(&format!("page.plan.aim.{way}{met}"), &[("target", tongue.words.value(unit, target, None).into())])
        }
        (None, Some(true)) => tongue.words.ui("page.plan.aim.up").to_owned(),
        (None, Some(false)) => tongue.words.ui("page.plan.aim.down").to_owned(),
        (None, None) => tongue.words.ui("page.plan.aim.report").to_owned(),
    };
    let now = match effect.now.value() {
        Some(now) => tongue.amount(unit, now),
        None => tongue.shorthand(&effect.now).to_owned(),
    };
    let mut out = Pen::new();
    out.raw("<tr><th scope=\"row\">").raw(&name).raw("</th><td>").raw(&now).raw("</td><td>").raw(&aim);
    out.raw("</td><td>").raw(&tongue.words.period(effect.by)).raw("</td></tr>");
    out.done()
}
