//! Reads findings.

use super::Entry;
use super::indicator::{name, words};
use super::names::Context;
use super::node::{Map, Node};
use super::test::{self, TYPES};
use super::words::LEVELS;
use crate::playbook::finding::{Facet, Finding, FindingKind, Item};
use crate::playbook::indicator::Level;
use crate::playbook::test::{Subject, Test};

/// Kinds of findings.
pub const KINDS: &[(&str, FindingKind)] = &[
    ("cause", FindingKind::Cause),
    ("effect", FindingKind::Effect),
    ("value", FindingKind::Value),
    ("facet", FindingKind::Facet),
    ("type", FindingKind::Type),
    ("remark", FindingKind::Remark),
];

/// Keys of a finding.
pub const KEYS: &[&str] = &[
    "id",
    "kind",
    "level",
    "seed",
    "evidence",
    "counter",
    "not_for",
    "needs_two",
    "follows",
    "lag",
    "advice",
    "shows",
    "facet",
    "weak_below",
    "type",
    "items",
    "weight",
    "name",
    "claim",
    "caution",
];

/// Score below which a facet is weak, unless it says otherwise.
const WEAK_BELOW: f64 = 50.0;

/// Reads a finding.
pub fn read(entry: &Entry<'_>, cx: &mut Context<'_>) -> Option<Finding> {
    let map = entry.node.map(cx.faults)?;
    map.only(KEYS, cx.faults);
    // With a fault the whole playbook is refused: what stands in for a wrong word only lets the rest be read.
    let kind = map.need("kind", cx.faults).and_then(|node| node.choice(KINDS, cx.faults));
    let known = kind.is_some();
    let kind = kind.unwrap_or(FindingKind::Remark);
    let name = name(&map, entry.own, cx);
    if entry.own {
        map.need("claim", cx.faults);
    }
    let group_type = map.get("type").and_then(|node| node.choice(TYPES, cx.faults));
    let items = items(&map, cx);
    let mut not_for = test::list(map.get("not_for"), cx);
    let mut evidence = evidence(map.get("evidence"), cx);
    if kind == FindingKind::Type {
        if map.get("type").is_none() {
            map.need("type", cx.faults);
        }
        not_for.extend(group_type.map(|own_type| Test::Not(Box::new(Test::IsType(own_type)))));
        evidence.extend(type_evidence(&items, cx));
    }
    let facet = if kind == FindingKind::Facet { facet(&map, cx) } else { None };
    if known && !matches!(kind, FindingKind::Facet | FindingKind::Type) && map.get("shows").is_none() {
        map.need("evidence", cx.faults);
    }
    Some(Finding {
        id: map.get("id")?.text(cx.faults)?.into(),
        kind,
        level: map.get("level").and_then(|node| node.choice(LEVELS, cx.faults)).unwrap_or(Level::Group),
        seed: map.get("seed").and_then(|node| node.whole(0, 255, cx.faults)).map(|n| n as u8),
        evidence,
        counter: test::list(map.get("counter"), cx),
        not_for,
        needs: if map.get("needs_two").and_then(|node| node.flag(cx.faults)) == Some(true) { 2 } else { 0 },
        follows: cx.all(map.get("follows"), Context::finding),
        lag: lag(map.get("lag"), cx),
        advice: cx.all(map.get("advice"), Context::advice),
        shows: shows(map.get("shows"), cx),
        facet,
        group_type,
        items,
        name,
        claim: words(&map, "claim", cx),
        caution: words(&map, "caution", cx),
    })
}

/// Weights that a type gives to indicators: pairs of index and factor.
pub fn type_weights(entry: &Entry<'_>, cx: &mut Context<'_>) -> Vec<(usize, f64)> {
    let Some(map) = entry.node.map(cx.faults) else { return Vec::new() };
    let Some(node) = map.get("weight") else { return Vec::new() };
    let Some(weights) = node.map(cx.faults) else { return Vec::new() };
    let mut found = Vec::new();
    for (id, value) in weights.entries() {
        let Some(indicator) = cx.names.indicators.iter().position(|have| have == id) else {
            let known: Vec<_> = cx.names.indicators.iter().map(String::as_str).collect();
            let help = super::node::one_of(id, &known);
            cx.faults.add(&value, "unknown-reference", format!("there is no indicator `{id}`"), help);
            continue;
        };
        found.extend(value.number(cx.faults).map(|factor| (indicator, factor)));
    }
    found
}

