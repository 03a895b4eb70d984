//! A definition as plain text: a title, then paragraphs and lists under short headings.

use crate::words::Arg;
use crate::words::condition::Speaker;
use crate::words::said::Said;

/// The text as it is written.
pub struct Sheet<'a> {
    /// Words and playbook.
    pub speaker: &'a Speaker<'a>,
    out: String,
}

impl<'a> Sheet<'a> {
    /// Opens with the id and the name, and what kind of thing it is.
    pub fn new(speaker: &'a Speaker<'a>, id: &str, name: &str, about: &[String]) -> Self {
        let mut out = format!("{id}  {name}\n");
        if !about.is_empty() {
            out.push_str(&format!("{}\n", about.join(" · ")));
        }
        Self { speaker, out }
    }

    /// A paragraph of its own; nothing where there is no text.
    pub fn text(&mut self, text: &str) {
        if !text.is_empty() {
            self.out.push_str(&format!("\n{text}\n"));
        }
    }

    /// A heading with its list; nothing where the list is empty. Items that begin with ★ keep it as their mark.
    pub fn list(&mut self, key: &str, items: impl IntoIterator<Item = String>) {
        let mut open = false;
        for item in items.into_iter().filter(|item| !item.is_empty()) {
            if !open {
                self.out.push_str(&format!("\n{}\n", self.speaker.words.ui(key)));
                open = true;
            }
            let mark = if item.starts_with('★') { "" } else { "- " };
            self.out.push_str(&format!("  {mark}{item}\n"));
        }
    }

    /// The findings and indicators that were named, each once with its id: the word by which to ask for more.
    pub fn named(&mut self, findings: impl Iterator<Item = usize>, indicators: impl Iterator<Item = usize>) {
        let speaker = self.speaker;
        let mut lines: Vec<String> = findings.map(|at| speaker.finding(at)).collect();
        lines.extend(indicators.filter_map(|at| {
            let indicator = speaker.playbook.indicators.get(at)?;
            Some(format!("{} {}", indicator.id, speaker.indicator(at)))
        }));
        let mut once: Vec<String> = Vec::new();
        for line in lines {
            if !once.contains(&line) {
                once.push(line);
            }
        }
        self.list("explain.named", once);
    }

    /// A heading with one paragraph under it.
    pub fn under(&mut self, key: &str, text: &str) {
        if !text.is_empty() {
            self.out.push_str(&format!("\n{}\n  {text}\n", self.speaker.words.ui(key)));
        }
    }

    /// A sentence with one place, `value`.
    pub fn say(&self, key: &str, value: &str) -> String {
        self.speaker.words.say(key, &[("value", Arg::from(value.to_owned()))])
    }

    /// The sources by index, each with its mark and address.
    pub fn sources(&mut self, sources: &[usize]) {
        let known = sources.iter().filter_map(|at| self.speaker.playbook.sources.get(*at));
        let lines: Vec<String> = known
            .map(|source| {
                let mark = crate::words::condition::mark_of(self.speaker.words, source.mark);
                let url = source.url.as_deref().unwrap_or_default();
                format!("{} · {} · {mark} {url}", source.cite, source.title).trim_end().to_owned()
            })
            .collect();
        self.list("explain.sources", lines);
    }

    /// The finished text.
    pub fn done(self) -> String {
        self.out
    }
}

/// A condition as a line of a list, with the lines of its parts under it.
pub fn flat(said: &Said) -> String {
    let mut out = said.begun();
    put(&mut out, &said.parts, 4);
    out
}

fn put(out: &mut String, parts: &[Said], indent: usize) {
    for part in parts {
        out.push_str(&format!("\n{:indent$}- {}", "", part.begun()));
        put(out, &part.parts, indent + 2);
    }
}
