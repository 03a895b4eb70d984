//! Counts of people at events: they are published as ratios only, and a ratio over a published count gives them away.

use super::Rules;
use crate::model::field::FieldTable;
use crate::model::series::{Event, Series};
use crate::playbook::Measure;
use crate::playbook::indicator::EventMeasure;

/// What the events of a period leave unpublished.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Few {
    /// Nothing.
    None,
    /// The show rate: a few had registered, or a few of those stayed away.
    Registered,
    /// All that is made of the attendance: a few came, or a few of the active members stayed away.
    Came,
}

impl Few {
    /// Whether an indicator cannot be published.
    pub fn hides(self, measure: &Measure) -> bool {
        match measure {
            Measure::Events { measure: EventMeasure::Attendance, .. } => self == Self::Came,
            Measure::Events { measure: EventMeasure::Show, .. } => self != Self::None,
            _ => false,
        }
    }
}

/// By row, what cannot be published for the sake of one event: online and offline events add up to all of them. Empty
/// where no row has events.
pub fn few(series: &Series, fields: &FieldTable, rules: &Rules) -> Vec<Few> {
    if !rules.protects || !series.has_lists() {
        return Vec::new();
    }
    let active = fields.id("active").and_then(|field| series.column(field));
    let row = |row: usize| {
        let events = series.lists(row).and_then(|lists| lists.events.as_ref());
        let active = active.and_then(|active| active.get(row));
        events.into_iter().flatten().map(|event| of(event, active, rules)).max().unwrap_or(Few::None)
    };
    (0..series.periods().len()).map(row).collect()
}

fn of(event: &Event, active: Option<f64>, rules: &Rules) -> Few {
    let (came, registered) = (event.attended.map(f64::from), event.registered.map(f64::from));
    let away = |of: Option<f64>| Some(of? - came?);
    let small = |counts: [Option<f64>; 2]| counts.into_iter().flatten().any(|count| rules.small(count));
    if small([came, away(active)]) {
        Few::Came
    } else if small([registered, away(registered)]) {
        Few::Registered
    } else {
        Few::None
    }
}
