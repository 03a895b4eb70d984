//! A line of evidence in words: what was looked at, its value, and where it stands to its thresholds.

use super::context::Context;
use crate::chart;
use crate::disclose::Published;
use crate::judge::{About, Line, Seen};
use crate::model::quantity::{Basis, Estimate, Tier};
use crate::playbook::Unit;
use crate::playbook::test::{Bound, is_share};
use crate::words::{Digits, digits, number};

/// The one field that is a yes or nothing: no answer is not a no.
const ASKED: &str = "surveyed_12m";

/// Appends a list item of a line, with its small drawing. A star marks a defining item.
pub fn item(context: &Context, out: &mut String, line: &Line, defining: bool) {
    out.push_str("<li>");
    if defining {
        out.push_str("<span class=\"star\">★<span class=\"vh\">");
        out.push_str(context.tongue.words.ui("page.evidence.defining"));
        out.push_str("</span></span> ");
    }
    out.push_str(&sentence(context, line));
    if let Some(drawing) = chart::evidence(&context.tongue.kit, line) {
        out.push_str(&drawing);
    }
    out.push_str("</li>\n");
}

/// A line in words.
pub fn sentence(context: &Context, line: &Line) -> String {
    let seen = line.seen.value().copied();
    let claim = seen.and_then(|seen| Claim::of(context, line, seen));
    let what = subject(context, line, claim.map_or(0, |claim| claim.more));
    let state = match (claim, seen) {
        (Some(claim), _) => state(context, line, claim),
        (None, Some(seen)) if matches!(line.about, About::Change(..)) => changed(context, line, seen),
        (None, None) => unjudged(context, line).unwrap_or_default(),
        _ => return what,
    };
    if state.is_empty() {
        return what;
    }
    context.tongue.say("page.evidence.line", &[("what", what.into()), ("state", state.into())])
}

/// Why a line that has a value was not judged: there is nothing to set it against, or it leaves out what is still open.
fn unjudged(context: &Context, line: &Line) -> Option<String> {
    let value = line.value.value()?;
    if matches!(line.about, About::Peers(_)) && line.act.is_none() {
        let n = context.frame.playbook.judging.fewest_peers;
        return Some(context.tongue.say("page.state.no_peers", &[("n", n.into())]));
    }
    let open = value.basis == Basis::AnsweredOnly && line.act.is_some();
    open.then(|| context.tongue.words.ui("page.state.answered_only").to_owned())
}

