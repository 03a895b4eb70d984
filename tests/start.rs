//! The first steps of a stranger: `init` gives a site that builds without a word, `schema` knows what the reader knows.

#![allow(clippy::unwrap_used, reason = "a test stops at the first fault")]

mod kit;

use kit::{Scratch, read, repository, text};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn a_new_site_of_every_kind_and_language_builds_without_a_word() {
    for language in ["en", "zh-Hans", "zh-Hant"] {
        for kind in ["place", "groups"] {
            let scratch = Scratch::site(&[]);
            let run = scratch.run(&["init", "mine", "--language", language, "--kind", kind]);
            assert_eq!(run.status(), 0, "{}", run.err());
            assert!(run.out().contains("commonweal build mine"), "{}", run.out());
            let run = scratch.run(&["build", "mine", "--publish", "--quiet"]);
            assert_eq!((run.status(), run.err()), (0, String::new()), "{language} {kind}");
            let files = read(&scratch.path("public"));
            let group = if kind == "place" { "our-town/chess/index.html" } else { "chess/index.html" };
            let page = text(&files, group);
            assert!(page.contains(&format!("<html lang=\"{language}\"")), "{language} {kind}");
            assert!(page.matches("<svg").count() > 3, "the group has charts");
            assert_eq!(files.contains_key("our-town/index.html"), kind == "place");
        }
    }
}

#[test]
fn a_new_site_is_written_where_nothing_stands() {
    let scratch = Scratch::site(&[("group.yaml", "name: mine\n")]);
    let run = scratch.run(&["init", "site"]);
    assert_eq!(run.status(), 2);
    assert!(run.err().contains("site is not empty"), "{}", run.err());
    assert_eq!(read(&scratch.path("site")).len(), 1);
    fs::write(scratch.path("file"), "mine").unwrap();
    assert_eq!(scratch.run(&["init", "file"]).status(), 2);
    assert_eq!(scratch.run(&["init", "file/site"]).status(), 3);
    fs::create_dir(scratch.path("empty")).unwrap();
    assert_eq!(scratch.run(&["init", "empty"]).status(), 0);
    let run = scratch.run(&["init", "other", "--language", "zh-hans"]);
    assert_eq!(run.status(), 2);
    assert!(run.err().contains("write `zh-Hans`"), "{}", run.err());
    assert!(!scratch.path("other").exists());
}

/// The files of this name below a folder.
fn named(folder: &Path, name: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            named(&path, name, found);
        } else if path.ends_with(name) {
            found.push(path);
        }
    }
}

/// A file as JSON, with every key as text.
fn json(path: &Path) -> Value {
    fn plain(value: serde_yaml::Value) -> Value {
        match value {
            serde_yaml::Value::Mapping(map) => {
                let key =
                    |key: serde_yaml::Value| key.as_str().map_or_else(|| plain(key.clone()).to_string(), str::to_owned);
                Value::Object(map.into_iter().map(|(name, value)| (key(name), plain(value))).collect())
            }
            serde_yaml::Value::Sequence(items) => items.into_iter().map(plain).collect(),
            other => serde_json::to_value(other).unwrap(),
        }
    }
    plain(serde_yaml::from_str(&fs::read_to_string(path).unwrap()).unwrap())
}

/// A schema that the program prints.
struct Schema(Value);

impl Schema {
    fn of(arguments: &[&str]) -> Self {
        let scratch = Scratch::site(&[]);
        let run = scratch.run(&[&["schema"], arguments].concat());
        assert_eq!(run.status(), 0, "{}", run.err());
        Self(serde_json::from_str(&run.out()).unwrap())
    }

    fn fault(&self, value: &Value) -> Option<String> {
        fault(&self.0, value, "")
    }
}

