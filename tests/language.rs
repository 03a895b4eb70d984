//! A language is one file: a made-up one, generated here from the English texts, is complete, writes pages, and when
//! a text is taken from it, that text is named.

#![allow(clippy::unwrap_used, reason = "a test stops at the first fault")]

mod kit;

use commonweal::assemble::frame::frame;
use commonweal::load::{self, MemoryTree};
use commonweal::model::Lang;
use commonweal::model::site::HantTerms;
use commonweal::page::{Pages, Site};
use commonweal::words::Words;
use commonweal::words::complete::gaps;
use commonweal::words::languages::{LANGUAGES, tag_of};
use kit::{Scratch, text};
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
    let whole = Site { groups: &[], places: &[], flows: &[], sensitivity: None };
    for part in 0..pages.parts() {
        pages.site(part, whole, &|_| String::new(), &mut out, &mut |_, _| {}).unwrap();
    }
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

/// A site of one place that speaks English and one more language, whose texts it brings.
fn site_with(tag: &str, texts: &str) -> Scratch {
    let site = Scratch::site(&[
        ("site.yaml", &format!("title: {{en: A test, {tag}: Essai}}\nlanguages: [en, {tag}]\n")),
        ("town/place.yaml", &format!("name: {{en: Town, {tag}: Ville}}\nperiods:\n  2025: {{population: 1234567}}\n")),
    ]);
    site.write(&format!("templates/text/{tag}.yaml"), texts);
    site
}

#[test]
fn a_site_brings_a_whole_language_as_one_file() {
    let site = site_with("qps", &serde_yaml::to_string(&made_up()).unwrap());
    let run = site.run(&["check", "site", "--quiet"]);
    assert_eq!((run.status(), run.err().as_str()), (0, ""), "a complete language is no problem");
    let files = site.build("public", &[]);
    let page = text(&files, "qps/town/index.html");
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"qps\""));
    assert!(page.matches('⟦').count() > 50, "the page speaks the language");
    let explained = site.run(&["explain", "churn_rate", "--site", "site", "--language", "qps"]);
    assert!(explained.out().contains('⟦'), "{}", explained.err());
    let english = text(&files, "town/index.html");
    assert!(english.contains("hreflang=\"qps\"") && english.contains("⟦English⟧"), "the others lead to it");
    assert!(files.contains_key("assets/search/qps/index.json"), "it is searched");
}

#[test]
fn a_language_in_the_making_is_built_and_what_it_lacks_is_named() {
    let site = site_with("fr", "language: {self: Français}\nmessages:\n  page.nav.overview: Aperçu\n");
    let run = site.run(&["check", "site"]);
    assert_eq!(run.status(), 0, "{}", run.err());
    let said = run.err();
    assert!(said.contains("texts are missing under `messages`: `"), "{said}");
    assert!(said.contains("--> templates/text/fr.yaml:2:1"), "{said}");
    assert!(!said.contains("`page.nav.overview`"), "{said}");
    let page = text(&site.build("public", &[]), "fr/town/index.html");
    assert!(page.contains(">Aperçu</a>") && page.contains(">Français<"));
    assert!(page.contains("How is it going?"), "the rest is said in English");
    assert!(page.contains("1\u{202f}234\u{202f}567"), "numbers are written as the language does");
}

#[test]
fn a_site_may_say_a_text_of_the_program_in_other_words() {
    let site = Scratch::small();
    site.write("templates/text/en.yaml", "messages: {page.nav.groups: Clubs}\n");
    let run = site.run(&["check", "site"]);
    assert_eq!(run.status(), 0, "{}", run.err());
    let files = site.build("public", &[]);
    assert!(text(&files, "index.html").contains(">Clubs</a>"));
    assert!(!text(&files, "zh-Hans/index.html").contains("Clubs"));
}

#[test]
fn a_language_without_texts_is_told_where_they_go() {
    let site = Scratch::site(&[("site.yaml", "title: A test\nlanguages: [en, fr]\n")]);
    let run = site.run(&["check", "site"]);
    assert_eq!(run.status(), 1);
    assert!(run.err().contains("templates/text/fr.yaml"), "{}", run.err());
}
