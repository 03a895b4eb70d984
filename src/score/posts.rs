//! Goalposts: which value scores 0, which 100, and how a value lies between them.

use super::Points;
use crate::playbook::Scale;
use libm::{log, log1p};

/// Goalposts on their scale. Fixed in the playbook (or by the peers of a place), never taken from the data that is
/// scored: a score must not move because another group joined the report (UNDP *Human Development Report*, technical
/// note 1, uses fixed goalposts for the same reason).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Posts {
    scale: Scale,
    zero: f64,
    span: f64,
}

impl Posts {
    /// From the values that score 0 and 100; `None` where they coincide or do not exist on the scale.
    pub fn new(scale: Scale, [worst, best]: [f64; 2]) -> Option<Self> {
        let zero = project(scale, worst);
        let span = project(scale, best) - zero;
        (zero.is_finite() && span.is_finite() && span != 0.0).then_some(Self { scale, zero, span })
    }

    /// Position of a value: 0 at the post that scores 0, 1 at the other, beyond them outside of 0 to 1.
    pub fn position(&self, value: f64) -> f64 {
        (project(self.scale, value) - self.zero) / self.span
    }

    /// Points of a value: `100·clip((f(x) − f(a))/(f(b) − f(a)))`, with f the scale; lower-is-better has a > b.
    pub fn points(&self, value: f64) -> Points {
        let position = self.position(value);
        Points { value: 100.0 * position.clamp(0.0, 1.0), clipped: position <= 0.0 || position >= 1.0 }
    }

    /// How many points a step in the value is worth, where the scale is linear.
    pub fn slope(&self) -> Option<f64> {
        (self.scale == Scale::Linear).then(|| 100.0 / self.span)
    }

    /// Offset and factor that take a linear value to its points before clipping.
    pub fn line(&self) -> Option<(f64, f64)> {
        self.slope().map(|slope| (-self.zero * slope, slope))
    }
}

fn project(scale: Scale, x: f64) -> f64 {
    match scale {
        Scale::Linear => x,
        Scale::Log | Scale::PeersLog => log1p(x.max(0.0)),
        // Nothing spent lies beyond any post.
        Scale::Ratio => log(x.max(0.0)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(scale: Scale, posts: [f64; 2], x: f64) -> Points {
        Posts::new(scale, posts).unwrap().points(x)
    }

    #[test]
    fn linear_log_and_ratio_in_both_directions() {
        assert!((points(Scale::Linear, [0.1, 0.5], 0.3).value - 50.0).abs() < 1e-9);
        assert_eq!(points(Scale::Linear, [15.0, 1.0], 8.0).value, 50.0);
        assert!((points(Scale::Ratio, [2.0, 0.3], 0.6f64.sqrt()).value - 50.0).abs() < 1e-9);
        assert!((points(Scale::Log, [0.0, 99.0], 9.0).value - 50.0).abs() < 1e-9);
    }

    #[test]
    fn at_and_beyond_a_post_is_clipped_and_says_so() {
        for (x, value) in [(0.05, 0.0), (0.1, 0.0), (0.5, 100.0), (0.9, 100.0)] {
            assert_eq!(points(Scale::Linear, [0.1, 0.5], x), Points { value, clipped: true });
        }
        assert!(!points(Scale::Linear, [0.1, 0.5], 0.2).clipped);
        assert_eq!(points(Scale::Ratio, [2.0, 0.3], 0.0), Points { value: 100.0, clipped: true });
    }

    #[test]
    fn posts_that_coincide_score_nothing() {
        assert_eq!(Posts::new(Scale::Linear, [3.0, 3.0]), None);
        assert_eq!(Posts::new(Scale::Ratio, [0.0, 1.0]), None);
    }
}
