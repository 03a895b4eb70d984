//! Which choice of the method moves the results most: for the page about the method.

use super::aggregate::{FLOOR, arithmetic, geometric};

/// Runs of each of the two base samples: at least 500 are asked for.
pub const RUNS: usize = 512;

/// Two total indices nearer to each other than this are told as equal: at [`RUNS`] runs the estimators are no more exact.
pub const NEAR: f64 = 0.05;

/// Most groups that are looked at; of more, every so-and-so-many-th.
const MOST: usize = 100;

/// A choice of the method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Choice {
    /// Weights of the dimensions, each × U(0.75, 1.25).
    Weights,
    /// Goalposts, each by U(−10, 10) % of their span.
    Goalposts,
    /// Geometric or arithmetic mean over the dimensions.
    Mean,
    /// None or any one dimension left out.
    LeftOut,
}

impl Choice {
    /// All choices, in the order of the samples' columns.
    pub const ALL: [Self; 4] = [Self::Weights, Self::Goalposts, Self::Mean, Self::LeftOut];

    /// The id used in files and texts.
    pub fn id(self) -> &'static str {
        match self {
            Self::Weights => "weights",
            Self::Goalposts => "goalposts",
            Self::Mean => "mean",
            Self::LeftOut => "left_out",
        }
    }
}

/// How much of the variance of a result an input explains.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// By itself: first-order index.
    pub first: f64,
    /// Together with its interplay: total index.
    pub total: f64,
}

/// Sensitivity of the overall scores of a site's groups.
#[derive(Debug, Clone, PartialEq)]
pub struct Sensitivity {
    /// Groups looked at.
    pub groups: usize,
    /// For each choice, how much of the variance of the mean absolute change of the overall score it explains.
    pub choices: [Share; 4],
    /// Median and 95 % point over all runs of the mean absolute change of the overall score, in points.
    pub change: (f64, f64),
    /// For each dimension, the mean absolute change of the overall score when it is left out; `None` where no group has it.
    pub left_out: Vec<Option<f64>>,
}

impl Sensitivity {
    /// The choices with their total indices, the one that moves the results most first.
    pub fn ranked(&self) -> [(Choice, f64); 4] {
        let mut ranked = Choice::ALL.map(|choice| (choice, self.choices[choice as usize].total.clamp(0.0, 1.0)));
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
        ranked
    }
}

/// Sensitivity over groups, each with the published score of every dimension (`None`: not shown), and the dimensions'
/// weights. `None` where fewer than two groups have at least two dimensions: there is nothing to compare.
pub fn sensitivity(groups: &[Vec<Option<f64>>], weights: &[f64]) -> Option<Sensitivity> {
    let whole = |group: &&Vec<Option<f64>>| group.iter().flatten().count() >= 2;
    let all: Vec<&Vec<Option<f64>>> = groups.iter().filter(whole).collect();
    if all.len() < 2 {
        return None;
    }
    let step = all.len().div_ceil(MOST);
    let chosen: Vec<&Vec<Option<f64>>> = all.into_iter().step_by(step).collect();
    let nominal: Vec<f64> =
        chosen.iter().map(|group| overall(group, weights, None, true).unwrap_or_default()).collect();
    let inputs = Inputs { groups: &chosen, weights, nominal: &nominal };
    let mut changes = Vec::new();
    let choices = sobol(RUNS, 4, |x| {
        let change = inputs.run(x);
        changes.push(change);
        change
    });
    changes.sort_unstable_by(f64::total_cmp);
    let at = |p| crate::measure::interval::quantile(&changes, p).unwrap_or_default();
    let choices: [Share; 4] = choices.try_into().ok()?;
    let left_out = (0..weights.len()).map(|dimension| inputs.without(dimension)).collect();
    Some(Sensitivity { groups: chosen.len(), choices, change: (at(0.5), at(0.95)), left_out })
}

struct Inputs<'a> {
    groups: &'a [&'a Vec<Option<f64>>],
    weights: &'a [f64],
    nominal: &'a [f64],
}

