//! The search index of one language: words of the published pages, in small files that a page asks for on use.
//!
//! Under `assets/search/<tag>/`:
//!
//! - `index.json`, the way in: number of pages, first page of every text file, labels, and for every segment the
//!   first page behind it and the first word of every word file;
//! - `w<segment>-<number>.json`, words in order with the pages they stand on: differences of page numbers times four,
//!   plus 3 for a word of the name, 2 for one of the facts, 1 for one of the text;
//! - `p<number>.json`, pages in order: address, name, other names, what it is, place, labels, text.
//!
//! Labels are what many pages share, such as the names of findings: their words stand in `index.json` once, and
//! `#<number>` stands for each of them among the words. A segment holds the words of the pages read since the one
//! before and is written when it grows large, so that memory does not grow with the site.
//!
//! An index of our own, because Pagefind cannot be had here: it runs WebAssembly, which the site's policy forbids
//! without `wasm-unsafe-eval`, and its words are cut by a dictionary, so that not every two characters are found.

mod fold;
mod words;
mod write;

use crate::page::Entry;
use std::collections::HashMap;
use words::{PAGES, Weight, Words};

/// Bytes at which a file of texts or words is written. A query asks for a file of every segment for each of its words
/// and for one of texts for each page shown: small files keep that to a few hundred kilobytes in a large site.
const FILE: usize = 16 << 10;

/// Takes a file of the index: its path in the site, and its bytes.
pub type Out<'a> = &'a mut dyn FnMut(&str, &[u8]);

/// The index of one language while pages are added to it.
pub struct Index {
    /// Folder of its files, with `/`.
    folder: String,
    pages: u32,
    /// Texts not yet written.
    texts: String,
    /// First page of each written file of texts, and of the one in the making.
    starts: Vec<u32>,
    labels: Vec<String>,
    label_numbers: HashMap<String, u32>,
    segments: Vec<write::Segment>,
    words: Words,
}

impl Index {
    /// An empty index for a language by its tag.
    pub fn new(tag: &str) -> Self {
        Self {
            folder: format!("assets/search/{tag}/"),
            pages: 0,
            texts: String::new(),
            starts: vec![0],
            labels: Vec::new(),
            label_numbers: HashMap::new(),
            segments: Vec::new(),
            words: Words::default(),
        }
    }

    /// Adds a page. Pages come in the same order whatever the number of threads.
    pub fn add(&mut self, entry: &Entry, out: Out) {
        let page = self.pages - self.segments.last().map_or(0, |segment| segment.behind);
        let labels: Vec<u32> = entry.labels.iter().map(|label| self.label(label)).collect();
        self.words.text(&entry.name, page, Weight::Name);
        self.words.text(&entry.others, page, Weight::Name);
        self.words.text(&entry.place, page, Weight::Fact);
        self.words.text(&entry.kind, page, Weight::Fact);
        for label in &labels {
            self.words.put(&format!("#{label}"), page, Weight::Fact);
        }
        self.words.text(&entry.text, page, Weight::Text);
        // A long page does not make the file of its neighbours long too.
        if !self.texts.is_empty() && self.texts.len() + entry.text.len() > FILE * 3 / 2 {
            self.close_texts(out);
        }
        write::record(&mut self.texts, entry, &labels);
        self.pages += 1;
        if self.texts.len() >= FILE {
            self.close_texts(out);
        }
        if self.words.is_full() || page + 1 >= PAGES {
            self.close_words(out);
        }
    }

    /// Writes what is left, and the way in.
    pub fn finish(mut self, out: Out) {
        self.close_texts(out);
        self.close_words(out);
        let way_in = write::way_in(self.pages, &self.starts, &self.labels, &self.segments);
        out(&format!("{}index.json", self.folder), way_in.as_bytes());
    }

    fn label(&mut self, label: &str) -> u32 {
        if let Some(number) = self.label_numbers.get(label) {
            return *number;
        }
        // The playbook has a few hundred names.
        let number = u32::try_from(self.labels.len()).unwrap_or(u32::MAX);
        self.labels.push(label.to_owned());
        self.label_numbers.insert(label.to_owned(), number);
        number
    }

    fn close_texts(&mut self, out: Out) {
        if self.texts.is_empty() {
            return;
        }
        let number = self.starts.len() - 1;
        self.texts.push(']');
        out(&format!("{}p{number}.json", self.folder), self.texts.as_bytes());
        self.texts.clear();
        self.starts.push(self.pages);
    }

    fn close_words(&mut self, out: Out) {
        if !self.words.is_empty() {
            let prefix = format!("{}w{}-", self.folder, self.segments.len());
            let first = self.segments.last().map_or(0, |segment| segment.behind);
            self.segments.push(write::segment(&mut self.words, first, self.pages, &prefix, out));
        }
    }
}

#[cfg(test)]
mod tests;
