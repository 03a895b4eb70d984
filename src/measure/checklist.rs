//! What is answered, not counted: checklists, goals, dates, and how much was measured at all.

use super::Reading;
use super::frame::Frame;
use super::tier;
use crate::model::Period;
use crate::model::group::Answer;
use crate::model::period::{days_between, months_between};
use crate::model::quantity::{Basis, Estimate};
use crate::playbook::{Indicator, Level, Playbook};

/// 100 · yes/(yes + no). "Unknown" lowers coverage, not the score; an answer dated after the period was not known then.
/// A place's policy items come with each period, a group's checklists stand for all.
pub fn checklist(frame: &Frame, indicator: &Indicator, id: &str) -> Vec<Reading> {
    let own = frame.group().and_then(|group| group.checklists.iter().find(|list| &*list.id == id));
    if own.is_none() && !frame.series.has_lists() {
        return frame.missing();
    }
    frame.readings(indicator, |row| {
        let items = match own {
            Some(list) => &list.items,
            None => frame.lists(row)?.policy_items.as_ref().filter(|_| id == "policy_items")?,
        };
        points(indicator, items.iter().map(|(_, answer)| answer), frame.period(row))
    })
}

fn points<'a>(indicator: &Indicator, answers: impl Iterator<Item = &'a Answer>, period: Period) -> Option<Estimate> {
    let end = period.last_day();
    let (mut yes, mut known) = (0.0, 0.0);
    for answer in answers {
        match answer {
            Answer::Dated(date) if *date > end => {}
            answer => match answer.counts() {
                Some(true) => (yes, known) = (yes + 1.0, known + 1.0),
                Some(false) => known += 1.0,
                None => {}
            },
        }
    }
    let tier = tier::cases(indicator, known);
    let points = Estimate { k: Some(yes), n: Some(known), tier, ..Estimate::exact(100.0 * yes / known) };
    (known > 0.0).then_some(points)
}

/// Goals on track / goals due. Due is a goal whose line has begun and whose indicator was measured in the period.
pub fn goals(frame: &Frame, indicator: &Indicator, readings: &[Vec<Reading>]) -> Vec<Reading> {
    let Some(group) = frame.group().filter(|group| !group.goals.is_empty()) else { return frame.missing() };
    frame.readings(indicator, |row| {
        let states = group.goals.iter().filter_map(|goal| match readings.get(goal.indicator)?.get(row)? {
            Reading::Measured(estimate) => goal.on_track(frame.period(row), estimate.value),
            Reading::Missing | Reading::NotApplicable => None,
        });
        let (due, on) = states.fold((0.0, 0.0), |(due, on), track| (due + 1.0, on + f64::from(u8::from(track))));
        let tier = tier::cases(indicator, due);
        let share = Estimate { k: Some(on), n: Some(due), tier, ..Estimate::exact(on / due) };
        (due > 0.0).then_some(share)
    })
}

/// Days from the last item to the period's end. A day after the period's end was not known then.
pub fn days_since(frame: &Frame, indicator: &Indicator) -> Vec<Reading> {
    if !frame.series.has_lists() {
        return frame.missing();
    }
    frame.readings(indicator, |row| {
        let last = frame.lists(row)?.last_item_date?;
        let days = days_between(last, frame.period(row).last_day());
        (days >= 0).then(|| Estimate::exact(f64::from(days)))
    })
}

/// Whole months from the last evaluation to the period's end; not known for periods before that evaluation.
pub fn months_since(frame: &Frame, indicator: &Indicator) -> Vec<Reading> {
    let Some(day) = frame.group().and_then(|group| group.last_evaluation) else { return frame.missing() };
    frame.readings(indicator, |row| {
        let end = frame.period(row).last_day();
        (day <= end).then(|| Estimate::exact(f64::from(months_between(day, end).max(0))))
    })
}

/// Measured weight over applicable weight of the indicators that are scored.
pub fn data_coverage(frame: &Frame, indicator: &Indicator, readings: &[Vec<Reading>]) -> Vec<Reading> {
    let playbook = &frame.community.playbook;
    let columns: Vec<(f64, &Vec<Reading>)> = readings
        .iter()
        .enumerate()
        .filter_map(|(i, column)| scored_weight(frame, playbook, i).map(|weight| (weight, column)))
        .collect();
    frame.readings(indicator, |row| {
        let (mut measured, mut applicable) = (0.0, 0.0);
        for (weight, column) in &columns {
            match column.get(row) {
                Some(Reading::Measured(estimate)) if estimate.basis != Basis::AnsweredOnly => {
                    measured += weight;
                    applicable += weight;
                }
                Some(Reading::Measured(_) | Reading::Missing) => applicable += weight,
                Some(Reading::NotApplicable) | None => {}
            }
        }
        (applicable > 0.0).then(|| Estimate::exact(measured / applicable))
    })
}

fn scored_weight(frame: &Frame, playbook: &Playbook, index: usize) -> Option<f64> {
    let indicator = playbook.indicators.get(index)?;
    match frame.group() {
        Some(group) => (indicator.level == Level::Group && indicator.is_scored_for(group.kind, group.platform))
            .then(|| indicator.weight_for(group.kind, group.platform)),
        None => (indicator.level == Level::Place && indicator.is_scored()).then_some(indicator.weight),
    }
}
