//! `moves.yaml`: known moves of members between the groups of a place and others.

use super::context::Context;
use super::convert;
use super::fault::{Faults, Spot, Yaml};
use super::layout::Folder;
use super::raw::RawMove;
use super::shape::{FileKind, MOVE_KINDS, REASONS};
use super::slots::Slots;
use super::yaml;
use super::yaml::typed::List;
use crate::model::place::{End, Move, Reason};
use crate::model::{Group, Period};
use crate::problem::Problem;
use crate::problem::nearest::nearest;
use std::collections::BTreeMap;

/// Reads the moves of a place. `folders` are those of all groups of the site, in order, with `groups` beside them.
pub fn moves(
    folder: &Folder,
    folders: &[Folder],
    groups: &[Option<Group>],
    context: &Context<'_>,
    problems: &mut Vec<Problem>,
) -> Vec<Move> {
    let Some(source) = context.source(folder.moves.as_ref(), problems) else { return Vec::new() };
    let yaml = Yaml::file(&source);
    let shape = FileKind::Moves.shape();
    let (raw, found) = yaml::read(&yaml, shape, &Slots::default(), |_: &List<RawMove>| true);
    problems.extend(found);
    let mut faults = Faults::default();
    let mut moves = Vec::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut flows = Flows::default();
    for (at, raw) in raw.unwrap_or_default().0.into_iter().enumerate() {
        let Some(found) = checked(raw, at, &folder.path, folders, &mut faults) else { continue };
        let Move { period, from, to, removed, reason, .. } = &found;
        let key = format!("{period} {from:?} {to:?} {removed} {reason:?}");
        if let Some(first) = seen.insert(key, at) {
            let message = format!(
                "this move says the same as entry {} of the list: same period, groups, kind and reason",
                first + 1
            );
            let help = "add the two counts up in one entry, or delete one";
            faults.error(Spot::root().item(at), "duplicate", message, help);
            continue;
        }
        flows.add(&found, at);
        moves.push(found);
    }
    flows.check(groups, context, &mut faults);
    problems.extend(yaml.locate(faults.0));
    moves
}

fn checked(raw: RawMove, at: usize, place: &str, groups: &[Folder], faults: &mut Faults) -> Option<Move> {
    let RawMove { period, from, to, count, kind, reason } = raw;
    let spot = |key: &str| Spot::root().item(at).then(key);
    let period = convert::period(&period, spot("period"), faults);
    let left = end(&from.0, place, groups, spot("from"), faults);
    let joined = end(&to.0, place, groups, spot("to"), faults);
    let count = convert::count(count, "count", spot("count"), faults);
    let kind = convert::word(&kind.0, MOVE_KINDS, "kind of move", spot("kind"), faults);
    let reason = match reason {
        None => Some(Reason::Unknown),
        Some(raw) => {
            convert::word(&raw.0, REASONS, "reason", spot("reason"), faults).and_then(|at| Reason::ALL.get(at).copied())
        }
    };
    let (period, from, to, count) = (period?, left?, joined?, count?);
    if from == to {
        let (message, help) = match from {
            End::Outside => ("this move is from outside to outside", "name the group that members left or joined"),
            End::Group(_) => {
                ("this move is from a group to itself", "name the group that members went to, or delete the entry")
            }
        };
        faults.error(spot("to"), "no-move", message, help);
        return None;
    }
    Some(Move { period, from, to, count, removed: kind? == 1, reason: reason? })
}

/// A group by its slug in the same place, or by its path from the site; or `outside`.
fn end(text: &str, place: &str, groups: &[Folder], spot: Spot, faults: &mut Faults) -> Option<End> {
    if text == "outside" {
        return Some(End::Outside);
    }
    let find = |path: &str| groups.binary_search_by(|group| (*group.path).cmp(path)).ok();
    let path = text.trim_matches('/');
    let found = find(&format!("{place}/{path}")).or_else(|| find(path));
    if found.is_none() {
        let inside = groups.iter().filter_map(|group| group.path.strip_prefix(place)?.strip_prefix('/'));
        let all = groups.iter().map(|group| &*group.path);
        let help = match nearest(path, inside).or_else(|| nearest(path, all)) {
            Some(meant) => format!("write `{meant}`"),
            None => {
                "write the folder name of a group in this place, the path of another from the site folder, or `outside`"
                    .to_owned()
            }
        };
        faults.error(spot, "unknown-group", format!("there is no group `{text}`"), help);
    }
    found.map(End::Group)
}

/// What moves add up to: per group, period and direction the total and the last entry.
#[derive(Default)]
struct Flows(BTreeMap<(usize, Period, Way), (f64, usize)>);

/// How members went.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Left,
    Removed,
    Joined,
}

impl Flows {
    fn add(&mut self, found: &Move, at: usize) {
        let mut add = |end: &End, way: Way| {
            if let End::Group(group) = end {
                let flow = self.0.entry((*group, found.period, way)).or_default();
                *flow = (flow.0 + f64::from(found.count), at);
            }
        };
        add(&found.from, if found.removed { Way::Removed } else { Way::Left });
        add(&found.to, Way::Joined);
    }

    /// Moves above what the groups themselves have counted.
    fn check(&self, groups: &[Option<Group>], context: &Context<'_>, faults: &mut Faults) {
        for ((group, period, way), (total, at)) in &self.0 {
            let name = match way {
                Way::Left => "left",
                Way::Removed => "removed",
                Way::Joined => "joined",
            };
            let Some(Some(group)) = groups.get(*group) else { continue };
            let row = group.series.row(*period);
            let limit = row.and_then(|row| group.series.get(context.fields.id(name)?, row));
            if let Some(limit) = limit.filter(|limit| total > limit) {
                let message = format!(
                    "the moves of {period} add up to {total} members, more than `{name}` in `{}` ({limit})",
                    group.path
                );
                let help = "correct the counts here or in the group: known moves are counted among all";
                faults.error(Spot::root().item(*at).then("count"), "more-than-whole", message, help);
            }
        }
    }
}
