//! Distribution functions that the intervals need: normal, gamma and beta, with their quantiles.
//!
//! Logarithms and powers come from `libm`, so that the last bit, and with it the output, is the same everywhere.
//! Written out here because what they must do is small, fixed and testable to twelve digits; a library of
//! distributions would be larger than the rest of this stage.

use libm::{exp, log, log1p};

/// Two-sided 95 % point of the standard normal distribution.
pub const Z95: f64 = 1.959_963_984_540_054;

/// Horner's rule, coefficients from the highest power down.
fn polynomial(x: f64, coefficients: &[f64]) -> f64 {
    coefficients.iter().fold(0.0, |sum, c| sum * x + c)
}

/// Quantile of the standard normal distribution, `0 < p < 1`; ±∞ at and beyond the ends.
/// Algorithm AS 241 (PPND16), Wichura, *Applied Statistics* 37(3) 1988; relative accuracy about 1e-16.
pub fn normal_quantile(p: f64) -> f64 {
    if p <= 0.0 {
        return f64::NEG_INFINITY;
    }
    if p >= 1.0 {
        return f64::INFINITY;
    }
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        return q * polynomial(r, &AS241_A) / polynomial(r, &AS241_B);
    }
    let tail = if q < 0.0 { p } else { 1.0 - p };
    let r = (-log(tail)).sqrt();
    let value = if r <= 5.0 {
        polynomial(r - 1.6, &AS241_C) / polynomial(r - 1.6, &AS241_D)
    } else {
        polynomial(r - 5.0, &AS241_E) / polynomial(r - 5.0, &AS241_F)
    };
    if q < 0.0 { -value } else { value }
}

/// Distribution function of the standard normal distribution, through the incomplete gamma function:
/// Φ(x) = ½ + ½ P(½, x²/2) for x ≥ 0 (Abramowitz & Stegun 26.2.29 with 6.5.16).
pub fn normal_cdf(x: f64) -> f64 {
    if x >= 0.0 { 1.0 - 0.5 * gamma_upper(0.5, x * x / 2.0) } else { 0.5 * gamma_upper(0.5, x * x / 2.0) }
}

/// ln Γ(x) for x > 0. Lanczos' approximation with g = 7 and nine terms (Godfrey's coefficients); about 1e-15.
pub fn ln_gamma(x: f64) -> f64 {
    let x = x - 1.0;
    let terms = LANCZOS.iter().enumerate().skip(1);
    let sum = terms.fold(LANCZOS[0], |sum, (i, c)| sum + c / (x + i as f64));
    let t = x + 7.5;
    0.918_938_533_204_672_7 + (x + 0.5) * log(t) - t + log(sum)
}

/// Regularised lower incomplete gamma function P(a, x), a > 0, x ≥ 0.
pub fn gamma_lower(a: f64, x: f64) -> f64 {
    if x <= 0.0 {
        0.0
    } else if x < a + 1.0 {
        gamma_series(a, x)
    } else {
        1.0 - gamma_fraction(a, x)
    }
}

/// Regularised upper incomplete gamma function Q(a, x) = 1 − P(a, x), without cancellation.
pub fn gamma_upper(a: f64, x: f64) -> f64 {
    if x <= 0.0 {
        1.0
    } else if x < a + 1.0 {
        1.0 - gamma_series(a, x)
    } else {
        gamma_fraction(a, x)
    }
}

/// Series for P(a, x), Abramowitz & Stegun 6.5.29: fast for x < a + 1.
fn gamma_series(a: f64, x: f64) -> f64 {
    let (mut term, mut sum, mut n) = (1.0 / a, 1.0 / a, a);
    for _ in 0..100_000 {
        n += 1.0;
        term *= x / n;
        sum += term;
        if term < sum * 1e-17 {
            break;
        }
    }
    sum * exp(a * log(x) - x - ln_gamma(a))
}

