//! Reads the statistical kind of an indicator with its inputs, and registers the fields a site brings.

use super::names::Context;
use super::node::{Map, Node, one_of};
use super::words::{KINDS, LISTS, MAPS, STAFF, TAKEN};
use crate::model::field::{FieldId, Kind};
use crate::playbook::indicator::{EventKind, EventMeasure, IntervalMethod, Measure, Normalise, Unit};

/// Reads `measure:`; the flag says whether unknown fields are a site's own and may be registered.
pub fn read(node: &Node<'_>, own: bool, cx: &mut Context<'_>) -> Option<Measure> {
    let map = node.map(cx.faults)?;
    let Some((kind, value)) = KINDS.iter().find_map(|kind| Some((*kind, map.get(kind)?))) else {
        let found = map.entries().next().map(|(key, _)| key).unwrap_or_default();
        let message = format!("`{found}` is not a statistical kind");
        cx.faults.add(node, "unknown-measure", message, one_of(found, KINDS));
        return None;
    };
    map.only(&[kind], cx.faults);
    let inner = || (value.value.is_mapping()).then_some(&value);
    match kind {
        "given" => return Some(Measure::Given(field(&value, Kind::Own, own, cx)?)),
        "checklist" => return cx.checklist(&value).map(|(id, _)| Measure::Checklist { id: id.as_str().into() }),
        "days_since" => {
            return value.choice(&[("last_item_date", ())], cx.faults).map(|()| Measure::DaysSince);
        }
        "months_since" => {
            return value.choice(&[("last_evaluation", ())], cx.faults).map(|()| Measure::MonthsSince);
        }
        "count" | "count_per_30_days" if inner().is_none() => {
            return Some(Measure::Count { of: field(&value, Kind::Things, own, cx)? });
        }
        "share" if inner().is_none() => return share(&value, own, cx),
        _ => {}
    }
    let inner = value.map(cx.faults)?;
    match kind {
        "proportion" | "rate" | "ratio" | "churn" | "growth" | "mean" | "count" | "count_per_30_days" => {
            of_counts(kind, &inner, own, cx)
        }
        "net_score" | "balance" | "largest_share" => of_answers(kind, &inner, own, cx),
        "share_mean" | "place_sum" | "place_groups" | "place_ratio" | "place_operators" | "type_evenness" => {
            of_places(kind, &inner, own, cx)
        }
        _ => of_lists(kind, &inner, own, cx),
    }
}

/// The interval that a kind has unless the entry names another.
pub fn usual_interval(measure: &Measure) -> IntervalMethod {
    match measure {
        Measure::Proportion { .. }
        | Measure::ProportionOfMap { .. }
        | Measure::Share { .. }
        | Measure::Churn { .. }
        | Measure::LargestShare { .. }
        | Measure::ShareMean { .. }
        | Measure::PlaceOperators => IntervalMethod::Wilson,
        Measure::Rate { .. } | Measure::PlaceSum { .. } | Measure::PlaceGroups { .. } => IntervalMethod::Poisson,
        Measure::CensoredMedian { .. } | Measure::Survival { .. } => IntervalMethod::KaplanMeier,
        Measure::Median { .. } => IntervalMethod::OrderStatistic,
        Measure::Gini | Measure::TopShare { .. } => IntervalMethod::Bootstrap,
        Measure::Net { .. } => IntervalMethod::Normal,
        _ => IntervalMethod::None,
    }
}

/// The unit that a kind has unless the entry names another.
pub fn usual_unit(measure: &Measure) -> Unit {
    match measure {
        Measure::Proportion { .. }
        | Measure::ProportionOfMap { .. }
        | Measure::Share { .. }
        | Measure::Churn { .. }
        | Measure::Growth { .. }
        | Measure::LargestShare { .. }
        | Measure::Survival { .. }
        | Measure::TopShare { .. }
        | Measure::ShareMean { .. }
        | Measure::PlaceOperators
        | Measure::Goals
        | Measure::DataCoverage => Unit::Percent,
        Measure::CensoredMedian { .. } => Unit::Hours,
        Measure::Gini | Measure::Evenness { .. } | Measure::TypeEvenness | Measure::Diversity { .. } => Unit::Index,
        Measure::Checklist { .. } => Unit::Points,
        Measure::MonthsSince => Unit::Months,
        Measure::DaysSince => Unit::Days,
        Measure::AbsenceFactor { .. } => Unit::Persons,
        Measure::Net { .. } => Unit::Net,
        Measure::Ratio { .. } | Measure::StaffRatio { .. } | Measure::Rate { .. } | Measure::CostRatio => Unit::Ratio,
        _ => Unit::Count,
    }
}

