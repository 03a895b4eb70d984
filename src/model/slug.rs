//! Paths of places and groups from the site's root.

use std::fmt;

/// A path from the site's root made of slugs joined by `/`; empty for the site itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct SitePath(Box<str>);

impl SitePath {
    /// A path whose parts have been checked to be slugs.
    pub fn new(path: &str) -> Self {
        Self(path.into())
    }

    /// The path without a leading or trailing `/`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last part.
    pub fn slug(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or_default()
    }

    /// How many parts: 0 for the root.
    pub fn depth(&self) -> usize {
        if self.0.is_empty() { 0 } else { self.0.split('/').count() }
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The reason why `name` is not a slug, or `None` when it is: letters and digits of any script and `-`.
/// (The caller checks NFC.)
pub fn slug_fault(name: &str) -> Option<char> {
    name.chars().find(|c| !(c.is_alphanumeric() || *c == '-'))
}
