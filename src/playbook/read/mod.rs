//! The reader: the embedded data, and a site's own `playbook.yaml` laid over it, become a [`Playbook`].

mod advice;
mod check;
mod finding;
mod indicator;
mod judging;
mod measure;
mod merge;
mod names;
mod node;
pub mod schema;
mod test;
mod words;

pub use node::Fault;

use super::{ChecklistItems, Measure, Playbook};
use crate::model::field::{FieldTable, Kind};
use crate::model::{Lang, Localized};
use merge::Merged;
use names::{Context, Names};
use node::{Faults, Map, Node};
use serde_yaml::{Mapping, Value};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::sync::LazyLock;

/// The JSON that the build script makes of a YAML file of `src/playbook/`.
macro_rules! embedded {
    ($section:literal) => {
        ($section, include_str!(concat!(env!("OUT_DIR"), "/", $section, ".json")))
    };
}

/// The embedded files by section.
const FILES: [(&str, &str); 7] = [
    embedded!("dimensions"),
    embedded!("sources"),
    embedded!("checklists"),
    embedded!("indicators"),
    embedded!("findings"),
    embedded!("advice"),
    embedded!("judging"),
];

/// Kinds of own fields that a site may state.
const FIELD_KINDS: &[(&str, Kind)] = &[
    ("persons", Kind::Persons),
    ("things", Kind::Things),
    ("share", Kind::Share),
    ("amount", Kind::Amount),
    ("money", Kind::Money),
    ("own", Kind::Own),
];

/// Keys of a checklist.
const CHECKLIST_KEYS: &[&str] = &["name", "items"];

/// An entry of a section on its way into the playbook.
pub struct Entry<'a> {
    /// The entry.
    pub node: &'a Node<'a>,
    /// The site brought it: it needs words of its own.
    pub own: bool,
    /// The site brought or changed it: it may name fields of its own.
    pub from_site: bool,
}

/// The built-in playbook with the fields it brings, read once: by whoever asks first, others wait for it.
///
/// # Errors
/// Those of [`builtin`].
pub fn standing() -> Result<(Playbook, FieldTable), String> {
    static STANDING: LazyLock<Result<(Playbook, FieldTable), String>> = LazyLock::new(|| {
        let mut fields = FieldTable::default();
        builtin(&mut fields).map(|playbook| (playbook, fields))
    });
    STANDING.clone()
}

/// The built-in playbook.
///
/// # Errors
/// What is wrong with the embedded data, by file and id; a test keeps this from happening.
pub fn builtin(fields: &mut FieldTable) -> Result<Playbook, String> {
    let merged = Merged::plain(Value::Mapping(embedded()?));
    let english = [Lang::new("en")];
    assemble(&merged, fields, &english).map(|(playbook, _)| playbook).map_err(|faults| {
        let mut text = String::new();
        for fault in &faults {
            let id = entry_id(&merged.value, &fault.path).unwrap_or_default();
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{} {id}: {} ({})", fault.path.join("."), fault.message, fault.help);
        }
        text
    })
}

/// A site's own `playbook.yaml`, laid over the built-in playbook (`extend: builtin`, the default) or standing alone
/// (`extend: none`). Fields that own indicators name are registered in `fields`.
///
/// A field of an own proportion counts as a number of persons, protected when small, unless `fields: {name: things}`
/// says otherwise (persons, things, share, amount, money or own).
///
/// With the playbook come warnings: texts that are missing in a language of the site.
///
/// # Errors
/// Everything that is wrong, each with its path in the file.
pub fn overlay(yaml: &str, languages: &[Lang], fields: &mut FieldTable) -> Result<(Playbook, Vec<Fault>), Vec<Fault>> {
    let whole =
        |code, message: String, help: &str| vec![Fault { path: Vec::new(), code, message, help: help.to_owned() }];
    let site: Value = serde_yaml::from_str(yaml)
        .map_err(|error| whole("bad-yaml", error.to_string(), "correct the YAML at this place"))?;
    let site = if site.is_null() { Value::Mapping(Mapping::new()) } else { site };
    let base = embedded().map_err(|error| whole("bad-builtin", error, "report this as a fault of the program"))?;
    let mut faults = Faults::default();
    let root = Node::root(&site);
    let Some(map) = root.map(&mut faults) else { return Err(faults.0) };
    let known: Vec<_> =
        merge::LISTS.iter().chain(&merge::MAPS).copied().chain(["extend", "fields", "judging"]).collect();
    map.only(&known, &mut faults);
    let extend =
        map.get("extend").map_or(Some(true), |node| node.choice(&[("builtin", true), ("none", false)], &mut faults));
    declared_fields(&map, fields, &mut faults);
    // Whatever a framework measures, its evidence is weighed by the same constants unless it says otherwise.
    let base =
        if extend == Some(false) { base.into_iter().filter(|(key, _)| key == "judging").collect() } else { base };
    let merged = merge::merge(base, &map, &mut faults);
    let mut found = faults.0;
    match assemble(&merged, fields, languages) {
        Ok((playbook, warnings)) if found.is_empty() => {
            Ok((playbook, warnings.into_iter().map(|fault| merged.locate(fault)).collect()))
        }
        Ok(_) => Err(found),
        Err(more) => {
            found.extend(more.into_iter().map(|fault| merged.locate(fault)));
            Err(found)
        }
    }
}

