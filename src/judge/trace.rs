//! What a place's rules need of a group once the group itself has been judged: one small row a period of the place.

use super::case::GroupInput;
use super::{Assessment, Outcome};
use crate::disclose::Published;
use crate::model::Period;
use crate::model::group::GroupType;
use crate::model::period;
use std::ops::Range;

/// A group as the rules of its places see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Trace {
    /// Type.
    pub kind: GroupType,
    /// Ascending by period.
    rows: Vec<TraceRow>,
}

/// A group in a period of a place.
#[derive(Debug, Clone, PartialEq)]
struct TraceRow {
    period: Period,
    /// Whether somebody posted (or, where posters were not counted, wrote) in it; `None` if not known.
    active: Option<bool>,
    /// The indicators that rules of places look at, in their order, at the group's last period by then.
    values: Box<[Published<f32>]>,
    /// The findings that rules of places look at, in their order, at the group's last period by then.
    outcomes: Box<[Outcome]>,
}

impl Trace {
    /// What is kept of a judged group for these periods of the places it lies in.
    pub fn new(input: &GroupInput<'_>, assessment: &Assessment, asked: &[Period]) -> Self {
        let rows = asked.iter().filter_map(|period| row(input, assessment, *period));
        Self { kind: input.profile.kind, rows: rows.collect() }
    }

    /// Whether the group was active in a period of its place.
    pub fn active_in(&self, period: Period) -> Option<bool> {
        self.row(period)?.active
    }

    /// The value of the `at`-th indicator that rules of places look at.
    pub(super) fn value(&self, at: usize, period: Period) -> Published<f32> {
        self.row(period).and_then(|row| row.values.get(at).copied()).unwrap_or(Published::Missing)
    }

    /// The result of the `at`-th finding that rules of places look at.
    pub(super) fn outcome(&self, at: usize, period: Period) -> Option<Outcome> {
        self.row(period).and_then(|row| row.outcomes.get(at).copied())
    }

    fn row(&self, period: Period) -> Option<&TraceRow> {
        let at = self.rows.binary_search_by(|row| row.period.cmp(&period)).ok()?;
        self.rows.get(at)
    }
}

/// The group in a period of its place: by its last own period that was over by then, unless that lies a year back or
/// more.
fn row(input: &GroupInput<'_>, assessment: &Assessment, period: Period) -> Option<TraceRow> {
    let facts = input.facts;
    let row = facts.periods.partition_point(|own| own.has_ended_by(period)).checked_sub(1)?;
    facts.periods.get(row).filter(|own| !own.has_ended_by(period.year_before()))?;
    let values = input.rules.traced.iter();
    let values = values.map(|index| facts.indicator(*index, row).map(|found| found.value as f32));
    let outcomes = input.rules.traced_findings.iter().map(|finding| {
        let place = input.rules.group.rule(*finding);
        let brief = place.and_then(|place| assessment.history.at(row, place));
        brief.map_or(Outcome::CannotAssess, |brief| brief.outcome)
    });
    Some(TraceRow {
        period,
        active: active(input, period::speaking_of(&facts.periods, period)),
        values: values.collect(),
        outcomes: outcomes.collect(),
    })
}

fn active(input: &GroupInput<'_>, rows: Range<usize>) -> Option<bool> {
    let any = |name: &str| {
        let cells = input.facts.field(input.fields.id(name)?)?.get(rows.clone())?;
        // A withheld number of posters is not zero.
        let known = cells.iter().filter_map(|cell| match cell {
            Published::Value(value) => Some(*value > 0.0),
            Published::Withheld => Some(true),
            _ => None,
        });
        known.reduce(|a, b| a || b)
    };
    any("posters").or_else(|| any("messages"))
}
