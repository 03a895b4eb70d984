//! What is wrong with the author's files: where, what, and what to do about it.

use std::fmt;

/// How serious a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The site is not published.
    Error,
    /// The site is published; the author should look.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
        })
    }
}

/// A place in one of the author's files. Line and column count from 1; a column counts characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Place {
    /// Path from the site folder, with `/`.
    pub path: String,
    /// Line, from 1; 0 when the problem is the whole file.
    pub line: usize,
    /// Column in characters, from 1; 0 when the problem is the whole line or file.
    pub column: usize,
    /// Length in characters of what the caret line marks, at least 1.
    pub width: usize,
    /// The line itself, as it stands in the file.
    pub excerpt: String,
}

/// One problem of one file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Problem {
    /// Where; sorted first, so that all problems of a run come in the order of the files.
    pub at: Place,
    /// Error or warning.
    pub severity: Severity,
    /// Stable kebab-case code, such as `unknown-key`.
    pub code: &'static str,
    /// What is wrong, without a full stop.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Problem {
    /// An error about a whole file.
    pub fn error(path: &str, code: &'static str, message: String, help: String) -> Self {
        let at = Place { path: path.to_owned(), ..Place::default() };
        Self { at, severity: Severity::Error, code, message, help }
    }

    /// A warning about a whole file.
    pub fn warning(path: &str, code: &'static str, message: String, help: String) -> Self {
        Self { severity: Severity::Warning, ..Self::error(path, code, message, help) }
    }

    /// Whether this keeps the site from being published.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}
