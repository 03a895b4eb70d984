//! Advice in a page: first step, who acts, effort, what will show it and by when, why now.

use super::chain::Chain;
use super::context::Context;
use super::evidence;
use super::html::{names, part};
use super::template::Html;
use crate::disclose::Published;
use crate::judge::{Assessment, Expected, Recommended, Remark};
use crate::model::Localized;
use crate::playbook::advice::AdviceKind;
use crate::playbook::test::{Subject, is_share};
use crate::playbook::{Advice, Unit};
use crate::words::condition::Speaker;
use crate::words::{Digits, digits};
use serde::Serialize;

/// One piece of advice, perhaps merged of several rows.
#[derive(Debug, Serialize)]
pub struct AdviceView {
    /// Id of the row that leads.
    id: String,
    name: Html,
    first_step: Html,
    /// Items still missing: list items; empty where there is none.
    missing: Html,
    how: Html,
    /// Of a step: what must hold before the next.
    gate: Option<GateView>,
    actors: String,
    effort: String,
    /// What to look at: list items.
    effects: Html,
    /// Why now: list items.
    because: Html,
    /// Findings it serves, as a list in one line.
    serves: Html,
    /// On what ground the effect is expected.
    basis: Html,
    /// The rows it is made of, linked to their rules.
    rows: Html,
    /// Where an action is already known.
    status: Option<Html>,
}

/// What must hold before the next step of a renewal, or, of the last one, for it to be done.
#[derive(Debug, Serialize)]
pub struct GateView {
    label: String,
    text: Html,
}

/// A remark that is no work.
#[derive(Debug, Serialize)]
pub struct RemarkView {
    name: Html,
    text: Html,
    shows: Html,
}

/// The pieces of advice that are printed, most urgent first.
pub fn cards(context: &Context, chain: &Chain, assessment: &Assessment) -> Vec<AdviceView> {
    let shown = assessment.advice.iter().filter(|advice| advice.shown);
    shown.filter_map(|advice| card(context, chain, advice)).collect()
}

/// The remarks that hold.
pub fn remarks(context: &Context, assessment: &Assessment) -> Vec<RemarkView> {
    assessment.remarks.iter().filter_map(|remark| note(context, remark)).collect()
}

fn note(context: &Context, remark: &Remark) -> Option<RemarkView> {
    let advice = context.frame.playbook.advice.get(remark.advice)?;
    let mut shows = String::new();
    for line in &remark.shows {
        evidence::item(context, &mut shows, line, false);
    }
    Some(RemarkView {
        name: Html(context.advice_rule(remark.advice)),
        text: Html(own(context, advice, &advice.how, "how")),
        shows: Html(shows),
    })
}

fn card(context: &Context, chain: &Chain, recommended: &Recommended) -> Option<AdviceView> {
    let tongue = context.tongue;
    let lead = *recommended.advice.first()?;
    let advice = context.frame.playbook.advice.get(lead)?;
    let mut because = String::new();
    for line in recommended.because.iter().take(4) {
        evidence::item(context, &mut because, line, false);
    }
    let rows = recommended.advice.iter().filter_map(|row| context.frame.playbook.advice.get(*row));
    let rows =
        rows.map(|row| context.linked_at(super::link::RULES, &format!("a-{}", row.id), &super::html::escaped(&row.id)));
    let status = recommended.status.map(|status| {
        let status = tongue.words.ui(&format!("action.{}", status.id())).to_owned();
        let text = tongue.say("page.advice.status", &[("status", status.into())]);
        Html(match chain.follow_up(&recommended.advice) {
            Some(spot) => format!("<a href=\"{spot}\">{text}</a>"),
            None => text,
        })
    });
    Some(AdviceView {
        id: advice.id.to_string(),
        name: Html(context.advice(lead)),
        first_step: Html(own(context, advice, &advice.first_step, "first_step")),
        missing: Html(missing(context, &recommended.missing)),
        how: Html(own(context, advice, &advice.how, "how")),
        gate: gate(context, advice),
        actors: context.tongue.words.actors(&advice.actors),
        effort: tongue.words.ui(&format!("effort.{}", advice.effort.id())).to_owned(),
        effects: Html(effects(context, &recommended.expected)),
        because: Html(because),
        serves: Html(names(recommended.findings.iter().map(|finding| chain.finding(*finding)))),
        basis: Html(basis(context, advice)),
        rows: Html(names(rows)),
        status,
    })
}

