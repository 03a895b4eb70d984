//! Events of the programme, and where members come from.

use super::Reading;
use super::bootstrap;
use super::frame::Frame;
use super::rate::counted;
use super::tier;
use crate::model::period::days_between;
use crate::model::quantity::{Basis, Estimate, Spread};
use crate::model::series::Event;
use crate::playbook::Indicator;
use crate::playbook::indicator::{EventKind, EventMeasure};

/// Events per 30 days, how many of the active come, or how many of the registered.
pub fn events(frame: &Frame, indicator: &Indicator, measure: EventMeasure, kind: EventKind) -> Vec<Reading> {
    if !frame.series.has_lists() {
        return frame.missing();
    }
    let active = frame.field("active");
    frame.readings(indicator, |row| {
        let events = frame.lists(row)?.events.as_ref()?.iter().filter(|event| of_kind(event, kind));
        match measure {
            EventMeasure::Rate => Some(counted(indicator, events.count() as f64, frame.carry(indicator, row))),
            EventMeasure::Attendance => {
                let active = active?.get(row).filter(|active| *active > 0.0)?;
                let attended = events.filter_map(|event| event.attended);
                sum_ratio(indicator, attended.map(|attended| (f64::from(attended), active)).collect())
            }
            EventMeasure::Show => {
                let both = events.filter_map(|event| event.attended.zip(event.registered));
                sum_ratio(indicator, both.map(|(a, r)| (f64::from(a), f64::from(r))).collect())
            }
        }
    })
}

fn of_kind(event: &Event, kind: EventKind) -> bool {
    match kind {
        EventKind::Any => true,
        EventKind::Online => event.online,
        EventKind::Offline => !event.online,
    }
}

/// Σa/Σb over events with bootstrap limits over events; the ratio is linearised, (a − θb)/b̄ being each event's part
/// (Cochran, *Sampling Techniques* 1977, section 6.4). A single event has no limits.
fn sum_ratio(indicator: &Indicator, events: Vec<(f64, f64)>) -> Option<Estimate> {
    let n = events.len() as f64;
    let (a, b) = events.iter().fold((0.0, 0.0), |(a, b), event| (a + event.0, b + event.1));
    if b <= 0.0 {
        return None;
    }
    let value = a / b;
    let residuals: Vec<f64> = events.iter().map(|event| (event.0 - value * event.1) / (b / n)).collect();
    let limits = bootstrap::mean(&residuals, value);
    Some(Estimate {
        lower: limits.as_ref().map(|l| l.interval[0].max(0.0)),
        upper: limits.as_ref().map(|l| l.interval[1]),
        n: Some(n),
        tier: tier::cases(indicator, n),
        spread: limits.map_or(Spread::Fixed, |limits| limits.spread),
        ..Estimate::exact(value)
    })
}

/// Channels with at least one attributed join in the 90 days up to the period's end; where joins are not attributed,
/// the channels the group declares, which is weaker evidence.
pub fn channels(frame: &Frame, indicator: &Indicator) -> Vec<Reading> {
    let declared = frame.group().map_or(0, |group| group.channels.len());
    frame.readings(indicator, |row| {
        if let Some(count) = joining(frame, row) {
            return Some(Estimate::exact(count as f64));
        }
        (declared > 0).then(|| Estimate { basis: Basis::Declared, ..Estimate::exact(declared as f64) })
    })
}

/// Number of distinct channels with a join in the rows that end within 90 days; `None` where no such row attributes.
fn joining(frame: &Frame, row: usize) -> Option<usize> {
    if !frame.series.has_lists() {
        return None;
    }
    let end = frame.period(row).last_day();
    let recent = (0..=row).rev().take_while(|at| *at == row || days_between(frame.period(*at).last_day(), end) < 90);
    let maps: Vec<_> = recent.filter_map(|at| frame.lists(at)?.joined_by_channel.as_ref()).collect();
    let mut names: Vec<&str> = maps.iter().flat_map(|map| map.iter()).filter(|c| c.1 > 0).map(|c| &*c.0).collect();
    names.sort_unstable();
    names.dedup();
    (!maps.is_empty()).then_some(names.len())
}
