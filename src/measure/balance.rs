//! Nets: those for minus those against, over all.

use super::Reading;
use super::distribution::Z95;
use super::frame::Frame;
use super::interval::net_error;
use super::tier;
use crate::model::field::FieldId;
use crate::model::quantity::{Estimate, Spread};
use crate::playbook::{Indicator, IntervalMethod};

/// (plus − minus)/Σ · times, with normal limits from the multinomial standard error. For messages whose bootstrap the
/// playbook asks for that is the limit of resampling them (Efron & Tibshirani 1993, section 5.2): the resampled net
/// has exactly this standard error.
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
        let se = times * net_error(plus, minus, n);
        let asked = indicator.interval != IntervalMethod::None;
        Some(Estimate {
            lower: asked.then(|| (value - Z95 * se).max(-times)),
            upper: asked.then(|| (value + Z95 * se).min(times)),
            n: Some(n),
            tier: tier::cases(indicator, n),
            spread: if asked { Spread::Normal { se } } else { Spread::Fixed },
            ..Estimate::exact(value)
        })
    })
}
