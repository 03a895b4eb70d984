//! `group.yaml` with its table and its notes: one group.

use super::context::Context;
use super::continuity;
use super::convert;
use super::fault::{Faults, Spot, Yaml};
use super::governance::Known;
use super::layout::Folder;
use super::lists;
use super::measured::{self, Measured};
use super::notes::{self, Shelf};
use super::raw::{RawGroup, RawLifespan};
use super::raw_periods::RawPeriods;
use super::shape::{FileKind, LIFESPANS, PLATFORMS, TYPES};
use super::slots::Owner;
use super::table::Table;
use super::yaml;
use super::yaml::typed::{List, Moment, Number, Text};
use crate::model::group::{Group, GroupType, Lifespan, Platform};
use crate::model::period::Granularity;
use crate::model::{Localized, Period, Series, SitePath};
use crate::problem::Problem;

/// Reads one group, so far without its notes. It is there whenever enough of it could be read to go on checking.
pub fn group(folder: &Folder, context: &Context<'_>) -> (Option<Group>, Shelf, Vec<Problem>) {
    let mut problems = Vec::new();
    let group = read(folder, context, &mut problems);
    let shelf = notes::notes(context.tree, &folder.notes, context.languages, context.drafts, &mut problems);
    (group, shelf, problems)
}

fn read(folder: &Folder, context: &Context<'_>, problems: &mut Vec<Problem>) -> Option<Group> {
    let source = context.source(folder.main.as_ref(), problems)?;
    let table_source = context.source(folder.table.as_ref(), problems);
    let slots = &context.group_slots;
    let yaml = Yaml::file(&source);
    let (raw, found) = yaml::read(&yaml, FileKind::Group.shape(), slots, |raw: &RawGroup| {
        raw.periods.as_ref().is_none_or(|periods| measured::fits(periods, slots))
    });
    problems.extend(found);
    let table = table_source.as_ref().map(|source| Table::read(source, slots, problems));
    let mut faults = Faults::default();
    let mut raw = raw?;
    let periods = raw.periods.take();
    let series = series(periods.as_ref(), table.as_ref(), context, (&mut faults, problems));
    let group = checked(raw, folder, series, context, &mut faults);
    problems.extend(yaml.locate(faults.0));
    Some(group)
}

fn series(
    raw: Option<&RawPeriods>,
    table: Option<&Table<'_>>,
    context: &Context<'_>,
    (faults, problems): (&mut Faults, &mut Vec<Problem>),
) -> Series {
    let with = (&context.group_slots, context.fields);
    let (series, mut measured) = Measured::series(raw, table, with, &[], (faults, problems));
    context.rules.check(&series, &mut measured);
    continuity::stock_and_flow(&series, context.fields, &mut measured);
    lists::check(&series, context.fields, &mut measured);
    lists::money(&series, context.fields, &mut measured);
    continuity::jumps(&series, context.fields, &mut measured);
    if let (Some(expected), Some(first)) = (context.granularity, series.periods().first())
        && first.granularity() != expected
    {
        let message = format!("`site.yaml` says that groups report by the {}, but here is `{first}`", word(expected));
        let help = "that is allowed; delete `period` in `site.yaml` if groups report in different ways";
        measured.faults.warn(Spot::key("periods"), "other-period", message, help);
    }
    series
}

fn word(granularity: Granularity) -> &'static str {
    match granularity {
        Granularity::Week => "week",
        Granularity::Month => "month",
        Granularity::Quarter => "quarter",
        Granularity::Year => "year",
    }
}

fn checked(raw: RawGroup, folder: &Folder, series: Series, context: &Context<'_>, faults: &mut Faults) -> Group {
    let RawGroup {
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
        periods: _,
    } = raw;
    let known = Known { playbook: context.playbook, languages: context.languages, owner: Owner::Group };
    let kind = kind.map_or(GroupType::Other, |raw| group_type(&raw, faults));
    let mut count =
        |raw: Option<Number>, name: &str| raw.and_then(|raw| convert::count(raw, name, Spot::key(name), faults));
    let capacity = count(capacity, "capacity");
    let [operators, operators_trained, moderators] =
        [count(operators, "operators"), count(operators_trained, "operators_trained"), count(moderators, "moderators")];
    if let (Some(trained), Some(all)) = (operators_trained, operators)
        && trained > all
    {
        let message = format!("`operators_trained` is {trained}, more than `operators` ({all})");
        let help = "count trained operators among all operators";
        faults.error(Spot::key("operators_trained"), "more-than-whole", message, help);
    }
    full(capacity, &series, context, faults);
    Group {
        path: SitePath::new(&folder.path),
        place: folder.place,
        name: {
            let name = needed_name(name.as_ref(), context, faults);
            like_a_formula(&name, faults);
            name
        },
        kind,
        platform: platform.map_or(Platform::Mixed, |raw| checked_platform(&raw, faults)),
        channels: checked_channels(channels, faults),
        lifespan: lifespan.map_or(Lifespan::Ongoing, |raw| checked_lifespan(raw, faults)),
        founded: checked_founding(founded, &series, faults),
        capacity,
        operators,
        operators_trained,
        moderators,
        last_evaluation: last_evaluation.and_then(|raw| convert::date(&raw.0, Spot::key("last_evaluation"), faults)),
        goals: known.goals(goals, faults),
        checklists: known.checklists(checklists, kind, faults),
        not_applicable: known.not_applicable(not_applicable, faults),
        renewals: known.renewals(renewals, faults),
        actions: known.actions(actions, faults),
        series,
        unfinished: None,
        notes: Vec::new(),
    }
}