/// What must hold before the next step, where the row is one.
pub fn gate(context: &Context, advice: &Advice) -> Option<GateView> {
    let book = &context.frame.playbook;
    let speaker = Speaker { playbook: book, words: context.tongue.words };
    let step = |advice: &Advice| if let AdviceKind::Step(step) = advice.kind { Some(step) } else { None };
    let last = step(advice) >= book.advice.iter().filter_map(step).max();
    let label = if last { "page.renewal.done" } else { "page.renewal.gate" };
    let text = Html(super::rules::condition(&speaker, advice.gate.as_ref()?));
    Some(GateView { label: context.tongue.words.ui(label).to_owned(), text })
}

/// A text of a row: the site's own, or the built-in one.
pub fn own(context: &Context, advice: &Advice, own: &Localized, attribute: &str) -> String {
    let tongue = context.tongue;
    let (text, lang) = tongue.words.own_or(own, "advice", &advice.id, attribute);
    let mut out = String::with_capacity(text.len() + 8);
    part(&mut out, text, lang, tongue.lang());
    out
}

/// On what ground the effect is expected, with its sources.
pub fn basis(context: &Context, advice: &Advice) -> String {
    let text = own(context, advice, &advice.effect, "effect");
    let sources = context.sources(&advice.sources);
    if !advice.tested || sources.is_empty() {
        return text;
    }
    context.tongue.say("page.advice.basis", &[("text", text.into()), ("sources", sources.into())])
}

pub fn missing(context: &Context, items: &[(Box<str>, Box<str>)]) -> String {
    let mut out = String::new();
    for (checklist, item) in items {
        out.push_str("<li>");
        out.push_str(&context.item(checklist, item));
        out.push_str("</li>");
    }
    out
}

fn effects(context: &Context, expected: &[Expected]) -> String {
    let mut out = String::new();
    for effect in expected {
        out.push_str("<li>");
        out.push_str(&self::effect(context, effect));
        out.push_str("</li>");
    }
    out
}

/// Whether an effect already stands where it should: then it is to stay there.
pub fn is_met(expected: &Expected) -> bool {
    let (Some(target), Some(now)) = (expected.target, expected.now.value()) else { return false };
    if expected.up == Some(false) { now.value <= target } else { now.value >= target }
}

/// One expected effect in words: from what, to what, when to look.
fn effect(context: &Context, expected: &Expected) -> String {
    let tongue = context.tongue;
    let (name, unit) = subject(context, &expected.subject);
    let by = tongue.words.period(expected.by);
    let both = expected.now.value().zip(expected.target);
    let more = both.map_or(0, |(now, target)| digits::apart(unit, (now.value, now.n), (target, None)));
    let now = expected.now.value().map(|now| tongue.amount_finer(unit, now, Digits::finer(now.n, more)));
    let gap = match &expected.now {
        Published::Withheld => "page.effect.withheld",
        _ => "page.effect.unmeasured",
    };
    let gap = tongue.words.ui(gap).to_owned();
    let target = expected.target.map(|target| tongue.line(unit, target, more));
    let key = match (&target, expected.up) {
        (Some(_), _) if is_met(expected) => match expected.up {
            Some(false) => "keep_down",
            _ => "keep_up",
        },
        (Some(_), Some(false)) => "down_to",
        (Some(_), _) => "up_to",
        (None, Some(true)) => "up",
        (None, Some(false)) => "down",
        (None, None) => "report",
    };
    let key = if key.starts_with("keep") {
        format!("page.effect.{key}")
    } else if now.is_some() {
        format!("page.effect.{key}.from")
    } else {
        format!("page.effect.{key}.blind")
    };
    let args = [
        ("name", name.into()),
        ("now", now.unwrap_or_default().into()),
        ("target", target.unwrap_or_default().into()),
        ("by", by.into()),
        ("gap", gap.into()),
    ];
    tongue.say(&key, &args)
}

/// The name and unit of what an effect is looked for in.
pub fn subject(context: &Context, subject: &Subject) -> (String, Unit) {
    match subject {
        Subject::Indicator(i) => (context.indicator(*i), context.unit(*i)),
        Subject::Field(field) if is_share(field) => (context.field(field), Unit::Percent),
        Subject::Field(field) => {
            (context.tongue.say("page.effect.field", &[("field", context.field(field).into())]), Unit::Count)
        }
    }
}
