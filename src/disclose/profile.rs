//! What a group says of itself, apart from its series.

use crate::model::{Group, GroupProfile};

/// The profile of a group. Exhaustive on purpose: a new part of a group has to be put on one side of the wall.
pub fn profile(group: &Group) -> GroupProfile {
    let Group {
        path,
        place,
        name,
        kind,
        platform,
        channels,
        lifespan,
        founded,
        capacity,
        operators,
        operators_trained,
        moderators,
        last_evaluation,
        goals,
        checklists,
        not_applicable,
        renewals,
        actions,
        series: _,
        // Said by the report itself, with the row it is about.
        unfinished: _,
        notes,
    } = group;
    GroupProfile {
        path: path.clone(),
        place: *place,
        name: name.clone(),
        kind: *kind,
        platform: *platform,
        channels: channels.clone(),
        lifespan: *lifespan,
        founded: *founded,
        capacity: *capacity,
        staff: [*operators, *operators_trained, *moderators],
        last_evaluation: *last_evaluation,
        goals: goals.clone(),
        checklists: checklists.clone(),
        not_applicable: not_applicable.clone(),
        renewals: renewals.clone(),
        actions: actions.clone(),
        notes: notes.clone(),
    }
}
