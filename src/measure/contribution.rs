//! Spread of participation: Gini coefficient, share of the largest, absence factor, Lorenz curve.
//! Only counts without identity are known; the curve is reduced to its tenths.

use super::bootstrap::{DRAWS, Generator, LONGEST, Limits, jackknife, percentile};
use super::frame::Frame;
use super::{Lorenz, Reading, tier, with_limits};
use crate::model::quantity::Estimate;
use crate::playbook::Indicator;

/// Contributions of those who contributed at all, ascending.
#[derive(Debug, Clone, PartialEq)]
pub struct Contributions {
    sorted: Vec<f64>,
    total: f64,
}

impl Contributions {
    /// From counts in any order; `None` when nobody contributed.
    pub fn new(counts: &[f64]) -> Option<Self> {
        let mut sorted: Vec<f64> = counts.iter().copied().filter(|count| *count > 0.0).collect();
        sorted.sort_unstable_by(f64::total_cmp);
        let total: f64 = sorted.iter().sum();
        (total > 0.0 && total.is_finite()).then_some(Self { sorted, total })
    }

    /// Number of contributors.
    pub fn n(&self) -> f64 {
        self.sorted.len() as f64
    }

    /// Gini coefficient Σ(2i − n − 1)x₍ᵢ₎ / (nΣx), 0 for equality (Dixon et al., *Ecology* 68(5) 1987, eq. 2).
    pub fn gini(&self) -> f64 {
        let n = self.n();
        let sum: f64 = self.sorted.iter().enumerate().map(|(i, x)| (2.0 * i as f64 + 1.0 - n) * x).sum();
        sum / (n * self.total)
    }

    /// Gini coefficient corrected for small n: G·n/(n−1), so that one who does everything gives 1
    /// (Dixon et al. 1987, with the correction of *Ecology* 69(4) 1988). `None` for a single contributor.
    pub fn corrected_gini(&self) -> Option<f64> {
        (self.sorted.len() > 1).then(|| (self.gini() * self.n() / (self.n() - 1.0)).clamp(0.0, 1.0))
    }

    /// Share of all contributions made by the ⌈share·n⌉ who contributed most.
    pub fn top_share(&self, share: f64) -> f64 {
        self.sorted.iter().rev().take(largest(share, self.sorted.len())).sum::<f64>() / self.total
    }

    /// The fewest contributors who together made at least `share` of all contributions (CHAOSS *Contributor Absence
    /// Factor*; of its two readings of "reach", the one with ≥).
    pub fn absence_factor(&self, share: f64) -> f64 {
        // A sum that misses the target by the last bits of a double has reached it.
        let target = share * self.total * (1.0 - 1e-12);
        let mut sum = 0.0;
        let before = self.sorted.iter().rev().take_while(|count| {
            let short = sum < target;
            sum += **count;
            short
        });
        before.count() as f64
    }

    /// Cumulated shares (Lorenz 1905) at the tenths. A tenth from the top is rounded up to whole people, as in
    /// [`Contributions::top_share`], so that the curve and the indicator say the same.
    pub fn lorenz(&self) -> Lorenz {
        let n = self.sorted.len();
        let below = |tenths: i32| n - if tenths == 0 { n } else { largest(1.0 - f64::from(tenths) / 10.0, n) };
        let share = |people: usize| self.sorted.iter().take(people).sum::<f64>() / self.total;
        let mut points: Vec<(f64, f64)> =
            (0..10).map(below).map(|people| (people as f64 / self.n(), share(people))).collect();
        // The last step is the whole, whatever the rounding of the sum.
        points.push((1.0, 1.0));
        points.dedup();
        Lorenz { n: self.n(), total: self.total, points, top: self.top_share(0.1), bottom: share(below(5)) }
    }

