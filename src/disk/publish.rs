//! Writing a site: staged beside the old one, then exchanged with it in one step.
//!
//! A file that did not change is linked from the old site instead of written; a file that the program did not
//! write is linked too and so never lost. Until the exchange the old site is untouched, whatever happens.

use super::hash::{self, Hash};
use super::swap;
use super::written::{Entry, MANIFEST, Standing};
use super::{Fault, Sink};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufWriter, Read, Write};
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Bytes of a growing file that wait to be written at once.
const STREAM: usize = 64 << 10;

/// Bytes of an old file that are compared at once.
const PIECE: usize = 32 << 10;

/// What a publication did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// Files of the site.
    pub files: usize,
    /// Of these, written because new or changed.
    pub written: usize,
    /// Files of others that were kept.
    pub kept: usize,
}

/// A site being written.
pub struct Publication {
    out: PathBuf,
    stage: PathBuf,
    old: BTreeMap<Box<str>, Entry>,
    had_site: bool,
    _lock: fs::File,
    entries: Mutex<BTreeMap<Box<str>, Entry>>,
    streams: Mutex<BTreeMap<Box<str>, Stream>>,
    written: Mutex<usize>,
}

struct Stream {
    file: BufWriter<fs::File>,
    hash: Hash,
}

impl Publication {
    /// Opens a stage beside `out`, where `standing` is the site until then, cleaning up what a killed build left.
    ///
    /// # Errors
    /// The folder cannot be written, or another build is writing it.
    pub fn begin(out: &Path, standing: Standing) -> Result<Self, Fault> {
        let out = swap::settle(out)?;
        let stage = swap::beside(&out, "stage");
        let lock = swap::lock(&stage)?;
        let old = standing.files();
        let had_site = out.is_dir();
        Ok(Self {
            out,
            stage,
            old,
            had_site,
            _lock: lock,
            entries: Mutex::default(),
            streams: Mutex::default(),
            written: Mutex::default(),
        })
    }

    /// Closes the site with its manifest and exchanges it with the old one.
    ///
    /// # Errors
    /// The disk refused; the old site then still stands.
    pub fn finish(self, manifest: impl FnOnce(&BTreeMap<Box<str>, Entry>) -> Vec<u8>) -> Result<Summary, Fault> {
        let kept = match self.complete(manifest) {
            Ok(kept) => kept,
            Err(fault) => {
                self.abandon();
                return Err(fault);
            }
        };
        swap::exchange(&self.stage, &self.out, self.had_site)?;
        let files = guard(&self.entries).len() + 1;
        let written = *guard(&self.written);
        Ok(Summary { files, written, kept })
    }

    /// Writes what is still open, the manifest, and the files of others; gives the number of the latter.
    fn complete(&self, manifest: impl FnOnce(&BTreeMap<Box<str>, Entry>) -> Vec<u8>) -> Result<usize, Fault> {
        self.close_streams()?;
        let kept = self.keep_others()?;
        let bytes = manifest(&guard(&self.entries));
        let target = self.place(MANIFEST)?;
        in_folder(&target, |target| fs::write(target, &bytes))?;
        Ok(kept)
    }

    /// Gives the stage up; the old site stands.
    pub fn abandon(self) {
        // What cannot be removed now is removed by the next build.
        let _ = fs::remove_dir_all(&self.stage);
    }

    fn close_streams(&self) -> Result<(), Fault> {
        for (path, mut stream) in std::mem::take(&mut *guard(&self.streams)) {
            let target = self.stage.join(&*path);
            stream.file.flush().map_err(|error| Fault::io("write", &target, &error))?;
            let entry = stream.hash.entry();
            // Written anew because it came in pieces, but not new to anybody.
            *guard(&self.written) += usize::from(self.old.get(&path) != Some(&entry));
            self.record(&path, entry)?;
        }
        Ok(())
    }

    /// The staged path of a file. Its folder is made by [`in_folder`] when it turns out not to be there.
    fn place(&self, path: &str) -> Result<PathBuf, Fault> {
        let ours = path == MANIFEST || self.old.contains_key(path);
        if self.had_site && !ours && self.out.join(path).symlink_metadata().is_ok_and(|found| !found.is_dir()) {
            return Err(Fault::new(
                format!("{} is in the way: the program did not write it", self.out.join(path).display()),
                "move it away, or choose another --out",
            ));
        }
        Ok(self.stage.join(path))
    }

    /// Writes a file, or links it where it stands as it is.
    fn put(&self, path: &str, bytes: &[u8], entry: Entry) -> Result<(), Fault> {
        let target = self.place(path)?;
        let known = self.old.get(path);
        let same = known == Some(&entry) && holds(&self.out.join(path), bytes).unwrap_or(false);
        let linked = same && in_folder(&target, |target| fs::hard_link(self.out.join(path), target)).is_ok();
        if !linked {
            in_folder(&target, |target| fs::write(target, bytes))?;
            *guard(&self.written) += 1;
        }
        self.record(path, entry)
    }