/// Continued fraction for Q(a, x), Abramowitz & Stegun 6.5.31, by Lentz's method: fast for x > a + 1.
fn gamma_fraction(a: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let mut b = x + 1.0 - a;
    let mut c = 1.0 / TINY;
    let mut d = 1.0 / b;
    let mut h = d;
    for i in 1..100_000 {
        let an = -f64::from(i) * (f64::from(i) - a);
        b += 2.0;
        d = away_from_zero(an * d + b).recip();
        c = away_from_zero(b + an / c);
        let step = c * d;
        h *= step;
        if (step - 1.0).abs() < 1e-16 {
            break;
        }
    }
    h * exp(a * log(x) - x - ln_gamma(a))
}

fn away_from_zero(x: f64) -> f64 {
    if x.abs() < 1e-300 { 1e-300 } else { x }
}

/// Quantile of the gamma distribution with shape `a` > 0 and scale 1, `0 ≤ p < 1`.
/// Wilson–Hilferty start, then Halley's method on P(a, x) = p.
pub fn gamma_quantile(p: f64, a: f64) -> f64 {
    if p <= 0.0 {
        return 0.0;
    }
    let z = normal_quantile(p);
    let cube = 1.0 - 1.0 / (9.0 * a) + z / (3.0 * a.sqrt());
    // For small shapes the start is poor near 0, where P(a, x) ≈ x^a / Γ(a + 1).
    let near_zero = exp((log(p) + ln_gamma(a + 1.0)) / a);
    let mut x = if a > 1.0 && cube > 0.1 { a * cube.powi(3) } else { near_zero };
    let scale = ln_gamma(a);
    for _ in 0..50 {
        // The nearer tail keeps its digits.
        let error = if p < 0.5 { gamma_lower(a, x) - p } else { (1.0 - p) - gamma_upper(a, x) };
        let density = exp((a - 1.0) * log(x) - x - scale);
        if density <= 0.0 {
            break;
        }
        let newton = error / density;
        let halley = newton / (1.0 - 0.5 * (newton * ((a - 1.0) / x - 1.0)).min(1.0));
        let next = if x - halley > 0.0 { x - halley } else { x / 2.0 };
        let done = (next - x).abs() <= 1e-15 * next;
        x = next;
        if done {
            break;
        }
    }
    x
}

/// Regularised incomplete beta function I_x(a, b) with a, b > 0 and 0 ≤ x ≤ 1.
/// Continued fraction of Abramowitz & Stegun 26.5.8, by Lentz's method.
pub fn beta_cdf(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    let front = exp(ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * log(x) + b * log1p(-x));
    if x < (a + 1.0) / (a + b + 2.0) {
        front * beta_fraction(x, a, b) / a
    } else {
        1.0 - front * beta_fraction(1.0 - x, b, a) / b
    }
}

fn beta_fraction(x: f64, a: f64, b: f64) -> f64 {
    let mut c = 1.0;
    let mut d = away_from_zero(1.0 - (a + b) * x / (a + 1.0)).recip();
    let mut h = d;
    for i in 1..10_000 {
        let m = f64::from(i);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = away_from_zero(1.0 + even * d).recip();
        c = away_from_zero(1.0 + even / c);
        h *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = away_from_zero(1.0 + odd * d).recip();
        c = away_from_zero(1.0 + odd / c);
        let step = d * c;
        h *= step;
        if (step - 1.0).abs() < 1e-16 {
            break;
        }
    }
    h
}

/// Quantile of the beta distribution: Newton's method on [`beta_cdf`], kept between bounds that close in as by bisection.
pub fn beta_quantile(p: f64, a: f64, b: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    let scale = ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b);
    let mut x = a / (a + b);
    for _ in 0..200 {
        let error = beta_cdf(x, a, b) - p;
        if error < 0.0 {
            low = x;
        } else {
            high = x;
        }
        let density = exp(scale + (a - 1.0) * log(x) + (b - 1.0) * log1p(-x));
        let newton = x - error / density;
        let next = if newton > low && newton < high { newton } else { 0.5 * (low + high) };
        if next <= low || next >= high || (next - x).abs() <= 1e-15 * x {
            return next;
        }
        x = next;
    }
    x
}

