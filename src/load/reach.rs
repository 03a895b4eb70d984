//! The notes of a site and what they may lead to, kept apart from places and groups: a fault in a `group.yaml` hides
//! no fault in a note, and a link to what could not be read is not called broken.

use super::layout::{Folder, Layout};
use super::notes::Shelf;
use crate::model::community::StaticFile;
use crate::model::note::Note;
use crate::model::{Group, Lang, PlaceNode};
use crate::playbook::{Level, Playbook};

/// The notes of every folder.
#[derive(Debug, Clone, Default)]
pub struct Shelves {
    /// Those of the site itself.
    pub own: Shelf,
    /// Those of places, in the order of their folders.
    pub places: Vec<Shelf>,
    /// Those of groups, in the order of their folders.
    pub groups: Vec<Shelf>,
}

impl Shelves {
    /// Gives every place and group its notes; those of the site itself are left.
    pub fn stand(self, places: &mut [PlaceNode], groups: &mut [Group]) -> Vec<Note> {
        for (place, shelf) in places.iter_mut().zip(self.places) {
            place.notes = shelf.notes;
        }
        for (group, shelf) in groups.iter_mut().zip(self.groups) {
            group.notes = shelf.notes;
        }
        self.own.notes
    }
}

/// What is known of a site with errors, as far as its notes need it.
#[derive(Debug, Clone)]
pub struct Reach {
    /// Paths of places and groups, whether or not they could be read.
    pub folders: Vec<Box<str>>,
    /// Notes whose text could be read, and whose indicators they may show: `None` for those of the site itself.
    pub notes: Vec<(Note, Option<Level>)>,
    /// Folder and slug of every note, whether or not it could be read.
    pub slugs: Vec<(Box<str>, Box<str>)>,
    /// Files copied as they are.
    pub statics: Vec<StaticFile>,
    /// The playbook; `None` where the site's own has faults, so that its indicators are not known.
    pub playbook: Option<Playbook>,
    /// Languages of the site.
    pub languages: Vec<Lang>,
}

impl Reach {
    /// From what is left when places and groups are put aside.
    pub fn new(layout: Layout, shelves: Shelves, playbook: Option<Playbook>, languages: Vec<Lang>) -> Self {
        let Layout { places, groups, statics, .. } = layout;
        let mut reach =
            Self { folders: Vec::new(), notes: Vec::new(), slugs: Vec::new(), statics, playbook, languages };
        reach.add("", &shelves.own, None);
        let with_level = |level: Level, folders: Vec<Folder>, shelves: Vec<Shelf>| {
            folders.into_iter().zip(shelves).map(move |(folder, shelf)| (folder.path, shelf, level))
        };
        let all = with_level(Level::Place, places, shelves.places);
        for (path, shelf, level) in all.chain(with_level(Level::Group, groups, shelves.groups)) {
            reach.add(&path, &shelf, Some(level));
            reach.folders.push(path);
        }
        reach
    }

    fn add(&mut self, folder: &str, shelf: &Shelf, level: Option<Level>) {
        let notes = || shelf.notes.iter().chain(&shelf.faulty);
        let slugs = notes().map(|note| &note.slug).chain(&shelf.unread);
        self.slugs.extend(slugs.map(|slug| (folder.into(), slug.clone())));
        self.notes.extend(notes().map(|note| (note.clone(), level)));
    }
}
