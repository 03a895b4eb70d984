//! From checked data to readings: every indicator, for every period, with its interval and reliability.
//!
//! [`group`] and [`place`] are pure functions of the model. Nothing here knows about disclosure.
//!
//! One file per family of statistical kinds: [`proportion`], [`rate`], [`balance`], [`median`] (with [`survival`]),
//! [`contribution`], [`diversity`], [`checklist`], [`event`], [`region`]. [`frame`] holds what they all read;
//! [`interval`], [`bootstrap`], [`distribution`] and [`tier`] say how sure a value is.
//!
//! Every period is computed with what was known by its end alone, so that the history does not change when later
//! periods are added.

pub mod balance;
pub mod bootstrap;
pub mod checklist;
pub mod contribution;
pub mod distribution;
pub mod diversity;
pub mod event;
pub mod frame;
pub mod interval;
pub mod median;
pub mod proportion;
pub mod rate;
pub mod region;
pub mod survival;
pub mod tier;

#[cfg(test)]
mod properties;
#[cfg(test)]
pub(crate) mod tests;

use crate::model::community::Community;
use crate::model::quantity::{Estimate, Spread};
use crate::model::{Period, Series};
use crate::playbook::{Indicator, Level, Measure};
use frame::{Frame, Subject};

/// What an indicator says in a period, before disclosure control.
#[derive(Debug, Clone, PartialEq)]
pub enum Reading {
    /// Measured.
    Measured(Estimate),
    /// An input is missing.
    Missing,
    /// Declared not applicable, or outside the planned life of a time-boxed group.
    NotApplicable,
}

/// Spread of contributions at one period: cumulated shares at the tenths, rounded to whole people; never persons.
#[derive(Debug, Clone, PartialEq)]
pub struct Lorenz {
    /// Number of contributors.
    pub n: f64,
    /// Total of contributions.
    pub total: f64,
    /// Share of the contributors from the least active on, and of the contributions they made, both from 0 to 1 and
    /// ascending: at each tenth, or fewer where two tenths are the same people.
    pub points: Vec<(f64, f64)>,
    /// Share made by the most active tenth, as the indicator counts it.
    pub top: f64,
    /// Share made by the less active half.
    pub bottom: f64,
}

/// One step of a survival curve.
#[derive(Debug, Clone, PartialEq)]
pub struct SurvivalStep {
    /// Months since joining.
    pub months: f64,
    /// Share still there just after.
    pub share: f64,
    /// Lower 95 % limit (log–log), where defined.
    pub lower: f64,
    /// Upper 95 % limit.
    pub upper: f64,
    /// At risk just before.
    pub at_risk: f64,
}

/// Survival curve at one period.
#[derive(Debug, Clone, PartialEq)]
pub struct Survival {
    /// Members in the list.
    pub n: f64,
    /// Steps, ascending in months.
    pub steps: Vec<SurvivalStep>,
}

/// Readings of one group or place.
#[derive(Debug, Clone, PartialEq)]
pub struct Readings {
    /// Periods, ascending.
    pub periods: Vec<Period>,
    /// By index of the playbook's indicators, then by period; empty where the indicator is of the other level
    /// or does not apply to this type or platform.
    pub indicators: Vec<Vec<Reading>>,
    /// Spread of contributions, one a period.
    pub lorenz: Vec<Option<Lorenz>>,
    /// Survival, one a period.
    pub survival: Vec<Option<Survival>>,
}

/// Every indicator of a group, for every period. Indicators of places, and those that do not apply to groups of this
/// type or on this platform, have an empty column.
pub fn group(community: &Community, index: usize) -> Readings {
    let Some(group) = community.groups.get(index) else { return nothing(community) };
    let frame = Frame::new(community, &group.series, Subject::Group(group));
    let applies =
        |indicator: &Indicator| indicator.level == Level::Group && indicator.applies_to(group.kind, group.platform);
    let declared = |index: usize| group.not_applicable.iter().any(|entry| entry.indicator == index);
    readings(&frame, &group.series, applies, declared)
}

/// Every indicator of a place, for every period of its own, over its own figures and its groups.
pub fn place(community: &Community, index: usize) -> Readings {
    let Some(place) = community.places.get(index) else { return nothing(community) };
    let groups = region::groups_of(community, index);
    let frame = Frame::new(community, &place.series, Subject::Place(groups));
    let declared = |index: usize| place.not_applicable.iter().any(|entry| entry.indicator == index);
    readings(&frame, &place.series, |indicator| indicator.level == Level::Place, declared)
}

fn nothing(community: &Community) -> Readings {
    let indicators = community.playbook.indicators.iter().map(|_| Vec::new()).collect();
    Readings { periods: Vec::new(), indicators, lorenz: Vec::new(), survival: Vec::new() }
}

