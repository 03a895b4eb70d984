//! Time to an event with unfinished cases: Kaplan–Meier, with Greenwood's variance and log–log limits.
//!
//! Kaplan & Meier, *JASA* 53 1958; Greenwood 1926; log–log limits of the curve after Kalbfleisch & Prentice, *The Statistical
//! Analysis of Failure Time Data*, 2002, section 1.4. Checked against R's `survival`.

use super::distribution::{Z95, normal_cdf, normal_quantile};
use super::{Survival, SurvivalStep};
use crate::model::quantity::Spread;
use libm::{exp, log, pow};

/// How near to one half a share must be to stand for it (R's `survival` uses the square root of the double's step).
const HALF: f64 = 1.5e-8;

/// A survival curve, with what its limits are made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    steps: Vec<Step>,
    n: f64,
    last: f64,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Step {
    time: f64,
    share: f64,
    at_risk: f64,
    /// Greenwood's standard error of ln S; infinite where nobody is left.
    error: f64,
}

impl Step {
    /// Standard error of ln(−ln S).
    fn log_log_error(&self) -> f64 {
        self.error / log(self.share).abs()
    }
}

/// A median, its limits and its spread.
#[derive(Debug, Clone, PartialEq)]
pub struct Median {
    /// The median; where it was not reached, the longest time observed: the median is at least that.
    pub value: f64,
    /// Whether half of the cases were finished.
    pub reached: bool,
    /// Lower 95 % limit.
    pub lower: f64,
    /// Upper 95 % limit, infinite where it was not reached.
    pub upper: f64,
    /// Quantiles of where the median may lie, at [`Spread::level`] 0 to 20.
    pub quantiles: [f64; 21],
}

impl Curve {
    /// From times and whether each ended in the event (otherwise it is censored: at least that long).
    /// `None` without cases.
    pub fn new(cases: &mut [(f64, bool)]) -> Option<Self> {
        // Of equal times events come first: who left in that month was still there before.
        cases.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let last = cases.last()?.0;
        let (mut at_risk, mut share, mut greenwood) = (cases.len() as f64, 1.0, 0.0);
        let mut steps = Vec::new();
        for same in cases.chunk_by(|a, b| a.0 == b.0) {
            let events = same.iter().filter(|(_, event)| *event).count() as f64;
            if events > 0.0 {
                share *= (at_risk - events) / at_risk;
                greenwood += events / (at_risk * (at_risk - events));
                steps.push(Step { time: same[0].0, share, at_risk, error: f64::sqrt(greenwood) });
            }
            at_risk -= same.len() as f64;
        }
        Some(Self { steps, n: cases.len() as f64, last })
    }

    /// Number of cases.
    pub fn n(&self) -> f64 {
        self.n
    }

    /// Share that lasts beyond `time`, with 95 % limits and the standard error of its ln(−ln); `None` where the
    /// curve is not defined there: nobody was observed that long and not everybody's end is known.
    pub fn at(&self, time: f64) -> Option<(f64, [f64; 2], f64)> {
        let step = self.steps.iter().take_while(|step| step.time <= time).last();
        let share = step.map_or(1.0, |step| step.share);
        if time > self.last && share > 0.0 {
            return None;
        }
        let error = step.map_or(f64::INFINITY, Step::log_log_error);
        Some((share, limits(share, error, Z95), error))
    }

    /// The median with its limits: the times at which the curve and its limits come down to one half. Where the
    /// curve runs level at exactly one half the middle of that stretch is taken, as R does. The limits of the curve are
    /// here those on ln S, S·exp(±z·se): what R prints beside a median (`survfit` with its default `conf.type`);
    /// the log–log ones reach out to the first case in a list of ten.
    pub fn median(&self) -> Median {
        let limit = |z: f64| self.crossing(|step| step.share * exp(z * step.error));
        let reached = self.crossing(|step| step.share);
        Median {
            value: reached.unwrap_or(self.last),
            reached: reached.is_some(),
            lower: limit(-Z95).unwrap_or(self.last),
            upper: limit(Z95).unwrap_or(f64::INFINITY),
            quantiles: self.median_quantiles(),
        }
    }

