//! The shape of the house, read from `src/`: stages import only earlier ones, one door for I/O, one file for each
//! large dependency, and nothing right of the wall can name a raw value.

#![allow(clippy::unwrap_used, reason = "a test stops at the first fault")]

use std::fs;
use std::path::{Path, PathBuf};

/// Stages in order; a stage may import from itself and from those before it.
const STAGES: &[&str] = &[
    "problem", "model", "playbook", "words", "disk", "load", "measure", "disclose", "score", "judge", "report",
    "chart", "card", "page", "site", "assemble",
];

/// Stages behind the wall.
const PUBLISHED: &[&str] = &["score", "judge", "report", "chart", "card", "page", "site"];

/// Files above this many lines, and functions above that many, are cut.
const MAX_FILE: usize = 400;
const MAX_FUNCTION: usize = 70;

struct Source {
    path: PathBuf,
    stage: String,
    text: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    collect(&root, &root, &mut found);
    assert!(found.len() > 40, "the test reads the real sources");
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let relative = path.strip_prefix(root).unwrap().to_owned();
            let first = relative.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
            let stage = first.trim_end_matches(".rs").to_owned();
            found.push(Source { text: fs::read_to_string(&path).unwrap(), path: relative, stage });
        }
    }
}

/// The code of a file without comments and without its test modules.
fn code(source: &Source) -> String {
    let mut out = String::new();
    for line in source.text.lines() {
        if line.trim_start().starts_with("#[cfg(test)]") {
            break;
        }
        if !line.trim_start().starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

fn check(rule: &str, breaks: impl Fn(&Source) -> Option<String>) {
    let faults: Vec<String> = sources()
        .iter()
        .filter(|source| !["tests.rs", "fixture.rs"].iter().any(|name| source.path.ends_with(name)))
        .filter_map(|source| breaks(source).map(|why| format!("src/{}: {why}", source.path.display())))
        .collect();
    assert!(faults.is_empty(), "{rule}\n{}", faults.join("\n"));
}

fn only_in(rule: &str, words: &[&str], allowed: &[&str]) {
    check(rule, |source| {
        let path = source.path.to_string_lossy();
        if allowed.iter().any(|prefix| path.starts_with(prefix)) {
            return None;
        }
        let code = code(source);
        words.iter().find(|word| code.contains(**word)).map(|word| format!("names {word}"))
    });
}

#[test]
fn stages_import_only_earlier_stages() {
    check("data flows one way", |source| {
        let own = STAGES.iter().position(|stage| *stage == source.stage)?;
        let code = code(source);
        // The checked model holds the playbook in force: the one pair that knows each other.
        let allowed = |later: &str| source.stage == "model" && later == "playbook";
        STAGES[own + 1..]
            .iter()
            .find(|later| code.contains(&format!("crate::{later}")) && !allowed(later))
            .map(|later| format!("imports the later stage {later}"))
    });
}

#[test]
fn nothing_behind_the_wall_names_a_raw_value() {
    let raw =
        ["Readings", "Reading::", "model::Group,", "model::Group;", "Community", "model::series", "model::Series"];
    check("the wall between measured and published values is a type", |source| {
        if !PUBLISHED.contains(&source.stage.as_str()) {
            return None;
        }
        let code = code(source);
        raw.iter().find(|word| code.contains(**word)).map(|word| format!("names {word}"))
    });
}

#[test]
fn one_door_for_the_file_system() {
    only_in("I/O only in disk", &["std::fs", "std::net", "File::open"], &["disk", "main.rs", "cli", "fingerprint"]);
    only_in(
        "no printing in the library",
        &["println!", "eprintln!", "std::io::stdout"],
        &["main.rs", "cli", "fingerprint"],
    );
}

#[test]
fn each_large_dependency_has_one_place() {
    only_in("plotters", &["plotters"], &["chart/canvas"]);
    only_in("tiny-skia", &["tiny_skia"], &["card"]);
    only_in("ttf-parser", &["ttf_parser"], &["card/font"]);
    only_in("ICU4X", &["icu_"], &["words/writing"]);
    only_in("tera", &["tera::"], &["page/template"]);
    only_in("YAML", &["serde_yaml", "saphyr"], &["load", "playbook", "words/forms.rs", "fingerprint"]);
    // The model knows no serde. What the program wrote itself is no model.
    only_in("Deserialize", &["Deserialize"], &["load", "playbook", "disk/written"]);
    only_in("Markdown", &["pulldown_cmark"], &["page/markdown", "page/note", "page/check", "load"]);
}

#[test]
fn no_clock_and_no_environment() {
    let words = ["SystemTime", "Instant::now", "std::env::", "Timestamp::now", "Zoned::now"];
    only_in("the date of a report is an input", &words, &["main.rs", "cli", "fingerprint"]);
}

#[test]
fn every_file_says_what_it_is_and_stays_short() {
    check("every file opens with its purpose", |source| {
        (!source.text.starts_with("//!")).then(|| "does not open with //!".to_owned())
    });
    check("short files", |source| {
        let lines = source.text.lines().count();
        (lines > MAX_FILE).then(|| format!("has {lines} lines"))
    });
}

#[test]
fn functions_stay_short() {
    check("short functions", |source| {
        let lines: Vec<&str> = source.text.lines().collect();
        let mut longest = None;
        for (start, line) in lines.iter().enumerate() {
            let indent = line.len() - line.trim_start().len();
            let head = line.trim_start();
            let is_fn = ["fn ", "pub fn ", "pub(crate) fn ", "pub(super) fn "].iter().any(|p| head.starts_with(p));
            if !is_fn || head.ends_with(';') {
                continue;
            }
            let close = format!("{}}}", " ".repeat(indent));
            let length = lines[start..].iter().position(|line| *line == close).unwrap_or(0) + 1;
            if length > MAX_FUNCTION {
                longest = Some(format!("line {}: a function of {length} lines", start + 1));
            }
        }
        longest
    });
}