/// How the length of a period enters unless the entry says otherwise.
pub fn usual_normalise(kind_of_count: bool, measure: &Measure) -> Normalise {
    match measure {
        Measure::Churn { .. } => Normalise::Flow30,
        Measure::Count { .. } if kind_of_count => Normalise::Count30,
        _ => Normalise::None,
    }
}

fn of_counts(kind: &str, map: &Map<'_>, own: bool, cx: &mut Context<'_>) -> Option<Measure> {
    match kind {
        "proportion" => proportion(map, own, cx),
        "rate" => {
            map.only(&["of", "per", "times"], cx.faults);
            let of = fields(&map.need("of", cx.faults)?, Kind::Own, own, cx)?;
            let per = fields(&map.need("per", cx.faults)?, Kind::Own, own, cx)?;
            let times = map.get("times").map_or(Some(1.0), |node| node.number(cx.faults))?;
            Some(Measure::Rate { of, per, times })
        }
        "ratio" => {
            map.only(&["of", "out_of"], cx.faults);
            let of = fields(&map.need("of", cx.faults)?, Kind::Own, own, cx)?;
            let below = map.need("out_of", cx.faults)?;
            if let Some((_, staff)) = STAFF.iter().find(|(name, _)| below.value.as_str() == Some(name)) {
                return Some(Measure::StaffRatio { of, staff: *staff });
            }
            Some(Measure::Ratio { of, out_of: fields(&below, Kind::Own, own, cx)? })
        }
        "churn" => {
            map.only(&["of", "minus"], cx.faults);
            let of = fields(&map.need("of", cx.faults)?, Kind::Persons, own, cx)?;
            let minus = map.get("minus").map_or(Some(Vec::new()), |node| fields(&node, Kind::Persons, own, cx))?;
            Some(Measure::Churn { of, minus })
        }
        "growth" => {
            map.only(&["from", "to"], cx.faults);
            let from = field(&map.need("from", cx.faults)?, Kind::Own, own, cx)?;
            Some(Measure::Growth { from, to: field(&map.need("to", cx.faults)?, Kind::Own, own, cx)? })
        }
        "mean" => {
            map.only(&["of", "out_of"], cx.faults);
            let of = field(&map.need("of", cx.faults)?, Kind::Own, own, cx)?;
            Some(Measure::Mean { of, out_of: field(&map.need("out_of", cx.faults)?, Kind::Own, own, cx)? })
        }
        _ => {
            map.only(&["of"], cx.faults);
            Some(Measure::Count { of: field(&map.need("of", cx.faults)?, Kind::Things, own, cx)? })
        }
    }
}

/// Own fields of a proportion are taken for counts of persons, which are protected when small, unless the playbook
/// says under `fields:` what they count, or the other side is a known count of things.
fn proportion(map: &Map<'_>, own: bool, cx: &mut Context<'_>) -> Option<Measure> {
    map.only(&["of", "out_of"], cx.faults);
    let above = map.need("of", cx.faults)?;
    let below = map.need("out_of", cx.faults)?;
    let known = |node: &Node<'_>, cx: &Context<'_>| {
        node.items().iter().find_map(|item| Some(cx.fields.kind(cx.fields.id(item.value.as_str()?)?)))
    };
    let kind = match known(&below, cx).or_else(|| known(&above, cx)) {
        Some(Kind::Things) => Kind::Things,
        _ => Kind::Persons,
    };
    let of = fields(&above, kind, own, cx)?;
    let map = MAPS.iter().find(|(name, _)| below.value.as_str() == Some(name));
    if let (Some((_, map)), [of]) = (map, of.as_slice()) {
        return Some(Measure::ProportionOfMap { of: *of, out_of: *map });
    }
    Some(Measure::Proportion { of, out_of: fields(&below, kind, own, cx)? })
}