    fn crossing(&self, height: impl Fn(&Step) -> f64) -> Option<f64> {
        let at = self.steps.iter().position(|step| height(step) <= 0.5 + HALF)?;
        let step = self.steps.get(at)?;
        match self.steps.get(at + 1) {
            Some(next) if (height(step) - 0.5).abs() < HALF => Some((step.time + next.time) / 2.0),
            _ => Some(step.time),
        }
    }

    /// Where the median may lie: the confidence distribution whose 2.5 % and 97.5 % points are the limits above,
    /// P(median ≤ t) = Φ((ln ½ − ln S(t))/se). Times beyond the last one observed stand at that time.
    /// (Brookmeyer & Crowley, *Biometrics* 38 1982, invert the same test.)
    fn median_quantiles(&self) -> [f64; 21] {
        let probability = |step: &Step| {
            if step.share > 0.0 { normal_cdf((log(0.5) - log(step.share)) / step.error) } else { 1.0 }
        };
        let mut quantiles = [self.last; 21];
        let (mut filled, mut reached) = (0, 0.0f64);
        for step in &self.steps {
            reached = reached.max(probability(step));
            while filled < 21 && reached >= Spread::level(filled) {
                quantiles[filled] = step.time;
                filled += 1;
            }
        }
        quantiles
    }

    /// The curve as it is published.
    pub fn curve(&self) -> Survival {
        let step = |step: &Step| {
            let [lower, upper] = limits(step.share, step.log_log_error(), Z95);
            SurvivalStep { months: step.time, share: step.share, lower, upper, at_risk: step.at_risk }
        };
        Survival { n: self.n, steps: self.steps.iter().map(step).collect() }
    }

    /// Cases still observed at `time`.
    pub fn at_risk(cases: &[(f64, bool)], time: f64) -> f64 {
        cases.iter().filter(|(at, _)| *at >= time).count() as f64
    }
}

/// Log–log limits S^exp(±z·se), the value itself where they are not defined (S at 0 or 1).
fn limits(share: f64, error: f64, z: f64) -> [f64; 2] {
    if !error.is_finite() || share <= 0.0 || share >= 1.0 {
        return [share, share];
    }
    [pow(share, exp(z * error)), pow(share, exp(-z * error))]
}