    /// A file that others add to.
    fn stream(&self, path: &str) -> Result<Stream, Fault> {
        let target = self.place(path)?;
        let file = in_folder(&target, |target| fs::File::create(target))?;
        Ok(Stream { file: BufWriter::with_capacity(STREAM, file), hash: Hash::default() })
    }

    fn record(&self, path: &str, entry: Entry) -> Result<(), Fault> {
        match guard(&self.entries).insert(path.into(), entry) {
            None => Ok(()),
            Some(_) => Err(Fault::new(
                format!("two pages want the same file {path}"),
                "rename one of the two folders or files in the site",
            )),
        }
    }

    /// Links every file of the old site that the program did not write.
    fn keep_others(&self) -> Result<usize, Fault> {
        if !self.had_site {
            return Ok(0);
        }
        let mut kept = 0;
        for found in walkdir::WalkDir::new(&self.out).min_depth(1).sort_by_file_name() {
            let found = found.map_err(|error| Fault::new(format!("cannot read the old site: {error}"), "check it"))?;
            let Ok(relative) = found.path().strip_prefix(&self.out) else { continue };
            let name = relative.to_string_lossy().replace('\\', "/");
            if name == MANIFEST || self.old.contains_key(name.as_str()) {
                continue;
            }
            if found.file_type().is_dir() {
                // Our own folders that became empty are not made again.
                if !self.holds_ours(&name) {
                    let target = self.stage.join(relative);
                    fs::create_dir_all(&target).map_err(|error| Fault::io("make", &target, &error))?;
                }
                continue;
            }
            self.keep(found.path(), relative)?;
            kept += 1;
        }
        Ok(kept)
    }

    fn holds_ours(&self, folder: &str) -> bool {
        let prefix = format!("{folder}/");
        self.old
            .range::<str, _>((Bound::Included(prefix.as_str()), Bound::Unbounded))
            .next()
            .is_some_and(|(path, _)| path.starts_with(&prefix))
    }

    fn keep(&self, from: &Path, relative: &Path) -> Result<(), Fault> {
        let target = self.stage.join(relative);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).map_err(|error| Fault::io("make", folder, &error))?;
        }
        swap::link_or_copy(from, &target).map_err(|error| Fault::io("keep", from, &error))
    }
}

impl Sink for Publication {
    fn file(&self, path: &str, bytes: &[u8]) -> Result<(), Fault> {
        let mut hash = Hash::default();
        hash.update(bytes);
        self.put(path, bytes, hash.entry())
    }

    fn files(&self, files: &[(String, Vec<u8>)]) -> Result<(), Fault> {
        let entries = hash::each(files.iter().map(|(_, bytes)| bytes.as_slice()));
        files.iter().zip(entries).try_for_each(|((path, bytes), entry)| self.put(path, bytes, entry))
    }

    fn append(&self, path: &str, bytes: &[u8]) -> Result<(), Fault> {
        self.append_each(&BTreeMap::from([(path.to_owned(), bytes)]))
    }

    fn append_each(&self, pieces: &BTreeMap<String, &[u8]>) -> Result<(), Fault> {
        let mut streams = guard(&self.streams);
        for path in pieces.keys().map(String::as_str) {
            if !streams.contains_key(path) {
                streams.insert(path.into(), self.stream(path)?);
            }
        }
        let mut work = Vec::with_capacity(pieces.len());
        for (path, stream) in streams.iter_mut() {
            let Some(bytes) = pieces.get(&**path) else { continue };
            let written = stream.file.write_all(bytes);
            written.map_err(|error| Fault::io("write", &self.stage.join(&**path), &error))?;
            work.push((&mut stream.hash, *bytes));
        }
        hash::update(work);
        Ok(())
    }

    fn appended(&self, path: &str) -> Option<Entry> {
        Some(guard(&self.streams).get(path)?.hash.clone().entry())
    }
}

/// Whether a file holds these bytes, piece by piece: a second page in memory would be the largest thing there.
fn holds(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    let mut file = fs::File::open(path)?;
    let mut room = [0; PIECE];
    let mut rest = bytes;
    loop {
        let have = file.read(&mut room)?;
        if have == 0 || !rest.starts_with(&room[..have]) {
            return Ok(have == 0 && rest.is_empty());
        }
        rest = &rest[have..];
    }
}

/// Writes a file; where its folder is not there yet, makes it and writes again. One failed call a folder is cheaper than
/// to remember them all. Nearly every page has a folder of its own, which is made first.
fn in_folder<T>(target: &Path, write: impl Fn(&Path) -> io::Result<T>) -> Result<T, Fault> {
    let folder = target.parent();
    if let Some(folder) = folder.filter(|_| target.ends_with("index.html")) {
        // Whatever keeps it from being made shows when the page is written.
        let _ = fs::create_dir(folder);
    }
    let mut written = write(target);
    if let (Err(error), Some(folder)) = (&written, folder)
        && error.kind() == io::ErrorKind::NotFound
    {
        fs::create_dir_all(folder).map_err(|error| Fault::io("make", folder, &error))?;
        written = write(target);
    }
    written.map_err(|error| Fault::io("write", target, &error))
}

/// A lock that another thread's panic poisoned still guards valid data: every update is one insertion.
fn guard<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
