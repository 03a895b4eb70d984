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
        pages.group(report, &notes, &mut out).unwrap();
    }
    let summaries: Vec<_> = reports.iter().map(|report| summary(&frame, report)).collect();
    let places = [fixture::place(&frame, 0, &reports), fixture::place(&frame, 1, &[])];
    let flows = &reports[0].flows;
    pages.site(super::Site { groups: &summaries, places: &places, flows }, &notes, &mut out).unwrap();
    for report in &places {
        pages.place(report, &notes, &mut out).unwrap();
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
            let file = href.split('#').next().unwrap_or_default();
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
