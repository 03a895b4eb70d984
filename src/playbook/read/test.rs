//! Reads the one condition language of findings and advice.

use super::names::Context;
use super::node::{Map, Node, one_of};
use crate::model::group::{GroupType, Platform};
use crate::model::place::Reason;
use crate::playbook::test::{AtLeast, Bound, PeerQuantile, Span, Subject, Test};

/// Words for group types.
pub const TYPES: &[(&str, GroupType)] = &[
    ("industry", GroupType::Industry),
    ("interest", GroupType::Interest),
    ("regional", GroupType::Regional),
    ("other", GroupType::Other),
];

/// Words for platforms.
pub const PLATFORMS: &[(&str, Platform)] =
    &[("chat", Platform::Chat), ("forum", Platform::Forum), ("club", Platform::Club), ("mixed", Platform::Mixed)];

const AT_LEAST: &[(&str, AtLeast)] = &[("possible", AtLeast::Possible), ("likely", AtLeast::Likely)];
const REASONS: &[(&str, Reason)] = &[
    ("need", Reason::Need),
    ("management", Reason::Management),
    ("content", Reason::Content),
    ("pressure", Reason::Pressure),
    ("other", Reason::Other),
];

/// The key that says what a test is, with the options that may stand beside it.
const KINDS: &[(&str, &[&str])] = &[
    ("indicator", &["below", "above", "from", "up_to", "watch", "points_below", "points_at_least"]),
    ("dimension", &["points_below", "points_at_least"]),
    ("facet", &["points_below", "points_at_least"]),
    ("peers", &["below", "above"]),
    ("change", &["direction", "over"]),
    ("falling", &["periods"]),
    ("rising", &["periods"]),
    ("persistent", &["periods"]),
    ("reason", &["leading"]),
    ("finding", &["at_least"]),
    ("groups_share", &[]),
    ("groups_median", &["below", "above", "from", "up_to", "watch"]),
    ("item", &["is", "older_than_months"]),
    ("checklist_group", &["any"]),
    ("field", &["below", "above", "from", "up_to", "equals"]),
    ("attribute", &["is"]),
    ("measured", &["is"]),
    ("renewal", &[]),
    ("own_median", &["over", "below", "above"]),
    ("peer_group", &[]),
    ("not_collected", &[]),
    ("any", &[]),
    ("all", &[]),
    ("not", &[]),
    ("of", &["at_least"]),
];

/// Reads a test.
pub fn read(node: &Node<'_>, cx: &mut Context<'_>) -> Option<Test> {
    if node.value.as_str() == Some("always") {
        return Some(Test::Always);
    }
    let map = node.map(cx.faults)?;
    let mut kinds = KINDS.iter().filter_map(|(kind, options)| Some((*kind, *options, map.get(kind)?)));
    let Some((kind, options, value)) = kinds.next() else {
        let words: Vec<_> = KINDS.iter().map(|(kind, _)| *kind).collect();
        let found = map.entries().next().map(|(key, _)| key).unwrap_or_default();
        let message = format!("`{found}` is not a test");
        cx.faults.add(node, "unknown-test", message, one_of(found, &words));
        return None;
    };
    let known: Vec<_> = options.iter().copied().chain([kind]).collect();
    map.only(&known, cx.faults);
    match kind {
        "indicator" | "dimension" | "facet" => of_values(kind, &map, &value, cx),
        "peers" | "groups_share" | "groups_median" | "peer_group" => of_places(kind, &map, &value, cx),
        "change" | "falling" | "rising" | "persistent" | "own_median" => of_time(kind, &map, &value, cx),
        "any" | "all" | "not" | "of" => of_tests(kind, &map, &value, cx),
        _ => of_facts(kind, &map, &value, cx),
    }
}

/// Reads a list of tests.
pub fn list(node: Option<Node<'_>>, cx: &mut Context<'_>) -> Vec<Test> {
    let Some(node) = node else { return Vec::new() };
    node.items().iter().filter_map(|item| read(item, cx)).collect()
}

/// An indicator by id, else a field by name.
pub fn subject(node: &Node<'_>, cx: &mut Context<'_>) -> Option<Subject> {
    let name = node.text(cx.faults)?;
    match cx.names.indicators.iter().position(|have| have == name) {
        Some(indicator) => Some(Subject::Indicator(indicator)),
        None => cx.field_name(node).map(Subject::Field),
    }
}

fn of_values(kind: &str, map: &Map<'_>, value: &Node<'_>, cx: &mut Context<'_>) -> Option<Test> {
    let points = points(map, cx);
    match kind {
        "dimension" => Some(Test::Dimension { dimension: cx.dimension(value)?, bound: asked(map, points, cx)? }),
        "facet" => Some(Test::Facet { facet: cx.finding(value)?, bound: asked(map, points, cx)? }),
        _ => {
            let indicator = cx.indicator(value)?;
            if let Some(bound) = points {
                return Some(Test::Points { indicator, bound });
            }
            let Some(act) = bound(map, cx) else { return Some(Test::Indicator { indicator }) };
            Some(Test::Threshold { indicator, act, watch: watch(map, act, cx) })
        }
    }
}

