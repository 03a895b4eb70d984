//! The wall: what may be published. Nothing right of here can name a raw value.
//!
//! [`coarsen()`] rounds person counts where the profile asks for it, before anything is measured.
//! [`group`] and [`place`] turn raw readings and fields into [`published::Facts`], which is all that later
//! stages know of a group's or a place's numbers. Rules: a count of persons from 1 to k−1 is withheld
//! (primary); so is what it could be worked out from: the complement in a proportion, the stock and flow of
//! members, the rest of a split, and every indicator made of it (derived).

pub mod cells;
pub mod coarsen;
pub mod events;
pub mod flows;
pub mod inputs;
pub mod profile;
pub mod published;
pub mod splits;

#[cfg(test)]
mod tests;

pub use coarsen::coarsen;
pub use published::{Facts, Published};

use crate::measure::contribution::largest;
use crate::measure::{Reading, Readings};
use crate::model::community::Community;
use crate::model::quantity::{Basis, Estimate};
use crate::model::series::Series;
use crate::model::site::Profile;
use crate::playbook::{Measure, Playbook};
use cells::Cells;

/// Members below which only presence, purpose and checklists of a group are published (own convention):
/// in so small a circle people recognise each other.
pub const SMALL_GROUP: f64 = 20.0;

/// What a profile withholds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rules {
    /// Counts of persons from 1 to `k` − 1 are withheld; 0 or 1 withholds nothing.
    pub k: f64,
    /// Whether small groups are reduced to presence and checklists, and named persons' shares banded.
    pub protects: bool,
    /// Whether the absence factor's lowest band is 1–2 rather than 1.
    pub wide_bands: bool,
}

impl Rules {
    /// The rules of a site.
    pub fn of(community: &Community) -> Self {
        let disclosure = &community.site.disclosure;
        let protects = !matches!(disclosure.profile, Profile::Internal | Profile::Open);
        Self {
            k: if protects { f64::from(disclosure.minimum_count) } else { 0.0 },
            protects,
            wide_bands: disclosure.profile == Profile::Strict,
        }
    }

    /// Whether the tenths of so many persons are less than two persons each: with the total, a curve through them tells
    /// what each of them gave.
    fn few_for_tenths(&self, count: f64) -> bool {
        self.small(count) || (self.protects && count < 20.0)
    }

    /// Whether a count of persons is too small to publish.
    pub fn small(&self, count: f64) -> bool {
        count > 0.0 && count < self.k
    }
}

/// What may be published of a group.
pub fn group(community: &Community, index: usize, readings: Readings) -> Facts {
    let rules = Rules::of(community);
    let series = &community.groups[index].series;
    let mut cells = Cells::read(series, &community.fields);
    if rules.protects {
        cells.own_persons(&community.playbook);
        cells.primary(&rules);
        cells.small_group(SMALL_GROUP);
        cells.complements(&rules);
        cells.means();
        cells.stock_and_flow();
        cells.splits(&rules);
        cells.persons_named();
    }
    let goals: Vec<usize> = community.groups[index].goals.iter().map(|goal| goal.indicator).collect();
    let few = events::few(series, &community.fields, &rules);
    let of_events = |indicator: usize, row: usize| {
        few.get(row).is_some_and(|few| few.hides(&community.playbook.indicators[indicator].measure))
    };
    facts(community, series, readings, cells, &rules, &goals, of_events)
}

/// What may be published of a place. An indicator summed over its groups is withheld where exactly one group's
/// part is withheld: the others would give it away.
pub fn place(community: &Community, index: usize, readings: Readings) -> Facts {
    let rules = Rules::of(community);
    let series = &community.places[index].series;
    let mut cells = Cells::read(series, &community.fields);
    if rules.protects {
        cells.primary(&rules);
        cells.complements(&rules);
    }
    let alone: Vec<bool> = readings
        .periods
        .iter()
        .map(|period| rules.protects && inputs::hidden_groups(community, index, *period, &rules) == 1)
        .collect();
    let sums = |indicator: usize, row: usize| {
        alone[row] && matches!(community.playbook.indicators[indicator].measure, Measure::PlaceSum { .. })
    };
    facts(community, series, readings, cells, &rules, &[], sums)
}