/// What the line speaks of, with its value, so many decimals finer than usual.
fn subject(context: &Context, line: &Line, more: usize) -> String {
    let tongue = context.tongue;
    let value = line.value.as_ref();
    let named =
        |key: &str, name: String, value: String| tongue.say(key, &[("name", name.into()), ("value", value.into())]);
    let spoken = |unit: Unit| tongue.spoken_finer(unit, &value, more);
    match &line.about {
        About::Indicator(i) => named("page.evidence.value", context.indicator(*i), spoken(context.unit(*i))),
        // Without a score only its state is said.
        About::PointsOf(i) => {
            let key = if value.value().is_some() { "page.evidence.points" } else { "page.evidence.value" };
            named(key, context.indicator(*i), score(context, &value, more))
        }
        About::Dimension(d) => named("page.evidence.dimension", context.dimension(*d), score(context, &value, more)),
        About::Facet(f) => named("page.evidence.facet", context.rule(*f), score(context, &value, more)),
        About::Change(i, since) => {
            let since = tongue.words.period(*since);
            let args = [
                ("name", context.indicator(*i).into()),
                ("since", since.into()),
                ("value", change(context, *i, &value).into()),
            ];
            tongue.say("page.evidence.change", &args)
        }
        About::Trend(i, down, periods) => trend(context, line, context.indicator(*i), (*down, *periods)),
        About::FieldTrend(field, down, periods) => trend(context, line, context.field(field), (*down, *periods)),
        About::Peers(i) => named("page.evidence.peers", context.indicator(*i), spoken(context.unit(*i))),
        About::Reason(reason) => {
            let name = tongue.words.ui(&format!("reason.{}", reason.id())).to_owned();
            named("page.evidence.reason", name, spoken(Unit::Percent))
        }
        About::Finding(f, outcome) => {
            let result = outcome.id().map_or(String::new(), |id| tongue.words.ui(&format!("result.{id}")).to_owned());
            named("page.evidence.finding", context.rule(*f), result)
        }
        About::GroupsShare(f) => named("page.evidence.groups_share", context.rule(*f), spoken(Unit::Percent)),
        About::GroupsMedian(i) => named("page.evidence.groups_median", context.indicator(*i), spoken(context.unit(*i))),
        About::Item(checklist, item, answer) => answered(context, checklist, item, *answer),
        About::ItemAge(checklist, item, answer, months) => dated(context, line, (checklist, item), (*answer, *months)),
        About::Field(field) if &**field == ASKED => {
            let key = if value.value().is_some() { "page.evidence.held" } else { "page.evidence.not_recorded" };
            tongue.say(key, &[("name", context.field(field).into())])
        }
        About::Field(field) if is_share(field) => {
            named("page.evidence.value", context.field(field), spoken(Unit::Percent))
        }
        About::Field(field) => named("page.evidence.value", context.field(field), number(context, &value, more)),
        About::Attribute(id) => attribute(context, id),
        About::Measured(i) => {
            let key = if value.value().is_some() { "page.evidence.measured" } else { "page.evidence.unmeasured" };
            tongue.say(key, &[("name", context.indicator(*i).into())])
        }
        About::Renewal(kind) => tongue.words.ui(&format!("page.evidence.renewal.{kind}")).to_owned(),
        About::NotCollected(key) => {
            let what = context.not_collected(key);
            tongue.say("page.evidence.not_collected", &[("what", what.into())])
        }
        About::OwnMedian(i, periods) => {
            let args = [
                ("name", context.indicator(*i).into()),
                ("value", number(context, &value, more).into()),
                ("n", (*periods).into()),
            ];
            tongue.say("page.evidence.own_median", &args)
        }
        About::PeerGroup => tongue.say("page.evidence.peer_group", &[("value", score(context, &value, more).into())]),
        About::Always => String::new(),
    }
}

fn score(context: &Context, value: &Published<&Estimate>, more: usize) -> String {
    match value {
        Published::Value(estimate) => {
            context.tongue.words.value(Unit::Points, estimate.value, Digits::finer(None, more))
        }
        other => context.tongue.spoken(Unit::Points, other),
    }
}

fn number(context: &Context, value: &Published<&Estimate>, more: usize) -> String {
    match value {
        Published::Value(estimate) => context.tongue.words.number(estimate.value, decimals(estimate.value) + more),
        other => context.tongue.spoken(Unit::Count, other),
    }
}

/// Decimals of a number that has no unit: none where it is whole, or so large that they say nothing.
fn decimals(value: f64) -> usize {
    if value.fract() == 0.0 || value.abs() >= 10.0 { 0 } else { 2 }
}

fn change(context: &Context, indicator: usize, value: &Published<&Estimate>) -> String {
    let tongue = context.tongue;
    let unit = context.unit(indicator);
    let Published::Value(estimate) = value else { return tongue.spoken(unit, value) };
    match (estimate.lower, estimate.upper) {
        (Some(lower), Some(upper)) => difference(context, unit, (estimate.value, lower, upper)),
        _ => tongue.difference(unit, estimate.value, 0),
    }
}

/// A difference with the limits of its interval, as finely as it takes to see on which side of no change they lie.
pub fn difference(context: &Context, unit: Unit, (value, lower, upper): (f64, f64, f64)) -> String {
    let tongue = context.tongue;
    let none = |limit: f64| digits::apart(unit, (limit, None), (0.0, None));
    let more = if lower > 0.0 || upper < 0.0 { none(lower).max(none(upper)) } else { 0 };
    let (low, high) = (tongue.signed(unit, lower, more), tongue.signed(unit, upper, more));
    let args = [("value", tongue.difference(unit, value, more).into()), ("low", low.into()), ("high", high.into())];
    tongue.say("page.evidence.difference", &args)
}

