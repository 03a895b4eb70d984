//! What every page shares, made once.

use crate::model::Community;
use crate::report::{Frame, GroupLink, PlaceLink};

/// The frame of a site: everything of it but the series.
pub fn frame(community: &Community) -> Frame {
    Frame {
        site: community.site.clone(),
        playbook: community.playbook.clone(),
        fields: community.fields.clone(),
        as_of: community.as_of,
        notes: community.notes.clone(),
        places: community
            .places
            .iter()
            .map(|place| PlaceLink {
                path: place.path.clone(),
                name: place.name.clone(),
                kind: place.kind,
                parent: place.parent,
            })
            .collect(),
        groups: community
            .groups
            .iter()
            .map(|group| GroupLink { path: group.path.clone(), name: group.name.clone(), place: group.place })
            .collect(),
    }
}
