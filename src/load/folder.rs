//! A site folder on the disk, as the loader sees it.

use super::tree::{Entry, Tree};
use crate::disk::{Folder, folder::Found};

/// The tree of a folder.
#[derive(Debug, Clone)]
pub struct FolderTree {
    folder: Folder,
    entries: Vec<Entry>,
}

impl FolderTree {
    /// The files of a folder. What cannot be read is listed too: reading it says why.
    pub fn new(folder: Folder) -> Self {
        let entry = |(path, found): &(String, Found)| match found {
            Found::File => Entry::file(path),
            Found::Outside => Entry { leads_out: true, ..Entry::file(path) },
            Found::Unreadable(_) => Entry { unreadable: true, ..Entry::file(path) },
        };
        let entries = folder.entries().iter().map(entry).collect();
        Self { folder, entries }
    }
}

impl FolderTree {
    /// The folder itself.
    pub fn folder(&self) -> &Folder {
        &self.folder
    }
}

impl Tree for FolderTree {
    fn files(&self) -> &[Entry] {
        &self.entries
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        self.folder.read(path)
    }

    fn read_at_most(&self, path: &str, most: u64) -> Result<Option<Vec<u8>>, String> {
        self.folder.read_at_most(path, most)
    }
}
