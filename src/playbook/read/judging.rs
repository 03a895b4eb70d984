//! Reads the constants of judging.

use super::node::{Faults, Map, Node};
use crate::playbook::judging::Judging;

/// Keys of the section.
pub const KEYS: &[&str] = &[
    "strength",
    "persistent_periods",
    "least_change",
    "likely",
    "possible",
    "not_seen",
    "severity",
    "effort",
    "least_share",
    "shown",
    "like_size",
    "fewest_peers",
    "fewest_groups",
];

/// Reads the section; each fault stands at its number.
pub fn read(root: &Map<'_>, faults: &mut Faults) -> Judging {
    let Some(node) = root.get("judging") else { return Judging::default() };
    let Some(map) = node.map(faults) else { return Judging::default() };
    map.only(KEYS, faults);
    let [hint, indicated, established] = numbers(&map, "strength", ["hint", "indicated", "established"], UNIT, faults);
    let ordered = (0.0..=indicated).contains(&hint) && indicated <= established;
    if let (Some(node), false) = (map.get("strength"), ordered) {
        let help = "write them in order: hint, indicated, established".to_owned();
        faults.add(&node, "strengths-crossed", "a weaker state has the greater strength".into(), help);
    }
    let [likely, most, items] = numbers(&map, "likely", ["strength", "coverage", "items"], (0.0, 20.0), faults);
    let possible = numbers(&map, "possible", ["strength", "coverage"], UNIT, faults);
    if let (Some(node), true) = (map.get("possible"), possible[0] > likely || possible[1] > most) {
        let help = "ask no more of what is possible than of what is likely".to_owned();
        faults.add(&node, "results-crossed", "what is possible needs more than what is likely".into(), help);
    }
    let [not_seen] = numbers(&map, "not_seen", ["coverage"], UNIT, faults);
    let [group, place] = numbers(&map, "shown", ["group", "place"], (0.0, 100.0), faults);
    let mut one = |key, within| map.get(key).map_or(0.0, |node| number(&node, within, faults));
    let (persistent, least_share) = (one("persistent_periods", (1.0, 60.0)), one("least_share", UNIT));
    let least_change = one("least_change", UNIT);
    let like_size = one("like_size", (1.0, 1000.0));
    let (peers, groups) = (one("fewest_peers", (1.0, 1000.0)), one("fewest_groups", (1.0, 1000.0)));
    Judging {
        strength: [hint, indicated, established],
        persistent_periods: persistent as usize,
        least_change,
        likely: [likely, most],
        items: items as usize,
        possible,
        not_seen,
        severity: numbers(&map, "severity", ["likely", "possible"], (0.0, 10.0), faults),
        effort: numbers(&map, "effort", ["S", "M", "L"], (0.01, 1000.0), faults),
        least_share,
        shown: [group as usize, place as usize],
        like_size,
        fewest_peers: peers as usize,
        fewest_groups: groups as usize,
    }
}

const UNIT: (f64, f64) = (0.0, 1.0);

fn numbers<const N: usize>(
    map: &Map<'_>,
    key: &'static str,
    names: [&'static str; N],
    within: (f64, f64),
    faults: &mut Faults,
) -> [f64; N] {
    let Some(node) = map.need(key, faults) else { return [0.0; N] };
    let Some(inner) = node.map(faults) else { return [0.0; N] };
    inner.only(&names, faults);
    names.map(|name| inner.need(name, faults).map_or(0.0, |node| number(&node, within, faults)))
}

fn number(node: &Node<'_>, (least, most): (f64, f64), faults: &mut Faults) -> f64 {
    let Some(number) = node.number(faults) else { return least };
    if number < least || number > most {
        let help = format!("write a number from {least} to {most}");
        faults.add(node, "out-of-range", format!("{number} is out of range"), help);
        return least;
    }
    number
}