fn embedded() -> Result<Mapping, String> {
    let mut all = Mapping::new();
    for (section, json) in FILES {
        let value: Value = serde_json::from_str(json).map_err(|error| format!("{section}.yaml: {error}"))?;
        all.insert(section.into(), value);
    }
    Ok(all)
}

/// Kinds of own fields that the site states.
fn declared_fields(map: &Map<'_>, fields: &mut FieldTable, faults: &mut Faults) {
    let Some(node) = map.get("fields") else { return };
    let Some(declared) = node.map(faults) else { return };
    for (name, node) in declared.entries() {
        names::sound(&node, name, faults);
        let Some(kind) = node.choice(FIELD_KINDS, faults) else { continue };
        match fields.id(name) {
            Some(id) if fields.kind(id) != kind => {
                let message = format!("`{name}` is a field of the program and keeps its kind");
                faults.add(&node, "known-field", message, "choose another name for your own field".into());
            }
            _ => {
                fields.register(name, kind);
            }
        }
    }
}

fn assemble(
    merged: &Merged,
    fields: &mut FieldTable,
    languages: &[Lang],
) -> Result<(Playbook, Vec<Fault>), Vec<Fault>> {
    let mut faults = Faults::default();
    let root = Node::root(&merged.value);
    let Some(map) = root.map(&mut faults) else { return Err(faults.0) };
    let names = Names::gather(&map, &mut faults);
    let cx = &mut Context { names: &names, fields, languages, faults: &mut faults };
    let mut playbook = Playbook {
        dimensions: section(&map, "dimensions", merged, cx, indicator::dimension),
        indicators: Vec::new(),
        findings: Vec::new(),
        advice: Vec::new(),
        sources: sources(&map, cx),
        checklists: checklists(&map, cx),
        judging: judging::read(&map, cx.faults),
        method_version: version(&merged.value),
    };
    // Formulas first: they bring the fields that tests of other indicators may name.
    let measures = section(&map, "indicators", merged, cx, |entry, cx| {
        // One for every entry, read or not, so that the second reading finds its own.
        Some(entry.node.map(cx.faults).and_then(|map| {
            let node = needed_measure(&map, entry, cx)?;
            measure::read(&node, entry.from_site, cx)
        }))
    });
    let mut measures = measures.into_iter();
    playbook.indicators = section(&map, "indicators", merged, cx, |entry, cx| {
        indicator::read(entry, measures.next().flatten().unwrap_or_else(unread_measure), cx)
    });
    playbook.findings = section(&map, "findings", merged, cx, finding::read);
    let weights = section(&map, "findings", merged, cx, |entry, cx| Some(finding::type_weights(entry, cx)));
    playbook.advice = section(&map, "advice", merged, cx, advice::read);
    if faults.0.is_empty() {
        check::complete(&mut playbook, &weights);
        check::whole(&playbook, &map, &mut faults);
    }
    if faults.0.is_empty() { Ok((playbook, faults.1)) } else { Err(faults.0) }
}

/// The formula of an indicator. An entry that looks like a change of a built-in one under a misspelt id says so.
fn needed_measure<'a>(map: &Map<'a>, entry: &Entry<'_>, cx: &mut Context<'_>) -> Option<Node<'a>> {
    if let Some(node) = map.get("measure") {
        return Some(node);
    }
    let id = map.get("id").and_then(|node| node.value.as_str().map(str::to_owned)).unwrap_or_default();
    let others = cx.names.indicators.iter().map(String::as_str).filter(|other| *other != id);
    match crate::problem::nearest::nearest(&id, others).filter(|_| entry.own) {
        Some(near) => {
            let message = format!("there is no indicator `{id}` to change, and a new one needs `measure`");
            let help = format!("did you mean `{near}`? A new indicator needs `measure:`");
            cx.faults.add(entry.node, "missing-key", message, help);
            None
        }
        None => map.need("measure", cx.faults),
    }
}

