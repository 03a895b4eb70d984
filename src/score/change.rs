//! Two overall scores compared by their draws.

use super::draws::QUANTILES;

/// Probability with which one group must stand above another to open a tier of its own.
pub const SURE: f64 = 0.9;

/// Equally likely values of an overall score, ascending: what two scores are compared by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Likely(pub [f32; QUANTILES]);

impl Likely {
    /// From a published score and its 5 % and 95 % limits alone: normal to each side with its own spread.
    pub fn from_limits(score: f64, limits: Option<(f64, f64)>) -> Self {
        let (low, high) = limits.unwrap_or((score, score));
        let at = |i: usize| {
            let z = crate::measure::distribution::normal_quantile((i as f64 + 0.5) / QUANTILES as f64);
            let sd = if z < 0.0 { score - low } else { high - score } / 1.644_853_626_951_472_7;
            (score + z * sd) as f32
        };
        Self(std::array::from_fn(at))
    }

    /// Probability that this one is above the other, every draw of the one paired with every draw of the other (their
    /// data are independent); ties count half.
    pub fn above(&self, other: &Self) -> f64 {
        let (mut below, mut even) = (0usize, 0usize);
        for a in &self.0 {
            let less = other.0.partition_point(|b| b < a);
            below += less;
            even += other.0.partition_point(|b| b <= a) - less;
        }
        (below as f64 + even as f64 / 2.0) / (QUANTILES * QUANTILES) as f64
    }

    /// 5 % and 95 % limits of this one minus the other, over all pairs of draws.
    pub fn difference(&self, other: &Self) -> (f64, f64) {
        let mut differences = Vec::with_capacity(QUANTILES * QUANTILES);
        for a in &self.0 {
            differences.extend(other.0.iter().map(|b| a - b));
        }
        let mut at = |p: f64| {
            let rank = (p * differences.len() as f64) as usize;
            let (_, value, _) = differences.select_nth_unstable_by(rank, f32::total_cmp);
            f64::from(*value)
        };
        (at(0.05), at(0.95))
    }
}

/// Tiers of scores, best first, as positions in `scores`: no league table, for most differences are chance. Scores are
/// taken from the highest median down; one opens a new tier only where every member of the tier before stands above it
/// with a probability of at least `sure` (0.9 is the convention); otherwise it shares that tier. Equal medians keep the
/// order they came in.
pub fn tiers(scores: &[Likely], sure: f64) -> Vec<Vec<usize>> {
    let median = |at: &usize| scores[*at].0[QUANTILES / 2 - 1] + scores[*at].0[QUANTILES / 2];
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|a, b| median(b).total_cmp(&median(a)));
    let mut tiers: Vec<Vec<usize>> = Vec::new();
    for at in order {
        match tiers.last_mut() {
            Some(tier) if !tier.iter().all(|above| scores[*above].above(&scores[at]) >= sure) => tier.push(at),
            _ => tiers.push(vec![at]),
        }
    }
    tiers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_clear_differences_open_a_tier() {
        let wide = |score: f64| Likely::from_limits(score, Some((score - 6.0, score + 6.0)));
        assert_eq!(tiers(&[wide(50.0), wide(72.0), wide(70.0), wide(48.0)], 0.9), [vec![1, 2], vec![0, 3]]);
        assert_eq!(tiers(&[], 0.9), Vec::<Vec<usize>>::new());
    }

    #[test]
    fn a_tier_is_left_only_when_all_of_it_is_clearly_better() {
        // Each is close to the next; the chain from 60 to 50 stays together as long as no one is clear of all.
        let near = |score: f64| Likely::from_limits(score, Some((score - 4.0, score + 4.0)));
        assert_eq!(tiers(&[near(60.0), near(57.0), near(55.5)], 0.9), [vec![0, 1, 2]]);
        assert_eq!(tiers(&[near(60.0), near(57.0), near(45.0)], 0.9), [vec![0, 1], vec![2]]);
    }

    #[test]
    fn differences_of_independent_scores_add_their_variances() {
        let a = Likely::from_limits(60.0, Some((60.0 - 3.0, 60.0 + 3.0)));
        let b = Likely::from_limits(55.0, Some((55.0 - 4.0, 55.0 + 4.0)));
        let (low, high) = a.difference(&b);
        assert!((low - 0.0).abs() < 0.25 && (high - 10.0).abs() < 0.25, "{low} to {high}");
        assert!((a.above(&b) - 0.95).abs() < 0.01);
        assert_eq!(a.above(&a), 0.5);
    }
}
