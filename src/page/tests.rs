//! What a reader would notice on the pages.

use super::{Pages, fixture};
use crate::model::Lang;
use crate::model::site::HantTerms;
use crate::report::summary::summary;
use crate::score::State;
use crate::words::Words;
use std::collections::BTreeMap;

/// Every page of a small site, by path.
fn site(markdown: &str) -> BTreeMap<String, String> {
    let frame = fixture::frame(&["zh-Hans", "zh-Hant", "en"], 7);
    let words: Vec<Words> =
        frame.site.languages.iter().map(|lang: &Lang| Words::load(lang, HantTerms::Taiwan).unwrap().unwrap()).collect();
    let pages = Pages::new(&frame, &words, &BTreeMap::new()).unwrap_or_else(|problems| panic!("{problems:?}"));
    let mut files = BTreeMap::new();
    let mut out = |path: String, bytes: Vec<u8>| {
        assert!(files.insert(path, String::from_utf8(bytes).unwrap()).is_none(), "written twice");
    };
    let notes = |_: &crate::model::note::Note| markdown.to_owned();
    let states = [
        State::Graded,
        State::Graded,
        State::TooEarly,
        State::NoOverall,
        State::EndedAsPlanned,
        State::Dormant,
        State::Withheld,
    ];
    let reports: Vec<_> = states.iter().enumerate().map(|(i, state)| fixture::group(&frame, i, *state)).collect();
    for report in &reports {
        pages.group(report, &notes, &mut out, &mut |_, _| {}).unwrap();
        pages.beside_group(report, &mut out).unwrap();
    }
    let summaries: Vec<_> = reports.iter().map(|report| summary(&frame, report)).collect();
    let places = [fixture::place(&frame, 0, &reports), fixture::place(&frame, 1, &[])];
    let flows = &reports[0].flows;
    let sensitivity = pages.sensitivity(&summaries);
    let whole = super::Site { groups: &summaries, places: &places, flows, sensitivity: sensitivity.as_ref() };
    for part in 0..pages.parts() {
        pages.site(part, whole, &notes, &mut out, &mut |_, _| {}).unwrap();
    }
    pages.indicators(&mut out, &mut |_, _| {}).unwrap();
    for report in &places {
        pages.place(report, &notes, &mut out, &mut |_, _| {}).unwrap();
    }
    files
}

#[test]
fn every_text_is_there_and_filled() {
    for (path, html) in site("") {
        for fault in ["messages/", "{n}", "{name}", "{value}", "status.", "{{", "{%", ">page.", "\"page.", " page."] {
            let Some(at) = html.find(fault) else { continue };
            let behind = html[at + fault.len()..].chars().next();
            // A sentence may end in the word.
            if fault != " page." || behind.is_some_and(|c| c.is_ascii_lowercase()) {
                let around: String = html[at..].chars().take(80).collect();
                panic!("{path}: {around}");
            }
        }
    }
}

#[test]
fn every_link_leads_to_a_page_that_is_written() {
    let files = site("");
    let external = ["https://", "http://", "mailto:", "#"];
    for (path, html) in &files {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for href in html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let file = href.split(['?', '#']).next().unwrap_or_default();
            let is_file = [".css", ".csv", ".json", ".svg"].iter().any(|end| file.ends_with(end));
            if is_file || external.iter().any(|start| href.starts_with(start)) {
                continue;
            }
            let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
            for part in file.split('/') {
                match part {
                    ".." => assert!(parts.pop().is_some(), "{path}: {href} leads out of the site"),
                    part => parts.push(part),
                }
            }
            assert!(files.contains_key(&parts.join("/")), "{path}: {href} leads nowhere");
        }
    }
}

/// The page that a link on `path` leads to.
fn target(path: &str, file: &str) -> String {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    if file.is_empty() {
        return path.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in file.split('/') {
        if part == ".." {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    parts.join("/")
}

#[test]
fn every_link_to_a_spot_finds_it() {
    let files = site("");
    let mut spots = 0;
    for (path, html) in &files {
        for href in html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let Some((file, spot)) = href.split_once('#').filter(|(file, _)| !file.contains("://")) else { continue };
            let page = &files[&target(path, file)];
            assert!(page.contains(&format!(" id=\"{spot}\"")), "{path}: {href} finds no spot");
            spots += 1;
        }
    }
    assert!(spots > 1000, "{spots} links to spots were followed");
}

#[test]
fn the_chain_can_be_walked_both_ways() {
    let files = site("");
    let group = &files["en/riverbend/group-0/index.html"];
    // Finding to advice and advice to finding, on the page; both to their rules; the rule to where it is seen.
    assert!(group.contains("<li id=\"a-s3.a3\">") && group.contains("href=\"#a-s3.a3\""));
    let finding = group.split("<li id=\"f-").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    assert!(group.contains(&format!("href=\"#f-{finding}\"")));
    assert!(group.contains(&format!("method/rules/index.html#f-{finding}")));
    let rules = &files["en/method/rules/index.html"];
    let rule = rules.split(&format!("id=\"f-{finding}\"")).nth(1).unwrap().split("</article>").next().unwrap();
    assert!(rule.contains("riverbend/group-0/index.html"), "the rule names where it is seen");
    assert!(rule.contains("href=\"../../method/") && rule.contains("#a-"), "and leads on to indicators and advice");
    // An indicator names the rules and the advice that use it.
    let indicator = &files["en/method/reply_coverage/index.html"];
    assert!(indicator.contains("rules/index.html#f-") && indicator.contains("rules/index.html#a-"));
}

#[test]
fn every_rule_has_its_spot_and_its_condition_in_words() {
    let files = site("");
    let frame = fixture::frame(&["en"], 1);
    for path in ["method/rules/index.html", "zh-Hant/method/rules/index.html", "en/method/rules/index.html"] {
        let html = &files[path];
        let findings = frame.playbook.findings.iter().map(|finding| format!("id=\"f-{}\"", finding.id));
        for spot in findings.chain(frame.playbook.advice.iter().map(|advice| format!("id=\"a-{}\"", advice.id))) {
            assert_eq!(html.matches(&spot).count(), 1, "{path}: {spot}");
        }
        assert!(!html.contains("explain."), "{path}: a condition without words");
    }
}

#[test]
fn a_plan_fits_its_promise_and_a_history_tells_when() {
    let files = site("");
    let plan = &files["en/riverbend/group-0/plan/index.html"];
    assert_eq!(plan.matches("<li><span class=\"box\"").count(), 4, "one box for each piece of advice");
    assert!(plan.contains("December 2026") && plan.contains("or more"), "threshold and date");
    assert!(files["en/riverbend/group-0/index.html"].contains("href=\"../../riverbend/group-0/plan/index.html\""));
    let past = &files["en/riverbend/group-0/history/index.html"];
    let place = |period: &str| past.find(&format!("id=\"p-{period}\"")).unwrap_or_default();
    assert!(place("2026-10") > 0 && place("2026-10") < place("2026-09"), "the newest period first");
    assert!(past.contains("<i>new</i>"), "a finding that was not seen before is told");
    let (table, _) = past.split_once("<article").unwrap_or_default();
    assert!(table.contains("class=\"co\""), "when each finding was seen, as a bar and in numbers");
    assert!(files["en/riverbend/plan/index.html"].contains("class=\"plan\""), "a place has one too");
}

#[test]
fn lists_of_names_are_lists() {
    for (path, html) in site("") {
        assert!(!html.contains("</a> · <a"), "{path}: names joined by a dot");
    }
}