    /// Limits of the corrected Gini coefficient and of the share of the largest `share`, from one set of resamples;
    /// `None` for fewer than two contributors.
    pub fn limits(&self, share: f64) -> Option<[Limits; 2]> {
        let gini = self.corrected_gini()?;
        let top = self.top_share(share);
        if self.sorted.len() > LONGEST {
            let (ginis, tops) = self.left_out(share);
            return Some([jackknife(&ginis, gini), jackknife(&tops, top)]);
        }
        let mut generator = Generator::of(&self.sorted);
        let mut times = vec![0; self.sorted.len()];
        let (mut ginis, mut tops) = (Vec::with_capacity(DRAWS), Vec::with_capacity(DRAWS));
        for _ in 0..DRAWS {
            generator.resample(&mut times);
            let (gini, top) = self.resampled(&times, share);
            ginis.push(gini);
            tops.push(top);
        }
        Some([percentile(&mut ginis, gini)?, percentile(&mut tops, top)?])
    }

    /// Corrected Gini coefficient and top share of a resample; the list stays sorted, so nothing is sorted again.
    fn resampled(&self, times: &[u32], share: f64) -> (f64, f64) {
        let n = self.n();
        // The sums stand at Σ x·c·(2·before + c − n), which is Σ(2i − n − 1)x over c equal values.
        let (mut before, mut total, mut spread) = (0.0, 0.0, 0.0);
        for (x, c) in self.sorted.iter().zip(times) {
            let c = f64::from(*c);
            total += x * c;
            spread += x * c * (2.0 * before + c - n);
            before += c;
        }
        let (mut left, mut most) = (largest(share, self.sorted.len()) as u32, 0.0);
        for (x, c) in self.sorted.iter().zip(times).rev() {
            let taken = left.min(*c);
            most += x * f64::from(taken);
            left -= taken;
            if left == 0 {
                break;
            }
        }
        ((spread / (total * (n - 1.0))).max(0.0), most / total)
    }

    /// Both statistics with each contributor left out in turn, in one pass.
    fn left_out(&self, share: f64) -> (Vec<f64>, Vec<f64>) {
        let len = self.sorted.len();
        let n = self.n();
        let ranked: f64 = self.sorted.iter().enumerate().map(|(i, x)| (i as f64 + 1.0) * x).sum();
        let m = largest(share, len - 1);
        let most: f64 = self.sorted.iter().rev().take(m).sum();
        // The next one moves up when one of the largest is left out.
        let next = self.sorted.len().checked_sub(m + 1).and_then(|i| self.sorted.get(i)).copied().unwrap_or_default();
        let (mut ginis, mut tops) = (Vec::with_capacity(len), Vec::with_capacity(len));
        let mut above = self.total;
        for (i, x) in self.sorted.iter().enumerate() {
            above -= x;
            let total = self.total - x;
            let sum = ranked - (i as f64 + 1.0) * x - above;
            // G·n/(n−1) for n − 1 contributors: (2Σix − nΣx)/((n−1)Σx) · (n−1)/(n−2).
            ginis.push((2.0 * sum - n * total) / ((n - 2.0) * total));
            let sum = if i + m >= len { most - x + next } else { most };
            tops.push(sum / total);
        }
        (ginis, tops)
    }
}

/// Contributions with the limits that several indicators share.
#[derive(Debug, Clone, PartialEq)]
pub struct Shared {
    /// The counts.
    pub counts: Contributions,
    /// Share of the contributors who are "the top".
    pub share: f64,
    /// Limits of the corrected Gini coefficient and of the top share.
    pub limits: Option<[Limits; 2]>,
}

impl Shared {
    /// With the limits worked out.
    pub fn new(counts: Contributions, share: f64) -> Self {
        Self { limits: counts.limits(share), counts, share }
    }
}

/// Corrected Gini coefficient of the list, else as summarised and without an interval.
pub fn gini(frame: &Frame, indicator: &Indicator) -> Vec<Reading> {
    let given = frame.field("contrib.gini");
    from_list_or(frame, indicator, given.is_some(), |row, shared| match shared {
        Some(shared) => {
            let limits = shared.limits.as_ref().map(|[gini, _]| gini);
            Some(with_limits(Estimate::exact(shared.counts.corrected_gini()?), limits))
        }
        None => Some(Estimate::exact(given?.get(row)?)),
    })
}