fn of_places(kind: &str, map: &Map<'_>, value: &Node<'_>, cx: &mut Context<'_>) -> Option<Test> {
    const QUANTILES: &[(&str, PeerQuantile)] = &[("p25", PeerQuantile::P25), ("median", PeerQuantile::Median)];
    match kind {
        "peers" => {
            let side = map.get("below").or_else(|| map.get("above"));
            let quantile = asked(map, side, cx)?.choice(QUANTILES, cx.faults)?;
            Some(Test::Peers { indicator: cx.indicator(value)?, quantile, below: map.has("below") })
        }
        "groups_share" => {
            let inner = value.map(cx.faults)?;
            inner.only(&["finding", "at_least", "share"], cx.faults);
            let finding = inner.need("finding", cx.faults)?;
            Some(Test::GroupsShare {
                finding: cx.finding(&finding)?,
                at_least: inner.need("at_least", cx.faults)?.choice(AT_LEAST, cx.faults)?,
                share: inner.need("share", cx.faults)?.number(cx.faults)?,
            })
        }
        "groups_median" => {
            let indicator = cx.indicator(value)?;
            let found = bound(map, cx);
            let bound = asked(map, found, cx)?;
            Some(Test::GroupsMedian { indicator, bound, watch: watch(map, bound, cx) })
        }
        _ => {
            let inner = value.map(cx.faults)?;
            inner.only(&["points_at_least"], cx.faults);
            let points = inner.need("points_at_least", cx.faults)?.number(cx.faults)?;
            Some(Test::PeerGroup { points })
        }
    }
}

fn of_time(kind: &str, map: &Map<'_>, value: &Node<'_>, cx: &mut Context<'_>) -> Option<Test> {
    const SPANS: &[(&str, Span)] =
        &[("year", Span::Year), ("previous", Span::Previous), ("3_periods", Span::ThreePeriods)];
    match kind {
        "change" => Some(Test::Change {
            indicator: cx.indicator(value)?,
            down: map.need("direction", cx.faults)?.choice(&[("down", true), ("up", false)], cx.faults)?,
            over: map.need("over", cx.faults)?.choice(SPANS, cx.faults)?,
        }),
        "own_median" => {
            let found = bound(map, cx);
            Some(Test::OwnMedian {
                indicator: cx.indicator(value)?,
                over: whole(&map.need("over", cx.faults)?, 2, 60, cx)?,
                factor: asked(map, found, cx)?,
            })
        }
        "persistent" => {
            let periods = whole(&map.need("periods", cx.faults)?, 2, 60, cx)?;
            Some(Test::Persistent { test: Box::new(read(value, cx)?), periods })
        }
        _ => {
            let periods = whole(&map.need("periods", cx.faults)?, 2, 60, cx)?;
            Some(Test::Trend { subject: subject(value, cx)?, down: kind == "falling", periods })
        }
    }
}

fn of_tests(kind: &str, map: &Map<'_>, value: &Node<'_>, cx: &mut Context<'_>) -> Option<Test> {
    if kind == "not" {
        return Some(Test::Not(Box::new(read(value, cx)?)));
    }
    let items = value.items();
    let tests: Vec<_> = items.iter().filter_map(|item| read(item, cx)).collect();
    if tests.is_empty() || tests.len() < items.len() {
        if items.is_empty() {
            let message = format!("`{kind}` needs at least one test");
            cx.faults.add(value, "empty-list", message, "write a list of tests".into());
        }
        return None;
    }
    Some(match kind {
        "any" => Test::Any(tests),
        "all" => Test::All(tests),
        _ => Test::AtLeast { count: whole(&map.need("at_least", cx.faults)?, 1, 100, cx)?, of: tests },
    })
}

fn of_facts(kind: &str, map: &Map<'_>, value: &Node<'_>, cx: &mut Context<'_>) -> Option<Test> {
    match kind {
        "reason" => {
            map.need("leading", cx.faults)?.choice_flag(true, cx)?;
            Some(Test::ReasonLeads { reason: value.choice(REASONS, cx.faults)? })
        }
        "finding" => {
            let at_least = map.need("at_least", cx.faults)?.choice(AT_LEAST, cx.faults)?;
            Some(Test::Finding { finding: cx.finding(value)?, at_least })
        }
        "item" => item(map, value, cx),
        "checklist_group" => checklist_group(value, map, cx),
        "field" => {
            let field = cx.field_name(value)?;
            match map.get("equals") {
                Some(node) => Some(Test::FieldEquals { field, value: node.number(cx.faults)? }),
                None => {
                    let found = bound(map, cx);
                    Some(Test::Field { field, bound: asked(map, found, cx)? })
                }
            }
        }
        "attribute" => attribute(&map.need("is", cx.faults)?, value, cx),
        "measured" => {
            let is = map.get("is").map_or(Some(true), |node| node.flag(cx.faults))?;
            Some(Test::Measured { indicator: cx.indicator(value)?, is })
        }
        "renewal" => value.test_word(
            &[
                ("declared", Test::RenewalDeclared),
                ("running", Test::RenewalRunning),
                ("considered", Test::RenewalConsidered),
            ],
            cx,
        ),
        _ => Some(Test::NotCollected { key: value.text(cx.faults)?.into() }),
    }
}

