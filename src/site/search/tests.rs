//! What a reader finds, read back from the files as the script of the search page reads them.

use super::{FILE, Index};
use crate::page::Entry;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

type Files = BTreeMap<String, Vec<u8>>;

fn entry(path: &str, name: &str, labels: &[&str], text: &str) -> Entry {
    Entry {
        path: path.to_owned(),
        name: name.to_owned(),
        labels: labels.iter().map(|label| (*label).to_owned()).collect(),
        text: text.to_owned(),
        ..Entry::default()
    }
}

fn files(entries: impl Iterator<Item = Entry>) -> Files {
    let mut files = Files::new();
    let mut out = |path: &str, bytes: &[u8]| {
        let path = path.strip_prefix("assets/search/en/").unwrap().to_owned();
        assert!(files.insert(path, bytes.to_vec()).is_none(), "written twice");
    };
    let mut index = Index::new("en");
    entries.for_each(|entry| index.add(&entry, &mut out));
    index.finish(&mut out);
    files
}

fn json(files: &Files, name: &str) -> Value {
    serde_json::from_slice(&files[name]).unwrap()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

/// Pages of a word with their weights.
fn find(files: &Files, word: &str) -> BTreeMap<u64, u64> {
    let mut found = BTreeMap::new();
    for (number, segment) in list(&json(files, "index.json")["segments"]).iter().enumerate() {
        let firsts = list(&segment["words"]);
        let file = firsts.partition_point(|first| first.as_str().unwrap() <= word).saturating_sub(1);
        let mut page = 0;
        for step in json(files, &format!("w{number}-{file}.json"))[word].as_array().into_iter().flatten() {
            page += step.as_u64().unwrap() >> 2;
            found.insert(page, step.as_u64().unwrap() & 3);
        }
    }
    found
}

/// The path of a page.
fn path(files: &Files, page: u64) -> String {
    let way_in = json(files, "index.json");
    let starts = list(&way_in["starts"]);
    let file = starts.partition_point(|start| start.as_u64().unwrap() <= page) - 1;
    let texts = json(files, &format!("p{file}.json"));
    texts[(page - starts[file].as_u64().unwrap()) as usize][0].as_str().unwrap().to_owned()
}

#[test]
fn words_lead_to_their_pages_the_name_before_the_text() {
    let files = files(
        [
            entry("river/runners", "Night Runners", &["Few newcomers stay"], "We met at the \"oven\".\nTwice."),
            entry("river/夜跑", "河湾夜跑团", &["Few newcomers stay"], "Runners of the night. 每周三次"),
        ]
        .into_iter(),
    );
    assert_eq!(find(&files, "runners"), BTreeMap::from([(0, 3), (1, 1)]));
    assert_eq!(find(&files, "夜跑"), BTreeMap::from([(1, 3)]));
    assert_eq!(find(&files, "三次"), BTreeMap::from([(1, 1)]));
    assert_eq!(find(&files, "oven"), BTreeMap::from([(0, 1)]));
    assert_eq!(find(&files, "#0"), BTreeMap::from([(0, 2), (1, 2)]), "a label stands once, with its pages");
    assert_eq!(json(&files, "index.json")["labels"], serde_json::json!(["Few newcomers stay"]));
    assert_eq!(find(&files, "absent"), BTreeMap::new());
    assert_eq!(path(&files, 1), "river/夜跑");
}

#[test]
fn a_site_without_pages_has_a_way_in() {
    let files = files(std::iter::empty());
    assert_eq!(json(&files, "index.json")["pages"], 0);
}

/// A page like those of a large site: words of its own and words it shares.
fn page(number: usize) -> Entry {
    let mut seed = number as u64 + 1;
    let mut text = String::new();
    for _ in 0..400 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let c = char::from_u32(0x4e00 + ((seed >> 33) % 2000) as u32).unwrap();
        text.push(c);
    }
    entry(&format!("town/group-{number}"), &format!("Group {number}"), &[], &text)
}

#[test]
fn a_large_site_is_written_in_small_files_and_every_word_is_found() {
    const COUNT: usize = 1200;
    let files = files((0..COUNT).map(page));
    let way_in = json(&files, "index.json");
    assert!(list(&way_in["segments"]).len() > 1, "words are written before they fill the memory");
    for (name, bytes) in &files {
        assert!(bytes.len() < 2 * FILE, "{name} has {} bytes", bytes.len());
    }
    assert!(files["index.json"].len() < 20_000, "the way in is small: {}", files["index.json"].len());
    assert_eq!(find(&files, "group").len(), COUNT);
    for number in [0, 1, 599, COUNT - 1] {
        let found = find(&files, &number.to_string());
        assert_eq!(found.keys().collect::<Vec<_>>(), [&(number as u64)]);
        assert_eq!(path(&files, number as u64), format!("town/group-{number}"));
        let text: Vec<char> = page(number).text.chars().collect();
        let pair: String = text[100..102].iter().collect();
        assert!(find(&files, &pair).contains_key(&(number as u64)));
    }
    let again: BTreeSet<_> = super::tests::files((0..COUNT).map(page)).into_iter().collect();
    assert!(again.into_iter().eq(files), "the same pages give the same bytes");
}
