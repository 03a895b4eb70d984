//! What a place says against what its groups say: numbers that would have to be cut to be used are said, not cut in
//! silence.

use super::fault::{Faults, Spot, Yaml};
use super::layout::Folder;
use super::place::PlaceFile;
use crate::model::field::FieldTable;
use crate::model::{Group, Period};
use crate::problem::Problem;

/// Reports, of every place, more groups with a supporter than were active, and more different members than all of its
/// groups have together.
pub fn check(
    places: &[Option<PlaceFile>],
    (folders, groups): (&[Folder], &[Option<Group>]),
    fields: &FieldTable,
    problems: &mut Vec<Problem>,
) {
    let [sponsored, unique, members] =
        ["groups_sponsored", "members_unique", "members_end"].map(|name| fields.id(name));
    for file in places.iter().flatten() {
        let series = &file.place.series;
        let says = |field: Option<_>, row: usize| field.and_then(|field| series.get(field, row));
        if !sponsored.into_iter().chain(unique).any(|field| series.has(field)) {
            continue;
        }
        // Groups stand beside their folders, which are sorted: `/` sorts right before `0`.
        let path = file.place.path.as_str();
        let at = |bound: String| folders.partition_point(|folder| *folder.path < *bound);
        let inside = at(format!("{path}/"))..at(format!("{path}0"));
        let own = || groups.get(inside.clone()).unwrap_or_default().iter().flatten();
        let mut faults = Faults::default();
        for (row, period) in series.periods().iter().enumerate() {
            if let Some(count) = says(sponsored, row) {
                sponsors(count, own(), fields, *period, &mut faults);
            }
            if let Some(count) = says(unique, row) {
                let sizes = || own().map(|group| group.series.last_in(members?, *period));
                // A group that has not said how large it is may hold all the others.
                let all: Option<f64> = sizes().sum();
                if let Some(all) = all.filter(|all| sizes().next().is_some() && count > *all) {
                    let message = format!(
                        "`members_unique` of {period} is {count}, but the groups of this place have {all} members together"
                    );
                    let help = "check this number and `members_end` of the groups: who is in no group is no member";
                    faults.warn(spot(*period, "members_unique"), "more-than-whole", message, help);
                }
            }
        }
        problems.extend(Yaml::file(&file.source).locate(faults.0));
    }
}

fn sponsors<'a>(
    count: f64,
    own: impl Iterator<Item = &'a Group>,
    fields: &FieldTable,
    period: Period,
    faults: &mut Faults,
) {
    let known: Vec<bool> = own.filter_map(|group| group.active_in(fields, period)).collect();
    let active = known.iter().filter(|active| **active).count();
    if !known.is_empty() && count > active as f64 {
        let message = format!(
            "`groups_sponsored` of {period} is {count}, more than the groups of this place that were active then ({active})"
        );
        let help = "count active groups only, and add the groups that are missing; until then the share of groups with \
                    a supporter is given as all of them";
        faults.warn(spot(period, "groups_sponsored"), "more-than-whole", message, help);
    }
}

fn spot(period: Period, field: &str) -> Spot {
    Spot::key("periods").then(&period.to_string()).then(field)
}