fn readings(
    frame: &Frame,
    series: &Series,
    applies: impl Fn(&Indicator) -> bool,
    declared: impl Fn(usize) -> bool,
) -> Readings {
    let playbook = &frame.community.playbook;
    let rows = frame.rows();
    let mut columns: Vec<Vec<Reading>> = Vec::with_capacity(playbook.indicators.len());
    let mut later = Vec::new();
    for (i, indicator) in playbook.indicators.iter().enumerate() {
        columns.push(if !applies(indicator) {
            Vec::new()
        } else if declared(i) {
            vec![Reading::NotApplicable; rows]
        } else {
            match formula(frame, indicator) {
                // These look at the other indicators, and at each other: goals first, then what was measured at all.
                Measure::Goals | Measure::DataCoverage => {
                    later.push(i);
                    frame.missing()
                }
                formula => column(frame, indicator, formula),
            }
        });
    }
    later.sort_by_key(|i| playbook.indicators[*i].measure == Measure::DataCoverage);
    for i in later {
        let indicator = &playbook.indicators[i];
        columns[i] = match formula(frame, indicator) {
            Measure::Goals => checklist::goals(frame, indicator, &columns),
            _ => checklist::data_coverage(frame, indicator, &columns),
        };
    }
    let lorenz = |row: usize| frame.contributions.get(row)?.as_ref().map(|shared| shared.counts.lorenz());
    let survival = |row: usize| frame.curves.get(row)?.as_ref().map(|tenures| tenures.curve.curve());
    Readings {
        periods: series.periods().to_vec(),
        indicators: columns,
        lorenz: (0..rows).map(lorenz).collect(),
        survival: (0..rows).map(survival).collect(),
    }
}

fn formula<'a>(frame: &Frame, indicator: &'a Indicator) -> &'a Measure {
    frame.group().map_or(&indicator.measure, |group| indicator.measure_for(group.kind, group.platform))
}

fn column(frame: &Frame, indicator: &Indicator, formula: &Measure) -> Vec<Reading> {
    match formula {
        Measure::Proportion { of, out_of } => proportion::proportion(frame, indicator, of, out_of),
        Measure::ProportionOfMap { of, out_of } => proportion::of_map(frame, indicator, *of, *out_of),
        Measure::Share { share, yes, n } => proportion::given(frame, indicator, [*share, *yes, *n]),
        Measure::Churn { of, minus } => proportion::churn(frame, indicator, of, minus),
        Measure::LargestShare { fields, .. } => proportion::largest(frame, indicator, fields),
        Measure::Rate { of, per, times } => rate::rate(frame, indicator, of, per, *times),
        Measure::Ratio { of, out_of } => rate::ratio(frame, indicator, of, out_of),
        Measure::StaffRatio { of, staff } => rate::staff_ratio(frame, indicator, of, *staff),
        Measure::Growth { from, to } => rate::growth(frame, indicator, *from, *to),
        Measure::Given(field) => rate::given(frame, indicator, *field),
        Measure::Count { of } => rate::count(frame, indicator, *of),
        Measure::Mean { of, out_of } => rate::mean(frame, indicator, *of, *out_of),
        Measure::CostRatio => rate::cost_ratio(frame, indicator),
        Measure::Net { plus, minus, out_of, times } => balance::net(frame, indicator, [*plus, *minus], out_of, *times),
        Measure::Median { list, summary } => median::median(frame, indicator, *list, *summary),
        Measure::CensoredMedian { list } => median::censored(frame, indicator, *list),
        Measure::Survival { at } => median::survival(frame, indicator, *at),
        Measure::Gini => contribution::gini(frame, indicator),
        Measure::TopShare { share } => contribution::top(frame, indicator, *share),
        Measure::AbsenceFactor { share } => contribution::absence(frame, indicator, *share),
        Measure::Evenness { map, categories } => diversity::of_map(frame, indicator, *map, *categories),
        Measure::Diversity { map } => diversity::simpson(frame, indicator, *map),
        Measure::Checklist { id } => checklist::checklist(frame, indicator, id),
        Measure::DaysSince => checklist::days_since(frame, indicator),
        Measure::MonthsSince => checklist::months_since(frame, indicator),
        Measure::Channels => event::channels(frame, indicator),
        Measure::Events { measure, kind } => event::events(frame, indicator, *measure, *kind),
        Measure::TypeEvenness => region::type_evenness(frame, indicator),
        Measure::ShareMean { of } => region::share_mean(frame, indicator, of),
        Measure::PlaceSum { of, per, times } => region::sum(frame, indicator, *of, *per, *times),
        Measure::PlaceGroups { per, times } => region::density(frame, indicator, *per, *times),
        Measure::PlaceRatio { of } => region::per_group(frame, indicator, *of),
        Measure::PlaceOperators => region::operators(frame, indicator),
        Measure::Goals | Measure::DataCoverage => frame.missing(),
    }
}

/// An estimate with limits and spread, or without.
fn with_limits(estimate: Estimate, limits: Option<&bootstrap::Limits>) -> Estimate {
    Estimate {
        lower: limits.map(|limits| limits.interval[0]),
        upper: limits.map(|limits| limits.interval[1]),
        spread: limits.map_or(Spread::Fixed, |limits| limits.spread.clone()),
        ..estimate
    }
}