/// When the group was founded, which is before it was first measured.
fn checked_founding(raw: Option<Moment>, series: &Series, faults: &mut Faults) -> Option<Period> {
    let founded = convert::period(&raw?, Spot::key("founded"), faults)?;
    if let Some(first) = series.periods().first()
        && founded.first_day() > first.last_day()
    {
        let message = format!("the group was founded in {founded}, but measured already in {first}");
        faults.warn(
            Spot::key("founded"),
            "wrong-order",
            message,
            "correct the period of the founding, or that of the data",
        );
    }
    Some(founded)
}

/// A name that a spreadsheet would run: `groups.csv` holds names as they are, because it is data and not a worksheet.
fn like_a_formula(name: &Localized, faults: &mut Faults) {
    let first = name.entries().filter_map(|(_, text)| text.chars().next()).find(|c| matches!(c, '=' | '+' | '-' | '@'));
    if let Some(first) = first {
        let message = format!("a name that begins with `{first}` is a formula to spreadsheet programs");
        let help = "begin it with a letter or a digit: whoever opens the data files in a spreadsheet is safe then";
        faults.warn(Spot::key("name"), "like-a-formula", message, help);
    }
}

/// The name of a place or group, which must be there.
pub fn needed_name(
    raw: Option<&super::yaml::typed::LocalText>,
    context: &Context<'_>,
    faults: &mut Faults,
) -> Localized {
    match raw {
        Some(name) => convert::local(name, &Spot::key("name"), context.languages, faults),
        None => {
            let help = "add `name:` with the name that readers know it by";
            faults.error(Spot::lacking("name"), "missing-key", "`name` is missing", help);
            Localized::default()
        }
    }
}

fn group_type(raw: &Text, faults: &mut Faults) -> GroupType {
    match convert::word(&raw.0, TYPES, "type of group", Spot::key("type"), faults) {
        Some(0) => GroupType::Industry,
        Some(1) => GroupType::Interest,
        Some(2) => GroupType::Regional,
        _ => GroupType::Other,
    }
}

fn checked_platform(raw: &Text, faults: &mut Faults) -> Platform {
    match convert::word(&raw.0, PLATFORMS, "platform", Spot::key("platform"), faults) {
        Some(0) => Platform::Chat,
        Some(1) => Platform::Forum,
        Some(2) => Platform::Club,
        _ => Platform::Mixed,
    }
}

fn checked_channels(raw: Option<List<Text>>, faults: &mut Faults) -> Vec<Box<str>> {
    let mut channels: Vec<Box<str>> = Vec::new();
    for (at, Text(raw)) in raw.unwrap_or_default().0.iter().enumerate() {
        let spot = Spot::key("channels").item(at);
        let Some(channel) = convert::text(raw, spot.clone(), faults) else { continue };
        if channels.contains(&channel) {
            faults.error(spot, "duplicate", format!("`{channel}` is listed twice"), "delete one of the two");
        } else {
            channels.push(channel);
        }
    }
    channels
}

fn checked_lifespan(raw: RawLifespan, faults: &mut Faults) -> Lifespan {
    let spot = Spot::key("lifespan");
    match raw {
        RawLifespan::Word(word) => {
            if &*word != "ongoing" {
                let help = "write `ongoing`, or `{from: 2026-03-01, until: 2026-09-30}`";
                let message = format!("`{word}` is not a span of life (it can be `{}`, or two days)", LIFESPANS[0]);
                faults.error(spot, "unknown-word", message, help);
            }
            Lifespan::Ongoing
        }
        RawLifespan::Days(days) => {
            let from = convert::date(&days.from.0, spot.clone().then("from"), faults);
            let until = convert::date(&days.until.0, spot.clone().then("until"), faults);
            match (from, until) {
                (Some(from), Some(until)) if until < from => {
                    let message = format!("the group ends on {until}, before it begins on {from}");
                    faults.error(spot.then("until"), "wrong-order", message, "swap the two days, or correct one");
                    Lifespan::Ongoing
                }
                (Some(from), Some(until)) => Lifespan::TimeBoxed(from, until),
                _ => Lifespan::Ongoing,
            }
        }
    }
}

/// More members than the platform allows.
fn full(capacity: Option<u32>, series: &Series, context: &Context<'_>, faults: &mut Faults) {
    let (Some(capacity), Some(members)) = (capacity, context.fields.id("members_end")) else { return };
    for (row, period) in series.periods().iter().enumerate() {
        if let Some(count) = series.get(members, row).filter(|count| *count > f64::from(capacity)) {
            let message = format!("{count} members in {period} are more than `capacity` allows ({capacity})");
            let help = "check both numbers; if the platform has raised its limit, write the new one";
            faults.warn(Spot::key("capacity"), "above-capacity", message, help);
            return;
        }
    }
}
