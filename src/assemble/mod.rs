//! Brings the stages together: for each group and place the way from raw data to pages and rows, in parallel, with
//! the results in order.

pub mod check;
pub mod explain;
pub mod frame;
pub mod group;
pub mod kept;
pub mod place;
pub mod stream;
pub mod whole;

use crate::disclose::flows::Flows;
use crate::disk::{Fault, Sink};
use crate::judge::Rules;
use crate::load::Tree;
use crate::load::source::Source;
use crate::load::texts;
use crate::model::community::TextFile;
use crate::model::note::Note;
use crate::model::site::HantTerms;
use crate::model::{Community, Lang, Period};
use crate::page::Pages;
use crate::problem::Problem;
use crate::report::Frame;
use crate::score::Scoring;
use crate::words::Words;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Why a site was not written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The content has problems that only show when pages are made.
    Problems(Vec<Problem>),
    /// The machine failed.
    Machine(Fault),
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self::Machine(fault)
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Problems(vec![problem])
    }
}

/// How to build.
pub struct BuildOptions<'a> {
    /// Threads.
    pub jobs: usize,
    /// Called once a group is done, from any thread.
    pub progress: &'a (dyn Fn() + Sync),
}

/// What all stages of a build share.
pub struct House<'a> {
    /// The checked site.
    pub community: &'a Community,
    /// What every page shares.
    pub frame: &'a Frame,
    /// Words of the site's languages, in its order.
    pub words: &'a [Words],
    /// How scores are made.
    pub scoring: Scoring<'a>,
    /// Rules, compiled once.
    pub rules: Rules,
    /// Published numbers of all places.
    pub regions: place::Regions,
    /// Known moves between groups.
    pub flows: Flows,
    /// Page writer.
    pub pages: Pages<'a>,
    /// The author's files, for notes and files copied as they are.
    pub tree: &'a dyn Tree,
    /// Where files go.
    pub sink: &'a dyn Sink,
    /// How to build.
    pub options: &'a BuildOptions<'a>,
}

impl House<'_> {
    /// Whether a group lies in a place or in one below it.
    pub fn lies_in(&self, group: usize, place: usize) -> bool {
        self.places_of(group).any(|at| at == place)
    }

    /// The places a group lies in, innermost first.
    pub fn places_of(&self, group: usize) -> impl Iterator<Item = usize> {
        let nearest = self.frame.groups.get(group).and_then(|group| group.place);
        std::iter::successors(nearest, |at| self.frame.places.get(*at)?.parent)
    }

    /// Whether figures that end with this period are older than the rest: they end before the reported period begins, or
    /// the next one is over by its end.
    pub fn is_late(&self, last: Option<&Period>) -> bool {
        last.zip(self.frame.as_of)
            .is_some_and(|(last, as_of)| last.last_day() < as_of.first_day() || last.next().has_ended_by(as_of))
    }

    /// The Markdown of a note, without its front matter; empty where the file has gone since it was checked.
    pub fn note(&self, note: &Note) -> String {
        let bytes = self.tree.read(&note.source).unwrap_or_default();
        let body = bytes.get(note.body_at as usize..).unwrap_or_default();
        String::from_utf8_lossy(body).into_owned()
    }

    /// Writes a page and remembers the first refusal of the sink.
    pub fn write(&self, path: &str, bytes: &[u8], refused: &mut Option<Fault>) {
        if refused.is_none() {
            *refused = self.sink.file(path, bytes).err();
        }
    }
}

/// Words of the site's languages, in its order, with the texts that the site brings.
///
/// # Errors
/// A file of texts that cannot be read; the reader of the site refuses it earlier, with its line.
fn words(community: &Community) -> Result<Vec<Words>, Failure> {
    let site = &community.site;
    let load = |lang: &Lang| {
        words_in(lang, &community.texts, site.hant_terms)
            .map_err(|reason| Failure::Machine(Fault::new(reason, "the program's own texts are broken: report it")))
    };
    site.languages.iter().map(load).collect()
}

/// Words of one language, with the texts that a site brings.
fn words_in(lang: &Lang, texts: &[TextFile], terms: HantTerms) -> Result<Words, String> {
    let own = texts.iter().filter(|file| file.lang == *lang);
    let own: Vec<(&str, &str)> = own.map(|file| (&*file.source, &*file.yaml)).collect();
    let reason = |fault: crate::words::forms::Fault| format!("{}: {} {}", fault.file, fault.key, fault.message);
    Words::of_site(lang, &own, terms).map_err(reason)
}

/// Gathers what all stages share: the words and the templates on one thread, beside them the rules and what is measured
/// of places. The words stay in the cell they are given.
///
/// # Errors
/// A template of the site that cannot be used.
pub fn house<'a>(
    community: &'a Community,
    frame: &'a Frame,
    words: &'a OnceLock<Vec<Words>>,
    tree: &'a dyn Tree,
    sink: &'a dyn Sink,
    options: &'a BuildOptions<'a>,
) -> Result<House<'a>, Failure> {
    let (templates, unread) = overrides(tree);
    if !unread.is_empty() {
        return Err(Failure::Problems(unread));
    }
    std::thread::scope(|scope| {
        let pages = scope.spawn(|| {
            let loaded = self::words(community)?;
            let words: &[Words] = words.get_or_init(|| loaded);
            Pages::new(frame, words, &templates).map(|pages| (words, pages)).map_err(Failure::Problems)
        });
        let scoring = Scoring::new(&frame.playbook, &frame.site, &frame.fields);
        let rules = Rules::new(&frame.playbook, &frame.fields);
        let regions = place::Regions::new(community, frame);
        let flows = Flows::new(community);
        let (words, pages) = pages.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        Ok(House { community, frame, words, scoring, rules, regions, flows, pages, tree, sink, options })
    })
}

/// Templates and assets of the site that stand in for built-in ones, by path below `templates/`, and a problem for
/// each that is no text.
pub fn overrides(tree: &dyn Tree) -> (BTreeMap<String, String>, Vec<Problem>) {
    let mut files = BTreeMap::new();
    let mut problems = Vec::new();
    for entry in tree.files() {
        let Some(name) = entry.path.strip_prefix("templates/") else { continue };
        if entry.path.starts_with(texts::FOLDER) {
            continue;
        }
        match Source::read(tree, entry) {
            Ok(source) => {
                files.insert(name.to_owned(), source.text);
            }
            Err(problem) => problems.push(problem),
        }
    }
    (files, problems)
}
