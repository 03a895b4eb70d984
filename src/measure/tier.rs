//! How far an estimate can be trusted.

use crate::model::quantity::Tier;
use crate::playbook::Indicator;

/// Denominators up to this are "few". CDC WISQARS treats rates on 20 events or fewer as unstable.
pub const FEW: f64 = 20.0;

/// Largest relative standard error of −ln p of a precise proportion: suppression rule of SAMHSA's NSDUH.
pub const IMPRECISE: f64 = 0.175;

/// Relative standard error of −ln p of a proportion `p` on `n` cases, taken at 1 − p above one half;
/// infinite at 0 and 1, which the NSDUH rule never prints either.
pub fn relative_error(p: f64, n: f64) -> f64 {
    let p = if p > 0.5 { 1.0 - p } else { p };
    if p <= 0.0 || n <= 0.0 {
        return f64::INFINITY;
    }
    (p * (1.0 - p) / n).sqrt() / (p * -libm::log(p))
}

/// Reliability of a sampled proportion `p` on `n` cases.
pub fn proportion(indicator: &Indicator, p: f64, n: f64) -> Tier {
    if n <= FEW || short(indicator, n) {
        Tier::Few
    } else if relative_error(p, n) > IMPRECISE {
        Tier::Imprecise
    } else {
        Tier::Normal
    }
}

/// Reliability of a rate per `n` units of exposure.
pub fn rate(indicator: &Indicator, n: f64) -> Tier {
    if n <= FEW || short(indicator, n) { Tier::Few } else { Tier::Normal }
}

/// Reliability of what is no sampled share: only the indicator's own minimum counts.
pub fn cases(indicator: &Indicator, n: f64) -> Tier {
    if short(indicator, n) { Tier::Few } else { Tier::Normal }
}

fn short(indicator: &Indicator, n: f64) -> bool {
    indicator.minimum_n.is_some_and(|minimum| n < minimum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_errors_in_the_form_of_the_nsduh() {
        let table = [
            (68.0, [0.176449, 0.157998, 0.150696, 0.174952]),
            (20.0, [0.325356, 0.291334, 0.277869, 0.322596]),
            (100.0, [0.145504, 0.130288, 0.124267, 0.144270]),
        ];
        for (n, row) in table {
            for (p, expected) in [0.05, 0.1, 0.2, 0.5].into_iter().zip(row) {
                assert!((relative_error(p, n) - expected).abs() < 5e-7, "n {n}, p {p}");
            }
        }
        assert_eq!(relative_error(0.95, 68.0), relative_error(1.0 - 0.95, 68.0));
        assert!(relative_error(0.0, 500.0).is_infinite());
    }
}
