//! What a place's rules need of a group once the group itself has been judged: one small row a calendar year.

use super::case::GroupInput;
use super::{Assessment, Outcome};
use crate::disclose::Published;
use crate::model::Period;
use crate::model::group::GroupType;

/// A group as the rules of its places see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Trace {
    /// Type.
    pub kind: GroupType,
    rows: Vec<TraceRow>,
}

/// The last period of a calendar year (or the reported one).
#[derive(Debug, Clone, PartialEq)]
struct TraceRow {
    period: Period,
    /// Whether somebody posted (or, where posters were not counted, wrote) in the year so far; `None` if not known.
    active: Option<bool>,
    /// The indicators that rules of places look at, in their order.
    values: Box<[Published<f32>]>,
    /// The findings that rules of places look at, in their order.
    outcomes: Box<[Outcome]>,
}

impl Trace {
    /// What is kept of a judged group, up to its reported row.
    pub fn new(input: &GroupInput<'_>, assessment: &Assessment) -> Self {
        let facts = input.facts;
        let reported = facts.periods.get(..=input.row).unwrap_or_default();
        let mut rows = Vec::new();
        let mut first = 0;
        for (row, period) in reported.iter().enumerate() {
            let year = period.last_day().year();
            if reported.get(row + 1).is_some_and(|next| next.last_day().year() == year) {
                continue;
            }
            let values = input.rules.traced.iter();
            let values = values.map(|index| facts.indicator(*index, row).map(|found| found.value as f32));
            let outcomes = input.rules.traced_findings.iter().map(|finding| {
                let place = input.rules.group.rule(*finding);
                let brief = place.and_then(|place| assessment.history.get(row)?.get(place));
                brief.map_or(Outcome::CannotAssess, |brief| brief.outcome)
            });
            let outcomes = outcomes.collect();
            rows.push(TraceRow {
                period: *period,
                active: active(input, first, row),
                values: values.collect(),
                outcomes,
            });
            first = row + 1;
        }
        Self { kind: input.profile.kind, rows }
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

    /// The last row that ended by the end of `period`, unless it lies a year back or more.
    fn row(&self, period: Period) -> Option<&TraceRow> {
        let end = period.last_day();
        let at = self.rows.partition_point(|row| row.period.last_day() <= end).checked_sub(1)?;
        self.rows.get(at).filter(|row| row.period.last_day() > period.year_before().last_day())
    }
}

fn active(input: &GroupInput<'_>, first: usize, last: usize) -> Option<bool> {
    let any = |name: &str| {
        let cells = input.facts.field(input.fields.id(name)?)?.get(first..=last)?;
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