fn of_answers(kind: &str, map: &Map<'_>, own: bool, cx: &mut Context<'_>) -> Option<Measure> {
    if kind == "largest_share" {
        map.only(&["fields", "unknown", "leading", "unknown_limit"], cx.faults);
        let parts = fields(&map.need("fields", cx.faults)?, Kind::Persons, own, cx)?;
        let unknown = field(&map.need("unknown", cx.faults)?, Kind::Persons, own, cx)?;
        let leading = map.get("leading").map_or(Some(1.0 / parts.len() as f64), |node| node.number(cx.faults))?;
        let unknown_limit = map.get("unknown_limit").map_or(Some(0.5), |node| node.number(cx.faults))?;
        return Some(Measure::LargestShare { fields: parts, unknown, leading, unknown_limit });
    }
    map.only(&["plus", "minus", "out_of", "times"], cx.faults);
    let plus = field(&map.need("plus", cx.faults)?, Kind::Persons, own, cx)?;
    let minus = field(&map.need("minus", cx.faults)?, Kind::Persons, own, cx)?;
    let out_of = fields(&map.need("out_of", cx.faults)?, Kind::Persons, own, cx)?;
    let usual = if kind == "net_score" { 100.0 } else { 1.0 };
    let times = map.get("times").map_or(Some(usual), |node| node.number(cx.faults))?;
    Some(Measure::Net { plus, minus, out_of, times })
}

fn of_lists(kind: &str, map: &Map<'_>, own: bool, cx: &mut Context<'_>) -> Option<Measure> {
    let known: &[&str] = match kind {
        "median" => &["list", "summary"],
        "censored_median" => &["list", "open", "summary"],
        "survival" => &["list", "at"],
        "gini" => &["list", "summary"],
        "top_share" | "absence_factor" => &["list", "share", "summary"],
        "evenness" => &["map", "categories"],
        "diversity" => &["map"],
        "events" => &["measure", "kind"],
        _ => &[],
    };
    map.only(known, cx.faults);
    let number = |key: &'static str, usual: f64, cx: &mut Context<'_>| {
        map.get(key).map_or(Some(usual), |node| node.number(cx.faults))
    };
    match kind {
        "median" => {
            let list = map.need("list", cx.faults)?.choice(LISTS, cx.faults)?;
            let summary = match map.get("summary") {
                Some(node) => Some(field(&node, Kind::Amount, own, cx)?),
                None => None,
            };
            Some(Measure::Median { list, summary })
        }
        "censored_median" => {
            let list = map.need("list", cx.faults)?.choice(LISTS, cx.faults)?;
            Some(Measure::CensoredMedian { list })
        }
        "survival" => Some(Measure::Survival { at: number("at", 12.0, cx)? }),
        "gini" => Some(Measure::Gini),
        "top_share" => Some(Measure::TopShare { share: number("share", 0.1, cx)? }),
        "absence_factor" => Some(Measure::AbsenceFactor { share: number("share", 0.5, cx)? }),
        "evenness" => Some(Measure::Evenness {
            map: map.need("map", cx.faults)?.choice(MAPS, cx.faults)?,
            categories: map.need("categories", cx.faults)?.whole(2, 1000, cx.faults)?,
        }),
        "diversity" => Some(Measure::Diversity { map: map.need("map", cx.faults)?.choice(MAPS, cx.faults)? }),
        "events" => events(map, cx),
        "goals" => Some(Measure::Goals),
        "channels" => Some(Measure::Channels),
        "cost_ratio" => Some(Measure::CostRatio),
        _ => Some(Measure::DataCoverage),
    }
}