/// The first thing that does not fit, by the part of JSON Schema that the program uses; any other word fails.
fn fault(schema: &Value, value: &Value, at: &str) -> Option<String> {
    for (word, asked) in schema.as_object().unwrap() {
        let fits = match word.as_str() {
            "$schema" | "description" | "additionalProperties" | "patternProperties" => true,
            "type" => match asked.as_str().unwrap() {
                "object" => value.is_object(),
                "array" => value.is_array(),
                "string" => value.is_string(),
                "boolean" => value.is_boolean(),
                "number" => value.is_number(),
                "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
                other => panic!("no such type: {other}"),
            },
            "enum" => asked.as_array().unwrap().contains(value),
            "const" => asked == value,
            "minimum" => value.as_f64().is_none_or(|number| number >= asked.as_f64().unwrap()),
            "maximum" => value.as_f64().is_none_or(|number| number <= asked.as_f64().unwrap()),
            "minLength" => value.as_str().is_none_or(|text| text.chars().count() as u64 >= asked.as_u64().unwrap()),
            "minProperties" => value.as_object().is_none_or(|map| map.len() as u64 >= asked.as_u64().unwrap()),
            "pattern" => value.as_str().is_none_or(|text| matches(asked.as_str().unwrap(), text)),
            "anyOf" => asked.as_array().unwrap().iter().any(|one| fault(one, value, at).is_none()),
            "required" => asked.as_array().unwrap().iter().all(|key| value.get(key.as_str().unwrap()).is_some()),
            "items" => {
                let items = value.as_array().into_iter().flatten().enumerate();
                match items.filter_map(|(n, item)| fault(asked, item, &format!("{at}/{n}"))).next() {
                    Some(fault) => return Some(fault),
                    None => true,
                }
            }
            "properties" => true,
            other => panic!("no such word: {other}"),
        };
        if !fits {
            return Some(format!("{at}: {word} {asked}"));
        }
    }
    for (key, inner) in value.as_object().into_iter().flatten() {
        let by_name = schema.get("properties").and_then(|known| known.get(key));
        let by_pattern = || {
            let patterns = schema.get("patternProperties")?.as_object()?;
            patterns.iter().find_map(|(pattern, asked)| matches(pattern, key).then_some(asked))
        };
        let asked = by_name.or_else(by_pattern).or_else(|| schema.get("additionalProperties"));
        let at = format!("{at}/{key}");
        match asked {
            Some(Value::Bool(false)) => return Some(format!("{at} is not known")),
            Some(asked) if asked.is_object() => {
                if let Some(fault) = fault(asked, inner, &at) {
                    return Some(fault);
                }
            }
            _ => {}
        }
    }
    None
}

/// The four patterns that the schemas hold.
fn matches(pattern: &str, text: &str) -> bool {
    match pattern {
        "^https?://" => text.starts_with("http://") || text.starts_with("https://"),
        "^[A-Z]{3}$" => text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase()),
        _ if pattern.contains("-Q[1-4]") => commonweal::model::Period::parse(text).is_some(),
        _ if pattern.starts_with("^[0-9]{4}-(0[1-9]") => text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok(),
        other => panic!("no such pattern: {other}"),
    }
}

#[test]
fn every_file_of_the_demonstration_and_the_examples_fits_its_schema() {
    let mut seen = 0;
    for folder in ["content", "examples/open-source", "examples/towns", "tests/golden/site"] {
        let folder = repository().join(folder);
        let site = folder.display().to_string();
        for kind in ["site", "place", "group", "moves", "playbook"] {
            // Some measure things of their own.
            let schema = Schema::of(&[kind, "--site", &site]);
            let mut files = Vec::new();
            named(&folder, &format!("{kind}.yaml"), &mut files);
            seen += files.len();
            for file in files {
                assert_eq!(schema.fault(&json(&file)), None, "{}", file.display());
            }
        }
    }
    assert!(seen > 80, "{seen} files");
}

#[test]
fn a_schema_refuses_what_the_reader_refuses() {
    let group = Schema::of(&["group"]);
    let fits = |text: &str| group.fault(&serde_json::from_str(text).unwrap()).is_none();
    assert!(fits(
        r#"{"name": "x", "periods": {"2026-10": {"members_end": 4, "survey": {"trust": {"yes": 1, "n": 2}}}}}"#
    ));
    for wrong in [
        r#"{}"#,
        r#"{"name": ""}"#,
        r#"{"name": {"fr": "x"}}"#,
        r#"{"name": "x", "type": "hobby"}"#,
        r#"{"name": "x", "colour": "red"}"#,
        r#"{"name": "x", "founded": "2026-13"}"#,
        r#"{"name": "x", "operators": -1}"#,
        r#"{"name": "x", "operators": 1.5}"#,
        r#"{"name": "x", "periods": {"2026-13": {}}}"#,
        r#"{"name": "x", "periods": {"2026-10": {"mebers_end": 1}}}"#,
        r#"{"name": "x", "periods": {"2026-10": {"composters": 1}}}"#,
        r#"{"name": "x", "periods": {"2026-10": {"tenure": [{"months": 3}]}}}"#,
        r#"{"name": "x", "actions": [{"advice": "s3.a3", "status": "begun"}]}"#,
        r#"{"name": "x", "checklists": {"goal_clarity": {"purpose_written": "yes"}}}"#,
        r#"{"name": "x", "not_applicable": {"no_such": "why"}}"#,
    ] {
        assert!(!fits(wrong), "{wrong}");
    }
    let run = Scratch::small().run(&["schema", "notes"]);
    assert_eq!(run.status(), 2, "{}", run.err());
}
