//! The site that was written before, as its manifest tells of it.

use serde::de::Error;
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};

/// Name of the manifest in the written site.
pub const MANIFEST: &str = "site-manifest.json";

/// Size and SHA-256 of a written file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Entry {
    /// Bytes.
    pub size: u64,
    /// SHA-256; [`hex`] writes it.
    #[serde(deserialize_with = "unhexed")]
    pub sha256: [u8; 32],
}

/// What is read of a manifest: straight into place, for a large site has tens of thousands of files.
#[derive(Debug, Default, Deserialize)]
struct Manifest {
    files: BTreeMap<Box<str>, Entry>,
    input: String,
    #[serde(default)]
    warnings: u64,
}

/// The site that stands in a folder, as its manifest tells of it; read before anything else is, because the text of a
/// large one takes room that others use later.
#[derive(Debug, Default)]
pub struct Standing {
    out: PathBuf,
    manifest: Manifest,
    /// What the disk says of the manifest; `None` without one that can be read.
    made: Option<Metadata>,
}

/// A written site that is as its input makes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Current {
    /// Files of the site.
    pub files: usize,
    /// Warnings that the build gave.
    pub warnings: u64,
}

impl Standing {
    /// The site in `out`; none without a manifest that can be read.
    pub fn of(out: &Path) -> Self {
        let read = || {
            // First this: what is read after it is not older.
            let made = made(out)?;
            let text = fs::read_to_string(out.join(MANIFEST)).ok()?;
            Some((made, serde_json::from_str(&text).ok()?))
        };
        let (made, manifest) = read().map_or_else(Default::default, |(made, manifest)| (Some(made), manifest));
        Self { out: out.to_owned(), manifest, made }
    }

    /// Whether there is a site.
    pub fn is_there(&self) -> bool {
        self.made.is_some()
    }

    /// The site, if it was made from the input with this hash and every file of it still stands as written, as far as
    /// size and time tell. Looks at the files on `jobs` threads.
    pub fn current(&self, input: &str, jobs: usize) -> Option<Current> {
        let Manifest { files, warnings, .. } = &self.manifest;
        let made = self.made.as_ref().filter(|_| self.manifest.input == input)?.modified().ok()?;
        let stands = |(path, entry): &(&str, &Entry)| {
            fs::symlink_metadata(self.out.join(path)).is_ok_and(|found| {
                found.is_file() && found.len() == entry.size && found.modified().is_ok_and(|changed| changed <= made)
            })
        };
        let files: Vec<_> = files.iter().map(|(path, entry)| (&**path, entry)).collect();
        let part = files.len().div_ceil(jobs.max(1)).max(1);
        let all_stand = std::thread::scope(|scope| {
            let looks: Vec<_> = files.chunks(part).map(|part| scope.spawn(move || part.iter().all(stands))).collect();
            looks.into_iter().all(|look| look.join().unwrap_or(false))
        });
        all_stand.then_some(Current { files: files.len() + 1, warnings: *warnings })
    }

    /// Its files, read again where another build has written them since.
    pub fn files(self) -> BTreeMap<Box<str>, Entry> {
        let stamp = |made: Option<Metadata>| made.map(|made| (made.len(), made.modified().ok()));
        if stamp(made(&self.out)) == stamp(self.made) {
            self.manifest.files
        } else {
            Self::of(&self.out).manifest.files
        }
    }
}

fn made(out: &Path) -> Option<Metadata> {
    fs::metadata(out.join(MANIFEST)).ok()
}

/// Lower-case hex.
pub fn hex(bytes: &[u8]) -> Box<str> {
    let mut out = String::with_capacity(bytes.len() * 2);
    put_hex(&mut out, bytes);
    out.into()
}

/// Appends what [`hex`] gives.
pub fn put_hex(out: &mut String, bytes: &[u8]) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    for byte in bytes {
        out.push(char::from(DIGITS[usize::from(byte >> 4)]));
        out.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
}

fn unhexed<'a, D: Deserializer<'a>>(from: D) -> Result<[u8; 32], D::Error> {
    let text = <&str>::deserialize(from)?;
    unhex(text).ok_or_else(|| D::Error::custom("not a SHA-256 in hex"))
}

/// The bytes that [`hex`] wrote.
fn unhex(text: &str) -> Option<[u8; 32]> {
    let mut out = [0; 32];
    let pairs = text.as_bytes().chunks_exact(2);
    if pairs.len() != out.len() || !pairs.remainder().is_empty() {
        return None;
    }
    for (byte, pair) in out.iter_mut().zip(pairs) {
        let digit = |c: u8| char::from(c).to_digit(16);
        *byte = u8::try_from(digit(pair[0])? << 4 | digit(pair[1])?).ok()?;
    }
    Some(out)
}