impl Inputs<'_> {
    /// Mean absolute change of the overall score under one set of choices. The first two inputs are seeds of a set of
    /// noisy weights and of noisy goalposts, as in COINr, where "weights" is one input as well.
    fn run(&self, x: &[f64]) -> f64 {
        let [weights, posts, mean, left_out] = [0, 1, 2, 3].map(|at| x.get(at).copied().unwrap_or_default());
        let noisy: Vec<f64> =
            self.weights.iter().enumerate().map(|(j, w)| w * (0.75 + 0.5 * noise(weights, j))).collect();
        let moved: Vec<(f64, f64)> = (0..self.weights.len())
            .map(|j| (0.2 * noise(posts, 2 * j) - 0.1, 0.2 * noise(posts, 2 * j + 1) - 0.1))
            .collect();
        let without = ((left_out * (self.weights.len() as f64 + 1.0)) as usize).checked_sub(1);
        let mut sum = 0.0;
        let mut row = Vec::with_capacity(self.weights.len());
        for (group, nominal) in self.groups.iter().zip(self.nominal) {
            row.clear();
            row.extend(group.iter().zip(&moved).map(|(score, (u, v))| {
                score.map(|score| 100.0 * ((score / 100.0 - u) / (1.0 + v - u)).clamp(0.0, 1.0))
            }));
            let score = overall(&row, &noisy, without, mean < 0.5);
            sum += score.map_or(0.0, |score| (score - nominal).abs());
        }
        sum / self.groups.len() as f64
    }

    fn without(&self, dimension: usize) -> Option<f64> {
        let have =
            self.groups.iter().zip(self.nominal).filter(|(group, _)| matches!(group.get(dimension), Some(Some(_))));
        let (mut sum, mut count) = (0.0, 0.0);
        for (group, nominal) in have {
            if let Some(score) = overall(group, self.weights, Some(dimension), true) {
                sum += (score - nominal).abs();
                count += 1.0;
            }
        }
        (count > 0.0).then(|| sum / count)
    }
}

fn overall(scores: &[Option<f64>], weights: &[f64], without: Option<usize>, geometrically: bool) -> Option<f64> {
    let parts = scores.iter().zip(weights).enumerate();
    let parts = parts.filter(|(j, _)| Some(*j) != without).filter_map(|(_, (score, w))| score.map(|s| (*w, s)));
    if geometrically { geometric(parts) } else { arithmetic(parts).map(|mean| mean.max(FLOOR)) }
}