/// A trend that is seen, that is not, or that cannot be told because a period of it has no value.
fn trend(context: &Context, line: &Line, name: String, (down, periods): (bool, usize)) -> String {
    let key = match (&line.seen, down) {
        (Published::Value(Seen::NotSeen), true) => "page.evidence.not_falling",
        (Published::Value(Seen::NotSeen), false) => "page.evidence.not_rising",
        (Published::Value(_), true) => "page.evidence.falling",
        (Published::Value(_), false) => "page.evidence.rising",
        (gap, _) => {
            let state = context.tongue.words.ui(&format!("status.{}", gap.state().unwrap_or("missing"))).to_owned();
            let args = [("name", name.into()), ("n", periods.into()), ("state", state.into())];
            return context.tongue.say("page.evidence.trend_unknown", &args);
        }
    };
    context.tongue.say(key, &[("name", name.into()), ("n", periods.into())])
}

/// The key of an answer.
pub fn answer(answer: Option<bool>) -> &'static str {
    match answer {
        Some(true) => "answer.yes",
        Some(false) => "answer.no",
        None => "answer.unknown",
    }
}

/// How old the answer to an item is; where it has no date, the answer itself.
fn dated(context: &Context, line: &Line, of: (&str, &str), (answer, months): (Option<bool>, u32)) -> String {
    let key = match (&line.seen, answer) {
        (Published::Value(seen), Some(true)) if *seen > Seen::NotSeen => "page.evidence.item_old",
        (Published::Value(_), Some(true)) => "page.evidence.item_recent",
        _ => return answered(context, of.0, of.1, answer),
    };
    let list = context.tongue.words.of("checklists", of.0, "name");
    let args = [("item", context.item(of.0, of.1).into()), ("list", list.into()), ("n", (months as usize).into())];
    context.tongue.say(key, &args)
}

fn answered(context: &Context, checklist: &str, item: &str, answer: Option<bool>) -> String {
    let words = context.tongue.words;
    let answer = self::answer(answer);
    let args = [
        ("item", context.item(checklist, item).into()),
        ("list", words.of("checklists", checklist, "name").into()),
        ("answer", words.ui(answer).into()),
    ];
    context.tongue.say("page.evidence.item", &args)
}

fn attribute(context: &Context, id: &str) -> String {
    let words = context.tongue.words;
    let key = ["type", "platform", "lifespan"]
        .iter()
        .map(|kind| format!("{kind}.{id}"))
        .find(|key| words.has(&format!("messages/{key}")))
        .unwrap_or_else(|| format!("page.lifespan.{id}"));
    context.tongue.say("page.evidence.attribute", &[("what", words.ui(&key).into())])
}

/// Where a value stands to one of its thresholds.
#[derive(Debug, Clone, Copy)]
struct Claim {
    /// Which sentence fits.
    key: &'static str,
    bound: Threshold,
    unit: Unit,
    /// Decimals beyond the usual that it takes to see it.
    more: usize,
}

impl Claim {
    /// Of a line; `None` where there is no threshold to name.
    fn of(context: &Context, line: &Line, seen: Seen) -> Option<Self> {
        let unit = match &line.about {
            About::Indicator(i) | About::Peers(i) | About::GroupsMedian(i) => context.unit(*i),
            About::PointsOf(_) | About::Dimension(_) | About::Facet(_) | About::PeerGroup => Unit::Points,
            About::Reason(_) | About::GroupsShare(_) => Unit::Percent,
            About::Field(field) if is_share(field) => Unit::Percent,
            About::Field(_) => Unit::Count,
            About::OwnMedian(..) => Unit::Ratio,
            _ => return None,
        };
        let (key, bound) = relation(line, seen)?;
        let value = line.value.value()?;
        let far = if bound.0.is_low() { value.upper } else { value.lower };
        // The sentence speaks of the far end of the interval, or of the value.
        let told = far.filter(|_| key.starts_with("whole")).unwrap_or(value.value);
        let at = bound.0.limit();
        let more = if is_plain(&line.about) {
            digits::apart_by(told, at, |more| {
                let printed = |number: f64| number::printed(number, decimals(number) + more);
                (printed(told), printed(at))
            })
        } else {
            digits::apart(unit, (told, value.n.filter(|_| !is_score(&line.about))), (at, None))
        };
        Some(Self { key, bound, unit, more })
    }
}

