//! The first stage: every file of the site folder read, checked and resolved into the [`Community`].
//!
//! All problems of a site are found in one run, each with its file, line and column. The way of a file:
//! [`layout`] says what it is, [`source`] makes it text, [`yaml`] or [`table`] read it, [`group`], [`place`],
//! [`site`], [`notes`] and [`moves`] check its values, [`fault`] finds the place of what is wrong.

pub mod agreement;
mod ahead;
pub mod collisions;
pub mod context;
pub mod continuity;
pub mod convert;
pub mod csv_reader;
pub mod fault;
pub mod folder;
pub mod front_matter;
pub mod governance;
pub mod group;
pub mod layout;
pub mod lists;
pub mod measured;
pub mod moved;
pub mod moves;
pub mod notes;
pub mod parallel;
pub mod parts;
pub mod place;
pub mod playbook_file;
pub mod raw;
pub mod raw_periods;
pub mod reach;
pub mod reported;
pub mod rules;
pub mod schema;
pub mod shape;
pub mod site;
pub mod slots;
pub mod slug;
pub mod source;
pub mod table;
pub mod texts;
pub mod tree;
pub mod yaml;

pub use folder::FolderTree;
pub use tree::{Entry, MemoryTree, Tree};

use crate::model::community::TextFile;
use crate::model::place::PlaceNode;
use crate::model::site::HantTerms;
use crate::model::{Community, Group, Period};
use crate::playbook::Playbook;
use crate::problem::Problem;
use context::Context;
use fault::{Faults, Yaml};
use layout::{Folder, Layout};
use notes::Shelf;
use place::PlaceFile;
use raw::RawSite;
use reach::{Reach, Shelves};
use shape::FileKind;
use site::SiteFile;
use slots::Slots;
use source::Source;
use texts::OwnTexts;

/// How to read a site.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Last period reported; wins over `site.yaml`.
    pub as_of: Option<Period>,
    /// Whether notes marked as drafts are part of the site.
    pub drafts: bool,
    /// Whether the site is made for the public: a profile that withholds nothing is then refused.
    pub publish: bool,
    /// Threads that read places and groups at once; 0 counts as 1.
    pub jobs: usize,
}

/// What came of reading a site.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The checked site; with any error only what its notes can still be checked against.
    pub site: Result<Box<Community>, Reach>,
    /// Errors and warnings in the order of the files.
    pub problems: Vec<Problem>,
}

/// Reads a whole site.
pub fn community(tree: &dyn Tree, options: &Options) -> Loaded {
    let mut problems = Vec::new();
    let layout = layout::layout(tree, &mut problems);
    let own_texts = texts::read(tree, &layout.texts, &mut problems);
    let (site_source, file) = site_file(tree, &layout, options, &own_texts, &mut problems);
    texts::check(&own_texts, &file.site, &mut problems);
    let languages = file.site.languages.clone();
    let before = problems.len();
    let playbook_source = layout.playbook.as_ref().and_then(|entry| read_source(tree, entry, &mut problems));
    let (playbook, fields) = playbook_file::playbook(playbook_source.as_ref(), &languages, &mut problems);
    let own_playbook_failed = problems[before..].iter().any(Problem::is_error);
    if let Some(source) = &site_source {
        let mut faults = Faults::default();
        site::known_dimensions(&file.site, &playbook, &mut faults);
        problems.extend(Yaml::file(source).locate(faults.0));
    }
    let context = Context::new(tree, (&languages, file.granularity, options.drafts), (&playbook, &fields));
    let mut found = Vec::new();
    let (mut places, groups, shelves) = places_and_groups(&layout, &context, options.jobs, &mut found);
    place::peers(&mut places, &layout, &mut found);
    for (folder, place) in layout.places.iter().zip(&mut places) {
        let moves = moves::moves(folder, &layout.groups, &groups, &context, &mut found);
        if let Some(file) = place {
            file.place.moves = moves;
        }
    }
    agreement::check(&places, (&layout.groups, &groups), &fields, &mut found);
    let own = notes::notes(tree, &layout.site.notes, &languages, options.drafts, &mut found);
    collisions::folders(&layout, &languages, &mut found);
    collisions::notes(&own.notes, "", &layout, &languages, &mut found);
    problems.append(&mut found);
    problems.retain(|problem| !follows(problem, file.languages_known, own_playbook_failed));
    let as_of = reported::as_of((&file, site_source.as_ref()), &groups, &places, options, &mut problems);
    if let Some(as_of) = as_of {
        reported::nothing_yet(tree, (&layout, &groups, &places), as_of, &mut problems);
    }
    // What is wrong in a list shifts those behind it: days are looked at once nothing is.
    if let Some(newest) = reported::newest(&groups, &places).filter(|_| !problems.iter().any(Problem::is_error)) {
        ahead::days(tree, (&layout, &groups, &places), newest, &mut problems);
    }
    problems.sort();
    problems.dedup();
    let shelves = Shelves { own, ..shelves };
    if problems.iter().any(Problem::is_error) {
        let playbook = (!own_playbook_failed).then_some(playbook);
        return Loaded { site: Err(Reach::new(layout, shelves, playbook, languages)), problems };
    }
    let mut groups: Vec<Group> = groups.into_iter().flatten().collect();
    let places: Vec<PlaceFile> = places.into_iter().flatten().collect();
    moved::fill(&file.site, &mut groups, &places, &fields);
    let mut places: Vec<PlaceNode> = places.into_iter().map(|file| file.place).collect();
    if let Some(as_of) = as_of {
        groups.iter_mut().for_each(|group| group.unfinished = group.series.forget_after(as_of));
        places.iter_mut().for_each(|place| place.unfinished = place.series.forget_after(as_of));
    }
    let notes = shelves.stand(&mut places, &mut groups);
    let Layout { statics, templates, .. } = layout;
    let texts = texts::used(own_texts, &file.site);
    let site = Community { site: file.site, playbook, fields, places, groups, notes, statics, templates, texts, as_of };
    Loaded { site: Ok(Box::new(site)), problems }
}