fn item(map: &Map<'_>, value: &Node<'_>, cx: &mut Context<'_>) -> Option<Test> {
    let parts = value.items();
    let [list, name] = parts.as_slice() else {
        let help = "write `item: [checklist, item]`".to_owned();
        cx.faults.add(value, "not-an-item", "a checklist and one of its items are needed here".into(), help);
        return None;
    };
    let (checklist, item) = cx.checklist_item(list, name)?;
    if let Some(node) = map.get("older_than_months") {
        return Some(Test::ItemOlder { checklist, item, months: node.whole(1, 1200, cx.faults)? });
    }
    let is = map.need("is", cx.faults)?;
    let is = match is.value.as_bool() {
        Some(flag) => Some(flag),
        None => is.choice(&[("yes", Some(true)), ("no", Some(false)), ("unknown", None)], cx.faults)?,
    };
    Some(Test::Item { checklist, item, is })
}

fn checklist_group(value: &Node<'_>, map: &Map<'_>, cx: &mut Context<'_>) -> Option<Test> {
    let parts = value.items();
    let [list, names] = parts.as_slice() else {
        let help = "write `checklist_group: [checklist, [item, …]]`".to_owned();
        cx.faults.add(value, "not-an-item", "a checklist and a list of its items are needed here".into(), help);
        return None;
    };
    map.need("any", cx.faults)?;
    let mut items = Vec::new();
    let mut checklist = None;
    for name in names.items() {
        let (id, item) = cx.checklist_item(list, &name)?;
        checklist = Some(id);
        items.push(item);
    }
    Some(Test::AnyItemNo { checklist: checklist?, items })
}

fn attribute(is: &Node<'_>, value: &Node<'_>, cx: &mut Context<'_>) -> Option<Test> {
    match value.choice(&[("type", 0), ("platform", 1), ("lifespan", 2)], cx.faults)? {
        0 => is.choice(TYPES, cx.faults).map(Test::IsType),
        1 => is.choice(PLATFORMS, cx.faults).map(Test::IsPlatform),
        _ => is.test_word(
            &[
                ("time_boxed", Test::IsTimeBoxed),
                ("ended", Test::IsEnded),
                ("ongoing", Test::Not(Box::new(Test::IsTimeBoxed))),
            ],
            cx,
        ),
    }
}

/// The explicit bound of a test, if it has one.
fn bound(map: &Map<'_>, cx: &mut Context<'_>) -> Option<Bound> {
    // The number is replaced; the side is what counts here.
    let sides = [
        ("below", Bound::Below(0.0)),
        ("above", Bound::Above(0.0)),
        ("from", Bound::AtLeast(0.0)),
        ("up_to", Bound::AtMost(0.0)),
    ];
    sides.iter().find_map(|(key, side)| Some(side.at(map.get(key)?.number(cx.faults)?)))
}

/// The milder line beside an explicit bound, on the same side.
fn watch(map: &Map<'_>, act: Bound, cx: &mut Context<'_>) -> Option<Bound> {
    let node = map.get("watch")?;
    let watch = act.at(node.number(cx.faults)?);
    if act.reached(watch.limit()) && act.limit() != watch.limit() {
        let message = "the milder line lies beyond the harder one".to_owned();
        cx.faults.add(&node, "thresholds-crossed", message, "swap the two numbers".into());
    }
    Some(watch)
}

fn points(map: &Map<'_>, cx: &mut Context<'_>) -> Option<Bound> {
    if let Some(node) = map.get("points_below") {
        return node.number(cx.faults).map(Bound::Below);
    }
    map.get("points_at_least")?.number(cx.faults).map(Bound::AtLeast)
}

/// What a test must say, or a fault.
fn asked<T>(map: &Map<'_>, found: Option<T>, cx: &mut Context<'_>) -> Option<T> {
    if found.is_none() {
        let help = "add a bound such as `below:` or `above:`".to_owned();
        cx.faults.add(map.node, "missing-key", "this test has no bound".into(), help);
    }
    found
}

fn whole(node: &Node<'_>, least: u32, most: u32, cx: &mut Context<'_>) -> Option<usize> {
    node.whole(least, most, cx.faults).and_then(|n| usize::try_from(n).ok())
}

impl Node<'_> {
    /// A flag that can only have one value.
    fn choice_flag(&self, only: bool, cx: &mut Context<'_>) -> Option<()> {
        let flag = self.flag(cx.faults)?;
        if flag != only {
            cx.faults.add(self, "unknown-word", format!("only `{only}` is known here"), format!("write `{only}`"));
        }
        Some(())
    }

    /// The test that a word stands for.
    fn test_word(&self, table: &[(&str, Test)], cx: &mut Context<'_>) -> Option<Test> {
        let places: Vec<_> = table.iter().enumerate().map(|(i, (word, _))| (*word, i)).collect();
        let at = self.choice(&places, cx.faults)?;
        table.get(at).map(|(_, test)| test.clone())
    }
}
