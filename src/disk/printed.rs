//! What the last build told its author, kept beside the site: a build with nothing to do says it again.
//!
//! Safe to delete: without it the next build works as if something had changed.

use super::swap;
use std::fs;
use std::path::{Path, PathBuf};

/// Keeps `text` for a site made under `key`; nothing is kept of a build that had nothing to say.
/// A disk that refuses is no fault: only speed is lost.
pub fn remember(out: &Path, key: &str, text: &str) {
    let file = file(out);
    let _ = if text.is_empty() { fs::remove_file(file) } else { fs::write(file, format!("{key}\n{text}")) };
}

/// The text kept under `key`.
pub fn recall(out: &Path, key: &str) -> Option<String> {
    let kept = fs::read_to_string(file(out)).ok()?;
    Some(kept.strip_prefix(key)?.strip_prefix('\n')?.to_owned())
}

fn file(out: &Path) -> PathBuf {
    swap::beside(&swap::resolve(out), "printed")
}
