//! The one door to the file system: reads the site folder, publishes the written site all or nothing.

pub mod create;
pub mod folder;
pub mod hash;
pub mod printed;
pub mod publish;
pub mod swap;
pub mod written;

#[cfg(test)]
mod tests;

pub use create::create;
pub use folder::{Folder, nested};
pub use publish::{Publication, Summary};
pub use written::{Current, Standing};

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

/// Where the written site goes: the disk, or memory in tests.
pub trait Sink: Sync {
    /// Adds a file. Called from several threads.
    ///
    /// # Errors
    /// The file cannot be written.
    fn file(&self, path: &str, bytes: &[u8]) -> Result<(), Fault>;

    /// Adds some files. Called from several threads.
    ///
    /// # Errors
    /// A file cannot be written.
    fn files(&self, files: &[(String, Vec<u8>)]) -> Result<(), Fault> {
        files.iter().try_for_each(|(path, bytes)| self.file(path, bytes))
    }

    /// Appends to a file too large to hold. The caller keeps the order.
    ///
    /// # Errors
    /// The file cannot be written.
    fn append(&self, path: &str, bytes: &[u8]) -> Result<(), Fault>;

    /// Appends to some files, each of which is named once. The caller keeps the order.
    ///
    /// # Errors
    /// A file cannot be written.
    fn append_each(&self, pieces: &BTreeMap<String, &[u8]>) -> Result<(), Fault> {
        pieces.iter().try_for_each(|(path, bytes)| self.append(path, bytes))
    }

    /// Size and SHA-256 of a file that was appended to, as it stands; `None` where the sink does not keep count.
    fn appended(&self, _path: &str) -> Option<written::Entry> {
        None
    }
}

/// A sink that keeps nothing: for making every page without writing any.
#[derive(Debug, Clone, Copy, Default)]
pub struct Discard;

impl Sink for Discard {
    fn file(&self, _: &str, _: &[u8]) -> Result<(), Fault> {
        Ok(())
    }

    fn append(&self, _: &str, _: &[u8]) -> Result<(), Fault> {
        Ok(())
    }
}

/// Something the machine refused: disk, permission, another build.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What failed.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Fault {
    /// A fault with its remedy.
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }

    /// A refused operation on a path.
    pub fn io(doing: &str, path: &Path, error: &std::io::Error) -> Self {
        let help = match error.kind() {
            std::io::ErrorKind::PermissionDenied => "check who owns the folder and whether it may be written",
            std::io::ErrorKind::StorageFull => "make room on the disk",
            std::io::ErrorKind::NotFound => "check the path",
            _ => "mend the cause and run again; the old site still stands",
        };
        Self::new(format!("cannot {doing} {}: {error}", path.display()), help)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}\n  help: {}", self.message, self.help)
    }
}

impl std::error::Error for Fault {}