const LANCZOS: [f64; 9] = [
    0.999_999_999_999_809_9,
    676.520_368_121_885_1,
    -1_259.139_216_722_402_8,
    771.323_428_777_653_1,
    -176.615_029_162_140_6,
    12.507_343_278_686_905,
    -0.138_571_095_265_720_12,
    9.984_369_578_019_572e-6,
    1.505_632_735_149_311_6e-7,
];

const AS241_A: [f64; 8] = [
    2.509_080_928_730_122_7e3,
    3.343_057_558_358_813e4,
    6.726_577_092_700_87e4,
    4.592_195_393_154_987e4,
    1.373_169_376_550_946_2e4,
    1.971_590_950_306_551_4e3,
    1.331_416_678_917_843_8e2,
    3.387_132_872_796_366_5,
];
const AS241_B: [f64; 8] = [
    5.226_495_278_852_545e3,
    2.872_908_573_572_194_3e4,
    3.930_789_580_009_271e4,
    2.121_379_430_158_66e4,
    5.394_196_021_424_751e3,
    6.871_870_074_920_579e2,
    4.231_333_070_160_091e1,
    1.0,
];
const AS241_C: [f64; 8] = [
    7.745_450_142_783_414e-4,
    2.272_384_498_926_918_4e-2,
    2.417_807_251_774_506e-1,
    1.270_458_252_452_368_4,
    3.647_848_324_763_204_5,
    5.769_497_221_460_691,
    4.630_337_846_156_546,
    1.423_437_110_749_683_5,
];
const AS241_D: [f64; 8] = [
    1.050_750_071_644_416_9e-9,
    5.475_938_084_995_345e-4,
    1.519_866_656_361_645_7e-2,
    1.481_039_764_274_800_8e-1,
    6.897_673_349_851e-1,
    1.676_384_830_183_803_8,
    2.053_191_626_637_759,
    1.0,
];
const AS241_E: [f64; 8] = [
    2.010_334_399_292_288_1e-7,
    2.711_555_568_743_487_6e-5,
    1.242_660_947_388_078_4e-3,
    2.653_218_952_657_612_4e-2,
    2.965_605_718_285_048_7e-1,
    1.784_826_539_917_291_3,
    5.463_784_911_164_114,
    6.657_904_643_501_103,
];
const AS241_F: [f64; 8] = [
    2.044_263_103_389_939_8e-15,
    1.421_511_758_316_446e-7,
    1.846_318_317_510_054_8e-5,
    7.868_691_311_456_133e-4,
    1.487_536_129_085_061_5e-2,
    1.369_298_809_227_358e-1,
    5.998_322_065_558_88e-1,
    1.0,
];

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64, by: f64) {
        assert!((a - b).abs() <= by, "{a} is not {b}");
    }

    #[test]
    fn normal_quantiles_and_probabilities_are_inverse() {
        near(normal_quantile(0.975), Z95, 1e-15);
        near(normal_quantile(1e-10), -6.361_340_902_404_056, 1e-13);
        for p in [1e-6, 0.01, 0.2, 0.5, 0.77, 0.999_9] {
            near(normal_cdf(normal_quantile(p)), p, 1e-14);
        }
    }

    #[test]
    fn gamma_and_beta_quantiles_undo_their_distribution_functions() {
        for a in [0.5, 1.0, 1.5, 7.0, 101.0, 9_000.5] {
            for p in [0.001, 0.025, 0.4, 0.5, 0.9, 0.975, 0.999] {
                near(gamma_lower(a, gamma_quantile(p, a)), p, 1e-11);
            }
        }
        for (a, b) in [(0.5, 10.5), (5.5, 15.5), (40.0, 3.0), (300.5, 1_200.5)] {
            for p in [0.01, 0.25, 0.5, 0.9, 0.99] {
                near(beta_cdf(beta_quantile(p, a, b), a, b), p, 1e-12);
            }
        }
    }

    #[test]
    fn factorials_come_out_of_the_gamma_function() {
        near(ln_gamma(0.5), std::f64::consts::PI.sqrt().ln(), 1e-14);
        near(ln_gamma(11.0), 3_628_800f64.ln(), 1e-13);
    }
}
