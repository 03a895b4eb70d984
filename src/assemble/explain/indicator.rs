//! An indicator, a dimension or a checklist in words.

use super::sheet::{Sheet, flat};
use crate::model::group::{GroupType, Platform};
use crate::playbook::indicator::Direction;
use crate::playbook::{ChecklistItems, Dimension, Indicator};
use crate::words::condition::{Speaker, digits, mark_of, unit_value};

/// The indicator with this index.
pub fn explain(speaker: &Speaker<'_>, at: usize, indicator: &Indicator) -> String {
    let words = speaker.words;
    let own = |attribute: &str| words.of("indicators", &indicator.id, attribute).to_owned();
    let mut sheet = Sheet::new(speaker, &indicator.id, &speaker.indicator(at), &about(speaker, indicator));
    sheet.text(&own("what"));
    sheet.under("explain.formula_title", &own("formula"));
    let lines = judging(&sheet, indicator);
    sheet.list("explain.judging", lines);
    sheet.list("explain.profiles", profiles(speaker, indicator));
    sheet.list("explain.not_for", indicator.not_for.iter().map(|test| flat(&speaker.said(test))).collect::<Vec<_>>());
    if let Some(list) = speaker.playbook.checklist(&indicator.id) {
        let items = list.items.iter().map(|(item, _)| speaker.with_id(&speaker.item(&list.id, item), item));
        sheet.list("explain.items", items.collect::<Vec<_>>());
    }
    let needs: Vec<String> = indicator.needs.iter().map(|name| speaker.with_id(&speaker.named(name), name)).collect();
    sheet.list("explain.needs_title", needs);
    sheet.sources(&indicator.sources);
    sheet.text(&own("note"));
    used(&mut sheet, at);
    sheet.done()
}

/// Kind, dimension, level and unit.
fn about(speaker: &Speaker<'_>, indicator: &Indicator) -> Vec<String> {
    let words = speaker.words;
    let mut about = vec![words.ui("explain.kind.indicator").to_owned()];
    let dimension = indicator.dimension.and_then(|at| speaker.playbook.dimensions.get(at));
    about.extend(dimension.map(|d| words.own_or(&d.name, "dimensions", &d.id, "name").0.to_owned()));
    about.push(words.ui(super::finding::level(indicator.level)).to_owned());
    let unit = words.ui(crate::words::text::unit_name(indicator.unit)).to_owned();
    about.push(words.say("explain.unit", &[("value", unit.into())]));
    about
}

/// Goalposts, lines with their marks, and the smallest denominator.
fn judging(sheet: &Sheet<'_>, indicator: &Indicator) -> Vec<String> {
    let (speaker, words) = (sheet.speaker, sheet.speaker.words);
    let mut lines = Vec::new();
    if let Some([zero, full]) = indicator.thresholds.goalposts {
        let places = [
            ("zero", unit_value(words, indicator, zero).into()),
            ("full", unit_value(words, indicator, full).into()),
            ("mark", mark_of(words, indicator.goal_mark).into()),
        ];
        lines.push(words.say("explain.goalposts", &places));
    }
    lines.extend(speaker.thresholds(indicator));
    if indicator.direction == Direction::Context {
        lines.push(words.ui("explain.context").to_owned());
    }
    if let Some(n) = indicator.minimum_n {
        lines.push(sheet.say("explain.minimum", &words.number(n, 0)));
    }
    lines
}

