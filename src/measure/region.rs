//! Statistics of a place over its own figures and its groups.

use super::Reading;
use super::frame::{Frame, Subject};
use super::proportion::{Given, plain};
use super::rate::counted;
use super::{diversity, tier};
use crate::model::Period;
use crate::model::community::Community;
use crate::model::field::FieldId;
use crate::model::group::{Group, GroupType, Lifespan};
use crate::model::quantity::{Basis, Estimate, Spread, Tier};
use crate::playbook::{Indicator, IntervalMethod, Unit};
use std::ops::Range;

/// The groups of a place and of the places below it, as a range of [`Community::groups`]: these are sorted by path,
/// and what lies below a folder stands together.
pub fn groups_of(community: &Community, place: usize) -> Range<usize> {
    let Some(node) = community.places.get(place) else { return 0..0 };
    let path = node.path.as_str();
    if path.is_empty() {
        return 0..community.groups.len();
    }
    // `/` sorts right before `0`; a path below `a` lies from `a/` on and before `a0`.
    let (from, until) = (format!("{path}/"), format!("{path}0"));
    let at = |bound: &str| community.groups.partition_point(|group| group.path.as_str() < bound);
    at(&from)..at(&until)
}

fn groups<'a>(frame: &Frame<'a>) -> &'a [Group] {
    match &frame.subject {
        Subject::Place(range) => frame.community.groups.get(range.clone()).unwrap_or_default(),
        Subject::Group(_) => &[],
    }
}

/// Active groups of a place in a row, by type; `None` where no group says whether it was active.
fn active_by_type(frame: &Frame, row: usize) -> Option<[f64; 4]> {
    let period = frame.period(row);
    let mut known = false;
    let mut counts = [0.0; 4];
    for group in groups(frame) {
        if let Some(active) = group.active_in(&frame.community.fields, period) {
            known = true;
            let at = match group.kind {
                GroupType::Industry => 0,
                GroupType::Interest => 1,
                GroupType::Regional => 2,
                GroupType::Other => 3,
            };
            counts[at] += f64::from(u8::from(active));
        }
    }
    known.then_some(counts)
}

fn active_groups(frame: &Frame, row: usize) -> Option<f64> {
    active_by_type(frame, row).map(|counts| counts.iter().sum())
}

/// Σ over the groups of a field per inhabitants. Of members, the place's own count of persons goes first; without it
/// people in two groups are counted twice: memberships, not persons.
pub fn sum(frame: &Frame, indicator: &Indicator, of: FieldId, per: FieldId, times: f64) -> Vec<Reading> {
    let Some(per) = frame.series.column(per) else { return frame.missing() };
    let of_members = frame.community.fields.id("members_end") == Some(of);
    let persons = frame.field("members_unique").filter(|_| of_members);
    frame.readings(indicator, |row| {
        let n = per.get(row).filter(|n| *n > 0.0)?;
        let tier = tier::rate(indicator, n);
        let estimate = |k: f64| Estimate { n: Some(n), tier, ..counted(indicator, k, times / n) };
        if let Some(persons) = persons.and_then(|column| column.get(row)) {
            return Some(estimate(persons));
        }
        let parts = groups(frame).iter().filter_map(|group| group.series.last_in(of, frame.period(row)));
        let (count, k) = parts.fold((0, 0.0), |(count, sum), part| (count + 1, sum + part));
        (count > 0).then(|| Estimate { basis: Basis::Memberships, ..estimate(k) })
    })
}

/// Active groups per inhabitants.
pub fn density(frame: &Frame, indicator: &Indicator, per: FieldId, times: f64) -> Vec<Reading> {
    let Some(per) = frame.series.column(per) else { return frame.missing() };
    frame.readings(indicator, |row| {
        let inhabitants = per.get(row).filter(|n| *n > 0.0)?;
        let k = active_groups(frame, row)?;
        let tier = tier::cases(indicator, k);
        Some(Estimate { n: Some(k), tier, ..counted(indicator, k, times / inhabitants) })
    })
}