/// A number in [0, 1) that depends on a seed in [0, 1) and an index, without a pattern between neighbours.
fn noise(seed: f64, index: usize) -> f64 {
    let mixed = seed.to_bits() ^ (index as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    crate::measure::bootstrap::Generator::new(mixed).uniform()
}

/// First-order and total indices of `f` over `inputs` uniform inputs, with COINr's estimators (`R/sensitivity.R`):
/// S = mean(y_B (y_ABi − y_A))/Var and ST = Σ(y_A − y_ABi)²/(2N·Var) with Var the variance of y_A and y_B together
/// (Saltelli et al. 2010, *Computer Physics Communications* 181, table 2 b and f). The samples are a Kronecker sequence,
/// which fills the space more evenly than random numbers. `f` is called `runs·(inputs + 2)` times.
pub fn sobol(runs: usize, inputs: usize, mut f: impl FnMut(&[f64]) -> f64) -> Vec<Share> {
    let steps = steps(2 * inputs);
    let at = |run: usize, column: usize| ((run as f64 + 0.5) * steps[column] + 0.5).fract();
    let sample = |run: usize, from: usize| -> Vec<f64> { (0..inputs).map(|i| at(run, from + i)).collect() };
    let mut base = Vec::with_capacity(runs);
    let mut mixed = vec![Vec::with_capacity(runs); inputs];
    for run in 0..runs {
        let (a, b) = (sample(run, 0), sample(run, inputs));
        base.push((f(&a), f(&b)));
        for (i, values) in mixed.iter_mut().enumerate() {
            let mut ab = a.clone();
            ab[i] = b[i];
            values.push(f(&ab));
        }
    }
    let n = runs as f64;
    let mean = base.iter().map(|(a, b)| a + b).sum::<f64>() / (2.0 * n);
    let square = base.iter().map(|(a, b)| (a - mean) * (a - mean) + (b - mean) * (b - mean)).sum::<f64>();
    let variance = square / (2.0 * n);
    let share = |values: &Vec<f64>| {
        if variance <= 0.0 {
            return Share { first: 0.0, total: 0.0 };
        }
        // Taken about the mean, which leaves the estimator's expectation and takes most of its noise.
        let first = base.iter().zip(values).map(|((a, b), ab)| (b - mean) * (ab - a)).sum::<f64>() / n / variance;
        let total = base.iter().zip(values).map(|((a, _), ab)| (a - ab) * (a - ab)).sum::<f64>() / (2.0 * n * variance);
        Share { first, total }
    };
    mixed.iter().map(share).collect()
}

/// Steps g⁻¹, g⁻², … of a Kronecker sequence in as many dimensions, with g the root above 1 of g^(d+1) = g + 1: the golden
/// ratio and its kin (Roberts 2018, "The unreasonable effectiveness of quasirandom sequences").
fn steps(dimensions: usize) -> Vec<f64> {
    let root = |g: f64, _| libm::pow(1.0 + g, 1.0 / (dimensions as f64 + 1.0));
    let g = (0..64).fold(2.0, root);
    (1..=dimensions).map(|power| 1.0 / g.powi(power as i32)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_divides_its_variance_by_the_squares_of_its_weights() {
        let shares = sobol(1024, 3, |x| x[0] + 2.0 * x[1] + 3.0 * x[2]);
        for (share, expected) in shares.iter().zip([1.0 / 14.0, 4.0 / 14.0, 9.0 / 14.0]) {
            assert!((share.first - expected).abs() < 0.012, "{share:?} {expected}");
            assert!((share.total - expected).abs() < 0.012, "{share:?} {expected}");
        }
    }

    #[test]
    fn an_unused_input_explains_nothing() {
        let shares = sobol(512, 3, |x| x[0] + 10.0 * x[1]);
        assert_eq!(shares[2], Share { first: 0.0, total: 0.0 });
        assert!((shares[1].total - 100.0 / 101.0).abs() < 0.02);
    }

    #[test]
    fn groups_without_a_weak_dimension_do_not_depend_on_the_kind_of_mean() {
        let even: Vec<Vec<Option<f64>>> = (0..20).map(|i| vec![Some(50.0 + f64::from(i)); 6]).collect();
        let flat = sensitivity(&even, &[1.0; 6]).unwrap();
        assert_eq!(flat.ranked()[0].0, Choice::Goalposts);
        assert!(flat.left_out.iter().all(|change| change.is_some_and(|c| c < 1e-9)));
        let uneven: Vec<Vec<Option<f64>>> = (0..20)
            .map(|i| vec![Some(3.0), Some(90.0), Some(80.0), Some(60.0 + f64::from(i)), Some(85.0), None])
            .collect();
        let steep = sensitivity(&uneven, &[1.0; 6]).unwrap();
        assert!(matches!(steep.ranked()[0].0, Choice::Mean | Choice::LeftOut), "{steep:?}");
        assert!(steep.left_out[0] > steep.left_out[1] && steep.left_out[5].is_none());
        assert!(steep.choices.iter().all(|s| s.total > -0.05 && s.total < 1.2));
        assert_eq!(sensitivity(&uneven, &[1.0; 6]), Some(steep));
    }

    #[test]
    fn one_group_has_nothing_to_be_compared_with() {
        assert_eq!(sensitivity(&[vec![Some(50.0), Some(60.0)]], &[1.0, 1.0]), None);
    }
}
