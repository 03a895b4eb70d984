//! Variety: evenness of parts and the chance that two differ.

use super::Reading;
use super::bootstrap::{DRAWS, Generator, LONGEST, Limits, normal, percentile};
use super::frame::Frame;
use super::tier;
use crate::model::quantity::Estimate;
use crate::playbook::Indicator;
use crate::playbook::indicator::MapField;

/// Shannon entropy −Σ p ln p of counts or shares, in nats (Shannon 1948); `None` without any.
pub fn entropy(parts: &[f64]) -> Option<f64> {
    let total: f64 = parts.iter().sum();
    let part = |x: &f64| -(x / total) * libm::log(x / total);
    (total > 0.0).then(|| parts.iter().filter(|x| **x > 0.0).map(part).sum::<f64>().max(0.0))
}

/// Pielou's evenness: entropy over its largest value ln(categories), 0 to 1 (*Journal of Theoretical Biology* 13 1966).
/// `None` for fewer than two categories.
pub fn evenness(parts: &[f64], categories: u32) -> Option<f64> {
    let largest = libm::log(f64::from(categories));
    (categories > 1).then(|| entropy(parts)).flatten().map(|entropy| (entropy / largest).min(1.0))
}

/// Gini–Simpson index 1 − Σ p²: the chance that two are of different parts (Simpson, *Nature* 163 1949).
pub fn gini_simpson(parts: &[f64]) -> Option<f64> {
    let total: f64 = parts.iter().sum();
    (total > 0.0).then(|| 1.0 - parts.iter().map(|x| (x / total) * (x / total)).sum::<f64>())
}

/// Evenness over a map with a fixed number of categories.
pub fn of_map(frame: &Frame, indicator: &Indicator, map: MapField, categories: u32) -> Vec<Reading> {
    parts_of(frame, indicator, map, |parts| evenness(parts, categories))
}

/// Gini–Simpson index of a map.
pub fn simpson(frame: &Frame, indicator: &Indicator, map: MapField) -> Vec<Reading> {
    parts_of(frame, indicator, map, gini_simpson)
}

fn parts_of(
    frame: &Frame,
    indicator: &Indicator,
    map: MapField,
    index: impl Fn(&[f64]) -> Option<f64>,
) -> Vec<Reading> {
    if !frame.series.has_lists() {
        return frame.missing();
    }
    frame.readings(indicator, |row| {
        let lists = frame.lists(row)?;
        let counts = |map: &Option<Vec<(Box<str>, u32)>>| -> Option<Vec<f64>> {
            map.as_ref().map(|map| map.iter().map(|(_, count)| f64::from(*count)).collect())
        };
        let parts = match map {
            MapField::JoinedByChannel => counts(&lists.joined_by_channel)?,
            MapField::ItemsByFormat => counts(&lists.items_by_format)?,
            MapField::CultureShares => lists.culture_shares.as_ref()?.iter().map(|(_, share)| *share).collect(),
        };
        // A register of the whole population is no sample; a count of items has its number of cases.
        let n = (map != MapField::CultureShares).then(|| parts.iter().sum::<f64>());
        let tier = n.map(|n| tier::cases(indicator, n)).unwrap_or(crate::model::quantity::Tier::Normal);
        index(&parts).map(|value| Estimate { n, tier, ..Estimate::exact(value) })
    })
}

/// Limits of the evenness of `counts` (few categories) by drawing as many cases again from the same shares.
pub fn resampled(counts: &[f64], categories: u32, value: f64) -> Option<Limits> {
    let total: f64 = counts.iter().sum();
    if total < 2.0 {
        return None;
    }
    if total > LONGEST as f64 {
        return left_out(counts, categories, value);
    }
    let mut generator = Generator::of(counts);
    let mut drawn = vec![0.0; counts.len()];
    let mut values = Vec::with_capacity(DRAWS);
    for _ in 0..DRAWS {
        drawn.fill(0.0);
        for _ in 0..total as u64 {
            let mut left = generator.uniform() * total;
            let at = counts.iter().position(|count| {
                left -= count;
                left < 0.0
            });
            drawn[at.unwrap_or(0)] += 1.0;
        }
        values.push(evenness(&drawn, categories)?);
    }
    percentile(&mut values, value)
}

/// Normal limits of the evenness of many cases: the jackknife's variance, to which the curvature at equal shares adds
/// 2(k − 1)/(2n ln k)², where the slope is zero and the jackknife sees nothing.
fn left_out(counts: &[f64], categories: u32, value: f64) -> Option<Limits> {
    let n: f64 = counts.iter().sum();
    let without = |at: usize| {
        let mut rest = counts.to_vec();
        rest[at] -= 1.0;
        evenness(&rest, categories)
    };
    let parts: Vec<(f64, f64)> =
        (0..counts.len()).filter(|at| counts[*at] > 0.0).filter_map(|at| Some((counts[at], without(at)?))).collect();
    let mean = parts.iter().map(|(count, value)| count * value).sum::<f64>() / n;
    let squares: f64 = parts.iter().map(|(count, value)| count * (value - mean) * (value - mean)).sum();
    let present = parts.len() as f64;
    let bend = 2.0 * n * libm::log(f64::from(categories));
    let variance = (n - 1.0) / n * squares + 2.0 * (present - 1.0) / (bend * bend);
    let mut limits = normal(value, variance.sqrt());
    limits.interval = limits.interval.map(|limit| limit.clamp(0.0, 1.0));
    Some(limits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variety_of_5_3_and_2() {
        let parts = [5.0, 3.0, 2.0];
        let shannon = entropy(&parts).unwrap_or_default();
        assert!((shannon - 1.029653014065).abs() < 1e-12);
        assert!((evenness(&parts, 3).unwrap_or_default() - 0.937230563216).abs() < 1e-12);
        assert!((gini_simpson(&parts).unwrap_or_default() - 0.62).abs() < 1e-12);
        assert!((shannon.exp() - 2.800094072854).abs() < 1e-12);
    }

    #[test]
    fn many_cases_have_the_limits_of_resampling() {
        for counts in [[90.0, 120.0, 180.0], [10.0, 40.0, 350.0], [134.0, 133.0, 133.0]] {
            let value = evenness(&counts, 3).unwrap_or_default();
            let [low, high] = left_out(&counts, 3, value).map(|limits| limits.interval).unwrap_or_default();
            let [below, above] = resampled(&counts, 3, value).map(|limits| limits.interval).unwrap_or_default();
            assert!(
                (low - below).abs() < 0.012 && (high - above).abs() < 0.012,
                "{counts:?}: {low}–{high}, {below}–{above}"
            );
        }
    }

    #[test]
    fn one_kind_is_no_variety_and_nothing_is_no_value() {
        assert_eq!(evenness(&[7.0, 0.0, 0.0], 3), Some(0.0));
        assert_eq!((evenness(&[0.0; 3], 3), gini_simpson(&[]), evenness(&[3.0], 1)), (None, None, None));
        let limits = resampled(&[7.0, 0.0, 0.0], 3, 0.0).map(|limits| limits.interval);
        assert_eq!(limits, Some([0.0, 0.0]));
    }
}
