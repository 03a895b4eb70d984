//! Tests on what a group answered or is, rather than on a measured number.

use super::case::Case;
use super::state::State;
use crate::disclose::Published;
use crate::measure::interval::wilson;
use crate::model::field::FieldId;
use crate::model::group::Answer;
use crate::model::period::months_between;
use crate::model::place::Reason;
use crate::model::quantity::Estimate;
use crate::playbook::{Measure, Test};
use jiff::civil::Date;

/// The state of such a test in a period.
pub fn at(case: &Case<'_>, test: &Test, row: usize) -> State {
    match test {
        Test::ReasonLeads { reason } => match reason_share(case, *reason, row) {
            Published::Value((share, leading)) => State::flag(share.lower.is_some_and(|lower| lower > leading)),
            gap => State::of_gap(&gap),
        },
        Test::Item { checklist, item, is } => match (answer(case, checklist, item, row), is) {
            (None, _) => State::Missing,
            (Some(None), None) => State::Established,
            (Some(None), Some(_)) => State::Missing,
            (Some(Some(_)), None) => State::NotSeen,
            (Some(Some(yes)), Some(asked)) => State::flag(yes == *asked),
        },
        Test::ItemOlder { checklist, item, months } => older(case, checklist, item, *months, row),
        Test::AnyItemNo { checklist, items } => items
            .iter()
            .map(|item| match answer(case, checklist, item, row) {
                Some(Some(yes)) => State::flag(!yes),
                _ => State::Missing,
            })
            .reduce(State::any)
            .unwrap_or(State::Missing),
        Test::PeerGroup { points } => match best_peer_group(case, row) {
            Published::Value(score) => State::flag(score >= *points),
            gap => State::of_gap(&gap),
        },
        Test::Always => State::Established,
        test if test.is_circumstance() => State::flag(test.holds_for(&case.circumstances(row))),
        // What is not collected, and findings that this level does not know.
        _ => State::Missing,
    }
}

/// The answer to an item as it was known at the end of a period: `None` where it was not asked.
pub fn answer(case: &Case<'_>, checklist: &str, item: &str, row: usize) -> Option<Option<bool>> {
    let end = case.period(row)?.last_day();
    let answer = case.profile?.answer(checklist, item)?;
    Some(match answer {
        Answer::Dated(date) if *date > end => None,
        answer => answer.counts(),
    })
}

/// Whether the evidence of an item is a date more than this many months back; an address has no date.
fn older(case: &Case<'_>, checklist: &str, item: &str, months: u32, row: usize) -> State {
    let end = case.period(row).map(|period| period.last_day());
    let found = case.profile.and_then(|profile| profile.answer(checklist, item));
    let old = |date: Date, end: Date| i64::from(months_between(date, end)) > i64::from(months);
    match (found, end) {
        (Some(Answer::Dated(date)), Some(end)) => State::flag(old(*date, end)),
        (Some(Answer::No | Answer::Unknown | Answer::Unproven), _) => State::NotSeen,
        _ => State::Missing,
    }
}

/// How reasons for leaving are asked for: the fields of the known ones, that of unknown ones, the line above which one
/// leads, and the limit of the share of unknown ones.
pub fn reasons<'a>(case: &Case<'a>) -> Option<(&'a [FieldId], FieldId, f64, f64)> {
    match &case.playbook.indicators.get(case.playbook.reasons()?)?.measure {
        Measure::LargestShare { fields, unknown, leading, unknown_limit } => {
            Some((fields, *unknown, *leading, *unknown_limit))
        }
        _ => None,
    }
}

/// The share of a reason among the known ones with its Wilson interval, and the line above which it leads. Reasons that
/// were not asked for do not count as zero. Nothing is said where more than the limit left for an unknown reason.
pub fn reason_share(case: &Case<'_>, reason: Reason, row: usize) -> Published<(Estimate, f64)> {
    let Some((fields, unknown, leading, unknown_limit)) = reasons(case) else { return Published::Missing };
    let cells = || fields.iter().map(|field| case.facts.cell(*field, row));
    if cells().any(|cell| cell == Published::Withheld) {
        return Published::Withheld;
    }
    // Most groups do not ask: no need to look further.
    if cells().all(|cell| cell == Published::Missing) {
        return Published::Missing;
    }
    let Some(asked) = case.fields.id(&format!("leave_reasons.{}", reason.id())) else { return Published::Missing };
    let Published::Value(k) = case.facts.cell(asked, row) else { return Published::Missing };
    let known: f64 = cells().filter_map(|cell| cell.value().copied()).sum();
    let unknown = match case.facts.cell(unknown, row) {
        Published::Value(unknown) => unknown,
        Published::Withheld => return Published::Withheld,
        _ => return Published::Missing,
    };
    if known <= 0.0 || unknown / (known + unknown) > unknown_limit {
        return Published::Missing;
    }
    let [lower, upper] = wilson(k.min(known), known);
    let share =
        Estimate { lower: Some(lower), upper: Some(upper), k: Some(k), n: Some(known), ..Estimate::exact(k / known) };
    Published::Value((share, leading))
}

/// The best published group of the peer places of like size. It is known for the reported period only.
pub fn best_peer_group(case: &Case<'_>, row: usize) -> Published<f64> {
    let Some(place) = case.place.filter(|_| row == case.row) else { return Published::Missing };
    let scores = place.peers.alike().iter().filter_map(|at| case.best_peer_group.get(*at).copied().flatten());
    scores.reduce(f64::max).map_or(Published::Missing, Published::Value)
}