/// What rules are made of: those in force in a site, and the terms it chose for Traditional Chinese.
#[derive(Debug, Clone)]
pub struct Framework {
    /// The built-in playbook with what the site adds to it.
    pub playbook: Playbook,
    /// Term list for Traditional Chinese.
    pub terms: HantTerms,
    /// Texts of the site's own.
    pub texts: Vec<TextFile>,
}

/// Reads `site.yaml` and `playbook.yaml` alone, with what is wrong in them; what else is wrong is for [`community`].
pub fn framework(tree: &dyn Tree) -> (Framework, Vec<Problem>) {
    let layout = layout::layout(tree, &mut Vec::new());
    let mut problems = Vec::new();
    let own_texts = texts::read(tree, &layout.texts, &mut problems);
    let (_, file) = site_file(tree, &layout, &Options::default(), &own_texts, &mut problems);
    let source = layout.playbook.as_ref().and_then(|entry| read_source(tree, entry, &mut problems));
    let (playbook, _) = playbook_file::playbook(source.as_ref(), &file.site.languages, &mut problems);
    let texts = texts::used(own_texts, &file.site);
    (Framework { playbook, terms: file.site.hant_terms, texts }, problems)
}

/// `site.yaml`, or what a site is without one; the source is there when it could be read. A site that could not be
/// read may have any language.
fn site_file(
    tree: &dyn Tree,
    layout: &Layout,
    options: &Options,
    own_texts: &[OwnTexts],
    problems: &mut Vec<Problem>,
) -> (Option<Source>, SiteFile) {
    let Some(entry) = &layout.site.main else {
        let message = "there is no `site.yaml` in this folder".to_owned();
        let help = "go to the folder of the site, or start a new one with `commonweal init`".to_owned();
        problems.push(Problem::error("site.yaml", "no-site", message, help));
        return (None, SiteFile::unread());
    };
    let Some(source) = read_source(tree, entry, problems) else { return (None, SiteFile::unread()) };
    let yaml = Yaml::file(&source);
    let (raw, found) = yaml::read(&yaml, FileKind::Site.shape(), &Slots::default(), |_: &RawSite| true);
    problems.extend(found);
    let Some(raw) = raw else { return (None, SiteFile::unread()) };
    let mut faults = Faults::default();
    let file = site::site(raw, options.publish, &texts::languages(own_texts), &mut faults);
    problems.extend(yaml.locate(faults.0));
    (Some(source), file)
}

fn read_source(tree: &dyn Tree, entry: &Entry, problems: &mut Vec<Problem>) -> Option<Source> {
    Source::read(tree, entry).map_err(|problem| problems.push(problem)).ok()
}

/// All places and all groups, each beside its folder; `None` where one could not be read. Their notes are there
/// all the same.
fn places_and_groups(
    layout: &Layout,
    context: &Context<'_>,
    jobs: usize,
    problems: &mut Vec<Problem>,
) -> (Vec<Option<PlaceFile>>, Vec<Option<Group>>, Shelves) {
    let collisions = |shelf: &Shelf, folder: &Folder, problems: &mut Vec<Problem>| {
        collisions::notes(&shelf.notes, &folder.path, layout, context.languages, problems);
    };
    let places = parallel::map(layout.places.len(), jobs, |at| {
        let (file, shelf, mut problems) = place::place(&layout.places[at], context);
        collisions(&shelf, &layout.places[at], &mut problems);
        (file, shelf, problems)
    });
    let groups = parallel::map(layout.groups.len(), jobs, |at| {
        let (group, shelf, mut problems) = group::group(&layout.groups[at], context);
        collisions(&shelf, &layout.groups[at], &mut problems);
        (group, shelf, problems)
    });
    let mut shelves = Shelves::default();
    let mut sorted = (Vec::with_capacity(places.len()), Vec::with_capacity(groups.len()));
    for (place, shelf, found) in places {
        sorted.0.push(place);
        shelves.places.push(shelf);
        problems.extend(found);
    }
    for (group, shelf, found) in groups {
        sorted.1.push(group);
        shelves.groups.push(shelf);
        problems.extend(found);
    }
    (sorted.0, sorted.1, shelves)
}

/// Whether a problem only follows from a `site.yaml` or `playbook.yaml` that has faults itself.
fn follows(problem: &Problem, languages_known: bool, playbook_failed: bool) -> bool {
    let of_site = ["unknown-language", "unused-language", "missing-language"];
    let of_playbook = ["unknown-key", "unknown-indicator", "unknown-advice"];
    let of_languages =
        of_site.contains(&problem.code) && (problem.code, &*problem.at.path) != (of_site[0], "site.yaml");
    let of_entries = of_playbook.contains(&problem.code) && problem.at.path != "playbook.yaml";
    (!languages_known && of_languages) || (playbook_failed && of_entries)
}
