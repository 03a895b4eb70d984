//! Counts over exposure, plain ratios, means, growth, and values as they are given.

use super::Reading;
use super::frame::Frame;
use super::interval::poisson;
use super::tier;
use crate::model::field::FieldId;
use crate::model::group::Group;
use crate::model::quantity::{Estimate, Spread, Tier};
use crate::playbook::indicator::Staff;
use crate::playbook::{Indicator, IntervalMethod};

/// Count over exposure times a factor, with the exact Poisson interval of the count.
pub fn rate(frame: &Frame, indicator: &Indicator, of: &[FieldId], per: &[FieldId], times: f64) -> Vec<Reading> {
    let (Some(of), Some(per)) = (frame.sum(of), frame.sum(per)) else { return frame.missing() };
    frame.readings(indicator, |row| {
        let (k, n) = (of.get(row)?, per.get(row)?);
        if n <= 0.0 {
            return None;
        }
        Some(Estimate {
            n: Some(n),
            tier: tier::rate(indicator, n),
            ..counted(indicator, k, times / n * frame.carry(indicator, row))
        })
    })
}

/// A plain count, carried to 30 days where the indicator says so.
pub fn count(frame: &Frame, indicator: &Indicator, of: FieldId) -> Vec<Reading> {
    let Some(of) = frame.series.column(of) else { return frame.missing() };
    frame.readings(indicator, |row| Some(counted(indicator, of.get(row)?, frame.carry(indicator, row))))
}

/// A count of `k`, each worth `per_count`, with the limits of [`poisson`] where the indicator asks for them.
/// The smallest number of cases concerns the count itself until a caller names an exposure.
pub fn counted(indicator: &Indicator, k: f64, per_count: f64) -> Estimate {
    let limits = (indicator.interval == IntervalMethod::Poisson).then(|| poisson(k));
    Estimate {
        lower: limits.map(|l| l[0] * per_count),
        upper: limits.map(|l| l[1] * per_count),
        k: Some(k),
        tier: Tier::Normal,
        spread: if limits.is_some() { Spread::Gamma { k, per_count } } else { Spread::Fixed },
        ..Estimate::exact(k * per_count)
    }
}

/// One sum over another, without an interval: neither is a sample of the other.
pub fn ratio(frame: &Frame, indicator: &Indicator, of: &[FieldId], out_of: &[FieldId]) -> Vec<Reading> {
    let (Some(of), Some(out_of)) = (frame.sum(of), frame.sum(out_of)) else { return frame.missing() };
    frame.readings(indicator, |row| over(indicator, of.get(row)?, out_of.get(row)?, frame.carry(indicator, row)))
}

/// A sum over a number of people that the group names about itself.
pub fn staff_ratio(frame: &Frame, indicator: &Indicator, of: &[FieldId], staff: Staff) -> Vec<Reading> {
    let people = frame.group().and_then(|group| staff_of(group, staff));
    let (Some(of), Some(people)) = (frame.sum(of), people) else { return frame.missing() };
    frame.readings(indicator, |row| over(indicator, of.get(row)?, f64::from(people), frame.carry(indicator, row)))
}

fn staff_of(group: &Group, staff: Staff) -> Option<u32> {
    match staff {
        Staff::Operators => group.operators,
        Staff::OperatorsTrained => group.operators_trained,
        Staff::Moderators => group.moderators,
    }
}

fn over(indicator: &Indicator, a: f64, b: f64, carry: f64) -> Option<Estimate> {
    let value = Estimate { k: Some(a), n: Some(b), tier: tier::cases(indicator, b), ..Estimate::exact(a / b * carry) };
    (b > 0.0).then_some(value)
}

/// Mean: a daily mean over the distinct people of the period, a total over a number. The daily counts behind it are
/// not in the data, so there is no interval.
pub fn mean(frame: &Frame, indicator: &Indicator, of: FieldId, out_of: FieldId) -> Vec<Reading> {
    let columns = frame.series.column(of).zip(frame.series.column(out_of));
    let Some((of, out_of)) = columns else { return frame.missing() };
    frame.readings(indicator, |row| {
        let mean = over(indicator, of.get(row)?, out_of.get(row)?, frame.carry(indicator, row))?;
        Some(Estimate { k: None, ..mean })
    })
}

/// (to − from)/from. From nothing there is no growth rate.
pub fn growth(frame: &Frame, indicator: &Indicator, from: FieldId, to: FieldId) -> Vec<Reading> {
    let columns = frame.series.column(from).zip(frame.series.column(to));
    let Some((from, to)) = columns else { return frame.missing() };
    frame.readings(indicator, |row| {
        let start = from.get(row).filter(|start| *start > 0.0)?;
        let value = (to.get(row)? - start) / start;
        Some(Estimate { n: Some(start), tier: tier::cases(indicator, start), ..Estimate::exact(value) })
    })
}

/// As given: no formula, no interval.
pub fn given(frame: &Frame, indicator: &Indicator, field: FieldId) -> Vec<Reading> {
    let Some(column) = frame.series.column(field) else { return frame.missing() };
    frame.readings(indicator, |row| Some(Estimate::exact(column.get(row)? * frame.carry(indicator, row))))
}

/// (cost/acquired)/ad cost, with the Poisson limits of the number acquired. Money spent on nobody has no price per head.
pub fn cost_ratio(frame: &Frame, indicator: &Indicator) -> Vec<Reading> {
    let columns = ["cost", "acquired", "ad_cost_per_acquired"].map(|name| frame.field(name));
    let [Some(cost), Some(acquired), Some(price)] = columns else { return frame.missing() };
    frame.readings(indicator, |row| {
        let (k, price) = (acquired.get(row)?, price.get(row)?);
        if k <= 0.0 || price <= 0.0 {
            return None;
        }
        let total = cost.get(row)? / price;
        let [lower, upper] = poisson(k);
        Some(Estimate {
            lower: Some(total / upper),
            upper: Some(total / lower),
            n: Some(k),
            tier: tier::cases(indicator, k),
            spread: Spread::Inverse { k, total },
            ..Estimate::exact(total / k)
        })
    })
}