fn events(map: &Map<'_>, cx: &mut Context<'_>) -> Option<Measure> {
    const MEASURES: &[(&str, EventMeasure)] =
        &[("rate", EventMeasure::Rate), ("attendance", EventMeasure::Attendance), ("show", EventMeasure::Show)];
    const EVENTS: &[(&str, EventKind)] =
        &[("any", EventKind::Any), ("online", EventKind::Online), ("offline", EventKind::Offline)];
    let measure = map.need("measure", cx.faults)?.choice(MEASURES, cx.faults)?;
    let kind = map.get("kind").map_or(Some(EventKind::Any), |node| node.choice(EVENTS, cx.faults))?;
    Some(Measure::Events { measure, kind })
}

fn of_places(kind: &str, map: &Map<'_>, own: bool, cx: &mut Context<'_>) -> Option<Measure> {
    let number = |key: &'static str, usual: f64, cx: &mut Context<'_>| {
        map.get(key).map_or(Some(usual), |node| node.number(cx.faults))
    };
    match kind {
        "share_mean" => {
            map.only(&["of"], cx.faults);
            let mut of = Vec::new();
            for item in map.need("of", cx.faults)?.items() {
                let Measure::Share { share, yes, n } = share(&item, own, cx)? else { return None };
                of.push([share, yes, n]);
            }
            Some(Measure::ShareMean { of })
        }
        "place_sum" => {
            map.only(&["of", "per", "times"], cx.faults);
            let of = field(&map.need("of", cx.faults)?, Kind::Own, own, cx)?;
            let per = field(&map.need("per", cx.faults)?, Kind::Own, own, cx)?;
            Some(Measure::PlaceSum { of, per, times: number("times", 1.0, cx)? })
        }
        "place_groups" => {
            map.only(&["per", "times"], cx.faults);
            let per = field(&map.need("per", cx.faults)?, Kind::Own, own, cx)?;
            Some(Measure::PlaceGroups { per, times: number("times", 1.0, cx)? })
        }
        "place_ratio" => {
            map.only(&["of", "out_of"], cx.faults);
            map.need("out_of", cx.faults)?.choice(&[("groups_active", ())], cx.faults)?;
            Some(Measure::PlaceRatio { of: field(&map.need("of", cx.faults)?, Kind::Own, own, cx)? })
        }
        "place_operators" => Some(Measure::PlaceOperators),
        _ => Some(Measure::TypeEvenness),
    }
}

fn share(node: &Node<'_>, own: bool, cx: &mut Context<'_>) -> Option<Measure> {
    let share = field(node, Kind::Share, own, cx)?;
    let name = cx.fields.name(share).to_owned();
    let yes = cx.fields.register(&format!("{name}.yes"), Kind::Persons);
    let n = cx.fields.register(&format!("{name}.n"), Kind::Persons);
    Some(Measure::Share { share, yes, n })
}

fn fields(node: &Node<'_>, kind: Kind, own: bool, cx: &mut Context<'_>) -> Option<Vec<FieldId>> {
    let items = node.items();
    let found: Vec<_> = items.iter().filter_map(|item| field(item, kind, own, cx)).collect();
    (!found.is_empty() && found.len() == items.len()).then_some(found)
}

/// A known field, or one that a site brings.
fn field(node: &Node<'_>, kind: Kind, own: bool, cx: &mut Context<'_>) -> Option<FieldId> {
    let name = node.text(cx.faults)?;
    if let Some(id) = cx.fields.id(name) {
        return Some(id);
    }
    let taken = |table: &[&str]| table.contains(&name);
    let list = LISTS.iter().any(|(have, _)| *have == name) || MAPS.iter().any(|(have, _)| *have == name);
    let plain =
        !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "_.".contains(c));
    if own && plain && !list && !taken(TAKEN) && !STAFF.iter().any(|(have, _)| *have == name) {
        return Some(cx.fields.register(name, kind));
    }
    let known: Vec<_> = cx.fields.iter().map(|(_, name, _)| name).collect();
    let message = format!("`{name}` cannot be a measured number");
    let help = if own && !list {
        "use lower-case letters, digits, `_` and `.`, and no name that the format uses otherwise".to_owned()
    } else {
        one_of(name, &known)
    };
    cx.faults.add(node, "unknown-field", message, help);
    None
}
