//! Nets: those for minus those against, over all.

use super::Reading;
use super::bootstrap::{Limits, mean_of_parts, normal};
use super::frame::Frame;
use super::interval::net_error;
use super::tier;
use crate::model::field::FieldId;
use crate::model::quantity::{Estimate, Spread};
use crate::playbook::{Indicator, IntervalMethod};

/// (plus − minus)/Σ · times, with normal limits from the multinomial standard error, or those of resampling the answers
/// (a multinomial bootstrap, worked out rather than drawn; Efron & Tibshirani 1993, section 5.2).
pub fn net(
    frame: &Frame,
    indicator: &Indicator,
    [plus, minus]: [FieldId; 2],
    out_of: &[FieldId],
    times: f64,
) -> Vec<Reading> {
    let columns = frame.series.column(plus).zip(frame.series.column(minus)).zip(frame.sum(out_of));
    let Some(((plus, minus), out_of)) = columns else { return frame.missing() };
    frame.readings(indicator, |row| {
        let (plus, minus, n) = (plus.get(row)?, minus.get(row)?, out_of.get(row)?);
        if n <= 0.0 {
            return None;
        }
        let value = times * (plus - minus) / n;
        let limits = limits(indicator.interval, [plus, minus, n], times);
        Some(Estimate {
            lower: limits.as_ref().map(|limits| limits.interval[0].max(-times)),
            upper: limits.as_ref().map(|limits| limits.interval[1].min(times)),
            n: Some(n),
            tier: tier::cases(indicator, n),
            spread: limits.map_or(Spread::Fixed, |limits| limits.spread),
            ..Estimate::exact(value)
        })
    })
}

/// Limits of the net by the method the indicator names; `None` where it names none.
fn limits(method: IntervalMethod, [plus, minus, n]: [f64; 3], times: f64) -> Option<Limits> {
    match method {
        IntervalMethod::None => None,
        IntervalMethod::Bootstrap => mean_of_parts(&[(times, plus), (0.0, n - plus - minus), (-times, minus)]),
        _ => Some(normal(times * (plus - minus) / n, times * net_error(plus, minus, n))),
    }
}
