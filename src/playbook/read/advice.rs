//! Reads advice.

use super::Entry;
use super::indicator::{name, words};
use super::names::Context;
use super::node::{Map, Node};
use super::test;
use crate::playbook::advice::{Actor, Advice, AdviceKind, AdviceLevel, Effect, Effort, MissingItems};
use crate::playbook::test::{Subject, Test};

const ACTORS: &[(&str, Actor)] = &[
    ("government", Actor::Government),
    ("operator", Actor::Operator),
    ("members", Actor::Members),
    ("firms", Actor::Firms),
];
/// Sizes of effort.
pub const EFFORTS: &[(&str, Effort)] = &[("S", Effort::S), ("M", Effort::M), ("L", Effort::L)];
/// Whose advice it is.
pub const LEVELS: &[(&str, AdviceLevel)] =
    &[("group", AdviceLevel::Group), ("place", AdviceLevel::Place), ("both", AdviceLevel::Both)];

/// Kinds of rows.
pub const KINDS: &[(&str, u8)] = &[("advice", 0), ("step", 1), ("guard", 2)];
/// On what ground advice stands.
pub const BASES: &[(&str, bool)] = &[("tested", true), ("plausible", false)];

/// Keys of a row of advice.
pub const KEYS: &[&str] = &[
    "id",
    "kind",
    "step",
    "level",
    "seed",
    "when",
    "guard",
    "gate",
    "in_place",
    "actors",
    "effort",
    "effect",
    "basis",
    "source",
    "merge",
    "serves",
    "missing",
    "list",
    "shows",
    "name",
    "first_step",
    "how",
    "effect_text",
];

/// Reads a row of advice.
pub fn read(entry: &Entry<'_>, cx: &mut Context<'_>) -> Option<Advice> {
    let map = entry.node.map(cx.faults)?;
    map.only(KEYS, cx.faults);
    let name = name(&map, entry.own, cx);
    // With a fault the whole playbook is refused: what stands in for a wrong word only lets the rest be read.
    let kind = kind(&map, cx).unwrap_or(AdviceKind::Advice);
    let works = kind != AdviceKind::Guard;
    if entry.own && works {
        map.need("first_step", cx.faults);
    }
    let when = map.need("when", cx.faults).and_then(|node| test::read(&node, cx));
    let actors = actors(&map, works, cx);
    let effort = match map.get("effort") {
        Some(node) => node.choice(EFFORTS, cx.faults),
        None if works => map.need("effort", cx.faults).and_then(|node| node.choice(EFFORTS, cx.faults)),
        None => None,
    };
    let gate = map.get("gate").and_then(|node| test::read(&node, cx));
    Some(Advice {
        id: map.get("id")?.text(cx.faults)?.into(),
        kind,
        level: map.get("level").and_then(|node| node.choice(LEVELS, cx.faults)).unwrap_or(AdviceLevel::Group),
        seed: map.get("seed").and_then(|node| node.whole(0, 255, cx.faults)).map(|n| n as u8),
        when: when.unwrap_or(Test::All(Vec::new())),
        guard: test::list(map.get("guard"), cx),
        gate,
        in_place: test::list(map.get("in_place"), cx),
        actors,
        effort: effort.unwrap_or(Effort::S),
        effects: effects(map.get("effect"), cx),
        tested: map.get("basis").and_then(|node| node.choice(BASES, cx.faults)) == Some(true),
        sources: cx.all(map.get("source"), Context::source),
        merge: map.get("merge").and_then(|node| node.text(cx.faults)).map(Box::from),
        serves: cx.all(map.get("serves"), Context::finding),
        missing: missing(&map, cx),
        lists_peer_groups: map.get("list").and_then(|node| node.choice(&[("peer_groups", ())], cx.faults)).is_some(),
        shows: cx.all(map.get("shows"), Context::indicator),
        name,
        first_step: words(&map, "first_step", cx),
        how: words(&map, "how", cx),
        effect: words(&map, "effect_text", cx),
    })
}

fn kind(map: &Map<'_>, cx: &mut Context<'_>) -> Option<AdviceKind> {
    let word = map.get("kind").map_or(Some(0), |node| node.choice(KINDS, cx.faults))?;
    Some(match word {
        0 => AdviceKind::Advice,
        1 => AdviceKind::Step(map.need("step", cx.faults)?.whole(1, 4, cx.faults)? as u8),
        _ => AdviceKind::Guard,
    })
}

fn actors(map: &Map<'_>, works: bool, cx: &mut Context<'_>) -> Vec<Actor> {
    let Some(node) = map.get("actors") else {
        if works {
            map.need("actors", cx.faults);
        }
        return Vec::new();
    };
    node.items().iter().filter_map(|item| item.choice(ACTORS, cx.faults)).collect()
}

fn effects(node: Option<Node<'_>>, cx: &mut Context<'_>) -> Vec<Effect> {
    let Some(node) = node else { return Vec::new() };
    node.items().iter().filter_map(|item| effect(item, cx)).collect()
}

fn effect(node: &Node<'_>, cx: &mut Context<'_>) -> Option<Effect> {
    let map = node.map(cx.faults)?;
    map.only(&["indicator", "field", "direction", "months", "to"], cx.faults);
    let subject = match map.get("field") {
        Some(field) => Subject::Field(cx.field_name(&field)?),
        None => {
            let node = map.need("indicator", cx.faults)?;
            Subject::Indicator(cx.indicator(&node)?)
        }
    };
    let up = map.get("direction").and_then(|node| node.choice(&[("up", true), ("down", false)], cx.faults));
    if up.is_none() && matches!(subject, Subject::Field(_)) {
        map.need("direction", cx.faults);
    }
    let (first, months) = months(&map.need("months", cx.faults)?, cx)?;
    Some(Effect { subject, first, months, to: map.get("to").and_then(|node| node.number(cx.faults)), up })
}

/// A number of months, or a range of two.
fn months(node: &Node<'_>, cx: &mut Context<'_>) -> Option<(u32, u32)> {
    let numbers: Vec<u32> = node.items().iter().filter_map(|item| item.whole(1, 120, cx.faults)).collect();
    match numbers.as_slice() {
        [one] => Some((*one, *one)),
        [first, last] if first <= last => Some((*first, *last)),
        _ => {
            let help = "write `3`, or `[2, 3]` for a range".to_owned();
            cx.faults.add(node, "bad-months", "a number of months, or two in order, is needed here".into(), help);
            None
        }
    }
}

fn missing(map: &Map<'_>, cx: &mut Context<'_>) -> Option<MissingItems> {
    let node = map.get("missing")?;
    let inner = node.map(cx.faults)?;
    inner.only(&["checklist", "items"], cx.faults);
    let list = inner.need("checklist", cx.faults)?;
    let checklist = cx.checklist(&list)?.0.as_str().into();
    let mut items = Vec::new();
    if let Some(names) = inner.get("items") {
        for name in names.items() {
            items.push(cx.checklist_item(&list, &name)?.1);
        }
    }
    Some(MissingItems { checklist, items })
}