/// Share of the largest part of the contributors; of the summary only for the largest tenth.
pub fn top(frame: &Frame, indicator: &Indicator, share: f64) -> Vec<Reading> {
    let summary = frame.field("contrib.top10pct").zip(frame.field("contrib.total")).filter(|_| share == 0.1);
    from_list_or(frame, indicator, summary.is_some(), |row, shared| match shared {
        Some(shared) if shared.share == share => {
            let limits = shared.limits.as_ref().map(|[_, top]| top);
            Some(with_limits(Estimate::exact(shared.counts.top_share(share)), limits))
        }
        Some(shared) => {
            let limits = shared.counts.limits(share).map(|[_, top]| top);
            Some(with_limits(Estimate::exact(shared.counts.top_share(share)), limits.as_ref()))
        }
        None => {
            let (top, total) = summary.and_then(|(top, total)| top.get(row).zip(total.get(row)))?;
            (total > 0.0).then(|| Estimate::exact((top / total).min(1.0)))
        }
    })
}

/// The fewest contributors with this share of all contributions; of the summary only for one half.
pub fn absence(frame: &Frame, indicator: &Indicator, share: f64) -> Vec<Reading> {
    let summary = frame.field("contrib.half_count").filter(|_| share == 0.5);
    from_list_or(frame, indicator, summary.is_some(), |row, shared| match shared {
        Some(shared) => Some(Estimate::exact(shared.counts.absence_factor(share))),
        // Zero contributors made half of nothing.
        None => summary?.get(row).filter(|count| *count > 0.0).map(Estimate::exact),
    })
}

fn from_list_or(
    frame: &Frame,
    indicator: &Indicator,
    summarised: bool,
    value: impl Fn(usize, Option<&Shared>) -> Option<Estimate>,
) -> Vec<Reading> {
    if frame.contributions.is_empty() && !summarised {
        return frame.missing();
    }
    let number = frame.field("contrib.n");
    frame.readings(indicator, |row| {
        let shared = frame.contributions.get(row).and_then(Option::as_ref);
        let n = shared.map(|shared| shared.counts.n()).or_else(|| number?.get(row));
        let estimate = value(row, shared)?;
        let tier = n.map_or(estimate.tier, |n| tier::cases(indicator, n));
        Some(Estimate { n, tier, ..estimate })
    })
}

