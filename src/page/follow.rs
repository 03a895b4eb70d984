//! What became of earlier advice, and where the goals stand.

use super::advice::subject;
use super::chain::Chain;
use super::context::Context;
use super::evidence::difference;
use super::html::localized;
use super::template::Html;
use crate::judge::{Assessment, EffectSeen, FollowUp, GoalState};
use crate::model::Period;
use crate::model::group::{Action, ActionStatus, Goal};
use crate::playbook::Unit;
use crate::words::{Digits, digits};
use serde::Serialize;

/// An action and what its effect indicators did since.
#[derive(Debug, Serialize)]
pub struct FollowView {
    /// Id of the advice it follows.
    id: String,
    /// The advice, linked to its card or its rule.
    name: Html,
    state: String,
    note: Html,
    /// List items.
    effects: Html,
    survivorship: bool,
}

/// A goal and where it stands.
#[derive(Debug, Serialize)]
pub struct GoalView {
    name: Html,
    plan: String,
    now: String,
    state: String,
}

/// The actions in their order.
pub fn follow_up(context: &Context, chain: &Chain, assessment: &Assessment, actions: &[Action]) -> Vec<FollowView> {
    assessment.follow_up.iter().map(|follow| view(context, chain, follow, actions.get(follow.action))).collect()
}

fn view(context: &Context, chain: &Chain, follow: &FollowUp, action: Option<&Action>) -> FollowView {
    let tongue = context.tongue;
    let row = context.frame.playbook.advice.get(follow.advice).map(|row| row.id.to_string()).unwrap_or_default();
    let state = state_since(context, follow.status, follow.started);
    let mut effects = String::new();
    if follow.status == ActionStatus::Planned && !follow.effects.is_empty() {
        let looked: Vec<String> = follow.effects.iter().map(|effect| subject(context, &effect.subject).0).collect();
        let args = [("names", tongue.words.list(&looked).into())];
        effects.push_str(&format!("<li>{}</li>", tongue.say("page.follow.planned", &args)));
    }
    for effect in follow.effects.iter().filter(|_| follow.status != ActionStatus::Planned) {
        effects.push_str("<li>");
        effects.push_str(&seen(context, effect));
        effects.push_str("</li>");
    }
    FollowView {
        id: row,
        name: Html(chain.advice(follow.advice)),
        state,
        note: Html(action.map(|action| localized(&action.note, tongue.lang())).unwrap_or_default()),
        effects: Html(effects),
        survivorship: follow.survivorship,
    }
}

/// The state of an action with its period: `under way, since March 2026`, `planned for January 2027`.
pub fn state_since(context: &Context, status: ActionStatus, started: Option<Period>) -> String {
    let tongue = context.tongue;
    let word = tongue.words.ui(&format!("action.{}", status.id())).to_owned();
    let Some(period) = started else { return word };
    let ahead = status == ActionStatus::Planned;
    let key = if ahead { "page.follow.state_planned" } else { "page.follow.state_since" };
    tongue.say(key, &[("status", word.into()), ("since", tongue.words.period(period).into())])
}

/// What an effect indicator did, in one sentence that claims no cause.
fn seen(context: &Context, effect: &EffectSeen) -> String {
    let tongue = context.tongue;
    let (name, unit) = subject(context, &effect.subject);
    let more = match (effect.before, effect.after, effect.better) {
        (Some((before, _)), Some((after, _)), Some(_)) => digits::apart(unit, (before, None), (after, None)),
        _ => 0,
    };
    let value =
        |side: Option<(f64, usize)>| side.map(|(mean, _)| tongue.words.value(unit, mean, Digits::finer(None, more)));
    let key = match (effect.before, effect.after, effect.better) {
        (Some(_), Some(_), Some(true)) if effect.from_extreme => "page.follow.better_extreme",
        (Some(_), Some(_), Some(true)) => "page.follow.better",
        (Some(_), Some(_), Some(false)) => "page.follow.worse",
        (Some(_), Some(_), None) if effect.difference.is_some() => "page.follow.same",
        (Some(_), Some(_), None) => "page.follow.early",
        (Some(_), None, _) => "page.follow.no_after",
        (None, Some(_), _) => "page.follow.no_before",
        (None, None, _) => "page.follow.unmeasured",
    };
    let key =
        if effect.banded && effect.before.is_some() && effect.after.is_some() { "page.follow.banded" } else { key };
    // Two figures that print alike are not told as a move.
    let alike = key == "page.follow.early" && value(effect.before) == value(effect.after);
    let key = if alike { "page.follow.alike" } else { key };
    // The same value in every period on either side leaves nothing to be unsure of.
    let exact = effect.difference.filter(|(_, lower, upper)| lower == upper).map(|(value, ..)| value);
    let key = match (exact, key) {
        (Some(_), "page.follow.better") => "page.follow.better_exact",
        (Some(_), "page.follow.better_extreme") => "page.follow.better_extreme_exact",
        (Some(_), "page.follow.worse") => "page.follow.worse_exact",
        (Some(_), "page.follow.same") => "page.follow.alike",
        _ => key,
    };
    let moved = match (exact, effect.difference) {
        (Some(value), _) => tongue.difference(unit, value, more),
        (None, found) => found.map(|found| difference(context, unit, found)).unwrap_or_default(),
    };
    let over = |side: Option<(f64, usize)>| {
        let n = side.map_or(0, |(_, n)| n);
        let key = match n {
            1 => "page.follow.over_one",
            _ if effect.banded => "page.follow.over_each",
            _ => "page.follow.over",
        };
        tongue.say(key, &[("n", n.into())])
    };
    let args = [
        ("name", name.into()),
        ("before", value(effect.before).unwrap_or_default().into()),
        ("after", value(effect.after).unwrap_or_default().into()),
        ("over_before", over(effect.before).into()),
        ("over_after", over(effect.after).into()),
        ("difference", moved.into()),
    ];
    tongue.say(key, &args)
}

/// The goals and where they stand.
pub fn goals(context: &Context, assessment: &Assessment, goals: &[Goal]) -> Vec<GoalView> {
    let state = |state: &GoalState| Some(goal(context, state, goals.get(state.goal)?));
    assessment.goals.iter().filter_map(state).collect()
}

fn goal(context: &Context, state: &GoalState, goal: &Goal) -> GoalView {
    let tongue = context.tongue;
    let unit: Unit = context.unit(goal.indicator);
    let args = [
        ("baseline", tongue.words.value(unit, goal.baseline, None).into()),
        ("target", tongue.words.value(unit, goal.target, None).into()),
        ("from", tongue.words.period(goal.from).into()),
        ("by", tongue.words.period(goal.by).into()),
    ];
    let both = state.now.value().zip(state.line);
    let more = both.map_or(0, |(now, line)| digits::apart(unit, (now.value, now.n), (line, None)));
    let now = tongue.spoken_finer(unit, &state.now.as_ref(), more);
    let line = state.line.map(|line| tongue.line(unit, line, more)).unwrap_or_default();
    let key = match (state.line, state.on_track) {
        (None, _) => "page.goal.not_begun",
        (Some(_), Some(true)) => "page.goal.on_track",
        (Some(_), Some(false)) => "page.goal.behind",
        (Some(_), None) => "page.goal.unknown",
    };
    GoalView {
        name: Html(context.indicator(goal.indicator)),
        plan: tongue.say("page.goal.plan", &args),
        now,
        state: tongue.say(key, &[("line", line.into())]),
    }
}