/// An own figure over the active groups: a share of groups, or an amount a group and year.
pub fn per_group(frame: &Frame, indicator: &Indicator, of: FieldId) -> Vec<Reading> {
    let Some(of) = frame.series.column(of) else { return frame.missing() };
    frame.readings(indicator, |row| {
        let (k, n) = (of.get(row)?, active_groups(frame, row).filter(|n| *n > 0.0)?);
        if indicator.interval != IntervalMethod::None {
            return plain(indicator, k, n);
        }
        let yearly = if indicator.unit == Unit::Currency { 12.0 / frame.period(row).months() } else { 1.0 };
        Some(Estimate { n: Some(n), tier: tier::cases(indicator, n), ..Estimate::exact(k * yearly / n) })
    })
}

/// Trained operators over operators of the groups that name both and were there in the period.
pub fn operators(frame: &Frame, indicator: &Indicator) -> Vec<Reading> {
    frame.readings(indicator, |row| {
        let period = frame.period(row);
        let there = groups(frame).iter().filter(|group| exists(group, period));
        let named = there.filter_map(|group| group.operators_trained.zip(group.operators));
        let (k, n) = named.fold((0.0, 0.0), |(k, n), (trained, all)| (k + f64::from(trained), n + f64::from(all)));
        plain(indicator, k, n)
    })
}

fn exists(group: &Group, period: Period) -> bool {
    let founded = group.founded.is_none_or(|founded| founded.first_day() <= period.last_day());
    match group.lifespan {
        Lifespan::Ongoing => founded,
        Lifespan::TimeBoxed(from, until) => founded && from <= period.last_day() && until >= period.first_day(),
    }
}

/// Pielou evenness of the active groups over the three types industry, interest and regional.
pub fn type_evenness(frame: &Frame, indicator: &Indicator) -> Vec<Reading> {
    frame.readings(indicator, |row| {
        let [industry, interest, regional, _] = active_by_type(frame, row)?;
        let counts = [industry, interest, regional];
        let value = diversity::evenness(&counts, 3)?;
        let n: f64 = counts.iter().sum();
        let limits = diversity::resampled(&counts, 3, value);
        Some(Estimate {
            lower: limits.as_ref().map(|l| l.interval[0]),
            upper: limits.as_ref().map(|l| l.interval[1]),
            n: Some(n),
            tier: tier::cases(indicator, n),
            spread: limits.map_or(Spread::Fixed, |limits| limits.spread),
            ..Estimate::exact(value)
        })
    })
}

/// Mean of the shares that are available. Limits exist where every one was counted: Newcombe's square-and-add for a mean
/// of independent proportions, mean ± √Σ(pᵢ − limitᵢ)²/m (Zou & Donner, *Statistics in Medicine* 27 2008).
pub fn share_mean(frame: &Frame, indicator: &Indicator, of: &[[FieldId; 3]]) -> Vec<Reading> {
    let parts: Vec<Given> = of.iter().map(|fields| Given::find(frame, *fields)).collect();
    frame.readings(indicator, |row| {
        let shares: Vec<Estimate> = parts.iter().filter_map(|part| part.estimate(indicator, row)).collect();
        match shares.as_slice() {
            [] => None,
            [one] => Some(one.clone()),
            many => Some(mean_of(indicator, many)),
        }
    })
}

fn mean_of(indicator: &Indicator, shares: &[Estimate]) -> Estimate {
    let m = shares.len() as f64;
    let value = shares.iter().map(|share| share.value).sum::<f64>() / m;
    let half = |limit: fn(&Estimate) -> Option<f64>| -> Option<f64> {
        let squares = shares.iter().map(|share| limit(share).map(|limit| (share.value - limit).powi(2)));
        squares.sum::<Option<f64>>().map(|sum| sum.sqrt() / m)
    };
    let (below, above) = (half(|share| share.lower), half(|share| share.upper));
    // The smallest sample bounds what the mean can carry.
    let n = shares.iter().filter_map(|share| share.n).reduce(f64::min);
    let spread = match below.zip(above) {
        Some((below, above)) => Spread::Normal { se: (below + above) / (2.0 * super::distribution::Z95) },
        None => Spread::Fixed,
    };
    let tier = shares.iter().map(|share| share.tier).max().unwrap_or(Tier::Normal);
    Estimate {
        lower: below.map(|half| (value - half).max(0.0)),
        upper: above.map(|half| (value + half).min(1.0)),
        n,
        tier: n.map_or(tier, |n| tier.max(tier::cases(indicator, n))),
        spread,
        ..Estimate::exact(value)
    }
}