fn evidence(node: Option<Node<'_>>, cx: &mut Context<'_>) -> Vec<Item> {
    let Some(node) = node else { return Vec::new() };
    let mut found = Vec::new();
    for item in node.items() {
        let Some(map) = item.map(cx.faults) else { continue };
        map.only(&["test", "weight", "defining"], cx.faults);
        let Some(inner) = map.need("test", cx.faults) else { continue };
        let test = test::read(&inner, cx);
        let weight = map.get("weight").map_or(Some(1.0), |node| {
            let weight = node.number(cx.faults)?;
            if weight < 0.0 {
                let help = "write 0 or more".to_owned();
                cx.faults.add(&node, "not-positive", "a weight cannot be below 0".into(), help);
            }
            Some(weight)
        });
        let defining = map.get("defining").and_then(|node| node.flag(cx.faults)).unwrap_or(false);
        if let (Some(test), Some(weight)) = (test, weight) {
            found.push(Item { test, weight, defining });
        }
    }
    found
}

/// A type is weak where its checklist is; the single items weigh nothing, they are printed.
fn type_evidence(items: &[Box<str>], cx: &mut Context<'_>) -> Vec<Item> {
    let Some(indicator) = cx.names.indicators.iter().position(|id| id == "type_fit") else { return Vec::new() };
    let whole = Item { test: Test::Indicator { indicator }, weight: 1.0, defining: true };
    let single = items.iter().map(|item| Item {
        test: Test::Item { checklist: "type_fit".into(), item: item.clone(), is: Some(false) },
        weight: 0.0,
        defining: false,
    });
    std::iter::once(whole).chain(single).collect()
}

fn items(map: &Map<'_>, cx: &mut Context<'_>) -> Vec<Box<str>> {
    let Some(node) = map.get("items") else { return Vec::new() };
    let known = cx.names.checklists.iter().find(|(id, _)| id == "type_fit").map(|(_, items)| items.as_slice());
    let mut found = Vec::new();
    for item in node.items() {
        let Some(name) = item.text(cx.faults) else { continue };
        let known = known.unwrap_or_default();
        if !known.iter().any(|have| have == name) {
            let words: Vec<_> = known.iter().map(String::as_str).collect();
            let message = format!("`{name}` is not an item of the checklist `type_fit`");
            cx.faults.add(&item, "unknown-item", message, super::node::one_of(name, &words));
        }
        found.push(name.into());
    }
    found
}

fn facet(map: &Map<'_>, cx: &mut Context<'_>) -> Option<Facet> {
    let node = map.need("facet", cx.faults)?;
    let inner = node.map(cx.faults)?;
    inner.only(&["of", "dimension"], cx.faults);
    let dimension = match inner.get("dimension") {
        Some(node) => Some(cx.dimension(&node)?),
        None => None,
    };
    let of = cx.all(inner.get("of"), Context::indicator);
    let weak_below = map.get("weak_below").map_or(Some(WEAK_BELOW), |node| node.number(cx.faults))?;
    Some(Facet { of, dimension, weak_below })
}

fn lag(node: Option<Node<'_>>, cx: &mut Context<'_>) -> (usize, usize) {
    let Some(node) = node else { return (0, 2) };
    let numbers: Vec<_> = node.items().iter().filter_map(|item| item.whole(0, 60, cx.faults)).collect();
    match numbers.as_slice() {
        [least, most] if least <= most => (*least as usize, *most as usize),
        _ => {
            let help = "write `[0, 2]`: fewest and most periods between cause and effect".to_owned();
            cx.faults.add(&node, "bad-lag", "two whole numbers in order are needed here".into(), help);
            (0, 2)
        }
    }
}

fn shows(node: Option<Node<'_>>, cx: &mut Context<'_>) -> Vec<Subject> {
    let Some(node) = node else { return Vec::new() };
    node.items().iter().filter_map(|item| test::subject(item, cx)).collect()
}
