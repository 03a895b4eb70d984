//! What an address in a note means: a page of this site, a file of it, the web, a chart, a value, or nothing that
//! may be linked.

use crate::model::Lang;
use crate::problem::nearest::nearest;
use std::collections::BTreeSet;

/// What an address in a note leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reference {
    /// `http`, `https` or `mailto`.
    Web(String),
    /// A page of this site: its folder, and the note on it where one is meant.
    Page {
        /// Folder below that of the language.
        folder: String,
        /// Id of the note, ready for a fragment.
        note: Option<String>,
    },
    /// A file of `static/`: its path in the written site.
    File(String),
    /// A place on the same page.
    Fragment(String),
    /// `chart:ID`
    Chart(String),
    /// `value:ID`
    Value(String),
    /// An address that could run something or hides where it leads.
    Unsafe,
    /// A path that is no source file of this site.
    Unknown,
}

/// What the id of a note on its page begins with.
const NOTE: &str = "note-";

/// The id of a note on its page.
pub fn note_id(slug: &str) -> String {
    format!("{NOTE}{slug}")
}

/// What `url` means in the note at `source` (its path from the site folder).
pub fn resolve(url: &str, source: &str, languages: &[Lang]) -> Reference {
    // Browsers drop tabs and line ends anywhere in an address, and control characters and spaces around it.
    let url: String = url.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let url = url.trim_matches(|c: char| c.is_control() || c.is_whitespace());
    if url.chars().any(|c| c.is_control() || is_invisible(c)) {
        return Reference::Unsafe;
    }
    if let Some((scheme, rest)) = scheme(url) {
        return match scheme.to_ascii_lowercase().as_str() {
            "http" | "https" if rest.starts_with("//") => Reference::Web(url.to_owned()),
            "mailto" => Reference::Web(url.to_owned()),
            "chart" => Reference::Chart(rest.to_owned()),
            "value" => Reference::Value(rest.to_owned()),
            _ => Reference::Unsafe,
        };
    }
    if url.contains('\\') || url.starts_with("//") {
        return Reference::Unsafe;
    }
    if let Some(fragment) = url.strip_prefix('#') {
        return Reference::Fragment(fragment.to_owned());
    }
    if url.is_empty() {
        return Reference::Unknown;
    }
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let folder = source.rsplit_once('/').map_or("", |(folder, _)| folder);
    match decoded(path).and_then(|path| joined(folder, &path)) {
        Some(path) => source_file(&path, languages),
        None => Reference::Unknown,
    }
}

/// The scheme of an address and what follows it; `None` for a relative one.
fn scheme(url: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = url.split_once(':')?;
    // A colon behind a slash, a question mark or a hash belongs to a path.
    (!scheme.contains(['/', '?', '#'])).then_some((scheme, rest))
}

/// Characters that show nothing and could hide where an address leads.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{ad}')
}

