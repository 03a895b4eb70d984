//! `site-manifest.json`: what was written, from what, by which method.

use crate::disk::publish::Entry;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// What a site was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Version of the program.
    pub program: &'static str,
    /// Version of the method: the playbook in force.
    pub method: Box<str>,
    /// Warnings about the content; a site with warnings is built again, so that they are seen again.
    pub warnings: usize,
    /// SHA-256 of the input and of the options that change the output.
    pub input: String,
}

/// The manifest. Sorted by path, without a date: the same input gives the same bytes.
pub fn manifest(origin: &Origin, files: &BTreeMap<Box<str>, Entry>) -> Vec<u8> {
    let files: Map<String, Value> = files
        .iter()
        .map(|(path, file)| (path.to_string(), json!({"sha256": &*file.sha256, "size": file.size})))
        .collect();
    let value = json!({
        "program": "commonweal",
        "version": origin.program,
        "method": &*origin.method,
        "input": origin.input,
        "warnings": origin.warnings,
        "files": files,
    });
    let mut bytes = serde_json::to_vec(&value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
