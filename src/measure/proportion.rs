//! Shares: k of n, shares given ready made, shares of an exposure, the largest of several.

use super::Reading;
use super::frame::Frame;
use super::interval::{effective_size, wilson, wilson_fpc};
use super::tier;
use crate::model::field::FieldId;
use crate::model::quantity::{Estimate, Spread};
use crate::playbook::indicator::MapField;
use crate::playbook::{Indicator, IntervalMethod, Normalise};

/// A share before it is carried to 30 days.
#[derive(Debug, Clone, Copy)]
struct Share {
    k: f64,
    n: f64,
    /// Everyone who could have been asked, for the finite population correction.
    population: Option<f64>,
    /// Exponent that carries it to 30 days; 1 leaves it.
    carry: f64,
}

/// `of` out of `out_of`.
pub fn proportion(frame: &Frame, indicator: &Indicator, of: &[FieldId], out_of: &[FieldId]) -> Vec<Reading> {
    let (Some(of), Some(out_of)) = (frame.sum(of), frame.sum(out_of)) else { return frame.missing() };
    let members = match indicator.interval {
        IntervalMethod::WilsonFpc => frame.field("members_end"),
        _ => None,
    };
    frame.readings(indicator, |row| {
        let (k, n) = (of.get(row)?, out_of.get(row)?);
        let population = members.and_then(|column| column.get(row));
        estimate(indicator, Share { k, n, population, carry: carry(frame, indicator, row) })
    })
}

/// `of` out of the sum of a map, such as joins by referral out of the joins by channel.
pub fn of_map(frame: &Frame, indicator: &Indicator, of: FieldId, map: MapField) -> Vec<Reading> {
    let Some(of) = frame.series.column(of) else { return frame.missing() };
    frame.readings(indicator, |row| {
        let n = map_total(frame, map, row)?;
        estimate(indicator, Share { k: of.get(row)?, n, population: None, carry: carry(frame, indicator, row) })
    })
}

fn map_total(frame: &Frame, map: MapField, row: usize) -> Option<f64> {
    let lists = frame.lists(row)?;
    let whole = |map: &Option<Vec<(Box<str>, u32)>>| map.as_ref().map(|m| m.iter().map(|(_, n)| f64::from(*n)).sum());
    match map {
        MapField::JoinedByChannel => whole(&lists.joined_by_channel),
        MapField::ItemsByFormat => whole(&lists.items_by_format),
        MapField::CultureShares => lists.culture_shares.as_ref().map(|m| m.iter().map(|(_, share)| share).sum()),
    }
}

/// A share counted as yes of n where counts exist, else as given and without an interval.
pub fn given(frame: &Frame, indicator: &Indicator, fields: [FieldId; 3]) -> Vec<Reading> {
    let parts = Given::find(frame, fields);
    frame.readings(indicator, |row| parts.estimate(indicator, row))
}

/// Where a share is found: ready made, or as counts.
pub struct Given<'a> {
    share: Option<&'a crate::model::series::Column>,
    counts: Option<[&'a crate::model::series::Column; 2]>,
}

impl<'a> Given<'a> {
    /// The columns of share, yes and n.
    pub fn find(frame: &Frame<'a>, [share, yes, n]: [FieldId; 3]) -> Self {
        let counts = frame.series.column(yes).zip(frame.series.column(n)).map(|(yes, n)| [yes, n]);
        Self { share: frame.series.column(share), counts }
    }

    /// The share in a row.
    pub fn estimate(&self, indicator: &Indicator, row: usize) -> Option<Estimate> {
        let counted = self.counts.and_then(|[yes, n]| yes.get(row).zip(n.get(row)));
        match counted {
            Some((k, n)) => estimate(indicator, Share { k, n, population: None, carry: 1.0 }),
            None => self.share?.get(row).map(Estimate::exact),
        }
    }
}

/// (of − minus) / (members_start + joined/2): who left, over the members there were on average.
/// The exposure takes those who joined as present for half of the period (actuarial estimate, Cutler & Ederer,
/// *Journal of Chronic Diseases* 8 1958).
pub fn churn(frame: &Frame, indicator: &Indicator, of: &[FieldId], minus: &[FieldId]) -> Vec<Reading> {
    let (start, joined) = (frame.field("members_start"), frame.field("joined"));
    let (Some(of), Some(start), Some(joined)) = (frame.sum(of), start, joined) else { return frame.missing() };
    if minus.is_empty() {
        return frame.readings(indicator, |row| {
            let n = start.get(row)? + joined.get(row)? / 2.0;
            estimate(indicator, Share { k: of.get(row)?, n, population: None, carry: carry(frame, indicator, row) })
        });
    }
    let Some(minus) = frame.sum(minus) else { return frame.missing() };
    frame.readings(indicator, |row| {
        let n = start.get(row)? + joined.get(row)? / 2.0;
        net_flow(indicator, of.get(row)?, minus.get(row)?, n, carry(frame, indicator, row))
    })
}

