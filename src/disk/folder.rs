//! The site folder as a sorted list of files.

use super::Fault;
use super::written::hex;
use sha2::{Digest, Sha256};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What stands at a path of the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A file.
    File,
    /// A symlink whose target lies outside the folder; it is not followed.
    Outside,
    /// Something that cannot be read, with the reason.
    Unreadable(String),
}

/// A folder, read once: names starting with `.` or `_` are left out.
#[derive(Debug, Clone)]
pub struct Folder {
    root: PathBuf,
    entries: Vec<(String, Found)>,
    /// SHA-256 of what was read, by entry.
    hashes: Vec<OnceLock<[u8; 32]>>,
}

impl Folder {
    /// Lists a folder and everything below it, sorted by path.
    ///
    /// # Errors
    /// The folder does not exist or is not a folder.
    pub fn open(root: &Path) -> Result<Self, Fault> {
        let real = fs::canonicalize(root).map_err(|error| Fault::io("read", root, &error))?;
        if !real.is_dir() {
            return Err(Fault::new(
                format!("{} is a file, not a folder", root.display()),
                "give the folder that holds site.yaml",
            ));
        }
        let mut entries = Vec::new();
        list(&real, &mut entries);
        entries.sort_by(|a, b| a.0.cmp(&b.0));
        let hashes = vec![OnceLock::new(); entries.len()];
        Ok(Self { root: real, entries, hashes })
    }

    /// Every file with its path from the root, `/` between parts, sorted.
    pub fn entries(&self) -> &[(String, Found)] {
        &self.entries
    }

    /// The bytes of a file. Their SHA-256 is kept for [`Folder::digest`], which need not read the file then.
    ///
    /// # Errors
    /// The machine's words for why it cannot be read.
    pub fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        self.read_at_most(path, u64::MAX).map(Option::unwrap_or_default)
    }

    /// The same for a file of at most this many bytes; `None` for a larger one, which is not read.
    ///
    /// # Errors
    /// The machine's words for why it cannot be read.
    pub fn read_at_most(&self, path: &str, most: u64) -> Result<Option<Vec<u8>>, String> {
        let at = self.entries.binary_search_by(|(known, _)| known.as_str().cmp(path));
        if let Ok(at) = at
            && let Found::Unreadable(reason) = &self.entries[at].1
        {
            return Err(reason.clone());
        }
        let Some(bytes) = slurp(&self.root.join(path), most).map_err(|error| error.to_string())? else {
            return Ok(None);
        };
        if let Some(hash) = at.ok().and_then(|at| self.hashes.get(at)) {
            hash.get_or_init(|| Sha256::digest(&bytes).into());
        }
        Ok(Some(bytes))
    }

    /// The real path of the folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// SHA-256 over `seed` and every path with the SHA-256 of its content, in hex. The same for the same input on
    /// every machine and for any number of jobs. What was read before counts as it was then.
    pub fn digest(&self, seed: &str, jobs: usize) -> String {
        let next = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..jobs.max(1) {
                scope.spawn(|| {
                    loop {
                        let index = next.fetch_add(1, Ordering::Relaxed);
                        let Some((hash, (path, _))) = self.hashes.get(index).zip(self.entries.get(index)) else {
                            return;
                        };
                        let content = || fs::read(self.root.join(path)).unwrap_or_default();
                        hash.get_or_init(|| Sha256::digest(content()).into());
                    }
                });
            }
        });
        let mut all = Sha256::new();
        all.update(seed);
        for (hash, (path, _)) in self.hashes.iter().zip(&self.entries) {
            all.update(path);
            all.update([0]);
            all.update(&*hash.get().map(|hash| hex(hash)).unwrap_or_default());
        }
        hex(&all.finalize()).into()
    }
}

/// A file as bytes, unless there are more than `most` of them. Asked of the open file: one call fewer than of its path.
fn slurp(path: &Path, most: u64) -> io::Result<Option<Vec<u8>>> {
    let mut file = fs::File::open(path)?;
    let size = file.metadata()?.len();
    if size > most {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(usize::try_from(size).unwrap_or(usize::MAX))?;
    file.read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}

/// Whether one of the two folders lies in the other, or they are the same.
pub fn nested(input: &Path, out: &Path) -> Option<Nesting> {
    let input = fs::canonicalize(input).ok()?;
    let out = super::swap::resolve(out);
    if out == input || input.starts_with(&out) {
        return Some(Nesting::InputInOutput);
    }
    out.starts_with(&input).then_some(Nesting::OutputInInput)
}

/// Which folder lies in which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nesting {
    /// The written site would be read as input by the next build.
    OutputInInput,
    /// The data would be published with the site.
    InputInOutput,
}

fn list(root: &Path, entries: &mut Vec<(String, Found)>) {
    let relative = |path: &Path| {
        let inner = path.strip_prefix(root).unwrap_or(path);
        (inner.to_string_lossy().replace('\\', "/"), inner.to_str().is_some())
    };
    let mut walk = walkdir::WalkDir::new(root).min_depth(1).follow_links(true).into_iter();
    while let Some(found) = walk.next() {
        let found = match found {
            Ok(found) => found,
            Err(error) => {
                let path = error.path().map(|path| relative(path).0).unwrap_or_default();
                entries.push((path, Found::Unreadable(reason(&error))));
                continue;
            }
        };
        let name = found.file_name().to_string_lossy();
        let folder = found.file_type().is_dir();
        let skip = |walk: &mut walkdir::IntoIter| {
            if folder {
                walk.skip_current_dir();
            }
        };
        if name.starts_with(['.', '_']) {
            skip(&mut walk);
            continue;
        }
        let (path, utf8) = relative(found.path());
        if found.path_is_symlink() && !fs::canonicalize(found.path()).is_ok_and(|real| real.starts_with(root)) {
            entries.push((path, Found::Outside));
            skip(&mut walk);
        } else if !utf8 {
            entries.push((path, Found::Unreadable("its name is not UTF-8".into())));
            skip(&mut walk);
        } else if found.file_type().is_file() {
            entries.push((path, Found::File));
        } else if !folder {
            entries.push((path, Found::Unreadable("it is neither a file nor a folder".into())));
        }
    }
}

fn reason(error: &walkdir::Error) -> String {
    if error.loop_ancestor().is_some() {
        return "a symlink leads back to a folder above it".into();
    }
    error.io_error().map_or_else(|| error.to_string(), ToString::to_string)
}
