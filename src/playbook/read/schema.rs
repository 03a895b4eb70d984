//! `playbook.yaml` as JSON Schema, for editors: from the lists of keys and words that the reader itself checks against.

use super::words::{DIRECTIONS, INDICATOR_KEYS, INTERVALS, KINDS, LEVELS, MARKS, NORMALISE, SCALES, UNITS};
use super::{advice, finding, indicator, judging, test};
use serde_json::{Map, Value, json};

/// The schema; `local` is that of a text in the languages of a site. What a key holds is said where it is a word, a
/// text or a flag; thresholds, conditions and formulas are left to the reader.
pub fn playbook(local: &Value) -> Value {
    let lists = [
        ("dimensions", indicator::DIMENSION_KEYS),
        ("indicators", INDICATOR_KEYS),
        ("findings", finding::KEYS),
        ("advice", advice::KEYS),
    ];
    let mut properties = Map::new();
    let mut add = |key: &str, schema: Value| properties.insert(key.to_owned(), schema);
    add("extend", json!({"enum": ["builtin", "none"]}));
    add("fields", json!({"type": "object", "additionalProperties": {"enum": names(super::FIELD_KINDS)}}));
    for (section, keys) in lists {
        add(section, json!({"type": "array", "items": map(section, keys, &["id"], local)}));
    }
    for (section, keys) in [("sources", indicator::SOURCE_KEYS), ("checklists", super::CHECKLIST_KEYS)] {
        add(section, json!({"type": "object", "additionalProperties": map(section, keys, &[], local)}));
    }
    add("judging", map("judging", judging::KEYS, &[], local));
    json!({"type": "object", "properties": properties, "additionalProperties": false})
}

fn map(section: &str, keys: &[&str], required: &[&str], local: &Value) -> Value {
    let properties: Map<String, Value> =
        keys.iter().map(|key| ((*key).to_owned(), value(section, key, local))).collect();
    json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false})
}

fn value(section: &str, key: &str, local: &Value) -> Value {
    if let Some(words) = choices(section, key) {
        return json!({"enum": words});
    }
    match key {
        "id" | "dimension" | "merge" | "cite" | "title" | "url" => json!({"type": "string", "minLength": 1}),
        "name" | "claim" | "caution" | "first_step" | "how" | "effect_text" => local.clone(),
        "core" | "needs_two" => json!({"type": "boolean"}),
        "measure" => {
            let kinds: Map<String, Value> = KINDS.iter().map(|kind| ((*kind).to_owned(), json!({}))).collect();
            json!({"type": "object", "properties": kinds, "additionalProperties": false, "minProperties": 1})
        }
        _ => json!({}),
    }
}

/// The words that may stand under a key.
fn choices(section: &str, key: &str) -> Option<Vec<&'static str>> {
    Some(match (section, key) {
        ("advice", "level") => names(advice::LEVELS),
        ("advice", "kind") => names(advice::KINDS),
        ("advice", "effort") => names(advice::EFFORTS),
        ("advice", "basis") => names(advice::BASES),
        ("findings", "kind") => names(finding::KINDS),
        ("findings", "type") => names(test::TYPES),
        ("indicators", "direction") => names(DIRECTIONS),
        ("indicators", "scale") => names(SCALES),
        ("indicators", "unit") => names(UNITS),
        ("indicators", "interval") => names(INTERVALS),
        ("indicators", "per") => names(NORMALISE),
        ("indicators", "inclusive") => names(indicator::INCLUSIVE),
        (_, "level") => names(LEVELS),
        (_, "mark" | "watch_mark" | "act_mark" | "goal_mark") => names(MARKS),
        _ => return None,
    })
}

fn names<T>(words: &[(&'static str, T)]) -> Vec<&'static str> {
    words.iter().map(|(word, _)| *word).collect()
}
