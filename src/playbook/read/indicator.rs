//! Reads dimensions, sources and indicators.

use super::names::Context;
use super::node::{Map, Node};
use super::test::{self, PLATFORMS, TYPES};
use super::words::{DIRECTIONS, INDICATOR_KEYS, INTERVALS, LEVELS, MARKS, NORMALISE, PROFILE_KEYS, SCALES, UNITS};
use super::{Entry, measure};
use crate::model::Localized;
use crate::playbook::indicator::{Direction, Indicator, Level, Mark, Measure, Profile, Scale, Thresholds};
use crate::playbook::{Dimension, Source};

/// Keys of a dimension.
pub const DIMENSION_KEYS: &[&str] = &["id", "letter", "level", "weight", "core", "name"];
/// Keys of a source.
pub const SOURCE_KEYS: &[&str] = &["cite", "title", "url", "mark"];
/// Which lines of an indicator count as passed when they are met.
pub const INCLUSIVE: &[(&str, bool)] = &[("act", false), ("both", true)];

/// Reads a dimension.
pub fn dimension(entry: &Entry<'_>, cx: &mut Context<'_>) -> Option<Dimension> {
    let map = entry.node.map(cx.faults)?;
    map.only(DIMENSION_KEYS, cx.faults);
    let name = name(&map, entry.own, cx);
    let letter = map.get("letter").and_then(|node| node.text(cx.faults)?.chars().next());
    Some(Dimension {
        id: map.get("id")?.text(cx.faults)?.into(),
        letter,
        level: map.get("level").map_or(Some(Level::Group), |node| node.choice(LEVELS, cx.faults))?,
        weight: positive(&map, "weight", cx)?,
        core: map.get("core").map_or(Some(false), |node| node.flag(cx.faults))?,
        name,
    })
}

/// Reads a source.
pub fn source(key: &str, node: &Node<'_>, cx: &mut Context<'_>) -> Option<Source> {
    let map = node.map(cx.faults)?;
    map.only(SOURCE_KEYS, cx.faults);
    Some(Source {
        key: key.into(),
        cite: map.need("cite", cx.faults)?.text(cx.faults)?.into(),
        title: map.need("title", cx.faults)?.text(cx.faults)?.into(),
        url: match map.get("url") {
            Some(node) => Some(node.text(cx.faults)?.into()),
            None => None,
        },
        mark: map.need("mark", cx.faults)?.choice(MARKS, cx.faults)?,
    })
}

/// Reads an indicator whose formula has been read before.
pub fn read(entry: &Entry<'_>, measure: Measure, cx: &mut Context<'_>) -> Option<Indicator> {
    let map = entry.node.map(cx.faults)?;
    map.only(INDICATOR_KEYS, cx.faults);
    let name = name(&map, entry.own, cx);
    let dimension = match map.get("dimension") {
        Some(node) if node.value.as_str() != Some("context") => cx.dimension(&node),
        _ => None,
    };
    let of_place = dimension.and_then(|at| cx.names.of_places.get(at)).is_some_and(|of_place| *of_place);
    let usual_level = if of_place { Level::Place } else { Level::Group };
    let thresholds = thresholds(&map, &Thresholds::default(), cx);
    // With a fault the whole playbook is refused: what stands in for a wrong word only lets the rest be read.
    let direction = map.need("direction", cx.faults).and_then(|node| node.choice(DIRECTIONS, cx.faults));
    let scale = map.get("scale").and_then(|node| node.choice(SCALES, cx.faults)).unwrap_or(Scale::Linear);
    if let Some(direction) = direction {
        check_thresholds(&map, direction, scale, &thresholds, dimension.is_some(), cx);
    }
    let direction = direction.unwrap_or(Direction::Context);
    let mark = marks(&map, cx);
    let inclusive = map.get("inclusive");
    let inclusive = inclusive.and_then(|node| node.choice(INCLUSIVE, cx.faults));
    let per_30 = map.get("measure").is_some_and(|node| node.value.get("count_per_30_days").is_some());
    let (types, platforms) = applies(&map, cx);
    let (sources, own_source) = sources(&map, cx);
    let usual = measure::usual_normalise(per_30, &measure);
    Some(Indicator {
        id: map.get("id")?.text(cx.faults)?.into(),
        number: map.get("number").and_then(|node| node.whole(1, 10_000, cx.faults)),
        dimension,
        level: choice(&map, "level", LEVELS, cx).unwrap_or(usual_level),
        normalise: choice(&map, "per", NORMALISE, cx).unwrap_or(usual),
        unit: choice(&map, "unit", UNITS, cx).unwrap_or_else(|| measure::usual_unit(&measure)),
        direction,
        scale,
        profiles: profiles(&map, &thresholds, entry, cx),
        thresholds,
        watch_inclusive: inclusive == Some(true),
        act_inclusive: inclusive.is_some(),
        watch_when: test::list(map.get("watch_when"), cx),
        act_when: test::list(map.get("act_when"), cx),
        suspend_when: test::list(map.get("suspend_when"), cx),
        not_for: exemptions(&map, cx),
        watch_mark: mark[0],
        act_mark: mark[1],
        goal_mark: mark[2],
        minimum_n: number(&map, "minimum_n", cx),
        minimum_days: number(&map, "minimum_days", cx),
        minimum_at_risk: number(&map, "minimum_at_risk", cx),
        minimum_response: number(&map, "minimum_response", cx),
        interval: choice(&map, "interval", INTERVALS, cx).unwrap_or_else(|| measure::usual_interval(&measure)),
        weight: positive(&map, "weight", cx).unwrap_or(1.0),
        types,
        platforms,
        cost: map.get("cost").and_then(|node| node.whole(1, 3, cx.faults)).unwrap_or(2) as u8,
        needs: texts(map.get("needs"), cx),
        sources,
        name,
        own_source,
        measure,
    })
}

