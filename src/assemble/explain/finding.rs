//! A finding in words: what it claims, on what evidence, what speaks against it, and the chain it stands in.

use super::sheet::{Sheet, flat};
use crate::playbook::test::Subject;
use crate::playbook::{Finding, FindingKind, Level, Test};
use crate::words::condition::{Speaker, digits};

/// The finding with this index.
pub fn explain(speaker: &Speaker<'_>, at: usize, finding: &Finding) -> String {
    let words = speaker.words;
    let text = |own, attribute| words.own_or(own, "findings", &finding.id, attribute).0.to_owned();
    let mut sheet = Sheet::new(speaker, &finding.id, &text(&finding.name, "name"), &about(speaker, finding));
    sheet.text(&text(&finding.claim, "claim"));
    evidence(&mut sheet, finding);
    sheet.list("explain.counter", finding.counter.iter().map(|test| flat(&speaker.said(test))));
    sheet.list("explain.not_for", finding.not_for.iter().map(|test| flat(&speaker.said(test))));
    let caution = words.own_or(&finding.caution, "findings", &finding.id, "caution").0;
    sheet.under("explain.caution", caution);
    sheet.under("explain.decided", &decided(speaker, finding));
    chain(&mut sheet, at, finding);
    let beside = finding.shows.iter().filter_map(Subject::indicator);
    let tests = finding.evidence.iter().map(|item| &item.test).chain(&finding.counter).chain(&finding.not_for);
    sheet.named(tests.flat_map(Test::findings), finding.indicators().into_iter().chain(beside));
    sheet.text(words.ui("explain.wording"));
    sheet.done()
}

/// Kind, level, and the term with the number of its article.
fn about(speaker: &Speaker<'_>, finding: &Finding) -> Vec<String> {
    let words = speaker.words;
    let kind = match finding.kind {
        FindingKind::Cause => "explain.kind.cause",
        FindingKind::Effect => "explain.kind.effect",
        FindingKind::Value => "explain.kind.value",
        FindingKind::Facet => "explain.kind.facet",
        FindingKind::Type => "explain.kind.type",
        FindingKind::Remark => "explain.kind.remark",
    };
    let mut about = vec![words.ui(kind).to_owned(), words.ui(level(finding.level)).to_owned()];
    let term = words.of("findings", &finding.id, "term");
    if let Some(seed) = finding.seed.filter(|_| !term.is_empty()) {
        about.push(words.say("explain.term", &[("term", term.to_owned().into()), ("number", seed.to_string().into())]));
    }
    about
}

/// The word of a level.
pub fn level(level: Level) -> &'static str {
    match level {
        Level::Group => "explain.level.group",
        Level::Place => "explain.level.place",
    }
}

fn evidence(sheet: &mut Sheet<'_>, finding: &Finding) {
    let speaker = sheet.speaker;
    let lines = finding.evidence.iter().map(|item| {
        let test = flat(&speaker.weighed(item));
        if item.defining { format!("★ {test}") } else { test }
    });
    let lines: Vec<String> = lines.collect();
    sheet.list("explain.evidence", lines);
    if let Some(facet) = &finding.facet {
        let dimension = facet.dimension.and_then(|at| speaker.playbook.dimensions.get(at));
        let dimension = dimension.map(|d| speaker.words.own_or(&d.name, "dimensions", &d.id, "name").0.to_owned());
        let parts = dimension.into_iter().chain(facet.of.iter().map(|at| speaker.indicator(*at)));
        sheet.list("explain.facet", parts.collect::<Vec<_>>());
    }
    let shows = finding.shows.iter().map(|subject| speaker.subject(subject));
    sheet.list("explain.shows", shows.collect::<Vec<_>>());
}

/// How the result comes about, with the constants in force.
fn decided(speaker: &Speaker<'_>, finding: &Finding) -> String {
    let words = speaker.words;
    let judging = &speaker.playbook.judging;
    if finding.is_context() {
        return words.ui("explain.decided.context").to_owned();
    }
    if let Some(facet) = &finding.facet {
        return words.say("explain.decided.facet", &[("value", words.number(facet.weak_below, 0).into())]);
    }
    let number = |value: f64| words.number(value, digits(value));
    let places = [
        ("likely", number(judging.likely[0]).into()),
        ("most", number(judging.likely[1]).into()),
        ("items", judging.items.to_string().into()),
        ("possible", number(judging.possible[0]).into()),
        ("some", number(judging.possible[1]).into()),
        ("half", number(judging.not_seen).into()),
        ("hint", number(judging.strength[0]).into()),
        ("indicated", number(judging.strength[1]).into()),
        ("established", number(judging.strength[2]).into()),
        ("periods", judging.persistent_periods.to_string().into()),
    ];
    let mut text = words.say("explain.decided.rule", &places);
    let more = match finding.kind {
        FindingKind::Value => Some("explain.decided.value"),
        _ if finding.needs > 0 => Some("explain.decided.two"),
        _ => None,
    };
    if let Some(key) = more {
        text.push_str(words.ui("list.sentence"));
        text.push_str(words.ui(key));
    }
    text
}

/// What it follows, what follows it, what it is a part of, and the advice that serves it.
fn chain(sheet: &mut Sheet<'_>, at: usize, finding: &Finding) {
    let speaker = sheet.speaker;
    let lagged = |other: usize, (least, most): (usize, usize)| {
        let places = [
            ("what", speaker.finding(other).into()),
            ("least", least.to_string().into()),
            ("most", most.to_string().into()),
        ];
        speaker.words.say("explain.lagged", &places)
    };
    let causes: Vec<String> = finding.follows.iter().map(|cause| lagged(*cause, finding.lag)).collect();
    sheet.list("explain.causes", causes);
    let all = || speaker.playbook.findings.iter().enumerate();
    let effects = all().filter(|(_, other)| other.follows.contains(&at)).map(|(index, other)| lagged(index, other.lag));
    sheet.list("explain.effects", effects.collect::<Vec<_>>());
    let rests = |other: &Finding| other.evidence.iter().any(|item| item.test.findings().contains(&at));
    let whole = all().filter(|(_, other)| rests(other)).map(|(index, _)| speaker.finding(index));
    sheet.list("explain.part_of", whole.collect::<Vec<_>>());
    sheet.list("explain.advice", finding.advice.iter().map(|advice| speaker.advice(*advice)).collect::<Vec<_>>());
}