/// What stands in for a formula that cannot be read, so that the rest of the entry can: the playbook is refused.
fn unread_measure() -> Measure {
    Measure::Proportion { of: Vec::new(), out_of: Vec::new() }
}

/// Reads every entry of a section in order.
fn section<T>(
    map: &Map<'_>,
    section: &str,
    merged: &Merged,
    cx: &mut Context<'_>,
    mut read: impl FnMut(&Entry<'_>, &mut Context<'_>) -> Option<T>,
) -> Vec<T> {
    let Some(node) = map.get(section) else { return Vec::new() };
    let mut found = Vec::new();
    for (index, item) in node.items().iter().enumerate() {
        let (from_site, own) = merged.origin(section, index);
        found.extend(read(&Entry { node: item, own, from_site }, cx));
    }
    found
}

fn sources(map: &Map<'_>, cx: &mut Context<'_>) -> Vec<super::Source> {
    let Some(node) = map.get("sources") else { return Vec::new() };
    let Some(sources) = node.map(cx.faults) else { return Vec::new() };
    sources.entries().filter_map(|(key, node)| indicator::source(key, &node, cx)).collect()
}

fn checklists(map: &Map<'_>, cx: &mut Context<'_>) -> Vec<ChecklistItems> {
    let Some(node) = map.get("checklists") else { return Vec::new() };
    let Some(lists) = node.map(cx.faults) else { return Vec::new() };
    let mut found = Vec::new();
    for (id, node) in lists.entries() {
        let Some(list) = node.map(cx.faults) else { continue };
        list.only(CHECKLIST_KEYS, cx.faults);
        let Some(items) = list.need("items", cx.faults) else { continue };
        let named = items.value.is_mapping().then(|| items.map(cx.faults)).flatten();
        let items = match named {
            Some(named) => {
                named.entries().map(|(id, node)| (id.into(), node.localized(cx.languages, cx.faults))).collect()
            }
            None => {
                let items = items.items();
                items.iter().filter_map(|item| Some((item.text(cx.faults)?.into(), Localized::default()))).collect()
            }
        };
        found.push(ChecklistItems { id: id.into(), name: indicator::words(&list, "name", cx), items });
    }
    found
}

/// 12 hex digits of the SHA-256 of the method: all sections with sorted keys and without words.
fn version(value: &Value) -> Box<str> {
    let mut text = String::new();
    canonical(value, &mut text);
    let digest = Sha256::digest(text.as_bytes());
    let mut hex = String::with_capacity(12);
    for byte in digest.iter().take(6) {
        let _ = write!(hex, "{byte:02x}");
    }
    hex.into()
}

/// Words do not belong to the method: renaming an indicator changes no number.
const WORDS: [&str; 7] = ["name", "claim", "caution", "first_step", "how", "effect_text", "title"];

fn canonical(value: &Value, out: &mut String) {
    match value {
        Value::Mapping(map) => {
            let mut entries: Vec<_> = map.iter().filter_map(|(key, value)| Some((key.as_str()?, value))).collect();
            entries.retain(|(key, _)| !WORDS.contains(key));
            entries.sort_unstable_by_key(|(key, _)| *key);
            out.push('{');
            for (key, value) in entries {
                let _ = write!(out, "{key:?}:");
                canonical(value, out);
                out.push(',');
            }
            out.push('}');
        }
        Value::Sequence(items) => {
            out.push('[');
            for item in items {
                canonical(item, out);
                out.push(',');
            }
            out.push(']');
        }
        Value::Number(number) => {
            let _ = write!(out, "{}", number.as_f64().unwrap_or_default());
        }
        Value::Tagged(tagged) => canonical(&tagged.value, out),
        Value::String(text) => {
            let _ = write!(out, "{text:?}");
        }
        Value::Bool(flag) => {
            let _ = write!(out, "{flag}");
        }
        Value::Null => out.push_str("null"),
    }
}

/// The id of the entry that a path leads into.
fn entry_id(value: &Value, path: &[String]) -> Option<String> {
    let entry = value.get(path.first()?.as_str())?.get(path.get(1)?.parse::<usize>().ok()?)?;
    Some(entry.get("id")?.as_str()?.to_owned())
}

#[cfg(test)]
mod tests;
