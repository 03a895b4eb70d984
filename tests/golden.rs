//! Whole sites, file for file: what is built from `tests/golden/NAME/` must be what lies in `tests/golden/NAME.expected/`.
//!
//! After a change of pages or data files that is meant: `BLESS=1 cargo test --test golden`, then read the difference
//! (`git diff tests/golden`) as a reader of the site would, and commit it with the change. A conflict in these files
//! needs no merging by hand: take either side and bless.
//!
//! Expected files are laid out with one element a line, so that a difference shows as a line. They hold the data files
//! whole, the pages of one language whole, the path of every other file in `files.txt`; of the manifest what is no hash.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops at the first fault")]

mod kit;

use kit::{Files, Scratch, copy, difference, read, repository};
use std::fs;

/// A site whose pages are kept in one language, by the folder of that language.
struct Golden {
    name: &'static str,
    /// Folder of the language whose pages are kept; empty for the first.
    language: &'static str,
}

const SMALL: Golden = Golden { name: "site", language: "" };
const BROAD: Golden = Golden { name: "broad", language: "zh-Hant/" };

#[test]
fn the_small_site_is_written_as_before() {
    SMALL.check();
}

#[test]
fn the_broad_site_is_written_as_before() {
    BROAD.check();
}

impl Golden {
    fn check(&self) {
        let scratch = Scratch::site(&[]);
        copy(&repository().join("tests/golden").join(self.name), &scratch.path("site"));
        let written = self.kept(scratch.build("public", &["--drafts"]));
        let folder = repository().join(format!("tests/golden/{}.expected", self.name));
        if std::env::var_os("BLESS").is_some() {
            let _ = fs::remove_dir_all(&folder);
            for (path, bytes) in &written {
                let path = folder.join(path);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, bytes).unwrap();
            }
        }
        let expected = if folder.exists() { read(&folder) } else { Files::new() };
        if let Some(difference) = difference(&expected, &written) {
            panic!(
                "expected (-) and written (+) differ: {difference}\nif that is meant: BLESS=1 cargo test --test golden"
            );
        }
    }

    /// The files to compare, laid out for reading.
    fn kept(&self, written: Files) -> Files {
        let paths: String = written.keys().map(|path| format!("{path}\n")).collect();
        let mut kept = Files::from([("files.txt".to_owned(), paths.into_bytes())]);
        for (path, bytes) in written {
            // Cards are looked at, not read; `tests/manners.rs` checks them.
            if path.ends_with(".png") {
                continue;
            }
            let text = String::from_utf8(bytes).expect("every file of a golden site is text");
            if path == "site-manifest.json" {
                kept.insert(path, without_hashes(&text));
            } else if path.ends_with(".html") {
                if self.is_of_language(&path) && !is_definition(&path) {
                    kept.insert(path, text.replace("><", ">\n<").into_bytes());
                }
            } else if path.ends_with("report.json") {
                kept.insert(path, text.replace("},\"", "},\n\"").replace(":[{", ":[\n{").into_bytes());
            } else if !path.starts_with("assets/") {
                kept.insert(path, text.into_bytes());
            }
        }
        kept
    }

    fn is_of_language(&self, path: &str) -> bool {
        let foreign = ["en/", "zh-Hans/", "zh-Hant/"].iter().any(|folder| path.starts_with(folder));
        if self.language.is_empty() { !foreign } else { path.starts_with(self.language) }
    }
}

/// Pages made of the playbook alone, but for one of each kind; the list of all is long and says the same.
fn is_definition(path: &str) -> bool {
    let kept = ["method/active_member_rate/index.html", "method/repair_share/index.html"];
    path.contains("method/") && !kept.iter().any(|kept| path.ends_with(kept))
}

fn without_hashes(manifest: &str) -> Vec<u8> {
    let mut value: serde_json::Value = serde_json::from_str(manifest).unwrap();
    let map = value.as_object_mut().unwrap();
    for key in ["input", "files"] {
        assert!(map.remove(key).is_some(), "the manifest has `{key}`");
    }
    format!("{value:#}\n").into_bytes()
}
