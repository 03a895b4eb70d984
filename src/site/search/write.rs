//! The files of the index, written by hand: they are many, and their parts are numbers and strings.

use super::words::Words;
use super::{FILE, Out};
use crate::page::Entry;
use std::fmt::Write;

/// The words of a run of pages, as the way in tells of them.
pub struct Segment {
    /// First page behind it.
    pub behind: u32,
    /// First word of every file.
    firsts: Vec<Box<str>>,
}

/// Appends a page to a file of texts.
pub fn record(out: &mut String, entry: &Entry, labels: &[u32]) {
    out.push_str(if out.is_empty() { "[\n[" } else { ",\n[" });
    for text in [&entry.path, &entry.name, &entry.others, &entry.kind, &entry.place] {
        string(out, text);
        out.push(',');
    }
    numbers(out, labels);
    out.push(',');
    string(out, &entry.text);
    out.push(']');
}

/// Writes the files of a segment whose pages begin at `first`.
pub fn segment(words: &mut Words, first: u32, behind: u32, prefix: &str, out: Out) -> Segment {
    let mut firsts: Vec<Box<str>> = Vec::new();
    let mut file = String::with_capacity(FILE + FILE / 4);
    words.drain(|word, places| {
        if file.is_empty() {
            firsts.push(word.into());
        }
        file.push_str(if file.is_empty() { "{\n" } else { ",\n" });
        string(&mut file, word);
        file.push_str(":[");
        let mut before = 0;
        for (at, place) in places.iter().enumerate() {
            if at > 0 {
                file.push(',');
            }
            let page = first + (place >> 2);
            decimal(&mut file, (page - before) * 4 + (place & 3));
            before = page;
        }
        file.push(']');
        if file.len() >= FILE {
            close(&mut file, firsts.len() - 1, prefix, out);
        }
    });
    if !file.is_empty() {
        close(&mut file, firsts.len() - 1, prefix, out);
    }
    Segment { behind, firsts }
}

fn close(file: &mut String, number: usize, prefix: &str, out: Out) {
    file.push('}');
    out(&format!("{prefix}{number}.json"), file.as_bytes());
    file.clear();
}

/// Appends a number without the machinery of formatting: an index holds millions.
fn decimal(out: &mut String, number: u32) {
    out.push_str(itoa::Buffer::new().format(number));
}

/// `index.json`.
pub fn way_in(pages: u32, starts: &[u32], labels: &[String], segments: &[Segment]) -> String {
    let mut out = format!("{{\"version\":1,\"pages\":{pages},\n\"starts\":");
    // The last start is that of a file that was not begun.
    let files = starts.len().saturating_sub(1);
    numbers(&mut out, &starts[..files]);
    out.push_str(",\n\"labels\":");
    strings(&mut out, labels.iter().map(String::as_str));
    out.push_str(",\n\"segments\":[");
    for (number, segment) in segments.iter().enumerate() {
        out.push_str(if number == 0 { "\n{\"behind\":" } else { ",\n{\"behind\":" });
        decimal(&mut out, segment.behind);
        out.push_str(",\"words\":");
        strings(&mut out, segment.firsts.iter().map(|word| &**word));
        out.push('}');
    }
    out.push_str("]}\n");
    out
}

fn numbers(out: &mut String, list: &[u32]) {
    out.push('[');
    for (at, number) in list.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        decimal(out, *number);
    }
    out.push(']');
}

fn strings<'a>(out: &mut String, list: impl Iterator<Item = &'a str>) {
    out.push('[');
    for (at, text) in list.enumerate() {
        if at > 0 {
            out.push(',');
        }
        string(out, text);
    }
    out.push(']');
}

/// A JSON string.
fn string(out: &mut String, text: &str) {
    out.push('"');
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        if byte >= 0x20 && byte != b'"' && byte != b'\\' {
            continue;
        }
        out.push_str(&text[from..at]);
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            _ => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{byte:04x}");
            }
        }
        from = at + 1;
    }
    out.push_str(&text[from..]);
    out.push('"');
}
