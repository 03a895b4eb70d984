//! Which tests give the same state in every period: what a group declares once, and what was never measured. Most groups
//! measure a few of the fields that rules look at, so this spares most of the work.

use super::case::Case;
use super::source::Source;
use crate::disclose::Published;
use crate::model::field::FieldId;
use crate::model::group::Answer;
use crate::playbook::{Measure, Test};

/// Whether `test` needs to be looked at in one period only.
pub fn is_steady(case: &Case<'_>, test: &Test, source: Option<Source>) -> bool {
    match test {
        Test::IsType(_) | Test::IsPlatform(_) | Test::IsTimeBoxed | Test::Always | Test::NotCollected { .. } => true,
        Test::Item { checklist, item, .. } | Test::ItemOlder { checklist, item, .. } => undated(case, checklist, item),
        Test::AnyItemNo { checklist, items } => items.iter().all(|item| undated(case, checklist, item)),
        Test::ReasonLeads { .. } => reasons(case).is_none_or(|fields| fields.iter().all(|field| never(case, *field))),
        Test::Field { .. } | Test::FieldEquals { .. } => source.is_none_or(|source| steady(case, source)),
        Test::Change { indicator, .. } => {
            let entry = case.playbook.indicators.get(*indicator);
            entry.is_none_or(|entry| entry.not_for.is_empty() && missing(case, *indicator))
        }
        _ => false,
    }
}

/// Whether an answer does not come with a date, before which it was not there.
fn undated(case: &Case<'_>, checklist: &str, item: &str) -> bool {
    let answer = case.profile.and_then(|profile| profile.answer(checklist, item));
    !matches!(answer, Some(Answer::Dated(_)))
}

fn steady(case: &Case<'_>, source: Source) -> bool {
    match source {
        Source::Cell(field) => never(case, field),
        Source::Staff(_) | Source::TrainedShare => true,
        Source::Surveyed(questions) => questions.iter().all(|field| never(case, *field)),
        _ => false,
    }
}

/// Whether a field was measured in no period.
fn never(case: &Case<'_>, field: FieldId) -> bool {
    case.facts.field(field).is_none()
}

fn missing(case: &Case<'_>, indicator: usize) -> bool {
    let cells = case.facts.indicators.get(indicator).map(Vec::as_slice).unwrap_or_default();
    cells.len() == case.rows() && cells.iter().all(|cell| matches!(cell, Published::Missing))
}

/// The fields of the reasons for leaving.
fn reasons<'a>(case: &Case<'a>) -> Option<&'a [FieldId]> {
    case.playbook.indicators.iter().find_map(|indicator| match &indicator.measure {
        Measure::LargestShare { fields, .. } => Some(fields.as_slice()),
        _ => None,
    })
}
