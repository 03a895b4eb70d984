//! A language is one file: a made-up one, generated here from the English texts, is complete, writes pages, and when
//! a text is taken from it, that text is named.

#![allow(clippy::unwrap_used, reason = "a test stops at the first fault")]

use commonweal::assemble::frame::frame;
use commonweal::load::{self, MemoryTree};
use commonweal::model::Lang;
use commonweal::model::site::HantTerms;
use commonweal::page::{Pages, Site};
use commonweal::words::Words;
use commonweal::words::complete::gaps;
use commonweal::words::languages::{LANGUAGES, tag_of};
use serde_yaml::{Mapping, Value};
use std::collections::BTreeMap;

/// Every text of the English files in brackets, as one file of the language `qps`.
fn made_up() -> Value {
    let english = LANGUAGES.iter().find(|entry| entry.tag == "en").unwrap();
    let mut all = Value::Mapping(Mapping::new());
    for (_, yaml) in english.files {
        merge(&mut all, serde_yaml::from_str(yaml).unwrap());
    }
    for (key, text) in all.as_mapping_mut().unwrap() {
        if key.as_str() != Some("language") {
            bracket(text);
        }
    }
    let language = all["language"].as_mapping_mut().unwrap();
    language.insert("tag".into(), "qps".into());
    language.insert("self".into(), "⟦English⟧".into());
    all
}

fn merge(into: &mut Value, from: Value) {
    match (into, from) {
        (Value::Mapping(into), Value::Mapping(from)) => {
            for (key, value) in from {
                match into.get_mut(&key) {
                    Some(have) => merge(have, value),
                    None => {
                        into.insert(key, value);
                    }
                }
            }
        }
        (into, from) => *into = from,
    }
}

fn bracket(text: &mut Value) {
    match text {
        Value::String(text) => *text = format!("⟦{text}⟧"),
        Value::Mapping(map) => map.iter_mut().for_each(|(_, text)| bracket(text)),
        _ => {}
    }
}

fn words(texts: &Value) -> Words {
    let yaml = serde_yaml::to_string(texts).unwrap();
    Words::with(&Lang::new("qps"), &[("qps.yaml", &yaml)], HantTerms::Taiwan).unwrap()
}

fn english() -> Words {
    Words::load(&Lang::new("en"), HantTerms::Taiwan).unwrap().unwrap()
}

#[test]
fn one_file_is_a_whole_language_and_writes_pages() {
    let words = words(&made_up());
    assert!(gaps(&words, &english()).is_none(), "{:#?}", gaps(&words, &english()));
    let tree = MemoryTree::new([("site.yaml", "title: A test\n"), ("town/place.yaml", "name: Town\n")]);
    let community = *load::community(&tree, &load::Options::default()).site.unwrap();
    let mut frame = frame(&community);
    frame.site.languages = vec![Lang::new("qps")];
    let list = [words];
    let pages = Pages::new(&frame, &list, &BTreeMap::new()).unwrap();
    let mut written: BTreeMap<String, String> = BTreeMap::new();
    let mut out = |path: String, html: Vec<u8>| {
        written.insert(path, String::from_utf8(html).unwrap());
    };
    let whole = Site { groups: &[], places: &[], flows: &[] };
    pages.site(whole, &|_| String::new(), &mut out, &mut |_, _| {}).unwrap();
    for page in ["index.html", "method/index.html", "about/index.html", "data/index.html"] {
        let html = &written[page];
        assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"qps\""), "{page}");
        assert!(html.matches('⟦').count() > 20, "{page} speaks the language");
        assert!(!html.contains(">page.") && !html.contains("\"page."), "{page} has every text");
    }
}

#[test]
fn a_text_that_is_missing_is_named() {
    let mut texts = made_up();
    texts["messages"].as_mapping_mut().unwrap().remove("page.nav.groups").unwrap();
    texts["messages"]["page.nav.colour"] = "⟦Colour⟧".into();
    texts["messages"]["page.title_period"] = "⟦{name}⟧".into();
    let found = gaps(&words(&texts), &english());
    assert_eq!(found.missing, ["messages/page.nav.groups"]);
    assert_eq!(found.unknown, ["messages/page.nav.colour"]);
    assert_eq!(found.places.len(), 1, "{:?}", found.places);
}

#[test]
fn a_file_belongs_to_the_language_of_its_name() {
    assert_eq!(tag_of("fr.yaml"), Some("fr"));
    assert_eq!(tag_of("zh-Hant.charts.yaml"), Some("zh-Hant"));
    assert_eq!(tag_of("README.md"), None);
    assert!(LANGUAGES.iter().all(|entry| entry.files.iter().all(|(file, _)| tag_of(file) == Some(entry.tag))));
}
