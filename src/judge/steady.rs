//! Which tests give the same state in every period: what a group declares once, and what was never measured. Most groups
//! measure a few of the fields that rules look at, so this spares most of the work.

use super::asked;
use super::case::Case;
use super::source::Source;
use crate::disclose::Published;
use crate::model::field::FieldId;
use crate::model::group::{Answer, Lifespan};
use crate::playbook::Test;
use crate::playbook::test::Subject;

/// Whether `test` needs to be looked at in one period only.
pub fn is_steady(case: &Case<'_>, test: &Test, source: Option<Source>) -> bool {
    match test {
        Test::IsType(_) | Test::IsPlatform(_) | Test::IsTimeBoxed | Test::Always | Test::NotCollected { .. } => true,
        Test::Item { checklist, item, .. } | Test::ItemOlder { checklist, item, .. } => undated(case, checklist, item),
        Test::AnyItemNo { checklist, items } => items.iter().all(|item| undated(case, checklist, item)),
        Test::ReasonLeads { .. } => {
            asked::reasons(case).is_none_or(|(fields, ..)| fields.iter().all(|field| never(case, *field)))
        }
        Test::Field { .. } | Test::FieldEquals { .. } => source.is_none_or(|source| steady(case, source)),
        Test::Change { indicator, .. } => missing_for_all(case, *indicator),
        Test::Trend { subject: Subject::Indicator(indicator), .. } => missing_for_all(case, *indicator),
        Test::Trend { subject: Subject::Field(_), .. } => source.is_none_or(|source| unmeasured(case, source)),
        Test::RenewalDeclared | Test::RenewalRunning => case.profile.is_none_or(|profile| profile.renewals.is_empty()),
        Test::IsEnded => case.profile.is_none_or(|profile| profile.lifespan == Lifespan::Ongoing),
        _ => false,
    }
}

/// Whether an answer does not come with a date, before which it was not there.
fn undated(case: &Case<'_>, checklist: &str, item: &str) -> bool {
    let answer = case.profile.and_then(|profile| profile.answer(checklist, item));
    !matches!(answer, Some(Answer::Dated(_)))
}

fn steady(case: &Case<'_>, source: Source) -> bool {
    matches!(source, Source::Staff(_) | Source::TrainedShare) || unmeasured(case, source)
}

/// Whether nothing that a source is made of was measured in any period.
fn unmeasured(case: &Case<'_>, source: Source) -> bool {
    match source {
        Source::Cell(field) => never(case, field),
        Source::Share(a, b) | Source::Ratio(a, b) | Source::Difference(a, b) => never(case, a) && never(case, b),
        Source::UnknownReasons(fields) => fields.iter().all(|field| never(case, *field)),
        Source::Surveyed(fields) | Source::Churn7(fields) => fields.iter().all(|field| never(case, *field)),
        Source::Events90(rate) => missing(case, rate),
        Source::EventsOfKind(all) => all.iter().all(|indicator| missing(case, *indicator)),
        Source::Channels(_, None) => case.facts.joined_by_channel.iter().all(Vec::is_empty),
        _ => false,
    }
}

/// Whether an indicator that is judged in every period was measured in none.
fn missing_for_all(case: &Case<'_>, indicator: usize) -> bool {
    let entry = case.playbook.indicators.get(indicator);
    entry.is_none_or(|entry| entry.not_for.is_empty() && missing(case, indicator))
}

/// Whether a field was measured in no period.
fn never(case: &Case<'_>, field: FieldId) -> bool {
    case.facts.field(field).is_none()
}

fn missing(case: &Case<'_>, indicator: usize) -> bool {
    let cells = case.facts.indicators.get(indicator).map(Vec::as_slice).unwrap_or_default();
    cells.len() == case.rows() && cells.iter().all(|cell| matches!(cell, Published::Missing))
}
