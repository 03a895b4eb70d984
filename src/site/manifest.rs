//! `site-manifest.json`: what was written, from what, by which method.

use crate::disk::written::{Entry, put_hex};
use serde_json::json;
use std::collections::BTreeMap;
use std::fmt::Write;

/// What a site was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Version of the program.
    pub program: &'static str,
    /// Version of the method: the playbook in force.
    pub method: Box<str>,
    /// Warnings about the content: a build with nothing to do gives them again.
    pub warnings: usize,
    /// SHA-256 of the input and of the options that change the output.
    pub input: String,
}

/// The manifest. Sorted by path, without a date: the same input gives the same bytes.
pub fn manifest(origin: &Origin, files: &BTreeMap<Box<str>, Entry>) -> Vec<u8> {
    let mut out = String::with_capacity(64 + files.len() * 128);
    out.push_str("{\"files\":{");
    for (i, (path, file)) in files.iter().enumerate() {
        out.push_str(if i == 0 { "" } else { "," });
        // A path is text, and text is always JSON.
        out.push_str(&serde_json::to_string(path).unwrap_or_default());
        out.push_str(":{\"sha256\":\"");
        put_hex(&mut out, &file.sha256);
        out.push_str("\",\"size\":");
        out.push_str(itoa::Buffer::new().format(file.size));
        out.push('}');
    }
    let rest = json!({
        "program": "commonweal",
        "version": origin.program,
        "method": &*origin.method,
        "input": origin.input,
        "warnings": origin.warnings,
    });
    // The list is written by hand: as a tree of values it would be the largest thing in memory.
    let _ = writeln!(out, "}},{}", rest.to_string().trim_start_matches('{'));
    out.into_bytes()
}