/// Quantiles, at [`Spread::level`] 0 to 20, of a share whose ln(−ln) is normal with this standard error.
pub fn share_quantiles(share: f64, error: f64) -> [f64; 21] {
    let mut quantiles = [share; 21];
    for (i, q) in quantiles.iter_mut().enumerate() {
        let z = normal_quantile(Spread::level(i));
        // A larger ln(−ln) is a smaller share.
        *q = if z < 0.0 { limits(share, error, -z)[0] } else { limits(share, error, z)[1] };
    }
    quantiles
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Maintained arm of the `aml` data of R's `survival`.
    fn aml() -> Vec<(f64, bool)> {
        let events = [9.0, 13.0, 18.0, 23.0, 31.0, 34.0, 48.0].map(|t| (t, true));
        let censored = [13.0, 28.0, 45.0, 161.0].map(|t| (t, false));
        events.into_iter().chain(censored).collect()
    }

    #[test]
    fn one_long_wait_says_nothing_of_where_the_median_lies() {
        // 85 answers within hours, two questions open for days.
        let answers = (0..85).map(|i| (0.2 + 0.08 * f64::from(i), true));
        let median =
            Curve::new(&mut answers.chain([(92.0, false), (125.0, false)]).collect::<Vec<_>>()).unwrap().median();
        let at = |p: f64| {
            let low = ((p * 20.0) as usize).min(19);
            median.quantiles[low] + (p * 20.0 - low as f64) * (median.quantiles[low + 1] - median.quantiles[low])
        };
        assert!((at(0.025) - median.lower).abs() < 0.15, "{} and {}", at(0.025), median.lower);
        assert!((at(0.975) - median.upper).abs() < 0.15, "{} and {}", at(0.975), median.upper);
        assert!((at(0.5) - median.value).abs() < 0.15);
        // Where half may still be open, the median may lie at the end.
        let few = [(1.0, true), (2.0, true), (3.0, true), (92.0, false), (125.0, false)];
        assert_eq!(Curve::new(&mut few.to_vec()).unwrap().median().quantiles[20], 125.0);
    }

    #[test]
    fn the_maintained_arm_of_aml() {
        let curve = Curve::new(&mut aml()).expect("there are cases").curve();
        let shares = [
            0.909090909091,
            0.818181818182,
            0.715909090909,
            0.613636363636,
            0.490909090909,
            0.368181818182,
            0.184090909091,
        ];
        let lower = [
            0.508080205770,
            0.447428614682,
            0.350190385908,
            0.265752040001,
            0.167330909777,
            0.0928295749370,
            0.0117384801232,
        ];
        let upper = [
            0.986673822668,
            0.951162228582,
            0.899023974191,
            0.835299243250,
            0.753399790371,
            0.657040832398,
            0.525014842727,
        ];
        assert_eq!(curve.steps.iter().map(|s| s.months).collect::<Vec<_>>(), [9.0, 13.0, 18.0, 23.0, 31.0, 34.0, 48.0]);
        for (i, step) in curve.steps.iter().enumerate() {
            assert!((step.share - shares[i]).abs() < 1e-12);
            assert!((step.lower - lower[i]).abs() < 1e-12, "lower at {}", step.months);
            assert!((step.upper - upper[i]).abs() < 1e-12, "upper at {}", step.months);
        }
    }

    #[test]
    fn unanswered_threads_raise_the_median_from_4_hours_to_10_and_a_half() {
        let mut cases: Vec<(f64, bool)> = [1.0, 2.0, 3.0, 5.0, 8.0, 13.0].map(|t| (t, true)).to_vec();
        let answered = Curve::new(&mut cases.clone()).expect("there are cases").median();
        assert_eq!(answered.value, 4.0);
        cases.extend([168.0, 180.0, 200.0, 300.0].map(|t| (t, false)));
        let median = Curve::new(&mut cases).expect("there are cases").median();
        assert_eq!((median.value, median.lower, median.upper), (10.5, 3.0, f64::INFINITY));
        assert!(median.reached);
        assert_eq!((median.quantiles[1], median.quantiles[20]), (3.0, 300.0));
        assert!(median.quantiles.windows(2).all(|pair| pair[0] <= pair[1]));
    }

    #[test]
    fn a_median_that_is_not_reached_is_at_least_the_longest_time() {
        let mut cases = [(2.0, true), (30.0, false), (50.0, false)];
        let median = Curve::new(&mut cases).expect("there are cases").median();
        assert_eq!((median.value, median.reached, median.upper), (50.0, false, f64::INFINITY));
    }

    #[test]
    fn survival_is_not_known_beyond_the_longest_observation() {
        let mut cases = [(2.0, true), (5.0, true), (8.0, false)];
        let curve = Curve::new(&mut cases).expect("there are cases");
        assert_eq!(curve.at(12.0), None);
        assert!(curve.at(8.0).is_some_and(|(share, ..)| (share - 1.0 / 3.0).abs() < 1e-15));
        let mut gone = [(2.0, true), (5.0, true)];
        assert!(Curve::new(&mut gone).and_then(|c| c.at(12.0)).is_some_and(|(share, ..)| share == 0.0));
        assert!(curve.at(1.0).is_some_and(|(share, limits, _)| share == 1.0 && limits == [1.0, 1.0]));
    }
}