/// A name in the site's languages, which an entry of the site must have.
pub fn name(map: &Map<'_>, own: bool, cx: &mut Context<'_>) -> Localized {
    match map.get("name") {
        Some(node) => node.localized(cx.languages, cx.faults),
        None => {
            if own {
                map.need("name", cx.faults);
            }
            Localized::default()
        }
    }
}

/// A text in the site's languages that may be absent.
pub fn words(map: &Map<'_>, key: &str, cx: &mut Context<'_>) -> Localized {
    map.get(key).map(|node| node.localized(cx.languages, cx.faults)).unwrap_or_default()
}

fn choice<T: Copy>(map: &Map<'_>, key: &str, known: &[(&str, T)], cx: &mut Context<'_>) -> Option<T> {
    map.get(key)?.choice(known, cx.faults)
}

fn number(map: &Map<'_>, key: &str, cx: &mut Context<'_>) -> Option<f64> {
    map.get(key)?.number(cx.faults)
}

/// A number above 0; 1 where it is absent.
fn positive(map: &Map<'_>, key: &str, cx: &mut Context<'_>) -> Option<f64> {
    let Some(node) = map.get(key) else { return Some(1.0) };
    let value = node.number(cx.faults)?;
    if value <= 0.0 {
        let help = "write a number above 0".to_owned();
        cx.faults.add(&node, "not-positive", format!("`{key}` must be above 0"), help);
        return None;
    }
    Some(value)
}

fn texts(node: Option<Node<'_>>, cx: &mut Context<'_>) -> Vec<Box<str>> {
    let Some(node) = node else { return Vec::new() };
    node.items().iter().filter_map(|item| item.text(cx.faults).map(Box::from)).collect()
}

/// The thresholds written here laid over `base`.
fn thresholds(map: &Map<'_>, base: &Thresholds, cx: &mut Context<'_>) -> Thresholds {
    let mut laid = base.clone();
    if let Some(node) = map.get("goalposts") {
        let items = node.items();
        let numbers: Vec<_> = items.iter().filter_map(|item| item.number(cx.faults)).collect();
        match numbers.as_slice() {
            [a, b] if a != b => laid.goalposts = Some([*a, *b]),
            _ => {
                let help = "write `[a, b]`: a scores 0, b scores 100".to_owned();
                cx.faults.add(&node, "bad-goalposts", "two different numbers are needed here".into(), help);
            }
        }
    }
    let places: [(&str, &mut Option<f64>); 6] = [
        ("watch", &mut laid.watch),
        ("act", &mut laid.act),
        ("watch_above", &mut laid.watch_above),
        ("act_above", &mut laid.act_above),
        ("watch_below", &mut None),
        ("act_below", &mut None),
    ];
    for (key, place) in places {
        if let Some(value) = number(map, key, cx) {
            *place = Some(value);
        }
    }
    laid.watch = number(map, "watch_below", cx).or(laid.watch);
    laid.act = number(map, "act_below", cx).or(laid.act);
    laid
}

