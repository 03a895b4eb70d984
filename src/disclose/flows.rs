//! Known moves of members between groups, as they may be published: summed over twelve months, small ones withheld.

use super::Rules;
use super::published::{Flow, Published};
use crate::model::community::Community;
use crate::model::place::{End, Move};
use std::collections::BTreeMap;

/// What makes two moves the same flow.
type Key = (Option<usize>, Option<usize>, bool, &'static str);

/// The flows of a site in the twelve months that end with its reported period. What is withheld is decided here,
/// once for the whole site: a flow withheld on one page and published on another would be no secret.
#[derive(Debug, Default)]
pub struct Flows {
    all: Vec<Flow>,
    by_group: BTreeMap<usize, Vec<usize>>,
}

impl Flows {
    /// All flows of the site.
    pub fn new(community: &Community) -> Self {
        let all = published(community, community.places.iter().flat_map(|place| &place.moves));
        let mut by_group: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (index, flow) in all.iter().enumerate() {
            for group in [flow.from, flow.to.filter(|to| flow.from != Some(*to))].into_iter().flatten() {
                by_group.entry(group).or_default().push(index);
            }
        }
        Self { all, by_group }
    }

    /// All flows, ascending by from, to, removal and reason.
    pub fn all(&self) -> &[Flow] {
        &self.all
    }

    /// The flows into and out of a group.
    pub fn of_group(&self, group: usize) -> Vec<Flow> {
        self.by_group.get(&group).into_iter().flatten().map(|index| self.all[*index].clone()).collect()
    }

    /// The flows that begin or end in one of these groups, ascending.
    pub fn of_groups(&self, groups: &[usize]) -> Vec<Flow> {
        let mut indices: Vec<usize> =
            groups.iter().filter_map(|group| self.by_group.get(group)).flatten().copied().collect();
        indices.sort_unstable();
        indices.dedup();
        indices.into_iter().map(|index| self.all[index].clone()).collect()
    }
}

fn published<'a>(community: &Community, moves: impl Iterator<Item = &'a Move>) -> Vec<Flow> {
    let Some(as_of) = community.as_of else { return Vec::new() };
    let (year_before, last) = as_of.twelve_months();
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
/// group's total the one would follow. A companion may be the only one at its other end, so until nothing changes.
fn companions(mut flows: Vec<Flow>) -> Vec<Flow> {
    let sides: [fn(&Flow) -> Option<usize>; 2] = [|flow| flow.from, |flow| flow.to];
    let ends = sides.map(|side| {
        let mut at: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (index, flow) in flows.iter().enumerate() {
            if let Some(group) = side(flow) {
                at.entry(group).or_default().push(index);
            }
        }
        at
    });
    loop {
        let found = ends.iter().flat_map(BTreeMap::values).find_map(|mine| companion(&flows, mine));
        match found {
            Some(index) => flows[index].count = Published::Withheld,
            None => return flows,
        }
    }
}

/// The smallest published flow of these, where exactly one of them is withheld.
fn companion(flows: &[Flow], mine: &[usize]) -> Option<usize> {
    if mine.iter().filter(|i| flows[**i].count == Published::Withheld).count() != 1 {
        return None;
    }
    let published = mine.iter().filter_map(|i| flows[*i].count.value().map(|count| (*i, *count)));
    published.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(index, _)| index)
}

fn index(end: &End) -> Option<usize> {
    match end {
        End::Group(group) => Some(*group),
        End::Outside => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Flow, Published, companions};

    fn flow(from: usize, to: usize, count: f64) -> Flow {
        let count = if count < 5.0 { Published::Withheld } else { Published::Value(count) };
        Flow { from: Some(from), to: Some(to), reason: "need", removed: false, count }
    }

    fn hidden(flows: Vec<Flow>) -> Vec<(Option<usize>, Option<usize>)> {
        let hidden = companions(flows).into_iter().filter(|flow| flow.count == Published::Withheld);
        hidden.map(|flow| (flow.from, flow.to)).collect()
    }

    #[test]
    fn a_small_flow_has_a_companion_at_both_of_its_ends() {
        let flows = vec![flow(1, 2, 3.0), flow(1, 3, 12.0), flow(1, 4, 20.0), flow(5, 2, 9.0), flow(5, 6, 30.0)];
        let pairs = [(1, 2), (1, 3), (5, 2), (5, 6)].map(|(a, b)| (Some(a), Some(b)));
        assert_eq!(hidden(flows), pairs);
    }

    #[test]
    fn without_small_flows_nothing_is_withheld() {
        assert!(hidden(vec![flow(1, 2, 8.0), flow(1, 3, 12.0)]).is_empty());
    }
}
