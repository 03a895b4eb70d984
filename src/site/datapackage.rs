//! `data/datapackage.json`, Frictionless Data Package v2: every data file with its size, hash, columns and keys.

use super::{history, rows};
use crate::disk::written::{Entry, hex};
use crate::report::Frame;
use crate::words::Words;
use serde_json::{Map, Value, json};

/// States of a value; those of a piece of advice are others.
const STATUSES: [&str; 7] = ["measured", "few", "imprecise", "withheld", "missing", "not_applicable", "too_early"];
const ADVICE_STATUSES: [&str; 5] = ["recommended", "planned", "running", "done", "dropped"];
const RESULTS: [&str; 5] = ["likely", "possible", "not_seen", "cannot_assess", "withheld"];

/// The description. `years` are those with history files; `written` knows size and hash of a file by its path.
pub fn datapackage(frame: &Frame, words: &Words, years: &[i16], written: &dyn Fn(&str) -> Option<Entry>) -> String {
    let mut resources: Vec<Value> = rows::FILES
        .iter()
        .map(|(name, columns)| table(words, written, (name, format!("{name}.csv"), String::new()), name, columns))
        .collect();
    for year in years {
        for (name, columns) in history::KINDS {
            let file = format!("history/{name}-{year:04}.csv");
            let title = format!(" ({year:04})");
            let id = format!("{name}-{year:04}");
            let mut table = table(words, written, (&id, file, title), name, rows::FILES[columns].1);
            // What has no row there.
            table["description"] = json!(words.ui("page.files.history"));
            resources.push(table);
        }
    }
    let mut report = json!({
        "name": "report",
        "path": "report.json",
        "title": words.ui("page.files.about.report"),
        "format": "json",
        "mediatype": "application/json",
        "encoding": "utf-8",
    });
    seal(&mut report, written("data/report.json"));
    resources.push(report);
    let value = Value::Object(about(frame, words, resources));
    format!("{value:#}\n")
}

fn about(frame: &Frame, words: &Words, resources: Vec<Value>) -> Map<String, Value> {
    let (site, lang) = (&frame.site, words.lang());
    let mut package = Map::new();
    let mut put = |key: &str, value: Value| package.insert(key.to_owned(), value);
    put("$schema", json!("https://datapackage.org/profiles/2.0/datapackage.json"));
    put("name", json!("commonweal-report"));
    put("title", json!(site.title.get(lang).0));
    if !site.summary.is_empty() {
        put("description", json!(site.summary.get(lang).0));
    }
    if let Some(base) = &site.base_url {
        put("id", json!(format!("{base}data/datapackage.json")));
        put("homepage", json!(base));
    }
    // The version of the data is the period it reports.
    if let Some(period) = frame.as_of {
        put("version", json!(period.to_string()));
    }
    if let Some(licence) = &site.licence {
        let one = |id| match crate::page::licence_address(id) {
            Some(path) => json!({"name": id, "path": path}),
            None => json!({"name": id}),
        };
        put("licenses", json!(crate::page::licence_ids(licence).map(one).collect::<Vec<_>>()));
    }
    let publisher = site.publisher.name.get(lang).0;
    if !publisher.is_empty() {
        let mut who = json!({"title": publisher, "roles": ["publisher"]});
        for (key, value) in [("path", &site.publisher.url), ("email", &site.publisher.email)] {
            if let (Some(value), Some(who)) = (value, who.as_object_mut()) {
                who.insert(key.into(), json!(value));
            }
        }
        put("contributors", json!([who]));
    }
    put("keywords", json!(["community", "health", "statistics"]));
    put("resources", Value::Array(resources));
    package
}

/// A table: name, path and what its title says besides; `kind` is the file whose columns it has.
fn table(
    words: &Words,
    written: &dyn Fn(&str) -> Option<Entry>,
    (name, path, more): (&str, String, String),
    kind: &str,
    columns: &str,
) -> Value {
    let fields: Vec<Value> = columns.split(',').map(|column| field(words, kind, column)).collect();
    let key: Vec<&str> = match kind {
        "groups" => vec!["group"],
        "periods" => vec!["place", "group", "period", "field"],
        "indicators" => vec!["place", "group", "period", "indicator"],
        "scores" => vec!["place", "group", "period", "dimension"],
        "findings" => vec!["place", "group", "period", "finding"],
        _ => vec!["place", "group", "period", "advice"],
    };
    let mut resource = json!({
        "name": name,
        "path": path,
        "type": "table",
        "title": format!("{}{more}", words.ui(&format!("page.files.about.{kind}"))),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": "\"", "doubleQuote": true, "header": true},
        "schema": {
            "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
            "fields": fields,
            "primaryKey": key,
            "missingValues": [""],
        },
    });
    seal(&mut resource, written(&format!("data/{path}")));
    resource
}

/// Size and hash of the file.
fn seal(resource: &mut Value, entry: Option<Entry>) {
    if let (Some(entry), Some(map)) = (entry, resource.as_object_mut()) {
        map.insert("bytes".into(), json!(entry.size));
        map.insert("hash".into(), json!(format!("sha256:{}", hex(&entry.sha256))));
    }
}

fn field(words: &Words, kind: &str, name: &str) -> Value {
    let mut constraints = Map::new();
    let mut limit = |key: &str, value: Value| constraints.insert(key.to_owned(), value);
    let kind_of = match name {
        "members_end" => {
            limit("minimum", json!(0));
            "number"
        }
        // A bound of an indicator may lie anywhere, one of a score between 0 and 100.
        "score" => {
            limit("minimum", json!(0));
            limit("maximum", json!(100));
            "number"
        }
        "lower" | "upper" if kind == "scores" => {
            limit("minimum", json!(0));
            limit("maximum", json!(100));
            "number"
        }
        "coverage" | "strength" => {
            limit("minimum", json!(0));
            limit("maximum", json!(1));
            "number"
        }
        "n" => {
            limit("minimum", json!(0));
            "number"
        }
        "value" | "lower" | "upper" | "priority" => "number",
        _ => "string",
    };
    match name {
        "status" if kind == "advice" => limit("enum", json!(ADVICE_STATUSES)),
        "status" => limit("enum", json!(STATUSES)),
        "result" => limit("enum", json!(RESULTS)),
        "effort" => limit("enum", json!(["S", "M", "L"])),
        "type" => limit("enum", json!(["industry", "interest", "regional", "other"])),
        "platform" => limit("enum", json!(["chat", "forum", "club", "mixed"])),
        "period" => limit("pattern", json!("[0-9]{4}(-Q[1-4]|-W[0-5][0-9]|-[01][0-9])?")),
        "grade" => limit("pattern", json!("[A-E](-[A-E])?")),
        _ => None,
    };
    let required = matches!(
        name,
        "field" | "status" | "indicator" | "unit" | "dimension" | "finding" | "result" | "advice" | "effort" | "actor"
    ) || (kind == "groups" && matches!(name, "group" | "name" | "type" | "platform"))
        || (name == "period" && kind != "groups");
    if required {
        limit("required", json!(true));
    }
    let mut field = json!({
        "name": name,
        "type": kind_of,
        "description": words.ui(&format!("page.files.column.{name}")),
    });
    if let (false, Some(map)) = (constraints.is_empty(), field.as_object_mut()) {
        map.insert("constraints".into(), Value::Object(constraints));
    }
    field
}