/// The path with its percent signs read; `None` where they do not make text.
fn decoded(path: &str) -> Option<String> {
    if !path.contains('%') {
        return Some(path.to_owned());
    }
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let hex = tail.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.filter(|_| *first == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

/// The path from the site folder; `None` where it leads out of it or begins at a root.
fn joined(folder: &str, path: &str) -> Option<String> {
    if path.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// What a path from the site folder stands for.
fn source_file(path: &str, languages: &[Lang]) -> Reference {
    let page = |folder: &str| Reference::Page { folder: folder.to_owned(), note: None };
    if let Some(file) = path.strip_prefix("static/") {
        return Reference::File(file.to_owned());
    }
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    match name {
        "group.yaml" | "place.yaml" | "periods.csv" | "moves.yaml" => page(folder),
        "site.yaml" => page(""),
        "playbook.yaml" => page("method"),
        name => match name.strip_suffix(".md") {
            Some(stem) => {
                let slug = languages.iter().find_map(|lang| stem.strip_suffix(lang.tag())?.strip_suffix('.'));
                let slug = slug.unwrap_or(stem);
                match (folder, slug) {
                    ("", "index") => page(""),
                    ("", "about") => page("about"),
                    ("", _) => Reference::Page { folder: "updates".to_owned(), note: Some(note_id(slug)) },
                    _ => Reference::Page { folder: folder.to_owned(), note: Some(note_id(slug)) },
                }
            }
            // A folder by its own name.
            None if !name.contains('.') => page(path),
            None => Reference::Unknown,
        },
    }
}

/// The pages and files a note may link to, by folder and note, for checking.
#[derive(Debug, Clone, Default)]
pub struct Targets {
    folders: BTreeSet<String>,
    notes: BTreeSet<(String, String)>,
    files: BTreeSet<String>,
}

impl Targets {
    /// From the folders of places and groups, the notes with the folder they lie in, and the targets of static files.
    pub fn new<'a>(
        folders: impl Iterator<Item = &'a str>,
        notes: impl Iterator<Item = (&'a str, &'a str)>,
        files: impl Iterator<Item = &'a str>,
    ) -> Self {
        let own = ["", "groups", "switching", "advice", "method", "data", "updates", "about", "search"];
        Self {
            folders: folders.chain(own).map(str::to_owned).collect(),
            notes: notes
                .map(|(folder, slug)| {
                    let page = if folder.is_empty() { "updates" } else { folder };
                    (page.to_owned(), note_id(slug))
                })
                .collect(),
            files: files.map(str::to_owned).collect(),
        }
    }

    /// The source file, by its path from the site folder, that a reference to nothing most likely means.
    fn meant(&self, reference: &Reference) -> Option<String> {
        let file = |folder: &str, slug: &str| match folder {
            "updates" => format!("{slug}.md"),
            folder => format!("{folder}/{slug}.md"),
        };
        let folders = || self.folders.iter().map(String::as_str);
        match reference {
            Reference::Page { folder, note: None } => nearest(folder, folders()).map(|folder| format!("{folder}/")),
            Reference::Page { folder, note: Some(id) } => {
                let slug = id.strip_prefix(NOTE)?;
                let has = |folder: &str| self.notes.contains(&(folder.to_owned(), id.clone()));
                let beside = self.notes.iter().filter(|(page, _)| page == folder);
                let beside = beside.filter_map(|(_, id)| id.strip_prefix(NOTE));
                match nearest(slug, beside) {
                    Some(slug) => Some(file(folder, slug)),
                    None => nearest(folder, folders().filter(|folder| has(folder))).map(|folder| file(folder, slug)),
                }
            }
            Reference::File(path) => {
                nearest(path, self.files.iter().map(String::as_str)).map(|path| format!("static/{path}"))
            }
            _ => None,
        }
    }

    /// The address, written in the file at `source`, that a reference to nothing most likely means.
    pub fn nearest(&self, reference: &Reference, source: &str) -> Option<String> {
        let target = self.meant(reference)?;
        let here = source.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut from: Vec<&str> = here.split('/').filter(|part| !part.is_empty()).collect();
        let mut to: Vec<&str> = target.split('/').collect();
        while to.len() > 1 && from.first() == to.first() {
            from.remove(0);
            to.remove(0);
        }
        Some(format!("{}{}", "../".repeat(from.len()), to.join("/")))
    }

    /// Whether the reference leads somewhere.
    pub fn has(&self, reference: &Reference) -> bool {
        match reference {
            Reference::Page { folder, note: None } => self.folders.contains(folder.as_str()),
            Reference::Page { folder, note: Some(note) } => self.notes.contains(&(folder.clone(), note.clone())),
            Reference::File(path) => self.files.contains(path.as_str()),
            Reference::Unknown | Reference::Unsafe => false,
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(url: &str) -> Reference {
        resolve(url, "riverbend/night-runners/2026-10.en.md", &[Lang::new("zh-Hans"), Lang::new("en")])
    }

    #[test]
    fn source_files_become_pages() {
        let page = |folder: &str, note: Option<&str>| Reference::Page {
            folder: folder.to_owned(),
            note: note.map(str::to_owned),
        };
        assert_eq!(at("../trail-runners/group.yaml"), page("riverbend/trail-runners", None));
        assert_eq!(at("../trail-runners/"), page("riverbend/trail-runners", None));
        assert_eq!(at("../place.yaml"), page("riverbend", None));
        assert_eq!(at("2026-09.en.md"), page("riverbend/night-runners", Some("note-2026-09")));
        assert_eq!(at("../../about.md"), page("about", None));
        assert_eq!(at("../../static/plan.pdf"), Reference::File("plan.pdf".into()));
        assert_eq!(at("../../../etc/passwd"), Reference::Unknown);
        assert_eq!(at("../%E6%B2%B3/place.yaml"), page("riverbend/河", None));
    }

    #[test]
    fn addresses_that_could_run_something_are_not_links() {
        for url in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " java\nscript:alert(1)",
            "\u{1}javascript:alert(1)",
            "java\u{200b}script:alert(1)",
            "data:text/html,<script>alert(1)</script>",
            "vbscript:x",
            "file:///etc/passwd",
            "//evil.example/",
            "\\\\evil.example\\x",
            "https:evil.example",
            "blob:x",
        ] {
            assert_eq!(at(url), Reference::Unsafe, "{url:?}");
        }
        assert_eq!(at("https://example.org/a:b"), Reference::Web("https://example.org/a:b".into()));
        assert_eq!(at("mailto:a@example.org"), Reference::Web("mailto:a@example.org".into()));
    }
}