/// How many of `n` persons the largest `share` of them are, 0 < share ≤ 1: ⌈share·n⌉, at least one.
pub fn largest(share: f64, n: usize) -> usize {
    // 0.1 · 30 is a little above 3 in binary and must not become 4.
    ((share * n as f64 - 1e-9).ceil() as usize).clamp(1, n.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::quantity::Spread;

    fn chaoss() -> Contributions {
        Contributions::new(&[1000.0, 202.0, 90.0, 33.0, 332.0, 343.0, 42.0, 433.0]).expect("somebody contributed")
    }

    #[test]
    fn the_eight_counts_of_chaoss() {
        assert!((chaoss().gini() - 0.485505050505).abs() < 1e-12);
        assert!((chaoss().corrected_gini().unwrap_or_default() - 0.554862914863).abs() < 1e-12);
        assert_eq!(chaoss().absence_factor(0.5), 2.0);
        assert!((chaoss().top_share(0.1) - 0.404040404040).abs() < 1e-12);
    }

    #[test]
    fn equality_and_one_who_does_everything() {
        let equal = Contributions::new(&[1.0; 4]).expect("somebody contributed");
        assert_eq!((equal.gini(), equal.corrected_gini()), (0.0, Some(0.0)));
        // Over all four, as a list with zeros would be: the formula itself, before non-contributors are left out.
        let one = Contributions { sorted: vec![0.0, 0.0, 0.0, 10.0], total: 10.0 };
        assert_eq!((one.gini(), one.corrected_gini()), (0.75, Some(1.0)));
        assert_eq!(Contributions::new(&[0.0, 0.0]), None);
        assert_eq!(Contributions::new(&[5.0]).and_then(|c| c.corrected_gini()), None);
    }

    #[test]
    fn ties_at_exactly_half_count_as_reached() {
        let ties = Contributions::new(&[1.0, 1.0, 1.0, 1.0]).expect("somebody contributed");
        assert_eq!(ties.absence_factor(0.5), 2.0);
        let tenths = Contributions::new(&[0.1, 0.1, 0.1, 0.3]).expect("somebody contributed");
        assert_eq!(tenths.absence_factor(0.5), 1.0);
    }

    #[test]
    fn the_lorenz_curve_rises_from_nothing_to_everything_below_the_diagonal_and_agrees_with_the_top_share() {
        for n in [2, 8, 25, 40, 117] {
            let counts: Vec<f64> = (0..n).map(|i| f64::from((i * 37) % 11 + 1)).collect();
            let people = Contributions::new(&counts).expect("somebody contributed");
            let Lorenz { points, top, bottom, .. } = people.lorenz();
            assert_eq!((points.first(), points.last()), (Some(&(0.0, 0.0)), Some(&(1.0, 1.0))));
            let slopes = points.windows(2).map(|pair| (pair[1].1 - pair[0].1) / (pair[1].0 - pair[0].0));
            assert!(slopes.collect::<Vec<_>>().is_sorted_by(|a, b| *a <= b + 1e-9), "{n}: {points:?}");
            let ninth = points[points.len() - 2];
            assert!((top - people.top_share(0.1)).abs() < 1e-12 && (1.0 - ninth.1 - top).abs() < 1e-12);
            assert!(bottom <= 0.5 && points.iter().any(|(_, made)| (made - bottom).abs() < 1e-12));
        }
    }

    #[test]
    fn resampling_counts_as_sorting_every_sample_would() {
        let people = chaoss();
        let times = [0, 2, 1, 0, 3, 1, 0, 1];
        let mut sample: Vec<f64> = Vec::new();
        for (x, c) in people.sorted.iter().zip(times) {
            sample.extend(std::iter::repeat_n(*x, c as usize));
        }
        let plain = Contributions::new(&sample).expect("somebody contributed");
        let (gini, top) = people.resampled(&times, 0.25);
        assert!((gini - plain.corrected_gini().unwrap_or_default()).abs() < 1e-12);
        assert!((top - plain.top_share(0.25)).abs() < 1e-12);
    }

    #[test]
    fn leaving_one_out_in_one_pass_equals_leaving_it_out() {
        let people = chaoss();
        let (ginis, tops) = people.left_out(0.3);
        for i in 0..people.sorted.len() {
            let mut rest = people.sorted.clone();
            rest.remove(i);
            let rest = Contributions::new(&rest).expect("somebody contributed");
            assert!((ginis[i] - rest.corrected_gini().unwrap_or_default()).abs() < 1e-12);
            assert!((tops[i] - rest.top_share(0.3)).abs() < 1e-12);
        }
    }

    #[test]
    fn limits_hold_the_value_and_large_lists_join_on() {
        let counts = |n: usize| -> Vec<f64> { (0..n).map(|i| 1.0 + (i * 7919 % 97) as f64).collect() };
        let width = |n: usize| {
            let people = Contributions::new(&counts(n)).expect("somebody contributed");
            let [gini, top] = people.limits(0.1).expect("there are at least two");
            let value = people.corrected_gini().unwrap_or_default();
            assert!(gini.interval[0] <= value && value <= gini.interval[1]);
            assert!(top.interval[0] <= people.top_share(0.1) && people.top_share(0.1) <= top.interval[1]);
            (gini.interval[1] - gini.interval[0], gini.spread)
        };
        let ((drawn, quantiles), (normal, spread)) = (width(LONGEST), width(LONGEST + 1));
        assert!(matches!((quantiles, spread), (Spread::Quantiles(_), Spread::Normal { .. })));
        assert!((drawn - normal).abs() < 0.1 * drawn, "{drawn} and {normal}");
    }
}
