//! Files that describe the others: `datapackage.json`, `sitemap.xml`, `robots.txt`.

use super::{history, rows};
use crate::model::site::Profile;
use crate::report::Frame;
use serde_json::{Value, json};

/// `data/datapackage.json`, Frictionless Data Package v2. `years` are those with history files.
pub fn datapackage(frame: &Frame, years: &[i16]) -> String {
    let site = &frame.site;
    let lang = site.default_language();
    let mut resources: Vec<Value> =
        rows::FILES.iter().map(|(name, columns)| resource(name, &format!("{name}.csv"), columns)).collect();
    for year in years {
        for (name, columns) in history::KINDS {
            let file = format!("history/{name}-{year:04}.csv");
            resources.push(resource(&format!("{name}-{year:04}"), &file, rows::FILES[columns].1));
        }
    }
    resources.push(json!({"name": "report", "path": "report.json", "format": "json", "mediatype": "application/json", "encoding": "utf-8"}));
    let mut package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "commonweal-report",
        "title": site.title.get(lang).0,
        "description": site.summary.get(lang).0,
        "resources": resources,
    });
    if let (Some(licence), Some(map)) = (&site.licence, package.as_object_mut()) {
        map.insert("licenses".into(), json!([{"name": licence}]));
    }
    if let (Some(base), Some(map)) = (&site.base_url, package.as_object_mut()) {
        map.insert("homepage".into(), json!(base));
    }
    let publisher = site.publisher.name.get(lang).0;
    if let (false, Some(map)) = (publisher.is_empty(), package.as_object_mut()) {
        map.insert("contributors".into(), json!([{"title": publisher, "roles": ["publisher"]}]));
    }
    format!("{package:#}\n")
}

fn resource(name: &str, path: &str, columns: &str) -> Value {
    let fields: Vec<Value> = columns.split(',').map(field).collect();
    json!({
        "name": name,
        "path": path,
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": fields, "missingValues": [""]},
    })
}

fn field(name: &str) -> Value {
    let number = matches!(
        name,
        "members_end" | "score" | "value" | "lower" | "upper" | "n" | "coverage" | "strength" | "priority"
    );
    let values = match name {
        "status" => Some(vec![
            "measured",
            "few",
            "imprecise",
            "withheld",
            "missing",
            "not_applicable",
            "too_early",
            "recommended",
            "planned",
            "running",
            "done",
            "dropped",
        ]),
        "result" => Some(vec!["likely", "possible", "not_seen", "cannot_assess", "withheld"]),
        _ => None,
    };
    let mut field = json!({"name": name, "type": if number { "number" } else { "string" }});
    if let (Some(values), Some(map)) = (values, field.as_object_mut()) {
        map.insert("constraints".into(), json!({"enum": values}));
    }
    field
}

/// `sitemap.xml` for the pages written, with absolute addresses; `None` without a base URL or for a site that is
/// not meant for the public.
pub fn sitemap(frame: &Frame, pages: &[String]) -> Option<String> {
    let base = frame.site.base_url.as_deref()?;
    if frame.site.disclosure.profile == Profile::Internal {
        return None;
    }
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for page in pages {
        let address = page.strip_suffix("index.html").unwrap_or(page);
        out.push_str(&format!("<url><loc>{}{}</loc></url>\n", xml(base), percent(address)));
    }
    out.push_str("</urlset>\n");
    Some(out)
}

/// `robots.txt`: everything is open, unless the site is internal.
pub fn robots(frame: &Frame) -> String {
    if frame.site.disclosure.profile == Profile::Internal {
        return "User-agent: *\nDisallow: /\n".into();
    }
    let sitemap = frame.site.base_url.as_deref().map(|base| format!("Sitemap: {base}sitemap.xml\n"));
    format!("User-agent: *\nAllow: /\n{}", sitemap.unwrap_or_default())
}

/// A path with everything but unreserved characters and `/` percent-encoded (RFC 3986).
pub fn percent(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

fn xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
