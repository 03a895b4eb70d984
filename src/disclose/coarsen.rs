//! Rounding of person counts, for the profiles that ask for it. It happens before anything is measured, so that
//! rates, scores and sentences come from the rounded counts (never original means beside rounded counts).

use crate::model::community::Community;
use crate::model::field::Kind;
use crate::model::site::Profile;

/// Rounds counts of persons of k and more to the nearest 5 under `strict` and `uk_health`.
/// Counts below k stay as they are: they will be withheld.
pub fn coarsen(community: &mut Community) {
    if !matches!(community.site.disclosure.profile, Profile::Strict | Profile::UkHealth) {
        return;
    }
    let k = f64::from(community.site.disclosure.minimum_count);
    let fields = community.fields.clone();
    let round = |field, value: f64| {
        let persons = fields.kind(field) == Kind::Persons;
        if persons && value >= k { ((value / 5.0).round() * 5.0).max(k) } else { value }
    };
    for group in &mut community.groups {
        group.series = group.series.map(round);
    }
    for place in &mut community.places {
        place.series = place.series.map(round);
    }
}
