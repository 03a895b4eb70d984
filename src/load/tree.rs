//! The author's files as the loader sees them: a list of paths and their bytes, wherever they live.

use std::collections::BTreeMap;

/// One file of the site folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Path from the site folder, with `/`, as the file system spells it.
    pub path: Box<str>,
    /// Whether it is a symbolic link that leads out of the site folder.
    pub leads_out: bool,
    /// Whether it turned out when the files were listed that it cannot be read; reading it says why.
    pub unreadable: bool,
}

impl Entry {
    /// A plain file.
    pub fn file(path: &str) -> Self {
        Self { path: path.into(), leads_out: false, unreadable: false }
    }
}

/// A site folder. Reading is asked for from several threads at once.
pub trait Tree: Sync {
    /// All files, sorted by path (byte order), each once; folders are not listed.
    fn files(&self) -> &[Entry];

    /// The bytes of one file.
    ///
    /// # Errors
    /// What the file system said, in words, when the file cannot be read.
    fn read(&self, path: &str) -> Result<Vec<u8>, String>;

    /// The bytes of a file of at most this many; `None` for a larger one.
    ///
    /// # Errors
    /// What the file system said, in words, when the file cannot be read.
    fn read_at_most(&self, path: &str, most: u64) -> Result<Option<Vec<u8>>, String> {
        self.read(path).map(|bytes| Some(bytes).filter(|bytes| bytes.len() as u64 <= most))
    }
}

/// A site folder in memory, for tests and for sites that come from elsewhere than a disk.
#[derive(Debug, Clone, Default)]
pub struct MemoryTree {
    files: BTreeMap<Box<str>, Vec<u8>>,
    entries: Vec<Entry>,
}

impl MemoryTree {
    /// A tree of these files.
    pub fn new<P: AsRef<str>, B: Into<Vec<u8>>>(files: impl IntoIterator<Item = (P, B)>) -> Self {
        let files: BTreeMap<Box<str>, Vec<u8>> =
            files.into_iter().map(|(path, bytes)| (path.as_ref().into(), bytes.into())).collect();
        let entries = files.keys().map(|path| Entry::file(path)).collect();
        Self { files, entries }
    }

    /// The same tree with one file added or replaced.
    pub fn with(mut self, path: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.files.insert(path.into(), bytes.into());
        Self::new(self.files)
    }
}

impl Tree for MemoryTree {
    fn files(&self) -> &[Entry] {
        &self.entries
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        self.files.get(path).cloned().ok_or_else(|| "no such file".to_owned())
    }
}
