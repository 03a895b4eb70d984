//! Medians: of complete lists with the limits of order statistics, of lists with open cases by Kaplan–Meier.

use super::Reading;
use super::distribution::normal_quantile;
use super::frame::Frame;
use super::interval::{median_ranks, quantile};
use super::survival::Curve;
use super::tier;
use crate::model::field::FieldId;
use crate::model::quantity::{Basis, Estimate, Spread};
use crate::model::series::Lists;
use crate::playbook::Indicator;
use crate::playbook::indicator::ListField;

/// Median of a list; of a summary field, without an interval, where there is no list.
pub fn median(frame: &Frame, indicator: &Indicator, list: ListField, summary: Option<FieldId>) -> Vec<Reading> {
    let summary = summary.and_then(|field| frame.series.column(field));
    if summary.is_none() && !frame.series.has_lists() {
        return frame.missing();
    }
    frame.readings(indicator, |row| {
        let values = frame.lists(row).and_then(|lists| values(lists, list));
        match values {
            Some(values) => of_values(indicator, values),
            None => summary?.get(row).map(Estimate::exact),
        }
    })
}

fn values(lists: &Lists, list: ListField) -> Option<Vec<f64>> {
    match list {
        ListField::FirstReplyHours => lists.first_reply_hours.clone(),
        ListField::IncidentHours => lists.incident_hours.clone(),
        ListField::ContribCounts => lists.contrib_counts.clone(),
        ListField::Tenure => lists.tenure.as_ref().map(|t| t.iter().map(|member| member.months).collect()),
    }
}

/// Median of values with the order statistics that cover it in 95 % of samples. For the scores, quantile p of where the
/// median may lie is the value at rank n/2 + z(p)·√n/2 + ½: the normal form of the same binomial ranks.
fn of_values(indicator: &Indicator, mut values: Vec<f64>) -> Option<Estimate> {
    values.sort_unstable_by(f64::total_cmp);
    let value = quantile(&values, 0.5)?;
    let n = values.len() as f64;
    let ranks = median_ranks(values.len());
    let at = |rank: usize| values.get(rank.checked_sub(1)?).copied();
    let mut quantiles = [value; 21];
    for (i, q) in quantiles.iter_mut().enumerate() {
        let z = normal_quantile(Spread::level(i));
        let rank = n / 2.0 + z * n.sqrt() / 2.0 + 0.5;
        *q = quantile(&values, (rank - 1.0) / (n - 1.0).max(1.0))?;
    }
    Some(Estimate {
        lower: ranks.and_then(|(lower, _)| at(lower)),
        upper: ranks.and_then(|(_, upper)| at(upper)),
        n: Some(n),
        tier: tier::cases(indicator, n),
        spread: if ranks.is_some() { Spread::Quantiles(Box::new(quantiles)) } else { Spread::Fixed },
        ..Estimate::exact(value)
    })
}

/// Kaplan–Meier median of a list of hours with the open cases censored at their age. Where the open cases are not
/// known, the median of the answered ones alone: shown, never scored, for it rewards ignoring people.
pub fn censored(frame: &Frame, indicator: &Indicator, list: ListField) -> Vec<Reading> {
    let threads = list == ListField::FirstReplyHours;
    let field = |name| if threads { frame.field(name) } else { None };
    let (unanswered, p50, number) = (field("threads_unanswered"), field("first_reply.p50"), field("first_reply.n"));
    if p50.is_none() && !frame.series.has_lists() {
        return frame.missing();
    }
    frame.readings(indicator, |row| {
        let nothing_open = unanswered.and_then(|column| column.get(row)) == Some(0.0);
        let lists = frame.lists(row);
        let open = lists.and_then(|lists| open(lists, list)).or(nothing_open.then_some(&[][..]));
        let done = lists.and_then(|lists| done(lists, list));
        match (done, open) {
            (Some(done), Some(open)) => of_cases(indicator, done, open),
            (Some(done), None) => {
                let median = of_values(indicator, done.to_vec())?;
                Some(Estimate { spread: Spread::Fixed, basis: Basis::AnsweredOnly, ..median })
            }
            _ => summarised(indicator, p50?.get(row)?, number.and_then(|n| n.get(row)), nothing_open),
        }
    })
}

fn done(lists: &Lists, list: ListField) -> Option<&[f64]> {
    match list {
        ListField::FirstReplyHours => lists.first_reply_hours.as_deref(),
        ListField::IncidentHours => lists.incident_hours.as_deref(),
        ListField::ContribCounts | ListField::Tenure => None,
    }
}

fn open(lists: &Lists, list: ListField) -> Option<&[f64]> {
    match list {
        ListField::FirstReplyHours => lists.open_thread_hours.as_deref(),
        ListField::IncidentHours => lists.open_incident_hours.as_deref(),
        ListField::ContribCounts | ListField::Tenure => None,
    }
}

fn summarised(indicator: &Indicator, p50: f64, n: Option<f64>, complete: bool) -> Option<Estimate> {
    let basis = if complete { Basis::Complete } else { Basis::AnsweredOnly };
    let exact = Estimate::exact(p50);
    let tier = n.map_or(exact.tier, |n| tier::cases(indicator, n));
    Some(Estimate { n, tier, basis, ..exact })
}

fn of_cases(indicator: &Indicator, done: &[f64], open: &[f64]) -> Option<Estimate> {
    let finished = done.iter().map(|hours| (*hours, true));
    let mut cases: Vec<(f64, bool)> = finished.chain(open.iter().map(|hours| (*hours, false))).collect();
    let curve = Curve::new(&mut cases)?;
    let median = curve.median();
    Some(Estimate {
        lower: Some(median.lower.min(median.value)),
        upper: Some(median.upper.max(median.value)),
        n: Some(curve.n()),
        tier: tier::cases(indicator, curve.n()),
        spread: Spread::Quantiles(Box::new(median.quantiles)),
        basis: if median.reached { Basis::Complete } else { Basis::AtLeast },
        ..Estimate::exact(median.value)
    })
}

/// Kaplan–Meier share of members still there after `at` months. With fewer than the playbook's minimum still observed
/// then it is marked "few"; beyond the longest observation it is not known.
pub fn survival(frame: &Frame, indicator: &Indicator, at: f64) -> Vec<Reading> {
    if frame.curves.is_empty() {
        return frame.missing();
    }
    frame.readings(indicator, |row| {
        let tenures = frame.curves.get(row)?.as_ref()?;
        let (share, limits, error) = tenures.curve.at(at)?;
        let (n, observed) = (tenures.curve.n(), Curve::at_risk(&tenures.cases, at));
        let thin = indicator.minimum_at_risk.is_some_and(|minimum| observed < minimum);
        let tier = tier::cases(indicator, n);
        // While nobody has left, or after all have, the log–log limits do not exist, which is not the same as certainty.
        let known = share > 0.0 && share < 1.0 && error.is_finite();
        let quantiles = || Spread::Quantiles(Box::new(super::survival::share_quantiles(share, error)));
        Some(Estimate {
            lower: known.then_some(limits[0]),
            upper: known.then_some(limits[1]),
            n: Some(n),
            tier: if thin { crate::model::quantity::Tier::Few } else { tier },
            spread: if known { quantiles() } else { Spread::Fixed },
            ..Estimate::exact(share)
        })
    })
}
