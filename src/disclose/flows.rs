//! Known moves of members between groups, as they may be published: summed over twelve months, small ones withheld.

use super::Rules;
use super::published::{Flow, Published};
use crate::model::community::Community;
use crate::model::place::{End, Move};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What makes two moves the same flow.
type Key = (Option<usize>, Option<usize>, bool, &'static str);

/// The flows of a place (with the places below it) in the twelve months that end with the site's reported period.
pub fn of_place(community: &Community, place: usize) -> Vec<Flow> {
    let below = |mut at: usize| loop {
        if at == place {
            return true;
        }
        match community.places[at].parent {
            Some(parent) => at = parent,
            None => return false,
        }
    };
    let moves = (0..community.places.len()).filter(|at| below(*at)).flat_map(|at| &community.places[at].moves);
    published(community, moves)
}

/// The flows into and out of a group in the same twelve months.
pub fn of_group(community: &Community, group: usize) -> Vec<Flow> {
    let end = End::Group(group);
    let touches = |one: &&Move| one.from == end || one.to == end;
    published(community, community.places.iter().flat_map(|place| &place.moves).filter(touches))
}

/// All flows of the site.
pub fn of_site(community: &Community) -> Vec<Flow> {
    published(community, community.places.iter().flat_map(|place| &place.moves))
}

fn published<'a>(community: &Community, moves: impl Iterator<Item = &'a Move>) -> Vec<Flow> {
    let Some(as_of) = community.as_of else { return Vec::new() };
    let last = as_of.last_day();
    let year_before = Date::new(last.year() - 1, last.month(), 1).map_or(Date::MIN, Date::last_of_month);
    let mut sums: BTreeMap<Key, f64> = BTreeMap::new();
    for one in moves.filter(|one| one.period.last_day() <= last && one.period.first_day() > year_before) {
        let key = (index(&one.from), index(&one.to), one.removed, one.reason.id());
        *sums.entry(key).or_default() += f64::from(one.count);
    }
    let rules = Rules::of(community);
    let flows = sums.into_iter().map(|((from, to, removed, reason), count)| Flow {
        from,
        to,
        reason,
        removed,
        count: if rules.small(count) { Published::Withheld } else { Published::Value(count) },
    });
    companions(flows.collect())
}

/// Where exactly one flow out of (or into) a group is withheld, its smallest neighbour is withheld too: with the
/// group's total the one would follow.
fn companions(mut flows: Vec<Flow>) -> Vec<Flow> {
    for side in [|flow: &Flow| flow.from, |flow: &Flow| flow.to] {
        let mut groups: Vec<usize> = flows.iter().filter_map(side).collect();
        groups.sort_unstable();
        groups.dedup();
        for group in groups {
            let mine: Vec<usize> = (0..flows.len()).filter(|i| side(&flows[*i]) == Some(group)).collect();
            let hidden = mine.iter().filter(|i| flows[**i].count == Published::Withheld).count();
            let smallest = mine
                .iter()
                .filter_map(|i| flows[*i].count.value().map(|count| (*i, *count)))
                .min_by(|a, b| a.1.total_cmp(&b.1));
            if let (1, Some((i, _))) = (hidden, smallest) {
                flows[i].count = Published::Withheld;
            }
        }
    }
    flows
}

fn index(end: &End) -> Option<usize> {
    match end {
        End::Group(group) => Some(*group),
        End::Outside => None,
    }
}
