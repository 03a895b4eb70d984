//! The advice page: everything recommended, by who acts, and what was done about it.

use super::Whole;
use super::context::Context;
use super::html::{Pen, names};
use super::overview::whom;
use super::pool::{self, Pooled};
use super::shell::{Head, Shell};
use super::template::Html;
use super::{advice, summary};
use crate::playbook::Actor;
use serde::Serialize;

/// Everything `advice.html` shows.
#[derive(Debug, Serialize)]
pub struct AdvicePageView<'a> {
    page: Shell<'a>,
    actors: Vec<ActorView>,
    actions: Html,
}

/// What one actor leads, and where it takes part.
#[derive(Debug, Serialize)]
struct ActorView {
    id: &'static str,
    name: String,
    rows: Vec<RowView>,
    /// Links to rows that others lead.
    helps: Html,
}

/// A row of advice with everyone it is for.
#[derive(Debug, Serialize)]
struct RowView {
    id: String,
    name: Html,
    /// Link to the rule.
    rule: Html,
    /// Findings it serves, as a list in one line.
    serves: Html,
    first_step: Html,
    actors: String,
    effort: String,
    effects: Html,
    basis: Html,
    whom: Html,
    count: String,
    begun: Option<String>,
}

/// Head of the page.
pub fn head(context: &Context, _: &Whole) -> Head {
    let words = context.tongue.words;
    let title = words.ui("page.advices.title").to_owned();
    Head {
        description: words.ui("page.advices.stand").to_owned(),
        here: title.clone(),
        title,
        at: "advice",
        trail: Vec::new(),
    }
}

/// The view of the page.
pub fn view<'a>(context: &Context, shell: Shell<'a>, whole: &Whole) -> AdvicePageView<'a> {
    let words = context.tongue.words;
    let book = &context.frame.playbook;
    let pooled = pool::advice(whole.groups, whole.places);
    let actor = |actor: &Actor| {
        let helps = pool::helped_by(&pooled, book, *actor).map(|row| {
            let id = book.advice.get(row.advice).map(|advice| &*advice.id).unwrap_or_default();
            let mut link = Pen::new();
            link.raw("<a href=\"#a-").text(id).raw("\">").raw(&context.advice(row.advice)).raw("</a>");
            link.done()
        });
        ActorView {
            id: actor.id(),
            name: words.ui(&format!("actor.{}", actor.id())).to_owned(),
            helps: Html(names(helps)),
            rows: pool::led_by(&pooled, book, *actor).filter_map(|pooled| row(context, pooled)).collect(),
        }
    };
    let actors = Actor::ALL.iter().map(actor).filter(|view| !view.rows.is_empty() || !view.helps.0.is_empty());
    AdvicePageView {
        page: shell,
        actors: actors.collect(),
        actions: Html(summary::actions(context, whole.groups, whole.places)),
    }
}

fn row(context: &Context, pooled: &Pooled) -> Option<RowView> {
    let tongue = context.tongue;
    let row = context.frame.playbook.advice.get(pooled.advice)?;
    let mut effects = String::new();
    for effect in &row.effects {
        let (name, _) = advice::subject(context, &effect.subject);
        effects.push_str("<li>");
        let args = [("name", name.into()), ("n", crate::words::Arg::Count(u64::from(effect.months)))];
        effects.push_str(&tongue.say("page.advices.effect", &args));
        effects.push_str("</li>");
    }
    let counts = [("page.overview.groups", pooled.groups.len()), ("page.overview.places", pooled.places.len())];
    let counts = counts.iter().filter(|(_, n)| *n > 0).map(|(key, n)| tongue.say(key, &[("n", (*n).into())]));
    Some(RowView {
        id: row.id.to_string(),
        name: Html(context.advice(pooled.advice)),
        rule: Html(context.linked_at(
            super::link::RULES,
            &format!("a-{}", row.id),
            tongue.words.ui("page.advices.rule"),
        )),
        serves: Html(names(row.serves.iter().map(|finding| context.rule(*finding)))),
        first_step: Html(advice::own(context, row, &row.first_step, "first_step")),
        actors: context.tongue.words.actors(&row.actors),
        effort: tongue.words.ui(&format!("effort.{}", row.effort.id())).to_owned(),
        effects: Html(effects),
        basis: Html(advice::basis(context, row)),
        whom: Html(whom(context, pooled)),
        count: tongue.words.list(&counts.collect::<Vec<_>>()),
        begun: (pooled.begun > 0).then(|| tongue.say("page.advices.begun", &[("n", pooled.begun.into())])),
    })
}