/// Whether numbers are written without a unit.
fn is_plain(about: &About) -> bool {
    matches!(about, About::OwnMedian(..)) || matches!(about, About::Field(field) if !is_share(field))
}

fn is_score(about: &About) -> bool {
    matches!(about, About::PointsOf(_) | About::Dimension(_) | About::Facet(_) | About::PeerGroup)
}

/// A claim in words.
fn state(context: &Context, line: &Line, claim: Claim) -> String {
    let Claim { key, bound, unit, more } = claim;
    let limit = bound.0.limit();
    let at = match line.about {
        _ if is_plain(&line.about) => {
            let value = context.tongue.words.number(limit, digits::shortest(limit, decimals(limit) + more));
            match line.about {
                About::OwnMedian(..) => value,
                _ => context.tongue.marked(value, bound.1),
            }
        }
        _ => context.tongue.threshold(unit, bound.0, bound.1, more),
    };
    let side = match bound.0 {
        Bound::Below(_) => "below",
        Bound::Above(_) => "above",
        Bound::AtMost(_) => "at_most",
        Bound::AtLeast(_) => "at_least",
    };
    let periods = context.frame.playbook.judging.persistent_periods;
    context.tongue.say(&format!("page.state.{key}.{side}"), &[("at", at.into()), ("n", periods.into())])
}

type Threshold = (Bound, crate::playbook::Mark);

/// Which sentence fits, and the threshold it names. A rule with one threshold only has neither an act line nor a watch
/// line: those are a pair.
fn relation(line: &Line, seen: Seen) -> Option<(&'static str, Threshold)> {
    let value = line.value.value()?;
    let (watch, act) = (line.watch, line.act);
    let beyond = |bound: &Threshold| bound.0.reached(value.value);
    let wholly = |bound: &Threshold| {
        let far = if bound.0.is_low() { value.upper } else { value.lower };
        far.is_some_and(|limit| bound.0.reached(limit))
    };
    match seen {
        Seen::Established if watch.is_none() => act.map(|act| (if wholly(&act) { "whole" } else { "value" }, act)),
        Seen::Established => match (act, watch) {
            (Some(act), _) => Some((if wholly(&act) { "whole_act" } else { "value_act" }, act)),
            // What establishes it stands in a line of its own: no events in 90 days, a type without a group.
            (None, watch) => watch.map(|watch| (if wholly(&watch) { "whole_watch" } else { "value_watch" }, watch)),
        },
        // Few cases count by their whole interval alone.
        Seen::Indicated if value.tier == Tier::Few && watch.is_some_and(|watch| wholly(&watch)) => {
            Some(("whole_watch", watch?))
        }
        Seen::Indicated => match (act.filter(beyond), watch.filter(wholly)) {
            (Some(act), _) if watch.is_none() => Some(("value", act)),
            (Some(act), _) => Some(("value_act", act)),
            (None, Some(watch)) => Some(("whole_watch", watch)),
            (None, None) => Some(("persistent_watch", watch.or(act)?)),
        },
        Seen::Hint => Some(("value_watch", watch.or(act)?)),
        // Few cases: the value may well lie beyond the line, and yet it proves nothing on either side.
        Seen::NotSeen if line.unsure => {
            let mildest = watch.or(act)?;
            Some((if beyond(&mildest) { "beyond_few" } else { "good_few" }, mildest))
        }
        Seen::NotSeen => Some(("good", watch.or(act)?)),
    }
}

/// A change against no change.
fn changed(context: &Context, line: &Line, seen: Seen) -> String {
    let words = context.tongue.words;
    match (seen, line.value.value().and_then(|v| Some((v.lower?, v.upper?)))) {
        (Seen::Established, Some((lower, _))) => {
            words.ui(if lower > 0.0 { "page.state.change.above" } else { "page.state.change.below" }).to_owned()
        }
        (_, Some((lower, upper))) if lower <= 0.0 && upper >= 0.0 => words.ui("page.state.change.none").to_owned(),
        _ => String::new(),
    }
}