/// Lines of single platforms and types, where they differ.
fn profiles(speaker: &Speaker<'_>, indicator: &Indicator) -> Vec<String> {
    let words = speaker.words;
    let plain = speaker.lines(indicator, GroupType::Other, Platform::Mixed);
    let mut found = Vec::new();
    for platform in [Platform::Chat, Platform::Forum, Platform::Club] {
        let own = speaker.lines(indicator, GroupType::Other, platform);
        let posts = indicator.thresholds_for(GroupType::Other, platform).goalposts;
        if own == plain && posts == indicator.thresholds.goalposts {
            continue;
        }
        let mut parts = own;
        if let Some([zero, full]) = posts {
            let places = [
                ("zero", unit_value(words, indicator, zero).into()),
                ("full", unit_value(words, indicator, full).into()),
                ("mark", mark_of(words, indicator.goal_mark).into()),
            ];
            parts.insert(0, words.say("explain.goalposts", &places));
        }
        if indicator.direction_for(GroupType::Other, platform) == Direction::Context {
            parts = vec![words.ui("explain.context").to_owned()];
        }
        let name = words.ui(&format!("platform.{}", platform.id())).to_owned();
        found.push(
            words.say("explain.profile", &[("what", name.into()), ("lines", parts.join(speaker.semicolon()).into())]),
        );
    }
    for kind in [GroupType::Industry, GroupType::Interest, GroupType::Regional] {
        let weight = indicator.weight_for(kind, Platform::Mixed);
        if (weight - indicator.weight_for(GroupType::Other, Platform::Mixed)).abs() > 1e-9 {
            let name = words.ui(&format!("type.{}", kind.id())).to_owned();
            let places = [("what", name.into()), ("weight", words.number(weight, digits(weight)).into())];
            found.push(words.say("explain.type_weight", &places));
        }
    }
    found
}

/// The findings and the advice that rest on it.
fn used(sheet: &mut Sheet<'_>, at: usize) {
    let speaker = sheet.speaker;
    let findings = speaker.playbook.findings.iter().enumerate().filter(|(_, finding)| {
        let tested = finding.evidence.iter().any(|item| item.test.indicators().contains(&at));
        tested || finding.facet.as_ref().is_some_and(|facet| facet.of.contains(&at))
    });
    sheet.list("explain.used", findings.map(|(index, _)| speaker.finding(index)).collect::<Vec<_>>());
    let subject = crate::playbook::test::Subject::Indicator(at);
    let advice = speaker.playbook.advice.iter().enumerate().filter(|(_, advice)| {
        advice.when.indicators().contains(&at) || advice.effects.iter().any(|effect| effect.subject == subject)
    });
    sheet.list("explain.advice", advice.map(|(index, _)| speaker.advice(index)).collect::<Vec<_>>());
}

/// A dimension with its indicators.
pub fn dimension(speaker: &Speaker<'_>, at: usize, dimension: &Dimension) -> String {
    let words = speaker.words;
    let mut about = vec![words.ui("explain.kind.dimension").to_owned()];
    about.push(words.ui(super::finding::level(dimension.level)).to_owned());
    about.push(
        words.say("explain.weight", &[("value", words.number(dimension.weight, digits(dimension.weight)).into())]),
    );
    if dimension.core {
        about.push(words.ui("explain.core").to_owned());
    }
    let name = words.own_or(&dimension.name, "dimensions", &dimension.id, "name").0.to_owned();
    let mut sheet = Sheet::new(speaker, &dimension.id, &name, &about);
    let all = speaker.playbook.indicators.iter().enumerate();
    let members = all.filter(|(_, indicator)| indicator.dimension == Some(at));
    let members = members.map(|(index, indicator)| {
        let lines = speaker.lines(indicator, GroupType::Other, Platform::Mixed).join(speaker.semicolon());
        let lines = if lines.is_empty() { String::new() } else { format!(" · {lines}") };
        format!("{} {}{lines}", indicator.id, speaker.indicator(index))
    });
    sheet.list("explain.indicators", members.collect::<Vec<_>>());
    sheet.done()
}

/// A checklist with its items.
pub fn checklist(speaker: &Speaker<'_>, list: &ChecklistItems) -> String {
    let words = speaker.words;
    let name = words.own_or(&list.name, "checklists", &list.id, "name").0.to_owned();
    let mut sheet = Sheet::new(speaker, &list.id, &name, &[words.ui("explain.kind.checklist").to_owned()]);
    let items = list.items.iter().map(|(item, _)| speaker.with_id(&speaker.item(&list.id, item), item));
    sheet.list("explain.items", items.collect::<Vec<_>>());
    sheet.done()
}
