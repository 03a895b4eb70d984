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
    let states =
        [State::Graded, State::Graded, State::TooEarly, State::NoOverall, State::EndedAsPlanned, State::Dormant];
    let reports: Vec<_> = states.iter().enumerate().map(|(i, state)| fixture::group(&frame, i, *state)).collect();
    for report in &reports {
        pages.group(report, &notes, &mut out).unwrap();
    }
    let summaries: Vec<_> = reports.iter().map(|report| summary(&frame, report)).collect();
    let places = [fixture::place(&frame, &reports)];
    pages.site(&summaries, &places, &notes, &mut out).unwrap();
    files
}

#[test]
fn every_text_is_there_and_filled() {
    for (path, html) in site("") {
        for fault in ["page.", "messages/", "{n}", "{name}", "{value}", "status.", "{{", "{%"] {
            if let Some(at) = html.find(fault) {
                let around: String = html[at.saturating_sub(60)..].chars().take(120).collect();
                assert!(html[at..].starts_with("page.html"), "{path}: {fault} in …{around}…");
            }
        }
    }
}