/// Thresholds and goalposts must agree with the direction.
fn check_thresholds(
    map: &Map<'_>,
    direction: Direction,
    scale: Scale,
    at: &Thresholds,
    in_dimension: bool,
    cx: &mut Context<'_>,
) {
    let mut fault = |key: &str, message: &str, help: &str| {
        let node = map.get(key).unwrap_or(*map.node);
        cx.faults.add(&node, "thresholds-crossed", message.into(), help.into());
    };
    let crossed = |mild: Option<f64>, hard: Option<f64>, low: bool| match (mild, hard) {
        (Some(mild), Some(hard)) => (low && hard > mild) || (!low && hard < mild),
        _ => false,
    };
    let swap = "the act threshold lies on the bad side of the watch threshold; swap the two numbers";
    match direction {
        Direction::Higher | Direction::Lower => {
            let higher = direction == Direction::Higher;
            if crossed(at.watch, at.act, higher) {
                fault("act", "the act threshold is milder than the watch threshold", swap);
            }
            match at.goalposts {
                Some([a, b]) if (a < b) != higher => {
                    fault("goalposts", "the goalposts run against the direction", "write `[worst, best]`");
                }
                None if in_dimension && scale != Scale::PeersLog => {
                    let help = "add `goalposts: [worst, best]`, or `direction: context` for a value that is only shown";
                    fault("direction", "an indicator of a dimension needs goalposts to be scored", help);
                }
                _ => {}
            }
        }
        Direction::Band => {
            if crossed(at.watch, at.act, true) {
                fault("act_below", "the act threshold is milder than the watch threshold", swap);
            }
            if crossed(at.watch_above, at.act_above, false) {
                fault("act_above", "the act threshold is milder than the watch threshold", swap);
            }
        }
        Direction::Context => {
            if at.watch.is_some() || at.act.is_some() {
                let help = "choose another `direction`, or leave the thresholds out";
                fault("direction", "context is shown, never judged, so it has no thresholds", help);
            }
        }
    }
    if scale == Scale::Ratio && at.goalposts.is_some_and(|[a, b]| a <= 0.0 || b <= 0.0) {
        fault("goalposts", "goalposts on a ratio scale must be above 0", "choose numbers above 0");
    }
    if scale == Scale::Log && at.goalposts.is_some_and(|[a, b]| a <= -1.0 || b <= -1.0) {
        fault("goalposts", "goalposts on a log scale must be above −1", "choose larger numbers");
    }
}

/// Marks of watch, act and goalposts; a convention where nothing is said.
fn marks(map: &Map<'_>, cx: &mut Context<'_>) -> [Mark; 3] {
    let all = map.get("mark").and_then(|node| node.choice(MARKS, cx.faults)).unwrap_or(Mark::C);
    let mut mark = |key: &str, usual| map.get(key).and_then(|node| node.choice(MARKS, cx.faults)).unwrap_or(usual);
    [mark("watch_mark", all), mark("act_mark", all), mark("goal_mark", all)]
}

fn applies(
    map: &Map<'_>,
    cx: &mut Context<'_>,
) -> (Vec<crate::model::group::GroupType>, Vec<crate::model::group::Platform>) {
    let Some(node) = map.get("groups") else { return Default::default() };
    let Some(groups) = node.map(cx.faults) else { return Default::default() };
    groups.only(&["types", "platforms"], cx.faults);
    let mut types = Vec::new();
    if let Some(node) = groups.get("types") {
        types.extend(node.items().iter().filter_map(|item| item.choice(TYPES, cx.faults)));
    }
    let mut platforms = Vec::new();
    if let Some(node) = groups.get("platforms") {
        platforms.extend(node.items().iter().filter_map(|item| item.choice(PLATFORMS, cx.faults)));
    }
    (types, platforms)
}

/// Keys of known sources, or the site's own words.
fn sources(map: &Map<'_>, cx: &mut Context<'_>) -> (Vec<usize>, Localized) {
    let Some(node) = map.get("source") else { return Default::default() };
    let words =
        node.value.is_mapping() || node.value.as_str().is_some_and(|text| !cx.names.sources.iter().any(|s| s == text));
    if words {
        return (Vec::new(), node.localized(cx.languages, cx.faults));
    }
    (cx.all(Some(node), Context::source), Localized::default())
}

fn exemptions(map: &Map<'_>, cx: &mut Context<'_>) -> Vec<crate::playbook::Test> {
    let Some(node) = map.get("not_for") else { return Vec::new() };
    let mut tests = Vec::new();
    for item in node.items() {
        match test::read(&item, cx) {
            Some(found) if found.is_circumstance() => tests.push(found),
            Some(_) => {
                let message = "an exemption may only ask for type, platform, lifespan and renewal".to_owned();
                let help = "use `attribute:` or `renewal:`".to_owned();
                cx.faults.add(&item, "not-an-exemption", message, help);
            }
            None => {}
        }
    }
    tests
}

fn profiles(map: &Map<'_>, base: &Thresholds, entry: &Entry<'_>, cx: &mut Context<'_>) -> Vec<Profile> {
    let Some(node) = map.get("profiles") else { return Vec::new() };
    let mut found = Vec::new();
    for item in node.items() {
        let Some(profile) = item.map(cx.faults) else { continue };
        profile.only(PROFILE_KEYS, cx.faults);
        let direction = profile.get("direction").and_then(|node| node.choice(DIRECTIONS, cx.faults));
        let base = if direction == Some(Direction::Context) { &Thresholds::default() } else { base };
        found.push(Profile {
            platform: profile.get("platform").and_then(|node| node.choice(PLATFORMS, cx.faults)),
            kind: profile.get("type").and_then(|node| node.choice(TYPES, cx.faults)),
            thresholds: thresholds(&profile, base, cx),
            measure: profile.get("measure").and_then(|node| measure::read(&node, entry.from_site, cx)),
            direction,
            needs: texts(profile.get("needs"), cx),
            weight: positive(&profile, "weight", cx).unwrap_or(1.0),
        });
    }
    found
}
