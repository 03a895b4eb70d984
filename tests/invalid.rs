//! Every class of problem once: each folder of `tests/invalid/` is a site with one thing wrong, and what the program
//! says about it. A folder without `site.yaml` gets a plain one. `UPDATE_EXPECT=1` writes the expectations anew:
//! read them aloud before they are committed.

#![allow(clippy::unwrap_used, reason = "a test stops at the first fault")]

use commonweal::load::{Entry, MemoryTree, Options, Tree};
use commonweal::model::Community;
use commonweal::problem::{Problem, human};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The site of cases that are about something else.
const SITE: &str = "title: A test\n";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/invalid")
}

fn read_files(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read_files(root, &path, files);
        } else {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
            files.insert(name, std::fs::read(&path).unwrap());
        }
    }
}

/// What came of a check.
struct Loaded {
    community: Option<Community>,
    problems: Vec<Problem>,
}

fn load(tree: &dyn Tree, publish: bool) -> Loaded {
    let options = Options { publish, jobs: 2, ..Options::default() };
    let (community, problems) = commonweal::check(tree, &options);
    Loaded { community, problems }
}

fn said(loaded: &Loaded) -> String {
    loaded.problems.iter().map(|problem| human(problem, false)).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_class_of_problem_is_told_as_expected() {
    let mut wrong = Vec::new();
    let mut cases: Vec<PathBuf> = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.retain(|path| path.is_dir());
    cases.sort();
    assert!(cases.len() > 80, "all cases are there");
    for case in cases {
        let name = case.file_name().unwrap().to_str().unwrap().to_owned();
        let mut files = BTreeMap::new();
        read_files(&case, &case, &mut files);
        let expected = files.remove("expected.txt").unwrap_or_default();
        if name != "no-site" {
            files.entry("site.yaml".to_owned()).or_insert_with(|| SITE.into());
        }
        let loaded = load(&MemoryTree::new(files), name.starts_with("publish-"));
        let said = said(&loaded);
        assert_eq!(
            loaded.community.is_none(),
            loaded.problems.iter().any(|p| p.is_error()),
            "{name}: errors stop the site"
        );
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(case.join("expected.txt"), &said).unwrap();
        } else if said.as_bytes() != expected {
            wrong.push(format!("== {name}\n{said}\n-- expected\n{}", String::from_utf8_lossy(&expected)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_problem_names_its_file_and_what_to_do() {
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        return; // the files are being written
    }
    for case in std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        let text = std::fs::read_to_string(case.join("expected.txt")).unwrap();
        let heads = text.lines().filter(|line| line.starts_with("error: ") || line.starts_with("warning: ")).count();
        assert!(heads > 0, "{}: nothing is wrong here", case.display());
        assert_eq!(text.lines().filter(|line| line.starts_with("  --> ")).count(), heads, "{}", case.display());
        assert_eq!(text.lines().filter(|line| line.starts_with("  help: ")).count(), heads, "{}", case.display());
    }
}

#[test]
fn the_table_names_every_case() {
    let table = std::fs::read_to_string(folder().join("README.md")).unwrap();
    let rows = table.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| sentence"));
    let cells = rows.map(|row| row.rsplit(" | ").next().unwrap());
    let mut named: Vec<&str> = cells.flat_map(|cases| cases.split('`').skip(1).step_by(2)).collect();
    named.retain(|name| !name.contains(['_', '.']));
    let cases = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    let cases: Vec<String> = cases.map(|path| path.file_name().unwrap().to_str().unwrap().to_owned()).collect();
    let unnamed: Vec<_> = cases.iter().filter(|case| !named.contains(&case.as_str())).collect();
    assert!(unnamed.is_empty(), "add a row, or a case to a row, of tests/invalid/README.md: {unnamed:?}");
    named.retain(|name| !cases.iter().any(|case| case == name));
    assert!(named.is_empty(), "there is no such case: {named:?}");
}

/// A site of one group.
fn one_group(yaml: impl Into<Vec<u8>>) -> MemoryTree {
    MemoryTree::new([("site.yaml", SITE.as_bytes().to_vec()), ("runners/group.yaml", yaml.into())])
}

fn codes(loaded: &Loaded) -> Vec<&'static str> {
    loaded.problems.iter().map(|problem| problem.code).collect()
}

#[test]
fn what_is_too_much_is_a_problem_and_not_a_wait() {
    let load = |yaml: String| codes(&load(&one_group(yaml), false));
    assert_eq!(load(format!("name: {}", "x".repeat(17 << 20))), ["too-large"]);
    assert_eq!(load(format!("name: {}", "[".repeat(15 << 20))), ["too-deep"]);
    assert_eq!(load(format!("name: {}1", "{a: ".repeat(100))), ["too-deep"]);
    assert_eq!(load(format!("name:\n{}", "- ".repeat(1 << 20))), ["too-deep"]);
    let mut nested = String::from("name: x\nperiods:\n");
    for depth in 0..80 {
        nested.push_str(&format!("{}a{depth}:\n", " ".repeat(depth + 1)));
    }
    assert_eq!(load(nested), ["too-deep"]);
    let mut bomb = String::from("name: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..20 {
        bomb.push_str(&format!("k{level}: &a{level} [{}]\n", format!("*a{},", level - 1).repeat(9)));
    }
    assert_eq!(load(bomb), ["alias-bomb"]);
    let long = format!("name: x\nchannels: [&long \"{}\"{}]\n", "y".repeat(1 << 20), ", *long".repeat(1000));
    assert_eq!(load(long), ["alias-bomb"]);
}

#[test]
fn a_link_that_leads_out_is_not_followed() {
    struct Out(MemoryTree, Vec<Entry>);
    impl Tree for Out {
        fn files(&self) -> &[Entry] {
            &self.1
        }
        fn read(&self, path: &str) -> Result<Vec<u8>, String> {
            assert_ne!(path, "runners/group.yaml", "the link is not read");
            self.0.read(path)
        }
    }
    let tree = one_group("name: x\n");
    let mut entries = tree.files().to_vec();
    entries[0].leads_out = true;
    let loaded = load(&Out(tree, entries), false);
    assert_eq!(codes(&loaded), ["outside-link"]);
}

#[test]
fn names_that_some_file_systems_confuse_are_told_apart() {
    let tree = MemoryTree::new([
        ("site.yaml", "title: A\n"),
        ("river/place.yaml", "name: x\n"),
        ("River/place.yaml", "name: x\n"),
        ("cafe\u{301}/group.yaml", "name: x\n"),
    ]);
    let loaded = load(&tree, false);
    let found: Vec<_> = loaded.problems.iter().map(|p| (p.code, &*p.help)).collect();
    let rename = "rename one of the two: many file systems and readers do not tell them apart";
    assert_eq!(found, [("not-a-slug", "rename the folder to `café`"), ("same-address", rename)]);
}

#[test]
fn honest_files_of_every_kind_of_writing_are_read() {
    let tree = |bytes: &[u8]| one_group(bytes.to_vec());
    for bytes in [
        "name: x\nperiods:\n  2026-10: {left: 1}\n".as_bytes(),
        "\u{feff}name: x\nperiods:\n  2026-10: {left: 1}\n".as_bytes(),
        "name: x\r\nperiods:\r\n  2026-10: {left: 1}\r\n".as_bytes(),
        "---\nname: x\nperiods:\n  \"2026-10\":\n    left: 1\n...\n".as_bytes(),
        "# first\nname: 'x'\nperiods: {2026-10: {left: 1e0}}\n".as_bytes(),
        "name: &n x\nchannels: [*n]\nperiods: {2026-10: {left: +1}}\n".as_bytes(),
        "{\"name\": \"x\", \"periods\": {\"2026-10\": {\"left\": 1}}}".as_bytes(),
    ] {
        let loaded = load(&tree(bytes), false);
        assert_eq!(said(&loaded), "", "{}", String::from_utf8_lossy(bytes));
        let community = loaded.community.unwrap();
        let left = community.fields.id("left").unwrap();
        assert_eq!(community.groups[0].series.get(left, 0), Some(1.0));
    }
}

#[test]
fn all_problems_of_a_site_come_in_one_run_and_in_the_order_of_its_files() {
    let tree = MemoryTree::new([
        ("site.yaml", "title: A\ncolour: red\n"),
        ("b/group.yaml", "name: x\ntype: hobby\nperiods:\n  2026-10: {lfet: 1, joined: -1}\n  2026-13: {}\n"),
        ("a/place.yaml", "name: y\nkind: town\npeers: [../c]\n"),
    ]);
    let loaded = load(&tree, false);
    let found: Vec<_> = loaded.problems.iter().map(|p| (&*p.at.path, p.at.line, p.code)).collect();
    assert_eq!(
        found,
        [
            ("a/place.yaml", 2, "unknown-word"),
            ("a/place.yaml", 3, "unknown-place"),
            ("b/group.yaml", 2, "unknown-word"),
            ("b/group.yaml", 4, "unknown-key"),
            ("b/group.yaml", 4, "negative"),
            ("b/group.yaml", 5, "wrong-period"),
            ("site.yaml", 2, "unknown-key"),
        ]
    );
}

#[test]
fn a_fault_in_one_file_hides_no_broken_link_in_another() {
    let tree = MemoryTree::new([
        ("site.yaml", "title: {en: A, zh-Hans: B}\nlanguages: [en, zh-Hans]\n"),
        // Cannot be read at all: its own notes are checked all the same, and links to it are not called broken.
        ("a/group.yaml", "name: [x\n"),
        ("a/own.md", "[gone](gone.md) and [itself](group.yaml) and ![c](chart:no_such)\n"),
        ("a/unread.md", "---\nkind: [\n---\n[gone](gone.md)\n"),
        ("b/group.yaml", "name: {en: y, zh-Hans: z}\n"),
        (
            "b/note.md",
            "[a](../a/group.yaml), [its note](../a/own.md), [another](../a/unread.md), [lost](../a/lost.md)\n",
        ),
        ("b/value.zh-Hans.md", "[](value:churn_rat)\n"),
        ("town/place.yaml", "kind: {\n"),
        ("town/news.md", "[town](place.yaml), [gone](../nowhere/group.yaml)\n"),
        ("index.md", "[a](a/) [x](x/) ![c](chart:churn_rate)\n"),
    ]);
    let loaded = load(&tree, false);
    let found: Vec<_> = loaded.problems.iter().map(|p| (&*p.at.path, p.at.line, p.at.column, p.code)).collect();
    assert_eq!(
        found,
        [
            ("a/group.yaml", 1, 7, "yaml"),
            ("a/own.md", 1, 1, "broken-link"),
            ("a/own.md", 1, 46, "unknown-indicator"),
            ("a/unread.md", 2, 7, "yaml"),
            ("a/unread.md", 4, 1, "broken-link"),
            ("b/note.md", 1, 75, "broken-link"),
            ("b/value.zh-Hans.md", 1, 1, "unknown-indicator"),
            ("index.md", 1, 9, "broken-link"),
            ("index.md", 1, 17, "value-without-subject"),
            ("town/news.md", 1, 21, "broken-link"),
            ("town/place.yaml", 1, 7, "yaml"),
        ]
    );
}

#[test]
fn what_only_follows_from_a_broken_site_or_playbook_is_not_told() {
    let files = |site: &str, playbook: &str| {
        MemoryTree::new([
            ("site.yaml", site.to_owned()),
            ("playbook.yaml", playbook.to_owned()),
            ("a/group.yaml", "name: {zh-Hant: x, en: y}\nperiods:\n  2026: {recyclers: 3}\n".to_owned()),
            ("a/one.zh-Hant.md", "![c](chart:recycling_share) [two](two.md)\n".to_owned()),
            ("a/two.md", "[one](one.zh-Hant.md) [gone](three.md)\n".to_owned()),
        ])
    };
    let site = "title: {en: A, zh-Hant: B}\nlanguages: [en, zh-Hant]\n";
    let own = "indicators:\n  - {id: recycling_share, dimension: content, name: {en: a, zh-Hant: b}, \
               measure: {proportion: {of: recyclers, out_of: members_end}}, direction: higher, goalposts: [0.1, 0.6], mark: C, source: {en: s, zh-Hant: t}}\n";
    let told = |site: &str, playbook: &str| {
        let loaded = load(&files(site, playbook), false);
        loaded.problems.iter().map(|p| format!("{} {}", p.at.path, p.code)).collect::<Vec<_>>()
    };
    assert_eq!(told(site, own), ["a/two.md broken-link"]);
    assert_eq!(told("title: [\n", own), ["a/two.md broken-link", "site.yaml yaml"]);
    assert_eq!(told(site, "indicators: [\n"), ["a/two.md broken-link", "playbook.yaml yaml"]);
    // A language that is misspelt is the one that was meant.
    let misspelt = site.replace("[en, zh-Hant]", "[en, zh-TW]");
    assert_eq!(told(&misspelt, own), ["a/two.md broken-link", "site.yaml unknown-language"]);
}

#[test]
fn a_warning_about_the_playbook_hides_no_error() {
    let tree = MemoryTree::new([
        ("site.yaml", "title: {en: A, zh-Hant: B}\nlanguages: [en, zh-Hant]\n"),
        ("playbook.yaml", "dimensions:\n  - {id: environment, name: {en: Environment}}\n"),
        ("a/group.yaml", "name: {en: y, zh-Hant: x}\nperiods:\n  2026: {recyclers: 3}\n"),
    ]);
    let loaded = load(&tree, false);
    assert_eq!(codes(&loaded), ["unknown-key", "missing-language"]);
}

#[test]
fn a_byte_order_mark_moves_no_note() {
    let tree = |mark: &str| {
        let note = format!("{mark}---\ntitle: T\n---\n[gone](gone.md)\n");
        MemoryTree::new([("site.yaml", "title: A\n".to_owned()), ("a.md", note)])
    };
    let (plain, marked) = (load(&tree(""), false), load(&tree("\u{feff}"), false));
    assert_eq!(codes(&plain), ["broken-link"]);
    assert_eq!(said(&plain), said(&marked));
}
