//! Axes with round numbers.

/// An axis from `min` to `max` with ticks every `step`; both ends are ticks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Axis {
    /// Lower end.
    pub min: f64,
    /// Upper end.
    pub max: f64,
    /// Between two ticks.
    pub step: f64,
    /// Decimals that tell the ticks apart.
    pub digits: usize,
}

impl Axis {
    /// The smallest axis of about `intervals` steps that holds 0, `low` and `high`; `whole` keeps the ticks at whole
    /// numbers. Steps are 1, 2, 2.5 or 5 times a power of ten.
    pub fn round(low: f64, high: f64, intervals: usize, whole: bool) -> Self {
        let (low, high) = (low.min(0.0), high.max(0.0));
        let span = if high - low > 0.0 { high - low } else { 1.0 };
        let raw = span / intervals.max(1) as f64;
        let power = libm::exp10(libm::log10(raw).floor());
        let step = [1.0, 2.0, 2.5, 5.0, 10.0]
            .iter()
            .map(|factor| factor * power)
            // A hair of tolerance, so that a span of exactly five steps does not become three.
            .find(|step| *step >= raw * (1.0 - 1e-9) && !(whole && step.fract() > 1e-9))
            .unwrap_or(power * 10.0);
        let step = if whole { step.max(1.0) } else { step };
        let digits = (0..4).find(|digits| is_whole(step * 10f64.powi(*digits))).unwrap_or(4) as usize;
        let below = (-low / step - 1e-9).ceil().max(0.0);
        let above = (high / step - 1e-9).ceil().max(if below > 0.0 { 0.0 } else { 1.0 });
        Self { min: below * -step + 0.0, max: above * step, step, digits }
    }

    /// The same axis with its upper end at most `end`, as for shares of a hundred.
    pub fn at_most(self, end: f64) -> Self {
        Self { max: self.max.min(end), ..self }
    }

    /// The ticks, ascending.
    pub fn ticks(self) -> impl Iterator<Item = f64> {
        let count = ((self.max - self.min) / self.step + 1e-9).floor().clamp(0.0, 60.0) as usize;
        (0..=count).map(move |i| {
            let tick = self.min + self.step * i as f64;
            // Sums of tenths drift by their binary form: 0.6 must not become 0.6000000000000001.
            (tick * 1e6).round() / 1e6 + 0.0
        })
    }
}

fn is_whole(value: f64) -> bool {
    (value - value.round()).abs() < 1e-6
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticks(low: f64, high: f64, intervals: usize, whole: bool) -> Vec<f64> {
        Axis::round(low, high, intervals, whole).ticks().collect()
    }

    #[test]
    fn ends_are_round_and_zero_is_there() {
        assert_eq!(ticks(0.0, 46.0, 5, true), [0.0, 10.0, 20.0, 30.0, 40.0, 50.0]);
        assert_eq!(ticks(12.0, 187.0, 2, true), [0.0, 100.0, 200.0]);
        assert_eq!(ticks(-84.0, 22.0, 3, true), [-100.0, -50.0, 0.0, 50.0]);
        assert_eq!(ticks(0.0, 3.0, 5, true), [0.0, 1.0, 2.0, 3.0]);
        assert_eq!(ticks(0.0, 0.0, 4, true), [0.0, 1.0]);
        assert_eq!(ticks(-0.2, 0.5, 4, false), [-0.2, 0.0, 0.2, 0.4, 0.6]);
        assert_eq!(Axis::round(0.0, 0.9, 4, false).digits, 2);
    }
}
