//! Advice and actions of all groups and places together, by row of the playbook.

use crate::model::group::ActionStatus;
use crate::playbook::{Actor, Playbook};
use crate::report::{Followed, GroupSummary, PlaceReport};
use std::collections::BTreeMap;

/// A row of advice with everyone it is for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Pooled {
    /// Row of advice.
    pub advice: usize,
    /// Sum of the priorities.
    pub priority: f64,
    /// Groups it is recommended to, by index.
    pub groups: Vec<usize>,
    /// Places it is recommended to, by index.
    pub places: Vec<usize>,
    /// Of these, groups and places where an action is planned or under way.
    pub begun: usize,
}

/// Everything recommended, the most urgent first; ties in the order of the playbook.
pub fn advice(groups: &[GroupSummary], places: &[PlaceReport]) -> Vec<Pooled> {
    let mut rows: BTreeMap<usize, Pooled> = BTreeMap::new();
    let mut add = |advice: usize, priority: f64, status: Option<ActionStatus>| {
        let row = rows.entry(advice).or_default();
        row.advice = advice;
        row.priority += priority;
        row.begun += usize::from(matches!(status, Some(ActionStatus::Planned | ActionStatus::Running)));
    };
    for summary in groups {
        for advice in summary.advice.iter().filter(|advice| advice.shown) {
            add(usize::from(advice.advice), f64::from(advice.priority), advice.status);
        }
    }
    for report in places {
        for advice in report.assessment.advice.iter().filter(|advice| advice.shown) {
            if let Some(lead) = advice.advice.first() {
                add(*lead, advice.priority, advice.status);
            }
        }
    }
    for summary in groups {
        for advice in summary.advice.iter().filter(|advice| advice.shown) {
            if let Some(row) = rows.get_mut(&usize::from(advice.advice)) {
                row.groups.push(summary.index);
            }
        }
    }
    for report in places {
        for lead in report.assessment.advice.iter().filter(|advice| advice.shown).filter_map(|a| a.advice.first()) {
            if let Some(row) = rows.get_mut(lead) {
                row.places.push(report.index);
            }
        }
    }
    let mut rows: Vec<Pooled> = rows.into_values().collect();
    // A stable sort: ties keep the order of the playbook.
    rows.sort_by(|a, b| b.priority.total_cmp(&a.priority));
    rows
}

/// The rows whose first actor is this one.
pub fn led_by<'a>(rows: &'a [Pooled], book: &'a Playbook, actor: Actor) -> impl Iterator<Item = &'a Pooled> {
    rows.iter().filter(move |row| book.advice.get(row.advice).and_then(|a| a.actors.first()) == Some(&actor))
}

/// The rows in which this actor takes part without leading.
pub fn helped_by<'a>(rows: &'a [Pooled], book: &'a Playbook, actor: Actor) -> impl Iterator<Item = &'a Pooled> {
    rows.iter().filter(move |row| {
        book.advice.get(row.advice).is_some_and(|advice| advice.actors.iter().skip(1).any(|other| *other == actor))
    })
}

/// Whose action it is, by index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// A group.
    Group(usize),
    /// A place.
    Place(usize),
}

/// One who acts, and what was seen since.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Doer {
    /// Who.
    pub whose: Whose,
    /// What the effect indicators did; `None` where it is not followed up.
    pub seen: Option<Followed>,
}

/// Actions on one row of advice: who did what.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Actions {
    /// Row of advice.
    pub advice: usize,
    /// By status in the order planned, running, done, dropped: groups, then places.
    pub by_status: [Vec<Doer>; 4],
}

/// All states in the order of [`Actions::by_status`].
pub const STATES: [ActionStatus; 4] =
    [ActionStatus::Planned, ActionStatus::Running, ActionStatus::Done, ActionStatus::Dropped];

/// Every action known, by row of advice in the order of the playbook.
pub fn actions(groups: &[GroupSummary], places: &[PlaceReport]) -> Vec<Actions> {
    let mut rows: BTreeMap<usize, Actions> = BTreeMap::new();
    let slot = |status: ActionStatus| STATES.iter().position(|state| *state == status).unwrap_or_default();
    for summary in groups {
        for (at, (advice, status, _)) in summary.actions.iter().enumerate() {
            let seen = summary.follow.get(at).copied().flatten();
            let doer = Doer { whose: Whose::Group(summary.index), seen };
            rows.entry(usize::from(*advice)).or_default().by_status[slot(*status)].push(doer);
        }
    }
    for report in places {
        for (at, action) in report.actions.iter().enumerate() {
            let follow = report.assessment.follow_up.iter().find(|follow| follow.action == at);
            let doer = Doer { whose: Whose::Place(report.index), seen: follow.map(Followed::of) };
            rows.entry(action.advice).or_default().by_status[slot(action.status)].push(doer);
        }
    }
    rows.into_iter().map(|(advice, row)| Actions { advice, ..row }).collect()
}
