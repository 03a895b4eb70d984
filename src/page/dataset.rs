//! The data of the site as a schema.org `Dataset`, in JSON-LD, for search engines of data.

use super::context::Context;
use super::data::FILES;
use super::link::percent;
use super::template::Html;
use serde_json::{Map, Value, json};

/// The `script` element with the description. It is data: no browser runs it.
pub fn dataset(context: &Context) -> Html {
    let value = Value::Object(description(context));
    // `<` could end the element; JSON may write it as a number.
    let text = value.to_string().replace('<', "\\u003c");
    Html(format!("<script type=\"application/ld+json\">{text}</script>"))
}

fn description(context: &Context) -> Map<String, Value> {
    let (frame, words) = (context.frame, context.tongue.words);
    let (site, lang) = (&frame.site, words.lang());
    let mut out = Map::new();
    let mut put = |key: &str, value: Value| out.insert(key.to_owned(), value);
    put("@context", json!("https://schema.org/"));
    put("@type", json!("Dataset"));
    let title = site.title.get(lang).0;
    put("name", json!(title));
    // Search engines ask for 50 characters: the summary, and what the data page says.
    let summary = site.summary.get(lang).0;
    let joint = if summary.is_empty() { "" } else { words.ui("chart.joint") };
    put("description", json!(format!("{summary}{joint}{}", words.ui("page.files.stand"))));
    put("inLanguage", json!(lang.tag()));
    put("isAccessibleForFree", json!(true));
    put("version", json!(frame.as_of.map(|period| period.to_string()).unwrap_or_default()));
    if let Some(period) = frame.as_of {
        put("temporalCoverage", json!(format!("{}/{}", period.first_day(), period.last_day())));
    }
    if let Some(licence) = &site.licence {
        let addresses: Vec<String> = licence_ids(licence).filter_map(licence_address).collect();
        if let [first, more @ ..] = &*addresses {
            put("license", if more.is_empty() { json!(first) } else { json!(addresses) });
        }
    }
    if let Some(base) = &site.base_url {
        let page = format!("{base}{}data/", context.tongue.prefix);
        put("@id", json!(format!("{page}#dataset")));
        put("url", json!(page));
    }
    let publisher = site.publisher.name.get(lang).0;
    if !publisher.is_empty() {
        let mut who = json!({"@type": "Organization", "name": publisher});
        for (key, value) in [("url", &site.publisher.url), ("email", &site.publisher.email)] {
            if let (Some(value), Some(who)) = (value, who.as_object_mut()) {
                who.insert(key.into(), json!(value));
            }
        }
        put("creator", who.clone());
        put("publisher", who);
    }
    let places: Vec<Value> = frame
        .places
        .iter()
        .filter(|place| place.parent.is_none())
        .map(|place| json!({"@type": "Place", "name": place.name.get(lang).0}))
        .collect();
    if !places.is_empty() && !site.fictional {
        put("spatialCoverage", Value::Array(places));
    }
    let measured = frame.playbook.dimensions.iter().enumerate().filter_map(|(at, _)| context.tongue.dimensions.get(at));
    put("variableMeasured", measured.map(|name| json!(name.plain)).collect());
    put("distribution", distribution(context));
    out
}

/// One download for each file under `data/`.
fn distribution(context: &Context) -> Value {
    let words = context.tongue.words;
    let base = context.frame.site.base_url.as_deref();
    let address = |file: &str| match base {
        Some(base) => format!("{base}data/{}", percent(file)),
        None => context.here.to_file(&format!("data/{file}")),
    };
    let tables = FILES.iter().map(|(name, _)| (format!("{name}.csv"), *name, "text/csv"));
    let others = [("report", "report.json"), ("datapackage", "datapackage.json")];
    let others = others.map(|(key, file)| (file.to_owned(), key, "application/json"));
    let all = tables.chain(others).map(|(file, key, kind)| {
        json!({
            "@type": "DataDownload",
            "name": file,
            "description": words.ui(&format!("page.files.about.{key}")),
            "encodingFormat": kind,
            "contentUrl": address(&file),
        })
    });
    all.collect()
}

/// The ids in an SPDX expression: one, or several joined by `AND`, `OR` and `WITH`.
pub fn licence_ids(expression: &str) -> impl Iterator<Item = &str> {
    let words = expression.split([' ', '(', ')']);
    words.filter(|word| !matches!(*word, "" | "AND" | "OR" | "WITH"))
}

/// Where the text of a licence stands, by its SPDX id; `None` for a licence of the author's own.
pub fn licence_address(id: &str) -> Option<String> {
    let creative = id.strip_prefix("CC-").and_then(|rest| rest.rsplit_once('-'));
    match creative {
        _ if id == "CC0-1.0" => Some("https://creativecommons.org/publicdomain/zero/1.0/".into()),
        _ if ["LicenseRef-", "DocumentRef-", "AdditionRef-"].iter().any(|own| id.starts_with(own)) => None,
        Some((kind, version)) if version.starts_with(|c: char| c.is_ascii_digit()) => {
            Some(format!("https://creativecommons.org/licenses/{}/{version}/", kind.to_ascii_lowercase()))
        }
        _ => Some(format!("https://spdx.org/licenses/{}.html", percent(id.trim_end_matches('+')))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licences_lead_to_their_text() {
        let address = |id: &str| licence_address(id).unwrap_or_default();
        assert_eq!(address("CC-BY-4.0"), "https://creativecommons.org/licenses/by/4.0/");
        assert_eq!(address("CC-BY-NC-SA-4.0"), "https://creativecommons.org/licenses/by-nc-sa/4.0/");
        assert_eq!(address("CC0-1.0"), "https://creativecommons.org/publicdomain/zero/1.0/");
        assert_eq!(address("ODbL-1.0"), "https://spdx.org/licenses/ODbL-1.0.html");
        assert_eq!(licence_address("LicenseRef-town"), None);
        let ids: Vec<_> = licence_ids("CC-BY-4.0 OR (ODbL-1.0 AND MIT)").collect();
        assert_eq!(ids, ["CC-BY-4.0", "ODbL-1.0", "MIT"]);
    }
}
