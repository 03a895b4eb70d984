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

/// By row, what cannot be published. Online and offline events add up to all of them: where a few came to one kind, all
/// three are hidden. Empty where no row has events.
pub fn few(series: &Series, fields: &FieldTable, rules: &Rules) -> Vec<Few> {
    if !rules.protects || !series.has_lists() {
        return Vec::new();
    }
    let active = fields.id("active").and_then(|field| series.column(field));
    let row = |row: usize| match series.lists(row).and_then(|lists| lists.events.as_ref()) {
        Some(events) => of(events, active.and_then(|active| active.get(row)), rules),
        None => Few::None,
    };
    (0..series.periods().len()).map(row).collect()
}

fn of(events: &[Event], active: Option<f64>, rules: &Rules) -> Few {
    let small = |part: f64, whole: f64| rules.small(part) || rules.small(whole) || rules.small(whole - part);
    for online in [true, false] {
        let came = events.iter().filter(|event| event.online == online).filter_map(|event| event.attended);
        let (came, times) = came.fold((0.0, 0.0), |(sum, times), came| (sum + f64::from(came), times + 1.0));
        // Without the active members there is no rate to work it out from.
        if times > 0.0 && active.is_some_and(|active| small(came, times * active)) {
            return Few::Came;
        }
    }
    let both = events.iter().filter_map(|event| event.attended.zip(event.registered));
    let (came, registered) = both.fold((0.0, 0.0), |(a, b), (c, r)| (a + f64::from(c), b + f64::from(r)));
    if small(came, registered) { Few::Registered } else { Few::None }
}