/// A net flow may be negative: a difference of two counts over one exposure, with the standard error of a difference
/// of independent Poisson counts, carried to 30 days in proportion.
fn net_flow(indicator: &Indicator, of: f64, minus: f64, n: f64, carry: f64) -> Option<Estimate> {
    if n <= 0.0 {
        return None;
    }
    let value = (of - minus) / n * carry;
    let se = (of + minus).sqrt() / n * carry;
    let limits = super::bootstrap::normal(value, se);
    Some(Estimate {
        lower: Some(limits.interval[0]),
        upper: Some(limits.interval[1]),
        n: Some(n),
        tier: tier::rate(indicator, n),
        spread: limits.spread,
        ..Estimate::exact(value)
    })
}

/// The largest share among the known reasons. Reasons that were not asked for do not count as zero.
pub fn largest(frame: &Frame, indicator: &Indicator, fields: &[FieldId]) -> Vec<Reading> {
    let columns: Vec<_> = fields.iter().filter_map(|field| frame.series.column(*field)).collect();
    if columns.is_empty() {
        return frame.missing();
    }
    frame.readings(indicator, |row| {
        let known = columns.iter().filter_map(|column| column.get(row));
        let (k, n) = known.fold((0.0, 0.0), |(largest, sum): (f64, f64), count| (largest.max(count), sum + count));
        estimate(indicator, Share { k, n, population: None, carry: 1.0 })
    })
}

/// A share of groups, operators and the like of a place.
pub fn plain(indicator: &Indicator, k: f64, n: f64) -> Option<Estimate> {
    estimate(indicator, Share { k, n, population: None, carry: 1.0 })
}

fn carry(frame: &Frame, indicator: &Indicator, row: usize) -> f64 {
    match indicator.normalise {
        Normalise::Flow30 | Normalise::Reach30 => frame.carry(indicator, row),
        // A share is no count.
        Normalise::Count30 | Normalise::None => 1.0,
    }
}

/// The estimate of a share. A numerator above its denominator (more left than there were on average) is all of it.
fn estimate(indicator: &Indicator, share: Share) -> Option<Estimate> {
    let Share { n, population, carry, .. } = share;
    if n <= 0.0 {
        return None;
    }
    let k = share.k.clamp(0.0, n);
    let p = k / n;
    let (limits, spread) = match (indicator.interval, population) {
        (IntervalMethod::None, _) => (None, Spread::Fixed),
        (IntervalMethod::WilsonFpc, Some(population)) => {
            let size = effective_size(n, population);
            let spread = if size.is_finite() { Spread::Beta { k: p * size, n: size } } else { Spread::Fixed };
            (Some(wilson_fpc(k, n, population)), spread)
        }
        _ => (Some(wilson(k, n)), Spread::Beta { k, n }),
    };
    let tier = match indicator.interval {
        IntervalMethod::None => tier::cases(indicator, n),
        _ => tier::proportion(indicator, p, n),
    };
    let whole = Estimate { k: Some(k), n: Some(n), tier, spread, ..Estimate::exact(p) };
    Some(carried(whole, limits, carry))
}

/// r30 = 1 − (1 − r)^(30/days): the share that a flow would reach in 30 days. The map is monotone, so limits carry.
fn carried(share: Estimate, limits: Option<[f64; 2]>, carry: f64) -> Estimate {
    if carry == 1.0 {
        return Estimate { lower: limits.map(|l| l[0]), upper: limits.map(|l| l[1]), ..share };
    }
    let to30 = |r: f64| 1.0 - libm::pow(1.0 - r, carry);
    let spread = match share.spread {
        Spread::Beta { k, n } => Spread::Carried { k, n, power: carry },
        other => other,
    };
    Estimate {
        value: to30(share.value),
        lower: limits.map(|l| to30(l[0])),
        upper: limits.map(|l| to30(l[1])),
        // The carried value is no longer k/n.
        k: None,
        n: share.n,
        tier: share.tier,
        spread,
        basis: share.basis,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twelve_percent_in_ninety_days_are_4_2_percent_in_thirty() {
        let whole = Estimate { spread: Spread::Beta { k: 12.0, n: 100.0 }, ..Estimate::exact(0.12) };
        let month = carried(whole, Some(wilson(12.0, 100.0)), 1.0 / 3.0);
        assert!((month.value - 0.041_716_028_587).abs() < 1e-12);
        assert!(month.lower < Some(month.value) && Some(month.value) < month.upper);
        assert_eq!(month.spread, Spread::Carried { k: 12.0, n: 100.0, power: 1.0 / 3.0 });
    }
}