fn facts(
    community: &Community,
    series: &Series,
    readings: Readings,
    cells: Cells,
    rules: &Rules,
    goal_indicators: &[usize],
    also: impl Fn(usize, usize) -> bool,
) -> Facts {
    let playbook = &community.playbook;
    let Readings { periods, indicators, lorenz, survival, .. } = readings;
    let mut derived = 0;
    let mut indicators: Vec<Vec<Published<Estimate>>> = indicators
        .into_iter()
        .enumerate()
        .map(|(i, column)| {
            let impersonal = impersonal(&playbook.indicators[i].measure);
            // Most indicators were never measured, and of most groups nothing is withheld.
            let measured = !cells.all_shown() && column.iter().any(|reading| matches!(reading, Reading::Measured(_)));
            let inputs = if measured { inputs::inputs(playbook, i) } else { Vec::new() };
            let publish = |(row, reading): (usize, Reading)| {
                // Most cells hold nothing that could be hidden.
                let hidden = matches!(reading, Reading::Measured(_))
                    && !impersonal
                    && (cells.any_hidden(&inputs, row) || also(i, row));
                publish(reading, hidden, playbook, i, rules, &mut derived)
            };
            column.into_iter().enumerate().map(publish).collect()
        })
        .collect();
    goals(playbook, goal_indicators, &mut indicators);
    let lorenz = lorenz.into_iter().enumerate().map(|(row, curve)| match curve {
        Some(curve) if cells.contributions_hidden(row) || rules.few_for_tenths(curve.n) => hide(curve),
        Some(curve) => Published::Value(curve),
        None => Published::Missing,
    });
    let lorenz = lorenz.collect();
    let survival = survival.into_iter().enumerate().map(|(row, curve)| match curve {
        Some(curve) if cells.row_hidden(row) || rules.small(curve.n) => hide(curve),
        Some(curve) => Published::Value(curve),
        None => Published::Missing,
    });
    let survival = survival.collect();
    let joined_by_channel = splits::column(series, rules, &cells, splits::Part::Channels);
    let items_by_format = splits::column(series, rules, &cells, splits::Part::Formats);
    let primary = cells.primary;
    derived += cells.derived;
    Facts {
        periods,
        fields: cells.publish(),
        indicators,
        lorenz,
        survival,
        joined_by_channel,
        items_by_format,
        primary,
        derived,
    }
}

fn publish(
    reading: Reading,
    hidden: bool,
    playbook: &Playbook,
    indicator: usize,
    rules: &Rules,
    derived: &mut usize,
) -> Published<Estimate> {
    match reading {
        Reading::Measured(_) if hidden => {
            *derived += 1;
            Published::Withheld
        }
        Reading::Measured(estimate) if small_sample(&playbook.indicators[indicator].measure, &estimate, rules) => {
            *derived += 1;
            Published::Withheld
        }
        Reading::Measured(estimate) => Published::Value(banded(playbook, indicator, estimate, rules)),
        Reading::Missing => Published::Missing,
        Reading::NotApplicable => Published::NotApplicable,
    }
}

/// Checklists and dates say nothing about any person and are published of the smallest group.
fn impersonal(measure: &Measure) -> bool {
    matches!(measure, Measure::Checklist { .. } | Measure::MonthsSince | Measure::DaysSince | Measure::DataCoverage)
}

/// Goals on track tell on which side of a line a value lies: withheld where one of those values is.
fn goals(playbook: &Playbook, goal_indicators: &[usize], indicators: &mut [Vec<Published<Estimate>>]) {
    let Some(goals) = playbook.indicators.iter().position(|entry| entry.measure == Measure::Goals) else { return };
    for row in 0..indicators[goals].len() {
        let hidden = |i: &usize| matches!(indicators[*i].get(row), Some(Published::Withheld));
        if goal_indicators.iter().any(hidden) && matches!(indicators[goals][row], Published::Value(_)) {
            indicators[goals][row] = Published::Withheld;
        }
    }
}

/// Whether a statistic over a list of persons has too few of them. The share of the largest is that of one person where
/// there are so few that one is all of them.
fn small_sample(measure: &Measure, estimate: &Estimate, rules: &Rules) -> bool {
    if let (Measure::TopShare { share }, Some(n)) = (measure, estimate.n)
        && rules.protects
        && largest(*share, n as usize) == 1
    {
        return true;
    }
    let persons = matches!(
        measure,
        Measure::Gini | Measure::TopShare { .. } | Measure::AbsenceFactor { .. } | Measure::Survival { .. }
    );
    persons && estimate.n.is_some_and(|n| rules.small(n))
}

/// The absence factor in bands 1, 2, 3–4 and 5 or more (1–2 in the strict profile), the lower end as its value:
/// "1" beside a total of messages would tell what the best known member wrote.
fn banded(playbook: &Playbook, indicator: usize, mut estimate: Estimate, rules: &Rules) -> Estimate {
    if rules.protects && matches!(playbook.indicators[indicator].measure, Measure::AbsenceFactor { .. }) {
        let (lower, upper) = match estimate.value {
            v if v >= 5.0 => (5.0, f64::INFINITY),
            v if v >= 3.0 => (3.0, 4.0),
            _ if rules.wide_bands => (1.0, 2.0),
            v if v >= 2.0 => (2.0, 2.0),
            _ => (1.0, 1.0),
        };
        (estimate.value, estimate.k) = (lower, None);
        if upper > lower {
            (estimate.lower, estimate.upper, estimate.basis) = (Some(lower), Some(upper), Basis::Band);
        }
    }
    estimate
}

fn hide<T>(_: T) -> Published<T> {
    Published::Withheld
}
