//! What known moves say of the groups they touch: moved in, moved out, and reasons for leaving, where a group has not
//! counted these itself.
//!
//! Only on sites that withhold nothing. Elsewhere the moves are published as sums over twelve months with the small ones
//! withheld; monthly counts beside them would let a withheld month be worked out.

use super::place::PlaceFile;
use crate::model::field::{FieldId, FieldTable};
use crate::model::place::{End, Reason};
use crate::model::site::{Profile, Site};
use crate::model::{Group, Period};
use std::collections::BTreeMap;

/// Counts of one group in one period.
#[derive(Debug, Default, Clone, Copy)]
struct Counts {
    moved_in: Option<f64>,
    moved_out: Option<f64>,
    /// Left of their own will, by reason.
    reasons: [f64; 6],
}

/// Fills the fields that the groups left open.
pub fn fill(site: &Site, groups: &mut [Group], places: &[PlaceFile], fields: &FieldTable) {
    if !matches!(site.disclosure.profile, Profile::Open | Profile::Internal) {
        return;
    }
    let mut all: BTreeMap<(usize, Period), Counts> = BTreeMap::new();
    for one in places.iter().flat_map(|file| &file.place.moves) {
        let count = f64::from(one.count);
        let between_groups = one.from != End::Outside && one.to != End::Outside;
        if let End::Group(group) = one.from {
            let counts = all.entry((group, one.period)).or_default();
            if between_groups {
                *counts.moved_out.get_or_insert(0.0) += count;
            }
            if !one.removed {
                let at = Reason::ALL.iter().position(|reason| *reason == one.reason).unwrap_or_default();
                counts.reasons[at] += count;
            }
        }
        if let End::Group(group) = one.to
            && between_groups
        {
            *all.entry((group, one.period)).or_default().moved_in.get_or_insert(0.0) += count;
        }
    }
    let names = Reason::ALL.map(|reason| fields.id(&format!("leave_reasons.{}", reason.id())));
    let flows = [fields.id("moved_in"), fields.id("moved_out"), fields.id("left")];
    for ((group, period), counts) in all {
        if let Some(group) = groups.get_mut(group) {
            add(group, period, counts, names, flows);
        }
    }
}

fn add(
    group: &mut Group,
    period: Period,
    counts: Counts,
    names: [Option<FieldId>; 6],
    [moved_in, moved_out, left]: [Option<FieldId>; 3],
) {
    let Some(row) = group.series.row(period) else { return };
    let has = |field: Option<FieldId>| field.is_some_and(|field| group.series.get(field, row).is_some());
    let mut more = Vec::new();
    for (field, count) in [(moved_in, counts.moved_in), (moved_out, counts.moved_out)] {
        if let (Some(field), Some(count), false) = (field, count, has(field)) {
            more.push((field, row as u32, count));
        }
    }
    let known: f64 = counts.reasons[..5].iter().sum();
    if known > 0.0 && !names.into_iter().any(has) {
        let mut reasons = counts.reasons;
        // Who left and told nobody why is unknown too.
        let all = left.and_then(|left| group.series.get(left, row)).unwrap_or_default();
        reasons[5] = reasons[5].max(all - known);
        more.extend(names.into_iter().zip(reasons).filter_map(|(field, count)| Some((field?, row as u32, count))));
    }
    if !more.is_empty() {
        group.series = group.series.with(more);
    }
}
