//! What is left of a group or a place once its pages are written, and what the site gathers of them in order.

use super::{Failure, House, whole};
use crate::disk::Fault;
use crate::page::Entry;
use crate::site::history::{self, Years};
use crate::site::search::Index;
use crate::site::{Rows, Subject, Written};
use std::collections::BTreeSet;

/// What is left of a group or place once its pages are written: what goes into files that others go into as well.
pub struct Done {
    /// Rows of the files under `/data/`.
    pub rows: Rows,
    /// Rows of the yearly files.
    pub years: Years,
    /// Its part of `report.json`.
    pub json: String,
    /// What was written in its folder.
    pub told: Told,
}

/// Paths of pages written, and what the search is told of them by language.
#[derive(Debug, Default)]
pub struct Told {
    /// Paths in the site, as far as a site map lists them.
    pub pages: Vec<String>,
    /// Entries of the search, each with its language.
    pub found: Vec<(usize, Entry)>,
}

/// What is kept of everything written until the site is closed.
pub struct Kept {
    /// Paths of the pages written, as far as a site map lists them.
    pub pages: Vec<String>,
    /// Years whose history files have their header.
    pub years: BTreeSet<i16>,
    /// The search index of each language.
    pub search: Vec<Index>,
}

impl Kept {
    /// Of nothing yet.
    pub fn new(house: &House) -> Self {
        let search = house.words.iter().map(|words| Index::new(words.lang().tag())).collect();
        Self { pages: Vec::new(), years: BTreeSet::new(), search }
    }

    /// Appends what is left of a group or place to the files it belongs to.
    ///
    /// # Errors
    /// The disk.
    pub fn take(&mut self, house: &House, done: Done) -> Result<(), Failure> {
        whole::open_years(house, &done.years, &mut self.years)?;
        let report = (whole::REPORT.to_owned(), done.json.as_bytes());
        let pieces = whole::pieces_of_rows(&done.rows).chain(whole::pieces_of_years(&done.years)).chain([report]);
        house.sink.append_each(&pieces.collect())?;
        self.tell(house, done.told)
    }

    /// Remembers pages, and adds them to the search index of their language.
    ///
    /// # Errors
    /// The disk.
    pub fn tell(&mut self, house: &House, told: Told) -> Result<(), Failure> {
        let mut refused = None;
        for (lang, entry) in &told.found {
            if let Some(index) = self.search.get_mut(*lang) {
                index.add(entry, &mut |path, bytes| house.write(path, bytes, &mut refused));
            }
        }
        self.pages.extend(told.pages);
        refused.map_or(Ok(()), |fault| Err(fault.into()))
    }
}

/// Files on their way to the sink, which is given several at once.
pub struct Held<'a, 'h> {
    house: &'a House<'h>,
    files: Vec<(String, Vec<u8>)>,
    refused: Option<Fault>,
}

/// As many files go to the sink at once: more than one, so that it can hash them side by side.
const TOGETHER: usize = 16;

impl<'a, 'h> Held<'a, 'h> {
    /// None yet.
    pub fn new(house: &'a House<'h>) -> Self {
        Self { house, files: Vec::with_capacity(TOGETHER), refused: None }
    }

    /// Makes pages and tells of them. `pages` is given the door for a page, and for what the search is told.
    ///
    /// # Errors
    /// A template that asks for what is not there.
    pub fn write(
        &mut self,
        pages: impl FnOnce(crate::page::Out, crate::page::Found) -> Result<(), crate::problem::Problem>,
    ) -> Result<Told, Failure> {
        let mut told = Told::default();
        let mapped = self.house.frame.site.base_url.is_some();
        let mut out = |path: String, bytes: Vec<u8>| {
            // Only site maps list pages, and they need an absolute address.
            if mapped && (path.ends_with("/index.html") || path == "index.html") {
                told.pages.push(path.clone());
            }
            self.file(path, bytes);
        };
        pages(&mut out, &mut |lang, entry| told.found.push((lang, entry)))?;
        Ok(told)
    }

    /// Takes a file.
    pub fn file(&mut self, path: String, bytes: Vec<u8>) {
        self.files.push((path, bytes));
        if self.files.len() == TOGETHER {
            self.hand_over();
        }
    }

    fn hand_over(&mut self) {
        if self.refused.is_none() {
            self.refused = self.house.sink.files(&self.files).err();
        }
        self.files.clear();
    }

    /// Hands over what is left.
    ///
    /// # Errors
    /// The first refusal of the sink.
    pub fn end(mut self) -> Result<(), Failure> {
        self.hand_over();
        self.refused.map_or(Ok(()), |fault| Err(fault.into()))
    }
}

/// Writes pages to the sink and tells of them. `pages` is given the door for a page, and for what the search is told.
///
/// # Errors
/// A template that asks for what is not there; the disk.
pub fn write(
    house: &House,
    pages: impl FnOnce(crate::page::Out, crate::page::Found) -> Result<(), crate::problem::Problem>,
) -> Result<Told, Failure> {
    let mut held = Held::new(house);
    let told = held.write(pages)?;
    held.end()?;
    Ok(told)
}

/// Rows of the yearly files, where the site has them.
pub fn years(house: &House, subject: &Subject, written: &Written) -> Years {
    let mut years = Years::new();
    if house.frame.site.history {
        history::append(house.frame, subject, written, &mut years);
    }
    years
}
